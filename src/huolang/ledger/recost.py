"""Proof of costs: every entry of the books, in the order of its business time, valued once more by
a slow and obvious calculation that knows nothing of how it was posted.

It is deliberately not `costing`: two calculations that agree prove more than one. Amounts are
decimals, entries come one by one from the database, and what is kept between them is the state of
each pool, the issues that something still comes back from, and those that wait for their goods.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.money import EXACT, round_half_up, spread

ZERO = Decimal(0)
DIGITS = "SELECT digits FROM kernel_company WHERE id = %s::bigint"
POOLS = """
SELECT id, method, standard, provisional_from FROM ledger_costpool WHERE company_id = %s::bigint
"""
WALK = """
SELECT e.id, e.pool, e.occurred_at, e.quantity, e.cost + coalesce(a.amount, 0), e.valuation,
       e.follows, e.no, e.flow, e.weight, e.added, f.follows IS NOT NULL,
       concat_ws(' ', e.form, h.number, e.no, e.seq, e.id),
       CASE WHEN e.valuation IN ('pool', 'follow') AND m.id IS NULL
            THEN e.cost + e.variance + coalesce(a.amount + a.variance, 0) END
FROM ledger_stockentry e
LEFT JOIN ledger_postinghead h ON h.company_id = e.company_id AND h.no = e.no
LEFT JOIN (SELECT entry, sum(amount) AS amount, sum(variance) AS variance
           FROM ledger_costadjustment
           WHERE company_id = %(company)s::bigint GROUP BY entry) a ON a.entry = e.id
LEFT JOIN (SELECT DISTINCT follows FROM ledger_stockentry
           WHERE company_id = %(company)s::bigint AND follows IS NOT NULL) f ON f.follows = e.id
LEFT JOIN ledger_stockentry m ON m.company_id = e.company_id AND m.reverses = e.id
WHERE e.company_id = %(company)s::bigint AND e.valuation <> 'mirror'
  AND (m.id IS NULL OR m.valuation <> 'mirror')
  AND e.owner = '00000000-0000-0000-0000-000000000000' AND e.valuation <> 'none'
