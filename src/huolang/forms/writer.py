"""Saves and deletes the record of any form, with its sub-tables, its audit trail and its event.

Rows of a sub-table are matched by id, never deleted and inserted again. However many rows: one
statement to add, one to change, one to remove, for each sub-table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import IntegrityError

from huolang.forms import refusals, registry, store
from huolang.forms.form import Form, Table
from huolang.forms.validate import Row, Values
from huolang.kernel import attachments, audit, outbox
from huolang.kernel.refusals import Stale

P = ParamSpec("P")
R = TypeVar("R")

PAST = {"create": "created", "change": "changed", "delete": "deleted"}


def kindly(write: Callable[P, R]) -> Callable[P, R]:
    """Turn what the database's constraints refuse into a refusal that a person understands."""

    @wraps(write)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return write(*args, **kwargs)
        except IntegrityError as error:
            form = next(one for one in args if isinstance(one, Form))
            values = next((one for one in args if isinstance(one, Values)), Values(form, {}))
            refusal = _refusal(form, values, error)
            if refusal is None:
                raise
            raise refusal from error

    return guarded


def _refusal(form: Form, values: Values, error: IntegrityError) -> Exception | None:
    """What a constraint means; PostgreSQL itself names no values under row-level security."""
    said: Any = getattr(error.__cause__, "diag", None)
    if said is None:
        return None
    if said.sqlstate == "23503":
        return refusals.InUse()
    if said.sqlstate != "23505":
        return None
    for part in (form, *form.tables):
        for name in part.uniques.get(said.constraint_name, ())[-1:]:
            place = name if isinstance(part, Form) else part.name
            label = part.by_name[name].label if name in part.by_name else name
            return refusals.Taken(field=place, label=label, value=values.fields.get(name, ""))
    return None


def etag(instance: Any) -> str:
    """A mark of this state of the record: changes with every change."""
    moment: datetime | None = getattr(instance, "updated_at", None)
    if moment is None:
        return str(getattr(instance, "revision", 0))
    return store.mark(instance.id, moment)


def check_etag(instance: Any, given: str | None) -> None:
    """Raise `Stale` when somebody changed the record after `given` was read."""
    if given is not None and given not in ("*", etag(instance)):
        raise Stale()


@dataclass(slots=True)
class Change:
    """What a save did to the rows of one form or sub-table."""

    added: list[Any] = field(default_factory=list[Any])
    changed: dict[Any, set[str]] = field(default_factory=dict[Any, set[str]])
    removed: list[Any] = field(default_factory=list[Any])


@kindly
def save(
    form: Form,
    values: Values,
    *,
    existing: Any = None,
    by: UUID | None,
    at: datetime,
    announce: bool = True,
) -> Any:
    """Create the record, or change `existing` (with `.tables`), from checked values.

    Calls the model's hooks `derive(tables, at=…)` before and `saved(tables, created=…)` after
    writing. With `announce=False` the caller writes audit and event itself (`traced`).
    """
    created = existing is None
    instance = _new(form, by) if created else existing
    before = {} if created else _snapshot(form, instance)
    _fill(form, instance, values, at=at)
    changes = _write(form, instance, before, by=by, at=at)
    saved = getattr(instance, "saved", None)
    if saved is not None:
        saved(instance.tables, created=created)
    if announce and created:
        trace(form, instance, "create", beginning(form, instance), by=by, at=at)
    elif announce and changes:
        trace(form, instance, "change", changes, by=by, at=at)
    instance.changes, instance.known = changes, values.known
    return instance


