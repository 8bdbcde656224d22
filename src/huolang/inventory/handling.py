"""收发货清单: what is still to come or to leave of a document, for who stands before the goods.

It says of every line by which bar codes its goods are known, and where those lie that are to leave:
first what expires first, then what comes first on the way through the warehouse. Of those that come
it says where they are proposed to be put. No prices.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.documents.document import State
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL
from huolang.kernel.listing import phrases
from huolang.masters import allotment, placing, serial_lines
from huolang.masters.allotment import Lying
from huolang.masters.remaining import numbered

TARGETS: Mapping[str, str] = {
    "purchase_order": "purchase_receipt",
    "stock_transfer": "transfer_receipt",
    "sales_order": "sales_delivery",
}
"""What goods are received or delivered by."""
LEAVING = ("sales_delivery",)
MOST_PLACES = 20
"""Places told of a line; nobody walks further."""
PRODUCTS = """
SELECT p.id, p.code, p.name, p.specification, u.name, u.digits, p.batched, p.serialized,
    p.shelf_life,
    (SELECT coalesce(json_agg(json_build_object('code', b.code, 'unit', coalesce(w.name, u.name),
            'factor', trim_scale(coalesce(x.numerator, 1) / coalesce(x.denominator, 1))::text)
            ORDER BY b.code), '[]')
     FROM masters_barcode b
     LEFT JOIN masters_productunit x ON x.company_id = b.company_id AND x.product_id = b.product
         AND x.unit_id = b.unit
     LEFT JOIN masters_unit w ON w.company_id = b.company_id AND w.id = b.unit
     WHERE b.company_id = p.company_id AND b.product = p.id)
FROM masters_product p
JOIN masters_unit u ON u.company_id = p.company_id AND u.id = p.unit_id
WHERE p.company_id = %s::bigint AND p.id = ANY(%s::uuid[])
"""
WAREHOUSES = """
SELECT h.id, h.name, h.located FROM masters_warehouse h
WHERE h.company_id = %s::bigint AND h.id = ANY(%s::uuid[])
"""
LOCATIONS = """
SELECT l.id, l.code, l.barcode FROM masters_location l
WHERE l.company_id = %s::bigint AND l.id = ANY(%s::uuid[])
ORDER BY l.pick_order, upper(l.code)
"""
ALIKE = """
SELECT s.product_id, s.warehouse_id, s.number FROM masters_serialnumber s
WHERE s.company_id = %s::bigint AND s.product_id = ANY(%s::uuid[])
  AND s.warehouse_id = ANY(%s::uuid[]) AND s.status = 'in_stock'
  AND (EXISTS (SELECT FROM masters_barcode b
               WHERE b.company_id = s.company_id AND b.code = upper(s.number))
    OR EXISTS (SELECT FROM masters_product p
               WHERE p.company_id = s.company_id AND upper(p.code) = upper(s.number)))
