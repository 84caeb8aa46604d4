import amends.foundation.kernel.tables
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('knowledge', '0001_initial'),
        ('organisation', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        amends.foundation.kernel.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='TextBlock',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('language', models.CharField(max_length=10)),
                        ('title', models.CharField(max_length=60)),
                        ('body', models.TextField()),
                        ('updated_at', models.DateTimeField()),
                        ('retired_at', models.DateTimeField(null=True)),
                        ('department', models.ForeignKey(help_text='The team it belongs to; those below use it too', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.department')),
                        ('updated_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['title', 'pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('department', 'language', 'title'), name='one_block_a_name')],
                    },
                ),
                migrations.CreateModel(
                    name='BlockBasis',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('clause_number', models.PositiveIntegerField()),
                        ('clause', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='blocks', to='knowledge.clause')),
                        ('block', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bases', to='replies.textblock')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('block', 'clause'), name='block_rests_once')],
                    },
                ),
                migrations.CreateModel(
                    name='CheckPolicyVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('entered_at', models.DateTimeField()),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('confirmed', models.BooleanField(null=True)),
                        ('version', models.PositiveIntegerField(unique=True)),
                        ('always', models.JSONField(default=dict, help_text='{"canned": "reason"}: levels by code')),
                        ('grave', models.JSONField(default=dict, help_text='The same for severe and legal cases')),
                        ('kinds', models.JSONField(default=dict, help_text='The same by kind of reply')),
                        ('reason', models.CharField(blank=True, max_length=400)),
                        ('trial', models.JSONField(default=dict, help_text='What it would have done to the latest sent replies')),
                        ('decided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('entered_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-version'],
                        'abstract': False,
                        'constraints': [models.CheckConstraint(condition=models.Q(('confirmed', None), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='checkpolicyversion_decided'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed', True), _negated=True), models.Q(('decided_by', models.F('entered_by')), _negated=True), _connector='OR'), name='checkpolicyversion_second_person')],
                    },
                ),
                migrations.CreateModel(
                    name='KeptDraft',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('note', 'Internal note'), ('reply', 'Reply to the customer')], max_length=10)),
                        ('body', models.TextField()),
                        ('kept_at', models.DateTimeField(db_index=True)),
                        ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                        ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['member', '-id'], name='kept_draft_of_member')],
                    },
                ),
                migrations.CreateModel(
                    name='Reply',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('acknowledgement', 'Acknowledgement'), ('first_response', 'First response'), ('holding', 'Progress update'), ('solution', 'Solution with options'), ('refusal', 'A no, with its reasons'), ('apology', 'Letter of apology'), ('closing', 'Closing letter'), ('follow_up', 'Follow-up')], max_length=20)),
                        ('body', models.TextField()),
                        ('files', models.JSONField(default=list, help_text='What goes along: id, name, size and kind of each')),
                        ('state', models.CharField(choices=[('awaiting_approval', 'Waits for a second pair of eyes'), ('queued', 'Goes out in a moment'), ('sent', 'Sent'), ('returned', 'Given back'), ('withdrawn', 'Taken back')], max_length=20)),
                        ('findings', models.JSONField(default=list)),
                        ('approval_reasons', models.JSONField(default=list)),
                        ('amount', models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                        ('currency', models.CharField(default='CNY', max_length=3)),
                        ('submitted_at', models.DateTimeField()),
                        ('approved_at', models.DateTimeField(null=True)),
                        ('returned_at', models.DateTimeField(null=True)),
                        ('return_reason', models.TextField(blank=True)),
                        ('send_at', models.DateTimeField(null=True)),
                        ('based_on_message_id', models.BigIntegerField(null=True)),
                        ('idempotency_key', models.CharField(editable=False, max_length=80, null=True, unique=True)),
                        ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('approved_for', models.ForeignKey(db_index=False, help_text='In whose place it was approved, where somebody stood in', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='cases.case')),
                        ('message', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reply', to='cases.message')),
                        ('returned_by', models.ForeignKey(db_index=False, help_text='Who gave it back or took it back; the house where it was stopped', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['case', '-id'], name='reply_of_case'), models.Index(condition=models.Q(('state', 'awaiting_approval')), fields=['id'], name='reply_waiting')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('approved_by', None), models.Q(('approved_by', models.F('author')), _negated=True), _connector='OR'), name='reply_second_person'), models.CheckConstraint(condition=models.Q(models.Q(('message__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('message', None)), _connector='OR'), name='reply_sent_has_message')],
                    },
                ),
                migrations.CreateModel(
                    name='ReplyDraft',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('note', 'Internal note'), ('reply', 'Reply to the customer')], max_length=10)),
                        ('body', models.TextField(blank=True)),
                        ('files', models.JSONField(default=list, help_text="Of the case's files: id, name, size and kind of each")),
                        ('updated_at', models.DateTimeField()),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='cases.case')),
                        ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('case', 'member', 'kind'), name='one_draft_each')],
                    },
                ),
            ],
        ),
    ]
