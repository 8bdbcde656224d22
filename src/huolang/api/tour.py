"""导览 over HTTP: who has seen the walk through the demo company."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.schemas import PROBLEMS, WRITTEN
from huolang.api.team import Strict
from huolang.api.working import access_of, once, reading
from huolang.kernel.access import NoCompany
from huolang.samples import tour

router = Router(tags=["settings"])


class TourNoted(Strict):
    seen: bool


class TourOut(Schema):
    """`tour`: new or seen; null where there is none."""

    tour: str | None


@router.get("/tour", response={200: TourOut, **PROBLEMS}, summary="Have I seen the tour?")
def state(request: HttpRequest) -> HttpResponse:
    """Of the demo company, by the caller."""
    asked.parameters(request)
    access = access_of(request)
    person = access.user
    found = reading(access, lambda: tour.state(person)) if person else None
    return answer({"tour": found})


@router.put("/tour", response={200: TourOut, **WRITTEN}, summary="I have seen the tour")
def note(request: HttpRequest, given: TourNoted) -> HttpResponse:
    """For the caller alone; only the demo company has one."""
    asked.parameters(request)
    access = access_of(request)
    if access.user is None:
        raise NoCompany()
    person = access.user

    def work() -> tuple[int, Any]:
        tour.note(person, seen=given.seen)
        return 200, {"tour": "seen" if given.seen else "new"}

    return once(request, access, work)
