"""What a check says of a file besides what is wrong: how many records its rows are, and which rows
it put together though nothing in them says that they belong together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from huolang.forms import kinds
from huolang.forms.form import Field
from huolang.forms.numbers import plain
from huolang.integrations import template
from huolang.integrations.amounts import compared, levels
from huolang.integrations.amounts.compared import Difference
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
    """Which documents come to something else than their own column of totals says, where no rows
    are compared with it."""
    of_rows = {one.number for one in plan.row_amounts}
    found: Differing = {}
    for group, document in made:
        for number, field in plan.totals:
            comes = getattr(document, field.attribute)
            said = levels.of(group, number, partial(_read, field)).whole
            if number in of_rows or said is None or comes is None:
                continue
            if abs(comes - said) > compared.most_lost(1):
                row = group.lines[0][0]
                told = {"row": row, "column": plan.headers[number]}
                found[row] = {**told, "said": plain(said), "comes": plain(comes)}
    return found


def _read(field: Field, cell: Any) -> Decimal | None:
    cell, kind = inside(cell), kinds.of(field)
    if cell is None or isinstance(cell, dict):
        return None
    try:
        return kind.check(field)(kind.typed(field)(cell))
    except BusinessError:
        return None  # a column that is not imported may say anything


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


def added(before: dict[str, Any] | None, more: dict[str, Any]) -> dict[str, Any]:
    """What a document comes to by its first figure that differs, and by all of that column."""
    if before is None:
        return {**more, "all": {key: more[key] for key in ("said", "comes")}}
    if before["column"] != more["column"]:
        return before
    return {**before, "all": _added(before["all"], [more])}


def with_differing(before: Mapping[str, Any], found: Differing) -> dict[str, Any]:
    """The findings with those of some more documents: how many, the first ones, and what all of
    them come to."""
    rows = [
        *before.get("differing_rows", []),
        *({key: text for key, text in one.items() if key != "all"} for one in found.values()),
    ][:SHOWN]
    count = before.get("differing", 0) + len(found)
    told = before.get("differing_sum") or {"said": "0", "comes": "0"}
    every = _added(told, [one.get("all", one) for one in found.values()])
    return {**before, "differing": count, "differing_rows": rows, "differing_sum": every}


def with_rounded(before: Mapping[str, Any], found: Differing) -> dict[str, Any]:
    """The findings with how many documents come to some cents more or less, and to how much all of
    them come."""
    nothing: dict[str, Any] = {"count": 0, "said": "0", "comes": "0"}
    told: dict[str, Any] = before.get("rounded") or nothing
    count = told["count"] + len(found)
    return {**before, "rounded": {"count": count, **_added(told, found.values())}}


def _added(told: Mapping[str, Any], more: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What the file says and what it comes to, of these as well."""
    some = [told, *more]
    return {
        key: plain(sum((Decimal(one[key]) for one in some), Decimal(0)))
        for key in ("said", "comes")
    }


def _of_rounded(told: Mapping[str, Any]) -> dict[str, Any]:
    """How it is shown: once for the file."""
    said = _(
        "{count} 张单据的零头和文件不同（税按每行四舍五入，或者文件取整）："
        "文件里一共 {said}，导入后一共 {comes}"
    ).format(**told)
    return {**asdict(Note(0, "", "import.total_rounded", said)), "rows": 1}


def with_executed(before: Mapping[str, Any], refused: Iterable[Group]) -> dict[str, Any]:
    """The findings with how many orders say that something of them was executed elsewhere, and
    where the first ones do."""
    some = [
        found[0]
        for one in refused
        if (found := [e for e in one.errors if isinstance(e, OrderExecuted)])
    ]
    rows = [
        {"row": int(error.field.split("#")[1]), **error.facts}
        for error in some[: SHOWN - len(before.get("executed_rows", []))]
    ]
    return {
        **before,
        "executed": before.get("executed", 0) + len(some),
        "executed_rows": [*before.get("executed_rows", []), *rows],
    }


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
    nothing: dict[str, Any] = {"records": 0, "joined": 0, "joined_rows": []}
    differing: dict[str, Any] = {
        "differing": 0,
        "differing_rows": [],
        "differing_sum": {"said": "", "comes": ""},
    }
    told: dict[str, Any] = {"executed": 0, "executed_rows": [], "notes": [], "more_notes": 0}
    found = {**nothing, **differing, **told, **run.findings}
    rounded = found.pop("rounded", None)
    notes = [_of_rounded(rounded)] if rounded else []
    return {**found, "notes": [*found["notes"], *notes]}
