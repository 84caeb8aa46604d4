import amends.foundation.kernel.tables
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('customers', '0001_initial'),
        ('organisation', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        amends.foundation.kernel.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Gift',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80)),
                        ('name_hant', models.CharField(blank=True, max_length=80)),
                        ('name_en', models.CharField(blank=True, max_length=80)),
                        ('code', models.SlugField(max_length=40, unique=True)),
                        ('kind', models.CharField(choices=[('own', 'Our own product or an upgrade'), ('voucher', 'A card or coupon'), ('useful', 'Something useful'), ('experience', 'An experience'), ('personal', 'Made for one person')], max_length=12)),
                        ('occasions', models.JSONField(default=list)),
                        ('unit_cost', models.DecimalField(decimal_places=2, max_digits=12)),
                        ('currency', models.CharField(default='CNY', max_length=3)),
                        ('price_class', models.CharField(choices=[('small', 'Small'), ('middle', 'Middle'), ('fine', 'Fine')], max_length=8)),
                        ('categories', models.JSONField(default=list, help_text='Categories of complaints it fits')),
                        ('products', models.JSONField(default=list, help_text='Words in the names of the products it fits')),
                        ('departments', models.JSONField(default=list, help_text='Codes of the branches it fits')),
                        ('season_from', models.CharField(blank=True, help_text='MM-DD', max_length=5)),
                        ('season_to', models.CharField(blank=True, help_text='MM-DD, that day still counts', max_length=5)),
                        ('shelf_days', models.PositiveSmallIntegerField(help_text='Days it keeps; none: it does not spoil', null=True)),
                        ('cautions', models.JSONField(default=list, help_text='Codes of rules.cautions')),
                        ('personalisable', models.BooleanField(default=False)),
                        ('note', models.CharField(blank=True, max_length=400)),
                        ('retired_at', models.DateTimeField(null=True)),
                        ('supplier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='gifts', to='gifts.supplier')),
                    ],
                    options={
                        'ordering': ['code'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('unit_cost__gte', 0)), name='gift_cost_not_negative')],
                    },
                ),
                migrations.CreateModel(
                    name='Supplier',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80, unique=True)),
                        ('contact', models.CharField(blank=True, max_length=80)),
                        ('phone', models.CharField(blank=True, max_length=40)),
                        ('email', models.EmailField(blank=True, max_length=254)),
                        ('lead_days', models.PositiveSmallIntegerField()),
                        ('note', models.CharField(blank=True, max_length=400)),
                        ('retired_at', models.DateTimeField(null=True)),
                    ],
                    options={
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='StockHold',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('quantity', models.PositiveIntegerField()),
                        ('unit_cost', models.DecimalField(decimal_places=2, help_text='As it was when set aside', max_digits=12)),
                        ('currency', models.CharField(max_length=3)),
                        ('reference', models.CharField(help_text='What it is for, such as “grant:12”', max_length=60)),
                        ('state', models.CharField(choices=[('set_aside', 'Set aside'), ('taken_out', 'Taken out'), ('put_back', 'Put back'), ('let_go', 'Let go')], default='set_aside', max_length=10)),
                        ('set_aside_at', models.DateTimeField()),
                        ('changed_at', models.DateTimeField()),
                        ('gift', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='gifts.gift')),
                        ('set_aside_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('warehouse', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gifts.warehouse')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['reference'], name='hold_by_reference'), models.Index(condition=models.Q(('state', 'set_aside')), fields=['gift', 'warehouse'], name='hold_waiting')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='hold_of_something'), models.UniqueConstraint(condition=models.Q(('state', 'set_aside')), fields=('reference', 'gift'), name='hold_once_for_a_purpose')],
                    },
                ),
                migrations.CreateModel(
                    name='Shipment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reference', models.CharField(max_length=60)),
                        ('way', models.CharField(choices=[('post', 'By post'), ('by_hand', 'Handed over in person'), ('pick_up', 'Picked up in a branch'), ('electronic', 'Sent electronically')], max_length=12)),
                        ('state', models.CharField(choices=[('planned', 'Planned'), ('asked', 'Address asked for'), ('known', 'Address known'), ('packed', 'Packed'), ('sent', 'On its way'), ('failed', 'Could not be delivered'), ('delivered', 'Arrived'), ('thanked', 'The customer said thank you'), ('returned', 'Came back'), ('declined', 'The customer wants no gift'), ('called_off', 'Called off')], default='planned', max_length=12)),
                        ('not_before', models.DateField(help_text='The day from which it may leave the house', null=True)),
                        ('due_on', models.DateField(help_text='By when it ought to be there', null=True)),
                        ('card', models.TextField(blank=True)),
                        ('packaging', models.CharField(blank=True, max_length=200)),
                        ('place', models.CharField(blank=True, help_text='The branch where it is picked up', max_length=120)),
                        ('recipient', models.CharField(blank=True, max_length=80)),
                        ('phone', models.CharField(blank=True, max_length=40)),
                        ('area', models.CharField(choices=[('cn', 'Mainland China'), ('hk', 'Hong Kong'), ('mo', 'Macao'), ('tw', 'Taiwan'), ('xx', 'Elsewhere')], default='cn', max_length=2)),
                        ('region', models.CharField(blank=True, max_length=120)),
                        ('detail', models.CharField(blank=True, max_length=200)),
                        ('postcode', models.CharField(blank=True, max_length=10)),
                        ('note', models.CharField(blank=True, max_length=200)),
                        ('good_time', models.CharField(choices=[('any', 'At any time'), ('workdays', 'On workdays, during the day'), ('evenings', 'In the evening'), ('weekends', 'At the weekend')], default='any', max_length=10)),
                        ('confirmed_at', models.DateTimeField(help_text='When the customer said so themselves', null=True)),
                        ('link_number', models.PositiveSmallIntegerField(default=0)),
                        ('link_until', models.DateTimeField(null=True)),
                        ('carrier', models.CharField(blank=True, choices=[('sf', 'SF Express'), ('ems', 'China Post EMS'), ('jd', 'JD Logistics'), ('yto', 'YTO Express'), ('zto', 'ZTO Express'), ('hkpost', 'Hongkong Post'), ('twpost', 'Chunghwa Post'), ('other', 'Another carrier')], max_length=10)),
                        ('tracking', models.CharField(blank=True, max_length=40)),
                        ('sent_at', models.DateTimeField(null=True)),
                        ('expected_on', models.DateField(null=True)),
                        ('delivered_at', models.DateTimeField(null=True)),
                        ('address_forgotten_at', models.DateTimeField(help_text='When the house emptied the address by itself', null=True)),
                        ('told_late_at', models.DateTimeField(null=True)),
                        ('told_silent_at', models.DateTimeField(null=True)),
                        ('started_at', models.DateTimeField()),
                        ('changed_at', models.DateTimeField()),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shipments', to='cases.case')),
                        ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='customers.customer')),
                        ('started_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('stock_hold', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='shipments', to='gifts.stockhold')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['reference'], name='shipment_by_reference'), models.Index(fields=['state', 'not_before', 'due_on', 'id'], name='shipment_waiting'), models.Index(condition=models.Q(('tracking', ''), _negated=True), fields=['carrier', 'tracking'], name='shipment_by_tracking')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['sent', 'failed']), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='shipment_sent_has_a_day'), models.UniqueConstraint(condition=models.Q(('state__in', ['returned', 'declined', 'called_off']), _negated=True), fields=('stock_hold',), name='shipment_once_for_a_hold')],
                    },
                ),
                migrations.CreateModel(
                    name='StockTake',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('counting', 'Being counted'), ('waiting', 'Waits for a second person'), ('confirmed', 'Confirmed and booked'), ('called_off', 'Called off')], default='counting', max_length=10)),
                        ('begun_at', models.DateTimeField()),
                        ('handed_in_at', models.DateTimeField(null=True)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('reason', models.CharField(blank=True, max_length=400)),
                        ('begun_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('ended_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('handed_in_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('warehouse', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counts', to='gifts.warehouse')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['counting', 'waiting'])), fields=('warehouse',), name='count_once_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), models.Q(('ended_by', models.F('handed_in_by')), _negated=True), _connector='OR'), name='count_second_person')],
                    },
                ),
                migrations.CreateModel(
                    name='CountLine',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('counted', models.PositiveIntegerField(null=True)),
                        ('on_shelf_then', models.IntegerField(null=True)),
                        ('counted_at', models.DateTimeField(null=True)),
                        ('counted_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('gift', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gifts.gift')),
                        ('take', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='gifts.stocktake')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('take', 'gift'), name='count_line_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SupplierOrder',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('draft', 'Draft'), ('ordered', 'Ordered'), ('partly', 'Partly received'), ('received', 'Received'), ('called_off', 'Called off')], default='draft', max_length=10)),
                        ('note', models.CharField(blank=True, max_length=400)),
                        ('begun_at', models.DateTimeField()),
                        ('ordered_at', models.DateTimeField(null=True)),
                        ('expected_on', models.DateField(null=True)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('begun_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='gifts.supplier')),
                        ('warehouse', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='gifts.warehouse')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['state', '-id'], name='supplier_order_by_state')],
                    },
                ),
                migrations.CreateModel(
                    name='OrderLine',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('quantity', models.PositiveIntegerField()),
                        ('received', models.PositiveIntegerField(default=0)),
                        ('unit_price', models.DecimalField(decimal_places=2, max_digits=12)),
                        ('currency', models.CharField(max_length=3)),
                        ('gift', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gifts.gift')),
                        ('order', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='gifts.supplierorder')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('order', 'gift'), name='order_line_once'), models.CheckConstraint(condition=models.Q(('quantity__gt', 0), ('received__lte', models.F('quantity'))), name='order_line_not_over')],
                    },
                ),
                migrations.CreateModel(
                    name='Warehouse',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80)),
                        ('name_hant', models.CharField(blank=True, max_length=80)),
                        ('name_en', models.CharField(blank=True, max_length=80)),
                        ('code', models.SlugField(max_length=40, unique=True)),
                        ('retired_at', models.DateTimeField(null=True)),
                        ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.department')),
                    ],
                    options={
                        'ordering': ['code'],
                    },
                ),
                migrations.CreateModel(
                    name='StockLevel',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('on_shelf', models.IntegerField(default=0)),
                        ('set_aside', models.IntegerField(default=0, help_text='Part of what is on the shelf')),
                        ('low_at', models.PositiveIntegerField(help_text='So many free or fewer are low; none: no alarm', null=True)),
                        ('low_since', models.DateTimeField(null=True)),
                        ('gift', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='levels', to='gifts.gift')),
                        ('warehouse', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='levels', to='gifts.warehouse')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('gift', 'warehouse'), name='stock_level_once'), models.CheckConstraint(condition=models.Q(('on_shelf__gte', 0)), name='stock_on_shelf_not_negative'), models.CheckConstraint(condition=models.Q(('set_aside__gte', 0)), name='stock_set_aside_not_negative'), models.CheckConstraint(condition=models.Q(('set_aside__lte', models.F('on_shelf'))), name='stock_set_aside_is_there')],
                    },
                ),
                migrations.CreateModel(
                    name='Movement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('brought_in', 'Brought in'), ('set_aside', 'Set aside'), ('let_go', 'Let go'), ('taken_out', 'Taken out'), ('put_back', 'Put back'), ('written_off', 'Written off'), ('counted', 'Counted'), ('moved_out', 'Moved to another warehouse'), ('moved_in', 'Moved here from another warehouse')], max_length=12)),
                        ('quantity', models.IntegerField()),
                        ('on_shelf_after', models.IntegerField()),
                        ('set_aside_after', models.IntegerField()),
                        ('reason', models.CharField(blank=True, max_length=200)),
                        ('reference', models.CharField(blank=True, max_length=60)),
                        ('at', models.DateTimeField()),
                        ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('gift', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='gifts.gift')),
                        ('hold', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='gifts.stockhold')),
                        ('warehouse', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='gifts.warehouse')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['gift', 'warehouse', '-id'], name='movement_of_level'), models.Index(fields=['warehouse', '-id'], name='movement_of_warehouse'), models.Index(fields=['kind', 'at'], name='movement_pace')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gt', 0), models.Q(('kind', 'counted'), models.Q(('quantity', 0), _negated=True)), _connector='OR'), name='movement_of_something')],
                    },
                ),
                migrations.CreateModel(
                    name='ShipmentStep',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('move', models.CharField(choices=[('start', 'Planned'), ('ask', 'Address asked for'), ('revoke', 'Link taken back'), ('link_asked', 'The customer asks for a new link'), ('confirm', 'The customer gave the address'), ('enter', 'Address entered for the customer'), ('decline', 'The customer wants no gift'), ('pack', 'Packed'), ('send', 'Sent'), ('deliver', 'Arrived'), ('fail', 'Could not be delivered'), ('return', 'Came back'), ('hand_over', 'Handed over in person'), ('thank', 'The customer said thank you'), ('call_off', 'Called off')], max_length=12)),
                        ('state', models.CharField(choices=[('planned', 'Planned'), ('asked', 'Address asked for'), ('known', 'Address known'), ('packed', 'Packed'), ('sent', 'On its way'), ('failed', 'Could not be delivered'), ('delivered', 'Arrived'), ('thanked', 'The customer said thank you'), ('returned', 'Came back'), ('declined', 'The customer wants no gift'), ('called_off', 'Called off')], help_text='Where it led', max_length=12)),
                        ('at', models.DateTimeField()),
                        ('reason', models.CharField(blank=True, max_length=400)),
                        ('words', models.CharField(blank=True, max_length=1000)),
                        ('data', models.JSONField(default=dict, help_text='Plain values: carrier, number, place')),
                        ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('shipment', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='gifts.shipment')),
                    ],
                    options={
                        'ordering': ['id'],
                        'indexes': [models.Index(fields=['shipment', 'id'], name='step_of_shipment')],
                    },
                ),
            ],
        ),
    ]
