"""先到期先出、按拣货顺序: goods that leave without a batch are taken from those that expire first,
those that leave without a location from the places that come first on the way.

Expired and held batches are taken by nobody who does not name them. A line whose quantity lies in
several batches or locations becomes several lines. A document of a past day takes what was there
then and has lain there ever since, so that nothing that left meanwhile is missing.

Whoever confirms holds the goods from the choice on: who comes later chooses among what is left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huolang.documents import as_given, follow, originals, speaking
from huolang.forms import registry, store
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.figures import figure
from huolang.kernel.keys import NIL, new_id
from huolang.kernel.listing import sentences
from huolang.kernel.refusals import BusinessError, Several
from huolang.ledger import moment
from huolang.ledger.posting import QUARANTINE, REJECTS, shelves
from huolang.masters import goods
from huolang.masters.batch import Lot
from huolang.masters.goods import BASE_DIGITS, Conversion, Good

ZERO = Decimal(0)
Place = tuple[UUID, UUID]
"""product, warehouse"""

LYING = """
SELECT b.product, b.warehouse, b.quantity, b.last_at, b.location, l.code, m.id, m.number,
       m.produced_on, m.expires_on, m.supplier_batch, m.held
FROM unnest(%s::uuid[], %s::uuid[]) AS k(product, warehouse)
JOIN ledger_stockbalance b ON b.company_id = %s::bigint AND b.product = k.product
    AND b.warehouse = k.warehouse AND {shelves}
    AND b.owner = '00000000-0000-0000-0000-000000000000' AND b.quantity > 0
LEFT JOIN masters_batch m ON m.company_id = b.company_id AND m.id = b.batch
LEFT JOIN masters_location l ON l.company_id = b.company_id AND l.id = b.location
ORDER BY b.product, b.warehouse, m.expires_on NULLS LAST, m.produced_on NULLS LAST,
         upper(m.number), m.id, l.pick_order NULLS LAST, upper(l.code) NULLS LAST
""".replace("{shelves}", shelves("b"))
"""What lies in no location comes last: it waits to be put away."""


OFF_SHELVES = """
SELECT coalesce(sum(b.quantity) FILTER (WHERE b.location = k.waits), 0),
       coalesce(sum(b.quantity) FILTER (WHERE b.location = k.rejects), 0)
FROM (SELECT %s::uuid AS product, %s::uuid AS warehouse, %s::uuid AS waits, %s::uuid AS rejects) k
JOIN ledger_stockbalance b ON b.company_id = %s::bigint AND b.product = k.product
    AND b.warehouse = k.warehouse AND b.location IN (k.waits, k.rejects)
    AND b.owner = '00000000-0000-0000-0000-000000000000'
