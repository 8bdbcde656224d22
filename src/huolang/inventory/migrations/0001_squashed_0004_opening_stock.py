import django.core.validators
import django.db.models.deletion
import huolang.kernel.clock
import huolang.kernel.columns
import huolang.kernel.company
import huolang.kernel.keys
import huolang.kernel.postgresql.operations
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('inventory', '0001_initial'),
        ('inventory', '0002_stock_issue'),
        ('inventory', '0003_stock_receipt_cost_unsaid'),
        ('inventory', '0004_opening_stock'),
    ]

    dependencies = [
        ('kernel', '0001_squashed_0005_background_jobs'),
        ('masters', '0001_squashed_0008_merging'),
    ]

    operations = [
        huolang.kernel.postgresql.operations.CreateModels(
            tables=[
                migrations.CreateModel(
                    name='OpeningStock',
                    fields=[
                        ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('number', models.CharField(blank=True, default='', editable=False, max_length=40, verbose_name='单据编号')),
                        ('state', models.CharField(choices=[('draft', '草稿'), ('confirmed', '已审核'), ('closed', '已关闭'), ('cancelled', '已作废')], default='draft', editable=False, max_length=10, verbose_name='状态')),
                        ('revision', models.PositiveIntegerField(default=1, editable=False, verbose_name='版次')),
                        ('date', models.DateField(blank=True, null=True, verbose_name='日期')),
                        ('occurred_at', models.DateTimeField(editable=False, null=True)),
                        ('remark', models.CharField(blank=True, default='', max_length=500, verbose_name='备注')),
                        ('currency', models.CharField(default='CNY', editable=False, max_length=3)),
                        ('rate', huolang.kernel.columns.Rate(decimal_places=8, default=Decimal('1'), editable=False, max_digits=18)),
                        ('extra', huolang.kernel.columns.Extra(blank=True, default=dict, editable=False)),
                        ('created_at', models.DateTimeField(default=huolang.kernel.clock.now, editable=False)),
                        ('created_by', models.UUIDField(editable=False, null=True)),
                        ('updated_at', models.DateTimeField(default=huolang.kernel.clock.now, editable=False)),
                        ('updated_by', models.UUIDField(editable=False, null=True)),
                        ('confirmed_at', models.DateTimeField(editable=False, null=True)),
                        ('confirmed_by', models.UUIDField(editable=False, null=True)),
                        ('amount', huolang.kernel.columns.Money(decimal_places=4, editable=False, max_digits=20, null=True, verbose_name='金额')),
                        ('reason', models.CharField(blank=True, default='', help_text='商品在期初日期之前已有出入库时必填', max_length=200, verbose_name='补录原因')),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                        ('warehouse', huolang.kernel.keys.CompanyForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='masters.warehouse', verbose_name='仓库')),
                    ],
                    options={
                        'verbose_name': '期初库存单',
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'indexes': [models.Index(fields=['company', '-date', '-id'], name='openingstock_date'), models.Index(fields=['company', 'state', '-date', '-id'], name='openingstock_state')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('company', 'number'), name='inventory_openingstock_number'), huolang.kernel.keys.CompanyReference(field='warehouse', name='inventory_openingstock_warehouse_id_3f045843_fk', to='masters.warehouse')],
                    },
                ),
                migrations.CreateModel(
                    name='OpeningStockLine',
                    fields=[
                        ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('quantity', huolang.kernel.columns.Quantity(decimal_places=6, max_digits=18, verbose_name='数量')),
                        ('numerator', huolang.kernel.columns.Quantity(decimal_places=6, default=Decimal('1'), editable=False, max_digits=18, verbose_name='换算分子')),
                        ('denominator', huolang.kernel.columns.Quantity(decimal_places=6, default=Decimal('1'), editable=False, max_digits=18, verbose_name='换算分母')),
                        ('base_quantity', huolang.kernel.columns.Quantity(decimal_places=6, default=Decimal('0'), editable=False, max_digits=18, verbose_name='基本数量')),
                        ('product_name', models.CharField(default='', editable=False, max_length=200, verbose_name='品名')),
                        ('specification', models.CharField(default='', editable=False, max_length=200, verbose_name='规格型号')),
                        ('stocked', models.BooleanField(default=True, editable=False)),
                        ('position', models.PositiveIntegerField(default=0, editable=False)),
                        ('remark', models.CharField(blank=True, default='', max_length=500, verbose_name='备注')),
                        ('extra', huolang.kernel.columns.Extra(blank=True, default=dict, editable=False)),
                        ('unit_cost', huolang.kernel.columns.Price(blank=True, decimal_places=6, max_digits=20, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='单位成本')),
                        ('amount', huolang.kernel.columns.Money(decimal_places=4, editable=False, max_digits=20, null=True, verbose_name='金额')),
                        ('total_cost', huolang.kernel.columns.Money(blank=True, decimal_places=4, help_text='与单位成本填一项即可', max_digits=20, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='总成本')),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                        ('document', huolang.kernel.keys.CompanyForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='inventory.openingstock')),
                        ('product', huolang.kernel.keys.CompanyForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='masters.product', verbose_name='商品')),
                        ('unit', huolang.kernel.keys.CompanyForeignKey(blank=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='masters.unit', verbose_name='单位')),
                    ],
                    options={
                        'verbose_name': '期初库存明细',
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'indexes': [models.Index(fields=['company', 'document', 'position'], name='openingstockline_document'), models.Index(fields=['company', 'product'], name='openingstockline_product')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('base_quantity__gt', 0), ('quantity__gt', 0)), name='inventory_openingstockline_positive'), huolang.kernel.keys.CompanyReference(field='document', name='inventory_openingstockline_document_id_27f3a191_fk', to='inventory.openingstock'), huolang.kernel.keys.CompanyReference(field='product', name='inventory_openingstockline_product_id_2dd839ea_fk', to='masters.product'), huolang.kernel.keys.CompanyReference(field='unit', name='inventory_openingstockline_unit_id_dd3317a1_fk', to='masters.unit')],
                    },
                ),
                migrations.CreateModel(
                    name='StockIssue',
                    fields=[
                        ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('number', models.CharField(blank=True, default='', editable=False, max_length=40, verbose_name='单据编号')),
                        ('state', models.CharField(choices=[('draft', '草稿'), ('confirmed', '已审核'), ('closed', '已关闭'), ('cancelled', '已作废')], default='draft', editable=False, max_length=10, verbose_name='状态')),
                        ('revision', models.PositiveIntegerField(default=1, editable=False, verbose_name='版次')),
                        ('date', models.DateField(blank=True, null=True, verbose_name='日期')),
                        ('occurred_at', models.DateTimeField(editable=False, null=True)),
                        ('remark', models.CharField(blank=True, default='', max_length=500, verbose_name='备注')),
                        ('currency', models.CharField(default='CNY', editable=False, max_length=3)),
                        ('rate', huolang.kernel.columns.Rate(decimal_places=8, default=Decimal('1'), editable=False, max_digits=18)),
                        ('extra', huolang.kernel.columns.Extra(blank=True, default=dict, editable=False)),
                        ('created_at', models.DateTimeField(default=huolang.kernel.clock.now, editable=False)),
                        ('created_by', models.UUIDField(editable=False, null=True)),
                        ('updated_at', models.DateTimeField(default=huolang.kernel.clock.now, editable=False)),
                        ('updated_by', models.UUIDField(editable=False, null=True)),
                        ('confirmed_at', models.DateTimeField(editable=False, null=True)),
                        ('confirmed_by', models.UUIDField(editable=False, null=True)),
                        ('reason', models.CharField(choices=[('loss', '报损'), ('missing', '盘亏'), ('use', '领用'), ('gift', '赠送'), ('other', '其他')], default='other', max_length=10, verbose_name='出库原因')),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                        ('warehouse', huolang.kernel.keys.CompanyForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='masters.warehouse', verbose_name='仓库')),
                    ],
                    options={
                        'verbose_name': '其他出库单',
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'indexes': [models.Index(fields=['company', '-date', '-id'], name='stockissue_date'), models.Index(fields=['company', 'state', '-date', '-id'], name='stockissue_state')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('company', 'number'), name='inventory_stockissue_number'), huolang.kernel.keys.CompanyReference(field='warehouse', name='inventory_stockissue_warehouse_id_ca49f34d_fk', to='masters.warehouse')],
                    },
                ),
                migrations.CreateModel(
                    name='StockIssueLine',
                    fields=[
                        ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('quantity', huolang.kernel.columns.Quantity(decimal_places=6, max_digits=18, verbose_name='数量')),
                        ('numerator', huolang.kernel.columns.Quantity(decimal_places=6, default=Decimal('1'), editable=False, max_digits=18, verbose_name='换算分子')),
                        ('denominator', huolang.kernel.columns.Quantity(decimal_places=6, default=Decimal('1'), editable=False, max_digits=18, verbose_name='换算分母')),
                        ('base_quantity', huolang.kernel.columns.Quantity(decimal_places=6, default=Decimal('0'), editable=False, max_digits=18, verbose_name='基本数量')),
                        ('product_name', models.CharField(default='', editable=False, max_length=200, verbose_name='品名')),
                        ('specification', models.CharField(default='', editable=False, max_length=200, verbose_name='规格型号')),
                        ('stocked', models.BooleanField(default=True, editable=False)),
                        ('position', models.PositiveIntegerField(default=0, editable=False)),
                        ('remark', models.CharField(blank=True, default='', max_length=500, verbose_name='备注')),
                        ('extra', huolang.kernel.columns.Extra(blank=True, default=dict, editable=False)),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                        ('document', huolang.kernel.keys.CompanyForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='inventory.stockissue')),
                        ('product', huolang.kernel.keys.CompanyForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='masters.product', verbose_name='商品')),
                        ('unit', huolang.kernel.keys.CompanyForeignKey(blank=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='masters.unit', verbose_name='单位')),
                    ],
                    options={
                        'verbose_name': '其他出库明细',
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'indexes': [models.Index(fields=['company', 'document', 'position'], name='stockissueline_document'), models.Index(fields=['company', 'product'], name='stockissueline_product')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('base_quantity__gt', 0), ('quantity__gt', 0)), name='inventory_stockissueline_positive'), huolang.kernel.keys.CompanyReference(field='document', name='inventory_stockissueline_document_id_beab6031_fk', to='inventory.stockissue'), huolang.kernel.keys.CompanyReference(field='product', name='inventory_stockissueline_product_id_0a3eda0b_fk', to='masters.product'), huolang.kernel.keys.CompanyReference(field='unit', name='inventory_stockissueline_unit_id_74a5446c_fk', to='masters.unit')],
                    },
                ),
                migrations.CreateModel(
                    name='StockReceipt',
                    fields=[
                        ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('number', models.CharField(blank=True, default='', editable=False, max_length=40, verbose_name='单据编号')),
                        ('state', models.CharField(choices=[('draft', '草稿'), ('confirmed', '已审核'), ('closed', '已关闭'), ('cancelled', '已作废')], default='draft', editable=False, max_length=10, verbose_name='状态')),
                        ('revision', models.PositiveIntegerField(default=1, editable=False, verbose_name='版次')),
                        ('date', models.DateField(blank=True, null=True, verbose_name='日期')),
                        ('occurred_at', models.DateTimeField(editable=False, null=True)),
                        ('remark', models.CharField(blank=True, default='', max_length=500, verbose_name='备注')),
                        ('currency', models.CharField(default='CNY', editable=False, max_length=3)),
                        ('rate', huolang.kernel.columns.Rate(decimal_places=8, default=Decimal('1'), editable=False, max_digits=18)),
                        ('extra', huolang.kernel.columns.Extra(blank=True, default=dict, editable=False)),
                        ('created_at', models.DateTimeField(default=huolang.kernel.clock.now, editable=False)),
                        ('created_by', models.UUIDField(editable=False, null=True)),
                        ('updated_at', models.DateTimeField(default=huolang.kernel.clock.now, editable=False)),
                        ('updated_by', models.UUIDField(editable=False, null=True)),
                        ('confirmed_at', models.DateTimeField(editable=False, null=True)),
                        ('confirmed_by', models.UUIDField(editable=False, null=True)),
                        ('amount', huolang.kernel.columns.Money(decimal_places=4, editable=False, max_digits=20, null=True, verbose_name='金额')),
                        ('reason', models.CharField(choices=[('opening', '期初'), ('found', '盘盈'), ('gift', '受赠'), ('other', '其他')], default='other', max_length=10, verbose_name='入库原因')),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                        ('warehouse', huolang.kernel.keys.CompanyForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='masters.warehouse', verbose_name='仓库')),
                    ],
                    options={
                        'verbose_name': '其他入库单',
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'indexes': [models.Index(fields=['company', '-date', '-id'], name='stockreceipt_date'), models.Index(fields=['company', 'state', '-date', '-id'], name='stockreceipt_state')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('company', 'number'), name='inventory_stockreceipt_number'), huolang.kernel.keys.CompanyReference(field='warehouse', name='inventory_stockreceipt_warehouse_id_d91ba48d_fk', to='masters.warehouse')],
                    },
                ),
                migrations.CreateModel(
                    name='StockReceiptLine',
                    fields=[
                        ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('quantity', huolang.kernel.columns.Quantity(decimal_places=6, max_digits=18, verbose_name='数量')),
                        ('numerator', huolang.kernel.columns.Quantity(decimal_places=6, default=Decimal('1'), editable=False, max_digits=18, verbose_name='换算分子')),
                        ('denominator', huolang.kernel.columns.Quantity(decimal_places=6, default=Decimal('1'), editable=False, max_digits=18, verbose_name='换算分母')),
                        ('base_quantity', huolang.kernel.columns.Quantity(decimal_places=6, default=Decimal('0'), editable=False, max_digits=18, verbose_name='基本数量')),
                        ('product_name', models.CharField(default='', editable=False, max_length=200, verbose_name='品名')),
                        ('specification', models.CharField(default='', editable=False, max_length=200, verbose_name='规格型号')),
                        ('stocked', models.BooleanField(default=True, editable=False)),
                        ('position', models.PositiveIntegerField(default=0, editable=False)),
                        ('remark', models.CharField(blank=True, default='', max_length=500, verbose_name='备注')),
                        ('extra', huolang.kernel.columns.Extra(blank=True, default=dict, editable=False)),
                        ('amount', huolang.kernel.columns.Money(decimal_places=4, editable=False, max_digits=20, null=True, verbose_name='金额')),
                        ('unit_cost', huolang.kernel.columns.Price(blank=True, decimal_places=6, help_text='留空则按当前成本入账，金额见账簿', max_digits=20, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='单位成本')),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                        ('document', huolang.kernel.keys.CompanyForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='inventory.stockreceipt')),
                        ('product', huolang.kernel.keys.CompanyForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='masters.product', verbose_name='商品')),
                        ('unit', huolang.kernel.keys.CompanyForeignKey(blank=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='masters.unit', verbose_name='单位')),
                    ],
                    options={
                        'verbose_name': '其他入库明细',
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'indexes': [models.Index(fields=['company', 'document', 'position'], name='stockreceiptline_document'), models.Index(fields=['company', 'product'], name='stockreceiptline_product')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('base_quantity__gt', 0), ('quantity__gt', 0)), name='inventory_stockreceiptline_positive'), huolang.kernel.keys.CompanyReference(field='document', name='inventory_stockreceiptline_document_id_1a2c234b_fk', to='inventory.stockreceipt'), huolang.kernel.keys.CompanyReference(field='product', name='inventory_stockreceiptline_product_id_087c7444_fk', to='masters.product'), huolang.kernel.keys.CompanyReference(field='unit', name='inventory_stockreceiptline_unit_id_3ccedde5_fk', to='masters.unit')],
                    },
                ),
            ],
        ),
    ]
