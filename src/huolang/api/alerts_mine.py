"""My own choice of alerts over HTTP: which warehouses I look after, and whether I get letters."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.schemas import PROBLEMS, WRITTEN
from huolang.api.team import Strict
from huolang.api.working import access_of, once, reading
from huolang.kernel.access import NoCompany
from huolang.kernel.permissions import Access
from huolang.planning import alert_mail, alert_news, stock_alert

router = Router(tags=["alerts"])

MOST = 200
Key = Annotated[UUID, Field(strict=False)]


class Warehouse(Schema):
    id: UUID
    code: str
    name: str


class AlertChoice(Schema):
    """`mail`: no, once (at once), or daily. `warehouses`: none means all. `address` is where
    letters go, and `sends` whether the company has a mail server; `failed` is what it said the last
    time, if it did not take one."""

    mail: str
    warehouses: list[Warehouse]
    address: str
    sends: bool
    failed: str


class Choosing(Strict):
    """What is left out stays."""

    mail: str | None = None
    warehouses: list[Key] | None = Field(None, max_length=MOST)


@router.get("/alerts/mine", response={200: AlertChoice, **PROBLEMS}, summary="My choice of alerts")
def mine(request: HttpRequest) -> HttpResponse:
    asked.parameters(request)
    access = access_of(request)
    access.require(stock_alert.FORM, "view")
    return answer(reading(access, lambda: _told(access)))


@router.patch("/alerts/mine", response={200: AlertChoice, **WRITTEN}, summary="Choose my alerts")
def choose(request: HttpRequest, given: Choosing) -> HttpResponse:
    """For the caller alone, in this company."""
    asked.parameters(request)
    access = access_of(request)
    access.require(stock_alert.FORM, "view")

    def work() -> tuple[int, Any]:
        person = _person(access)
        if given.mail is not None:
            alert_mail.want(person, given.mail)
        if given.warehouses is not None:
            alert_news.look_after(person, given.warehouses)
        return 200, _told(access)

    return once(request, access, work)


def _person(access: Access) -> UUID:
    if access.user is None:
        raise NoCompany()
    return access.user


def _told(access: Access) -> dict[str, Any]:
    person = _person(access)
    return {
        "mail": alert_mail.wanted(person),
        "warehouses": alert_news.looked_after(person),
        **alert_mail.standing(person),
    }
