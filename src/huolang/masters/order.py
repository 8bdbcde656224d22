"""订单: what purchase orders and sales orders have in common. They write nothing to the books; they
know how much of every line was received or delivered."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.document import (
    CANCEL,
    CHECKED_BY,
    CLOSE,
    CONFIRM,
    DELETE,
    MADE_BY,
    REOPEN_ORDER,
)
from huolang.forms.form import Paper, Signature
from huolang.kernel.settings_registry import Setting, T
from huolang.masters.expecting import ExpectedLine, Expecting
from huolang.masters.trade import TradeDocument, TradeLine

ZERO = Decimal(0)


class TradeOrder(Expecting, TradeDocument):
    """It waits for goods to come from, or go to, its partner."""

    """What the company decided, where it was read for many orders at once."""

    tolerance: ClassVar[Setting[Decimal] | None] = None
    """By how many percent more than was ordered may be done; None: not at all."""

    class Meta(TradeDocument.Meta):
        abstract = True

    class Form:
        actions = (CONFIRM, REOPEN_ORDER, CLOSE, CANCEL, DELETE)
        paper = Paper(
            signatures=(MADE_BY, CHECKED_BY, Signature(label=_("{partner}签章"))),
            leave_out=("department", "done_quantity", "open_quantity"),
        )
        list = [
            "number",
            "state",
            "progress",
            "date",
            "partner",
            "warehouse",
            "salesperson",
            "total",
            "amount",
            "tax",
        ]
        filters = [
            "state",
            "progress",
            "date",
            "partner",
            "warehouse",
            "salesperson",
            "department",
        ]

    def decided(self, setting: Setting[T]) -> T:
        """What the company decided about `setting`."""
        return self.settings[setting]

    def compute(self, *, at: datetime) -> None:
        super().compute(at=at)
        percent = self.decided(self.tolerance) if self.tolerance else ZERO
        self.count_progress(percent)


class OrderLine(ExpectedLine, TradeLine):
    """A line of an order."""

    expected_on = models.DateField(_("交货日期"), null=True, blank=True)

    class Meta(TradeLine.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *TradeLine.Meta.constraints,
            *ExpectedLine.Meta.constraints,
        ]

    class Form:
        columns = [
            "product",
            "specification",
            "unit",
            "quantity",
            "unit_price",
            "discount",
            "tax_rate",
            "amount",
            "tax",
            "total",
            "is_gift",
            "expected_on",
            "done_quantity",
            "open_quantity",
            "warehouse",
            "remark",
        ]
