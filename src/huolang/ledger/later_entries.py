"""Entries after a moment: what a posting out of order has to cost anew, read as costing needs it.

There may be a hundred thousand, so PostgreSQL answers whole numbers, one object is made of a row,
and what was read for one pool is not read again when another pool has to be taken in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL
from huolang.ledger import bounds, costing
from huolang.ledger.bounds import Beyond, arrays
from huolang.ledger.quantities import LAST
from huolang.ledger.returns import Start

READ = """
SELECT e.id, k.n, (e.quantity * 1000000)::bigint, e.valuation,
       ((e.cost + coalesce(a.amount, 0)) * %s::numeric)::bigint, e.follows, e.no, e.seq, e.flow,
       CASE WHEN e.flow IS NOT NULL THEN (e.weight * 1000000)::bigint ELSE 1 END,
       (extract(epoch FROM e.occurred_at) * 1000000)::bigint, e.reverses,
       concat_ws(' ', e.occurred_on, e.counter,
           CASE WHEN e.quantity > 0 AND e.valuation <> 'given' AND EXISTS (
               SELECT FROM ledger_stockentry m WHERE m.company_id = e.company_id
                 AND m.reverses = e.id AND m.valuation <> 'mirror')
           THEN 'back' ELSE '-' END, CASE WHEN e.counter = ANY(ARRAY(
           SELECT r.role FROM ledger_accountrole r JOIN ledger_account t
               ON t.company_id = r.company_id AND t.id = r.account_id
           WHERE r.company_id = %s::bigint AND t.with_partner)) THEN e.partner END),
       ((e.variance + coalesce(a.variance, 0)) * %s::numeric)::bigint,
       (e.added * %s::numeric)::bigint
FROM unnest(%s::uuid[], %s::timestamptz[], %s::bigint[], %s::timestamptz[], %s::bigint[])
    WITH ORDINALITY AS k(pool, occurred_at, no, until_at, until_no, n)
JOIN ledger_stockentry e ON e.company_id = %s::bigint AND e.pool = k.pool
    AND (e.occurred_at, e.no) > (k.occurred_at, k.no)
    AND (e.occurred_at, e.no) <= (k.until_at, k.until_no) AND e.valuation <> 'none'
LEFT JOIN {adjusted} a ON {on}
"""
"""In any order: PostgreSQL would sort what does not fit into its memory on disk. The last column
but two says where the value came from or went to (`Side`); a partner is told only where an account
of that role is kept by partner."""
FEW = READ.format(
    adjusted="""LATERAL (SELECT sum(a.amount) AS amount, sum(a.variance) AS variance
    FROM ledger_costadjustment a WHERE a.company_id = e.company_id AND a.entry = e.id)""",
    on="true",
)
MANY = READ.format(
    adjusted="""(SELECT entry, sum(amount) AS amount, sum(variance) AS variance
    FROM ledger_costadjustment WHERE company_id = %s::bigint AND pool = ANY(%s::uuid[])
    GROUP BY entry)""",
    on="a.entry = e.id",
)
STRANGERS = """
SELECT g.id, 1, (g.quantity * 1000000)::bigint, g.valuation,
       ((g.cost + coalesce(a.amount, 0)) * %s::numeric)::bigint, NULL::uuid, g.no, g.seq, g.flow,
       CASE WHEN g.valuation = 'flow' AND o.id IS NOT NULL
            THEN (-(o.cost + coalesce(b.amount, 0)) * %s::numeric)::bigint
            ELSE (g.weight * 1000000)::bigint END,
       (extract(epoch FROM g.occurred_at) * 1000000)::bigint, NULL::uuid, '', 0,
       (g.added * %s::numeric)::bigint
FROM unnest(%s::bigint[], %s::int[]) AS f(no, flow)
JOIN ledger_stockentry g ON g.company_id = %s::bigint AND g.no = f.no AND g.flow = f.flow
LEFT JOIN unnest(%s::uuid[], %s::timestamptz[], %s::bigint[]) AS k(pool, occurred_at, no)
    ON k.pool = g.pool AND (g.occurred_at, g.no) > (k.occurred_at, k.no)
