"""箱数、散数: a file that counts whole boxes in one column and what is left over in another. The
quantity is that of the boxes alone, so a row with pieces beside it is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from huolang.forms.numbers import plain
from huolang.integrations.amounts.line_amounts import number_of
from huolang.integrations.columns.headings import heading
from huolang.integrations.columns.headings import plain as short
from huolang.integrations.columns.unit_words import PACKED
from huolang.integrations.meaning.cells import inside
from huolang.integrations.meaning.told_states import QUANTITY
from huolang.kernel.refusals import Invalid

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan

LOOSE = frozenset(
    {"散数", "散数量", "零头", "零头数", "零头数量", "零数", "零散", "零散数", "零散数量", "散件数"}
)


class LooseLeft(Invalid):
    code = "import.loose_left"
    message = _(
        "“{column}”{given} 和“{boxes}”是一行的两部分，只导入得了一个数量："
        "请合成一列，或者分成两行各写单位"
    )


def found(headers: Sequence[str], matching: Mapping[str, str]) -> tuple[int, ...]:
    """The columns that fill nothing and count pieces, where boxes are the quantity."""
    boxes = next((headers[int(n)] for n, path in matching.items() if path == QUANTITY), "")
    if not PACKED.fullmatch(heading(boxes)):
        return ()
    return tuple(
        n for n, one in enumerate(headers) if str(n) not in matching and short(one) in LOOSE
    )


def refuse(plan: Plan, group: Group) -> None:
    entries = [one for some in plan.tables.values() for one in some]
    boxes = next((str(plan.headers[e.number]) for e in entries if e.path == QUANTITY), "")
    for row, cells in group.lines if plan.loose else ():
        for number in plan.loose:
            given = number_of(inside(cells[number])) if number < len(cells) else None
            if given:
                column = str(plan.headers[number])
                error = LooseLeft(column=column, given=plain(given), boxes=boxes)
                error.field = f"#{row}#{column}"
                group.errors.append(error)
