"""订单执行: ordered, done, open, late, line by line."""

from __future__ import annotations

from typing import Any

from tests.support.reports import figures, report, totals
from tests.support.shop import Shop, days_ago, line

UNITS = "_in_units"
STEPS = ("quantity", "done", "open", "days", "state", "net", "open_net")


def ordered(shop: Shop) -> dict[str, Any]:
    """10 S1 at 4, expected 3 days ago, of which 4 are delivered; 2 m cable, expected today."""
    shop.make("stock_receipt", line("S1", 100), line("DL", 100))
    order = shop.make(
        "sales_order",
        line("S1", 10, 4, expected_on=days_ago(3)),
        line("DL", 2, 10, expected_on=days_ago(0)),
        date=days_ago(9),
    )
    part = {"order_line": order["lines"][0]["id"]}
    shop.make("sales_delivery", line("S1", 4, 4, **part))
    return order


def test_an_order_tells_what_is_done_and_open_and_late(shop: Shop) -> None:
    ordered(shop)

    page = report(shop.client, "sales_order_execution", sort="product")
    late = report(shop.client, "sales_order_execution", state="late")

    assert figures(page, "product", *STEPS) == [
        ("DL", "2", "0", "2", None, "open", "20.00", "20.00"),
        ("S1", "10", "4", "6", 3, "late", "40.00", "24.00"),
    ]
    assert totals(page, "open", "open_net") == (None, "44.00")
    assert figures(late, "product", "open") == [("S1", "6")]
    assert totals(late, "open", "open_net") == ("6", "24.00")


def test_what_is_done_or_closed_waits_for_nothing(shop: Shop) -> None:
    order = ordered(shop)
    part = {"order_line": order["lines"][1]["id"]}
    shop.make("sales_delivery", line("DL", 2, 10, **part))
    shop.do("sales_order", shop.read("sales_order", order), "close")

    still = report(shop.client, "sales_order_execution")
    page = report(shop.client, "sales_order_execution", state="all", sort="product")

    assert still["items"] == []
    assert figures(page, "product", "done", "open", "state") == [
        ("DL", "2", "0", "done"),
        ("S1", "4", "0", "closed"),
    ]


def test_drafts_and_cancelled_orders_are_not_told(shop: Shop) -> None:
    shop.make("sales_order", line("S1", 1, 1), then=None)
    shop.do("sales_order", shop.make("sales_order", line("S1", 1, 1)), "cancel")

    assert report(shop.client, "sales_order_execution", state="all")["items"] == []


def test_purchase_orders_hide_their_prices_from_the_warehouse(shop: Shop, client: Any) -> None:
    shop.make("purchase_order", line("S1", 5, 3, expected_on=days_ago(1)))

    page = report(client("warehouse"), "purchase_order_execution")

    assert figures(page, "product", "quantity", "open", "days") == [("S1", "5", "5", 1)]
    assert "net" not in page["items"][0] and "open_net" not in page["totals"]


def test_back_orders_tell_what_is_reserved_and_what_is_short(shop: Shop) -> None:
    shop.make("stock_receipt", line("S1", 7))
    shop.make("sales_order", line("S1", 10, 4, expected_on=days_ago(3)))
    ck02 = {"warehouse": {"code": "CK02"}}
    shop.make("sales_order", line("S1", 5, 4, expected_on=days_ago(1)), **ck02)
    shop.make("sales_order", line("DL", "2.5", 4))

    page = report(shop.client, "sales_order_execution", sort="-open")
    there = report(shop.client, "sales_order_execution", warehouse=shop.ids["CK02"])
    whole = report(shop.client, "sales_order_execution", view="product")

    assert figures(page, "product", "warehouse", "open", "reserved", "short", "days") == [
        ("S1", "CK01", "10", "7", "3", 3),
        ("S1", "CK02", "5", "0", "5", 1),
        ("DL", "CK01", "2.5", "0", "2.5", None),
    ]
    assert figures(there, "product", "open") == [("S1", "5")]
    assert figures(whole, "product", "open", "reserved", "short", "orders", "days") == [
        ("DL", "2.5", "0", "2.5", 1, None),
        ("S1", "15", "7", "8", 2, 3),
    ]


def test_who_may_make_the_next_document_is_offered_it(shop: Shop, client: Any) -> None:
    def offered(person: Any) -> Any:
        answer = person.get("/reports/purchase_order_execution/definition")
        return [view["converts"] for view in shop.ok(answer)["views"]]

    assert offered(shop.client) == ["purchase_receipt", None]
    assert offered(client("finance")) == [None, None]


def test_boxes_that_are_no_whole_number_are_told_as_people_count_them(shop: Shop) -> None:
    case = {"unit": {"code": "BOX"}, "numerator": "12"}
    shop.product("JS", "剪刀", units=[case])
    shop.make("stock_receipt", line("JS", 3, unit_cost="1"))
    boxes = line("JS", 8, 60, unit={"code": "BOX"})
    order = shop.make("sales_order", boxes, line("S1", 2, 1))
    part = {"order_line": order["lines"][0]["id"]}
    shop.make("stock_receipt", line("JS", 20, unit_cost="1"))
    shop.make("sales_delivery", line("JS", 7, 5, **part))
    cells = [
        f"{name}{end}" for name in ("quantity", "done", "open", "short") for end in ("", UNITS)
    ]

    only = report(shop.client, "sales_order_execution", product=shop.ids["JS"])
    both = report(shop.client, "sales_order_execution", sort="product")
    by_product = report(shop.client, "sales_order_execution", view="product")

    [(_, *told)] = figures(only, "product", *cells)
    assert told == [
        *("8", None, "0.583333", "7 个"),
        *("7.416667", "7 箱 5 个", "6.083334", "6 箱 1 个"),
    ]
    assert totals(only, "open", f"open{UNITS}") == ("7.416667", "7 箱 5 个")
    assert figures(both, "product", "open", f"open{UNITS}")[1] == ("S1", "2", None)
    assert figures(by_product, "product", "open", "in_units")[0] == ("JS", "89", "7 箱 5 个")
