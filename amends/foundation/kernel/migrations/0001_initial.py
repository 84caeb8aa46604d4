import amends.foundation.kernel.tables
import amends.foundation.kernel.tokens_field
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        amends.foundation.kernel.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='PeriodicTurn',
                    fields=[
                        ('name', models.CharField(max_length=200, primary_key=True, serialize=False)),
                        ('next_at', models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name='WorkerBeat',
                    fields=[
                        ('worker', models.CharField(max_length=100, primary_key=True, serialize=False)),
                        ('started_at', models.DateTimeField()),
                        ('seen_at', models.DateTimeField()),
                        ('jobs_done', models.PositiveBigIntegerField(default=0)),
                    ],
                ),
                migrations.CreateModel(
                    name='Job',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200)),
                        ('payload', models.JSONField(default=dict)),
                        ('unique_key', models.CharField(blank=True, default='', max_length=200)),
                        ('nobody_waits', models.BooleanField(default=False)),
                        ('state', models.CharField(choices=[('ready', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('dead', 'Given up')], default='ready', max_length=8)),
                        ('run_at', models.DateTimeField()),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('max_attempts', models.PositiveSmallIntegerField(default=10)),
                        ('depth', models.PositiveSmallIntegerField(default=0)),
                        ('lease_until', models.DateTimeField(null=True)),
                        ('leased_by', models.CharField(default='', max_length=100)),
                        ('error', models.TextField(default='')),
                        ('revived_by', models.CharField(default='', max_length=150)),
                        ('created_at', models.DateTimeField()),
                        ('finished_at', models.DateTimeField(null=True)),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('state', 'ready')), fields=['nobody_waits', 'run_at', 'id'], name='job_ready'), models.Index(condition=models.Q(('state', 'running')), fields=['lease_until'], name='job_running'), models.Index(condition=models.Q(('state', 'done')), fields=['finished_at'], name='job_done'), models.Index(condition=models.Q(('state', 'dead')), fields=['id'], name='job_dead')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'ready'), models.Q(('unique_key', ''), _negated=True)), fields=('unique_key',), name='job_unique')],
                    },
                ),
                migrations.CreateModel(
                    name='SearchDocument',
                    fields=[
                        ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                        ('kind', models.IntegerField()),
                        ('object_id', models.BigIntegerField()),
                        ('folded', models.TextField()),
                        ('tokens', amends.foundation.kernel.tokens_field.TokensField(null=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('kind', 'object_id'), name='search_document_object')],
                    },
                ),
            ],
        ),
    ]
