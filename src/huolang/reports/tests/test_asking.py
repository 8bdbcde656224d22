"""What is asked of any report: parameters, permissions, statements, and its Excel file."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest

from huolang.kernel.company import acting
from huolang.reports import registry
from huolang.reports.menu import REPORTS
from tests.support.client import ApiClient
from tests.support.deferring import tiny, work
from tests.support.reports import report
from tests.support.shop import Shop, days_ago, line

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def names(client: ApiClient) -> list[str]:
    return [one["name"] for one in client.get("/reports").json()["items"]]


@pytest.mark.parametrize(
    ("asked", "field", "code"),
    [
        ("since=2026-13-01", "since", "field.not_a_date"),
        ("since=yesterday", "since", "field.not_a_date"),
        ("since=2026-02-01&until=2026-01-01", "since", "report.period_backwards"),
        ("since=1950-01-01&until=2026-01-01", "since", "report.period_too_long"),
        ("period=ever", "period", "field.not_an_option"),
        ("period=month&since=2026-02-01", "period", "report.period_and_days"),
        ("product=S1", "product", "reference.malformed"),
        ("view=galaxy", "view", "report.no_such_view"),
        ("sort=galaxy", "sort", "sort.field"),
        ("cursor=forged", "cursor", "cursor.malformed"),
        ("limit=0", "limit", "parameter.invalid"),
        ("colour=red", "colour", "parameter.unknown"),
    ],
)
def test_what_means_nothing_is_refused_at_its_place(
    shop: Shop, asked: str, field: str, code: str
) -> None:
    answer = shop.client.get(f"/reports/sales?{asked}")

    assert answer.status_code == 422
    assert (answer.json()["errors"][0]["field"], answer.json()["code"]) == (field, code)


def test_a_cursor_is_good_for_its_own_question_only(shop: Shop) -> None:
    shop.make("stock_receipt", line("S1", 9), line("S2", 9))
    shop.make("sales_delivery", line("S1", 1, 1), line("S2", 1, 1))
    cursor = report(shop.client, "sales", limit=1)["next"]

    good = shop.client.get(f"/reports/sales?limit=1&cursor={cursor}")
    others = [
        shop.client.get(f"/reports/sales?limit=1&{more}&cursor={cursor}").status_code
        for more in ("sort=net", "view=partner", f"product={shop.ids['S1']}")
    ]

    assert good.status_code == 200
    assert "totals" not in good.json()
    assert others == [422, 422, 422]


def test_a_report_nobody_made_is_not_found(shop: Shop) -> None:
    answer = shop.client.get("/reports/galaxy")

    assert (answer.status_code, answer.json()["code"]) == (404, "report.not_found")


def test_a_report_is_for_who_may_see_what_it_reads(shop: Shop, client: Any) -> None:
    buyer, nobody = client("purchasing"), client("nobody")

    assert "stock_movement" in names(buyer)
    assert "sales" not in names(buyer)
    assert names(nobody) == []
    for path in ("", "/definition", ".xlsx"):
        refused = buyer.get(f"/reports/sales{path}")
        assert (refused.status_code, refused.json()["code"]) == (403, "auth.forbidden")


def test_an_answer_takes_few_statements(shop: Shop, statements: Any) -> None:
    shop.make("stock_receipt", line("S1", 9), line("S2", 9), line("DL", 9))
    shop.make("sales_delivery", line("S1", 1, 1), line("S2", 1, 1), line("DL", 1, 1))

    counts = {}
    for name in names(shop.client):
        report(shop.client, name)
        with statements() as seen:
            report(shop.client, name)
        counts[name] = len([one for one in seen if not one.startswith(("SAVEPOINT", "RELEASE"))])

    assert {name: count for name, count in counts.items() if count > 5} == {}
    assert {one.name for one in REPORTS} < counts.keys()


def test_what_a_row_is_looked_at_for_is_one_of_its_figures(shop: Shop) -> None:
    views = [view for one in registry.all() for view in one.views if view.main]

    told = shop.ok(shop.client.get("/reports/replenishment/definition"))

    assert [view["main"] for view in told["views"]] == ["quantity"]
    assert {view.by_name[view.main].kind for view in views} <= {"quantity", "money", "number"}


def test_every_report_can_be_asked_in_every_view_and_order(shop: Shop) -> None:
    shop.make("stock_receipt", line("S1", 9), line("S2", 9), line("DL", 9))
    shop.make("sales_delivery", line("S1", 1, 1), line("S2", 1, 1), line("DL", 1, 1))
    for name in names(shop.client):
        told = shop.client.get(f"/reports/{name}/definition").json()
        for view in told["views"]:
            shown = [one["name"] for one in view["columns"] if one["shown"]]
            for at, one in enumerate(shown):
                sort = f"-{one}" if at % 2 else one
                page = report(shop.client, name, view=view["name"], sort=sort, limit=1)
                if page["next"]:
                    report(
                        shop.client,
                        name,
                        view=view["name"],
                        sort=sort,
                        limit=1,
                        cursor=page["next"],
                    )
                assert page["view"] == view["name"]


def test_the_excel_file_says_from_when_on_its_costs_are_being_corrected(shop: Shop) -> None:
    def facts(report: str, more: str = "") -> list[list[str]]:
        answer = shop.client.get(f"/reports/{report}.xlsx?since={days_ago(30)}{more}")
        return [row for row in _cells(b"".join(answer.streaming_content)) if row[0] == "成本"]

    shop.make("purchase_receipt", line("S1", 9, 2), date=days_ago(9))
    shop.make("sales_delivery", line("S1", 1, 5), line("S1", 2, 5), date=days_ago(5))
    assert facts("gross_margin") == []
    with tiny(most=1, part=1):
        shop.make("purchase_receipt", line("S1", 9, 3), date=days_ago(7))
        said = [["成本", f"自 {days_ago(7)} 起的成本正在更正"]]
        assert facts("gross_margin") == said
        assert facts("gross_margin", "&columns=product,quantity,net") == []
        assert facts("sales") == []
        with acting(shop.company):
            work()
    assert facts("gross_margin") == []


def test_the_excel_file_holds_what_the_screen_shows(shop: Shop) -> None:
    shop.product("E1", "=HYPERLINK(“http://evil”)")
    shop.make("stock_receipt", line("E1", 9, unit_cost="1"), line("S1", 9, unit_cost="1"))
    shop.make("sales_delivery", line("E1", 2, "12.5"), line("S1", 1, 1))

    answer = shop.client.get(f"/reports/sales.xlsx?since={days_ago(3)}&product={shop.ids['E1']}")
    content = b"".join(answer.streaming_content)

    assert answer.status_code == 200
    assert ".xlsx" in answer.headers["Content-Disposition"]
    cells = _cells(content)
    assert cells[0] == ["销售统计", "按商品"]
    assert ["开始日期", days_ago(3)] in cells
    assert ["商品", "E1 =HYPERLINK(“http://evil”)"] in cells
    heads = cells.index(
        ["商品", "规格型号", "单位", "数量", "平均单价", "不含税金额", "税额", "价税合计"]
    )
    assert cells[heads + 1 :] == [
        ["E1 =HYPERLINK(“http://evil”)", "个", "2", "12.5", "25", "3.25", "28.25"],
        ["合计", "2", "25", "3.25", "28.25"],
    ]
    chosen = "columns=gross,product"
    few = shop.client.get(f"/reports/sales.xlsx?since={days_ago(3)}&{chosen}")
    assert ["价税合计", "商品"] in _cells(b"".join(few.streaming_content))
    wrong = shop.client.get("/reports/sales.xlsx?columns=gross,secret")
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "columns")
    assert (
        "<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    )


def _cells(content: bytes) -> list[list[str]]:
    """The text of every filled cell, row by row."""
    page = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    return [
        [text for cell in row if (text := "".join(cell.itertext()))]
        for row in ElementTree.fromstring(page).iter(f"{MAIN}row")
    ]


def test_reports_speak_english(shop: Shop, client: Any) -> None:
    reader = client("admin", language="en")

    told = reader.get("/reports/sales/definition").json()

    assert told["label"] == "Sales"
    assert [one["label"] for one in told["views"][0]["columns"]][:2] == ["Product", "Spec"]
