"""发票: what purchase and sales invoices have in common: lines that say of earlier lines what the
paper says, and what that differs from what was received, delivered or returned.

A part of a line carries the same part of its amounts; parts add up to the whole exactly. The
earlier documents are locked while their parts are reckoned. Goods that were returned have negative
amounts; an invoice of less than nothing is a red one (红字发票).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Abs, Round
from django.utils.translation import gettext_lazy as _

from huolang.documents import follow
from huolang.documents.document import CHECKED_BY, MADE_BY, Document, Line, State
from huolang.forms import registry
from huolang.forms.form import Form, Paper
from huolang.kernel import sql
from huolang.kernel.columns import Money, Percent, Price
from huolang.kernel.company import current_id
from huolang.kernel.listing import listed
from huolang.kernel.money import EXACT, round_half_up
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger.posting import MAX_AMOUNT
from huolang.masters import billing, factors, goods, leaning, merged, plausible_tax, terms
from huolang.masters.amounts import Amounts
from huolang.masters.billing import Source
from huolang.masters.goods import GoodsLine
from huolang.masters.trade import AmountTooLarge

ZERO = Decimal(0)
MOST_EACH = Decimal(10) ** Price.integer_digits
ORIGINALS: list[list[Any]] = [["state", "=", "confirmed"], ["colour", "=", "black"]]
"""What a red invoice can correct."""
ORIGINAL = """
SELECT o.partner_id, o.state, o.colour, o.number FROM {header} o
WHERE o.company_id = %s::bigint AND o.id = %s::uuid
"""
INVOICED_BY = """
SELECT DISTINCT i.to_record FROM documents_link r
JOIN documents_link i ON i.company_id = r.company_id AND i.from_line = r.from_line
JOIN {header} o ON o.company_id = i.company_id AND o.id = i.to_record
    AND o.state = 'confirmed' AND o.colour = 'black' AND o.partner_id = ANY(%s::uuid[])
WHERE r.company_id = %s::bigint AND r.to_record = ANY(%s::uuid[]) AND r.to_line = ANY(%s::uuid[])
  AND i.to_form = %s LIMIT 2
