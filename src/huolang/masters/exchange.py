"""换货: what exchanges with customers and with suppliers share: goods that come back, and goods
that go out instead. Each line says which it is; what they differ by is owed, or credited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from huolang.documents.convert import Payload
from huolang.kernel.columns import Money
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.masters.amounts import Amounts, total_of
from huolang.masters.remaining import open_lines
from huolang.masters.terms import AS_AGREED, SETTLEMENT
from huolang.masters.trade import HANDLED_BY, HEAD, OTHER, TradeDocument, TradeLine

ZERO = Decimal(0)
RETURNED, REPLACEMENT = "returned", "replacement"
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
    """Mixed with `DueDocument`. `amount`, `tax`, `total` are what the replacements come to beyond
    the returned goods; less than nothing when the returned ones were worth more."""

    discount = Money(_("换给优惠"), default=ZERO, validators=[MinValueValidator(0)])
    returned_discount = Money(
        _("退回优惠"),
        default=ZERO,
        validators=[MinValueValidator(0)],
        help_text=_("退回的商品原来享受的整单优惠"),
    )
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
        source = self.follows.column if self.follows else ""
        errors: list[BusinessError] = [
            ReplacementFollows(field=f"lines.{index}.{source.removesuffix('_id')}")
            for index, row in enumerate(self.rows)
            if not row.comes_back and getattr(row, source) is not None
        ]
        Several.raise_any(errors)

    def rules(self) -> None:
        """Goods on both sides, and neither side worth less than nothing."""
        sides = self.returned, self.replacement
        if not all(side.rows for side in sides):
            raise OneSided(field="lines")
        if any(side.total < ZERO or side.amount < ZERO for side in sides):
            raise SideNegative(field="lines")

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


class ExchangeLine(TradeLine):
    """`direction` says whether the goods come back or are given instead."""

    direction: Any
    """returned or replacement; each kind of exchange has its own words for them."""

    class Meta(TradeLine.Meta):
        abstract = True

    class Form:
        columns = ["direction", *TradeLine.Form.columns]

    @property
    def comes_back(self) -> bool:
        return self.direction == RETURNED


def returned_lines(document: Any, *, link: str) -> list[Payload]:
    """Everything that is open of `document`, to be given back; what goes out is for people to
    say."""
    return [{**one, "direction": RETURNED} for one in open_lines(document, link=link)]
