"""Slow and obvious: what the books must say, worked out afresh from all standing documents."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

CENT = Decimal("0.01")


@dataclass
class Document:
    """One line of goods. `issue` is set on a customer's return of it, `twin` on both halves of a
    transfer: what leaves, and what arrives elsewhere at the same cost."""

    no: int
    at: datetime
    product: UUID
    warehouse: UUID
    quantity: Decimal
    value: Decimal | None
    entry_line: UUID
    issue: Document | None = None
    twin: Document | None = None
    standing: bool = True
    cost: Decimal = Decimal(0)
    missing: Decimal = Decimal(0)
    """Of an issue: what no goods have covered yet, and what was reckoned for that."""
    guessed: Decimal = Decimal(0)


Key = tuple[UUID, UUID | None]


@dataclass
class Pool:
    quantity: Decimal = Decimal(0)
    value: Decimal = Decimal(0)
    known: tuple[Decimal, Decimal] = (Decimal(1), Decimal(0))
    short: list[Document] = field(default_factory=list)
    units: list[tuple[Decimal, int]] = field(default_factory=list)
    """First in, first out: every single unit there, what it cost, and which document brought it."""


@dataclass
class Oracle:
    by_warehouse: set[UUID]
    """Products whose cost pool is per warehouse."""
    negative: set[UUID] = field(default_factory=set)
    """Products that may be sold before they are there."""
    fifo: set[UUID] = field(default_factory=set)
    standard: dict[UUID, Decimal] = field(default_factory=dict)
    """Products costed otherwise than by moving average; the standard cost of a unit."""
    documents: list[Document] = field(default_factory=list)

    def standing(self) -> list[Document]:
        return sorted((d for d in self.documents if d.standing), key=lambda d: (d.at, d.no))

    def on_hand(self, product: UUID, warehouse: UUID) -> Decimal:
        rows = [d for d in self.standing() if (d.product, d.warehouse) == (product, warehouse)]
        return sum((d.quantity for d in rows), Decimal(0))

    def dips(self, without: Document | None = None, extra: Document | None = None) -> bool:
        """Would some place be negative at some moment?"""
        running: dict[tuple[UUID, UUID], Decimal] = {}
        gone = {id(without), id(without.twin)} if without else set[int]()
        rows = [d for d in self.documents if d.standing and id(d) not in gone]
        rows += [extra] if extra else []
        rows = [d for d in rows if d.product not in self.negative]
        for d in sorted(rows, key=lambda d: (d.at, d.no)):
            place = (d.product, d.warehouse)
            running[place] = running.get(place, Decimal(0)) + d.quantity
            if running[place] < 0:
                return True
        return False

    def recost(self) -> dict[Key, tuple[Decimal, Decimal]]:
        """Cost of every standing document, and quantity and value of every pool."""
        pools: dict[Key, Pool] = {}
        returned: dict[int, Decimal] = {}
        for d in self.standing():
            key = (d.product, d.warehouse if d.product in self.by_warehouse else None)
            pool = pools.setdefault(key, Pool())
            d.missing = d.guessed = Decimal(0)
            d.cost = self.cost(d, pool, returned)
            pool.quantity += d.quantity
            pool.value += d.cost
            if d.product not in self.standard:
                self.keep(d, pool)
        return {key: (pool.quantity, pool.value) for key, pool in pools.items()}

    def cost(self, d: Document, pool: Pool, returned: dict[int, Decimal]) -> Decimal:
        if d.product in self.standard:
            return cents(self.standard[d.product] * (pool.quantity + d.quantity)) - pool.value
        if d.value is not None:
            return d.value
        if d.twin is not None and d.quantity > 0:
            return -d.twin.cost
        if d.issue is not None:
            before = returned.get(d.issue.no, Decimal(0))
            returned[d.issue.no] = after = before + d.quantity
            whole, cost = -d.issue.quantity, -d.issue.cost
            return cents(cost * after / whole) - cents(cost * before / whole)
        if d.quantity < 0:
            return self.leave(d, pool)
        if d.product in self.fifo and pool.units:
            same = [one[0] for one in pool.units if one[1] == pool.units[0][1]]
            return cents(sum(same) * d.quantity / len(same))
        if pool.quantity > 0:
            return cents(pool.value * d.quantity / pool.quantity)
        return cents(pool.known[1] * d.quantity / pool.known[0])

    def leave(self, d: Document, pool: Pool) -> Decimal:
        there = max(pool.quantity, Decimal(0))
        taken = min(-d.quantity, there)
        d.missing = -d.quantity - taken
        d.guessed = cents(pool.known[1] * d.missing / pool.known[0])
        if d.product in self.fifo:
            own = sum((pool.units.pop(0)[0] for _ in range(int(taken))), Decimal(0))
        elif taken == there:
            own = pool.value if there else Decimal(0)
        else:
            own = cents(pool.value * taken / there)
        return -own - d.guessed

    def keep(self, d: Document, pool: Pool) -> None:
        """Goods pay for what left before them; what is left of them can be taken."""
        if d.missing:
            pool.short.append(d)
        covering = d.quantity > 0 and bool(pool.short)
        if covering:
            pool.value -= covered(d, pool.short)
        if d.product not in self.fifo:
            if pool.quantity > 0:
                pool.known = (pool.quantity, pool.value)
            elif covering:
                pool.known = (d.quantity, d.cost)
        elif d.quantity > 0:
            pool.known = (d.quantity, d.cost)
            left = min(d.quantity, max(pool.quantity, Decimal(0)))
            pool.units += [(cost, d.no) for cost in one_by_one(d)[int(d.quantity - left) :]]


def one_by_one(goods: Document) -> list[Decimal]:
    """What each single unit of a receipt costs; together they cost what it cost."""
    until = [cents(goods.cost * n / goods.quantity) for n in range(int(goods.quantity) + 1)]
    return [after - before for before, after in itertools.pairwise(until)]


def covered(goods: Document, waiting: list[Document]) -> Decimal:
    """Goods that came pay for issues before them, the oldest first; answers how much more these
    cost than was guessed."""
    used = more = Decimal(0)
    while waiting and used < goods.quantity:
        issue = waiting[0]
        part = min(issue.missing, goods.quantity - used)
        share = cents(goods.cost * (used + part) / goods.quantity)
        share -= cents(goods.cost * used / goods.quantity)
        guessed = cents(issue.guessed * part / issue.missing)
        issue.cost -= share - guessed
        more += share - guessed
        issue.missing -= part
        issue.guessed -= guessed
        used += part
        if not issue.missing:
            waiting.pop(0)
    return more


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)