LEFT JOIN LATERAL (SELECT sum(a.amount) AS amount FROM ledger_costadjustment a
    WHERE a.company_id = g.company_id AND a.entry = g.id) a ON true
LEFT JOIN ledger_stockentry o ON o.company_id = g.company_id AND o.id = g.follows
LEFT JOIN LATERAL (SELECT sum(b.amount) AS amount FROM ledger_costadjustment b
    WHERE b.company_id = o.company_id AND b.entry = o.id) b ON true
WHERE k.pool IS NULL
"""
"""What else is in flows of which a part is replayed: it has its share, at today's cost, by what its
original costs today where it goes back."""
TAKEN_BACK = """
SELECT m.reverses FROM unnest(%s::uuid[]) AS k(pool)
JOIN ledger_stockentry m ON m.company_id = %s::bigint AND m.pool = k.pool
    AND m.valuation = 'mirror' AND (m.occurred_at, m.no) > (%s::timestamptz, %s::bigint)
"""
"""What counts as never having been though what took it back comes after the end of a part."""
SETS = """
SELECT p.id, p.product, i.account_set FROM ledger_costpool p
JOIN ledger_item i ON i.company_id = p.company_id AND i.id = p.product
WHERE p.company_id = %s::bigint AND p.id = ANY(%s::uuid[])
"""
NEVER = (datetime(9999, 12, 31, tzinfo=UTC), LAST)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Side:
    """Where the value of an entry came from or went to. Many entries share one."""

    occurred_on: date
    counter: str
    partner: UUID | None
    came_and_went: bool
    """Was it taken back at a later moment, and what it had brought with it (`reversal`)?"""
    product: UUID
    account_set: str


STRANGE = Side(date.min, "", None, False, NIL, "")
"""Of entries that are not costed anew."""


@dataclass(slots=True, eq=False, kw_only=True)
class Later(costing.Line):
    """An entry after a back-dated one, as recorded; `cost` is today's, `at` in microseconds."""

    at: int
    no: int
    seq: int
    side: Side
    reverses: UUID | None

    @property
    def occurred_at(self) -> datetime:
        return EPOCH + self.at * MICROSECOND


in_time = attrgetter("at", "no", "seq")


def micros(moment: datetime) -> int:
    """`moment` as `Later.at` counts."""
    return (moment - EPOCH) // MICROSECOND


