"""可承诺量: what can be promised of everything, and from which day on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.support.reports import figures, report
from tests.support.shop import Shop, line, today

ROW = ("product", "warehouse", "available", "waiting", "coming", "late", "undated", "promisable")


def ahead(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


def coming(shop: Shop, code: str, quantity: int, day: str | None, **fields: Any) -> Any:
    return shop.make("purchase_order", line(code, quantity, 1, expected_on=day), **fields)


@pytest.fixture
def planned(shop: Shop) -> Shop:
    """S1: 10 there, 14 asked for; 3 come today, 20 in a week, others late, undated, elsewhere."""
    there = shop.make("stock_receipt", line("S1", 10), line("S2", 6))
    shop.ids["CK01"] = there["warehouse"]["id"]
    shop.make("sales_order", line("S1", 14, 1))
    coming(shop, "S1", 3, ahead(0))
    coming(shop, "S1", 15, ahead(7))
    coming(shop, "S1", 5, ahead(7))
    coming(shop, "S1", 100, ahead(-1))
    coming(shop, "S1", 200, None)
    coming(shop, "S1", 7, ahead(2), warehouse={"code": "CK02"})
    return shop


def test_what_can_be_promised_of_every_product(planned: Shop) -> None:
    spoken_for = report(planned.client, "promisable")
    short = report(planned.client, "promisable", state="short")
    everything = report(planned.client, "promisable", state="all", product=planned.ids["S2"])

    first = ("S1", "CK01", "0", "4", "23", "100", "200", "19")
    assert figures(spoken_for, *ROW) == [first, ("S1", "CK02", "0", "0", "7", "0", "0", "7")]
    assert figures(short, *ROW) == [first]
    assert figures(everything, *ROW) == [("S2", "CK01", "6", "0", "0", "0", "0", "6")]
    assert spoken_for["totals"]["coming"] == "30"


def test_from_which_day_on_it_can_be_promised(planned: Shop) -> None:
    days = report(planned.client, "promisable", view="day", warehouse=planned.ids["CK01"])

    assert figures(days, "day", "coming", "promisable") == [
        (ahead(0), "3", "-1"),
        (ahead(7), "20", "19"),
    ]


def test_an_order_is_told_from_which_day_on_there_is_enough(planned: Shop) -> None:
    """As the screen reckons it, too: available, less what others wait for, and what comes."""
    query = f"products={planned.ids['S1']}&warehouse={planned.ids['CK01']}"
    without = planned.ok(planned.client.get(f"/stock/availability?{query}"))["items"][0]
    told = planned.ok(planned.client.get(f"/stock/availability?{query}&coming=true"))["items"][0]

    assert without["coming"] == []
    assert (told["available"], told["waiting"]) == ("0", "4")
    assert told["coming"] == [
        {"on": ahead(0), "quantity": "3"},
        {"on": ahead(7), "quantity": "20"},
    ]
    for quantity, day, code in (
        (19, 7, None),
        (19, 6, "promised_too_early"),
        (20, 30, "not_in_sight"),
    ):
        asked = line("S1", quantity, 1, expected_on=ahead(day))
        draft = planned.make("sales_order", asked, then=None)
        assert [one["code"] for one in draft["warnings"]] == ([f"order.{code}"] if code else [])


def test_arrivals_of_many_products_are_one_statement(planned: Shop, statements: Any) -> None:
    many = ",".join(planned.ids[code] for code in ("S1", "S2", "DL"))
    with statements() as seen:
        planned.ok(planned.client.get(f"/stock/availability?products={many}&coming=true"))
    assert sum("purchasing_purchaseorderline" in one for one in seen) == 1


def test_goods_on_their_way_count_where_they_are_expected_and_every_row_adds_up(
    shop: Shop,
) -> None:
    """36 of S1 lie in CK01 and go to CK02 in two steps, where 79 are asked for; 5 of B1 expired."""
    gone, batch = {"into": {"code": "CK02"}, "in_steps": True}, {"batch": "B1"}
    shop.product("NN", batched=True)
    shop.make("stock_receipt", line("S1", 40), line("NN", 5, **batch, expires_on=ahead(-1)))
    shop.make("sales_order", line("S1", 79, 1), warehouse={"code": "CK02"})
    query = f"/stock/availability?products={shop.ids['S1']}&coming=true"

    def everywhere() -> Any:
        told = shop.ok(shop.client.get(query))["items"][0]
        come = sum(int(one["quantity"]) for one in told["coming"] if one["on"] <= ahead(0))
        return int(told["available"]) - int(told["waiting"]) + come

    before = everywhere()
    sent = shop.make("stock_transfer", line("S1", 36), line("NN", 5, **batch), **gone)

    assert everywhere() == before == -39
    rows = report(shop.client, "promisable", state="all")
    parts = ("available", "reserved", "blocked", "in_transit", "elsewhere")
    shown = ("product", "warehouse", "on_hand", *parts, "waiting", "promisable")
    assert figures(rows, *shown) == [
        ("NN", "CK01", "0", "0", "0", "0", "0", "0", "0", "0"),
        ("NN", "CK02", "5", "0", "0", "0", "0", "5", "0", "0"),
        ("S1", "CK01", "4", "4", "0", "0", "0", "0", "0", "4"),
        ("S1", "CK02", "36", "0", "0", "0", "36", "0", "79", "-43"),
    ]
    days = report(shop.client, "promisable", view="day")
    assert figures(days, "warehouse", "day", "coming", "promisable") == [
        ("CK02", ahead(0), "36", "-43")
    ]
    received = shop.convert("stock_transfer", sent, "transfer_receipt")
    shop.do("transfer_receipt", received, "confirm")
    assert everywhere() == before
