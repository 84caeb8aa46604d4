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
                    name='Muted',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('mention', 'Somebody mentions you'), ('assigned', 'A case becomes yours'), ('task', 'A task is given or answered'), ('urged', 'A task is urged or raised'), ('handover', 'A hand-over is asked for or answered'), ('meeting', 'A joint meeting is called, called off or recorded'), ('deputy', 'You are to stand in for somebody, or no longer'), ('approval', 'A decision is waited for or made'), ('clock', 'A deadline comes near, is over or runs again'), ('promise', 'A promise is due'), ('risk', 'A risk shows late'), ('access', 'You are let into a restricted case'), ('watched', 'Something happens in a case you have or watch'), ('review', 'A reply is to be reviewed, or yours was'), ('snoozed', 'A case you put aside comes back'), ('giving', 'Something that was granted is due'), ('article', 'An article waits, comes back or is to be looked at'), ('gift', 'A gift arrives, comes back, is late or is not wanted'), ('stock', 'Gifts run low, or a stock-take waits'), ('budget', 'A budget runs low'), ('payment', 'A refund does not reach whoever pays it'), ('forgetting', 'Somebody is to be made anonymous, or your request was decided'), ('keeping', 'How long things are kept waits for your word')], max_length=12)),
                        ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('member', 'kind'), name='muted_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Notice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('mention', 'Somebody mentions you'), ('assigned', 'A case becomes yours'), ('task', 'A task is given or answered'), ('urged', 'A task is urged or raised'), ('handover', 'A hand-over is asked for or answered'), ('meeting', 'A joint meeting is called, called off or recorded'), ('deputy', 'You are to stand in for somebody, or no longer'), ('approval', 'A decision is waited for or made'), ('clock', 'A deadline comes near, is over or runs again'), ('promise', 'A promise is due'), ('risk', 'A risk shows late'), ('access', 'You are let into a restricted case'), ('watched', 'Something happens in a case you have or watch'), ('review', 'A reply is to be reviewed, or yours was'), ('snoozed', 'A case you put aside comes back'), ('giving', 'Something that was granted is due'), ('article', 'An article waits, comes back or is to be looked at'), ('gift', 'A gift arrives, comes back, is late or is not wanted'), ('stock', 'Gifts run low, or a stock-take waits'), ('budget', 'A budget runs low'), ('payment', 'A refund does not reach whoever pays it'), ('forgetting', 'Somebody is to be made anonymous, or your request was decided'), ('keeping', 'How long things are kept waits for your word')], max_length=12)),
                        ('case_id', models.BigIntegerField()),
                        ('number', models.CharField(max_length=20)),
                        ('data', models.JSONField(default=dict)),
                        ('origin', models.CharField(help_text='What it came from; told twice, it stands here once', max_length=80)),
                        ('created_at', models.DateTimeField()),
                        ('seen_at', models.DateTimeField(null=True)),
                        ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['member', '-id'], name='notice_of_member'), models.Index(condition=models.Q(('seen_at', None)), fields=['member'], name='notice_unseen'), models.Index(condition=models.Q(('seen_at__isnull', False)), fields=['seen_at'], name='notice_seen')],
                        'constraints': [models.UniqueConstraint(fields=('member', 'origin'), name='notice_once')],
                    },
                ),
            ],
        ),
    ]
