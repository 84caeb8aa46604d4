import amends.foundation.kernel.tables
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        amends.foundation.kernel.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Calendar',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=40, unique=True)),
                        ('name', models.CharField(max_length=80)),
                        ('zone', models.CharField(max_length=60)),
                        ('week', models.JSONField(help_text='Seven texts from Monday, such as 09:00-12:00 13:30-18:00')),
                        ('known_until', models.DateField(null=True)),
                        ('is_default', models.BooleanField(default=False)),
                        ('changed_at', models.DateTimeField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('is_default',), name='calendar_default_once')],
                    },
                ),
                migrations.CreateModel(
                    name='HoursChange',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('entered_at', models.DateTimeField()),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('confirmed', models.BooleanField(null=True)),
                        ('week', models.JSONField()),
                        ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hours_changes', to='calendars.calendar')),
                        ('decided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('entered_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                        'constraints': [models.CheckConstraint(condition=models.Q(('confirmed', None), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='hourschange_decided'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed', True), _negated=True), models.Q(('decided_by', models.F('entered_by')), _negated=True), _connector='OR'), name='hourschange_second_person'), models.UniqueConstraint(condition=models.Q(('confirmed', None)), fields=('calendar',), name='hours_wait_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Notice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('entered_at', models.DateTimeField()),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('confirmed', models.BooleanField(null=True)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('days', models.JSONField(help_text='Triples of ISO date, kind and name')),
                        ('source', models.CharField(max_length=200)),
                        ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='calendars.calendar')),
                        ('decided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('entered_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                        'constraints': [models.CheckConstraint(condition=models.Q(('confirmed', None), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='notice_decided'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed', True), _negated=True), models.Q(('decided_by', models.F('entered_by')), _negated=True), _connector='OR'), name='notice_second_person'), models.UniqueConstraint(condition=models.Q(('confirmed', None)), fields=('calendar', 'year'), name='notice_waits_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SpecialDay',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('kind', models.CharField(choices=[('holiday', 'Holiday'), ('workday', 'Make-up working day')], max_length=10)),
                        ('name', models.CharField(max_length=80)),
                        ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='special_days', to='calendars.calendar')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('calendar', 'day'), name='special_day_once')],
                    },
                ),
            ],
        ),
    ]
