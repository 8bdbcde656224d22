"""示例公司的作坊和分仓: counts, goods on their way, gift boxes, batches and single pieces.

What is drawn by chance here is drawn aside, so that the rest of the story does not hang on it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from huolang.samples import demo_specials as specials
from huolang.samples.demo_figures import WAREHOUSES
from huolang.samples.demo_goods import Contact, Ware
from huolang.samples.demo_specials import BATCHED, BOX, IN_THE_BOX, PIECES
from huolang.samples.demo_stockroom import Line, Paper, Stockroom

MAIN, *BRANCHES = (code for code, *_more in WAREHOUSES)
FAR = BRANCHES[-1]
ASIDE = 20260704
COUNTED = 8
"""Products of a count at a month's end."""
DELIVERIES = {1: 360, 50: 240, 100: 240, 146: 120}
"""Working day, and how many of each batch come."""
PIECES_COME = {1: 8, 75: 6}
PACKED_ON, UNPACKED_ON = {4: 20, 55: 24, 128: 30}, {110: 2}
"""Working days on which gift boxes are packed, and taken apart, and how many."""
SELLS_EVERY = {"batches": 4, "pieces": 9, "boxes": 6}
FAULTY = 40
"""The first piece that is sold after this day comes back a week later."""


class Workshop(Stockroom):
    """What the main warehouse packs, and what is told apart, it keeps an account of its own of."""

    def __init__(
        self,
        wares: Sequence[Ware],
        customers: Sequence[Contact],
        end: date,
        length: int,
        chance: random.Random,
    ) -> None:
        super().__init__(wares, end, length, chance)
        self.customers = list(customers)
        self.aside = random.Random(ASIDE)
        self.special = {one.code: one for one in specials.wares()}
        self.there = dict.fromkeys((*BATCHED, BOX), 0)
        self.to_pack = self.to_unpack = 0
        self.pieces: dict[str, list[str]] = {code: [] for code in PIECES}
        self.on_its_way: dict[date, list[Paper]] = {}
        self.faulty: tuple[date, Paper] | None = None

    def _special(self, day: date) -> Iterator[Paper]:
        """What comes first, then what is made of it, then what is sold."""
        number = self._nth(day)
        yield from self._unload(day)
        yield from self._take_in(day, number)
        yield from self._pack(day, number)
        yield from self._sell_special(day, number)
        yield from self._mend(day)
        if self._working(day + timedelta(days=1)).month != day.month:
            yield self._count(day)

    def _nth(self, day: date) -> int:
        """How many working days the story is old."""
        start = self.end - timedelta(days=self.length)
        return (day - start).days - (day.toordinal() // 7 - start.toordinal() // 7)

    def _send(self, paper: Paper) -> Iterator[Paper]:
        """Every third week it takes goods for the far warehouse some days; those of this week are
        still on their way."""
        weeks = (self.end - paper.day).days // 7
        if paper.into != FAR or weeks % 3:
            yield from super()._send(paper)
            return
        paper = replace(paper, more=(("in_steps", True),))
        yield paper
        arrives = self._working(paper.day + timedelta(days=2 if weeks else 8))
        self.on_its_way.setdefault(arrives, []).append(paper)
        self._expect(paper, 1)

    def _expect(self, paper: Paper, sign: int) -> None:
        for line in paper.lines:
            key = paper.into, line.ware
            self.ordered[key] = self.ordered.get(key, 0) + sign * line.quantity

    def _unload(self, day: date) -> Iterator[Paper]:
        """Now and then one is lost on its way."""
        for paper in self.on_its_way.pop(day, []):
            lost = int(self.aside.random() < 0.4)
            lines: list[Line] = []
            for index, line in enumerate(paper.lines):
                missing = lost if index == 0 else 0
                told = (("lost", missing),) if missing else ()
                lines.append(
                    Line(
                        line.ware,
                        line.quantity - missing,
                        boxed=line.boxed and not missing,
                        source=(paper.key, index),
                        more=told,
                    )
                )
            yield replace(
                self._paper("transfer_receipt", day, paper.warehouse, lines), into=paper.into
            )
            self._expect(paper, -1)
            for line in lines:
                self._arrive(paper.into, line.ware, line.quantity)

    def _take_in(self, day: date, number: int) -> Iterator[Paper]:
        if quantity := DELIVERIES.get(number):
            for code in BATCHED:
                ware, made = self.special[code], day - timedelta(days=12)
                told = (("batch", f"{code[2:]}-{made:%y%m%d}"), ("produced_on", f"{made}"))
                line = Line(code, quantity, ware.cost, more=told)
                self.there[code] += quantity
                yield self._paper("purchase_receipt", day, MAIN, [line], ware.supplier)
        if quantity := PIECES_COME.get(number):
            lines: list[Line] = []
            for code in PIECES:
                numbers = tuple(f"{code[2:]}{day:%y%m}{n:03d}" for n in range(1, quantity + 1))
                self.pieces[code] += numbers
                told = (("serials", numbers),)
                lines.append(Line(code, quantity, self.special[code].cost, more=told))
            supplier = self.special[PIECES[0]].supplier
            yield self._paper("purchase_receipt", day, MAIN, lines, supplier)

    def _pack(self, day: date, number: int) -> Iterator[Paper]:
        """Gift boxes of goods off the shelf, on the first day on which these are there; some that
        nobody wants are taken apart again."""
        self.to_pack += PACKED_ON.get(number, 0)
        self.to_unpack += UNPACKED_ON.get(number, 0)
        apart = self.to_unpack
        made = min(self.to_pack, *(self.free[MAIN, code] // part for code, part in IN_THE_BOX))
        if made > 0:
            self.to_pack = 0
            lines = [Line(code, part * made) for code, part in IN_THE_BOX]
            for line in lines:
                self.free[MAIN, line.ware] -= line.quantity
            self.there[BOX] += made
            yield replace(self._paper("assembly", day, MAIN, lines), makes=Line(BOX, made))
        if 0 < apart <= self.there[BOX]:
            lines = [Line(code, part * apart) for code, part in IN_THE_BOX]
            self.there[BOX] -= apart
            self.to_unpack = 0
            yield replace(self._paper("disassembly", day, MAIN, lines), makes=Line(BOX, apart))
            for line in lines:
                self._arrive(MAIN, line.ware, line.quantity)

    def _sell_special(self, day: date, number: int) -> Iterator[Paper]:
        """Of what comes in batches nobody says which: the oldest goes first."""
        lines: list[Line] = []
        if number % SELLS_EVERY["batches"] == 2:
            lines += [self._some(code, 6, 18) for code in BATCHED if self.there[code] > 60]
        if number % SELLS_EVERY["boxes"] == 5 and self.there[BOX] > 4:
            lines.append(self._some(BOX, 1, 4))
        if lines:
            yield self._sold(day, lines)
        code = PIECES[number // SELLS_EVERY["pieces"] % len(PIECES)]
        if number % SELLS_EVERY["pieces"] == 7 and len(self.pieces[code]) > 1:
            piece = self.pieces[code].pop(0)
            line = Line(code, 1, self.special[code].price, more=(("serials", (piece,)),))
            paper = self._sold(day, [line])
            if self.faulty is None and number > FAULTY:
                self.faulty = self._working(day + timedelta(days=7)), paper
            yield paper

    def _some(self, code: str, least: int, most: int) -> Line:
        quantity = self.aside.randint(least, most)
        self.there[code] -= quantity
        return Line(code, quantity, self.special[code].price)

    def _sold(self, day: date, lines: list[Line]) -> Paper:
        return self._paper(
            "sales_delivery", day, MAIN, lines, self.aside.choice(self.customers).code
        )

    def _mend(self, day: date) -> Iterator[Paper]:
        """A piece that did not work comes back; it is mended and sold to somebody else."""
        if self.faulty is None or self.faulty[0] != day:
            return
        paper = self.faulty[1]
        line = replace(paper.lines[0], source=(paper.key, 0))
        yield self._paper("sales_return", day, MAIN, [line], paper.partner)
        self.pieces[line.ware] += dict(line.more)["serials"]

    def _count(self, day: date) -> Paper:
        """Some shelves of one warehouse: mostly all is as the books say."""
        place = WAREHOUSES[day.month % len(WAREHOUSES)][0]
        chosen = self.aside.sample(sorted(self.wares), COUNTED)
        lines: list[Line] = []
        for number, code in enumerate(chosen):
            there = self._lying(place, code)
            if number == 0 and self.free[place, code] > 1:
                self.free[place, code] -= 1
                lines.append(Line(code, there - 1, more=(("reason", "normal"),)))
            elif number == 1:
                lines.append(Line(code, there + 1, more=(("reason", "surplus"),)))
                self._arrive(place, code, 1)
            elif there:
                lines.append(Line(code, there))
        return self._paper("stock_count", day, place, lines)

    def _lying(self, place: str, code: str) -> int:
        """On hand: what is free, and what is promised."""
        promised = sum(
            order.held[index]
            for order in self.waiting
            if order.paper.warehouse == place
            for index, line in enumerate(order.paper.lines)
            if line.ware == code
        )
        return self.free[place, code] + promised
