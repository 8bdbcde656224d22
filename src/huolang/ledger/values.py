"""Values of a posting: what its entries cost, and which earlier costs it corrects.

In order, the locked pools are all that is needed. Out of order (a past day, something taken
back), the later entries of the pools are replayed from the state just before.
"""

from __future__ import annotations

from bisect import bisect_right as bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError, Several
from huolang.ledger import costing, facts, layers, methods, returns
from huolang.ledger.facts import Pool
from huolang.ledger.later_entries import Later, Reading, micros
from huolang.ledger.methods import Fifo, Stock
from huolang.ledger.posting import INVENTORY, MAX_AMOUNT, VARIANCE
from huolang.ledger.quantities import LAST
from huolang.ledger.refusals import CorrectsTooMuch, WorthTooMuch
from huolang.ledger.returns import Start
from huolang.ledger.rows import QUANTITY_DIGITS, Row, amount, units

FOLLOWING = """
SELECT DISTINCT ON (f.pool) f.pool, f.occurred_at, f.no FROM ledger_stockentry f
WHERE f.company_id = %s::bigint AND f.follows = ANY(%s::uuid[])
ORDER BY f.pool, f.occurred_at, f.no
"""
FLOWING = """
SELECT DISTINCT ON (g.pool) g.pool, g.occurred_at, g.no
FROM unnest(%s::bigint[], %s::smallint[]) AS k(no, flow)
JOIN ledger_stockentry g ON g.company_id = %s::bigint AND g.no = k.no AND g.flow = k.flow
    AND g.quantity > 0
ORDER BY g.pool, g.occurred_at, g.no
"""
"""Where entries first take their cost from changed ones: returns, and the receiving end of a
flow."""
BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
STANDARD_DIGITS = 6
NEVER = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(slots=True, eq=False)
class Correction:
    """`amount` to add to the cost of an earlier entry. There may be very many."""

    entry: UUID
    pool: UUID
    product: UUID
    amount: Decimal
    occurred_on: date
    counter: str
    partner: UUID | None
    account_set: str
    counts_on: date = date.min
    """Its entry's day, or the first open one; set before it is written."""


@dataclass(slots=True)
class Valued:
    """New states of the pools, by pool, and corrections of earlier entries."""

    pools: dict[UUID, Stock] = field(default_factory=dict[UUID, Stock])
    corrections: list[Correction] = field(default_factory=list[Correction])
    variances: list[Correction] = field(default_factory=list[Correction])
    """What receipts turned out to have cost beyond their standard: it does not enter stock."""
    layers: layers.Kept = field(default_factory=layers.Kept)


def lock(rows: Sequence[Row], occurred_at: datetime, *, mirror: bool = False) -> dict[UUID, Pool]:
    """Lock the cost pools that `rows` touch, in key order; answers them by id.

    Out of order, also the pools that entries after `occurred_at` feed, and always those of the
    issues that come back: nobody else corrects the cost that a return is just taking.
    """
    ours = [row for row in rows if row.ours]
    keys = list({row.spot.pool_key for row in ours})
    if not keys:
        return {}
    lines = {row.follows_line for row in ours if row.follows_line is not None}
    since = _reaching(ours, occurred_at, mirror=mirror)
    if lines or since < NEVER:
        pools = facts.lock_reached(keys, since, lines)
    else:
        pools = {pool.id: pool for pool in facts.lock_pools(keys).values()}
    taking = {pool.key: pool for pool in pools.values() if pool.generation == 0}
    for row in ours:
        row.spot.pool = taking[row.spot.pool_key]
    return pools


def _reaching(ours: Sequence[Row], occurred_at: datetime, *, mirror: bool) -> datetime:
    """From when on the entries of these pools may be costed anew, as far as can be seen before
    the pools are locked."""
    if any(row.spot.short for row in ours):
        return BEGINNING
    seen = [row.spot.newest for row in ours if row.spot.newest is not None]
    late = any(at >= occurred_at if mirror else at > occurred_at for at in seen)
    return occurred_at if late else NEVER


