"""Reports have their statements planned for what is asked; what is counted in units, row by row,
keeps its one plan: making a plan took nine tenths of the time."""

from __future__ import annotations

from django.db import migrations

COUNTED = "ALTER FUNCTION masters_in_units(bigint, uuid, numeric)"


class Migration(migrations.Migration):
    dependencies = [("masters", "0030_departments")]

    operations = [
        migrations.RunSQL(
            f"{COUNTED} SET plan_cache_mode = force_generic_plan",
            f"{COUNTED} RESET plan_cache_mode",
        ),
    ]
