"""Views that people keep under a name: their own, and those shared with their roles."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.schemas import PROBLEMS, WRITTEN
from huolang.api.team import Strict
from huolang.api.working import access_of, caller_of, once, reading
from huolang.kernel import saved_views

router = Router(tags=["views"])


class NewView(Strict):
    path: str
    name: str
    search: str = ""
    role: str = ""
    pinned: bool = False


class ViewChanges(Strict):
    name: str = ""
    search: str = ""
    role: str = ""
    pinned: bool = False


class ViewOut(Schema):
    """`path` and `search` are the address of a screen; `role`: whose holders see it as well;
    `mine`: the caller may change it; `by`: whose it is, if not theirs."""

    id: UUID
    path: str
    search: str
    name: str
    role: str
    pinned: bool
    mine: bool
    by: str
    created_at: datetime


class RoleName(Schema):
    code: str
    name: str


class ViewList(Schema):
    """`roles`: those that the caller may share a view with."""

    items: list[ViewOut]
    roles: list[RoleName]


@router.get("/views", response={200: ViewList, **PROBLEMS}, summary="My views")
def listed(request: HttpRequest) -> HttpResponse:
    """The caller's views, then those that others share with a role of theirs."""
    asked.parameters(request)
    return answer(reading(access_of(request), lambda: _all(request)))


@router.post("/views", response={201: ViewOut, **WRITTEN}, summary="Keep a view")
def add(request: HttpRequest, given: NewView) -> HttpResponse:
    """An address of the screens under a name, for the caller and, if they like, one role."""
    user, _roles = _caller(request)

    def work() -> tuple[int, Any]:
        made = saved_views.add(given.dict(), owner=user, roles=_shares_with(request))
        return 201, _one(request, made)

    return once(request, access_of(request), work)


@router.patch("/views/{view}", response={200: ViewOut, **WRITTEN}, summary="Change a view")
def change(request: HttpRequest, view: str, given: ViewChanges) -> HttpResponse:
    """What is left out stays. Only the caller's own."""
    (user, _roles), key = _caller(request), asked.record(view)
    changes = given.dict(exclude_unset=True)

    def work() -> tuple[int, Any]:
        saved_views.change(key, changes, owner=user, roles=_shares_with(request))
        return 200, _one(request, key)

    return once(request, access_of(request), work)


@router.delete("/views/{view}", response={204: None, **WRITTEN}, summary="Delete a view")
def delete(request: HttpRequest, view: str) -> HttpResponse:
    """Only the caller's own."""
    (user, _roles), key = _caller(request), asked.record(view)

    def work() -> tuple[int, Any]:
        saved_views.delete(key, owner=user)
        return 204, None

    return once(request, access_of(request), work)


def _caller(request: HttpRequest) -> tuple[UUID, tuple[str, ...]]:
    caller = caller_of(request)
    return caller.person.id, caller.company.roles


def _shares_with(request: HttpRequest) -> tuple[str, ...]:
    """The roles that the caller holds; all of them for who says what roles may do."""
    may = access_of(request).allows("role", "edit")
    return saved_views.every_role() if may else caller_of(request).company.roles


def _all(request: HttpRequest) -> dict[str, Any]:
    user, roles = _caller(request)
    return {
        "items": [asdict(one) for one in saved_views.seen_by(user, roles)],
        "roles": saved_views.named(_shares_with(request)),
    }


def _one(request: HttpRequest, view: UUID) -> dict[str, Any]:
    seen = saved_views.seen_by(*_caller(request))
    return asdict(next(one for one in seen if one.id == view))
