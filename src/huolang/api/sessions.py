"""Where the caller is logged in, and how they end it from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.schemas import PROBLEMS, WRITTEN
from huolang.api.tokens import with_session_or_free
from huolang.api.working import access_of, caller_of, once, reading
from huolang.kernel import audit
from huolang.kernel.people import User
from huolang.kernel.refusals import NotFound

router = Router(tags=["team"])
LARGEST_ID = 2**63 - 1


class SessionOut(Schema):
    """`device`: what the browser says of itself; `current`: the one that asks."""

    id: int
    ip: str
    device: str
    since: datetime
    current: bool


class SessionList(Schema):
    items: list[SessionOut]


@router.get("/sessions", response={200: SessionList, **PROBLEMS}, summary="My sessions")
def listed(request: HttpRequest) -> HttpResponse:
    """The browsers in which the caller is logged in, the newest first."""
    asked.parameters(request)
    with_session_or_free(request)
    here, user = _here(request), caller_of(request).person.id

    def work() -> list[UserSession]:
        return UserSession.objects.purge_and_list(User(id=user))

    found = sorted(reading(access_of(request), work), key=lambda one: one.created_at, reverse=True)
    items = [
        {
            "id": one.pk,
            "ip": one.ip,
            "device": one.user_agent,
            "since": one.created_at,
            "current": one.session_key == here,
        }
        for one in found
    ]
    return answer({"items": items})


@router.delete("/sessions/{session}", response={204: None, **WRITTEN}, summary="End a session")
def end(request: HttpRequest, session: str) -> HttpResponse:
    """Whoever sits there has to log in again with their next request."""
    access = access_of(request)
    with_session_or_free(request)
    user = caller_of(request).person.id
    if not session.isascii() or not session.isdigit() or int(session) > LARGEST_ID:
        raise NotFound()

    def work() -> tuple[int, Any]:
        row = UserSession.objects.filter(id=int(session), user_id=user).first()
        if row is None:
            raise NotFound()
        _end([row])
        return 204, None

    return once(request, access, work)


@router.delete("/sessions", response={204: None, **WRITTEN}, summary="End my other sessions")
def end_others(request: HttpRequest) -> HttpResponse:
    """All but the one that asks; with a token, which has none, all."""
    access = access_of(request)
    with_session_or_free(request)
    here, user = _here(request), caller_of(request).person.id

    def work() -> tuple[int, Any]:
        mine: Any = UserSession.objects.filter(user_id=user).order_by("id")
        _end([one for one in mine if one.session_key != here])
        return 204, None

    return once(request, access, work)


def _end(sessions: Sequence[Any]) -> None:
    for one in sessions:
        one.end()
    audit.write(
        [
            audit.Trace(
                form="user",
                record=one.user_id,
                action="end_session",
                by=one.user_id,
                changes={"device": [one.user_agent, None], "ip": [one.ip, None]},
            )
            for one in sessions
        ]
    )


def _here(request: HttpRequest) -> str | None:
    """A request with a token has no session."""
    session: Any = getattr(request, "session", None)
    return session and session.session_key
