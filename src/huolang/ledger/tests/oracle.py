"""Slow and obvious: what the books must say, worked out afresh from all standing documents."""

from __future__ import annotations

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


@dataclass
class Oracle:
    by_warehouse: set[UUID]
    """Products whose cost pool is per warehouse."""
    negative: set[UUID] = field(default_factory=set)
    """Products that may be sold before they are there."""
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

    def recost(self) -> dict[tuple[UUID, UUID | None], tuple[Decimal, Decimal]]:
        """Cost of every standing document, and quantity and value of every pool."""
        pools: dict[tuple[UUID, UUID | None], tuple[Decimal, Decimal]] = {}
        known: dict[tuple[UUID, UUID | None], tuple[Decimal, Decimal]] = {}
        short: dict[tuple[UUID, UUID | None], list[Document]] = {}
        returned: dict[int, Decimal] = {}
        for d in self.standing():
            key = (d.product, d.warehouse if d.product in self.by_warehouse else None)
            quantity, value = pools.get(key, (Decimal(0), Decimal(0)))
            q, v = known.get(key, (Decimal(1), Decimal(0)))
            d.missing = d.guessed = Decimal(0)
            if d.value is not None:
                d.cost = d.value
            elif d.twin is not None and d.quantity > 0:
                d.cost = -d.twin.cost
            elif d.issue is not None:
                before = returned.get(d.issue.no, Decimal(0))
                after = before + d.quantity
                returned[d.issue.no] = after
                whole, cost = -d.issue.quantity, -d.issue.cost
                d.cost = cents(cost * after / whole) - cents(cost * before / whole)
            elif d.quantity < 0:
                there = max(quantity, Decimal(0))
                taken = min(-d.quantity, there)
                d.missing = -d.quantity - taken
                d.guessed = cents(v * d.missing / q)
                own = value if taken == there else cents(value * taken / there)
                d.cost = -(own if there else Decimal(0)) - d.guessed
            elif quantity > 0:
                d.cost = cents(value * d.quantity / quantity)
            else:
                d.cost = cents(v * d.quantity / q)
            quantity, value = quantity + d.quantity, value + d.cost
            if d.missing:
                short.setdefault(key, []).append(d)
            covering = bool(d.quantity > 0 and short.get(key))
            if covering:
                value -= covered(d, short[key])
            pools[key] = (quantity, value)
            if quantity > 0:
                known[key] = pools[key]
            elif covering:
                known[key] = (d.quantity, d.cost)
        return pools


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
