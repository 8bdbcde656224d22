"""盘点故事: several count pieces and heaps while goods come, go, and are sold on paper only.

Beside the books runs a slow truth: what physically lies there. Whoever counts makes no mistake that
he does not undo, so after the approval the books are that truth.
"""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from huolang.inventory import count_review
from tests.support import serials, trading
from tests.support.counting import ANNA, BERT, approve, begun, minutes, of, recount, statuses, tally
from tests.support.trading import line

pytestmark = pytest.mark.usefixtures("shop")
PAST = {"date": "2026-11-20"}
STEPS = 26


class Story:
    """`there` are the pieces on the shelf, `heaps` the screws on two, `cable` on a drum."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.two = seed % 2 == 1
        self.now, self.made = 1.0, 0
        self.there, self.stolen = {f"P{n}" for n in range(8)}, set[str]()
        self.heaps, self.cable = [40, 60], 30
        self.arrived: dict[str, float] = {}
        self.only_on_paper: list[Any] = []
        self.sold_on_paper = set[str]()
        self.began: dict[Any, float] = {}
        self.scanned: dict[Any, dict[str, float]] = {ANNA: {}, BERT: {}}

    def open(self) -> None:
        trading.product("SJ", "手机", serialized=True, sales_price="2000")
        serials.received(sorted(self.there), "50", **PAST)
        told = {"reason": "opening", **PAST}
        goods = line("LS8", 100, unit_cost="0.30"), line("DL", 30, unit_cost="12")
        trading.confirmed("stock_receipt", *goods, **told)
        self.stolen = set(self.chance.sample(sorted(self.there), 2))
        self.there = (self.there - self.stolen) | {"FOUND"}
        self.cable -= 3
        self.plan = begun(two_counters=self.two)

    def later(self) -> float:
        self.now += 1
        return self.now

    def post(self, form: str, row: dict[str, Any]) -> Any:
        payload = trading.filled(form, row)
        return trading.create(form, payload, then="confirm", at=minutes(self.later()))

    # goods that move

    def may_be_sold(self) -> list[str]:
        return sorted(self.there - self.sold_on_paper - {"FOUND"})

    def sell_piece(self) -> None:
        if some := self.may_be_sold():
            one = self.chance.choice(some)
            self.post("sales_delivery", serials.phones([one], "2000"))
            self.there.remove(one)

    def buy_piece(self) -> None:
        self.made += 1
        number = f"N{self.made}"
        self.post("purchase_receipt", serials.phones([number], "50"))
        self.there.add(number)
        self.arrived[number] = self.now

    def sell_on_paper(self) -> None:
        """A delivery that nobody fetched, and that is cancelled later."""
        if some := self.may_be_sold():
            one = self.chance.choice(some)
            sale = self.post("sales_delivery", serials.phones([one], "2000"))
            self.only_on_paper.append(sale)
            self.sold_on_paper.add(one)

    def sell_screws(self) -> None:
        self.post("sales_delivery", line("LS8", 2, "1"))
        self.heaps[self.chance.choice([0, 1])] -= 2

    def buy_screws(self) -> None:
        self.post("purchase_receipt", line("LS8", 3, "0.3"))
        self.heaps[self.chance.choice([0, 1])] += 3

    def sell_cable(self) -> None:
        self.post("sales_delivery", line("DL", 1, "20"))
        self.cable -= 1

    # people who count

    def scan(self, by: Any, number: str, quantity: int = 1) -> None:
        told = of("SJ", quantity, serial=number)
        assert tally(self.plan, told, by=by, at=self.later()) == ["kept"]
        self.began.setdefault(by, self.now)
        if quantity > 0:
            self.scanned[by][number] = self.now

    def scan_some(self) -> None:
        self.scan(self.anybody(), self.chance.choice(sorted(self.there)))

    def scan_wrongly(self) -> None:
        by, wrong = self.anybody(), self.chance.choice(["MISREAD", *sorted(self.stolen)])
        self.scan(by, wrong)
        self.scan(by, wrong, -1)
        del self.scanned[by][wrong]

    def anybody(self) -> Any:
        return self.chance.choice([ANNA, BERT])

    def sweep(self) -> None:
        """What has been there as long as somebody counts is met by him; what came in meanwhile
        perhaps. Who counts for himself meets all, others what nobody has met."""
        for by in (ANNA, BERT) if self.two else (BERT,):
            met = self.scanned[by] if self.two else {**self.scanned[ANNA], **self.scanned[BERT]}
            began = self.began.get(by) if self.two else min(self.began.values(), default=None)
            for number in sorted(self.there - set(met)):
                came_meanwhile = began is not None and self.arrived.get(number, 0) > began
                if not came_meanwhile or self.chance.random() < 0.5:
                    self.scan(by, number)

    def count_quantities(self) -> None:
        if self.two:
            for by in (ANNA, BERT):
                whole = [of("LS8", sum(self.heaps)), of("DL", self.cable)]
                tally(self.plan, *whole, by=by, at=self.later())
                self.move()
            return
        tally(self.plan, of("LS8", self.heaps[0]), at=self.later())
        tally(self.plan, of("DL", self.cable), of("DL", 1), at=self.later())
        self.move()
        tally(self.plan, of("LS8", self.heaps[1]), by=BERT, at=self.later())
        tally(self.plan, of("DL", -1), at=self.later())

    # all of it

    def move(self) -> None:
        moves = [self.sell_piece, self.buy_piece, self.sell_on_paper, self.sell_screws]
        self.chance.choice([*moves, self.buy_screws, self.sell_cable])()

    def go(self) -> None:
        at = self.chance.randrange(STEPS)
        for step in range(STEPS):
            if step == at:
                self.count_quantities()
            self.chance.choice([self.move, self.scan_some, self.scan_some, self.scan_wrongly])()
        self.sweep()
        self.move()
        for sale in self.only_on_paper:
            trading.act(sale, "cancel")

    def settle(self) -> None:
        found, _some = count_review.shown(trading.fresh(self.plan), "all")
        if any(one.must_accept for one in found):
            recount(self.plan, at=self.later())
            whole = of("LS8", sum(self.heaps))
            assert tally(self.plan, whole, by=None, at=self.later()) == ["kept"]
            self.move_afterwards()
        approve(self.plan, at=self.later())

    def move_afterwards(self) -> None:
        self.sell_screws()
        self.sell_cable()


@pytest.mark.parametrize("seed", range(6))
def test_after_a_faultless_count_the_books_are_what_lies_there(shop, seed):
    story = Story(seed)
    story.open()
    story.go()
    assert set(statuses(story.plan).values()) == {"counted"}

    story.settle()

    held = {number for number, status, _place in serials.known() if status == "in_stock"}
    assert held == story.there
    told = trading.on_hand("SJ"), trading.on_hand("LS8"), trading.on_hand("DL")
    assert told == (len(story.there), sum(story.heaps), story.cable)