@dataclass(slots=True)
class Reading:
    """What was read so far. `undone` are entries that count as never having been; nothing after
    `end` is read."""

    digits: int
    undone: set[UUID]
    end: Start = NEVER
    bounded: bool = True
    """Does it end (`Beyond`) where more would have to be read than is costed anew at once?"""
    read: int = 0
    entries: dict[UUID, list[Later]] = field(default_factory=dict[UUID, list[Later]])
    starts: dict[UUID, Start] = field(default_factory=dict[UUID, Start])
    sets: dict[UUID, tuple[UUID, str]] = field(default_factory=dict[UUID, tuple[UUID, str]])

    def after(self, starts: Mapping[UUID, Start]) -> list[Later]:
        """Entries of each pool after its start, in time order, as recorded today.

        What takes back something that counts as never having been is left out when that is not
        among them: the two cancel out in the state before.
        """
        fresh = {pool: at for pool, at in starts.items() if self.starts.get(pool) != at}
        if fresh:
            self._read(fresh)
        pools = [entries for pool in starts if (entries := self.entries[pool])]
        if len(pools) == 1:
            return self._annulled(pools[0])
        return self._annulled(sorted((e for one in pools for e in one), key=in_time))

    def _read(self, starts: dict[UUID, Start]) -> None:
        company, keys = current_id(), list(starts)
        if self.end != NEVER:
            found = sql.run(TAKEN_BACK, [sql.array(keys), company, *self.end]).fetchall()
            self.undone |= {entry for (entry,) in found}
        for pool, product, account_set in sql.run(SETS, [company, sql.array(keys)]).fetchall():
            self.sets[pool] = product, account_set
        until = {key: self.starts.get(key, self.end) for key in keys}  # from there on it is known
        scale = 10**self.digits
        parameters = [scale, company, scale, scale, *arrays(starts), *arrays(until)[1:], company]
        self.starts |= starts
        if self._few(starts):
            found = sql.run_in_parts(FEW, parameters)
        else:
            found = sql.run_in_parts(MANY, [*parameters, company, sql.array(keys)])
        for part in found:
            for row in self._made(part, keys):
                self.entries.setdefault(row.pool, []).append(row)
        for key in keys:
            self.entries.setdefault(key, []).sort(key=in_time)

    def _few(self, starts: Mapping[UUID, Start]) -> bool:
        """Is little read, or is it too much? A bounded part of much is little."""
        if not self.bounded:
            return True
        here = bounds.count(starts, bounds.FEWEST + 1)
        self.read += here
        if self.read > bounds.FEWEST:
            limit = bounds.most()
            if bounds.count(self.starts, limit + 1) > limit:
                raise Beyond
        return here <= bounds.FEWEST

    def with_strangers(self, later: list[Later], starts: Mapping[UUID, Start]) -> list[Later]:
        """`later` and, in their places, the other entries of its flows from stock to stock.

        What an assembly makes costs all of its components, also those whose pools nothing changes.
        """
        leave = {e.flow for e in later if e.flow and e.quantity < 0}
        pairs = leave & {e.flow for e in later if e.flow and e.quantity > 0}
        if not pairs:
            return later
        numbers = [sql.array(pair[i] for pair in pairs) for i in (0, 1)]
        scale = 10**self.digits
        parameters = [scale, scale, scale, *numbers, current_id(), *arrays(starts)]
        found = [
            _entry(row, NIL, STRANGE, annulled=True)
            for part in sql.run_in_parts(STRANGERS, parameters)
            for row in part
        ]
        return sorted([*later, *found], key=in_time) if found else later

    def _made(self, rows: Iterable[tuple[Any, ...]], keys: Sequence[UUID]) -> Iterator[Later]:
        undone, sides = self.undone, dict[tuple[int, str], Side]()
        for row in rows:
            place: int = row[1] - 1
            told: str = row[12]
            side = sides.get((place, told))
            if side is None:
                side = sides[place, told] = self._side(keys[place], told)
            yield _entry(row, keys[place], side, annulled=row[0] in undone if undone else False)

    def _side(self, pool: UUID, told: str) -> Side:
        day, counter, back, *partner = told.split(" ")
        who = UUID(partner[0]) if partner else None
        return Side(date.fromisoformat(day), counter, who, back == "back", *self.sets[pool])

    def _annulled(self, entries: list[Later]) -> list[Later]:
        """Mark what was taken back as if it had never been, and what took it back."""
        mirrors = {e.reverses for e in entries if e.reverses and e.valuation == costing.MIRROR}
        if not mirrors:
            return entries
        there = {e.id for e in entries if e.id in mirrors}
        kept: list[Later] = []
        for entry in entries:
            if entry.reverses and entry.valuation == costing.MIRROR:
                if entry.reverses not in there:
                    continue
                entry.annulled = True
            elif entry.id in there:
                entry.annulled = True
            kept.append(entry)
        return kept


def _entry(row: tuple[Any, ...], pool: UUID, side: Side, *, annulled: bool) -> Later:
    entry, _, quantity, valuation, cost, follows, no, seq, flow, weight, at, reverses = row[:12]
    variance, added = row[13:]
    return Later(
        entry,
        pool,
        quantity,
        valuation,
        cost,
        follows,
        variance,
        None if flow is None else (no, flow),
        weight,
        added,
        annulled,
        at=at,
        no=no,
        seq=seq,
        side=side,
        reverses=reverses,
    )
