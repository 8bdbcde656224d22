"""Products have a price below which only some may sell."""

import django.core.validators
import huolang.kernel.columns
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('masters', '0005_people'),
    ]

    operations = [
        migrations.AddField(
            model_name='product',
            name='floor_price',
            field=huolang.kernel.columns.Price(blank=True, decimal_places=6, help_text='每基本单位折后不得低于；留空则按设置里的百分比', max_digits=20, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='最低售价'),
        ),
    ]
