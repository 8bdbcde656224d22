"""Sales delivery (销售出库单): goods leave a warehouse, and the customer owes for them.

Goods that were lent, or given to the customer to sell for us, are sold from where they stand.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huolang.documents.convert import Conversion
from huolang.documents.follow import Follow
from huolang.documents.source_line import SourceLine
from huolang.finance.payment import conversion
from huolang.inventory import lent
from huolang.inventory.lent import FromLoanLine
from huolang.inventory.stock_hold import FROM_HOLD, hold_line
from huolang.kernel.columns import Quantity
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.permissions import Access
from huolang.ledger.posting import Consume, Due, Entry, Move, Posting
from huolang.masters import batching, billing, bundling, credit, leaving
from huolang.masters.batching import Moving, MovingLine
from huolang.masters.bundling import BundledLine
from huolang.masters.credit import CreditDocument
from huolang.masters.exchange import returned_lines
from huolang.masters.partner import Partner
from huolang.masters.remaining import open_header, open_lines, returned_header
from huolang.masters.serial_lines import SerialLine
from huolang.masters.terms import AS_AGREED, SETTLEMENT, DueDocument
from huolang.masters.trade import HANDLED_BY, HEAD, OTHER, TOTALS, RememberedLine, TradeDocument
from huolang.sales import floor, giving, shipping
from huolang.sales.order import SalesOrderLine
from huolang.sales.shipping import Shipped

ZERO = Decimal(0)


class SalesDelivery(Shipped, CreditDocument, DueDocument, TradeDocument):
    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("客户"))

    prefix = "XSCK"
    takes_out = True
    price_field = "sales_price"
    remembers = "sales_delivery"
    exceptions = ("undercut", giving.GIVE, credit.EXCEED, *leaving.EXCEPTIONS)
    follows = (
        Follow(field="order_line", form="sales_order"),
        Follow(field="loan_line", form=lent.LOAN, allowed="base_quantity"),
        FROM_HOLD,
    )
    conversions = (
        Conversion(
            target="sales_return",
            label=_("下推销售退货单"),
            usual=False,
            header=open_header,
            lines=partial(open_lines, link="delivery_line"),
            several=True,
        ),
        Conversion(
            target="sales_exchange",
            label=_("下推销售换货单"),
            usual=False,
            header=returned_header,
            lines=partial(returned_lines, link="delivery_line"),
            several=True,
        ),
        Conversion(
            target="sales_invoice",
            label=_("下推销售发票"),
            header=billing.open_header,
            lines=partial(billing.open_lines, target="sales_invoice"),
            open=billing.not_invoiced,
            still=billing.is_open,
            several=True,
        ),
        conversion("customer_payment", _("下推收款单"), "receivable"),
    )

    class Meta(TradeDocument.Meta):
        verbose_name = _("销售出库单")

    class Form:
        sections = [HEAD, shipping.SECTION, SETTLEMENT, TOTALS, OTHER]
        paper = shipping.PAPER
        filter_references = {"partner": [["is_customer", "=", True]]}
        fills = {
            "partner": {**HANDLED_BY, **AS_AGREED, **shipping.SHIP_TO},
            "salesperson": {"department": "department"},
        }

    def compute(self, *, at: datetime) -> None:
        lent.follow(self.rows, self.warehouse_id)
        super().compute(at=at)

    def rules(self) -> None:
        super().rules()
        lent.refuse_taken(self)

    @property
    def leaving(self) -> list[Moving]:
        return self.moving

    def permitted(self, access: Access) -> None:
        self.refuse_terms()
        floor.refuse(self, access)
        giving.refuse(self, access)
        super().permitted(access)

    def posting(self) -> Posting:
        """Goods out at their pool's cost; receivable gross, revenue net, tax due on invoice."""
        moves = tuple(row.move(index, self) for index, row in enumerate(self.rows) if row.stocked)
        consumes = tuple(
            Consume(line=line, quantity=row.base_quantity)
            for row in self.rows
            if row.stocked and (line := row.order_line_id or row.hold_line_id) is not None
        )
        return Posting(
            moves=moves,
            entries=sale_entries(self, sign=1),
            dues=sale_dues(self, sign=1, due_on=self.due_on),
            consumes=consumes,
            ceiling=self.ceiling,
            currency=self.currency,
            rate=self.rate,
        )


