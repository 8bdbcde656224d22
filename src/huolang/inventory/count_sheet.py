"""盘点表: what those who count are given: the lines of a task and what they themselves counted.

It says nothing of what the books have where the task is blind, to nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.inventory.count_plan import State
from huolang.kernel import sql
from huolang.kernel.company import current_id

LINES = """
SELECT l.id, l.product_id, p.code, p.name, p.specification, u.name, u.digits, p.batched,
    p.serialized, l.batch, coalesce(l.expires_on, m.expires_on), l.location_id, o.code,
    l.round, l.unexpected, l.book_quantity, w.tallied, w.mine,
    (SELECT coalesce(json_agg(json_build_object('code', b.code,
            'factor', trim_scale(coalesce(x.numerator, 1) / coalesce(x.denominator, 1))::text)
            ORDER BY b.code), '[]')
     FROM masters_barcode b
     LEFT JOIN masters_productunit x ON x.company_id = b.company_id AND x.product_id = b.product
         AND x.unit_id = b.unit
     WHERE b.company_id = p.company_id AND b.product = p.id)
FROM inventory_countline l
JOIN masters_product p ON p.company_id = l.company_id AND p.id = l.product_id
JOIN masters_unit u ON u.company_id = p.company_id AND u.id = p.unit_id
LEFT JOIN LATERAL (SELECT m.expires_on FROM masters_batch m
    WHERE m.company_id = l.company_id AND m.product_id = l.product_id AND l.batch <> ''
      AND upper(m.number) = upper(l.batch) LIMIT 1) m ON true
LEFT JOIN masters_location o ON o.company_id = l.company_id AND o.id = l.location_id
CROSS JOIN LATERAL (
    SELECT count(*) > 0 AS tallied, CASE WHEN bool_or(y.serial <> '')
        THEN count(*) FILTER (WHERE y.serial <> '' AND y.mine > 0) ELSE sum(y.mine) END AS mine
    FROM (SELECT upper(t.serial) AS serial,
              sum(t.quantity) FILTER (WHERE t.by IS NOT DISTINCT FROM %s::uuid) AS mine
          FROM inventory_counttally t
          WHERE t.company_id = l.company_id AND t.line_id = l.id AND t.round = l.round
          GROUP BY upper(t.serial)) y) w
WHERE l.company_id = %s::bigint AND l.plan_id = %s::uuid
ORDER BY o.pick_order NULLS LAST, upper(o.code) NULLS LAST, upper(p.code), upper(l.batch), l.id
"""


@dataclass(slots=True)
class Row:
    """A line as those who count it know it. `tallied`: somebody counted it in this round;
    `mine`: what this person counted of it."""

    id: UUID
    product: UUID
    code: str
    name: str
    specification: str
    unit: str
    digits: int
    batched: bool
    serialized: bool
    batch: str
    expires_on: date | None
    location: UUID | None
    location_code: str | None
    round: int
    unexpected: bool
    snapshot: Decimal | None
    tallied: bool
    mine: Decimal | None
    barcodes: list[dict[str, str]]


def of(plan: Any, user: UUID | None) -> list[Row]:
    """The lines of `plan`, as one walks past them."""
    found = [Row(*row) for row in sql.run(LINES, [user, current_id(), plan.id]).fetchall()]
    if plan.blind and plan.state != State.CLOSED.value:
        for one in found:
            one.snapshot = None
    return found
