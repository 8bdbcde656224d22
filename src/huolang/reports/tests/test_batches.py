"""批次: what lies of each batch and for how long it is good, and where it came from and went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.support.client import ApiClient
from tests.support.reports import figures, report, totals
from tests.support.shop import Shop, days_ago, line, today

SHOWN = ("batch", "warehouse", "quantity", "days", "state")


def until(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


def batch(number: str, quantity: int, days: int | None = None, **fields: Any) -> dict[str, Any]:
    told = {} if days is None else {"expires_on": until(days)}
    return line("NN", quantity, 3, batch=number, **told, **fields)


@pytest.fixture
def milk(shop: Shop) -> Shop:
    """From P1 10 of B1 (4 days), 10 of B2 (60), 10 of B3 (over); from P2 10 of C1, without end."""
    shop.product("NN", "牛奶", batched=True, near_expiry="5")
    shop.partner("K1", "客户甲")
    shop.make("purchase_receipt", batch("B1", 10, 4), batch("B2", 10, 60), batch("B3", 10, -1))
    shop.make("purchase_receipt", batch("C1", 10), partner={"code": "P2"})
    return shop


def test_what_lies_of_each_batch_and_how_long_it_is_good(milk: Shop) -> None:
    milk.make("stock_transfer", line("NN", 4, batch="B2"), into={"code": "CK02"})

    found = report(milk.client, "batch_stock")
    alerts = report(milk.client, "batch_stock", state="alert")

    assert figures(found, *SHOWN) == [
        ("B3", "CK01", "10", -1, "expired"),
        ("B1", "CK01", "10", 4, "near"),
        ("B2", "CK01", "6", 60, "good"),
        ("B2", "CK02", "4", 60, "good"),
        ("C1", "CK01", "10", None, "good"),
    ]
    assert figures(alerts, "batch") == [("B3",), ("B1",)]


def test_what_may_be_chosen_is_told_with_its_end(milk: Shop) -> None:
    key = milk.ids["NN"]
    place = milk.one("SELECT id FROM masters_warehouse WHERE code = 'CK01'")
    told = milk.ok(milk.client.get(f"/stock/batches?product={key}&warehouse={place}"))

    assert [(one["number"], one["quantity"], one["state"]) for one in told["items"]] == [
        ("B3", "10", "expired"),
        ("B1", "10", "near"),
        ("B2", "10", "good"),
        ("C1", "10", "good"),
    ]
    held = _id(milk, "B2")
    record = milk.ok(milk.client.get(f"/records/batch/{held}"))
    milk.change("batch", record, held=True)
    told = milk.ok(milk.client.get(f"/stock/batches?q=b2&warehouse={place}"))
    assert [(one["number"], one["state"]) for one in told["items"]] == [("B2", "held")]


def test_page_by_page_all_batches_are_told_once(milk: Shop) -> None:
    milk.make("stock_transfer", line("NN", 4, batch="B2"), into={"code": "CK02"})
    found, cursor = list[Any](), ""
    while True:
        page = milk.ok(milk.client.get(f"/stock/batches?limit=2{cursor}"))
        found += [
            (one["number"], one["warehouse"]["code"], one["on_hand"]) for one in page["items"]
        ]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"

    assert found == [
        ("B3", "CK01", "10"),
        ("B1", "CK01", "10"),
        ("B2", "CK01", "6"),
        ("B2", "CK02", "4"),
        ("C1", "CK01", "10"),
    ]


def test_of_a_past_day_and_as_it_was_known_then(shop: Shop) -> None:
    """Three weeks ago 10 at 3 came; two days ago 4 went, which was known today only."""
    shop.product("NN", "牛奶", batched=True, costing_scope="batch")
    shop.make("purchase_receipt", batch("B1", 10), date=days_ago(20))
    moment = datetime.now(UTC).isoformat().replace("+", "%2B")
    shop.make("stock_transfer", line("NN", 6, batch="B1"), into={"code": "CK02"}, date=days_ago(3))
    shop.make("sales_delivery", batch("B1", 4), date=days_ago(2))

    def told(asked: str) -> Any:
        items = shop.ok(shop.client.get(f"/stock/batches?{asked}"))["items"]
        return [(one["warehouse"]["code"], one["on_hand"], one["value"]) for one in items]

    assert told("") == [("CK02", "6", "18.00")]
    assert told(f"as_of={days_ago(2)}") == told("")
    assert told(f"as_of={days_ago(3)}") == [("CK01", "4", "12.00"), ("CK02", "6", "18.00")]
    assert told(f"as_of={days_ago(4)}") == [("CK01", "10", "30.00")]
    assert told(f"as_of={days_ago(21)}") == []
    assert told(f"known_at={moment}") == [("CK01", "10", "30.00")]
    assert told(f"as_of={days_ago(2)}&known_at={moment}") == [("CK01", "10", "30.00")]

    shown = ("warehouse", "quantity", "value")
    assert figures(report(shop.client, "batch_stock"), *shown) == [("CK02", "6", "18.00")]
    then = report(shop.client, "batch_stock", until=days_ago(4))
    assert figures(then, *shown) == [("CK01", "10", "30.00")]

    future = shop.client.get(f"/stock/batches?as_of={until(1)}")
    assert (future.status_code, future.json()["errors"][0]["field"]) == (422, "as_of")


def test_who_may_not_see_costs_is_told_no_value_of_batches(
    milk: Shop, client: Callable[..., ApiClient]
) -> None:
    items = milk.ok(client("sales").get("/stock/batches"))["items"]

    assert len(items) == 4
    assert all(one.get("value") is None and one.get("unit_cost") is None for one in items)


def test_the_report_tells_what_each_batch_is_worth_and_all_of_them_come_to_the_stock(
    milk: Shop, client: Callable[..., ApiClient]
) -> None:
    """40 at 3 in one pool, and 3 more for 10.00; 43 are worth 130.00."""
    milk.make("purchase_receipt", line("NN", 3, "3.3333", batch="C1"))
    milk.make("stock_transfer", line("NN", 4, batch="B2"), into={"code": "CK02"}, in_steps=True)

    found = report(milk.client, "batch_stock", sort="batch")
    before = report(milk.client, "batch_stock", until=days_ago(1))
    clerk = client("warehouse")
    hidden = report(clerk, "batch_stock")

    assert figures(found, "batch", "warehouse", "quantity", "unit_cost", "value") == [
        ("B1", "CK01", "10", "3.023", "30.23"),
        ("B2", "CK01", "6", "3.023333", "18.14"),
        ("B2", "CK02", "4", "3.0225", "12.09"),
        ("B3", "CK01", "10", "3.023", "30.23"),
        ("C1", "CK01", "13", "3.023846", "39.31"),
    ]
    assert totals(found, "value") == ("130.00",) == (milk.stock("NN")["value"],)
    assert before["items"] == []
    assert not {"value", "unit_cost"} & set(hidden["items"][0])
    assert clerk.get("/reports/batch_stock?sort=value").status_code == 422


def test_alerts_tell_of_batches_near_their_end_past_it_or_held(milk: Shop) -> None:
    record = milk.ok(milk.client.get(f"/records/batch/{_id(milk, 'C1')}"))
    milk.change("batch", record, held=True)

    found = report(milk.client, "stock_alerts", view="batch")
    other = report(milk.client, "stock_alerts", view="batch", product=milk.ids["S1"])

    assert figures(found, "batch", "quantity", "state") == [
        ("B3", "10", "expired"),
        ("B1", "10", "near"),
        ("C1", "10", "held"),
    ]
    assert figures(other, "batch") == []


def test_a_batch_is_followed_from_its_supplier_to_its_customers_and_back(milk: Shop) -> None:
    sold = milk.make("sales_delivery", batch("B1", 6), batch("C1", 2), partner={"code": "K1"})
    milk.do("sales_return", milk.convert("sales_delivery", sold, "sales_return"), "confirm")
    milk.make("sales_delivery", batch("B1", 3), partner={"code": "K1"})
    gone = milk.make("sales_delivery", batch("B2", 5), partner={"code": "K1"})
    milk.do("sales_delivery", gone, "cancel")

    shown = ("batch", "way", "partner", "came", "went")
    recalled = report(milk.client, "batch_trace", **{"from": milk.ids["P1"], "way": "sold"})
    blamed = report(milk.client, "batch_trace", to=milk.ids["K1"], way="bought")
    one = {"batch": _id(milk, "B1"), "view": "entry"}
    entries = report(milk.client, "batch_trace", **one)

    assert figures(recalled, *shown) == [("B1", "sold", "K1", "6", "9")]
    assert figures(blamed, *shown) == [
        ("B1", "bought", "P1", "10", None),
        ("C1", "bought", "P2", "10", None),
    ]
    assert sorted(figures(entries, "quantity", "way")) == [
        ("-3", "sold"),
        ("-6", "sold"),
        ("10", "bought"),
        ("6", "sold"),
    ]


def test_a_batch_has_the_past_of_the_duplicate_that_was_merged(milk: Shop) -> None:
    milk.product("N2", "牛奶（重复）", batched=True)
    other = {"expires_on": until(60)}
    milk.make("purchase_receipt", line("N2", 3, 3, batch="b2", **other), partner={"code": "P2"})
    milk.make("sales_delivery", line("N2", 3, 3, batch="b2"), partner={"code": "K1"})
    milk.ok(milk.client.post(f"/records/product/{milk.ids['N2']}/merge", {"into": milk.ids["NN"]}))

    shown = ("batch", "way", "partner", "came", "went")
    blamed = report(milk.client, "batch_trace", to=milk.ids["K1"])

    assert figures(blamed, *shown) == [
        ("B2", "bought", "P1", "10", None),
        ("B2", "bought", "P2", "3", None),
        ("B2", "sold", "K1", None, "3"),
    ]


def _id(shop: Shop, number: str) -> str:
    found = shop.ok(shop.client.get(f"/records/batch?q={number}"))["items"]
    assert [one["number"] for one in found] == [number]
    return str(found[0]["id"])
