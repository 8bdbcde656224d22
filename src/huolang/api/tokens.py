"""The caller's own API tokens."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Router

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.schemas import PROBLEMS, WRITTEN
from huolang.api.team import Strict
from huolang.api.team_schemas import TokenList, TokenMade
from huolang.api.working import access_of, caller_of, once, reading
from huolang.kernel import tokens
from huolang.kernel.people import User
from huolang.kernel.refusals import Forbidden

router = Router(tags=["team"])


class NewToken(Strict):
    name: str
    days: int | None = None


@router.get("/tokens", response={200: TokenList, **PROBLEMS}, summary="My tokens")
def listed(request: HttpRequest) -> HttpResponse:
    """The tokens that act as the caller; they themselves were shown once."""
    asked.parameters(request)
    access = access_of(request)
    with_session_or_free(request)
    found = reading(access, lambda: tokens.of(caller_of(request).person.id))
    return answer({"items": [asdict(one) for one in found]})


@router.post("/tokens", response={201: TokenMade, **WRITTEN}, summary="A new token")
def add(request: HttpRequest, given: NewToken) -> HttpResponse:
    """A token that acts as the caller, in this company only; shown in this answer only. Who repeats
    the request gets its id, to end it, and null."""
    access = access_of(request)
    with_session_or_free(request)

    def work() -> tuple[int, Any]:
        user = User.objects.get(id=caller_of(request).person.id)
        made, token = tokens.issue_here(user, name=given.name, days=given.days)
        return 201, {"id": made, "token": token}

    return once(request, access, work, secret="token")


@router.delete("/tokens/{token}", response={204: None, **WRITTEN}, summary="End a token")
def revoke(request: HttpRequest, token: str) -> HttpResponse:
    """It is refused from the next request on."""
    access, key = access_of(request), asked.record(token)
    with_session_or_free(request)

    def work() -> tuple[int, Any]:
        tokens.end(key, of=caller_of(request).person.id)
        return 204, None

    return once(request, access, work)


def with_session_or_free(request: HttpRequest) -> None:
    """A token that is good for one company only makes, sees and ends no other."""
    if caller_of(request).person.bound_to is not None:
        raise Forbidden(form=_("令牌"), operation=_("修改"))
