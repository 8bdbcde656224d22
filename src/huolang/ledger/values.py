"""Values of a posting: what its entries cost, and which earlier costs it corrects.

In order, the locked pools are all that is needed. Out of order (a past day, something taken
back), the later entries of the pools are replayed from the state just before.
"""

from __future__ import annotations

from bisect import bisect_right as bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from huolang.kernel.refusals import BusinessError, Several
from huolang.ledger import bounds, changes, costing, costpools, layers, methods, returns
from huolang.ledger.bounds import Beyond, RestsOnWork
from huolang.ledger.changes import Correction
from huolang.ledger.costpools import Pool
from huolang.ledger.later_entries import Later, Reading, micros
from huolang.ledger.methods import Fifo, Stock
from huolang.ledger.posting import MAX_AMOUNT
from huolang.ledger.quantities import LAST, NEVER
from huolang.ledger.refusals import CorrectsTooMuch, WorthTooMuch
from huolang.ledger.returns import Start
from huolang.ledger.revaluing import Revalued
from huolang.ledger.rows import QUANTITY_DIGITS, Row, amount, units

BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
STANDARD_DIGITS = 6


@dataclass(slots=True)
class Valued:
    """New states of the pools, by pool, and corrections of earlier entries."""

    pools: dict[UUID, Stock] = field(default_factory=dict[UUID, Stock])
    corrections: list[Correction] = field(default_factory=list[Correction])
    layers: layers.Kept = field(default_factory=layers.Kept)
    marks: dict[UUID, datetime] = field(default_factory=dict[UUID, datetime])
    """What is left to a job: pools to be costed anew, and from when on."""
    joins: bool = False
    """Is one of the pools that this reaches being corrected already?"""


def lock(
    rows: Sequence[Row], occurred_at: datetime, *, mirror: bool = False
) -> tuple[dict[UUID, Pool], bool]:
    """Lock the cost pools that `rows` touch, in key order; answers them by id, and whether more
    comes after them than may be costed anew at once.

    Out of order, also the pools that entries after `occurred_at` feed, and always those of the
    issues that come back: nobody else corrects the cost that a return is just taking.
    """
    ours = [row for row in rows if row.ours]
    keys = list({row.costed.pool_key for row in rows if row.pooled})
    if not keys:
        return {}, False
    lines = {row.follows_line for row in ours if row.follows_line is not None}
    since = _reaching(ours, occurred_at, mirror=mirror)
    beyond = since < NEVER and bounds.exceeded(partial(bounds.count_since, keys, since))
    if lines or since < NEVER:
        pools = costpools.lock_reached(keys, NEVER if beyond else since, lines)
    else:
        pools = {pool.id: pool for pool in costpools.lock_pools(keys).values()}
    taking = {pool.key: pool for pool in pools.values() if pool.generation == 0}
    for row in rows:
        if row.pooled:
            row.costed.pool = taking[row.costed.pool_key]
    return pools, beyond


def _reaching(ours: Sequence[Row], occurred_at: datetime, *, mirror: bool) -> datetime:
    """From when on the entries of these pools may be costed anew, as far as can be seen before
    the pools are locked."""
    if any(row.costed.short for row in ours):
        return BEGINNING
    seen = [row.costed.newest for row in ours if row.costed.newest is not None]
    late = any(at >= occurred_at if mirror else at > occurred_at for at in seen)
    return occurred_at if late else NEVER


@dataclass(slots=True)
class Task:
    """What is to be valued.

    `locked` are pools that are locked already, also beyond those of `rows`; `also` says in which
    others to look again, and from when. `undone` are the entries that `rows` annul: they and their
    mirrors count as never having been. `revalued` says what to add to the cost of earlier receipts.
    `beyond`: more comes after than may be costed anew at once.
    """

    rows: Sequence[Row]
    digits: int
    occurred_at: datetime
    followed: dict[UUID, costing.Followed]
    locked: dict[UUID, Pool]
    also: dict[UUID, Start]
    revalued: Revalued
    beyond: bool
    after_no: int = LAST
    undone: Sequence[costing.Line] = ()

    @property
    def ours(self) -> list[Row]:
        return [row for row in self.rows if row.ours]

    def pools(self) -> dict[UUID, Pool]:
        return {row.cost_pool.id: row.cost_pool for row in self.ours}

    def starts(self) -> dict[UUID, Start]:
        """From where on pools have to be costed anew, as far as is known beforehand."""
        here = (self.occurred_at, self.after_no)
        late = [p for p in self.pools().values() if _is_late(p, self.occurred_at, self.undone)]
        starts = {pool.id: here for pool in late}
        returns.begin(starts, [(pool, at, no + 1) for pool, (at, no) in self.also.items()])
        return starts


