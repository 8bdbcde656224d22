"""分批库存: what lies of each batch in each warehouse, until when it is good, and what it is worth;
now, or at the end of a past day or an instant of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.forms import registry, search
from huolang.inventory.stock import in_category
from huolang.inventory.stock_then import refuse_future
from huolang.kernel import clock, settings_registry, sql
from huolang.kernel.company import Company, current_id
from huolang.kernel.money import round_half_up
from huolang.ledger import batch_worth, past_batches
from huolang.ledger.past_batches import Then
from huolang.masters.batch import NEAR_EXPIRY, Lot

ZERO = Decimal(0)
NEVER = date.max
KEY = """upper(p.code), p.id, coalesce(m.expires_on, '9999-12-31'::date), upper(m.number), m.id,
    w.id"""
"""Product by product those that expire first first."""
LISTED = """
SELECT p.id, p.code, p.name, p.specification, u.name, w.id, w.code, w.name, f.quantity, f.off_shelf,
       p.near_expiry, upper(p.code), m.id, m.number, m.produced_on, m.expires_on,
       m.supplier_batch, m.held
FROM ({there}) f
JOIN masters_batch m ON m.company_id = %s::bigint AND m.id = f.batch
JOIN masters_product p ON p.company_id = m.company_id AND p.id = f.product
JOIN masters_unit u ON u.company_id = p.company_id AND u.id = p.unit_id
JOIN masters_warehouse w ON w.company_id = m.company_id AND w.id = f.warehouse
WHERE (%s::uuid IS NULL OR f.warehouse = %s::uuid) AND {found} AND {after}
ORDER BY {key} LIMIT {limit}
"""
Mark = tuple[str, UUID, date, str, UUID, UUID]
"""Where a page ended."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    text: str = ""
    product: UUID | None = None
    warehouse: UUID | None = None
    category: UUID | None = None
    """The products of a category, and of all below it."""
    then: Then | None = None


@dataclass(frozen=True, slots=True)
class BatchStock:
    """Quantities in the base unit; `off_shelf` of `on_hand` is on its way, waits for its
    inspection or did not pass it. `value` is told to who asks for it."""

    product: Mapping[str, Any]
    warehouse: Mapping[str, Any]
    lot: Lot
    state: str
    """good, near (its end is near), expired or held; of a past day nobody knows what was held."""
    on_hand: Decimal
    off_shelf: Decimal
    value: Decimal | None

    @property
    def on_shelves(self) -> Decimal:
        return self.on_hand - self.off_shelf

    @property
    def unit_cost(self) -> Decimal | None:
        """Cost of one base unit, to six digits."""
        if self.value is None or not self.on_hand:
            return None
        return round_half_up(self.value / self.on_hand, 6)


def page(
    asked: Asked, *, limit: int, after: Mark | None = None, worth: bool
) -> tuple[list[BatchStock], Mark | None]:
    """A page, and where the next one begins. What has not come yet is refused."""
    today = clock.business_day(clock.now(), Company.objects.get(id=current_id()).time_zone)
    if asked.then is not None:
        refuse_future(asked.then.day, asked.then.at)
    rows = _selected(asked, limit=limit + 1, after=after)
    more, rows = len(rows) > limit, rows[:limit]
    values = batch_worth.of_products(asked.then, {row[0] for row in rows}) if worth else {}
    general: int = settings_registry.load()[NEAR_EXPIRY]
    listed: list[BatchStock] = []
    for row in rows:
        lot = Lot(*row[12:])
        day = today if asked.then is None else asked.then.day
        near = general if row[10] is None else row[10]
        listed.append(
            BatchStock(
                product=dict(
                    zip(("id", "code", "name", "specification", "unit"), row[:5], strict=True)
                ),
                warehouse={"id": row[5], "code": row[6], "name": row[7]},
                lot=lot,
                state=_state(lot, day, near, now=asked.then is None),
                on_hand=row[8],
                off_shelf=row[9],
                value=values.get((row[0], row[5], lot.id), ZERO) if worth else None,
            )
        )
    return listed, _mark(rows[-1]) if more else None


def _selected(asked: Asked, *, limit: int, after: Mark | None) -> list[Any]:
    products = None if asked.product is None else [asked.product]
    there, parameters = past_batches.there(asked.then, products)
    parameters += [current_id(), asked.warehouse, asked.warehouse]
    found, beyond = "true", "true"
    if asked.text:
        found, words = search.condition(registry.get("product"), asked.text, alias="p")
        number, more = search.condition(registry.get("batch"), asked.text, alias="m")
        found = f"({found} OR {number})"
        parameters += [*words, *more]
    if asked.category is not None:
        within, branch = in_category(asked.category)
        found = f"{found} AND {within}"
        parameters += branch
    if after is not None:
        beyond = f"({KEY}) > (%s::text, %s::uuid, %s::date, %s::text, %s::uuid, %s::uuid)"
        parameters += after
    parts = {"there": there, "found": found, "after": beyond, "key": KEY, "limit": limit}
    statement = LISTED
    for name, part in parts.items():
        statement = statement.replace(f"{{{name}}}", str(part))
    return sql.run(statement, parameters).fetchall()


def _mark(row: Sequence[Any]) -> Mark:
    return row[11], row[0], row[15] or NEVER, row[13].upper(), row[12], row[5]


def _state(lot: Lot, day: date, near: int, *, now: bool) -> str:
    if now and lot.held:
        return "held"
    if lot.expired(day):
        return "expired"
    return "near" if lot.expired(day + timedelta(days=near)) else "good"