ORDER BY upper(s.number), s.id LIMIT 1000
"""


@dataclass(slots=True)
class Card:
    """A product as who handles it must know it; quantities of it are in its base `unit`."""

    product: UUID
    code: str
    name: str
    specification: str
    unit: str
    digits: int
    batched: bool
    serialized: bool
    shelf_life: int | None
    barcodes: list[dict[str, str]]


@dataclass(slots=True)
class Spot:
    """Goods of a line that lie there to be taken."""

    batch: str
    expires_on: date | None
    good: bool
    """Nobody needs to be asked before it leaves: neither expired nor held."""
    location: str
    barcode: str
    quantity: Decimal


@dataclass(slots=True)
class Line:
    """`source` is the line of the document; of `ordered` base units `open` are still expected, and
    no more than `most` may be."""

    source: UUID
    card: Card
    ordered: Decimal
    open: Decimal
    most: Decimal
    batch: str
    serials: list[str]
    warehouse: UUID
    remark: str
    lying: list[Spot] = field(default_factory=list[Spot])
    put: str = ""
    """The location that is proposed for what comes; empty: none."""
    alike: list[str] = field(default_factory=list[str])
    """Numbers of pieces that may leave and are codes of goods as well."""


@dataclass(slots=True)
class Sheet:
    target: str
    lines: list[Line]
    warehouses: Mapping[UUID, tuple[str, bool]]
    """Name, and whether it has locations."""
    warehouse: UUID


def sheet(form: str, document: Any, *, today: date | None) -> Sheet:
    """Of a loaded `document`; for who may see stock `today`, also where goods lie that leave."""
    target = TARGETS[form]
    warehouse = document.into_id if form == "stock_transfer" else document.warehouse_id
    open_: bool = document.state == State.CONFIRMED.value
    rows: list[Any] = [
        row
        for row in document.rows
        if open_ and row.open_base > 0 and not getattr(row, "composition", None)
    ]
    known = cards({row.product_id for row in rows})
    named = {warehouse, *(_where(row, warehouse) for row in rows)}
    parameters = [current_id(), sql.array(named)]
    houses = {row[0]: (row[1], row[2]) for row in sql.run(WAREHOUSES, parameters).fetchall()}
    pieces = serial_lines.open_pieces(document) if form == "stock_transfer" else {}
    lines = [
        Line(
            source=row.id,
            card=known[row.product_id],
            ordered=row.base_quantity,
            open=row.open_base,
            most=row.allowed_base - row.done_base,
            batch=getattr(row, "batch", ""),
            serials=numbered(row, pieces).get("serials", []),
            warehouse=_where(row, warehouse),
            remark=phrases(said for said in (getattr(row, "bundle", ""), row.remark) if said),
        )
        for row in rows
    ]
    if target in LEAVING:
        numbers = alike({(one.card.product, one.warehouse) for one in lines if one.card.serialized})
        for line in lines:
            line.alike = numbers.get((line.card.product, line.warehouse), [])
    if today is not None and target in LEAVING:
        _find(lines, today)
    elif today is not None:
        _propose(lines, {key for key, (_name, located) in houses.items() if located})
    return Sheet(target, lines, houses, warehouse)


def cards(products: set[UUID]) -> dict[UUID, Card]:
    """What is to be known of each product."""
    if not products:
        return {}
    found = sql.run(PRODUCTS, [current_id(), sql.array(products)]).fetchall()
    return {row[0]: Card(*row) for row in found}


def alike(places: set[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], list[str]]:
    """Of goods in warehouses: the numbers of pieces in stock there that are codes of goods, too.
    Where such goods are expected, such a code is the piece."""
    if not places:
        return {}
    products, houses = ({one[at] for one in places} for at in (0, 1))
    given = [current_id(), sql.array(products), sql.array(houses)]
    found: dict[tuple[UUID, UUID], list[str]] = {}
    for product, warehouse, number in sql.run(ALIKE, given).fetchall():
        found.setdefault((product, warehouse), []).append(number)
    return found


def _where(row: Any, warehouse: UUID) -> UUID:
    return getattr(row, "warehouse_id", None) or warehouse


def _propose(lines: list[Line], located: set[UUID]) -> None:
    """As whoever confirms without naming a location would put them."""
    wanted = {(one.card.product, one.warehouse) for one in lines if one.warehouse in located}
    found = placing.usual(wanted)
    for line in lines:
        _location, line.put = found.get((line.card.product, line.warehouse), (None, ""))


def _find(lines: list[Line], today: date) -> None:
    """Where the goods lie, in the order in which they are taken; lines as one walks past them."""
    if not lines:
        return
    lying = allotment.lying({(one.card.product, one.warehouse) for one in lines})
    keys = {one.location for some in lying.values() for one in some} - {NIL}
    found = sql.run(LOCATIONS, [current_id(), sql.array(keys)]).fetchall() if keys else []
    labels = {row[0]: (row[1], row[2]) for row in found}
    way = {row[0]: place for place, row in enumerate(found)}
    first: dict[UUID, int] = {}
    for line in lines:
        some = lying.get((line.card.product, line.warehouse), [])
        line.lying = [spot(one, labels, today) for one in some[:MOST_PLACES]]
        good = next((one for one in some if one.good(today)), None)
        first[line.source] = way.get(good.location, len(way)) if good else len(way) + 1
    lines.sort(key=lambda line: first[line.source])


def spot(one: Lying, labels: Mapping[UUID, tuple[str, str]], today: date) -> Spot:
    location, barcode = labels.get(one.location, ("", ""))
    return Spot(
        batch=one.lot.number if one.lot else "",
        expires_on=one.lot.expires_on if one.lot else None,
        good=one.good(today),
        location=location,
        barcode=barcode,
        quantity=one.left,
    )
