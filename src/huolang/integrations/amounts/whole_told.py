"""优惠金额与优惠后金额: a discount that may be of rows or of their document is of the document if
a total beside the rows is by so much less than all of them: the figures of the file say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from huolang.integrations.amounts import levels, line_amounts
from huolang.integrations.amounts.line_amounts import (
    CENTS,
    LINES,
    RECEIVED,
    TAX_INCLUDED,
    number_of,
)
from huolang.integrations.columns.headings import plain as short
from huolang.masters.amounts import Typed, typed_amount

if TYPE_CHECKING:
    from huolang.integrations.amounts.row_amounts import RowAmount
    from huolang.integrations.rows.groups import Group, Plan

DISCOUNT = "lines.discount"
BY_PRICE, BEFORE = -1, -2
"""By the prices of the rows, and by these without their discounts."""
CENT, HALF = Decimal("0.01"), Decimal("0.005")


@dataclass(frozen=True)
class WholeTold:
    """The columns that say what a document is cheaper by, and the one of what is left."""

    columns: tuple[int, ...]
    left: int
    total: Decimal


def settle(plan: Plan, group: Group) -> None:
    """Find what the document is cheaper by; a rate of that is no discount of its rows."""
    lines = group.payload.get(LINES)
    if not plan.whole.maybe or not lines:
        return
    said = [(n, off) for n in plan.whole.maybe if (off := _off(plan, group, n))]
    if not said:
        return
    every: list[tuple[tuple[int, ...], Decimal]] = [((n,), off) for n, off in said]
    if len(said) > 1:
        every.append((tuple(n for n, _off in said), sum((o for _n, o in said), Decimal(0))))
    lost, sums = CENT / 2 * (len(lines) + 1), _added(plan, group)
    of_rows = {one.number for one in plan.row_amounts if _differs(group, one)}
    totals = [
        (left, total)
        for left, total in _totals(plan, group)
        if not any(abs(one - total) <= lost for n, one in sums if n != left and n in of_rows)
    ]
    for added in sums:
        for columns, off in every:
            for left, total in totals:
                if left == added[0] or abs(added[1] - off - total) > lost:
                    continue
                if len(lines) == 1 and _is_taken(plan, columns) and not _has_tax(plan, added[0]):
                    continue  # it may as well be that of the row
                own = _is_of_rows(plan, group, left)
                dropped = not own and _drop_rate(plan, group, added[1], off)
                if dropped or added[0] != BEFORE or not _have_rates(group):
                    group.whole = WholeTold(columns, left, total)
                    return


def rate(plan: Plan, group: Group, given: Decimal) -> Decimal | None:
    """By how many per cent the document is cheaper where its file says this rate, of what is taken
    off or still paid: as a total beside the rows tells; None where none does."""
    share = given * 100 if given <= 1 else given
    sums = _added(plan, group)
    for off in dict.fromkeys((Decimal(0), share, 100 - share)):
        for n, added in sums:
            left = added * (100 - off) / 100
            if any(n != one and abs(left - total) <= CENT for one, total in _totals(plan, group)):
                return off
    return None


def _off(plan: Plan, group: Group, number: int) -> Decimal | None:
    """What a column may say that the whole document is cheaper by: of one row it says it as well
    as that of the document, unless that is known."""
    taken = plan.discounts.taken if plan.discounts else None
    one = taken is not None and taken.number == number
    included = group.payload.get(TAX_INCLUDED) is True
    if one and len(group.rows[LINES]) == 1 and included and not _have_rates(group):
        return None
    off = levels.of(group, number).whole
    if off and taken is not None and not one and off == levels.of(group, taken.number).whole:
        return None  # it says the same
    return abs(off) if off else None


def _is_taken(plan: Plan, columns: tuple[int, ...]) -> bool:
    taken = plan.discounts.taken if plan.discounts else None
    return taken is not None and taken.number in columns


def _differs(group: Group, one: RowAmount) -> bool:
    """Whether a column says something else in each row, and is not what was paid."""
    paid = short(one.header) in RECEIVED
    return not paid and levels.of(group, one.number).whole is None


def _totals(plan: Plan, group: Group) -> Iterator[tuple[int, Decimal]]:
    """What columns may say that the document comes to."""
    several = len(group.rows[LINES]) > 1
    for one in plan.row_amounts:
        whole = None if one.of_tax else levels.of(group, one.number).whole
        if whole is not None and (whole or _is_left(one)) and (several or _is_left(one)):
            yield one.number, whole


def _is_left(one: RowAmount) -> bool:
    """Whether a column is called like what is left, or paid."""
    paid = {short(word) for word in line_amounts.PAID}
    return (
        line_amounts.is_after(one.header)
        or line_amounts.is_of_whole(one.header)
        or short(one.header) in paid
    )


def _added(plan: Plan, group: Group) -> list[tuple[int, Decimal]]:
    """What the rows come to together: by each column that says it of all of them, and by their
    prices."""
    numbers = group.rows[LINES]
    found = [
        (one.number, sum(rows.values(), Decimal(0)))
        for one in plan.row_amounts
        for rows in [levels.of(group, one.number).rows]
        if not one.of_tax and len(rows) == len(numbers)
    ]
    found.sort(key=lambda one: not _has_tax(plan, one[0]))
    for number, less in ((BY_PRICE, True), (BEFORE, False)):
        every = [_typed(row, less=less) for row in group.payload[LINES]]
        if all(one is not None for one in every):
            found.append((number, sum((one for one in every if one is not None), Decimal(0))))
    return found


def _has_tax(plan: Plan, number: int) -> bool:
    return any(one.number == number and one.tax for one in plan.row_amounts)


def _typed(row: dict[str, object], *, less: bool) -> Decimal | None:
    quantity, price = number_of(row.get("quantity")), number_of(row.get("unit_price"))
    off = number_of(row.get("discount", 0)) if less else Decimal(0)
    if quantity is None or price is None or off is None:
        return None
    return typed_amount(Typed(quantity=quantity, unit_price=price, discount=off), CENTS)


def _is_of_rows(plan: Plan, group: Group, left: int) -> bool:
    """Whether the rows themselves come to less by the rate that they say."""
    less = [_typed(row, less=True) for row in group.payload[LINES]]
    said = (
        levels.of(group, one.number).rows
        for one in plan.row_amounts
        if not one.of_tax and one.number != left
    )
    return any([*rows.values()] == less for rows in said)


def _have_rates(group: Group) -> bool:
    return any(number_of(row.get("discount", 0)) for row in group.payload[LINES])


def _drop_rate(plan: Plan, group: Group, added: Decimal, off: Decimal) -> bool:
    """Where all rows say the rate by which the document is cheaper, they say it of that."""
    entry = next((e for some in plan.tables.values() for e in some if e.path == DISCOUNT), None)
    rate = levels.of(group, entry.number).whole if entry is not None else None
    if not rate or abs(added * rate / 100 - off) > CENT + added * HALF / 100:
        return False
    for row in group.payload[LINES]:
        row.pop("discount", None)
    group.notes = [one for one in group.notes if one.code != "import.discount_taken"]
    return True
