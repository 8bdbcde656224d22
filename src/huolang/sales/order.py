"""Sales order (销售订单): what a customer asked for; stock is held for it until delivered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huolang.documents import gave_way
from huolang.documents.convert import Conversion
from huolang.documents.document import State
from huolang.inventory.stock_hold import FROM_HOLD, hold_line
from huolang.kernel import clock
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.kernel.settings_registry import Setting, declare
from huolang.ledger.posting import Reserve
from huolang.masters import bundling, credit, promising
from huolang.masters.bundling import BundledLine
from huolang.masters.expecting import Progress
from huolang.masters.order import OrderLine, TradeOrder
from huolang.masters.partner import Partner
from huolang.masters.priority import priority, rank
from huolang.masters.remaining import open_header, open_lines
from huolang.masters.trade import HEAD, OTHER, TOTALS
from huolang.sales import floor, giving

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

CREDIT = declare(
    Setting(
        key="sales_order.credit",
        kind="choice",
        default="warn",
        label=_("销售订单超信用额度时"),
        help=_("销售出库总是拒绝超出信用额度或逾期的客户，除非有“超信用额度”的权限"),
        options=(("warn", _("提醒")), ("refuse", _("拒绝"))),
    )
)


class HoldEnded(Invalid):
    code = "sales_order.hold_ended"
    message = _("占用期限 {day} 已经过了")


class HoldExpired(BusinessError):
    """Not a refusal: what the page of the order says."""

    code = "sales_order.hold_expired"
    message = _("占用期限 {day} 已过，没有发的货不再为这张订单保留")


class SalesOrder(TradeOrder):
    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("客户"))
    priority = priority()
    hold_until = models.DateField(
        _("占用期限"),
        null=True,
        blank=True,
        help_text=_("这天过完还没发的货不再保留；空着一直保留"),
    )

    prefix = "XSDD"
    takes_out = True
    tolerance = OVER_DELIVERY
    price_field = "sales_price"
    remembers = "sales_delivery"
    exceptions = ("undercut", giving.GIVE, credit.EXCEED)
    follows = (FROM_HOLD,)
    conversions = (
        Conversion(
            target="sales_delivery",
            label=_("下推销售出库单"),
            header=open_header,
            lines=partial(open_lines, link="order_line"),
            several=True,
        ),
    )

    class Meta(TradeOrder.Meta):
        verbose_name = _("销售订单")

    class Form:
        sections = [HEAD, (_("占用"), ["priority", "hold_until"]), TOTALS, OTHER]
        filters = [*TradeOrder.Form.filters, "priority"]
        filter_references = {"partner": [["is_customer", "=", True]]}

    def permitted(self, access: Access) -> None:
        floor.refuse(self, access)
        giving.refuse(self, access)

    def settle(self, *, at: datetime) -> None:
        """Goods are held for days to come. Beyond the customer's credit there may be no order, if
        the company wants it so."""
        super().settle(at=at)
        if self._hold_ended(at):
            raise HoldEnded(field="hold_until", day=self.hold_until)
        if self.decided(CREDIT) == "refuse" and not self.may(credit.EXCEED):
            Several.raise_any(credit.objections(self, at))

    def warnings(self, *, at: datetime) -> list[BusinessError]:
        """That its deliveries will be refused for the customer's credit, what it held and lost to a
        count or a loss, and which goods are not there by the day that it names."""
        expected = self.state in (State.DRAFT.value, State.CONFIRMED.value)
        untouched = self.progress == Progress.NONE.value
        objections = credit.objections(self, at) if expected and untouched else []
        held = self.state == State.CONFIRMED.value
        told = gave_way.from_order(self) if held else super().warnings(at=at)
        if held and self.progress != Progress.DONE.value and self._hold_ended(at):
            told = [*told, HoldExpired(field="hold_until", day=self.hold_until)]
        return [*objections, *told, *(promising.objections(self) if expected else [])]

    def _hold_ended(self, at: datetime) -> bool:
        today = clock.business_day(at, self.own_company.zone)
        return self.hold_until is not None and self.hold_until < today

    def reservations(self) -> Sequence[Reserve]:
        """Every line asks for what is open; it holds what is there now, the rest as it comes. What
        a hold (占用单) kept for it is its own first of all."""
        zone, until = self.own_company.zone, self.hold_until
        more: dict[str, Any] = {
            "priority": rank(self),
            "expires_at": None if until is None else clock.end(until, zone),
        }
        return [
            Reserve(
                line=row.id,
                product=row.product_id,
                warehouse=row.warehouse_id or self.warehouse_id,
                quantity=row.base_quantity,
                consumed=row.done_base,
                needed_on=row.expected_on or self.date,
                takes=row.hold_line_id,
                **more,
            )
            for row in self.rows
            if row.stocked
        ]


class SalesOrderLine(BundledLine, OrderLine):
    document = CompanyForeignKey(SalesOrder, related_name="lines", editable=False)
    hold_line = hold_line()

    class Meta(OrderLine.Meta):
        verbose_name = _("销售订单明细")
        constraints = [*OrderLine.Meta.constraints, *BundledLine.Meta.constraints]
        indexes = [
            *OrderLine.Meta.indexes,
            *BundledLine.Meta.indexes,
            models.Index(
                fields=["company", "hold_line"],
                condition=Q(hold_line__isnull=False),
                name="salesorderline_hold",
            ),
        ]

    class Form:
        columns = bundling.columns(OrderLine.Form.columns)
        below = bundling.BELOW