def value(task: Task) -> Valued:
    """Cost the rows at their place in time, and everything after them in their pools; where that is
    too much, or rests on what a job is still correcting, leave it to the job."""
    joins = False
    if not task.beyond:
        try:
            return _at_once(task)
        except Beyond as beyond:
            joins = isinstance(beyond, RestsOnWork)
    return _deferred(task, joins=joins)


def _at_once(task: Task) -> Valued:
    ours, pools, digits = task.ours, task.pools(), task.digits
    undone, followed = task.undone, task.followed
    starts = task.starts()
    starts |= {pool.id: (BEGINNING, 0) for pool in pools.values() if pool.quantity < 0}
    _take_in(starts, pools, task.locked)
    reading = Reading(digits, {line.id for line in undone})
    fed: set[UUID] = set()
    while True:
        if any(pools[key].provisional_from for key in starts):
            raise RestsOnWork
        later = reading.after(starts) if starts else []
        origins = followed
        if later:
            origins, more = returns.origins(later, undone, followed, digits)
            if returns.begin(starts, more):
                _take_in(starts, pools, task.locked)
                continue
        before = _before(pools, later, undone, starts, digits)
        known = lay(before, starts, undone, ours, digits)
        hungry = [p for p, s in starts.items() if before[p].quantity <= 0 and s[0] != BEGINNING]
        if hungry and (later or undone):  # what an empty pool last knew may rest on the undone
            starts |= dict.fromkeys(hungry, (BEGINNING, 0))
            continue
        told = _revalued(reading.with_strangers(later, starts), task.revalued.amounts)
        here = (task.occurred_at, task.after_no)
        outcome = costing.replay(_merge(ours, told, here, digits), before, origins)
        changed = changes.feeding(later, outcome, fed)
        if not changed or not returns.begin(starts, changes.fed(changed)):
            break
        _take_in(starts, pools, task.locked)
    corrected = changes.corrections(later, outcome, digits, task.revalued.partners)
    _settle(ours, outcome, digits)
    states = {pool: outcome.pools[pool] for pool in pools}
    kept = layers.to_keep(states, known, places(states, later))
    return Valued(states, [*task.revalued.variances, *corrected], kept)


def _deferred(task: Task, *, joins: bool) -> Valued:
    """Cost the rows by what their pools are worth today, and mark the pools that have to be costed
    anew: they are provisional from there on."""
    ours, pools, digits = task.ours, task.pools(), task.digits
    marks = {pool: at for pool, (at, _no) in task.starts().items()}
    short = [key for key, pool in pools.items() if pool.quantity < 0]
    marks |= dict.fromkeys((key for key in short if key not in marks), task.occurred_at)
    _take_in(marks, pools, task.locked)
    joins = joins or any(pools[key].provisional_from for key in marks)
    for key, at in marks.items():
        known_from = pools[key].provisional_from
        pools[key].provisional_from = at if known_from is None else min(at, known_from)
    before = _before(pools, (), task.undone, {}, digits)
    for one in task.revalued.corrections:
        before[one.pool].value += units(one.amount, digits)
    firm = {key: state for key, state in before.items() if isinstance(state, Fifo)}
    known = lay(firm, {}, (), [row for row in ours if row.cost_pool.id in firm], digits)
    outcome = costing.replay([_line(row, digits) for row in ours], before, task.followed)
    _settle(ours, outcome, digits)
    states = {pool: outcome.pools[pool] for pool in pools}
    revalued, kept = task.revalued, layers.to_keep(states, known, {})
    corrected = [*revalued.variances, *revalued.corrections]
    return Valued(states, corrected, kept, marks, joins)


def _settle(ours: Sequence[Row], outcome: costing.Replay, digits: int) -> None:
    """Tell the rows what they cost."""
    _refuse_overflow(ours, outcome, digits)
    for row in ours:
        row.cost = amount(outcome.costs[row.id], digits)
        if row.id in outcome.brought:
            row.brought = amount(outcome.brought[row.id], digits)


def places(states: Mapping[UUID, Stock], later: Sequence[Later]) -> dict[UUID, layers.Place]:
    """Where in time the receipts are that are layers now."""
    of_layers = (state.layers for state in states.values() if isinstance(state, Fifo))
    still = {layer.entry for one in of_layers for layer in one}
    if not still:
        return {}
    return {e.id: (e.occurred_at, e.no, e.seq) for e in later if e.quantity > 0 and e.id in still}


def lay(
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
        if pool.provisional_from is not None and pool.method != methods.STANDARD:
            states[key] = methods.Provisional(quantity, value, *known)
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
        added=units(row.added, digits),
        annulled=row.annulled,
    )


def _take_in(starts: Iterable[UUID], pools: dict[UUID, Pool], locked: dict[UUID, Pool]) -> None:
    pools.update({pool: locked[pool] for pool in starts if pool in locked})
    missing = [pool for pool in starts if pool not in pools]
    pools.update(costpools.lock_pools_by_id(missing) if missing else {})
