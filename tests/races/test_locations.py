"""Many people at goods in locations: the last of a bin is taken once, others go on to the next."""

from __future__ import annotations

from typing import Any

import pytest

from tests.races.test_documents import codes
from tests.races.test_stock import deadlocks
from tests.support.live import LiveCompany
from tests.support.shop import Shop, line

pytestmark = pytest.mark.race


def test_the_last_of_a_bin_is_taken_once_and_who_names_none_gets_what_is_elsewhere(
    live_company: LiveCompany, shop: Shop
) -> None:
    warehouse = shop.ok(shop.client.get("/records/warehouse?limit=1"))["items"][0]
    path = f"/records/warehouse/{warehouse['id']}"
    shop.ok(shop.client.patch(path, {"located": True}, etag=warehouse["etag"]))
    for code in ("A-01", "A-02"):
        shop.master("location", code=code, warehouse={"code": warehouse["code"]})
    shop.product("HW")
    first, second = ({"location": {"code": code}} for code in ("A-01", "A-02"))
    shop.make("stock_receipt", line("HW", 1, unit_cost="1", **first))
    shop.make("stock_receipt", line("HW", 5, unit_cost="1", **second))
    before = deadlocks(shop)

    def work(n: int) -> Any:
        if n % 4 == 3:
            way = {**second, "into_location": {"code": "A-01"}}
            return shop.send("location_move", line("HW", 1, **way))
        return shop.send("sales_delivery", line("HW", 1, 5, **(first if n % 4 == 0 else {})))

    answers = live_company.together(16, work)

    found = codes(answers)
    assert set(found) <= {201, "ledger.not_enough_stock"}
    sold = [n for n in range(16) if n % 4 != 3 and answers[n].status_code == 201]
    assert len(sold) == 6
    assert shop.stock("HW")["on_hand"] == "0"
    assert deadlocks(shop) == before
    assert shop.differences() == []
