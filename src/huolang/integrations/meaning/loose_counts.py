"""箱数、散数: a file that counts whole boxes in one column and what is left over in another. The
quantity is that of the boxes alone, so a row with pieces beside it is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from huolang.forms.numbers import plain
from huolang.integrations.amounts.line_amounts import number_of
from huolang.integrations.columns import in_brackets, unfilled
from huolang.integrations.columns.headings import heading
from huolang.integrations.columns.headings import plain as short
from huolang.integrations.columns.unit_words import PACKED
from huolang.integrations.meaning.cells import inside
from huolang.integrations.meaning.told_states import QUANTITY
from huolang.kernel.refusals import Invalid

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan

FIGURE = re.compile(r"\d")
LOOSE = frozenset(
    {
        "散数", "散数量", "散", "零头数", "零头数量", "零数", "零散", "零散数", "零散数量",
        "散件数", "散件", "散装", "散装数", "散装数量", "零件数", "散货", "散瓶", "散个",
        "尾数", "尾箱数", "loose", "looseqty", "loosequantity",
    }
)  # fmt: skip
MAYBE_MONEY = frozenset({"零头"})
"""What is a number of pieces only beside boxes."""
BOXES = frozenset({"件数", "箱数", "整件数", "整箱数", "大单位数量", "整数量"})


COUNT = frozenset({"数量", "qty", "quantity"})


class LooseLeft(Invalid):
    code = "import.loose_left"
    message = _(
        "“{column}”{given} 和“{boxes}”是一行的两部分，只导入得了一个数量："
        "请合成一列（数量按小单位写，如 2 箱 3 个、一箱 12 个写 27），或者分成两行各写单位"
    )


def found(headers: Sequence[str], matching: Mapping[str, str]) -> tuple[int, ...]:
    """The columns that fill nothing and count pieces, where the quantity is in boxes, or may be:
    not where other columns say how many boxes it is, for it counts all of them then."""
    boxes = next((headers[int(n)] for n, path in matching.items() if path == QUANTITY), None)
    if boxes is None:
        return ()
    packed = bool(PACKED.fullmatch(heading(boxes)) or in_brackets.said(boxes).units)
    free = unfilled.columns(headers, matching)
    beside = any(
        PACKED.fullmatch(heading(one))
        or short(one) in BOXES
        or (short(one) in COUNT and in_brackets.said(one).units)
        for _n, one in free
    )
    words = LOOSE | MAYBE_MONEY if packed else LOOSE
    return () if beside and not packed else tuple(n for n, one in free if short(one) in words)


def refuse(plan: Plan, group: Group) -> None:
    entries = [one for some in plan.tables.values() for one in some]
    boxes = next((str(plan.headers[e.number]) for e in entries if e.path == QUANTITY), "")
    for row, cells in group.lines if plan.loose else ():
        for number in plan.loose:
            cell = inside(cells[number]) if number < len(cells) else None
            given = number_of(cell)
            if given or (given is None and FIGURE.search(str(cell or ""))):
                column = str(plan.headers[number])
                said = plain(given) if given is not None else str(cell)
                error = LooseLeft(column=column, given=said, boxes=boxes)
                error.field = f"#{row}#{column}"
                group.errors.append(error)
