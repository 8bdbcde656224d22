"""折扣金额与金额: whether what a row is cheaper by is taken off its price or is in it already,
as the amounts beside them tell; where they tell neither, the row is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy

from huolang.forms.numbers import plain
from huolang.integrations.amounts import levels, line_amounts
from huolang.integrations.amounts.line_amounts import CENTS, LINES, RECEIVED, number_of
from huolang.integrations.columns.headings import plain as short
from huolang.integrations.meaning.cells import inside
from huolang.kernel.refusals import Invalid
from huolang.masters.amounts import Typed, typed_amount

if TYPE_CHECKING:
    from huolang.integrations.amounts.row_amounts import RowAmount
    from huolang.integrations.rows.groups import Group, Plan

CENT, HALF = Decimal("0.01"), Decimal("0.005")


class DiscountOrNot(Invalid):
    code = "import.discount_or_not"
    message = gettext_lazy(
        "“{amounts}”{amount} 既不是数量 × 单价 = {gross}，也不是减去“{column}”{given} 的 {left}："
        "请改正，或者只留优惠后的单价"
    )


def is_off(
    plan: Plan,
    group: Group,
    at: tuple[int, str],
    row: Mapping[str, Any],
    gross: Decimal,
    taken: Decimal,
) -> bool:
    """Whether the row in this line of the file, which comes to `gross` at its price, comes to less
    than that by what the column says."""
    number, column = at
    cells, left = dict(group.lines)[number], gross - abs(taken).copy_sign(gross)
    ways = _ways(plan, row, cells)
    amounts = list(_amounts(plan, group, cells))
    lost = CENT + abs(number_of(row.get("quantity")) or Decimal(0)) * HALF
    for few in (CENT, lost):
        said = [(one, _told(amount, ways, (left, gross), few)) for one, amount in amounts]
        if any(off and _is_left(one) for one, off in said):
            return True
        told = [off for _one, off in said if off is not None]
        if told:
            return told[0] or _is_of_whole(plan, group)
    if any(abs(amount - what) <= lost for _one, amount in amounts for what in (left, gross)):
        return True  # its price is rounded by more than that; the amount makes it
    several = len(group.rows.get(LINES, ())) > 1
    sure = [
        (one, n) for one, n in amounts if not several or levels.of(group, one.number).whole is None
    ]
    if not sure:
        return True
    one, amount = sure[0]
    raise DiscountOrNot(
        amounts=one.header,
        amount=plain(amount),
        gross=plain(gross),
        column=column,
        given=plain(taken),
        left=plain(left),
    )


def _told(
    amount: Decimal,
    ways: Sequence[tuple[Decimal, Decimal]],
    what: tuple[Decimal, Decimal],
    lost: Decimal,
) -> bool | None:
    """Whether an amount is what is left, or all; None where it is both, or neither."""
    for way, more in ways:
        off, whole = (abs(amount * way + more - one) <= lost for one in what)
        if off is not whole:
            return off
    return None


def _is_left(one: RowAmount) -> bool:
    """Whether a column is called like what is owed."""
    return line_amounts.is_of_whole(one.header) or (
        line_amounts.is_amount(one.header)
        and bool(line_amounts.with_tax(one.header))
        and short(one.header) not in RECEIVED
    )


def _amounts(plan: Plan, group: Group, cells: Sequence[Any]) -> Iterator[tuple[RowAmount, Decimal]]:
    """What the row says that it comes to: what is left of it, where it says that as well."""
    some = [one for one in plan.row_amounts if not one.of_tax and not _is_total(one, group)]
    said = [(one, _number(cells, one.number)) for one in some]
    left = [one for one, amount in said if amount is not None and line_amounts.is_after(one.header)]
    for one, amount in said:
        if amount is not None and (one in left or not left):
            yield one, amount


def _ways(
    plan: Plan, row: Mapping[str, Any], cells: Sequence[Any]
) -> list[tuple[Decimal, Decimal]]:
    """By what an amount is multiplied, and what is added, to be meant as the price is: nothing
    first, then the tax that it has or has not in it."""
    one, nothing = Decimal(1), Decimal(0)
    tax = next((_number(cells, c.number) for c in plan.row_amounts if c.of_tax), None)
    rate = number_of(row.get("tax_rate"))
    ways = [(one, nothing)]
    ways += [(one, tax), (one, -tax)] if tax else []
    ways += [(1 + rate / 100, nothing), (1 / (1 + rate / 100), nothing)] if rate else []
    return ways


def _is_total(one: RowAmount, group: Group) -> bool:
    """Whether a column may say what the whole document comes to."""
    said = [_number(cells, one.number) for _row, cells in group.lines]
    return one.is_total and len(said) > 1 and {*said[1:]} <= {None, *said[:1]}


def _is_of_whole(plan: Plan, group: Group) -> bool:
    """Whether the document says that it comes to less than its rows do at their prices, by what
    they are cheaper by; whatever else their amounts say is then before that."""
    columns = [one for one in plan.row_amounts if not one.of_tax and _is_total(one, group)]
    said = [_number(group.lines[0][1], one.number) for one in columns]
    taken = plan.discounts.taken if plan.discounts else None
    if taken is None or not any(said):
        return False
    gross, off = Decimal(0), Decimal(0)
    cells = dict(group.lines)
    for number, row in zip(group.rows[LINES], group.payload[LINES], strict=True):
        quantity, price = number_of(row.get("quantity")), number_of(row.get("unit_price"))
        if quantity is None or price is None:
            return False
        gross += typed_amount(Typed(quantity=quantity, unit_price=price), CENTS)
        off += abs(_number(cells[number], taken.number) or Decimal(0))
    return any(one is not None and abs(one - (gross - off)) <= CENT for one in said)


def _number(cells: Sequence[Any], number: int) -> Decimal | None:
    return number_of(inside(cells[number])) if number < len(cells) else None