ORDER BY e.occurred_at, e.no, e.seq
"""
"""What was taken back is left out: it counts as never having been."""

Departure = tuple[str, str, Decimal, Decimal]
"""Cost or brought; which entry, what it must cost or have brought, and what it does in the books.
"""


@dataclass(slots=True)
class Entry:
    id: UUID
    pool: UUID
    occurred_at: datetime
    quantity: Decimal
    kept: Decimal
    """Its cost today, by the books."""
    valuation: str
    follows: UUID | None
    no: int
    flow: int | None
    weight: Decimal
    added: Decimal
    comes_back: bool
    """Does something return it?"""
    told: str
    brings: Decimal | None
    """What it brought, by the books; of what a document says, and of what went again, nothing is
    to be worked out."""
    cost: Decimal = ZERO
    """Its cost, by this calculation."""
    brought: Decimal = ZERO
    """What it brought: beyond its cost where a standard says that."""
    returned: Decimal = ZERO
    missing: Decimal = ZERO
    booked: Decimal = ZERO
    """Of an issue: what was not there and no goods have covered yet, and its cost so far."""


@dataclass(slots=True)
class Receipt:
    """Of a pool costed first in, first out: what came, and how much of it is left."""

    quantity: Decimal
    cost: Decimal
    left: Decimal


@dataclass(slots=True)
class Pool:
    method: str = "moving_average"
    standard: Decimal = ZERO
    quantity: Decimal = ZERO
    value: Decimal = ZERO
    known: tuple[Decimal, Decimal] = (ZERO, ZERO)
    """Quantity and value when goods were last there; first in, first out: of the newest receipt."""
    short: list[Entry] = field(default_factory=list[Entry])
    receipts: list[Receipt] = field(default_factory=list[Receipt])
    provisional_from: datetime | None = None
    """From when on its costs are still to be corrected."""
    provisional: bool = False
    """Was that reached, or did anything come in from such a pool?"""

    def reach(self, at: datetime) -> None:
        if self.provisional_from is not None and at >= self.provisional_from:
            self.provisional = True


def departures(company: int) -> Iterator[Departure]:
    """The first entry of each pool whose cost, or what it brought, in the books is not what it must
    be."""
    found = sql.run(DIGITS, [company]).fetchone()
    walk = Walk(found[0] if found else 2)
    for pool, method, standard, since in sql.run(POOLS, [company]).fetchall():
        walk.pools[pool] = Pool(method, standard or ZERO, provisional_from=since)
    named: set[UUID] = set()
    for entry in walk.over(Entry(*row) for row in sql.stream(WALK, {"company": company})):
        right = entry.cost == entry.kept and entry.brings in (None, entry.brought)
        if right or entry.pool in named or walk.pools[entry.pool].provisional:
            continue
        named.add(entry.pool)
        if entry.cost != entry.kept:
            yield "cost", entry.told, entry.cost, entry.kept
        elif entry.brings is not None:
            yield "brought", entry.told, entry.brought, entry.brings


class Walk:
    def __init__(self, digits: int) -> None:
        self.digits = digits
        self.pools: dict[UUID, Pool] = {}
        self.issues: dict[UUID, Entry] = {}
        """Of which something comes back."""
        self.flow: tuple[int, int | None] = (0, None)
        self.left: Decimal = ZERO
        """What has left in that flow."""
        self.provisional = False
        """Did any of it leave a provisional pool?"""

    def over(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The same entries with their costs, each as soon as nothing can change it any more."""
        arriving: list[Entry] = []
        for entry in entries:
            if arriving and (entry.no, entry.flow) != (arriving[0].no, arriving[0].flow):
                yield from self.arrive(arriving)
                arriving = []
            if entry.valuation == "flow":
                arriving.append(entry)
            else:
                yield from self.book(entry, self.cost(entry))
        yield from self.arrive(arriving)
        for pool in self.pools.values():
            yield from pool.short

    def arrive(self, entries: list[Entry]) -> Iterator[Entry]:
        """What enters in a flow costs what left in it and the work, by weight; what goes back where
        it came from, by what it cost when it left."""
        if not entries:
            return
        together = self.flow == (entries[0].no, entries[0].flow)
        issues = [self.issues[entry.follows] for entry in entries if entry.follows]
        guessed = self.provisional or any(self.pools[one.pool].provisional for one in issues)
        for entry in entries:
            pool = self.pools.setdefault(entry.pool, Pool())
            pool.reach(entry.occurred_at)
            pool.provisional = pool.provisional or (together and guessed)
        if together:
            weights = [-issue.cost for issue in issues] or [entry.weight for entry in entries]
            worth = max(self.left + sum((entry.added for entry in entries), ZERO), ZERO)
            parts = spread(worth, weights, self.digits)
        else:
            parts = [entry.kept for entry in entries]
        for entry, part in zip(entries, parts, strict=True):
            yield from self.book(entry, part)

    def cost(self, entry: Entry) -> Decimal:
        pool = self.pools.setdefault(entry.pool, Pool())
        pool.reach(entry.occurred_at)
        issue = self.issues.get(entry.follows) if entry.follows else None
        if entry.valuation == "follow" and issue is not None:
            pool.provisional = pool.provisional or self.pools[issue.pool].provisional
            return self.come_back(entry, issue)
        if entry.valuation != "pool":
            return entry.kept  # what a document brings is what it says
        if entry.quantity > 0:
            known = (pool.quantity, pool.value) if pool.quantity > 0 else pool.known
            if pool.receipts:
                first = pool.receipts[0]
                known = first.left, first.cost - self.taken(first, first.quantity - first.left)
            return self.share(known[1], entry.quantity, known[0])
        there = max(pool.quantity, ZERO)
        taken = min(-entry.quantity, there)
        if pool.method == "fifo":
            cost = self.oldest(pool, taken)
        else:
            cost = pool.value if taken == there > 0 else self.share(pool.value, taken, there)
        entry.missing = -entry.quantity - taken
        entry.booked = self.share(pool.known[1], entry.missing, pool.known[0])
        return -(cost + entry.booked)

    def oldest(self, pool: Pool, quantity: Decimal) -> Decimal:
        """Use up that much of the oldest receipts; answers what it cost."""
        cost = ZERO
        while quantity:
            first = pool.receipts[0]
            before = first.quantity - first.left
            part = min(quantity, first.left)
            first.left -= part
            quantity -= part
            cost += self.taken(first, before + part) - self.taken(first, before)
            if not first.left:
                pool.receipts.pop(0)
        return cost

    def taken(self, receipt: Receipt, quantity: Decimal) -> Decimal:
        """What the first `quantity` of a receipt cost."""
        return self.share(receipt.cost, quantity, receipt.quantity)

    def by_standard(self, pool: Pool, entry: Entry) -> Decimal:
        """Stock is worth its quantity at standard cost, before and after."""
        after = pool.quantity + entry.quantity
        worth = [round_half_up(q * pool.standard, self.digits) for q in (pool.quantity, after)]
        return worth[1] - worth[0]

    def come_back(self, entry: Entry, issue: Entry) -> Decimal:
        """Its part of what the issue costs by now; the parts of one cost come to it exactly."""
        before = self.share(-issue.cost, issue.returned, -issue.quantity)
        issue.returned += entry.quantity
        return self.share(-issue.cost, issue.returned, -issue.quantity) - before

    def book(self, entry: Entry, cost: Decimal) -> Iterator[Entry]:
        pool = self.pools.setdefault(entry.pool, Pool())
        entry.brought = cost
        if pool.method == "standard":
            entry.missing, cost = ZERO, self.by_standard(pool, entry)
            if entry.valuation == "pool":
                entry.brought = cost
        entry.cost = cost
        pool.quantity += entry.quantity
        pool.value += cost
        if entry.quantity < 0:
            if (entry.no, entry.flow) != self.flow:
                self.flow, self.left, self.provisional = (entry.no, entry.flow), ZERO, False
            self.left -= cost
            self.provisional = self.provisional or pool.provisional
            if entry.comes_back:
                self.issues[entry.id] = entry
        covered = list(self.cover(pool, entry)) if pool.short and entry.quantity > 0 else []
        if pool.method == "fifo":
            self.lay(pool, entry)
        elif pool.quantity > 0:
            pool.known = pool.quantity, pool.value
        elif covered:
            pool.known = entry.quantity, cost
        if entry.missing:
            pool.short.append(entry)
        else:
            yield entry
        yield from (one for one in covered if not one.missing)

    def lay(self, pool: Pool, entry: Entry) -> None:
        """A receipt is there to be taken from, but for what left before it came."""
        if entry.quantity > 0:
            pool.known = entry.quantity, entry.cost
            left = min(entry.quantity, pool.quantity)
            if left > 0:
                pool.receipts.append(Receipt(entry.quantity, entry.cost, left))

    def cover(self, pool: Pool, entry: Entry) -> Iterator[Entry]:
        """Issues that left before their goods came cost what these goods cost, the oldest first."""
        used = ZERO
        while pool.short and used < entry.quantity:
            issue = pool.short[0]
            part = min(issue.missing, entry.quantity - used)
            was = self.share(issue.booked, part, issue.missing)
            now = self.share(entry.cost, used + part, entry.quantity)
            now -= self.share(entry.cost, used, entry.quantity)
            used += part
            issue.cost -= now - was
            issue.brought = issue.cost
            pool.value -= now - was
            issue.missing -= part
            issue.booked -= was
            if not issue.missing:
                pool.short.pop(0)
            yield issue

    def share(self, amount: Decimal, part: Decimal, whole: Decimal) -> Decimal:
        """amount × part ÷ whole, halves away from zero; nothing of nothing."""
        if not whole:
            return ZERO
        exact: Any = EXACT.divide(EXACT.multiply(amount, part), whole)
        return round_half_up(exact, self.digits)
