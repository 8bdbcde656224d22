"""Rows of a file made into what the API would be sent: rows that belong together are one record."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.forms import kinds
from huolang.forms.form import Field, Form, Table
from huolang.forms.kind import as_text
from huolang.forms.refusals import Required
from huolang.integrations import cells as cells_of
from huolang.integrations import line_amounts, sums
from huolang.integrations import matching as columns_of
from huolang.integrations.cells import Note
from huolang.integrations.flat import FlatColumn
from huolang.integrations.line_amounts import LineAmounts
from huolang.kernel.refusals import BusinessError, Invalid


class Differs(Invalid):
    code = "import.differs"
    message = _("与第 {row} 行是同一张单据，但“{label}”不同，整张单据都不导入")


class OtherOfCode(Invalid):
    code = "import.other_of_code"
    message = _("“{key}”与第 {row} 行相同，但“{label}”不同，这一行不导入")


class LeftOutWith(Invalid):
    code = "import.left_out_with"
    message = _("接着第 {row} 行，随它一起不导入")


class RowRepeated(Invalid):
    code = "import.row_repeated"
    message = _("与第 {row} 行重复")


class NumberMissing(Invalid):
    code = "import.number_missing"
    message = _("看不出这一行属于第 {row} 行的单据，还是另一张：请填“{label}”")


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
    """Rows that say once more what the first one says, or otherwise: they are left out, the record
    is made."""
    rows: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    """Numbers in the file of the rows of each sub-table."""
    notes: list[Note] = field(default_factory=list[Note])

    @property
    def refused(self) -> int:
        """How many records are not made of it."""
        rows = sum(not isinstance(one, LeftOutWith) for one in self.repeated)
        return bool(self.errors) + rows


@dataclass(frozen=True)
class Plan:
    """How the rows of one file are read."""

    form: Form
    headers: Sequence[str]
    header: tuple[Entry, ...]
    tables: Mapping[Table, tuple[Entry, ...]]
    fixed: Mapping[str, Any]
    """Path → what no column says and is the same in every record."""
    group: tuple[int, ...]
    """The columns that say what belongs together: a document's number, a master's code."""
    named: Field | None = None
    """What the first of them is called."""
    separate: bool = False
    """Rows without a number are a document each, though they say the same of it."""
    totals: Sequence[tuple[int, Field]] = ()
    """Columns that say what a whole document comes to."""
    amounts: LineAmounts | None = None
    """Where the file says no prices, but what each row comes to."""

    @property
    def entries(self) -> list[Entry]:
        return [*self.header, *(one for inside in self.tables.values() for one in inside)]


def plan(
    form: Form,
    headers: Sequence[str],
    matching: Mapping[str, str],
    fixed: Mapping[str, str],
    *,
    separate: bool = False,
) -> Plan:
    known = columns_of.fillable(form)
    entries = [
        Entry(int(number), path, known[path], kinds.of(known[path].field).typed(known[path].field))
        for number, path in sorted(matching.items(), key=lambda one: int(one[0]))
    ]
    serial = columns_of.group_field(form)
    keys = (serial,) if serial else columns_of.key_fields(form)
    places = {e.path: e.number for e in entries}
    group = tuple(places[one.name] for one in keys if one.name in places)
    header = [e for e in entries if e.column.table is None and e.column.field is not serial]
    tables = [table for table in form.tables if any(e.column.table is table for e in entries)]
    return Plan(
        form=form,
        headers=headers,
        header=tuple(header),
        fixed={
            path: kinds.of(known[path].field).typed(known[path].field)(text)
            for path, text in fixed.items()
        },
        tables={t: tuple(e for e in entries if e.column.table is t) for t in tables},
        group=group if len(group) == len(keys) else (),
        named=keys[0] if keys else None,
        separate=separate,
        totals=columns_of.totals(form, headers, matching) if form.is_document else (),
        amounts=line_amounts.found(form, headers, matching, fixed),
    )


def grouped(plan: Plan, lines: Iterable[tuple[int, list[Any]]]) -> Iterator[tuple[int, int, bool]]:
    """(row, first row of its record, whether only because both say the same of it) wherever a row
    is not a record by itself.

    Rows belong together that have the same number or code, wherever they stand. Without one, rows
    belong together that follow each other with the same header; those with a part of it too, for
    nobody can say whose they are, and `read` refuses them all. A row without a header goes on from
    the one before.
    """
    first: dict[Any, int] = {}
    last: tuple[int, tuple[str, ...], str] | None = None
    for number, cells in lines:
        head, key = _head(plan, cells), _key(plan, cells)
        if last is not None and sums.is_sum(plan, cells):
            yield number, last[0], False
            continue
        if key:
            here = first.setdefault(key, number)
        elif last is not None and _joins(plan, cells, head, last[1]):
            here = last[0]
        else:
            here = number
        if key or any(head) or last is None:
            alike = last is not None and not (key or last[2]) and head == last[1]
            last = here, head, key
        else:
            alike = False
        if here != number:
            yield number, here, alike


def _joins(plan: Plan, cells: Sequence[Any], head: Sequence[str], above: Sequence[str]) -> bool:
    """Whether a row without a number is one more of the record above."""
    if not any(head):
        inside = (entry.number for entries in plan.tables.values() for entry in entries)
        return any(at(cells, one) is not None for one in inside)
    if not plan.tables or plan.separate:
        return False
    return head == above or (plan.named is not None and _within(head, above))


def _head(plan: Plan, cells: Sequence[Any]) -> tuple[str, ...]:
    return tuple(_text(at(cells, entry.number)) for entry in plan.header)


def _key(plan: Plan, cells: Sequence[Any]) -> str:
    parts = [plain(_text(at(cells, one))) for one in plan.group]
    return "\n".join(parts) if all(parts) else ""


def plain(text: str) -> str:
    """A number or code as it is compared: in capitals, no letter wider than others."""
    return unicodedata.normalize("NFKC", text).strip().upper()


def _within(head: Sequence[str], above: Sequence[str]) -> bool:
    """Whether a header says nothing that the one above does not say."""
    return all(mine in ("", theirs) for mine, theirs in zip(head, above, strict=True))


def heading(cell: Any) -> str:
    """What stands above a column."""
    cell = cells_of.inside(cell)
    if cell is None:
        return ""
    if isinstance(cell, dict):
        return cells_of.marked(cell) or str(cell.get("d", ""))
    return str(as_text(cell))


def at(cells: Sequence[Any], number: int | None) -> Any:
    """What stands in a column of a row, also where it was joined with the row above."""
    return cells_of.inside(_raw(cells, number))


def _raw(cells: Sequence[Any], number: int | None) -> Any:
    return cells[number] if number is not None and number < len(cells) else None


def _text(cell: Any) -> str:
    return "" if cell is None else heading(cell).strip()


def text_of(cells: Sequence[Any], number: int) -> str:
    """What stands in a column of a row, nothing where it ends before."""
    return _text(at(cells, number))


def read(plan: Plan, group: Group) -> None:
    """Make the payload of a record; what is wrong with single cells is noted where it stands."""
    sums.leave_out(plan, group)
    (first, cells), *others = group.lines
    for entry in plan.header:
        _fill(plan, group, entry, first, _raw(cells, entry.number), group.payload, entry.path)
    group.payload |= plan.fixed
    if not plan.tables:
        for number, _cells in others:
            group.repeated.append(at_row(RowRepeated(row=first), number))
        return
    _refuse_unclear(plan, group)
    lines = _agreeing(plan, group)
    for table, entries in plan.tables.items():
        group.payload[table.name], group.rows[table.name] = [], []
        for number, some in lines:
            row: dict[str, Any] = {}
            place, wrong = f"{table.name}.{len(group.rows[table.name])}.", len(group.errors)
            for entry in entries:
                path = place + entry.column.field.name
                _fill(plan, group, entry, number, _raw(some, entry.number), row, path)
            if row or len(group.errors) > wrong:
                group.payload[table.name].append(row)
                group.rows[table.name].append(number)
    _refuse_untold(plan, group)
    line_amounts.price(plan, group)


def _refuse_untold(plan: Plan, group: Group) -> None:
    """Rows that do not say what a file must say of them."""
    for path in columns_of.TOLD_BY_FILES.get(plan.form.name, ()):
        table, _, name = path.partition(".")
        wrong = {one.field for one in group.errors}
        for place, row in enumerate(group.payload.get(table, ())):
            field = f"{table}.{place}.{name}"
            if name not in row and field not in wrong:
                group.errors.append(Required(field=field))


def _fill(
    plan: Plan, group: Group, entry: Entry, row: int, cell: Any, into: dict[str, Any], path: str
) -> None:
    """Put into a record what its cell means, or note there that nothing can be meant by it."""
    if cell is None:
        return
    header = plan.headers[entry.number]
    try:
        value, told = cells_of.understood(entry, header, cells_of.sound(entry, cell))
    except BusinessError as error:
        error.field = path
        group.errors.append(error)
        return
    into[entry.column.field.name] = sent(entry, value)
    if told is not None:
        group.notes.append(Note(row, header, *told))


def _agreeing(plan: Plan, group: Group) -> list[tuple[int, list[Any]]]:
    """The rows that say nothing else of the record than its first one. A document is not made of
    rows that contradict each other; of a master those are left out that say something else of its
    code, with the rows that go on from them."""
    (first, cells), *others = group.lines
    kept, out = [group.lines[0]], 0
    for number, more in others:
        differing = [e for e in plan.header if _differs(plan, e, more, cells)]
        if plan.form.is_document:
            for one in differing:
                error: BusinessError = Differs(row=first, label=one.column.label)
                group.errors.append(at_row(error, number, plan.headers[one.number]))
        elif differing:
            one, out = differing[0], number
            key = plan.named.label if plan.named is not None else ""
            error = OtherOfCode(row=first, key=key, label=one.column.label)
            group.repeated.append(at_row(error, number, plan.headers[one.number]))
        elif out and not _key(plan, more):
            group.repeated.append(at_row(LeftOutWith(row=out), number))
        else:
            out = 0
        if not out:
            kept.append((number, more))
    return kept


def _differs(plan: Plan, entry: Entry, mine: Sequence[Any], first: Sequence[Any]) -> bool:
    """Whether a row says something else than the first one; a code is one whatever its capitals."""
    given = at(mine, entry.number)
    if given is None or entry.number in plan.group:
        return False
    return _text(given) != _text(at(first, entry.number))


def _refuse_unclear(plan: Plan, group: Group) -> None:
    """Rows without a number that stand below one that has a number, or says more."""
    above: tuple[int, str, tuple[str, ...]] | None = None
    for number, cells in group.lines:
        for one in plan.group if plan.form.is_document else ():
            shown = cells_of.marked(at(cells, one))
            if shown is not None:
                error = cells_of.without_value(shown)
                group.errors.append(at_row(error, number, plan.headers[one]))
        head, key = _head(plan, cells), _key(plan, cells)
        if above is not None and plan.named is not None and not key and any(head):
            before, named, said = above
            if named or head != said:
                place = plan.headers[plan.group[0]] if plan.group else plan.named.label
                error = NumberMissing(row=before, label=plan.named.label)
                group.errors.append(at_row(error, number, str(place)))
        if above is None or key or any(head):
            above = number, key, head


def at_row(error: BusinessError, row: int, column: str = "") -> BusinessError:
    error.field = f"#{row}#{column}"
    return error


def sent(entry: Entry, cell: Any) -> Any:
    """What the API would be sent for a cell that has something in it."""
    cell = cells_of.inside(cell)
    if cells_of.marked(cell) is not None:
        return heading(cell)
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
