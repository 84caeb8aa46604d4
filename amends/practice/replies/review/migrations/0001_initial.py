import amends.foundation.kernel.tables
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('replies', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        amends.foundation.kernel.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Plan',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('per_person', models.PositiveSmallIntegerField()),
                        ('per_team', models.PositiveSmallIntegerField()),
                        ('more_severe', models.PositiveSmallIntegerField()),
                        ('more_legal', models.PositiveSmallIntegerField()),
                        ('more_newcomers', models.PositiveSmallIntegerField()),
                        ('newcomer_weeks', models.PositiveSmallIntegerField()),
                        ('second_share', models.PositiveSmallIntegerField(help_text='Of a hundred drawn, read by two people')),
                        ('asked_first', models.JSONField(default=list, help_text='Roles that are given reviews before the others')),
                        ('dispute_days', models.PositiveSmallIntegerField(help_text='Working days in which an author may answer')),
                        ('reason', models.CharField(max_length=400)),
                        ('set_at', models.DateTimeField()),
                        ('set_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('second_share__lte', 100)), name='plan_share_of_a_hundred'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='plan_has_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='Draw',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('week', models.DateField(help_text='Its Monday', unique=True)),
                        ('seed', models.CharField(max_length=40)),
                        ('considered', models.JSONField(default=list, help_text='Of each reply: its id, author, team, and 1 for severe, legal, newcomer')),
                        ('sent', models.PositiveIntegerField(help_text='How many were considered, so that no page has to read them')),
                        ('drawn_at', models.DateTimeField()),
                        ('plan', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.plan')),
                    ],
                ),
                migrations.CreateModel(
                    name='Review',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('open', 'Waits to be scored'), ('done', 'Scored'), ('declined', 'Handed back by the reviewer')], default='open', max_length=10)),
                        ('asked_at', models.DateTimeField()),
                        ('declined_because', models.CharField(blank=True, max_length=400)),
                        ('sheet_version', models.PositiveSmallIntegerField(null=True)),
                        ('first_score', models.PositiveSmallIntegerField(help_text='As the reviewer gave it', null=True)),
                        ('score', models.PositiveSmallIntegerField(help_text='As it stands, after a dispute perhaps', null=True)),
                        ('machine_score', models.PositiveSmallIntegerField(null=True)),
                        ('findings', models.JSONField(default=list, help_text='What the check remarks, with the case as it stood then')),
                        ('answered_points', models.JSONField(default=list, help_text='Point by point of the complaint: its words and the points it got')),
                        ('words', models.TextField(blank=True, help_text='To the author')),
                        ('better', models.TextField(blank=True, help_text='An example of better wording')),
                        ('scored_at', models.DateTimeField(null=True)),
                        ('answer', models.CharField(blank=True, choices=[('', 'No answer yet'), ('accepted', 'Accepted'), ('disputed', 'Disputed')], default='', max_length=10)),
                        ('answer_until', models.DateTimeField(null=True)),
                        ('answered_at', models.DateTimeField(null=True)),
                        ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('sample', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='reviews.sample')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['reviewer', 'id'], name='review_open'), models.Index(condition=models.Q(('state', 'done')), fields=['scored_at'], name='review_scored')],
                        'constraints': [models.UniqueConstraint(fields=('sample', 'reviewer'), name='review_once_each'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('scored_at__isnull', False), ('sheet_version__isnull', False)), _connector='OR'), name='review_done_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('declined_because', ''), _negated=True), _connector='OR'), name='review_declined_why')],
                    },
                ),
                migrations.CreateModel(
                    name='Mark',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('criterion', models.CharField(max_length=20)),
                        ('weight', models.PositiveSmallIntegerField()),
                        ('points', models.PositiveSmallIntegerField(help_text='None: does not apply here', null=True)),
                        ('machine_points', models.PositiveSmallIntegerField()),
                        ('decided_points', models.PositiveSmallIntegerField(null=True)),
                        ('is_decided', models.BooleanField(default=False, help_text='A dispute set it, perhaps to “does not apply”')),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='reviews.review')),
                    ],
                    options={
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('review', 'criterion'), name='mark_once'), models.CheckConstraint(condition=models.Q(models.Q(('points', None), ('points__in', (2, 1, 0)), _connector='OR'), ('machine_points__in', (2, 1, 0)), models.Q(('decided_points', None), ('decided_points__in', (2, 1, 0)), _connector='OR')), name='mark_on_scale')],
                    },
                ),
                migrations.CreateModel(
                    name='Dispute',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.TextField()),
                        ('raised_at', models.DateTimeField()),
                        ('ruling', models.CharField(blank=True, choices=[('stands', 'The score stands'), ('changed', 'The score was changed')], max_length=10)),
                        ('decided_because', models.TextField(blank=True)),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('changes', models.JSONField(default=list, help_text='Of each criterion that changed: before and after')),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('review', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='dispute', to='reviews.review')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('ruling', '')), models.Q(models.Q(('ruling', ''), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('decided_because', ''), _negated=True)), _connector='OR'), name='dispute_decided_with_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='Round',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=80)),
                        ('seed', models.CharField(max_length=40)),
                        ('opened_at', models.DateTimeField()),
                        ('closed_at', models.DateTimeField(null=True)),
                        ('agreed', models.TextField(blank=True, help_text='What they agreed on when they compared')),
                        ('closed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('opened_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='Sample',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('why', models.CharField(choices=[('person', 'Drawn for its author'), ('newcomer', 'Drawn because its author is new here'), ('severe', 'Drawn among severe cases'), ('legal', 'Drawn among legal cases'), ('team', 'Drawn for its team'), ('picked', 'Picked by hand'), ('round', 'Drawn for a calibration round')], max_length=10)),
                        ('place', models.PositiveIntegerField(help_text='Where the lot put it', null=True)),
                        ('picked_because', models.CharField(blank=True, max_length=400)),
                        ('wanted', models.PositiveSmallIntegerField(default=1, help_text='How many people score it')),
                        ('taken_at', models.DateTimeField()),
                        ('draw', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='samples', to='reviews.draw')),
                        ('picked_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('reply', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='samples', to='replies.reply')),
                        ('round', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='samples', to='reviews.round')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('round', None)), fields=('reply',), name='sample_once'), models.UniqueConstraint(fields=('reply', 'round'), name='sample_once_a_round'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('why', 'picked'), _negated=True), ('picked_by', None)), models.Q(('picked_by__isnull', False), ('why', 'picked'), models.Q(('picked_because', ''), _negated=True)), _connector='OR'), name='sample_picked_says_so')],
                    },
                ),
            ],
        ),
    ]
