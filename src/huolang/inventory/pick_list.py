"""拣货单: what is to be fetched for documents before their goods leave, as one walks past it.

Drafts of what takes goods from shelves, and what is open of sales orders. Where, of which batch and
which pieces is a proposal, by the rules that confirming follows: what expires first, then what
comes first on the way. Several documents share what lies there, so no two are sent to the same
goods. Nothing is held by it: confirming decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.documents.document import State
from huolang.inventory import handling
from huolang.inventory.handling import Card
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL
from huolang.kernel.refusals import BusinessError, Several
from huolang.masters import allotment
from huolang.masters.allotment import Lying, Place
from huolang.masters.placing import PlacedLine

ZERO = Decimal(0)
ORDER = "sales_order"
FORMS = (
    ORDER,
    "sales_delivery",
    "sales_exchange",
    "stock_transfer",
    "assembly",
    "stock_issue",
    "loan",
    "purchase_return",
)
NAMED_PIECES = """
SELECT s.product_id, upper(s.number), s.number, s.warehouse_id, s.location_id
FROM unnest(%s::uuid[], %s::text[]) AS k(product, number)
JOIN masters_serialnumber s ON s.company_id = %s::bigint AND s.product_id = k.product
    AND upper(s.number) = k.number AND s.status = 'in_stock'
"""
PIECES = """
SELECT k.product, k.warehouse, s.number, s.location_id
FROM unnest(%s::uuid[], %s::uuid[], %s::int[]) AS k(product, warehouse, most)
CROSS JOIN LATERAL (
    SELECT s.number, s.location_id, l.pick_order, l.code FROM masters_serialnumber s
    LEFT JOIN masters_location l ON l.company_id = s.company_id AND l.id = s.location_id
    WHERE s.company_id = %s::bigint AND s.product_id = k.product AND s.status = 'in_stock'
      AND s.warehouse_id = k.warehouse
    ORDER BY l.pick_order NULLS LAST, upper(l.code) NULLS LAST, upper(s.number) LIMIT k.most) s
"""


class NothingToPick(BusinessError):
    code = "picking.nothing"
    message = _("{number} 没有要拣的货：草稿有出库的明细才有，销售订单要已审核、还有未出库的")


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many base units are to be fetched for a line of the document `index`."""

    index: int
    product: UUID
    warehouse: UUID
    quantity: Decimal
    batched: bool
    batch: UUID | None
    location: UUID | None
    serials: tuple[str, ...]
    remark: str

    @property
    def place(self) -> Place:
        return self.product, self.warehouse

    @property
    def says_all(self) -> bool:
        return bool(self.serials) or self.batch is not None or self.location is not None


@dataclass(frozen=True, slots=True)
class Pick:
    """`quantity` base units from `location` for the document `index`; `missing`: none is there."""

    index: int
    card: Card
    warehouse: UUID
    location: UUID
    batch: str
    expires_on: date | None
    quantity: Decimal
    serials: tuple[str, ...] = ()
    missing: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Walk:
    """What is fetched, in the order of the way; what places and warehouses are called."""

    picks: list[Pick]
    codes: Mapping[UUID, str]
    warehouses: Mapping[UUID, str]


def walk(form: str, documents: Sequence[Any], *, today: date) -> Walk:
    """Of loaded documents of one form. Who comes first takes first, who names something before who
    does not."""
    wanted: list[Wanted] = []
    errors: list[BusinessError] = []
    for index, document in enumerate(documents):
        mine = list(_of(form, document, index))
        wanted += mine
        if not mine:
            called = document.number or str(document._meta.verbose_name)
            errors.append(NothingToPick(field=f"ids.{index}", number=called))
    Several.raise_any(errors)
    cards = handling.cards({one.product for one in wanted})
    pieces = [one for one in wanted if cards[one.product].serialized]
    bulk = [one for one in wanted if not cards[one.product].serialized]
    picks = [*_bulk(bulk, cards, today), *_pieces(pieces, cards)]
    locations = {one.location for one in picks} - {NIL}
    way = PlacedLine.pick_order(locations) if locations else {}
    houses = [current_id(), sql.array({one.warehouse for one in picks})]
    names = {row[0]: row[1] for row in sql.run(handling.WAREHOUSES, houses).fetchall()}
    picks.sort(
        key=lambda one: (
            names[one.warehouse],
            one.missing,
            way.get(one.location, len(way)),
            one.card.code,
            one.batch,
            one.index,
        )
    )
    found = sql.run(handling.LOCATIONS, [current_id(), sql.array(locations)]).fetchall()
    return Walk(picks, {row[0]: row[1] for row in found}, names)


