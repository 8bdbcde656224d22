"""呆滞商品 and 在途商品: what nobody wants, and what is under way."""

from __future__ import annotations

from typing import Any

from tests.support.reports import figures, report, totals
from tests.support.shop import Shop, days_ago, line


def idle(shop: Shop, **asked: Any) -> dict[str, Any]:
    return report(shop.client, "slow_moving", **asked)


def traded(shop: Shop) -> None:
    """S1 was sold 100 days ago and went to the branch since; S2 was sold yesterday; S3 never."""
    shop.warehouse("CK09", "门店")
    shop.product("S3")
    rows = (line("S1", 10, 2), line("S2", 5, 3), line("S3", 4, 1))
    shop.make("purchase_receipt", *rows, date=days_ago(200))
    shop.make("sales_delivery", line("S1", 1), date=days_ago(100))
    shop.make("sales_delivery", line("S2", 1), date=days_ago(1))
    shop.make("stock_transfer", line("S1", 3), into={"code": "CK09"}, date=days_ago(40))


def test_what_was_not_sold_for_long_is_idle_wherever_it_went(shop: Shop) -> None:
    traded(shop)

    page, longest = idle(shop), idle(shop, idle=180)

    assert figures(page, "product", "quantity", "value", "used_on", "newest_on", "idle") == [
        ("S3", "4", "4.00", None, days_ago(200), 200),
        ("S1", "9", "18.00", days_ago(100), days_ago(200), 100),
    ]
    assert totals(page, "value") == ("22.00",)
    assert figures(longest, "product") == [("S3",)]


def test_a_warehouse_counts_from_when_they_came_there(shop: Shop) -> None:
    traded(shop)

    page = idle(shop, view="warehouse", idle=30)

    assert figures(page, "product", "warehouse", "quantity", "idle") == [
        ("S3", "CK01", "4", 200),
        ("S1", "CK01", "6", 100),
        ("S1", "CK09", "3", 40),
    ]


def test_a_cancelled_sale_was_no_use(shop: Shop) -> None:
    traded(shop)
    wrong = shop.make("sales_delivery", line("S3", 1), date=days_ago(2))
    assert figures(idle(shop, idle=180), "product") == []

    shop.do("sales_delivery", wrong, "cancel")

    assert figures(idle(shop, idle=180), "product") == [("S3",)]


def test_what_was_sent_is_on_its_way_until_it_came_or_was_lost(shop: Shop) -> None:
    traded(shop)
    shop.make("purchase_receipt", line("S3", 4, 3), date=days_ago(9))
    into = {"code": "CK09"}
    sent = shop.make(
        "stock_transfer", line("S3", 6), line("S2", 2), into=into, in_steps=True, date=days_ago(7)
    )
    came = shop.convert("stock_transfer", sent, "transfer_receipt")
    first, second = came["lines"]
    rows = [{"id": first["id"], "quantity": "1", "lost": "2"}, {"id": second["id"]}]
    came = shop.change("transfer_receipt", came, lines=rows)
    shop.do("transfer_receipt", came, "confirm")

    page = report(shop.client, "stock_in_transit")
    other = report(shop.client, "stock_in_transit", into=sent["warehouse"]["id"])

    told = figures(
        page, "warehouse", "into", "product", "quantity", "came", "open", "value", "days"
    )
    assert told == [("CK01", "CK09", "S3", "6", "3", "3", "6.00", 7)]
    assert other["items"] == []


def test_who_sees_no_costs_sees_no_values(shop: Shop, client: Any) -> None:
    traded(shop)
    shop.make("stock_transfer", line("S1", 2), into={"code": "CK09"}, in_steps=True)

    for name in ("slow_moving", "stock_in_transit"):
        page = report(client("warehouse"), name)
        assert page["items"]
        assert "value" not in page["items"][0]
