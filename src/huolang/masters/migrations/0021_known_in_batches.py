"""Until now a unit that was changed told the books of its goods anew, and that they are not kept in
batches."""

from django.db import migrations

AGAIN = """
UPDATE ledger_item i SET batched = p.batched, allow_negative = p.allow_negative
FROM masters_product p
WHERE p.company_id = i.company_id AND p.id = i.id
  AND (i.batched, i.allow_negative) IS DISTINCT FROM (p.batched, p.allow_negative)
"""


class Migration(migrations.Migration):
    dependencies = [("masters", "0020_negative_stock"), ("ledger", "0016_serials")]

    operations = [migrations.RunSQL(AGAIN, migrations.RunSQL.noop)]
