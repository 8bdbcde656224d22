"""Lines keep the partner, so that one index tells what it paid last."""

from django.db import migrations, models


FILL = """
UPDATE purchasing_purchasereceiptline l SET partner = d.partner_id FROM purchasing_purchasereceipt d
WHERE d.company_id = l.company_id AND d.id = l.document_id
"""
"""Lines of documents from before."""


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0001_initial'),
        ('masters', '0004_prices'),
        ('purchasing', '0002_purchase_return'),
    ]

    operations = [
        migrations.AddField(
            model_name='purchasereceiptline',
            name='partner',
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name='purchasereceiptline',
            index=models.Index(fields=['company', 'partner', 'product'], name='purchasereceiptline_partner'),
        ),
    ]
