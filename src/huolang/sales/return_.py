"""Sales return (销售退货单): a customer brings goods back and owes less."""

from __future__ import annotations

from functools import partial

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.convert import Conversion
from huolang.documents.follow import Follow
from huolang.documents.source_line import SourceLine
from huolang.finance.payment import conversion
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.permissions import Access
from huolang.ledger.posting import Move, Posting
from huolang.masters import batching, billing, bundling, returning
from huolang.masters.batching import MovingLine
from huolang.masters.bundling import BundledLine
from huolang.masters.exchange import given_back
from huolang.masters.partner import Partner
from huolang.masters.returning import ReturnLine
from huolang.masters.serial_lines import SerialLine
from huolang.masters.trade import TradeDocument
from huolang.sales import crediting
from huolang.sales.delivery import SalesDeliveryLine, sale_dues, sale_entries
from huolang.sales.exchange import SalesExchangeLine


class SalesReturn(TradeDocument):
    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("客户"))

    prefix = "XSTH"
    price_field = "sales_price"
    exceptions = (crediting.CREDIT_MORE,)
    remembers = "sales_delivery"
    follows = (
        Follow(
            field="delivery_line",
            form="sales_delivery",
            counts="returned_base",
            allowed="base_quantity",
            progress=False,
        ),
        given_back("exchange_line", "sales_exchange"),
    )
    conversions = (
        Conversion(
            target="sales_invoice",
            label=_("下推红字发票"),
            header=billing.open_header,
            lines=partial(billing.open_lines, target="sales_invoice"),
            open=billing.not_invoiced,
            still=billing.is_open,
            several=True,
        ),
        conversion("customer_payment", _("下推收款单"), "receivable"),
    )

    class Meta(TradeDocument.Meta):
        verbose_name = _("销售退货单")

    class Form:
        filter_references = {"partner": [["is_customer", "=", True]]}

    def permitted(self, access: Access) -> None:
        crediting.refuse(self, access, list(enumerate(self.rows)))

    def rules(self) -> None:
        super().rules()
        returning.refuse_without_source(self, list(enumerate(self.rows)))

    def posting(self) -> Posting:
        """The delivery's mirror: goods back in, revenue, tax and receivable less."""
        moves = tuple(row.move(index, self) for index, row in enumerate(self.rows) if row.stocked)
        return Posting(
            moves=moves,
            entries=sale_entries(self, sign=-1),
            dues=sale_dues(self, sign=-1, due_on=self.date),
            currency=self.currency,
            rate=self.rate,
        )


class SalesReturnLine(BundledLine, SerialLine, MovingLine, ReturnLine):
    document = CompanyForeignKey(SalesReturn, related_name="lines", editable=False)
    delivery_line = SourceLine(SalesDeliveryLine, verbose_name=_("出库行"))
    exchange_line = SourceLine(SalesExchangeLine, verbose_name=_("换货行"))

    class Meta(ReturnLine.Meta):
        verbose_name = _("销售退货明细")
        constraints = [*ReturnLine.Meta.constraints, *BundledLine.Meta.constraints]
        indexes = [
            *ReturnLine.Meta.indexes,
            *MovingLine.Meta.indexes,
            *BundledLine.Meta.indexes,
            models.Index(fields=["company", "delivery_line"], name="salesreturnline_delivery"),
            models.Index(fields=["company", "exchange_line"], name="salesreturnline_exchange"),
        ]

    class Form:
        columns = bundling.columns(batching.columns(ReturnLine.Form.columns))
        below = bundling.BELOW

    def move(self, index: int, document: SalesReturn) -> Move:
        """The goods of this line, at the cost at which they went out, else at today's."""
        return Move(
            line=self.id,
            product=self.product_id,
            warehouse=self.warehouse_id or document.warehouse_id,
            quantity=self.base_quantity,
            counter="cost_of_sales",
            partner=document.partner_id,
            batch=self.batch_key,
            follows=self.delivery_line_id or self.exchange_line_id,
            field=f"lines.{index}.quantity",
            name=self.called,
        )
