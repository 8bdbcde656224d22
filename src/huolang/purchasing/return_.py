"""Purchase return (采购退货单): goods go back to their supplier, and we owe less."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.convert import Conversion
from huolang.documents.follow import Follow, SourceOfAnother
from huolang.documents.source_line import SourceLine
from huolang.finance.payment import conversion
from huolang.kernel.keys import NIL, CompanyForeignKey
from huolang.kernel.refusals import Several
from huolang.ledger.posting import REJECTS, Move, Posting
from huolang.masters import batching, billing, returning
from huolang.masters.batching import MovingLine
from huolang.masters.exchange import given_back
from huolang.masters.partner import Partner
from huolang.masters.returning import ReturnLine
from huolang.masters.serial_lines import SerialLine
from huolang.masters.trade import TradeDocument
from huolang.purchasing.borne import BorneDocument
from huolang.purchasing.entries import purchase_dues, returned_entries
from huolang.purchasing.exchange import PurchaseExchangeLine
from huolang.purchasing.inspection import (
    REJECTED,
    Inspected,
    InspectionLine,
    inspected,
)
from huolang.purchasing.order import PURCHASE_PRICES
from huolang.purchasing.quarantine import refuse_locations
from huolang.purchasing.receipt import PurchaseReceiptLine


class PurchaseReturn(BorneDocument, TradeDocument):
    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("供应商"))

    prefix = "CGTH"
    takes_out = True
    price_field = "purchase_price"
    remembers = "purchase_receipt"
    follows = (
        Follow(
            field="inspection_line",
            form="inspection",
            counts="disposed_base",
            allowed="rejected_base",
            line=("product_id", "warehouse_id"),
            goal="rejected_base",
            beside=True,
            after=True,
        ),
        Follow(
            field="receipt_line",
            form="purchase_receipt",
            counts="returned_base",
            allowed="base_quantity",
            progress=False,
            after=True,
        ),
        given_back("exchange_line", "purchase_exchange"),
    )
    conversions = (
        Conversion(
            target="purchase_invoice",
            label=_("下推红字发票"),
            header=billing.open_header,
            lines=partial(billing.open_lines, target="purchase_invoice"),
            open=billing.not_invoiced,
            still=billing.is_open,
            several=True,
        ),
        conversion("supplier_payment", _("下推付款单"), "payable"),
    )

    class Meta(TradeDocument.Meta):
        verbose_name = _("采购退货单")

    class Form:
        filter_references = {"partner": [["is_supplier", "=", True]]}
        hidden_groups = PURCHASE_PRICES

    def compute(self, *, at: datetime) -> None:
        """Rejects go back from where they were inspected, of the receipt that brought them."""
        rejects = [row for row in self.rows if row.inspection_line_id is not None]
        found = inspected(row.inspection_line_id for row in rejects)
        Several.raise_any(
            [
                SourceOfAnother(field=f"lines.{index}.receipt_line")
                for index, row in enumerate(self.rows)
                if not row.goes_on_from(found.get(row.inspection_line_id))
            ]
        )
        super().compute(at=at)
        refuse_locations(self.rows, [row.inspection_line_id is not None for row in self.rows])

    def rules(self) -> None:
        super().rules()
        returning.refuse_without_source(self, list(enumerate(self.rows)))

    def posting(self) -> Posting:
        """Goods out at today's cost. The supplier credits what was agreed; what that differs from
        the cost is purchase price variance. Services are credited as they were charged."""
        moves = tuple(row.move(index, self) for index, row in enumerate(self.rows) if row.stocked)
        return Posting(
            moves=moves,
            entries=returned_entries(self, self.rows),
            dues=purchase_dues(self, sign=-1, due_on=self.date),
            currency=self.currency,
            rate=self.rate,
        )


class PurchaseReturnLine(SerialLine, MovingLine, ReturnLine):
    document = CompanyForeignKey(PurchaseReturn, related_name="lines", editable=False)
    receipt_line = SourceLine(PurchaseReceiptLine, verbose_name=_("入库行"))
    exchange_line = SourceLine(PurchaseExchangeLine, verbose_name=_("换货行"))
    inspection_line = SourceLine(
        InspectionLine,
        verbose_name=_("检验行"),
        help_text=_("填了就从不合格品里退"),
    )

    class Meta(ReturnLine.Meta):
        verbose_name = _("采购退货明细")
        indexes = [
            *ReturnLine.Meta.indexes,
            *MovingLine.Meta.indexes,
            models.Index(fields=["company", "receipt_line"], name="purchasereturnline_receipt"),
            models.Index(fields=["company", "exchange_line"], name="purchasereturnline_exchange"),
            models.Index(
                fields=["company", "inspection_line"],
                condition=models.Q(inspection_line__isnull=False),
                name="purchasereturnline_inspection",
            ),
        ]

    class Form:
        columns = batching.columns(ReturnLine.Form.columns)
        hidden_groups = {"unit_price": "purchase_price", **PURCHASE_PRICES}

    @property
    def takes(self) -> bool:
        """Rejects are not among what lies on the shelves."""
        return self.inspection_line_id is None  # pyright: ignore[reportAttributeAccessIssue]

    @property
    def puts(self) -> bool:
        return False

    def goes_on_from(self, line: Inspected | None) -> bool:
        """Take over what an inspected line says; whether anything else is said already."""
        if line is None:
            return True
        self.warehouse_id = self.warehouse_id or line.warehouse
        self.receipt_line_id = self.receipt_line_id or line.receipt_line
        return self.receipt_line_id == line.receipt_line

    def move(self, index: int, document: PurchaseReturn) -> Move:
        """The goods of this line, at their pool's cost."""
        return Move(
            line=self.id,
            product=self.product_id,
            warehouse=self.warehouse_id or document.warehouse_id,
            location=NIL if self.takes else REJECTS,
            at="" if self.takes else str(REJECTED),
            quantity=-self.base_quantity,
            counter="purchase_price_variance",
            partner=document.partner_id,
            batch=self.batch_key,
            field=f"lines.{index}.quantity",
            name=self.called,
        )
