"""Borrowing (借入单): goods of somebody else are with us for a time, and stay theirs.

They are not in our books: they have no cost, nobody can sell or count them. What came is noted here
until it goes back (`borrowing_return`) or is bought with a purchase receipt.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huolang.documents.convert import Conversion, Payload
from huolang.documents.document import (
    CANCEL,
    CHECKED_BY,
    CLOSE,
    CONFIRM,
    DELETE,
    MADE_BY,
    REOPEN_ORDER,
    STOREKEEPER,
    State,
)
from huolang.forms.form import Paper, Signature
from huolang.inventory.stock_document import measure
from huolang.kernel import clock
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.masters import goods, merge
from huolang.masters.batched_document import BatchedDocument
from huolang.masters.expecting import ExpectedGoods, Expecting
from huolang.masters.partner import Partner
from huolang.masters.remaining import open_quantity
from huolang.masters.warehouse import Warehouse

ZERO = Decimal(0)
BORROWING = "borrowing"


class DueBefore(Invalid):
    code = "borrowing.due_before"
    message = _("应还日期不能早于借入日期")


class Overdue(BusinessError):
    """Not a refusal: what its page says."""

    code = "borrowing.overdue"
    message = _("应于 {day} 归还，还有没还的货")


class Held(models.TextChoices):
    """How much of it is still with us."""

    NONE = "none", _("未归还")
    PARTIAL = "partial", _("部分了结")
    DONE = "done", _("已了结")


def header(borrowing: Any) -> Payload:
    partner = merge.kept("partner", borrowing.partner_id)
    return {"partner": partner, "warehouse": borrowing.warehouse_id}


def lines(borrowing: Any) -> list[Payload]:
    """What is still with us."""
    known = goods.read(borrowing)
    found: list[Payload] = []
    for row in borrowing.rows:
        if row.open_base > ZERO:
            good = known[row.product_id]
            unit, quantity = open_quantity(row, good)
            line = {"product": good.kept or row.product_id, "unit": unit, "quantity": quantity}
            found.append({"borrowing_line": row.id, **line, "remark": row.remark})
    return found


class Borrowing(Expecting, BatchedDocument):
    """`partner` lent the goods, that lie in `warehouse`; `due_on` may be put off also after it was
    confirmed."""

    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("出借单位"))
    warehouse = CompanyForeignKey(Warehouse, related_name="+", verbose_name=_("仓库"))
    due_on = models.DateField(
        _("应还日期"), null=True, blank=True, help_text=_("审核后仍可修改，用来展期；留空不催还")
    )
    progress = models.CharField(
        _("归还进度"), max_length=8, choices=Held, default=Held.NONE.value, editable=False
    )

    prefix = "JR"
    stays = ("partner", "warehouse")
    editable_when_confirmed = frozenset({"remark", "due_on"})
    conversions = (
        Conversion(
            target="borrowing_return",
            label=_("下推借入归还单"),
            header=header,
            lines=lines,
            several=True,
        ),
        Conversion(
            target="purchase_receipt",
            label=_("下推采购入库单"),
            header=header,
            lines=lines,
            several=True,
        ),
    )

    class Meta(BatchedDocument.Meta):
        verbose_name = _("借入单")
        indexes: ClassVar[list[models.Index]] = [
            *BatchedDocument.Meta.indexes,
            models.Index(fields=["company", "partner", "-date", "-id"], name="borrowing_partner"),
            models.Index(
                fields=["company", "due_on"],
                condition=Q(state="confirmed") & ~Q(progress="done"),
                name="borrowing_held",
            ),
        ]

    class Form:
        sections = [
            (_("基本信息"), ["number", "date", "partner", "warehouse", "due_on", "progress"]),
            (_("其他"), ["remark"]),
        ]
        list = [
            "number",
            "state",
            "progress",
            "date",
            "partner",
            "warehouse",
            "due_on",
            "remark",
        ]
        filters = ["state", "progress", "date", "partner", "warehouse", "due_on"]
        actions = (CONFIRM, REOPEN_ORDER, CLOSE, CANCEL, DELETE)
        paper = Paper(
            signatures=(MADE_BY, CHECKED_BY, STOREKEEPER, Signature(label=_("出借人签字"))),
            leave_out=("progress", "done_quantity", "open_quantity"),
        )

    def derive(self, tables: Any, *, at: datetime) -> None:
        super().derive(tables, at=at)
        self._refuse_due(self.date or clock.business_day(at, self.own_company.zone))

    def compute(self, *, at: datetime) -> None:
        """Base quantities, and how much is still here."""
        Several.raise_any(measure(self))
        self.count_progress(ZERO)

    def rules(self) -> None:
        super().rules()
        self._refuse_due(self.date)

    def warnings(self, *, at: datetime) -> list[BusinessError]:
        """That goods should have gone back."""
        told = super().warnings(at=at)
        waits = self.state == State.CONFIRMED.value and self.progress != Held.DONE.value
        day: date | None = self.due_on
        if waits and day is not None and day < clock.business_day(at, self.own_company.zone):
            return [*told, Overdue(field="due_on", day=day)]
        return told

    def _refuse_due(self, day: date | None) -> None:
        if self.due_on is not None and day is not None and self.due_on < day:
            raise DueBefore(field="due_on")


class BorrowingLine(ExpectedGoods):
    """`done_base` of `base_quantity` went back or was bought."""

    document = CompanyForeignKey(Borrowing, related_name="lines", editable=False)

    class Meta(ExpectedGoods.Meta):
        verbose_name = _("借入明细")
