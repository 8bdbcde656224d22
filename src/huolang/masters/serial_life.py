"""序列号履历: what is said of a number follows from what the books hold of it, and from nothing
else; so it is right again when a document is taken back.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import current_id

BOUGHT, SOLD = "purchasing", "sales"
"""The modules whose documents bring goods from suppliers, and take them to customers."""
LIFE = """
SELECT e.serial_id AS serial, e.no, e.seq, e.form, e.record, e.quantity, e.warehouse, e.location,
       e.partner, e.occurred_on, e.occurred_at, e.counter, e.reverses, h.number,
       sum(e.quantity) OVER (PARTITION BY e.serial_id ORDER BY e.occurred_at, e.no) AS there
FROM ledger_stockentry e
JOIN ledger_postinghead h ON h.company_id = e.company_id AND h.no = e.no
WHERE e.company_id = %(company)s::bigint AND {which}
  AND NOT EXISTS (SELECT FROM ledger_stockentry m WHERE m.company_id = e.company_id
                  AND m.reverses = e.id AND m.occurred_at = e.occurred_at)
  AND NOT EXISTS (SELECT FROM ledger_stockentry o WHERE o.company_id = e.company_id
                  AND o.id = e.reverses AND o.occurred_at = e.occurred_at)
"""
"""Every movement of a number, and how many of it were ours after it; what was taken back at its own
moment counts as never having been."""
TELL = """
WITH life AS ({life}),
last AS (SELECT DISTINCT ON (serial) * FROM life
         ORDER BY serial, occurred_at DESC, no DESC, seq DESC),
came AS (SELECT DISTINCT ON (serial) * FROM life
         WHERE quantity > 0 AND reverses IS NULL AND counter <> 'inventory'
         ORDER BY serial, occurred_at DESC, no DESC, seq DESC),
bought AS (SELECT DISTINCT ON (serial) * FROM life
           WHERE quantity > 0 AND reverses IS NULL AND form = ANY(%(bought)s::text[])
           ORDER BY serial, occurred_at DESC, no DESC, seq DESC),
told AS (
    SELECT s.id, coalesce(l.there, 0)::smallint AS present,
           l.there = 0 AND l.reverses IS NULL AS gone, l.form = ANY(%(sold)s::text[]) AS sold,
           CASE WHEN l.there = 1 THEN l.warehouse END AS warehouse,
           CASE WHEN l.serial IS NULL THEN 'unused'
                WHEN l.there = 1 AND l.location = '00000000-0000-0000-0000-000000000000'
                THEN 'in_stock'
                WHEN l.there = 1 THEN 'in_transit'
                WHEN l.reverses IS NOT NULL THEN 'unused'
                WHEN l.form = ANY(%(sold)s::text[]) THEN 'delivered'
                WHEN l.form = ANY(%(bought)s::text[]) THEN 'returned'
                WHEN l.counter = 'stock_difference' THEN 'lost'
                ELSE 'issued' END AS status,
           coalesce(w.merged_into_id, l.partner) AS partner,
           l.occurred_on, l.number, l.form, l.record,
           coalesce(f.merged_into_id, b.partner) AS supplier,
           c.occurred_on AS received_on, c.number AS receipt, c.form AS receipt_form,
           c.record AS receipt_record, p.warranty_months
    FROM masters_serialnumber s
    JOIN masters_product p ON p.company_id = s.company_id AND p.id = s.product_id
    LEFT JOIN last l ON l.serial = s.id
    LEFT JOIN came c ON c.serial = s.id
    LEFT JOIN bought b ON b.serial = s.id
    LEFT JOIN masters_partner w ON w.company_id = s.company_id AND w.id = l.partner
    LEFT JOIN masters_partner f ON f.company_id = s.company_id AND f.id = b.partner
    WHERE s.company_id = %(company)s::bigint AND s.id = ANY(%(serials)s::uuid[])),
overlapping AS (SELECT DISTINCT serial FROM life WHERE there NOT IN (0, 1))
UPDATE masters_serialnumber s
SET present = t.present, status = t.status, warehouse_id = t.warehouse,
    supplier_id = t.supplier, received_on = t.received_on, receipt = coalesce(t.receipt, ''),
    receipt_form = coalesce(t.receipt_form, ''), receipt_record = t.receipt_record,
    customer_id = CASE WHEN t.gone AND t.sold THEN t.partner END,
    delivered_on = CASE WHEN t.gone THEN t.occurred_on END,
    delivery = CASE WHEN t.gone THEN t.number ELSE '' END,
    delivery_form = CASE WHEN t.gone THEN t.form ELSE '' END,
    delivery_record = CASE WHEN t.gone THEN t.record END,
    warranty_until = CASE
        WHEN t.warranty_months IS NULL THEN s.warranty_until
        WHEN NOT coalesce(t.gone AND t.sold, false) THEN NULL
        WHEN t.occurred_on IS DISTINCT FROM s.delivered_on OR s.warranty_until IS NULL
        THEN (t.occurred_on + make_interval(months => t.warranty_months))::date
        ELSE s.warranty_until END,
    updated_at = greatest(%(at)s::timestamptz, s.updated_at + interval '1 microsecond')
FROM told t
WHERE s.company_id = %(company)s::bigint AND s.id = t.id
RETURNING s.id, s.id IN (SELECT serial FROM overlapping)
""".replace("{life}", LIFE.replace("{which}", "e.serial_id = ANY(%(serials)s::uuid[])"))


def tell(serials: Iterable[UUID], *, at: datetime) -> set[UUID]:
    """Write what the books say of these numbers, which are locked; answers those that the books say
    came in twice without leaving between."""
    of_module = {
        module: [one.name for one in registry.all() if one.module == module and one.is_document]
        for module in (BOUGHT, SOLD)
    }
    rows = sql.run_often(
        TELL,
        {
            "company": current_id(),
            "serials": sql.array(serials),
            "bought": sql.array(of_module[BOUGHT]),
            "sold": sql.array(of_module[SOLD]),
            "at": at,
        },
    ).fetchall()
    return {row[0] for row in rows if row[1]}