@kindly
def add(
    form: Form,
    given: Sequence[Values],
    *,
    by: UUID | None,
    at: datetime,
    announce: bool = True,
) -> list[Any]:
    """Create many records: the checks, hooks, audit and events of `save`, by few statements.

    Instead of `saved` for each, a model may have `added(instances)` for all of them; and
    `ahead(instances)` to read for all of them what each needs to be worked out.
    """
    made = [_new(form, by) for _ in given]
    for instance, values in zip(made, given, strict=True):
        _put(form, instance, values)
    ahead = getattr(form.model, "ahead", None)
    if ahead is not None:
        ahead(made)
    for instance, values in zip(made, given, strict=True):
        _derive(instance, at=at)
        _stamp(instance, by, at, created=True)
        instance.changes, instance.known = {}, values.known
    store.insert(form, made)
    for table in form.tables:
        store.insert(table, [row for one in made for row in one.tables[table.name]])
    added, saved = getattr(form.model, "added", None), getattr(form.model, "saved", None)
    if added is not None:
        added(made)
    elif saved is not None:
        for one in made:
            one.saved(one.tables, created=True)
    if announce:
        _trace(form, made, "create", [beginning(form, one) for one in made], by=by, at=at)
    return made


def _fill(form: Form, instance: Any, values: Values, *, at: datetime) -> None:
    """Put the values into the record and its rows, and let the model work out what follows."""
    _put(form, instance, values)
    _derive(instance, at=at)


def _put(form: Form, instance: Any, values: Values) -> None:
    instance.answered = values.fields.keys()
    for name, value in values.fields.items():
        setattr(instance, form.by_name[name].attribute, value)
    for table in form.tables:
        if table.name in values.tables:
            rows = _rows(table, instance, values.tables[table.name])
            instance.tables[table.name] = rows


def _derive(instance: Any, *, at: datetime) -> None:
    derive = getattr(instance, "derive", None)
    if derive is not None:
        derive(instance.tables, at=at)


def _new(form: Form, by: UUID | None) -> Any:
    instance = store.blank(form)
    instance.tables = {table.name: [] for table in form.tables}
    if hasattr(instance, "created_by"):
        instance.created_by = by
    return instance


def _rows(table: Table, parent: Any, given: list[Row]) -> list[Any]:
    """The rows as they shall be: the existing ones changed, new ones made, in the order given."""
    existing = {one.id: one for one in parent.tables.get(table.name, ())}
    attributes = {one.name: one.attribute for one in table.fields}
    rows: list[Any] = []
    for number, row in enumerate(given, start=1):
        made = store.blank(table) if row.id is None else existing[row.id]
        kept: dict[str, Any] = made.__dict__
        for name, value in row.fields.items():
            kept[attributes[name]] = value
        kept[table.parent] = parent.id
        if table.ordered:
            kept["position"] = number
        rows.append(made)
    return rows


Snapshot = dict[UUID, tuple[Any, ...]]


def _snapshot(form: Form, instance: Any) -> dict[str, Snapshot]:
    """What every row holds before it is changed."""
    found = {"": {instance.id: store.attributes(form)(instance)}}
    for table in form.tables:
        values = store.attributes(table)
        found[table.name] = {one.id: values(one) for one in instance.tables[table.name]}
    return found


def _write(
    form: Form, instance: Any, before: dict[str, Snapshot], *, by: UUID | None, at: datetime
) -> dict[str, Any]:
    """Write what differs from `before`; the answer is the audit's: path → [before, after]."""
    if not before:
        _stamp(instance, by, at, created=True)
        store.insert(form, [instance])
        for table in form.tables:
            if instance.tables[table.name]:
                store.insert(table, instance.tables[table.name])
        return {}
    changes: dict[str, Any] = {}
    form = _complete(form)
    header = _compare(form, [instance], before[""], "", changes)
    parts = [
        (
            table,
            _compare(table, instance.tables[table.name], before[table.name], table.name, changes),
        )
        for table in form.tables
    ]
    touched = any(c.added or c.changed or c.removed for _, c in parts)
    if header.changed or touched:
        _stamp(instance, by, at, created=False)
        names = header.changed.get(instance, set()) | {"updated_at", "updated_by"}
        store.update(form, {instance: names})
    for table, change in parts:
        store.delete(table, change.removed)
        store.update(table, change.changed)
        if change.added:
            store.insert(table, change.added)
    return changes


