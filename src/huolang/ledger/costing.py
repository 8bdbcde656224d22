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
NOTHING = "none"
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
        before = self.returned
        self.returned += quantity
        return share(self.cost, self.returned, self.quantity) - share(
            self.cost, before, self.quantity
        )


@dataclass(slots=True, eq=False)
class Line:
    """One entry as costing sees it. `cost` has the sign of `quantity`; it is today's cost, and
    fixed when `valuation` is given. With `variance` it is what the entry brought, as is known
    today. Costing reads it only; there may be very many."""

    id: UUID
    pool: UUID
    quantity: int
    valuation: str
    cost: int
    follows: UUID | None = None
    variance: int = 0
    flow: tuple[int, int] | None = None
    weight: int = 1
    added: int = 0
    """What all that enters in the flow is worth beyond what left in it."""
    annulled: bool = False
    """Taken back, or what takes it back: as if it had never been. Also what takes part in
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
    covered: set[UUID] = field(default_factory=set[UUID])
    """Issues without stock whose goods came: what came back of them before did so at the cost that
    they were then thought to have."""
    brought: dict[UUID, int] = field(default_factory=dict[UUID, int])
    """What an entry brings by its document, or by what it takes its cost from, where the method
    says what it costs; the difference is variance."""


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
    walk = _Walk(Replay(pools={key: state.copy() for key, state in pools.items()}))
    lines = list(lines)
    walk.origins.update(followed or {})
    walk.returned.update(line.follows for line in lines if line.follows is not None)
    group: list[Line] = []
    for line in lines:
        if group and not _together(group[0], line):
            walk.through(group)
            group = []
        if line.flow is None:
            walk.book(line, None)
        else:
            group.append(line)
    walk.through(group)
    return walk.outcome


def _together(first: Line, line: Line) -> bool:
    """Neighbouring lines of one flow and direction."""
    return first.flow == line.flow and (first.quantity < 0) == (line.quantity < 0)


@dataclass(slots=True)
class _Walk:
    """What is kept from line to line."""

    outcome: Replay
    origins: dict[UUID, Followed] = field(default_factory=dict[UUID, Followed])
    returned: set[UUID] = field(default_factory=set[UUID])
    """Issues that some line returns."""
    flows: dict[tuple[int, int] | None, int] = field(
        default_factory=dict[tuple[int, int] | None, int]
    )

    def through(self, group: list[Line]) -> None:
        """Lines of one flow and direction: what left, or what it is shared out to."""
        if not group:
            return
        flow, incoming = group[0].flow, group[0].quantity > 0
        shares: list[int] | None = None
        if flow in self.flows and incoming and group[0].valuation == FLOW:
            worth = max(self.flows.pop(flow) + sum(line.added for line in group), 0)
            shares = spread_units(worth, [self.weight(line) for line in group])
        for index, line in enumerate(group):
            self.book(line, shares[index] if shares else None)
        if not incoming:
            self.flows[flow] = -sum(self.outcome.costs[line.id] for line in group)

    def weight(self, line: Line) -> int:
        """By which it shares: what goes back where it came from, as that cost when it left."""
        origin = self.origins.get(line.follows) if line.follows else None
        return -origin.cost if origin else line.weight

    def book(self, line: Line, cost: int | None) -> None:
        """Cost one line, where its flow does not say what it costs, and add it to its pool."""
        outcome = self.outcome
        if line.annulled:
            outcome.costs[line.id] = line.cost
            return
        state = outcome.pools.get(line.pool)
        if state is None:
            state = outcome.pools[line.pool] = Stock()
        if cost is None:
            cost = self.cost(line, state)
        if state.fixed and line.quantity > 0:
            outcome.brought[line.id], cost = cost, state.return_cost(line.quantity)
        outcome.costs[line.id] = cost
        state.add(line.id, line.quantity, cost)
        if state.covers and (outcome.short or state.quantity < 0):
            for changed in _short(line, cost, state, outcome):
                if changed in self.origins:
                    self.origins[changed].cost = outcome.costs[changed]
        if line.quantity < 0 and line.id in self.returned:
            self.origins[line.id] = Followed(line.quantity, outcome.costs[line.id])

    def cost(self, line: Line, state: Stock) -> int:
        """Cost of one entry by its valuation, with the sign of its quantity."""
        origin = self.origins.get(line.follows) if line.follows else None
        if line.valuation == FOLLOW and origin:
            return origin.take_back(line.quantity)
        if line.valuation in (GIVEN, MIRROR, FOLLOW, FLOW):
            return line.cost + line.variance if state.fixed else line.cost
        if line.quantity < 0:
            return -state.issue_cost(-line.quantity)
        return state.return_cost(line.quantity)


def _short(line: Line, cost: int, state: Stock, outcome: Replay) -> list[UUID]:
    """Remember an issue without stock, cover earlier ones.

    Answers the issues that cost something else now: what comes back of them from here on does so
    at the new cost.
    """
    short = outcome.short.setdefault(line.pool, [])
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
    outcome.covered.update(covered)
    return covered
