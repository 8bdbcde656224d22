"""库位: where in a warehouse the goods of a line lie, and where what comes in is put.

Only warehouses that say so are managed by locations; elsewhere nothing is asked and nothing read.
What leaves without a location is taken by `masters.allotment`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huolang.documents import follow
from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL, CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger.posting import Move, Posting

NAMED = """
SELECT l.id, l.code, l.warehouse_id, w.name, w.located, l.active,
       EXISTS (SELECT FROM masters_location i
               WHERE i.company_id = l.company_id AND i.parent_id = l.id),
       EXISTS (SELECT FROM ledger_stockbalance b
               WHERE b.company_id = l.company_id AND b.location = l.id AND b.quantity <> 0
                 AND b.location > '00000000-0000-0000-0000-0000000000ff')
FROM masters_location l
JOIN masters_warehouse w ON w.company_id = l.company_id AND w.id = l.warehouse_id
WHERE l.company_id = %s::bigint AND l.id = ANY(%s::uuid[])
ORDER BY l.id FOR KEY SHARE OF l, w
"""
"""They keep their place until the transaction ends; whoever would put another location into one, or
archive it, locks it against that (`masters.location`). The last condition is that of the index."""
IN_PICK_ORDER = """
SELECT id FROM masters_location WHERE company_id = %s::bigint AND id = ANY(%s::uuid[])
ORDER BY pick_order, upper(code)
"""
CODES = """
SELECT id, code FROM masters_location WHERE company_id = %s::bigint AND id = ANY(%s::uuid[])
"""
ORIGINALS = """
SELECT l.id, l.location_id FROM {lines} l
WHERE l.company_id = %s::bigint AND l.id = ANY(%s::uuid[]) AND l.location_id IS NOT NULL
"""
USUAL = """
SELECT DISTINCT ON (k.product, k.warehouse) k.product, k.warehouse, l.id, l.code
FROM unnest(%s::uuid[], %s::uuid[]) AS k(product, warehouse)
JOIN ledger_stockbalance b ON b.company_id = %s::bigint AND b.product = k.product
    AND b.warehouse = k.warehouse AND b.quantity > 0
JOIN masters_location l ON l.company_id = b.company_id AND l.id = b.location AND l.active
WHERE NOT EXISTS (SELECT FROM masters_location i
                  WHERE i.company_id = l.company_id AND i.parent_id = l.id)
ORDER BY k.product, k.warehouse, b.quantity DESC, l.pick_order, l.code
"""
"""Where most of the product lies in a warehouse already."""


class NotLocated(Invalid):
    code = "line.warehouse_not_located"
    message = _("仓库 {warehouse} 没有启用库位，不能填写库位 {location}")


class OtherWarehouse(Invalid):
    code = "line.location_elsewhere"
    message = _("库位 {location} 不在本行的仓库，而在 {warehouse}")


class NotInnermost(Invalid):
    code = "line.location_not_innermost"
    message = _("库位 {location} 里面还有库位，请填写最里面的")


class NothingThere(Invalid):
    code = "line.location_holds_locations"
    message = _("库位 {location} 里面还有库位，货在那些库位里，请填写最里面的")


class Archived(Invalid):
    code = "line.location_archived"
    message = _("库位 {location} 已停用，不能再放货")


class OfService(Invalid):
    code = "line.location_of_service"
    message = _("{product} 自己不占库存（服务或套装），没有库位")


Open = tuple[Any, str, UUID]
"""A line, its field that names no location, and the warehouse in which that would be."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A location as lines of documents know it."""

    id: UUID
    code: str
    warehouse: UUID
    warehouse_name: str
    located: bool
    active: bool
    holds_others: bool
    holds_goods: bool


class PlacedLine(models.Model):
    """`location` is where its goods are put, or from where they are taken."""

    location = CompanyForeignKey(
        "masters.Location", null=True, blank=True, related_name="+", verbose_name=_("库位")
    )
    not_copied: ClassVar[tuple[str, ...]] = ("location",)
    """A copy is put, or taken from, where goods lie by then."""
    location_codes: Mapping[UUID, str] = {}
    """How people call its locations, while the document is worked out."""

    class Meta:
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["company", "location"],
                condition=Q(location__isnull=False),
                name="%(class)s_place",
            )
        ]

    def warehouse_of(self, document: Any) -> UUID:
        """The warehouse in which `location` lies."""
        return getattr(self, "warehouse_id", None) or document.warehouse_id

    @classmethod
    def pick_order(cls, locations: Collection[UUID]) -> dict[UUID, int]:
        """As how manieth one walks past each of `locations`."""
        rows = sql.run(IN_PICK_ORDER, [current_id(), sql.array(locations)]).fetchall()
        return {row[0]: place for place, row in enumerate(rows)}

    @property
    def puts(self) -> bool:
        """Goods come in, and are put somewhere."""
        return not self.takes  # pyright: ignore

    @property
    def proposes(self) -> bool:
        """Where nobody says it, is a location proposed? Otherwise none says something, too."""
        return True

    def places(self, document: Any) -> list[tuple[str, UUID | None, UUID, bool]]:
        """Each of its fields that name a location, the location, the warehouse in which it must
        be, and whether goods are put there."""
        here = self.warehouse_of(document)
        return [("location", self.location_id, here, self.puts)]  # pyright: ignore

    def placed(self, move: Move) -> UUID | None:
        """The location of one of its moves on the shelves."""
        return self.location_id  # pyright: ignore[reportAttributeAccessIssue]


