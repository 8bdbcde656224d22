"""What a replay changed: corrections of earlier entries, and the pools that take their cost from
those."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.ledger import costing, facts
from huolang.ledger.later_entries import Later
from huolang.ledger.posting import INVENTORY
from huolang.ledger.rows import amount

FOLLOWING = """
SELECT DISTINCT ON (g.pool) g.pool, g.occurred_at, g.no FROM ledger_stockentry f
CROSS JOIN LATERAL (
    SELECT f.pool, f.occurred_at, f.no
    UNION ALL
    SELECT g.pool, g.occurred_at, g.no FROM ledger_stockentry g
    WHERE f.valuation = 'flow' AND g.company_id = f.company_id AND g.no = f.no
      AND g.flow = f.flow AND g.quantity > 0) g
WHERE f.company_id = %s::bigint AND f.follows = ANY(%s::uuid[])
ORDER BY g.pool, g.occurred_at, g.no
"""
FLOWING = """
SELECT DISTINCT ON (g.pool) g.pool, g.occurred_at, g.no
FROM unnest(%s::bigint[], %s::smallint[]) AS k(no, flow)
JOIN ledger_stockentry g ON g.company_id = %s::bigint AND g.no = k.no AND g.flow = k.flow
    AND g.quantity > 0
ORDER BY g.pool, g.occurred_at, g.no
"""
"""Where entries first take their cost from changed ones: returns, those that share a flow with
one, and the receiving end of a flow."""


@dataclass(slots=True, eq=False)
class Correction:
    """`amount` to add to the cost of an earlier entry, and `variance` to what it brought beyond
    that. There may be very many."""

    entry: UUID
    pool: UUID
    product: UUID
    amount: Decimal
    variance: Decimal
    occurred_on: date
    counter: str
    partner: UUID | None
    account_set: str
    counts_on: date = date.min
    """Its entry's day, or the first open one; set before it is written."""


def corrections(
    later: Sequence[Later],
    outcome: costing.Replay,
    digits: int,
    partners: Mapping[UUID, UUID] = MappingProxyType({}),
) -> list[Correction]:
    """What to add to entries whose replayed cost, or what they bring by it, differs from today's.
    `partners` stand for those of the entries where they are told.

    Of what came and went by now nothing stands on the account any more: what it costs otherwise is
    variance alone."""
    found: list[Correction] = []
    costs, brought = outcome.costs, outcome.brought
    for entry in later:
        change, side = costs[entry.id] - entry.cost, entry.side
        more = 0
        if side.came_and_went and side.counter != INVENTORY:
            more = -change
        elif entry.id in brought:
            more = brought[entry.id] - costs[entry.id] - entry.variance
        if change or more:
            found.append(
                Correction(
                    entry.id,
                    entry.pool,
                    side.product,
                    amount(change, digits),
                    amount(more, digits),
                    side.occurred_on,
                    side.counter,
                    partners.get(entry.id, side.partner),
                    side.account_set,
                )
            )
    return found


def feeding(later: Sequence[Later], outcome: costing.Replay, seen: set[UUID]) -> list[Later]:
    """Changed issues that were not changed the last time; `seen` are those, and gets these. Of one
    whose goods came late only what it was thought to cost before may have changed, at which others
    of its goods had come back already."""
    costs, covered = outcome.costs, outcome.covered
    changed = [
        e
        for e in later
        if e.quantity < 0 and (costs[e.id] != e.cost or e.id in covered) and e.id not in seen
    ]
    seen.update(e.id for e in changed)
    return changed


def fed(changed: Sequence[Later]) -> list[tuple[UUID, datetime, int]]:
    """Where the pools are that changed issues feed, and the first entry in each that does."""
    company = current_id()
    found = sql.run(FOLLOWING, [company, sql.array(e.id for e in changed)]).fetchall()
    flows = {e.flow for e in changed if e.flow is not None}
    if flows:
        arrays = [sql.array(flow[i] for flow in flows) for i in (0, 1)]
        found += sql.run(FLOWING, [*arrays, company]).fetchall()
    return found


def recognise(changed: Sequence[Correction]) -> None:
    """Each correction counts on its entry's own day, or on the first open one."""
    if changed:
        first = facts.first_open_day(date.min)
        for one in changed:
            one.counts_on = max(one.occurred_on, first)
