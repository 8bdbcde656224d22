"""Rows of a file made into what the API would be sent: rows that belong together are one record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.forms import kinds
from huolang.forms.form import Form, Table
from huolang.forms.kind import as_text
from huolang.integrations import matching as columns_of
from huolang.integrations.flat import FlatColumn
from huolang.kernel.refusals import BusinessError, Invalid


class Differs(Invalid):
    code = "import.differs"
    message = _("与第 {row} 行是同一条记录，但“{label}”不同")


class RowRepeated(Invalid):
    code = "import.row_repeated"
    message = _("与第 {row} 行重复")


@dataclass(frozen=True)
class Entry:
    """One column of the file that is used: where it stands, what it fills, how it is understood."""

    number: int
    path: str
    column: FlatColumn
    typed: Callable[[Any], Any]


@dataclass(slots=True)
class Group:
    """The rows of one record. `payload` has texts where it refers to other records."""

    key: int
    lines: list[tuple[int, list[Any]]]
    payload: dict[str, Any] = field(default_factory=dict[str, Any])
    errors: list[BusinessError] = field(default_factory=list[BusinessError])
    repeated: list[BusinessError] = field(default_factory=list[BusinessError])
    """Rows that say once more what the first one says: they are left out, the record is made."""
    rows: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    """Numbers in the file of the rows of each sub-table."""

    @property
    def refused(self) -> int:
        """How many records are not made of it."""
        return bool(self.errors) + len(self.repeated)


@dataclass(frozen=True)
class Plan:
    """How the rows of one file are read."""

    form: Form
    headers: Sequence[str]
    header: tuple[Entry, ...]
    tables: Mapping[Table, tuple[Entry, ...]]
    group: int | None
    """The column that says what belongs together: a document's number, a master's code."""

    @property
    def entries(self) -> list[Entry]:
        return [*self.header, *(one for inside in self.tables.values() for one in inside)]


def plan(form: Form, headers: Sequence[str], matching: Mapping[str, str]) -> Plan:
    known = columns_of.fillable(form)
    entries = [
        Entry(int(number), path, known[path], kinds.of(known[path].field).typed(known[path].field))
        for number, path in sorted(matching.items(), key=lambda one: int(one[0]))
    ]
    grouping = columns_of.group_field(form) or columns_of.key_field(form)
    group = next((e.number for e in entries if grouping and e.path == grouping.name), None)
    serial = columns_of.group_field(form)
    header = [e for e in entries if e.column.table is None and e.column.field is not serial]
    tables = [table for table in form.tables if any(e.column.table is table for e in entries)]
    return Plan(
        form=form,
        headers=headers,
        header=tuple(header),
        tables={t: tuple(e for e in entries if e.column.table is t) for t in tables},
        group=group,
    )


def grouped(plan: Plan, lines: Iterable[tuple[int, list[Any]]]) -> Iterator[tuple[int, int]]:
    """(row, first row of its record) wherever a row is not a record by itself.

    Rows belong together that have the same number or code, wherever they stand. Without such a
    column, rows of a document belong together that follow each other with the same header. A row
    without a header goes on from the one before.
    """
    first: dict[Any, int] = {}
    last: tuple[int, Any] | None = None
    inside = [entry.number for entries in plan.tables.values() for entry in entries]
    for number, cells in lines:
        head = tuple(_text(_at(cells, entry.number)) for entry in plan.header)
        key: Any = _text(_at(cells, plan.group)).upper() if plan.group is not None else ""
        goes_on = last is not None and not key and not any(head) and plan.tables
        if goes_on and any(_at(cells, one) is not None for one in inside):
            assert last is not None
            yield number, last[0]
            continue
        if plan.group is not None:
            here = first.setdefault(key, number) if key else number
        elif plan.tables and last is not None and last[1] == head:
            here = last[0]
        else:
            here = number
        last = here, head
        if here != number:
            yield number, here


def heading(cell: Any) -> str:
    """What stands above a column."""
    if cell is None:
        return ""
    return str(cell["d"]) if isinstance(cell, dict) else str(as_text(cell))


def _at(cells: Sequence[Any], number: int | None) -> Any:
    return cells[number] if number is not None and number < len(cells) else None


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def read(plan: Plan, group: Group) -> None:
    """Make the payload of a record; what is wrong with single cells is noted where it stands."""
    (first, cells), *others = group.lines
    for entry in plan.header:
        value = _at(cells, entry.number)
        if value is not None:
            group.payload[entry.path] = _sent(entry, value)
    if not plan.tables:
        for number, _cells in others:
            group.repeated.append(_at_row(RowRepeated(row=first), number))
        return
    for number, more in others:
        for entry in plan.header:
            theirs = _at(more, entry.number)
            if theirs is not None and _text(theirs) != _text(_at(cells, entry.number)):
                label = entry.column.label
                error = Differs(row=first, label=label)
                group.errors.append(_at_row(error, number, plan.headers[entry.number]))
    for table, entries in plan.tables.items():
        group.payload[table.name], group.rows[table.name] = [], []
        for number, some in group.lines:
            row = {
                entry.column.field.name: _sent(entry, value)
                for entry in entries
                if (value := _at(some, entry.number)) is not None
            }
            if row:
                group.payload[table.name].append(row)
                group.rows[table.name].append(number)


def _at_row(error: BusinessError, row: int, column: str = "") -> BusinessError:
    error.field = f"#{row}#{column}"
    return error


def _sent(entry: Entry, cell: Any) -> Any:
    if isinstance(cell, dict):
        given: str = cell["d"]
        cell = datetime.fromisoformat(given) if "T" in given else date.fromisoformat(given)
    return entry.typed(cell)


Fault = dict[str, str]


def faults(plan: Plan, group: Group) -> dict[int, list[Fault]]:
    """What is wrong, by row: in which column, and the sentence."""
    found: dict[int, list[Fault]] = {}
    headings = {entry.path: plan.headers[entry.number] for entry in plan.entries}
    labels = columns_of.fillable(plan.form)
    for error in [part for one in (*group.errors, *group.repeated) for part in one.parts()]:
        row, path = _place(group, error.field)
        column = headings.get(path, path if path not in labels else labels[path].label)
        told = {"column": column, "message": str(error), "code": error.code}
        if told not in found.setdefault(row, []):
            found[row].append(told)
    return found


def _place(group: Group, field: str) -> tuple[int, str]:
    """The row and path that `lines.3.quantity` means here."""
    first = group.lines[0][0]
    if field.startswith("#"):
        row, _, column = field[1:].partition("#")
        return int(row), column
    name, _, rest = field.partition(".")
    rows, (index, _, inner) = group.rows.get(name), rest.partition(".")
    if rows is None or not index.isdecimal():
        return first, field
    column = inner.partition(".")[0]  # one cell holds all that is wrong within a list
    return rows[int(index)] if int(index) < len(rows) else first, f"{name}.{column}".rstrip(".")
