"""分列旁边的列: what stands beside columns that are spread into rows, and is in none of these: it
is told with its rows, and what says that it is the sum of them is compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from huolang.forms.form import Form
from huolang.forms.numbers import plain as written
from huolang.integrations.amounts.line_amounts import number_of
from huolang.integrations.columns import in_brackets
from huolang.integrations.columns.headings import plain
from huolang.integrations.meaning.cells import Note, inside
from huolang.integrations.rows import spreading
from huolang.integrations.rows.spreading import Spread

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan

SUMS = frozenset(
    {
        "合计", "总计", "小计", "共计", "合计数量", "数量合计", "总数", "总数量", "总量", "总库存",
        "库存合计", "合计库存", "库存总数", "合计金额", "总金额", "合计余额", "余额合计",
        "total", "totalqty", "totalquantity",
    }
)  # fmt: skip
NO_FIGURES = re.compile(
    r"序号|行号|项次|编[码号]|代码|条码|条形码|货号|款号|电话|手机|传真|税号|账号|帐号|邮编|规格|型号"
    r"|日期|年份|月份|备注|说明|单号|code|barcode|phone|date|remark|^(?:no|id|tel)$"
)
"""What may be written in figures and counts nothing."""
LESS = frozenset({"payable", "advance_received"})
"""What a sum of what is owed is less by."""


@dataclass(frozen=True)
class Beside:
    """Columns that fill nothing, and those of them that say what a row comes to: of each how many
    one is, or None where the columns count in several units."""

    others: tuple[int, ...] = ()
    sums: Mapping[int, Decimal] | None = None


NOTHING = Beside()


def found(form: Form, headers: Sequence[str], used: set[int], spread: Sequence[Spread]) -> Beside:
    """`used`: the columns of which something is made."""
    if not spread:
        return NOTHING
    used |= {one.number for one in spread}
    free = {n: plain(one) for n, one in enumerate(headers) if n not in used}
    sums = {n for n, one in free.items() if one in SUMS}
    units = {in_brackets.said(headers[one.number]).units for one in spread if not one.named}
    comparable = not units and {one.value for one in spread} - {spreading.FUNDS}
    return Beside(
        tuple(n for n, one in free.items() if n not in sums and not NO_FIGURES.search(one)),
        {n: in_brackets.said(headers[n]).times for n in sums} if comparable else {},
    )


def tell(plan: Plan, group: Group) -> None:
    """Note the rows of which figures stand in other columns, or come to another sum."""
    if not plan.spread:
        return
    for row, cells in group.lines:
        counted = [one for one, _entry in plan.spread if not _is_nothing(one, cells)]
        others = [n for n in plan.beside.others if _figure(cells, n)]
        sums = {n: _figure(cells, n) * times for n, times in (plan.beside.sums or {}).items()}
        for number in others:
            said = _("“{column}”不是已有的{what}，这一列的数没有导入").format(
                column=_name(plan, number), what=_what(plan)
            )
            group.notes.append(Note(row, _name(plan, number), "import.beside_spread", said))
        if not counted and (others or any(sums.values())):
            said = _("这一行只在没有导入的列里有数，没有导入")
            group.notes.append(Note(row, "", "import.row_beside_spread", said))
            continue
        group.notes += _compared(plan, row, cells, sums)


def _compared(
    plan: Plan, row: int, cells: Sequence[Any], sums: Mapping[int, Decimal]
) -> Iterator[Note]:
    if not any(sums.values()):
        return
    said = [(one, _figure(cells, one.number)) for one, _entry in plan.spread]
    whole = sum((figure for _one, figure in said), Decimal(0))
    net = sum((-figure if one.value in LESS else figure for one, figure in said), Decimal(0))
    for number, given in sums.items():
        if given and given not in (whole, net, -net):
            told = _("“{column}”是 {given}，导入的各列合起来是 {made}：按各列导入")
            name = _name(plan, number)
            message = told.format(column=name, given=written(given), made=written(whole))
            yield Note(row, name, "import.sum_differs", message)


def _what(plan: Plan) -> str:
    return _("仓库") if plan.form.name == spreading.STOCK else _("余额类型")


def _name(plan: Plan, number: int) -> str:
    return plan.headers[number] or _("第 {number} 列").format(number=number + 1)


def _is_nothing(one: Spread, cells: Sequence[Any]) -> bool:
    cell = inside(cells[one.number]) if one.number < len(cells) else None
    return spreading.is_nothing(cell)


def _figure(cells: Sequence[Any], number: int) -> Decimal:
    cell = inside(cells[number]) if number < len(cells) else None
    return number_of(cell) or Decimal(0)
