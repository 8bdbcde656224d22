"""库存余额表: what there was at the end of any day."""

from __future__ import annotations

from tests.support.reports import figures, report, totals
from tests.support.shop import Shop, days_ago, line


def test_the_balance_of_a_past_day_is_what_was_there_then(shop: Shop) -> None:
    shop.make("purchase_receipt", line("S1", 10, 2), line("DL", 4, 5), date=days_ago(40))
    shop.make("sales_delivery", line("S1", 4, 9), date=days_ago(30))
    shop.make("stock_receipt", line("S1", 5), warehouse={"code": "CK02"}, date=days_ago(20))

    then = report(shop.client, "stock_balance", until=days_ago(31))
    now = report(shop.client, "stock_balance")
    places = report(shop.client, "stock_balance", view="warehouse", product=shop.ids["S1"])
    before = report(shop.client, "stock_balance", until=days_ago(41))

    assert figures(then, "product", "quantity", "unit_cost", "value") == [
        ("DL", "4", "5", "20.00"),
        ("S1", "10", "2", "20.00"),
    ]
    assert figures(now, "product", "quantity", "unit_cost", "value") == [
        ("DL", "4", "5", "20.00"),
        ("S1", "11", "2", "22.00"),
    ]
    assert totals(now, "quantity", "value") == (None, "42.00")
    assert figures(places, "warehouse", "quantity", "value") == [
        ("CK01", "6", "12.00"),
        ("CK02", "5", "10.00"),
    ]
    assert before["items"] == []
    assert now["totals"]["value"] == f"{shop.account('1405'):.2f}"


def test_stock_is_added_up_by_category_and_by_warehouse(shop: Shop) -> None:
    here = [("S2", 3, "7"), ("S1", 10, "2"), ("DL", 2, "5")]
    shop.make("stock_receipt", *(line(code, n, unit_cost=cost) for code, n, cost in here))
    shop.make("stock_receipt", line("S1", 10, unit_cost="3"), warehouse={"code": "CK02"})

    by_category = report(shop.client, "stock_balance", view="category")
    by_place = report(shop.client, "stock_balance", view="place")

    assert figures(by_category, "category", "products", "quantity", "value") == [
        (None, 1, "2", "10.00"),
        ("LS", 1, "20", "50.00"),
        ("WJ", 1, "3", "21.00"),
    ]
    assert figures(by_place, "warehouse", "products", "quantity", "value") == [
        ("CK01", 3, None, "56.00"),
        ("CK02", 1, "10", "25.00"),
    ]
    assert totals(by_place, "value") == totals(by_category, "value") == ("81.00",)


def test_stock_is_told_as_it_was_recorded_by_a_day(shop: Shop) -> None:
    """Everything is recorded today, whatever its date."""
    shop.make("purchase_receipt", line("S1", 10, 2), date=days_ago(40))

    yesterday = report(shop.client, "stock_balance", known_at=days_ago(1))
    places = report(shop.client, "stock_balance", view="place", known_at=days_ago(1))
    now = report(shop.client, "stock_balance", known_at=days_ago(0), until=days_ago(39))

    assert yesterday["items"] == places["items"] == []
    assert figures(now, "product", "quantity", "value") == [("S1", "10", "20.00")]


def test_stock_is_added_up_by_style_and_written_in_several_units(shop: Shop) -> None:
    shop.master("attribute", code="CM", name="尺码", values=[{"name": "M"}, {"name": "L"}])
    named = {"attribute1": {"code": "CM"}, "unit": {"code": "PCS"}}
    style = shop.master("style", code="TX", name="T恤", **named)
    case = {"unit": {"code": "BOX"}, "numerator": "12"}
    wanted = {"variants": [{"values": ["M"]}, {"values": ["L"]}], "common": {"units": [case]}}
    made = shop.ok(shop.client.post(f"/styles/{style}/variants", wanted), 201)["items"]
    shop.ids |= {one["code"]: one["id"] for one in made}
    here = [("TX-M", 40, "2"), ("TX-L", 5, "2"), ("S1", 3, "7")]
    shop.make("stock_receipt", *(line(code, n, unit_cost=cost) for code, n, cost in here))

    by_style = report(shop.client, "stock_balance", view="style")
    variants = report(shop.client, "stock_balance", style=style)
    page = shop.ok(shop.client.get("/stock?q=TX"))["items"]

    assert figures(by_style, "style", "products", "quantity", "value") == [
        (None, 1, "3", "21.00"),
        ("TX", 2, "45", "90.00"),
    ]
    assert figures(variants, "product", "quantity", "in_units") == [
        ("TX-L", "5", ""),
        ("TX-M", "40", "3 箱 4 个"),
    ]
    counted = [(one["on_hand_in_units"], one["available_in_units"]) for one in page]
    assert counted == [("", ""), ("3 箱 4 个", "3 箱 4 个")]
