"""Many people keep the same goods for somebody: never more than there are, and each once."""

from __future__ import annotations

import pytest

from tests.races.test_documents import codes
from tests.support.live import LiveCompany
from tests.support.shop import Shop, days_ago, line

pytestmark = pytest.mark.race
UNTIL = {"hold_until": days_ago(-30)}


def test_two_holds_and_an_order_on_the_last_goods_promise_each_once(
    live_company: LiveCompany, shop: Shop
) -> None:
    shop.product("A1")
    shop.make("purchase_receipt", line("A1", 10, 3))

    def ask(n: int) -> object:
        if n % 3 == 2:
            return shop.send("sales_order", line("A1", 2, 15))
        return shop.send("stock_hold", line("A1", 2), **UNTIL)

    answers = live_company.together(12, ask)

    assert codes(answers) == {201: 12}
    stock = shop.stock("A1")
    assert (stock["on_hand"], stock["reserved"], stock["available"]) == ("10", "10", "0")
    assert shop.one("SELECT sum(waiting) FROM ledger_availability") == 14
    assert shop.differences() == []


def test_what_a_hold_has_is_sold_or_ordered_once_while_others_close_it(
    live_company: LiveCompany, shop: Shop
) -> None:
    shop.product("A1")
    shop.make("purchase_receipt", line("A1", 10, 3))
    hold = shop.make("stock_hold", line("A1", 10), **UNTIL)
    waits = shop.make("sales_order", line("A1", 10, 15))
    of_hold = {"hold_line": hold["lines"][0]["id"]}

    def pull(n: int) -> object:
        if n == 5:
            return shop.act("stock_hold", hold, "close")
        form = ("sales_order", "sales_delivery")[n % 2]
        return shop.send(form, line("A1", 4, 15, **of_hold))

    answers = live_company.together(8, pull)

    taken = shop.read("stock_hold", hold)["lines"][0]["done_quantity"]
    assert taken in {"0", "4", "8"}
    assert shop.read("stock_hold", hold)["state"] == "closed"
    assert set(codes(answers)) <= {200, 201, "follow.more_than_open", "ledger.not_enough_stock"}
    stock = shop.stock("A1")
    assert stock["available"] == "0"
    assert shop.read("sales_order", waits)["state"] == "confirmed"
    assert shop.differences() == []
