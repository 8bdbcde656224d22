"""扫到的码: what a code means that somebody scans before the shelves: goods in one of their units,
one piece or one batch of them, or a location."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.inventory import handling
from huolang.inventory.handling import LOCATIONS, Card, Spot
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL
from huolang.masters import allotment

ONE = Decimal(1)
BY_CODE = """
SELECT b.product, coalesce(x.numerator, 1) / coalesce(x.denominator, 1), '', NULL::uuid, ''
FROM masters_barcode b
LEFT JOIN masters_productunit x ON x.company_id = b.company_id AND x.product_id = b.product
    AND x.unit_id = b.unit
WHERE b.company_id = %s::bigint AND b.code = upper(%s)
UNION ALL
SELECT coalesce(p.merged_into_id, p.id), 1, '', NULL, '' FROM masters_product p
WHERE p.company_id = %s::bigint AND upper(p.code) = upper(%s)
UNION ALL
SELECT s.product_id, 1, s.number, s.id, '' FROM masters_serialnumber s
WHERE s.company_id = %s::bigint AND upper(s.number) = upper(%s)
UNION ALL
SELECT t.product_id, 1, '', t.id, t.number FROM masters_batch o
JOIN masters_batch t ON t.company_id = o.company_id AND t.id = coalesce(o.merged_into_id, o.id)
WHERE o.company_id = %s::bigint AND upper(o.number) = upper(%s)
LIMIT 20
"""
STATE = """CASE WHEN NOT l.active THEN 'archived'
     WHEN EXISTS (SELECT FROM masters_location i
                  WHERE i.company_id = l.company_id AND i.parent_id = l.id) THEN 'outer'
     ELSE 'good' END"""
"""Goods are put into innermost locations that are not archived (`masters.placing`)."""
PLACE = f"""
SELECT l.id, l.code, l.warehouse_id, {STATE} FROM masters_location l
WHERE l.company_id = %s::bigint AND upper(l.code) = upper(%s)
UNION ALL
SELECT l.id, l.code, l.warehouse_id, {STATE} FROM masters_location l
WHERE l.company_id = %s::bigint AND upper(l.barcode) = upper(%s) AND NOT l.barcode = ''
LIMIT 1
"""  # noqa: S608 - no text of anybody's in it
PLACES = f"""
SELECT l.code, l.barcode, {STATE} FROM masters_location l
WHERE l.company_id = %s::bigint AND l.warehouse_id = %s::uuid
ORDER BY l.pick_order, upper(l.code) LIMIT %s
"""  # noqa: S608
MOST_KNOWN = 5000
"""Locations of a warehouse that a phone knows without a network; of others it asks."""


@dataclass(slots=True)
class Goods:
    """A product that the code means; one of it is `factor` base units, or the piece `serial`, or it
    is of the `batch`; `part` is that piece or batch. `alike`: see `handling.alike`."""

    card: Card
    factor: Decimal
    serial: str = ""
    part: UUID | None = None
    batch: str = ""
    lying: list[Spot] = field(default_factory=list[Spot])
    alike: list[str] = field(default_factory=list[str])


@dataclass(slots=True)
class Meaning:
    """`location` is its code, `warehouse` where it is, `state` whether goods are put there."""

    goods: list[Goods]
    location: str = ""
    place: UUID | None = None
    warehouse: UUID | None = None
    state: str = ""


def meaning(code: str, warehouse: UUID | None, today: date | None) -> Meaning:
    """What `code` means: several only where numbers of pieces or batches are alike, or where a
    piece has the code of goods for its number; the goods come first. For who may see stock `today`,
    also where in the `warehouse` it lies. Wide letters are plain ones where nothing is called by
    them."""
    plain = unicodedata.normalize("NFKC", code)
    found = _meaning(code, warehouse, today)
    if plain != code and not found.goods and found.place is None:
        return _meaning(plain, warehouse, today)
    return found


def _meaning(code: str, warehouse: UUID | None, today: date | None) -> Meaning:
    asked = [current_id(), code.strip()]
    found = sql.run(BY_CODE, asked * 4).fetchall()
    known = handling.cards({row[0] for row in found})
    several: dict[Any, Any] = {}
    for row in found:
        if row[0] in known:
            several.setdefault((row[0], row[3]), row)
    named = any(row[3] is None for row in several.values())
    goods = [
        Goods(known[product], factor, serial, part, batch)
        for product, factor, serial, part, batch in several.values()
        if not (batch and named)  # what is a code of goods is no batch of others
    ]
    if not goods:
        place: Any = sql.run(PLACE, asked * 2).fetchone()
        if place is None:
            return Meaning([])
        key, known_as, house, state = place
        return Meaning([], known_as, key, house, state)
    if warehouse is not None:
        numbered = {(one.card.product, warehouse) for one in goods if one.card.serialized}
        alike = handling.alike(numbered)
        for one in goods:
            one.alike = alike.get((one.card.product, warehouse), [])
        if today is not None:
            _find(goods, warehouse, today)
    return Meaning(goods)


def places(warehouse: UUID) -> list[tuple[str, str, str]]:
    """Code, bar code and state of the locations of a warehouse."""
    return sql.run(PLACES, [current_id(), warehouse, MOST_KNOWN]).fetchall()


def _find(goods: list[Goods], warehouse: UUID, today: date) -> None:
    lying = allotment.lying({(one.card.product, warehouse) for one in goods})
    keys = {one.location for some in lying.values() for one in some} - {NIL}
    rows = sql.run(LOCATIONS, [current_id(), sql.array(keys)]).fetchall() if keys else []
    labels = {row[0]: (row[1], row[2]) for row in rows}
    for one in goods:
        some = lying.get((one.card.product, warehouse), [])
        one.lying = [handling.spot(each, labels, today) for each in some[: handling.MOST_PLACES]]
