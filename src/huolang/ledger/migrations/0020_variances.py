"""What entries brought beyond their cost is kept.

The books put it on their accounts until now and forgot of which entry it was. What came back at a
standard is worked out here as it was known then: its part of what its issue cost when it came, and
more with each correction of that. What went wrong before, on accounts, stays as it is posted: a proof
names it (`counter_account`, `mirror_value`).
"""

from decimal import Decimal

from django.db import migrations

import huolang.kernel.columns
import huolang.kernel.postgresql.operations

ALONE = """
ALTER TABLE ledger_stockentry DISABLE TRIGGER append_only;
ALTER TABLE ledger_costadjustment DISABLE TRIGGER append_only;
"""
CORRECTED = """
UPDATE ledger_costadjustment a SET variance = -a.amount
FROM ledger_stockentry e
LEFT JOIN ledger_costpool p ON p.company_id = e.company_id AND p.id = e.pool
LEFT JOIN ledger_stockentry m ON m.company_id = e.company_id AND m.reverses = e.id
    AND m.valuation <> 'mirror' AND e.valuation <> 'given'
WHERE a.company_id = e.company_id AND a.entry = e.id AND e.quantity > 0
  AND e.counter <> 'inventory' AND (p.method = 'standard' OR m.no < a.no);
"""
"""Corrections of what came in under standard cost, or had gone again by then, were variance alone."""
PARTS = """
CREATE TEMPORARY TABLE parts ON COMMIT DROP AS
SELECT f.*, k.no AS known, k.form AS by_form, k.record AS by_record, k.reason,
       k.recorded_at AS known_at, k.recognised_on,
       round(k.cost * f.until / f.whole, f.digits)
       - round(k.cost * (f.until - f.quantity) / f.whole, f.digits) AS brought
FROM (
    SELECT f.company_id, f.id, f.no, f.pool, f.product, f.quantity, f.cost, f.occurred_on,
           f.follows, c.digits, p.method, -o.quantity AS whole, o.cost AS issued, m.no AS gone,
           sum(f.quantity) OVER (PARTITION BY f.company_id, f.follows
                                 ORDER BY f.occurred_at, f.no, f.seq) AS until
    FROM ledger_stockentry f
    JOIN ledger_stockentry o ON o.company_id = f.company_id AND o.id = f.follows
    JOIN ledger_costpool p ON p.company_id = f.company_id AND p.id = f.pool
    JOIN kernel_company c ON c.id = f.company_id
    LEFT JOIN ledger_stockentry m ON m.company_id = f.company_id AND m.reverses = f.id
    WHERE f.valuation = 'follow') f
CROSS JOIN LATERAL (
    SELECT NULL::bigint AS no, '' AS form, NULL::uuid AS record,
           '' AS reason, NULL::timestamptz AS recorded_at, NULL::date AS recognised_on,
           -f.issued - coalesce(sum(a.amount), 0) AS cost
    FROM ledger_costadjustment a
    WHERE a.company_id = f.company_id AND a.entry = f.follows AND a.no <= f.no
    UNION ALL
    SELECT a.no, max(a.form), min(a.record::text)::uuid,
           max(a.reason), max(a.recorded_at), max(a.recognised_on),
           -f.issued - sum(sum(a.amount)) OVER (ORDER BY a.no)
    FROM ledger_costadjustment a
    WHERE a.company_id = f.company_id AND a.entry = f.follows GROUP BY a.no) k
WHERE f.method = 'standard' AND (k.no IS NULL OR k.no > f.no AND k.no < coalesce(f.gone, k.no + 1));
"""
ENTRIES = """
UPDATE ledger_stockentry e SET variance = p.brought - p.cost FROM parts p
WHERE p.known IS NULL AND e.company_id = p.company_id AND e.id = p.id;
"""
MORE = """
INSERT INTO ledger_costadjustment (company_id, no, recorded_at, form, record, reason, id, entry,
    pool, product, amount, variance, recognised_on)
SELECT p.company_id, p.known, p.known_at, p.by_form, p.by_record, p.reason, gen_random_uuid(), p.id,
       p.pool, p.product, 0, p.more, greatest(p.occurred_on, p.recognised_on)
FROM (SELECT p.*, p.brought - lag(p.brought) OVER (
          PARTITION BY p.company_id, p.id ORDER BY p.known NULLS FIRST) AS more
      FROM parts p) p
WHERE p.known IS NOT NULL AND p.more <> 0;
"""
MIRRORS = """
UPDATE ledger_stockentry m SET variance = -(o.variance + coalesce((
    SELECT sum(a.variance) FROM ledger_costadjustment a
    WHERE a.company_id = o.company_id AND a.entry = o.id AND a.no < m.no), 0))
FROM ledger_stockentry o
JOIN ledger_costpool p ON p.company_id = o.company_id AND p.id = o.pool AND p.method = 'standard'
WHERE o.company_id = m.company_id AND o.id = m.reverses AND m.valuation = 'mirror'
  AND o.quantity > 0;
"""
AGAIN = """
DROP TABLE parts;
ALTER TABLE ledger_stockentry ENABLE TRIGGER append_only;
ALTER TABLE ledger_costadjustment ENABLE TRIGGER append_only;
"""
ALL = ALONE + CORRECTED + PARTS + ENTRIES + MORE + MIRRORS + AGAIN


class Migration(migrations.Migration):
    dependencies = [("ledger", "0019_needed_on")]

    operations = [
        huolang.kernel.postgresql.operations.Together(
            operations=[
                migrations.AddField(
                    model_name="costadjustment",
                    name="variance",
                    field=huolang.kernel.columns.Money(
                        db_default=Decimal("0"),
                        decimal_places=4,
                        default=Decimal("0"),
                        max_digits=20,
                    ),
                ),
                migrations.AddField(
                    model_name="stockentry",
                    name="variance",
                    field=huolang.kernel.columns.Money(
                        db_default=Decimal("0"),
                        decimal_places=4,
                        default=Decimal("0"),
                        max_digits=20,
                    ),
                ),
            ],
        ),
        migrations.RunSQL(ALL, migrations.RunSQL.noop),
    ]
