"""合计行: rows of a file that only add up those above them, and are no rows of a document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from huolang.integrations.cells import Note, inside
from huolang.integrations.headings import heading

if TYPE_CHECKING:
    from huolang.integrations.groups import Group, Plan

WORDS = frozenset({"合计", "总计", "小计", "共计", "本页合计", "total", "subtotal", "grandtotal"})
LONGEST = 20


def is_sum(plan: Plan, cells: Sequence[Any]) -> bool:
    """Whether a row says 合计 first and then only numbers."""
    first = next((one for one in cells if inside(one) not in (None, "")), None)
    if not isinstance(first, str) or len(first) > LONGEST:
        return False
    if heading(first).rstrip(":") not in WORDS:
        return False
    said = [inside(one) for one in cells if inside(one) not in (None, "")]
    if len(said) < 2:
        return False
    return all(_counts(one) for one in said[1:])


def _counts(cell: Any) -> bool:
    if isinstance(cell, bool | dict):
        return isinstance(cell, dict) and "e" in cell
    if isinstance(cell, int | float):
        return True
    text = str(cell).strip().lstrip("¥$-").replace(",", "")
    return not text or text.replace(".", "", 1).isdecimal()


def leave_out(plan: Plan, group: Group) -> None:
    """Take such rows out of the record they stand below, and say so."""
    for row, cells in group.lines[1:]:
        if is_sum(plan, cells):
            word = next(str(inside(one)) for one in cells if inside(one) not in (None, ""))
            group.notes.append(
                Note(row, "", "import.sum_row", _("“{word}”一行没有导入").format(word=word))
            )
    group.lines[1:] = [one for one in group.lines[1:] if not is_sum(plan, one[1])]
