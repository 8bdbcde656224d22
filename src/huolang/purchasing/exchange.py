"""Purchase exchange (采购换货单): goods go back to their supplier, who sends others instead."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.follow import Follow
from huolang.documents.source_line import SourceLine
from huolang.kernel.keys import CompanyForeignKey
from huolang.ledger.posting import Move, Posting
from huolang.masters.exchange import REPLACEMENT, RETURNED, Exchange, ExchangeLine
from huolang.masters.partner import Partner
from huolang.masters.terms import DueDocument
from huolang.purchasing.order import PURCHASE_PRICES
from huolang.purchasing.receipt import PurchaseReceiptLine, purchase_dues, received_entries
from huolang.purchasing.return_ import returned_entries

DIRECTIONS = [(RETURNED, _("退回")), (REPLACEMENT, _("换入"))]
HIDDEN = {
    **PURCHASE_PRICES,
    **dict.fromkeys(("returned_discount", "returned_total", "replacement_total"), "purchase_price"),
}


class PurchaseExchange(DueDocument, Exchange):
    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("供应商"))

    prefix = "CGHH"
    price_field = "purchase_price"
    remembers = "purchase_receipt"
    follows = Follow(
        field="receipt_line",
        form="purchase_receipt",
        counts="returned_base",
        allowed="base_quantity",
        progress=False,
    )

    class Meta(Exchange.Meta):
        verbose_name = _("采购换货单")

    class Form:
        filter_references = {"partner": [["is_supplier", "=", True]]}
        hidden_groups = HIDDEN

    def posting(self) -> Posting:
        """A return and a receipt in one: what leaves at today's cost, credited as was agreed; what
        comes at its net amount; and one amount owed."""
        moves = tuple(row.move(index, self) for index, row in self.in_order() if row.stocked)
        out, into = self.returned.rows, self.replacement.rows
        return Posting(
            moves=moves,
            entries=returned_entries(self, out) + received_entries(self, into),
            dues=purchase_dues(self, sign=1, due_on=self.due_on),
            currency=self.currency,
            rate=self.rate,
        )


class PurchaseExchangeLine(ExchangeLine):
    document = CompanyForeignKey(PurchaseExchange, related_name="lines", editable=False)
    direction = models.CharField(_("退换"), max_length=12, choices=DIRECTIONS, default=REPLACEMENT)
    receipt_line = SourceLine(PurchaseReceiptLine, verbose_name=_("入库行"))

    class Meta(ExchangeLine.Meta):
        verbose_name = _("采购换货明细")
        indexes = [
            *ExchangeLine.Meta.indexes,
            models.Index(fields=["company", "receipt_line"], name="purchaseexchangeline_receipt"),
        ]

    class Form:
        hidden_groups = {"unit_price": "purchase_price", **PURCHASE_PRICES}

    def move(self, index: int, document: PurchaseExchange) -> Move:
        """Out at the pool's cost, in at what they are worth."""
        back = self.comes_back
        return Move(
            line=self.id,
            product=self.product_id,
            warehouse=self.warehouse_id or document.warehouse_id,
            quantity=-self.base_quantity if back else self.base_quantity,
            value=None if back else document.borne(self),
            counter="purchase_price_variance" if back else "received_not_invoiced",
            partner=document.partner_id,
            field=f"lines.{index}.quantity",
            name=self.product_name,
        )
