"""Stock hold (占用单): goods of a warehouse are kept for somebody until a day, before there is an
order.

Confirmed it reserves as a sales order does: what is there now, and the rest as it comes. An order
or a delivery that goes on from it takes over what it holds. It ends when it is closed or cancelled,
and by itself when its last day is over.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huolang.documents import closing, gave_way, own_company
from huolang.documents.convert import Conversion, Payload
from huolang.documents.document import (
    CANCEL,
    CHECKED_BY,
    CLOSE,
    CONFIRM,
    DELETE,
    MADE_BY,
    REOPEN_ORDER,
    State,
)
from huolang.documents.follow import Follow
from huolang.documents.source_line import SourceLine
from huolang.forms import registry, store
from huolang.forms.form import Paper
from huolang.inventory.stock_document import measure
from huolang.kernel import clock, sql
from huolang.kernel.columns import Quantity
from huolang.kernel.company import current_id
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger import reading
from huolang.ledger.posting import Reserve
from huolang.masters import goods, merge
from huolang.masters.batched_document import BatchedDocument
from huolang.masters.expecting import DoneChanged, ExpectedGoods, Expecting, Progress
from huolang.masters.partner import Partner
from huolang.masters.priority import priority, rank
from huolang.masters.remaining import open_quantity
from huolang.masters.warehouse import Warehouse

ZERO = Decimal(0)
HOLD = "stock_hold"
MOST_TOLD = 20
"""So many lines are told to be waiting; a hold may have thousands."""
FROM_HOLD = Follow(field="hold_line", form=HOLD, states=("confirmed", "closed"), anybody=True)
"""How lines of sales go on from a hold. One that has ended meanwhile keeps nothing for them any
more, and forbids nothing."""
ENDED = """
SELECT h.id FROM inventory_stockhold h
WHERE h.company_id = %s::bigint AND h.state = 'confirmed' AND h.hold_until < %s::date
ORDER BY h.id
"""


class EndsBefore(Invalid):
    code = "stock_hold.ends_before"
    message = _("占用期限 {day} 已经过了")


class NoCustomer(BusinessError):
    code = "stock_hold.no_customer"
    message = _("占用单没有客户，请先填上客户，再下推")


class Waiting(BusinessError):
    """Not a refusal: what its page says of a line that does not hold all that it asks for."""

    code = "stock_hold.waiting"
    message = _("{product} 占用了 {held}，还有 {waiting} 在等货")


class Over(BusinessError):
    """Likewise, between midnight and the hour in which it ends by itself."""

    code = "stock_hold.over"
    message = _("占用期限 {day} 已过，这张占用单即将自动关闭")


def header(hold: Any) -> Payload:
    """Of a sales order or a delivery: somebody buys it then."""
    if hold.partner_id is None:
        raise NoCustomer(field="partner")
    return {"partner": merge.kept("partner", hold.partner_id), "warehouse": hold.warehouse_id}


def order_header(hold: Any) -> Payload:
    return {**header(hold), "priority": hold.priority}


def lines(hold: Any) -> list[Payload]:
    """What no sale has taken over yet."""
    known = goods.read(hold)
    found: list[Payload] = []
    for row in hold.rows:
        if row.open_base > ZERO:
            good = known[row.product_id]
            unit, quantity = open_quantity(row, good)
            line = {"product": good.kept or row.product_id, "unit": unit, "quantity": quantity}
            found.append({"hold_line": row.id, **line, "remark": row.remark})
    return found


def order_lines(hold: Any) -> list[Payload]:
    day = hold.needed_on
    return [{**line, "expected_on": day} if day else line for line in lines(hold)]


class StockHold(Expecting, BatchedDocument):
    """`hold_until` may be put off also after it was confirmed, and a customer found."""

    partner = CompanyForeignKey(
        Partner, null=True, blank=True, related_name="+", verbose_name=_("客户")
    )
    warehouse = CompanyForeignKey(Warehouse, related_name="+", verbose_name=_("仓库"))
    reason = models.CharField(_("占用原因"), max_length=200, blank=True, default="")
    priority = priority()
    needed_on = models.DateField(_("需要日期"), null=True, blank=True)
    hold_until = models.DateField(
        _("占用期限"), help_text=_("这天过完自动释放；审核后仍可修改，用来延期")
    )

    prefix = "ZY"
    takes_out = True
    stays = ("partner", "warehouse")
    editable_when_confirmed = frozenset({"partner", "remark", "reason", "hold_until"})
    conversions = (
        Conversion(
            target="sales_order", label=_("下推销售订单"), header=order_header, lines=order_lines
        ),
        Conversion(target="sales_delivery", label=_("下推销售出库单"), header=header, lines=lines),
    )

    class Meta(BatchedDocument.Meta):
        verbose_name = _("占用单")
        indexes: ClassVar[list[models.Index]] = [
            *BatchedDocument.Meta.indexes,
            models.Index(fields=["company", "partner", "-date", "-id"], name="stockhold_partner"),
            models.Index(
                fields=["company", "hold_until"],
                condition=Q(state="confirmed"),
                name="stockhold_until",
            ),
        ]

    class Form:
        sections = [
            (
                _("基本信息"),
                ["number", "date", "partner", "warehouse", "reason", "progress"],
            ),
            (_("占用"), ["hold_until", "priority", "needed_on"]),
            (_("其他"), ["remark"]),
        ]
        list = [
            "number",
            "state",
            "progress",
            "date",
            "partner",
            "warehouse",
            "reason",
            "priority",
            "hold_until",
        ]
        filters = ["state", "progress", "date", "partner", "warehouse", "priority", "hold_until"]
        filter_references = {"partner": [["is_customer", "=", True]]}
        actions = (CONFIRM, REOPEN_ORDER, CLOSE, CANCEL, DELETE)
        paper = Paper(
            signatures=(MADE_BY, CHECKED_BY),
            leave_out=("progress", "done_quantity", "open_quantity"),
        )

    def derive(self, tables: Any, *, at: datetime) -> None:
        super().derive(tables, at=at)
        if self.state != State.CONFIRMED.value:
            return
        if "hold_until" in self.altered:
            self._refuse_ended(at)
        if "partner" in self.altered and self.progress != Progress.NONE.value:
            raise DoneChanged(field="partner")

    def compute(self, *, at: datetime) -> None:
        """Base quantities, and how much of it was taken over."""
        Several.raise_any(measure(self))
        self.count_progress(ZERO)

    def settle(self, *, at: datetime) -> None:
        """Goods are kept for days to come."""
        super().settle(at=at)
        self._refuse_ended(at)

    def warnings(self, *, at: datetime) -> list[BusinessError]:
        """What it lost to a count or a loss, what it still waits for, and that it is over."""
        told = super().warnings(at=at)
        if self.state != State.CONFIRMED.value:
            return told
        over = [Over(field="hold_until", day=self.hold_until)] if self._over(at) else []
        return [*told, *gave_way.from_order(self), *self._waiting(), *over]

    def reservations(self) -> Sequence[Reserve]:
        """Every line asks for what is open; it ends with the document, whose day may be put off."""
        return [
            Reserve(
                line=row.id,
                product=row.product_id,
                warehouse=self.warehouse_id,
                quantity=row.base_quantity,
                consumed=row.done_base,
                priority=rank(self),
                needed_on=self.needed_on or self.date,
                field=f"lines.{index}.quantity",
                name=row.product_name,
            )
            for index, row in enumerate(self.rows)
        ]

    def _waiting(self) -> list[BusinessError]:
        if self.progress == Progress.DONE.value:
            return []
        found = reading.of_record(self.id)
        return [
            Waiting(
                field=f"lines.{index}.quantity",
                product=row.product_name,
                held=row.measured(found[row.id].reserved),
                waiting=row.measured(found[row.id].waiting),
            )
            for index, row in enumerate(self.rows)
            if row.id in found and found[row.id].waiting
        ][:MOST_TOLD]

    def _over(self, at: datetime) -> bool:
        day: date | None = self.hold_until
        return day is not None and day < clock.business_day(at, self.own_company.zone)

    def _refuse_ended(self, at: datetime) -> None:
        if self._over(at):
            raise EndsBefore(field="hold_until", day=self.hold_until)


class StockHoldLine(ExpectedGoods):
    """`done_base` of `base_quantity` was taken over by orders and deliveries."""

    document = CompanyForeignKey(StockHold, related_name="lines", editable=False)
    quantity = Quantity(_("占用数量"))

    class Meta(ExpectedGoods.Meta):
        verbose_name = _("占用明细")


def hold_line() -> Any:
    """The reference of a line to the hold's line that it goes on from."""
    return SourceLine(StockHoldLine, verbose_name=_("占用行"))


def end(*, at: datetime) -> list[Any]:
    """Close the holds of the acting company whose last day is over, whenever that was."""
    today = clock.business_day(at, own_company.read().zone)
    due = [row[0] for row in sql.run(ENDED, [current_id(), today]).fetchall()]
    if not due:
        return []
    form = registry.get(HOLD)
    found = store.load_many(form, due).values()  # somebody may have closed it, or put it off
    over = [one for one in found if one.state == State.CONFIRMED.value and one.hold_until < today]
    nobody = Access(company=current_id(), user=None, granted={})
    closing.close(form, over, nobody, at, "hold_expired")
    return over
