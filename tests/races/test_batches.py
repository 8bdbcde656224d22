"""Many people at goods that are kept in batches: who comes later takes the next batch."""

from __future__ import annotations

from typing import Any

import pytest

from tests.races.test_documents import codes
from tests.races.test_stock import deadlocks
from tests.support.live import LiveCompany
from tests.support.shop import Shop, line

pytestmark = pytest.mark.race


@pytest.fixture
def milk(shop: Shop) -> Shop:
    """Ten of each of three batches, of two products."""
    for code in ("NN", "SN"):
        shop.product(code, batched=True)
        some = [line(code, 10, 3, batch=f"B{n}", expires_on=f"2099-12-0{n}") for n in (1, 2, 3)]
        shop.make("purchase_receipt", *some)
    return shop


def test_who_loses_the_race_for_the_first_batch_gets_the_next(
    live_company: LiveCompany, milk: Shop
) -> None:
    before = deadlocks(milk)

    def sell(n: int) -> Any:
        lines = [line("NN", 2, 5), line("SN", 2, 5)]
        return milk.send("sales_delivery", *(lines if n % 2 else reversed(lines)))

    answers = live_company.together(16, sell)

    assert codes(answers) == {201: 15, "line.not_enough_in_batches": 1}
    assert (milk.stock("NN")["on_hand"], milk.stock("SN")["on_hand"]) == ("0", "0")
    assert deadlocks(milk) == before
    assert milk.differences() == []


def test_orders_are_delivered_and_closed_while_others_take_batches(
    live_company: LiveCompany, milk: Shop
) -> None:
    orders = [milk.make("sales_order", line("NN", 3, 5)) for _ in range(4)]

    def work(n: int) -> Any:
        order = orders[n // 2 % 4]
        if n % 2:
            return milk.act("sales_order", order, "close")
        of = order["lines"][0]["id"]
        return milk.send("sales_delivery", line("NN", 3, 5, order_line=of), line("SN", 1, 5))

    outcomes = codes(live_company.together(8, work))

    assert outcomes[200] == 4
    assert set(outcomes) <= {200, 201, "follow.not_confirmed"}
    assert milk.stock("NN")["on_hand"] == str(30 - 3 * outcomes.get(201, 0))
    assert milk.stock("NN")["reserved"] == "0"
    assert milk.differences() == []
