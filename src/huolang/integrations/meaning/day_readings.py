"""日期的读法: 11/3/2026 and 26-11-03 are read as the other days of their column allow, and only so;
what may be several days, or lacks its year, is refused with what it may be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.forms.kind import as_text
from huolang.integrations.meaning import swapped_days
from huolang.kernel.clock import now
from huolang.kernel.refusals import Invalid

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Entry

YMD, MDY, DMY = "ymd", "mdy", "dmy"
ORDERS = (YMD, MDY, DMY)
PARTS: Mapping[str, tuple[int, int, int]] = {YMD: (0, 1, 2), MDY: (2, 0, 1), DMY: (2, 1, 0)}
"""Where year, month and day stand."""
CLOCK = r"(?:[ T]+([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?))?"
THREE = re.compile(rf"([0-9]{{1,4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,4}}){CLOCK}", re.ASCII)
SIX = re.compile(r"([0-9]{2})()([0-9]{2})([0-9]{2})()", re.ASCII)
SHORT_YEAR = re.compile(
    rf"([0-9]{{2}})年\s?([0-9]{{1,2}})月\s?([0-9]{{1,2}})[日号]?{CLOCK}", re.ASCII
)
NO_YEAR = re.compile(r"[0-9]{1,2}月\s?[0-9]{1,2}[日号]?|[0-9]{1,2}[-/.][0-9]{1,2}", re.ASCII)
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MONTH = "|".join(f"{one}[a-z]*" for one in MONTHS)
YEAR_LAST = re.compile(
    rf"([0-9]{{1,2}})[-/. ]*({MONTH})[-/., ]*([0-9]{{4}}|[0-9]{{2}}){CLOCK}", re.ASCII
)
MONTH_FIRST = re.compile(
    rf"({MONTH})[-/. ]*([0-9]{{1,2}})[-/., ]+([0-9]{{4}}|[0-9]{{2}}){CLOCK}", re.ASCII
)
SERIAL = re.compile(r"[2-7][0-9]{4}", re.ASCII)
"""Days from 1954 to 2119, as a spreadsheet counts them and writes them into a text."""
NEAR = 10 * 366
"""Days from today within which two figures mean a year, where the file does not tell otherwise."""


class DayUnclear(Invalid):
    code = "import.day_unclear"
    message = gettext_lazy(
        "看不出 {given} 是哪一天：可能是 {days}。请写成 {example}，或者整列用同一种、能看出来的写法"
    )


class YearMissing(Invalid):
    code = "import.year_missing"
    message = gettext_lazy("看不出 {given} 是哪一年：请连年份一起写，如 {example}")


def of_columns(
    entries: Iterable[Entry], rows: Iterable[tuple[int, Sequence[Any]]]
) -> dict[str, list[str]]:
    """Number of a column of days → the orders of year, month and day that all of its cells allow,
    where some may be read in several; what can be read in no order says nothing."""
    numbers = {one.number for one in entries if one.column.field.kind == "date"}
    left: dict[int, set[str]] = {}
    far: dict[int, set[str]] = {}
    seen = {number: swapped_days.Seen() for number in numbers}
    today = now().date()
    for _number, cells in rows if numbers else ():
        for number in numbers:
            cell = cells[number] if number < len(cells) else None
            found = ways(cell) if isinstance(cell, str | int) else {}
            seen[number].look(cell, found)
            if found:
                left[number] = left.get(number, {*ORDERS}) & found.keys()
                far.setdefault(number, set()).update(
                    order for order, day in found.items() if abs((day - today).days) > NEAR
                )
    return {str(n): sorted(some - far[n] or some) + seen[n].says() for n, some in left.items()}


def typed(own: Callable[[Any], Any], orders: Collection[str]) -> Callable[[Any], Any]:
    """A cell of a column of days as the form takes it, where it is one day only."""

    def day(cell: Any) -> Any:
        found = days(cell, orders)
        if len(found) != 1:
            return own(cell)
        clock = _clock(cell)
        return f"{found[0]} {clock:0>{8 if clock.count(':') == 2 else 5}}" if clock else found[0]

    return day


def understood(cell: Any, orders: Collection[str]) -> tuple[str, str] | None:
    """How a cell of a column of days was understood, (code, sentence), where it alone could be read
    otherwise. Raises what is no one day."""
    if (told := swapped_days.understood(cell, orders)) is not None:
        return told
    text = _text(cell)
    if text and NO_YEAR.fullmatch(text):
        raise YearMissing(given=text, example=f"{now().year}-11-03")
    found, alone = days(cell, orders), days(cell, ())
    if len(found) > 1:
        raise DayUnclear(given=text, days=" / ".join(found), example=found[0])
    if len(alone) < 2:
        return None
    order = next(one for one in ORDERS if one in ways(cell) and one in orders)
    told = {YMD: _("年-月-日"), MDY: _("月/日/年"), DMY: _("日/月/年")}[order]
    sentence = _("这一列的日期按“{order}”读：其他的行里，别的读法说不通")
    return "import.day_order", sentence.format(order=told)


def days(cell: Any, orders: Collection[str]) -> list[str]:
    """Which days a cell may mean, in the orders that its column allows, or in all of its own."""
    found = ways(cell)
    fit = {one: day for one, day in found.items() if one in orders} or found
    return sorted({day.isoformat() for day in fit.values()})


def ways(cell: Any) -> dict[str, date]:
    """Order → day, of what does not begin with a year of four figures."""
    text = _text(cell).casefold()
    if not text:
        return {}
    if found := SHORT_YEAR.fullmatch(text):
        return _only(YMD, found[1], found[2], found[3])
    if found := YEAR_LAST.fullmatch(text):
        return _whatever(found[3], found[2], found[1])
    if found := MONTH_FIRST.fullmatch(text):
        return _whatever(found[3], found[1], found[2])
    if SERIAL.fullmatch(text) and isinstance(cell, str):
        day = date(1899, 12, 30) + timedelta(days=int(text))
        return dict.fromkeys(ORDERS, day)
    found = THREE.fullmatch(text) or SIX.fullmatch(text)
    if found is None or len(found[1]) == 4:
        return {}
    parts = found[1], found[3], found[4]
    return {
        order: day
        for order, (year, month, at) in PARTS.items()
        for day in _only(order, parts[year], parts[month], parts[at]).values()
    }


def _only(order: str, year: str, month: str, day: str) -> dict[str, date]:
    """The day, if it is one: years have two figures or four, days and months at most two."""
    if len(year) not in (2, 4) or len(day) > 2:
        return {}
    try:
        return {order: date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))}
    except ValueError:
        return {}


def _whatever(year: str, month: str, day: str) -> dict[str, date]:
    """Where the month is a word every order is one."""
    found = _only(YMD, year, str(MONTHS.index(month[:3]) + 1), day)
    return {order: one for one in found.values() for order in ORDERS}


def _text(cell: Any) -> str:
    """What is written in a cell that is no day of a spreadsheet."""
    if isinstance(cell, bool) or not isinstance(cell, str | int):
        return ""
    text = as_text(cell) if isinstance(cell, int) else cell
    return unicodedata.normalize("NFKC", str(text)).strip()


def _clock(cell: Any) -> str:
    text = _text(cell).casefold()
    for one in (SHORT_YEAR, YEAR_LAST, MONTH_FIRST, THREE):
        found = one.fullmatch(text)
        if found is not None:
            clock = found.groups()[-1] or ""
            return clock if clock.strip("0:") else ""
    return ""
