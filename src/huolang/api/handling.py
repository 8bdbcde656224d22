"""Receiving and delivering over HTTP: what is open of a document, for who scans its goods. What was
scanned is sent as a conversion of the part that came or left."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema

from huolang.api import asked, moments
from huolang.api.answers import answer
from huolang.api.schemas import PROBLEMS, LabelOut
from huolang.api.stock import label
from huolang.api.working import access_of, reading
from huolang.forms import references, registry, store
from huolang.forms.numbers import plain
from huolang.inventory import handling, scanned
from huolang.inventory.handling import Card, Line, Sheet, Spot
from huolang.kernel import clock

router = Router(tags=["handling"])


class HandlingBarcode(Schema):
    """One of `unit` is `factor` base units."""

    code: str
    unit: str
    factor: str


class SpotOut(Schema):
    """So many base units lie in a location (empty: in none), of a batch (empty: of none). `good`:
    neither expired nor held."""

    batch: str
    expires_on: date | None
    good: bool
    location: str
    barcode: str
    quantity: str


class CardOut(Schema):
    """A product as who handles it must know it; quantities of it are in its base `unit`. `alike`:
    numbers of pieces that may leave the warehouse and are codes of goods as well."""

    product: UUID
    code: str
    name: str
    specification: str
    unit: str
    digits: int
    batched: bool
    serialized: bool
    shelf_life: int | None
    barcodes: list[HandlingBarcode]
    alike: list[str]


class HandlingLine(CardOut):
    """Quantities in the base unit `unit`. `open` are still expected, no more than `most` may be.
    `serials`: pieces that are on their way. `lying`: where goods lie that are to leave, in the
    order of taking. `put`: the location that is proposed for what comes (empty: none)."""

    source: UUID
    ordered: str
    open: str
    most: str
    batch: str
    serials: list[str]
    warehouse: str
    warehouse_id: UUID
    located: bool
    remark: str
    lying: list[SpotOut]
    put: str


class HandlingSheet(Schema):
    form: str
    id: UUID
    number: str
    state: str
    date: date
    target: str
    partner: LabelOut | None
    warehouse: str
    located: bool
    remark: str
    lines: list[HandlingLine]


class GoodsOut(CardOut):
    """A product: one scan of the code is `factor` base units of it, or its piece `serial`, or says
    its `batch`. `part`: the id of that piece or batch."""

    factor: str
    serial: str
    batch: str
    part: UUID | None
    lying: list[SpotOut]


class MeaningOut(Schema):
    """What a code means: goods (several only of numbers that are alike, or where the number of a
    piece is a code of goods, which come first), a location (empty: none) of a warehouse, or
    nothing. `state`: whether goods are put into the location."""

    goods: list[GoodsOut]
    location: str
    place: UUID | None
    warehouse: UUID | None
    state: Literal["", "good", "archived", "outer"]


class KnownPlace(Schema):
    """A location. `state`: goods are put there (`good`), or not: it is `archived`, or others lie
    in it (`outer`)."""

    code: str
    barcode: str
    state: Literal["good", "archived", "outer"]


class KnownPlaces(Schema):
    """`all`: there are no others in this warehouse."""

    warehouse: UUID
    places: list[KnownPlace]
    all: bool


@router.get(
    "/handling/meaning",
    response={200: MeaningOut, **PROBLEMS},
    summary="What a scanned code means",
)
def meaning(
    request: HttpRequest,
    code: str = Query(..., min_length=1, max_length=200),
    warehouse: UUID | None = None,
) -> HttpResponse:
    """A bar code, the code of a product, the number of a piece or a batch, or the code or bar code
    of a location, whatever its capitals. With a `warehouse` also where in it the goods lie, in the
    order in which they are taken, for who may see stock."""
    asked.parameters(request, "code", "warehouse")
    access = access_of(request)
    access.require("product", "view")
    today = moments.day_of(request, clock.now()) if access.allows("stock", "view") else None

    def work() -> Any:
        found = scanned.meaning(code, warehouse, today)
        return {
            "goods": [
                {
                    **_card(one.card),
                    "alike": one.alike,
                    "factor": plain(one.factor),
                    "serial": one.serial,
                    "batch": one.batch,
                    "part": one.part,
                    "lying": [_spot(spot) for spot in one.lying],
                }
                for one in found.goods
            ],
            "location": found.location,
            "place": found.place,
            "warehouse": found.warehouse,
            "state": found.state,
        }

    return answer(reading(access, work))


@router.get(
    "/handling/places",
    response={200: KnownPlaces, **PROBLEMS},
    summary="The locations of a warehouse, for who puts goods away",
)
def places(request: HttpRequest, warehouse: UUID) -> HttpResponse:
    """The first 5,000 as one walks past them, so that a phone knows them without a network."""
    asked.parameters(request, "warehouse")
    access = access_of(request)
    access.require("location", "view")

    def work() -> Any:
        found = scanned.places(warehouse)
        return {
            "warehouse": warehouse,
            "places": [
                {"code": code, "barcode": barcode, "state": state} for code, barcode, state in found
            ],
            "all": len(found) < scanned.MOST_KNOWN,
        }

    return answer(reading(access, work))


@router.get(
    "/handling/{form}/{key}",
    response={200: HandlingSheet, **PROBLEMS},
    summary="What is to be received or delivered",
)
def sheet(
    request: HttpRequest,
    key: UUID,
    form: str = Path(..., pattern=f"^({'|'.join(handling.TARGETS)})$"),
) -> HttpResponse:
    """What is open of a purchase order, of a transfer on its way, or of a sales order; lines of a
    sales order as one walks past their goods. Only of confirmed ones anything is open."""
    asked.parameters(request)
    access = access_of(request)
    access.require(form, "view")
    today = moments.day_of(request, clock.now()) if access.allows("stock", "view") else None

    def work() -> Any:
        document = store.load(registry.get(form), key)
        return _told(form, document, handling.sheet(form, document, today=today))

    return answer(reading(access, work))


def _told(form: str, document: Any, found: Sheet) -> dict[str, Any]:
    partner = getattr(document, "partner_id", None)
    known = references.labels({"partner": {partner}}, {}) if partner else {}
    name, located = found.warehouses[found.warehouse]
    return {
        "form": form,
        "id": document.id,
        "number": document.number,
        "state": document.state,
        "date": document.date,
        "target": found.target,
        "partner": label(known, "partner", partner) if partner else None,
        "warehouse": name,
        "located": located,
        "remark": document.remark,
        "lines": [_line(one, found) for one in found.lines],
    }


CARD = ("product", "code", "name", "specification", "unit", "digits")
KEPT = ("batched", "serialized", "shelf_life", "barcodes")


def _card(one: Card) -> dict[str, Any]:
    return {name: getattr(one, name) for name in (*CARD, *KEPT)}


def _line(one: Line, found: Sheet) -> dict[str, Any]:
    warehouse, located = found.warehouses[one.warehouse]
    return {
        "source": one.source,
        **_card(one.card),
        "alike": one.alike,
        "ordered": plain(one.ordered),
        "open": plain(one.open),
        "most": plain(one.most),
        "batch": one.batch,
        "serials": one.serials,
        "warehouse": warehouse,
        "warehouse_id": one.warehouse,
        "located": located,
        "remark": one.remark,
        "lying": [_spot(spot) for spot in one.lying],
        "put": one.put,
    }


def _spot(spot: Spot) -> dict[str, Any]:
    return {
        "batch": spot.batch,
        "expires_on": spot.expires_on,
        "good": spot.good,
        "location": spot.location,
        "barcode": spot.barcode,
        "quantity": plain(spot.quantity),
    }
