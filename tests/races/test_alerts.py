"""Many evaluate alerts while stock moves: each state is opened once, and nobody hears twice."""

from __future__ import annotations

from typing import Any

import pytest

from huolang.kernel import clock
from huolang.kernel.company import acting
from huolang.planning import alert_news, evaluating
from tests.support.live import LiveCompany
from tests.support.reports import report
from tests.support.shop import Shop, line

pytestmark = pytest.mark.race

TOLD = "SELECT count(*), count(DISTINCT key) FROM kernel_notification WHERE form = 'stock_alert'"
OPEN = "SELECT count(*), count(closed_at) FROM planning_stockalert WHERE kind = 'below'"


def test_evaluating_at_once_opens_a_state_once(live_company: LiveCompany, shop: Shop) -> None:
    for number in range(4):
        limit = {"warehouse": {"code": "CK01"}, "min_stock": "10"}
        shop.product(f"A{number}", limits=[limit])
    shop.make("purchase_receipt", *(line(f"A{number}", 12, 7) for number in range(4)))

    def work(n: int) -> Any:
        if n % 2:
            return shop.send("sales_delivery", line(f"A{n // 2}", 5, 15))
        with acting(live_company.id):
            alert_news.tell(evaluating.touched(at=clock.now()))
        return None

    answers = live_company.together(8, work)
    work(0)

    assert [one.status_code for one in answers[1::2]] == [201] * 4
    assert answers[::2] == [None] * 4
    assert shop.rows(OPEN) == [(4, 0)]
    told, keys = shop.rows(TOLD)[0]
    assert told == keys > 0


def test_pressing_at_once_returns_and_clears_once(live_company: LiveCompany, shop: Shop) -> None:
    limit = {"warehouse": {"code": "CK01"}, "max_stock": "5"}
    shop.product("A1", limits=[limit], sales_price="10")
    shop.make("purchase_receipt", line("A1", 12, 7))
    with acting(live_company.id):
        evaluating.touched(at=clock.now())
    keys = [one["id"] for one in report(shop.client, "alerts", kind="above")["items"]]

    def work(n: int) -> Any:
        if n % 2:
            return shop.client.post("/alerts/return", {"ids": keys})
        return shop.client.post("/alerts/clear", {"ids": keys, "percent": 20})

    answers = live_company.together(8, work)

    assert sorted(one.status_code for one in answers[1::2]) == [201, 409, 409, 409]
    assert [one.status_code for one in answers[::2]] == [201] * 4
    assert len({one.json()["items"][0]["record"] for one in answers[::2]}) == 1
    assert [one.json()["items"][0]["already"] for one in answers[::2]].count(False) == 1
    assert shop.rows("SELECT count(*) FROM masters_pricelist")[0][0] == 1
    taken = "SELECT count(*), sum(base_quantity) FROM purchasing_purchasereturnline"
    assert shop.rows(taken) == [(1, 7)]
