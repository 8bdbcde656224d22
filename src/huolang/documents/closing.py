"""关闭: nothing more is expected of documents that wait for something; what they had reserved is
free again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from huolang.documents import trail
from huolang.documents.document import State
from huolang.documents.trail import Changes
from huolang.forms import store
from huolang.forms.form import Form
from huolang.kernel import audit, outbox
from huolang.kernel.permissions import Access
from huolang.ledger import books


def close(
    form: Form, documents: Sequence[Any], access: Access, at: datetime, action: str = "close"
) -> None:
    """Close confirmed documents of one form, that are locked, by few statements. `action` is how
    their histories call it."""
    if not documents:
        return
    books.release([one.id for one in documents])
    written: dict[Any, list[str]] = {}
    traces: list[audit.Trace] = []
    events: list[outbox.Happened] = []
    for one in documents:
        changes: Changes = {}
        written[one] = trail.turn(one, State.CLOSED, access, at, changes)
        traces += trail.traces(form, one, [(action, changes)], access)
        events += trail.events(form, one, [(action, changes)], access)
    store.update(form, written)
    audit.write(traces, at=at)
    outbox.write(events)
