"""What receipts, returns and exchanges of before took their tax for: the books know it from what is
owed by them; where there was no tax, the company says."""

from django.db import migrations

REMEMBER = """
UPDATE {table} d SET deducts_tax = coalesce((
    SELECT i.net = {sign} * d.amount FROM ledger_openitem i
    WHERE i.company_id = d.company_id AND i.form = '{form}' AND i.record = d.id
      AND i.revision = d.revision AND i.kind = 'payable' AND d.tax <> 0 LIMIT 1),
    c.taxpayer_kind = 'general')
FROM kernel_company c WHERE c.id = d.company_id
"""
KINDS = {"purchase_receipt": 1, "purchase_return": -1, "purchase_exchange": 1}


class Migration(migrations.Migration):
    dependencies = [
        ("purchasing", "0008_credit_notes"),
        ("ledger", "0009_open_item_line"),
    ]

    operations = [
        migrations.RunSQL(
            [
                REMEMBER.format(table=f"purchasing_{form.replace('_', '')}", form=form, sign=sign)
                for form, sign in KINDS.items()
            ],
            migrations.RunSQL.noop,
        )
    ]
