"""合理税额: the tax on a line of an invoice, and which one a paper may say instead."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from huolang.kernel.money import EXACT, round_half_up
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.masters.amounts import Amounts

HUNDRED = Decimal(100)
RATES = (0, 1, 3, 5, 6, 9, 13)
"""Percents at which papers are written, whatever our document said."""
LEEWAY = 6
"""Cents by which the tax of a line may be off: as much as tax authorities accept."""


class TaxImplausible(Invalid):
    code = "invoice.tax_implausible"
    message = _("税额 {tax} 与不含税金额 {amount} 不符：按税率 {rate}% 应为 {expected}")


def following(amount: Decimal | None, source: Amounts, rate: Decimal, digits: int) -> Decimal:
    """The tax on the amount that was typed, or that of the earlier line's part."""
    if amount is None or amount == source.amount:
        return source.tax
    return round_half_up(EXACT.multiply(amount, rate / HUNDRED), digits)


def implausible(
    told: Amounts, source: Amounts, rate: Decimal, digits: int, place: str
) -> list[BusinessError]:
    """A paper may be of another rate than our document; a tax of no rate at all is a typo."""
    least = LEEWAY * Decimal(1).scaleb(-digits)
    likely = [EXACT.multiply(told.amount, one / HUNDRED) for one in (rate, *map(Decimal, RATES))]
    if any(abs(told.tax - one) <= least for one in (source.tax, *likely)):
        return []
    facts = {"tax": told.tax, "amount": told.amount, "rate": round_half_up(rate, 2)}
    return [TaxImplausible(field=place, expected=round_half_up(likely[0], digits), **facts)]
