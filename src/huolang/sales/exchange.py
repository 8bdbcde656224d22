"""Sales exchange (销售换货单): a customer brings goods back and gets others instead."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.follow import Follow
from huolang.documents.source_line import SourceLine
from huolang.finance.payment import conversion
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.permissions import Access
from huolang.ledger.posting import Due, Entry
from huolang.masters import bundling, credit, leaving
from huolang.masters.batching import Moving
from huolang.masters.bundling import BundledLine
from huolang.masters.credit import CreditDocument
from huolang.masters.exchange import (
    DIRECTIONS,
    REPLACEMENT,
    RETURNED,
    Exchange,
    ExchangeLine,
    conversions,
)
from huolang.masters.partner import Partner
from huolang.masters.terms import DueDocument
from huolang.sales import crediting, floor, giving
from huolang.sales.delivery import SalesDeliveryLine, sale_dues, sale_entries


class SalesExchange(CreditDocument, DueDocument, Exchange):
    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("客户"))

    prefix = "XSHH"
    takes_out = True
    price_field = "sales_price"
    remembers = "sales_delivery"
    exceptions = (
        *("undercut", giving.GIVE, crediting.CREDIT_MORE),
        *(credit.EXCEED, *leaving.EXCEPTIONS),
    )
    follows = (
        Follow(
            field="delivery_line",
            form="sales_delivery",
            counts="returned_base",
            allowed="base_quantity",
            progress=False,
        ),
    )
    conversions = (
        *conversions(
            returning=_("下推销售退货单"),
            back="sales_return",
            invoicing=_("下推销售发票"),
            invoice="sales_invoice",
        ),
        conversion("customer_payment", _("下推收款单"), "receivable"),
    )

    class Meta(Exchange.Meta):
        verbose_name = _("销售换货单")

    class Form:
        filter_references = {"partner": [["is_customer", "=", True]]}

    @property
    def given_total(self) -> Decimal:
        return self.replacement_total

    @property
    def leaving(self) -> list[Moving]:
        return [one for one in self.moving if not one[1].comes_back]

    def permitted(self, access: Access) -> None:
        """What goes out is sold, as by a delivery."""
        given = [one for one in enumerate(self.rows) if not one[1].comes_back]
        back = [one for one in enumerate(self.rows) if one[1].comes_back]
        self.refuse_terms()
        crediting.refuse(self, access, back)
        floor.refuse(self, access, given)
        giving.refuse(self, access, given)
        super().permitted(access)

    def entries(self) -> tuple[Entry, ...]:
        """A return and a delivery."""
        return sale_entries(self.returned, sign=-1) + sale_entries(self.replacement, sign=1)

    def dues(self) -> tuple[Due, ...]:
        return sale_dues(self, sign=1, due_on=self.due_on)


class SalesExchangeLine(BundledLine, ExchangeLine):
    document = CompanyForeignKey(SalesExchange, related_name="lines", editable=False)
    direction = models.CharField(_("退换"), max_length=12, choices=DIRECTIONS, default=REPLACEMENT)
    delivery_line = SourceLine(SalesDeliveryLine, verbose_name=_("出库行"))

    enters = RETURNED

    class Meta(ExchangeLine.Meta):
        verbose_name = _("销售换货明细")
        constraints = [*ExchangeLine.Meta.constraints, *BundledLine.Meta.constraints]
        indexes = [
            *ExchangeLine.Meta.indexes,
            *BundledLine.Meta.indexes,
            models.Index(fields=["company", "delivery_line"], name="salesexchangeline_delivery"),
        ]

    class Form:
        columns = bundling.columns(ExchangeLine.Form.columns)
        below = bundling.BELOW

    def cost(self, document: Any) -> dict[str, Any]:
        """In at the cost of the delivery that is returned, else at today's; out at the pool's."""
        return {"counter": "cost_of_sales", "follows": self.delivery_line_id}
