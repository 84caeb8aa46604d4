import amends.foundation.kernel.tables
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        amends.foundation.kernel.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Proposal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('round', models.PositiveSmallIntegerField()),
                        ('proposed_at', models.DateTimeField()),
                        ('decision', models.CharField(blank=True, choices=[('', 'Waiting for the customer'), ('accepted', 'Accepted'), ('rejected', 'Rejected')], max_length=10)),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('comment', models.TextField(blank=True)),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='cases.case')),
                        ('message', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='proposal', to='cases.message')),
                        ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('case', 'round'), name='proposal_round_once')],
                    },
                ),
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
                        ('due_on', models.DateField()),
                        ('chosen', models.BooleanField(default=False)),
                        ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='remedies.proposal')),
                    ],
                    options={
                        'ordering': ['position'],
                    },
                ),
            ],
        ),
    ]
