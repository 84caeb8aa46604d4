import amends.foundation.kernel.tables
import django.db.models.deletion
import django.utils.timezone
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        amends.foundation.kernel.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Department',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                        ('name', models.CharField(max_length=80, verbose_name='name')),
                        ('name_hant', models.CharField(blank=True, max_length=80, verbose_name='name in Traditional Chinese')),
                        ('name_en', models.CharField(blank=True, max_length=80, verbose_name='name in English')),
                        ('path', models.CharField(db_index=True, editable=False, max_length=400)),
                        ('takes_in', models.BooleanField(default=False, verbose_name='receives new complaints')),
                        ('function', models.CharField(blank=True, choices=[('care', 'Handles complaints'), ('business', 'Business'), ('quality', 'Quality'), ('legal', 'Legal'), ('communications', 'Communications'), ('office', 'Management office')], max_length=16, verbose_name='function')),
                        ('calendar', models.CharField(blank=True, help_text='Code of a calendar; empty: that of the one above', max_length=40, verbose_name='working hours')),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organisation.department')),
                    ],
                ),
                migrations.CreateModel(
                    name='Member',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('username', models.CharField(max_length=60, unique=True, verbose_name='username')),
                        ('display_name', models.CharField(max_length=80, verbose_name='name')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                        ('role', models.CharField(choices=[('handler', 'Complaint handler'), ('lead', 'Team lead'), ('quality', 'Quality'), ('legal', 'Legal'), ('manager', 'Manager'), ('trainer', 'Trainer'), ('administrator', 'Administrator'), ('warehouse', 'Warehouse'), ('finance', 'Finance'), ('system', 'System')], max_length=20, verbose_name='role')),
                        ('skills', models.JSONField(default=list, help_text='Complaint categories this person handles well', verbose_name='skills')),
                        ('skill_levels', models.JSONField(default=dict, help_text='Skill → 1 still learning, 3 especially good; what is not here is sure')),
                        ('languages', models.JSONField(default=list, verbose_name='languages')),
                        ('strengths', models.JSONField(default=list, help_text='What this person says of themselves')),
                        ('hot_cap', models.PositiveSmallIntegerField(help_text='Never above what the department allows', null=True, verbose_name='heated cases a shift at most')),
                        ('calendar', models.CharField(blank=True, help_text='Code of a calendar; empty: while present', max_length=40, verbose_name='working hours')),
                        ('presence', models.CharField(choices=[('present', 'Present'), ('busy', 'Busy'), ('away', 'Away')], default='away', max_length=10, verbose_name='presence')),
                        ('approval_limit', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=12, verbose_name='may approve up to')),
                        ('limits_abroad', models.JSONField(default=dict, help_text='Currency other than the home one → sum as text; what is not here is nothing')),
                        ('capacity', models.PositiveSmallIntegerField(default=30, verbose_name='open cases at most')),
                        ('single_keys', models.BooleanField(default=True, verbose_name='single-key shortcuts')),
                        ('is_active', models.BooleanField(default=True, verbose_name='may sign in')),
                        ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('line_manager', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reports', to=settings.AUTH_USER_MODEL, verbose_name='line manager')),
                        ('department', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='organisation.department')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['handler', 'lead', 'quality', 'legal', 'manager', 'trainer', 'administrator', 'warehouse', 'finance', 'system'])), name='member_role_known')],
                    },
                ),
                migrations.CreateModel(
                    name='Absence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('starts_at', models.DateTimeField()),
                        ('ends_at', models.DateTimeField()),
                        ('entered_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(help_text='Back before its end, or taken back', null=True)),
                        ('deputy', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('entered_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='absences', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['member', 'ends_at'], name='absence_of'), models.Index(condition=models.Q(('ended_at', None)), fields=['ends_at'], name='absence_running')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='absence_has_length'), models.CheckConstraint(condition=models.Q(('member', models.F('deputy')), _negated=True), name='absence_deputy_is_another')],
                    },
                ),
                migrations.CreateModel(
                    name='AuthorityRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('power', models.CharField(choices=[('grant', 'Offer money or goods'), ('approve_reply', 'Approve a letter'), ('close_severe', 'Close a severe case'), ('skip_stage', 'Skip a stage')], max_length=20, verbose_name='decision')),
                        ('role', models.CharField(choices=[('handler', 'Complaint handler'), ('lead', 'Team lead'), ('quality', 'Quality'), ('legal', 'Legal'), ('manager', 'Manager'), ('trainer', 'Trainer'), ('administrator', 'Administrator'), ('warehouse', 'Warehouse'), ('finance', 'Finance'), ('system', 'System')], max_length=20, verbose_name='role')),
                        ('may', models.BooleanField(verbose_name='may decide')),
                        ('currency', models.CharField(default='CNY', max_length=3, verbose_name='currency')),
                        ('up_to', models.DecimalField(decimal_places=2, max_digits=12, null=True, verbose_name='up to')),
                        ('sensitive_too', models.BooleanField(verbose_name='restricted and legal cases too')),
                        ('valid_from', models.DateTimeField(verbose_name='from')),
                        ('state', models.CharField(choices=[('waiting', 'Waits for a second person'), ('confirmed', 'Confirmed'), ('declined', 'Turned down')], max_length=10)),
                        ('reason', models.CharField(max_length=400, verbose_name='reason')),
                        ('entered_at', models.DateTimeField()),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('decided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('entered_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['power', 'role', 'currency', '-valid_from', '-id'], name='authority_in_force')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('entered_by')), _negated=True), _connector='OR'), name='authority_second_person')],
                    },
                ),
                migrations.CreateModel(
                    name='Delegation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('starts_at', models.DateTimeField()),
                        ('ends_at', models.DateTimeField()),
                        ('reason', models.CharField(max_length=400)),
                        ('made_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(help_text='Taken back before its end', null=True)),
                        ('delegate', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='stands_in', to=settings.AUTH_USER_MODEL)),
                        ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='delegations', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['delegate', 'ends_at'], name='delegation_to'), models.Index(fields=['member', 'ends_at'], name='delegation_of')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('member', models.F('delegate')), _negated=True), name='delegation_to_another'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='delegation_has_length')],
                    },
                ),
            ],
        ),
    ]
