"""合计行: rows of a file that only add up those above them, and are no rows of a document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from huolang.integrations.cells import Note, inside
from huolang.integrations.headings import heading, plain

if TYPE_CHECKING:
    from huolang.integrations.groups import Group, Plan

WORDS = frozenset({"合计", "总计", "小计", "共计", "本页合计", "total", "subtotal", "grandtotal"})
MORE = frozenset({"合计金额", "金额合计", "总金额", "总计金额", "合计数量", "totalamount"})
LONGEST = 60
IN_WORDS = re.compile(r"[零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正负]+")
"""大写金额: 壹拾贰元整."""
WHOLE = re.compile(rf"(?:合计|总计|金额)(?:\(?大写\)?)?:?{IN_WORDS.pattern}")
"""The word and the amount in one cell."""


def is_sum(plan: Plan, cells: Sequence[Any]) -> bool:
    """Whether a row says 合计 first and then only numbers."""
    first = next((one for one in cells if inside(one) not in (None, "")), None)
    if not isinstance(first, str) or len(first) > LONGEST:
        return False
    if WHOLE.fullmatch(heading(first)):
        return True
    if not {heading(first).rstrip(":"), plain(first)} & (WORDS | MORE):
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
    text = unicodedata.normalize("NFKC", str(cell)).strip()
    if IN_WORDS.fullmatch(text):
        return True
    text = text.lstrip("¥$-").rstrip("元").replace(",", "")
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
