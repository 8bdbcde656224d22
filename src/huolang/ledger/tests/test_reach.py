"""Postings whose costs reach into each other's pools: none is lost, and none waits in a ring."""

from __future__ import annotations

import threading
from decimal import Decimal

import pytest

from huolang.kernel import sql
from huolang.kernel.company import acting
from huolang.kernel.keys import new_id
from huolang.ledger import books, items, returns
from huolang.ledger.posting import Move, Posting, Source
from huolang.ledger.tests.conftest import Shop, day

pytestmark = pytest.mark.race


@pytest.fixture
def shop(live_company) -> Shop:
    """Pools of `bolts` per warehouse; `nuts` come before `bolts` in the order of keys."""
    made = Shop(live_company.id)
    made.nuts, made.bolts = sorted([made.nuts, made.bolts])
    with acting(live_company.id):
        items.write([items.ItemFacts(product=p, digits=0) for p in (made.bolts, made.nuts)])
    return made


def post(shop: Shop, *moves: Move, on: int, number=lambda: "1") -> None:
    at = {"occurred_on": day(on).date(), "occurred_at": day(on)}
    source = Source(form="sales_return", record=new_id())
    books.post(Posting(moves=moves), source=source, number=number, **at)


def test_a_return_takes_the_cost_of_an_issue_that_another_is_just_correcting(live_company, shop):
    with acting(shop.company):
        sql.run("UPDATE ledger_item SET pool_scope = 'warehouse'")
        shop.receive("10", "100.00", on=1)
        sold = shop.move("-4", counter="cost_of_sales")
        post(shop, sold, on=5)
    valued, corrected = threading.Event(), threading.Event()

    def slowly() -> str:
        valued.set()
        corrected.wait(timeout=1)
        return "1"

    def either(index: int) -> None:
        with acting(shop.company):
            if index:
                valued.wait(timeout=30)
                shop.receive("10", "300.00", on=2)
            else:
                more = {"product": shop.bolts, "warehouse": shop.branch, "quantity": Decimal(2)}
                back = Move(line=new_id(), counter="cost_of_sales", follows=sold.line, **more)
                post(shop, back, on=6, number=slowly)
        corrected.set()

    assert live_company.together(2, either) == [None, None]

    with acting(shop.company):
        costs = sql.run("SELECT value FROM ledger_costpool ORDER BY value").fetchall()
        assert costs == [(Decimal("40.0000"),), (Decimal("320.0000"),)]
        assert shop.account("5401") == Decimal("40.00")
        assert shop.proves()


def test_a_correction_that_reaches_another_pool_waits_in_no_ring(live_company, shop, monkeypatch):
    """Nuts are made of bolts. One corrects bolts, and so nuts; another sells both elsewhere."""
    with acting(shop.company):
        shop.receive("10", "100.00", on=1)
        made = {"counter": "rounding", "flow": 1}
        post(shop, shop.move("-4", **made), shop.move("4", shop.nuts, **made), on=3)
        for product in (shop.bolts, shop.nuts):
            moves = {"quantity": Decimal(5), "value": Decimal(50), "counter": "opening"}
            post(shop, elsewhere(shop, product, **moves), on=4)
    locked, posted = threading.Event(), threading.Event()
    link = returns.link

    def slowly(rows, occurred_at, digits):
        if occurred_at == day(2):
            locked.set()
            posted.wait(timeout=1)
        return link(rows, occurred_at, digits)

    monkeypatch.setattr(returns, "link", slowly)

    def either(index: int) -> None:
        with acting(shop.company):
            if index:
                locked.wait(timeout=30)
                moves = {"quantity": Decimal(-1), "counter": "cost_of_sales"}
                both = [elsewhere(shop, one, **moves) for one in (shop.bolts, shop.nuts)]
                post(shop, *both, on=5)
            else:
                shop.receive("10", "300.00", on=2)
        posted.set()

    assert live_company.together(2, either) == [None, None]

    with acting(shop.company):
        assert shop.proves()


def elsewhere(shop: Shop, product, **more) -> Move:
    return Move(line=new_id(), product=product, warehouse=shop.branch, **more)
