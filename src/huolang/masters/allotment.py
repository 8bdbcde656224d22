"""先到期先出: goods that leave without a batch are taken from those that expire first.

Expired and held batches are taken by nobody who does not name them. A line whose quantity lies in
several batches becomes several lines. A document of a past day takes what was there then and has
lain there ever since, so that nothing that left meanwhile is missing.

Whoever confirms holds the goods from the choice on: who comes later chooses among what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.documents import follow, originals
from huolang.forms import registry, store
from huolang.forms.numbers import plain
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL, new_id
from huolang.kernel.refusals import BusinessError, Several
from huolang.ledger import moment
from huolang.masters import goods
from huolang.masters.batch import Lot
from huolang.masters.goods import BASE_DIGITS, Conversion, Good

ZERO = Decimal(0)
Place = tuple[UUID, UUID]
"""product, warehouse"""

LYING = """
SELECT b.product, b.warehouse, b.quantity, b.last_at, m.id, m.number, m.produced_on, m.expires_on,
       m.supplier_batch, m.held
FROM unnest(%s::uuid[], %s::uuid[]) AS k(product, warehouse)
JOIN ledger_stockbalance b ON b.company_id = %s::bigint AND b.product = k.product
    AND b.warehouse = k.warehouse AND b.location = '00000000-0000-0000-0000-000000000000'
    AND b.owner = '00000000-0000-0000-0000-000000000000' AND b.quantity > 0
JOIN masters_batch m ON m.company_id = b.company_id AND m.id = b.batch
ORDER BY b.product, b.warehouse, m.expires_on NULLS LAST, m.produced_on NULLS LAST,
         upper(m.number), m.id
"""


class NotEnoughInBatches(BusinessError):
    code = "line.not_enough_in_batches"
    message = _(
        "{product} 未过期、未冻结的批次只有 {available}，需要 {needed}；其余的请自行指定批号"
    )


@dataclass(slots=True)
class Lying:
    """What lies of a batch in a warehouse, and what the document takes of it. `last_at` is the
    newest time at which any of it moved."""

    lot: Lot
    left: Decimal
    last_at: datetime | None


def lying(places: Iterable[Place]) -> dict[Place, list[Lying]]:
    """Our own goods on the shelves of each place by batch, those that expire first first."""
    products, warehouses = zip(*sorted(set(places)), strict=True)
    rows = sql.run(LYING, [sql.array(products), sql.array(warehouses), current_id()]).fetchall()
    found: dict[Place, list[Lying]] = {}
    for product, warehouse, quantity, last_at, *lot in rows:
        found.setdefault((product, warehouse), []).append(Lying(Lot(*lot), quantity, last_at))
    return found


def lying_since(places: Iterable[Place], at: datetime) -> dict[Place, list[Lying]]:
    """What lay there at the moment `at` and has lain there ever since."""
    found = lying(places)
    moved = {
        (product, warehouse, NIL, one.lot.id, NIL): one
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
    """Lines that take goods of a batch, and name none."""
    return [
        (index, row)
        for index, row in enumerate(document.rows)
        if getattr(row, "batched", False) and not row.batch and row.takes
    ]


def allot(document: Any, known: Mapping[UUID, Good], *, now: bool) -> bool:
    """Say of each such line which batch it takes; whether the document has more lines than before.

    `now`: it is of this very moment, and comes after all that was posted until it has its locks.
    """
    hold(document)
    open_ = open_rows(document)
    places = [_place(document, row) for _n, row in open_]
    there = lying(places) if now else lying_since(places, document.occurred_at)
    _take_named(document, there)
    good = {key: _good(some, document.date) for key, some in there.items()}
    errors: list[BusinessError] = []
    parts: dict[UUID, list[tuple[Lot, Decimal]]] = {}
    for index, row in open_:
        parts[row.id] = _take(good.get(_place(document, row), ()), row.base_quantity)
        found = sum((quantity for _lot, quantity in parts[row.id]), ZERO)
        if found < row.base_quantity:
            told = {"available": plain(found), "needed": plain(row.base_quantity)}
            errors.append(
                NotEnoughInBatches(
                    field=f"lines.{index}.quantity", product=row.product_name, **told
                )
            )
    Several.raise_any(errors)
    return _share_out(document, parts, known)


def _place(document: Any, row: Any) -> Place:
    return row.product_id, getattr(row, "warehouse_id", None) or document.warehouse_id


def _take_named(document: Any, there: Mapping[Place, Sequence[Lying]]) -> None:
    """Lines that name their batch come first."""
    for row in document.rows:
        if row.batched and row.takes and row.batch_record_id is not None:
            for one in there.get(_place(document, row), ()):
                if one.lot.id == row.batch_record_id:
                    one.left -= row.base_quantity


def _good(some: Sequence[Lying], day: date) -> list[Lying]:
    return [one for one in some if not one.lot.held and not one.lot.expired(day)]


def _take(some: Sequence[Lying], wanted: Decimal) -> list[tuple[Lot, Decimal]]:
    """`wanted` base units, or all there is, batch by batch."""
    parts: list[tuple[Lot, Decimal]] = []
    for one in some:
        quantity = min(one.left, wanted)
        if quantity > ZERO:
            parts.append((one.lot, quantity))
            one.left -= quantity
            wanted -= quantity
    return parts


def _share_out(
    document: Any, parts: Mapping[UUID, list[tuple[Lot, Decimal]]], known: Mapping[UUID, Good]
) -> bool:
    rows: list[Any] = []
    for row in document.rows:
        some = parts.get(row.id)
        if some is None:
            rows.append(row)
            continue
        copies = [row, *(_copy(document, row) for _ in some[1:])]
        for copy, (lot, quantity) in zip(copies, some, strict=True):
            copy.batch, copy.batch_record_id = lot.number, lot.id
            if len(some) > 1:
                _measure(copy, quantity, known[row.product_id])
        rows += copies
    more = len(rows) > len(document.rows)
    if more:
        document.tables["lines"] = rows
        for position, row in enumerate(rows, start=1):
            row.position = position
    return more


def _copy(document: Any, row: Any) -> Any:
    """The same line once more."""
    table = registry.of(type(document)).tables_by_name["lines"]
    copy = store.blank(table)
    for one in table.storage:
        copy.__dict__[one.attribute] = row.__dict__[one.attribute]
    copy.id = new_id()
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
