"""现存量: what is in stock, promised and worth, product by product, and the entries behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.forms import registry, search
from huolang.forms.trees import BRANCH
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL
from huolang.kernel.money import round_half_up
from huolang.ledger import batch_state, worth
from huolang.ledger.lying import LYING, OFFERED, OffShelf, off_shelf

BLOCKED = batch_state.BLOCKED.replace("{today}", batch_state.TODAY)
PARTS = (
    f"{LYING} AND (%s::uuid IS NULL OR b.warehouse = %s::uuid) AND b.company_id = %s::bigint"
    " {and_b} UNION ALL "
    f"{OFFERED} AND (%s::uuid IS NULL OR a.warehouse = %s::uuid) AND a.company_id = %s::bigint"
    " AND (%s::boolean OR a.usable <> 0 OR a.reserved <> 0) {and_a} UNION ALL "
    f"{BLOCKED} AND (%s::uuid IS NULL OR b.warehouse = %s::uuid) AND b.company_id = %s::bigint"
    " {and_b}"
)
# Driven by what is in stock: of very many products only some ever are.
IN_STOCK = """
SELECT p.company_id, p.id, p.code, p.name, p.specification, p.unit_id, upper(p.code) AS key,
       a.on_hand, a.usable, a.blocked, a.reserved
FROM (SELECT k.product, sum(k.on_hand) AS on_hand, sum(k.usable) AS usable,
             sum(k.blocked) AS blocked, sum(k.reserved) AS reserved
    FROM ({parts}
        UNION ALL
        SELECT m.product_id, m.warehouse_id, 0, 0, 0, 0, 0 FROM masters_stocklimit m
        WHERE %s::boolean AND m.company_id = %s::bigint) k
    GROUP BY k.product) a
JOIN masters_product p ON p.company_id = %s::bigint AND p.id = a.product
WHERE true""".replace("{parts}", PARTS.format(and_a="", and_b=""))
NEXT_CODES = """
SELECT p.company_id, p.id, p.code, p.name, p.specification, p.unit_id, upper(p.code) AS key
FROM masters_product p WHERE p.company_id = %s::bigint {after}
ORDER BY upper(p.code), p.id LIMIT {most}"""
# Driven by codes: one product after the other until the page is full.
NEAR = """
SELECT p.company_id, p.id, p.code, p.name, p.specification, p.unit_id, p.key,
       a.on_hand, a.usable, a.blocked, a.reserved
FROM ({near}) p
CROSS JOIN LATERAL (SELECT sum(k.on_hand) AS on_hand, sum(k.usable) AS usable,
        sum(k.blocked) AS blocked, sum(k.reserved) AS reserved, count(*) AS parts
    FROM ({parts}) k) a
WHERE a.parts > 0 ORDER BY p.key, p.id LIMIT {limit}""".replace(
    "{parts}", PARTS.format(and_a="AND a.product = p.id", and_b="AND b.product = p.id")
)
MOST_NEAR = 2_000
"""So many codes are looked at for a page: where that is not enough, what is in stock is sorted."""
BY_PRODUCT = """
SELECT p.id, p.code, p.name, p.specification, u.name, p.key, NULL::uuid, NULL, NULL,
       p.on_hand, p.usable, p.blocked, p.reserved, c.quantity, c.value, {worth}
FROM ({found}) p
JOIN masters_unit u ON u.company_id = p.company_id AND u.id = p.unit_id
LEFT JOIN LATERAL (SELECT sum(c.quantity) AS quantity, sum(c.value) AS value
    FROM ledger_costpool c WHERE c.company_id = p.company_id AND c.product = p.id
      AND (%s::uuid IS NULL OR c.warehouse IN (%s::uuid, %s::uuid))) c ON true
"""
"""What a row says beyond its quantities is looked up for the rows that are `{found}` only."""
BY_PLACE = """
SELECT p.id, p.code, p.name, p.specification, u.name, upper(p.code), w.id, w.code, w.name,
       b.on_hand, a.usable, h.blocked, a.reserved, c.quantity, c.value, v.value
FROM masters_product p
JOIN masters_unit u ON u.company_id = p.company_id AND u.id = p.unit_id
JOIN ledger_availability a ON a.company_id = p.company_id AND a.product = p.id
JOIN masters_warehouse w ON w.company_id = p.company_id AND w.id = a.warehouse
CROSS JOIN LATERAL (SELECT coalesce(sum(l.on_hand), 0) AS on_hand
    FROM ({lying} AND b.company_id = p.company_id AND b.product = p.id
      AND b.warehouse = a.warehouse) l) b
CROSS JOIN LATERAL (SELECT coalesce(sum(l.blocked), 0) AS blocked
    FROM ({blocked} AND b.company_id = p.company_id AND b.product = p.id
      AND b.warehouse = a.warehouse) l) h
