"""补货 over HTTP: working proposals out, changing how much, and making drafts of them. The list is
the report `replenishment`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.jobs import JobOut, shown
from huolang.api.schemas import PROBLEMS, WRITTEN
from huolang.api.team import Strict
from huolang.api.working import access_of, once, reading
from huolang.kernel import clock
from huolang.kernel.refusals import BusinessError
from huolang.planning import giving_back, ordering, proposal, replenishing, surplus

router = Router(tags=["replenishment"])

MOST = 500
Key = Annotated[UUID, Field(strict=False)]


class Proposed(Strict):
    ids: list[Key] = Field(min_length=1, max_length=MOST)


class Cleared(Proposed):
    """`percent` is taken off the sales price."""

    percent: int


class Quantity(Strict):
    quantity: Annotated[Decimal, Field(strict=False)]


class WorkedOut(Schema):
    at: datetime | None
    """Nothing: never yet."""


class QuantityOut(Schema):
    id: UUID
    quantity: Decimal


class DraftOut(Schema):
    """A draft of a purchase order or a transfer, with so many lines."""

    form: str
    record: UUID
    lines: int
    already: bool
    """An earlier request made it; nothing was added."""


class Left(Schema):
    """What could not be done of what was asked, and why. `field`: for which of the `ids`."""

    code: str
    message: str
    field: str


class Drafts(Schema):
    items: list[DraftOut]
    left: list[Left]


@router.get(
    "/replenishment/proposals", response={200: WorkedOut, **PROBLEMS}, summary="Worked out when"
)
def worked_out(request: HttpRequest) -> HttpResponse:
    """When it was worked out what should be ordered. The proposals are the report."""
    asked.parameters(request)
    access = access_of(request)
    at = replenishing.worked_out_at
    return answer(reading(access, lambda: {"at": at(by=access)}))


@router.post(
    "/replenishment/proposals", response={202: JobOut, **WRITTEN}, summary="Work proposals out"
)
def work_out(request: HttpRequest) -> HttpResponse:
    """Let the worker do it for all limits; the answer is the job. At night it is done anyway."""
    asked.parameters(request)
    access = access_of(request)

    def work() -> tuple[int, Any]:
        return 202, shown([replenishing.ask(by=access)], access)[0]

    return once(request, access, work)


@router.patch(
    "/replenishment/proposals/{key}",
    response={200: QuantityOut, **WRITTEN},
    summary="Order so much instead",
)
def want(request: HttpRequest, key: UUID, given: Quantity) -> HttpResponse:
    """The next working out leaves it as it is, while the proposal lasts."""
    asked.parameters(request)
    access = access_of(request)

    def work() -> tuple[int, Any]:
        found = proposal.want(key, given.quantity, by=access, at=clock.now())
        return 200, {"id": found.id, "quantity": found.asked}

    return once(request, access, work)


@router.post("/replenishment/orders", response={201: Drafts, **WRITTEN}, summary="Make drafts")
def order(request: HttpRequest, given: Proposed) -> HttpResponse:
    """Purchase orders by supplier and warehouse, and transfers: all of them or none. A proposal
    becomes a draft once."""
    asked.parameters(request)
    access = access_of(request)

    def work() -> tuple[int, Any]:
        return 201, told(ordering.order(given.ids, by=access, at=clock.now()))

    return once(request, access, work)


@router.post("/alerts/order", response={201: Drafts, **WRITTEN}, summary="Order what is short")
def order_what_is_short(request: HttpRequest, given: Proposed) -> HttpResponse:
    """From alerts of shortages to drafts of purchase orders and transfers, as proposed now."""
    asked.parameters(request)
    access = access_of(request)

    def work() -> tuple[int, Any]:
        made = ordering.order_what_is_short(given.ids, by=access, at=clock.now())
        return 201, told(made)

    return once(request, access, work)


@router.post("/alerts/bring", response={201: Drafts, **WRITTEN}, summary="Bring what is too much")
def bring(request: HttpRequest, given: Proposed) -> HttpResponse:
    """From alerts of what is too much, slow or near its end to drafts of transfers to warehouses
    that lack it."""
    asked.parameters(request)
    access = access_of(request)

    def work() -> tuple[int, Any]:
        return 201, told(surplus.bring(given.ids, by=access, at=clock.now()))

    return once(request, access, work)


@router.post("/alerts/clear", response={201: Drafts, **WRITTEN}, summary="A clearance price")
def clear(request: HttpRequest, given: Cleared) -> HttpResponse:
    """From such alerts to a price list for everybody, which is not in use until it is made so; for
    goods that have one already, that."""
    asked.parameters(request)
    access = access_of(request)

    def work() -> tuple[int, Any]:
        made = surplus.clear(given.ids, given.percent, by=access, at=clock.now())
        return 201, told(made)

    return once(request, access, work)


@router.post("/alerts/return", response={201: Drafts, **WRITTEN}, summary="Return what is too much")
def give_back(request: HttpRequest, given: Proposed) -> HttpResponse:
    """From such alerts to drafts of purchase returns, on the newest receipts of the goods that have
    something to return. `left` says what cannot go back."""
    asked.parameters(request)
    access = access_of(request)

    def work() -> tuple[int, Any]:
        made, left = giving_back.give_back(given.ids, by=access, at=clock.now())
        return 201, told(made, left)

    return once(request, access, work)


def told(made: Sequence[ordering.Made], left: Sequence[BusinessError] = ()) -> dict[str, Any]:
    items = [
        {"form": one.form, "record": one.record, "lines": one.lines, "already": one.already}
        for one in made
    ]
    said = [{"code": one.code, "message": str(one), "field": one.field} for one in left]
    return {"items": items, "left": said}
