"""换货: what exchanges with customers and with suppliers share: goods that come back, and goods
that go out instead. Each line says which it is; what they differ by is owed, or credited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huolang.documents import follow
from huolang.documents.convert import Conversion, Payload
from huolang.documents.follow import Follow
from huolang.kernel.columns import Money, Quantity
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger.posting import Ceiling, Due, Entry, Move, Posting
from huolang.masters import batching, billing, returning
from huolang.masters.amounts import Amounts, total_of
from huolang.masters.batching import MovingLine
from huolang.masters.remaining import open_header, open_lines
from huolang.masters.serial_lines import SerialLine
from huolang.masters.taken_price import TakenPrice
from huolang.masters.terms import AS_AGREED, SETTLEMENT
from huolang.masters.trade import HANDLED_BY, HEAD, OTHER, TradeDocument, TradeLine

ZERO = Decimal(0)
RETURNED, REPLACEMENT = "returned", "replacement"
DIRECTIONS = [(RETURNED, _("退回")), (REPLACEMENT, _("换给"))]
TOTALS = (
    _("合计"),
    [
        "returned_discount",
        "returned_total",
        "discount",
        "replacement_total",
        "amount",
        "tax",
        "total",
    ],
)


class OneSided(Invalid):
    code = "exchange.one_sided"
    message = _("换货单要既有退回的行，也有换给的行")


class ReplacementFollows(Invalid):
    code = "exchange.replacement_follows"
    message = _("只有退回的行能关联源单行")


class SideNegative(BusinessError):
    code = "exchange.side_negative"
    message = _("退回、换给的合计都不能为负")
    status = 422


@dataclass(frozen=True, slots=True)
class Side:
    """What one side of an exchange comes to: a trade of its own with the same partner."""

    partner_id: UUID
    rows: Sequence[Any]
    amount: Decimal
    tax: Decimal

    @property
    def total(self) -> Decimal:
        return self.amount + self.tax


class Exchange(TradeDocument):
    """Mixed with `DueDocument`. With whom, and what both sides do to the books, is told by each
    kind of exchange: `entries`, `dues`, and `cost` of its lines. `amount`, `tax`, `total` are what
    the replacements come to beyond the returned goods; less than nothing when the returned ones
    were worth more."""

    discount = Money(_("换给优惠"), default=ZERO, validators=[MinValueValidator(0)])
    returned_discount = Money(
        _("退回优惠"),
        default=ZERO,
        validators=[MinValueValidator(0)],
        help_text=_("退回的商品原来享受的整单优惠"),
    )
    carried = "returned_discount"
    returned_total = Money(_("退回合计"), default=ZERO, editable=False)
    replacement_total = Money(_("换给合计"), default=ZERO, editable=False)
    amount = Money(_("不含税差额"), default=ZERO, editable=False)
    tax = Money(_("税额差"), default=ZERO, editable=False)
    total = Money(_("价税差额"), default=ZERO, editable=False)

    class Meta(TradeDocument.Meta):
        abstract = True

    class Form:
        sections = [HEAD, SETTLEMENT, TOTALS, OTHER]
        fills = {
            "partner": {**HANDLED_BY, **AS_AGREED},
            "salesperson": {"department": "department"},
        }
        list = [
            "number",
            "state",
            "date",
            "partner",
            "warehouse",
            "returned_total",
            "replacement_total",
            "total",
        ]
        sums = ["returned_total", "replacement_total", "total"]

    def compute(self, *, at: datetime) -> None:
        super().compute(at=at)
        errors: list[BusinessError] = [
            ReplacementFollows(field=f"lines.{index}.{by.field}")
            for index, row in enumerate(self.rows)
            if not row.comes_back and (by := follow.of(self, row)) is not None
        ]
        Several.raise_any(errors)

    def rules(self) -> None:
        """Goods on both sides, and neither side worth less than nothing."""
        sides = self.returned, self.replacement
        if not all(side.rows for side in sides):
            raise OneSided(field="lines")
        if any(side.total < ZERO or side.amount < ZERO for side in sides):
            raise SideNegative(field="lines")
        back = [(index, row) for index, row in enumerate(self.rows) if row.comes_back]
        returning.refuse_without_source(self, back)

    @property
    def returned(self) -> Side:
        return self._side(RETURNED)

    @property
    def replacement(self) -> Side:
        return self._side(REPLACEMENT)

    def _side(self, direction: str) -> Side:
        rows = [row for row in self.rows if row.direction == direction]
        sums = total_of([Amounts(row.amount, row.tax) for row in rows])
        return Side(self.partner_id, rows, sums.amount, sums.tax)

    def posting(self) -> Posting:
        """What comes back and what is given instead in one: both sides in the books, and one amount
        that is owed."""
        ceiling: Ceiling | None = getattr(self, "ceiling", None)
        return Posting(
            moves=tuple(row.move(index, self) for index, row in self.in_order() if row.stocked),
            entries=self.entries(),
            dues=self.dues(),
            ceiling=ceiling,
            currency=self.currency,
            rate=self.rate,
        )

    def entries(self) -> tuple[Entry, ...]:
        """Money of both sides; goods are moves."""
        raise NotImplementedError

    def dues(self) -> tuple[Due, ...]:
        """The difference, owed or credited."""
        raise NotImplementedError

    def in_order(self) -> list[tuple[int, Any]]:
        """The lines with their places, what comes back first: it may be what goes out again."""
        return sorted(enumerate(self.rows), key=lambda one: one[1].direction == REPLACEMENT)

    def _add_up(self) -> None:
        """Each side by itself, with its own discount; then what they differ by."""
        lines = list(enumerate(self.rows))
        back = [one for one in lines if one[1].direction == RETURNED]
        rest = [one for one in lines if one[1].direction == REPLACEMENT]
        returned = self._reckon(back, self.returned_discount, "returned_discount")
        replacement = self._reckon(rest, self.discount, "discount")
        self.returned_total, self.replacement_total = returned.total, replacement.total
        self.amount = replacement.amount - returned.amount
        self.tax = replacement.tax - returned.tax
        self.total = self.amount + self.tax


class ExchangeLine(SerialLine, MovingLine, TakenPrice, TradeLine):
    """`direction` says whether the goods come back or are given instead. `returned_base` of what
    was given came back in its turn, `invoiced_base` of any line is on invoices."""

    returned_base = Quantity(default=ZERO, editable=False)
    invoiced_base = Quantity(default=ZERO, editable=False)

    direction: Any
    enters: ClassVar[str]
    """The direction whose goods enter our warehouse."""

    BILLED = "(CASE l.direction WHEN 'returned' THEN -1 ELSE 1 END)"

    class Meta(TradeLine.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *TradeLine.Meta.constraints,
            models.CheckConstraint(
                condition=Q(returned_base__gte=0, returned_base__lte=F("base_quantity")),
                name="%(app_label)s_%(class)s_returned_within",
            ),
            models.CheckConstraint(
                condition=Q(invoiced_base__gte=0, invoiced_base__lte=F("base_quantity")),
                name="%(app_label)s_%(class)s_invoiced_within",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *TradeLine.Meta.indexes,
            *MovingLine.Meta.indexes,
        ]

    class Form:
        columns = ["direction", *batching.columns(TradeLine.Form.columns)]

    @property
    def takes(self) -> bool:
        return self.direction != self.enters

    @property
    def comes_back(self) -> bool:
        return self.direction == RETURNED

    @property
    def billed(self) -> int:
        return -1 if self.comes_back else 1

    @property
    def open_base(self) -> Decimal:
        """What of the goods given can still come back, in base units."""
        return ZERO if self.comes_back else self.base_quantity - self.returned_base

    def move(self, index: int, document: Any) -> Move:
        """The goods of this line."""
        enters = self.direction == self.enters
        return Move(
            line=self.id,
            product=self.product_id,
            warehouse=self.warehouse_id or document.warehouse_id,
            quantity=self.base_quantity if enters else -self.base_quantity,
            partner=document.partner_id,
            batch=self.batch_key,
            field=f"lines.{index}.quantity",
            name=self.called,
            **self.cost(document),
        )

    def cost(self, document: Any) -> dict[str, Any]:
        """What the goods are worth, or whose cost they follow, and the account on the other
        side."""
        raise NotImplementedError


def returned_lines(document: Any, *, link: str) -> list[Payload]:
    """Everything that is open of `document`, to be given back; what goes out is for people to
    say."""
    return [{**one, "direction": RETURNED} for one in open_lines(document, link=link)]


def given_back(field: str, form: str) -> Follow:
    """How lines of a return refer to what was given by the exchange `form`."""
    return Follow(
        field=field,
        form=form,
        counts="returned_base",
        allowed="base_quantity",
        progress=False,
        after=True,
        only="l.direction = 'replacement'",
    )


def conversions(
    *, returning: Any, back: str, invoicing: Any, invoice: str
) -> tuple[Conversion, ...]:
    """What an exchange becomes: a return of what was given, and the invoice of both sides."""
    return (
        Conversion(
            target=back,
            label=returning,
            usual=False,
            header=open_header,
            lines=partial(open_lines, link="exchange_line"),
            several=True,
        ),
        Conversion(
            target=invoice,
            label=invoicing,
            header=billing.open_header,
            lines=partial(billing.open_lines, target=invoice),
            open=billing.not_invoiced,
            still=billing.is_open,
            several=True,
        ),
    )
