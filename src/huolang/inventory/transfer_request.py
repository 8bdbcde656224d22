"""Transfer request (调拨申请单): a warehouse asks another for goods; transfers send them, in parts.

It moves nothing and holds nothing: what is sent is taken from what is free then.
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
    State,
)
from huolang.forms.form import Paper
from huolang.inventory.stock_document import measure
from huolang.kernel import clock
from huolang.kernel.columns import Quantity
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.masters import goods
from huolang.masters.batched_document import BatchedDocument
from huolang.masters.expecting import ExpectedGoods, Expecting, Progress
from huolang.masters.remaining import open_quantity
from huolang.masters.warehouse import Warehouse

ZERO = Decimal(0)


class SameWarehouse(Invalid):
    code = "transfer_request.same_warehouse"
    message = _("调出仓库和调入仓库不能相同")


class Overdue(BusinessError):
    """Not a refusal: what its page says."""

    code = "transfer_request.overdue"
    message = _("需要日期 {day} 已过，还有没调的货")


def header(request: Any) -> Payload:
    return {"warehouse": request.warehouse_id, "into": request.into_id}


def lines(request: Any) -> list[Payload]:
    """What was not sent yet."""
    known = goods.read(request)
    found: list[Payload] = []
    for row in request.rows:
        if row.open_base > ZERO:
            good = known[row.product_id]
            unit, quantity = open_quantity(row, good)
            line = {"product": good.kept or row.product_id, "unit": unit, "quantity": quantity}
            found.append({"request_line": row.id, **line, "remark": row.remark})
    return found


class TransferRequest(Expecting, BatchedDocument):
    """`into` asks `warehouse` for goods, to be there on `wanted_on`."""

    warehouse = CompanyForeignKey(Warehouse, related_name="+", verbose_name=_("调出仓库"))
    into = CompanyForeignKey(Warehouse, related_name="+", verbose_name=_("调入仓库"))
    wanted_on = models.DateField(_("需要日期"), null=True, blank=True)

    prefix = "DBSQ"
    stays = ("warehouse", "into")
    editable_when_confirmed = frozenset({"remark", "wanted_on"})
    conversions = (
        Conversion(
            target="stock_transfer",
            label=_("下推调拨单"),
            header=header,
            lines=lines,
            several=True,
        ),
    )

    class Meta(BatchedDocument.Meta):
        verbose_name = _("调拨申请单")
        indexes: ClassVar[list[models.Index]] = [
            *BatchedDocument.Meta.indexes,
            models.Index(
                fields=["company", "warehouse", "wanted_on"],
                condition=Q(state="confirmed") & ~Q(progress="done"),
                name="transferrequest_open",
            ),
        ]

    class Form:
        sections = [
            (_("基本信息"), ["number", "date", "warehouse", "into", "wanted_on", "progress"]),
            (_("其他"), ["remark"]),
        ]
        list = [
            "number",
            "state",
            "progress",
            "date",
            "warehouse",
            "into",
            "wanted_on",
            "remark",
        ]
        filters = ["state", "progress", "date", "warehouse", "into", "wanted_on"]
        actions = (CONFIRM, REOPEN_ORDER, CLOSE, CANCEL, DELETE)
        paper = Paper(
            signatures=(MADE_BY, CHECKED_BY),
            leave_out=("progress", "done_quantity", "open_quantity"),
        )

    def compute(self, *, at: datetime) -> None:
        """Base quantities, and how far it is."""
        errors = measure(self)
        if self.warehouse_id == self.into_id:
            errors.append(SameWarehouse(field="into"))
        Several.raise_any(errors)
        self.count_progress(ZERO)

    def warnings(self, *, at: datetime) -> list[BusinessError]:
        """That goods are late."""
        told = super().warnings(at=at)
        waits = self.state == State.CONFIRMED.value and self.progress != Progress.DONE.value
        day: date | None = self.wanted_on
        if waits and day is not None and day < clock.business_day(at, self.own_company.zone):
            return [*told, Overdue(field="wanted_on", day=day)]
        return told


class TransferRequestLine(ExpectedGoods):
    document = CompanyForeignKey(TransferRequest, related_name="lines", editable=False)
    quantity = Quantity(_("申请数量"))

    class Meta(ExpectedGoods.Meta):
        verbose_name = _("调拨申请明细")
