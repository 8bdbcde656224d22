"""透视: one thing down, another across, one figure of both; it comes to what plain views say."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest

from huolang.kernel.company import acting
from huolang.kernel.keys import NIL
from huolang.reports import asking, margin, pivot, questions, reading, sales
from huolang.reports.report import Asked, Report
from tests.support import trading
from tests.support.client import ApiClient
from tests.support.reports import all_pages, codes, figures, report, totals
from tests.support.shop import Shop, line, today

PERIOD = {"since": "2024-01-10", "until": "2024-03-31"}
QUARTER = {**PERIOD, "rows": "product", "across": "month"}
P2 = {"partner": {"code": "P2"}, "warehouse": {"code": "CK01"}}


def pivoted(shop: Shop, **asked: Any) -> dict[str, Any]:
    return report(shop.client, "sales", view="pivot", **{**QUARTER, **asked})


def across(page: dict[str, Any]) -> dict[str, str]:
    """The columns of figures: what they are called, and their names."""
    return {one["label"]: one["name"] for one in page["columns"] if one["shown"] and one["drill"]}


def sold(shop: Shop) -> None:
    """January: S1 5 at 4 to P1, DL 2.5 m at 10 to P2, and on the fifth, before the quarter, S1 9.
    February: S1 10 at 4 to P1, S2 4 at 1 which were cancelled. March: 4 of the S1 of February came
    back, AZ 1 at 100 to P2; 2 of S2 at 3 went out and came back."""
    goods = line("S1", 100, 2), line("S2", 100, 1), line("DL", 100, 5)
    shop.make("purchase_receipt", *goods, date="2024-01-02")
    shop.make("sales_delivery", line("S1", 9, 4), date="2024-01-05")
    shop.make("sales_delivery", line("S1", 5, 4), date="2024-01-10")
    shop.make("sales_delivery", line("DL", "2.5", 10), date="2024-01-31", **P2)
    sale = shop.make("sales_delivery", line("S1", 10, 4), date="2024-02-05")
    wrong = shop.make("sales_delivery", line("S2", 4, 1), date="2024-02-06")
    shop.do("sales_delivery", wrong, "cancel")
    back = {"delivery_line": sale["lines"][0]["id"]}
    shop.make("sales_return", line("S1", 4, 4, **back), date="2024-03-05")
    shop.make("sales_delivery", line("AZ", 1, 100), date="2024-03-20", **P2)
    lent = shop.make("sales_delivery", line("S2", 2, 3), date="2024-03-30", **P2)
    gone = {"delivery_line": lent["lines"][0]["id"]}
    shop.make("sales_return", line("S2", 2, 3, **gone), date="2024-03-31", **P2)


def test_products_stand_down_and_months_across(shop: Shop, statements: Any) -> None:
    sold(shop)

    with statements() as seen:
        page = pivoted(shop)
    names = across(page)
    pieces = pivoted(shop, figure="quantity", sort="product")
    price = pivoted(shop, figure="average_price", sort="-total")

    assert list(names) == ["2024-01", "2024-02", "2024-03", "合计"]
    assert figures(page, "product", *names.values()) == [
        ("AZ", None, None, "100.00", "100.00"),
        ("S1", "20.00", "40.00", "-16.00", "44.00"),
        ("DL", "25.00", None, None, "25.00"),
    ]
    assert totals(page, *names.values()) == ("45.00", "40.00", "84.00", "169.00")
    assert (page["rows"], page["sort"]) == (3, "-total")
    assert figures(pieces, "product", "unit", *names.values()) == [
        ("AZ", "CI", None, None, "1", "1"),
        ("DL", "M", "2.5", None, None, "2.5"),
        ("S1", "PCS", "5", "10", "-4", "11"),
    ]
    assert totals(pieces, *names.values()) == (None, "10", None, None)  # metres, times, pieces
    assert figures(price, "product", "total") == [("AZ", "100"), ("DL", "10"), ("S1", "4")]
    assert len([one for one in seen if "FILTER (" in one]) == 1
    assert len([one for one in seen if not one.startswith(("SAVEPOINT", "RELEASE"))]) <= 6


def test_each_figure_leads_to_the_documents_behind_it(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    sold(shop)
    monkeypatch.setattr(pivot, "MOST_DAYS", 2)  # 10 and 31 January stand together as earlier

    seen = 0
    for asked in (
        {},
        {"rows": "category", "across": "partner", "figure": "quantity"},
        {"rows": "day", "across": "month"},
        {"rows": "month", "across": "category"},
        {"rows": "month", "across": "day"},
    ):
        page = pivoted(shop, **asked)
        figure = asked.get("figure", "net")
        for row in page["items"]:
            for column in (one for one in page["columns"] if one["drill"]):
                told = row[column["name"]]
                if told is None:
                    continue
                drill = column["drill"]
                given = {one: page["asked"][one] for one in drill["keeps"] if one in page["asked"]}
                given |= {one: _plain(row[name]) for one, name in drill["filters"].items()}
                given |= drill["fixed"]
                behind = report(shop.client, drill["report"], view=drill["view"], **given)
                assert totals(behind, figure) == (told,), (asked, column["label"], row)
                seen += 1
    assert seen == 8 + 2 + 14 + 8 + 8


def _plain(value: Any) -> str:
    """As the screen has it in an address; the nil id where nothing stands."""
    if isinstance(value, str):
        return value
    return str(value["id"] if value else NIL)


@pytest.mark.parametrize("name", ["sales", "gross_margin"])
def test_it_comes_to_what_the_plain_views_say(shop: Shop, name: str) -> None:
    sold(shop)
    asked = {"sales": sales.SALES, "gross_margin": margin.GROSS_MARGIN}[name]
    own = {"sales": sales.PIVOT, "gross_margin": margin.PIVOT}[name]
    things, told = [*own.dimensions], [*own.measures]
    pairs = [*zip(things, [*things[3:], *things[:3]], strict=True), ("day", "month")]

    with acting(shop.company):
        for at, (down, beside) in enumerate(pairs):
            figure = told[at % len(told)]
            found = _asked(asked, view="pivot", rows=down, across=beside, figure=figure)
            page = reading.page(found, limit=100)
            plain, sums = _plainly(asked, down, figure)
            by_column, _sums = _plainly(asked, beside, figure)
            rows = {_key(row.cells[down]): row.cells["total"] for row in page.rows}
            assert _not_nothing(rows) == _not_nothing(plain)
            assert page.totals and page.totals.cells.get("total") == sums.get(figure)
            if found.view.by_name["total"].total:
                stands = [one for at, one in page.totals.cells.items() if at.startswith("at_")]
                assert sorted(filter(None, stands)) == sorted(_not_nothing(by_column).values())


def _asked(asked: Report, **given: str) -> Asked:
    return asking.read(asked, {**PERIOD, **given}, trading.anybody(), today=today())


def _plainly(asked: Report, view: str, figure: str) -> tuple[dict[Any, Any], dict[str, Any]]:
    """The figure of each row of a plain view, and what its rows come to."""
    page = reading.page(_asked(asked, view=view), limit=100)
    assert page.totals
    return {_key(row.cells[view]): row.cells[figure] for row in page.rows}, page.totals.cells


def _not_nothing(found: dict[Any, Any]) -> dict[Any, Any]:
    return {key: one for key, one in found.items() if one}


def _key(cell: Any) -> Any:
    return cell["code"] if isinstance(cell, dict) else cell


def test_what_there_is_most_of_stands_across_and_the_rest_together(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    sold(shop)
    shop.make("sales_delivery", line("S2", 1, 3), date="2024-03-02", **P2)
    monkeypatch.setattr(pivot, "MOST", 2)

    goods = pivoted(shop, rows="partner", across="product", sort="partner")
    months = pivoted(shop)
    other = next(one for one in goods["columns"] if one["name"] == "at_other")

    labels = {one["label"]: one["name"] for one in goods["columns"] if "at_" in one["name"]}
    names = labels.values()
    assert [*labels] == ["安装", "螺丝 1 号", "其他"]
    assert [one["label"] for one in goods["columns"] if one["bar"]] == ["安装", "螺丝 1 号"]
    assert figures(goods, "partner", *names, "total") == [
        ("P1", None, "44.00", None, "44.00"),
        ("P2", "100.00", None, "28.00", "128.00"),
    ]
    assert totals(goods, *names, "total") == ("100.00", "44.00", "28.00", "172.00")
    assert other["drill"] is None
    assert list(across(months)) == ["更早", "2024-02", "2024-03", "合计"]
    assert totals(months, *across(months).values()) == ("45.00", "40.00", "87.00", "172.00")


def test_pieces_less_as_many_metres_are_not_nothing(shop: Shop) -> None:
    shop.make("purchase_receipt", line("S2", 100, 1), date="2024-01-02")
    shop.make("sales_delivery", line("S2", 2, 3), date="2024-03-02")
    shop.make("sales_return", line("DL", 2, 10), date="2024-03-02")

    page = pivoted(shop, rows="partner", figure="quantity")
    worth = pivoted(shop, rows="partner")

    assert figures(page, "partner", "unit", "total") == [("P1", None, None)]
    assert totals(page, "total") == (None,)
    assert figures(worth, "partner", "total") == [("P1", "-14.00")]


def test_a_row_of_mixed_units_adds_up_to_nothing_whatever_stands_across(shop: Shop) -> None:
    """Also where what came back of one product takes off what was sold of another."""
    goods = line("S1", 9, 1), line("DL", 9, 1), line("S2", 9, 1)
    shop.make("purchase_receipt", *goods, date="2024-01-02")
    shop.product("DX", unit={"code": "M"})  # without category, as DL
    shop.make("sales_delivery", line("S1", 3, 4), line("DL", 2, 10), date="2024-03-02")
    shop.make("sales_return", line("DX", 2, 9), date="2024-03-02")

    found = {
        beside: pivoted(shop, rows="day", across=beside, figure="quantity")
        for beside in ("product", "category", "month", "warehouse")
    }
    plain = report(shop.client, "sales", view="day", **PERIOD)

    assert figures(plain, "day", "quantity") == [("2024-03-02", None)]
    for beside, page in found.items():
        assert figures(page, "day", "total") == [("2024-03-02", None)], beside


def test_pages_in_the_order_of_a_column_and_the_file_miss_nothing(shop: Shop) -> None:
    sold(shop)
    asked = {"view": "pivot", **QUARTER}
    (name,) = [one for label, one in across(pivoted(shop)).items() if label == "2024-03"]

    rows = all_pages(shop.client, "sales", limit=1, sort=f"-{name}", **asked)
    by_code = all_pages(shop.client, "sales", limit=2, sort="product", **asked)
    file = shop.client.get(f"/reports/sales.xlsx?{urlencode(asked)}&columns=product,{name},total")
    pdf = shop.client.get(f"/reports/sales.pdf?{urlencode(asked)}")
    gone = pivoted(shop, sort="at_20200101")

    assert codes(rows, "product") == ["AZ", "S1", "DL"]
    assert codes(by_code, "product") == ["AZ", "DL", "S1"]
    text = zipfile.ZipFile(io.BytesIO(b"".join(file.streaming_content)))
    told = text.read("xl/worksheets/sheet1.xml").decode()
    assert "2024-03" in told and "169" in told and "行" in told
    assert pdf.status_code == 200
    assert gone["sort"] == "-total"


def test_the_same_down_and_across_is_refused(shop: Shop) -> None:
    for asked in ("rows=category", "rows=product&across=product"):
        refused = shop.client.get(f"/reports/sales?view=pivot&{asked}")
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "across")
        assert refused.json()["code"] == "report.same_twice"
    elsewhere = shop.client.get("/reports/sales?view=product&rows=partner")
    unknown = shop.client.get("/reports/purchases?view=pivot&rows=salesperson")

    with (
        acting(shop.company),
        pytest.raises(pivot.SameTwice),
    ):  # as a question that is kept, without asking the books
        kept = {"view": "pivot", "rows": "category"}
        questions.read("sales", kept, trading.anybody(), today=today(), across=False)
    assert elsewhere.json()["code"] == "report.filter_of_another_view"
    assert unknown.json()["code"] == "field.not_an_option"


def test_who_may_not_see_an_amount_is_offered_quantities_only(
    shop: Shop, client: Callable[..., ApiClient]
) -> None:
    shop.make("purchase_receipt", line("S1", 4, 2), date="2024-02-05")
    keeper = client("warehouse")

    told = keeper.get("/reports/purchases/definition").json()["filters"]
    page = report(keeper, "purchases", view="pivot", **QUARTER)
    sneaky = keeper.get("/reports/purchases?view=pivot&figure=net")
    margins = client("purchasing").get("/reports/gross_margin?view=pivot&figure=margin")

    (figure,) = [one for one in told if one["name"] == "figure"]
    assert [one["value"] for one in figure["options"]] == ["quantity"] == [figure["default"]]
    assert figures(page, "product", "total") == [("S1", "4")]
    assert (sneaky.status_code, sneaky.json()["code"]) == (422, "field.not_an_option")
    assert margins.status_code == 403
