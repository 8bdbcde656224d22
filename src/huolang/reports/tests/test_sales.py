"""销售统计: what was sold, to the cent, whatever was returned, cancelled or opened again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from huolang.kernel.company import Company
from tests.support.client import ApiClient
from tests.support.reports import all_pages, codes, figures, report, totals
from tests.support.shop import Shop, days_ago, line, today

LONG = {"since": days_ago(60), "until": days_ago(0)}
AMOUNTS = ("quantity", "net", "tax", "gross")


def stocked(shop: Shop) -> None:
    shop.make(
        "purchase_receipt",
        line("S1", 100, 2),
        line("S2", 100, 3),
        line("DL", 100, 5),
        date=days_ago(50),
    )


def sold(shop: Shop) -> None:
    """S1: 10 at 4 and 5 at 4 to P2, of which 2 came back; DL: 2.5 m at 10; fitting: 1 at 100."""
    stocked(shop)
    shop.make("sales_delivery", line("S1", 10, 4), line("DL", "2.5", 10), date=days_ago(40))
    p2 = {"partner": {"code": "P2"}, "warehouse": {"code": "CK01"}}
    sale = shop.make(
        "sales_delivery", line("S1", 5, 4), line("AZ", 1, 100), date=days_ago(30), **p2
    )
    back = {"delivery_line": sale["lines"][0]["id"]}
    shop.make("sales_return", line("S1", 2, 4, **back), date=days_ago(20), **p2)


def test_sales_by_product_count_what_came_back(shop: Shop) -> None:
    sold(shop)

    page = report(shop.client, "sales", **LONG)

    assert figures(page, "product", "unit", *AMOUNTS, "average_price") == [
        ("AZ", "CI", "1", "100.00", "13.00", "113.00", "100"),
        ("S1", "PCS", "13", "52.00", "6.76", "58.76", "4"),
        ("DL", "M", "2.5", "25.00", "3.25", "28.25", "10"),
    ]
    assert page["rows"] == 3


def test_quantities_of_different_units_are_not_added_up(shop: Shop) -> None:
    sold(shop)

    page = report(shop.client, "sales", **LONG)
    screws = report(shop.client, "sales", product=shop.ids["S1"], **LONG)
    partners = report(shop.client, "sales", view="partner", sort="partner", **LONG)

    assert totals(page, *AMOUNTS) == (None, "177.00", "23.01", "200.01")
    assert totals(screws, *AMOUNTS) == ("13", "52.00", "6.76", "58.76")
    assert figures(partners, "partner", *AMOUNTS) == [
        ("P1", None, "65.00", "8.45", "73.45"),
        ("P2", None, "112.00", "14.56", "126.56"),
    ]


def test_sales_by_day_and_month_lead_to_the_documents_behind(shop: Shop) -> None:
    sold(shop)

    days = report(shop.client, "sales", view="day", **LONG)
    months = report(shop.client, "sales", view="month", **LONG)
    first = days["items"][-1]["day"]
    behind = report(shop.client, "sales", view="document", since=first, until=first)

    assert figures(days, "day", "net") == [
        (days_ago(20), "-8.00"),
        (days_ago(30), "120.00"),
        (days_ago(40), "65.00"),
    ]
    assert totals(months, "net", "gross") == ("177.00", "200.01")
    assert sum(float(row["net"]) for row in months["items"]) == 177
    assert figures(behind, "day", "partner", "net") == [(first, "P1", "65.00")]
    assert behind["items"][0]["document"]["form"] == "sales_delivery"
    record = behind["items"][0]["document"]["id"]
    lines = report(shop.client, "sales", view="line", record=record, **LONG)
    assert sorted(figures(lines, "product", "quantity", "net")) == [
        ("DL", "2.5", "25.00"),
        ("S1", "10", "40.00"),
    ]


def test_a_category_takes_in_all_that_lie_below_it(shop: Shop) -> None:
    sold(shop)
    shop.make("sales_delivery", line("S2", 1, 7), date=days_ago(10))
    everything = {"since": days_ago(60)}

    groups = report(shop.client, "sales", view="category", sort="category", **everything)
    above = report(shop.client, "sales", category=shop.ids["WJ"], **everything)
    below = report(shop.client, "sales", category=shop.ids["LS"], **everything)

    assert figures(groups, "category", "net") == [
        (None, "125.00"),
        ("LS", "52.00"),
        ("WJ", "7.00"),
    ]
    assert figures(above, "product", "net") == [("S1", "52.00"), ("S2", "7.00")]
    assert figures(below, "product", "net") == [("S1", "52.00")]


@pytest.mark.parametrize("name", ["sales", "purchases", "gross_margin", "stock_balance"])
def test_a_row_of_a_category_leads_to_what_it_is_the_sum_of(shop: Shop, name: str) -> None:
    """What lies in categories below it has rows of its own."""
    shop.make("purchase_receipt", line("S1", 20, 3), line("S2", 5, 2), date=days_ago(20))
    sold(shop)
    shop.make("sales_delivery", line("S2", 1, 7), date=days_ago(10))
    asked = {} if name == "stock_balance" else {"since": days_ago(60)}
    figure = {"gross_margin": "margin", "stock_balance": "value"}.get(name, "net")
    definition = shop.client.get(f"/reports/{name}/definition").json()
    (view,) = [one for one in definition["views"] if one["name"] == "category"]
    drill = view["drill"]
    assert drill["filters"] == {"of_category": "category"}

    groups = report(shop.client, name, view="category", **asked)

    assert len(groups["items"]) >= 2
    for row in groups["items"]:
        if row["category"] is not None:
            behind = {"view": drill["view"], "of_category": row["category"]["id"], **asked}
            assert totals(report(shop.client, name, **behind), figure) == (row[figure],)


def test_a_cancelled_document_and_an_opened_one_count_for_nothing(shop: Shop) -> None:
    sold(shop)
    before = report(shop.client, "sales", **LONG)["totals"]
    gone = shop.make("sales_delivery", line("S1", 7, 9), date=days_ago(5))
    shop.do("sales_delivery", gone, "cancel")
    open_again = shop.make("sales_delivery", line("S1", 3, 9), date=days_ago(5))
    open_again = shop.do("sales_delivery", open_again, "reopen")

    meanwhile = report(shop.client, "sales", **LONG)
    changed = shop.change("sales_delivery", open_again, lines=[line("S1", 1, 11)])
    shop.do("sales_delivery", changed, "confirm")
    afterwards = report(shop.client, "sales", product=shop.ids["S1"], **LONG)

    assert meanwhile["totals"] == before
    assert figures(afterwards, "quantity", "net") == [("14", "63.00")]


def test_a_draft_is_no_sale(shop: Shop) -> None:
    stocked(shop)
    shop.make("sales_delivery", line("S1", 1, 9), then=None)

    assert report(shop.client, "sales", **LONG)["items"] == []


def test_what_is_cancelled_after_its_month_was_closed_is_taken_back_later(shop: Shop) -> None:
    stocked(shop)
    last_month = today().replace(day=1)
    day = days_ago((today() - last_month).days + 3)
    sale = shop.make("sales_delivery", line("S1", 7, 9), date=day)
    month = day[:7]
    if day[:7] != days_ago(50)[:7]:
        shop.client.post(f"/periods/{days_ago(50)[:7]}/close", {})
    shop.ok(shop.client.post(f"/periods/{month}/close", {}))
    shop.do("sales_delivery", sale, "cancel")

    then = report(shop.client, "sales", since=day, until=day)
    now = report(shop.client, "sales", since=last_month.isoformat())

    assert figures(then, "quantity", "net") == [("7", "63.00")]
    assert figures(now, "quantity", "net") == [("-7", "-63.00")]


def test_figures_are_those_of_the_account(shop: Shop) -> None:
    sold(shop)

    page = report(shop.client, "sales", **LONG)

    assert page["totals"]["net"] == f"{-shop.account('5001'):.2f}"


def test_pages_follow_one_another_and_totals_are_of_all(shop: Shop) -> None:
    stocked(shop)
    for number in range(4, 12):
        shop.product(f"S{number:02}")
        shop.make("stock_receipt", line(f"S{number:02}", 10, unit_cost="1"))
        shop.make("sales_delivery", line(f"S{number:02}", 1, number % 3 + 1))

    first = report(shop.client, "sales", limit=3)
    rows = all_pages(shop.client, "sales", limit=3, sort="net")
    falling = all_pages(shop.client, "sales", limit=3)
    by_code = all_pages(shop.client, "sales", limit=2, sort="product")

    assert (first["rows"], first["totals"]["net"]) == (8, "17.00")
    assert [row["net"] for row in rows] == ["1.00"] * 2 + ["2.00"] * 3 + ["3.00"] * 3
    assert codes(rows, "product") == codes(falling, "product")[::-1]
    assert codes(by_code, "product") == [f"S{number:02}" for number in range(4, 12)]


def test_another_companys_sales_are_not_seen(
    shop: Shop, client: Callable[..., ApiClient], other_company: Company
) -> None:
    sold(shop)
    theirs = client("admin", company=other_company)

    page = report(theirs, "sales", **LONG)
    named = report(theirs, "sales", product=shop.ids["S1"], **LONG)

    assert (page["items"], page["rows"], page["totals"]["net"]) == ([], 0, "0.00")
    assert named["items"] == []


def test_what_an_invoice_says_more_is_revenue_of_its_day(shop: Shop) -> None:
    stocked(shop)
    sale = shop.make("sales_delivery", line("S1", 10, 4), date=days_ago(40))
    draft = shop.convert("sales_delivery", sale, "sales_invoice")
    told = {"id": draft["lines"][0]["id"], "amount": "45", "tax": "5.85"}
    shop.do("sales_invoice", shop.change("sales_invoice", draft, lines=[told]), "confirm")

    page = report(shop.client, "sales", **LONG)
    today_only = report(shop.client, "sales", view="document", since=days_ago(0))

    assert figures(page, "product", *AMOUNTS) == [("S1", "10", "45.00", "5.85", "50.85")]
    assert figures(today_only, "net", "tax") == [("5.00", "0.65")]
    assert today_only["items"][0]["document"]["form"] == "sales_invoice"
    assert page["totals"]["net"] == f"{-shop.account('5001'):.2f}"


def test_what_was_sold_of_a_duplicate_counts_for_the_product_into_which_it_was_merged(
    shop: Shop,
) -> None:
    for code in ("S1", "S2"):
        shop.make("stock_receipt", line(code, 5), reason="opening")
        shop.make("sales_delivery", line(code, 5, 4))
    kept, duplicate = shop.ids["S1"], shop.ids["S2"]

    shop.ok(shop.client.post(f"/records/product/{duplicate}/merge", {"into": kept}))

    page = report(shop.client, "sales", view="product", **LONG)
    assert figures(page, "product", "quantity", "net") == [("S1", "10", "40.00")]
    documents = report(shop.client, "sales", view="document", product=kept, **LONG)
    assert len(documents["items"]) == 2
