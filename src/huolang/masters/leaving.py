"""放行: which goods of batches may go to somebody or to use, and by whom.

What is held back goes to nobody. What has expired on the day of the document goes only by who has
the permission for that; so does what expires later than other goods of the product that lie there
(先到期先出), where the company holds to it. What nobody named was taken from those that expire
first (`masters.allotment`) and passes nothing over. A document of a past day is asked about that
day: whether its goods were good then, and what lay there then and has lain there ever since.

Going back to the supplier, moving between our own warehouses, counts and losses are no leaving:
that is how such goods are sorted out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms import registry
from huolang.kernel import clock
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Several
from huolang.kernel.settings_registry import Setting, declare
from huolang.masters import allotment, batch
from huolang.masters.allotment import Lying, Place
from huolang.masters.batch import Key, Lot
from huolang.masters.batching import Moving

ZERO = Decimal(0)
LEAVE_EXPIRED = "sell_expired"
"""The operation that lets goods leave that are no longer good."""
PASS_OVER = "pass_over"
"""The operation that lets later goods leave while those that expire earlier stay."""
EXCEPTIONS = (LEAVE_EXPIRED, PASS_OVER)
FIRST_OUT = declare(
    Setting(
        key="batch.first_out",
        kind="bool",
        default=True,
        label=_("先到期先出：跳过先到期的批次需要权限"),
        help=_("打开时，没有“不按先到期先出”权限的人只能先出先到期的批次；关闭后只在草稿上提示"),
    )
)


class Expired(BusinessError):
    code = "line.batch_expired"
    message = _("{product} 批号 {batch} 的有效期到 {day}，已过期，不能出库")


class Held(BusinessError):
    code = "line.batch_held"
    message = _("{product} 批号 {batch} 已冻结，不能出库")


class PassesOver(BusinessError):
    code = "line.passes_over"
    message = _(
        "{product} 应先出批号 {first}（有效期到 {day}），再出批号 {batch}；"
        "要跳过它，请找有“不按先到期先出”权限的人"
    )


class LaterBatch(BusinessError):
    code = "line.later_batch"
    message = _("{product} 的批号 {first} 先到期（{day}），本行出的是批号 {batch}")


def refuse(document: Any, access: Access) -> None:
    """Refuse what of `document.leaving` may not leave, or not by this person."""
    known = _known(document.leaving)
    if not known:
        return
    form = registry.of(type(document)).name
    may = access.allows(form, LEAVE_EXPIRED)
    errors: list[BusinessError] = []
    for place, row, lot in known:
        told = {"field": f"{place}batch", "product": row.product_name, "batch": lot.number}
        if lot.held:
            errors.append(Held(**told))
        elif lot.expired(document.date) and not may:
            errors.append(Expired(**told, day=lot.expires_on))
    if _must_keep_order(document, access, form):
        errors += _passing(document, known, document.occurred_at, PassesOver)
    Several.raise_any(errors)


def warnings(document: Any, *, at: datetime) -> list[BusinessError]:
    """What a draft passes over, whoever looks at it; as a refusal, for whom it will be one."""
    known = _known(document.leaving)
    if not known:
        return []
    form, access = registry.of(type(document)).name, document.access
    strict = access is not None and _must_keep_order(document, access, form)
    typed = document.occurred_at or document.date
    _day, moment = clock.occurred_at(typed, zone=document.own_company.zone, at=at, incoming=False)
    return _passing(document, known, moment, PassesOver if strict else LaterBatch)


def _must_keep_order(document: Any, access: Access, form: str) -> bool:
    return document.settings[FIRST_OUT] and not access.allows(form, PASS_OVER)


def _known(leaving: Sequence[Moving]) -> list[tuple[str, Any, Lot]]:
    """Goods that name a batch which there is."""
    named = [(place, row) for place, row in leaving if row.batched and row.batch]
    found: Mapping[Key, Lot] = batch.named([(row.product_id, row.batch) for _place, row in named])
    return [
        (place, row, lot)
        for place, row in named
        if (lot := found.get(batch.key_of(row.product_id, row.batch))) is not None
    ]


def _passing(
    document: Any,
    known: Sequence[tuple[str, Any, Lot]],
    at: datetime,
    said: type[BusinessError],
) -> list[BusinessError]:
    """Each line that takes good goods while others lie there that expire earlier."""
    taking = [
        (place, row, lot)
        for place, row, lot in known
        if row.takes and not (lot.held or lot.expired(document.date))
    ]
    if not taking:
        return []
    there = allotment.lying_since({_place(document, row) for _p, row, _lot in taking}, at)
    left = _left(document, there)
    errors: list[BusinessError] = []
    for place, row, lot in taking:
        key = _place(document, row)
        first = next((one for one in _earlier(there.get(key, ()), lot) if left[key, one.id]), None)
        if first is not None:
            told = {"product": row.product_name, "batch": lot.number}
            day, number = first.expires_on, first.number
            errors.append(said(field=f"{place}batch", first=number, day=day, **told))
    return errors


def _place(document: Any, row: Any) -> Place:
    return row.product_id, row.warehouse_of(document)


def _left(
    document: Any, there: Mapping[Place, Sequence[Lying]]
) -> dict[tuple[Place, UUID], Decimal]:
    """Base units of each good batch that stay once the document has taken its own; not below 0."""
    left: dict[tuple[Place, UUID], Decimal] = {}
    for place, some in there.items():
        for one in some:
            if one.lot is not None:
                good = one.left if one.good(document.date) else ZERO
                left[place, one.lot.id] = left.get((place, one.lot.id), ZERO) + good
    for row in document.rows:
        key = (_place(document, row), row.batch_record_id)
        if row.takes and key in left:
            left[key] = max(left[key] - row.base_quantity, ZERO)
    return left


def _earlier(some: Sequence[Lying], lot: Lot) -> Iterator[Lot]:
    """Batches that expire before `lot`, the first one first."""
    until = lot.expires_on or date.max
    for one in some:
        if one.lot is not None and one.lot.expires_on is not None and one.lot.expires_on < until:
            yield one.lot
