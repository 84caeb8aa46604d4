import amends.foundation.kernel.tables
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        amends.foundation.kernel.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='LabelFigure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('engine', models.CharField(max_length=40)),
                        ('language', models.CharField(max_length=10)),
                        ('category', models.CharField(blank=True, max_length=20)),
                        ('field', models.CharField(max_length=20)),
                        ('label', models.CharField(max_length=20)),
                        ('became', models.CharField(blank=True, max_length=20)),
                        ('shown', models.PositiveIntegerField(default=0)),
                        ('confirmed', models.PositiveIntegerField(default=0)),
                        ('corrected', models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('day', 'engine', 'language', 'category', 'field', 'label', 'became'), name='label_figure_once')],
                    },
                ),
            ],
        ),
    ]