LEFT JOIN LATERAL (SELECT sum(c.quantity) AS quantity, sum(c.value) AS value
    FROM ledger_costpool c WHERE c.company_id = p.company_id AND c.product = p.id
      AND c.warehouse IN (a.warehouse, %s::uuid)) c ON true
LEFT JOIN LATERAL ({worth}) v ON v.warehouse = a.warehouse
WHERE a.owner = %s::uuid AND (%s::uuid IS NULL OR a.warehouse = %s::uuid)
  AND a.company_id = %s::bigint AND p.company_id = %s::bigint
  AND (%s::boolean OR b.on_hand <> 0 OR a.usable <> 0 OR a.reserved <> 0)
""".replace("{worth}", worth.of_product("p.company_id", "p.id")).replace("{lying}", LYING)
BY_PLACE = BY_PLACE.replace("{blocked}", BLOCKED)
EVERYWHERE = BY_PRODUCT.replace("{worth}", "c.value")
IN_ONE = BY_PRODUCT.replace("{worth}", "v.value") + (
    f"LEFT JOIN LATERAL ({worth.of_product('p.company_id', 'p.id')}) v ON v.warehouse = %s::uuid\n"
)
LOW = """ AND EXISTS (SELECT FROM masters_stocklimit m
    LEFT JOIN ledger_availability f ON f.company_id = m.company_id AND f.product = m.product_id
        AND f.warehouse = m.warehouse_id AND f.owner = %s::uuid
    WHERE m.company_id = %s::bigint AND m.product_id = p.id AND {where}
      AND coalesce(f.usable - f.reserved, 0) - (SELECT coalesce(sum(l.blocked), 0)
          FROM ({blocked} AND b.company_id = m.company_id AND b.product = m.product_id
            AND b.warehouse = m.warehouse_id) l) < m.min_stock)"""
ALL_OF_IT = """
SELECT coalesce(sum(value), 0) FROM ledger_costpool WHERE company_id = %s::bigint
"""
"""What has a worth is in stock: an empty pool has none."""
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
    category: UUID | None = None
    """The products of a category, and of all below it."""
    by_place: bool = False
    empty: bool = False
    """Also what was there once and is no more."""
    low: bool = False
    """Only where less can be sold than the lower limit; of a product, in any warehouse."""


@dataclass(frozen=True, slots=True)
class Stock:
    """Of one product, altogether or in one warehouse. Quantities in the base unit.

    `on_hand` lies there, also where it cannot be sold from: `off_shelf`;
    `usable` is on the shelves, `blocked` of that is held back or past its day.
    `value` is the part of the warehouse in what the product is worth (`ledger.worth`).
    """

    product: Mapping[str, Any]
    warehouse: Mapping[str, Any] | None
    on_hand: Decimal
    usable: Decimal
    blocked: Decimal
    reserved: Decimal
    off_shelf: OffShelf
    pool_quantity: Decimal
    pool_value: Decimal
    value: Decimal

    @property
    def available(self) -> Decimal:
        return self.usable - self.blocked - self.reserved

    @property
    def unit_cost(self) -> Decimal | None:
        """Cost of one base unit, to six digits; unknown where nothing is left."""
        if not self.pool_quantity:
            return None
        return round_half_up(self.pool_value / self.pool_quantity, 6)


def page(asked: Asked, *, limit: int, after: Place | None) -> tuple[list[Stock], Place | None]:
    """A page of the stock list in the order of product codes, and where the next one begins."""
    rows = _selected(asked, limit=limit + 1, after=after)
    more, rows = len(rows) > limit, rows[:limit]
    last = rows[-1] if more else None
    following = Place(last[5], last[0], last[6] or NIL) if last is not None else None
    off = off_shelf({row[0] for row in rows}) if rows else {}
    return [_stock(row, _off_shelf(row, asked.warehouse, off)) for row in rows], following


def value(asked: Asked) -> Decimal:
    """What all the stock asked for is worth. Its warehouses come to the product."""
    if asked.warehouse is None and not (asked.text or asked.low or asked.category):
        one = [] if asked.product is None else [asked.product]
        statement = ALL_OF_IT + (" AND product = %s::uuid" if one else "")
        return sql.run(statement, [current_id(), *one]).fetchall()[0][0]
    if asked.by_place and asked.low:  # not every warehouse of what is low in one
        statement, parameters = _by_place(asked)
        more: list[Any] = []
    else:
        found, parameters = _in_stock(asked)
        statement, more = _with_worth(asked, found)
    names = "id, code, name, spec, unit, key, wid, wcode, wname, on_hand, usable, blocked, reserved"
    summed = (
        "SELECT coalesce(sum(f.value), 0)"  # noqa: S608
        f" FROM ({statement}) AS f({names}, pool_quantity, pool_value, value)"
    )
    return sql.run(summed, [*parameters, *more]).fetchall()[0][0]


def _selected(asked: Asked, *, limit: int, after: Place | None) -> list[Any]:
    """The first rows in the order of codes, or those after a place."""
    if not (asked.by_place or asked.low or asked.text or asked.product or asked.category):
        rows = _run_with_worth(asked, *_near(asked, limit=limit, after=after))
        if len(rows) == limit:
            return rows
    found, parameters = _by_place(asked) if asked.by_place else _in_stock(asked)
    warehouse = "a.warehouse" if asked.by_place else f"'{NIL}'::uuid"
    if after is not None:
        found += f" AND (upper(p.code), p.id, {warehouse}) > (%s::text, %s::uuid, %s::uuid)"
        parameters += [after.code, after.product, after.warehouse]
    order = "upper(p.code), p.id" + (", a.warehouse" if asked.by_place else "")
    found += f" ORDER BY {order} LIMIT {int(limit)}"
    if asked.by_place:
        return sql.run(found, parameters).fetchall()
    return _run_with_worth(asked, found, parameters)


def _near(asked: Asked, *, limit: int, after: Place | None) -> tuple[str, list[Any]]:
    """A page, if it is among the next codes: of the rest, however much it is, nothing is read."""
    near, parameters = next_codes(after)
    part = [asked.warehouse, asked.warehouse, current_id()]
    found = NEAR.replace("{near}", near).replace("{limit}", str(int(limit)))
    return found, [*parameters, *part, *part, asked.empty, *batch_state.now(), *part]


def next_codes(after: Place | None) -> tuple[str, list[Any]]:
    """The products that come next in the order of codes, and the parameters."""
    beyond, parameters = "", list[Any]([current_id()])
    if after is not None:
        beyond = "AND (upper(p.code), p.id) > (%s::text, %s::uuid)"
        parameters += [after.code, after.product]
    return NEXT_CODES.format(after=beyond, most=MOST_NEAR), parameters


def _run_with_worth(asked: Asked, found: str, parameters: list[Any]) -> list[Any]:
    statement, more = _with_worth(asked, found)
    return sql.run(f"{statement} ORDER BY p.key, p.id", [*parameters, *more]).fetchall()


def _with_worth(asked: Asked, found: str) -> tuple[str, list[Any]]:
    """The rows of `found` with their units and values, and the parameters that follow its own."""
    statement = IN_ONE if asked.warehouse else EVERYWHERE
    more: list[Any] = [asked.warehouse, asked.warehouse, NIL]
    more += [asked.warehouse] if asked.warehouse else []
    return statement.replace("{found}", found), more


def _in_stock(asked: Asked) -> tuple[str, list[Any]]:
    company = current_id()
    part = [asked.warehouse, asked.warehouse, company]
    blocked = [*batch_state.now(), *part]
    parameters = [*part, *part, asked.empty, *blocked, asked.low, company, company]
    return _narrowed(asked, IN_STOCK, parameters)


def _by_place(asked: Asked) -> tuple[str, list[Any]]:
    company, place = current_id(), [asked.warehouse, asked.warehouse]
    return _narrowed(
        asked, BY_PLACE, [*batch_state.now(), NIL, NIL, *place, company, company, asked.empty]
    )


def _narrowed(asked: Asked, statement: str, parameters: list[Any]) -> tuple[str, list[Any]]:
    """Only of one product or one category, only what is low, only what a text finds."""
    if asked.product is not None:
        statement += " AND p.id = %s::uuid"
        parameters.append(asked.product)
    if asked.category is not None:
        within, branch = in_category(asked.category)
        statement += f" AND {within}"
        parameters += branch
    if asked.low:
        where = "(%s::uuid IS NULL OR m.warehouse_id = %s::uuid)"
        where = "m.warehouse_id = a.warehouse" if asked.by_place else where
        statement += LOW.format(where=where, blocked=BLOCKED)
        place = [] if asked.by_place else [asked.warehouse, asked.warehouse]
        parameters += [NIL, current_id(), *place, *batch_state.now()]
    if asked.text:
        found, words = search.condition(registry.get("product"), asked.text, alias="p")
        statement += f" AND {found}"
        parameters += words
    return statement, parameters


def in_category(category: UUID) -> tuple[str, list[Any]]:
    """The condition on a product `p` that it is of a category or of one below, and its
    parameters."""
    table = registry.get("product_category").table
    return BRANCH.format(column="p.category_id", table=table), [category, current_id()]


def _off_shelf(
    row: Sequence[Any], warehouse: UUID | None, off: Mapping[tuple[UUID, UUID], OffShelf]
) -> OffShelf:
    place = row[6] or warehouse
    if place is not None:
        return off.get((row[0], place), OffShelf())
    return sum((one for (product, _), one in off.items() if product == row[0]), OffShelf())


def _stock(row: Sequence[Any], off: OffShelf) -> Stock:
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
        usable=row[10],
        blocked=row[11],
        reserved=row[12],
        off_shelf=off,
        pool_quantity=row[13] or NOTHING,
        pool_value=row[14] or NOTHING,
        value=row[15] or NOTHING,
    )
