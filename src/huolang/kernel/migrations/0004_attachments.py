"""Files that lie with a record of any form."""

import django.db.models.deletion
import huolang.kernel.company
import huolang.kernel.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0003_audit_list'),
    ]

    operations = [
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
    ]