class SalesDeliveryLine(BundledLine, FromLoanLine, SerialLine, MovingLine, RememberedLine):
    """`returned_base` of `base_quantity` has come back from the customer, `invoiced_base` is on our
    invoices."""

    document = CompanyForeignKey(SalesDelivery, related_name="lines", editable=False)
    order_line = SourceLine(SalesOrderLine, verbose_name=_("订单行"))
    loan_line = lent.loan_line()
    hold_line = hold_line()
    returned_base = Quantity(default=ZERO, editable=False)
    invoiced_base = Quantity(default=ZERO, editable=False)

    class Meta(RememberedLine.Meta):
        verbose_name = _("销售出库明细")
        constraints = [
            *RememberedLine.Meta.constraints,
            *BundledLine.Meta.constraints,
            models.CheckConstraint(
                condition=Q(returned_base__gte=0, returned_base__lte=F("base_quantity")),
                name="sales_salesdeliveryline_returned_within",
            ),
            models.CheckConstraint(
                condition=Q(invoiced_base__gte=0, invoiced_base__lte=F("base_quantity")),
                name="sales_salesdeliveryline_invoiced_within",
            ),
        ]
        indexes = [
            *RememberedLine.Meta.indexes,
            *MovingLine.Meta.indexes,
            *BundledLine.Meta.indexes,
            models.Index(fields=["company", "order_line"], name="salesdeliveryline_order"),
            models.Index(
                fields=["company", "loan_line"],
                condition=Q(loan_line__isnull=False),
                name="salesdeliveryline_loan",
            ),
            models.Index(
                fields=["company", "hold_line"],
                condition=Q(hold_line__isnull=False),
                name="salesdeliveryline_hold",
            ),
        ]

    class Form:
        columns = bundling.columns(batching.columns(RememberedLine.Form.columns))
        below = bundling.BELOW

    @property
    def takes(self) -> bool:
        """What is out is not among what lies on the shelves."""
        return self.lent_at is None

    @property
    def puts(self) -> bool:
        return False

    @property
    def open_base(self) -> Decimal:
        """What can still come back, in base units."""
        return self.base_quantity - self.returned_base

    def move(self, index: int, delivery: SalesDelivery) -> Move:
        """The goods of this line; the books say what they cost."""
        return Move(
            line=self.id,
            product=self.product_id,
            warehouse=self.warehouse_id or delivery.warehouse_id,
            quantity=-self.base_quantity,
            counter="cost_of_sales",
            partner=delivery.partner_id,
            batch=self.batch_key,
            field=f"lines.{index}.quantity",
            name=self.called,
            **self.stands,
        )


def sale_entries(document: Any, *, sign: int) -> tuple[Entry, ...]:
    """Receivable, revenue and tax of a delivery (sign 1) or of what comes back (−1)."""
    entries = (
        Entry(account="receivable", amount=sign * document.total, partner=document.partner_id),
        Entry(account="revenue", amount=-sign * document.amount),
        Entry(account="output_tax_pending", amount=-sign * document.tax),
    )
    return tuple(entry for entry in entries if entry.amount)


def sale_dues(document: Any, *, sign: int, due_on: date | None) -> tuple[Due, ...]:
    """What the customer owes by the document, or has to their credit; nothing for gifts."""
    if not document.total:
        return ()
    net, tax = sign * document.amount, sign * document.tax
    owed = Due(kind="receivable", partner=document.partner_id, net=net, tax=tax, due_on=due_on)
    return (owed,)
