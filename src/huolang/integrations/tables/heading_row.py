"""列名行: many files begin with a title and notes; the headings stand in the first row that has
several we know, or in that and the one below it where its cells are joined above several of its."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Form
from huolang.integrations import flat
from huolang.integrations.amounts.line_amounts import WORDS
from huolang.integrations.columns import document_day, matching
from huolang.integrations.columns.headings import heading, plain, words
from huolang.integrations.columns.other_names import CODES, NAMES
from huolang.integrations.meaning import owed_words, told_twice
from huolang.integrations.rows import groups, spreading
from huolang.integrations.tables.reading import Line
from huolang.kernel.refusals import BusinessError

LOOKED_AT = 40
"""Rows among which the headings are looked for, and of which somebody may choose another."""
USUAL = 10
SEVERAL, SURE = 2, 3
"""So many known words make a row of headings among the first ten, and further below."""
MOST_CHOSEN = 10
MOST_KEPT = 200_000
"""Letters of the first rows."""


class NoSuchRow(BusinessError):
    code = "import.no_such_row"
    message = _("文件开头没有第 {row} 行，或者那一行下面没有数据")
    status = 422


@dataclass(frozen=True)
class Head:
    """The headings of a file: the place of their last row among the first ones, how many rows they
    take, and what they say."""

    place: int
    rows: int
    headers: list[str]


def found(
    form: Form,
    first: Sequence[Line],
    remembered: Mapping[str, str],
    chosen: Sequence[Mapping[str, Any]] = (),
) -> Head:
    """The headings among the first rows: those of a row that somebody `chosen` before; or where
    several words are known, or else the first row."""
    for place, (_no, cells) in enumerate(first):
        rows = next((one["rows"] for one in chosen if one["said"] == _said(cells)), 0)
        if rows and place + rows <= len(first):
            return of(first, place, rows, _known(form, first, remembered))
    place, known = _place(form, first, remembered), _known(form, first, remembered)
    if place is None:
        return of(first, 0, 1, known)
    if _goes_below(first, place, known):
        return of(first, place, 2, known)
    if _is_grouped(first, place):
        return of(first, place - 1, 2, known)
    return of(first, place, 1, known)


def of(first: Sequence[Line], place: int, rows: int, known: Collection[str]) -> Head:
    """The headings that begin in the row at this place and take one row or two."""
    names = _names(first[place][1])
    if rows == 1:
        return Head(place, 1, names)
    return Head(place + 1, 2, _put_together(names, _names(first[place + 1][1]), known))


def at_row(form: Form, first: Sequence[Line], row: int, rows: int) -> Head:
    """The headings that somebody says begin in this row of the file."""
    place = next((n for n, (number, _cells) in enumerate(first) if number == row), None)
    if place is None or place + rows > len(first):
        raise NoSuchRow(row=row)
    return of(first, place, rows, _known(form, first, {}))


def choice(first: Sequence[Line], head_row: int, rows: int) -> dict[str, Any]:
    """What is kept of a row that somebody chose, so that the next file is read alike."""
    place = next(n for n, (number, _cells) in enumerate(first) if number == head_row)
    return {"said": _said(first[place - rows + 1][1]), "rows": rows}


def kept(first: Sequence[Line], head: Head) -> list[Line]:
    """The rows of which another may be chosen: all but those that are far too long, and those down
    to the headings anyway."""
    some, letters = list[Line](), 0
    for place, line in enumerate(first):
        letters += len(repr(line))
        if place > head.place and letters > MOST_KEPT:
            break
        some.append(line)
    return some


def is_there(form: Form, top: Sequence[Line], remembered: Mapping[str, str]) -> bool:
    """Whether a sheet that begins with these rows has headings that are known."""
    return _place(form, top[:LOOKED_AT], remembered) is not None


def _said(cells: Sequence[Any]) -> list[str]:
    return [heading(one) for one in _names(cells)]


def _names(cells: Sequence[Any]) -> list[str]:
    return [groups.heading(one) for one in cells]


def _place(form: Form, first: Sequence[Line], remembered: Mapping[str, str]) -> int | None:
    known = _known(form, first, remembered)
    return next(
        (
            n
            for n, (_no, row) in enumerate(first)
            if _count(row, known) >= (SEVERAL if n < USUAL else SURE)
        ),
        None,
    )


def _texts(first: Sequence[Line]) -> set[str]:
    return {one.strip() for _no, cells in first for one in cells if isinstance(one, str)}


def _known(form: Form, first: Sequence[Line], remembered: Mapping[str, str]) -> set[str]:
    columns = flat.by_path(form)
    known = {*words(form, columns), *matching.whole_names(form, columns), *remembered}
    known |= told_twice.words(columns) | spreading.words(form, _texts(first))
    known |= {heading(one) for one in (*WORDS, "单价")} if form.is_document else set[str]()
    return known | (set(document_day.ranked(form)) if form.is_document else set[str]())


def _count(cells: Sequence[Any], known: set[str]) -> int:
    said = {one for one in cells if isinstance(one, str) and one.strip()}
    return sum(1 for one in said if _is_known(one, known))


def _goes_below(first: Sequence[Line], place: int, known: set[str]) -> bool:
    """Whether the next row has the headings of columns above which one cell stands for several: all
    of it is words, and each of them stands below such a cell or repeats the one above it."""
    if place + 1 >= len(first) or first[place + 1][0] != first[place][0] + 1:
        return False
    above, below = first[place][1], first[place + 1][1]
    if not all(one is None or isinstance(one, str) for one in below):
        return False
    spans = _spans(_names(above), _names(below))
    if not any(len(some) > 1 for some in spans):
        return False
    inside = {number for some in spans if len(some) > 1 for number in some}
    for number, name in enumerate(_names(below)):
        same = number < len(above) and heading(name) == heading(groups.heading(above[number]))
        if name and number not in inside and not same:
            return False
    said = [
        (groups.heading(above[some[0]]), groups.heading(below[one]))
        for some in spans
        if len(some) > 1
        for one in some
        if below[one] is not None
    ]
    return bool(said) and all(
        _is_known(name, known) or _is_known(f"{group}{name}", known) for group, name in said
    )


def _is_known(name: str, known: Collection[str]) -> bool:
    return heading(name) in known or plain(name) in known


def _is_grouped(first: Sequence[Line], place: int) -> bool:
    """Whether the row above tells apart columns that are called alike."""
    names = _names(first[place][1])
    if not place or first[place - 1][0] != first[place][0] - 1:
        return False
    twice = {n for n, count in Counter(heading(one) for one in names if one).items() if count > 1}
    spans = _spans(_names(first[place - 1][1]), names)
    above = [{heading(names[one]) for one in some} for some in spans]
    return bool(twice) and all(sum(one in some for some in above) > 1 for one in twice)


def _spans(above: Sequence[str], below: Sequence[str]) -> list[list[int]]:
    """Of each cell of the upper row the columns that it stands above: its own, and those after it
    that have nothing in the upper row and something below."""
    found: list[list[int]] = []
    for number in range(len(below)):
        if number < len(above) and above[number]:
            found.append([number])
        elif found and below[number] and found[-1][-1] == number - 1:
            found[-1].append(number)
    return found


def _put_together(above: Sequence[str], below: Sequence[str], known: Collection[str]) -> list[str]:
    """One heading for each column: the lower one, or the upper one where there is none below; with
    the upper one before it where columns below are called alike, or only both say whose it is: 编码
    below 商品."""
    width = max(len(above), len(below))
    upper = [*above, *[""] * (width - len(above))]
    lower = [*below, *[""] * (width - len(below))]
    over = {n: upper[some[0]] for some in _spans(above, below) for n in some}
    often = Counter(heading(one) for one in lower if one)
    named: list[str] = []
    for number, name in enumerate(lower):
        group = over.get(number, "")
        if not name:
            named.append(upper[number])
        elif often[heading(name)] > 1 and heading(group) != heading(name):
            named.append(f"{group} {name}".strip())
        elif _is_short(name) and _is_known(f"{group}{name}", known):
            named.append(f"{group}{name}")
        else:
            named.append(name)
    return named


def _is_short(name: str) -> bool:
    """Whether a heading says only with the one above it what stands below: 编码 and 借方."""
    return name in (*CODES, *NAMES) or bool(owed_words.side(name))
