"""Many people at the same goods: never more than there are."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.races.test_documents import codes
from tests.support.live import LiveCompany
from tests.support.shop import Shop, days_ago, filled, line

pytestmark = pytest.mark.race


def test_twenty_clients_sell_the_last_ten_units(live_company: LiveCompany, shop: Shop) -> None:
    shop.product("A1")
    shop.make("purchase_receipt", line("A1", 10, "3.33"))

    answers = live_company.together(20, lambda n: shop.send("sales_delivery", line("A1", 1, 15)))

    assert codes(answers) == {201: 10, "ledger.not_enough_stock": 10}
    assert shop.stock("A1") == {"on_hand": "0", "reserved": "0", "available": "0", "value": "0.00"}
    assert shop.account("1405") == 0
    assert shop.account("5401") == Decimal("33.30")
    assert shop.owed("receivable") == Decimal("169.50")
    assert shop.differences() == []


def test_large_and_small_buyers_take_no_more_than_there_is(
    live_company: LiveCompany, shop: Shop
) -> None:
    shop.product("A1")
    shop.product("A2")
    shop.make("purchase_receipt", line("A1", 10, 7), line("A2", 10, 7))
    wanted = [1 + n % 4 for n in range(20)]

    def sell(n: int) -> Any:
        lines = [line("A1", wanted[n], 15), line("A2", 1, 15)]
        return shop.send("sales_delivery", *(lines if n % 2 else reversed(lines)))

    answers = live_company.together(20, sell)

    sold = sum(q for q, one in zip(wanted, answers, strict=True) if one.status_code == 201)
    left = 10 - sold
    assert set(codes(answers)) == {201, "ledger.not_enough_stock"}
    assert left >= 0
    assert all(
        quantity > left
        for quantity, one in zip(wanted, answers, strict=True)
        if one.status_code == 409
    )
    assert shop.stock("A1")["on_hand"] == str(left)
    assert shop.differences() == []


def test_orders_promise_no_more_than_there_is(live_company: LiveCompany, shop: Shop) -> None:
    shop.product("A1")
    shop.make("purchase_receipt", line("A1", 10, 3))

    answers = live_company.together(20, lambda n: shop.send("sales_order", line("A1", 1, 15)))

    assert codes(answers) == {201: 20}
    stock = shop.stock("A1")
    assert (stock["on_hand"], stock["reserved"], stock["available"]) == ("10", "10", "0")
    assert shop.one("SELECT sum(waiting) FROM ledger_availability") == 10
    refused = shop.send("sales_delivery", line("A1", 1, 15))
    assert refused.json()["code"] == "ledger.not_enough_stock"
    shop.make("purchase_receipt", line("A1", 7, 3))
    assert shop.stock("A1")["reserved"] == "17"
    assert shop.differences() == []


def test_deliveries_of_one_order_stay_within_it(live_company: LiveCompany, shop: Shop) -> None:
    shop.product("A1")
    shop.make("purchase_receipt", line("A1", 100, 3))
    order = shop.make("sales_order", line("A1", 10, 15))
    of_order = order["lines"][0]["id"]

    answers = live_company.together(
        6, lambda n: shop.send("sales_delivery", line("A1", 4, 15, order_line=of_order))
    )

    assert codes(answers) == {201: 2, "follow.more_than_open": 4}
    assert shop.read("sales_order", order)["lines"][0]["done_quantity"] == "8"
    assert shop.stock("A1") | {"value": "", "unit_cost": ""} == {
        "on_hand": "92",
        "reserved": "2",
        "available": "90",
        "value": "",
        "unit_cost": "",
    }
    assert shop.differences() == []


def test_goods_are_taken_back_or_sold_but_not_both(live_company: LiveCompany, shop: Shop) -> None:
    shop.product("A1")
    receipts = [shop.make("purchase_receipt", line("A1", 1, 3)) for _ in range(6)]

    def pull(n: int) -> Any:
        if n < 6:
            return shop.act("purchase_receipt", receipts[n], "cancel")
        return shop.send("sales_delivery", line("A1", 1, 15))

    answers = live_company.together(12, pull)

    outcomes = codes(answers)
    assert outcomes[200] + outcomes[201] == 6
    assert outcomes["ledger.not_enough_stock"] + outcomes["ledger.short_later"] == 6
    assert shop.stock("A1")["on_hand"] == "0"
    assert shop.account("1405") == 0
    assert shop.differences() == []


def test_what_is_taken_back_is_taken_back_at_its_cost_of_that_moment(
    live_company: LiveCompany, shop: Shop
) -> None:
    shop.product("A1")
    shop.make("purchase_receipt", line("A1", 100, 10), date=days_ago(9))
    sold = [shop.make("sales_delivery", line("A1", 1, 15), date=days_ago(2)) for _ in range(12)]

    def cancel_or_correct(n: int) -> list[int]:
        if n % 2:
            dear = line("A1", 7, 20 + n)
            return [shop.send("purchase_receipt", dear, date=days_ago(5)).status_code] * 2
        return [shop.act("sales_delivery", one, "cancel").status_code for one in sold[n : n + 2]]

    answers = live_company.together(12, cancel_or_correct)

    assert answers == [[200, 200], [201, 201]] * 6
    assert shop.stock("A1")["on_hand"] == "142"
    assert shop.stock("A1")["value"] == str(1000 + 7 * (21 + 23 + 25 + 27 + 29 + 31)) + ".00"
    assert shop.account("5401") == 0
    assert shop.differences() == []


def test_batches_of_many_documents_and_single_ones_do_not_wait_in_a_ring(
    live_company: LiveCompany, shop: Shop
) -> None:
    codes_of = [f"B{n}" for n in range(6)]
    for code in codes_of:
        shop.product(code)
    shop.make("purchase_receipt", *(line(code, 1000, 7) for code in codes_of))

    def sale(n: int) -> dict[str, Any]:
        return filled("sales_delivery", *(line(codes_of[(n + k) % 6], 1, 15) for k in range(3)))

    def work(n: int) -> Any:
        if n % 2:
            return shop.send("sales_delivery", *sale(n)["lines"])
        items = [{"create": sale(n + k), "then": "confirm"} for k in range(10)]
        return shop.client.post("/records/sales_delivery/batch", {"atomic": True, "items": items})

    before = deadlocks(shop)
    answers = live_company.together(12, work)

    assert codes(answers) == {201: 6, 200: 6}
    assert deadlocks(shop) == before
    assert shop.differences() == []


def deadlocks(shop: Shop) -> int:
    """How many the database has broken up so far."""
    return int(
        shop.one("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    )


def test_whoever_gives_scarce_goods_to_others_meanwhile_holds_no_more_than_there_is(
    live_company: LiveCompany, shop: Shop
) -> None:
    """Two decide at once while others order and deliver."""
    shop.product("A1")
    shop.make("purchase_receipt", line("A1", 10, 7))
    orders = [shop.make("sales_order", line("A1", 8)) for _ in range(2)]
    lines = [one["lines"][0]["id"] for one in orders]
    place = shop.one("SELECT id FROM masters_warehouse WHERE code = %s", "CK01")
    told = {"product": shop.ids["A1"], "warehouse": place}

    def act(n: int) -> Any:
        if n % 3 == 0:
            return shop.send("sales_order", line("A1", 1))
        if n % 3 == 1:
            return shop.send("purchase_receipt", line("A1", 1, 7))
        holds = [
            {"line": lines[0], "quantity": str(2 + n % 5), "was": "8"},
            {"line": lines[1], "quantity": str(8 - n % 5), "was": "2"},
        ]
        return shop.client.post("/stock/reallocations", {**told, "holds": holds})

    answers = live_company.together(12, act)

    assert all(one.status_code in (200, 201, 409) for one in answers)
    stock = shop.stock("A1")
    assert (stock["on_hand"], stock["available"]) == ("14", "0")
    assert shop.differences() == []
