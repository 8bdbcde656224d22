"""Brands, more bar codes of a unit, limits of stock by warehouse."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import huolang.kernel.clock
import huolang.kernel.columns
import huolang.kernel.company
import huolang.kernel.keys
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0001_initial'),
        ('masters', '0006_floor_price'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProductBarcode',
            fields=[
                ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField(default=0, editable=False)),
                ('barcode', models.CharField(max_length=64, verbose_name='条码')),
                ('extra', huolang.kernel.columns.Extra(blank=True, default=dict, editable=False)),
                ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                ('product', huolang.kernel.keys.CompanyForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='barcodes', to='masters.product')),
                ('unit', huolang.kernel.keys.CompanyForeignKey(blank=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='masters.unit', verbose_name='单位')),
            ],
            options={
                'verbose_name': '更多条码',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['company', 'product'], name='masters_productbarcode_product'), models.Index(fields=['company', 'unit'], name='masters_productbarcode_unit')],
                'constraints': [huolang.kernel.keys.CompanyReference(field='product', name='masters_productbarcode_product_id_1a17e752_fk', to='masters.product'), huolang.kernel.keys.CompanyReference(field='unit', name='masters_productbarcode_unit_id_a5d9f556_fk', to='masters.unit')],
            },
        ),
        migrations.CreateModel(
            name='StockLimit',
            fields=[
                ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField(default=0, editable=False)),
                ('min_stock', huolang.kernel.columns.Quantity(decimal_places=6, default=Decimal('0'), max_digits=18, validators=[django.core.validators.MinValueValidator(0)], verbose_name='下限')),
                ('max_stock', huolang.kernel.columns.Quantity(blank=True, decimal_places=6, max_digits=18, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='上限')),
                ('safety_stock', huolang.kernel.columns.Quantity(decimal_places=6, default=Decimal('0'), max_digits=18, validators=[django.core.validators.MinValueValidator(0)], verbose_name='安全库存')),
                ('extra', huolang.kernel.columns.Extra(blank=True, default=dict, editable=False)),
                ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                ('product', huolang.kernel.keys.CompanyForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='limits', to='masters.product')),
                ('warehouse', huolang.kernel.keys.CompanyForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='masters.warehouse', verbose_name='仓库')),
            ],
            options={
                'verbose_name': '库存上下限',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['company', 'warehouse'], name='masters_stocklimit_warehouse')],
                'constraints': [models.UniqueConstraint(fields=('company', 'product', 'warehouse'), name='masters_stocklimit_once'), models.CheckConstraint(condition=models.Q(('min_stock__gte', 0), ('safety_stock__gte', 0), models.Q(('max_stock__isnull', True), ('max_stock__gte', models.F('min_stock')), _connector='OR')), name='masters_stocklimit_order'), huolang.kernel.keys.CompanyReference(field='product', name='masters_stocklimit_product_id_9cc4fa0e_fk', to='masters.product'), huolang.kernel.keys.CompanyReference(field='warehouse', name='masters_stocklimit_warehouse_id_c71be696_fk', to='masters.warehouse')],
            },
        ),
        migrations.CreateModel(
            name='Brand',
            fields=[
                ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(blank=True, default='', max_length=40, verbose_name='编码')),
                ('name', models.CharField(max_length=200, verbose_name='名称')),
                ('active', models.BooleanField(default=True, verbose_name='启用')),
                ('remark', models.CharField(blank=True, default='', max_length=500, verbose_name='备注')),
                ('extra', huolang.kernel.columns.Extra(blank=True, default=dict, editable=False)),
                ('initials', models.CharField(db_collation='C', default='', editable=False, max_length=100)),
                ('sort_key', models.CharField(db_collation='C', default='', editable=False, max_length=100)),
                ('created_at', models.DateTimeField(default=huolang.kernel.clock.now, editable=False)),
                ('created_by', models.UUIDField(editable=False, null=True)),
                ('updated_at', models.DateTimeField(default=huolang.kernel.clock.now, editable=False)),
                ('updated_by', models.UUIDField(editable=False, null=True)),
                ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
            ],
            options={
                'verbose_name': '品牌',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(models.F('company'), django.db.models.functions.text.Upper('code'), name='masters_brand_code')],
            },
        ),
        migrations.AddField(
            model_name='product',
            name='brand',
            field=huolang.kernel.keys.CompanyForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='masters.brand', verbose_name='品牌'),
        ),
        migrations.AddIndex(
            model_name='product',
            index=models.Index(fields=['company', 'brand'], name='masters_product_brand'),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=huolang.kernel.keys.CompanyReference(field='brand', name='masters_product_brand_id_38d71731_fk', to='masters.brand'),
        ),
    ]
