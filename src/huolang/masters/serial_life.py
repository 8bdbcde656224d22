"""序列号履历: what is said of a number follows from what the books hold of it, and from nothing
else; so it is right again when a document is taken back.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.ledger.posting import (
    AT_CUSTOMER,
    LAST_OFF_SHELF,
    LENT,
    QUARANTINE,
    REJECTS,
    shelves,
)

BOUGHT, SOLD = "purchasing", "sales"
"""The modules whose documents bring goods from suppliers, and take them to customers."""
LIFE = """
SELECT m.*, sum(m.quantity) OVER (PARTITION BY m.serial ORDER BY m.occurred_at, m.no) AS there,
       sum(m.quantity) OVER (PARTITION BY m.serial, m.no) AS net
FROM (SELECT e.serial_id AS serial, e.no, e.seq, e.form, e.record, e.quantity, e.warehouse,
             e.location, e.partner, e.occurred_on, e.occurred_at, e.counter, e.reverses,
             count(*) OVER (PARTITION BY e.serial_id, coalesce(e.reverses, e.id), e.occurred_at)
                 AS told
      FROM ledger_stockentry e WHERE e.company_id = %(company)s::bigint AND {which}) m
WHERE m.told = 1
"""
"""Every movement of a number, how many of it were ours after it, and what its posting brought (1),
took (-1) or left with us (0); what was taken back at its own moment counts as never having been."""
TELL = """
WITH ranked AS (
    SELECT l.*, l.net = 1 AND l.quantity > 0 AND l.reverses IS NULL AS comes,
           row_number() OVER newest AS n
    FROM ({life}) l
    WINDOW newest AS (PARTITION BY l.serial ORDER BY l.occurred_at DESC, l.no DESC, l.seq DESC)),
summed AS MATERIALIZED (
    SELECT r.serial,
           max(r.there) FILTER (WHERE r.n = 1) AS there,
           (array_agg(r.warehouse) FILTER (WHERE r.n = 1))[1] AS warehouse,
           (array_agg(r.location) FILTER (WHERE r.n = 1))[1] AS location,
           (array_agg(r.partner) FILTER (WHERE r.n = 1))[1] AS partner,
           (array_agg(r.record) FILTER (WHERE r.n = 1))[1] AS record,
           (array_agg(r.reverses) FILTER (WHERE r.n = 1))[1] AS reverses,
           max(r.form) FILTER (WHERE r.n = 1) AS form,
           max(r.counter) FILTER (WHERE r.n = 1) AS counter,
           max(r.occurred_on) FILTER (WHERE r.n = 1) AS occurred_on,
           max(r.no) FILTER (WHERE r.n = 1) AS no,
           (array_agg(r.no ORDER BY r.n) FILTER (WHERE r.comes))[1] AS came,
           (array_agg(r.partner ORDER BY r.n)
            FILTER (WHERE r.comes AND r.form = ANY(%(bought)s::text[])))[1] AS supplier,
           bool_or(r.there NOT IN (0, 1)) AS overlaps
    FROM ranked r GROUP BY r.serial),
