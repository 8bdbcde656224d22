"""What the lines of a document cost: rounding, tax and discount. Pure arithmetic, no tables.

Rules (docs/decisions): every line is rounded by itself, halves away from zero, to the digits of
the currency; a discount off the whole document is spread over its lines by largest remainder; the
document is the sum of its lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from huolang.kernel.money import EXACT, round_half_up, spread

ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)


class TooMuchDiscount(ValueError):
    """The discount off the document exceeds what its lines come to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """A line as somebody typed it. `discount` is percent off; `tax_rate` percent (13 = 13 %)."""

    quantity: Decimal
    unit_price: Decimal
    discount: Decimal = ZERO
    tax_rate: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Amounts:
    """`amount` net, `tax` on it, `total` gross, in the document's currency."""

    amount: Decimal = ZERO
    tax: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        return self.amount + self.tax

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(self.amount + other.amount, self.tax + other.tax)


def of_lines(
    lines: Sequence[Typed], *, tax_included: bool, discount: Decimal = ZERO, digits: int = 2
) -> list[Amounts]:
    """Amounts of each line after its share of `discount` (money off the whole document, ≥ 0).

    `tax_included` says that prices, and so the discount, contain the tax. Only lines that come to
    more than zero carry a share of the discount. Raises `TooMuchDiscount`.
    """
    typed = [typed_amount(line, digits) for line in lines]
    if discount:
        shares = shares_of(discount, typed, digits)
        typed = [gross - share for gross, share in zip(typed, shares, strict=True)]
    return [
        _taxed(value, line.tax_rate, tax_included, digits)
        for value, line in zip(typed, lines, strict=True)
    ]


def typed_amount(line: Typed, digits: int) -> Decimal:
    """quantity × price less the line's own discount, rounded."""
    off = ONE - line.discount / HUNDRED
    exact = EXACT.multiply(EXACT.multiply(line.quantity, line.unit_price), off)
    return round_half_up(exact, digits) + ZERO


def shares_of(discount: Decimal, typed: Sequence[Decimal], digits: int) -> list[Decimal]:
    """What of `discount` each line carries; no line carries more than it comes to."""
    weights = [max(value, ZERO) for value in typed]
    if discount < ZERO or discount > sum(weights, ZERO):
        raise TooMuchDiscount(discount)
    return spread(discount, weights, digits)


def total_of(lines: Sequence[Amounts]) -> Amounts:
    """A document is the sum of its lines."""
    return sum(lines, Amounts())


def _taxed(typed: Decimal, tax_rate: Decimal, tax_included: bool, digits: int) -> Amounts:
    """Adding zero makes a negative zero an ordinary one."""
    rate = tax_rate / HUNDRED
    if tax_included:
        net = round_half_up(EXACT.divide(typed, ONE + rate), digits)
        return Amounts(net, typed - net)
    return Amounts(typed, round_half_up(EXACT.multiply(typed, rate), digits) + ZERO)
