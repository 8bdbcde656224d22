"""套装的可用量: as many bundles can be promised as their scarcest part allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from uuid import UUID

from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.ledger import reading
from huolang.ledger.reading import Offer
from huolang.masters import product_part

ZERO, ONE = Decimal(0), Decimal(1)
Held = dict[UUID, dict[UUID, Decimal]]
"""By product, what each order line holds."""
BUNDLES = """
SELECT p.id, u.digits FROM masters_product p
JOIN masters_unit u ON u.company_id = p.company_id AND u.id = p.unit_id
WHERE p.company_id = %s::bigint AND p.id = ANY(%s::uuid[]) AND p.kind = 'bundle'
"""
ORDERED = """
SELECT b.product_id, b.id, l.product_id, l.id, l.base_quantity / b.base_quantity, u.digits
FROM {lines} l
JOIN {lines} b ON b.company_id = l.company_id AND b.id = l.part_of
JOIN masters_product p ON p.company_id = b.company_id AND p.id = b.product_id
JOIN masters_unit u ON u.company_id = p.company_id AND u.id = p.unit_id
WHERE l.company_id = %s::bigint AND l.document_id = ANY(%s::uuid[]) AND l.part_of IS NOT NULL
  AND b.product_id = ANY(%s::uuid[])
"""


def offers(products: Sequence[UUID], warehouse: UUID | None) -> dict[UUID, Offer]:
    """Of those of `products` that are bundles, how many could be made up of what is there now: on
    hand, and free for a new order once those that wait have what they wait for."""
    found = dict(sql.run(BUNDLES, [current_id(), sql.array(products)]).fetchall())
    if not found:
        return {}
    parts = product_part.of(found)
    wanted = {part for some in parts.values() for part, _name, _each in some}
    there = reading.availability(sorted(wanted), warehouse)
    told: dict[UUID, Offer] = {}
    for bundle, digits in found.items():
        some = [(there[part], each or ONE) for part, _name, each in parts.get(bundle, [])]
        on_hand = _fewest([(one.on_hand, each) for one, each in some], digits)
        free = _fewest([(one.available, each) for one, each in some], digits)
        told[bundle] = Offer(on_hand, ZERO, on_hand - free, ZERO)
    return told


def held(orders: Sequence[UUID], products: Sequence[UUID], warehouse: UUID | None) -> Held:
    """By bundle, how many each line of these orders holds: as many as of its scarcest part."""
    if not orders:
        return {}
    lines = registry.get("sales_order").tables_by_name["lines"].table
    parameters = [current_id(), sql.array(orders), sql.array(products)]
    rows = sql.run(ORDERED.format(lines=lines), parameters).fetchall()
    if not rows:
        return {}
    of_parts = reading.held(orders, sorted({row[2] for row in rows}), warehouse)
    quantities: dict[tuple[UUID, UUID], list[tuple[Decimal, Decimal]]] = {}
    digits: dict[UUID, int] = {}
    for bundle, line, part, part_line, each, bundle_digits in rows:
        mine: Mapping[UUID, Decimal] = of_parts.get(part, {})
        one = mine.get(part_line, ZERO), each
        quantities.setdefault((bundle, line), []).append(one)
        digits[bundle] = bundle_digits
    told: Held = {}
    for (bundle, line), some in quantities.items():
        told.setdefault(bundle, {})[line] = _fewest(some, digits[bundle])
    return told


def _fewest(parts: Sequence[tuple[Decimal, Decimal]], digits: int) -> Decimal:
    """Of how many bundles there are parts: (quantity there, quantity in one)."""
    if not parts:
        return ZERO
    least = min(there / each for there, each in parts)
    return least.quantize(ONE.scaleb(-digits), ROUND_FLOOR)
