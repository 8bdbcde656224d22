"""What a check says of a file besides what is wrong: how many records its rows are, and which rows
it put together though nothing in them says that they belong together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from huolang.forms import kinds
from huolang.forms.numbers import plain
from huolang.integrations import template
from huolang.integrations.amounts import row_amounts
from huolang.integrations.amounts.row_amounts import Difference
from huolang.integrations.import_run import ImportRun
from huolang.integrations.meaning.cells import Note, inside
from huolang.integrations.meaning.executed import OrderExecuted
from huolang.integrations.rows.groups import Group, Plan
from huolang.integrations.tables.reading import Sheet
from huolang.kernel.refusals import BusinessError

Differing = dict[int, dict[str, Any]]
"""By the first row of a document: what the file says it comes to, and what it came to."""

LEFT, HIDDEN = "import.sheet_left", "import.hidden_rows"
LONGEST = 40
SHOWN = 20
"""Documents of which the rows are told."""


def of_rows(lines: int, found: Sequence[tuple[int, int, bool]]) -> dict[str, Any]:
    """Of rows that are no record by themselves (`groups.grouped`): how many records there are, and
    the documents of rows that only say the same of it."""
    alike = {first for _no, first, only_alike in found if only_alike}
    rows: dict[int, list[int]] = {}
    for row, first, _alike in found:
        if first in alike and (first in rows or len(rows) < SHOWN):
            rows.setdefault(first, [first]).append(row)
    return {
        "records": lines - len(found),
        "joined": len(alike),
        "joined_rows": [
            {"first": first, "last": some[-1], "rows": len(some)} for first, some in rows.items()
        ],
    }


def compare(plan: Plan, made: Iterable[tuple[Group, Any]]) -> Differing:
    """Which documents come to something else than their own column of totals says."""
    found: Differing = {}
    for group, document in made:
        row, cells = group.lines[0]
        rows = [more for _no, more in group.lines[1:]]
        for number, field in plan.totals:
            cell = cells[number] if number < len(cells) else None
            comes = getattr(document, field.attribute)
            cell = inside(cell)
            again = [inside(one[number]) for one in rows if len(one) > number]
            if any(one not in (None, "", cell) for one in again):
                continue  # each row says its own
            if cell is None or isinstance(cell, dict) or comes is None:
                continue
            kind = kinds.of(field)
            try:
                said = kind.check(field)(kind.typed(field)(cell))
            except BusinessError:
                continue  # a column that is not imported may say anything
            before = getattr(document, "discount", 0) if plan.whole else 0
            each = said * (1 + again.count(cell))
            by = min(abs(comes - one) for one in (said, said - before, each))
            if by > row_amounts.most_lost(len(group.lines)):
                told = {"row": row, "column": plan.headers[number]}
                found[row] = {**told, "said": plain(said), "comes": plain(comes)}
            elif by:
                group.notes.append(_rounded(row, plan.headers[number], said, comes))
    return found


def _rounded(row: int, column: str, said: Decimal, comes: Decimal) -> Note:
    told = _("“{column}”是 {said}，导入后是 {comes}：税按每行四舍五入，差在尾数")
    message = told.format(column=column, said=plain(said), comes=plain(comes))
    return Note(row, column, "import.total_rounded", message)


def differs(one: Difference) -> dict[str, Any]:
    """A row of a document that comes to something else, told like a whole document."""
    told = {"row": one.row, "column": one.column.header}
    return {**told, "said": plain(one.said), "comes": plain(one.comes)}


def with_left(sheets: Sequence[Sheet], hidden: Sequence[int] = ()) -> dict[str, Any]:
    """That other sheets of the workbook are not imported, but for what a template explains; and
    that rows are which are not shown."""
    notes = [
        asdict(Note(0, "", LEFT, _left(one))) | {"rows": 1}
        for one in sheets
        if not template.is_explained(one.top[0][1] if one.top else ())
    ]
    if hidden:
        told = _("隐藏或筛掉的 {count} 行也会导入（第一行是第 {row} 行）：不要的请在 Excel 里删掉")
        message = told.format(count=len(hidden), row=min(hidden))
        notes = [*notes[: SHOWN - 1], asdict(Note(0, "", HIDDEN, message)) | {"rows": 1}]
    return {"notes": notes[:SHOWN]}


def _left(sheet: Sheet) -> str:
    name = sheet.name[:LONGEST]
    if sheet.rows is None:
        return _("工作表“{name}”没有导入：要导入它，请单独存成一个文件").format(name=name)
    said = _("工作表“{name}”有 {count} 行，没有导入：要导入它，请单独存成一个文件")
    return said.format(name=name, count=sheet.rows)


def of_file(before: Mapping[str, Any], more: Iterable[Note] = ()) -> dict[str, Any]:
    """What was found when the file came, below what is told of all its rows."""
    told = [asdict(one) | {"rows": 1} for one in more]
    return {
        "notes": [*told, *(one for one in before.get("notes", ()) if one["code"] in (LEFT, HIDDEN))]
    }


def with_differing(before: Mapping[str, Any], found: Differing) -> dict[str, Any]:
    """The findings with those of some more documents: how many, and the first ones."""
    rows = [*before.get("differing_rows", []), *found.values()][:SHOWN]
    count = before.get("differing", 0) + len(found)
    return {**before, "differing": count, "differing_rows": rows}


def with_executed(before: Mapping[str, Any], refused: Iterable[Group]) -> dict[str, Any]:
    """The findings with how many orders say that something of them was executed elsewhere."""
    more = sum(any(isinstance(e, OrderExecuted) for e in one.errors) for one in refused)
    return {**before, "executed": before.get("executed", 0) + more}


def with_notes(before: Mapping[str, Any], groups: Iterable[Group]) -> dict[str, Any]:
    """The findings with how cells of these records were understood: of what was said more than
    once, the first row, and how many there are; of what is too much to show, for how many rows."""
    found = {
        (one["code"], one["column"], one["message"]): dict(one) for one in before.get("notes", [])
    }
    more = before.get("more_notes", 0)
    for note in [one for group in groups for one in group.notes]:
        key = note.code, note.column, note.message
        if key in found:
            found[key]["rows"] += 1
        elif len(found) < SHOWN:
            found[key] = {**asdict(note), "rows": 1}
        else:
            more += 1
    return {**before, "notes": list(found.values()), "more_notes": more}


def shown(run: ImportRun) -> dict[str, Any]:
    """The findings of a run, also of one that was not checked yet."""
    nothing = {"records": 0, "joined": 0, "joined_rows": []}
    told = {"differing": 0, "differing_rows": [], "executed": 0, "notes": [], "more_notes": 0}
    return {**nothing, **told, **run.findings}
