"""What a saved record leaves behind: its line in the audit, and the event that others react to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from huolang.forms import registry, store
from huolang.forms.form import Form, Table
from huolang.kernel import audit, outbox
from huolang.kernel.outbox import Happened

PAST = {"create": "created", "change": "changed", "delete": "deleted"}


def complete(form: Form) -> Form:
    """`form` with what is hidden from whoever saves: the audit tells it to those who may see it."""
    return registry.get(form.name) if registry.known(form.name) else form


def unseen(form: Form) -> frozenset[str]:
    """The groups of fields of the header that are hidden from whoever saves."""
    whole = complete(form)
    if whole is form:
        return frozenset()
    return frozenset(one.hidden_by or "" for one in whole.fields if one.name not in form.by_name)


def told(part: Form | Table, values: tuple[Any, ...]) -> dict[str, Any]:
    """A whole row as the audit keeps it: what people know of it, without emptiness."""
    return {
        name: value
        for name, index in _shown(part)
        if (value := values[index]) is not None and value not in ("", [])
    }


@lru_cache(maxsize=512)
def _shown(part: Form | Table) -> tuple[tuple[str, int], ...]:
    """The stored columns that people know, and where their values stand."""
    shown = {one.name for one in part.fields}
    return tuple((one.field, n) for n, one in enumerate(part.storage) if one.field in shown)


def beginning(form: Form, instance: Any) -> dict[str, Any]:
    """What the audit keeps of a new record: all that it began with."""
    return {"": [None, whole(form, instance)]}


def whole(form: Form, instance: Any) -> dict[str, Any]:
    """A record with its rows as the audit keeps them."""
    form = complete(form)
    kept = told(form, store.attributes(form)(instance))
    for table in form.tables:
        if rows := instance.tables[table.name]:
            values = store.attributes(table)
            kept[table.name] = [told(table, values(one)) for one in rows]
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
    trace_all(form, [instance], action, [changes], by=by, at=at)


def trace_all(
    form: Form,
    instances: Sequence[Any],
    action: str,
    changes: Sequence[Mapping[str, Any]],
    *,
    by: UUID | None,
    at: datetime,
    events: list[Happened] | None = None,
) -> None:
    """`trace` for many; `events` collects what a longer transaction tells at its end."""
    name = f"{form.name}.{PAST[action]}"
    audit.write(
        [
            audit.Trace(form=form.name, record=one.id, action=action, by=by, changes=what)
            for one, what in zip(instances, changes, strict=True)
        ],
        at=at,
    )
    happened = [
        Happened(
            name=name,
            form=form.name,
            record=one.id,
            by=by,
            revision=getattr(one, "revision", 0),
        )
        for one in instances
    ]
    if events is None:
        outbox.write(happened)
    else:
        events += happened
