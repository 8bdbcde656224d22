"""Quantities as people count them: in whole numbers of the larger units of a product, and the rest.

A unit is passed over where what it leaves could not be counted in the base unit.
"""

from django.db import migrations

IN_UNITS = """
CREATE FUNCTION masters_in_units(company bigint, goods uuid, quantity numeric) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    remaining numeric := abs(quantity);
    written text := '';
    base text;
    whole numeric;
    rest numeric;
    larger record;
BEGIN
    FOR larger IN
        SELECT w.name, u.numerator, u.denominator, b.name AS base, b.digits
        FROM masters_productunit u
        JOIN masters_unit w ON w.company_id = u.company_id AND w.id = u.unit_id
        JOIN masters_product p ON p.company_id = u.company_id AND p.id = u.product_id
        JOIN masters_unit b ON b.company_id = p.company_id AND b.id = p.unit_id
        WHERE u.company_id = company AND u.product_id = goods AND u.numerator > u.denominator
        ORDER BY u.numerator / u.denominator DESC, w.name
    LOOP
        whole := div(remaining * larger.denominator, larger.numerator);
        rest := remaining - whole * larger.numerator / larger.denominator;
        IF whole > 0 AND rest = round(rest, larger.digits) THEN
            written := written || ' ' || trim_scale(whole) || ' ' || larger.name;
            remaining := rest;
        END IF;
        base := larger.base;
    END LOOP;
    IF written <> '' AND remaining > 0 THEN
        written := written || ' ' || trim_scale(remaining) || ' ' || base;
    END IF;
    RETURN CASE WHEN quantity < 0 AND written <> '' THEN '-' ELSE '' END || ltrim(written);
END $$
"""

OPERATIONS = [migrations.RunSQL(IN_UNITS, "DROP FUNCTION masters_in_units(bigint, uuid, numeric)")]
COUNTED = "ALTER FUNCTION masters_in_units(bigint, uuid, numeric)"
PLANNED_ONCE = [
    migrations.RunSQL(
        f"{COUNTED} SET plan_cache_mode = force_generic_plan", f"{COUNTED} RESET plan_cache_mode"
    )
]
"""Reports have their statements planned for what is asked; what is counted in units, row by row,
keeps its one plan: making a plan took nine tenths of the time."""
