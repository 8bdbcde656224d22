"""计价方法变更: from a moment on, goods are costed by another method or in other pools.

The pools of before are set aside under a generation of their own, with everything that was ever in
them. What lies there leaves them and enters the new ones in the same moment, at its value; under
standard cost, at its standard, and the rest is variance. So a correction of what was before goes on
through the old pools into the new ones, by the replay that everything takes. Nothing is posted
before that moment any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.kernel import clock, sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL, new_id
from huolang.kernel.refusals import BusinessError, Several
from huolang.ledger import costing, deferring
from huolang.ledger.costpools import POOL, Pool
from huolang.ledger.posting import INVENTORY, Recost
from huolang.ledger.refusals import (
    CostedAlready,
    CostedShort,
    CostedTooEarly,
    CostInWork,
    UnknownItem,
)
from huolang.ledger.rows import Row

ITEMS = """
SELECT id, method, pool_scope, standard, since FROM ledger_item
WHERE company_id = %s::bigint AND id = ANY(%s::uuid[]) ORDER BY id FOR UPDATE
"""
POOLS = """
SELECT {pool} FROM ledger_costpool p
WHERE p.company_id = %s::bigint AND p.product = ANY(%s::uuid[]) AND p.generation = 0
ORDER BY p.product, p.warehouse, p.batch FOR UPDATE
""".replace("{pool}", POOL)
PLACES = """
SELECT product, warehouse, location, batch, owner, quantity FROM ledger_stockbalance
WHERE company_id = %s::bigint AND product = ANY(%s::uuid[]) AND owner = %s::uuid
ORDER BY product, warehouse, location, batch
"""
ON_THE_WAY = """
SELECT p.id, p.shipment, e.product, e.warehouse, e.location, e.batch, sum(e.quantity)
FROM ledger_costpool p
JOIN ledger_stockentry e ON e.company_id = p.company_id AND e.pool = p.id
WHERE p.company_id = %s::bigint AND p.product = ANY(%s::uuid[]) AND p.generation = 0
  AND p.shipment <> %s::uuid AND p.quantity <> 0
GROUP BY p.id, p.shipment, e.product, e.warehouse, e.location, e.batch HAVING sum(e.quantity) <> 0
ORDER BY p.shipment, e.batch
"""
SET_ASIDE = """
UPDATE ledger_costpool p SET generation = 1 + (
    SELECT max(o.generation) FROM ledger_costpool o
    WHERE o.company_id = p.company_id AND o.product = p.product)
WHERE p.company_id = %s::bigint AND p.product = ANY(%s::uuid[]) AND p.generation = 0
"""
CHANGE = """
UPDATE ledger_item i SET method = v.method, pool_scope = v.scope, standard = v.standard,
    since = %s::timestamptz
