"""Rounding of money and fair shares of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
"""Wide enough that a product of two columns of ours never loses a digit."""

_STEPS = [Decimal(1).scaleb(-digits) for digits in range(13)]


def round_half_up(value: Decimal, digits: int) -> Decimal:
    """`value` to `digits` places after the point, halves away from zero."""
    return value.quantize(_STEPS[digits], rounding=ROUND_HALF_UP, context=EXACT)


def spread(amount: Decimal, weights: Sequence[Decimal], digits: int) -> list[Decimal]:
    """Split `amount` in the proportion of `weights` so that the parts add up to it exactly.

    Largest remainder: every part is rounded down to `digits`, and the units left go one each to
    the parts that lost most (the later part on a tie). Weights must not be negative; when all are
    zero the split is equal.
    """
    scale = max([0, *(-int(w.normalize(EXACT).as_tuple().exponent) for w in weights)])
    units = int(amount.scaleb(digits, context=EXACT).to_integral_exact())
    parts = spread_units(units, [int(w.scaleb(scale, context=EXACT)) for w in weights])
    return [Decimal(part).scaleb(-digits, context=EXACT) for part in parts]


def spread_units(amount: int, weights: Sequence[int]) -> list[int]:
    """`spread` for whole numbers: largest remainder, the later part first on a tie."""
    if not weights:
        raise ValueError("nothing to spread over")
    if min(weights) < 0:
        raise ValueError("weights must not be negative")
    whole = sum(weights)
    if whole == 0:
        weights, whole = [1] * len(weights), len(weights)
    divided = [divmod(abs(amount) * weight, whole) for weight in weights]
    parts = [part for part, _ in divided]
    by_remainder = sorted(range(len(parts)), key=lambda i: (divided[i][1], i), reverse=True)
    for index in by_remainder[: abs(amount) - sum(parts)]:
        parts[index] += 1
    return [-part for part in parts] if amount < 0 else parts
