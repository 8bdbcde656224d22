"""没有成本的入库: what comes in without a cost is worth what such goods cost already, which may be
nothing; where its row says money that nobody took for a cost, it is refused. So is a row of which
several columns say its worth otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from huolang.forms.numbers import plain
from huolang.integrations import flat
from huolang.integrations.amounts import row_amounts
from huolang.integrations.amounts.line_amounts import LINES, number_of
from huolang.integrations.amounts.taxed_costs import TOTAL, UNIT
from huolang.integrations.columns.form_words import UNIT_COST
from huolang.integrations.columns.headings import plain as short
from huolang.integrations.meaning.cells import inside
from huolang.kernel.refusals import Invalid

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan

RECEIPT = "stock_receipt"
MONEY = re.compile(r"价|金额|成本|总额|合计$|货款|货值|amount|cost|price|rate$|value")
OTHERS = re.compile(
    r"售|零卖|批发|会员|市场|吊牌|建议|销|率|税额|价格(?:等级|表)|计价|sell|sales|tax"
)
"""What is no cost: prices at which goods are sold, and rates."""


class WorthsDiffer(Invalid):
    code = "import.worths_differ"
    message = _("“{column}”是 {amount}，“{other}”是 {given}，看不出哪个对：请改正，或者只留一列")


class CostUntold(Invalid):
    code = "import.cost_untold"
    message = _(
        "“{column}”是 {amount}，而这一行没有“{label}”，入库就不是这个金额：请写“{label}”，"
        "没有成本写 0"
    )


def compare(plan: Plan, groups: Sequence[Group]) -> None:
    """Refuse rows of which two columns say otherwise what they are worth."""
    for group, place, number, cells in _rows(groups if plan.costs.same else ()):
        row, column = group.payload[LINES][place], plan.costs.columns.get(TOTAL, "")
        amount = number_of(row.get(TOTAL))
        if plan.costs.amount is not None:
            column = str(plan.headers[plan.costs.amount])
            amount = _number(cells, plan.costs.amount)
        for one in plan.costs.same:
            given = _number(cells, one)
            if given is not None and given != (amount or Decimal(0)):
                other = str(plan.headers[one])
                facts = {"column": column, "amount": plain(amount or Decimal(0))}
                error = WorthsDiffer(other=other, given=plain(given), **facts)
                error.field = f"#{number}#{other}"
                group.errors.append(error)
                break


def refuse(plan: Plan, groups: Sequence[Group]) -> None:
    """Refuse rows of receipts that have no cost, while their file says money of them."""
    known = flat.by_path(plan.form)
    if plan.form.name != RECEIPT or UNIT_COST not in known:
        return
    used = {one.number for one in plan.entries}
    free = [n for n, one in enumerate(plan.headers) if n not in used and _is_money(str(one))]
    label = str(known[UNIT_COST].field.label)
    for group, place, number, cells in _rows(groups if free else ()):
        row: Mapping[str, Any] = group.payload[LINES][place]
        wrong = f"{LINES}.{place}.{UNIT}" in {one.field for one in group.errors}
        if UNIT in row or wrong or not number_of(row.get("quantity")):
            continue
        said = ((n, given) for n in free if (given := _number(cells, n)))
        column, given = next(said, (None, Decimal(0)))
        if column is not None:
            header = str(plan.headers[column])
            error = CostUntold(column=header, amount=plain(given), label=label)
            error.field = f"#{number}#{header}"
            group.errors.append(error)


def _is_money(header: str) -> bool:
    name = short(header)
    taxes = {short(one) for one in row_amounts.TAX}
    return bool(MONEY.search(name)) and not OTHERS.search(name) and name not in taxes


def _rows(groups: Sequence[Group]) -> list[tuple[Group, int, int, Sequence[Any]]]:
    """The rows of goods: their group, their place in it, their row of the file and its cells."""
    return [
        (group, place, number, cells[number])
        for group in groups
        for cells in [dict(group.lines)]
        for place, number in enumerate(group.rows.get(LINES, ()))
    ]


def _number(cells: Sequence[Any], number: int) -> Decimal | None:
    return number_of(inside(cells[number])) if number < len(cells) else None
