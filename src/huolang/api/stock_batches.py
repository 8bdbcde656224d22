"""Batches over HTTP: what lies of each batch, where, until when it is good, and what it is worth;
also to be chosen from."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from huolang.api import asked, moments, stock
from huolang.api.answers import answer
from huolang.api.schemas import PROBLEMS, LabelOut
from huolang.api.stock_schemas import ProductOut
from huolang.api.working import access_of, reading
from huolang.forms.numbers import money, plain
from huolang.inventory import stock_batches
from huolang.inventory.stock_batches import Asked, BatchStock
from huolang.kernel.permissions import Access

router = Router(tags=["stock"])
PARAMETERS = ("q", "product", "warehouse", "category", "as_of", "known_at", "limit", "cursor")


class BatchThere(Schema):
    product: ProductOut
    warehouse: LabelOut
    batch: UUID
    number: str
    produced_on: date | None
    expires_on: date | None
    supplier_batch: str
    state: str
    quantity: str
    on_hand: str
    off_shelf: str
    value: str | None = None
    unit_cost: str | None = None


class BatchesThere(Schema):
    items: list[BatchThere]
    next: str | None = None


@router.get("/stock/batches", response={200: BatchesThere, **PROBLEMS}, summary="Batches in stock")
def listed(
    request: HttpRequest,
    q: str = Query("", max_length=200),
    product: UUID | None = None,
    warehouse: UUID | None = None,
    category: UUID | None = None,
    as_of: str | None = None,
    known_at: str | None = None,
    limit: int = Query(100, ge=1, le=500),
    cursor: str | None = None,
) -> HttpResponse:
    """What lies of each batch in each warehouse, in base units, product by product those that
    expire first first.

    `quantity` lies on the shelves; `on_hand` also counts what is `off_shelf`: on its way, waiting
    for inspection, rejected, or lent. `state` is good, near (its end is near), expired or held. Who
    sees cost is told `value` and `unit_cost`: of its own cost pool, or where batches share
    one, its part of that by quantity; all parts come to the product's value. With
    `as_of` (a day, which means its end, or an instant with its zone) what was there then, with
    `known_at` (likewise) as it was recorded by then. `category` counts with all below it.
    """
    asked.parameters(request, *PARAMETERS)
    access = access_of(request)
    access.require("stock", "view")
    moment = moments.known_at(request, known_at)
    when = moments.as_of(request, as_of, moment)
    scope = f"batches {access.company} {q} {product} {warehouse} {category} {as_of} {known_at}"
    after = _mark(cursor, scope) if cursor else None

    def work() -> Any:
        then = moments.then(when, moment)
        wanted = Asked(text=q, product=product, warehouse=warehouse, category=category, then=then)
        worth = access.sees("cost")
        found, following = stock_batches.page(wanted, limit=limit, after=after, worth=worth)
        return {
            "items": [_told(one, access) for one in found],
            "next": stock.seal(scope, *following) if following else None,
        }

    return answer(reading(access, work))


def _mark(cursor: str, scope: str) -> stock_batches.Mark:
    code, product, until, number, batch, warehouse = stock.unsealed(cursor, scope, 6)
    keys = UUID(product), UUID(batch), UUID(warehouse)
    return code, keys[0], date.fromisoformat(until), number, keys[1], keys[2]


def _told(one: BatchStock, access: Access) -> dict[str, Any]:
    told: dict[str, Any] = {
        "product": one.product,
        "warehouse": one.warehouse,
        "batch": one.lot.id,
        "number": one.lot.number,
        "produced_on": one.lot.produced_on,
        "expires_on": one.lot.expires_on,
        "supplier_batch": one.lot.supplier_batch,
        "state": one.state,
        "quantity": plain(one.on_shelves),
        "on_hand": plain(one.on_hand),
        "off_shelf": plain(one.off_shelf),
    }
    if access.sees("cost"):
        told["value"] = None if one.value is None else money(one.value)
        told["unit_cost"] = None if one.unit_cost is None else plain(one.unit_cost)
    return told
