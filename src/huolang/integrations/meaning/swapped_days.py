"""日月对调: a spreadsheet that opens 03/04/2026 as a day may have taken the month for the day; what
it could not read so stayed a text. Where a column has both, days that may be the other way round
are not taken without asking."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.kernel.refusals import Invalid

SWAPPED, MIXED = "swapped", "mixed"
"""Beside the orders of a column: its days are perhaps turned round; or they are not, though texts
stand among them."""
MONTHS = 12


class DaySwapped(Invalid):
    code = "import.day_swapped"
    message = gettext_lazy(
        "这一格可能是 Excel 把月和日对调了：{given} 还是 {other}？"
        "同一列的其他行写成 {text}。请把整列改成同一种写法，如 {given}"
    )


class Seen:
    """What stood in one column of days: real days of a spreadsheet, and texts that are a day in one
    order only, and could not have been read in the other."""

    def __init__(self) -> None:
        self.days = self.past_months = False
        self.text = ""

    def look(self, cell: Any, ways: Mapping[str, date]) -> None:
        found = real(cell)
        if found is not None:
            self.days = True
            self.past_months |= found.day > MONTHS
        elif not self.text and len(ways) == 1 and {*ways} & {"mdy", "dmy"}:
            self.text = str(cell)

    def says(self) -> list[str]:
        if not (self.days and self.text):
            return []
        return [MIXED if self.past_months else f"{SWAPPED} {self.text}"]


def real(cell: Any) -> date | None:
    """The day of a cell that a spreadsheet holds as one."""
    marks = cast("dict[str, Any]", cell) if isinstance(cell, dict) else {}
    joined: Any = marks.get("m")
    marks = cast("dict[str, Any]", joined) if isinstance(joined, dict) else marks
    return date.fromisoformat(str(marks["d"])[:10]) if "d" in marks else None


def understood(cell: Any, orders: Collection[str]) -> tuple[str, str] | None:
    """What is told of a real day among texts that are not. Raises that it may be two days."""
    day = real(cell)
    said = next((one for one in orders if one.startswith((SWAPPED, MIXED))), "")
    if day is None or not said or day.day > MONTHS or day.day == day.month:
        return None
    if said == MIXED:
        told = _("这一列既有日期也有写成文字的日期：日期按 Excel 里的读，文字按别的行读")
        return "import.days_mixed", told
    other = day.replace(month=day.day, day=day.month)
    raise DaySwapped(given=day.isoformat(), other=other.isoformat(), text=said.partition(" ")[2])
