"""对比: what it was in the period before, or a year earlier, beside what it is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest

from huolang.kernel.company import Company
from huolang.kernel.refusals import Invalid
from huolang.reports import comparing
from tests.support.client import ApiClient
from tests.support.reports import all_pages, codes, figures, report, totals
from tests.support.shop import Shop, line

FEBRUARY = {"since": "2024-02-01", "until": "2024-02-29"}
NET = ("net", "net_before", "net_change")
P2 = {"partner": {"code": "P2"}, "warehouse": {"code": "CK01"}}


@pytest.mark.parametrize(
    ("way", "since", "until", "before"),
    [
        ("previous", "2024-02-01", "2024-02-29", ("2024-01-01", "2024-01-31", "1 months")),
        ("previous", "2024-04-01", "2024-04-30", ("2024-03-01", "2024-03-31", "1 months")),
        ("previous", "2024-03-01", "2024-03-30", ("2024-02-01", "2024-02-29", "1 months")),
        ("previous", "2024-03-01", "2024-03-15", ("2024-02-01", "2024-02-15", "1 months")),
        ("previous", "2024-01-01", "2024-03-15", ("2023-10-01", "2023-12-15", "3 months")),
        ("previous", "2024-03-05", "2024-03-14", ("2024-02-24", "2024-03-04", "10 days")),
        ("year", "2024-02-29", "2024-02-29", ("2023-02-28", "2023-02-28", "12 months")),
        ("year", "2025-02-01", "2025-02-28", ("2024-02-01", "2024-02-29", "12 months")),
        ("year", "2025-02-10", "2025-02-28", ("2024-02-10", "2024-02-28", "12 months")),
    ],
)
def test_a_period_is_compared_with_the_months_or_days_before_it(
    way: str, since: str, until: str, before: tuple[str, ...]
) -> None:
    found = comparing.period(way, date.fromisoformat(since), date.fromisoformat(until))

    assert (f"{found.since}", f"{found.until}", found.by) == before


def test_before_the_first_day_of_all_there_is_nothing_to_compare_with() -> None:
    for since in (date(1900, 1, 1), date(1900, 1, 5)):
        for way in ("previous", "year"):
            with pytest.raises(Invalid) as refused:
                comparing.period(way, since, date(1900, 1, 31))
            assert (refused.value.code, refused.value.field) == (
                "report.nothing_earlier",
                "compare",
            )


def sold(shop: Shop) -> None:
    """February 2024: S1 10 at 4 to P1, 3 of them came back; DL 2 at 10 to P2, on its last day.
    January: S1 5 at 4 to P1 on the 30th and 5 at 6 on the 31st; AZ 1 at 100 to P2; S2 cancelled.
    February of 2023: DL 4 at 10 to P2 on its last day."""
    goods = line("S1", 100, 2), line("S2", 100, 3), line("DL", 100, 5)
    shop.make("purchase_receipt", *goods, date="2023-01-05")
    shop.make("sales_delivery", line("DL", 4, 10), date="2023-02-28", **P2)
    shop.make("sales_delivery", line("S1", 5, 4), date="2024-01-30")
    shop.make("sales_delivery", line("S1", 5, 6), date="2024-01-31")
    shop.make("sales_delivery", line("AZ", 1, 100), date="2024-01-10", **P2)
    wrong = shop.make("sales_delivery", line("S2", 9, 9), date="2024-01-10")
    shop.act("sales_delivery", wrong, "cancel")
    sale = shop.make("sales_delivery", line("S1", 10, 4), date="2024-02-05")
    back = {"delivery_line": sale["lines"][0]["id"]}
    shop.make("sales_return", line("S1", 3, 4, **back), date="2024-02-20")
    shop.make("sales_delivery", line("DL", 2, 10), date="2024-02-29", **P2)


def test_each_row_says_what_it_was_also_one_that_is_no_more(shop: Shop, statements: Any) -> None:
    sold(shop)
    asked = {"compare": "previous", **FEBRUARY}

    page = report(shop.client, "sales", **asked)
    year = report(shop.client, "sales", **{**asked, "compare": "year"})
    partners = report(shop.client, "sales", view="partner", sort="partner", **asked)
    plain = report(shop.client, "sales", **FEBRUARY)
    with statements() as seen:
        report(shop.client, "sales", **asked)

    assert page["compared"] == {"since": "2024-01-01", "until": "2024-01-31"}
    assert figures(page, "product", "unit", *NET) == [
        ("S1", "PCS", "28.00", "50.00", "-44"),
        ("DL", "M", "20.00", "0.00", None),
        ("AZ", "CI", "0.00", "100.00", "-100"),
    ]
    quantities = ("quantity", "quantity_before", "quantity_change")
    assert figures(page, "product", *quantities, "average_price_before") == [
        ("S1", "7", "10", "-30", "5"),
        ("DL", "2", "0", None, None),
        ("AZ", "0", "1", "-100", "100"),
    ]
    assert totals(page, *NET, *quantities) == ("48.00", "150.00", "-68", None, None, None)
    assert totals(page, "net", "quantity", "gross") == totals(plain, "net", "quantity", "gross")
    assert figures(year, "product", *NET) == [
        ("S1", "28.00", "0.00", None),
        ("DL", "20.00", "40.00", "-50"),
    ]
    assert year["compared"] == {"since": "2023-02-01", "until": "2023-02-28"}
    assert figures(partners, "partner", *NET, *quantities) == [
        ("P1", "28.00", "50.00", "-44", "7", "10", "-30"),
        ("P2", "20.00", "100.00", "-80", "2", "1", None),  # metres and times
    ]
    assert len([one for one in seen if not one.startswith(("SAVEPOINT", "RELEASE"))]) <= 5
    file = shop.client.get(f"/reports/sales.xlsx?{urlencode(asked)}")
    text = zipfile.ZipFile(io.BytesIO(b"".join(file.streaming_content)))
    told = text.read("xl/worksheets/sheet1.xml").decode()
    assert "2024-01-01 – 2024-01-31" in told and "不含税金额 增减" in told
    at_once = [one["name"] for one in page["columns"] if one["shown"] and not one["aside"]]
    assert [one for one in at_once if "_" in one] == [
        "average_price",
        "net_before",
        "net_change",
    ]


def test_days_meet_days_and_what_a_month_has_no_day_for_its_last(shop: Shop) -> None:
    sold(shop)

    days = report(shop.client, "sales", view="day", compare="previous", **FEBRUARY)
    months = report(shop.client, "sales", view="month", compare="year", **FEBRUARY)
    behind = [(row["since_before"], row["until_before"]) for row in days["items"]]

    assert figures(days, "day", *NET) == [
        ("2024-02-29", "20.00", "50.00", "-60"),
        ("2024-02-20", "-12.00", "0.00", None),
        ("2024-02-10", "0.00", "100.00", "-100"),
        ("2024-02-05", "40.00", "0.00", None),
    ]
    assert behind[0] == ("2024-01-30", "2024-01-31")
    assert behind[1] == (None, None)
    assert figures(months, "month", *NET) == [("2024-02", "48.00", "40.00", "20")]
    assert totals(days, *NET) == ("48.00", "150.00", "-68")


def test_what_it_was_leads_to_the_documents_of_then(shop: Shop) -> None:
    sold(shop)
    page = report(shop.client, "sales", compare="previous", **FEBRUARY)
    before = next(one for one in page["columns"] if one["name"] == "net_before")
    row, drill = page["items"][0], before["drill"]

    asked = {name: row[column] for name, column in drill["filters"].items()}
    asked["product"] = row["product"]["id"]
    documents = report(shop.client, drill["report"], view=drill["view"], **asked)

    assert (drill["report"], drill["view"]) == ("sales", "document")
    assert not {"compare", "since", "until", "product"} & set(drill["keeps"])
    assert figures(documents, "day", "net") == [("2024-01-31", "30.00"), ("2024-01-30", "20.00")]
    assert row["net_before"] == totals(documents, "net")[0] == "50.00"


def test_pages_in_the_order_of_the_change_miss_nothing(shop: Shop) -> None:
    sold(shop)
    asked = {"compare": "previous", **FEBRUARY}

    for sort, order in (("net_change", ["DL", "AZ", "S1"]), ("-net_before", ["AZ", "S1", "DL"])):
        rows = all_pages(shop.client, "sales", limit=1, sort=sort, **asked)
        assert codes(rows, "product") == order


def test_of_margins_the_rate_changes_by_points(
    shop: Shop, client: Callable[..., ApiClient], company: Company
) -> None:
    sold(shop)

    page = report(shop.client, "gross_margin", compare="previous", **FEBRUARY)
    clerk = Shop(client("purchasing"), company.id)
    hidden = clerk.client.get(f"/reports/gross_margin?{urlencode(FEBRUARY)}&compare=previous")

    rate = ("margin_rate", "margin_rate_before", "margin_rate_change")
    assert figures(page, "product", "margin", "margin_before", "margin_change", *rate) == [
        ("S1", "14.00", "30.00", "-53.33", "50", "60", "-10"),
        ("DL", "10.00", "0.00", None, "50", None, None),
        ("AZ", "0.00", "100.00", "-100", None, "100", None),
    ]
    assert totals(page, *rate) == ("50", "86.67", "-36.67")
    assert hidden.status_code == 403


def test_who_may_not_see_an_amount_does_not_see_what_it_was(
    shop: Shop, client: Callable[..., ApiClient]
) -> None:
    shop.make("purchase_receipt", line("S1", 4, 2), date="2024-01-05")
    shop.make("purchase_receipt", line("S1", 6, 2), date="2024-02-05")
    keeper = client("warehouse")
    asked = {"compare": "previous", **FEBRUARY}

    page = report(keeper, "purchases", sort="product", **asked)
    sneaky = keeper.get(f"/reports/purchases?sort=net_change&{urlencode(asked)}")

    assert figures(page, "product", "quantity", "quantity_before", "quantity_change") == [
        ("S1", "6", "4", "50")
    ]
    known = {one["name"] for one in page["columns"]} | page["items"][0].keys()
    assert not [one for one in known if one.startswith(("net", "gross", "tax", "average"))]
    assert not [one for one in page["totals"] if one.startswith(("net", "gross", "tax"))]
    assert (sneaky.status_code, sneaky.json()["errors"][0]["field"]) == (422, "sort")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("compare=tomorrow", "field.not_an_option"),
        ("compare=previous&view=document", "report.filter_of_another_view"),
        ("compare=year&since=1900-01-01&until=1900-02-01", "report.nothing_earlier"),
    ],
)
def test_what_cannot_be_compared_is_refused_at_its_field(shop: Shop, asked: str, code: str) -> None:
    answer = shop.client.get(f"/reports/sales?{asked}")

    assert answer.status_code == 422
    assert (answer.json()["errors"][0]["field"], answer.json()["code"]) == ("compare", code)
