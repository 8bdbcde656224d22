"""Purchase return (采购退货单): goods go back to their supplier, and we owe less."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.follow import Follow
from huolang.documents.source_line import SourceLine
from huolang.finance.payment import conversion
from huolang.kernel.keys import CompanyForeignKey
from huolang.ledger.posting import Due, Entry, Move, Posting
from huolang.masters.partner import Partner
from huolang.masters.trade import TradeDocument, TradeLine
from huolang.purchasing.order import PURCHASE_PRICES
from huolang.purchasing.receipt import PurchaseReceiptLine

ZERO = Decimal(0)


class PurchaseReturn(TradeDocument):
    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("供应商"))

    prefix = "CGTH"
    price_field = "purchase_price"
    remembers = "purchase_receipt"
    follows = Follow(
        field="receipt_line",
        form="purchase_receipt",
        counts="returned_base",
        allowed="base_quantity",
        progress=False,
    )

    conversions = (conversion("supplier_payment", _("下推付款单"), "payable"),)

    class Meta(TradeDocument.Meta):
        verbose_name = _("采购退货单")

    class Form:
        filter_references = {"partner": [["is_supplier", "=", True]]}
        hidden_groups = PURCHASE_PRICES

    def posting(self) -> Posting:
        """Goods out at today's cost. The supplier credits what was agreed; what that differs from
        the cost is purchase price variance. Services are credited as they were charged."""
        moves = tuple(row.move(index, self) for index, row in enumerate(self.rows) if row.stocked)
        credited = self.borne(self)
        stocked = sum((self.borne(row) for row in self.rows if row.stocked), ZERO)
        services = credited - stocked
        entries = (
            Entry(account="received_not_invoiced", amount=credited, partner=self.partner_id),
            Entry(account="purchase_price_variance", amount=-stocked),
            Entry(account="service_expense", amount=-services),
        )
        dues = ()
        if self.total or self.amount:
            tax = self.total - credited
            dues = (
                Due(
                    kind="payable",
                    partner=self.partner_id,
                    net=-credited,
                    tax=-tax,
                    due_on=self.date,
                ),
            )
        return Posting(
            moves=moves,
            entries=tuple(entry for entry in entries if entry.amount),
            dues=dues,
            currency=self.currency,
            rate=self.rate,
        )


class PurchaseReturnLine(TradeLine):
    document = CompanyForeignKey(PurchaseReturn, related_name="lines", editable=False)
    receipt_line = SourceLine(PurchaseReceiptLine, verbose_name=_("入库行"))

    class Meta(TradeLine.Meta):
        verbose_name = _("采购退货明细")
        indexes = [
            *TradeLine.Meta.indexes,
            models.Index(fields=["company", "receipt_line"], name="purchasereturnline_receipt"),
        ]

    class Form:
        hidden_groups = {"unit_price": "purchase_price", **PURCHASE_PRICES}

    def move(self, index: int, document: PurchaseReturn) -> Move:
        """The goods of this line, at their pool's cost."""
        return Move(
            line=self.id,
            product=self.product_id,
            warehouse=self.warehouse_id or document.warehouse_id,
            quantity=-self.base_quantity,
            counter="purchase_price_variance",
            partner=document.partner_id,
            field=f"lines.{index}.quantity",
            name=self.product_name,
        )
