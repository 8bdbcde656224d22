"""单据的一生: draft, confirmed, closed, cancelled, and the only doors between them.

Every door is one transaction inside `kernel.company.acting`, in one order: lock the document,
check its state and version, check the permission, its rules, lock what it uses up, post to the
books, then state, links, audit and outbox. A refusal anywhere leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.documents import archived, closing, confirming, links, numbering, trail
from huolang.documents.document import Document, State
from huolang.documents.instead import Instead
from huolang.documents.trail import Changes
from huolang.forms import store, validate, writer
from huolang.forms.form import Form
from huolang.forms.validate import Values
from huolang.kernel import clock
from huolang.kernel.outbox import Happened
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger import books, periods

VERBS = {"confirm": _("审核"), "reopen": _("反审核"), "cancel": _("作废"), "close": _("关闭")}


class WrongState(BusinessError):
    code = "document.wrong_state"
    message = _("单据{state}，不能{action}")


class Locked(BusinessError):
    code = "document.locked"
    message = _("单据{state}，这一项不能修改")


class WasConfirmed(BusinessError):
    code = "document.was_confirmed"
    message = _("审核过的单据不能删除，可以作废")


class AlreadyDone(BusinessError):
    code = "document.already_done"
    message = _("已有执行数量，不能作废，可以关闭")


class DoneAndReopened(BusinessError):
    code = "document.done_and_reopened"
    message = _("已有执行数量，不能作废；不再执行的话，请先审核，再关闭")


class NothingCorrected(Invalid):
    code = "document.nothing_corrected"
    message = _("没有任何修改，无需更正")


class NoSuchAction(BusinessError):
    code = "document.no_such_action"
    message = _("没有这种操作：{action}")
    status = 404


def create(
    form: Form,
    payload: Mapping[str, Any],
    *,
    access: Access,
    at: datetime | None = None,
    then: str | None = None,
    agreed: bool = False,
) -> Any:
    """A new document from what somebody filled in: a draft, or confirmed at once.

    `agreed` says that it goes on from a confirmed document, and may name what was archived since.
    """
    moment = at or clock.now()
    access.require(form.name, "add")
    if then is not None:
        access.require(form.name, _operation(form, then))
    settles = bool(form.model.settles)  # what is owed is paid, whoever is archived
    values = validate.read(form, payload, archived=agreed or settles)
    document = writer.save(form, values, by=access.user, at=moment, announce=False)
    begun: list[trail.Happening] = [("create", {})]
    if then is None:
        trail.tell(form, document, begun, access, moment)
    elif then == "confirm":
        if settles:
            archived.refuse(form, document)
        confirming.confirm(form, document, access, moment, begun)
    else:
        raise NoSuchAction(action=then[:32])
    return document


def create_many(
    form: Form,
    given: Sequence[Values],
    *,
    access: Access,
    at: datetime,
    then: str | None = None,
    refused: dict[int, BusinessError] | None = None,
    events: list[Happened] | None = None,
) -> list[Any]:
    """`create` for many, from values that were checked, by few statements.

    Rules of single ones go into `refused`. Who confirms several in one transaction has closed the
    books to others (`books.alone`). `events` collects what a longer transaction tells at its end.
    """
    access.require(form.name, "add")
    if then is not None:
        access.require(form.name, _operation(form, then))
    made = writer.add(form, given, by=access.user, at=at, refused=refused, announce=False)
    if then is None:
        trail.tell_all(form, made, "create", access, at, events)
    elif then == "confirm":
        numbers = numbering.of_documents(form) if made else None
        for document in made:
            confirming.confirm(form, document, access, at, [("create", {})], numbers)
    else:
        raise NoSuchAction(action=then[:32])
    return made


def change(
    form: Form,
    record: UUID,
    payload: Mapping[str, Any],
    *,
    access: Access,
    at: datetime | None = None,
    etag: str | None = None,
) -> Any:
    """Change a draft; of a confirmed document only what its goods and money do not rest on."""
    document = store.load(form, record, lock=True)
    writer.check_etag(document, etag)
    access.require(form.name, "edit")
    if document.state != State.DRAFT:
        _refuse_locked(document, payload)
    values = validate.read(form, payload, existing=document, partial=True)
    moment = trail.later(document, at or clock.now())
    return writer.save(form, values, existing=document, by=access.user, at=moment)


def delete(
    form: Form,
    record: UUID,
    *,
    access: Access,
    at: datetime | None = None,
    etag: str | None = None,
) -> None:
    """Delete a draft that was never confirmed."""
    document = store.load(form, record, lock=True)
    writer.check_etag(document, etag)
    if document.was_confirmed or document.state != State.DRAFT:
        raise WasConfirmed()
    access.require(form.name, "delete")
    writer.delete(form, document, by=access.user, at=at or clock.now())


def act(
    form: Form,
    record: UUID,
    action: str,
    *,
    access: Access,
    at: datetime | None = None,
    etag: str | None = None,
    reason: str = "",
) -> Any:
    """Do what the button `action` of the form does: confirm, reopen, cancel, close."""
    doors: dict[str, Callable[..., Any]] = {
        "confirm": confirm,
        "reopen": reopen,
        "cancel": cancel,
        "close": close,
    }
    if action not in doors or all(one.name != action for one in form.actions):
        raise NoSuchAction(action=action[:32])
    more = {"reason": reason} if action == "cancel" else {}
    return doors[action](form, record, access=access, at=at, etag=etag, **more)


def confirm(
    form: Form,
    record: UUID,
    *,
    access: Access,
    at: datetime | None = None,
    etag: str | None = None,
) -> Any:
    """审核: what the document says becomes true in the books. Works once per revision."""
    document = _open(form, record, "confirm", (State.DRAFT,), access, etag)
    moment = at or clock.now()
    archived.refuse(form, document)
    confirming.derive_again(form, document, moment)
    confirming.confirm(form, document, access, moment, [])
    return document


def reopen(
    form: Form,
    record: UUID,
    *,
    access: Access,
    at: datetime | None = None,
    etag: str | None = None,
) -> Any:
    """反审核: take it back out of the books, to be edited and confirmed as revision n + 1."""
    states = (State.CONFIRMED,) if form.model.posts else (State.CONFIRMED, State.CLOSED)
    document = _open(form, record, "reopen", states, access, etag)
    moment = at or clock.now()
    if document.posts:
        periods.refuse_changes(document.date)
        _refuse_later(form, document)
    confirming.take_back(form, document, access, moment, only_open=True)
    changes: Changes = {"revision": [document.revision, document.revision + 1]}
    document.revision += 1
    trail.move(form, document, State.DRAFT, access, moment, changes, ["revision"])
    trail.tell(form, document, [("reopen", changes)], access, moment)
    return document


def correct(
    form: Form,
    record: UUID,
    payload: Mapping[str, Any],
    *,
    access: Access,
    at: datetime | None = None,
    etag: str | None = None,
) -> Any:
    """更正: opened again, changed and confirmed in one step. What it says now is in the books
    before what it said is taken out of them, so goods of it may have left."""
    action = next((one for one in form.actions if one.edits), None)
    if action is None:
        raise NoSuchAction(action="correct")
    for operation in action.also:
        access.require(form.name, operation)
    books.alone()
    document = _open(form, record, "reopen", (State.CONFIRMED,), access, etag)
    periods.refuse_changes(document.date)
    _refuse_later(form, document)
    moment = trail.later(document, at or clock.now())
    document.access = access
    before = Instead.of(document, confirming.source_of(form, document, access))
    opened: Changes = {
        "revision": [document.revision, document.revision + 1],
        "state": [str(document.state), str(State.DRAFT)],
    }
    document.revision += 1
    document.state = State.DRAFT
    document.instead = before
    values = validate.read(form, payload, existing=document, partial=True)
    saving: dict[str, Any] = {"existing": document, "by": access.user, "at": moment}
    document = writer.save(form, values, **saving, announce=False)
    if not document.changes:
        raise NothingCorrected(field="lines")
    archived.refuse(form, document)
    told: list[trail.Happening] = [("reopen", opened), ("change", document.changes)]
    confirming.confirm(form, document, access, moment, told)
    document.instead = None
    return document


def cancel(
    form: Form,
    record: UUID,
    *,
    access: Access,
    at: datetime | None = None,
    etag: str | None = None,
    reason: str = "",
) -> Any:
    """作废（红冲）: the books get its mirror image. A draft needs a number to be cancelled."""
    document = _open(form, record, "cancel", (State.CONFIRMED, State.DRAFT), access, etag)
    moment = at or clock.now()
    if document.state == State.CONFIRMED:
        if document.posts:
            _refuse_later(form, document)
        confirming.take_back(form, document, access, moment, only_open=document.only_in_its_month)
    elif not document.was_confirmed:
        raise WrongState(state=document.get_state_display(), action=VERBS["cancel"])
    if not document.posts and is_done(document):
        raise DoneAndReopened() if document.state == State.DRAFT else AlreadyDone()
    changes: Changes = {"reason": [None, reason[:500]]} if reason else {}
    trail.move(form, document, State.CANCELLED, access, moment, changes)
    trail.tell(form, document, [("cancel", changes)], access, moment)
    return document


def close(
    form: Form,
    record: UUID,
    *,
    access: Access,
    at: datetime | None = None,
    etag: str | None = None,
) -> Any:
    """关闭: nothing more is expected of the order; what it had reserved is free again."""
    document = _open(form, record, "close", (State.CONFIRMED,), access, etag)
    moment = at or clock.now()
    closing.close(form, [document], access, moment)
    return document


def _open(
    form: Form,
    record: UUID,
    action: str,
    states: tuple[State, ...],
    access: Access,
    etag: str | None,
) -> Any:
    """Lock the document for this transaction, so two people cannot confirm the same one."""
    document = store.load(form, record, lock=True)
    if document.state not in states:
        raise WrongState(state=document.get_state_display(), action=VERBS[action])
    writer.check_etag(document, etag)
    access.require(form.name, action)
    return document


def _refuse_later(form: Form, document: Any) -> None:
    """Others came of it, name it, or rest on what it says."""
    links.refuse_successors((form.name, document.id))
    document.refuse_taking_back()


def _refuse_locked(document: Document, payload: Mapping[str, Any]) -> None:
    """Say of every field that is given and cannot change any more."""
    state = document.get_state_display()
    fixed = [name for name in payload if name not in document.editable_when_confirmed]
    Several.raise_any([Locked(field=name, state=state) for name in fixed])


def is_done(document: Any) -> bool:
    """Has anything of the order been received or delivered?"""
    return any(row.done_base for row in document.tables.get("lines", ()))


def _operation(form: Form, action: str) -> str:
    """The operation that pressing `action` needs."""
    for one in form.actions:
        if one.name == action:
            return one.operation
    raise NoSuchAction(action=action[:32])
