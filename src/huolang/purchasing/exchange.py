"""Purchase exchange (采购换货单): goods go back to their supplier, who sends others instead."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.follow import Follow
from huolang.documents.source_line import SourceLine
from huolang.finance.payment import conversion
from huolang.kernel.keys import CompanyForeignKey
from huolang.ledger.posting import Due, Entry
from huolang.masters import batching
from huolang.masters.batching import NewBatchLine
from huolang.masters.exchange import (
    DIRECTIONS,
    REPLACEMENT,
    Exchange,
    ExchangeLine,
    conversions,
)
from huolang.masters.partner import Partner
from huolang.masters.terms import DueDocument
from huolang.masters.trade import TradeLine
from huolang.purchasing.borne import BorneDocument
from huolang.purchasing.entries import purchase_dues, received_entries, returned_entries
from huolang.purchasing.order import PURCHASE_PRICES
from huolang.purchasing.receipt import PurchaseReceiptLine

HIDDEN = {
    **PURCHASE_PRICES,
    **dict.fromkeys(("returned_discount", "returned_total", "replacement_total"), "purchase_price"),
}


class PurchaseExchange(BorneDocument, DueDocument, Exchange):
    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("供应商"))

    prefix = "CGHH"
    takes_out = True
    price_field = "purchase_price"
    remembers = "purchase_receipt"
    follows = (
        Follow(
            field="receipt_line",
            form="purchase_receipt",
            counts="returned_base",
            allowed="base_quantity",
            progress=False,
            after=True,
        ),
    )
    conversions = (
        *conversions(
            returning=_("下推采购退货单"),
            back="purchase_return",
            invoicing=_("下推采购发票"),
            invoice="purchase_invoice",
        ),
        conversion("supplier_payment", _("下推付款单"), "payable"),
    )

    class Meta(Exchange.Meta):
        verbose_name = _("采购换货单")

    class Form:
        filter_references = {"partner": [["is_supplier", "=", True]]}
        hidden_groups = HIDDEN

    def entries(self) -> tuple[Entry, ...]:
        """A return, credited as was agreed, and a receipt at its net amount."""
        out, into = self.returned.rows, self.replacement.rows
        return returned_entries(self, out) + received_entries(self, into)

    def dues(self) -> tuple[Due, ...]:
        return purchase_dues(self, sign=1, due_on=self.due_on)


class PurchaseExchangeLine(NewBatchLine, ExchangeLine):
    document = CompanyForeignKey(PurchaseExchange, related_name="lines", editable=False)
    direction = models.CharField(_("退换"), max_length=12, choices=DIRECTIONS, default=REPLACEMENT)
    receipt_line = SourceLine(PurchaseReceiptLine, verbose_name=_("入库行"))

    enters = REPLACEMENT

    class Meta(ExchangeLine.Meta):
        verbose_name = _("采购换货明细")
        indexes = [
            *ExchangeLine.Meta.indexes,
            models.Index(fields=["company", "receipt_line"], name="purchaseexchangeline_receipt"),
        ]

    class Form:
        columns = ["direction", *batching.columns(TradeLine.Form.columns, new=True)]
        hidden_groups = {"unit_price": "purchase_price", **PURCHASE_PRICES}

    @property
    def takes(self) -> bool:
        return self.comes_back

    @property
    def brings(self) -> bool:
        return not self.comes_back

    def cost(self, document: Any) -> dict[str, Any]:
        """Out at the pool's cost, in at what they are worth."""
        if self.comes_back:
            return {"counter": "purchase_price_variance"}
        return {"value": document.borne(self), "counter": "received_not_invoiced"}
