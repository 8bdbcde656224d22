"""现存量: what is in stock, promised and worth, product by product, and the entries behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.forms import registry, search
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL
from huolang.kernel.money import round_half_up

# Driven by what is in stock: of very many products only some ever are.
BY_PRODUCT = """
SELECT p.id, p.code, p.name, p.specification, u.name, upper(p.code), NULL::uuid, NULL, NULL,
       a.usable, a.reserved, c.quantity, c.value
FROM (SELECT a.product, sum(a.usable) AS usable, sum(a.reserved) AS reserved
    FROM ledger_availability a
    WHERE a.owner = %s::uuid AND (%s::uuid IS NULL OR a.warehouse = %s::uuid)
      AND a.company_id = %s::bigint AND (%s::boolean OR a.usable <> 0 OR a.reserved <> 0)
    GROUP BY a.product) a
JOIN masters_product p ON p.company_id = %s::bigint AND p.id = a.product
JOIN masters_unit u ON u.company_id = p.company_id AND u.id = p.unit_id
LEFT JOIN LATERAL (SELECT sum(c.quantity) AS quantity, sum(c.value) AS value
    FROM ledger_costpool c WHERE c.company_id = p.company_id AND c.product = p.id) c ON true
WHERE true
"""
BY_PLACE = """
SELECT p.id, p.code, p.name, p.specification, u.name, upper(p.code), w.id, w.code, w.name,
       a.usable, a.reserved, c.quantity, c.value
FROM masters_product p
JOIN masters_unit u ON u.company_id = p.company_id AND u.id = p.unit_id
JOIN ledger_availability a ON a.company_id = p.company_id AND a.product = p.id
JOIN masters_warehouse w ON w.company_id = p.company_id AND w.id = a.warehouse
LEFT JOIN LATERAL (SELECT sum(c.quantity) AS quantity, sum(c.value) AS value
    FROM ledger_costpool c WHERE c.company_id = p.company_id AND c.product = p.id) c ON true
WHERE a.owner = %s::uuid AND (%s::uuid IS NULL OR a.warehouse = %s::uuid)
  AND a.company_id = %s::bigint AND (%s::boolean OR a.usable <> 0 OR a.reserved <> 0)
  AND p.company_id = %s::bigint
"""
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the stock list ended."""

    code: str
    product: UUID
    warehouse: UUID


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which part of the stock: found by text, of one product, in one warehouse."""

    text: str = ""
    product: UUID | None = None
    warehouse: UUID | None = None
    by_place: bool = False
    empty: bool = False
    """Also what was there once and is no more."""


@dataclass(frozen=True, slots=True)
class Stock:
    """Of one product, altogether or in one warehouse. Quantities in the base unit."""

    product: Mapping[str, Any]
    warehouse: Mapping[str, Any] | None
    on_hand: Decimal
    reserved: Decimal
    pool_quantity: Decimal
    pool_value: Decimal

    @property
    def available(self) -> Decimal:
        return self.on_hand - self.reserved

    @property
    def value(self) -> Decimal:
        """Its part of what the product is worth, to four digits."""
        if not self.pool_quantity:
            return NOTHING
        return round_half_up(self.pool_value * self.on_hand / self.pool_quantity, 4)

    @property
    def unit_cost(self) -> Decimal | None:
        """Cost of one base unit, to six digits; unknown where nothing is left."""
        if not self.pool_quantity:
            return None
        return round_half_up(self.pool_value / self.pool_quantity, 6)


def page(asked: Asked, *, limit: int, after: Place | None) -> tuple[list[Stock], Place | None]:
    """A page of the stock list in the order of product codes, and where the next one begins."""
    statement, parameters = _selected(asked)
    warehouse = "a.warehouse" if asked.by_place else f"'{NIL}'::uuid"
    if after is not None:
        place = f"(upper(p.code), p.id, {warehouse})"
        statement += f" AND {place} > (%s::text, %s::uuid, %s::uuid)"
        parameters += [after.code, after.product, after.warehouse]
    order = "upper(p.code), p.id" + (", a.warehouse" if asked.by_place else "")
    rows = sql.run(f"{statement} ORDER BY {order} LIMIT {int(limit) + 1}", parameters).fetchall()
    more, rows = len(rows) > limit, rows[:limit]
    last = rows[-1] if more else None
    following = Place(last[5], last[0], last[6] or NIL) if last is not None else None
    return [_stock(row) for row in rows], following


def value(asked: Asked) -> Decimal:
    """What all the stock asked for is worth."""
    statement, parameters = _selected(asked)
    names = "id, code, name, spec, unit, key, wid, wcode, wname, on_hand, reserved"
    summed = (
        "SELECT coalesce(sum(round(f.pool_value * f.on_hand / f.pool_quantity, 4)), 0)"  # noqa: S608
        f" FROM ({statement}) AS f({names}, pool_quantity, pool_value) WHERE f.pool_quantity <> 0"
    )
    return sql.run(summed, parameters).fetchall()[0][0]


def _selected(asked: Asked) -> tuple[str, list[Any]]:
    statement = BY_PLACE if asked.by_place else BY_PRODUCT
    parameters: list[Any] = [
        NIL,
        asked.warehouse,
        asked.warehouse,
        current_id(),
        asked.empty,
        current_id(),
    ]
    if asked.product is not None:
        statement += " AND p.id = %s::uuid"
        parameters.append(asked.product)
    if asked.text:
        found, words = search.condition(registry.get("product"), asked.text, alias="p")
        statement += f" AND {found}"
        parameters += words
    return statement, parameters


def _stock(row: Sequence[Any]) -> Stock:
    return Stock(
        product={
            "id": row[0],
            "code": row[1],
            "name": row[2],
            "specification": row[3],
            "unit": row[4],
        },
        warehouse={"id": row[6], "code": row[7], "name": row[8]} if row[6] else None,
        on_hand=row[9],
        reserved=row[10],
        pool_quantity=row[11] or NOTHING,
        pool_value=row[12] or NOTHING,
    )
