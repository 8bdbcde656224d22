"""What each batch in each warehouse is worth, now or at a past moment: its part of the pools that
cost it.

A batch with a pool of its own is worth what that is. Where batches share one, each has its part by
quantity: first a warehouse (`ledger.worth`), then of that the batch, both in the smallest unit of
the currency by largest remainder. So the batches of a warehouse come to what it is worth, and all
of them to the product. What is on its way in a pool of its own has its part of that.

Months are not summed up by batch: of a day long ago the entries since then are read, of products
that have batches. What their pools were worth then comes from the months.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL
from huolang.ledger import past, worth
from huolang.ledger.past_batches import EVER, LATER, THAT_DAY, UNKNOWN, Then
from huolang.ledger.posting import WITHIN

NOW = """
WITH batched AS (
    SELECT DISTINCT b.product FROM ledger_stockbalance b
    WHERE b.company_id = {company}::bigint AND b.batch <> {nil} {of_b}),
shipped AS (
    SELECT c.id AS pool, e.product, e.warehouse, e.batch, sum(e.quantity) AS quantity
    FROM ledger_costpool c
    JOIN ledger_stockentry e ON e.company_id = c.company_id AND e.pool = c.id
    WHERE c.company_id = {company}::bigint AND c.shipment <> {nil} AND c.generation = 0
      AND c.quantity <> 0 AND c.product IN (SELECT product FROM batched)
    GROUP BY c.id, e.product, e.warehouse, e.batch),
lying AS (
    SELECT k.product, k.warehouse, k.batch, sum(k.quantity) AS quantity
    FROM (SELECT b.product, b.warehouse, b.batch, b.quantity FROM ledger_stockbalance b
          WHERE b.company_id = {company}::bigint AND b.owner = {nil} AND b.quantity <> 0
            AND b.product IN (SELECT product FROM batched)
          UNION ALL
          SELECT s.product, s.warehouse, s.batch, -s.quantity FROM shipped s) k
    GROUP BY k.product, k.warehouse, k.batch),
parts AS (
    SELECT k.pool, k.product, k.warehouse, k.batch, sum(k.quantity) AS quantity,
           sum(sum(k.value)) OVER of_pool AS value, sum(sum(k.quantity)) OVER of_pool AS total
    FROM (SELECT pool, product, warehouse, batch, quantity, 0 AS value FROM shipped
          UNION ALL
          SELECT c.id, l.product, l.warehouse, l.batch, l.quantity, 0 FROM lying l
          JOIN ledger_item i ON i.company_id = {company}::bigint AND i.id = l.product
          JOIN ledger_costpool c ON c.company_id = i.company_id AND c.product = l.product
              AND c.shipment = {nil} AND c.generation = 0
              AND c.warehouse = CASE WHEN i.pool_scope IN ('warehouse', 'warehouse_batch')
                                THEN l.warehouse ELSE {nil} END
              AND c.batch = CASE WHEN i.pool_scope IN ('batch', 'warehouse_batch')
                            THEN l.batch ELSE {nil} END
          {later}
          UNION ALL
          SELECT v.pool, {nil}, {nil}, {nil}, 0, v.value FROM ({values}) v) k
    GROUP BY k.pool, k.product, k.warehouse, k.batch
    WINDOW of_pool AS (PARTITION BY k.pool))
