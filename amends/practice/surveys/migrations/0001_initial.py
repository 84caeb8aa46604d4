import amends.foundation.kernel.tables
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
    ]

    operations = [
        amends.foundation.kernel.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Rating',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('solved', models.PositiveSmallIntegerField()),
                        ('treated', models.PositiveSmallIntegerField()),
                        ('comment', models.TextField(blank=True)),
                        ('given_at', models.DateTimeField()),
                        ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='rating', to='cases.case')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('solved__range', (1, 5)), ('treated__range', (1, 5))), name='rating_on_scale')],
                    },
                ),
            ],
        ),
    ]
