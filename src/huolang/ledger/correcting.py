"""The job that works out what postings left to it (`ledger.deferring`), part by part.

A part takes all pools that are provisional, from their marks on, over some thousand entries, and
ends between two moments at which no pool is short: all that costing has to know is then how much
was in each pool, and what it was worth. It corrects the entries between, moves the marks to its
end, and commits; so it may be killed at any time. What changed issues feed is taken in as it turns
up: the part begins again, so that pools are always locked in key order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.kernel import background, sql, transactions
from huolang.kernel.background import BackgroundJob, Kind
from huolang.kernel.company import current_id
from huolang.ledger import (
    bounds,
    changes,
    correcting_rows,
    costing,
    costpools,
    deferring,
    facts,
    layers,
    methods,
    returns,
    values,
)
from huolang.ledger.changes import Correction
from huolang.ledger.correcting_rows import Corrected
from huolang.ledger.costpools import Pool
from huolang.ledger.later_entries import Later, Reading
from huolang.ledger.methods import Stock
from huolang.ledger.quantities import LAST, NEVER
from huolang.ledger.returns import Start
from huolang.ledger.rows import QUANTITY_DIGITS, amount, units
from huolang.ledger.values import BEGINNING

PART = 20_000
"""Entries that a part costs anew, more or less."""
LOCK = """
SELECT {pool} FROM ledger_costpool p
WHERE p.company_id = %s::bigint AND (p.provisional_from IS NOT NULL OR p.id = ANY(%s::uuid[]))
ORDER BY p.product, p.warehouse, p.batch, p.generation FOR UPDATE
""".replace("{pool}", costpools.POOL)
TURN = 725_002
"""Corrections of a company take turns."""
END = """
SELECT max(e.occurred_at), count(*) FROM (
    SELECT e.occurred_at FROM unnest(%s::uuid[], %s::timestamptz[], %s::bigint[])
        AS k(pool, occurred_at, no)
    CROSS JOIN LATERAL (
        SELECT e.occurred_at FROM ledger_stockentry e
        WHERE e.company_id = %s::bigint AND e.pool = k.pool
          AND (e.occurred_at, e.no) > (k.occurred_at, k.no)
        ORDER BY e.occurred_at, e.no LIMIT %s) e
    ORDER BY e.occurred_at LIMIT %s) e
"""
KEPT = """
SELECT b.pool, b.quantity, b.value, b.known_quantity, b.known_value
FROM unnest(%s::uuid[], %s::timestamptz[], %s::bigint[]) AS k(pool, occurred_at, no)
JOIN ledger_poolbefore b ON b.company_id = %s::bigint AND b.pool = k.pool AND b.at = k.occurred_at
"""
AFTER = """
SELECT k.pool, e.quantity, e.cost + coalesce(a.amount, 0)
FROM unnest(%s::uuid[], %s::timestamptz[], %s::bigint[]) AS k(pool, occurred_at, no)
CROSS JOIN LATERAL (
    SELECT coalesce(sum(e.quantity), 0) AS quantity, coalesce(sum(e.cost), 0) AS cost
    FROM ledger_stockentry e WHERE e.company_id = %s::bigint AND e.pool = k.pool
      AND e.occurred_at >= k.occurred_at AND (e.valuation <> 'mirror' OR EXISTS (
          SELECT FROM ledger_stockentry o WHERE o.company_id = e.company_id
          AND o.id = e.reverses AND o.occurred_at >= k.occurred_at))) e
CROSS JOIN LATERAL (
    SELECT sum(a.amount) AS amount FROM ledger_costadjustment a
    JOIN ledger_stockentry e ON e.company_id = a.company_id AND e.id = a.entry
    WHERE a.company_id = %s::bigint AND a.pool = k.pool AND e.occurred_at >= k.occurred_at) a
