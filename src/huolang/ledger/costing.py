"""What issues cost: pure arithmetic over entries in time order, no tables.

Everything is an integer: quantities in millionths of the base unit, money in the smallest unit of
the company's currency. `replay` is the one costing pass, whether it starts at the first entry of
a pool or at the state just before a back-dated document.

At what a pool lets goods go is the affair of its method (`ledger.methods`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from huolang.kernel.money import spread_units
from huolang.ledger.methods import Stock, share

GIVEN, POOL, FOLLOW, FLOW, MIRROR = "given", "pool", "follow", "flow", "mirror"
"""How an entry gets its cost: from its document; from its pool; from the issue that it returns;
from what left in the same flow; from the entry that it mirrors."""


@dataclass(slots=True)
class Followed:
    """An issue that goods come back from: its quantity and cost (≤ 0), and what came back."""

    quantity: int
    cost: int
    returned: int = 0

    def take_back(self, quantity: int) -> int:
        """Cost of `quantity` (> 0) more coming back; parts add up to the whole exactly."""
        before = share(self.cost, self.returned, self.quantity)
        self.returned += quantity
        return share(self.cost, self.returned, self.quantity) - before


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as costing sees it. `cost` has the sign of `quantity`; it is today's cost, and
    fixed when `valuation` is given."""

    id: UUID
    pool: UUID
    quantity: int
    valuation: str
    cost: int
    follows: UUID | None = None
    flow: tuple[int, int] | None = None
    weight: int = 1
    annulled: bool = False
    """Mirrored at its own time, or such a mirror: as if it had never been. Also what takes part in
    a flow from elsewhere: no pool of the pass has it."""


@dataclass(slots=True)
class Replay:
    """Outcome of a costing pass."""

    pools: dict[UUID, Stock]
    costs: dict[UUID, int] = field(default_factory=dict[UUID, int])
    """Cost of every entry that the pass went over, by entry."""
    short: dict[UUID, list[tuple[UUID, int, int]]] = field(
        default_factory=dict[UUID, list[tuple[UUID, int, int]]]
    )
    """Issues without stock that no receipt has covered yet, oldest first: (entry, quantity, the
    cost booked for it)."""
    brought: dict[UUID, int] = field(default_factory=dict[UUID, int])
    """What an entry would have brought by its document, or by what it takes its cost from, where
    the method says otherwise; the difference is variance."""


def replay(
    lines: Iterable[Line],
    pools: Mapping[UUID, Stock],
    followed: Mapping[UUID, Followed] | None = None,
) -> Replay:
    """Cost `lines`, which come in the order (occurred_at, no, seq), starting from `pools`.

    `followed` tells of issues before the first line that some line follows. Pools that are not
    named start empty, at moving average. A pool whose starting state is negative must be replayed
    from its beginning.
    """
    outcome = Replay(pools={key: state.copy() for key, state in pools.items()})
    origins = dict(followed or {})
    flows: dict[tuple[int, int] | None, int] = {}
    for group in _by_flow(lines):
        flow, incoming = group[0].flow, group[0].quantity > 0
        shares: list[int] | None = None
        if flow in flows and incoming and group[0].valuation == FLOW:
            shares = spread_units(flows.pop(flow), [line.weight for line in group])
        for index, line in enumerate(group):
            if line.annulled:
                outcome.costs[line.id] = line.cost
                continue
            state = outcome.pools.get(line.pool)
            if state is None:
                state = outcome.pools[line.pool] = Stock()
            cost = shares[index] if shares else _cost(line, state, origins)
            if state.fixed and line.quantity > 0:
                outcome.brought[line.id], cost = cost, state.return_cost(line.quantity)
            for changed in _book(line, cost, state, outcome):
                origins[changed].cost = outcome.costs[changed]
            if line.quantity < 0:
                origins[line.id] = Followed(line.quantity, outcome.costs[line.id])
        if flow is not None and not incoming:
            flows[flow] = -sum(outcome.costs[line.id] for line in group)
    return outcome


def _cost(line: Line, state: Stock, origins: Mapping[UUID, Followed]) -> int:
    """Cost of one entry by its valuation, with the sign of its quantity."""
    origin = origins.get(line.follows) if line.follows else None
    if line.valuation == FOLLOW and origin:
        return origin.take_back(line.quantity)
    if line.valuation in (GIVEN, MIRROR, FOLLOW, FLOW):
        return line.cost
    if line.quantity < 0:
        return -state.issue_cost(-line.quantity)
    return state.return_cost(line.quantity)


def _book(line: Line, cost: int, state: Stock, outcome: Replay) -> list[UUID]:
    """Add one entry to its pool; remember an issue without stock, cover earlier ones.

    Answers the issues that cost something else now: what comes back of them from here on does so
    at the new cost.
    """
    outcome.costs[line.id] = cost
    state.add(line.id, line.quantity, cost)
    short = outcome.short.setdefault(line.pool, [])
    if not state.covers:
        return []
    if line.quantity < 0 and state.quantity < 0:
        missing = min(-line.quantity, -state.quantity)
        short.append((line.id, missing, state.known_cost(missing)))
    elif line.quantity > 0 and short:
        return _cover(line, cost, state, outcome)
    return []


def _cover(line: Line, cost: int, state: Stock, outcome: Replay) -> list[UUID]:
    """Goods come in for issues that left without: those now cost what these goods cost."""
    short = outcome.short[line.pool]
    used = more = 0
    covered: list[UUID] = []
    while short and used < line.quantity:
        entry, missing, booked = short.pop(0)
        part = min(missing, line.quantity - used)
        was = share(booked, part, missing)
        now = share(cost, used + part, line.quantity) - share(cost, used, line.quantity)
        used += part
        outcome.costs[entry] -= now - was
        more += now - was
        covered.append(entry)
        if part < missing:
            short.insert(0, (entry, missing - part, booked - was))
    state.cover(line.quantity, cost, more)
    return covered


def _by_flow(lines: Iterable[Line]) -> Iterable[list[Line]]:
    """Neighbouring lines of one flow and direction together; every other line alone."""
    group: list[Line] = []
    for line in lines:
        together = (
            group
            and line.flow is not None
            and group[0].flow == line.flow
            and (group[0].quantity < 0) == (line.quantity < 0)
        )
        if group and not together:
            yield group
            group = []
        group.append(line)
    if group:
        yield group