told AS MATERIALIZED (
    SELECT k.serial, coalesce(l.there, 0)::smallint AS present,
           coalesce(l.overlaps, false) AS twice,
           coalesce(l.there = 0 AND l.reverses IS NULL, false) AS gone,
           coalesce(l.there = 0 AND l.reverses IS NULL AND l.form = ANY(%(sold)s::text[]), false)
               AS sold,
           CASE WHEN l.there = 1 THEN l.warehouse END AS warehouse,
           CASE WHEN l.there = 1 AND l.location > '{last_off_shelf}'::uuid THEN l.location END
               AS location,
           CASE WHEN l.serial IS NULL THEN 'unused'
                WHEN l.there = 1 AND {shelves} THEN 'in_stock'
                WHEN l.there = 1 AND l.location = '{quarantine}'::uuid THEN 'inspecting'
                WHEN l.there = 1 AND l.location = '{rejects}'::uuid THEN 'rejected'
                WHEN l.there = 1 AND l.location = '{lent}'::uuid THEN 'lent'
                WHEN l.there = 1 AND l.location = '{at_customer}'::uuid THEN 'consigned'
                WHEN l.there = 1 THEN 'in_transit'
                WHEN l.reverses IS NOT NULL THEN 'unused'
                WHEN l.form = ANY(%(sold)s::text[]) THEN 'delivered'
                WHEN l.form = ANY(%(bought)s::text[]) THEN 'returned'
                WHEN l.counter = 'stock_difference' OR l.form = ANY(%(counts)s::text[]) THEN 'lost'
                WHEN l.counter = 'inventory' THEN 'converted'
                ELSE 'issued' END AS status,
           coalesce(w.merged_into_id, l.partner) AS partner, l.occurred_on, h.number, l.form,
           l.record, coalesce(f.merged_into_id, l.supplier) AS supplier,
           c.occurred_on AS received_on, c.number AS receipt, c.form AS receipt_form,
           c.record AS receipt_record
    FROM unnest(%(serials)s::uuid[]) AS k(serial)
    LEFT JOIN summed l ON l.serial = k.serial
    LEFT JOIN ledger_postinghead h ON h.company_id = %(company)s::bigint AND h.no = l.no
    LEFT JOIN ledger_postinghead c ON c.company_id = %(company)s::bigint AND c.no = l.came
    LEFT JOIN masters_partner w ON w.company_id = %(company)s::bigint AND w.id = l.partner
    LEFT JOIN masters_partner f ON f.company_id = %(company)s::bigint AND f.id = l.supplier)
UPDATE masters_serialnumber s
SET present = t.present, status = t.status, warehouse_id = t.warehouse,
    location_id = t.location,
    supplier_id = t.supplier, received_on = t.received_on, receipt = coalesce(t.receipt, ''),
    receipt_form = coalesce(t.receipt_form, ''), receipt_record = t.receipt_record,
    customer_id = CASE WHEN t.sold THEN t.partner END,
    delivered_on = CASE WHEN t.gone THEN t.occurred_on END,
    delivery = CASE WHEN t.gone THEN t.number ELSE '' END,
    delivery_form = CASE WHEN t.gone THEN t.form ELSE '' END,
    delivery_record = CASE WHEN t.gone THEN t.record END,
    warranty_until = CASE
        WHEN s.warranty_agreed IS NOT NULL
             AND (s.warranty_of IS NULL OR t.sold AND s.warranty_of = t.record)
        THEN s.warranty_agreed
        WHEN NOT t.sold OR p.warranty_months IS NULL THEN NULL
        WHEN s.delivery_record = t.record AND s.delivered_on = t.occurred_on
             AND s.warranty_until IS NOT NULL
        THEN s.warranty_until
        ELSE (t.occurred_on + make_interval(months => p.warranty_months))::date END,
    updated_at = greatest(%(at)s::timestamptz, s.updated_at + interval '1 microsecond')
FROM told t, masters_product p
WHERE s.company_id = %(company)s::bigint AND s.id = t.serial
  AND p.company_id = s.company_id AND p.id = s.product_id
RETURNING s.id, t.twice
""".replace("{life}", LIFE.replace("{which}", "e.serial_id = ANY(%(serials)s::uuid[])"))
TELL = TELL.replace("{shelves}", shelves("l")).replace("{last_off_shelf}", str(LAST_OFF_SHELF))
TELL = TELL.replace("{quarantine}", str(QUARANTINE)).replace("{rejects}", str(REJECTS))
TELL = TELL.replace("{lent}", str(LENT)).replace("{at_customer}", str(AT_CUSTOMER))
"""`comes`: not what a transfer brings, which was ours before."""
FEW = 50
"""Up to so many pieces the plan is kept; it would go through all entries of thousands of pieces for
each of them."""


def tell(serials: Collection[UUID], *, at: datetime) -> set[UUID]:
    """Write what the books say of these numbers, which are locked; answers those that the books say
    came in twice without leaving between."""
    documents = [one for one in registry.all() if one.is_document]
    of_module = {
        module: [one.name for one in documents if one.module == module] for module in (BOUGHT, SOLD)
    }
    run = sql.run_often if len(serials) <= FEW else sql.run_spelled
    rows = run(
        TELL,
        {
            "company": current_id(),
            "serials": sql.array(serials),
            "bought": sql.array(of_module[BOUGHT]),
            "sold": sql.array(of_module[SOLD]),
            "counts": sql.array(one.name for one in documents if one.model.counts_stock),
            "at": at,
        },
    ).fetchall()
    return {row[0] for row in rows if row[1]}
