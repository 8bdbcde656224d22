"""可承诺量 (available to promise): from which day on how much of a product can be promised.

Free today is what lies usable and is held for nobody. What comes goes to the orders and holds that
wait, in their turn (`ledger.reservations.QUEUE`); a new one counts on nothing before all of them
are served. So until a day there is for it what is free today, less what is waited for, and what
confirmed purchase orders bring by then. Goods on their way between our warehouses are ours already
and count from today on where they are expected: all warehouses together can promise as much as
before they left (decision 0034).
Not counted on: purchase orders that are late or name no day. Quantities are in base units.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.documents.document import State
from huolang.forms import registry
from huolang.forms.numbers import plain
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError
from huolang.ledger import batch_state, reading

ZERO = Decimal(0)
MOST = 20
"""So many lines are told; an order may have thousands."""
_COMING = """
SELECT k.product, k.day, sum(k.quantity)
FROM (SELECT l.product_id AS product, l.expected_on AS day,
             l.base_quantity - l.done_base AS quantity
      FROM {lines} l
      JOIN {header} d ON d.company_id = l.company_id AND d.id = l.document_id
      WHERE l.company_id = %s::bigint AND l.product_id = ANY(%s::uuid[])
        AND l.base_quantity > l.done_base AND l.expected_on >= {today} AND d.state = 'confirmed'
        AND (%s::uuid IS NULL OR coalesce(l.warehouse_id, d.warehouse_id) = %s::uuid)
      UNION ALL
      SELECT w.product, {today}, w.quantity
      FROM ({way} AND b.company_id = %s::bigint AND b.product = ANY(%s::uuid[])
            AND (%s::uuid IS NULL OR b.warehouse = %s::uuid)) w) k
GROUP BY k.product, k.day ORDER BY k.product, k.day
""".replace("{way}", batch_state.ON_ITS_WAY).replace("{today}", batch_state.TODAY)


class TooEarly(BusinessError):
    """Not a refusal: what the page of an order says."""

    code = "order.promised_too_early"
    message = _("{product} 还缺 {missing}，最早 {first} 可承诺")


class NotInSight(BusinessError):
    """Likewise, where nothing that is ordered would do."""

    code = "order.not_in_sight"
    message = _("{product} 还缺 {missing}，没有已排定交期的采购可以满足")


@dataclass(frozen=True, slots=True)
class Arrival:
    """What comes on a day that has not passed."""

    on: date
    quantity: Decimal


def coming(products: Iterable[UUID], warehouse: UUID | None = None) -> dict[UUID, list[Arrival]]:
    """What confirmed purchase orders still bring of `products`, day by day, and from today on what
    is on its way between warehouses; of all warehouses when none is given."""
    form = registry.get("purchase_order")
    statement = _COMING.format(header=form.table, lines=form.tables_by_name["lines"].table)
    wanted, now = [current_id(), sql.array(products)], batch_state.now()
    place = [warehouse, warehouse]
    parameters = [*wanted, *now, *place, *now, *now, *wanted, *place]
    found: dict[UUID, list[Arrival]] = {}
    for product, on, quantity in sql.run(statement, parameters).fetchall():
        found.setdefault(product, []).append(Arrival(on, quantity))
    return found


def first_day(missing: Decimal, arrivals: Sequence[Arrival]) -> date | None:
    """The day by which as much as is `missing` today has come; None: it does not come."""
    for arrival in arrivals:
        missing -= arrival.quantity
        if missing <= ZERO:
            return arrival.on
    return None


def objections(order: Any) -> list[BusinessError]:
    """Which lines of a sales order, a draft or confirmed, name a day by which their goods are not
    there."""
    dated = [row for row in order.rows if row.stocked and row.expected_on and row.open_base]
    if not dated:
        return []
    missing = _missing(order) if order.state == State.DRAFT.value else _waiting(order)
    short = {row.id for row in dated if missing.get(row.id, ZERO) > ZERO}
    places: dict[UUID, list[UUID]] = {}
    for row in dated:
        if row.id not in short:
            continue
        places.setdefault(row.warehouse_id or order.warehouse_id, []).append(row.product_id)
    arrivals = {place: coming(products, place) for place, products in places.items()}
    errors: list[BusinessError] = []
    for index, row in enumerate(order.rows):
        if row.id not in short or len(errors) == MOST:
            continue
        told = arrivals[row.warehouse_id or order.warehouse_id].get(row.product_id, [])
        first = first_day(missing[row.id], told)
        what = {
            "field": f"lines.{index}.expected_on",
            "product": row.product_name,
            "missing": plain(min(missing[row.id], row.open_base)),
        }
        if first is None:
            errors.append(NotInSight(**what))
        elif first > row.expected_on:
            errors.append(TooEarly(**what, first=first))
    return errors


def _missing(order: Any) -> Mapping[UUID, Decimal]:
    """By line of a draft, what is not free for it and the lines before it."""
    places: dict[UUID, set[UUID]] = {}
    for row in order.rows:
        if row.stocked:
            places.setdefault(row.warehouse_id or order.warehouse_id, set()).add(row.product_id)
    left = {
        (product, place): offer.available - offer.waiting
        for place, products in places.items()
        for product, offer in reading.availability(sorted(products), place).items()
    }
    missing: dict[UUID, Decimal] = {}
    for row in order.rows:
        if row.stocked:
            key = row.product_id, row.warehouse_id or order.warehouse_id
            left[key] -= row.open_base
            missing[row.id] = -left[key]
    return missing


def _waiting(order: Any) -> Mapping[UUID, Decimal]:
    """By line of a confirmed order, what has to come before it has all that it waits for."""
    products = {row.product_id for row in order.rows if row.stocked}
    return reading.queued(order.id, products)
