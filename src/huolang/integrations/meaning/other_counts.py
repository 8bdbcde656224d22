"""赠品数量、退货数量: goods that a row gives away or takes back beside those that it sells or
buys. A row is one quantity, so it is refused with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Form
from huolang.forms.numbers import plain
from huolang.integrations.amounts import line_amounts
from huolang.integrations.amounts.line_amounts import LINES, number_of
from huolang.integrations.columns import unfilled
from huolang.integrations.meaning.cells import inside
from huolang.kernel.refusals import Invalid

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan

FIGURE = re.compile(r"[1-9]")
GIVEN = frozenset(
    {
        "赠品数量", "赠送数量", "搭赠数量", "赠品数", "赠数", "赠量", "赠品", "赠送", "搭赠",
        "freeqty", "freequantity", "bonusqty", "bonusquantity",
    }
)  # fmt: skip
BACK = frozenset({"退货数量", "退回数量", "退货数", "returnedqty", "returnqty"})
GOES = ("sales_delivery", "purchase_receipt")


class GivenAway(Invalid):
    code = "import.given_away"
    message = _("“{column}”{given} 要另写一行：数量 {given}，“赠品”写“是”，单价写 0")


class ComesBack(Invalid):
    code = "import.negative_quantity"
    message = _("数量 {quantity} 是负数：退货请另用退货单导入，数量写正数")


class TakenBack(Invalid):
    code = "import.taken_back"
    message = _("“{column}”{given} 没有导入得了：退货请另外用退货单导入，并从这个文件里删去这一列")


def found(
    form: Form, headers: Sequence[str], matching: Mapping[str, str]
) -> Mapping[int, type[Invalid]]:
    """The columns that fill nothing and say so."""
    if not line_amounts.is_priced(form):
        return {}
    back = unfilled.called(headers, matching, BACK) if form.name in GOES else ()
    given = unfilled.called(headers, matching, GIVEN)
    return {**dict.fromkeys(back, TakenBack), **dict.fromkeys(given, GivenAway)}


def refuse(plan: Plan, group: Group) -> None:
    for row, cells in group.lines if plan.other_counts else ():
        for number, refusal in plan.other_counts.items():
            cell = inside(cells[number]) if number < len(cells) else None
            given = number_of(cell)
            if given or (given is None and FIGURE.search(str(cell or ""))):
                column = str(plan.headers[number])
                said = plain(given) if given is not None else str(cell)
                error = refusal(column=column, given=said)
                error.field = f"#{row}#{column}"
                group.errors.append(error)


def refuse_negative(plan: Plan, group: Group) -> None:
    """Refuse rows of deliveries and receipts that take goods back."""
    for place, row in enumerate(group.payload.get(LINES, ()) if plan.form.name in GOES else ()):
        quantity = number_of(row.get("quantity"))
        if quantity is not None and quantity < 0:
            error = ComesBack(quantity=plain(quantity))
            error.field = f"{LINES}.{place}.quantity"
            group.errors.append(error)
