"""某一时刻: what there is at a moment, and what it is worth then: for who sets it anew.

`hold…` locks what it reads until the transaction ends, in the order in which postings lock, so that
what is posted next rests on the figures that were read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL
from huolang.ledger import costpools, facts
from huolang.ledger.facts import Held, Offered, Place
from huolang.ledger.posting import IN_TRANSIT, Posting, shelves
from huolang.ledger.quantities import LAST, LATER

ZERO = Decimal(0)
Kept = tuple[UUID, UUID, UUID]
"""A product, its batch and its location; NIL where it is not kept in batches and lies in none, or
for all its pieces, wherever they lie."""
NOW = datetime(9999, 12, 31, tzinfo=UTC)
"""After everything that was recorded."""

ON_HAND = """
SELECT b.product, b.batch, b.location, b.quantity - coalesce((
    SELECT sum(e.quantity) FROM ledger_stockentry e
    WHERE e.company_id = b.company_id AND e.product = b.product AND e.warehouse = b.warehouse
      AND e.location = b.location AND e.batch = b.batch AND e.owner = b.owner
      AND e.occurred_at > k.at), 0)
FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::timestamptz[])
    AS k(product, batch, location, at)
JOIN ledger_stockbalance b ON b.company_id = %s::bigint AND b.product = k.product
    AND b.warehouse = %s::uuid AND b.location = k.location AND b.batch = k.batch
    AND b.owner = '00000000-0000-0000-0000-000000000000'
"""
PIECES = """
SELECT b.batch
FROM unnest(%s::uuid[], %s::timestamptz[]) AS k(product, at)
JOIN ledger_stockbalance b ON b.company_id = %s::bigint AND b.product = k.product
    AND b.warehouse = %s::uuid AND {shelves}
    AND b.owner = '00000000-0000-0000-0000-000000000000'
    AND (b.quantity <> 0 OR b.last_at > k.at)
WHERE b.quantity - coalesce((
    SELECT sum(e.quantity) FROM ledger_stockentry e
    WHERE e.company_id = b.company_id AND e.serial_id = b.batch AND e.warehouse = b.warehouse
      AND e.location = b.location AND e.owner = b.owner
      AND e.occurred_at > k.at), 0) > 0
""".replace("{shelves}", shelves("b"))
PLACES = """
SELECT p.id, p.product, p.warehouse, p.batch, i.pool_scope, p.method, b.warehouse, b.location,
       b.batch, b.quantity - coalesce((
    SELECT sum(e.quantity) FROM ledger_stockentry e
    WHERE e.company_id = b.company_id AND e.product = b.product AND e.warehouse = b.warehouse
      AND e.location = b.location AND e.batch = b.batch AND e.owner = b.owner
      AND e.occurred_at > m.at), 0)
    - CASE WHEN p.warehouse = b.warehouse AND b.location = '{in_transit}'::uuid THEN coalesce((
        SELECT sum(e.quantity) FROM ledger_costpool s
        JOIN ledger_stockentry e ON e.company_id = s.company_id AND e.pool = s.id
        WHERE s.company_id = b.company_id AND s.product = b.product AND s.warehouse = b.warehouse
          AND s.shipment <> '{nil}'::uuid AND s.generation = 0
          AND e.batch = b.batch AND e.occurred_at <= m.at), 0) ELSE 0 END
FROM unnest(%s::uuid[]) AS k(product)
CROSS JOIN (SELECT %s::timestamptz AS at) m
JOIN ledger_item i ON i.company_id = %s::bigint AND i.id = k.product
JOIN ledger_stockbalance b ON b.company_id = i.company_id AND b.product = i.id
    AND b.owner = '00000000-0000-0000-0000-000000000000'
JOIN ledger_costpool p ON p.company_id = i.company_id AND p.product = i.id
    AND p.warehouse = CASE WHEN i.pool_scope IN ('warehouse', 'warehouse_batch') THEN b.warehouse
                           ELSE '00000000-0000-0000-0000-000000000000'::uuid END
    AND p.batch = CASE WHEN i.pool_scope IN ('batch', 'warehouse_batch') THEN b.batch
                       ELSE '00000000-0000-0000-0000-000000000000'::uuid END
    AND p.shipment = '{nil}'::uuid AND p.generation = 0
WHERE i.pool_scope NOT IN ('batch', 'warehouse_batch') OR %s::uuid[] IS NULL
    OR b.batch = ANY(%s::uuid[])
