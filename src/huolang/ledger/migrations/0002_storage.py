"""Rows that every posting updates get room on their page, so that no index needs a new entry."""

from django.db import migrations

HOT = {
    "ledger_stockbalance": 70,
    "ledger_availability": 70,
    "ledger_costpool": 70,
    "ledger_accountbalance": 50,
    "ledger_reservation": 80,
}


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {table} SET (fillfactor = {factor})",
            f"ALTER TABLE {table} RESET (fillfactor)",
        )
        for table, factor in HOT.items()
    ]
