import amends.foundation.kernel.tables
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        amends.foundation.kernel.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='AuditAnchor',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('made_at', models.DateTimeField()),
                        ('chains', models.PositiveIntegerField(help_text='Chains that went on since the anchor before')),
                        ('entries', models.PositiveIntegerField(help_text='Entries added since the anchor before')),
                        ('root', models.CharField(max_length=64)),
                        ('before', models.CharField(blank=True, help_text='Root of the anchor before', max_length=64)),
                        ('signature', models.CharField(max_length=64)),
                    ],
                ),
                migrations.CreateModel(
                    name='AnchoredHead',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('chain', models.CharField(max_length=80)),
                        ('n', models.PositiveIntegerField()),
                        ('head', models.CharField(max_length=64)),
                        ('anchor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='heads', to='audit.auditanchor')),
                    ],
                ),
                migrations.CreateModel(
                    name='AuditChain',
                    fields=[
                        ('chain', models.CharField(max_length=80, primary_key=True, serialize=False)),
                        ('length', models.PositiveIntegerField(default=0)),
                        ('head', models.CharField(blank=True, default='', max_length=64)),
                        ('anchored', models.PositiveIntegerField(default=0, help_text='Its length at its last anchor')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('length__gt', models.F('anchored'))), fields=['chain'], name='chain_went_on')],
                    },
                ),
                migrations.CreateModel(
                    name='AuditEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('chain', models.CharField(max_length=80)),
                        ('n', models.PositiveIntegerField()),
                        ('at', models.DateTimeField()),
                        ('actor_id', models.BigIntegerField()),
                        ('actor_name', models.CharField(max_length=150)),
                        ('action', models.CharField(max_length=80)),
                        ('object_kind', models.CharField(max_length=40)),
                        ('object_id', models.BigIntegerField(null=True)),
                        ('body', models.TextField()),
                        ('reason', models.TextField(blank=True)),
                        ('prev_hash', models.CharField(blank=True, max_length=64)),
                        ('salt', models.CharField(blank=True, max_length=32)),
                        ('seal', models.CharField(max_length=64)),
                        ('hash', models.CharField(max_length=64)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['actor_id', '-id'], name='audit_by_person'), models.Index(fields=['at'], name='audit_at')],
                        'constraints': [models.UniqueConstraint(fields=('chain', 'n'), name='audit_entry_place')],
                    },
                ),
            ],
        ),
    ]
