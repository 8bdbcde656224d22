"""发票: what purchase and sales invoices have in common: lines that say of earlier lines what the
paper says, and what that differs from what was received or delivered.

A part of a line carries the same part of its amounts; parts add up to the whole exactly. The
earlier documents are locked while their parts are reckoned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents import follow
from huolang.documents.convert import Payload
from huolang.documents.document import Document, Line
from huolang.documents.follow import NoSuchSource
from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.columns import Money, Percent
from huolang.kernel.company import current_id
from huolang.kernel.money import EXACT, round_half_up
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger.posting import MAX_AMOUNT
from huolang.masters import goods
from huolang.masters.goods import GoodsLine
from huolang.masters.trade import AmountTooLarge, TotalNegative

ZERO = Decimal(0)
HUNDRED = Decimal(100)
LOCK = """
SELECT o.id FROM {header} o
WHERE o.company_id = %s::bigint AND o.id IN (
    SELECT document_id FROM {lines} WHERE company_id = %s::bigint AND id = ANY(%s::uuid[]))
ORDER BY o.id FOR NO KEY UPDATE OF o
"""
READ = """
SELECT l.id, l.document_id, l.amount, l.tax, l.tax_rate, l.base_quantity, l.invoiced_base
FROM {lines} l WHERE l.company_id = %s::bigint AND l.id = ANY(%s::uuid[])
"""


class InvoiceDigits(Invalid):
    code = "invoice.digits"
    message = _("金额最多 {digits} 位小数")


class InvoiceKind(models.TextChoices):
    SPECIAL = "special", _("增值税专用发票")
    ORDINARY = "ordinary", _("普通发票")


@dataclass(slots=True)
class Source:
    """A line that is invoiced. `invoiced` counts up while its parts are reckoned."""

    record: UUID
    amount: Decimal
    tax: Decimal
    tax_rate: Decimal
    base: Decimal
    invoiced: Decimal

    def take(self, quantity: Decimal, digits: int) -> tuple[Decimal, Decimal]:
        """Net amount and tax of the next `quantity` (base units) of the line."""
        before, self.invoiced = self.invoiced, self.invoiced + quantity
        return self._part(self.amount, before, digits), self._part(self.tax, before, digits)

    def _part(self, whole: Decimal, before: Decimal, digits: int) -> Decimal:
        until = round_half_up(EXACT.divide(EXACT.multiply(whole, self.invoiced), self.base), digits)
        return until - round_half_up(EXACT.divide(EXACT.multiply(whole, before), self.base), digits)


class InvoiceDocument(Document):
    """`difference` is what the paper says more, gross, than what was received or delivered."""

    invoice_number = models.CharField(_("发票号码"), max_length=40, blank=True, default="")
    invoice_kind = models.CharField(
        _("发票类型"), max_length=10, choices=InvoiceKind, default=InvoiceKind.SPECIAL.value
    )
    amount = Money(_("不含税金额"), default=ZERO, editable=False)
    tax = Money(_("税额"), default=ZERO, editable=False)
    total = Money(_("价税合计"), default=ZERO, editable=False)
    difference = Money(_("与源单差额"), default=ZERO, editable=False)

    must_be_active = frozenset({"partner"})
    bills = True

    class Meta(Document.Meta):
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            *Document.Meta.indexes,
            models.Index(fields=["company", "partner", "-date", "-id"], name="%(class)s_partner"),
        ]

    class Form:
        sections = [
            (_("基本信息"), ["number", "date", "partner", "invoice_number", "invoice_kind"]),
            (_("合计"), ["amount", "tax", "total", "difference"]),
            (_("其他"), ["remark"]),
        ]
        list = [
            "number",
            "state",
            "date",
            "partner",
            "invoice_number",
            "amount",
            "tax",
            "total",
            "difference",
        ]
        sums = ["amount", "tax", "total", "difference"]
        filters = ["state", "date", "partner", "invoice_kind"]
        search = ("number", "invoice_number")

    @property
    def rows(self) -> list[Any]:
        """The lines, in their order."""
        return self.tables["lines"]

    def compute(self, *, at: datetime) -> None:
        """Base quantities, and the part of each earlier line that is invoiced."""
        known, digits = goods.read(self), self.own_company.digits
        self.currency = self.own_company.currency
        errors: list[BusinessError] = []
        for index, row in enumerate(self.rows):
            errors += row.fit(known[row.product_id], f"lines.{index}.")
            if row.source_key is None:
                errors.append(NoSuchSource(field=f"lines.{index}.{row.source_field}"))
        Several.raise_any(errors)
        assert self.follows is not None
        follow.check(self, self.follows, self.rows)
        sources = self._sources()
        for index, row in enumerate(self.rows):
            errors += row.take(sources[row.source_key], self, digits, f"lines.{index}.")
        Several.raise_any(errors)
        self.amount = sum((row.amount for row in self.rows), ZERO)
        self.tax = sum((row.tax for row in self.rows), ZERO)
        self.total = self.amount + self.tax
        self.difference = self.total - sum((row.source_total for row in self.rows), ZERO)

    def _sources(self) -> dict[UUID, Source]:
        """The lines that ours invoice; their documents stay locked, so that parts add up."""
        assert self.follows is not None
        form = registry.get(self.follows.form)
        names = {"header": form.table, "lines": form.tables_by_name["lines"].table}
        company, keys = current_id(), sql.array({row.source_key for row in self.rows})
        if not self.rows:
            return {}
        sql.run(LOCK.format(**names), [company, company, keys])
        found = sql.run(READ.format(**names), [company, keys]).fetchall()
        return {row[0]: Source(*row[1:]) for row in found}

    def used(self) -> Mapping[UUID, Decimal]:
        return {row.id: row.base_quantity for row in self.rows}

    def rules(self) -> None:
        """An invoice of less than nothing is a credit note."""
        if self.total < ZERO or self.amount < ZERO:
            raise TotalNegative(field="total")


class InvoiceLine(GoodsLine, Line):
    """`amount` and `tax` are those of the paper; left empty, those of the part of the earlier line,
    which `source_amount` and `source_tax` keep."""

    amount = Money(_("不含税金额"), blank=True)
    tax = Money(_("税额"), blank=True)
    total = Money(_("价税合计"), default=ZERO, editable=False)
    tax_rate = Percent(_("税率%"), default=ZERO, editable=False)
    source_amount = Money(_("源单不含税金额"), default=ZERO, editable=False)
    source_tax = Money(_("源单税额"), default=ZERO, editable=False)
    difference = Money(_("成本差额"), default=ZERO, editable=False)
    """What the goods are worth more (purchase), or were sold for more (sales), net."""
    source_record = models.UUIDField(null=True, editable=False)

    source_field: ClassVar[str]
    """The column that names the earlier line."""

    class Meta(GoodsLine.Meta, Line.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [*GoodsLine.Meta.constraints]
        indexes: ClassVar[list[models.Index]] = [*Line.Meta.indexes, *GoodsLine.Meta.indexes]

    class Form:
        columns = [
            "product",
            "specification",
            "unit",
            "quantity",
            "amount",
            "tax_rate",
            "tax",
            "total",
            "source_amount",
            "difference",
            "remark",
        ]

    @property
    def source_key(self) -> UUID | None:
        """The earlier line."""
        return getattr(self, f"{self.source_field}_id")

    @property
    def source_total(self) -> Decimal:
        return self.source_amount + self.source_tax

    def take(self, source: Source, document: Any, digits: int, place: str) -> list[BusinessError]:
        """The line's part of `source`, and what the paper says of it."""
        self.source_record, self.tax_rate = source.record, source.tax_rate
        self.source_amount, self.source_tax = source.take(self.base_quantity, digits)
        if self.tax is None:
            self.tax = self._tax(source, digits)
        if self.amount is None:
            self.amount = self.source_amount
        self.total = self.amount + self.tax
        self.difference = document.worth(self) - document.accrued(self)
        errors: list[BusinessError] = []
        for name, value in (("amount", self.amount), ("tax", self.tax)):
            if value != round(value, digits):
                errors.append(InvoiceDigits(field=f"{place}{name}", digits=digits))
            elif abs(value) >= MAX_AMOUNT:
                errors.append(AmountTooLarge(field=f"{place}{name}"))
        return errors

    def _tax(self, source: Source, digits: int) -> Decimal:
        """The tax on the amount that was typed, or that of the earlier line's part."""
        if self.amount is None or self.amount == self.source_amount:
            return self.source_tax
        return round_half_up(EXACT.multiply(self.amount, source.tax_rate / HUNDRED), digits)


def open_header(document: Any) -> Payload:
    """The header of an invoice for what is not invoiced yet of `document`."""
    return {"partner": document.partner_id}


def open_lines(document: Any, *, link: str) -> list[Payload]:
    """A line for every line of which something is not invoiced; `link` refers back."""
    known = goods.read(document)
    return [
        {
            "product": row.product_id,
            "unit": known[row.product_id].unit,
            "quantity": not_invoiced(row),
            "remark": row.remark,
            link: row.id,
        }
        for row in document.rows
        if not_invoiced(row) > ZERO
    ]


def not_invoiced(row: Any) -> Decimal:
    """What of a receipt's or delivery's line was neither invoiced nor returned, in base units."""
    return row.base_quantity - row.returned_base - row.invoiced_base
