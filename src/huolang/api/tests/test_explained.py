"""成本由来 over HTTP: the cost of every entry, with the documents that it came from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from huolang.kernel.company import Company
from tests.support.client import ApiClient
from tests.support.shop import Shop, days_ago, line, today


@pytest.fixture
def told(shop: Shop) -> Shop:
    """S1: 10 at 2.5 nine days ago, 4 sold five days ago, and 10 at 5 that come to light today
    although they came seven days ago. So the 4 sold for 10.00 cost 15.00."""
    shop.make("purchase_receipt", line("S1", 10, "2.5"), date=days_ago(9))
    shop.make("sales_delivery", line("S1", 4), date=days_ago(5))
    shop.make("purchase_receipt", line("S1", 10, "5"), date=days_ago(7))
    return shop


def entry(shop: Shop, quantity: str) -> dict[str, Any]:
    items = shop.client.get(f"/stock/entries?product={shop.ids['S1']}").json()["items"]
    return next(one for one in items if one["quantity"] == quantity)


def test_the_cost_of_a_sale_names_the_receipt_that_changed_it(told: Shop) -> None:
    sold = entry(told, "-4")
    late = told.client.get("/records/purchase_receipt?sort=-created_at").json()["items"]

    answer = told.client.get(f"/stock/entries/{sold['id']}").json()

    assert (answer["way"], answer["cost_today"]) == ("average", "-15.00")
    assert answer["pool"] == {
        "method": "moving_average",
        "warehouse": None,
        "batch": None,
        "standard": None,
        "set_aside": False,
        "in_transit": False,
    }
    assert answer["before"] == {"quantity": "20", "value": "75.00", "unit_cost": "3.75"}
    assert answer["after"] == {"quantity": "16", "value": "60.00", "unit_cost": "3.75"}
    posted, corrected = answer["history"]
    assert (posted["reason"], posted["cost"], posted["number"]) == (
        "posted",
        "-10.00",
        sold["number"],
    )
    assert (corrected["reason"], corrected["amount"], corrected["cost"]) == (
        "back_dated",
        "-5.00",
        "-15.00",
    )
    assert corrected["form"] == "purchase_receipt"
    assert corrected["record"] in {one["id"] for one in late}
    assert (corrected["date"], corrected["recognised_on"]) == (days_ago(7), days_ago(5))
    assert corrected["forward"] is False


def test_it_can_be_asked_as_it_was_known_before_the_receipt_came_to_light(told: Shop) -> None:
    sold = entry(told, "-4")
    history = told.client.get(f"/stock/entries/{sold['id']}").json()["history"]
    then = history[0]["recorded_at"].replace("+", "%2B")

    answer = told.client.get(f"/stock/entries/{sold['id']}?known_at={then}").json()
    today_ = told.client.get(f"/stock/entries/{sold['id']}?known_at={today()}").json()
    unknown = told.client.get(f"/stock/entries/{sold['id']}?known_at={days_ago(1)}")

    assert (answer["cost_today"], len(answer["history"])) == ("-10.00", 1)
    assert answer["before"] == {"quantity": "10", "value": "25.00", "unit_cost": "2.5"}
    assert today_["cost_today"] == "-15.00"
    assert (unknown.status_code, unknown.json()["code"]) == (404, "record.not_found")


def test_layers_name_their_receipts_with_what_each_gave(shop: Shop) -> None:
    shop.product("F1", "电池", costing_method="fifo")
    first = shop.make("purchase_receipt", line("F1", 3, "10"), date=days_ago(3))
    second = shop.make("purchase_receipt", line("F1", 5, "12"), date=days_ago(2))
    sale = shop.make("sales_delivery", line("F1", 4))

    entries = shop.client.get(f"/records/sales_delivery/{sale['id']}/entries").json()["stock"]
    answer = shop.client.get(f"/stock/entries/{entries[0]['id']}").json()

    given = [(p["role"], p["source"]["number"], p["quantity"], p["cost"]) for p in answer["parts"]]
    assert given == [
        ("layer", first["number"], "3", "30.00"),
        ("layer", second["number"], "1", "12.00"),
    ]
    assert answer["cost_today"] == "-42.00"


@pytest.mark.parametrize(
    ("query", "status", "code", "field"),
    [
        ("known_at=2999-01-01", 422, "document.in_the_future", "known_at"),
        ("known_at=yesterday", 422, "field.not_a_date", "known_at"),
        ("known_at=2026-02-30", 422, "field.not_a_date", "known_at"),
        ("known_at=2026-01-05T10:00:00", 422, "parameter.no_zone", "known_at"),
        ("known_at=9999-12-31T23:59:59-23:00", 422, "field.not_a_date", "known_at"),
        ("known=1", 422, "parameter.unknown", "known"),
    ],
)
def test_a_moment_that_is_none_is_refused_at_its_place(
    told: Shop, query: str, status: int, code: str, field: str
) -> None:
    refused = told.client.get(f"/stock/entries/{entry(told, '-4')['id']}?{query}")

    problem = refused.json()
    assert (refused.status_code, problem["code"]) == (status, code)
    assert [one["field"] for one in problem["errors"]] == [field]


def test_who_may_not_see_cost_is_told_nothing_of_it(
    told: Shop, client: Callable[..., ApiClient]
) -> None:
    path = f"/stock/entries/{entry(told, '-4')['id']}"

    for role in ("warehouse", "nobody"):
        refused = client(role).get(path)
        assert (refused.status_code, refused.json()["code"]) == (403, "auth.forbidden")
        assert "15.00" not in refused.content.decode()


def test_entries_of_another_company_are_not_there(
    told: Shop, client: Callable[..., ApiClient], other_company: Company
) -> None:
    stranger = client("admin", company=other_company)
    path = f"/stock/entries/{entry(told, '-4')['id']}"

    answers = [stranger.get(path), told.client.get(f"/stock/entries/{uuid4()}")]

    assert [one.status_code for one in answers] == [404, 404]


def test_an_explanation_takes_few_statements_however_many_layers_there_are(
    shop: Shop, statements: Any
) -> None:
    shop.product("F1", "电池", costing_method="fifo")
    shop.product("F2", "灯泡", costing_method="fifo")
    for code, count in (("F1", 2), ("F2", 40)):
        shop.make("purchase_receipt", *(line(code, 1, n) for n in range(1, count + 1)))
        shop.make("sales_delivery", line(code, count))

    counts: list[int] = []
    for code in ("F1", "F2", "F1"):
        sold = shop.client.get(f"/stock/entries?product={shop.ids[code]}&limit=1").json()
        with statements() as seen:
            shop.client.get(f"/stock/entries/{sold['items'][0]['id']}")
        counts.append(len(seen))

    assert counts[1] == counts[2] <= 14
