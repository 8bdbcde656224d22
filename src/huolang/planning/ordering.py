"""Makes drafts of proposals: purchase orders, one for each supplier and warehouse, and transfers.

A proposal is made into a draft once: its row is held, and says afterwards into which. Whoever does
not have the right to add purchase orders or transfers makes none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.documents import lifecycle
from huolang.forms import registry
from huolang.kernel import audit, sql
from huolang.kernel.company import current_id
from huolang.kernel.figures import figure
from huolang.kernel.keys import NIL
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Invalid, NotFound, Several
from huolang.planning import proposal, replenishing, stock_alert
from huolang.planning.proposal import FORM, Proposal, State
from huolang.planning.sourcing import Chosen
from huolang.planning.stock_alert import Kind, StockAlert

SEVERAL = (Chosen.PRICE.value, Chosen.LEAD.value, Chosen.RATING.value)
"""Why one was chosen of several that could have been asked."""
SHORT = (Kind.BELOW.value, Kind.SAFETY.value)
ORDER, TRANSFER = "purchase_order", "stock_transfer"
CALLED = """
SELECT p.id, p.name FROM masters_product p
WHERE p.company_id = %s::bigint AND p.id = ANY(%s::uuid[])
"""


class NoSupplier(BusinessError):
    code = "replenishment.no_supplier"
    message = gettext_lazy("{product} 没有供应商货源，请先在商品里填写")
    status = 422


class NotShort(Invalid):
    code = "stock_alert.not_short"
    message = gettext_lazy("只有低于下限或安全库存的预警可以补货")


class NothingToOrder(BusinessError):
    code = "replenishment.nothing_to_order"
    message = gettext_lazy("不需要补货：在途和草稿里的数量已经够了")


@dataclass(frozen=True, slots=True)
class Made:
    """A draft that was made, and of how many proposals. `already`: by an earlier request."""

    form: str
    record: UUID
    lines: int
    already: bool = False


def order(ids: Sequence[UUID], *, by: Access, at: datetime) -> list[Made]:
    """Make drafts of open proposals, all or none."""
    by.require(FORM, "edit")
    return make(proposal.lock(list(ids)), by, at)


def order_what_is_short(alerts: Sequence[UUID], *, by: Access, at: datetime) -> list[Made]:
    """From alerts of shortages to drafts in one go: what is proposed for them now."""
    by.require(FORM, "edit")
    by.require(stock_alert.FORM, "view")
    found = list(StockAlert.objects.filter(id__in=alerts))
    if len(found) < len(set(alerts)):
        raise NotFound()
    if any(one.kind not in SHORT for one in found):
        raise NotShort(field="ids")
    if any(one.closed_at is not None for one in found):
        raise stock_alert.AlertOver()
    replenishing.work_out(at=at, products={one.product for one in found})
    places = {(one.product, one.warehouse) for one in found}
    proposed = Proposal.objects.select_for_update().filter(
        state=State.OPEN.value, product__in={product for product, _place in places}
    )
    meant = [one for one in proposed.order_by("id") if (one.product, one.warehouse) in places]
    if not meant:
        raise NothingToOrder()
    return make(meant, by, at)


def make(proposals: Sequence[Proposal], by: Access, at: datetime) -> list[Made]:
    """Drafts of proposals that are held."""
    _refuse_without_supplier(proposals)
    today = stock_alert.today(at)
    made: list[Made] = []
    for form, key, header in (
        (ORDER, _whom, lambda one: {"partner": one.partner, "warehouse": one.warehouse}),
        (TRANSFER, _way, lambda one: {"warehouse": one.source, "into": one.warehouse}),
    ):
        for rows in _grouped(proposals, key):
            lines = [_line(form, one, today) for one in rows]
            told = {"date": today, **header(rows[0]), "lines": lines}
            if form == ORDER and any("unit_price" in line for line in lines):
                told["tax_included"] = False
            document = lifecycle.create(registry.get(form), told, access=by, at=at)
            made.append(Made(form, document.id, len(rows)))
            for one in rows:
                one.state, one.form, one.record = State.ORDERED.value, form, document.id
    Proposal.objects.bulk_update(proposals, ["state", "form", "record"])
    audit.write([_trace(one, by) for one in proposals], at=at)
    return made


def _refuse_without_supplier(proposals: Sequence[Proposal]) -> None:
    without = [one for one in proposals if one.source == NIL and one.partner == NIL]
    if not without:
        return
    keys = sql.array({one.product for one in without})
    called = dict(sql.run(CALLED, [current_id(), keys]).fetchall())
    Several.raise_any(
        [
            NoSupplier(field=f"ids.{index}", product=called.get(one.product, ""))
            for index, one in enumerate(proposals)
            if one in without
        ]
    )


def _whom(one: Proposal) -> Any:
    """Who is asked for it, and where it shall come; nobody, where it is brought."""
    return (one.partner, one.warehouse) if one.source == NIL else None


def _way(one: Proposal) -> Any:
    return (one.source, one.warehouse) if one.source != NIL else None


def _grouped(
    proposals: Sequence[Proposal], key: Callable[[Proposal], Any]
) -> Sequence[list[Proposal]]:
    groups: dict[Any, list[Proposal]] = {}
    for one in sorted(proposals, key=lambda one: one.product):
        if (found := key(one)) is not None:
            groups.setdefault(found, []).append(one)
    return list(groups.values())


def _line(form: str, one: Proposal, today: Any) -> Mapping[str, Any]:
    line: dict[str, Any] = {"product": one.product, "quantity": one.asked, "remark": why(one)}
    if form == ORDER:
        line["expected_on"] = today + timedelta(days=one.lead_days)
        if one.price is not None:
            line["unit_price"] = one.price
    return line


def why(one: Proposal) -> str:
    """The figures behind a proposal, in words: what a line of the draft says."""
    told = _("补货：可用 {available}，在途 {coming}，订货点 {point}，补到 {target}").format(
        available=figure(one.available),
        coming=figure(one.coming),
        point=figure(one.point),
        target=figure(one.target),
    )
    if one.source == NIL and one.pack:
        told += _("，按 {pack} 的整数倍").format(pack=figure(one.pack))
    if one.source == NIL and one.minimum:
        told += _("，起订 {minimum}").format(minimum=figure(one.minimum))
    if one.source == NIL and one.chosen in SEVERAL:
        told += _("；供应商：{chosen}").format(chosen=Chosen(one.chosen).label)
    return told


def _trace(one: Proposal, by: Access) -> audit.Trace:
    changes: dict[str, Any] = {"record": [None, f"{one.form} {one.record}"]}
    return audit.Trace(form=FORM, record=one.id, action="order", by=by.user, changes=changes)
