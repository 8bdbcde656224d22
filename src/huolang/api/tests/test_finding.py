"""Find: one search over all forms answers what its person may see, and asks little for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.client import ApiClient
from tests.support.shop import Shop, line


def found(client: ApiClient, text: str) -> list[tuple[str, str]]:
    answer = client.get(f"/find?q={text}")
    assert answer.status_code == 200, answer.content
    return [(one["form"], one["title"]) for one in answer.json()["items"]]


@pytest.fixture
def sold(shop: Shop) -> dict[str, Any]:
    shop.make("stock_receipt", line("S1", 5, unit_cost="1"))
    return shop.make("sales_delivery", line("S1", 1, 9))


def test_a_document_by_the_beginning_of_its_number(shop: Shop, sold: dict[str, Any]) -> None:
    number = sold["number"]

    assert found(shop.client, number) == [("sales_delivery", number)]
    assert found(shop.client, number[:4].lower()) == [("sales_delivery", number)]
    answer = shop.client.get(f"/find?q={number}").json()["items"][0]
    assert answer["id"] == sold["id"]
    assert (answer["state"], answer["state_label"]) == ("confirmed", "已审核")


@pytest.mark.parametrize("text", ["S2", "s2", "LS2H", "螺丝 2", "螺丝 2 号"])
def test_a_master_by_whatever_finds_it(shop: Shop, text: str) -> None:
    assert found(shop.client, text)[0] == ("product", "S2")


def test_what_is_called_so_comes_first_and_what_is_archived_last(shop: Shop) -> None:
    for code in ("S11", "S1A"):
        shop.product(code, f"螺丝 {code}")
    shop.change("product", shop.read("product", {"id": shop.ids["S11"]}), active=False)

    assert [title for _, title in found(shop.client, "s1")] == ["S1", "S1A", "S11"]


def test_nothing_is_found_by_nothing_or_by_what_nobody_has(shop: Shop) -> None:
    for text in ("", "%20", "zzzz-%25_", "'; DROP TABLE x"):
        assert found(shop.client, text) == []


def test_only_what_a_person_may_see(
    shop: Shop, sold: dict[str, Any], client: Callable[..., ApiClient]
) -> None:
    buyer = client("purchasing")

    assert found(buyer, sold["number"]) == []
    assert found(buyer, "S2") == [("product", "S2")]


def test_wrong_questions_are_refused(shop: Shop) -> None:
    assert shop.client.get(f"/find?q={'长' * 201}").status_code == 422
    assert shop.client.get("/find?text=S1").status_code == 422
    assert shop.client.get("/find?q=%00").status_code == 422


def test_two_statements_for_all_forms(shop: Shop, statements: Any) -> None:
    found(shop.client, "S1")
    with statements() as seen:
        found(shop.client, "S2")
    business = [one for one in seen if "LIMIT 8" in one or "SELECT 0, t.id" in one]
    assert len(business) == 2


def test_an_exact_number_is_found_however_many_go_on_after_it(shop: Shop) -> None:
    made = [shop.make("sales_order", line("S1", 1, 9)) for _ in range(10)]
    for n, order in enumerate(made):
        number = f"Q-1{n or ''}"
        shop.rows(
            "UPDATE sales_salesorder SET number = %s WHERE id = %s RETURNING id",
            number,
            order["id"],
        )

    hits = found(shop.client, "q-1")

    assert (hits[0], len(hits)) == (("sales_order", "Q-1"), 8)
    assert found(shop.client, "ｑ-1")[0] == ("sales_order", "Q-1")
