"""Sales exchange (销售换货单): a customer brings goods back and gets others instead."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.follow import Follow
from huolang.documents.source_line import SourceLine
from huolang.kernel.keys import CompanyForeignKey
from huolang.ledger.posting import Move, Posting
from huolang.masters.credit import CreditDocument
from huolang.masters.exchange import REPLACEMENT, RETURNED, Exchange, ExchangeLine
from huolang.masters.partner import Partner
from huolang.masters.terms import DueDocument
from huolang.sales.delivery import SalesDeliveryLine, sale_dues, sale_entries

DIRECTIONS = [(RETURNED, _("退回")), (REPLACEMENT, _("换出"))]


class SalesExchange(CreditDocument, DueDocument, Exchange):
    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("客户"))

    prefix = "XSHH"
    price_field = "sales_price"
    remembers = "sales_delivery"
    follows = Follow(
        field="delivery_line",
        form="sales_delivery",
        counts="returned_base",
        allowed="base_quantity",
        progress=False,
    )

    class Meta(Exchange.Meta):
        verbose_name = _("销售换货单")

    class Form:
        filter_references = {"partner": [["is_customer", "=", True]]}

    def posting(self) -> Posting:
        """A return and a delivery in one: both sides in stock and revenue, and one amount owed."""
        moves = tuple(row.move(index, self) for index, row in self.in_order() if row.stocked)
        return Posting(
            moves=moves,
            entries=sale_entries(self.returned, sign=-1) + sale_entries(self.replacement, sign=1),
            dues=sale_dues(self, sign=1, due_on=self.due_on),
            ceiling=self.ceiling,
            currency=self.currency,
            rate=self.rate,
        )


class SalesExchangeLine(ExchangeLine):
    document = CompanyForeignKey(SalesExchange, related_name="lines", editable=False)
    direction = models.CharField(_("退换"), max_length=12, choices=DIRECTIONS, default=REPLACEMENT)
    delivery_line = SourceLine(SalesDeliveryLine, verbose_name=_("出库行"))

    class Meta(ExchangeLine.Meta):
        verbose_name = _("销售换货明细")
        indexes = [
            *ExchangeLine.Meta.indexes,
            models.Index(fields=["company", "delivery_line"], name="salesexchangeline_delivery"),
        ]

    def move(self, index: int, document: SalesExchange) -> Move:
        """In at the cost of the delivery that is returned, else at today's; out at the pool's."""
        return Move(
            line=self.id,
            product=self.product_id,
            warehouse=self.warehouse_id or document.warehouse_id,
            quantity=self.base_quantity if self.comes_back else -self.base_quantity,
            counter="cost_of_sales",
            partner=document.partner_id,
            follows=self.delivery_line_id,
            field=f"lines.{index}.quantity",
            name=self.product_name,
        )
