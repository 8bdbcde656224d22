"""What is too much in a warehouse, and which receipts it can go back on, as it is now.

Each question is one statement, whatever the number of goods.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL
from huolang.ledger import batch_state
from huolang.ledger.lying import LYING, OFFERED
from huolang.masters import allotment, merged
from huolang.masters.allotment import Place
from huolang.planning.conditions import NONE
from huolang.purchasing.waiting import REJECTS

ZERO = Decimal(0)
_THERE = """
SELECT k.product, k.warehouse, p.name, u.digits, h.on_hand, h.available, t.max_stock
FROM unnest(%(products)s::uuid[], %(warehouses)s::uuid[]) AS k(product, warehouse)
JOIN masters_product p ON p.company_id = %(company)s::bigint AND p.id = k.product
JOIN masters_unit u ON u.company_id = p.company_id AND u.id = p.unit_id
LEFT JOIN masters_stocklimit t ON t.company_id = p.company_id AND t.product_id = k.product
    AND t.warehouse_id = k.warehouse
JOIN (SELECT a.product, a.warehouse, sum(a.on_hand) AS on_hand,
          sum({available} - a.waiting) AS available
      FROM ({lying} AND b.company_id = %(company)s::bigint AND b.product = ANY(%(products)s::uuid[])
            UNION ALL {offered} AND a.company_id = %(company)s::bigint
                AND a.product = ANY(%(products)s::uuid[])
            UNION ALL {blocked} AND b.company_id = %(company)s::bigint
                AND b.product = ANY(%(products)s::uuid[])) a
      GROUP BY a.product, a.warehouse) h ON h.product = k.product AND h.warehouse = k.warehouse
"""
THERE = (
    _THERE.replace("{available}", batch_state.available("a"))
    .replace("{lying}", LYING)
    .replace("{offered}", OFFERED)
    .replace("{blocked}", batch_state.BLOCKED.replace("{today}", "%(today)s::date"))
)
LEAVING = """
SELECT l.product_id, coalesce(l.warehouse_id, d.warehouse_id),
    coalesce(l.batch_record_id, {none}), sum(l.base_quantity)
FROM purchasing_purchasereturn d JOIN purchasing_purchasereturnline l
    ON l.company_id = d.company_id AND l.document_id = d.id
WHERE d.company_id = %(company)s::bigint AND d.state = 'draft' AND l.inspection_line_id IS NULL
  AND l.product_id = ANY(%(products)s::uuid[])
GROUP BY 1, 2, 3
UNION ALL
SELECT l.product_id, d.warehouse_id, coalesce(l.batch_record_id, {none}), sum(l.base_quantity)
FROM inventory_stocktransfer d JOIN inventory_stocktransferline l
    ON l.company_id = d.company_id AND l.document_id = d.id
WHERE d.company_id = %(company)s::bigint AND d.state = 'draft'
  AND l.product_id = ANY(%(products)s::uuid[])
GROUP BY 1, 2, 3
""".replace("{none}", NONE)
"""What drafts of returns and transfers will take."""
_RECEIVED = """
SELECT k.product, k.warehouse, l.id, d.id, coalesce(g.merged_into_id, g.id, {none}), p.serialized,
    coalesce(s.numbers, '{}'), o.quantity
FROM unnest(%(products)s::uuid[], %(warehouses)s::uuid[]) AS k(product, warehouse)
JOIN masters_product p ON p.company_id = %(company)s::bigint AND p.id = k.product
JOIN masters_product q ON q.company_id = p.company_id AND (q.id = p.id OR q.merged_into_id = p.id)
JOIN purchasing_purchasereceiptline l ON l.company_id = p.company_id AND l.product_id = q.id
    AND l.base_quantity > l.returned_base
