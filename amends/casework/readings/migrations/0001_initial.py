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
                    name='OutsideService',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('asked', models.PositiveIntegerField(default=0, help_text='Questions of this day')),
                        ('dropped', models.PositiveIntegerField(default=0, help_text='Parts of answers dropped, ever')),
                        ('failures', models.PositiveIntegerField(default=0, help_text='In a row')),
                        ('rests_until', models.DateTimeField(null=True)),
                        ('last_trouble', models.CharField(blank=True, max_length=100)),
                    ],
                ),
                migrations.CreateModel(
                    name='Opinion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text_hash', models.CharField(max_length=64)),
                        ('model', models.CharField(max_length=100)),
                        ('question', models.PositiveSmallIntegerField(help_text='Version of what was asked')),
                        ('labels', models.JSONField()),
                        ('evidence', models.JSONField()),
                        ('dropped', models.PositiveIntegerField(help_text='Parts of the answer that were no labels or stood nowhere')),
                        ('created_at', models.DateTimeField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('text_hash', 'model', 'question'), name='asked_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Reading',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('language', models.CharField(max_length=10)),
                        ('data', models.JSONField()),
                        ('engine', models.CharField(max_length=40)),
                        ('created_at', models.DateTimeField()),
                        ('refined', models.JSONField(default=dict, help_text='Field → what was read and what the opinion made of it')),
                        ('opinion', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to='readings.opinion')),
                    ],
                ),
                migrations.CreateModel(
                    name='Correction',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('field', models.CharField(max_length=20)),
                        ('was', models.JSONField()),
                        ('now', models.JSONField()),
                        ('right', models.BooleanField(default=False, help_text='The label was looked at and stands as it is')),
                        ('reason', models.CharField(blank=True, max_length=400)),
                        ('at', models.DateTimeField()),
                        ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                        ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='readings.reading')),
                    ],
                    options={
                        'ordering': ['id'],
                    },
                ),
            ],
        ),
    ]
