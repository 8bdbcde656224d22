"""Companies that are there get the accounts of what it costs to move goods."""

from django.db import migrations

ACCOUNTS = """
INSERT INTO ledger_account (company_id, id, code, name, kind, with_partner, active, extra)
SELECT r.company_id, gen_random_uuid(), a.code, a.name, 'profit', false, true, '{}'
FROM ledger_accountrole r
CROSS JOIN (VALUES ('560101', '销售费用—调拨费用'), ('560201', '管理费用—调拨费用')) AS a(code, name)
WHERE r.role = 'cost_of_sales' AND r.account_set = 'default'
ON CONFLICT DO NOTHING;
INSERT INTO ledger_accountrole (company_id, role, account_set, account_id)
SELECT a.company_id, r.role, 'default', a.id
FROM (VALUES ('moving_selling', '560101'), ('moving_administrative', '560201')) AS r(role, code)
JOIN ledger_account a ON a.code = r.code
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0020_variances")]

    operations = [migrations.RunSQL(ACCOUNTS, migrations.RunSQL.noop)]
