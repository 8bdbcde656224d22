"""Many creates, changes or actions in one request: all or nothing, or each by itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from huolang.api import asked, doors, problem
from huolang.api.answers import answer, dumps
from huolang.api.working import fingerprint, once, writing
from huolang.forms.form import Form
from huolang.forms.refusals import NotAnOption, Required, TooManyRows, UnknownField, WrongType
from huolang.kernel import idempotency
from huolang.kernel.idempotency import Answer
from huolang.kernel.listing import listed
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Several
from huolang.ledger import books

MOST_ITEMS = 1_000
MOST_WORDS = 500

Work = Callable[[], tuple[int, Any]]


def run(request: HttpRequest, form: Form, access: Access, payload: Any) -> HttpResponse:
    """{"atomic": …, "items": […]} → {"results": […]}, one result each, in their order.

    Atomic: the first refusal undoes everything and is the answer, its places begin with
    `items.3`. Otherwise every item is a transaction of its own with a key of its own, so a batch
    that was cut off can simply be sent again.
    """
    atomic, items = _read(form, payload)
    works = [_work(form, access, item, f"items.{n}.") for n, item in enumerate(items)]
    if atomic:

        def together() -> tuple[int, Any]:
            books.alone()
            return 200, {"results": [_all(work) for work in works]}

        return once(request, access, together)
    key = asked.key(request)
    told = fingerprint(request) if key else b""
    mark = hashlib.blake2b((key or "").encode(), digest_size=20).hexdigest()
    if key:
        _claim(access, mark, told)
    results: list[Any] = []
    for number, work in enumerate(works):
        try:
            own = _keyed(access, work, f"{mark}#{number}", told) if key else work
            results.append(_done(*writing(access, own)))
        except Placed as refused:
            results.append(_problem(problem.of(refused.error)))
        except Exception as error:
            results.append(_problem(problem.answer_to(request, error)))
    return answer({"results": results})


class Placed(Exception):
    """A refusal of one item."""

    def __init__(self, error: BusinessError, within: str) -> None:
        self.error, self.within = error, within
        super().__init__(error)


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing to do: create a record from `create`; or of the record `id`, change what `change`
    says, delete it, or press `action` on it."""

    create: Any = None
    change: Any = None
    then: str | None = None
    id: UUID | None = None
    action: str = ""
    etag: str | None = None
    reason: str = ""


def _read(form: Form, payload: Any) -> tuple[bool, list[Item]]:
    """What is asked for. An item of no sound shape refuses the whole batch before it begins."""
    given = _object(payload, "atomic", "items")
    atomic, items = given.get("atomic", False), given.get("items")
    if items is None:
        raise Required(field="items")
    if not isinstance(atomic, bool):
        raise WrongType(field="atomic", expected=_("是或否"))
    if not isinstance(items, list):
        raise WrongType(field="items", expected=_("列表"))
    sent = cast("list[Any]", items)
    if len(sent) > MOST_ITEMS:
        raise TooManyRows(field="items", limit=MOST_ITEMS)
    errors: list[BusinessError] = []
    read: list[Item] = []
    for number, one in enumerate(sent):
        try:
            read.append(_item(form, one))
        except BusinessError as error:
            error.field = f"items.{number}.{error.field}".rstrip(".")
            errors.append(error)
    Several.raise_any(errors)
    return atomic, read


