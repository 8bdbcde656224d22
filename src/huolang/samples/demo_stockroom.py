"""示例公司的库房: what is there and promised, so that the books refuse nothing that is planned."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from huolang.samples import demo_figures as figures
from huolang.samples.demo_figures import WAREHOUSES
from huolang.samples.demo_goods import Ware

COVER, REORDER = 32, 18
"""Days of sale that a purchase brings, and below which one is made."""
BUYING_DAYS = (2,)
MOVING_DAY, MOVED, MOST_MOVED = 0, 10, 6
"""Weekday on which branches are filled up, days of sale that they get, and of how many wares."""


@dataclass(frozen=True)
class Line:
    """`source`: key of an earlier document and the number of its line that this one follows.
    `discount`: percent off."""

    ware: str
    quantity: int
    price: Decimal | None = None
    boxed: bool = False
    source: tuple[str, int] | None = None
    link: str = ""
    """The field that names it, where that is not the usual one."""
    discount: int = 0
    is_gift: bool = False
    more: tuple[tuple[str, Any], ...] = ()
    """What else is filled in, by field."""


@dataclass(frozen=True)
class Paper:
    """One document: its form, its key in the data set, and what is filled in. `expected`: when
    the goods of an order should come or go; `off`: money off all of it."""

    form: str
    key: str
    day: date
    warehouse: str
    lines: tuple[Line, ...]
    partner: str = ""
    reason: str = ""
    then: str = "confirm"
    expected: date | None = None
    off: Decimal | None = None
    into: str = ""
    """Where a transfer brings its goods."""
    makes: Line | None = None
    """What is assembled of its lines, or taken apart into them."""
    more: tuple[tuple[str, Any], ...] = ()
    """What else is filled in, by field."""


@dataclass
class Order:
    """A sales or purchase order with what is still open of each line."""

    paper: Paper
    open: list[int]
    held: list[int] = field(default_factory=list[int])
    """Of a sales order: what is promised to each line."""


class Stockroom:
    """What is on hand and free in each warehouse, who waits for it, and what was ordered."""

    def __init__(
        self, wares: Sequence[Ware], end: date, length: int, chance: random.Random
    ) -> None:
        self.chance, self.end, self.length = chance, end, length
        self.wares = {one.code: one for one in wares}
        self.free: dict[tuple[str, str], int] = {}
        self.waiting: list[Order] = []
        self.coming: dict[date, list[tuple[Order, list[int]]]] = {}
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
            if not pace:
                continue
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

    def _move(self, day: date) -> Iterator[Paper]:
        """Once a week the branches get from the main warehouse what runs low there."""
        main, *branches = (code for code, *_more in WAREHOUSES)
        for place in branches if day.weekday() == MOVING_DAY else ():
            lines: list[Line] = []
            for code, ware in self.wares.items():
                pace = figures.pace(ware, place, day)
                if not pace:
                    continue
                wanted = figures.whole_cases(ware, pace * MOVED)
                low = self.free[place, code] + self.ordered.get((place, code), 0) < wanted // 2
                if low and self.free[main, code] > 3 * wanted and len(lines) < MOST_MOVED:
                    lines.append(Line(code, wanted, boxed=wanted % ware.packed == 0))
            if lines:
                for line in lines:
                    self.free[main, line.ware] -= line.quantity
                paper = self._paper("stock_transfer", day, main, lines)
                yield from self._send(replace(paper, into=place))

    def _send(self, paper: Paper) -> Iterator[Paper]:
        yield paper
        for line in paper.lines:
            self._arrive(paper.into, line.ware, line.quantity)

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
        lead = self.chance.randint(3, 9)
        paper = self._paper("purchase_order", day, place, lines, supplier)
        paper = replace(paper, expected=self._working(day + timedelta(days=lead)))
        order = Order(paper, [line.quantity for line in lines])
        for line in lines:
            key = place, line.ware
            self.ordered[key] = self.ordered.get(key, 0) + line.quantity
        first = list(order.open)
        if self.chance.random() < 0.2:
            first = [figures.whole_cases(self.wares[x.ware], x.quantity * 0.6) for x in lines]
            first = [min(part, line.quantity) for part, line in zip(first, lines, strict=True)]
            rest = [line.quantity - part for part, line in zip(first, lines, strict=True)]
            self._comes(day, lead + self.chance.randint(3, 6), order, rest)
        self._comes(day, lead, order, first)
        return paper

    def _comes(self, day: date, after: int, order: Order, parts: list[int]) -> None:
        if any(parts):
            when = self._working(day + timedelta(days=after))
            self.coming.setdefault(when, []).append((order, parts))

    def _working(self, day: date) -> date:
        """That day, or the Monday after a Sunday."""
        return day + timedelta(days=day.weekday() == 6)

    def _receive(self, day: date) -> Iterator[Paper]:
        papers: list[Paper] = []
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
            papers.append(paper)
            yield paper
            for line in lines:
                self._arrive(place, line.ware, line.quantity)
        for paper in papers:
            yield from self._send_back(paper)

    def _send_back(self, paper: Paper) -> Iterator[Paper]:
        """Now and then some of it is faulty."""
        if self.chance.random() > 0.06:
            return
        index = self.chance.randrange(len(paper.lines))
        line = paper.lines[index]
        quantity = min(max(1, line.quantity // 12), self.free[paper.warehouse, line.ware])
        if not quantity:
            return
        back = Line(line.ware, quantity, line.price, False, (paper.key, index))
        told = paper.day, paper.warehouse
        if self.chance.random() < 0.35:  # the supplier brings good ones instead
            good = Line(line.ware, quantity, line.price)
            yield self._paper("purchase_exchange", *told, [back, good], paper.partner)
            return
        self.free[paper.warehouse, line.ware] -= quantity
        yield self._paper("purchase_return", *told, [back], paper.partner)

    def _arrive(self, place: str, code: str, quantity: int) -> None:
        """Goods that arrive go to the orders that wait for them, in the books' order."""
        for order in sorted(self.waiting, key=lambda one: one.paper.expected or one.paper.day):
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
        return 1 - (self.end - day).days / self.length

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
