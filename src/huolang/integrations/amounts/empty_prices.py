"""单价是空的或 0: a row without a price in a file that has prices costs what makes its amount, not
what lists say; one of 0 beside an amount is refused, for that is no rounding."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from huolang.forms.numbers import plain
from huolang.integrations.amounts import line_amounts
from huolang.integrations.amounts.line_amounts import LINES, MoneyColumn, number_of
from huolang.integrations.columns.headings import PRICE
from huolang.integrations.meaning.cells import inside
from huolang.kernel.refusals import Invalid

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan


class PriceOfNothing(Invalid):
    code = "import.price_of_nothing"
    message = _("单价是 0，而“{column}”是 {amount}：请改正其中一个")


def with_amounts(plan: Plan, group: Group) -> Plan:
    """The plan by which rows get their prices: of a file that has prices, too, those without get
    that of their amount. Notes which of them cost nothing and come to something."""
    filled = {one.path for one in plan.entries}
    if plan.amounts is not None or PRICE not in filled or LINES not in group.payload:
        return plan
    some = [
        one
        for one in plan.row_amounts
        if not (one.of_tax or one.before) and one.tax is None
        if line_amounts.is_plain(one.header) or line_amounts.is_after(one.header)
    ]
    if not some:
        return plan
    column = min(some, key=lambda one: not line_amounts.is_after(one.header))
    cells = dict(group.lines)
    for place, (number, row) in enumerate(
        zip(group.rows[LINES], group.payload[LINES], strict=True)
    ):
        cell = cells[number][column.number] if column.number < len(cells[number]) else None
        amount = number_of(inside(cell))
        if amount and number_of(row.get("unit_price")) == 0 and "is_gift" not in row:
            error = PriceOfNothing(column=column.header, amount=plain(amount))
            error.field = f"{LINES}.{place}.unit_price"
            group.errors.append(error)
    return replace(plan, amounts=MoneyColumn(column.number, column.header, column.tax))
