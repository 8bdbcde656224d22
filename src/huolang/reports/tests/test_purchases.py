"""采购统计: what was bought; and what is hidden of it."""

from __future__ import annotations

from typing import Any

from tests.support.reports import figures, report, totals
from tests.support.shop import Shop, days_ago, line

LONG = {"since": days_ago(60), "until": days_ago(0)}
AMOUNTS = ("quantity", "net", "tax", "gross")


def bought(shop: Shop) -> None:
    """20 S1 at 2 and 3 m cable at 5 from P1, of the screws 4 went back; 10 S2 at 3 from P2."""
    first = shop.make("purchase_receipt", line("S1", 20, 2), line("DL", 3, 5), date=days_ago(40))
    back = {"receipt_line": first["lines"][0]["id"]}
    shop.make("purchase_return", line("S1", 4, 2, **back), date=days_ago(20))
    shop.make("purchase_receipt", line("S2", 10, 3), partner={"code": "P2"}, date=days_ago(10))


def test_purchases_count_what_went_back(shop: Shop) -> None:
    bought(shop)

    page = report(shop.client, "purchases", **LONG)
    partners = report(shop.client, "purchases", view="partner", **LONG)

    assert figures(page, "product", *AMOUNTS, "average_price") == [
        ("S1", "16", "32.00", "4.16", "36.16", "2"),
        ("S2", "10", "30.00", "3.90", "33.90", "3"),
        ("DL", "3", "15.00", "1.95", "16.95", "5"),
    ]
    assert totals(page, *AMOUNTS) == (None, "77.00", "10.01", "87.01")
    assert figures(partners, "partner", "net") == [("P1", "47.00"), ("P2", "30.00")]


def test_what_purchases_come_to_is_what_is_owed(shop: Shop) -> None:
    bought(shop)
    cancelled = shop.make("purchase_receipt", line("S1", 5, 9), date=days_ago(4))
    shop.do("purchase_receipt", cancelled, "cancel")

    page = report(shop.client, "purchases", **LONG)

    assert page["totals"]["gross"] == f"{shop.owed('payable'):.2f}"


def test_the_warehouse_sees_quantities_and_no_prices(shop: Shop, client: Any) -> None:
    bought(shop)

    page = report(client("warehouse"), "purchases", **LONG)

    assert figures(page, "product", "quantity") == [("DL", "3"), ("S1", "16"), ("S2", "10")]
    assert not {"net", "tax", "gross", "average_price"} & set(page["items"][0])
    assert list(page["totals"]) == ["quantity"]
