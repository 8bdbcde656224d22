import django.core.validators
import django.db.models.deletion
import huolang.kernel.clock
import huolang.kernel.columns
import huolang.kernel.company
import huolang.kernel.keys
import huolang.kernel.postgresql.operations
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('planning', '0001_alerts'), ('planning', '0002_proposals'), ('planning', '0003_alert_mail'), ('planning', '0004_late_loans'), ('planning', '0005_late_borrowings_and_requests'), ('planning', '0006_alerts_by_record'), ('planning', '0007_clearance_of_alerts'), ('planning', '0008_chosen_suppliers')]

    initial = True

    dependencies = [
        ('kernel', '0001_squashed_0011_job_subject'),
    ]

    operations = [
        huolang.kernel.postgresql.operations.CreateModels(
            tables=[
                migrations.CreateModel(
                    name='AlertHead',
                    fields=[
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='kernel.company')),
                        ('no', models.BigIntegerField(default=0)),
                        ('day', models.DateField(null=True)),
                    ],
                    options={
                        'abstract': False,
                        'base_manager_name': 'objects',
                    },
                ),
                migrations.CreateModel(
                    name='AlertMail',
                    fields=[
                        ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('person', models.UUIDField()),
                        ('key', models.CharField(max_length=80)),
                        ('address', models.EmailField(max_length=254)),
                        ('subject', models.CharField(max_length=200)),
                        ('text', models.TextField()),
                        ('made_at', models.DateTimeField(default=huolang.kernel.clock.now)),
                        ('sent_at', models.DateTimeField(null=True)),
                        ('tries', models.PositiveSmallIntegerField(default=0)),
                        ('said', models.CharField(blank=True, default='', max_length=300)),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                    ],
                    options={
                        'verbose_name': '预警邮件',
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'indexes': [models.Index(condition=models.Q(('sent_at__isnull', True)), fields=['company', 'made_at'], name='planning_alertmail_waiting')],
                        'constraints': [models.UniqueConstraint(fields=('company', 'person', 'key'), name='planning_alertmail_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Proposal',
                    fields=[
                        ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('product', models.UUIDField()),
                        ('warehouse', models.UUIDField()),
                        ('source', models.UUIDField(default=uuid.UUID('00000000-0000-0000-0000-000000000000'))),
                        ('partner', models.UUIDField(default=uuid.UUID('00000000-0000-0000-0000-000000000000'))),
                        ('quantity', huolang.kernel.columns.Quantity(decimal_places=6, max_digits=18, verbose_name='建议数量')),
                        ('wanted', huolang.kernel.columns.Quantity(decimal_places=6, max_digits=18, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='数量')),
                        ('available', huolang.kernel.columns.Quantity(decimal_places=6, max_digits=18, verbose_name='可用量')),
                        ('coming', huolang.kernel.columns.Quantity(decimal_places=6, max_digits=18, verbose_name='在途')),
                        ('daily', huolang.kernel.columns.Quantity(decimal_places=6, max_digits=18, verbose_name='日均需求')),
                        ('lead_days', models.IntegerField(verbose_name='交货天数')),
                        ('point', huolang.kernel.columns.Quantity(decimal_places=6, max_digits=18, verbose_name='订货点')),
                        ('target', huolang.kernel.columns.Quantity(decimal_places=6, max_digits=18, verbose_name='补到')),
                        ('minimum', huolang.kernel.columns.Quantity(decimal_places=6, max_digits=18, verbose_name='起订量')),
                        ('pack', huolang.kernel.columns.Quantity(decimal_places=6, max_digits=18, verbose_name='包装数量')),
                        ('price', huolang.kernel.columns.Price(decimal_places=6, max_digits=20, null=True, verbose_name='供货价')),
                        ('state', models.CharField(choices=[('open', '待处理'), ('ordered', '已生成单据')], default='open', max_length=8, verbose_name='状态')),
                        ('form', models.CharField(blank=True, default='', max_length=64)),
                        ('record', models.UUIDField(default=uuid.UUID('00000000-0000-0000-0000-000000000000'))),
                        ('made_at', models.DateTimeField(default=huolang.kernel.clock.now, verbose_name='建议时间')),
                        ('chosen', models.CharField(blank=True, choices=[('preferred', '首选'), ('only', '唯一货源'), ('price', '价格最低'), ('lead', '交货最快'), ('rating', '合格率最高'), ('sold', '最近一次进货')], default='', max_length=10, verbose_name='选择依据')),
                        ('quality', huolang.kernel.columns.Percent(decimal_places=4, max_digits=9, null=True, verbose_name='合格率')),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                    ],
                    options={
                        'verbose_name': '补货建议',
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'indexes': [models.Index(fields=['company', 'state'], name='planning_proposal_state')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('company', 'product', 'warehouse', 'source'), name='planning_proposal_once'), models.CheckConstraint(condition=models.Q(('quantity__gt', 0), models.Q(('wanted__isnull', True), ('wanted__gt', 0), _connector='OR')), name='planning_proposal_positive')],
                    },
                ),
                migrations.CreateModel(
                    name='StockAlert',
                    fields=[
                        ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('below', '低于下限'), ('safety', '低于安全库存'), ('above', '高于上限'), ('negative', '负库存'), ('near', '临期'), ('expired', '已过期'), ('slow', '呆滞'), ('uncosted', '没有成本'), ('late_purchase', '采购订单逾期'), ('late_sale', '销售订单逾期'), ('late_loan', '借出逾期'), ('late_borrowing', '借入逾期'), ('late_request', '调拨申请逾期')], max_length=16, verbose_name='预警')),
                        ('product', models.UUIDField(default=uuid.UUID('00000000-0000-0000-0000-000000000000'))),
                        ('warehouse', models.UUIDField(default=uuid.UUID('00000000-0000-0000-0000-000000000000'))),
                        ('batch', models.UUIDField(default=uuid.UUID('00000000-0000-0000-0000-000000000000'))),
                        ('form', models.CharField(blank=True, default='', max_length=64)),
                        ('record', models.UUIDField(default=uuid.UUID('00000000-0000-0000-0000-000000000000'))),
                        ('quantity', huolang.kernel.columns.Quantity(decimal_places=6, max_digits=18, null=True, verbose_name='数量')),
                        ('bound', huolang.kernel.columns.Quantity(decimal_places=6, max_digits=18, null=True, verbose_name='界限')),
                        ('day', models.DateField(null=True, verbose_name='日期')),
                        ('opened_at', models.DateTimeField(default=huolang.kernel.clock.now, verbose_name='发生时间')),
                        ('closed_at', models.DateTimeField(null=True, verbose_name='解除时间')),
                        ('acknowledged_at', models.DateTimeField(null=True, verbose_name='知悉时间')),
                        ('acknowledged_by', models.UUIDField(null=True, verbose_name='知悉人')),
                        ('snoozed_until', models.DateField(null=True, verbose_name='暂缓到')),
                        ('percent', models.SmallIntegerField(null=True)),
                        ('price_list', models.UUIDField(db_default=uuid.UUID('00000000-0000-0000-0000-000000000000'), default=uuid.UUID('00000000-0000-0000-0000-000000000000'))),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                    ],
                    options={
                        'verbose_name': '预警',
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'indexes': [models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['company', 'product', 'warehouse'], name='planning_stockalert_open'), models.Index(fields=['company', 'closed_at'], name='planning_stockalert_closed'), models.Index(condition=models.Q(('closed_at__isnull', True), models.Q(('record', uuid.UUID('00000000-0000-0000-0000-000000000000')), _negated=True)), fields=['company', 'record'], name='planning_stockalert_record')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('company', 'kind', 'product', 'warehouse', 'batch', 'record'), name='planning_stockalert_once')],
                    },
                ),
            ],
        ),
    ]
