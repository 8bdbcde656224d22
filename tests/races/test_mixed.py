"""Everything at once: eight people, two thousand postings over few products, no deadlock seen."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection
from django.db.utils import OperationalError

from huolang.kernel import transactions
from tests.support.live import LiveCompany
from tests.support.shop import Shop, days_ago, line

pytestmark = pytest.mark.race

WORKERS = 8
POSTINGS = 2_000
PRODUCTS = ("A1", "A2", "A3", "A4", "A5", "A6")
PLACES = ("CK01", "CK02", "CK03")
FORMS = ("purchase_receipt", "sales_delivery", "sales_order", "sales_return")
FINE = {200, 201}
MAY_BE_REFUSED = {
    "ledger.not_enough_stock",
    "ledger.short_later",
    "ledger.not_yet_there",
    "document.wrong_state",
    "document.has_successors",
    "document.already_done",
    "document.held_by_more_orders",
    "document.held_by_orders",
    "follow.more_than_open",
    "follow.not_confirmed",
    "convert.nothing_open",
    "convert.wrong_state",
    "ledger.return_before_issue",
    "ledger.returns_too_much",
    "validation",
}


@dataclass
class Worker:
    """One person who trades at random, and what became of it."""

    shop: Shop
    number: int
    chance: random.Random
    made: dict[str, list[str]] = field(default_factory=lambda: {form: [] for form in FORMS})
    outcomes: Counter[Any] = field(default_factory=Counter)

    def work(self) -> None:
        steps: list[tuple[Callable[[], Any], int]] = [
            (self.receive, 30),
            (self.deliver, 28),
            (self.order, 12),
            (self.deliver_order, 8),
            (self.bring_back, 6),
            (self.cancel, 10),
            (self.reopen_and_confirm, 6),
        ]
        choices, weights = zip(*steps, strict=True)
        for _ in range(POSTINGS // WORKERS):
            self.note(self.chance.choices(choices, weights)[0]())

    def note(self, answer: Any) -> None:
        if answer is not None:
            status = answer.status_code
            self.outcomes[status if status in FINE else answer.json()["code"]] += 1

    def lines(self, most: int, price: int) -> list[dict[str, Any]]:
        """Some products from some warehouses in any order, the same one perhaps twice."""
        return [
            line(
                self.chance.choice(PRODUCTS),
                self.chance.randint(1, 9),
                price,
                warehouse={"code": self.chance.choice(PLACES)},
            )
            for _ in range(self.chance.randint(2, most))
        ]

    def send(self, form: str, lines: list[dict[str, Any]]) -> Any:
        day = days_ago(self.chance.choice((0, 0, 0, 0, 0, 0, 1, 3)))
        place = {"code": self.chance.choice(PLACES)}
        answer = self.shop.send(form, *lines, date=day, warehouse=place)
        if answer.status_code == 201:
            self.made[form].append(answer.json()["id"])
        return answer

    def receive(self) -> Any:
        return self.send("purchase_receipt", self.lines(5, self.chance.randint(3, 12)))

    def deliver(self) -> Any:
        return self.send("sales_delivery", self.lines(4, 20))

    def order(self) -> Any:
        return self.send("sales_order", self.lines(4, 20))

    def deliver_order(self) -> Any:
        return self.go_on("sales_order", "sales_delivery")

    def bring_back(self) -> Any:
        return self.go_on("sales_delivery", "sales_return")

    def go_on(self, form: str, target: str) -> Any:
        """Convert one of my documents, and confirm what comes of it."""
        if not (record := self.any_of(form)):
            return None
        draft = self.shop.client.post(f"/records/{form}/{record}/convert/{target}")
        if draft.status_code != 201:
            return draft
        answer = self.shop.act(target, draft.json(), "confirm")
        if answer.status_code == 200:
            self.made[target].append(answer.json()["id"])
        return answer

    def cancel(self) -> Any:
        form = self.chance.choice(FORMS)
        record = self.any_of(form)
        return record and self.shop.act(form, record, "cancel")

    def reopen_and_confirm(self) -> Any:
        form = self.chance.choice(FORMS)
        if not (record := self.any_of(form)):
            return None
        answer = self.shop.act(form, record, "reopen")
        self.note(answer)
        return self.shop.act(form, record, "confirm") if answer.status_code == 200 else None

    def any_of(self, form: str) -> str | None:
        made = self.made[form]
        return self.chance.choice(made[-20:]) if made else None


@pytest.mark.timeout(900)  # 25 s on two quiet cores
def test_two_thousand_mixed_postings_without_a_deadlock(
    live_company: LiveCompany, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    retries: list[str] = []
    monkeypatch.setattr(transactions, "lost_a_race", noting(retries))
    stocked_up(shop)
    before = deadlocks(shop)
    workers = [Worker(shop, n, random.Random(n)) for n in range(WORKERS)]

    crashed = live_company.together(WORKERS, lambda n: workers[n].work())

    outcomes = sum((worker.outcomes for worker in workers), Counter[Any]())
    print(f"\n{dict(outcomes)}; retried {Counter(retries)}; deadlocks {deadlocks(shop) - before}")
    assert crashed == [None] * WORKERS
    assert set(outcomes) - FINE <= MAY_BE_REFUSED
    assert outcomes[200] + outcomes[201] > POSTINGS // 2
    assert shop.one("SELECT count(*) FROM ledger_postinghead") > POSTINGS // 2
    assert shop.one("SELECT min(usable) FROM ledger_availability") >= 0
    assert shop.differences() == []


def stocked_up(shop: Shop) -> None:
    """Some of everything everywhere, five days ago."""
    for code in PLACES[1:]:
        shop.warehouse(code)
    for code in PRODUCTS:
        shop.product(code)
    for place in PLACES:
        lines = [line(code, 60, unit_cost="7") for code in PRODUCTS]
        shop.make("stock_receipt", *lines, warehouse={"code": place}, date=days_ago(5))


def noting(retries: list[str]) -> Callable[[OperationalError], bool]:
    """`lost_a_race`, that also notes what it was asked about."""
    asked = transactions.lost_a_race

    def note(error: OperationalError) -> bool:
        retries.append(str(getattr(error.__cause__, "sqlstate", None)))
        return asked(error)

    return note


def deadlocks(shop: Shop) -> int:
    """How many deadlocks PostgreSQL has broken in this database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])
