"""Lines keep the partner, so that one index tells what it paid last."""

from django.db import migrations, models


FILL = """
UPDATE sales_salesdeliveryline l SET partner = d.partner_id FROM sales_salesdelivery d
WHERE d.company_id = l.company_id AND d.id = l.document_id
"""
"""Lines of documents from before."""


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0001_initial'),
        ('masters', '0004_prices'),
        ('sales', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='salesdeliveryline',
            name='partner',
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name='salesdeliveryline',
            index=models.Index(fields=['company', 'partner', 'product'], name='salesdeliveryline_partner'),
        ),
    ]
