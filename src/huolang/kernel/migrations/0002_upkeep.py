import huolang.kernel.keys
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Upkeep",
            fields=[
                ("id", models.UUIDField(default=huolang.kernel.keys.new_id, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=16, verbose_name="维护")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("ok", models.BooleanField(verbose_name="正常")),
                ("seconds", models.FloatField(verbose_name="用时")),
                ("told", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "维护记录",
                "indexes": [models.Index(fields=["kind", "at"], name="kernel_upkeep_last")],
            },
        ),
    ]
