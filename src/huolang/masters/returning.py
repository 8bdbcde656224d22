"""退货: what lines of returns to suppliers and of customers share."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from huolang.kernel.columns import Quantity
from huolang.masters.trade import TradeLine


class ReturnLine(TradeLine):
    """`invoiced_base` of `base_quantity` is on red invoices."""

    invoiced_base = Quantity(default=Decimal(0), editable=False)

    BILLED = "-1"

    class Meta(TradeLine.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *TradeLine.Meta.constraints,
            models.CheckConstraint(
                condition=Q(invoiced_base__gte=0, invoiced_base__lte=F("base_quantity")),
                name="%(app_label)s_%(class)s_invoiced_within",
            ),
        ]
