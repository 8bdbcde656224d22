"""What work makes goods worth beyond what they are made of, and the account that it comes from."""

from decimal import Decimal

from django.db import migrations

import huolang.kernel.columns

ACCOUNTS = """
INSERT INTO ledger_account (company_id, id, code, name, kind, with_partner, active, extra)
SELECT r.company_id, gen_random_uuid(), '4101', '制造费用', 'cost', false, true, '{}'
FROM ledger_accountrole r
WHERE r.role = 'cost_of_sales' AND r.account_set = 'default'
ON CONFLICT DO NOTHING;
INSERT INTO ledger_accountrole (company_id, role, account_set, account_id)
SELECT a.company_id, 'processing', 'default', a.id
FROM ledger_account a WHERE a.code = '4101'
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0022_closed_warehouses")]

    operations = [
        migrations.AddField(
            model_name="stockentry",
            name="added",
            field=huolang.kernel.columns.Money(
                db_default=Decimal("0"), decimal_places=4, default=Decimal("0"), max_digits=20
            ),
        ),
        migrations.RunSQL(ACCOUNTS, migrations.RunSQL.noop),
    ]
