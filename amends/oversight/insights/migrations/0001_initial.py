import amends.foundation.kernel.tables
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisation', '0001_initial'),
    ]

    operations = [
        amends.foundation.kernel.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='DailyFigure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('category', models.CharField(blank=True, choices=[('quality', 'Product quality'), ('service', 'Service delay or failure'), ('attitude', 'Staff attitude'), ('billing', 'Price and charges'), ('privacy', 'Privacy and data security'), ('safety', 'Personal and food safety'), ('promise', 'Promise or advertising not kept'), ('policy', 'Rules and management')], max_length=20)),
                        ('restricted', models.BooleanField(default=False)),
                        ('received', models.PositiveIntegerField(default=0)),
                        ('closed', models.PositiveIntegerField(default=0)),
                        ('answered_in_time', models.PositiveIntegerField(default=0)),
                        ('upheld', models.PositiveIntegerField(default=0)),
                        ('severe', models.PositiveIntegerField(default=0)),
                        ('hours_to_close', models.FloatField(default=0)),
                        ('department', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisation.department')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('day', 'department', 'category', 'restricted'), name='daily_figure_once')],
                    },
                ),
            ],
        ),
    ]
