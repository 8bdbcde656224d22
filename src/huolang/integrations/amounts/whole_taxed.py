"""抹零有没有税: money off a whole document whose prices are without tax may have tax in it or not,
as the totals of its file tell. Where they do not, the document is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from huolang.forms.numbers import plain
from huolang.integrations.amounts import compared, levels, taxed_costs, whole_discounts
from huolang.integrations.amounts.line_amounts import LINES, number_of
from huolang.kernel.money import round_half_up
from huolang.masters.amounts import Amounts, TooMuchDiscount, Typed, of_lines, total_of

if TYPE_CHECKING:
    from huolang.integrations.amounts.row_amounts import RowAmount
    from huolang.integrations.amounts.whole_discounts import Off
    from huolang.integrations.rows.groups import Group, Plan

CENT, DIGITS, NEAR = Decimal("0.01"), 2, 3
"""How many cents the discount without tax may be from the nearest."""


def settle(plan: Plan, groups: Sequence[Group]) -> None:
    """Let documents, of which the goods are known, be cheaper by what their file says."""
    held = [one for one in groups if one.untaxed_off]
    rates = taxed_costs.usual_rates(held) if held else {}
    for group in held:
        off = group.untaxed_off
        found = _found(plan, group, off, rates) if off else None
        if off and found is None:
            error = whole_discounts.WholeOfTax(column=off.column, given=plain(off.given))
            error.field = f"#{off.row}#{off.column}"
            group.errors.append(error)
        elif off and found:
            whole_discounts.tell(group, off.column, found)


def _found(plan: Plan, group: Group, off: Off, rates: Mapping[UUID, Decimal]) -> Decimal | None:
    """What is taken off without tax; None where nothing tells."""
    lines = [_typed(row, rates) for row in group.payload[LINES]]
    every = [one for one in lines if one is not None]
    if len(every) < len(lines):
        return None
    if not any(one.tax_rate for one in every):
        return off.given
    bare = _made(every, off.given)
    target = total_of(of_lines(every, tax_included=False)).total - off.given
    taxed, made = _with_tax(every, off.given, target)
    lost = compared.most_lost(len(every))
    if made is None or abs(made.total - target) > lost:
        return None
    without, with_it = (_off_by(plan, group, one) for one in (bare, made))
    if min(without, with_it) > lost:
        return None
    return off.given if without < with_it else taxed


def _off_by(plan: Plan, group: Group, made: Amounts | None) -> Decimal:
    """By how much the nearest total of the file is another than what the document comes to so."""
    told = [group.whole.left] if group.whole else [one.number for one in plan.row_amounts]
    every = (
        abs(way - whole)
        for one in (plan.row_amounts if made is not None else ())
        if one.number in told and not one.of_tax
        for whole in [levels.of(group, one.number).whole]
        if whole is not None and (whole or (group.whole and group.whole.left == one.number))
        for way in _ways(one, made or Amounts())
    )
    return min(every, default=Decimal("Infinity"))


def _ways(one: RowAmount, made: Amounts) -> list[Decimal]:
    if one.tax is None:
        return [made.total, made.amount]
    return [made.total if one.tax else made.amount]


def _with_tax(
    lines: Sequence[Typed], given: Decimal, target: Decimal
) -> tuple[Decimal, Amounts | None]:
    """The discount without tax that comes nearest to what is taken off with it."""
    whole = total_of(of_lines(lines, tax_included=False))
    near = round_half_up(given * whole.amount / whole.total, DIGITS) if whole.total else given
    some = [near + CENT * by for by in range(-NEAR, NEAR + 1)]
    found = [(one, made) for one in some for made in [_made(lines, one)] if made is not None]
    best = min(found, key=lambda one: abs(one[1].total - target), default=None)
    return best if best is not None else (given, None)


def _made(lines: Sequence[Typed], off: Decimal) -> Amounts | None:
    try:
        return total_of(of_lines(lines, tax_included=False, discount=off))
    except TooMuchDiscount:
        return None


def _typed(row: Mapping[str, object], rates: Mapping[UUID, Decimal]) -> Typed | None:
    quantity, price = number_of(row.get("quantity")), number_of(row.get("unit_price"))
    less, product = number_of(row.get("discount", 0)), row.get("product")
    rate = number_of(row["tax_rate"]) if "tax_rate" in row else None
    if rate is None and isinstance(product, UUID):
        rate = rates.get(product, Decimal(0))
    if quantity is None or price is None or less is None or rate is None:
        return None
    return Typed(quantity=quantity, unit_price=price, discount=less, tax_rate=rate)
