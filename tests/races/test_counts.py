"""A count while others sell and order: right after it there is what was counted, and nobody holds
more than that."""

from __future__ import annotations

from typing import Any

import pytest

from tests.races.test_documents import codes
from tests.support.live import LiveCompany
from tests.support.shop import Shop, line

pytestmark = pytest.mark.race

AFTER = """
SELECT sum(quantity) FROM ledger_stockentry
WHERE no <= (SELECT no FROM ledger_postinghead WHERE form = 'stock_count' AND number = %s)
"""


def test_a_count_among_sales_and_orders(live_company: LiveCompany, shop: Shop) -> None:
    shop.product("A1")
    shop.make("purchase_receipt", line("A1", 100, 7))

    def work(n: int) -> Any:
        if n % 6 == 0:
            return shop.send("stock_count", line("A1", 40 + n))
        return shop.send("sales_order" if n % 2 else "sales_delivery", line("A1", 7, 15))

    answers = live_company.together(18, work)

    # What was sold after the last count may have found too little.
    assert set(codes(answers)) <= {201, "ledger.not_enough_stock"}
    counts = [one.json() for one in answers[::6]]
    assert [one["state"] for one in counts] == ["confirmed"] * 3
    for n, one in zip((0, 6, 12), counts, strict=True):
        assert shop.one(AFTER, one["number"]) == 40 + n
    stock = shop.stock("A1")
    assert int(stock["reserved"]) <= int(stock["on_hand"])
    assert shop.differences() == []


def test_a_revaluation_among_sales_sets_what_there_is_at_its_turn(
    live_company: LiveCompany, shop: Shop
) -> None:
    shop.product("A1")
    shop.make("purchase_receipt", line("A1", 100, 7))
    row = {"product": {"code": "A1"}, "unit_cost": "9"}

    def work(n: int) -> Any:
        if n % 4 == 0:
            told = {"explanation": "更正", "lines": [row]}
            return shop.client.post("/records/revaluation?then=confirm", told)
        return shop.send("sales_delivery", line("A1", 3, 15))

    answers = live_company.together(12, work)

    assert codes(answers) == {201: 12}
    assert shop.stock("A1")["on_hand"] == "73"
    assert shop.stock("A1")["value"] == "657.00"
    assert shop.differences() == []
