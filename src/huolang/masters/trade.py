"""交易单据: what orders, receipts, deliveries and returns have in common: a partner, a warehouse,
and lines of products with unit, quantity, price and tax."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents import follow
from huolang.documents.document import CHECKED_BY, MADE_BY, STOREKEEPER, Line, State
from huolang.forms.form import Paper, Signature
from huolang.kernel import clock
from huolang.kernel.columns import Money, Percent, Price
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger.posting import MAX_AMOUNT
from huolang.ledger.several import NotTogether
from huolang.masters import (
    amounts,
    batching,
    bundling,
    carrying,
    credited,
    employee,
    factors,
    goods,
    placing,
    price_proposal,
    serial_lines,
    source_price,
    taken_price,
)
from huolang.masters.amounts import Amounts, TooMuchDiscount, Typed
from huolang.masters.batched_document import BatchedDocument
from huolang.masters.department import Department
from huolang.masters.employee import Employee
from huolang.masters.goods import Good, GoodsLine
from huolang.masters.price_proposal import Asked, Question
from huolang.masters.warehouse import Warehouse

ZERO = Decimal(0)
HANDLED_BY = {"salesperson": "salesperson", "department": "department"}
"""What a trade document takes from its partner."""
HEAD = (
    _("基本信息"),
    ["number", "date", "partner", "warehouse", "salesperson", "department", "tax_included"],
)
TOTALS = (_("合计"), ["discount", "amount", "tax", "total"])
OTHER = (_("其他"), ["remark"])
"""Sections of trade documents."""


class NegativePrice(Invalid):
    code = "line.negative_price"
    message = _("存货的单价不能为负；折让请用服务类商品")


class GiftWithPrice(Invalid):
    code = "line.gift_with_price"
    message = _("赠品的单价应为 0")


class AmountTooLarge(Invalid):
    code = "line.amount_too_large"
    message = _("金额过大")


class DiscountTooLarge(Invalid):
    code = "document.discount_too_large"
    message = _("整单优惠不能超过明细金额合计")


class DiscountDigits(Invalid):
    code = "document.discount_digits"
    message = _("整单优惠最多 {digits} 位小数")


class TotalNegative(BusinessError):
    code = "document.total_negative"
    message = _("单据合计不能为负")
    status = 422


class TradeDocument(BatchedDocument):
    """Buys from or sells to `partner`. Amounts are the sums of the lines, in `currency`."""

    warehouse = CompanyForeignKey(Warehouse, related_name="+", verbose_name=_("仓库"))
    salesperson = CompanyForeignKey(
        Employee, null=True, blank=True, related_name="+", verbose_name=_("业务员")
    )
    department = CompanyForeignKey(
        Department, null=True, blank=True, related_name="+", verbose_name=_("部门")
    )
    tax_included = models.BooleanField(_("含税价"), default=False)
    discount = Money(_("整单优惠"), default=ZERO, validators=[MinValueValidator(0)])
    discount_carried = models.BooleanField(
        _("优惠随源单"),
        default=False,
        help_text=_("整单优惠按本单所取的数量从源单分摊；另填优惠金额后不再随源单"),
    )
    amount = Money(_("不含税金额"), default=ZERO, editable=False)
    tax = Money(_("税额"), default=ZERO, editable=False)
    total = Money(_("价税合计"), default=ZERO, editable=False)

    price_field: ClassVar[str]
    """The price of its own that a product has for us: purchase_price or sales_price."""
    carried: ClassVar[str] = "discount"
    """The discount that goes with the goods of earlier documents."""
    shares: list[carrying.Share] | None = None
    """What it is made of, while it goes with them."""
    remembers: ClassVar[str] = ""
    """The form whose lines tell what the partner paid last; none by default."""

    class Meta(BatchedDocument.Meta):
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            *BatchedDocument.Meta.indexes,
            models.Index(fields=["company", "partner", "-date", "-id"], name="%(class)s_partner"),
            models.Index(
                fields=["company", "salesperson", "-date", "-id"], name="%(class)s_salesperson"
            ),
        ]

    class Form:
        sections = [HEAD, TOTALS, OTHER]
        list = [
            "number",
            "state",
            "date",
            "partner",
            "warehouse",
            "salesperson",
            "total",
            "amount",
            "tax",
        ]
        sums = ["amount", "tax", "total"]
        filters = ["state", "date", "partner", "warehouse", "salesperson", "department"]
        fills = {"partner": HANDLED_BY, "salesperson": {"department": "department"}}
        paper = Paper(
            signatures=(MADE_BY, CHECKED_BY, STOREKEEPER, Signature(label=_("{partner}签收"))),
            leave_out=("department",),
        )

    @cached_property
    def rests(self) -> list[tuple[follow.Follow, carrying.Rest]]:
        """The earlier documents whose discount goes with its goods. Read once, for who looks at
        it."""
        return carrying.rests(self) or []

    @classmethod
    def ahead(cls, documents: Sequence[Any]) -> None:
        unpriced = any(row.unit_price is None for one in documents for row in one.rows)
        if unpriced and len(documents) > 1:
            raise NotTogether  # the last price may be that of the document just before
        goods.read_ahead(documents)
        handled: dict[Any, Any] = {}
        for one in documents:
            key = (one.salesperson_id, one.created_by)
            if key not in handled:
                handled[key] = employee.handling(*key)
            one.handled = handled[key]

    def compute(self, *, at: datetime) -> None:
        """Base quantities, defaults of the product, and amounts of every line."""
        if self._state.adding:
            self._handled_by()
        known = self.goods = goods.read(self)
        kept = factors.taken_over(self, known)
        errors: list[BusinessError] = []
        for index, row in enumerate(self.rows):
            errors += row.fit(known[row.product_id], f"lines.{index}.", kept=row.id in kept)
            errors += row.give(f"lines.{index}.")
        Several.raise_any(errors)
        known = bundling.unfold(self)
        self._propose(known, at)
        for index, row in enumerate(self.rows):
            errors += row.price(known[row.product_id], self, f"lines.{index}.")
        Several.raise_any(errors)
        follow.check(self, self.rows)
        batching.fit(self, known)
        serial_lines.fit(self, known)
        placing.fit(self)
        self.shares = carrying.carry(self)
        self._add_up()

    def anew(self) -> Mapping[UUID, Collection[str]]:
        """The price of a case of 12 is none of one of 24: it is proposed for that."""
        return {row.id: ("unit_price",) for row in factors.otherwise(self.rows)}

    def used(self) -> Mapping[UUID, Decimal]:
        return {row.id: row.base_quantity for row in self.rows}

    def rules(self) -> None:
        """A document of less than nothing is a return, not a sale or purchase."""
        if self.total < ZERO or self.amount < ZERO:
            raise TotalNegative(field="total")

    def _propose(self, known: Mapping[UUID, Good], at: datetime) -> None:
        """Lines without a price take that of the line they go on from; others the one that a person
        would have been proposed."""
        question = self._question(at)
        source_price.take_over(self, question)
        taken_price.take_anew(self, question)
        without = [row for row in self.rows if row.unit_price is None]
        if not without:
            return
        asked = [
            Asked(row.product_id, row.unit_id, row.quantity, held=row.held(known[row.product_id]))
            for row in without
        ]
        for row, found in zip(without, price_proposal.propose(question, asked), strict=True):
            row.unit_price = ZERO if found is None else found.price

    def _question(self, at: datetime) -> Question:
        return Question(type(self), self.partner_id, self._day(at), self.tax_included)

    def warnings(self, *, at: datetime) -> list[BusinessError]:
        """That a draft will be confirmed at other prices, or another discount, than it shows."""
        told = super().warnings(at=at)
        if self.state != State.DRAFT.value:
            return told
        told += taken_price.changed(self, self._question(at))
        return told + carrying.changed(self)

    def _day(self, at: datetime) -> date:
        """The day whose prices hold."""
        if self.date is None or isinstance(self.date, datetime):
            return clock.business_day(self.date or at, self.own_company.zone)
        return self.date

    def _handled_by(self) -> None:
        """Who nobody named is, for a partner without salesperson, the employee who enters it."""
        asked = [name for name in HANDLED_BY if name not in self.answered]
        if not asked or (self.salesperson_id and self.department_id):
            return
        ready = self.__dict__
        found = (
            ready.pop("handled")
            if "handled" in ready
            else employee.handling(self.salesperson_id, self.created_by)
        )
        if found is not None and "salesperson" in asked:
            self.salesperson_id = found.employee
        if found is not None and "department" in asked and self.salesperson_id:
            self.department_id = self.department_id or found.department

    def _add_up(self) -> None:
        whole = self._reckon(list(enumerate(self.rows)), self.discount, "discount")
        self.amount, self.tax, self.total = whole.amount, whole.tax, whole.total

    def _reckon(self, lines: Sequence[tuple[int, Any]], discount: Decimal, field: str) -> Amounts:
        """Amounts of the lines (with their places) after `discount`, and what they come to."""
        digits = self.own_company.digits
        if discount != round(discount, digits):
            raise DiscountDigits(field=field, digits=digits)
        carried = self.discount_carried and field == self.carried
        rows = [row for _index, row in lines]
        typed = [row.typed() for row in rows]
        self._refuse_overflow(lines, typed, digits)
        self.currency = self.own_company.currency
        try:
            shares = self.shares if carried else None
            found = credited.of_lines(self, rows, typed, discount=discount, shares=shares)
        except TooMuchDiscount:
            raise DiscountTooLarge(field=field) from None
        for row, one in zip(rows, found, strict=True):
            row.amount, row.tax, row.total = one.amount, one.tax, one.total
        whole = amounts.total_of(found)
        if carried:
            setattr(self, field, credited.discount(self, rows, typed, whole, discount))
        return whole

    def _refuse_overflow(
        self, lines: Sequence[tuple[int, Any]], typed: list[Typed], digits: int
    ) -> None:
        """Sums stay where the books and their columns hold them."""
        whole = ZERO
        for (index, _row), one in zip(lines, typed, strict=True):
            whole += abs(amounts.typed_amount(one, digits)) * 2
            if whole >= MAX_AMOUNT:
                raise AmountTooLarge(field=f"lines.{index}.unit_price")


class TradeLine(GoodsLine, Line):
    """`amount` net, `tax`, `total` gross, after the line's and the document's discount."""

    BILLED: ClassVar[str] = "1"
    """1 for what is invoiced in black, −1 for what was returned; SQL about the line `l`."""
    answered: Collection[str] = ()
    """The fields that the request at hand gives."""

    unit_price = Price(_("单价"), blank=True)
    discount = Percent(
        _("折扣%"),
        default=ZERO,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("减去单价的百分之几：10 就是打九折"),
    )
    tax_rate = Percent(
        _("税率%"), blank=True, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    warehouse = CompanyForeignKey(
        Warehouse, null=True, blank=True, related_name="+", verbose_name=_("仓库")
    )
    is_gift = models.BooleanField(_("赠品"), default=False)
    amount = Money(_("不含税金额"), default=ZERO, editable=False)
    tax = Money(_("税额"), default=ZERO, editable=False)
    total = Money(_("价税合计"), default=ZERO, editable=False)

    class Meta(GoodsLine.Meta, Line.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *GoodsLine.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(is_gift=False) | models.Q(unit_price=0, total=0),
                name="%(app_label)s_%(class)s_gift",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [*Line.Meta.indexes, *GoodsLine.Meta.indexes]

    class Form:
        columns = [
            "product",
            "specification",
            "unit",
            "quantity",
            "unit_price",
            "discount",
            "tax_rate",
            "amount",
            "tax",
            "total",
            "is_gift",
            "warehouse",
            "remark",
        ]

    @property
    def billed(self) -> int:
        """The same of this line."""
        return int(self.BILLED)

    def says(self, name: str) -> bool:
        """Whether somebody gave this field a value, now or when the line was made."""
        return name in self.answered or not self._state.adding

    def give(self, place: str) -> list[BusinessError]:
        """A gift costs nothing."""
        if not self.is_gift:
            return []
        if self.unit_price:
            return [GiftWithPrice(field=f"{place}unit_price")]
        self.unit_price = ZERO
        return []

    def price(self, good: Good, document: Any, place: str) -> list[BusinessError]:
        """Take the tax rate of the product where none was typed; refuse a price below zero."""
        if self.tax_rate is None:
            self.tax_rate = good.tax_rate
        if self.unit_price < ZERO and (good.stocked or good.bundle):
            return [NegativePrice(field=f"{place}unit_price")]
        return []

    def typed(self) -> Typed:
        return Typed(
            quantity=self.quantity,
            unit_price=self.unit_price,
            discount=self.discount,
            tax_rate=self.tax_rate,
        )


class RememberedLine(TradeLine):
    """A line that is asked later what `partner` paid; kept here, so that one index answers."""

    partner = models.UUIDField(null=True, editable=False)

    class Meta(TradeLine.Meta):
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            *TradeLine.Meta.indexes,
            models.Index(fields=["company", "partner", "product"], name="%(class)s_partner"),
        ]

    def price(self, good: Good, document: Any, place: str) -> list[BusinessError]:
        self.partner = None if bundling.is_part(self) else document.partner_id
        return super().price(good, document, place)
