"""Cost pools: how one is named, and how they are made and locked, in key order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import new_id

PoolKey = tuple[UUID, UUID, UUID, UUID]
"""product, warehouse, batch, shipment"""

MAKE_POOLS = """
INSERT INTO ledger_costpool (company_id, id, product, warehouse, batch, shipment, method, standard,
    generation, quantity, value, known_quantity, known_value)
VALUES {rows} ON CONFLICT DO NOTHING
"""
POOL = """p.id, p.quantity, p.value, p.known_quantity, p.known_value, p.last_at, p.method,
    p.standard, p.generation, p.product, p.warehouse, p.batch, p.shipment, p.provisional_from"""
LOCK_POOLS = """
SELECT k.n, {pool}
FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[])
    WITH ORDINALITY AS k(product, warehouse, batch, shipment, n)
JOIN ledger_costpool p ON p.company_id = %s::bigint AND p.product = k.product
    AND p.warehouse = k.warehouse AND p.batch = k.batch AND p.shipment = k.shipment
    AND p.generation = 0
ORDER BY p.product, p.warehouse, p.batch, p.shipment FOR UPDATE OF p
""".replace("{pool}", POOL)
LOCK_REACHED = """
WITH RECURSIVE reached(id) AS (
    SELECT p.id FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[])
        AS k(product, warehouse, batch, shipment)
    JOIN ledger_costpool p ON p.company_id = %s::bigint AND p.product = k.product
        AND p.warehouse = k.warehouse AND p.batch = k.batch AND p.shipment = k.shipment
        AND p.generation = 0
    UNION SELECT unnest(%s::uuid[])
    UNION
    SELECT fed.pool FROM reached r
    CROSS JOIN LATERAL (
        SELECT * FROM ledger_stockentry e
        WHERE e.company_id = %s::bigint AND e.pool = r.id AND e.occurred_at >= %s::timestamptz
          AND e.quantity < 0 OFFSET 0) e
    CROSS JOIN LATERAL (
        SELECT f.pool FROM ledger_stockentry f
        WHERE f.company_id = e.company_id AND f.follows = e.id
        UNION ALL
        SELECT g.pool FROM ledger_stockentry g
        WHERE e.flow IS NOT NULL AND g.company_id = e.company_id AND g.no = e.no
          AND g.flow = e.flow AND g.quantity > 0
        OFFSET 0) fed)
SELECT {pool}
FROM ledger_costpool p WHERE p.company_id = %s::bigint AND p.id IN (
    SELECT id FROM reached UNION ALL
    SELECT unnest(ARRAY[i.pool, f.pool]) FROM ledger_stockentry i
    LEFT JOIN ledger_stockentry f ON f.company_id = i.company_id AND f.follows = i.id
    WHERE i.company_id = %s::bigint AND i.line = ANY(%s::uuid[]) AND i.quantity < 0)
ORDER BY p.product, p.warehouse, p.batch, p.shipment, p.generation FOR UPDATE OF p
""".replace("{pool}", POOL)
"""OFFSET 0: entry by entry over the indexes. However many entries a pool has, reading all of the
company's to join them would be worse.

Also the pools that take their cost from these, from a moment on (returns, the receiving end of a
flow), and those of the issues that the document returns, and of their other parts."""
LOCK_POOLS_BY_ID = """
SELECT {pool}
FROM ledger_costpool p WHERE p.company_id = %s::bigint AND p.id = ANY(%s::uuid[])
ORDER BY p.product, p.warehouse, p.batch, p.shipment, p.generation FOR UPDATE
""".replace("{pool}", POOL)


@dataclass(slots=True)
class Pool:
    """A locked cost pool. Those of generation 0 take what comes now; others belong to a policy of
    before."""

    id: UUID
    quantity: Decimal
    value: Decimal
    known_quantity: Decimal
    known_value: Decimal
    last_at: datetime | None
    method: str
    standard: Decimal | None
    generation: int
    product: UUID
    warehouse: UUID
    batch: UUID
    shipment: UUID
    provisional_from: datetime | None

    @property
    def key(self) -> PoolKey:
        return (self.product, self.warehouse, self.batch, self.shipment)


def make_pools(pools: Mapping[PoolKey, tuple[str, Decimal | None]]) -> None:
    """Empty pools of a method and standard cost, where there are none yet."""
    company = current_id()
    new = [(company, new_id(), *key, *pools[key], 0, 0, 0, 0, 0) for key in sorted(pools)]
    sql.run_rows(MAKE_POOLS, "(" + ", ".join(["%s"] * 13) + ")", new)


def lock_pools(keys: Sequence[PoolKey]) -> dict[PoolKey, Pool]:
    """Lock cost pools in key order."""
    found = sql.run(LOCK_POOLS, [*sql.columns(keys, 4), current_id()])
    return {keys[row[0] - 1]: Pool(*row[1:]) for row in found}


def lock_reached(
    keys: Sequence[PoolKey],
    since: datetime,
    lines: Iterable[UUID] = (),
    also: Iterable[UUID] = (),
) -> dict[UUID, Pool]:
    """Lock, all in key order, the cost pools of `keys` and `also`, those that they feed from
    `since` on, and those of the issues of document `lines`; answers them by id."""
    company = current_id()
    parameters = [*sql.columns(keys, 4), company, sql.array(also), company, since, company, company]
    found = sql.run(LOCK_REACHED, [*parameters, sql.array(lines)])
    return {row[0]: Pool(*row) for row in found}


def lock_pools_by_id(pools: Iterable[UUID]) -> dict[UUID, Pool]:
    """Pools that came to be reached after the others were locked. Out of key order: should two
    postings meet here, PostgreSQL ends one of them, and it is tried again."""
    parameters = [current_id(), sql.array(pools)]
    return {row[0]: Pool(*row) for row in sql.run(LOCK_POOLS_BY_ID, parameters).fetchall()}