def _of(form: str, document: Any, index: int) -> Iterable[Wanted]:
    """What is to be fetched for a document."""
    is_order = form == ORDER
    if document.state != (State.CONFIRMED if is_order else State.DRAFT).value:
        return
    for row in document.rows:
        takes = is_order or getattr(row, "takes", False)
        quantity = row.open_base if is_order else row.base_quantity
        if not takes or not row.stocked or quantity <= ZERO or getattr(row, "composition", None):
            continue
        yield Wanted(
            index=index,
            product=row.product_id,
            warehouse=(row.warehouse_id or document.warehouse_id)
            if is_order
            else row.warehouse_of(document),
            quantity=quantity,
            batched=getattr(row, "batched", True),
            batch=getattr(row, "batch_record_id", None),
            location=getattr(row, "location_id", None),
            serials=tuple(getattr(row, "serials", ())),
            remark=row.remark,
        )


def _bulk(wanted: Sequence[Wanted], cards: Mapping[UUID, Card], today: date) -> Iterable[Pick]:
    if not wanted:
        return
    lying = allotment.lying({one.place for one in wanted})
    for one in sorted(wanted, key=lambda one: not one.says_all):
        left = one.quantity
        for spot in lying.get(one.place, ()):
            taken = min(left, spot.left) if _fits(spot, one, today) else ZERO
            if taken > ZERO:
                left, spot.left = left - taken, spot.left - taken
                lot = spot.lot
                yield Pick(
                    one.index,
                    cards[one.product],
                    one.warehouse,
                    spot.location,
                    lot.number if lot else "",
                    lot.expires_on if lot else None,
                    taken,
                    remark=one.remark,
                )
        if left > ZERO:
            yield _missing(one, cards, left)


def _fits(spot: Lying, one: Wanted, today: date) -> bool:
    """Is it what the line names, or may it be taken by who names nothing?"""
    if one.batch is not None:
        if spot.lot is None or spot.lot.id != one.batch:
            return False
    elif not spot.good(today):
        return False
    return one.location is None or spot.location == one.location


def _missing(one: Wanted, cards: Mapping[UUID, Card], quantity: Decimal) -> Pick:
    card = cards[one.product]
    return Pick(
        one.index, card, one.warehouse, NIL, "", None, quantity, missing=True, remark=one.remark
    )


def _pieces(wanted: Sequence[Wanted], cards: Mapping[UUID, Card]) -> Iterable[Pick]:
    """Goods with serial numbers: the pieces that a line names where they are, or those that come
    first on the way."""
    if not wanted:
        return
    named = {(one.product, number.upper()) for one in wanted for number in one.serials}
    where = _where(named)
    free = _free(wanted, named)
    for one in wanted:
        places: dict[UUID, list[str]] = {}
        if one.serials:
            for number in one.serials:
                known = where.get((one.product, number.upper()))
                if known is not None and known[1] == one.warehouse:
                    places.setdefault(known[2] or NIL, []).append(known[0])
        else:
            mine = free.get(one.place, [])
            some = [p for p in mine if one.location is None or p[1] == one.location]
            for piece in some[: int(one.quantity)]:
                mine.remove(piece)
                places.setdefault(piece[1] or NIL, []).append(piece[0])
        found = ZERO
        for location, numbers in places.items():
            count = Decimal(len(numbers))
            found += count
            told = (one.index, cards[one.product], one.warehouse, location, "", None, count)
            yield Pick(*told, serials=tuple(numbers), remark=one.remark)
        if found < one.quantity:
            yield _missing(one, cards, one.quantity - found)


def _where(named: Collection[tuple[UUID, str]]) -> dict[tuple[UUID, str], tuple[str, Any, Any]]:
    if not named:
        return {}
    keys = sql.columns(sorted(named), 2)
    rows = sql.run(NAMED_PIECES, [*keys, current_id()]).fetchall()
    return {(row[0], row[1]): (row[2], row[3], row[4]) for row in rows}


def _free(
    wanted: Sequence[Wanted], named: Collection[tuple[UUID, str]]
) -> dict[Place, list[tuple[str, UUID | None]]]:
    """Pieces that nobody names, as many as can be needed, as one walks past them."""
    most: dict[Place, int] = {}
    for one in wanted:
        most[one.place] = most.get(one.place, 0) + int(one.quantity)
    keys = sql.columns([(*place, count) for place, count in sorted(most.items())], 3)
    found: dict[Place, list[tuple[str, UUID | None]]] = {}
    for product, warehouse, number, location in sql.run(PIECES, [*keys, current_id()]).fetchall():
        if (product, number.upper()) not in named:
            found.setdefault((product, warehouse), []).append((number, location))
    return found
