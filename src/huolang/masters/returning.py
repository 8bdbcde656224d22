"""退货: what lines of returns to suppliers and of customers share."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huolang.documents import follow
from huolang.kernel import settings_registry
from huolang.kernel.columns import Quantity
from huolang.kernel.refusals import Invalid, Several
from huolang.kernel.settings_registry import Setting, declare
from huolang.masters import bundling
from huolang.masters.taken_price import TakenPrice
from huolang.masters.trade import TradeLine

NEEDS_SOURCE = declare(
    Setting(
        key="returns.needs_source",
        kind="bool",
        default=False,
        label=_("退货必须关联原单"),
        help=_(
            "打开后，退货单和换货单退回的每一行都要由原单下推。不打开时，没有关联原单的退货不限数量"
            "（例如启用系统之前卖出的货）"
        ),
    )
)


class NoSource(Invalid):
    code = "returns.no_source"
    message = _("{product} 没有关联原单，请从原来的单据下推退货")


class ReturnLine(TakenPrice, TradeLine):
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


def refuse_without_source(document: Any, lines: Sequence[tuple[int, Any]]) -> None:
    """Refuse those of `lines` (with their places) that go on from nothing, where the company wants
    to know of what each is a part."""
    free = [
        (index, row)
        for index, row in lines
        if follow.of(document, row) is None and not bundling.is_part(row)
    ]
    if not free or not settings_registry.load()[NEEDS_SOURCE]:
        return
    Several.raise_any(
        [NoSource(field=f"lines.{index}.product", product=row.product_name) for index, row in free]
    )