def value(
    rows: Sequence[Row],
    *,
    digits: int,
    occurred_at: datetime,
    followed: dict[UUID, costing.Followed],
    locked: dict[UUID, Pool],
    also: dict[UUID, Start],
    after_no: int = LAST,
    undone: Sequence[costing.Line] = (),
    revalued: Mapping[UUID, int] = MappingProxyType({}),
) -> Valued:
    """Cost `rows` at their place in time, and everything after them in their pools.

    `locked` are pools that are locked already, also beyond those of `rows`; `also` says in which
    others to look again, and from when. `undone` are the
    entries that `rows` annul: they and their mirrors count as never having been. `revalued` says
    what to add to the cost of earlier receipts, by entry.
    """
    ours = [row for row in rows if row.ours]
    pools = {row.cost_pool.id: row.cost_pool for row in ours}
    here = (occurred_at, after_no)
    starts = {pool.id: here for pool in pools.values() if _is_late(pool, occurred_at, undone)}
    starts |= {pool.id: (BEGINNING, 0) for pool in pools.values() if pool.quantity < 0}
    returns.begin(starts, [(pool, at, no + 1) for pool, (at, no) in also.items()])
    _take_in(starts, pools, locked)
    reading = Reading(digits, {line.id for line in undone})
    fed: set[UUID] = set()
    while True:
        later = reading.after(starts) if starts else []
        origins = followed
        if later:
            origins, more = returns.origins(later, undone, followed, digits)
            if returns.begin(starts, more):
                _take_in(starts, pools, locked)
                continue
        before = _before(pools, later, undone, starts, digits)
        known = _lay(before, starts, undone, ours, digits)
        hungry = [p for p, s in starts.items() if before[p].quantity <= 0 and s[0] != BEGINNING]
        if hungry and (later or undone):  # what an empty pool last knew may rest on the undone
            starts |= dict.fromkeys(hungry, (BEGINNING, 0))
            continue
        told = _revalued(reading.with_strangers(later, starts), revalued)
        outcome = costing.replay(_merge(ours, told, here, digits), before, origins)
        changed = _feeding(later, outcome, fed)
        if not changed or not _grow(starts, changed):
            break
        _take_in(starts, pools, locked)
    corrections = _corrections(later, outcome, digits)
    _refuse_overflow(ours, outcome, digits)
    for row in ours:
        row.cost = amount(outcome.costs[row.id], digits)
        if row.id in outcome.brought:
            row.brought = amount(outcome.brought[row.id], digits)
    states = {pool: outcome.pools[pool] for pool in pools}
    return Valued(states, corrections, layers=layers.to_keep(states, known, _places(states, later)))


def _places(states: Mapping[UUID, Stock], later: Sequence[Later]) -> dict[UUID, layers.Place]:
    """Where in time the receipts are that are layers now."""
    of_layers = (state.layers for state in states.values() if isinstance(state, Fifo))
    still = {layer.entry for one in of_layers for layer in one}
    if not still:
        return {}
    return {e.id: (e.occurred_at, e.no, e.seq) for e in later if e.quantity > 0 and e.id in still}


def _lay(
    states: Mapping[UUID, Stock],
    starts: Mapping[UUID, Start],
    without: Iterable[costing.Line],
    rows: Sequence[Row],
    digits: int,
) -> layers.Known:
    """Give pools that are costed by layers those of their moment, or the first few of today's."""
    known = layers.Known()
    by_layers = {pool: state for pool, state in states.items() if isinstance(state, Fifo)}
    if not by_layers:
        return known
    anew = {pool: starts[pool] for pool in by_layers if pool in starts}
    there = {pool: states[pool].quantity for pool in anew}
    layers.before(anew, there, [line.id for line in without], digits, known)
    needs = dict.fromkeys((pool for pool in by_layers if pool not in anew), 0)
    for row in rows:
        if row.cost_pool.id in needs and row.valuation == costing.POOL:
            needs[row.cost_pool.id] += abs(units(row.quantity, QUANTITY_DIGITS))
    layers.front({pool: need for pool, need in needs.items() if need}, digits, known)
    for pool, state in by_layers.items():
        state.layers.extend(known.read.get(pool, ()))
        if pool in anew and state.layers:
            newest = state.layers[-1]
            state.known_quantity, state.known_value = newest.quantity, newest.value
    return known


def _refuse_overflow(ours: Sequence[Row], outcome: costing.Replay, digits: int) -> None:
    """Pools, and what was costed anew, stay where columns hold them."""
    most = units(MAX_AMOUNT, digits)
    errors: list[BusinessError] = [
        WorthTooMuch(field=row.field, product=row.name)
        for row in ours
        if abs(outcome.pools[row.cost_pool.id].value) >= most
    ]
    if not errors and any(abs(cost) >= most for cost in outcome.costs.values()):
        if not ours:
            raise CorrectsTooMuch(field="lines")
        errors = [WorthTooMuch(field=ours[0].field, product=ours[0].name)]
    Several.raise_any(errors)


def _is_late(pool: Pool, occurred_at: datetime, undone: Sequence[costing.Line]) -> bool:
    """Does the pool have entries after this moment? A mirror stands at its original's moment, so
    others of the same instant may follow it."""
    if pool.last_at is None:
        return False
    return pool.last_at >= occurred_at if undone else pool.last_at > occurred_at


