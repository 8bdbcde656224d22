"""某日结存: what was in stock and worth at the end of a past day, or at an instant of it,
product by product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from huolang.forms import registry, search
from huolang.inventory.stock import Asked, Place, in_category, next_codes
from huolang.kernel import clock, sql
from huolang.kernel.clock import InTheFuture
from huolang.kernel.company import Company, current_id
from huolang.kernel.keys import NIL
from huolang.kernel.money import round_half_up
from huolang.ledger import past

LISTED = """
SELECT f.id, f.code, f.name, f.specification, u.name, f.key, w.id, w.code, w.name, f.quantity,
       f.value, f.whole
FROM (SELECT * FROM (
        SELECT p.company_id, p.id, p.code, p.name, p.specification, p.unit_id,
               upper(p.code) AS key, a.warehouse AS place, a.quantity, a.value,
               sum(a.value) OVER () AS whole
        FROM ({then}) a
        JOIN masters_product p ON p.company_id = %s::bigint AND p.id = a.product
        WHERE (%s::uuid IS NULL OR a.warehouse = %s::uuid) AND {found}) f
    WHERE {after} ORDER BY {order} LIMIT {limit}) f
JOIN masters_unit u ON u.company_id = f.company_id AND u.id = f.unit_id
LEFT JOIN masters_warehouse w ON w.company_id = f.company_id AND w.id = f.place
ORDER BY {order}
"""

# A page among the next codes: what else was there is only added up.
NEAR = """
WITH found AS MATERIALIZED ({then})
SELECT p.id, p.code, p.name, p.specification, u.name, p.key, NULL, NULL, NULL, f.quantity, f.value,
       (SELECT sum(value) FROM found)
FROM ({near}) p
JOIN found f ON f.product = p.id
JOIN masters_unit u ON u.company_id = p.company_id AND u.id = p.unit_id
ORDER BY p.key, p.id LIMIT {limit}
"""


@dataclass(frozen=True, slots=True)
class StockThen:
    """Quantities in the base unit; `warehouse` only in a list by place."""

    product: Mapping[str, Any]
    warehouse: Mapping[str, Any] | None
    on_hand: Decimal
    value: Decimal

    @property
    def unit_cost(self) -> Decimal | None:
        """Cost of one base unit, to six digits; unknown where nothing was there."""
        return round_half_up(self.value / self.on_hand, 6) if self.on_hand else None


def page(
    asked: Asked,
    day: date,
    at: datetime | None,
    *,
    limit: int,
    after: Place | None,
    known: int | None = None,
) -> tuple[list[StockThen], Place | None, Decimal]:
    """A page of the list in the order of product codes, where the next one begins, and what all
    of the list was worth; at the instant `at` of the day, or at its end, as known after the posting
    `known`. What has not come yet is refused."""
    refuse_future(day, at)
    rows = _selected(asked, day, at, limit=limit + 1, after=after, known=known)
    more, rows = len(rows) > limit, rows[:limit]
    following = Place(rows[-1][5], rows[-1][0], rows[-1][6] or NIL) if more else None
    whole = rows[0][11] if rows else Decimal(0)
    return [_stock(row, by_place=asked.by_place) for row in rows], following, whole


def _selected(
    asked: Asked,
    day: date,
    at: datetime | None,
    *,
    limit: int,
    after: Place | None,
    known: int | None,
) -> list[Any]:
    """The first rows in the order of codes, or those after a place."""
    by_place = asked.by_place or asked.warehouse is not None
    if not (by_place or asked.text or asked.product or asked.category):
        rows = _near(day, at, limit=limit, after=after, known=known)
        if len(rows) == limit:
            return rows
    products = None if asked.product is None else [asked.product]
    then, parameters = past.selected(day, at=at, by_place=by_place, products=products, known=known)
    found, words = "TRUE", list[Any]()
    if asked.text:
        found, words = search.condition(registry.get("product"), asked.text, alias="p")
    if asked.category is not None:
        within, branch = in_category(asked.category)
        found, words = f"{found} AND {within}", [*words, *branch]
    parameters += [current_id(), asked.warehouse, asked.warehouse, *words]
    order, beyond = f"f.key, f.id, coalesce(f.place, '{NIL}'::uuid)", "true"
    if after is not None:
        beyond = f"({order}) > (%s::text, %s::uuid, %s::uuid)"
        parameters += [after.code, after.product, after.warehouse]
    parts = {"then": then, "found": found, "after": beyond, "order": order, "limit": limit}
    statement = LISTED
    for name, part in parts.items():
        statement = statement.replace(f"{{{name}}}", str(part))
    return sql.run(statement, parameters).fetchall()


def _near(
    day: date, at: datetime | None, *, limit: int, after: Place | None, known: int | None
) -> list[Any]:
    then, parameters = past.selected(day, at=at, by_place=False, known=known)
    near, more = next_codes(after)
    statement = NEAR.replace("{then}", then).replace("{near}", near)
    statement = statement.replace("{limit}", str(int(limit)))
    return sql.run(statement, [*parameters, *more]).fetchall()


def refuse_future(day: date, at: datetime | None) -> None:
    """A day or an instant that has not come yet is refused."""
    zone, now = Company.objects.get(id=current_id()).time_zone, clock.now()
    if day > clock.business_day(now, zone):
        raise InTheFuture(field="as_of", day=day)
    if at is not None and at > now:
        local = at.astimezone(ZoneInfo(zone))
        raise InTheFuture(field="as_of", day=f"{local:%Y-%m-%d %H:%M}")


def _stock(row: Sequence[Any], *, by_place: bool) -> StockThen:
    names = ("id", "code", "name", "specification", "unit")
    place = {"id": row[6], "code": row[7], "name": row[8]}
    return StockThen(
        product=dict(zip(names, row[:5], strict=True)),
        warehouse=place if by_place else None,
        on_hand=row[9],
        value=row[10],
    )
