"""单价四舍五入过: prices that a file shows with fewer digits than they have, as the amounts of
their rows tell. The price is what makes the amount, for that is what is owed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from huolang.forms.numbers import plain
from huolang.integrations import flat
from huolang.integrations.amounts.line_amounts import CENTS, LINES, TAX_INCLUDED, number_of
from huolang.integrations.amounts.row_amounts import RowAmount
from huolang.integrations.columns.headings import PRICE
from huolang.integrations.meaning.cells import Note, inside
from huolang.masters.amounts import Typed, typed_amount

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan

HALF, CENT, ALL = Decimal("0.5"), Decimal("0.01"), Decimal(100)
LEAST_DIGITS = 2
"""With which prices are shown at least, though a cell may hold 3.3."""


def settle(plan: Plan, groups: Sequence[Group]) -> None:
    """Let rows have the price that makes their amount, where the one they say is that, rounded."""
    if not any(_may_tell(one) for one in plan.row_amounts):
        return
    digits = flat.by_path(plan.form)[PRICE].field.digits or 0
    for group in groups:
        for row, number, column, amount in _rows(plan, group):
            price = _exact(row, amount, digits)
            if price is None:
                continue
            row["unit_price"] = price
            said = _("单价是四舍五入过的：按“{column}”{amount} 导入，单价 {price}")
            told = said.format(column=column.header, amount=plain(amount), price=price)
            group.notes.append(Note(number, column.header, "import.price_shown_rounded", told))


def _may_tell(one: RowAmount) -> bool:
    """Whether a column may say what price and quantity make."""
    return one.price == "unit_price" and not one.of_tax and not one.before


def _rows(plan: Plan, group: Group) -> Iterator[tuple[dict[str, Any], int, RowAmount, Decimal]]:
    """The rows with a price, and what the column that is meant like it says."""
    cells, numbers = dict(group.lines), group.rows.get(LINES, ())
    included = group.payload.get(TAX_INCLUDED)
    some = [
        one
        for one in plan.row_amounts
        if _may_tell(one)
        and (one.tax is None or one.tax is included)
        and not (one.is_total and len(numbers) > 1)
    ]
    for place, number in enumerate(numbers):
        row = group.payload[LINES][place]
        said = ((one, _number(cells[number], one.number)) for one in some)
        one, amount = next(((one, n) for one, n in said if n), (None, None))
        if one is not None and amount is not None:
            yield row, number, one, amount


def _exact(row: dict[str, Any], amount: Decimal, digits: int) -> str | None:
    """The price that makes the amount, if the row's is that with fewer digits; else None."""
    quantity, price = number_of(row.get("quantity")), number_of(row.get("unit_price"))
    off = number_of(row.get("discount", 0))
    if not quantity or not price or off is None or off >= ALL or amount != amount.quantize(CENT):
        return None
    if typed_amount(Typed(quantity=quantity, unit_price=price, discount=off), CENTS) == amount:
        return None
    each = amount * ALL / (quantity * (ALL - off))
    exponent = price.normalize().as_tuple().exponent
    shown = max(LEAST_DIGITS, -exponent if isinstance(exponent, int) else 0)
    if abs(each - price) > HALF.scaleb(-shown):
        return None
    for places in range(shown + 1, digits + 1):
        found = each.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        if typed_amount(Typed(quantity=quantity, unit_price=found, discount=off), CENTS) == amount:
            return plain(found)
    return None


def _number(cells: Sequence[Any], number: int) -> Decimal | None:
    return number_of(inside(cells[number])) if number < len(cells) else None
