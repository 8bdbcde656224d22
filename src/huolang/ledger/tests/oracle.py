"""Slow and obvious: what the books must say, worked out afresh from all standing documents."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from huolang.kernel.keys import NIL
from huolang.ledger.items import Policy
from huolang.ledger.posting import INVENTORY, VARIANCE

CENT = Decimal("0.01")
ZERO = Decimal(0)


class Place(NamedTuple):
    """`location` is where goods on their way to that warehouse are."""

    product: UUID
    warehouse: UUID
    batch: UUID
    location: UUID = NIL


@dataclass(eq=False)
class Document:
    """One line of goods. `issue` is set on a customer's return of it, `made` on what arrives by a
    transfer or an assembly: from what, and which of the weights by which its parts share that; what
    they go back to, by what that had cost.
    Lines of one `posting` happen at once. `mirrors` is set on what takes a document back at a later
    moment."""

    no: int
    at: datetime
    product: UUID
    warehouse: UUID
    quantity: Decimal
    value: Decimal | None
    entry_line: UUID
    posting: int = 0
    counter: str = ""
    batch: UUID = NIL
    location: UUID = NIL
    way: UUID | None = None
    """Of goods on their way, or no longer: which line sent them; `opens` where this is that."""
    opens: bool = False
    era: int = 0
    """How often the costing of its product had been changed before."""
    issue: Document | None = None
    made: tuple[Sequence[Document], Sequence[int | Document], int] | None = None
    mirrors: Document | None = None
    charges: list[Decimal] = field(default_factory=list)
    """What a receipt turned out to be worth more, or less."""
    standing: bool = True
    """Taken back at its own moment: as if it had never been."""
    costed: bool = True
    """Taken back later, and such a mirror: it was there, but costs are as if it had never been."""
    live: bool = True
    """Not taken back, whenever."""
    cost: Decimal = ZERO
    brought: Decimal = ZERO
    """What it was said to cost, whatever it then costs in stock."""
    missing: Decimal = ZERO
    """Of an issue: what no goods have covered yet, and what was reckoned for that."""
    guessed: Decimal = ZERO

    @property
    def place(self) -> Place:
        return Place(self.product, self.warehouse, self.batch, self.location)

    @property
    def worth(self) -> Decimal | None:
        return None if self.value is None else self.value + sum(self.charges, ZERO)


Key = tuple[UUID, int, UUID | None, UUID | None, UUID | None]
"""product, era, and the warehouse, batch and shipment that have the pool for themselves"""
BY_WAREHOUSE, BY_BATCH = ("warehouse", "warehouse_batch"), ("batch", "warehouse_batch")


@dataclass
class Pool:
    quantity: Decimal = ZERO
    value: Decimal = ZERO
    known: tuple[Decimal, Decimal] = (Decimal(1), ZERO)
    short: list[Document] = field(default_factory=list)
    units: list[tuple[Decimal, int]] = field(default_factory=list)
    """First in, first out: every smallest part of the goods there, what it cost, and which document
    brought it."""


@dataclass
class Oracle:
    policies: dict[UUID, list[Policy]]
    """How each product was costed first, and after each change of that."""
    negative: set[UUID] = field(default_factory=set)
    """Products that may be sold before they are there."""
    smallest: dict[UUID, Decimal] = field(default_factory=dict)
    """Of which quantity of each product everything is a multiple: 1 where not told."""
    documents: list[Document] = field(default_factory=list)

    def standing(self) -> list[Document]:
        return sorted((d for d in self.documents if d.standing), key=lambda d: (d.at, d.no))

    def costing(self) -> list[Document]:
        return [d for d in self.standing() if d.costed]

    def policy(self, d: Document) -> Policy:
        return self.policies[d.product][d.era]

    def on_hand(self, place: Place, until: datetime | None = None) -> Decimal:
        rows = [d for d in self.standing() if d.place == place]
        return sum((d.quantity for d in rows if until is None or d.at <= until), ZERO)

    def lowest(self, place: Place, since: datetime) -> Decimal:
        """The least that was there at a moment and ever after."""
        least = there = self.on_hand(place, since)
        later = [d for d in self.standing() if d.place == place and d.at > since]
        for _posting, together in itertools.groupby(later, key=lambda d: (d.at, d.posting)):
            there += sum((d.quantity for d in together), ZERO)
            least = min(least, there)
        return least

    def dips(
        self, without: Iterable[Document] = (), extra: Sequence[Document] | Document = ()
    ) -> bool:
        """Would some place be negative at some moment? What one posting does happens at once."""
        running: dict[Place, Decimal] = {}
        gone = {id(one) for one in without}
        rows = [d for d in self.documents if d.standing and id(d) not in gone]
        rows += [extra] if isinstance(extra, Document) else extra
        rows = [d for d in rows if d.product not in self.negative]
        rows.sort(key=lambda d: (d.at, d.no))
        for _posting, together in itertools.groupby(rows, key=lambda d: (d.at, d.posting)):
            for d in together:
                running[d.place] = running.get(d.place, ZERO) + d.quantity
            if min(running.values()) < 0:
                return True
        return False

    def key(self, d: Document) -> Key:
        """Its pool. Goods on their way to a warehouse that has its own are apart from those."""
        policy = self.policy(d)
        warehouse = d.warehouse if policy.scope in BY_WAREHOUSE else None
        batch = d.batch if policy.scope in BY_BATCH and d.batch != NIL else None
        opened = d.opens or any(
            one.opens and (one.way, one.era, one.place) == (d.way, d.era, d.place)
            for one in self.documents
        )
        apart = d.way is not None and warehouse and policy.standard is None and opened
        return (d.product, d.era, warehouse, batch, d.way if apart else None)

    def shipments(self, place: Place, until: datetime | None = None) -> dict[UUID, Decimal]:
        """What is in each shipment that has a pool, on its way to a place."""
        found: dict[UUID, Decimal] = {}
        era = len(self.policies[place.product]) - 1
        for d in self.costing():
            key = self.key(d) if (d.place, d.era) == (place, era) else None
            if key and key[4] and (until is None or d.at <= until):
                found[key[4]] = found.get(key[4], ZERO) + d.quantity
        return {way: found[way] for way in sorted(found) if found[way]}

    def shipment_dips(
        self, without: Iterable[Document] = (), extra: Sequence[Document] = ()
    ) -> bool:
        """Would more be taken from a shipment, at some moment, than was sent by then?"""
        rows = [*self.documents, *extra]
        return self.pool_dips(
            without, extra, {key for d in rows if d.way and (key := self.key(d))[4]}
        )

    def pool_dips(
        self, without: Iterable[Document], extra: Sequence[Document], pools: Iterable[Key]
    ) -> bool:
        """Would one of the pools hold less than nothing at some moment?"""
        pools = set(pools)
        gone = {id(one) for one in without}
        rows = [d for d in self.costing() if id(d) not in gone] + [*extra]
        rows.sort(key=lambda d: (d.at, d.no))
        running: dict[Key, Decimal] = {}
        for _posting, together in itertools.groupby(rows, key=lambda d: (d.at, d.posting)):
            for d in together:
                if (key := self.key(d)) in pools:
                    running[key] = running.get(key, ZERO) + d.quantity
            if any(quantity < 0 for quantity in running.values()):
                return True
        return False

    def stays(self, d: Document) -> bool:
        """Does it only go to another place of its pool, where the oldest goods are sold first, or
        goods that come later pay for what was sold before?"""
        mine = d.made[0] if d.made else None
        arrivals = [
            one
            for one in self.documents
            if one.made and (one.made[0] is mine or (mine is None and d in one.made[0]))
        ]
        if not arrivals or not arrivals[0].made:
            return False
        if self.policy(d).method != "fifo" and d.product not in self.negative:
            return False
        flow = [*arrivals[0].made[0], *arrivals]
        same = {self.key(one) for one in flow} == {self.key(d)}
        return same and not sum(one.quantity for one in flow)

    def recost(self) -> dict[Key, tuple[Decimal, Decimal]]:
        """Cost of every standing document, and quantity and value of every pool."""
        pools: dict[Key, Pool] = {}
        returned: dict[int, Decimal] = {}
        for d in self.costing():
            policy = self.policy(d)
            key = self.key(d)
            pool = pools.setdefault(key, Pool())
            d.missing = d.guessed = ZERO
            if self.stays(d):
                d.cost = d.brought = ZERO
                continue
            if key[4]:
                policy = Policy(scope=policy.scope)
            said = self.said(d, returned)
            d.cost = self.cost(d, policy, pool, said)
            d.brought = d.cost if said is None else said
            pool.quantity += d.quantity
            pool.value += d.cost
            if policy.standard is None:
                self.keep(d, policy, pool)
        return {key: (pool.quantity, pool.value) for key, pool in pools.items()}

    def accounts(self) -> dict[tuple[UUID, str], Decimal]:
        """Debits less credits, by product and role, of goods that have their costs (`recost`)."""
        found: dict[tuple[UUID, str], Decimal] = {}
        for d in self.costing():
            against, role = -d.brought, d.counter
            if d.mirrors is not None and d.issue is None and role != INVENTORY:
                # what it stood against is clear; the rest is variance
                against, role = d.mirrors.brought, d.mirrors.counter
            variance = -d.cost - against
            if role == INVENTORY:  # the other side is stock as well
                against = ZERO
            for one, amount in ((INVENTORY, d.cost), (role, against), (VARIANCE, variance)):
                found[d.product, one] = found.get((d.product, one), ZERO) + amount
        return found

    def said(self, d: Document, returned: dict[int, Decimal]) -> Decimal | None:
        """What goods cost by their document, or by what they come from."""
        if d.worth is not None:
            return d.worth
        if d.made is not None:
            return part(d)
        return self.come_back(d, returned) if d.issue is not None else None

    def cost(self, d: Document, policy: Policy, pool: Pool, said: Decimal | None) -> Decimal:
        if policy.standard is not None:
            return cents(policy.standard * (pool.quantity + d.quantity)) - pool.value
        if said is not None:
            return said
        if d.quantity < 0:
            return self.leave(d, policy, pool)
        if policy.method == "fifo" and pool.units:
            same = [one[0] for one in pool.units if one[1] == pool.units[0][1]]
            return cents(sum(same) * self.parts(d, d.quantity) / len(same))
        if pool.quantity > 0:
            return cents(pool.value * d.quantity / pool.quantity)
        return cents(pool.known[1] * d.quantity / pool.known[0])

    def come_back(self, d: Document, returned: dict[int, Decimal]) -> Decimal:
        """Its share of what its issue costs by then; the shares of one come to it exactly."""
        assert d.issue is not None
        before = returned.get(d.issue.no, ZERO)
        returned[d.issue.no] = after = before + d.quantity
        whole, cost = -d.issue.quantity, -d.issue.cost
        return cents(cost * after / whole) - cents(cost * before / whole)

    def leave(self, d: Document, policy: Policy, pool: Pool) -> Decimal:
        there = max(pool.quantity, ZERO)
        taken = min(-d.quantity, there)
        d.missing = -d.quantity - taken
        d.guessed = cents(pool.known[1] * d.missing / pool.known[0])
        if policy.method == "fifo":
            first = self.parts(d, taken)
            own = sum((cost for cost, _no in pool.units[:first]), ZERO)
            del pool.units[:first]
        elif taken == there:
            own = pool.value if there else ZERO
        else:
            own = cents(pool.value * taken / there)
        return -own - d.guessed

    def keep(self, d: Document, policy: Policy, pool: Pool) -> None:
        """Goods pay for what left before them; what is left of them can be taken."""
        if d.missing:
            pool.short.append(d)
        covering = d.quantity > 0 and bool(pool.short)
        if covering:
            pool.value -= covered(d, pool.short)
        if policy.method != "fifo":
            if pool.quantity > 0:
                pool.known = (pool.quantity, pool.value)
            elif covering:
                pool.known = (d.quantity, d.cost)
        elif d.quantity > 0:
            pool.known = (d.quantity, d.cost)
            left = min(d.quantity, max(pool.quantity, ZERO))
            costs = one_by_one(d.cost, self.parts(d, d.quantity))
            pool.units += [(cost, d.no) for cost in costs[self.parts(d, d.quantity - left) :]]

    def parts(self, d: Document, quantity: Decimal) -> int:
        """Of how many smallest parts it is made."""
        return int(quantity / self.smallest.get(d.product, Decimal(1)))


def part(d: Document) -> Decimal:
    """What goods cost that were made of others: their part of it by weight, the cents that are left
    over one each to the parts that lost most by rounding down, the later first."""
    assert d.made is not None
    sources, told, which = d.made
    weights = [-one.cost / CENT if isinstance(one, Document) else Decimal(one) for one in told]
    if not any(weights):
        weights = [Decimal(1)] * len(weights)
    whole = -sum((one.cost for one in sources), ZERO) / CENT
    parts = [int(whole * weight // sum(weights)) for weight in weights]
    lost = [whole * weight % sum(weights) for weight in weights]
    for index in sorted(range(len(weights)), key=lambda n: (lost[n], n))[::-1]:
        if sum(parts) < whole:
            parts[index] += 1
    return parts[which] * CENT


@lru_cache(maxsize=256)
def one_by_one(cost: Decimal, parts: int) -> list[Decimal]:
    """What each smallest part of a receipt costs; together they cost what it cost."""
    until = [cents(cost * n / parts) for n in range(parts + 1)]
    return [after - before for before, after in itertools.pairwise(until)]


def covered(goods: Document, waiting: list[Document]) -> Decimal:
    """Goods that came pay for issues before them, the oldest first; answers how much more these
    cost than was guessed."""
    used = more = ZERO
    while waiting and used < goods.quantity:
        issue = waiting[0]
        part = min(issue.missing, goods.quantity - used)
        share = cents(goods.cost * (used + part) / goods.quantity)
        share -= cents(goods.cost * used / goods.quantity)
        guessed = cents(issue.guessed * part / issue.missing)
        issue.cost -= share - guessed
        issue.brought = issue.cost
        more += share - guessed
        issue.missing -= part
        issue.guessed -= guessed
        used += part
        if not issue.missing:
            waiting.pop(0)
    return more


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)
