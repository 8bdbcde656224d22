"""Rows of forms in the database: read, written and deleted many at a time, by few statements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any
from uuid import UUID

import orjson
from django.db.models.base import ModelState

from huolang.forms import day_sums
from huolang.forms.form import Column, Form, Table
from huolang.forms.references import text_array
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import NotFound

Part = Form | Table


Read = Callable[[Any], tuple[Any, ...]]


def reader(names: Sequence[str]) -> Read:
    """A function from an instance to the values of its columns `names`, straight from its dict."""
    if len(names) == 1:
        only = names[0]
        return lambda instance: (instance.__dict__[only],)
    getter: Read = itemgetter(*names)
    return lambda instance: getter(instance.__dict__)


@lru_cache(maxsize=512)
def attributes(part: Part) -> Read:
    """A function from an instance to its values in the order of the stored columns."""
    return reader([one.attribute for one in part.storage])


@lru_cache(maxsize=512)
def _defaults(part: Part) -> tuple[dict[str, Any], tuple[tuple[str, Callable[[], Any]], ...]]:
    """What a new row holds: constants, and what is made anew for each (keys, dictionaries)."""
    fixed: dict[str, Any] = {}
    fresh: list[tuple[str, Callable[[], Any]]] = []
    for one in part.model._meta.concrete_fields:
        if one.has_default() and callable(one.default):
            fresh.append((one.attname, one.default))
        elif not one.generated:
            fixed[one.attname] = one.get_default()
    return fixed, tuple(fresh)


def blank(part: Part) -> Any:
    """A new instance with its defaults; Django's own constructor takes ten times as long."""
    fixed, fresh = _defaults(part)
    instance = part.model.__new__(part.model)
    kept: dict[str, Any] = instance.__dict__
    kept["_state"] = ModelState()
    kept.update(fixed)
    for name, default in fresh:
        kept[name] = default()
    return instance


@lru_cache(maxsize=512)
def columns(part: Part) -> str:
    """The stored columns for a SELECT from `t`."""
    return ", ".join(f't."{one.name}"' for one in part.storage)


def mark(record: UUID, moment: datetime) -> str:
    """The etag of a record last changed at `moment`; two records never have the same."""
    return f"{round(moment.timestamp() * 1_000_000):x}{record.hex[-12:]}"


def load(form: Form, record: UUID, *, lock: bool = False) -> Any:
    """The record with its sub-tables in `.tables`; locked until commit when `lock`."""
    statement = (
        f'SELECT {columns(form)} FROM "{form.table}" t'  # noqa: S608 - names come from the form
        " WHERE t.company_id = %s::bigint AND t.id = %s::uuid"
    )
    ending = " FOR NO KEY UPDATE" if lock else ""
    row = sql.run(statement + ending, [current_id(), record]).fetchone()
    if row is None:
        raise NotFound()
    instance = made(form, row)
    instance.tables = tables(form, record)
    return instance


def require(form: Form, record: UUID) -> None:
    """Raise `NotFound` unless there is such a record."""
    statement = f'SELECT FROM "{form.table}" t WHERE t.company_id = %s::bigint AND t.id = %s::uuid'
    if sql.run(statement, [current_id(), record]).fetchone() is None:
        raise NotFound()


def tables(form: Form, record: UUID) -> dict[str, list[Any]]:
    """The rows of every sub-table of one record, in their order; one statement a sub-table."""
    found: dict[str, list[Any]] = {}
    for table in form.tables:
        rows = sql.run(_rows_of(table), [current_id(), record]).fetchall()
        found[table.name] = [made(table, row) for row in rows]
    return found


def load_many(form: Form, records: Sequence[UUID], *, lock: bool = True) -> dict[UUID, Any]:
    """Records with their sub-tables, by id, locked until commit unless somebody only looks; one
    statement a (sub-)table."""
    ending = " FOR NO KEY UPDATE" if lock else ""
    statement = (
        f'SELECT {columns(form)} FROM "{form.table}" t'  # noqa: S608 - names come from the form
        " WHERE t.company_id = %s::bigint AND t.id = ANY(%s::uuid[])"
        f" ORDER BY t.id{ending}"
    )
    ids = [current_id(), sql.array(records)]
    found = {one.id: one for one in (made(form, row) for row in sql.run(statement, ids))}
    for one in found.values():
        one.tables = {table.name: [] for table in form.tables}
    for table in form.tables:
        order = "t.position, t.id" if table.ordered else "t.id"
        rows = sql.run(
            f'SELECT {columns(table)} FROM "{table.table}" t'  # noqa: S608
            f' WHERE t.company_id = %s::bigint AND t."{table.parent}" = ANY(%s::uuid[])'
            f" ORDER BY {order}",
            ids,
        )
        for row in (made(table, one) for one in rows):
            found[getattr(row, table.parent)].tables[table.name].append(row)
    return found


@lru_cache(maxsize=512)
def _rows_of(table: Table) -> str:
    order = "t.position, t.id" if table.ordered else "t.id"
    return (
        f'SELECT {columns(table)} FROM "{table.table}" t'  # noqa: S608
        f' WHERE t.company_id = %s::bigint AND t."{table.parent}" = %s::uuid ORDER BY {order}'
    )


@lru_cache(maxsize=512)
def _names(part: Part) -> list[str]:
    return [one.attribute for one in part.storage]


def made(part: Part, row: Sequence[Any]) -> Any:
    """An instance of the model from a row in the order of the stored columns."""
    packed = _packed(part)
    if packed:
        row = list(row)
        for index in packed:
            row[index] = unpacked(row[index])
    return part.model.from_db("default", _names(part), row)


