"""导出: a list as somebody sees it – filters, order, columns, and what is hidden from them – as a
file that grows line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import IO, Any
from zoneinfo import ZoneInfo

from huolang.documents import own_company
from huolang.forms import kinds, query, render
from huolang.forms.form import Field, Form, Table
from huolang.forms.query import Ask
from huolang.forms.references import Known, label_text
from huolang.forms.render import Shape
from huolang.integrations import files, flat
from huolang.integrations.before import given_numbers
from huolang.integrations.columns import matching
from huolang.integrations.flat import FlatColumn
from huolang.integrations.meaning import source_lines
from huolang.kernel import audit
from huolang.kernel.keys import new_id
from huolang.kernel.permissions import Access
from huolang.kernel.sheet import Column

TOGETHER, TOGETHER_WITH_ROWS = 1_000, 100
"""Records whose names and rows are read at once."""
MOST_KNOWN = 20_000
"""Names kept in memory."""

Cell = Callable[[Any, Known], Any]
Row = Sequence[Any]


def export(
    form: Form,
    ask: Ask,
    into: IO[bytes],
    *,
    kind: str,
    names: Sequence[str] | None,
    tables: Sequence[Table],
    access: Access,
) -> int:
    """Write what `ask` describes of `form` as this person sees it; how many lines.

    `names` are the fields, or those of the list; `tables` the sub-tables whose rows come too.
    """
    columns = flat.columns(form, form.list.columns if names is None else names, tables)
    heads = [head(one) for one in columns]
    count = files.write(kind, into, str(form.label), heads, lines(form, ask, columns, access))
    told = {
        "rows": [None, count],
        "file": [None, kind],
        "columns": [None, [one.path for one in columns]],
        "filter": [None, [list(one) for one in ask.conditions]],
        "search": [None, ask.text],
    }
    trace = audit.Trace(
        form=form.name, record=new_id(), action="export", by=access.user, changes=told
    )
    audit.write([trace])
    return count


def head(column: FlatColumn) -> Column:
    """What stands above a column of the file, and how its cells look."""
    field = column.field
    return Column(label=column.label, kind=field.kind, width=kinds.of(field).width)


def lines(
    form: Form, ask: Ask, columns: Sequence[FlatColumn], access: Access
) -> Iterator[list[Any]]:
    """The lines of the table, in the order of the list."""
    zone = ZoneInfo(own_company.read().zone)
    tables = list(dict.fromkeys(one.table for one in columns if one.table is not None))
    own = render.shape(form, tuple(one.path for one in columns if one.table is None))
    shapes = {table: render.shape(table) for table in tables}
    places = [_place(one, own, shapes, tables, zone) for one in columns]
    records = query.every(form, own.columns, ask, access)
    known: Known = {}
    drafts = _numbered(form, own)
    together = TOGETHER_WITH_ROWS if tables else TOGETHER
    while some := list(islice(records, together)):
        below = [render.below(table, [row[0] for row in some]) for table in tables]
        inside = [
            (shapes[table], [row for rows in found.values() for row in rows])
            for table, found in zip(tables, below, strict=True)
        ]
        render.read_labels([(own, some), *inside], known)
        for table, (_shape, rows) in zip(tables, inside, strict=True):
            source_lines.read_labels(table, shapes[table], rows, known)
        for record in drafts(some) if tables else some:
            for row in _rows(record, [found.get(record[0], ()) for found in below]):
                yield [cell(row[part], known) for part, cell in places]
        if sum(map(len, known.values())) > MOST_KNOWN:
            known.clear()


def _numbered(form: Form, own: Shape) -> Callable[[Iterable[Row]], Iterable[Row]]:
    """Drafts of documents, that have no number yet, by one that tells their rows apart."""
    field = matching.group_field(form)
    index = next((one.index for one in own.fields if field and one.name == field.name), None)
    if index is None:
        return lambda some: some

    def named(record: Row) -> Row:
        if record[index]:
            return record
        return [*record[:index], given_numbers.draft(record[0]), *record[index + 1 :]]

    return lambda some: map(named, some)


def _rows(record: Row, below: Sequence[Sequence[Row]]) -> Iterable[list[Row | None]]:
    """The lines that one record takes: itself, and beside it a row of each sub-table."""
    for number in range(max([1, *map(len, below)])):
        yield [record, *(rows[number] if number < len(rows) else None for rows in below)]


def _place(
    column: FlatColumn,
    own: Shape,
    shapes: dict[Table, Shape],
    tables: Sequence[Table],
    zone: ZoneInfo,
) -> tuple[int, Cell]:
    """Which part of a line a column is read from, and how."""
    if column.table is None:
        return 0, _cell(column, own, zone)
    return 1 + tables.index(column.table), _cell(column, shapes[column.table], zone)


def _cell(column: FlatColumn, shape: Shape, zone: ZoneInfo) -> Cell:
    field = column.field
    if column.table is not None and field.name not in column.table.by_name:
        return _beside(field, shape)
    index = next(one.index for one in shape.fields if one.name == field.name)
    to = source_lines.key(field) if field.kind == "line" else field.to
    if to is not None:

        def named(row: Row | None, known: Known) -> Any:
            found = known.get(to, {}).get(row[index]) if row is not None else None
            return label_text(found.label) if found is not None else None

        return named
    shown = kinds.of(field).cell(field)

    def cell(row: Row | None, _known: Known) -> Any:
        value = row[index] if row is not None else None
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.astimezone(zone).replace(tzinfo=None)
        return shown(value)

    return cell


def _beside(field: Field, shape: Shape) -> Cell:
    """What stands beside the number of a document: its kind, or its day."""
    ending = next(one for one in (flat.KIND, flat.DAY) if field.name.endswith(one))
    index = next(one.index for one in shape.fields if one.name == field.name.removesuffix(ending))

    def cell(row: Row | None, known: Known) -> Any:
        found = known.get(source_lines.ITEMS, {}).get(row[index]) if row is not None else None
        return found.label[ending] if found is not None else None

    return cell
