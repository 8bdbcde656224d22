"""在途: goods that go from stock to stock, at once or on their way for a while.

What only goes to another place of its pool moves no value. Where each warehouse has pools of its
own, so has each shipment that is on its way to one: its goods are not averaged with what lies there
before they arrive, and arrive, or are lost, at what they left with. The pool is named by the line
that sent them. It lets go by moving average, whatever the method of the goods: there is one price
in it. Goods that were sent before their warehouses had pools of their own are in the pool of the
warehouse that waits for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL
from huolang.kernel.refusals import BusinessError, Several
from huolang.ledger import costing, costpools, methods, quantities
from huolang.ledger.costpools import PoolKey
from huolang.ledger.posting import INVENTORY
from huolang.ledger.quantities import LAST
from huolang.ledger.refusals import FlowOfNegative, NotEnoughStock, NotYetThere, ShortLater
from huolang.ledger.rows import Apart, Row

ZERO = Decimal(0)

FIND = """
SELECT p.product, p.warehouse, p.batch, p.shipment, p.last_at, p.quantity < 0
FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[])
    AS k(product, warehouse, batch, shipment)
JOIN ledger_costpool p ON p.company_id = %s::bigint AND p.product = k.product
    AND p.warehouse = k.warehouse AND p.batch = k.batch AND p.shipment = k.shipment
    AND p.generation = 0
"""
LATER = quantities.later(
    "unnest(%s::uuid[], %s::numeric[]) WITH ORDINALITY AS k(pool, now, n)",
    "e.pool = k.pool",
    quantities.COSTED,
)
"""The same of pools that is asked of places."""
TAKEN_BACK_LATER = """
SELECT k.pool FROM unnest(%s::uuid[]) AS k(pool)
WHERE EXISTS (
    SELECT FROM ledger_stockentry m
    JOIN ledger_stockentry o ON o.company_id = m.company_id AND o.id = m.reverses
        AND o.occurred_at <> m.occurred_at
    WHERE m.company_id = %s::bigint AND m.pool = k.pool AND m.valuation = 'mirror'
      AND m.occurred_at > %s::timestamptz)
