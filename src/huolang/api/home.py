"""The home page over HTTP: today's and this month's figures, and what waits, in one request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.schemas import PROBLEMS, WRITTEN
from huolang.api.team import Strict
from huolang.api.working import access_of, caller_of, once, reading
from huolang.forms.numbers import money
from huolang.kernel import clock
from huolang.kernel.access import NoCompany
from huolang.kernel.permissions import Access
from huolang.planning import stock_alert
from huolang.reports import home, home_pins, home_tiles
from huolang.reports.home import Day, Home

router = Router(tags=["home"])
ZERO = Decimal(0)


class Traded(Schema):
    net: str
    gross: str
    margin: str | None = None


class DayOut(Schema):
    day: date
    net: str


class Trade(Schema):
    """`month` begins on its first day; `days` are those of the chart, oldest first."""

    today: Traded
    month: Traded
    days: list[DayOut]


class OwedOut(Schema):
    """`week`: due in the seven days from today; `month`: in the 23 after these."""

    left: str
    overdue: str
    week: str
    month: str


class PaidOut(Schema):
    today: str
    month: str


class FirstStep(Schema):
    """`name`: company, warehouse, people, product, partner, stock or sale; `state`: open, done or
    skipped."""

    name: str
    state: str


class TileOut(Schema):
    """A part of the page, such as to_do, sales or chart. `width`: columns, where the page has
    four."""

    name: str
    shown: bool
    width: int


class Tile(Strict):
    """Without a `width` it is as wide as is usual."""

    name: str
    shown: bool = True
    width: int | None = Field(None, ge=1, le=home_tiles.WIDEST)


class Arrangement(Strict):
    """`tiles` in their order; none: as is usual for the caller's roles."""

    tiles: list[Tile] = Field(max_length=100)


class TileList(Schema):
    tiles: list[TileOut]


Shows = Literal["figures", "chart", "rows"]


class NewPin(Strict):
    """`asked`: what the address of the report asks (view, sort, filters), each as a text. A period
    in a word stays that word. Without a `title` it is called as the report and its view are."""

    report: str = Field(max_length=64)
    asked: dict[str, str] = Field(default_factory=dict, max_length=100)
    title: str = ""
    shows: Shows = "figures"


class PinChanges(Strict):
    title: str = ""
    shows: Shows = "figures"


class PinOut(Schema):
    """`tile`: its name among the tiles; `label`: what the report and its view are called; `period`:
    the word for the days that it is of, if there is one; `broken`: why it cannot be asked any
    more."""

    id: UUID
    tile: str
    report: str
    asked: dict[str, str]
    title: str
    shows: Shows
    label: str
    period: str
    broken: str | None


class HomeOut(Schema):
    """What a person may not see is absent. `counts`: draft, open, inspect or late → form
    → how many."""

    today: date
    month_begins: date
    sales: Trade | None = None
    purchases: Trade | None = None
    receivable: OwedOut | None = None
    payable: OwedOut | None = None
    collected: PaidOut | None = None
    """From customers; what was paid back is taken off."""
    paid: PaidOut | None = None
    """To suppliers, likewise."""
    stock_value: str | None = None
    turnover: str | None = None
    """Days that the stock lasts, at what was sold in the last thirty; absent when nothing was."""
    waiting: int | None = None
    alerts: dict[str, int] | None = None
    """below, safety, above, …: how many wait for somebody to see to them."""
    differences: int | None = None
    """That the last proof of the books found."""
    steps: list[FirstStep] | None = None
    """For who sets up a company that has sold nothing yet, or does so step by step."""
    counts: dict[str, dict[str, int]]
    tiles: list[TileOut]
    """In the caller's own order."""
    pins: list[PinOut]
    """Reports that the caller put there; they stand among the tiles."""


@router.get("/home", response={200: HomeOut, **PROBLEMS}, summary="Home")
def figures(request: HttpRequest) -> HttpResponse:
    """Sales, purchases and margin of today and this month, what is owed, what waits to be done."""
    asked.parameters(request)
    access, today = access_of(request), _today(request)

    def work() -> dict[str, Any]:
        warned = access.allows(stock_alert.FORM, "view")
        found = home.read(access, today=today, also=[stock_alert.WAITING] if warned else [])
        alerts = found.counts.pop("alerts", {})
        tiles, pins = home_tiles.of(access.user, caller_of(request).company.roles)
        told = {**_told(found), "tiles": [asdict(one) for one in tiles]}
        told["pins"] = [_pin(one, access, today) for one in pins]
        return {**told, "alerts": alerts} if warned else told

    return answer(reading(access, work))


