"""Companies that are there get what a new one begins with: a till, a bank account, the account role
of wallets, and roles that may use them."""

from django.db import migrations

ROLE = """
INSERT INTO ledger_accountrole (company_id, role, account_set, account_id)
SELECT a.company_id, 'other_funds', 'default', a.id FROM ledger_account a WHERE a.code = '1012'
ON CONFLICT DO NOTHING
"""
FUNDS = """
INSERT INTO finance_fundsaccount (company_id, id, code, name, active, remark, extra, initials,
    sort_key, created_at, updated_at, kind, bank, account_number)
SELECT c.id, gen_random_uuid(), f.code, f.name, true, '', '{}', f.initials, f.sort_key,
       now(), now(), f.kind, '', ''
FROM kernel_company c
CROSS JOIN (VALUES ('ZJ01', '现金', 'XJ', 'xian jin', 'cash'),
                   ('ZJ02', '银行存款', 'YHCK', 'yin hang cun kuan', 'bank'))
    AS f(code, name, initials, sort_key, kind)
ON CONFLICT DO NOTHING
"""
MAY = """
UPDATE kernel_role SET permissions = permissions || jsonb_build_object('funds_account',
    permissions -> 'supplier_payment')
WHERE built_in AND code = 'finance' AND permissions ? 'supplier_payment'
  AND NOT permissions ? 'funds_account'
"""


class Migration(migrations.Migration):
    dependencies = [("finance", "0001_initial"), ("ledger", "0006_settlements")]

    operations = [migrations.RunSQL([ROLE, FUNDS, MAY], migrations.RunSQL.noop)]
