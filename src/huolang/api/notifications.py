"""消息 over HTTP: what the caller was told, what they have read of it, what they want to hear."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.schemas import PROBLEMS, WRITTEN
from huolang.api.team import Strict
from huolang.api.working import access_of, once, reading
from huolang.kernel import notifications
from huolang.kernel.access import NoCompany
from huolang.kernel.notifications import KINDS, Notification
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import Invalid

router = Router(tags=["notifications"])

MOST_NAMED = 500
Key = Annotated[UUID, Field(strict=False)]


class NotificationOut(Schema):
    """`path` is the address of the screens that it leads to."""

    id: UUID
    kind: str
    kind_label: str
    text: str
    path: str
    at: datetime
    read: bool


class NotificationPage(Schema):
    """`unread` counts all of them, not only those of the page."""

    items: list[NotificationOut]
    next: UUID | None
    unread: int


class ReadMark(Strict):
    """What was read, or (`read` false) is to be read again: those in `ids`, or all up to and with
    `until`."""

    ids: list[Key] | None = Field(None, max_length=MOST_NAMED)
    until: Key | None = None
    read: bool = True


class Wishes(Strict):
    """By kind; what is left out stays."""

    wanted: dict[str, bool]


class Unread(Schema):
    unread: int


class KindOut(Schema):
    kind: str
    label: str
    wanted: bool


class KindList(Schema):
    items: list[KindOut]


@router.get(
    "/notifications", response={200: NotificationPage, **PROBLEMS}, summary="My notifications"
)
def listed(
    request: HttpRequest,
    limit: int = Query(50, ge=1, le=500),
    cursor: UUID | None = None,
    unread: bool = False,
) -> HttpResponse:
    """Newest first, in the caller's language; `unread`: only those."""
    asked.parameters(request, "limit", "cursor", "unread")
    access = access_of(request)

    def work() -> Any:
        rows = notifications.of(access)
        if unread:
            rows = rows.filter(read_at__isnull=True)
        if cursor is not None:
            rows = rows.filter(id__lt=cursor)
        found = list(rows[: limit + 1])
        more, found = len(found) > limit, found[:limit]
        return {
            "items": [_told(one) for one in found],
            "next": found[-1].id if more else None,
            "unread": notifications.unread(access),
        }

    return answer(reading(access, work))


@router.post("/notifications/read", response={200: Unread, **WRITTEN}, summary="Note what is read")
def mark(request: HttpRequest, given: ReadMark) -> HttpResponse:
    """One's own only; others are passed over in silence."""
    asked.parameters(request)
    access = access_of(request)
    if (given.ids is None) == (given.until is None):
        raise Invalid(field="ids")

    def work() -> tuple[int, Any]:
        notifications.mark(access, read=given.read, ids=given.ids, until=given.until)
        return 200, {"unread": notifications.unread(access)}

    return once(request, access, work)


@router.get("/notifications/kinds", response={200: KindList, **PROBLEMS}, summary="What I want")
def kinds(request: HttpRequest) -> HttpResponse:
    """Every kind of notification, and whether the caller wants it."""
    asked.parameters(request)
    access = access_of(request)
    return answer(reading(access, lambda: _kinds(access)))


@router.patch(
    "/notifications/kinds", response={200: KindList, **WRITTEN}, summary="Want some, not others"
)
def want(request: HttpRequest, given: Wishes) -> HttpResponse:
    """`{"wanted": {"job.done": false}}`: what is left out stays."""
    asked.parameters(request)
    access = access_of(request)

    def work() -> tuple[int, Any]:
        notifications.want(_person(access), given.wanted)
        return 200, _kinds(access)

    return once(request, access, work)


def _person(access: Access) -> UUID:
    if access.user is None:
        raise NoCompany()
    return access.user


def _kinds(access: Access) -> dict[str, Any]:
    wanted = notifications.wanted(_person(access))
    items = [
        {"kind": kind, "label": KINDS[kind].label, "wanted": wish} for kind, wish in wanted.items()
    ]
    return {"items": items}


def _told(one: Notification) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "kind_label": KINDS[one.kind].label,
        "text": one.says(),
        "path": one.path,
        "at": one.at,
        "read": one.read_at is not None,
    }
