import amends.foundation.kernel.tables
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisation', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        amends.foundation.kernel.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Customer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('person', 'Individual'), ('organisation', 'Organisation')], default='person', max_length=12, verbose_name='kind of customer')),
                        ('name', models.CharField(blank=True, max_length=80, verbose_name='name')),
                        ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                        ('phone_digits', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                        ('email', models.EmailField(blank=True, db_index=True, max_length=254, verbose_name='e-mail')),
                        ('tier', models.CharField(choices=[('standard', 'Standard'), ('silver', 'Silver'), ('gold', 'Gold'), ('platinum', 'Platinum')], default='standard', max_length=10, verbose_name='tier')),
                        ('language', models.CharField(default='zh-Hans', max_length=10, verbose_name='language')),
                        ('reference', models.CharField(blank=True, max_length=60, null=True, unique=True, verbose_name='customer number')),
                        ('preferred_way', models.CharField(blank=True, choices=[('phone', 'Phone'), ('email', 'E-mail'), ('wechat', 'WeChat'), ('message', 'Text message'), ('letter', 'Letter')], max_length=10, verbose_name='prefers to be contacted by')),
                        ('preferred_time', models.CharField(blank=True, choices=[('morning', 'In the morning'), ('noon', 'At noon'), ('afternoon', 'In the afternoon'), ('evening', 'In the evening'), ('weekend', 'At the weekend')], max_length=10, verbose_name='best reached')),
                        ('no_calls', models.BooleanField(default=False, verbose_name='please do not call')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('created_at', models.DateTimeField()),
                        ('merged_into', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='customers.customer')),
                        ('person', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='records', to='customers.customer')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('person__isnull', False)), fields=['person'], name='customer_of_person'), models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='customer_merged_into')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('merged_into', None), ('person', None)), models.Q(('merged_into__isnull', False), ('person__isnull', False)), _connector='OR'), name='customer_merged_has_a_person'), models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='customer_not_into_itself')],
                    },
                ),
                migrations.CreateModel(
                    name='Contract',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.CharField(max_length=60, unique=True, verbose_name='contract number')),
                        ('kind', models.CharField(choices=[('warranty', 'Extended warranty'), ('maintenance', 'Maintenance'), ('supply', 'Supply'), ('subscription', 'Subscription'), ('lease', 'Lease'), ('framework', 'Framework agreement'), ('other', 'Other')], max_length=12, verbose_name='kind')),
                        ('subject', models.CharField(blank=True, max_length=200, verbose_name='what it is about')),
                        ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='sum')),
                        ('currency', models.CharField(default='CNY', max_length=3, verbose_name='currency')),
                        ('starts_on', models.DateField(verbose_name='from')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                        ('source', models.CharField(choices=[('intake', 'Stated with a complaint'), ('desk', 'Entered at the desk'), ('file', 'Taken in from a file'), ('api', 'Sent by another system')], default='desk', max_length=10, verbose_name='source')),
                        ('customer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contracts', to='customers.customer')),
                    ],
                    options={
                        'ordering': ['-starts_on', '-id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='contract_ends_after_start')],
                    },
                ),
                migrations.CreateModel(
                    name='Consent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('purpose', models.CharField(choices=[('call_back', 'Being contacted after the case is closed'), ('survey', 'Surveys and interviews'), ('marketing', 'Offers and news'), ('story', 'The case as an example in training, without the name'), ('recording', 'Recording of calls'), ('address', 'Handing the address to a carrier for a gift')], max_length=12, verbose_name='purpose')),
                        ('given', models.BooleanField(verbose_name='given')),
                        ('at', models.DateTimeField(verbose_name='when')),
                        ('how', models.CharField(max_length=120, verbose_name='how')),
                        ('noted_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='customers.customer')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['customer', 'purpose', '-id'], name='consent_of_customer')],
                    },
                ),
                migrations.CreateModel(
                    name='Affiliation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.CharField(choices=[('contact', 'Contact person'), ('purchasing', 'Purchasing'), ('user', 'User on site'), ('technical', 'Technical contact'), ('accounts', 'Accounts'), ('management', 'Management')], max_length=12, verbose_name='role')),
                        ('may_speak', models.BooleanField(default=False, verbose_name='may speak for the organisation')),
                        ('since', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='affiliations', to='customers.customer')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='people', to='customers.customer')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('organisation', 'contact'), name='affiliation_once'), models.CheckConstraint(condition=models.Q(('organisation', models.F('contact')), _negated=True), name='affiliation_not_with_itself')],
                    },
                ),
                migrations.CreateModel(
                    name='Erasure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.CharField(max_length=400)),
                        ('plan', models.JSONField(default=dict, help_text='What of each kind it changes')),
                        ('of_the_house', models.JSONField(default=list, help_text="Entries of the house's chain of which a person says that the name in them is theirs")),
                        ('asked_at', models.DateTimeField()),
                        ('state', models.CharField(choices=[('asked', 'Waits for a second person'), ('done', 'Carried out'), ('declined', 'Turned down')], default='asked', max_length=10)),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('asked_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('customer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='erasures', to='customers.customer')),
                        ('decided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='erasure_second_person'), models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('customer',), name='erasure_asked_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Export',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.CharField(max_length=400)),
                        ('asked_at', models.DateTimeField()),
                        ('state', models.CharField(choices=[('making', 'Being made'), ('ready', 'Ready'), ('refused', 'Not made'), ('gone', 'Deleted again')], default='making', max_length=10)),
                        ('rows', models.JSONField(default=dict, help_text='How many rows of each kind it holds')),
                        ('size', models.PositiveBigIntegerField(default=0)),
                        ('made_at', models.DateTimeField(null=True)),
                        ('fetched_at', models.DateTimeField(help_text='When it was first downloaded', null=True)),
                        ('refusal', models.CharField(blank=True, help_text='Why it could not be made', max_length=400)),
                        ('asked_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('customer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exports', to='customers.customer')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('state', 'ready')), fields=['made_at'], name='export_ready')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'making')), fields=('customer', 'asked_by'), name='export_made_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Identity',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('number', 'Member number'), ('wechat', 'WeChat (openid)'), ('phone', 'Phone'), ('email', 'E-mail'), ('paper', 'ID document')], max_length=10, verbose_name='kind')),
                        ('value', models.CharField(max_length=254, verbose_name='value')),
                        ('key', models.CharField(editable=False, max_length=254)),
                        ('source', models.CharField(choices=[('intake', 'Stated with a complaint'), ('desk', 'Entered at the desk'), ('file', 'Taken in from a file'), ('api', 'Sent by another system')], max_length=10, verbose_name='source')),
                        ('added_at', models.DateTimeField()),
                        ('verified_at', models.DateTimeField(null=True)),
                        ('verified_how', models.CharField(blank=True, max_length=120, verbose_name='how it was verified')),
                        ('preferred', models.BooleanField(default=False, verbose_name='preferred')),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='identities', to='customers.customer')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['key', 'kind'], name='identity_key')],
                        'constraints': [models.UniqueConstraint(fields=('customer', 'kind', 'key'), name='identity_once'), models.UniqueConstraint(condition=models.Q(('preferred', True)), fields=('customer', 'kind'), name='identity_preferred_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Merge',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField()),
                        ('reason', models.CharField(max_length=400)),
                        ('undone_at', models.DateTimeField(null=True)),
                        ('undone_reason', models.CharField(blank=True, max_length=400)),
                        ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('kept', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges_received', to='customers.customer')),
                        ('merged', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='customers.customer')),
                        ('undone_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('merged',), name='merge_counts_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Order',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.CharField(max_length=60, unique=True, verbose_name='order number')),
                        ('product', models.CharField(max_length=200, verbose_name='product')),
                        ('part_number', models.CharField(blank=True, max_length=60, verbose_name='part number')),
                        ('quantity', models.DecimalField(decimal_places=3, default=1, max_digits=12, verbose_name='quantity')),
                        ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='amount')),
                        ('currency', models.CharField(default='CNY', max_length=3, verbose_name='currency')),
                        ('shop', models.CharField(blank=True, max_length=80, verbose_name='shop or branch')),
                        ('ordered_at', models.DateTimeField(verbose_name='ordered')),
                        ('delivered_on', models.DateField(blank=True, null=True, verbose_name='delivered')),
                        ('returned_on', models.DateField(blank=True, null=True, verbose_name='returned')),
                        ('source', models.CharField(choices=[('intake', 'Stated with a complaint'), ('desk', 'Entered at the desk'), ('file', 'Taken in from a file'), ('api', 'Sent by another system')], default='file', max_length=10, verbose_name='source')),
                        ('idempotency_key', models.CharField(editable=False, max_length=80, null=True)),
                        ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='orders', to='customers.customer')),
                        ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organisation.department')),
                    ],
                    options={
                        'ordering': ['-ordered_at', '-id'],
                        'indexes': [models.Index(fields=['customer', '-ordered_at'], name='order_of_customer'), models.Index(fields=['product', '-ordered_at'], name='order_of_product')],
                        'constraints': [models.UniqueConstraint(fields=('idempotency_key',), name='order_idempotency_key')],
                    },
                ),
                migrations.CreateModel(
                    name='PossibleMatch',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('signals', models.JSONField(default=list)),
                        ('strength', models.CharField(choices=[('weak', 'weak'), ('middling', 'middling'), ('strong', 'strong')], max_length=10)),
                        ('found_at', models.DateTimeField()),
                        ('answer', models.CharField(blank=True, choices=[('', 'not decided'), ('same', 'the same person'), ('different', 'different people')], max_length=10)),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('decided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='customers.customer')),
                        ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='customers.customer')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='possible_match_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='possible_match_in_order')],
                    },
                ),
            ],
        ),
    ]