ORDER BY p.id, b.warehouse, b.location, b.batch
""".replace("{in_transit}", str(IN_TRANSIT)).replace("{nil}", str(NIL))
"""What is on its way in a pool of its own is not in that of the warehouse which waits for it."""
SCOPES = """
SELECT id, pool_scope FROM ledger_item WHERE company_id = %s::bigint AND id = ANY(%s::uuid[])
"""
WORTH = """
SELECT p.id, p.value - coalesce((
    SELECT sum(e.cost + coalesce((
        SELECT sum(a.amount) FROM ledger_costadjustment a
        WHERE a.company_id = e.company_id AND a.entry = e.id), 0)) FROM ledger_stockentry e
    WHERE e.company_id = p.company_id AND e.pool = p.id AND e.occurred_at > %s::timestamptz), 0)
FROM ledger_costpool p WHERE p.company_id = %s::bigint AND p.id = ANY(%s::uuid[])
"""
TAKEN_BACK_LATER = """
SELECT p.product, max(m.occurred_on)
FROM ledger_costpool p
JOIN ledger_stockentry m ON m.company_id = p.company_id AND m.pool = p.id
    AND m.valuation = 'mirror' AND m.occurred_at > %s::timestamptz
JOIN ledger_stockentry o ON o.company_id = m.company_id AND o.id = m.reverses
    AND o.occurred_at <= %s::timestamptz
WHERE p.company_id = %s::bigint AND p.id = ANY(%s::uuid[]) GROUP BY p.product
"""
RECORDED_SINCE = """
SELECT l.product, l.batch, l.location, sum(l.quantity),
       array_agg(DISTINCT l.number ORDER BY l.number)
FROM (SELECT k.product, k.batch, k.location, h.number, sum(e.quantity) AS quantity
      FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::timestamptz[])
          AS k(product, batch, location, at)
      JOIN ledger_postinghead c ON c.company_id = %s::bigint AND c.form = %s
          AND c.record = %s::uuid AND c.revision = %s::int AND c.kind = 'post'
      JOIN ledger_stockentry e ON e.company_id = c.company_id AND e.no > c.no
          AND e.product = k.product AND e.warehouse = %s::uuid
          AND k.batch IN (e.batch, '00000000-0000-0000-0000-000000000000')
          AND (k.location = e.location OR k.batch <> e.batch)
          AND e.occurred_at <= least(k.at, c.occurred_at)
          AND {shelves} AND e.owner = '00000000-0000-0000-0000-000000000000'
      JOIN ledger_postinghead h ON h.company_id = e.company_id AND h.no = e.no
      GROUP BY k.product, k.batch, k.location, e.batch, e.location, e.record, h.number
      HAVING sum(e.quantity) <> 0) l
