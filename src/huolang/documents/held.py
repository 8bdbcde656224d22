"""占用: goods that cannot be taken back because they are promised, and the orders that hold
them."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable
from contextlib import contextmanager
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huolang.documents import links
from huolang.kernel.listing import listed
from huolang.kernel.refusals import BusinessError, Several
from huolang.ledger import reading
from huolang.ledger.posting import Move, Posting
from huolang.ledger.refusals import NotEnoughStock

MOST_TOLD = 3
FACTS = ("product", "name", "warehouse", "at", "available", "needed")


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


@contextmanager
def said_of(posting: Posting) -> Generator[None]:
    """Whoever is refused because what is there is promised to others is told to whom. The promises
    that `posting` itself fulfils are its own."""
    try:
        yield
    except BusinessError as error:
        places = {one.field: (one.product, one.warehouse, one.name) for one in posting.moves}
        ours = {one.line for one in posting.consumes}
        for part in error.parts():
            place = places.get(part.field)
            if isinstance(part, NotEnoughStock) and place and part.facts["product"] == place[2]:
                part.facts["why"] = _why(part, place[:2], ours)
        raise


def _why(error: NotEnoughStock, place: tuple[UUID, UUID], ours: Collection[UUID]) -> str:
    """Nothing where more is lacking than others were promised."""
    promises, more = reading.promises(place[0], warehouse=place[1])
    theirs = [one for one in promises if one.reserved and one.line not in ours]
    reserved = sum((one.reserved for one in theirs), Decimal(0))
    if not theirs or (reserved < error.facts["needed"] - error.facts["available"] and not more):
        return ""
    held = list(dict.fromkeys((one.form, one.record) for one in theirs))
    numbers = listed(one.number for one in links.steps(held[:MOST_TOLD]))
    if more or len(held) > MOST_TOLD:
        return gettext("：其余已被 {orders} 等占用").format(orders=numbers)
    return gettext("：其余已被 {orders} 占用").format(orders=numbers)


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
    facts = {name: error.facts[name] for name in FACTS}
    numbers = listed(one.number for one in orders)
    return kind(field=error.field, orders=numbers, **facts)
