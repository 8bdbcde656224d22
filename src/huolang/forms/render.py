"""Records as the API answers them: decimals to their digits, references with code and name.

Rows come as tuples (from a list) or as instances (just saved); either way the labels of all
records referred to are read in one statement, and every sub-table in one, however many rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from huolang.forms import kinds, references, refusals, registry, store
from huolang.forms.form import Column, Field, Form, Table
from huolang.forms.kind import Show
from huolang.forms.references import Known
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Several

Record = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """One field of an answer: where it stands in the row, and how it is shown."""

    name: str
    index: int
    show: Show | None
    to: str | None


@dataclass(frozen=True)
class Shape:
    """What is answered of a form or sub-table, and the stored columns that it needs."""

    columns: tuple[Column, ...]
    fields: tuple[Shown, ...]
    read: store.Read
    stamps: tuple[tuple[str, int], ...]


@lru_cache(maxsize=1024)
def shape(part: Form | Table, names: tuple[str, ...] | None = None) -> Shape:
    """The shape with the fields `names`, or with all."""
    fields = part.fields if names is None else tuple(part.by_name[name] for name in names)
    extra = part.stamps if isinstance(part, Form) else ()
    if isinstance(part, Table) and part.ordered:
        extra = ("position",)
    stored = {one.name: one for one in part.storage}
    needed = dict.fromkeys(["id", *extra, *(one.column for one in fields)])
    columns = tuple(stored[name] for name in needed)
    index = {one.name: n for n, one in enumerate(columns)}
    return Shape(
        columns=columns,
        fields=tuple(_shown(one, index[one.column]) for one in fields),
        read=store.reader([one.attribute for one in columns]),
        stamps=tuple((name, index[name]) for name in extra),
    )


NATIVE = ("text", "long_text", "serial", "boolean", "choice", "date", "datetime")
"""Kinds whose values the JSON writer shows as they are."""


def _shown(one: Field, index: int) -> Shown:
    show = None if one.kind in NATIVE or one.cast != "numeric" else kinds.of(one).show(one)
    return Shown(one.name, index, show, one.to if one.kind == "reference" else None)


def names(form: Form, given: str | None) -> tuple[tuple[str, ...] | None, tuple[Table, ...]]:
    """Which fields and sub-tables `fields=a,b,lines` means; without it all fields, no rows."""
    if not given:
        return None, ()
    wanted = dict.fromkeys(one for one in given.split(",") if one)
    errors: list[BusinessError] = [
        refusals.UnknownField(field="fields", name=one[:64])
        for one in wanted
        if one not in form.by_name and one not in form.tables_by_name and one not in ALWAYS
    ]
    Several.raise_any(errors)
    return (
        tuple(one for one in wanted if one in form.by_name),
        tuple(one for one in form.tables if one.name in wanted),
    )


ALWAYS = ("id", "etag", "created_at", "updated_at")


def page(
    form: Form,
    rows: Sequence[tuple[Any, ...]],
    chosen: tuple[str, ...] | None,
    tables: tuple[Table, ...] = (),
) -> list[Record]:
    """The rows of a list, read by the columns of `shape(form, chosen)`."""
    found_below = {table: below(table, [row[0] for row in rows]) for table in tables}
    known: Known = {}
    mine = shape(form, chosen)
    inside = [
        (shape(table), (r for of in found.values() for r in of))
        for table, found in found_below.items()
    ]
    read_labels([(mine, rows), *inside], known)
    answer: list[Record] = []
    for row in rows:
        record = _record(mine, row, known)
        for table, found in found_below.items():
            own = shape(table)
            record[table.name] = [_row(own, one, known) for one in found.get(row[0], ())]
        answer.append(record)
    return answer


def below(table: Table, ids: list[UUID]) -> dict[UUID, list[tuple[Any, ...]]]:
    """Rows of a sub-table for many records at once."""
    own = shape(table)
    selected = ", ".join(f't."{one.name}"' for one in own.columns)
    order = "t.position, t.id" if table.ordered else "t.id"
    statement = (
        f'SELECT t."{table.parent}", {selected} FROM "{table.table}" t'  # noqa: S608
        f' WHERE t.company_id = %s::bigint AND t."{table.parent}" = ANY(%s::uuid[])'
        f" ORDER BY {order}"
    )
    found: dict[UUID, list[tuple[Any, ...]]] = {}
    for parent, *row in sql.run(statement, [current_id(), sql.array(ids)]):
        found.setdefault(parent, []).append(tuple(row))
    return found


def record(form: Form, instance: Any, known: Known | None = None) -> Record:
    """One whole record with its sub-tables, from an instance (with `.tables`)."""
    known = known or _known(instance)
    mine = shape(form)
    row = mine.read(instance)
    inside = [
        (table, shape(table), [shape(table).read(one) for one in instance.tables[table.name]])
        for table in form.tables
    ]
    read_labels([(mine, [row]), *((own, rows) for _, own, rows in inside)], known)
    answer = _record(mine, row, known)
    for table, own, rows in inside:
        answer[table.name] = [_row(own, one, known) for one in rows]
    return answer


def _known(instance: Any) -> Known:
    """Labels that were read when the record was saved; some it `knows` itself."""
    read: Known = getattr(instance, "known", None) or {}
    return {**read, **getattr(instance, "knows", {})}


def read_labels(parts: Iterable[tuple[Shape, Iterable[tuple[Any, ...]]]], known: Known) -> None:
    """Read the labels of everything the rows refer to, that is not `known` yet."""
    wanted: dict[str, set[UUID]] = {}
    for own, rows in parts:
        pointing = [(one.index, one.to) for one in own.fields if one.to is not None]
        pointing = [(index, to) for index, to in pointing if registry.known(to)]
        if not pointing:
            continue
        for row in rows:
            for index, to in pointing:
                if row[index] is not None:
                    wanted.setdefault(to, set()).add(row[index])
    references.labels(wanted, known)


def _row(own: Shape, row: tuple[Any, ...], known: Known) -> Record:
    answer: Record = {"id": row[0]}
    for name, index in own.stamps:
        answer[name] = row[index]
    for one in own.fields:
        value = row[one.index]
        if one.to is not None and value is not None:
            found = known.get(one.to, {}).get(value)
            answer[one.name] = found.label if found is not None else {"id": value}
        elif one.show is not None and value is not None:
            answer[one.name] = one.show(value)
        else:
            answer[one.name] = value
    return answer


def _record(own: Shape, row: tuple[Any, ...], known: Known) -> Record:
    answer = _row(own, row, known)
    moment: datetime | None = answer.get("updated_at")
    if moment is not None:
        answer["etag"] = store.mark(answer["id"], moment)
    return answer


def buttons(form: Form, instance: Any, access: Access) -> Record:
    """What this person may do with a document in its state: actions and conversions."""
    state = getattr(instance, "state", None)
    actions = [
        one.name
        for one in form.actions
        if state in one.states
        and all(access.allows(form.name, needed) for needed in (one.operation, *one.also))
    ]
    conversions = [
        one.target
        for one in form.conversions
        if state in one.states and access.allows(one.target, "add")
    ]
    return {"actions": actions, "conversions": conversions}