@router.put("/home/tiles", response={200: TileList, **WRITTEN}, summary="Arrange my home")
def arrange(request: HttpRequest, given: Arrangement) -> HttpResponse:
    """For the caller alone, in this company."""
    asked.parameters(request)
    access, person = access_of(request), _person(request)

    def work() -> tuple[int, Any]:
        wanted = [home_tiles.Tile(one.name, one.shown, one.width) for one in given.tiles]
        home_tiles.arrange(person, wanted)
        tiles, _pins = home_tiles.of(person, caller_of(request).company.roles)
        return 200, {"tiles": [asdict(one) for one in tiles]}

    return once(request, access, work)


@router.post("/home/pins", response={201: PinOut, **WRITTEN}, summary="Pin a report")
def pin(request: HttpRequest, given: NewPin) -> HttpResponse:
    """Put a report on the caller's home page, with what is asked of it."""
    asked.parameters(request)
    access, person, today = access_of(request), _person(request), _today(request)

    def work() -> tuple[int, Any]:
        return 201, _pin(home_pins.add(person, given.dict(), access, today=today), access, today)

    return once(request, access, work)


@router.patch("/home/pins/{pin}", response={200: PinOut, **WRITTEN}, summary="Change a pin")
def change_pin(request: HttpRequest, pin: str, given: PinChanges) -> HttpResponse:
    """What is left out stays. Only the caller's own."""
    asked.parameters(request)
    access, person, today = access_of(request), _person(request), _today(request)
    key, changes = asked.record(pin), given.dict(exclude_unset=True)

    def work() -> tuple[int, Any]:
        return 200, _pin(home_pins.change(person, key, changes, access, today=today), access, today)

    return once(request, access, work)


@router.delete("/home/pins/{pin}", response={204: None, **WRITTEN}, summary="Unpin a report")
def unpin(request: HttpRequest, pin: str) -> HttpResponse:
    """Only the caller's own."""
    asked.parameters(request)
    person, key = _person(request), asked.record(pin)

    def work() -> tuple[int, Any]:
        home_pins.delete(person, key)
        return 204, None

    return once(request, access_of(request), work)


def _person(request: HttpRequest) -> UUID:
    person = access_of(request).user
    if person is None:
        raise NoCompany()
    return person


def _today(request: HttpRequest) -> date:
    return clock.business_day(clock.now(), caller_of(request).company.time_zone)


def _pin(pin: home_pins.Pin, access: Access, today: date) -> dict[str, Any]:
    return {**home_pins.told(pin, access, today=today), "tile": pin.tile}


def _told(found: Home) -> dict[str, Any]:
    told: dict[str, Any] = {
        "today": found.today,
        "month_begins": found.today.replace(day=1),
        "counts": found.counts,
    }
    if found.sales is not None:
        told["sales"] = _trade(found.sales, found.today, with_margin=found.with_margin)
    if found.purchases is not None:
        told["purchases"] = _trade(found.purchases, found.today, with_margin=False)
    for kind, owed in found.owed.items():
        told[kind] = {name: money(value) for name, value in asdict(owed).items()}
    for name, form in zip(("collected", "paid"), home.PAYMENTS, strict=True):
        if form in found.paid:
            told[name] = {key: money(value) for key, value in asdict(found.paid[form]).items()}
    if found.turnover is not None:
        told["turnover"] = f"{found.turnover}"
    if found.stock_value is not None:
        told["stock_value"] = money(found.stock_value)
    if found.waiting is not None:
        told["waiting"] = found.waiting
    if found.steps is not None:
        told["steps"] = [asdict(one) for one in found.steps]
    if found.differences is not None:
        told["differences"] = found.differences
    return told


def _trade(days: Sequence[Day], today: date, *, with_margin: bool) -> dict[str, Any]:
    month = [one for one in days if one.day >= today.replace(day=1)]
    return {
        "today": _sum(days[-1:], with_margin=with_margin),
        "month": _sum(month, with_margin=with_margin),
        "days": [{"day": one.day, "net": money(one.net)} for one in days[-home.CHART :]],
    }


def _sum(days: Sequence[Day], *, with_margin: bool) -> dict[str, str]:
    net = sum((one.net for one in days), ZERO)
    told = {"net": money(net), "gross": money(sum((one.gross for one in days), ZERO))}
    if with_margin:
        told["margin"] = money(net - sum((one.cost for one in days), ZERO))
    return told