"""
"""What there is today from a moment on. What was before it and was taken back after it is neither
before nor after."""
INSTANT = timedelta(microseconds=1)
Marks = dict[UUID, datetime]


class Reaches(Exception):
    """Pools that are fed have to be locked as well."""

    def __init__(self, pools: Iterable[UUID]) -> None:
        super().__init__()
        self.pools = set(pools)


class EndsShort(Exception):
    """Where the part would end, something has left that is not there yet."""


def part(job: BackgroundJob) -> bool:
    """Correct a part; is there more? How much there is in all is told before the first is done."""
    if job.whole is None:
        transactions.run(job.company_id, lambda: _announce(job))
    also, size = set[UUID](), PART
    while True:
        try:
            return transactions.run(job.company_id, lambda: _part(job, also, size))  # noqa: B023
        except Reaches as found:
            also |= found.pools
        except EndsShort:
            size *= 4


def _announce(job: BackgroundJob) -> None:
    left, _more = correcting_rows.left()
    background.note(background.lock(job.id), done=0, whole=left)


def _part(job: BackgroundJob, also: set[UUID], size: int) -> bool:
    job = background.lock(job.id)
    company = current_id()
    sql.run(facts.PASS_GATE, [company])
    sql.run("SELECT pg_advisory_xact_lock(%s::int, %s::int)", [TURN, company])
    rows = sql.run(LOCK, [company, sql.array(also)]).fetchall()
    pools = {row[0]: Pool(*row) for row in rows}
    cause = correcting_rows.cause()
    if not any(pool.provisional_from for pool in pools.values()):
        return False
    if cause is None:
        raise RuntimeError("costs are provisional and nothing says why")
    walk = Walk(pools, cause.digits, size)
    walk.go()
    correcting_rows.write(cause, walk.outcome())
    left, more = correcting_rows.left()
    done = job.done + len(walk.later)
    background.note(job, done=done, whole=done + left)
    return more


def sweep() -> None:
    """Begin again with what was left without a job: stopped by somebody, or given up."""
    found, job = correcting_rows.cause(), deferring.newest()
    if found is not None and not (job and job.state in background.OPEN):
        deferring.begin(found.form, found.record, found.number, by=found.by)


def register() -> None:
    """Make the kind of work known; called when Django starts."""
    background.KINDS[deferring.KIND] = Kind(
        part=part, label=_("更正成本"), title=_title, of_all=True, path=_path
    )


def _title(_form: str, number: str) -> str:
    return _("更正成本：{number}").format(number=number)


def _path(form: str, document: str) -> str:
    return f"/records/{form}/{document}"


@dataclass
class Walk:
    """One part: from the marks of the pools to a common end."""

    pools: dict[UUID, Pool]
    digits: int
    size: int
    starts: dict[UUID, Start] = field(default_factory=dict[UUID, Start])
    end: Start = (NEVER, LAST)
    beyond: Marks = field(default_factory=Marks)
    """Pools that are fed after the end, and when first."""
    later: list[Later] = field(default_factory=list[Later])
    states: dict[UUID, Stock] = field(default_factory=dict[UUID, Stock])
    known: layers.Known = field(default_factory=layers.Known)
    corrections: list[Correction] = field(default_factory=list[Correction])

    def go(self) -> None:
        """Find the end, and what entries until then cost; begins again from further back where the
        state at a mark rests on more.

        A pool that is not known at its own mark goes on from its beginning, in as many parts as
        that takes. One that is wanted from before its mark goes to the end of this part in one
        piece: its mark would only have to come back, again and again."""
        marks = {p.id: p.provisional_from for p in self.pools.values() if p.provisional_from}
        whole: dict[UUID, Start] = {}
        while True:
            self.beyond = {}
            self.end = self._end(marks)
            self.starts = {pool: (at, 0) for pool, at in marks.items() if at <= self.end[0]} | whole
            back = self._walk()
            if not back:
                break
            at_mark = [p for p in back if p in marks and self.starts[p] == (marks[p], 0)]
            if at_mark:
                marks |= dict.fromkeys(at_mark, BEGINNING)
                whole = {}
            else:
                whole |= dict.fromkeys(back, (BEGINNING, 0))
        last = self.end[0] == NEVER
        for pool in self.starts:
            if self.states[pool].covers and self.states[pool].quantity < 0 and not last:
                raise EndsShort

    def _end(self, marks: Marks) -> Start:
        """After about `size` entries, between two moments."""
        starts = {pool: (at, 0) for pool, at in marks.items()}
        parameters = [*bounds.arrays(starts), current_id(), self.size, self.size]
        at, found = sql.run(END, parameters).fetchall()[0]
        return (at if found == self.size else NEVER, LAST)

    def _walk(self) -> list[UUID]:
        """Cost the entries until the end; answers the pools that have to begin at their beginning
        instead: what an empty pool last knew is known from there only."""
        reading = Reading(self.digits, set(), end=self.end, bounded=False)
        seen: set[UUID] = set()
        while True:
            self.later = later = reading.after(self.starts)
            origins, more = returns.origins(later, (), {}, self.digits, self.end)
            if self._begin(more):
                continue
            before = self._before()
            hungry = [pool for pool in self.starts if before.get(pool) is None]
            if hungry:
                return hungry
            states = {pool: state for pool, state in before.items() if state is not None}
            self.known = values.lay(states, self.starts, (), (), self.digits)
            told = reading.with_strangers(later, self.starts)
            outcome = costing.replay(told, states, origins)
            changed = changes.feeding(later, outcome, seen)
            if not changed or not self._begin(changes.fed(changed)):
                break
        self.states = {pool: outcome.pools[pool] for pool in self.starts}
        self.corrections = changes.corrections(later, outcome, self.digits)
        return []

    def _begin(self, entries: Sequence[tuple[UUID, datetime, int]]) -> bool:
        """Take in pools from the moments of these entries on; did any change?"""
        missing = {pool for pool, _at, _no in entries} - self.pools.keys()
        if missing:
            raise Reaches(missing)
        for pool, at, _no in entries:
            if at > self.end[0]:
                self.beyond[pool] = min(at, self.beyond.get(pool, at))
        inside = [(pool, at, 1) for pool, at, _no in entries if at <= self.end[0]]
        return returns.begin(self.starts, inside)

    def _before(self) -> dict[UUID, Stock | None]:
        """State of each pool just before its start; None: not known."""
        found = {row[0]: row[1:] for row in self._ask(KEPT, self.starts)}
        rest = {p: s for p, s in self.starts.items() if p not in found and s[0] != BEGINNING}
        after = {row[0]: row[1:] for row in self._ask(AFTER, rest)} if rest else {}
        return {p: self._state(self.pools[p], found.get(p), after.get(p)) for p in self.starts}

    def _ask(self, statement: str, starts: Mapping[UUID, Start]) -> list[tuple[Any, ...]]:
        company = current_id()
        parameters = [*bounds.arrays(starts), company]
        return sql.run(statement, parameters + [company] * (statement is AFTER)).fetchall()

    def _state(
        self,
        pool: Pool,
        kept: tuple[Decimal, ...] | None,
        after: tuple[Decimal, ...] | None,
    ) -> Stock | None:
        quantity, value, known = Decimal(0), Decimal(0), (Decimal(0), Decimal(0))
        if kept is not None:
            quantity, value, *known = kept
        elif after is not None:
            quantity, value = pool.quantity - after[0], pool.value - after[1]
            known = quantity, value
            if quantity <= 0 and pool.method != methods.STANDARD:
                return None
        return values.state_of(
            pool,
            units(quantity, QUANTITY_DIGITS),
            units(value, self.digits),
            (units(known[0], QUANTITY_DIGITS), units(known[1], self.digits)),
            self.digits,
        )

    def outcome(self) -> Corrected:
        """What is to be written."""
        end = self.end[0]
        more: dict[UUID, Decimal] = {}
        for one in self.corrections:
            more[one.pool] = more.get(one.pool, Decimal(0)) + one.amount
        ended = [p for p in self.states if self._is_done(self.pools[p])]
        done = {pool: self.states[pool] for pool in ended}
        marks = {p: end + INSTANT for p in self.states if p not in done}
        for pool, at in self.beyond.items():
            if pool not in self.starts:
                marks[pool] = min(at, self.pools[pool].provisional_from or at)
        for pool, state in done.items():
            _must_agree(self.pools[pool], more.get(pool, Decimal(0)), state, self.digits)
        places = values.places(done, self.later)
        return Corrected(
            corrections=self.corrections,
            worth=more,
            done=done,
            marks=marks,
            before={p: self.states[p] for p in self.states if p not in done},
            layers=layers.to_keep(done, self.known, places),
            digits=self.digits,
        )

    def _is_done(self, pool: Pool) -> bool:
        return pool.last_at is None or pool.last_at <= self.end[0]


def _must_agree(pool: Pool, more: Decimal, state: Stock, digits: int) -> None:
    """A pool that is done holds what its entries come to: anything else would be a bug, and the
    part is not written."""
    told = amount(state.quantity, QUANTITY_DIGITS), amount(state.value, digits)
    if told != (pool.quantity, pool.value + more):
        kept = (pool.quantity, pool.value + more)
        raise RuntimeError(f"pool {pool.id} was replayed to {told}, its entries come to {kept}")