"""
"""Black invoices of the goods that lines of these documents returned."""


class InvoiceDigits(Invalid):
    code = "invoice.digits"
    message = _("金额最多 {digits} 位小数")


class OppositeSign(Invalid):
    code = "invoice.opposite_sign"
    message = _("退回的行金额为负，其他行为正；源单是 {amount}")


class NoSource(Invalid):
    code = "invoice.no_source"
    message = _(
        "发票的每一行都来自{forms}：请用“选源单”选取，或在它们的列表里勾选后下推；"
        "文件里请填源单的行（单号#行号）"
    )


class NoOriginal(Invalid):
    code = "invoice.no_original"
    message = _("只有红字发票才对应蓝字发票")


class OriginalUnfit(Invalid):
    code = "invoice.original_unfit"
    message = _("{number} 不是同一往来单位已审核的蓝字发票")


class InvoiceKind(models.TextChoices):
    SPECIAL = "special", _("增值税专用发票")
    ORDINARY = "ordinary", _("普通发票")


class Colour(models.TextChoices):
    BLACK = "black", _("蓝字")
    RED = "red", _("红字")


class InvoiceDocument(Document):
    """`difference` is what the paper says more, gross, than what was received or delivered. A red
    one may name the `original` that it corrects."""

    invoice_number = models.CharField(_("发票号码"), max_length=40, blank=True, default="")
    invoice_kind = models.CharField(
        _("发票类型"), max_length=10, choices=InvoiceKind, default=InvoiceKind.SPECIAL.value
    )
    colour = models.CharField(
        _("红蓝字"), max_length=5, choices=Colour, default=Colour.BLACK.value, editable=False
    )
    amount = Money(_("不含税金额"), default=ZERO, editable=False)
    tax = Money(_("税额"), default=ZERO, editable=False)
    total = Money(_("价税合计"), default=ZERO, editable=False)
    difference = Money(_("与源单差额"), default=ZERO, editable=False)

    original: Any
    """The invoice that a red one corrects, of the same kind; None: not known here."""
    original_id: UUID | None
    must_be_active = frozenset({"partner"})
    bills = True
    needs_source = True
    says_more = "l.amount - l.source_amount", "l.tax - l.source_tax"
    """What it says more of a line, net and tax, as SQL about its own line `l` (`charged`)."""
    originals = ("original",)
    due_on: date | None = None
    """When what it says more falls due, once it is confirmed."""

    class Meta(Document.Meta):
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            *Document.Meta.indexes,
            models.Index(fields=["company", "partner", "-date", "-id"], name="%(class)s_partner"),
            models.Index(
                fields=["company", "original"],
                name="%(class)s_original",
                condition=Q(original__isnull=False),
            ),
        ]

    class Form:
        sections = [
            (
                _("基本信息"),
                ["number", "date", "partner", "invoice_number", "invoice_kind", "original"],
            ),
            (_("合计"), ["colour", "amount", "tax", "total", "difference"]),
            (_("其他"), ["remark"]),
        ]
        paper = Paper(
            signatures=(MADE_BY, CHECKED_BY),
            leave_out=("source_amount", "difference"),  # ours to know
            signed_by="amount",
            own_tax_number=True,
        )
        list = [
            "number",
            "state",
            "date",
            "partner",
            "colour",
            "invoice_number",
            "difference",
            "total",
            "amount",
            "tax",
        ]
        sums = ["difference", "amount", "tax", "total"]
        filters = ["state", "date", "partner", "colour", "invoice_kind"]
        search = ("number", "invoice_number")

    @property
    def rows(self) -> list[Any]:
        """The lines, in their order."""
        return self.tables["lines"]

    def compute(self, *, at: datetime) -> None:
        """Base quantities, and the part of each earlier line that is invoiced."""
        Several.raise_any(self._measured())
        self.currency = self.own_company.currency
        follow.check(self, self.rows)
        Several.raise_any(self._taken(billing.sources(self)))
        self.amount = sum((row.amount for row in self.rows), ZERO)
        self.tax = sum((row.tax for row in self.rows), ZERO)
        self.total = self.amount + self.tax
        self.difference = self.total - sum((row.source_total for row in self.rows), ZERO)
        self.colour = (Colour.RED if self.total < ZERO else Colour.BLACK).value
        self._name_original()

    def offered(self) -> None:
        """The part of each earlier line that could be invoiced; nothing is locked."""
        self._measured()
        found: dict[UUID, Source] = {}
        for one in self.follows:
            keys = {key for row in self.rows if (key := getattr(row, one.column)) is not None}
            found |= billing.read(one.form, keys) if keys else {}
        self._taken(found)

    def _measured(self) -> list[BusinessError]:
        known = goods.read(self)
        kept = factors.taken_over(self, known)
        errors: list[BusinessError] = []
        for index, row in enumerate(self.rows):
            row.taken_of = row.base_quantity
            errors += row.fit(known[row.product_id], f"lines.{index}.", kept=row.id in kept)
            if row.source_key(self) is None:
                forms = listed(str(registry.get(one.form).label) for one in self.follows)
                errors.append(NoSource(field=f"lines.{index}.product", forms=forms))
        return errors

    def _taken(self, found: Mapping[UUID, Source]) -> list[BusinessError]:
        digits = self.own_company.digits
        errors: list[BusinessError] = []
        for index, row in enumerate(self.rows):
            errors += row.take(found[row.source_key(self)], self, digits, f"lines.{index}.")
        return errors

    def _name_original(self) -> None:
        """A red invoice names the one that its goods were on, where there is just one."""
        form, is_red = registry.of(type(self)), self.colour == Colour.RED.value
        asked = "original" not in self.__dict__.get("answered", ())
        if self.original_id is None:
            if is_red and asked and self._state.adding:
                self.original_id = self._found_original(form)
            return
        if not is_red and asked:
            self.original_id = None
            return
        if not is_red:
            raise NoOriginal(field="original")
        parameters = [current_id(), self.original_id]
        row = sql.run(ORIGINAL.format(header=form.table), parameters).fetchone()
        fits = (State.CONFIRMED.value, Colour.BLACK.value)
        if row is not None and (row[1:3] != fits or not self._is_ours(row[0])):
            raise OriginalUnfit(field="original", number=row[3] or "—")

    def _is_ours(self, partner: UUID) -> bool:
        """Whether it is the partner of this invoice, or they are one by now."""
        return partner in {self.partner_id, *merged.whole(self.partner_id)}  # pyright: ignore

    def _found_original(self, form: Form) -> UUID | None:
        returned = [row for row in self.rows if row.returns]
        parameters = [
            sql.array(merged.whole(self.partner_id)),  # pyright: ignore
            current_id(),
            sql.array({row.source_record for row in returned}),
            sql.array({row.source_key(self) for row in returned}),
            form.name,
        ]
        found = sql.run(INVOICED_BY.format(header=form.table), parameters).fetchall()
        return found[0][0] if len(found) == 1 else None

    def warnings(self, *, at: datetime) -> list[BusinessError]:
        """That a unit of its lines holds something else by now."""
        lines = [(f"lines.{index}.", row) for index, row in enumerate(self.rows)]
        return [*super().warnings(at=at), *factors.changed(self, lines)]

    def settle(self, *, at: datetime) -> None:
        super().settle(at=at)
        self.due_on = self.date
        if self.difference > ZERO and self.date is not None:
            more: dict[str, set[UUID]] = {}
            for row in self.rows:
                by = follow.of(self, row)
                if by is not None and row.total > row.source_total:
                    more.setdefault(by.form, set()).add(row.source_record)
            self.due_on = terms.latest_due(self.date, more, self.partner_id)  # pyright: ignore

    def refuse_taking_back(self) -> None:
        leaning.refuse(self)

    def accrued(self, row: Any) -> Decimal:
        """What a line stood at in the books before the paper came."""
        return self.worth(row) - row.difference

    def worth(self, row: Any) -> Decimal:
        """What a line stands at in the books by the paper."""
        raise NotImplementedError

    def used(self) -> Mapping[UUID, Decimal]:
        return {row.id: row.base_quantity for row in self.rows}


class InvoiceLine(GoodsLine, Line):
    """`amount` and `tax` are those of the paper; left empty, those of the part of the earlier line,
    which `source_amount` and `source_tax` keep."""

    amount = Money(_("不含税金额"), blank=True)
    net_price = models.GeneratedField(
        verbose_name=_("不含税单价"),
        expression=Round(
            models.ExpressionWrapper(Abs(F("amount")) / F("quantity"), output_field=Price()),
            precision=Price.digits,
            output_field=Price(),
        ),
        output_field=Price(),
        db_persist=True,
    )
    tax = Money(_("税额"), blank=True)
    total = Money(_("价税合计"), default=ZERO, editable=False)
    tax_rate = Percent(_("税率%"), default=ZERO, editable=False)
    source_amount = Money(_("源单不含税金额"), default=ZERO, editable=False)
    source_tax = Money(_("源单税额"), default=ZERO, editable=False)
    difference = Money(_("成本差额"), default=ZERO, editable=False)
    """What the goods are worth more (purchase), or were sold for more (sales), net."""
    source_record = models.UUIDField(null=True, editable=False)
    returns = models.BooleanField(default=False, editable=False)
    """Its goods were returned."""

    owner: UUID | None = None
    """Under whose name the earlier line stands; None: that of the invoice's partner."""
    taken_of: Decimal = ZERO
    """The quantity (base unit) whose part of the earlier line the amounts were when stored."""
    written_amount: Decimal | None = None
    answered: Collection[str] = ()
    """The fields that the request at hand gives."""

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
            "net_price",
            "amount",
            "tax_rate",
            "tax",
            "total",
            "source_amount",
            "difference",
            "remark",
        ]

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any) -> Any:
        made = super().from_db(db, field_names, values)
        made.__dict__["written_amount"] = made.__dict__.get("amount")
        return made

    def source_key(self, document: Any) -> UUID | None:
        """The earlier line."""
        by = follow.of(document, self)
        return None if by is None else getattr(self, by.column)

    @property
    def source_total(self) -> Decimal:
        return self.source_amount + self.source_tax

    def take(self, source: Source, document: Any, digits: int, place: str) -> list[BusinessError]:
        """The line's part of `source`, and what the paper says of it.

        Amounts that were taken over and not changed since follow: when the quantity is another, or
        when other invoices of the line came in between, and with them its part.
        """
        taken = self.source_amount, self.source_tax
        if self.taken_of and (self.amount, self.tax) == taken:
            self.amount = self.tax = None
        elif self._tax_followed(digits):
            self.tax = None
        self.source_record, self.tax_rate = source.record, source.tax_rate
        self.owner = source.partner
        self.returns = source.sign < 0
        self.source_amount, self.source_tax = source.take(self.base_quantity, digits)
        if self.tax is None:
            self.tax = plausible_tax.following(self.amount, self._part, self.tax_rate, digits)
        if self.amount is None:
            self.amount = self.source_amount
        self.total = self.amount + self.tax
        each = EXACT.divide(abs(self.amount), self.quantity)
        self.net_price = round_half_up(each, Price.digits)
        stood = self.source_amount if source.deducts_tax else self.source_total
        self.difference = document.worth(self) - stood
        return self._unfit(digits, place)

    def _unfit(self, digits: int, place: str) -> list[BusinessError]:
        errors: list[BusinessError] = []
        way = self.source_amount or Decimal(-1 if self.returns else 1)  # a gift comes to nothing
        told = (("amount", self.amount, way), ("tax", self.tax, self.source_tax or way))
        for name, value, before in told:
            if value != round(value, digits):
                errors.append(InvoiceDigits(field=f"{place}{name}", digits=digits))
            elif abs(value) >= MAX_AMOUNT or self.net_price >= MOST_EACH:
                errors.append(AmountTooLarge(field=f"{place}{name}"))
            elif value * before < ZERO:
                errors.append(OppositeSign(field=f"{place}{name}", amount=self.source_amount))
        if errors:
            return errors
        said, place = Amounts(self.amount, self.tax), f"{place}tax"
        return plausible_tax.implausible(said, self._part, self.tax_rate, digits, place)

    @property
    def _part(self) -> Amounts:
        return Amounts(self.source_amount, self.source_tax)

    def _tax_followed(self, digits: int) -> bool:
        """Whether a stored line comes to another amount now, and nobody typed its tax."""
        was = self.written_amount
        if was is None or "tax" in self.answered or self.amount == was:
            return False
        return self.tax == plausible_tax.following(was, self._part, self.tax_rate, digits)
