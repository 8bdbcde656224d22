"""占用: goods that cannot be taken back because they are promised, and the orders that hold
them."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.documents import links
from huolang.kernel.listing import listed
from huolang.kernel.refusals import BusinessError, Several
from huolang.ledger import reading
from huolang.ledger.posting import Move
from huolang.ledger.refusals import NotEnoughStock

MOST_TOLD = 3


class HeldByOrders(BusinessError):
    code = "document.held_by_orders"
    message = _("{product} 可用 {available}，需要 {needed}：其余已被 {orders} 占用，请先处理订单")


class HeldByMoreOrders(HeldByOrders):
    code = "document.held_by_more_orders"
    message = _("{product} 可用 {available}，需要 {needed}：其余已被 {orders} 等订单占用")


@contextmanager
def told(moves: Iterable[Move]) -> Generator[None]:
    """Whoever is refused for want of goods inside is told which orders hold them, if any do.

    `moves` are those that are taken back.
    """
    try:
        yield
    except BusinessError as error:
        places = {move.field: (move.product, move.warehouse, move.name) for move in moves}
        parts = [_named(part, places.get(part.field)) for part in error.parts()]
        if all(one is part for one, part in zip(parts, error.parts(), strict=True)):
            raise
        Several.raise_any(parts)


def _named(error: BusinessError, place: tuple[UUID, UUID, str] | None) -> BusinessError:
    """Where it is one location that lacks the goods, no order is to blame."""
    if not isinstance(error, NotEnoughStock) or place is None:
        return error
    product, warehouse, name = place
    if error.facts["product"] != name:
        return error
    promises, more = reading.promises(product, warehouse=warehouse)
    held = list(dict.fromkeys((one.form, one.record) for one in promises if one.reserved))
    if not held:
        return error
    kind = HeldByMoreOrders if more or len(held) > MOST_TOLD else HeldByOrders
    orders = links.steps(held[:MOST_TOLD])
    facts = {name: error.facts[name] for name in ("product", "available", "needed")}
    numbers = listed(one.number for one in orders)
    return kind(field=error.field, orders=numbers, **facts)
