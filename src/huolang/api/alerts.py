"""预警 over HTTP: taking note of alerts, and putting them off. The list is the report `alerts`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from huolang.api import asked
from huolang.api.schemas import WRITTEN
from huolang.api.team import Strict
from huolang.api.working import access_of, once
from huolang.kernel import clock
from huolang.planning import stock_alert

router = Router(tags=["alerts"])

MOST = 500
Key = Annotated[UUID, Field(strict=False)]
Day = Annotated[date, Field(strict=False)]


class Chosen(Strict):
    ids: list[Key] = Field(min_length=1, max_length=MOST)


class PutOff(Chosen):
    """`until`: a day after today; from then on they wait for somebody again."""

    until: Day


class Marked(Schema):
    changed: int


@router.post("/alerts/acknowledge", response={200: Marked, **WRITTEN}, summary="Take note of")
def acknowledge(request: HttpRequest, given: Chosen) -> HttpResponse:
    """The caller sees to these alerts: nobody else is waited for."""
    asked.parameters(request)
    access = access_of(request)

    def work() -> tuple[int, Any]:
        return 200, _told(stock_alert.acknowledge(given.ids, by=access, at=clock.now()))

    return once(request, access, work)


@router.post("/alerts/snooze", response={200: Marked, **WRITTEN}, summary="Put off")
def snooze(request: HttpRequest, given: PutOff) -> HttpResponse:
    """Until a day nobody is reminded of these alerts; then they wait again, if they last."""
    asked.parameters(request)
    access = access_of(request)

    def work() -> tuple[int, Any]:
        return 200, _told(stock_alert.snooze(given.ids, given.until, by=access, at=clock.now()))

    return once(request, access, work)


def _told(changed: list[Any]) -> dict[str, int]:
    return {"changed": len(changed)}
