"""Purchase receipt (采购入库单): a supplier's goods enter a warehouse, and we owe for them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.follow import Follow
from huolang.documents.source_line import SourceLine
from huolang.kernel.keys import CompanyForeignKey
from huolang.ledger.posting import Due, Entry, Move, Posting
from huolang.masters.partner import Partner
from huolang.masters.trade import TradeDocument, TradeLine
from huolang.purchasing.order import PURCHASE_PRICES, PurchaseOrderLine


class PurchaseReceipt(TradeDocument):
    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("供应商"))

    prefix = "CGRK"
    incoming = True
    price_field = "purchase_price"
    follows = Follow(field="order_line", form="purchase_order")

    class Meta(TradeDocument.Meta):
        verbose_name = _("采购入库单")

    class Form:
        filter_references = {"partner": [["is_supplier", "=", True]]}
        hidden_groups = PURCHASE_PRICES

    def posting(self) -> Posting:
        """Goods in at each line's net amount, owed as received and not yet invoiced.

        Services cost at once what goods would be worth. The tax is owed, but no input tax before
        the invoice.
        """
        moves = tuple(row.move(index, self) for index, row in enumerate(self.rows) if row.stocked)
        services = sum(row.amount for row in self.rows if not row.stocked)
        entries = ()
        if services:
            entries = (
                Entry(account="service_expense", amount=services),
                Entry(account="received_not_invoiced", amount=-services, partner=self.partner_id),
            )
        dues = ()
        if self.total or self.amount:
            dues = (Due(kind="payable", partner=self.partner_id, net=self.amount, tax=self.tax),)
        return Posting(
            moves=moves, entries=entries, dues=dues, currency=self.currency, rate=self.rate
        )


class PurchaseReceiptLine(TradeLine):
    document = CompanyForeignKey(PurchaseReceipt, related_name="lines", editable=False)
    order_line = SourceLine(PurchaseOrderLine, verbose_name=_("订单行"))

    class Meta(TradeLine.Meta):
        verbose_name = _("采购入库明细")
        indexes = [
            *TradeLine.Meta.indexes,
            models.Index(fields=["company", "order_line"], name="purchasereceiptline_order"),
        ]

    class Form:
        hidden_groups = {"unit_price": "purchase_price", **PURCHASE_PRICES}

    def move(self, index: int, receipt: PurchaseReceipt) -> Move:
        """The goods of this line, at their net amount."""
        return Move(
            line=self.id,
            product=self.product_id,
            warehouse=self.warehouse_id or receipt.warehouse_id,
            quantity=self.base_quantity,
            value=self.amount,
            counter="received_not_invoiced",
            partner=receipt.partner_id,
            field=f"lines.{index}.quantity",
            name=self.product_name,
        )
