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
                    name='Edition',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField(unique=True)),
                        ('layer', models.JSONField(help_text="Sentences changed or switched off, and rules of the house's own")),
                        ('reason', models.CharField(blank=True, max_length=400)),
                        ('begun_at', models.DateTimeField()),
                        ('handed_in_at', models.DateTimeField(null=True)),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('confirmed', models.BooleanField(null=True)),
                        ('is_open', models.BooleanField(default=True)),
                        ('begun_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('decided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('handed_in_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('taken_from', models.ForeignKey(db_index=False, help_text='The edition gone back to', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='playbook.edition')),
                        ('written_by', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-number'],
                        'indexes': [models.Index(condition=models.Q(('confirmed', True)), fields=['-number'], name='edition_confirmed')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('is_open', True)), fields=('is_open',), name='edition_one_open'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed', None), ('is_open', True)), models.Q(('confirmed__isnull', False), ('decided_at__isnull', False), ('is_open', False)), _connector='OR'), name='edition_decided'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed', True), _negated=True), ('handed_in_at__isnull', False), _connector='OR'), name='edition_handed_in_first')],
                    },
                ),
            ],
        ),
    ]
