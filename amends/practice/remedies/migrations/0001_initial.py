import amends.foundation.kernel.tables
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('budget', '0001_initial'),
        ('cases', '0001_initial'),
        ('gifts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        amends.foundation.kernel.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Option',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveSmallIntegerField()),
                        ('title', models.CharField(max_length=120)),
                        ('description', models.TextField(blank=True)),
                        ('pros', models.TextField(blank=True)),
                        ('cons', models.TextField(blank=True)),
                        ('amount', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                        ('currency', models.CharField(default='CNY', max_length=3)),
                        ('kind', models.CharField(blank=True, help_text='refund, voucher, gift …, where it was said', max_length=12)),
                        ('due_on', models.DateField()),
                        ('chosen', models.BooleanField(default=False)),
                        ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='remedies.proposal')),
                    ],
                    options={
                        'ordering': ['position'],
                    },
                ),
                migrations.CreateModel(
                    name='Grant',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('refund', 'Refund'), ('reduction', 'Price reduction'), ('waiver', 'Fee waived'), ('voucher', 'Voucher'), ('points', 'Points'), ('gift', 'Gift'), ('upgrade', 'Upgrade or free service')], max_length=10)),
                        ('basis', models.CharField(choices=[('goodwill', 'A gesture on top'), ('solution', 'The solution that the customer chose'), ('entitlement', 'Owed: by law, by contract, or charged wrongly')], max_length=12)),
                        ('entitlement', models.CharField(blank=True, help_text='Which rule it is owed by', max_length=60)),
                        ('amount', models.DecimalField(decimal_places=3, max_digits=14)),
                        ('currency', models.CharField(max_length=3)),
                        ('points', models.PositiveIntegerField(null=True)),
                        ('quantity', models.PositiveSmallIntegerField(default=1)),
                        ('state', models.CharField(choices=[('reserved', 'Granted, not carried out yet'), ('committed', 'Under way'), ('settled', 'Given'), ('cancelled', 'Cancelled'), ('returned', 'Came back')], default='reserved', max_length=10)),
                        ('timing', models.CharField(choices=[('now', 'At once'), ('later', 'Later, as a surprise'), ('staged', 'In stages')], default='now', max_length=8)),
                        ('due_on', models.DateField(help_text='The day on which it is meant to be given')),
                        ('reason', models.CharField(max_length=400)),
                        ('outside_reason', models.CharField(blank=True, max_length=400)),
                        ('policy_edition', models.PositiveIntegerField(null=True)),
                        ('range_low', models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                        ('range_high', models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                        ('verdict', models.CharField(choices=[('under', 'Below the fair range'), ('within', 'Within the fair range'), ('over', 'Above the fair range'), ('unknown', 'No range known')], default='unknown', max_length=8)),
                        ('idempotency_key', models.CharField(max_length=80, null=True)),
                        ('granted_at', models.DateTimeField()),
                        ('carried_out_at', models.DateTimeField(null=True)),
                        ('tries', models.PositiveSmallIntegerField(default=0, help_text='How often it was sent on its way')),
                        ('trouble', models.CharField(blank=True, help_text='Why it stands still, as a code', max_length=20)),
                        ('gate_opened_at', models.DateTimeField(null=True)),
                        ('gate_reason', models.CharField(blank=True, max_length=400)),
                        ('done', models.CharField(blank=True, help_text='What was done, where a person says so', max_length=400)),
                        ('thanks', models.CharField(blank=True, max_length=1000)),
                        ('thanked_at', models.DateTimeField(null=True)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('ended_because', models.CharField(blank=True, max_length=400)),
                        ('approval', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grant', to='cases.approvalrequest')),
                        ('carried_out_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='cases.case')),
                        ('ended_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('follows', models.ForeignKey(db_index=False, help_text='The part before it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='remedies.grant')),
                        ('gate_opened_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('gift', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='gifts.gift')),
                        ('granted_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('hold', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budget.hold')),
                        ('stock_hold', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gifts.stockhold')),
                        ('option', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='grants', to='remedies.option')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['case', '-id'], name='grant_of_case'), models.Index(condition=models.Q(('state__in', ('reserved', 'committed'))), fields=['due_on', 'id'], name='grant_under_way'), models.Index(condition=models.Q(('follows__isnull', False)), fields=['follows'], name='grant_next_part')],
                        'constraints': [models.UniqueConstraint(fields=('case', 'idempotency_key'), name='grant_once'), models.CheckConstraint(condition=models.Q(('amount__gt', 0), ('quantity__gt', 0)), name='grant_of_something'), models.CheckConstraint(condition=models.Q(models.Q(('gift__isnull', False), ('kind', 'gift')), models.Q(models.Q(('kind', 'gift'), _negated=True), ('gift', None)), _connector='OR'), name='grant_of_a_gift_names_it'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'points'), _negated=True), ('points__gt', 0), _connector='OR'), name='grant_of_points_says_how_many'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state__in', ('reserved', 'committed'))), models.Q(models.Q(('state__in', ('reserved', 'committed')), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='grant_ended_says_when')],
                    },
                ),
                migrations.CreateModel(
                    name='GrantCard',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('language', models.CharField(max_length=10)),
                        ('greeting', models.CharField(blank=True, max_length=120)),
                        ('apology', models.CharField(blank=True, max_length=600)),
                        ('solution', models.CharField(blank=True, max_length=600)),
                        ('thanks', models.CharField(blank=True, max_length=600)),
                        ('promise', models.CharField(blank=True, max_length=600)),
                        ('signed', models.CharField(blank=True, max_length=120)),
                        ('written_at', models.DateTimeField()),
                        ('grant', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='card', to='remedies.grant')),
                        ('written_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='AskedGrant',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('refund', 'Refund'), ('reduction', 'Price reduction'), ('waiver', 'Fee waived'), ('voucher', 'Voucher'), ('points', 'Points'), ('gift', 'Gift'), ('upgrade', 'Upgrade or free service')], max_length=10)),
                        ('basis', models.CharField(choices=[('goodwill', 'A gesture on top'), ('solution', 'The solution that the customer chose'), ('entitlement', 'Owed: by law, by contract, or charged wrongly')], max_length=12)),
                        ('entered', models.JSONField(default=dict, help_text='The form as it was filled in')),
                        ('words', models.TextField(blank=True, help_text='What the customer is to read with it')),
                        ('approval', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='asked_grant', to='cases.approvalrequest')),
                        ('gift', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gifts.gift')),
                        ('option', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='remedies.option')),
                    ],
                ),
                migrations.CreateModel(
                    name='PolicyEdition',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('entered_at', models.DateTimeField()),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('confirmed', models.BooleanField(null=True)),
                        ('number', models.PositiveIntegerField(unique=True)),
                        ('data', models.JSONField(help_text='Bands, factors, bounds, costs: as `rules.policy_text` writes it')),
                        ('reason', models.CharField(max_length=400)),
                        ('trial', models.JSONField(default=dict, help_text='What it would have changed when it was entered')),
                        ('decided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('entered_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-number'],
                        'abstract': False,
                        'constraints': [models.CheckConstraint(condition=models.Q(('confirmed', None), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='policyedition_decided'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed', True), _negated=True), models.Q(('decided_by', models.F('entered_by')), _negated=True), _connector='OR'), name='policyedition_second_person')],
                    },
                ),
                migrations.CreateModel(
                    name='Proposal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('round', models.PositiveSmallIntegerField()),
                        ('proposed_at', models.DateTimeField()),
                        ('decision', models.CharField(blank=True, choices=[('', 'Waiting for the customer'), ('accepted', 'Accepted'), ('rejected', 'Rejected')], max_length=10)),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('comment', models.TextField(blank=True)),
                        ('fair', models.JSONField(default=dict, help_text='The range when it was offered, its reasons and the edition that gave it')),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='cases.case')),
                        ('message', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='proposal', to='cases.message')),
                        ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('case', 'round'), name='proposal_round_once')],
                    },
                ),
                migrations.CreateModel(
                    name='CaseFact',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=40)),
                        ('answer', models.BooleanField()),
                        ('said_at', models.DateTimeField()),
                        ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='remedy_facts', to='cases.case')),
                        ('said_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('case', 'code'), name='case_fact_once')],
                    },
                ),
            ],
        ),
    ]
