"""退多余: what is too much goes back to the suppliers who brought it, as drafts of returns.

How much: what lies above the upper limit, what is slow, or what of a batch is near its end; without
what is promised, and what drafts of returns and transfers take already, so that asking twice makes
nothing twice. It goes back on the newest receipts that have something to return, line by line, so
prices and taxes follow from them. What cannot go back is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_FLOOR, Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.documents import converting, joined
from huolang.forms import registry
from huolang.kernel import audit
from huolang.kernel.figures import figure
from huolang.kernel.listing import sentences
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Several
from huolang.masters import part
from huolang.masters.allotment import Place
from huolang.planning import returnable, stock_alert, surplus
from huolang.planning.evaluating import lock_head
from huolang.planning.ordering import Made
from huolang.planning.returnable import Came, There
from huolang.planning.stock_alert import Kind, StockAlert

ZERO = Decimal(0)
RECEIPT, RETURN = "purchase_receipt", "purchase_return"
Header = tuple[Any, ...]


class InDrafts(BusinessError):
    code = "stock_alert.surplus_in_drafts"
    message = gettext_lazy("{product} 有 {quantity} 已经在退货单或调拨单的草稿里")


class Promised(BusinessError):
    code = "stock_alert.surplus_promised"
    message = gettext_lazy("{product} 有 {quantity} 已被占用、冻结或不在货架上，不能退")


class NoReceipt(BusinessError):
    code = "stock_alert.surplus_without_receipt"
    message = gettext_lazy(
        "{product} 有 {quantity} 找不到还能退的采购入库单（例如期初、组装的货，或供应商已停用）"
    )


@dataclass(slots=True)
class Wanted:
    """What should go back of goods in a warehouse: so much, of it so much of named batches."""

    index: int
    whole: Decimal = ZERO
    batches: dict[UUID, Decimal] = field(default_factory=dict[UUID, Decimal])
    kinds: set[str] = field(default_factory=set[str])

    taken: dict[UUID, Decimal] = field(default_factory=dict[UUID, Decimal])

    @property
    def quantity(self) -> Decimal:
        return max(self.whole, sum(self.batches.values(), ZERO))

    def of_batch(self, batch: UUID) -> Decimal:
        """What of a batch that was named is still to go back."""
        return self.batches[batch] - self.taken.get(batch, ZERO)

    def of_any(self) -> Decimal:
        """What of no matter which others."""
        return self.whole - sum(self.taken.values(), ZERO)

    def took(self, batch: UUID, quantity: Decimal) -> None:
        self.taken[batch] = self.taken.get(batch, ZERO) + quantity


@dataclass(frozen=True, slots=True)
class Taken:
    """`quantity` base units of what came with a line go back from `warehouse`."""

    came: Came
    warehouse: UUID
    quantity: Decimal
    numbers: list[str]
    why: str


def give_back(
    alerts: Sequence[UUID], *, by: Access, at: datetime
) -> tuple[list[Made], list[BusinessError]]:
    """The drafts, and what cannot go back; raises that, where it is all."""
    by.require(RETURN, "add")
    by.require(RECEIPT, "view")
    lock_head()
    found = surplus.too_much(alerts, by)
    there = returnable.read({(one.product, one.warehouse) for one in found}, stock_alert.today(at))
    wanted = _wanted(found, alerts, there)
    taken: list[Taken] = []
    left: list[BusinessError] = []
    for place, one in wanted.items():
        taken += _take(place, one, there[place], left)
    if not taken:
        Several.raise_any(left)
        raise stock_alert.AlertOver()
    made = _drafts(taken, by, at)
    audit.write([surplus.trace(one, "return", made, by) for one in found], at=at)
    return made, left


def _wanted(
    found: Sequence[StockAlert], alerts: Sequence[UUID], there: Mapping[Place, There]
) -> dict[Place, Wanted]:
    """Of goods with several alerts as much as the largest of them says."""
    wanted: dict[Place, Wanted] = {}
    for one in sorted(found, key=lambda one: alerts.index(one.id)):
        place = one.product, one.warehouse
        if place not in there:
            continue
        so_far = wanted.setdefault(place, Wanted(alerts.index(one.id)))
        so_far.kinds.add(one.kind)
        if one.kind == Kind.NEAR.value:
            so_far.batches[one.batch] = one.quantity or ZERO
        elif one.kind == Kind.SLOW.value:
            so_far.whole = max(so_far.whole, one.quantity or ZERO)
        elif (most := there[place].max_stock) is not None:
            so_far.whole = max(so_far.whole, there[place].on_hand - most)
    return wanted


def _take(place: Place, wanted: Wanted, there: There, left: list[BusinessError]) -> Iterator[Taken]:
    """What goes back of goods; `left` learns what cannot."""
    told = {"field": f"ids.{wanted.index}", "product": there.name}
    need = max(wanted.quantity - there.leaving, ZERO)
    if wanted.quantity > need:
        left.append(InDrafts(**told, quantity=wanted.quantity - need))
    free = _floor(max(min(need, there.available - there.leaving), ZERO), there.digits)
    if free < need:
        left.append(Promised(**told, quantity=need - free))
    rest, shelf, why = free, there.batches, _why(wanted, there)
    for came, most in _in_turn(wanted, there.came):
        can = min(came.left, most(), shelf.get(came.batch, ZERO), rest)
        if (quantity := _floor(can, there.digits)) > ZERO:
            rest -= quantity
            shelf[came.batch] -= quantity
            wanted.took(came.batch, quantity)
            numbers = came.numbers[: int(quantity)] if came.serialized else []
            yield Taken(came, place[1], quantity, numbers, why)
    if rest > ZERO:
        left.append(NoReceipt(**told, quantity=rest))


def _in_turn(wanted: Wanted, came: Sequence[Came]) -> Iterator[tuple[Came, Callable[[], Decimal]]]:
    """Receipts of the named batches first, of each no more than is near its end; where more is too
    much than that, any other."""
    for one in came:
        if one.batch in wanted.batches:
            yield one, partial(wanted.of_batch, one.batch)
    for one in came:
        if one.batch not in wanted.batches:
            yield one, wanted.of_any


def _floor(quantity: Decimal, digits: int) -> Decimal:
    """In whole smallest parts of the unit."""
    return quantity.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_FLOOR)


def _why(wanted: Wanted, there: There) -> str:
    """What a line of the draft says: the figures behind it."""
    told: list[str] = []
    if Kind.ABOVE.value in wanted.kinds and there.max_stock is not None:
        most, lies = figure(there.max_stock), figure(there.on_hand)
        told.append(_("高于上限：现存 {lies}，上限 {most}").format(lies=lies, most=most))
    told += [str(kind.label) for kind in (Kind.SLOW, Kind.NEAR) if kind.value in wanted.kinds]
    return _("退多余：{why}").format(why=sentences(told))


def _drafts(taken: Sequence[Taken], by: Access, at: datetime) -> list[Made]:
    """One for each warehouse and what receipts must have in common to go on as one."""
    form = registry.get(RECEIPT)
    keys = sorted({one.came.receipt for one in taken})
    receipts = {
        one.id: one
        for chunk in range(0, len(keys), joined.MOST)
        for one in joined.read(form, keys[chunk : chunk + joined.MOST])
    }
    groups: dict[Header, list[Taken]] = {}
    for one in taken:
        key = (one.warehouse, *_in_common(receipts[one.came.receipt]))
        groups.setdefault(key, []).append(one)
    return [
        made
        for (warehouse, *_rest), some in groups.items()
        for made in _drafts_of(warehouse, some, by, at)
    ]


def _in_common(receipt: Any) -> Header:
    return (
        receipt.partner_id,
        receipt.warehouse_id,
        receipt.salesperson_id,
        receipt.department_id,
        *(getattr(receipt, name) for name in joined.AS_ONE[1:]),
    )


def _drafts_of(warehouse: UUID, taken: Sequence[Taken], by: Access, at: datetime) -> Iterator[Made]:
    source, target = registry.get(RECEIPT), registry.get(RETURN)
    receipts = list(dict.fromkeys(one.came.receipt for one in taken))
    for chunk in range(0, len(receipts), joined.MOST):
        some = receipts[chunk : chunk + joined.MOST]
        lines = [_line(one) for one in taken if one.came.receipt in some]
        fill = part.of(source, target, {"lines": lines, "warehouse": warehouse})
        document = converting.conversion_of_several(
            source, some, RETURN, access=by, at=at, fill=fill
        )
        yield Made(RETURN, document.id, len(lines))


def _line(one: Taken) -> dict[str, Any]:
    told = {
        "source": str(one.came.line),
        "base_quantity": str(one.quantity),
        "warehouse": None,
        "remark": one.why,
    }
    return {**told, "serials": one.numbers} if one.came.serialized else told
