"""Stock over HTTP: what is there and what it is worth, the entries behind it, what is available."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from huolang.api import asked, moments
from huolang.api.answers import answer
from huolang.api.schemas import PROBLEMS, WRITTEN
from huolang.api.stock_schemas import EntryPage, OfferList, OfferQuestion, PromisePage, StockPage
from huolang.api.working import access_of, reading
from huolang.forms import references
from huolang.forms.numbers import money, plain
from huolang.forms.query import BadCursor
from huolang.forms.references import Known
from huolang.forms.refusals import Required
from huolang.inventory import promised, stock, stock_then
from huolang.inventory.promised import Promised
from huolang.inventory.stock import Asked, Place, Stock
from huolang.inventory.stock_then import StockThen
from huolang.kernel.permissions import Access
from huolang.ledger import knowing
from huolang.ledger import reading as books
from huolang.ledger.lying import STATES
from huolang.ledger.reading import Entry, Mark
from huolang.masters import bundle_stock, in_units, promising

router = Router(tags=["stock"])

WHICH = ("q", "product", "warehouse", "category", "by", "empty", "low", "as_of", "known_at")
LIST = (*WHICH, "limit", "cursor")
ENTRIES = ("product", "warehouse", "as_of", "known_at", "limit", "cursor")
MOST_PRODUCTS = 1_000
IN_UNITS = ("on_hand", "available")
"""Figures that are told in several units as well."""
MOST_ORDERS = 100


@router.get("/stock", response={200: StockPage, **PROBLEMS}, summary="Stock")
def listed(
    request: HttpRequest,
    q: str = Query("", max_length=200),
    product: UUID | None = None,
    warehouse: UUID | None = None,
    category: UUID | None = None,
    by: str = Query("product", pattern="^product(,warehouse)?$"),
    empty: bool = False,
    low: bool = False,
    as_of: str | None = None,
    known_at: str | None = None,
    limit: int = Query(50, ge=1, le=500),
    cursor: str | None = None,
) -> HttpResponse:
    """On hand (and what of it is still on its way), reserved, available, and to whom cost is shown
    also value, by product code.

    With `empty` also of products that were there once and are no more. With `low` only where less
    is available than the lower limit, in some warehouse or in the one asked for. `category` counts
    with all below it. With `as_of` (a day, which means its end, or an instant with its zone) what
    was on hand and worth then; what was promised then is not kept. With `known_at` (likewise) as
    it was recorded by then.
    """
    asked.parameters(request, *LIST)
    access = access_of(request)
    access.require("stock", "view")
    by_place = by == "product,warehouse"
    if low and (as_of is not None or known_at is not None):
        raise asked.BadParameter(field="low", said="as_of")
    moment = moments.known_at(request, known_at)
    when = moments.as_of(request, as_of, moment)
    which = {"product": product, "warehouse": warehouse, "category": category}
    wanted = Asked(text=q, by_place=by_place, empty=empty, low=low, **which)
    scope = (
        f"stock {access.company} {q} {product} {warehouse} {category} {by} {empty} {low}"
        f" {as_of} {known_at}"
    )
    after = _place(cursor, scope) if cursor else None

    def work() -> Any:
        if when is not None:
            known = None if moment is None else knowing.until(moment)
            past, following, worth = stock_then.page(
                wanted, *when, limit=limit, after=after, known=known
            )
            items = [dict(_then(one, access)) for one in past]
        else:
            found, following = stock.page(wanted, limit=limit, after=after)
            items = [dict(_stock(one, access)) for one in found]
            worth = stock.value(wanted) if access.sees("cost") else None
        _as_counted(items)
        ending = (following.code, following.product, following.warehouse) if following else None
        page: dict[str, Any] = {"items": items, "next": seal(scope, *ending) if ending else None}
        if access.sees("cost") and worth is not None:
            page["sums"] = {"value": money(worth)}
        return page

    return answer(reading(access, work))


@router.get("/stock/entries", response={200: EntryPage, **PROBLEMS}, summary="Stock entries")
def entries(
    request: HttpRequest,
    product: UUID | None = None,
    warehouse: UUID | None = None,
    as_of: str | None = None,
    known_at: str | None = None,
    limit: int = Query(50, ge=1, le=500),
    cursor: str | None = None,
) -> HttpResponse:
    """The entries of a product, newest first, with what was on hand after each.

    With `as_of` (a day, which means its end, or an instant with its zone) those up to then, with
    the costs of then; with `known_at` (likewise) as they were recorded by then.
    """
    asked.parameters(request, *ENTRIES)
    access = access_of(request)
    access.require("stock", "view")
    if product is None:
        raise Required(field="product")
    moment = moments.known_at(request, known_at)
    when = moments.as_of(request, as_of, moment)
    scope = f"entries {access.company} {product} {warehouse} {as_of} {known_at}"
    after = _mark(cursor, scope) if cursor else None

    def work() -> Any:
        if when is not None:
            stock_then.refuse_future(*when)
        then = moments.then(when, moment)
        found, mark = books.entries(
            product, warehouse=warehouse, limit=limit, after=after, then=then
        )
        # The mark can be read by whoever gets it: no value in it for who may not see cost.
        worth = mark.value if mark and access.sees("cost") else None
        following = (
            seal(scope, mark.occurred_at, mark.no, mark.seq, mark.on_hand, worth) if mark else None
        )
        return {"items": shown(found, access), "next": following}

    return answer(reading(access, work))


@router.get("/stock/promises", response={200: PromisePage, **PROBLEMS}, summary="Promises")
def promises(
    request: HttpRequest,
    product: UUID | None = None,
    warehouse: UUID | None = None,
    limit: int = Query(50, ge=1, le=500),
    cursor: str | None = None,
) -> HttpResponse:
    """The lines of orders and holds behind what is reserved of a product, oldest first, with what
    decides who of those that wait is served next: the priority, where it is not the usual one, and
    the day on which the goods are needed."""
    asked.parameters(request, "product", "warehouse", "limit", "cursor")
    access = access_of(request)
    access.require("stock", "view")
    if product is None:
        raise Required(field="product")
    scope = f"promises {access.company} {product} {warehouse}"
    after = _promise_mark(cursor, scope) if cursor else None

    def work() -> Any:
        found, more = books.promises(product, warehouse=warehouse, limit=limit, after=after)
        last = found[-1] if more else None
        return {
            "items": [_promise(one, access) for one in promised.told(found)],
            "next": seal(scope, last.created_at, last.id) if last else None,
        }

    return answer(reading(access, work))


@router.get("/stock/availability", response={200: OfferList, **PROBLEMS}, summary="Availability")
def availability(
    request: HttpRequest,
    products: str = "",
    warehouse: UUID | None = None,
    orders: str = "",
    coming: bool = False,
) -> HttpResponse:
    """What can be promised of each product, for the lines of a document.

    A document that goes on from `orders` may use what their lines hold as well: `held` tells it by
    order line. With `coming`, what confirmed purchase orders bring day by day, and from today on
    what is on its way between warehouses: until a day there is for a new order what is available,
    less what others are `waiting` for, and what comes by then.
    """
    asked.parameters(request, "products", "warehouse", "orders", "coming")
    access = access_of(request)
    access.require("stock", "view")
    keys = asked.ids(products, "products", most=MOST_PRODUCTS)
    sources = asked.ids(orders, "orders", most=MOST_ORDERS) if orders else []
    return answer(reading(access, lambda: _offers(keys, warehouse, sources, coming)))


@router.post("/stock/availability", response={200: OfferList, **WRITTEN}, summary="Availability")
def availability_of_many(request: HttpRequest, given: OfferQuestion) -> HttpResponse:
    """The same for more products than an address can hold. Nothing is changed."""
    asked.parameters(request)
    access = access_of(request)
    access.require("stock", "view")
    what = given.products, given.warehouse, given.orders, given.coming
    return answer(reading(access, lambda: _offers(*what)))


def _offers(products: list[UUID], warehouse: UUID | None, orders: list[UUID], coming: bool) -> Any:
    offers = books.availability(products, warehouse) | bundle_stock.offers(products, warehouse)
    held = books.held(orders, products, warehouse)
    held |= bundle_stock.held(orders, products, warehouse)
    arrivals = promising.coming(products, warehouse) if coming else {}
    counted = in_units.written([(one, offer.available) for one, offer in offers.items()])
    return {
        "items": [
            {
                "product": product,
                "on_hand": plain(offer.on_hand),
                "blocked": plain(offer.blocked),
                "reserved": plain(offer.reserved),
                "available": plain(offer.available),
                "waiting": plain(offer.waiting),
                "available_in_units": said,
                "held": [
                    {"line": line, "quantity": plain(quantity)}
                    for line, quantity in held.get(product, {}).items()
                ],
                "coming": [
                    {"on": arrival.on, "quantity": plain(arrival.quantity)}
                    for arrival in arrivals.get(product, [])
                ],
            }
            for (product, offer), said in zip(offers.items(), counted, strict=True)
        ]
    }


def _as_counted(items: list[dict[str, Any]]) -> None:
    """Quantities also in the larger units of the products."""
    figures = [(one, name) for one in items for name in IN_UNITS if one.get(name) is not None]
    told = in_units.written([(one["product"]["id"], Decimal(one[name])) for one, name in figures])
    for (one, name), said in zip(figures, told, strict=True):
        one[f"{name}_in_units"] = said


def _stock(one: Stock, access: Access) -> Mapping[str, Any]:
    told: dict[str, Any] = {
        "product": one.product,
        "warehouse": one.warehouse,
        "on_hand": plain(one.on_hand),
        "in_transit": plain(one.off_shelf.in_transit),
        "inspecting": plain(one.off_shelf.inspecting),
        "rejected": plain(one.off_shelf.rejected),
        "lent": plain(one.off_shelf.lent),
        "consigned": plain(one.off_shelf.consigned),
        "blocked": plain(one.blocked),
        "reserved": plain(one.reserved),
        "available": plain(one.available),
    }
    if access.sees("cost"):
        told["value"] = money(one.value)
        told["unit_cost"] = None if one.unit_cost is None else plain(one.unit_cost)
    return told


def _then(one: StockThen, access: Access) -> Mapping[str, Any]:
    told: dict[str, Any] = {
        "product": one.product,
        "warehouse": one.warehouse,
        "on_hand": plain(one.on_hand),
    }
    if access.sees("cost"):
        told["value"] = money(one.value)
        told["unit_cost"] = None if one.unit_cost is None else plain(one.unit_cost)
    return told


def _promise(one: Promised, access: Access) -> dict[str, Any]:
    told = one.promise
    return {
        "id": told.id,
        "line": told.line,
        "form": told.form,
        "record": told.record,
        "number": one.number,
        "date": one.date,
        "partner": one.partner if access.allows("partner", "view") else None,
        "warehouse": one.warehouse,
        "wanted": plain(told.wanted),
        "reserved": plain(told.reserved),
        "waiting": plain(told.waiting),
        "needed_on": told.needed_on,
        "priority": one.priority,
    }


def shown(found: Iterable[Entry], access: Access) -> list[dict[str, Any]]:
    """Entries as they are answered, with the names of products and warehouses."""
    found = list(found)
    wanted = {
        "product": {one.product for one in found},
        "warehouse": {one.warehouse for one in found},
    }
    known = references.labels(wanted, {})
    return [_entry(one, known, access) for one in found]


def _entry(one: Entry, known: Known, access: Access) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": one.id,
        "no": one.no,
        "occurred_at": one.occurred_at,
        "recorded_at": one.recorded_at,
        "form": one.form,
        "record": one.record,
        "number": one.number,
        "kind": one.kind,
        "product": label(known, "product", one.product),
        "warehouse": label(known, "warehouse", one.warehouse),
        "quantity": plain(one.quantity),
    }
    if one.location in STATES:
        told["off_shelf"] = STATES[one.location]
    if one.on_hand_after is not None:
        told["on_hand_after"] = plain(one.on_hand_after)
    if access.sees("cost"):
        told["cost"], told["adjustment"] = money(one.cost), money(one.adjustment)
        told["unit_cost"] = plain(one.unit_cost)
        if one.value_after is not None:
            told["value_after"] = money(one.value_after)
    return told


def label(known: Known, form: str, key: UUID) -> Mapping[str, Any]:
    """What is shown of a record that is referred to."""
    found = known.get(form, {}).get(key)
    return {"id": key} if found is None else found.label


def seal(scope: str, *values: Any) -> str:
    """A cursor that nobody can make up, or use for another question."""
    return signing.dumps([str(value) for value in values], salt=f"huolang.{scope}", compress=True)


def unsealed(cursor: str, scope: str, count: int) -> list[str]:
    try:
        values = signing.loads(cursor, salt=f"huolang.{scope}")
    except signing.BadSignature:
        raise BadCursor(field="cursor") from None
    if len(values) != count:
        raise BadCursor(field="cursor")
    return values


def _place(cursor: str, scope: str) -> Place:
    code, product, warehouse = unsealed(cursor, scope, 3)
    return Place(code, UUID(product), UUID(warehouse))


def _promise_mark(cursor: str, scope: str) -> tuple[datetime, UUID]:
    at, key = unsealed(cursor, scope, 2)
    return datetime.fromisoformat(at), UUID(key)


def _mark(cursor: str, scope: str) -> Mark:
    at, no, seq, on_hand, value = unsealed(cursor, scope, 5)
    worth = None if value == str(None) else Decimal(value)
    return Mark(datetime.fromisoformat(at), int(no), int(seq), Decimal(on_hand), worth)
