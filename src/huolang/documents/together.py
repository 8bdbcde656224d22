"""Many documents made and confirmed in one transaction: what `lifecycle.create` would do with one
after the other, by about as few statements as it takes for one.

Where a document is not plain enough for that (it goes on from another one, it is of a past day, its
goods are not there, it must be refused), all of them go the ordinary way, one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from huolang.documents import beginning, confirming, follow, lifecycle, numbering, series, trail
from huolang.documents.document import State
from huolang.documents.trail import Changes
from huolang.forms import store, validate, writer
from huolang.forms.form import Form
from huolang.kernel import audit, clock, outbox
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError
from huolang.ledger import books, several
from huolang.ledger.posting import Source
from huolang.ledger.several import Asking, NotTogether

Wanted = tuple[Form, Mapping[str, Any]]
"""A form, and what somebody filled in."""


class OneRefused(Exception):
    """The document at `index` was refused, for the reason in `error`; none of them stays."""

    def __init__(self, index: int, error: BusinessError) -> None:
        self.index, self.error = index, error
        super().__init__(f"document {index}: {error}")


def create(wanted: Sequence[Wanted], *, access: Access, at: datetime | None = None) -> list[Any]:
    """Create and confirm documents in their order; all of them, or `OneRefused`.

    Nobody else of the company posts until this transaction ends.
    """
    if not wanted:
        return []
    books.alone()
    moment = at or clock.now()
    try:
        with transaction.atomic():
            return _together(wanted, access, moment)
    except (NotTogether, BusinessError):
        return [_one(index, one, access, at) for index, one in enumerate(wanted)]


def _one(index: int, wanted: Wanted, access: Access, at: datetime | None) -> Any:
    form, payload = wanted
    try:
        return lifecycle.create(form, payload, access=access, at=at, then="confirm")
    except BusinessError as error:
        raise OneRefused(index, error) from error


def _together(wanted: Sequence[Wanted], access: Access, at: datetime) -> list[Any]:
    by_form: dict[str, list[int]] = {}
    for index, (form, _payload) in enumerate(wanted):
        by_form.setdefault(form.name, []).append(index)
    documents: list[Any] = [None] * len(wanted)
    for indexes in by_form.values():
        form = wanted[indexes[0]][0]
        _require(form, access)
        values = validate.read_many(form, [wanted[index][1] for index in indexes])
        made = writer.add(form, values, by=access.user, at=at, announce=False)
        for index, document in zip(indexes, made, strict=True):
            documents[index] = document
    pairs = [(one[0], document) for one, document in zip(wanted, documents, strict=True)]
    _confirm(pairs, access, at)
    return documents


def _require(form: Form, access: Access) -> None:
    confirm = next((one for one in form.actions if one.name == "confirm"), None)
    if confirm is None:
        raise NotTogether
    access.require(form.name, "add")
    access.require(form.name, confirm.operation)


def _confirm(pairs: Sequence[tuple[Form, Any]], access: Access, at: datetime) -> None:
    days = [document.date for _form, document in pairs]
    if any(numbering.of_documents(form).changed for form in {form for form, _one in pairs}):
        raise NotTogether  # numbers by a pattern of the company's own are looked up one by one
    orders = not any(document.posts for _form, document in pairs)
    typed = [document.occurred_at for _form, document in pairs]
    begun: list[outbox.Happened] = []
    for (form, document), moment in zip(pairs, typed, strict=True):
        if document.posts == orders or not document.tables.get("lines"):
            raise NotTogether  # orders are by themselves: what they hold nobody sells before them
        if document.reads_books:
            raise NotTogether
        document.access = access
        document.settle(at=at)
        if document.rests_on_others:
            raise NotTogether  # goods that one of them takes are not there for the next
        told, _filled = confirming.complete(form, document, at)
        begun += told
        document.rules()
        document.permitted(access)
        if getattr(document, "ceiling", None) is not None:
            raise NotTogether  # what a customer may owe is asked one document after the other
        now = document.posts and moment is None and document.occurred_at == at
        if now or _goes_on(document):
            raise NotTogether
    documents = [document for _form, document in pairs]
    if beginning.out_of_order(documents):
        raise NotTogether
    beginning.refuse(documents, at=at)
    if orders:
        wishes = [(_source(form, one, access), one.reservations()) for form, one in pairs]
        books.reserve_for(wishes)
        _number(pairs)
        outbox.write([one for told in _tell(pairs, days, access, at) for one in told])
        return
    posted = several.post(
        [
            _asking(form, document, access, of_day=moment is None and not document.opens_books)
            for (form, document), moment in zip(pairs, typed, strict=True)
        ],
        numbers=lambda: _number(pairs),
    )
    for (_form, document), done in zip(pairs, posted, strict=True):
        document.occurred_at = done.occurred_at
    told = zip(posted, _tell(pairs, days, access, at), strict=True)
    outbox.write_numbered([(done.no, one) for done, some in told for one in some])
    outbox.write(begun)


def _goes_on(document: Any) -> bool:
    """Does any line use up one of an earlier document?"""
    return any(follow.of(document, row) for row in document.tables["lines"])


def _asking(form: Form, document: Any, access: Access, *, of_day: bool) -> Asking:
    return Asking(
        posting=document.in_books(),
        source=_source(form, document, access),
        occurred_on=document.date,
        occurred_at=document.occurred_at,
        of_day=of_day,
    )


def _source(form: Form, document: Any, access: Access) -> Source:
    return Source(form=form.name, record=document.id, revision=document.revision, by=access.user)


def _number(pairs: Sequence[tuple[Form, Any]]) -> list[str]:
    wanted = [(form.name, document.prefix, document.date) for form, document in pairs]
    numbers = series.document_numbers(wanted)
    for (_form, document), number in zip(pairs, numbers, strict=True):
        document.number = number
    return numbers


def _tell(
    pairs: Sequence[tuple[Form, Any]], days: Sequence[Any], access: Access, at: datetime
) -> list[list[outbox.Happened]]:
    """The new state of every document and its audit; answers its events."""
    changed: dict[str, dict[Any, list[str]]] = {}
    forms = {form.name: form for form, _document in pairs}
    traces: list[audit.Trace] = []
    events: list[list[outbox.Happened]] = []
    for (form, document), day in zip(pairs, days, strict=True):
        changes: Changes = {"date": [day, document.date]} if day != document.date else {}
        changes["number"] = ["", document.number]
        document.confirmed_at, document.confirmed_by = at, access.user
        names = trail.turn(document, State.CONFIRMED, access, at, changes)
        names += ["number", "confirmed_at", "confirmed_by", *document.settled]
        changed.setdefault(form.name, {})[document] = names
        happened: list[trail.Happening] = [("create", {}), ("confirm", changes)]
        traces += trail.traces(form, document, happened, access)
        events.append(trail.events(form, document, happened, access))
    for name, documents in changed.items():
        store.update(forms[name], documents)
    audit.write(traces, at=at)
    return events
