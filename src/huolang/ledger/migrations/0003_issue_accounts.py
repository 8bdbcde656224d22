"""Companies that are there get the accounts of what is used up or given away."""

from django.db import migrations

ADD = """
INSERT INTO ledger_accountrole (company_id, role, account_set, account_id)
SELECT a.company_id, r.role, 'default', a.id
FROM (VALUES ('internal_use', '5602'), ('promotion', '5601')) AS r(role, code)
JOIN ledger_account a ON a.code = r.code
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_storage")]

    operations = [migrations.RunSQL(ADD, migrations.RunSQL.noop)]