GROUP BY l.product, l.batch, l.location ORDER BY min(l.number), l.product, l.batch, l.location
""".replace("{shelves}", shelves("e"))
"""What was recorded and taken back at once leaves no trace here."""


@dataclass(slots=True)
class Worth:
    """What lay in one cost pool, place by place, and its value. `warehouse` is NIL where the pool
    is that of the whole company, `batch` where it is not that of one batch; `scope` says which."""

    pool: UUID
    product: UUID
    warehouse: UUID
    batch: UUID
    scope: str
    method: str
    value: Decimal = ZERO
    places: list[tuple[Place, Decimal]] = field(default_factory=list[tuple[Place, Decimal]])

    @property
    def quantity(self) -> Decimal:
        return sum((quantity for _place, quantity in self.places), ZERO)


def on_hand(kept: Mapping[Kept, datetime], warehouse: UUID) -> dict[Kept, Decimal]:
    """Our own goods on the shelves of `warehouse`, each at its moment, in base units; what was
    never there is left out."""
    parameters = [*_columns(kept), current_id(), warehouse]
    return {(row[0], row[1], row[2]): row[3] for row in sql.run(ON_HAND, parameters).fetchall()}


def pieces(products: Mapping[UUID, datetime], warehouse: UUID) -> list[UUID]:
    """The single pieces of `products` on the shelves of `warehouse`, each product at its moment."""
    if not products:
        return []
    parameters = [sql.array(products), _moments(products.values()), current_id(), warehouse]
    return [row[0] for row in sql.run(PIECES, parameters).fetchall()]


def _columns(kept: Mapping[Kept, datetime]) -> list[str]:
    return [*sql.columns(kept, 3), _moments(kept.values())]


def _moments(moments: Iterable[datetime]) -> str:
    return sql.array(one.isoformat() for one in moments)


def hold(
    kept: Collection[Kept], warehouse: UUID, *, day: date, whole: Collection[UUID] = ()
) -> None:
    """Let nobody else move these goods on the shelves of `warehouse`, nor anything of the products
    `whole`. `day` is that of the posting that follows, whose month must be open."""
    places = [(product, warehouse, at, batch, NIL) for product, batch, at in sorted(kept)]
    _hold(places, day, {(product, warehouse, NIL) for product in whole})


def hold_for(posting: Posting, *, day: date) -> None:
    """Let nobody else move or promise the goods of `posting`, which follows, in these warehouses;
    its order of locks is that of the posting."""
    facts.open_month(day)
    keys = sorted({(move.product, move.warehouse, move.owner) for move in posting.moves})
    offers, arrays = [Offered(key) for key in keys], sql.columns(keys, 3)
    lines = [one.line for one in posting.consumes]
    if lines:
        facts.lock_promised(offers, arrays, lines)
    else:
        facts.lock_availability(offers, arrays)


def lowest_since(lying: Sequence[tuple[Place, Decimal]], at: datetime) -> dict[Place, Decimal]:
    """Of what lies in each place now, the least that lay there at the moment `at` and ever since:
    so much can be taken at that moment. Places that nothing has moved since are left out."""
    if not lying:
        return {}
    keys = sql.columns([place for place, _quantity in lying], 5)
    now = sql.array(quantity for _place, quantity in lying)
    found = sql.run(LATER, [*keys, now, current_id(), at, LAST]).fetchall()
    return {lying[int(row[0]) - 1][0]: row[1] for row in found}


def worth(
    products: Collection[UUID], at: datetime, *, only: Collection[UUID] | None = None
) -> list[Worth]:
    """All pools of `products` with their places, as they were at the moment `at` by the costs of
    today; of those that a batch or piece has to itself `only` these."""
    company, pools = current_id(), dict[UUID, Worth]()
    its = None if only is None else sql.array(only)
    for row in sql.run(PLACES, [sql.array(products), at, company, its, its]).fetchall():
        pool = pools.setdefault(row[0], Worth(*row[:6]))
        pool.places.append(((row[1], *row[6:9], NIL), row[9]))
    for key, value in sql.run(WORTH, [at, company, sql.array(pools)]).fetchall():
        pools[key].value = value
    return list(pools.values())


def taken_back_later(pools: Collection[UUID], at: datetime) -> dict[UUID, date]:
    """Products of which at the moment `at` something lay in one of `pools`, or lacked there, that
    counts as never having been for costs: its document was cancelled when that month was closed.
    From which day on it is back as it should be."""
    return dict(sql.run(TAKEN_BACK_LATER, [at, at, current_id(), sql.array(pools)]).fetchall())


def scopes(products: Collection[UUID]) -> dict[UUID, str]:
    """What one cost pool of each product holds."""
    return dict(sql.run(SCOPES, [current_id(), sql.array(products)]).fetchall())


def hold_worth(pools: Sequence[Worth], *, day: date) -> None:
    """Let nobody else move the goods of these pools, nor what they are worth."""
    held = _hold(sorted({place for one in pools for place, _quantity in one.places}), day)
    if held:
        costpools.lock_pools(sorted({one.pool_key for one in held}))


def _hold(places: Sequence[Place], day: date, whole: Collection[facts.Offer] = ()) -> list[Held]:
    facts.open_month(day)
    if not (places or whole):
        return []
    keys = sorted({*whole, *((p[0], p[1], p[4]) for p in places)})
    offers = {key: Offered(key) for key in keys}
    held = [Held(place, offers[(place[0], place[1], place[4])]) for place in places]
    arrays = sql.columns(places, 5)
    facts.know(held, arrays)
    facts.lock_availability(list(offers.values()), sql.columns(offers, 3))
    facts.lock_balances(held, arrays)
    return held


def recorded_since(
    form: str, record: UUID, revision: int, kept: Mapping[Kept, datetime], warehouse: UUID
) -> list[tuple[Kept, Decimal, list[str]]]:
    """What others recorded in `warehouse` after the document, of the time before it, and before
    the moment of each: of what, by how much its stock then changed, and by which numbers."""
    parameters = [*_columns(kept), current_id(), form, record, revision, warehouse]
    found = sql.run(RECORDED_SINCE, parameters).fetchall()
    return [((row[0], row[1], row[2]), row[3], list(row[4])) for row in found]