def _object(given: Any, *names: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise WrongType(expected=_("一组字段"))
    told = cast("dict[str, Any]", given)
    for name in told:
        if name not in names:
            raise UnknownField(field=name[:64], name=name[:64])
    return told


def _item(form: Form, sent: Any) -> Item:
    if isinstance(sent, dict) and "create" in sent:
        given = _object(sent, "create", *(["then"] if "confirm" in actions(form) else []))
        if not isinstance(given["create"], dict):
            raise WrongType(field="create", expected=_("一组字段"))
        then = _among(given, "then", ("confirm",)) if "then" in given else None
        return Item(create=given["create"], then=then)
    changes = isinstance(sent, dict) and "change" in sent
    more = ("change", "etag") if changes else ("action", "etag", "reason")
    given = _object(sent, "id", *more)
    for name in ("id", more[0]):
        if name not in given:
            raise Required(field=name)
    key = _uuid(given["id"])
    etag = _word(given, "etag") if given.get("etag") is not None else None
    if not changes:
        reason = _word(given, "reason") if "reason" in given else ""
        return Item(id=key, action=_among(given, "action", actions(form)), etag=etag, reason=reason)
    if not isinstance(given["change"], dict):
        raise WrongType(field="change", expected=_("一组字段"))
    if etag is None:
        raise Required(field="etag")
    return Item(id=key, change=given["change"], etag=etag)


def pressed(form: Form, payload: Any, *, most: int) -> list[Item]:
    """A batch that only presses buttons, at most so many."""
    _atomic, items = _read(form, payload)
    if len(items) > most:
        raise TooManyRows(field="items", limit=most)
    for number, item in enumerate(items):
        if not item.action or item.action == "delete":
            raise Required(field=f"items.{number}.action")
    return items


def actions(form: Form) -> tuple[str, ...]:
    """What can be done with a record of a batch, besides changing it."""
    pressed = [one.name for one in form.actions if one.name != "delete" and not one.edits]
    return (*pressed, "delete")


def _among(given: dict[str, Any], name: str, allowed: tuple[str, ...]) -> str:
    if given[name] not in allowed:
        raise NotAnOption(field=name, options=listed(allowed))
    return given[name]


def _word(given: dict[str, Any], name: str) -> str:
    value: Any = given[name]
    if isinstance(value, str) and len(value) <= MOST_WORDS and "\x00" not in value:
        return value
    raise WrongType(field=name, expected=_("文字"))


def _uuid(given: Any) -> UUID:
    try:
        return UUID(given) if isinstance(given, str) and len(given) == 36 else _no_uuid()
    except ValueError:
        return _no_uuid()


def _no_uuid() -> UUID:
    raise WrongType(field="id", expected="id")


def _work(form: Form, access: Access, item: Item, within: str) -> Work:
    """What one item asks for; its refusals know their place in the batch."""

    def work() -> tuple[int, Any]:
        try:
            status, instance = _one(form, access, item)
        except BusinessError as error:
            raise Placed(error, within) from error
        return status, instance and doors.shown(form, instance, access)

    return work


def _one(form: Form, access: Access, item: Item) -> tuple[int, Any]:
    if item.id is None:
        return 201, doors.create(form, item.create, access, then=item.then)
    etag, reason = item.etag, item.reason
    if item.change is not None:
        return 200, doors.change(form, item.id, item.change, access, etag=etag)
    if item.action == "delete":
        return 204, doors.delete(form, item.id, access, etag=etag)
    return 200, doors.act(form, item.id, item.action, access, etag=etag, reason=reason)


def _all(work: Work) -> Any:
    """One item of an atomic batch; its refusal is the answer to the whole."""
    try:
        status, record = work()
    except Placed as refused:
        for part in refused.error.parts():
            part.field = f"{refused.within}{part.field}".rstrip(".")
        raise refused.error from None
    return _done(status, record)


def _done(status: int, record: Any) -> Any:
    """What became of an item; of what is deleted nothing is left to show."""
    return {"status": status} if record is None else {"status": status, "record": record}


def _keyed(access: Access, work: Work, key: str, told: bytes) -> Callable[[], tuple[int, Any]]:
    """The item under a key of its own: what it did before is read back, not done again."""
    user = access.user
    assert user is not None

    def kept() -> Answer:
        status, record = work()
        return Answer(status=status, body=dumps(record))

    def again() -> tuple[int, Any]:
        given = idempotency.once(user=user, key=key, body=told, work=kept)
        return given.status, asked.loads(given.body)

    return again


def _claim(access: Access, mark: str, told: bytes) -> None:
    """The key belongs to this batch before any item of it is done."""
    user = access.user
    assert user is not None
    writing(access, lambda: idempotency.claim(user=user, key=f"{mark}#", body=told))


def _problem(response: HttpResponse) -> Any:
    return {"status": response.status_code, "problem": asked.loads(response.content)}
