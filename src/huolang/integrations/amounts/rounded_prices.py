"""单价四舍五入过: prices that a file shows with fewer digits than they have, as the amounts of
their rows tell, with tax or without. The price is what makes the amount, which is what is owed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from huolang.forms.numbers import plain
from huolang.integrations import flat
from huolang.integrations.amounts import taxed_costs
from huolang.integrations.amounts.line_amounts import CENTS, LINES, TAX_INCLUDED, number_of
from huolang.integrations.columns.headings import PRICE
from huolang.integrations.meaning.cells import Note, inside
from huolang.masters.amounts import Typed, of_lines, typed_amount

if TYPE_CHECKING:
    from huolang.integrations.amounts.row_amounts import RowAmount
    from huolang.integrations.rows.groups import Group, Plan

HALF, CENT, ALL = Decimal("0.5"), Decimal("0.01"), Decimal(100)
LEAST_DIGITS = 2
"""With which prices are shown at least, though a cell may hold 3.3."""


def settle(plan: Plan, groups: Sequence[Group]) -> None:
    """Let rows have the price that makes their amount, where the one they say is that, rounded."""
    if not any(_may_tell(one) for one in plan.row_amounts):
        return
    digits = flat.by_path(plan.form)[PRICE].field.digits or 0
    rates = taxed_costs.usual_rates(groups)
    for group in groups:
        for place, number, said in _rows(plan, group):
            row = group.payload[LINES][place]
            lost = group.shown.get(place) or shown(row)
            priced = found(group, row, said, lost, digits, rates)
            if priced is None:
                continue
            row["unit_price"], (column, amount) = priced
            told = _("单价是四舍五入过的：按“{column}”{amount} 导入，单价 {price}").format(
                column=column.header, amount=plain(amount), price=row["unit_price"]
            )
            group.notes.append(Note(number, column.header, "import.price_shown_rounded", told))


def shown(row: Mapping[str, Any]) -> Decimal:
    """By how much the price of a row may be another one than is shown."""
    price = number_of(row.get("unit_price")) or Decimal(0)
    exponent = price.normalize().as_tuple().exponent
    return HALF.scaleb(-max(LEAST_DIGITS, -exponent if isinstance(exponent, int) else 0))


def _may_tell(one: RowAmount) -> bool:
    """Whether a column may say what price and quantity make."""
    return one.price == "unit_price" and not one.of_tax


def _rows(plan: Plan, group: Group) -> Iterator[tuple[int, int, list[tuple[RowAmount, Decimal]]]]:
    """The rows with what columns say that they come to, first those that are meant like prices."""
    cells, included = dict(group.lines), group.payload.get(TAX_INCLUDED) is True
    some = [one for one in plan.row_amounts if _may_tell(one)]
    some.sort(key=lambda one: one.tax is (not included))
    for place, number in enumerate(group.rows.get(LINES, ())):
        said = ((one, _number(cells[number], one.number)) for one in some)
        yield place, number, [(one, amount) for one, amount in said if amount]


def found(
    group: Group,
    row: Mapping[str, Any],
    said: Sequence[tuple[RowAmount, Decimal]],
    lost: Decimal,
    digits: int,
    rates: Mapping[UUID, Decimal],
) -> tuple[str, tuple[RowAmount, Decimal]] | None:
    """The price that makes what one of the columns says, and that column; None where the row's
    price does so itself, or none is near."""
    quantity, price = number_of(row.get("quantity")), number_of(row.get("unit_price"))
    off = number_of(row.get("discount", 0))
    if not quantity or not price or off is None or off >= ALL:
        return None
    rate = number_of(row["tax_rate"]) if "tax_rate" in row else rates.get(row.get("product", ""))
    line = Typed(quantity=quantity, unit_price=price, discount=off, tax_rate=rate or Decimal(0))
    included = group.payload.get(TAX_INCLUDED) is True
    made = typed_amount(line, CENTS)
    ways = [(one, _typed(*one, line.tax_rate, included=included)) for one in said]
    if any(made in every for _one, every in ways):
        return None
    for (column, amount), every in ways:
        for wanted in every:
            exact = _exact(line, wanted, lost, digits)
            if exact is not None:
                return exact, (column, amount)
    return None


def _typed(column: RowAmount, said: Decimal, rate: Decimal, *, included: bool) -> list[Decimal]:
    """What price and quantity come to where the row comes to this, with tax or without."""
    if said != said.quantize(CENT):
        return []
    if column.tax is None or column.tax is included:
        return [said]
    whole = 1 + rate / ALL
    near = (said * whole if included else said / whole).quantize(CENT, ROUND_HALF_UP)
    some = [near, near - CENT, near + CENT]
    return [one for one in some if _comes(one, rate, included=included) == said]


def _comes(typed: Decimal, rate: Decimal, *, included: bool) -> Decimal:
    """The other one of what a row comes to with tax and without."""
    one = Typed(quantity=Decimal(1), unit_price=typed, tax_rate=rate)
    (made,) = of_lines([one], tax_included=included)
    return made.amount if included else made.total


def _exact(line: Typed, wanted: Decimal, lost: Decimal, digits: int) -> str | None:
    """The price, to as few digits as will do, that makes the amount; None where the line's is not
    that, rounded."""
    least, most = line.unit_price - lost, line.unit_price + lost
    each = wanted * ALL / (line.quantity * (ALL - line.discount))
    each = min(max(each, least), most)  # the amount is rounded, too
    for places in range(LEAST_DIGITS, digits + 1):
        found = each.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        made = Typed(quantity=line.quantity, unit_price=found, discount=line.discount)
        if least <= found <= most and typed_amount(made, CENTS) == wanted:
            return plain(found)
    return None


def _number(cells: Sequence[Any], number: int) -> Decimal | None:
    return number_of(inside(cells[number])) if number < len(cells) else None
