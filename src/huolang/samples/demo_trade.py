"""示例公司的半年: what a wholesaler buys, receives, sells, delivers and takes back, day by day.

Arithmetic only, from a fixed seed. The shop below keeps its own small account of what is on hand
and promised, so that nothing is planned that the books would refuse; the books prove it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from huolang.samples import demo_figures as figures
from huolang.samples import demo_staff
from huolang.samples.demo_bundles import Bundling
from huolang.samples.demo_figures import WAREHOUSES
from huolang.samples.demo_goods import Contact, Ware
from huolang.samples.demo_stockroom import COVER, Line, Order, Paper

DAYS = 182
PATIENCE = 25
"""Days after which a customer no longer waits for the rest of an order."""
COMES_BACK = 0.04
"""How often some of a delivery does."""
BARGAIN, GIFT, EVEN = 0.1, 0.05, 0.12
"""How often an order has a line at a discount, a sale something for nothing, or no cents."""


class Shop(Bundling):
    """Half a year of trade that ends on `end`."""

    def __init__(
        self, wares: Sequence[Ware], customers: Sequence[Contact], end: date, chance: random.Random
    ) -> None:
        super().__init__(wares, customers, end, DAYS, chance)
        self.returns: dict[date, list[tuple[Paper, int, int]]] = {}

    def days(self) -> Iterator[tuple[date, list[Paper]]]:
        """The documents of each day, in their order; the first day has the opening stock."""
        start = self.end - timedelta(days=self.length)
        yield start, [self._opening(start, code) for code, *_ in WAREHOUSES]
        for number in range(1, self.length + 1):
            day = start + timedelta(days=number)
            if day.weekday() < 6:
                yield day, list(self._day(day))

    def _opening(self, day: date, place: str) -> Paper:
        lines: list[Line] = []
        for ware in self.wares.values():
            pace = figures.pace(ware, place, day)
            quantity = figures.whole_cases(ware, pace * COVER) if pace else 0
            self.free[place, ware.code] = quantity
            if quantity:
                lines.append(Line(ware.code, quantity, ware.cost))
        return Paper("opening_stock", f"opening-{place}", day, place, tuple(lines))

    def _day(self, day: date) -> Iterator[Paper]:
        yield from self._receive(day)
        yield from self._move(day)
        yield from self._deliver_waiting(day)
        yield from self._sell(day)
        yield from self._take_back(day)
        yield from self._lose(day)
        yield from self._find(day)
        yield from self._special(day)
        yield from self._buy(day)
        if day == self.end:
            yield from self._unfinished(day)

    def _sell(self, day: date) -> Iterator[Paper]:
        """Orders first, of which half go out at once; then what is sold without an order."""
        at_once: list[tuple[Contact, str, list[Line]]] = []
        taken: list[Order] = []
        for _number in range(figures.orders(day, self._progress(day), self.chance)):
            customer = self.chance.choices(self.customers, [c.weight for c in self.customers])[0]
            place = self.chance.choices(WAREHOUSES, [w[2] for w in WAREHOUSES])[0][0]
            lines = self._wanted(day, customer, place)
            if self.chance.random() < 0.55:
                order = self._order(day, customer, place, lines)
                taken.append(order)
                yield order.paper
            else:
                at_once.append((customer, place, lines))
        for order in taken:
            if self.chance.random() < 0.5:
                yield from self._deliver(day, order)
        for customer, place, lines in at_once:
            yield from self._sell_at_once(day, customer, place, lines)

    def _wanted(self, day: date, customer: Contact, place: str) -> list[Line]:
        progress = self._progress(day)
        chosen = figures.basket(list(self.wares.values()), place, day, self.chance)
        return [
            Line(ware.code, quantity, figures.price(ware, customer, progress), boxed)
            for ware, quantity, boxed in chosen
        ]

    def _order(self, day: date, customer: Contact, place: str, lines: list[Line]) -> Order:
        if self.chance.random() < BARGAIN:
            lines[0] = replace(lines[0], discount=self.chance.choice((3, 5, 8)))
        paper = self._paper("sales_order", day, place, lines, customer.code)
        days = self.chance.randint(2, 9)
        paper = replace(paper, expected=self._working(day + timedelta(days=days)))
        order = Order(paper, [line.quantity for line in lines], [0] * len(lines))
        for index, line in enumerate(lines):
            order.held[index] = min(line.quantity, self.free[place, line.ware])
            self.free[place, line.ware] -= order.held[index]
        self.waiting.append(order)
        return order

    def _sell_at_once(
        self, day: date, customer: Contact, place: str, lines: list[Line]
    ) -> Iterator[Paper]:
        kept = [line for line in lines if self.free[place, line.ware] >= line.quantity]
        if kept:
            for line in kept:
                self.free[place, line.ware] -= line.quantity
            kept += self._gift(place)
            paper = self._paper("sales_delivery", day, place, kept, customer.code)
            self._may_come_back(paper)
            yield replace(paper, off=self._cents(kept))

    def _gift(self, place: str) -> list[Line]:
        """Now and then something small for nothing, such as lies there in plenty."""
        if self.chance.random() > GIFT:
            return []
        code = self.chance.choice([code for code in sorted(self.wares) if code < "SP07"])
        if self.free[place, code] < 10:
            return []
        self.free[place, code] -= 1
        return [Line(code, 1, Decimal(0), is_gift=True)]

    def _cents(self, lines: Sequence[Line]) -> Decimal | None:
        """What is let off so that the customer pays no cents."""
        if self.chance.random() > EVEN:
            return None
        return sum((line.quantity * (line.price or 0) for line in lines), Decimal(0)) % 1 or None

    def _deliver_waiting(self, day: date) -> Iterator[Paper]:
        for order in list(self.waiting):
            age = (day - order.paper.day).days
            if age and any(order.held) and self.chance.random() < 0.5:
                yield from self._deliver(day, order)
        for order in list(self.waiting):
            if (day - order.paper.day).days > PATIENCE and not any(order.held):
                self.waiting.remove(order)
                place = order.paper.warehouse
                yield Paper("sales_order", order.paper.key, day, place, (), then="close")

    def _deliver(self, day: date, order: Order) -> Iterator[Paper]:
        """What is promised to the order goes out; the rest stays open."""
        lines: list[Line] = []
        for index, line in enumerate(order.paper.lines):
            quantity = order.held[index]
            if quantity:
                boxed = line.boxed and quantity == line.quantity
                source = order.paper.key, index
                lines.append(replace(line, quantity=quantity, boxed=boxed, source=source))
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
        if self.chance.random() < COMES_BACK:
            index = self.chance.randrange(len(paper.lines))
            if paper.lines[index].is_gift:
                return
            part = max(1, round(paper.lines[index].quantity * self.chance.uniform(0.1, 0.4)))
            day = paper.day + timedelta(days=self.chance.randint(3, 10))
            day = self._working(day)
            self.returns.setdefault(day, []).append((paper, index, part))

    def _take_back(self, day: date) -> Iterator[Paper]:
        for paper, index, quantity in self.returns.pop(day, []):
            line = paper.lines[index]
            back = replace(line, quantity=quantity, boxed=False, source=(paper.key, index))
            given = self._instead(day, paper, back) if self.chance.random() < 0.4 else []
            form = "sales_exchange" if given else "sales_return"
            yield self._paper(form, day, paper.warehouse, [back, *given], paper.partner)
            self._arrive(paper.warehouse, line.ware, quantity)

    def _instead(self, day: date, paper: Paper, back: Line) -> list[Line]:
        """As many of another size, or else of another kind in the same category."""
        ware = self.wares[back.ware]
        near = [one for one in self.wares.values() if one.category == ware.category]
        for other in sorted(near, key=lambda one: (one.name != ware.name, one.code)):
            place = paper.warehouse, other.code
            if other != ware and self.free[place] >= back.quantity:
                self.free[place] -= back.quantity
                price = figures.drifted(other, self._progress(day))
                return [Line(other.code, back.quantity, price)]
        return []

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
            paper = self._paper("stock_issue", day, place, lines, "", reason)
            who = demo_staff.taker(day.toordinal()) if reason == "use" else {}
            yield replace(paper, more=tuple(who.items()))

    def _find(self, day: date) -> Iterator[Paper]:
        """Sometimes counting finds something, and suppliers send samples."""
        if self.chance.random() > 0.06:
            return
        place = self.chance.choice(WAREHOUSES)[0]
        reason = self.chance.choice(("found", "found", "gift"))
        codes = sorted(self.chance.sample(sorted(self.wares), 2))
        lines = [
            Line(code, 1, self.wares[code].cost if reason == "gift" else None) for code in codes
        ]
        yield self._paper("stock_receipt", day, place, lines, "", reason)
        for code in codes:
            self._arrive(place, code, 1)

    def _unfinished(self, day: date) -> Iterator[Paper]:
        """What lies on the desks this evening: nobody has confirmed it yet."""
        place = WAREHOUSES[0][0]
        for form, who in (("sales_order", 4), ("sales_order", 9), ("sales_delivery", 12)):
            customer = self.customers[who]
            lines = self._wanted(day, customer, place)
            yield replace(self._paper(form, day, place, lines, customer.code), then="draft")
        wares = list(self.wares.values())[:3]
        lines = [Line(one.code, one.packed * 4, one.cost, True) for one in wares]
        paper = self._paper("purchase_order", day, place, lines, wares[0].supplier)
        yield replace(paper, then="draft")
