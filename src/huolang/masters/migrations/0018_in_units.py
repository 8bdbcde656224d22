"""Quantities as people count them; `_in_units` says how."""

from django.db import migrations

from huolang.masters.migrations import _in_units


class Migration(migrations.Migration):
    dependencies = [("masters", "0017_variants")]
    operations = _in_units.OPERATIONS
