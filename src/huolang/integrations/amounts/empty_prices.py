"""单价是空的或 0: a row without a price in a file that has prices costs what makes its amount, not
what lists say; one of 0 beside an amount is refused, for that is no rounding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from huolang.forms.numbers import plain
from huolang.integrations.amounts import line_amounts
from huolang.integrations.amounts.line_amounts import LINES, MoneyColumn, number_of
from huolang.integrations.columns.headings import PRICE
from huolang.integrations.meaning.cells import inside
from huolang.kernel.refusals import Invalid

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan


class AmountAlone(Invalid):
    code = "import.amount_without_price"
    message = _("单价是空的，“{column}”却有数：请补上单价")


class PriceOfNothing(Invalid):
    code = "import.price_of_nothing"
    message = _("单价是 0，而“{column}”是 {amount}：请改正其中一个")


def with_amounts(plan: Plan, group: Group) -> Plan:
    """The plan by which rows get their prices: of a file that has prices, too, those without get
    that of their amount. Notes which of them cost nothing and come to something, or have no price
    beside an amount that has tax in it, or may have."""
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
        _refuse_alone(plan, group)
        return plan
    column = min(some, key=lambda one: not line_amounts.is_after(one.header))
    cells = dict(group.lines)
    for place, (number, row) in enumerate(
        zip(group.rows[LINES], group.payload[LINES], strict=True)
    ):
        amount = _number(cells[number], column.number)
        if amount and number_of(row.get("unit_price")) == 0 and "is_gift" not in row:
            error = PriceOfNothing(column=column.header, amount=plain(amount))
            error.field = f"{LINES}.{place}.unit_price"
            group.errors.append(error)
    return replace(plan, amounts=MoneyColumn(column.number, column.header, column.tax))


def _refuse_alone(plan: Plan, group: Group) -> None:
    """Note which rows have no price and come to something."""
    cells, numbers = dict(group.lines), group.rows[LINES]
    columns = [
        one for one in plan.row_amounts if not (one.of_tax or (one.is_total and len(numbers) > 1))
    ]
    wrong = {one.field for one in group.errors}
    for place, (number, row) in enumerate(zip(numbers, group.payload[LINES], strict=True)):
        field = f"{LINES}.{place}.unit_price"
        said = next(
            (one for one in columns if _number(cells[number], one.number) is not None), None
        )
        if said is not None and "unit_price" not in row and field not in wrong:
            error = AmountAlone(column=said.header)
            error.field = field
            group.errors.append(error)


def _number(cells: Sequence[Any], number: int) -> Decimal | None:
    return number_of(inside(cells[number])) if number < len(cells) else None
