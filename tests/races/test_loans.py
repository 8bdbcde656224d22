"""Many people at lent goods: each piece comes back, or is sold, once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.races.test_documents import codes
from tests.races.test_stock import deadlocks
from tests.support.live import LiveCompany
from tests.support.shop import Shop, line

pytestmark = pytest.mark.race


def test_the_last_of_a_loan_comes_back_or_is_sold_once(
    live_company: LiveCompany, shop: Shop
) -> None:
    shop.product("A1")
    shop.make("stock_receipt", line("A1", 10, unit_cost="1"))
    loan = shop.make("loan", line("A1", 3))
    row = loan["lines"][0]["id"]
    before = deadlocks(shop)

    def work(n: int) -> Any:
        if n % 4 == 3:  # others take from the shelves meanwhile
            return shop.send("sales_delivery", line("A1", 1, 5))
        form, price = ("loan_return", None) if n % 4 else ("sales_delivery", 5)
        return shop.send(form, line("A1", 1, price, loan_line=row))

    answers = live_company.together(16, work)

    assert codes(answers) == {201: 7, "follow.more_than_open": 9}
    taken = [n for n in range(16) if n % 4 != 3 and answers[n].status_code == 201]
    sold = sum(n % 4 == 0 for n in taken)
    assert (len(taken), shop.read("loan", loan)["progress"]) == (3, "done")
    assert shop.stock("A1")["on_hand"] == str(6 - sold)
    assert deadlocks(shop) == before
    assert shop.differences() == []
