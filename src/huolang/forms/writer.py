"""Saves and deletes the record of any form, with its sub-tables, its audit trail and its event.

Rows of a sub-table are matched by id, never deleted and inserted again. However many rows: one
statement to add, one to change, one to remove, for each sub-table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import IntegrityError

from huolang.forms import refusals, store, traces
from huolang.forms.form import Form, Table
from huolang.forms.validate import Row, Values
from huolang.kernel import attachments, comments
from huolang.kernel.outbox import Happened
from huolang.kernel.refusals import BusinessError, Stale

P = ParamSpec("P")
R = TypeVar("R")


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

    def take(self, other: Change) -> bool:
        """Add what another record's save did; whether that was anything."""
        self.added += other.added
        self.changed.update(other.changed)
        self.removed += other.removed
        return bool(other.added or other.changed or other.removed)


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
    writing. With `announce=False` the caller writes audit and event itself (`traces`).
    """
    created = existing is None
    instance = _new(form, by) if created else existing
    before = {} if created else _snapshot(form, instance)
    _set(form, instance, values)
    _derive(instance, at)
    if created:
        _insert(form, [instance], by=by, at=at)
        changes: dict[str, Any] = {}
    else:
        (changes,) = _update(form, [instance], [before], by=by, at=at)
    saved = getattr(instance, "saved", None)
    if saved is not None:
        saved(instance.tables, created=created)
    if announce and created:
        traces.trace(form, instance, "create", traces.beginning(form, instance), by=by, at=at)
    elif announce and changes:
        traces.trace(form, instance, "change", changes, by=by, at=at)
    instance.changes, instance.known = changes, values.known
    return instance


Refused = dict[int, BusinessError]
"""What is wrong with single ones of many records, by their number among those given."""


@kindly
def add(
    form: Form,
    given: Sequence[Values],
    *,
    by: UUID | None,
    at: datetime,
    refused: Refused | None = None,
    announce: bool = True,
    events: list[Happened] | None = None,
) -> list[Any]:
    """Create many records: the checks, hooks, audit and events of `save`, by few statements.

    Instead of `saved` for each, a model may have `added(instances)` for all of them. What a
    record's own rules refuse goes into `refused`, and the others are made; without it all stop.
    """
    made = [_new(form, by) for _ in given]
    for instance, values in zip(made, given, strict=True):
        _set(form, instance, values)
        instance.changes, instance.known = {}, values.known
    made = _derived(form, made, at, refused)
    _insert(form, made, by=by, at=at)
    added, saved = getattr(form.model, "added", None), getattr(form.model, "saved", None)
    if added is not None:
        added(made)
    elif saved is not None:
        for one in made:
            one.saved(one.tables, created=True)
    if announce:
        beginnings = [traces.beginning(form, one) for one in made]
        traces.trace_all(form, made, "create", beginnings, by=by, at=at, events=events)
    return made


@kindly
def change(
    form: Form,
    existing: Sequence[Any],
    given: Sequence[Values],
    *,
    by: UUID | None,
    at: datetime,
    refused: Refused | None = None,
    events: list[Happened] | None = None,
) -> list[Any]:
    """Change many records (with `.tables`, locked), each by its own values; like `add`."""
    before = {one.id: _snapshot(form, one) for one in existing}
    for instance, values in zip(existing, given, strict=True):
        _set(form, instance, values)
        instance.known = values.known
    changed = _derived(form, list(existing), at, refused)
    found = _update(form, changed, [before[one.id] for one in changed], by=by, at=at)
    for instance, changes in zip(changed, found, strict=True):
        instance.changes = changes
        saved = getattr(instance, "saved", None)
        if saved is not None:
            saved(instance.tables, created=False)
    touched = [one for one in changed if one.changes]
    changes_of = [one.changes for one in touched]
    traces.trace_all(form, touched, "change", changes_of, by=by, at=at, events=events)
    return changed


def _derived(form: Form, instances: list[Any], at: datetime, refused: Refused | None) -> list[Any]:
    """Let the model work out what follows of each, and answer those that it does not refuse.

    A model may have `ahead(instances)` to read for all of them what each needs for it.
    """
    ahead = getattr(form.model, "ahead", None)
    if ahead is not None:
        ahead(instances)
    sound: list[Any] = []
    for number, instance in enumerate(instances):
        try:
            _derive(instance, at)
        except BusinessError as error:
            if refused is None:
                raise
            refused[number] = error
        else:
            sound.append(instance)
    return sound


def _set(form: Form, instance: Any, values: Values) -> None:
    """Put the values into the record and its rows."""
    instance.answered, instance.altered = values.fields.keys(), set[str]()
    instance.unseen = traces.unseen(form)
    instance.sent_rows = dict[str, list[UUID]]()
    for name, value in values.fields.items():
        attribute = form.by_name[name].attribute
        if getattr(instance, attribute) != value:
            instance.altered.add(name)
        setattr(instance, attribute, value)
    for table in form.tables:
        if table.name in values.tables:
            rows = _rows(table, instance, values.tables[table.name])
            instance.tables[table.name] = rows
            instance.sent_rows[table.name] = [one.id for one in rows]


def _derive(instance: Any, at: datetime) -> None:
    """Let the model work out what follows."""
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
        kept["answered"] = row.fields.keys()
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


def _insert(form: Form, instances: Sequence[Any], *, by: UUID | None, at: datetime) -> None:
    """Write new records with their rows."""
    for one in instances:
        _stamp(one, by, at, created=True)
    if len(instances) == 1:
        store.insert_whole(form, instances[0])
        return
    store.insert(form, instances)
    for table in form.tables:
        store.insert(table, [row for one in instances for row in one.tables[table.name]])


def _update(
    form: Form,
    instances: Sequence[Any],
    before: Sequence[dict[str, Snapshot]],
    *,
    by: UUID | None,
    at: datetime,
) -> list[dict[str, Any]]:
    """Write what differs from `before`; the answers are the audit's: path → [before, after]."""
    form = traces.complete(form)
    headers: dict[Any, set[str]] = {}
    below = [(table, Change()) for table in form.tables]
    told: list[dict[str, Any]] = []
    for instance, old in zip(instances, before, strict=True):
        changes: dict[str, Any] = {}
        names = _compare(form, [instance], old[""], "", changes).changed.get(instance, set())
        touched = False
        for table, change in below:
            rows = instance.tables[table.name]
            found = _compare(table, rows, old[table.name], table.name, changes)
            touched = change.take(found) or touched
        if names or touched:
            _stamp(instance, by, at, created=False)
            headers[instance] = names | {"updated_at", "updated_by"}
        told.append(changes)
    store.update(form, headers)
    for table, change in below:
        store.delete(table, change.removed)
        store.update(table, change.changed)
        if change.added:
            store.insert(table, change.added)
    return told


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
            changes[path] = [None, traces.told(part, values(row))]
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
        changes[f"{place}.{key}"] = [traces.told(part, old), None]
    return change


@kindly
def delete(form: Form, instance: Any, *, by: UUID | None, at: datetime) -> None:
    """Delete a record that nothing refers to, with its sub-tables; the audit keeps what it was."""
    kept = traces.whole(form, instance)
    for table in form.tables:
        store.delete_below(table, instance.id)
    deleted = getattr(instance, "deleting", None)
    if deleted is not None:
        deleted()
    store.delete(form, [instance.id])
    attachments.forget(form.name, instance.id)
    comments.forget(form.name, instance.id)
    traces.trace(form, instance, "delete", {"": [kept, None]}, by=by, at=at)
