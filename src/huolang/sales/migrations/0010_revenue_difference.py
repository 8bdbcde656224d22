from decimal import Decimal

import huolang.kernel.columns
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("sales", "0009_batches"),
    ]

    operations = [
        migrations.AlterField(
            model_name="salesinvoiceline",
            name="difference",
            field=huolang.kernel.columns.Money(
                decimal_places=4,
                default=Decimal("0"),
                editable=False,
                max_digits=20,
                verbose_name="收入差额",
            ),
        ),
    ]
