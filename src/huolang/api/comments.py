"""评论 over HTTP: whoever may see a record reads and writes what is said of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.jobs import PersonNamed
from huolang.api.notifications import Key
from huolang.api.schemas import PROBLEMS, WRITTEN
from huolang.api.team import Strict
from huolang.api.working import form_for, once, reading
from huolang.forms import references, store
from huolang.kernel import comments
from huolang.kernel.access import NoCompany
from huolang.kernel.comments import Comment
from huolang.kernel.people import User
from huolang.kernel.permissions import Access
from huolang.masters import pinyin

router = Router(tags=["comments"])


class NewComment(Strict):
    """`mentions`: people that are told of it; they must be able to see the record."""

    text: str
    mentions: list[Key] = Field([], max_length=1_000)


class CommentOut(Schema):
    """`taken_back`: the text is gone. `removable`: the caller may take it back."""

    id: UUID
    text: str
    mentions: list[PersonNamed]
    by: PersonNamed | None
    at: datetime
    taken_back: bool
    removable: bool


class CommentList(Schema):
    items: list[CommentOut]


class Reader(PersonNamed):
    """`pinyin`: how the name is read, a gap after each syllable."""

    pinyin: str


class ReaderList(Schema):
    items: list[Reader]


@router.get("/comments/{form}", response={200: ReaderList, **PROBLEMS}, summary="Who may read")
def readers(request: HttpRequest, form: str) -> HttpResponse:
    """The people who may see records of this form: those that a comment can mention."""
    asked.parameters(request)
    shown, access = form_for(request, form, "view")

    def work() -> Any:
        found = [_named(one) for one in comments.readers(shown.name)]
        return {"items": [{**one, "pinyin": pinyin.sort_key(one["name"])} for one in found]}

    return answer(reading(access, work))


@router.get(
    "/comments/{form}/{record}", response={200: CommentList, **PROBLEMS}, summary="Comments"
)
def listed(request: HttpRequest, form: str, record: str) -> HttpResponse:
    """What was said of a record, oldest first."""
    asked.parameters(request)
    shown, access = form_for(request, form, "view")
    key = asked.record(record)

    def work() -> Any:
        store.require(shown, key)
        return {"items": _told(comments.of_record(shown.name, key), access)}

    return answer(reading(access, work))


@router.post("/comments/{form}/{record}", response={201: CommentOut, **WRITTEN}, summary="Comment")
def add(request: HttpRequest, form: str, record: str, given: NewComment) -> HttpResponse:
    """Whoever may see the record may comment on it."""
    asked.parameters(request)
    shown, access = form_for(request, form, "view")
    key = asked.record(record)

    def work() -> tuple[int, Any]:
        store.require(shown, key)
        found = references.labels({shown.name: {key}}, {})[shown.name]
        made = comments.add(
            shown.name,
            key,
            title=found[key].title if key in found else "",
            text=given.text,
            mentions=given.mentions,
            by=_author(access),
        )
        return 201, _told([made], access)[0]

    return once(request, access, work)


@router.delete(
    "/comments/{form}/{record}/{comment}", response={204: None, **WRITTEN}, summary="Take it back"
)
def take_back(request: HttpRequest, form: str, record: str, comment: str) -> HttpResponse:
    """One's own, or anybody's for who manages the people. That something was said stays."""
    asked.parameters(request)
    shown, access = form_for(request, form, "view")
    key, meant = asked.record(record), asked.record(comment)

    def work() -> tuple[int, Any]:
        store.require(shown, key)
        comments.take_back(shown.name, key, meant, access=access)
        return 204, None

    return once(request, access, work)


def _author(access: Access) -> User:
    if access.user is None:
        raise NoCompany()
    return User.objects.get(id=access.user)


def _named(one: User) -> dict[str, Any]:
    return {"id": one.id, "name": str(one)}


def _told(found: Iterable[Comment], access: Access) -> list[dict[str, Any]]:
    found = list(found)
    wanted = {key for one in found for key in (one.by, *one.mentions) if key}
    people = {one.id: _named(one) for one in User.objects.filter(id__in=wanted)}
    return [
        {
            "id": one.id,
            "text": one.text,
            "mentions": [people[key] for key in one.mentions if key in people],
            "by": people.get(one.by) if one.by else None,
            "at": one.at,
            "taken_back": one.taken_back_at is not None,
            "removable": one.taken_back_at is None and comments.may_take_back(one, access),
        }
        for one in found
    ]
