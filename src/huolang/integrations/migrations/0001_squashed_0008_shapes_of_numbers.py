import django.db.models.deletion
import huolang.kernel.clock
import huolang.kernel.company
import huolang.kernel.keys
import huolang.kernel.postgresql.operations
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('integrations', '0001_initial'), ('integrations', '0002_tried_together'), ('integrations', '0003_row_by_row'), ('integrations', '0004_fixed_values'), ('integrations', '0005_linked'), ('integrations', '0006_given_numbers'), ('integrations', '0007_whose_numbers'), ('integrations', '0008_shapes_of_numbers')]

    initial = True

    dependencies = [
        ('kernel', '0001_squashed_0011_job_subject'),
    ]

    operations = [
        huolang.kernel.postgresql.operations.CreateModels(
            tables=[
                migrations.CreateModel(
                    name='RememberedColumns',
                    fields=[
                        ('pk', models.CompositePrimaryKey('company_id', 'user', 'form', blank=True, editable=False, primary_key=True, serialize=False)),
                        ('user', models.UUIDField()),
                        ('form', models.CharField(max_length=64)),
                        ('columns', models.JSONField(default=dict)),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                    ],
                    options={
                        'abstract': False,
                        'base_manager_name': 'objects',
                    },
                ),
                migrations.CreateModel(
                    name='GivenNumber',
                    fields=[
                        ('pk', models.CompositePrimaryKey('company_id', 'form', 'number', 'record', blank=True, editable=False, primary_key=True, serialize=False)),
                        ('form', models.CharField(max_length=64)),
                        ('number', models.CharField(max_length=40)),
                        ('record', models.UUIDField()),
                        ('run', models.UUIDField(null=True)),
                        ('serious', models.BooleanField(default=False)),
                        ('shape', models.CharField(default='', max_length=40)),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                    ],
                    options={
                        'verbose_name': '文件里的单据编号',
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'indexes': [models.Index(fields=['company', 'form', 'record'], name='integrations_given_record'), models.Index(fields=['company', 'form', 'shape'], name='integrations_given_shape')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('serious', True)), fields=('company', 'form', 'number'), name='integrations_given_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ImportLine',
                    fields=[
                        ('pk', models.CompositePrimaryKey('company_id', 'run', 'no', blank=True, editable=False, primary_key=True, serialize=False)),
                        ('run', models.UUIDField()),
                        ('no', models.IntegerField()),
                        ('grp', models.IntegerField()),
                        ('cells', models.JSONField()),
                        ('errors', models.JSONField(null=True)),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                    ],
                    options={
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'indexes': [models.Index(fields=['company', 'run', 'grp', 'no'], name='integrations_importline_grp'), models.Index(condition=models.Q(('errors__isnull', False)), fields=['company', 'run', 'no'], name='integrations_importline_wrong')],
                    },
                ),
                migrations.CreateModel(
                    name='ImportRun',
                    fields=[
                        ('id', huolang.kernel.keys.CompanyKey(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                        ('form', models.CharField(max_length=64)),
                        ('file_name', models.CharField(max_length=200)),
                        ('digest', models.CharField(max_length=64)),
                        ('by', models.UUIDField(null=True)),
                        ('created_at', models.DateTimeField(default=huolang.kernel.clock.now)),
                        ('state', models.CharField(choices=[('uploaded', '已上传'), ('checking', '检查中'), ('checked', '已检查'), ('running', '导入中'), ('done', '已导入'), ('refused', '未导入'), ('stopped', '已停止')], default='uploaded', max_length=10)),
                        ('headers', models.JSONField(default=list)),
                        ('matching', models.JSONField(default=dict)),
                        ('mode', models.CharField(choices=[('create', '只新增'), ('update', '只更新已有的'), ('both', '新增或更新')], default='create', max_length=10)),
                        ('atomic', models.BooleanField(default=False)),
                        ('confirm', models.BooleanField(default=False)),
                        ('header_row', models.IntegerField(default=1)),
                        ('lines', models.IntegerField(default=0)),
                        ('pointer', models.IntegerField(default=0)),
                        ('created', models.IntegerField(default=0)),
                        ('changed', models.IntegerField(default=0)),
                        ('refused', models.IntegerField(default=0)),
                        ('job', models.UUIDField(null=True)),
                        ('together', models.IntegerField(default=0)),
                        ('findings', models.JSONField(default=dict)),
                        ('separate', models.BooleanField(default=False)),
                        ('fixed', models.JSONField(default=dict)),
                        ('linked', models.IntegerField(default=0)),
                        ('numbers', models.CharField(choices=[('either', '两种都可能'), ('ours', '本系统的'), ('theirs', '原来系统的')], default='either', max_length=6)),
                        ('company', huolang.kernel.keys.CompanyField(db_constraint=False, db_index=False, default=huolang.kernel.company.current_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.company')),
                    ],
                    options={
                        'verbose_name': '导入',
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'indexes': [models.Index(fields=['company', '-id'], name='integrations_importrun_id')],
                    },
                ),
            ],
        ),
    ]
