"""Sales order (销售订单): what a customer asked for; stock is held for it until delivered."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from django.utils.translation import gettext_lazy as _

from huolang.documents.convert import Conversion
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.permissions import Access
from huolang.kernel.settings_registry import Setting, declare
from huolang.ledger.posting import Reserve
from huolang.masters.order import OrderLine, TradeOrder
from huolang.masters.partner import Partner
from huolang.masters.remaining import open_header, open_lines
from huolang.sales import floor

OVER_DELIVERY = declare(
    Setting(
        key="sales_order.over_delivery",
        kind="decimal",
        default=Decimal(0),
        label=_("销售超发比例（%）"),
        help=_("出库数量最多可超过销售订单的百分之几；对此后保存的订单生效"),
        minimum=0,
        maximum=100,
    )
)


class SalesOrder(TradeOrder):
    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("客户"))

    prefix = "XSDD"
    tolerance = OVER_DELIVERY
    price_field = "sales_price"
    remembers = "sales_delivery"
    exceptions = ("undercut",)
    conversions = (
        Conversion(
            target="sales_delivery",
            label=_("下推销售出库单"),
            header=open_header,
            lines=partial(open_lines, link="order_line"),
        ),
    )

    class Meta(TradeOrder.Meta):
        verbose_name = _("销售订单")

    class Form:
        filter_references = {"partner": [["is_customer", "=", True]]}

    def permitted(self, access: Access) -> None:
        floor.refuse(self, access)

    def reservations(self) -> Sequence[Reserve]:
        """Every line asks for what is open; it holds what is there now, the rest as it comes."""
        return [
            Reserve(
                line=row.id,
                product=row.product_id,
                warehouse=row.warehouse_id or self.warehouse_id,
                quantity=row.base_quantity,
                consumed=row.done_base,
            )
            for row in self.rows
            if row.stocked
        ]


class SalesOrderLine(OrderLine):
    document = CompanyForeignKey(SalesOrder, related_name="lines", editable=False)

    class Meta(OrderLine.Meta):
        verbose_name = _("销售订单明细")
