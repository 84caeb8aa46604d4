import amends.foundation.kernel.tables
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('customers', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        amends.foundation.kernel.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='BankAnswer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120)),
                        ('rows', models.JSONField(help_text='What was read, line by line')),
                        ('sha256', models.CharField(max_length=64)),
                        ('read_at', models.DateTimeField()),
                        ('applied_at', models.DateTimeField(null=True)),
                        ('result', models.JSONField(default=dict, help_text='How many were paid, failed and left out')),
                        ('applied_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('read_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='Batch',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('currency', models.CharField(max_length=3)),
                        ('count', models.PositiveIntegerField()),
                        ('total_minor', models.PositiveBigIntegerField()),
                        ('content', models.TextField()),
                        ('sha256', models.CharField(max_length=64)),
                        ('made_at', models.DateTimeField()),
                        ('made_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='Conditions',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('zh_hans', models.TextField(blank=True, max_length=2000)),
                        ('zh_hant', models.TextField(blank=True, max_length=2000)),
                        ('en', models.TextField(blank=True, max_length=2000)),
                        ('partial', models.BooleanField(default=False, help_text='What is left may be redeemed later')),
                        ('bound', models.BooleanField(default=False, help_text='Only the customer may redeem it')),
                        ('entered_at', models.DateTimeField()),
                        ('entered_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='Delivery',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('waiting', 'On its way'), ('taken', 'Taken'), ('refused', 'Refused'), ('given_up', 'Given up')], default='waiting', max_length=10)),
                        ('asked_at', models.DateTimeField()),
                        ('next_at', models.DateTimeField(null=True)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('asked_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('instruction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='payments.instruction')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('instruction',), name='delivery_one_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='DeliveryTry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField()),
                        ('status', models.PositiveSmallIntegerField(null=True)),
                        ('problem', models.CharField(blank=True, max_length=40)),
                        ('milliseconds', models.PositiveIntegerField()),
                        ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tries', to='payments.delivery')),
                    ],
                    options={
                        'ordering': ['id'],
                    },
                ),
                migrations.CreateModel(
                    name='Instruction',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.UUIDField(default=uuid.uuid4, help_text='The same however often it is sent', unique=True)),
                        ('order_number', models.CharField(max_length=60)),
                        ('amount_minor', models.PositiveBigIntegerField()),
                        ('currency', models.CharField(max_length=3)),
                        ('why', models.CharField(max_length=400)),
                        ('reference', models.CharField(help_text='What it is paid for', max_length=40)),
                        ('state', models.CharField(choices=[('instructed', 'Instructed'), ('exported', 'Handed over'), ('paid', 'Paid'), ('failed', 'Failed'), ('called_off', 'Called off')], default='instructed', max_length=10)),
                        ('way', models.CharField(blank=True, choices=[('', 'Not yet'), ('file', 'File'), ('webhook', 'Webhook')], default='', max_length=10)),
                        ('needs_second', models.BooleanField()),
                        ('instructed_at', models.DateTimeField()),
                        ('confirmed_at', models.DateTimeField(null=True)),
                        ('exported_at', models.DateTimeField(null=True)),
                        ('paid_on', models.DateField(null=True)),
                        ('bank_reference', models.CharField(blank=True, max_length=80)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('ended_because', models.CharField(blank=True, max_length=400)),
                        ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='instructions', to='payments.batch')),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='cases.case')),
                        ('confirmed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='customers.customer')),
                        ('ended_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('instructed_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['state', '-id'], name='refund_by_state')],
                        'constraints': [models.UniqueConstraint(fields=('reference',), name='refund_once'), models.CheckConstraint(condition=models.Q(('amount_minor__gt', 0)), name='refund_of_something'), models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(('confirmed_by', models.F('instructed_by')), _negated=True), _connector='OR'), name='refund_second_person'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'exported'), _negated=True), ('needs_second', False), ('confirmed_at__isnull', False), _connector='OR'), name='refund_leaves_confirmed'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'paid'), _negated=True), ('paid_on__isnull', False), _connector='OR'), name='refund_paid_says_when'), models.CheckConstraint(condition=models.Q(('batch', None), ('way', 'file'), _connector='OR'), name='refund_of_a_batch_goes_by_file')],
                    },
                ),
                migrations.CreateModel(
                    name='PointsAccount',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('balance', models.PositiveBigIntegerField(default=0)),
                        ('customer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='points', to='customers.customer')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('balance__gte', 0)), name='points_never_below_nothing')],
                    },
                ),
                migrations.CreateModel(
                    name='PointsEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('given', 'Given'), ('used', 'Used'), ('taken_back', 'Taken back'), ('expired', 'Expired')], max_length=10)),
                        ('points', models.BigIntegerField(help_text='Below nothing where they go')),
                        ('left', models.PositiveBigIntegerField(default=0)),
                        ('reference', models.CharField(blank=True, max_length=40)),
                        ('expires_on', models.DateField(null=True)),
                        ('note', models.CharField(blank=True, help_text='Where they were used, or why they went', max_length=400)),
                        ('at', models.DateTimeField()),
                        ('idempotency_key', models.CharField(max_length=80, null=True)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='payments.pointsaccount')),
                        ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='points', to='cases.case')),
                        ('given', models.ForeignKey(help_text='The entry they come from', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='payments.pointsentry')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('left__gt', 0)), fields=['expires_on'], name='points_expiring')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'given'), models.Q(('reference', ''), _negated=True)), fields=('reference',), name='points_given_once'), models.UniqueConstraint(fields=('by', 'idempotency_key'), name='points_used_once'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'given'), ('left__lte', models.F('points')), ('points__gt', 0)), models.Q(models.Q(('kind', 'given'), _negated=True), ('left', 0), ('points__lt', 0)), _connector='OR'), name='points_go_the_right_way')],
                    },
                ),
                migrations.CreateModel(
                    name='Voucher',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('serial', models.CharField(max_length=8, unique=True)),
                        ('key_id', models.CharField(help_text='Which key its seal was made with', max_length=8)),
                        ('ending', models.CharField(help_text='The last four characters of its code', max_length=4)),
                        ('amount_minor', models.PositiveBigIntegerField()),
                        ('used_minor', models.PositiveBigIntegerField(default=0)),
                        ('currency', models.CharField(max_length=3)),
                        ('valid_from', models.DateField()),
                        ('valid_until', models.DateField()),
                        ('partial', models.BooleanField(default=False)),
                        ('bound', models.BooleanField(default=False)),
                        ('reference', models.CharField(help_text='What it was issued for', max_length=40)),
                        ('state', models.CharField(choices=[('issued', 'Issued'), ('redeemed', 'Redeemed'), ('expired', 'Expired'), ('called_off', 'Called off')], default='issued', max_length=10)),
                        ('issued_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('ended_because', models.CharField(blank=True, max_length=400)),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vouchers', to='cases.case')),
                        ('conditions', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='payments.conditions')),
                        ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vouchers', to='customers.customer')),
                        ('ended_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('issued_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('state', 'issued')), fields=['valid_until'], name='voucher_open')],
                        'constraints': [models.UniqueConstraint(fields=('reference',), name='voucher_once'), models.CheckConstraint(condition=models.Q(('amount_minor__gt', 0), ('used_minor__lte', models.F('amount_minor'))), name='voucher_within_amount'), models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('valid_from'))), name='voucher_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state', 'issued')), models.Q(models.Q(('state', 'issued'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='voucher_ended_says_when')],
                    },
                ),
                migrations.CreateModel(
                    name='Redemption',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('amount_minor', models.PositiveBigIntegerField()),
                        ('place', models.CharField(max_length=80)),
                        ('at', models.DateTimeField()),
                        ('idempotency_key', models.CharField(max_length=80, null=True)),
                        ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('voucher', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='redemptions', to='payments.voucher')),
                    ],
                    options={
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('by', 'idempotency_key'), name='redemption_once'), models.CheckConstraint(condition=models.Q(('amount_minor__gt', 0)), name='redemption_of_something')],
                    },
                ),
            ],
        ),
    ]
