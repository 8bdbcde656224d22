"""Purchase invoice (采购发票): the supplier's paper for goods received, and in red for goods that
went back. What it differs from the receipt changes what those goods cost, and what was issued of
them since."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents import follow
from huolang.documents.follow import Follow
from huolang.documents.source_line import SourceLine
from huolang.finance.invoiced import conversion
from huolang.kernel.keys import CompanyForeignKey
from huolang.ledger.posting import (
    RECEIVED_NOT_INVOICED,
    Due,
    Entry,
    Invoiced,
    Posting,
    Revalue,
)
from huolang.masters.invoicing import ORIGINALS, InvoiceDocument, InvoiceKind, InvoiceLine
from huolang.masters.partner import Partner
from huolang.purchasing import supplier_paper
from huolang.purchasing.exchange import PurchaseExchangeLine
from huolang.purchasing.order import PURCHASE_PRICES
from huolang.purchasing.receipt import PurchaseReceiptLine
from huolang.purchasing.return_ import PurchaseReturnLine

ZERO = Decimal(0)


class PurchaseInvoice(InvoiceDocument):
    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("供应商"))

    prefix = "CGFP"
    revalues = True
    follows = tuple(
        Follow(
            field=field,
            form=form,
            counts="invoiced_base",
            allowed="base_quantity",
            progress=False,
        )
        for field, form in (
            ("receipt_line", "purchase_receipt"),
            ("return_line", "purchase_return"),
            ("exchange_line", "purchase_exchange"),
        )
    )
    conversions = (conversion("supplier_payment", _("下推付款单"), "payable"),)
    original = CompanyForeignKey(
        "self", null=True, blank=True, related_name="+", verbose_name=_("对应蓝字发票")
    )

    class Meta(InvoiceDocument.Meta):
        verbose_name = _("采购发票")
        indexes = [
            *InvoiceDocument.Meta.indexes,
            models.Index(
                fields=["company", "invoice_number"],
                condition=~models.Q(invoice_number=""),
                name="purchaseinvoice_paper",
            ),
        ]

    class Form:
        filter_references = {"partner": [["is_supplier", "=", True]], "original": ORIGINALS}
        hidden_groups = {**PURCHASE_PRICES, "difference": "purchase_price"}

    def rules(self) -> None:
        """A supplier's paper is entered once."""
        super().rules()
        supplier_paper.refuse_twice(self)

    def worth(self, row: Any) -> Decimal:
        """What a line cost by the paper: its tax as well where that is not deducted."""
        special = self.invoice_kind == InvoiceKind.SPECIAL.value
        return row.amount if special and self.own_company.deducts_tax else row.total

    def posting(self) -> Posting:
        """应付暂估 becomes 应付账款 and input tax; goods received are worth what the paper says.

        Goods that went back are gone: for them a difference is purchase price variance. What was
        received under the name of a duplicate of the supplier leaves 应付暂估 of that name.
        """
        rows = self.rows
        net = sum((self.worth(row) for row in rows), ZERO)
        services = sum((row.difference for row in rows if not row.stocked), ZERO)
        gone = sum((row.difference for row in rows if row.stocked and row.returns), ZERO)
        waited = net - services - gone
        elsewhere = self._under_other_names()
        waited -= sum((net for net, _gross in elsewhere.values()), ZERO)
        owed = self.total - sum((gross for _net, gross in elsewhere.values()), ZERO)
        entries = (
            *(
                Entry(account=RECEIVED_NOT_INVOICED, amount=net, partner=name)
                for name, (net, _gross) in elsewhere.items()
            ),
            *(
                Entry(account="payable", amount=-gross, partner=name)
                for name, (_net, gross) in elsewhere.items()
            ),
            Entry(account=RECEIVED_NOT_INVOICED, amount=waited, partner=self.partner_id),
            Entry(account="service_expense", amount=services),
            Entry(account="purchase_price_variance", amount=gone),
            Entry(account="input_tax", amount=self.total - net),
            Entry(account="payable", amount=-owed, partner=self.partner_id),
        )
        accrued = sum((self.accrued(row) for row in rows), ZERO)
        gross = sum((row.source_total for row in rows), ZERO)
        due = Due(
            kind="payable",
            partner=self.partner_id,
            net=net - accrued,
            tax=(self.total - net) - (gross - accrued),
            due_on=self.due_on,
            invoiced=True,
        )
        return Posting(
            entries=tuple(entry for entry in entries if entry.amount),
            dues=(due,) if due.total else (),
            invoiced=tuple(self._invoiced()),
            revalues=self._revalued(),
            currency=self.currency,
            rate=self.rate,
        )

    def _revalued(self) -> tuple[Revalue, ...]:
        """What goods that came are worth more; it stands with the supplier of the paper."""
        return tuple(
            Revalue(
                line=row.receipt_line_id or row.exchange_line_id,
                amount=row.difference,
                partner=self.partner_id,
                field=f"lines.{index}.amount",
                name=row.product_name,
            )
            for index, row in enumerate(self.rows)
            if row.stocked and row.difference and not row.returns
        )

    def _under_other_names(self) -> dict[UUID, tuple[Decimal, Decimal]]:
        """What its lines stood at, net and gross, under names of the supplier's duplicates."""
        found: dict[UUID, tuple[Decimal, Decimal]] = {}
        for row in self.rows:
            if row.owner is not None and row.owner != self.partner_id:
                net, gross = found.get(row.owner, (ZERO, ZERO))
                found[row.owner] = net + self.accrued(row), gross + row.source_total
        return found

    def _invoiced(self) -> list[Invoiced]:
        """What leaves 应付暂估, by receipt, return and exchange."""
        found: dict[tuple[str, UUID], tuple[Decimal, Decimal]] = {}
        for row in self.rows:
            by = follow.of(self, row)
            assert by is not None
            key = by.form, row.source_record
            net, gross = found.get(key, (ZERO, ZERO))
            found[key] = net + self.accrued(row), gross + row.source_total
        return [
            Invoiced(form=form, record=record, net=net, gross=gross)
            for (form, record), (net, gross) in found.items()
        ]


class PurchaseInvoiceLine(InvoiceLine):
    document = CompanyForeignKey(PurchaseInvoice, related_name="lines", editable=False)
    receipt_line = SourceLine(PurchaseReceiptLine, verbose_name=_("入库行"))
    return_line = SourceLine(PurchaseReturnLine, verbose_name=_("退货行"))
    exchange_line = SourceLine(PurchaseExchangeLine, verbose_name=_("换货行"))

    class Meta(InvoiceLine.Meta):
        verbose_name = _("采购发票明细")
        indexes = [
            *InvoiceLine.Meta.indexes,
            models.Index(fields=["company", "receipt_line"], name="purchaseinvoiceline_receipt"),
            models.Index(fields=["company", "return_line"], name="purchaseinvoiceline_return"),
            models.Index(fields=["company", "exchange_line"], name="purchaseinvoiceline_exchange"),
        ]

    class Form:
        hidden_groups = {
            **PURCHASE_PRICES,
            "net_price": "purchase_price",
            "source_amount": "purchase_price",
            "source_tax": "purchase_price",
            "difference": "purchase_price",
        }
