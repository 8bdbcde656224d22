"""What a change of state leaves behind: the document's row, the audit, the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from huolang.documents.document import State
from huolang.forms import store
from huolang.forms.form import Form
from huolang.kernel import audit, outbox, telling
from huolang.kernel.permissions import Access

Changes = dict[str, Any]
"""A field's path → [before, after]."""
Happening = tuple[str, Changes]
"""What was done, and what it changed."""

PAST = {
    "create": "created",
    "change": "changed",
    "confirm": "confirmed",
    "reopen": "reopened",
    "cancel": "cancelled",
    "close": "closed",
    "hold_expired": "hold_expired",
}


def move(
    form: Form,
    document: Any,
    state: State,
    access: Access,
    at: datetime,
    changes: Changes,
    names: list[str] | None = None,
) -> None:
    """Write the new state; `changes` learns of it."""
    written = turn(document, state, access, at, changes)
    store.update(form, {document: [*written, *(names or ())]})


def turn(document: Any, state: State, access: Access, at: datetime, changes: Changes) -> list[str]:
    """The new state, still to be written: answers in which attributes."""
    changes["state"] = [str(document.state), str(state)]
    document.state = state
    document.updated_at, document.updated_by = later(document, at), access.user
    return ["state", "updated_at", "updated_by"]


def tell(
    form: Form,
    document: Any,
    happened: list[Happening],
    access: Access,
    at: datetime,
    *,
    no: int | None = None,
) -> None:
    """Audit and outbox, the last statement of a transaction."""
    kept, told = traces(form, document, happened, access), events(form, document, happened, access)
    telling.write(kept, told, at=at, no=no)


def traces(
    form: Form, document: Any, happened: list[Happening], access: Access
) -> list[audit.Trace]:
    """What the audit keeps of it."""
    by, record = access.user, document.id
    return [
        audit.Trace(form=form.name, record=record, action=action, by=by, changes=changes)
        for action, changes in happened
    ]


def events(
    form: Form, document: Any, happened: list[Happening], access: Access
) -> list[outbox.Happened]:
    """What is told to whoever reacts; `left`: what it goes on from no more."""
    data: dict[str, Any] = {"number": document.number} if document.number else {}
    if document.left:
        data["left"] = [{"form": name, "id": str(record)} for name, record in document.left]
    return [
        outbox.Happened(
            name=f"{form.name}.{PAST[action]}",
            form=form.name,
            record=document.id,
            by=access.user,
            revision=document.revision,
            data=data,
        )
        for action, _changes in happened
    ]


def tell_all(
    form: Form,
    documents: Sequence[Any],
    action: str,
    access: Access,
    at: datetime,
    events: list[outbox.Happened] | None = None,
) -> None:
    """`tell` of one action on many drafts; `events` collects what is told at the end."""
    by = access.user
    audit.write(
        [audit.Trace(form=form.name, record=one.id, action=action, by=by) for one in documents],
        at=at,
    )
    name = f"{form.name}.{PAST[action]}"
    happened = [
        outbox.Happened(name=name, form=form.name, record=one.id, by=by, revision=one.revision)
        for one in documents
    ]
    if events is None:
        outbox.write(happened)
    else:
        events += happened


def later(document: Any, at: datetime) -> datetime:
    """`at`, or just after the last change, so that every state of a document has its own mark."""
    return max(at, document.updated_at + timedelta(microseconds=1))
