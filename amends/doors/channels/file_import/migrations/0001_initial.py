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
                    name='PurchaseFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120)),
                        ('kind', models.CharField(choices=[('orders', 'Orders'), ('contracts', 'Contracts')], max_length=10)),
                        ('sha256', models.CharField(max_length=64)),
                        ('header', models.JSONField(help_text='The names of the columns, as they stand in the file')),
                        ('columns', models.JSONField(help_text='What is known → the column that holds it')),
                        ('rows', models.JSONField(help_text='[line, cells by column, problem] each; after the taking in only those refused')),
                        ('found', models.JSONField(help_text='What would become, and then what became, of each row')),
                        ('read_at', models.DateTimeField()),
                        ('looked_at', models.DateTimeField(null=True)),
                        ('taken_at', models.DateTimeField(null=True)),
                        ('done_at', models.DateTimeField(null=True)),
                        ('read_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('taken_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
            ],
        ),
    ]
