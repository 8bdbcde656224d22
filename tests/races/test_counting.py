"""Many people count, sell and approve at once: each tally counts once, the differences are posted
once, and the books agree."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.races.test_documents import codes
from tests.support.live import LiveCompany
from tests.support.shop import Shop, line

pytestmark = pytest.mark.race


def begun(shop: Shop) -> str:
    told = {"warehouse": {"code": "CK01"}}
    return str(shop.ok(shop.client.post("/records/count_plan?then=confirm", told), 201)["id"])


def test_two_counters_on_one_line_and_the_same_tallies_sent_twice(
    live_company: LiveCompany, shop: Shop
) -> None:
    shop.product("A1")
    shop.make("purchase_receipt", line("A1", 100, 7))
    plan, ids = begun(shop), [str(uuid4()) for _ in range(8)]

    def work(n: int) -> Any:
        told = [{"id": one, "code": "A1", "quantity": "3"} for one in ids[n % 4 : n % 4 + 5]]
        return shop.client.post(f"/counts/{plan}/tallies", {"tallies": told})

    answers = live_company.together(12, work)

    states = [one["state"] for answer in answers for one in answer.json()["items"]]
    assert (states.count("kept"), states.count("again")) == (8, 52)
    mine = [int(one["mine"]) for answer in answers for one in answer.json()["items"]]
    assert (max(mine), {one % 3 for one in mine}) == (24, {0})
    (row,) = shop.ok(shop.client.get(f"/counts/{plan}/review"))["lines"]
    assert row["counted"] == "24"


def test_unexpected_goods_begin_one_line_whoever_finds_them(
    live_company: LiveCompany, shop: Shop
) -> None:
    shop.product("A1")
    shop.product("B1")
    shop.make("purchase_receipt", line("A1", 100, 7))
    plan = begun(shop)

    def work(_n: int) -> Any:
        told = [{"id": str(uuid4()), "code": "B1", "quantity": "1"}]
        return shop.client.post(f"/counts/{plan}/tallies", {"tallies": told})

    live_company.together(8, work)

    rows = shop.ok(shop.client.get(f"/counts/{plan}/review?only=counted"))["lines"]
    assert [(one["code"], one["counted"], one["unexpected"]) for one in rows] == [("B1", "8", True)]


def test_a_count_is_approved_once_among_sales_and_tallies(
    live_company: LiveCompany, shop: Shop
) -> None:
    shop.product("A1")
    shop.make("purchase_receipt", line("A1", 100, 7))
    plan = begun(shop)
    first = {"tallies": [{"id": str(uuid4()), "code": "A1", "quantity": "95"}]}
    shop.ok(shop.client.post(f"/counts/{plan}/tallies", first))

    def work(n: int) -> Any:
        if n % 3 == 0:
            return shop.client.post(f"/counts/{plan}/approve", {})
        return shop.send("sales_delivery", line("A1", 2, 15))

    answers = live_company.together(12, work)

    approved = [one.status_code for one in answers[::3]]
    assert sorted(approved) == [200, 409, 409, 409]
    assert codes([one for n, one in enumerate(answers) if n % 3]) == {201: 8}
    assert shop.stock("A1")["on_hand"] == "79"
    assert len(shop.ok(shop.client.get("/records/stock_count"))["items"]) == 1
    assert shop.differences() == []
