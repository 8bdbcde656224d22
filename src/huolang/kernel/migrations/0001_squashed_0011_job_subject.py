import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import huolang.kernel.clock
import huolang.kernel.company
import huolang.kernel.keys
import huolang.kernel.postgresql.operations
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('kernel', '0001_initial'), ('kernel', '0002_upkeep'), ('kernel', '0003_audit_list'), ('kernel', '0004_attachments'), ('kernel', '0005_background_jobs'), ('kernel', '0006_role_shipped'), ('kernel', '0007_day_sums'), ('kernel', '0008_saved_views'), ('kernel', '0009_told_and_said'), ('kernel', '0010_company_tax_number'), ('kernel', '0011_job_subject')]

    initial = True

    dependencies = [
    ]

    operations = [
        huolang.kernel.postgresql.operations.CreateModels(
            tables=[
                migrations.CreateModel(
                    name='Company',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=100, verbose_name='公司名称')),
                        ('currency', models.CharField(default='CNY', max_length=3, verbose_name='本位币')),
                        ('digits', models.PositiveSmallIntegerField(default=2, verbose_name='金额小数位')),
                        ('time_zone', models.CharField(default='Asia/Shanghai', max_length=50, verbose_name='时区')),
                        ('taxpayer_kind', models.CharField(choices=[('general', '一般纳税人'), ('small', '小规模纳税人')], default='general', max_length=10, verbose_name='纳税人类型')),
                        ('roles_version', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('tax_number', models.CharField(blank=True, default='', max_length=40, verbose_name='税号')),
                    ],
                    options={
                        'verbose_name': '公司',
                    },
                ),
                migrations.CreateModel(
                    name='CacheEntry',
                    fields=[
                        ('cache_key', models.CharField(max_length=255, primary_key=True, serialize=False)),
                        ('value', models.TextField()),
                        ('expires', models.DateTimeField(db_index=True)),
                    ],
                    options={
                        'db_table': 'kernel_cache',
                    },
                ),
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('id', models.UUIDField(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('username', models.CharField(max_length=64, unique=True, verbose_name='用户名')),
                        ('name', models.CharField(blank=True, max_length=64, verbose_name='姓名')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='邮箱')),
                        ('language', models.CharField(blank=True, max_length=10, verbose_name='语言')),
                        ('is_active', models.BooleanField(default=True, verbose_name='启用')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'verbose_name': '成员',
                        'constraints': [models.CheckConstraint(condition=models.Q(('username', django.db.models.functions.text.Lower('username'))), name='kernel_user_small_letters')],
                    },
                ),
                migrations.CreateModel(
                    name='BookHead',
                    fields=[
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='kernel.company')),
                        ('last_no', models.BigIntegerField(default=0)),
                    ],
                    options={
                        'abstract': False,
                        'base_manager_name': 'objects',
                    },
                ),
                migrations.CreateModel(
                    name='ReactionHead',
                    fields=[
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='kernel.company')),
                        ('no', models.BigIntegerField(default=0)),
                    ],
                    options={
                        'abstract': False,
                        'base_manager_name': 'objects',
                    },
                ),
                migrations.CreateModel(
                    name='DayChange',
                    fields=[
                        ('form', models.CharField(max_length=64)),
                        ('day', models.DateField()),
                        ('state', models.CharField(max_length=10)),
                        ('count', models.BigIntegerField()),
                        ('sum_1', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=30)),
                        ('sum_2', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=30)),
                        ('sum_3', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=30)),
                        ('sum_4', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=30)),
                        ('sum_5', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=30)),
                        ('sum_6', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=30)),
                        ('pk', models.CompositePrimaryKey('company_id', 'form', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                        ('id', models.UUIDField(default=huolang.kernel.keys.new_id)),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                    ],
                    options={
                        'abstract': False,
                        'base_manager_name': 'objects',
                    },
                ),
                migrations.CreateModel(
                    name='DaySum',
                    fields=[
                        ('form', models.CharField(max_length=64)),
                        ('day', models.DateField()),
                        ('state', models.CharField(max_length=10)),
                        ('count', models.BigIntegerField()),
                        ('sum_1', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=30)),
                        ('sum_2', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=30)),
                        ('sum_3', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=30)),
                        ('sum_4', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=30)),
                        ('sum_5', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=30)),
                        ('sum_6', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=30)),
                        ('pk', models.CompositePrimaryKey('company_id', 'form', 'day', 'state', blank=True, editable=False, primary_key=True, serialize=False)),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                    ],
                    options={
                        'abstract': False,
                        'base_manager_name': 'objects',
                    },
                ),
                migrations.CreateModel(
                    name='DaySumHead',
                    fields=[
                        ('pk', models.CompositePrimaryKey('company_id', 'form', blank=True, editable=False, primary_key=True, serialize=False)),
                        ('form', models.CharField(max_length=64)),
                        ('columns', models.TextField()),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                    ],
                    options={
                        'abstract': False,
                        'base_manager_name': 'objects',
                    },
                ),
                migrations.CreateModel(
                    name='Token',
                    fields=[
                        ('id', models.UUIDField(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('digest', models.BinaryField(max_length=32, unique=True)),
                        ('name', models.CharField(max_length=64, verbose_name='名称')),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('expires_at', models.DateTimeField(null=True, verbose_name='有效期至')),
                        ('last_used_on', models.DateField(null=True, verbose_name='最近使用')),
                        ('company', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='kernel.company')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': '令牌',
                    },
                ),
                migrations.CreateModel(
                    name='Upkeep',
                    fields=[
                        ('id', models.UUIDField(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(max_length=16, verbose_name='维护')),
                        ('at', models.DateTimeField(verbose_name='时间')),
                        ('ok', models.BooleanField(verbose_name='正常')),
                        ('seconds', models.FloatField(verbose_name='用时')),
                        ('told', models.JSONField(default=dict)),
                    ],
                    options={
                        'verbose_name': '维护记录',
                        'indexes': [models.Index(fields=['kind', 'at'], name='kernel_upkeep_last')],
                    },
                ),
                migrations.CreateModel(
                    name='BackgroundJob',
                    fields=[
                        ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(max_length=32)),
                        ('title', models.CharField(max_length=200, verbose_name='任务')),
                        ('form', models.CharField(blank=True, default='', max_length=64)),
                        ('about', models.UUIDField()),
                        ('by', models.UUIDField(null=True)),
                        ('language', models.CharField(default='', max_length=10)),
                        ('state', models.CharField(choices=[('waiting', '等待'), ('running', '进行中'), ('done', '完成'), ('failed', '失败'), ('cancelled', '已取消')], default='waiting', max_length=10)),
                        ('done', models.BigIntegerField(default=0)),
                        ('whole', models.BigIntegerField(null=True)),
                        ('said', models.CharField(blank=True, default='', max_length=1000)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('created_at', models.DateTimeField(default=huolang.kernel.clock.now)),
                        ('started_at', models.DateTimeField(null=True)),
                        ('finished_at', models.DateTimeField(null=True)),
                        ('subject', models.CharField(max_length=200, null=True)),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                    ],
                    options={
                        'verbose_name': '后台任务',
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'indexes': [models.Index(fields=['company', '-id'], name='kernel_backgroundjob_id')],
                    },
                ),
                migrations.CreateModel(
                    name='AuditEntry',
                    fields=[
                        ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('at', models.DateTimeField(verbose_name='时间')),
                        ('by', models.UUIDField(null=True, verbose_name='操作人')),
                        ('form', models.CharField(max_length=64, verbose_name='单据类型')),
                        ('record', models.UUIDField(verbose_name='记录')),
                        ('action', models.CharField(max_length=32, verbose_name='操作')),
                        ('changes', models.JSONField(default=dict, verbose_name='改动')),
                        ('request', models.CharField(blank=True, max_length=64, verbose_name='请求')),
                        ('company', huolang.kernel.keys.CompanyField(append_only=True, db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                    ],
                    options={
                        'verbose_name': '审计记录',
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'indexes': [models.Index(fields=['company', 'form', 'record', 'at'], name='kernel_audit_record'), models.Index(fields=['company', 'at', 'id'], name='kernel_audit_newest'), models.Index(fields=['company', 'form', 'at', 'id'], name='kernel_audit_form'), models.Index(fields=['company', 'by', 'at', 'id'], name='kernel_audit_by'), models.Index(condition=models.Q(('action__in', ('change', 'confirm', 'create')), _negated=True), fields=['company', 'action', 'at', 'id'], name='kernel_audit_rare')],
                    },
                ),
                migrations.CreateModel(
                    name='Attachment',
                    fields=[
                        ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('form', models.CharField(max_length=64)),
                        ('record', models.UUIDField()),
                        ('name', models.CharField(max_length=200, verbose_name='文件名')),
                        ('kind', models.CharField(max_length=100)),
                        ('size', models.PositiveIntegerField(verbose_name='大小')),
                        ('digest', models.CharField(max_length=64)),
                        ('created_at', models.DateTimeField()),
                        ('created_by', models.UUIDField(null=True)),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                    ],
                    options={
                        'verbose_name': '附件',
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'indexes': [models.Index(fields=['company', 'form', 'record'], name='kernel_attachment_record')],
                    },
                ),
                migrations.CreateModel(
                    name='Comment',
                    fields=[
                        ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('form', models.CharField(max_length=64)),
                        ('record', models.UUIDField()),
                        ('text', models.CharField(blank=True, max_length=2000, verbose_name='评论')),
                        ('mentions', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                        ('by', models.UUIDField(null=True)),
                        ('at', models.DateTimeField(default=huolang.kernel.clock.now)),
                        ('taken_back_at', models.DateTimeField(null=True)),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                    ],
                    options={
                        'verbose_name': '评论',
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'indexes': [models.Index(fields=['company', 'form', 'record', 'id'], name='kernel_comment_record')],
                    },
                ),
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('no', models.BigIntegerField()),
                        ('name', models.CharField(max_length=64, verbose_name='事件')),
                        ('form', models.CharField(max_length=64, verbose_name='单据类型')),
                        ('record', models.UUIDField(verbose_name='记录')),
                        ('revision', models.IntegerField(default=0)),
                        ('by', models.UUIDField(null=True)),
                        ('at', models.DateTimeField()),
                        ('data', models.JSONField(default=dict)),
                        ('company', huolang.kernel.keys.CompanyField(append_only=True, db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                    ],
                    options={
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'constraints': [models.UniqueConstraint(fields=('company', 'no', 'id'), name='kernel_event_no')],
                    },
                ),
                migrations.CreateModel(
                    name='IdempotencyKey',
                    fields=[
                        ('pk', models.CompositePrimaryKey('company_id', 'user', 'key', blank=True, editable=False, primary_key=True, serialize=False)),
                        ('user', models.UUIDField()),
                        ('key', models.CharField(max_length=200)),
                        ('digest', models.BinaryField(max_length=32)),
                        ('status', models.SmallIntegerField(null=True)),
                        ('answer', models.TextField(null=True)),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                    ],
                    options={
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'indexes': [models.Index(fields=['company', 'created_at'], name='kernel_idempotency_at')],
                    },
                ),
                migrations.CreateModel(
                    name='Membership',
                    fields=[
                        ('id', models.UUIDField(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), default=list, size=None, verbose_name='角色')),
                        ('is_active', models.BooleanField(default=True, verbose_name='启用')),
                        ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='kernel.company')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('company', 'user'), name='kernel_membership_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Notification',
                    fields=[
                        ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('person', models.UUIDField(verbose_name='收件人')),
                        ('kind', models.CharField(max_length=32, verbose_name='类型')),
                        ('key', models.CharField(max_length=120)),
                        ('form', models.CharField(blank=True, default='', max_length=64)),
                        ('path', models.CharField(blank=True, default='', max_length=300)),
                        ('data', models.JSONField(default=dict)),
                        ('at', models.DateTimeField(default=huolang.kernel.clock.now, verbose_name='时间')),
                        ('read_at', models.DateTimeField(null=True, verbose_name='已读时间')),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                    ],
                    options={
                        'verbose_name': '消息',
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'indexes': [models.Index(fields=['company', 'person', '-id'], name='kernel_notification_newest'), models.Index(condition=models.Q(('read_at__isnull', True)), fields=['company', 'person'], name='kernel_notification_unread')],
                        'constraints': [models.UniqueConstraint(fields=('company', 'person', 'key'), name='kernel_notification_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Preference',
                    fields=[
                        ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('person', models.UUIDField(verbose_name='成员')),
                        ('name', models.CharField(max_length=64, verbose_name='名称')),
                        ('value', models.JSONField(verbose_name='内容')),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                    ],
                    options={
                        'verbose_name': '个人偏好',
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'constraints': [models.UniqueConstraint(fields=('company', 'person', 'name'), name='kernel_preference_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Role',
                    fields=[
                        ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('code', models.CharField(max_length=32, verbose_name='编码')),
                        ('name', models.CharField(max_length=64, verbose_name='名称')),
                        ('permissions', models.JSONField(default=dict, verbose_name='权限')),
                        ('hidden', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=64), default=list, size=None, verbose_name='隐藏')),
                        ('built_in', models.BooleanField(default=False, editable=False, verbose_name='内置')),
                        ('shipped', models.JSONField(default=dict, editable=False)),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                    ],
                    options={
                        'verbose_name': '角色',
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'constraints': [models.UniqueConstraint(fields=('company', 'code'), name='kernel_role_code')],
                    },
                ),
                migrations.CreateModel(
                    name='SavedView',
                    fields=[
                        ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('owner', models.UUIDField(verbose_name='所有者')),
                        ('path', models.CharField(max_length=100, verbose_name='页面')),
                        ('search', models.CharField(blank=True, default='', max_length=2000, verbose_name='条件')),
                        ('name', models.CharField(max_length=40, verbose_name='名称')),
                        ('role', models.CharField(blank=True, default='', max_length=32, verbose_name='共享给角色')),
                        ('pinned', models.BooleanField(default=False, verbose_name='放进菜单')),
                        ('created_at', models.DateTimeField(default=huolang.kernel.clock.now)),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                    ],
                    options={
                        'verbose_name': '常用视图',
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'constraints': [models.UniqueConstraint(fields=('company', 'owner', 'path', 'name'), name='kernel_savedview_name')],
                    },
                ),
                migrations.CreateModel(
                    name='SettingValue',
                    fields=[
                        ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('key', models.CharField(max_length=64)),
                        ('value', models.JSONField()),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                    ],
                    options={
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'constraints': [models.UniqueConstraint(fields=('company', 'key'), name='kernel_setting_key')],
                    },
                ),
            ],
        ),
    ]
