"""The function that counts in units keeps its plan; `_in_units` says why."""

from __future__ import annotations

from django.db import migrations

from huolang.masters.migrations import _in_units


class Migration(migrations.Migration):
    dependencies = [("masters", "0030_departments")]

    operations = _in_units.PLANNED_ONCE
