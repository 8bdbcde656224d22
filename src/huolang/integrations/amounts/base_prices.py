"""单价是每个基本单位的: a price of one bottle beside a quantity in boxes, as the amount of the row
tells. The price of a box is what makes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from huolang.forms.numbers import plain
from huolang.integrations.amounts import base_counts, rounded_prices, taxed_costs
from huolang.integrations.amounts.line_amounts import LINES, number_of
from huolang.integrations.meaning.cells import Note, inside
from huolang.kernel.money import EXACT

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan

ONE, CENT, HALF = Decimal(1), Decimal("0.01"), Decimal("0.005")


def settle(plan: Plan, groups: Sequence[Group]) -> None:
    """Let rows have the price of their unit, whose goods and units are known."""
    columns = [
        one.number for one in plan.row_amounts if one.price == "unit_price" and not one.of_tax
    ]
    held = [
        (group, place, number, row, amounts)
        for group in groups
        if columns
        for place, number in enumerate(group.rows.get(LINES, ()))
        for row in [group.payload[LINES][place]]
        if isinstance(row.get("unit"), UUID)
        for amounts in [_amounts(dict(group.lines)[number], columns)]
        if amounts
    ]
    if not held:
        return
    rates = taxed_costs.usual_rates(groups)
    every = base_counts.factors([row for _group, _place, _number, row, _amounts in held])
    for (group, place, number, row, amounts), factor in zip(held, every, strict=True):
        if factor != ONE and _is_of_base(row, amounts, factor, rates):
            price = EXACT.multiply(number_of(row["unit_price"]) or Decimal(0), factor)
            group.shown[place] = rounded_prices.shown(row) * factor
            row["unit_price"] = plain(price)
            said = _("单价是每个基本单位的，这一行按每个单位 {price} 导入，和金额相符")
            note = Note(number, "", "import.price_of_base", said.format(price=plain(price)))
            group.notes.append(note)


def _is_of_base(
    row: Mapping[str, Any],
    amounts: Sequence[Decimal],
    factor: Decimal,
    rates: Mapping[UUID, Decimal],
) -> bool:
    """Whether some amount is that of the price times what the unit holds, and none that of the
    price, with tax or without."""
    quantity, price = number_of(row.get("quantity")), number_of(row.get("unit_price"))
    off = number_of(row.get("discount", 0))
    if not quantity or not price or off is None:
        return False
    made = quantity * price * (100 - off) / 100
    rate = number_of(row.get("tax_rate")) if "tax_rate" in row else rates.get(row["product"])
    whole = 1 + (rate or Decimal(0)) / 100
    ways, lost = (made, made * whole, made / whole), CENT + abs(quantity) * HALF

    def agrees(times: Decimal) -> bool:
        return any(abs(way * times - one) <= lost * times for way in ways for one in amounts)

    return agrees(factor) and not agrees(ONE)


def _amounts(cells: Sequence[Any], columns: Sequence[int]) -> list[Decimal]:
    said = (number_of(inside(cells[n])) for n in columns if n < len(cells))
    return [one for one in said if one]
