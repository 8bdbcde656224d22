"""审核: the way of a document into the books, and back out of them.

Its order is that of all locks: document, what it uses up, the books, its number, partner balances
and the head of the books, the outbox.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.documents import (
    as_given,
    beginning,
    follow,
    gave_way,
    held,
    links,
    numbering,
    originals,
    speaking,
    standing,
    trail,
)
from huolang.documents.document import State
from huolang.documents.follow import Counted, Follow
from huolang.documents.numbering import Numbers
from huolang.documents.trail import Changes, Happening
from huolang.forms import registry, store
from huolang.forms.form import Column, Form, Table
from huolang.kernel import outbox
from huolang.kernel.listing import listed
from huolang.kernel.outbox import Happened
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import Invalid
from huolang.ledger import books
from huolang.ledger.posting import Consume, Source


class NothingToDo(Invalid):
    code = "document.no_lines"
    message = _("单据没有明细，无法审核")


class NothingChosen(Invalid):
    code = "document.no_source_lines"
    message = _("单据没有明细，无法审核：请用“选源单”从{forms}选取，或在它们的列表里勾选后下推")


def confirm(
    form: Form,
    document: Any,
    access: Access,
    at: datetime,
    before: list[Happening],
    numbers: Numbers | None = None,
) -> None:
    """The way from draft to confirmed, of a document that is locked or new, and derived.

    `numbers` says how new ones are numbered, for who confirms many. A document that is corrected
    stands in the books already, as it was (`instead`).
    """
    with as_given.speaking(document):
        _confirm(form, document, access, at, before, numbers)


def _confirm(
    form: Form,
    document: Any,
    access: Access,
    at: datetime,
    before: list[Happening],
    numbers: Numbers | None,
) -> None:
    if document.needs_lines and not document.tables["lines"]:
        _refuse_empty(document)
    day, instant = document.date, document.occurred_at
    before_settling = [getattr(document, name) for name in document.settled]
    document.access = access
    document.settle(at=at)
    beginning.refuse([document], at=at)
    told, filled = complete(form, document, at)
    document.rules()
    document.permitted(access)
    originals.hold(form, document)
    if document.instead is not None:
        document.instead.give_up(document)
    counted: list[Counted] = []
    for one in document.follows:  # before the posting locks what every document needs
        found = _count(document, one)
        if found:
            links.write(found, from_form=one.form, to_form=form.name, to_record=document.id)
            counted += found
    first = not document.number
    now = instant is None and document.occurred_at == at
    of_day = not now and not document.opens_books and document.of_day(at)
    if first:
        numbers = numbers or numbering.of_documents(form, document.settings)
    with speaking.in_units(document):
        no = _post(form, document, access, numbers if first else None, at, now=now, of_day=of_day)
    document.moved(at=at)
    changes: Changes = {"date": [day, document.date]} if day != document.date else {}
    changes |= filled
    if first:
        changes["number"] = ["", document.number]
    document.confirmed_at, document.confirmed_by = at, access.user
    settled = zip(document.settled, before_settling, strict=True)
    names = ["number", "revision", "confirmed_at", "confirmed_by"]
    names += [name for name, was in settled if getattr(document, name) != was]
    trail.move(form, document, State.CONFIRMED, access, at, changes, names)
    if counted:
        changes["links"] = [None, sorted({str(one.record) for one in counted})]
    trail.tell(form, document, [*before, ("confirm", changes)], access, at, no=no)
    if no is not None and document.given_up:
        gave_way.tell(document.given_up, form, document, access, at, no=no)
    outbox.write(told, no=no)


def _refuse_empty(document: Any) -> None:
    """Whoever confirms a document of no lines is told where its lines come from."""
    if not document.needs_source:
        raise NothingToDo(field="lines")
    forms = listed(str(registry.get(one.form).label) for one in document.follows)
    raise NothingChosen(field="lines", forms=forms)


def _post(
    form: Form,
    document: Any,
    access: Access,
    numbers: Numbers | None,
    at: datetime,
    *,
    now: bool,
    of_day: bool,
) -> int | None:
    """Into the books, or, for an order, promises of stock; its number comes last of all, of
    `numbers` if it has none."""
    source = source_of(form, document, access)

    def number() -> str:
        if numbers is not None:
            document.number = numbers.take(document.date)
        return document.number

    if document.posts:
        posting = document.in_books()
        if document.instead is not None:
            posted = document.instead.post(document, posting, source, number, at, of_day=of_day)
        else:
            with held.said_of(posting):
                posted = books.post(
                    posting,
                    source=source,
                    occurred_on=document.date,
                    occurred_at=document.occurred_at,
                    number=number,
                    now=now,
                    of_day=of_day,
                )
        document.occurred_at = posted.occurred_at
        document.standing = standing.after(posting)
        document.given_up = posted.given_up
        return posted.no
    books.reserve(document.reservations(), source=source)
    number()
    return None


def take_back(form: Form, document: Any, access: Access, at: datetime, *, only_open: bool) -> None:
    """Undo what confirming did: what it used up, its posting or reservations, its links."""
    document.hold()
    used = False
    for one in document.follows:
        uses = follow.uses(one, document.tables["lines"], document.used())
        follow.uncount(one, uses)
        used = used or bool(uses)
    if used:
        document.left = links.remove(document.id)
    if not document.posts:
        books.release([document.id], _taken_over(document))
        return
    posting = document.in_books(back=True)
    with speaking.in_units(document), held.told(posting.moves):
        books.reverse(
            source=source_of(form, document, access),
            number=lambda: document.number,
            at=at,
            consumes=posting.consumes,
            revalues=posting.revalues,
            labels={
                (move.line, move.batch): (move.field, move.name, move.at) for move in posting.moves
            },
            only_open=only_open,
        )
    document.moved(at=at)


def _taken_over(document: Any) -> list[Consume]:
    """What its lines had taken over from those that held the goods before."""
    return [
        Consume(line=wish.takes, quantity=wish.quantity)
        for wish in document.reservations()
        if wish.takes is not None
    ]


def _count(document: Any, one: Follow) -> list[Counted]:
    used = follow.uses(one, document.tables["lines"], document.used())
    return follow.count(document, one, used)


def derive_again(form: Form, document: Any, at: datetime) -> None:
    """Work the draft out anew before it is confirmed: names, factors and defaults of today.

    What came out differently is written; the header follows with its new state.
    """
    with _written(form, document):
        document.derive(document.tables, at=at)


def complete(form: Form, document: Any, at: datetime) -> tuple[Sequence[Happened], Changes]:
    """Let it fill in what nobody typed: what happened beside it, and what it filled in."""
    if not document.incomplete:
        return (), {}
    with _written(form, document) as changes:
        happened = document.complete(at=at)
    return happened, changes


@contextmanager
def _written(form: Form, document: Any) -> Generator[Changes]:
    """Whatever is changed inside is written, and told: path → [before, after]."""
    before = {
        row.id: store.attributes(part)(row)
        for part in (form, *form.tables)
        for row in _rows(part, document)
    }
    changes: Changes = {}
    yield changes
    for part in (form, *form.tables):
        rows = _rows(part, document)
        store.insert(part, [row for row in rows if row.id not in before])
        changed: dict[Any, set[str]] = {}
        for row in rows:
            path = "" if row is document else f"{part.name}.{row.id}."
            for column, was, now in _differing(part, row, before.get(row.id)):
                changed.setdefault(row, set()).add(column.attribute)
                if column.audited and was != now:
                    changes[f"{path}{column.field}"] = [was, now]
        store.update(part, changed)


def _rows(part: Form | Table, document: Any) -> list[Any]:
    return document.tables[part.name] if isinstance(part, Table) else [document]


def _differing(
    part: Form | Table, row: Any, before: tuple[Any, ...] | None
) -> list[tuple[Column, Any, Any]]:
    """What is not as before; nothing of a row that was not there."""
    if before is None:
        return []
    now = store.attributes(part)(row)
    return [
        (column, was, value)
        for column, was, value in zip(part.storage, before, now, strict=True)
        if was != value and column.written
    ]


def source_of(form: Form, document: Any, access: Access) -> Source:
    return Source(form=form.name, record=document.id, revision=document.revision, by=access.user)
