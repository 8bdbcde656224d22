"""应收应付账龄: what is open, by how long it is overdue, and the documents behind it."""

from __future__ import annotations

from typing import Any

from tests.support.reports import figures, report, totals
from tests.support.shop import Shop, days_ago, line

AGES = ("left_over", "not_due", "to_30", "to_60", "to_90", "older")


def sold(shop: Shop) -> None:
    shop.make("stock_receipt", line("S1", 100), date=days_ago(120))
    for days, price in ((100, 1), (70, 2), (40, 4), (30, 8), (0, 16)):
        shop.make("sales_delivery", line("S1", 1, price, tax_rate="0"), date=days_ago(days))
    p2 = {"partner": {"code": "P2"}, "warehouse": {"code": "CK01"}}
    shop.make("sales_delivery", line("S1", 1, 5, tax_rate="0"), date=days_ago(10), **p2)


def test_what_is_owed_stands_under_its_age(shop: Shop) -> None:
    sold(shop)

    page = report(shop.client, "receivable_ageing")

    assert figures(page, "partner", *AGES) == [
        ("P1", "31.00", "16.00", "8.00", "4.00", "2.00", "1.00"),
        ("P2", "5.00", "0.00", "5.00", "0.00", "0.00", "0.00"),
    ]
    assert totals(page, "items", *AGES) == (
        6,
        "36.00",
        "16.00",
        "13.00",
        "4.00",
        "2.00",
        "1.00",
    )
    assert totals(page, "left_over") == (f"{shop.owed('receivable'):.2f}",)


def test_behind_a_figure_are_the_documents_and_a_return_is_to_their_credit(shop: Shop) -> None:
    sold(shop)
    p2 = {"partner": {"code": "P2"}, "warehouse": {"code": "CK01"}}
    shop.make("sales_return", line("S1", 1, 2, tax_rate="0"), date=days_ago(5), **p2)

    page = report(shop.client, "receivable_ageing", view="document", partner=shop.ids["P2"])
    whole = report(shop.client, "receivable_ageing", partner=shop.ids["P2"])

    assert figures(page, "due", "days", "left_over") == [
        (days_ago(10), 10, "5.00"),
        (days_ago(5), 5, "-2.00"),
    ]
    assert page["items"][0]["document"]["form"] == "sales_delivery"
    assert figures(whole, "left_over") == [("3.00",)]


def test_the_documents_of_one_age_come_to_the_figure_of_that_age(shop: Shop) -> None:
    sold(shop)

    owed = {
        age: totals(report(shop.client, "receivable_ageing", view="document", age=age), "left_over")
        for age in (*AGES[1:], "overdue")
    }

    assert {age: total for age, (total,) in owed.items()} == {
        "not_due": "16.00",
        "to_30": "13.00",
        "to_60": "4.00",
        "to_90": "2.00",
        "older": "1.00",
        "overdue": "20.00",
    }
    assert shop.ok(shop.client.get("/home"))["receivable"]["overdue"] == "20.00"


def test_what_was_cancelled_is_not_owed(shop: Shop) -> None:
    shop.make("stock_receipt", line("S1", 100), date=days_ago(120))
    sale = shop.make("sales_delivery", line("S1", 1, 9), date=days_ago(3))
    shop.do("sales_delivery", sale, "cancel")

    assert report(shop.client, "receivable_ageing")["items"] == []


def test_payables_are_for_who_may_see_them(shop: Shop, client: Any) -> None:
    shop.make("purchase_receipt", line("S1", 10, 2), date=days_ago(35))

    page = report(client("purchasing"), "payable_ageing")

    assert figures(page, "partner", *AGES) == [
        ("P1", "22.60", "0.00", "0.00", "22.60", "0.00", "0.00")
    ]
    assert client("sales").get("/reports/payable_ageing").status_code == 403
    assert client("purchasing").get("/reports/receivable_ageing").status_code == 403
