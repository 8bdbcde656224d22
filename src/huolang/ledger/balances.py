"""The kept figures that a posting moves: balances, availability, cost pools. All are locked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.ledger import flows
from huolang.ledger.quantities import Quantities
from huolang.ledger.rows import QUANTITY_DIGITS, amount
from huolang.ledger.values import Valued

MOVE = """
WITH balances AS (
    UPDATE ledger_stockbalance b
    SET quantity = b.quantity + k.quantity, second_quantity = b.second_quantity + k.second,
        last_at = greatest(b.last_at, %s::timestamptz)
    FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[], %s::numeric[],
                %s::numeric[]) AS k(product, warehouse, location, batch, owner, quantity, second)
    WHERE b.company_id = %s::bigint AND b.product = k.product AND b.warehouse = k.warehouse
      AND b.location = k.location AND b.batch = k.batch AND b.owner = k.owner),
offers AS (
    UPDATE ledger_availability a
    SET usable = a.usable + k.usable, reserved = a.reserved + k.reserved,
        waiting = a.waiting + k.waiting
    FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::numeric[], %s::numeric[], %s::numeric[])
         AS k(product, warehouse, owner, usable, reserved, waiting)
    WHERE a.company_id = %s::bigint AND a.product = k.product AND a.warehouse = k.warehouse
      AND a.owner = k.owner)
UPDATE ledger_costpool p
SET quantity = k.quantity, value = k.value, known_quantity = k.known_quantity,
    known_value = k.known_value,
    last_at = CASE WHEN k.entered THEN greatest(p.last_at, %s::timestamptz) ELSE p.last_at END,
    provisional_from = least(p.provisional_from, k.provisional_from)
FROM unnest(%s::uuid[], %s::numeric[], %s::numeric[], %s::numeric[], %s::numeric[], %s::boolean[],
            %s::timestamptz[])
     AS k(id, quantity, value, known_quantity, known_value, entered, provisional_from)
WHERE p.company_id = %s::bigint AND p.id = k.id
"""


def move(quantities: Quantities, valued: Valued, *, digits: int, occurred_at: datetime) -> None:
    """Add what the posting moves, and store the new states of its pools, in one statement.

    A pool that is only costed anew has no newer entry than before. One of which that is left to a
    job is provisional from then on.
    """
    entered = {row.cost_pool.id for row in quantities.rows if row.ours}
    places, offers = quantities.places, quantities.offers
    pools = list(valued.pools.items())
    if not (places or offers or pools):
        return
    company = current_id()
    stock = [
        occurred_at,
        *quantities.place_arrays,
        sql.array(place.more for place in places),
        sql.array(place.more_second for place in places),
        company,
        *quantities.offer_arrays,
        sql.array(offer.more_usable for offer in offers),
        sql.array(offer.more_reserved for offer in offers),
        sql.array(offer.more_waiting for offer in offers),
        company,
    ]
    cost = [
        occurred_at,
        sql.array(pool for pool, _ in pools),
        sql.array(amount(state.quantity, QUANTITY_DIGITS) for _, state in pools),
        sql.array(amount(state.value, digits) for _, state in pools),
        sql.array(amount(state.known_quantity, QUANTITY_DIGITS) for _, state in pools),
        sql.array(amount(state.known_value, digits) for _, state in pools),
        sql.array(pool in entered for pool, _ in pools),
        _moments(valued.marks.get(pool) for pool, _ in pools),
        company,
    ]
    sql.run(MOVE, [*stock, *cost])
    flows.touch(quantities.rows, occurred_at)


def _moments(values: Iterable[datetime | None]) -> str:
    return "{" + ",".join("NULL" if one is None else f'"{one}"' for one in values) + "}"