"""


class NotEnoughInBatches(BusinessError):
    code = "line.not_enough_in_batches"
    message = _("{product} 未过期、未冻结的批次只有 {available}，需要 {needed}{why}")


class NotEnoughThen(BusinessError):
    """Naming a batch would not help: there is none."""

    code = "line.not_enough_in_batches_then"
    message = _(
        "{product} 从 {day} 起一直都在的只有 {available}，需要 {needed}；"
        "其余的是之后才入库的，或者后来又出库了"
    )


@dataclass(slots=True)
class Lying:
    """What lies of a batch in a location of a warehouse, and what the document takes of it.
    `last_at` is the newest time at which any of it moved."""

    lot: Lot | None
    location: UUID
    code: str
    left: Decimal
    last_at: datetime | None

    def good(self, day: date) -> bool:
        """May it be taken by who does not name it?"""
        return self.lot is None or not (self.lot.held or self.lot.expired(day))


Part = tuple[Lying | None, Decimal]
"""What a line takes of something; None: of nothing that is there."""


def lying(places: Iterable[Place]) -> dict[Place, list[Lying]]:
    """Our own goods on the shelves of each place by batch and location, in the order of taking."""
    products, warehouses = zip(*sorted(set(places)), strict=True)
    rows = sql.run(LYING, [sql.array(products), sql.array(warehouses), current_id()]).fetchall()
    found: dict[Place, list[Lying]] = {}
    for product, warehouse, quantity, last_at, location, code, *lot in rows:
        batch = Lot(*lot) if lot[0] is not None else None
        one = Lying(batch, location, code or "", quantity, last_at)
        found.setdefault((product, warehouse), []).append(one)
    return found


def lying_since(places: Iterable[Place], at: datetime) -> dict[Place, list[Lying]]:
    """What lay there at the moment `at` and has lain there ever since."""
    found = lying(places)
    moved = {
        (product, warehouse, one.location, one.lot.id if one.lot else NIL, NIL): one
        for (product, warehouse), some in found.items()
        for one in some
        if one.last_at is not None and one.last_at >= at
    }
    lowest = moment.lowest_since([(place, one.left) for place, one in moved.items()], at)
    for place, quantity in lowest.items():
        moved[place].left = min(quantity, moved[place].left)
    return found


def hold(document: Any) -> None:
    """Let nobody else take the goods of the document, of whose sources nobody takes anything."""
    originals.hold(registry.of(type(document)), document)
    follow.hold(document, document.rows)
    moment.hold_for(document.posting(), day=document.date)


def open_rows(document: Any) -> list[tuple[int, Any]]:
    """Lines that take goods of a batch and name none, or from a warehouse with locations."""
    return [
        (index, row)
        for index, row in enumerate(document.rows)
        if getattr(row, "takes", False)
        and (_lacks_batch(row) or (document.located and _lacks_location(document, row)))
    ]


def _lacks_batch(row: Any) -> bool:
    return row.batched and not row.batch


def _lacks_location(document: Any, row: Any) -> bool:
    """Single pieces leave from where each of them lies."""
    return (
        row.stocked
        and row.location_id is None
        and not getattr(row, "serialized", False)
        and _located(document, row)
    )


def allot(document: Any, known: Mapping[UUID, Good], *, now: bool) -> bool:
    """Say of each such line which batch it takes, and from where; whether the document has more
    lines than before.

    `now`: the document is not of a past moment. Who names something takes it before who does not.
    """
    hold(document)
    open_ = open_rows(document)
    places = {_place(document, row) for _n, row in open_}
    there = lying(places) if now else lying_since(places, document.occurred_at)
    _take_named(document, there, {row.id for _n, row in open_})
    errors: list[BusinessError] = []
    parts: dict[UUID, list[Part]] = {}
    for index, row in sorted(open_, key=lambda one: _says_nothing(one[1])):
        all_ = some = there.get(_place(document, row), ())
        if _lacks_batch(row):
            some = [one for one in all_ if one.good(document.date)]
        parts[row.id] = _take([one for one in some if _fits(one, row)], row.base_quantity)
        found = sum((quantity for _lying, quantity in parts[row.id]), ZERO)
        if found < row.base_quantity and _lacks_batch(row):
            errors.append(
                _not_enough(document, row, f"lines.{index}.quantity", found, all_, now=now)
            )
        elif found < row.base_quantity:  # the books say whether it may be less than nothing
            parts[row.id].append((None, row.base_quantity - found))
    Several.raise_any(errors)
    return _share_out(document, parts, known)


def _not_enough(
    document: Any, row: Any, field: str, found: Decimal, there: Sequence[Lying], *, now: bool
) -> BusinessError:
    """Where, and whether to name a batch would help: what waits for its inspection is taken by
    nobody, and of what is lacking altogether there is no batch."""
    product, warehouse = _place(document, row)
    called = speaking.warehouses([warehouse]).get(str(warehouse), "")
    told = {
        "product": gettext("{product}（{place}）").format(product=row.product_name, place=called),
        "available": found,
        "needed": row.base_quantity,
    }
    others = any(one.left > ZERO for one in there)
    if not (now or others):
        return NotEnoughThen(field=field, day=document.date, **told)
    why = [gettext("其余的请自行指定批号")] if others else []
    waiting = [product, warehouse, QUARANTINE, REJECTS, current_id()]
    waits, rejected = sql.run(OFF_SHELVES, waiting).fetchone()
    if waits:
        why.append(
            gettext("另有 {quantity} 待检，检验合格后才能出库").format(quantity=figure(waits))
        )
    if rejected:
        why.append(gettext("另有 {quantity} 不合格").format(quantity=figure(rejected)))
    return NotEnoughInBatches(field=field, **told, why=sentences(["", *why]) if why else "")


def _place(document: Any, row: Any) -> Place:
    return row.product_id, row.warehouse_of(document)


def _says_nothing(row: Any) -> bool:
    return row.batch_record_id is None and row.location_id is None


def _fits(one: Lying, row: Any) -> bool:
    """Is it what the line names, as far as it names anything?"""
    if row.batch_record_id is not None and (one.lot is None or one.lot.id != row.batch_record_id):
        return False
    return row.location_id is None or one.location == row.location_id


def _take_named(
    document: Any, there: Mapping[Place, Sequence[Lying]], open_: Collection[UUID]
) -> None:
    """Lines that name all that is to be said come first."""
    for row in document.rows:
        if row.takes and row.id not in open_ and row.stocked:
            wanted = row.base_quantity
            for one in there.get(_place(document, row), ()):
                if _fits(one, row):
                    taken = min(one.left, wanted)
                    one.left, wanted = one.left - taken, wanted - taken


def _take(some: Sequence[Lying], wanted: Decimal) -> list[Part]:
    """`wanted` base units, or all there is, one after the other."""
    parts: list[Part] = []
    for one in some:
        quantity = min(one.left, wanted)
        if quantity > ZERO:
            parts.append((one, quantity))
            one.left -= quantity
            wanted -= quantity
    return parts


def _share_out(document: Any, parts: Mapping[UUID, list[Part]], known: Mapping[UUID, Good]) -> bool:
    rows: list[Any] = []
    for row in document.rows:
        some = parts.get(row.id)
        if some is None:
            rows.append(row)
            continue
        copies = [row, *(_copy(document, row) for _ in some[1:])]
        for copy, (one, quantity) in zip(copies, some, strict=True):
            _name(document, copy, one)
            if len(some) > 1:
                _measure(copy, quantity, known[row.product_id])
        rows += copies
    more = len(rows) > len(document.rows)
    if more:
        document.tables["lines"] = rows
        for position, row in enumerate(rows, start=1):
            row.position = position
    return more


def _name(document: Any, row: Any, one: Lying | None) -> None:
    """Say on the line what it takes."""
    if one is None:
        return
    if one.lot is not None and _lacks_batch(row):
        row.batch, row.batch_record_id = one.lot.number, one.lot.id
    if row.location_id is None and one.location != NIL and _located(document, row):
        row.location_id, row.location_codes = one.location, {one.location: one.code}


def _located(document: Any, row: Any) -> bool:
    return row.warehouse_of(document) in document.located


def _copy(document: Any, row: Any) -> Any:
    """The same line once more."""
    table = registry.of(type(document)).tables_by_name["lines"]
    copy = store.blank(table)
    for one in table.storage:
        copy.__dict__[one.attribute] = row.__dict__[one.attribute]
    copy.id = new_id()
    copy.came_of = as_given.line(row)
    return copy


def _measure(row: Any, base: Decimal, good: Good) -> None:
    """`base` base units in the line's unit, or in the base unit where that does not go."""
    unit: Conversion = good.units[row.unit_id]
    quantity = unit.from_base(base)
    if goods.fits(quantity, unit.digits):
        row.quantity = quantity
        return
    if hasattr(row, "unit_price"):
        row.unit_price = round(unit.from_base(row.unit_price), BASE_DIGITS)
    row.unit_id, row.quantity = good.unit, base
