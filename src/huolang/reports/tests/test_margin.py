"""毛利: revenue less what the goods cost today."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from tests.support.reports import figures, report, totals
from tests.support.shop import Shop, address, days_ago, line, today

LONG = {"since": days_ago(60), "until": days_ago(0)}
FIGURES = ("net", "cost", "margin", "margin_rate")


def traded(shop: Shop) -> None:
    """10 bought at 2, 4 sold at 5, of which 1 came back."""
    shop.make("purchase_receipt", line("S1", 10, 2), date=days_ago(40))
    sale = shop.make("sales_delivery", line("S1", 4, 5), line("AZ", 1, 50), date=days_ago(30))
    back = {"delivery_line": sale["lines"][0]["id"]}
    shop.make("sales_return", line("S1", 1, 5, **back), date=days_ago(20))


def test_the_margin_is_revenue_less_cost_and_returns_take_it_off(shop: Shop) -> None:
    traded(shop)

    page = report(shop.client, "gross_margin", **LONG)

    assert figures(page, "product", "quantity", *FIGURES) == [
        ("AZ", "1", "50.00", "0.00", "50.00", "100"),
        ("S1", "3", "15.00", "6.00", "9.00", "60"),
    ]
    assert totals(page, *FIGURES) == ("65.00", "6.00", "59.00", "90.77")


def test_a_back_dated_receipt_changes_the_margin_at_once(shop: Shop) -> None:
    traded(shop)
    shop.make("purchase_receipt", line("S1", 10, 6), date=days_ago(35))

    page = report(shop.client, "gross_margin", product=shop.ids["S1"], **LONG)
    lines = report(shop.client, "gross_margin", view="line", product=shop.ids["S1"], **LONG)

    assert figures(page, *FIGURES) == [("15.00", "12.00", "3.00", "20")]
    assert figures(lines, "net", "cost") == [("-5.00", "-4.00"), ("20.00", "16.00")]


def test_each_document_has_its_profit_and_its_lines(shop: Shop) -> None:
    traded(shop)

    page = report(shop.client, "document_profit", **LONG)
    sale = page["items"][-1]["document"]
    lines = report(shop.client, "document_profit", view="line", record=sale["id"], **LONG)

    assert figures(page, "day", *FIGURES) == [
        (days_ago(20), "-5.00", "-2.00", "-3.00", None),
        (days_ago(30), "70.00", "8.00", "62.00", "88.57"),
    ]
    assert sorted(figures(lines, "product", "margin")) == [("AZ", "50.00"), ("S1", "12.00")]


def test_the_cost_is_that_of_the_account(shop: Shop) -> None:
    traded(shop)
    shop.make("purchase_receipt", line("S1", 10, 6), date=days_ago(35))
    gone = shop.make("sales_delivery", line("S1", 2, 5), date=days_ago(5))
    shop.do("sales_delivery", gone, "cancel")

    page = report(shop.client, "gross_margin", **LONG)

    assert page["totals"]["cost"] == f"{shop.account('5401'):.2f}"
    assert page["totals"]["net"] == f"{-shop.account('5001'):.2f}"


def test_what_a_closed_month_sold_costs_more_in_the_month_that_recognises_it(shop: Shop) -> None:
    """10 bought for 40 and sold for 90 last month, which is closed; they cost 8 more, as is known
    now. Nothing was sold since."""
    begun = today().replace(day=1)
    before = (begun - timedelta(days=1)).replace(day=1)
    ended = {"since": f"{before}", "until": f"{begun - timedelta(days=1)}"}
    running = {"since": f"{begun}", "until": f"{today()}"}
    bought = shop.make("purchase_receipt", line("S1", 10, 4), date=f"{before}")
    shop.make("sales_delivery", line("S1", 10, 9), date=f"{before + timedelta(days=9)}")
    shop.ok(shop.client.post(f"/periods/{before:%Y-%m}/close"))
    last = report(shop.client, "gross_margin", **ended)

    draft = shop.convert("purchase_receipt", bought, "purchase_invoice")
    told = {"id": draft["lines"][0]["id"], "amount": "48", "tax": "6.24"}
    shop.do("purchase_invoice", shop.change("purchase_invoice", draft, lines=[told]), "confirm")
    now = report(shop.client, "gross_margin", **running)
    both = {**running, "since": ended["since"]}
    months = report(shop.client, "gross_margin", view="month", sort="month", **both)
    documents = report(shop.client, "gross_margin", view="document", **both)

    assert figures(last, "product", "quantity", *FIGURES) == [
        ("S1", "10", "90.00", "40.00", "50.00", "55.56")
    ]
    assert report(shop.client, "gross_margin", **ended) == last
    assert figures(now, "product", "quantity", *FIGURES) == [
        ("S1", "0", "0.00", "8.00", "-8.00", None)
    ]
    assert figures(months, "net", "cost") == [("90.00", "40.00"), ("0.00", "8.00")]
    assert figures(documents, "day", "net", "cost") == [
        (f"{begun}", "0.00", "8.00"),
        (f"{before + timedelta(days=9)}", "90.00", "40.00"),
    ]
    assert shop.ok(shop.client.get("/home"))["sales"]["month"]["margin"] == "-8.00"
    each = report(shop.client, "document_profit", **ended)
    assert figures(each, *FIGURES) == [("90.00", "48.00", "42.00", "46.67")]
    assert figures(report(shop.client, "document_profit", **running), *FIGURES) == []
    assert shop.differences() == []


def by_standard(shop: Shop, standard: str, day: str) -> None:
    told = {"product": {"code": "S1"}, "method": "standard", "standard_cost": standard}
    paper = {"date": day, "reason": "核定", "lines": [told]}
    shop.ok(shop.client.post(address("costing_change", "confirm"), paper), 201)


def cost_of_sales(shop: Shop) -> Decimal:
    """Of which variance is a part."""
    return shop.account("5401") - shop.account("540102")


def test_under_standard_cost_it_agrees_with_the_account_to_the_cent(shop: Shop) -> None:
    """3.33, 3.33 and 3.34; the first comes back with its 3.33, and is worth 3.34."""
    by_standard(shop, "3.3333", days_ago(41))
    shop.make("purchase_receipt", line("S1", 10, "3.3333"), date=days_ago(40))
    sales = [shop.make("sales_delivery", line("S1", 1, 5), date=days_ago(30 - n)) for n in range(3)]
    back = {"delivery_line": sales[0]["lines"][0]["id"]}
    shop.make("sales_return", line("S1", 1, 5, **back), date=days_ago(20))

    page = report(shop.client, "gross_margin", **LONG)
    each = report(shop.client, "document_profit", **LONG)

    assert (page["totals"]["cost"], cost_of_sales(shop)) == ("6.67", Decimal("6.67"))
    assert figures(each, "cost") == [("-3.33",), ("3.34",), ("3.33",), ("3.33",)]


def test_what_came_back_to_a_standard_brings_what_it_had_cost_and_no_more_once_it_is_gone(
    shop: Shop,
) -> None:
    """5 of 10 for 100 sold, and back at a standard of 10; then 100 of freight; then gone again."""
    bought = shop.make("purchase_receipt", line("S1", 10, 10), date=days_ago(40))
    sale = shop.make("sales_delivery", line("S1", 5, 20), date=days_ago(30))
    by_standard(shop, "10", days_ago(25))
    back = line("S1", 5, 20, delivery_line=sale["lines"][0]["id"])
    came = shop.make("sales_return", back, date=days_ago(20))
    costs = [report(shop.client, "gross_margin", **LONG)["totals"]["cost"]]

    draft = shop.convert("purchase_receipt", bought, "purchase_invoice")
    dearer = {"id": draft["lines"][0]["id"], "amount": "200", "tax": "26"}
    invoice = shop.change("purchase_invoice", draft, lines=[dearer])
    invoice = shop.do("purchase_invoice", invoice, "confirm")
    costs.append(report(shop.client, "gross_margin", **LONG)["totals"]["cost"])
    shop.do("sales_return", came, "cancel")
    costs.append(report(shop.client, "gross_margin", **LONG)["totals"]["cost"])
    assert cost_of_sales(shop) == 100
    shop.do("purchase_invoice", invoice, "cancel")
    costs.append(report(shop.client, "gross_margin", **LONG)["totals"]["cost"])

    assert costs == ["0.00", "0.00", "100.00", "50.00"]
    assert (cost_of_sales(shop), shop.account("540102")) == (50, 0)
    assert shop.differences() == []


def test_who_may_not_see_cost_may_not_ask_for_margins(shop: Shop, client: Any) -> None:
    traded(shop)
    seller = client("sales")

    names = [one["name"] for one in seller.get("/reports").json()["items"]]

    assert "sales" in names and "gross_margin" not in names and "document_profit" not in names
    assert seller.get("/reports/gross_margin").status_code == 403
    assert seller.get("/reports/document_profit.xlsx").status_code == 403


def test_what_the_parts_of_a_bundle_cost_is_what_the_bundle_cost(shop: Shop) -> None:
    parts = [{"part": {"code": "S1"}, "quantity": 2}]
    shop.product("TZ", "套装", kind="bundle", parts=parts)
    shop.make("purchase_receipt", line("S1", 10, 2), date=days_ago(40))
    sale = shop.make("sales_delivery", line("TZ", 3, 9), line("S1", 1, 5), date=days_ago(30))
    back = {"delivery_line": sale["lines"][0]["id"]}
    shop.make("sales_return", line("TZ", 1, 9, **back), date=days_ago(20))
    shop.make("purchase_receipt", line("S1", 10, 4), date=days_ago(45))

    page = report(shop.client, "gross_margin", **LONG)
    lines = report(shop.client, "gross_margin", view="line", **LONG)

    assert figures(page, "product", "quantity", *FIGURES) == [
        ("TZ", "2", "18.00", "12.00", "6.00", "33.33"),
        ("S1", "1", "5.00", "3.00", "2.00", "40"),
    ]
    assert sorted(figures(lines, "product", "quantity", "cost")) == [
        ("S1", "1", "3.00"),
        ("TZ", "-1", "-6.00"),
        ("TZ", "3", "18.00"),
    ]
