import amends.foundation.kernel.tables
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('calendars', '0001_initial'),
        ('cases', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        amends.foundation.kernel.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Clock',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('acknowledgement', 'Receipt'), ('first_response', 'First response'), ('direction', 'A clear direction'), ('progress', 'Progress update'), ('solution', 'Solution'), ('follow_up', 'Follow-up'), ('legal_receipt', 'Legal limit: receipt'), ('legal_result', 'Legal limit: result'), ('legal_duty', 'Legal limit: duty'), ('task', 'Task'), ('promise', 'Promise')], max_length=20)),
                        ('about', models.CharField(blank=True, help_text='Beyond the case itself: a legal limit, task:5 or promise:7', max_length=60)),
                        ('rule_code', models.CharField(blank=True, max_length=60)),
                        ('rule_version', models.PositiveIntegerField(default=0)),
                        ('started_at', models.DateTimeField()),
                        ('due_at', models.DateTimeField()),
                        ('unpaused_due_at', models.DateTimeField()),
                        ('explanation', models.JSONField(default=dict)),
                        ('paused_since', models.DateTimeField(null=True)),
                        ('stopped_at', models.DateTimeField(null=True)),
                        ('ended', models.CharField(blank=True, choices=[('done', 'Done'), ('fell', 'Fell away'), ('broken', 'Not kept')], help_text='Empty while it runs', max_length=10)),
                        ('next_at', models.DateTimeField(null=True)),
                        ('rungs', models.PositiveSmallIntegerField(default=0)),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clocks', to='cases.case')),
                    ],
                    options={
                        'ordering': ['due_at', 'id'],
                        'indexes': [models.Index(condition=models.Q(('next_at__isnull', False)), fields=['next_at', 'id'], name='clock_next'), models.Index(condition=models.Q(('stopped_at__isnull', False)), fields=['stopped_at'], name='clock_stopped')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('stopped_at', None)), fields=('case', 'kind', 'about'), name='clock_runs_once')],
                    },
                ),
                migrations.CreateModel(
                    name='DryRun',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('asked_at', models.DateTimeField()),
                        ('done_at', models.DateTimeField(null=True)),
                        ('looked_at', models.PositiveIntegerField(default=0)),
                        ('cases', models.PositiveIntegerField(default=0)),
                        ('overdue', models.PositiveIntegerField(default=0)),
                        ('hours', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='calendars.hourschange')),
                        ('notice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='calendars.notice')),
                        ('change', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='dry_runs', to='clocks.policychange')),
                    ],
                ),
                migrations.CreateModel(
                    name='Move',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('old_due_at', models.DateTimeField()),
                        ('new_due_at', models.DateTimeField()),
                        ('becomes_overdue', models.BooleanField()),
                        ('clock', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='clocks.clock')),
                        ('dry_run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='clocks.dryrun')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['dry_run', '-becomes_overdue', 'id'], name='move_of_dry_run')],
                    },
                ),
                migrations.CreateModel(
                    name='Pause',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('started_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('reason', models.CharField(choices=[('information', "Waiting for the customer's information"), ('asked', 'The customer asked to wait'), ('expert', "Waiting for a third party's expert opinion"), ('authority', 'Waiting for an authority or court')], max_length=20)),
                        ('note', models.CharField(blank=True, max_length=400)),
                        ('clock', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='clocks.clock')),
                        ('ended_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('started_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['started_at', 'id'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('clock',), name='clock_pauses_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PolicyChange',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('entered_at', models.DateTimeField()),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('confirmed', models.BooleanField(null=True)),
                        ('reason', models.CharField(blank=True, max_length=400)),
                        ('house', models.JSONField(help_text='{"jurisdictions": ["CN"], "industries": ["retail"]}', null=True)),
                        ('decided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('entered_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                        'constraints': [models.CheckConstraint(condition=models.Q(('confirmed', None), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='policychange_decided'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed', True), _negated=True), models.Q(('decided_by', models.F('entered_by')), _negated=True), _connector='OR'), name='policychange_second_person')],
                    },
                ),
                migrations.CreateModel(
                    name='PolicyRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=60)),
                        ('version', models.PositiveIntegerField()),
                        ('kind', models.CharField(choices=[('acknowledgement', 'Receipt'), ('first_response', 'First response'), ('direction', 'A clear direction'), ('progress', 'Progress update'), ('solution', 'Solution'), ('follow_up', 'Follow-up'), ('legal_receipt', 'Legal limit: receipt'), ('legal_result', 'Legal limit: result'), ('legal_duty', 'Legal limit: duty'), ('task', 'Task'), ('promise', 'Promise')], max_length=20)),
                        ('length', models.CharField(max_length=10)),
                        ('conditions', models.JSONField(default=dict)),
                        ('calendar', models.CharField(blank=True, max_length=40)),
                        ('valid_from', models.DateTimeField(null=True)),
                        ('valid_until', models.DateTimeField(null=True)),
                        ('is_on', models.BooleanField(default=True)),
                        ('pausable', models.BooleanField(default=False)),
                        ('pause_hours', models.PositiveSmallIntegerField(default=0)),
                        ('runs_on', models.BooleanField(default=True)),
                        ('source', models.CharField(blank=True, max_length=300)),
                        ('confidence', models.CharField(choices=[('P', 'good practice'), ('V', 'read in the rule itself'), ('S', 'read in a reliable summary'), ('U', 'uncertain'), ('G', 'from general knowledge')], max_length=1)),
                        ('change', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rules', to='clocks.policychange')),
                    ],
                    options={
                        'ordering': ['code', 'version'],
                        'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='policy_version_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Reminder',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('percent', models.PositiveSmallIntegerField()),
                        ('step', models.PositiveSmallIntegerField()),
                        ('given_at', models.DateTimeField()),
                        ('clock', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='clocks.clock')),
                        ('member', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['id'],
                        'indexes': [models.Index(fields=['member', '-id'], name='reminder_newest')],
                        'constraints': [models.UniqueConstraint(fields=('clock', 'step', 'member'), name='reminder_once')],
                    },
                ),
            ],
        ),
    ]