LEFT JOIN masters_batch g ON g.company_id = l.company_id AND g.id = l.batch_record_id
JOIN purchasing_purchasereceipt d ON d.company_id = l.company_id AND d.id = l.document_id
    AND d.state = 'confirmed'
{partners}
JOIN masters_partner w ON w.company_id = d.company_id AND w.id = {who} AND w.active
LEFT JOIN ({rejects}) r(line, quantity) ON r.line = l.id
LEFT JOIN LATERAL (
    SELECT sum(b.base_quantity) AS quantity,
        array_agg(n.number) FILTER (WHERE n.number IS NOT NULL) AS numbers
    FROM purchasing_purchasereturnline b
    JOIN purchasing_purchasereturn e ON e.company_id = b.company_id AND e.id = b.document_id
        AND e.state = 'draft'
    LEFT JOIN LATERAL unnest(b.serials) AS n(number) ON p.serialized
    WHERE b.company_id = l.company_id AND b.receipt_line_id = l.id
      AND b.inspection_line_id IS NULL) t ON NOT p.serialized OR t.numbers IS NOT NULL
LEFT JOIN LATERAL (
    SELECT array_agg(s.number ORDER BY upper(s.number)) AS numbers FROM masters_serialnumber s
    WHERE s.company_id = l.company_id AND s.id = ANY(l.serial_records) AND s.status = 'in_stock'
      AND s.warehouse_id = k.warehouse AND s.number <> ALL(coalesce(t.numbers, '{}'))
      AND (s.receipt_record = d.id OR s.supplier_id = d.partner_id)) s ON p.serialized
CROSS JOIN LATERAL (SELECT CASE WHEN p.serialized THEN coalesce(cardinality(s.numbers), 0)
    ELSE l.base_quantity - l.returned_base - (l.to_inspect_base - l.inspected_base)
        - coalesce(r.quantity, 0) - coalesce(t.quantity, 0) END AS quantity) o
WHERE o.quantity > 0
ORDER BY k.product, k.warehouse, coalesce(l.warehouse_id, d.warehouse_id) = k.warehouse DESC,
    d.date DESC, d.number DESC, l.position, l.id
"""
RECEIVED = (
    _RECEIVED.replace("{none}", NONE)
    .replace("{who}", merged.kept("d.partner_id", "x"))
    .replace("{partners}", merged.join("d.partner_id", "x"))
    .replace(
        "{rejects}",
        REJECTS.replace("%s::bigint", "%(company)s::bigint").replace(
            "l.receipt_line_id = ANY(%s::uuid[])",
            """l.product_id IN (SELECT y.id FROM masters_product y
                WHERE y.company_id = %(company)s::bigint AND (y.id = ANY(%(products)s::uuid[])
                    OR y.merged_into_id = ANY(%(products)s::uuid[])))""",
        ),
    )
)
"""Lines of receipts with something that can go back, also of goods that were merged into these:
those that came to the warehouse itself first, then the newest."""


@dataclass(frozen=True, slots=True)
class Came:
    """A line of a receipt; `left` of it, in base units, can go back. `numbers`: its pieces that are
    in the warehouse."""

    line: UUID
    receipt: UUID
    batch: UUID
    serialized: bool
    numbers: list[str]
    left: Decimal


@dataclass(slots=True)
class There:
    """What is there of goods in a warehouse, in base units. `leaving` stands in drafts."""

    name: str
    digits: int
    on_hand: Decimal
    available: Decimal
    max_stock: Decimal | None
    leaving: Decimal = ZERO
    batches: dict[UUID, Decimal] = field(default_factory=dict[UUID, Decimal])
    """What lies on the shelves of each batch, without what drafts take of it."""
    came: list[Came] = field(default_factory=list[Came])


def read(places: Collection[Place], today: Any) -> dict[Place, There]:
    """All that is to be known of these goods in these warehouses."""
    products, warehouses = zip(*sorted(places), strict=True)
    bound = {
        "company": current_id(),
        "products": sql.array(products),
        "warehouses": sql.array(warehouses),
        "today": today.isoformat(),
    }
    rows = sql.run_named(THERE, bound).fetchall()
    found = {(row[0], row[1]): There(*row[2:]) for row in rows}
    for place, some in allotment.lying(places).items():
        batches = found[place].batches
        for one in some:
            key = one.lot.id if one.lot else NIL
            batches[key] = batches.get(key, ZERO) + one.left
    for product, warehouse, batch, quantity in sql.run_named(LEAVING, bound).fetchall():
        if one := found.get((product, warehouse)):
            one.leaving += quantity
            if batch in one.batches:
                one.batches[batch] -= quantity
    for product, warehouse, *told in sql.run_named(RECEIVED, bound).fetchall():
        if one := found.get((product, warehouse)):
            one.came.append(Came(*told))
    return found
