from django.db import migrations

TELL = """
INSERT INTO ledger_closedwarehouse (company_id, id)
SELECT company_id, id FROM masters_warehouse WHERE NOT active
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    """The books learn of the warehouses that were closed before."""

    dependencies = [
        ('ledger', '0022_closed_warehouses'),
        ('masters', '0027_negative_transfers'),
    ]

    operations = [migrations.RunSQL(TELL, migrations.RunSQL.noop)]
