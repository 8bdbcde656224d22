"""Purchase order (采购订单): what we asked a supplier for, and how much of it has come."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.convert import Conversion
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.settings_registry import Setting, declare
from huolang.masters.order import OrderLine, TradeOrder
from huolang.masters.partner import Partner
from huolang.masters.remaining import open_header, open_lines

PURCHASE_PRICES = dict.fromkeys(
    ("amount", "tax", "total", "discount", "tax_rate", "tax_included"), "purchase_price"
)
"""What tells, or changes, what goods are bought for; a role may hide them."""


OVER_RECEIPT = declare(
    Setting(
        key="purchase_order.over_receipt",
        kind="decimal",
        default=Decimal(0),
        label=_("采购超收比例（%）"),
        help=_("入库数量最多可超过采购订单的百分之几；对此后保存的订单生效"),
        minimum=0,
        maximum=100,
    )
)


class PurchaseOrder(TradeOrder):
    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("供应商"))

    prefix = "CGDD"
    incoming = True
    tolerance = OVER_RECEIPT
    price_field = "purchase_price"
    remembers = "purchase_receipt"
    conversions = (
        Conversion(
            target="purchase_receipt",
            label=_("下推采购入库单"),
            header=open_header,
            lines=partial(open_lines, link="order_line"),
            several=True,
        ),
    )

    class Meta(TradeOrder.Meta):
        verbose_name = _("采购订单")

    class Form:
        filter_references = {"partner": [["is_supplier", "=", True]]}
        hidden_groups = PURCHASE_PRICES


class PurchaseOrderLine(OrderLine):
    document = CompanyForeignKey(PurchaseOrder, related_name="lines", editable=False)

    class Meta(OrderLine.Meta):
        verbose_name = _("采购订单明细")
        indexes: ClassVar[list[models.Index]] = [
            *OrderLine.Meta.indexes,
            models.Index(
                fields=["company", "product"],
                condition=models.Q(base_quantity__gt=models.F("done_base")),
                name="purchaseorderline_open",
            ),
        ]

    class Form:
        hidden_groups = {"unit_price": "purchase_price", **PURCHASE_PRICES}
