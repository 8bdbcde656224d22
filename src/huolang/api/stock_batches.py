"""Batches over HTTP: what lies of each batch of a product in a warehouse, to be chosen from."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.schemas import PROBLEMS
from huolang.api.working import access_of, reading
from huolang.forms.numbers import plain
from huolang.forms.refusals import Required
from huolang.kernel import clock
from huolang.kernel.company import Company, current_id
from huolang.masters import allotment, batch
from huolang.masters.allotment import Lying

router = Router(tags=["stock"])


class BatchThere(Schema):
    batch: UUID
    number: str
    produced_on: date | None
    expires_on: date | None
    supplier_batch: str
    state: str
    quantity: str


class BatchesThere(Schema):
    items: list[BatchThere]


@router.get("/stock/batches", response={200: BatchesThere, **PROBLEMS}, summary="Batches in stock")
def listed(
    request: HttpRequest, product: UUID | None = None, warehouse: UUID | None = None
) -> HttpResponse:
    """What lies of each batch on the shelves of a warehouse, in base units, those that expire first
    first. `state` is good, near (its end is near), expired or held."""
    asked.parameters(request, "product", "warehouse")
    access = access_of(request)
    access.require("stock", "view")
    if product is None:
        raise Required(field="product")
    if warehouse is None:
        raise Required(field="warehouse")
    place = (product, warehouse)

    def work() -> Any:
        today = clock.business_day(clock.now(), Company.objects.get(id=current_id()).time_zone)
        near = today + timedelta(days=batch.near_days(product))
        found = allotment.lying([place]).get(place, [])
        return {"items": [_told(one, today, near) for one in found]}

    return answer(reading(access, work))


def _told(one: Lying, today: date, near: date) -> dict[str, Any]:
    return {
        "batch": one.lot.id,
        "number": one.lot.number,
        "produced_on": one.lot.produced_on,
        "expires_on": one.lot.expires_on,
        "supplier_batch": one.lot.supplier_batch,
        "state": _state(one, today, near),
        "quantity": plain(one.left),
    }


def _state(one: Lying, today: date, near: date) -> str:
    if one.lot.held:
        return "held"
    if one.lot.expired(today):
        return "expired"
    return "near" if one.lot.expired(near) else "good"
