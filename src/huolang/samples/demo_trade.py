"""示例公司的半年: what a wholesaler buys, receives, sells, delivers and takes back, day by day.

Arithmetic only, from a fixed seed. The shop below keeps its own small account of what is on hand
and promised, so that nothing is planned that the books would refuse; the books prove it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from huolang.samples import demo_figures as figures
from huolang.samples.demo_figures import WAREHOUSES
from huolang.samples.demo_goods import Contact, Ware

DAYS = 182
COVER, REORDER = 32, 18
"""Days of sale that a purchase brings, and below which one is made."""
BUYING_DAYS = (2,)
PATIENCE = 25
"""Days after which a customer no longer waits for the rest of an order."""


@dataclass(frozen=True)
class Line:
    """`source`: key of an earlier document and the number of its line that this one follows."""

    ware: str
    quantity: int
    price: Decimal | None = None
    boxed: bool = False
    source: tuple[str, int] | None = None


@dataclass(frozen=True)
class Paper:
    """One document: its form, its key in the data set, and what is filled in."""

    form: str
    key: str
    day: date
    warehouse: str
    lines: tuple[Line, ...]
    partner: str = ""
    reason: str = ""
    then: str = "confirm"


@dataclass
class _Order:
    """A sales or purchase order with what is still open of each line."""

    paper: Paper
    open: list[int]
    held: list[int] = field(default_factory=list[int])
    """Of a sales order: what is promised to each line."""


class _Stockroom:
    """What is on hand and free in each warehouse, who waits for it, and what was ordered."""

    def __init__(self, wares: Sequence[Ware], end: date, chance: random.Random) -> None:
        self.chance, self.end = chance, end
        self.wares = {one.code: one for one in wares}
        self.free: dict[tuple[str, str], int] = {}
        self.waiting: list[_Order] = []
        self.coming: dict[date, list[tuple[_Order, list[int]]]] = {}
        self.ordered: dict[tuple[str, str], int] = {}
        self.count = 0

    def _buy(self, day: date) -> Iterator[Paper]:
        """Once a week, what runs low."""
        if day.weekday() not in BUYING_DAYS:
            return
        needed: dict[tuple[str, str], list[Line]] = {}
        for (place, code), free in self.free.items():
            ware = self.wares[code]
            pace = figures.pace(ware, place, day)
            if (
                free + self.ordered.get((place, code), 0) - self._missing(place, code)
                > pace * REORDER
            ):
                continue
            quantity = figures.whole_cases(ware, pace * COVER)
            boxed = quantity % ware.packed == 0
            line = Line(code, quantity, figures.cost(ware, self._progress(day), self.chance), boxed)
            needed.setdefault((place, ware.supplier), []).append(line)
        for (place, supplier), lines in needed.items():
            if len(lines) >= 3 or self.chance.random() < 0.12:
                yield self._buy_from(day, place, supplier, lines)

    def _missing(self, place: str, code: str) -> int:
        """What orders still wait for."""
        return sum(
            order.open[index] - order.held[index]
            for order in self.waiting
            if order.paper.warehouse == place
            for index, line in enumerate(order.paper.lines)
            if line.ware == code
        )

    def _buy_from(self, day: date, place: str, supplier: str, lines: list[Line]) -> Paper:
        paper = self._paper("purchase_order", day, place, lines, supplier)
        order = _Order(paper, [line.quantity for line in lines])
        for line in lines:
            key = place, line.ware
            self.ordered[key] = self.ordered.get(key, 0) + line.quantity
        first = list(order.open)
        lead = self.chance.randint(3, 9)
        if self.chance.random() < 0.2:
            first = [figures.whole_cases(self.wares[x.ware], x.quantity * 0.6) for x in lines]
            first = [min(part, line.quantity) for part, line in zip(first, lines, strict=True)]
            rest = [line.quantity - part for part, line in zip(first, lines, strict=True)]
            self._comes(day, lead + self.chance.randint(3, 6), order, rest)
        self._comes(day, lead, order, first)
        return paper

    def _comes(self, day: date, after: int, order: _Order, parts: list[int]) -> None:
        when = day + timedelta(days=after)
        when += timedelta(days=when.weekday() == 6)
        if any(parts):
            self.coming.setdefault(when, []).append((order, parts))

    def _receive(self, day: date) -> Iterator[Paper]:
        for order, parts in self.coming.pop(day, []):
            lines: list[Line] = []
            place = order.paper.warehouse
            for index, (line, part) in enumerate(zip(order.paper.lines, parts, strict=True)):
                if part:
                    boxed = line.boxed and part % self.wares[line.ware].packed == 0
                    source = order.paper.key, index
                    lines.append(Line(line.ware, part, line.price, boxed, source))
                    self.ordered[place, line.ware] -= part
            paper = self._paper("purchase_receipt", day, place, lines, order.paper.partner)
            yield paper
            for line in lines:
                self._arrive(place, line.ware, line.quantity)
            yield from self._send_back(paper)

    def _send_back(self, paper: Paper) -> Iterator[Paper]:
        """Now and then some of it is faulty."""
        if self.chance.random() > 0.06:
            return
        index = self.chance.randrange(len(paper.lines))
        line = paper.lines[index]
        quantity = min(max(1, line.quantity // 12), self.free[paper.warehouse, line.ware])
        if quantity:
            self.free[paper.warehouse, line.ware] -= quantity
            back = Line(line.ware, quantity, line.price, False, (paper.key, index))
            yield self._paper("purchase_return", paper.day, paper.warehouse, [back], paper.partner)

    def _arrive(self, place: str, code: str, quantity: int) -> None:
        """Goods that arrive go to the orders that wait for them, oldest first."""
        for order in self.waiting:
            if order.paper.warehouse != place:
                continue
            for index, line in enumerate(order.paper.lines):
                if line.ware == code:
                    part = min(quantity, order.open[index] - order.held[index])
                    order.held[index] += part
                    quantity -= part
        self.free[place, code] += quantity

    def _progress(self, day: date) -> float:
        """0 on the first day, 1 on the last."""
        return 1 - (self.end - day).days / DAYS

    def _paper(
        self,
        form: str,
        day: date,
        place: str,
        lines: Sequence[Line],
        partner: str = "",
        reason: str = "",
    ) -> Paper:
        self.count += 1
        return Paper(form, f"{self.count:05d}", day, place, tuple(lines), partner, reason)


class Shop(_Stockroom):
    """Half a year of trade that ends on `end`."""

    def __init__(
        self, wares: Sequence[Ware], customers: Sequence[Contact], end: date, chance: random.Random
    ) -> None:
        super().__init__(wares, end, chance)
        self.customers = list(customers)
        self.returns: dict[date, list[tuple[Paper, int, int]]] = {}

    def days(self) -> Iterator[tuple[date, list[Paper]]]:
        """The documents of each day, in their order; the first day has the opening stock."""
        start = self.end - timedelta(days=DAYS)
        yield start, [self._opening(start, code) for code, *_ in WAREHOUSES]
        for number in range(1, DAYS + 1):
            day = start + timedelta(days=number)
            if day.weekday() < 6:
                yield day, list(self._day(day))

    def _opening(self, day: date, place: str) -> Paper:
        lines: list[Line] = []
        for ware in self.wares.values():
            quantity = figures.whole_cases(ware, figures.pace(ware, place, day) * COVER)
            self.free[place, ware.code] = quantity
            lines.append(Line(ware.code, quantity, ware.cost))
        return Paper("stock_receipt", f"opening-{place}", day, place, tuple(lines), "", "opening")

    def _day(self, day: date) -> Iterator[Paper]:
        yield from self._receive(day)
        yield from self._deliver_waiting(day)
        yield from self._sell(day)
        yield from self._take_back(day)
        yield from self._lose(day)
        yield from self._buy(day)

    def _sell(self, day: date) -> Iterator[Paper]:
        for _number in range(figures.orders(day, self._progress(day), self.chance)):
            customer = self.chance.choices(self.customers, [c.weight for c in self.customers])[0]
            place = self.chance.choices(WAREHOUSES, [w[2] for w in WAREHOUSES])[0][0]
            lines = self._wanted(day, customer, place)
            if self.chance.random() < 0.55:
                yield from self._order(day, customer, place, lines)
            else:
                yield from self._sell_at_once(day, customer, place, lines)

    def _wanted(self, day: date, customer: Contact, place: str) -> list[Line]:
        progress = self._progress(day)
        chosen = figures.basket(list(self.wares.values()), place, day, self.chance)
        return [
            Line(ware.code, quantity, figures.price(ware, customer, progress), boxed)
            for ware, quantity, boxed in chosen
        ]

    def _order(
        self, day: date, customer: Contact, place: str, lines: list[Line]
    ) -> Iterator[Paper]:
        paper = self._paper("sales_order", day, place, lines, customer.code)
        order = _Order(paper, [line.quantity for line in lines], [0] * len(lines))
        for index, line in enumerate(lines):
            order.held[index] = min(line.quantity, self.free[place, line.ware])
            self.free[place, line.ware] -= order.held[index]
        yield paper
        self.waiting.append(order)
        if self.chance.random() < 0.5:
            yield from self._deliver(day, order)

    def _sell_at_once(
        self, day: date, customer: Contact, place: str, lines: list[Line]
    ) -> Iterator[Paper]:
        kept = [line for line in lines if self.free[place, line.ware] >= line.quantity]
        if kept:
            for line in kept:
                self.free[place, line.ware] -= line.quantity
            paper = self._paper("sales_delivery", day, place, kept, customer.code)
            self._may_come_back(paper)
            yield paper

    def _deliver_waiting(self, day: date) -> Iterator[Paper]:
        for order in list(self.waiting):
            age = (day - order.paper.day).days
            if age and any(order.held) and self.chance.random() < 0.5:
                yield from self._deliver(day, order)
            if age > PATIENCE and order in self.waiting and not any(order.held):
                self.waiting.remove(order)
                yield Paper(
                    "sales_order", order.paper.key, day, order.paper.warehouse, (), then="close"
                )

    def _deliver(self, day: date, order: _Order) -> Iterator[Paper]:
        """What is promised to the order goes out; the rest stays open."""
        lines: list[Line] = []
        for index, line in enumerate(order.paper.lines):
            quantity = order.held[index]
            if quantity:
                boxed = line.boxed and quantity == line.quantity
                source = order.paper.key, index
                lines.append(Line(line.ware, quantity, line.price, boxed, source))
                order.open[index] -= quantity
                order.held[index] = 0
        if not any(order.open):
            self.waiting.remove(order)
        if lines:
            place, partner = order.paper.warehouse, order.paper.partner
            paper = self._paper("sales_delivery", day, place, lines, partner)
            self._may_come_back(paper)
            yield paper

    def _may_come_back(self, paper: Paper) -> None:
        if self.chance.random() < 0.04:
            index = self.chance.randrange(len(paper.lines))
            part = max(1, round(paper.lines[index].quantity * self.chance.uniform(0.1, 0.4)))
            day = paper.day + timedelta(days=self.chance.randint(3, 10))
            while day.weekday() == 6:
                day += timedelta(days=1)
            self.returns.setdefault(day, []).append((paper, index, part))

    def _take_back(self, day: date) -> Iterator[Paper]:
        for paper, index, quantity in self.returns.pop(day, []):
            line = paper.lines[index]
            back = Line(line.ware, quantity, line.price, False, (paper.key, index))
            yield self._paper("sales_return", day, paper.warehouse, [back], paper.partner)
            self._arrive(paper.warehouse, line.ware, quantity)

    def _lose(self, day: date) -> Iterator[Paper]:
        """Things break on some days, and once a month something is given to customers."""
        if self.chance.random() > 0.12:
            return
        place = self.chance.choice(WAREHOUSES)[0]
        chosen = self.chance.sample(sorted(self.wares), 3)
        lines = [Line(code, 1) for code in chosen if self.free[place, code] > 3]
        if lines:
            for line in lines:
                self.free[place, line.ware] -= line.quantity
            reason = self.chance.choice(("loss", "loss", "use", "gift"))
            yield self._paper("stock_issue", day, place, lines, "", reason)
