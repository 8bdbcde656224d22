"""Purchase receipt (采购入库单): a supplier's goods enter a warehouse, and we owe for them."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from operator import attrgetter

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huolang.documents.convert import Conversion
from huolang.documents.document import CHECKED_BY, CORRECTED, MADE_BY, STOREKEEPER
from huolang.documents.follow import Follow
from huolang.documents.source_line import SourceLine
from huolang.finance.payment import conversion
from huolang.forms.form import Paper, Signature
from huolang.inventory.borrowing import BORROWING, BorrowingLine
from huolang.kernel.columns import Quantity
from huolang.kernel.keys import CompanyForeignKey
from huolang.ledger.posting import Move, Posting
from huolang.masters import batching, billing
from huolang.masters.batching import NewBatchLine
from huolang.masters.exchange import returned_lines
from huolang.masters.partner import Partner
from huolang.masters.remaining import open_header, open_lines, returned_header
from huolang.masters.serial_lines import SerialLine
from huolang.masters.terms import AS_AGREED, SETTLEMENT, DueDocument
from huolang.masters.trade import HANDLED_BY, HEAD, TOTALS, RememberedLine, TradeDocument
from huolang.purchasing import charging, waiting
from huolang.purchasing.borne import BorneDocument
from huolang.purchasing.entries import purchase_dues, received_entries
from huolang.purchasing.order import PURCHASE_PRICES, PurchaseOrderLine
from huolang.purchasing.quarantine import QuarantinedLine, QuarantiningDocument

ZERO = Decimal(0)


class PurchaseReceipt(QuarantiningDocument, BorneDocument, DueDocument, TradeDocument):
    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("供应商"))

    prefix = "CGRK"
    incoming = True
    price_field = "purchase_price"
    remembers = "purchase_receipt"
    follows = (
        Follow(field="order_line", form="purchase_order"),
        Follow(field="borrowing_line", form=BORROWING),
    )
    conversions = (
        Conversion(
            target="inspection",
            label=_("下推来料检验单"),
            header=waiting.header,
            lines=waiting.lines,
            open=attrgetter("waiting_base"),
        ),
        Conversion(
            target="purchase_return",
            label=_("下推采购退货单"),
            usual=False,
            header=open_header,
            lines=waiting.on_shelves(partial(open_lines, link="receipt_line")),
            open=attrgetter("shelved_base"),
            several=True,
        ),
        Conversion(
            target="purchase_exchange",
            label=_("下推采购换货单"),
            usual=False,
            header=returned_header,
            lines=waiting.on_shelves(partial(returned_lines, link="receipt_line")),
            open=attrgetter("shelved_base"),
            several=True,
        ),
        Conversion(
            target="purchase_invoice",
            label=_("下推采购发票"),
            header=billing.open_header,
            lines=partial(billing.open_lines, target="purchase_invoice"),
            open=billing.not_invoiced,
            still=billing.is_open,
            several=True,
        ),
        conversion("supplier_payment", _("下推付款单"), "payable"),
        Conversion(
            target="landed_cost",
            label=_("下推费用分摊单"),
            usual=False,
            header=charging.no_header,
            lines=charging.stocked_lines,
            open=charging.stocked,
            several=True,
        ),
        Conversion(
            target="purchase_allowance",
            label=_("下推采购折让单"),
            usual=False,
            header=charging.same_partner,
            lines=charging.all_lines,
            open=charging.bought,
            several=True,
        ),
    )

    class Meta(TradeDocument.Meta):
        verbose_name = _("采购入库单")
        indexes = [
            *TradeDocument.Meta.indexes,
            models.Index(
                fields=["company", "state"],
                condition=models.Q(inspection__in=["none", "partial"]),
                name="purchasereceipt_to_inspect",
            ),
        ]

    class Form:
        sections = [HEAD, SETTLEMENT, TOTALS, (_("其他"), ["inspection", "remark"])]
        filters = [*TradeDocument.Form.filters, "inspection"]
        filter_references = {"partner": [["is_supplier", "=", True]]}
        fills = {
            "partner": {**HANDLED_BY, **AS_AGREED},
            "salesperson": {"department": "department"},
        }
        hidden_groups = PURCHASE_PRICES
        actions = CORRECTED
        paper = Paper(
            signatures=(MADE_BY, CHECKED_BY, STOREKEEPER, Signature(label=_("送货人"))),
            leave_out=("department",),
        )

    def posting(self) -> Posting:
        """Goods in at what each line is worth, owed as received and not yet invoiced.

        Services cost at once what goods would be worth. The tax is owed, but no input tax before
        the invoice.
        """
        moves = tuple(row.move(index, self) for index, row in enumerate(self.rows) if row.stocked)
        return Posting(
            moves=moves,
            entries=received_entries(self, self.rows),
            dues=purchase_dues(self, sign=1, due_on=self.due_on),
            currency=self.currency,
            rate=self.rate,
        )


class PurchaseReceiptLine(QuarantinedLine, SerialLine, NewBatchLine, RememberedLine):
    """`returned_base` of `base_quantity` has gone back to the supplier, `invoiced_base` is on their
    invoices."""

    document = CompanyForeignKey(PurchaseReceipt, related_name="lines", editable=False)
    order_line = SourceLine(PurchaseOrderLine, verbose_name=_("订单行"))
    borrowing_line = SourceLine(BorrowingLine, verbose_name=_("借入行"))
    returned_base = Quantity(default=ZERO, editable=False)
    invoiced_base = Quantity(default=ZERO, editable=False)

    class Meta(RememberedLine.Meta):
        verbose_name = _("采购入库明细")
        constraints = [
            *RememberedLine.Meta.constraints,
            *QuarantinedLine.Meta.constraints,
            models.CheckConstraint(
                condition=Q(returned_base__gte=0, returned_base__lte=F("base_quantity")),
                name="purchasing_purchasereceiptline_returned_within",
            ),
            models.CheckConstraint(
                condition=Q(invoiced_base__gte=0, invoiced_base__lte=F("base_quantity")),
                name="purchasing_purchasereceiptline_invoiced_within",
            ),
        ]
        indexes = [
            *RememberedLine.Meta.indexes,
            *NewBatchLine.Meta.indexes,
            models.Index(fields=["company", "order_line"], name="purchasereceiptline_order"),
            models.Index(
                fields=["company", "borrowing_line"],
                condition=Q(borrowing_line__isnull=False),
                name="purchasereceiptline_borrowing",
            ),
        ]

    class Form:
        columns = batching.columns(RememberedLine.Form.columns, new=True)
        hidden_groups = {"unit_price": "purchase_price", **PURCHASE_PRICES}

    @property
    def open_base(self) -> Decimal:
        """What can still go back, in base units."""
        return self.base_quantity - self.returned_base

    @property
    def shelved_base(self) -> Decimal:
        """The same, without what waits for its inspection."""
        return self.open_base - self.waiting_base

    def move(self, index: int, receipt: PurchaseReceipt) -> Move:
        """The goods of this line, at what they are worth."""
        return Move(
            line=self.id,
            product=self.product_id,
            warehouse=self.warehouse_id or receipt.warehouse_id,
            location=self.place,
            quantity=self.base_quantity,
            value=receipt.borne(self),
            counter="received_not_invoiced",
            partner=receipt.partner_id,
            batch=self.batch_key,
            field=f"lines.{index}.quantity",
            name=self.called,
        )