"""
"""What of each batch is in which pool: the goods on their way that have pools of their own, and all
others in the pool that their product's policy names (`ledger.facts`)."""
AFTER = """
UNION ALL
SELECT e.pool, e.product, e.warehouse, e.batch, -e.quantity, 0 FROM ledger_stockentry e
WHERE e.company_id = {company}::bigint AND e.owner = {nil} AND e.counter <> '{within}'
  AND e.product IN (SELECT product FROM batched) AND {after}
"""
PLACES = """
SELECT p.pool, p.product, p.warehouse, sum(p.quantity) AS quantity, min(p.total) AS total,
       min(p.value) * power(10::numeric, c.digits) AS units, power(10::numeric, -c.digits) AS unit
FROM parts p JOIN kernel_company c ON c.id = {company}::bigint
WHERE p.quantity <> 0 AND p.total <> 0
GROUP BY p.pool, p.product, p.warehouse, c.digits HAVING sum(p.quantity) <> 0
"""
BATCHES = """
SELECT * FROM (
    SELECT k.pool, k.product, k.warehouse, k.batch, k.quantity, sum(k.quantity) OVER there AS total,
           sum(k.units) OVER there AS units, max(k.unit) OVER there AS unit
    FROM (SELECT pool, product, warehouse, batch, quantity, 0 AS units, 0 AS unit FROM parts
          UNION ALL
          SELECT s.pool, s.product, s.warehouse, NULL, 0, s.units, s.unit FROM ({places}) s) k
    WINDOW there AS (PARTITION BY k.pool, k.warehouse)) b
WHERE b.quantity <> 0 AND b.total <> 0
""".replace("{places}", worth.parted(PLACES, of=("pool",), by="warehouse"))
"""Added up and not joined: PostgreSQL cannot know how many there are."""
WORTH = """
SELECT f.product, f.warehouse, f.batch, sum(f.units * f.unit) AS value
FROM ({shares}) f WHERE f.batch <> {nil} GROUP BY f.product, f.warehouse, f.batch
""".replace("{shares}", worth.parted(BATCHES, of=("pool", "warehouse"), by="batch"))
OF_PRODUCTS = "AND b.product = ANY(%(products)s::uuid[])"
OF_ONE = "AND ({product}::uuid IS NULL OR b.product = {product}::uuid)"
POOLS_NOW = """
SELECT c.id AS pool, c.value FROM ledger_costpool c
WHERE c.company_id = {company}::bigint AND c.value <> 0
  AND c.product IN (SELECT product FROM batched)
"""
POOLS_THEN = "SELECT * FROM unnest(%(pools)s::uuid[], %(values)s::numeric[]) AS k(pool, value)"

Kept = tuple[UUID, UUID, UUID]
"""product, warehouse, batch"""


def of_products(then: Then | None, products: Collection[UUID]) -> dict[Kept, Decimal]:
    """What every batch of `products` is worth in each warehouse; what is worth nothing is left
    out."""
    if not products:
        return {}
    bound = {"company": str(current_id()), "products": sql.array(products)}
    values, after = POOLS_NOW, list[str]()
    if then is not None:
        known = None if then.known >= EVER else then.known
        pools = past.pools(then.day, at=then.at, products=list(products), known=known)
        bound |= {"pools": sql.array(pools), "values": sql.array(pools.values())}
        bound |= {"day": str(then.day), "known": str(then.known), "at": str(then.at)}
        values, after = POOLS_THEN, _after(then)
    statement = _filled(after, values, of_b=OF_PRODUCTS, company="%(company)s")
    found = sql.run_named(statement, bound).fetchall()
    return {(row[0], row[1], row[2]): row[3] for row in found if row[3]}


def written(*, company: str, product: str, day: str, known: str) -> str:
    """The statement that answers product, warehouse, batch and value at the end of `day`, as known
    by the end of the day `known` (or now, where that is NULL), of one `product` (or all, likewise),
    for reports: all of these are SQL."""
    newest = past.until_known(company, known)
    after = [_bound(LATER, day), _bound(UNKNOWN, day, newest)]
    among = "SELECT product FROM batched"
    values = past.written_pools(company=company, day=day, known=known, among=among)
    return _filled(after, values, of_b=OF_ONE.replace("{product}", product), company=company)


def written_now(*, company: str, product: str) -> str:
    """The same of now."""
    return _filled([], POOLS_NOW, of_b=OF_ONE.replace("{product}", product), company=company)


def _after(then: Then) -> list[str]:
    """What came later than that, or was not known."""
    day, at, known = "%(day)s", "%(at)s", "%(known)s"
    after = [_bound(LATER, day)]
    if then.known < EVER:
        after.append(_bound(UNKNOWN, day, known))
    if then.at is not None:
        after.append(_bound(THAT_DAY, day, at, known))
    return after


def _bound(condition: str, *values: str) -> str:
    first, *rest = condition.split("%s")
    return first + "".join(value + part for value, part in zip(values, rest, strict=True))


def _filled(after: list[str], values: str, *, of_b: str, company: str) -> str:
    later = "".join(AFTER.replace("{after}", one) for one in after)
    statement = (NOW + WORTH).replace("{later}", later).replace("{values}", values)
    parts = {"of_b": of_b, "company": company, "within": WITHIN, "nil": f"'{NIL}'::uuid"}
    for name, part in parts.items():
        statement = statement.replace(f"{{{name}}}", part)
    return statement