FROM (VALUES {rows}) AS v(id, method, scope, standard)
WHERE i.company_id = %s::bigint AND i.id = v.id
"""
MEANWHILE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Before:
    """What there is of the products, locked."""

    policies: dict[UUID, tuple[str, str, Decimal | None]]
    since: dict[UUID, datetime | None]
    pools: dict[UUID, list[Pool]]
    places: list[tuple[Any, ...]]
    shipped: list[tuple[Any, ...]]
    """What of that is in pools of shipments: pool, shipment, place but for its owner, quantity."""
    in_work: set[UUID]
    """Those of which some costs, also of pools that were set aside, are still being corrected."""


def begin(
    recosts: Sequence[Recost], occurred_at: datetime, *, zone: str, now: bool
) -> tuple[list[Row], datetime]:
    """Set the pools aside and change the policies; answers what moves from pool to pool, and when.

    Nobody else of the company posts meanwhile (`books.alone`). `now` says that `occurred_at` is
    this moment: what others posted just before counts as earlier.
    """
    if not recosts:
        return [], occurred_at
    products = {one.product for one in recosts}
    before = _read(products)
    newest = [p.last_at for pools in before.pools.values() for p in pools if p.last_at]
    newest += [at for at in before.since.values() if at]
    occurred_at = _after(newest, occurred_at, now=now)
    Several.raise_any(
        [error for one in recosts if (error := _wrong(one, before, occurred_at, zone))]
    )
    company = current_id()
    sql.run(SET_ASIDE, [company, sql.array(products)])
    told = [(one.product, one.method, one.scope, one.standard) for one in recosts]
    row = "(%s::uuid, %s, %s, %s::numeric)"
    sql.run_rows(CHANGE, row, told, before=[occurred_at], after=[company])
    return _rows(recosts, before), occurred_at


def _after(seen: Sequence[datetime], moment: datetime, *, now: bool) -> datetime:
    """Later than everything of before: one moment is either costed so, or otherwise. What happened
    on a past day happened at its end, and a change of that day comes just after."""
    latest = max(seen, default=None)
    if latest is None or latest < moment or latest - moment >= (MEANWHILE if now else SECOND):
        return moment
    return latest + INSTANT


def _read(products: set[UUID]) -> Before:
    company, keys = current_id(), sql.array(products)
    items = sql.run(ITEMS, [company, keys]).fetchall()
    pools: dict[UUID, list[Pool]] = {product: [] for product in products}
    for row in sql.run(POOLS, [company, keys]).fetchall():
        pool = Pool(*row)
        pools[pool.product].append(pool)
    places = sql.run(PLACES, [company, keys, NIL]).fetchall()
    policies = {row[0]: row[1:4] for row in items}
    since = {row[0]: row[4] for row in items}
    there = [row for row in places if row[5]]
    shipped = sql.run(ON_THE_WAY, [company, keys, NIL]).fetchall()
    return Before(policies, since, pools, there, shipped, deferring.in_work(products))


def _wrong(one: Recost, before: Before, occurred_at: datetime, zone: str) -> BusinessError | None:
    told = {"field": one.field, "product": one.name}
    if one.product not in before.policies:
        return UnknownItem(**told)
    if before.policies[one.product] == (one.method, one.scope, one.standard):
        return CostedAlready(**told)
    seen = [before.since[one.product], *(p.last_at for p in before.pools[one.product])]
    if one.product in before.in_work:
        return CostInWork(**told)
    late = [at for at in seen if at and at >= occurred_at]
    if late:
        return CostedTooEarly(**told, day=clock.business_day(max(late), zone))
    if any(row[5] < 0 for row in before.places if row[0] == one.product):
        return CostedShort(**told)
    return None


def _rows(recosts: Sequence[Recost], before: Before) -> list[Row]:
    """Out of the old pool and into the new, place by place, and shipment by shipment."""
    asked = {one.product: one for one in recosts}
    pools = {pool.id: pool for known in before.pools.values() for pool in known}
    rows: list[Row] = []
    for *place, quantity in before.places:
        one = asked[place[0]]
        shipped = [row for row in before.shipped if [*row[2:6], NIL] == place]
        if rest := quantity - sum(row[6] for row in shipped):
            rows += _carry(one, place, rest, _own(one, place, before))
        for pool, shipment, *_place, part in shipped:
            rows += _carry(one, place, part, pools[pool], shipment)
    return rows


def _own(one: Recost, place: Sequence[UUID], before: Before) -> Pool:
    """The pool of the place, by the policy of before."""
    scope = before.policies[one.product][1]
    own = (
        place[1] if scope in ("warehouse", "warehouse_batch") else NIL,
        place[3] if scope in ("batch", "warehouse_batch") else NIL,
        NIL,
    )
    known = before.pools[one.product]
    return next(p for p in known if (p.warehouse, p.batch, p.shipment) == own)


def _carry(
    one: Recost, place: Sequence[UUID], quantity: Decimal, old: Pool, shipment: UUID | None = None
) -> list[Row]:
    leaves = _row(one, place, -quantity, costing.POOL)
    leaves.left_pool = old
    enters = _row(one, place, quantity, costing.FOLLOW)
    enters.follows, enters.shipment = leaves.id, shipment
    return [leaves, enters]


def _row(one: Recost, place: Sequence[UUID], quantity: Decimal, valuation: str) -> Row:
    return Row(
        line=new_id(),
        place=(place[0], place[1], place[2], place[3], place[4]),
        quantity=quantity,
        counter=INVENTORY,
        valuation=valuation,
        field=one.field,
        name=one.name,
    )
