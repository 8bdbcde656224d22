"""批次效期: which goods of batches may be promised to nobody: those that are held back, or past
their day by the calendar of the company. The one definition of that.

Nothing is kept of it that a new day would make wrong: it is worked out from the balances of the
batches whenever it is asked for. What orders were promised of such goods is given up when a batch
is held back, and soon after its last day (`ledger.giving_way`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from huolang.kernel import clock, sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL
from huolang.ledger.facts import Held, Offered
from huolang.ledger.posting import IN_TRANSIT, on_shelf, shelves

ZERO = Decimal(0)

TODAY = """(SELECT (%s::timestamptz AT TIME ZONE c.time_zone)::date
    FROM kernel_company c WHERE c.id = %s::bigint)"""
"""The day that it is now, for `NOT_GOOD`; its parameters are `now()`."""
NOT_GOOD = "(t.held OR t.good_until < {today})"
"""Of the state `t` of a batch."""
BLOCKED = (
    """
SELECT b.product, b.warehouse, 0 AS on_hand, 0 AS usable, b.quantity AS blocked, 0 AS reserved,
       0 AS waiting
FROM ledger_batchstate t
JOIN ledger_stockbalance b ON b.company_id = t.company_id AND b.product = t.product
    AND b.batch = t.id AND {shelves} AND b.quantity > 0
WHERE {not_good} AND b.owner = '{nil}'::uuid
""".replace("{not_good}", NOT_GOOD)
    .replace("{nil}", str(NIL))
    .replace("{shelves}", shelves("b"))
)
"""冻结/过期: what of our own lies on shelves and is not good; a further part of `lying.LYING` and
`lying.OFFERED`. Whoever asks adds the company of `b`."""
ON_ITS_WAY = f"""
SELECT b.product, b.warehouse, b.quantity FROM ledger_stockbalance b
WHERE b.location = '{IN_TRANSIT}'::uuid AND b.owner = '{NIL}'::uuid AND b.quantity > 0
  AND NOT EXISTS (SELECT FROM ledger_batchstate t WHERE t.company_id = b.company_id
      AND t.product = b.product AND t.id = b.batch AND {NOT_GOOD})
"""  # noqa: S608
"""在途: what of our own is on its way to a warehouse of ours, and good. Likewise."""
_SHELVES = """
SELECT b.product, b.warehouse, b.owner, b.batch, b.quantity
FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[]) AS k(product, warehouse, owner)
JOIN ledger_stockbalance b ON b.company_id = %s::bigint AND b.product = k.product
    AND b.warehouse = k.warehouse AND {shelves} AND b.owner = k.owner
    AND (b.quantity > 0 OR b.batch = ANY(%s::uuid[]))
JOIN ledger_batchstate t ON t.company_id = b.company_id AND t.id = b.batch AND {not_good}
"""
ON_SHELVES = (
    _SHELVES.replace("{not_good}", NOT_GOOD)
    .replace("{shelves}", shelves("b"))
    .replace("{today}", TODAY)
)
WRITE = """
INSERT INTO ledger_batchstate (company_id, id, product, good_until, held) VALUES {rows}
ON CONFLICT (company_id, id) DO UPDATE
SET product = excluded.product, good_until = excluded.good_until, held = excluded.held
"""
FORGET = "DELETE FROM ledger_batchstate WHERE company_id = %s::bigint AND id = %s::uuid"


def available(of: str) -> str:
    """可用量, as SQL, of the rows `of` that have what the three parts say."""
    return f"({of}.usable - {of}.blocked - {of}.reserved)"


@dataclass(frozen=True, slots=True)
class BatchFacts:
    batch: UUID
    product: UUID
    good_until: date | None
    held: bool = False


def write(batches: Sequence[BatchFacts]) -> None:
    """Tell the books of new or changed batches."""
    rows = [(current_id(), one.batch, one.product, one.good_until, one.held) for one in batches]
    sql.run_rows(WRITE, "(%s, %s, %s, %s::date, %s)", rows)


def forget(batch: UUID) -> None:
    """It was never in stock, and is deleted."""
    sql.run(FORGET, [current_id(), batch])


def now() -> list[object]:
    """The parameters of `TODAY`."""
    return [clock.now(), current_id()]


def know(offers: Sequence[Offered], places: Collection[Held] = ()) -> None:
    """What of locked `offers` is not good, and which `places` of a posting among it."""
    if not offers:
        return
    moved = {place.place[3] for place in places} - {NIL}
    keys = sql.columns([offer.key for offer in offers], 3)
    found = sql.run(ON_SHELVES, [*keys, current_id(), sql.array(moved), *now()]).fetchall()
    bad = {(row[:3], row[3]) for row in found}
    blocked: dict[tuple[UUID, ...], Decimal] = {}
    for product, warehouse, owner, _batch, quantity in found:
        key = (product, warehouse, owner)
        blocked[key] = blocked.get(key, ZERO) + max(quantity, ZERO)
    for offer in offers:
        offer.blocked = blocked.get(offer.key, ZERO)
    for place in places:
        product, warehouse, location, batch, owner = place.place
        place.blocked = on_shelf(location) and ((product, warehouse, owner), batch) in bad
        if place.blocked:
            place.offer.more_blocked += place.more
