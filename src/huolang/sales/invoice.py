"""Sales invoice (销售发票): our paper for goods delivered, and in red for goods that came back.
The tax becomes due; a difference is more or less revenue, and more or less owed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.follow import Follow
from huolang.documents.source_line import SourceLine
from huolang.finance.invoiced import conversion
from huolang.kernel.columns import Money
from huolang.kernel.keys import CompanyForeignKey
from huolang.ledger.posting import Due, Entry, Posting
from huolang.masters.invoicing import ORIGINALS, InvoiceDocument, InvoiceLine
from huolang.masters.partner import Partner
from huolang.sales.delivery import SalesDeliveryLine
from huolang.sales.exchange import SalesExchangeLine
from huolang.sales.return_ import SalesReturnLine

ZERO = Decimal(0)


class SalesInvoice(InvoiceDocument):
    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("客户"))

    prefix = "XSFP"
    follows = tuple(
        Follow(
            field=field,
            form=form,
            counts="invoiced_base",
            allowed="base_quantity",
            progress=False,
        )
        for field, form in (
            ("delivery_line", "sales_delivery"),
            ("return_line", "sales_return"),
            ("exchange_line", "sales_exchange"),
        )
    )
    conversions = (conversion("customer_payment", _("下推收款单"), "receivable"),)
    original = CompanyForeignKey(
        "self", null=True, blank=True, related_name="+", verbose_name=_("对应蓝字发票")
    )

    class Meta(InvoiceDocument.Meta):
        verbose_name = _("销售发票")

    class Form:
        filter_references = {"partner": [["is_customer", "=", True]], "original": ORIGINALS}

    def worth(self, row: Any) -> Decimal:
        """What a line was sold for by the paper, net."""
        return row.amount

    def posting(self) -> Posting:
        """待转销项税额 becomes 销项税额; a difference is revenue."""
        waiting = sum((row.source_tax for row in self.rows), ZERO)
        net = sum((row.difference for row in self.rows), ZERO)
        tax = self.tax - waiting
        entries = (
            Entry(account="output_tax_pending", amount=waiting),
            Entry(account="output_tax", amount=-self.tax),
            Entry(account="receivable", amount=net + tax, partner=self.partner_id),
            Entry(account="revenue", amount=-net),
        )
        due = Due(kind="receivable", partner=self.partner_id, net=net, tax=tax, due_on=self.due_on)
        return Posting(
            entries=tuple(entry for entry in entries if entry.amount),
            dues=(due,) if due.total else (),
            currency=self.currency,
            rate=self.rate,
        )


class SalesInvoiceLine(InvoiceLine):
    document = CompanyForeignKey(SalesInvoice, related_name="lines", editable=False)
    delivery_line = SourceLine(SalesDeliveryLine, verbose_name=_("出库行"))
    return_line = SourceLine(SalesReturnLine, verbose_name=_("退货行"))
    exchange_line = SourceLine(SalesExchangeLine, verbose_name=_("换货行"))
    difference = Money(_("收入差额"), default=ZERO, editable=False)

    takes_bundles = True

    class Meta(InvoiceLine.Meta):
        verbose_name = _("销售发票明细")
        indexes = [
            *InvoiceLine.Meta.indexes,
            models.Index(fields=["company", "delivery_line"], name="salesinvoiceline_delivery"),
            models.Index(fields=["company", "return_line"], name="salesinvoiceline_return"),
            models.Index(fields=["company", "exchange_line"], name="salesinvoiceline_exchange"),
        ]