def rows_of(document: Any) -> list[tuple[str, Any]]:
    """The lines whose goods have a location, with their places; an order moves nothing."""
    return [(place, row) for place, row in document.moving if isinstance(row, PlacedLine)]


def fit(document: Any) -> None:
    """Say where goods are put that nobody said it of, and raise what is wrong with locations
    already in a draft."""
    rows = rows_of(document)
    if document.located:
        _propose(document, [one for _place, row in rows for one in _open(document, row)])
    said = [(place, row) for place, row in rows if any(one[1] for one in row.places(document))]
    if not said:
        return
    keys = {key for _place, row in said for _f, key, _w, _p in row.places(document) if key}
    found = {row[0]: Spot(*row) for row in sql.run(NAMED, [current_id(), sql.array(keys)])}
    codes = {key: spot.code for key, spot in found.items()}
    errors: list[BusinessError] = []
    for place, row in said:
        row.location_codes = codes
        if not row.stocked:
            errors.append(OfService(field=f"{place}location", product=row.product_name))
            continue
        for field, key, warehouse, puts in row.places(document):
            spot, field = found[key] if key else None, f"{place}{field}"
            wrong = spot and _wrong(field, spot, warehouse, puts=puts)
            if wrong is None and spot and not puts:
                wrong = _empty(field, spot, document)
            errors += [wrong] if wrong else []
    Several.raise_any(errors)


def _wrong(field: str, spot: Spot, warehouse: UUID, *, puts: bool) -> BusinessError | None:
    told = {"field": field, "location": spot.code}
    if spot.warehouse != warehouse:
        return OtherWarehouse(**told, warehouse=spot.warehouse_name)
    if not spot.located:
        return NotLocated(**told, warehouse=spot.warehouse_name)
    if puts and not spot.active:
        return Archived(**told)
    return NotInnermost(**told) if puts and spot.holds_others else None


def _empty(field: str, spot: Spot, document: Any) -> BusinessError | None:
    """Goods lie in innermost locations, unless a document of before takes them again from one that
    was innermost then."""
    if not spot.holds_others or spot.holds_goods or document.was_confirmed:
        return None
    return NothingThere(field=field, location=spot.code)


def _open(document: Any, row: Any) -> list[Open]:
    """Where goods are put of which nobody says where."""
    if not (row.stocked and row.proposes):
        return []
    return [
        (row, field, warehouse)
        for field, key, warehouse, puts in row.places(document)
        if puts and key is None and warehouse in document.located
    ]


def _propose(document: Any, open_: Sequence[Open]) -> None:
    """What comes back goes where it was taken from; other goods go where they lie already."""
    if not open_:
        return
    _as_originals(document, [row for row, _field, _warehouse in open_])
    left = [one for one in open_ if getattr(one[0], f"{one[1]}_id") is None]
    wanted = {(row.product_id, warehouse) for row, _field, warehouse in left}
    if not wanted:
        return
    found = usual(wanted)
    for row, field, warehouse in left:
        location, _code = found.get((row.product_id, warehouse), (None, ""))
        setattr(row, f"{field}_id", location)


def usual(wanted: Collection[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], tuple[UUID, str]]:
    """The location that is proposed for each (product, warehouse): id and code."""
    if not wanted:
        return {}
    products, warehouses = zip(*sorted(wanted), strict=True)
    parameters = [sql.array(products), sql.array(warehouses), current_id()]
    rows = sql.run(USUAL, parameters).fetchall()
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


def _as_originals(document: Any, rows: Collection[Any]) -> None:
    sources: dict[str, dict[UUID, list[Any]]] = {}
    for row in rows:
        one = follow.of(document, row)
        if one is not None:
            sources.setdefault(one.form, {}).setdefault(getattr(row, one.column), []).append(row)
    for form, asking in sources.items():
        table = registry.get(form).tables_by_name["lines"]
        if "location" not in table.by_name:
            continue
        statement = ORIGINALS.format(lines=table.table)
        named = sql.run(statement, [current_id(), sql.array(asking)]).fetchall()
        found = {row[0]: Spot(*row) for row in _spots({location for _line, location in named})}
        for line, location in named:
            spot = found[location]
            for row in asking[line]:
                if _wrong("", spot, row.warehouse_of(document), puts=True) is None:
                    row.location_id = location


def _spots(keys: Collection[UUID]) -> list[Any]:
    return sql.run(NAMED, [current_id(), sql.array(keys)]).fetchall() if keys else []


def placed(document: Any, posting: Posting) -> Posting:
    """`posting` with the locations that its lines name."""
    rows = {row.id: row for _place, row in rows_of(document)}
    at: dict[int, UUID] = {}
    for index, move in enumerate(posting.moves):
        row = rows.get(move.line)
        location = row.placed(move) if row is not None and move.location == NIL else None
        if location is not None:
            at[index] = location
    if not at:
        return posting
    codes = _codes(rows.values(), at.values())
    moves = [
        move if index not in at else _there(move, at[index], codes)
        for index, move in enumerate(posting.moves)
    ]
    return replace(posting, moves=tuple(moves))


def _there(move: Move, location: UUID, codes: Mapping[UUID, str]) -> Move:
    return replace(move, location=location, at=codes.get(location, ""))


def _codes(rows: Iterable[Any], wanted: Iterable[UUID]) -> Mapping[UUID, str]:
    """As they were read when the lines were worked out, or now."""
    known: dict[UUID, str] = {}
    for row in rows:
        known |= row.location_codes
    missing = set(wanted) - set(known)
    if missing:
        known |= dict(sql.run(CODES, [current_id(), sql.array(missing)]).fetchall())
    return known
