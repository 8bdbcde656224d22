"""看了各行才知道的列: what some columns mean shows only in their rows: whether an amount is that of
each, and whether numbers and days in an opening are those of the old documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from huolang.forms.form import Form
from huolang.integrations.columns import (
    document_day,
    matching,
    old_documents,
    payments_beside,
    units_beside,
)
from huolang.integrations.columns.headings import heading, plain
from huolang.integrations.import_run import ImportRun
from huolang.integrations.meaning.cells import inside
from huolang.integrations.rows import groups, plans
from huolang.integrations.tables import sums

Lines = Iterable[tuple[int, list[Any]]]


def settle(
    run: ImportRun, form: Form, known: Mapping[str, str], lines: Callable[[], Lines]
) -> dict[str, str]:
    """What the columns mean. `known`: headings that somebody said something of."""
    found = {**run.matching, **_amounts(run, form, known, lines)}
    unsaid = {str(n): "" for n, one in enumerate(run.headers) if heading(one) in known}
    found |= payments_beside.by_method(
        form, run.headers, {**unsaid, **found}, lambda n: _said(n, lines())
    )
    found |= units_beside.by_cells(
        form, run.headers, {**unsaid, **found}, lambda n: _said(n, lines())
    )
    has_rows = any(path.startswith("lines.") for path in found.values())
    if form.name not in old_documents.OPENINGS or not has_rows:
        return found
    each: bool | None = None
    for own, of_rows in old_documents.OF_ROWS.items():
        number = next((n for n, path in found.items() if path == own), None)
        if number is None or of_rows in found.values():
            continue
        if heading(run.headers[int(number)]) in known:
            continue
        said = list(_said(int(number), lines()))
        each = _is_of_rows(form, own, run.headers[int(number)], said, each=each)
        if each:
            del found[number]
            if of_rows in matching.fillable(form):
                found[number] = of_rows
    return found


def usual(form: Form, proposed: Mapping[str, str], alone: Mapping[str, str]) -> dict[str, str]:
    """What the headings mean that say nothing but by their rows, as it was proposed; `alone`: by
    the headings alone."""
    units = units_beside.of_cells(proposed, alone)
    alone = {**alone, **units}
    if form.name not in old_documents.OPENINGS:
        return dict(alone)
    moved = {
        n: proposed.get(n)
        for n, path in alone.items()
        if path in old_documents.OF_ROWS and proposed.get(n) in (None, old_documents.OF_ROWS[path])
    }
    return {n: to for n, path in alone.items() if (to := moved.get(n, path)) is not None}


def _is_of_rows(
    form: Form, own: str, header: str, said: Sequence[str], *, each: bool | None
) -> bool:
    """Whether a column says something of the old document of each row. `each`: the number does."""
    several, repeated = len({*said}) > 1, len({*said}) < len(said)
    if heading(header) in matching.whole_names(form, {own: matching.fillable(form)[own]}):
        return several and form.name == "opening_balance" and (not repeated or own != "number")
    if own == document_day.DATE and plain(header).startswith(tuple(document_day.OWN[form.name])):
        return False
    return several or len(said) == 1 or bool(each)


def _said(number: int, lines: Lines) -> Iterator[str]:
    """What the rows say in a column, but those that only add up."""
    for _row, cells in lines:
        first = next((one for one in map(inside, cells) if one not in (None, "")), None)
        cell = inside(cells[number]) if number < len(cells) else None
        if cell not in (None, "") and not (isinstance(first, str) and plain(first) in sums.WORDS):
            yield str(cell).strip()


def _amounts(
    run: ImportRun, form: Form, known: Mapping[str, str], lines: Callable[[], Lines]
) -> dict[str, str]:
    """不含税金额 above the amounts of rows, not above the total of each document: the rows of one
    document say different ones, or each document has one row."""
    may = {
        number: path
        for number, path in matching.either(form, run.headers, run.matching).items()
        if heading(run.headers[number]) not in known
    }
    if not may:
        return {}
    plan = plans.plan(form, run.headers, run.matching, run.fixed)
    belongs = {row: first for row, first, _alike in groups.grouped(plan, lines())}
    differ, said = set[int](), dict[int, list[Any]]()
    for row, cells in lines() if belongs else ():
        mine = [groups.at(cells, number) for number in may]
        above = said.setdefault(belongs.get(row, row), mine)
        differ |= {n for n, one, other in zip(may, mine, above, strict=True) if one != other}
    return {str(n): path for n, path in may.items() if n in differ or not belongs}
