"""Many people at a partner who is merged meanwhile."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from tests.support.live import LiveCompany
from tests.support.shop import Shop, line

pytestmark = pytest.mark.race
K1, K2 = {"partner": {"code": "K1"}}, {"partner": {"code": "K2"}}


def merge(shop: Shop, duplicate: str, into: str) -> Any:
    path = f"/records/partner/{shop.ids[duplicate]}/merge"
    return shop.client.post(path, {"into": shop.ids[into]})


def codes(answers: list[Any]) -> Counter[Any]:
    return Counter(
        one.json()["code"] if one.status_code >= 400 else one.status_code for one in answers
    )


@pytest.fixture
def trading(shop: Shop) -> Shop:
    for code in ("K1", "K2", "K3"):
        shop.partner(code, "华强", is_customer=True, is_supplier=True)
    shop.product("A1")
    shop.make("stock_receipt", line("A1", 50, unit_cost="1"))
    return shop


def test_what_is_confirmed_and_paid_while_its_customer_is_merged_is_owed_once(
    live_company: LiveCompany, trading: Shop
) -> None:
    shop = trading
    sold = [shop.make("sales_delivery", line("A1", 1, 100), **K2) for _ in range(3)]
    paying = [shop.convert("sales_delivery", one, "customer_payment") for one in sold]
    drafts = [shop.make("sales_delivery", line("A1", 1, 10), then=None, **K2) for _ in range(3)]
    order = shop.make("sales_order", line("A1", 5, 10), **K2)
    going = shop.convert("sales_order", order, "sales_delivery")

    def either(n: int) -> Any:
        if n == 3:
            return merge(shop, "K2", "K1")
        if n == 7:
            return shop.act("sales_delivery", going, "confirm")
        if n < 3:
            return shop.act("customer_payment", paying[n], "confirm")
        return shop.act("sales_delivery", drafts[n - 4], "confirm")

    answers = live_company.together(8, either)

    assert codes(answers) == {200: 8}
    assert shop.owed("receivable") == Decimal("90.40")
    owed = shop.ok(shop.client.get("/owed"))["items"]
    assert [(one["partner"]["code"], one["receivable"]) for one in owed] == [("K1", "90.40")]
    assert shop.ok(shop.client.get(f"/records/sales_order/{order['id']}"))["progress"] == "done"
    assert shop.differences() == []


def test_nobody_stands_for_each_other(live_company: LiveCompany, trading: Shop) -> None:
    shop = trading
    ways = [("K1", "K2"), ("K2", "K1"), ("K2", "K3"), ("K3", "K1"), ("K1", "K3"), ("K3", "K2")]

    answers = live_company.together(6, lambda n: merge(shop, *ways[n]))

    assert codes(answers)[200] == 2
    assert set(codes(answers)) <= {200, "merge.merged_already", "merge.into_archived"}
    told = [
        shop.ok(shop.client.get(f"/records/partner/{shop.ids[code]}"))
        for code in ("K1", "K2", "K3")
    ]
    (last,) = [one for one in told if one["merged_into"] is None]
    assert {one["merged_into"]["id"] for one in told if one is not last} == {last["id"]}
