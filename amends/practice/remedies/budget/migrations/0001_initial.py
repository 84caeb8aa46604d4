import amends.foundation.kernel.tables
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisation', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        amends.foundation.kernel.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Budget',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('currency', models.CharField(max_length=3)),
                        ('starts_on', models.DateField()),
                        ('ends_on', models.DateField()),
                        ('state', models.CharField(choices=[('open', 'Open'), ('closed', 'Closed')], default='open', max_length=6)),
                        ('warn_at_percent', models.PositiveSmallIntegerField(default=80)),
                        ('by_law_only', models.BooleanField(default=False)),
                        ('opened_at', models.DateTimeField()),
                        ('closed_at', models.DateTimeField(null=True)),
                        ('warned_at', models.DateTimeField(null=True)),
                        ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.department')),
                        ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('starts_on__lte', models.F('ends_on'))), name='budget_begins_first'), models.CheckConstraint(condition=models.Q(('warn_at_percent__gte', 1), ('warn_at_percent__lte', 100)), name='budget_warns_in_percent'), models.UniqueConstraint(fields=('department', 'currency', 'by_law_only', 'starts_on'), name='budget_begins_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Account',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('granted', 'Granted to the team'), ('available', 'Left'), ('reserved', 'Reserved'), ('committed', 'Committed'), ('spent', 'Spent'), ('obliged', 'Owed by law'), ('obliged_reserved', 'Owed by law: reserved'), ('obliged_committed', 'Owed by law: committed'), ('obliged_spent', 'Owed by law: paid')], max_length=18)),
                        ('balance', models.BigIntegerField(default=0)),
                        ('budget', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='budget.budget')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('budget', 'kind'), name='account_once'), models.CheckConstraint(condition=models.Q(models.Q(('balance__lte', 0), ('kind__in', ['granted', 'obliged'])), models.Q(models.Q(('kind__in', ['granted', 'obliged']), _negated=True), ('balance__gte', 0)), _connector='OR'), name='account_never_overdrawn')],
                    },
                ),
                migrations.CreateModel(
                    name='Hold',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reference', models.CharField(max_length=80)),
                        ('by_law', models.BooleanField(default=False)),
                        ('state', models.CharField(choices=[('reserved', 'Reserved'), ('committed', 'Committed'), ('settled', 'Settled'), ('released', 'Released')], default='reserved', max_length=9)),
                        ('held', models.PositiveBigIntegerField(help_text='Set aside at first')),
                        ('settled', models.PositiveBigIntegerField(default=0, help_text='Given in the end')),
                        ('returned', models.PositiveBigIntegerField(default=0, help_text='Of what was given, came back')),
                        ('made_at', models.DateTimeField()),
                        ('changed_at', models.DateTimeField()),
                        ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='budget.budget')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('state__in', ('reserved', 'committed'))), fields=['budget'], name='hold_bound')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'released'), _negated=True), fields=('reference',), name='hold_once_for_a_thing'), models.CheckConstraint(condition=models.Q(('returned__lte', models.F('settled')), ('settled__lte', models.F('held'))), name='hold_gives_what_it_holds')],
                    },
                ),
                migrations.CreateModel(
                    name='Entry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('opened', 'Budget opened'), ('raised', 'Raised'), ('lowered', 'Lowered'), ('moved_out', 'Moved to another budget'), ('moved_in', 'Moved from another budget'), ('reserved', 'Reserved'), ('committed', 'Committed'), ('settled', 'Settled'), ('released', 'Released'), ('returned', 'Came back'), ('returned_late', 'Came back after closing'), ('carried_out', 'Carried into the next period'), ('carried_in', 'Carried over from the period before'), ('lapsed', 'Lapsed at closing')], max_length=14)),
                        ('amount', models.PositiveBigIntegerField(help_text='Whole coins')),
                        ('reference', models.CharField(blank=True, max_length=80)),
                        ('reason', models.CharField(blank=True, max_length=400)),
                        ('at', models.DateTimeField()),
                        ('budget', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='budget.budget')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('other', models.ForeignKey(help_text='The other side of a move', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budget.budget')),
                        ('hold', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='budget.hold')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['budget', '-id'], name='journal_of_a_budget'), models.Index(fields=['at'], name='journal_by_time')],
                    },
                ),
                migrations.CreateModel(
                    name='Posting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('amount', models.BigIntegerField()),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='budget.account')),
                        ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='budget.entry')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='posting_moves_something')],
                    },
                ),
            ],
        ),
    ]
