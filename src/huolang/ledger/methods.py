"""Costing methods: what a pool holds, and at what it lets go.

One class a method, all with the same few questions. Integers only: quantities in millionths of the
base unit, money in the smallest unit of the company's currency.

Moving average 移动加权平均: an issue takes value × quantity ÷ quantity on hand, halves away from
zero; the last unit out takes the value that is left, so an empty pool is worth nothing.

First in, first out 先进先出: each receipt is a layer, and issues use up the oldest. Parts of a
layer add up to its value exactly, and what is left of it depends only on how much was taken. So the
layers of any moment are the newest receipts that make up the quantity on hand then; no history of
who took what is needed to know them.

Standard cost 标准成本: the pool is always worth quantity × standard, rounded once. What a document
says beyond that is variance.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

AVERAGE, FIFO, STANDARD = "moving_average", "fifo", "standard"
WHOLE = 10**6
"""Millionths: of a base unit in a quantity, of a currency's smallest unit in a standard cost."""


def share(amount: int, part: int, whole: int) -> int:
    """amount × part ÷ whole, halves away from zero."""
    if amount >= 0 and part >= 0 and whole > 0:
        return (2 * amount * part + whole) // (2 * whole)
    product = abs(amount) * abs(part)
    rounded = (2 * product + abs(whole)) // (2 * abs(whole))
    negative = (amount < 0) ^ (part < 0) ^ (whole < 0)
    return -rounded if negative else rounded


@dataclass(slots=True)
class Stock:
    """State of one pool, by moving average. `known_*` is the last state with goods in it."""

    quantity: int = 0
    value: int = 0
    known_quantity: int = 0
    known_value: int = 0

    covers = True
    """Do goods that come later say what an issue without stock has cost?"""
    fixed = False
    """Does the method say what anything costs, whatever a document says?"""

    def known_cost(self, quantity: int) -> int:
        """What `quantity` (≥ 0) costs by the last known unit cost; 0 when nothing is known."""
        return share(self.known_value, quantity, self.known_quantity) if self.known_quantity else 0

    def issue_cost(self, quantity: int) -> int:
        """Value (≥ 0) of `quantity` (> 0) leaving; what exceeds the stock goes at known cost."""
        if self.quantity <= 0:
            return self.known_cost(quantity)
        if quantity >= self.quantity:
            return self.value + self.known_cost(quantity - self.quantity)
        return share(self.value, quantity, self.quantity)

    def return_cost(self, quantity: int) -> int:
        """Value of `quantity` (> 0) coming back without a link: at the current cost."""
        if self.quantity > 0:
            return share(self.value, quantity, self.quantity)
        return self.known_cost(quantity)

    def add(self, entry: UUID, quantity: int, cost: int) -> None:
        """`quantity` at `cost` (same sign) enters or leaves with `entry`."""
        self.quantity += quantity
        self.value += cost
        if self.quantity > 0:
            self.known_quantity, self.known_value = self.quantity, self.value

    def cover(self, quantity: int, cost: int, more: int) -> None:
        """The receipt just added, `quantity` at `cost`, paid for issues before it, which cost
        `more` than was reckoned for them."""
        self.value -= more
        if self.quantity > 0:
            self.known_quantity, self.known_value = self.quantity, self.value
        else:
            self.known_quantity, self.known_value = quantity, cost

    def copy(self) -> Stock:
        return Stock(self.quantity, self.value, self.known_quantity, self.known_value)


@dataclass(slots=True)
class Provisional(Stock):
    """Of a pool whose costs are still to be worked out, whatever its method: the average of what it
    is worth today, which may be off; so nothing costs less than nothing."""

    def issue_cost(self, quantity: int) -> int:
        return max(Stock.issue_cost(self, quantity), 0)

    def return_cost(self, quantity: int) -> int:
        return max(Stock.return_cost(self, quantity), 0)

    def copy(self) -> Provisional:
        known = self.known_quantity, self.known_value
        return Provisional(self.quantity, self.value, *known)


@dataclass(slots=True)
class Layer:
    """What the receipt `entry` brought, and how much of it was taken."""

    entry: UUID
    quantity: int
    value: int
    taken: int = 0

    @property
    def left(self) -> int:
        return self.quantity - self.taken

    @property
    def worth(self) -> int:
        """Value of what is left."""
        return self.value - share(self.value, self.taken, self.quantity)

    def cost(self, part: int) -> int:
        """Value of the next `part` taken."""
        until = share(self.value, self.taken + part, self.quantity)
        return until - share(self.value, self.taken, self.quantity)


@dataclass(slots=True)
class Fifo(Stock):
    """`known_*` is the newest receipt. `layers` are the oldest first; they may be the first few
    only, as many as are going to be asked for."""

    layers: deque[Layer] = field(default_factory=deque[Layer])

    def issue_cost(self, quantity: int) -> int:
        total, rest = 0, quantity
        for layer in self.layers:
            if not rest:
                break
            part = min(rest, layer.left)
            total += layer.cost(part)
            rest -= part
        return total + self.known_cost(rest)

    def return_cost(self, quantity: int) -> int:
        """At the cost at which the next goods would leave."""
        if self.layers:
            return share(self.layers[0].worth, quantity, self.layers[0].left)
        return self.known_cost(quantity)

    def add(self, entry: UUID, quantity: int, cost: int) -> None:
        before = max(self.quantity, 0)
        self.quantity += quantity
        self.value += cost
        if quantity > 0:
            self.known_quantity, self.known_value = quantity, cost
            if self.quantity > 0:
                taken = quantity - (self.quantity - before)
                self.layers.append(Layer(entry, quantity, cost, taken))
            return
        rest = min(-quantity, before)
        while rest:
            first = self.layers[0]
            part = min(rest, first.left)
            first.taken += part
            rest -= part
            if not first.left:
                self.layers.popleft()

    def cover(self, quantity: int, cost: int, more: int) -> None:
        self.value -= more

    def copy(self) -> Fifo:
        layers = (Layer(one.entry, one.quantity, one.value, one.taken) for one in self.layers)
        known = self.known_quantity, self.known_value
        return Fifo(self.quantity, self.value, *known, deque(layers))


@dataclass(slots=True)
class Standard(Stock):
    standard: int = 0
    """Millionths of the currency's smallest unit for one base unit."""

    covers = False
    fixed = True

    def worth(self, quantity: int) -> int:
        """What `quantity` on hand is worth, by the standard."""
        return share(self.standard, quantity, WHOLE * WHOLE)

    def issue_cost(self, quantity: int) -> int:
        return self.worth(self.quantity) - self.worth(self.quantity - quantity)

    def return_cost(self, quantity: int) -> int:
        return self.worth(self.quantity + quantity) - self.worth(self.quantity)

    def copy(self) -> Standard:
        known = self.known_quantity, self.known_value
        return Standard(self.quantity, self.value, *known, self.standard)


def of(
    method: str,
    quantity: int,
    value: int,
    known: tuple[int, int],
    *,
    layers: Iterable[Layer] = (),
    standard: int = 0,
) -> Stock:
    """A pool of that method."""
    if method == FIFO:
        return Fifo(quantity, value, *known, deque(layers))
    if method == STANDARD:
        return Standard(quantity, value, *known, standard)
    return Stock(quantity, value, *known)
