"""A line may be a gift: it costs nothing."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0001_initial'),
        ('masters', '0006_floor_price'),
        ('purchasing', '0006_exchange'),
    ]

    operations = [
        migrations.AddField(
            model_name='purchaseorderline',
            name='is_gift',
            field=models.BooleanField(default=False, verbose_name='赠品'),
        ),
        migrations.AddField(
            model_name='purchasereceiptline',
            name='is_gift',
            field=models.BooleanField(default=False, verbose_name='赠品'),
        ),
        migrations.AddField(
            model_name='purchasereturnline',
            name='is_gift',
            field=models.BooleanField(default=False, verbose_name='赠品'),
        ),
        migrations.AddConstraint(
            model_name='purchaseorderline',
            constraint=models.CheckConstraint(condition=models.Q(('is_gift', False), models.Q(('total', 0), ('unit_price', 0)), _connector='OR'), name='purchasing_purchaseorderline_gift'),
        ),
        migrations.AddConstraint(
            model_name='purchasereceiptline',
            constraint=models.CheckConstraint(condition=models.Q(('is_gift', False), models.Q(('total', 0), ('unit_price', 0)), _connector='OR'), name='purchasing_purchasereceiptline_gift'),
        ),
        migrations.AddConstraint(
            model_name='purchasereturnline',
            constraint=models.CheckConstraint(condition=models.Q(('is_gift', False), models.Q(('total', 0), ('unit_price', 0)), _connector='OR'), name='purchasing_purchasereturnline_gift'),
        ),
        migrations.AddField(
            model_name='purchaseexchangeline',
            name='is_gift',
            field=models.BooleanField(default=False, verbose_name='赠品'),
        ),
        migrations.AddConstraint(
            model_name='purchaseexchangeline',
            constraint=models.CheckConstraint(condition=models.Q(('is_gift', False), models.Q(('total', 0), ('unit_price', 0)), _connector='OR'), name='purchasing_purchaseexchangeline_gift'),
        ),
    ]
