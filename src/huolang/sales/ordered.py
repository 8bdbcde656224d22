"""订单约定的价格: whether the lines of a delivery cost what their orders say.

Who confirmed an order has answered for its prices and for its discount, with whatever part of the
goods that is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.documents import follow
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.money import EXACT
from huolang.sales.agreed import leeway

ZERO = Decimal(0)
ORDERED = """
SELECT l.id, l.document_id, l.base_quantity, l.amount,
    l.quantity * l.unit_price * (100 - l.discount) / 100
        / CASE WHEN o.tax_included THEN 1 + l.tax_rate / 100 ELSE 1 END
FROM sales_salesorderline l
JOIN sales_salesorder o ON o.company_id = l.company_id AND o.id = l.document_id
WHERE l.company_id = %s::bigint AND l.document_id IN (
    SELECT document_id FROM sales_salesorderline
    WHERE company_id = %s::bigint AND id = ANY(%s::uuid[]))
"""
DELIVERED = """
SELECT k.from_record, k.to_record, k.from_line, k.quantity, d.amount
FROM documents_link k
JOIN sales_salesdeliveryline d ON d.company_id = k.company_id AND d.id = k.to_line
WHERE k.company_id = %s::bigint AND k.from_record = ANY(%s::uuid[])
    AND k.to_form = 'sales_delivery'
"""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A line of an order: net amounts before and after the order's discount."""

    order: UUID
    base: Decimal
    after: Decimal
    before: Decimal

    def part(self, whole: Decimal, base: Decimal) -> Decimal:
        return EXACT.divide(EXACT.multiply(whole, base), self.base)

    def off(self, amount: Decimal, base: Decimal) -> Decimal:
        """What `base` units cost less, at `amount`, than before the order's discount."""
        return max(self.part(self.before, base) - amount, ZERO)


@dataclass(slots=True)
class Order:
    """`left` is what no delivery has taken off yet; `given` what this one does, and `share` what it
    would if it gave its proportion."""

    left: Decimal = ZERO
    given: Decimal = ZERO
    share: Decimal = ZERO
    rows: list[Any] = field(default_factory=list[Any])


def as_ordered(document: Any, rows: Iterable[Any]) -> set[UUID]:
    """Those of `rows` that cost no less than their order says. The orders are locked: two
    deliveries do not give the same discount."""
    wanted = {row.id for row in rows if getattr(row, "order_line_id", None) is not None}
    if not wanted:
        return set()
    follow.hold(document, document.rows)
    going_on = [row for row in document.rows if row.order_line_id is not None]
    lines = _ordered({row.order_line_id for row in going_on})
    orders = _orders(lines)
    for row in going_on:
        line = lines[row.order_line_id]
        order = orders[line.order]
        order.rows.append(row)
        order.given += line.off(row.amount, row.base_quantity)
        order.share += line.part(line.before - line.after, row.base_quantity)
    digits = document.own_company.digits
    found = [_fit(order, lines, leeway(digits)) for order in orders.values()]
    return wanted.intersection(set[UUID]().union(*found))


def _fit(order: Order, lines: Mapping[UUID, Agreed], least: Decimal) -> set[UUID]:
    """All rows, where they take no more off than is left; otherwise those that cost their part
    after discount, where so much is left."""
    left = order.left + least * len(order.rows)
    if order.given <= left:
        return {row.id for row in order.rows}
    if order.share > left:
        return set()
    return {row.id for row in order.rows if row.amount >= _after(lines, row) - least}


def _after(lines: Mapping[UUID, Agreed], row: Any) -> Decimal:
    line = lines[row.order_line_id]
    return line.part(line.after, row.base_quantity)


def _ordered(keys: Iterable[UUID]) -> dict[UUID, Agreed]:
    company = current_id()
    rows = sql.run(ORDERED, [company, company, sql.array(keys)]).fetchall()
    return {key: Agreed(order, base, after, before) for key, order, base, after, before in rows}


def _orders(lines: Mapping[UUID, Agreed]) -> dict[UUID, Order]:
    """The orders with what is left of their discounts. A delivery counts with no more than the
    whole discount: what it gave beyond, somebody answered for."""
    whole: dict[UUID, Decimal] = {}
    for line in lines.values():
        whole[line.order] = whole.get(line.order, ZERO) + line.before - line.after
    taken: dict[tuple[UUID, UUID], Decimal] = {}
    for order, delivery, line, base, amount in _delivered(whole):
        key = order, delivery
        taken[key] = taken.get(key, ZERO) + lines[line].off(amount, base)
    orders = {key: Order(left=discount) for key, discount in whole.items()}
    for (order, _delivery), off in taken.items():
        orders[order].left -= min(off, whole[order])
    return orders


def _delivered(orders: Iterable[UUID]) -> Sequence[tuple[UUID, UUID, UUID, Decimal, Decimal]]:
    return sql.run(DELIVERED, [current_id(), sql.array(orders)]).fetchall()
