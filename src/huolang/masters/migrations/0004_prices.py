"""Price levels, price lists for customers, levels and everybody, price lists of suppliers."""

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
        ('masters', '0003_search_whole_words'),
    ]

    operations = [
        migrations.CreateModel(
            name='PriceList',
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
                ('tax_included', models.BooleanField(default=False, verbose_name='含税价')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='生效日期')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='截止日期')),
                ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                ('partner', huolang.kernel.keys.CompanyForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='masters.partner', verbose_name='客户')),
            ],
            options={
                'verbose_name': '销售价目表',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='PriceListLine',
            fields=[
                ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField(default=0, editable=False)),
                ('min_quantity', huolang.kernel.columns.Quantity(decimal_places=6, default=Decimal('0'), max_digits=18, validators=[django.core.validators.MinValueValidator(0)], verbose_name='起订量')),
                ('price', huolang.kernel.columns.Price(decimal_places=6, max_digits=20, validators=[django.core.validators.MinValueValidator(0)], verbose_name='单价')),
                ('remark', models.CharField(blank=True, default='', max_length=500, verbose_name='备注')),
                ('extra', huolang.kernel.columns.Extra(blank=True, default=dict, editable=False)),
                ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                ('document', huolang.kernel.keys.CompanyForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='masters.pricelist')),
                ('product', huolang.kernel.keys.CompanyForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='masters.product', verbose_name='商品')),
                ('unit', huolang.kernel.keys.CompanyForeignKey(blank=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='masters.unit', verbose_name='单位')),
            ],
            options={
                'verbose_name': '价目表明细',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['company', 'product'], name='pricelistline_product'), models.Index(fields=['company', 'unit'], name='pricelistline_unit')],
                'constraints': [models.UniqueConstraint(fields=('company', 'document', 'product', 'unit', 'min_quantity'), name='masters_pricelistline_once'), models.CheckConstraint(condition=models.Q(('min_quantity__gte', 0), ('price__gte', 0)), name='masters_pricelistline_not_negative'), huolang.kernel.keys.CompanyReference(field='document', name='masters_pricelistline_document_id_b2f198e1_fk', to='masters.pricelist'), huolang.kernel.keys.CompanyReference(field='product', name='masters_pricelistline_product_id_f0de1a1d_fk', to='masters.product'), huolang.kernel.keys.CompanyReference(field='unit', name='masters_pricelistline_unit_id_c20bca78_fk', to='masters.unit')],
            },
        ),
        migrations.CreateModel(
            name='ProductPrice',
            fields=[
                ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField(default=0, editable=False)),
                ('price', huolang.kernel.columns.Price(decimal_places=6, max_digits=20, validators=[django.core.validators.MinValueValidator(0)], verbose_name='单价')),
                ('extra', huolang.kernel.columns.Extra(blank=True, default=dict, editable=False)),
                ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                ('product', huolang.kernel.keys.CompanyForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='prices', to='masters.product')),
                ('unit', huolang.kernel.keys.CompanyForeignKey(blank=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='masters.unit', verbose_name='单位')),
            ],
            options={
                'verbose_name': '等级价格',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='SupplierPriceList',
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
                ('tax_included', models.BooleanField(default=False, verbose_name='含税价')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='生效日期')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='截止日期')),
                ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                ('partner', huolang.kernel.keys.CompanyForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='masters.partner', verbose_name='供应商')),
            ],
            options={
                'verbose_name': '采购价目表',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['company', 'partner'], name='masters_supplierpricelist_whom')],
                'constraints': [models.UniqueConstraint(models.F('company'), django.db.models.functions.text.Upper('code'), name='masters_supplierpricelist_code'), models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('valid_from')), ('valid_from__isnull', True), ('valid_until__isnull', True), _connector='OR'), name='masters_supplierpricelist_days'), huolang.kernel.keys.CompanyReference(field='partner', name='masters_supplierpricelist_partner_id_221e5240_fk', to='masters.partner')],
            },
        ),
        migrations.CreateModel(
            name='SupplierPriceListLine',
            fields=[
                ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField(default=0, editable=False)),
                ('min_quantity', huolang.kernel.columns.Quantity(decimal_places=6, default=Decimal('0'), max_digits=18, validators=[django.core.validators.MinValueValidator(0)], verbose_name='起订量')),
                ('price', huolang.kernel.columns.Price(decimal_places=6, max_digits=20, validators=[django.core.validators.MinValueValidator(0)], verbose_name='单价')),
                ('remark', models.CharField(blank=True, default='', max_length=500, verbose_name='备注')),
                ('extra', huolang.kernel.columns.Extra(blank=True, default=dict, editable=False)),
                ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                ('document', huolang.kernel.keys.CompanyForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='masters.supplierpricelist')),
                ('product', huolang.kernel.keys.CompanyForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='masters.product', verbose_name='商品')),
                ('unit', huolang.kernel.keys.CompanyForeignKey(blank=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='masters.unit', verbose_name='单位')),
            ],
            options={
                'verbose_name': '采购价目表明细',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['company', 'product'], name='supplierpricelistline_product'), models.Index(fields=['company', 'unit'], name='supplierpricelistline_unit')],
                'constraints': [models.UniqueConstraint(fields=('company', 'document', 'product', 'unit', 'min_quantity'), name='masters_supplierpricelistline_once'), models.CheckConstraint(condition=models.Q(('min_quantity__gte', 0), ('price__gte', 0)), name='masters_supplierpricelistline_not_negative'), huolang.kernel.keys.CompanyReference(field='document', name='masters_supplierpricelistl_document_id_977140c0_fk', to='masters.supplierpricelist'), huolang.kernel.keys.CompanyReference(field='product', name='masters_supplierpricelistl_product_id_0f9d414c_fk', to='masters.product'), huolang.kernel.keys.CompanyReference(field='unit', name='masters_supplierpricelistl_unit_id_98d7c563_fk', to='masters.unit')],
            },
        ),
        migrations.CreateModel(
            name='PriceLevel',
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
                ('percent', huolang.kernel.columns.Percent(blank=True, decimal_places=4, help_text='商品没有这一等级的价格时，按它销售价的百分之几；留空则不按等级定价', max_digits=9, null=True, validators=[django.core.validators.MinValueValidator('0.0001')], verbose_name='销售价的%')),
                ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
            ],
            options={
                'verbose_name': '价格等级',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(models.F('company'), django.db.models.functions.text.Upper('code'), name='masters_pricelevel_code')],
            },
        ),
        migrations.AddField(
            model_name='partner',
            name='price_level',
            field=huolang.kernel.keys.CompanyForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='masters.pricelevel', verbose_name='价格等级'),
        ),
        migrations.AddIndex(
            model_name='partner',
            index=models.Index(fields=['company', 'price_level'], name='masters_partner_level'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=huolang.kernel.keys.CompanyReference(field='price_level', name='masters_partner_price_level_id_e800bd86_fk', to='masters.pricelevel'),
        ),
        migrations.AddField(
            model_name='pricelist',
            name='level',
            field=huolang.kernel.keys.CompanyForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='masters.pricelevel', verbose_name='价格等级'),
        ),
        migrations.AddField(
            model_name='productprice',
            name='level',
            field=huolang.kernel.keys.CompanyForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='masters.pricelevel', verbose_name='价格等级'),
        ),
        migrations.AddIndex(
            model_name='pricelist',
            index=models.Index(fields=['company', 'partner', 'level'], name='masters_pricelist_whom'),
        ),
        migrations.AddIndex(
            model_name='pricelist',
            index=models.Index(fields=['company', 'level'], name='masters_pricelist_level'),
        ),
        migrations.AddConstraint(
            model_name='pricelist',
            constraint=models.UniqueConstraint(models.F('company'), django.db.models.functions.text.Upper('code'), name='masters_pricelist_code'),
        ),
        migrations.AddConstraint(
            model_name='pricelist',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('valid_from')), ('valid_from__isnull', True), ('valid_until__isnull', True), _connector='OR'), name='masters_pricelist_days'),
        ),
        migrations.AddConstraint(
            model_name='pricelist',
            constraint=models.CheckConstraint(condition=models.Q(('partner__isnull', True), ('level__isnull', True), _connector='OR'), name='masters_pricelist_for_whom'),
        ),
        migrations.AddConstraint(
            model_name='pricelist',
            constraint=huolang.kernel.keys.CompanyReference(field='partner', name='masters_pricelist_partner_id_c8707a5b_fk', to='masters.partner'),
        ),
        migrations.AddConstraint(
            model_name='pricelist',
            constraint=huolang.kernel.keys.CompanyReference(field='level', name='masters_pricelist_level_id_40af319a_fk', to='masters.pricelevel'),
        ),
        migrations.AddIndex(
            model_name='productprice',
            index=models.Index(fields=['company', 'level'], name='masters_productprice_level'),
        ),
        migrations.AddIndex(
            model_name='productprice',
            index=models.Index(fields=['company', 'unit'], name='masters_productprice_unit'),
        ),
        migrations.AddConstraint(
            model_name='productprice',
            constraint=models.UniqueConstraint(fields=('company', 'product', 'level', 'unit'), name='masters_productprice_once'),
        ),
        migrations.AddConstraint(
            model_name='productprice',
            constraint=models.CheckConstraint(condition=models.Q(('price__gte', 0)), name='masters_productprice_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='productprice',
            constraint=huolang.kernel.keys.CompanyReference(field='product', name='masters_productprice_product_id_e374adaf_fk', to='masters.product'),
        ),
        migrations.AddConstraint(
            model_name='productprice',
            constraint=huolang.kernel.keys.CompanyReference(field='level', name='masters_productprice_level_id_16d5969e_fk', to='masters.pricelevel'),
        ),
        migrations.AddConstraint(
            model_name='productprice',
            constraint=huolang.kernel.keys.CompanyReference(field='unit', name='masters_productprice_unit_id_0aaf3acf_fk', to='masters.unit'),
        ),
    ]