def _before(
    pools: dict[UUID, Pool],
    later: Sequence[Later],
    undone: Sequence[costing.Line],
    starts: dict[UUID, Start],
    digits: int,
) -> dict[UUID, Stock]:
    """State of each pool before its replayed entries: the state now without them."""
    gone: dict[UUID, list[int]] = {pool: [0, 0] for pool in pools}
    away: Iterable[costing.Line] = later
    if undone:
        loaded = {entry.id for entry in later}
        away = [*later, *(line for line in undone if line.id not in loaded)]
    for line in away:
        sums = gone[line.pool]
        sums[0] += line.quantity
        sums[1] += line.cost
    states: dict[UUID, Stock] = {}
    for key, pool in pools.items():
        quantity = units(pool.quantity, QUANTITY_DIGITS) - gone[key][0]
        value = units(pool.value, digits) - gone[key][1]
        known = units(pool.known_quantity, QUANTITY_DIGITS), units(pool.known_value, digits)
        if quantity > 0 and pool.method == methods.AVERAGE:
            known = quantity, value
        elif quantity <= 0 and starts.get(key, (None, 0))[0] == BEGINNING:
            known = 0, 0
        states[key] = state_of(pool, quantity, value, known, digits)
    return states


def state_of(pool: Pool, quantity: int, value: int, known: tuple[int, int], digits: int) -> Stock:
    """The pool with those figures, by its method; layers are filled in by who needs them."""
    standard = 0
    if pool.standard is not None:
        standard = units(pool.standard, STANDARD_DIGITS) * 10**digits
    return methods.of(pool.method, quantity, value, known, standard=standard)


def _merge(
    rows: Sequence[Row], later: Sequence[Later], here: Start, digits: int
) -> Iterable[costing.Line]:
    """All lines in time order: recorded ones up to `here`, the new ones, recorded ones after."""
    at, no = micros(here[0]), here[1]
    first = bisect(later, (at, no), key=lambda entry: (entry.at, entry.no))
    return [*later[:first], *(_line(row, digits) for row in rows), *later[first:]]


def _revalued(later: Sequence[Later], revalued: Mapping[UUID, int]) -> Sequence[Later]:
    """`later` with the receipts among them worth what they are now known to be."""
    if not revalued:
        return later
    return [
        replace(entry, cost=entry.cost + revalued[entry.id]) if entry.id in revalued else entry
        for entry in later
    ]


def _line(row: Row, digits: int) -> costing.Line:
    return costing.Line(
        id=row.id,
        pool=row.cost_pool.id,
        quantity=units(row.quantity, QUANTITY_DIGITS),
        valuation=row.valuation,
        cost=units(row.cost, digits),
        follows=row.follows,
        flow=None if row.flow is None else (LAST, row.flow),
        weight=units(row.weight, QUANTITY_DIGITS),
        annulled=row.annulled,
    )


def _corrections(later: Sequence[Later], outcome: costing.Replay, digits: int) -> list[Correction]:
    """What to add to entries whose replayed cost differs from today's."""
    found: list[Correction] = []
    costs, brought = outcome.costs, outcome.brought
    for entry in later:
        change = costs[entry.id] - entry.cost
        if change:
            side = entry.side
            as_variance = side.counter != INVENTORY and (side.came_and_went or entry.id in brought)
            found.append(
                Correction(
                    entry.id,
                    entry.pool,
                    side.product,
                    amount(change, digits),
                    side.occurred_on,
                    VARIANCE if as_variance else side.counter,
                    None if as_variance else side.partner,
                    side.account_set,
                )
            )
    return found


def _feeding(later: Sequence[Later], outcome: costing.Replay, seen: set[UUID]) -> list[Later]:
    """Changed issues that were not changed the last time; `seen` are those, and gets these."""
    costs = outcome.costs
    changed = [e for e in later if e.quantity < 0 and costs[e.id] != e.cost and e.id not in seen]
    seen.update(e.id for e in changed)
    return changed


def _grow(starts: dict[UUID, Start], changed: Sequence[Later]) -> bool:
    """Take in the pools that changed issues feed; False when all of them are already there."""
    company = current_id()
    fed = sql.run(FOLLOWING, [company, sql.array(e.id for e in changed)]).fetchall()
    flows = {e.flow for e in changed if e.flow is not None}
    if flows:
        arrays = [sql.array(flow[i] for flow in flows) for i in (0, 1)]
        fed += sql.run(FLOWING, [*arrays, company]).fetchall()
    return returns.begin(starts, fed)


def _take_in(starts: dict[UUID, Start], pools: dict[UUID, Pool], locked: dict[UUID, Pool]) -> None:
    pools.update({pool: locked[pool] for pool in starts if pool in locked})
    missing = [pool for pool in starts if pool not in pools]
    pools.update(facts.lock_pools_by_id(missing) if missing else {})
