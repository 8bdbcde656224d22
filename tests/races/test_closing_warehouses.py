"""A warehouse is closed at the moment in which goods are to enter it: one of both is refused."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.races.test_documents import codes
from tests.races.test_stock import deadlocks
from tests.support.live import LiveCompany
from tests.support.shop import Shop, line

pytestmark = pytest.mark.race
ROUNDS = 12


def test_a_warehouse_is_closed_or_takes_goods_never_both(
    live_company: LiveCompany, shop: Shop
) -> None:
    shop.product("GB")
    drafts: list[Any] = []
    closing: list[Any] = []
    for n in range(ROUNDS):
        code = f"W{n}"
        shop.warehouse(code)
        found = shop.ok(shop.client.get(f"/records/warehouse/{shop.ids[code]}"))
        closing.append(found)
        goods = line("GB", 1, unit_cost="1")
        own = {"warehouse": {"code": code}}
        drafts.append(shop.make("stock_receipt", goods, then=None, **own) if n % 2 else own)
    before = deadlocks(shop)

    def work(n: int) -> Any:
        number, closes = divmod(n, 2)
        if closes:
            record = closing[number]
            path = f"/records/warehouse/{record['id']}"
            return shop.client.patch(path, {"active": False}, etag=record["etag"])
        if number % 2:
            return shop.act("stock_receipt", drafts[number], "confirm")
        return shop.send("stock_receipt", line("GB", 1, unit_cost="1"), **drafts[number])

    answers = live_company.together(2 * ROUNDS, work)

    for number in range(ROUNDS):
        pair = [answers[2 * number], answers[2 * number + 1]]
        done = [one for one in pair if one.status_code < 300]
        assert len(done) == 1, [one.json() for one in pair]
    refused = Counter(codes([one for one in answers if one.status_code >= 400]))
    assert set(refused) <= {
        "reference.archived",
        "ledger.warehouse_closed",
        "warehouse.still_holds_goods",
    }
    left = shop.rows(
        "SELECT w.code FROM masters_warehouse w JOIN ledger_stockbalance b"
        " ON b.company_id = w.company_id AND b.warehouse = w.id"
        " WHERE w.company_id = %s::bigint AND NOT w.active AND b.quantity <> 0",
        shop.company,
    )
    assert left == []
    assert deadlocks(shop) == before
    assert shop.differences() == []