@lru_cache(maxsize=512)
def _packed(part: Part) -> list[int]:
    """Columns that the connection hands over as JSON text (Django unpacks that in its ORM)."""
    return [n for n, one in enumerate(part.storage) if one.cast == "jsonb"]


def unpacked(value: Any) -> Any:
    """What a jsonb column holds."""
    if type(value) is not str:
        return value
    return {} if value == "{}" else orjson.loads(value)


def insert(part: Part, instances: Sequence[Any]) -> None:
    """Write new rows, many in one statement."""
    statement, row, _written = _insert(part)
    sql.run_rows(day_sums.inserting(part, statement), row, _given(part, instances))


def insert_whole(form: Form, instance: Any) -> None:
    """Write a new record with the rows of its sub-tables, in one statement unless they are very
    many."""
    below = [(table, rows) for table in form.tables if (rows := instance.tables[table.name])]
    if sum(len(rows) for _table, rows in below) > sql.CHUNK:
        insert(form, [instance])
        for table, rows in below:
            insert(table, rows)
        return
    statement = _whole(form, tuple((table, len(rows)) for table, rows in below))
    values = [value for table, rows in below for row in _given(table, rows) for value in row]
    sql.run(statement, [*values, *_given(form, [instance])[0]])


@lru_cache(maxsize=512)
def _whole(form: Form, counts: tuple[tuple[Table, int], ...]) -> str:
    statement, row, _written = _insert(form)
    parts = [
        f'"{table.name}" AS ({sql.with_rows(*_insert(table)[:2], count)})'
        for table, count in counts
    ]
    return day_sums.inserting(form, sql.with_rows(statement, row, 1), beside=tuple(parts))


def _given(part: Part, instances: Sequence[Any]) -> list[Sequence[Any]]:
    """The values of new rows in the order in which they are written."""
    written = _insert(part)[2]
    values = reader([one.attribute for one in written])
    shaped = [(n, _SHAPES[one.cast]) for n, one in enumerate(written) if one.cast in _SHAPES]
    rows: list[Sequence[Any]] = []
    for instance in instances:
        given = values(instance)
        if shaped:
            given = list(given)
            for n, shape in shaped:
                if given[n] is not None:
                    given[n] = shape(given[n])
        rows.append(given)
        instance._state.adding = False
    return rows


@lru_cache(maxsize=512)
def _insert(part: Part) -> tuple[str, str, tuple[Column, ...]]:
    written = tuple(one for one in part.storage if one.written)
    names = ", ".join(f'"{one.name}"' for one in written)
    row = "(" + ", ".join("%s" for _ in written) + ")"
    return f'INSERT INTO "{part.table}" ({names}) VALUES {{rows}}', row, written  # noqa: S608


def update(part: Part, changed: Mapping[Any, Iterable[str]]) -> None:
    """Write the given attributes of each instance; all instances by one statement a chunk.

    Every row is written in all attributes that any of them changed: they hold what is there.
    """
    names = {name for attributes in changed.values() for name in attributes}
    written = tuple(one for one in part.storage if one.attribute in names and one.written)
    if not written:
        return
    statement, row, companies = _update(part, written)
    rows = [
        [instance.id, *(shaped(getattr(instance, one.attribute), one.cast) for one in written)]
        for instance in sorted(changed, key=lambda one: one.id)
    ]
    sql.run_rows(statement, row, rows, after=[current_id()] * companies)


@lru_cache(maxsize=1024)
def _update(part: Part, written: tuple[Column, ...]) -> tuple[str, str, int]:
    names = ", ".join(f'"{one.name}"' for one in written)
    settings = ", ".join(f'"{one.name}" = v."{one.name}"' for one in written)
    row = "(%s::uuid, " + ", ".join(f"%s::{one.cast}" for one in written) + ")"
    statement = (
        f'UPDATE "{part.table}" t SET {settings}'  # noqa: S608
        f" FROM (VALUES {{rows}}) AS v(id, {names})"
        " WHERE t.company_id = %s::bigint AND t.id = v.id"
    )
    summed = day_sums.updating(part, [one.name for one in written], statement)
    return (statement, row, 1) if summed is None else (summed, row, 2)


def delete(part: Part, ids: Sequence[UUID]) -> None:
    """Delete rows by id."""
    if ids:
        statement = f'DELETE FROM "{part.table}" WHERE company_id = %s::bigint'  # noqa: S608
        statement = day_sums.deleting(part, statement + " AND id = ANY(%s::uuid[])")
        sql.run(statement, [current_id(), sql.array(ids)])


def delete_below(table: Table, record: UUID) -> None:
    """Delete every row of a sub-table of one record."""
    sql.run(
        f'DELETE FROM "{table.table}" WHERE company_id = %s::bigint'  # noqa: S608
        f' AND "{table.parent}" = %s::uuid',
        [current_id(), record],
    )


def _json(value: Any) -> str:
    return orjson.dumps(value, default=str).decode()


def _texts(value: Any) -> str:
    return text_array([str(one) for one in value])


_SHAPES: dict[str, Callable[[Any], str]] = {
    "jsonb": _json,
    "text[]": _texts,
    "uuid[]": sql.array,
    "integer[]": sql.array,
    "bigint[]": sql.array,
}


def shaped(value: Any, cast: str) -> Any:
    """`value` as a parameter for a column of the type `cast`."""
    shape = _SHAPES.get(cast)
    return value if shape is None or value is None else shape(value)
