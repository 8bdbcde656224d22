"""列名行: many files begin with a title and notes; the headings stand in the first row that has
several we know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from huolang.forms.form import Form
from huolang.integrations import document_day, flat, groups, matching, told_twice
from huolang.integrations.headings import heading, plain, words
from huolang.integrations.reading import Line

LOOKED_AT = 10
"""Rows among which the headings are looked for."""
SEVERAL = 2


def found(
    form: Form, rows: Iterable[Line], remembered: Mapping[str, str]
) -> tuple[int, list[str], Iterator[Line]]:
    """The number of the row of headings, what stands in it, and the rows below it. Where no row has
    several that are known, it is the first one."""
    rows = iter(rows)
    first = list(islice(rows, LOOKED_AT))
    place = _place(form, first, remembered) or 0
    number, cells = first[place]
    return number, [groups.heading(one) for one in cells], chain(first[place + 1 :], rows)


def is_there(form: Form, top: Sequence[Line], remembered: Mapping[str, str]) -> bool:
    """Whether a sheet that begins with these rows has headings that are known."""
    return _place(form, top[:LOOKED_AT], remembered) is not None


def _place(form: Form, first: Sequence[Line], remembered: Mapping[str, str]) -> int | None:
    columns = flat.by_path(form)
    known = {*words(form, columns), *matching.whole_names(form, columns), *remembered}
    known |= told_twice.words(columns)
    known |= set(document_day.ranked(form)) if form.is_document else set[str]()
    return next((n for n, (_no, row) in enumerate(first) if _count(row, known) >= SEVERAL), None)


def _count(cells: Sequence[Any], known: set[str]) -> int:
    said = {one for one in cells if isinstance(one, str) and one.strip()}
    return sum(1 for one in said if heading(one) in known or plain(one) in known)
