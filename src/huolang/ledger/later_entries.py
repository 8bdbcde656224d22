"""Later entries: what was recorded of some pools after a moment, to be costed anew from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.ledger import costing
from huolang.ledger.returns import Start
from huolang.ledger.rows import QUANTITY_DIGITS, units

LATER = """
SELECT e.id, e.pool, e.quantity, e.valuation, e.cost + coalesce(a.amount, 0), e.follows, e.no,
       e.seq, e.flow, e.weight, e.occurred_at, e.occurred_on, e.counter, e.partner, e.product,
       i.account_set, coalesce(m.occurred_at = e.occurred_at, false) OR o.id IS NOT NULL, o.id,
       coalesce(m.occurred_at <> e.occurred_at, false)
FROM unnest(%s::uuid[], %s::timestamptz[], %s::bigint[]) AS k(pool, occurred_at, no)
JOIN ledger_stockentry e ON e.company_id = %s::bigint AND e.pool = k.pool
    AND (e.occurred_at, e.no) > (k.occurred_at, k.no)
JOIN ledger_item i ON i.company_id = e.company_id AND i.id = e.product
LEFT JOIN LATERAL (SELECT sum(a.amount) AS amount FROM ledger_costadjustment a
    WHERE a.company_id = e.company_id AND a.entry = e.id) a ON true
LEFT JOIN ledger_stockentry m ON m.company_id = e.company_id AND m.reverses = e.id
LEFT JOIN ledger_stockentry o ON o.company_id = e.company_id AND o.id = e.reverses
    AND o.occurred_at = e.occurred_at
ORDER BY e.occurred_at, e.no, e.seq
"""
STRANGERS = """
SELECT g.id, g.pool, g.quantity, g.valuation, g.cost + coalesce(a.amount, 0), NULL::uuid, g.no,
       g.seq, g.flow, g.weight, g.occurred_at, g.occurred_on, g.counter, g.partner, g.product,
       '', true, NULL::uuid, false
FROM unnest(%s::bigint[], %s::int[]) AS f(no, flow)
JOIN ledger_stockentry g ON g.company_id = %s::bigint AND g.no = f.no AND g.flow = f.flow
LEFT JOIN unnest(%s::uuid[], %s::timestamptz[], %s::bigint[]) AS k(pool, occurred_at, no)
    ON k.pool = g.pool AND (g.occurred_at, g.no) > (k.occurred_at, k.no)
LEFT JOIN LATERAL (SELECT sum(a.amount) AS amount FROM ledger_costadjustment a
    WHERE a.company_id = g.company_id AND a.entry = g.id) a ON true
WHERE k.pool IS NULL
"""
"""What else is in flows of which a part is replayed: it has its share, at today's cost."""


@dataclass(frozen=True, slots=True)
class Later:
    """An entry after a back-dated one, as recorded; `cost` is today's."""

    line: costing.Line
    no: int
    seq: int
    occurred_at: datetime
    occurred_on: date
    counter: str
    partner: UUID | None
    product: UUID
    account_set: str
    taken_back: bool = False
    """At a later moment: what it stood against is clear."""


def read(starts: dict[UUID, Start], undone: Sequence[costing.Line], digits: int) -> list[Later]:
    """Entries of each pool after its start, in time order, as recorded today.

    A mirror at its original's time is left out when the original is not among them: the two
    cancel out in the state before.
    """
    annulled = {line.id for line in undone}
    found = sql.run(LATER, [*_since(starts), current_id()]).fetchall()
    loaded = {row[0] for row in found}
    return [_read(row, annulled, digits) for row in found if row[17] is None or row[17] in loaded]


def with_strangers(
    later: Sequence[Later], starts: dict[UUID, Start], digits: int
) -> Sequence[Later]:
    """`later` and, in their places, the other entries of its flows from stock to stock.

    What an assembly makes costs all of its components, also those whose pools nothing changes.
    """
    leave = {e.line.flow for e in later if e.line.flow and e.line.quantity < 0}
    arrive = {e.line.flow for e in later if e.line.flow and e.line.quantity > 0}
    pairs = leave & arrive
    if not pairs:
        return later
    parameters = [
        sql.array(no for no, _ in pairs),
        sql.array(flow for _, flow in pairs),
        current_id(),
        *_since(starts),
    ]
    found = [_read(row, set(), digits) for row in sql.run(STRANGERS, parameters).fetchall()]
    if not found:
        return later
    return sorted([*later, *found], key=lambda e: (e.occurred_at, e.no, e.seq))


def _since(starts: dict[UUID, Start]) -> list[object]:
    """Pools and the moments after which their entries are replayed, as three arrays."""
    return [
        sql.array(starts),
        "{" + ",".join(f'"{at}"' for at, _ in starts.values()) + "}",
        sql.array(no for _, no in starts.values()),
    ]


def _read(row: Sequence[Any], annulled: set[UUID], digits: int) -> Later:
    line = costing.Line(
        id=row[0],
        pool=row[1],
        quantity=units(row[2], QUANTITY_DIGITS),
        valuation=row[3],
        cost=units(row[4], digits),
        follows=row[5],
        flow=None if row[8] is None else (row[6], row[8]),
        weight=units(row[9], QUANTITY_DIGITS),
        annulled=row[16] or row[0] in annulled,
    )
    return Later(line, row[6], row[7], *row[10:16], taken_back=row[18])