def _stamp(instance: Any, by: UUID | None, at: datetime, *, created: bool) -> None:
    if created and hasattr(instance, "created_at"):
        instance.created_at = at
    if hasattr(instance, "updated_at"):
        instance.updated_at = at
    if hasattr(instance, "updated_by"):
        instance.updated_by = by


def _compare(
    part: Form | Table, rows: list[Any], before: Snapshot, place: str, changes: dict[str, Any]
) -> Change:
    """Which rows are new, changed, gone; what people are told of it goes into `changes`."""
    change, values = Change(), store.attributes(part)
    left = dict(before)
    for row in rows:
        old = left.pop(row.id, None)
        path = f"{place}.{row.id}" if place else ""
        if old is None:
            change.added.append(row)
            changes[path] = [None, _told(part, values(row))]
            continue
        new = values(row)
        if new == old:
            continue
        for column, was, now in zip(part.storage, old, new, strict=True):
            if was != now and column.written:
                change.changed.setdefault(row, set()).add(column.attribute)
                if column.audited:
                    changes[f"{path}.{column.field}" if path else column.field] = [was, now]
    for key, old in left.items():
        change.removed.append(key)
        changes[f"{place}.{key}"] = [_told(part, old), None]
    return change


def _complete(form: Form) -> Form:
    """`form` with what is hidden from whoever saves: the audit tells it to those who may see it."""
    return registry.get(form.name) if registry.known(form.name) else form


def _told(part: Form | Table, values: tuple[Any, ...]) -> dict[str, Any]:
    """A whole row as the audit keeps it: what people know of it, without emptiness."""
    return {
        name: value
        for name, index in _shown(part)
        if (value := values[index]) is not None and value != ""
    }


@lru_cache(maxsize=512)
def _shown(part: Form | Table) -> tuple[tuple[str, int], ...]:
    """The stored columns that people know, and where their values stand."""
    shown = {one.name for one in part.fields}
    return tuple((one.field, n) for n, one in enumerate(part.storage) if one.field in shown)


def beginning(form: Form, instance: Any) -> dict[str, Any]:
    """What the audit keeps of a new record: all that it began with."""
    return {"": [None, _whole(form, instance)]}


def _whole(form: Form, instance: Any) -> dict[str, Any]:
    """A record with its rows as the audit keeps them."""
    form = _complete(form)
    kept = _told(form, store.attributes(form)(instance))
    for table in form.tables:
        if rows := instance.tables[table.name]:
            values = store.attributes(table)
            kept[table.name] = [_told(table, values(one)) for one in rows]
    return kept


def trace(
    form: Form,
    instance: Any,
    action: str,
    changes: Mapping[str, Any],
    *,
    by: UUID | None,
    at: datetime,
) -> None:
    """Tell the audit and the outbox what happened to a record; the last statements of a save."""
    _trace(form, [instance], action, [changes], by=by, at=at)


def _trace(
    form: Form,
    instances: Sequence[Any],
    action: str,
    changes: Sequence[Mapping[str, Any]],
    *,
    by: UUID | None,
    at: datetime,
) -> None:
    name = f"{form.name}.{PAST[action]}"
    audit.write(
        [
            audit.Trace(form=form.name, record=one.id, action=action, by=by, changes=what)
            for one, what in zip(instances, changes, strict=True)
        ],
        at=at,
    )
    outbox.write(
        [
            outbox.Happened(
                name=name,
                form=form.name,
                record=one.id,
                by=by,
                revision=getattr(one, "revision", 0),
            )
            for one in instances
        ]
    )


@kindly
def delete(form: Form, instance: Any, *, by: UUID | None, at: datetime) -> None:
    """Delete a record that nothing refers to, with its sub-tables; the audit keeps what it was."""
    kept = _whole(form, instance)
    for table in form.tables:
        store.delete_below(table, instance.id)
    deleted = getattr(instance, "deleting", None)
    if deleted is not None:
        deleted()
    store.delete(form, [instance.id])
    attachments.forget(form.name, instance.id)
    trace(form, instance, "delete", {"": [kept, None]}, by=by, at=at)
