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
                    name='Article',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=60, unique=True)),
                        ('audience', models.CharField(choices=[('public', 'Everybody'), ('internal', 'The house'), ('restricted', 'Leads, quality, legal, managers')], max_length=12)),
                        ('categories', models.JSONField(default=list)),
                        ('source_language', models.CharField(choices=[('zh-Hans', '简体中文'), ('zh-Hant', '繁體中文'), ('en', 'English')], max_length=10)),
                        ('review_on', models.DateField(db_index=True)),
                        ('reviewed_at', models.DateTimeField(null=True)),
                        ('reminded_for', models.DateField(help_text='The day of review that its owner was told of', null=True)),
                        ('retired_at', models.DateTimeField(null=True)),
                        ('retired_why', models.CharField(blank=True, max_length=400)),
                        ('drafted_from', models.CharField(blank=True, help_text='Number of the case it came from', max_length=20)),
                        ('created_at', models.DateTimeField()),
                        ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('reviewed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('audience__in', ['public', 'internal', 'restricted'])), name='article_audience_known')],
                    },
                ),
                migrations.CreateModel(
                    name='ArticleVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('language', models.CharField(choices=[('zh-Hans', '简体中文'), ('zh-Hant', '繁體中文'), ('en', 'English')], max_length=10)),
                        ('number', models.PositiveIntegerField()),
                        ('title', models.CharField(max_length=120)),
                        ('body', models.TextField()),
                        ('asked', models.TextField(blank=True, help_text='How people ask for it, one a line')),
                        ('state', models.CharField(choices=[('draft', 'Draft'), ('waiting', 'Waits for a second person'), ('live', 'In force'), ('replaced', 'Replaced')], default='draft', max_length=10)),
                        ('written_at', models.DateTimeField()),
                        ('approved_at', models.DateTimeField(null=True)),
                        ('live_at', models.DateTimeField(null=True)),
                        ('returned_why', models.CharField(blank=True, max_length=400)),
                        ('approved_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('article', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='knowledge.article')),
                        ('follows', models.ForeignKey(db_index=False, help_text='What it translates', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='knowledge.articleversion')),
                        ('written_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['id'], name='article_waiting'), models.Index(condition=models.Q(('state', 'live')), fields=['language', 'id'], name='article_live')],
                        'constraints': [models.UniqueConstraint(fields=('article', 'language', 'number'), name='article_version_once'), models.UniqueConstraint(condition=models.Q(('state', 'live')), fields=('article', 'language'), name='one_live_wording'), models.UniqueConstraint(condition=models.Q(('state__in', ('draft', 'waiting'))), fields=('article', 'language'), name='one_open_wording'), models.CheckConstraint(condition=models.Q(('approved_by', None), models.Q(('approved_by', models.F('written_by')), _negated=True), _connector='OR'), name='article_second_person')],
                    },
                ),
                migrations.CreateModel(
                    name='Clause',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=40, unique=True)),
                        ('kind', models.CharField(choices=[('law', 'Law or regulation'), ('policy', 'Rule of the house'), ('contract', 'Contract or terms')], max_length=10)),
                        ('jurisdiction', models.CharField(blank=True, max_length=8)),
                        ('is_on', models.BooleanField(help_text='May be quoted and rested on')),
                        ('latest', models.PositiveIntegerField(default=1)),
                        ('changed_at', models.DateTimeField()),
                        ('told_on', models.DateField(help_text='Up to which day its days that begin or end were told of', null=True)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['law', 'policy', 'contract'])), name='clause_kind_known')],
                    },
                ),
                migrations.CreateModel(
                    name='Basis',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sentence', models.TextField()),
                        ('clause_number', models.PositiveIntegerField()),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bases', to='knowledge.articleversion')),
                        ('clause', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bases', to='knowledge.clause')),
                    ],
                ),
                migrations.CreateModel(
                    name='ClauseVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('names', models.JSONField(help_text='Language → short name')),
                        ('words', models.JSONField(help_text='Language → what it says, in our own words')),
                        ('source', models.CharField(max_length=200)),
                        ('sources', models.JSONField(default=dict, help_text='Language → where it stands, as its readers call it')),
                        ('sureness', models.CharField(choices=[('P', 'set by the house itself'), ('V', 'read in the rule itself'), ('S', 'read in a reliable summary'), ('G', 'from general knowledge'), ('U', 'uncertain')], max_length=1)),
                        ('looked_over', models.JSONField(default=list, help_text='Languages whose words were looked at and are right as they were before')),
                        ('effective_from', models.DateField(null=True)),
                        ('effective_until', models.DateField(null=True)),
                        ('why', models.CharField(blank=True, max_length=400)),
                        ('changed_at', models.DateTimeField()),
                        ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('clause', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='knowledge.clause')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('clause', 'number'), name='clause_version_once'), models.CheckConstraint(condition=models.Q(('effective_from', None), ('effective_until', None), ('effective_until__gte', models.F('effective_from')), _connector='OR'), name='clause_dates_in_order')],
                    },
                ),
                migrations.CreateModel(
                    name='Feedback',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('helped', models.BooleanField()),
                        ('words', models.CharField(blank=True, max_length=1000)),
                        ('door', models.CharField(choices=[('desk', 'Desk'), ('portal', 'Help centre'), ('api', 'API')], max_length=10)),
                        ('visitor', models.CharField(blank=True, editable=False, help_text='A sign made of the visit and the article', max_length=32)),
                        ('at', models.DateTimeField()),
                        ('case_id', models.BigIntegerField(help_text='Where it was suggested; of that a person says it once', null=True)),
                        ('category', models.CharField(blank=True, help_text='Of that case; empty where nothing is to be learned', max_length=20)),
                        ('article', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='knowledge.article')),
                        ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='knowledge.articleversion')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['article', '-id'], name='feedback_of_article')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('case_id__isnull', False)), fields=('article', 'by', 'case_id'), name='feedback_once_a_case'), models.UniqueConstraint(condition=models.Q(('by__isnull', False), ('case_id', None)), fields=('version', 'by'), name='feedback_once_a_member'), models.UniqueConstraint(condition=models.Q(('visitor', ''), _negated=True), fields=('version', 'visitor'), name='feedback_once_a_visitor')],
                    },
                ),
                migrations.CreateModel(
                    name='Picture',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sha256', models.CharField(db_index=True, max_length=64)),
                        ('content_type', models.CharField(max_length=20)),
                        ('size', models.PositiveIntegerField()),
                        ('width', models.PositiveIntegerField()),
                        ('height', models.PositiveIntegerField()),
                        ('added_at', models.DateTimeField()),
                        ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('article', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='knowledge.article')),
                    ],
                ),
                migrations.CreateModel(
                    name='Depiction',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='depictions', to='knowledge.articleversion')),
                        ('picture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='depictions', to='knowledge.picture')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('version', 'picture'), name='picture_once_a_version')],
                    },
                ),
                migrations.CreateModel(
                    name='Quotation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('case_id', models.BigIntegerField(db_index=True)),
                        ('number', models.CharField(max_length=20)),
                        ('words', models.TextField()),
                        ('at', models.DateTimeField()),
                        ('category', models.CharField(blank=True, help_text='Of the case; empty where nothing is to be learned', max_length=20)),
                        ('sent_at', models.DateTimeField(help_text='When a letter with these words went out', null=True)),
                        ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quotations', to='knowledge.articleversion')),
                    ],
                ),
                migrations.CreateModel(
                    name='Unanswered',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('question', models.CharField(max_length=200)),
                        ('sought', models.CharField(editable=False, max_length=200)),
                        ('language', models.CharField(choices=[('zh-Hans', '简体中文'), ('zh-Hant', '繁體中文'), ('en', 'English')], max_length=10)),
                        ('door', models.CharField(choices=[('desk', 'Desk'), ('portal', 'Help centre'), ('api', 'API')], max_length=10)),
                        ('times', models.PositiveIntegerField(default=1)),
                        ('first_at', models.DateTimeField()),
                        ('last_at', models.DateTimeField(db_index=True)),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('settled_note', models.CharField(blank=True, max_length=400)),
                        ('settled_article', models.ForeignKey(db_index=False, help_text='What answers it now', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='knowledge.article')),
                        ('settled_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('sought',), name='unanswered_once')],
                    },
                ),
            ],
        ),
    ]
