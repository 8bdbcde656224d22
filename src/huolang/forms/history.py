"""The audit trail as people read it: names instead of ids, and nothing that is hidden from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, cast
from uuid import UUID

from huolang.forms import kinds, references, registry
from huolang.forms.form import Field, Form, Table
from huolang.forms.references import Known

Changes = Mapping[str, Any]
"""Path → [before, after]; a path is `field`, `lines.<id>.field`, `lines.<id>` (a whole row) or
empty (the whole record)."""


def readable(form: Form, whole: Form, trail: Sequence[Changes]) -> list[dict[str, Any]]:
    """Every entry of a `trail` for somebody who sees `form` of the `whole` form.

    All records that are named are read in one statement.
    """
    kept = [_seen(form, whole, changes) for changes in trail]
    wanted: dict[str, set[UUID]] = {}
    for changes in kept:
        for path, pair in changes.items():
            _collect(_part(form, path), path, pair, wanted)
    known = references.labels(wanted, {})
    return [
        {path: _shown(_part(form, path), path, pair, known) for path, pair in changes.items()}
        for changes in kept
    ]


def _seen(form: Form, whole: Form, changes: Changes) -> dict[str, Any]:
    """The changes without those of hidden fields."""
    seen: dict[str, Any] = {}
    for path, pair in changes.items():
        part, all_of_it = _part(form, path), _part(whole, path)
        if path.rpartition(".")[2] in _hidden(part, all_of_it):
            continue
        if isinstance(pair, list):
            pair = [_stripped(part, all_of_it, one) for one in cast("list[Any]", pair)]
        seen[path] = pair
    return seen


def _hidden(part: Form | Table, whole: Form | Table) -> set[str]:
    return set(whole.by_name) - set(part.by_name)


def _stripped(part: Form | Table, whole: Form | Table, value: Any) -> Any:
    """A whole row or record without what is hidden in it and in the rows below it."""
    if not isinstance(value, dict):
        return value
    hidden = _hidden(part, whole)
    kept = {k: v for k, v in cast("dict[str, Any]", value).items() if k not in hidden}
    for name, table in _tables(whole).items():
        if name not in kept:
            continue
        below = _tables(part).get(name)
        rows = cast("list[Any]", kept.pop(name))
        if below is not None:
            kept[name] = [_stripped(below, table, row) for row in rows]
    return kept


def _tables(part: Form | Table) -> Mapping[str, Table]:
    return part.tables_by_name if isinstance(part, Form) else {}


def _part(form: Form, path: str) -> Form | Table:
    """The sub-table that a path leads into, or the form itself."""
    return form.tables_by_name.get(path.partition(".")[0], form)


def _each(part: Form | Table, path: str, pair: Any) -> Iterable[tuple[Field, Any]]:
    """The single values of a change, with their fields."""
    if not isinstance(pair, list):
        return
    field = part.by_name.get(path.rpartition(".")[2])
    for one in cast("list[Any]", pair):
        if field is not None:
            yield field, one
        elif isinstance(one, dict):
            yield from _inside(part, cast("dict[str, Any]", one))


def _inside(part: Form | Table, values: dict[str, Any]) -> Iterable[tuple[Field, Any]]:
    """The single values of a whole row, or of a record with its rows."""
    for name, value in values.items():
        if name in part.by_name:
            yield part.by_name[name], value
        elif name in _tables(part):
            for row in cast("list[dict[str, Any]]", value):
                yield from _inside(_tables(part)[name], row)


def _collect(part: Form | Table, path: str, pair: Any, wanted: dict[str, set[UUID]]) -> None:
    for field, value in _each(part, path, pair):
        key = _key(field, value)
        if key is not None and field.to is not None:
            wanted.setdefault(field.to, set()).add(key)


def _key(field: Field, value: Any) -> UUID | None:
    if field.to is None or not registry.known(field.to) or not isinstance(value, str):
        return None
    try:
        return UUID(value)
    except ValueError:
        return None


def _shown(part: Form | Table, path: str, pair: Any, known: Known) -> Any:
    if not isinstance(pair, list):
        return pair
    field = part.by_name.get(path.rpartition(".")[2])
    return [_value(part, field, one, known) for one in cast("list[Any]", pair)]


def _value(part: Form | Table, field: Field | None, value: Any, known: Known) -> Any:
    if field is None:
        if not isinstance(value, dict):
            return value
        inside = cast("dict[str, Any]", value)
        return {name: _entry(part, name, one, known) for name, one in inside.items()}
    key = _key(field, value)
    if key is not None and field.to is not None:
        found = known.get(field.to, {}).get(key)
        return {"id": value} if found is None else found.label
    if field.cast == "numeric" and isinstance(value, str):
        try:
            return kinds.of(field).show(field)(Decimal(value))
        except InvalidOperation:
            return value
    return value


def _entry(part: Form | Table, name: str, value: Any, known: Known) -> Any:
    """One value of a whole row, or the rows of a record's sub-table."""
    below = _tables(part).get(name)
    if below is None:
        return _value(part, part.by_name.get(name), value, known)
    return [_value(below, None, row, known) for row in cast("list[Any]", value)]
