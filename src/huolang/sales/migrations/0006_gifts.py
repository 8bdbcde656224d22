"""A line may be a gift: it costs nothing."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0001_initial'),
        ('masters', '0006_floor_price'),
        ('sales', '0005_exchange'),
    ]

    operations = [
        migrations.AddField(
            model_name='salesdeliveryline',
            name='is_gift',
            field=models.BooleanField(default=False, verbose_name='赠品'),
        ),
        migrations.AddField(
            model_name='salesorderline',
            name='is_gift',
            field=models.BooleanField(default=False, verbose_name='赠品'),
        ),
        migrations.AddField(
            model_name='salesreturnline',
            name='is_gift',
            field=models.BooleanField(default=False, verbose_name='赠品'),
        ),
        migrations.AddConstraint(
            model_name='salesdeliveryline',
            constraint=models.CheckConstraint(condition=models.Q(('is_gift', False), models.Q(('total', 0), ('unit_price', 0)), _connector='OR'), name='sales_salesdeliveryline_gift'),
        ),
        migrations.AddConstraint(
            model_name='salesorderline',
            constraint=models.CheckConstraint(condition=models.Q(('is_gift', False), models.Q(('total', 0), ('unit_price', 0)), _connector='OR'), name='sales_salesorderline_gift'),
        ),
        migrations.AddConstraint(
            model_name='salesreturnline',
            constraint=models.CheckConstraint(condition=models.Q(('is_gift', False), models.Q(('total', 0), ('unit_price', 0)), _connector='OR'), name='sales_salesreturnline_gift'),
        ),
        migrations.AddField(
            model_name='salesexchangeline',
            name='is_gift',
            field=models.BooleanField(default=False, verbose_name='赠品'),
        ),
        migrations.AddConstraint(
            model_name='salesexchangeline',
            constraint=models.CheckConstraint(condition=models.Q(('is_gift', False), models.Q(('total', 0), ('unit_price', 0)), _connector='OR'), name='sales_salesexchangeline_gift'),
        ),
    ]