"""
TOUCH = """
UPDATE ledger_costpool SET last_at = greatest(last_at, %s::timestamptz)
WHERE company_id = %s::bigint AND id = ANY(%s::uuid[])
"""


def refuse_of_negative(rows: Sequence[Row]) -> None:
    """What leaves its pool without stock gets its cost when goods come, and what it became would
    have to get it as well. Costing does not follow that. The flows were marked (`know`)."""
    Several.raise_any(
        [
            FlowOfNegative(field=row.field, product=row.name)
            for row in rows
            if row.flow is not None and row.quantity < 0 and row.policy.allow_negative
            if row.valuation != costing.NOTHING
        ]
    )


def know(rows: Sequence[Row]) -> None:
    """Find the pools of shipments that `rows` send or take, make those of what is sent, and mark
    what moves no value. The policies of the rows were read; nothing of costs is locked yet."""
    told = {key: row for row in rows if (key := _key(row)) is not None}
    if told:
        _find(rows, told)
    stay(rows)


def stay(rows: Sequence[Row]) -> None:
    """Mark what moves no value, because it stays in its pool."""
    for flow in _flows(rows):
        if _stays(flow):
            for row in flow:
                row.valuation = costing.NOTHING


def _key(row: Row) -> PoolKey | None:
    """The pool of its shipment, where shipments have pools."""
    if row.shipment is None or row.place[4] != NIL or row.spot.known is None:
        return None
    product, warehouse, batch, _none = row.spot.pool_key
    if warehouse == NIL or row.spot.known.method == methods.STANDARD:
        return None
    return (product, warehouse, batch, row.shipment)


def _find(rows: Sequence[Row], told: dict[PoolKey, Row]) -> None:
    columns = sql.columns(told, 4)
    found: dict[PoolKey, Apart] = {}
    for *key, newest, short in sql.run(FIND, [*columns, current_id()]).fetchall():
        one: PoolKey = (key[0], key[1], key[2], key[3])
        found[one] = Apart(one, newest, short)
    sent = {_key(row) for row in rows if row.quantity > 0 and row.reverses is None}
    new = [key for key in told if key in sent and key not in found]
    costpools.make_pools({key: (methods.AVERAGE, None) for key in new})
    found |= {key: Apart(key) for key in new}
    for row in rows:
        key_of = _key(row)
        if key_of is not None:
            row.apart = found.get(key_of)


def _flows(rows: Iterable[Row]) -> Iterable[Sequence[Row]]:
    flows: dict[int, list[Row]] = {}
    for row in rows:
        if row.flow is not None and row.counter == INVENTORY and row.place[4] == NIL:
            flows.setdefault(row.flow, []).append(row)
    return flows.values()


def _stays(flow: Sequence[Row]) -> bool:
    """Do goods that are costed by layers, or may be less than nothing, only go to another place of
    their pool? They keep their place among the others: what is sold next does not depend on where
    it lies, nor does what the next goods pay for."""
    first = flow[0]
    if first.spot.known is None:
        return False
    if first.policy.method != methods.FIFO and not first.policy.allow_negative:
        return False
    if any(row.costed.pool_key != first.costed.pool_key or row.annulled for row in flow):
        return False
    return not sum(row.quantity for row in flow)


def check(rows: Sequence[Row], day: date, occurred_at: datetime, no: int = LAST) -> None:
    """Refuse to take more of a shipment than was sent and has not come yet, then and ever after;
    other goods may be on their way to the same place. Nor may goods be taken that count as never
    having been, and were taken back later than that. The pools are locked."""
    taking: dict[UUID, Row] = {}
    now: dict[UUID, Decimal] = {}
    more: dict[UUID, Decimal] = {}
    unsure = _unsure(rows, occurred_at)
    for row in rows:
        if row.ours and (row.apart is not None or row.cost_pool.id in unsure):
            key = row.cost_pool.id
            more[key] = more.get(key, ZERO) + row.quantity
            now[key] = row.cost_pool.quantity + more[key]
            if row.quantity < 0:
                taking.setdefault(key, row)
    taking = {key: row for key, row in taking.items() if more[key] < 0}
    if not taking:
        return
    now = {key: now[key] for key in taking}
    Several.raise_any(
        [
            NotEnoughStock(
                field=row.field,
                product_id=str(row.place[0]),
                available=now[key] - more[key],
                needed=-more[key],
                **row.where(of_place=False),
            )
            for key, row in taking.items()
            if now[key] < 0
        ]
    )
    told = [sql.array(now), sql.array(now.values()), current_id(), occurred_at, no]
    errors: list[BusinessError] = []
    for n, lowest, on, then in sql.run(LATER, told).fetchall():
        key = list(now)[int(n) - 1]
        if lowest >= 0:
            continue
        where = {"field": taking[key].field, **taking[key].where(of_place=False)}
        if then >= 0:
            errors.append(ShortLater(**where, day=on, shortage=-lowest))
        else:
            took = -more[key]
            errors.append(NotYetThere(**where, day=day, available=then + took, needed=took))
    Several.raise_any(errors)


def _unsure(rows: Sequence[Row], occurred_at: datetime) -> set[UUID]:
    """Pools of goods that leave out of order, in which something that counts as never having been
    was taken back later: until then its goods lie there, but not for others."""
    late = {
        row.cost_pool.id
        for row in rows
        if row.ours and row.quantity < 0 and not row.policy.allow_negative
        if row.cost_pool.last_at is not None and row.cost_pool.last_at > occurred_at
    }
    if not late:
        return late
    found = sql.run(TAKEN_BACK_LATER, [sql.array(late), current_id(), occurred_at]).fetchall()
    return {pool for (pool,) in found}


def run_short(rows: Sequence[Row], occurred_at: datetime, no: int) -> bool:
    """Without the posting that `rows` take back, was there less than nothing in a pool at some
    moment since? Goods of which some have left before others came cannot count as never having
    been. The pools are locked."""
    away: dict[UUID, Decimal] = {}
    for row in rows:
        if row.ours and not row.policy.allow_negative:
            away[row.cost_pool.id] = away.get(row.cost_pool.id, ZERO) + row.quantity
    left = {
        row.cost_pool.id: row.cost_pool.quantity + away[row.cost_pool.id]
        for row in rows
        if row.ours and away.get(row.cost_pool.id, ZERO) < 0
    }
    if not left or min(left.values()) < 0:
        return bool(left)
    told = [sql.array(left), sql.array(left.values()), current_id(), occurred_at, no]
    return any(lowest < 0 for _n, lowest, _on, _then in sql.run(LATER, told).fetchall())


def touch(rows: Sequence[Row], occurred_at: datetime) -> None:
    """What stayed in its pool happened there as well."""
    stayed: set[UUID] = {
        row.pool.id for row in rows if row.valuation == costing.NOTHING and row.pool is not None
    }
    if stayed:
        sql.run(TOUCH, [occurred_at, current_id(), sql.array(stayed)])
