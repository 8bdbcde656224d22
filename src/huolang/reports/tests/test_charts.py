"""Charts above reports: what is drawn, and for whom."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from pypdf import PdfReader

from huolang.documents.shown import Setting
from huolang.reports import paper, registry
from huolang.reports.reading import Row, Totals
from huolang.reports.report import Asked, Chart, Column, Report, View
from tests.support.reports import report
from tests.support.shop import Shop, days_ago, line

SCREEN = Path(__file__).parents[4] / "web" / "src" / "features" / "reports"
FIGURES = {"quantity", "money", "number", "percent"}


def charts(client: Any, name: str) -> dict[str, tuple[str, str, str]]:
    """By view: kind, what a bar is of, and its figure."""
    views = client.get(f"/reports/{name}/definition").json()["views"]
    return {
        one["name"]: (one["chart"]["kind"], one["chart"]["by"], one["chart"]["figure"])
        for one in views
        if one["chart"]
    }


def test_every_chart_is_drawn_of_columns_that_its_view_has(shop: Shop) -> None:
    drawn = 0
    for one in registry.all():
        for view in one.views:
            if view.chart is None:
                continue
            drawn += 1
            if view.across is None:
                assert view.chart.drawn(view.columns), (one.name, view.name)
            if view.chart.figure:
                assert view.by_name[view.chart.figure].kind in FIGURES
            if view.chart.kind == "time":
                assert view.by_name[view.chart.by].kind in ("date", "month")

    assert drawn == 45
    assert charts(shop.client, "sales")["day"] == ("time", "day", "net")
    assert charts(shop.client, "gross_margin")["product"] == ("ranked", "product", "margin")
    assert charts(shop.client, "receivable_ageing") == {"partner": ("sums", "", "")}
    assert "line" not in charts(shop.client, "sales")


def test_nothing_is_drawn_of_what_a_person_may_not_see(shop: Shop, client: Any) -> None:
    clerk = client("warehouse")

    assert charts(clerk, "slow_moving") == {}
    assert charts(clerk, "stock_balance") == {}
    assert charts(shop.client, "stock_balance") == {
        "category": ("ranked", "category", "value"),
        "style": ("ranked", "style", "value"),
        "place": ("ranked", "warehouse", "value"),
        "department": ("ranked", "department", "value"),
    }


def test_what_stands_across_says_which_of_its_columns_are_bars(shop: Shop) -> None:
    shop.make("purchase_receipt", line("S1", 10, 2), date=days_ago(5))
    shop.make("sales_delivery", line("S1", 4, 9), date=days_ago(3))

    moved = report(shop.client, "in_out_summary", since=days_ago(9))
    lies = report(shop.client, "stock_by_warehouse")

    bars = [[one["label"] for one in page["columns"] if one["bar"]] for page in (moved, lies)]
    assert bars == [
        ["收入 采购入库单", "收入金额 采购入库单", "发出 销售出库单", "发出金额 销售出库单"],
        ["主仓", "门店"],
    ]


CASES = json.loads((SCREEN / "chart.cases.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=[one["what"] for one in CASES])
def test_on_paper_the_bars_are_those_of_the_screen(case: Any) -> None:
    columns = tuple(
        Column(label=one["name"], sql="", total="sum", **one) for one in case["columns"]
    )
    rows = [Row(cells, ()) for cells in case.get("rows", [])]
    totals = Totals(len(rows), case.get("totals", {}))

    drawn = paper.drawing(_asked(columns, case["chart"]), rows, totals, Setting(2, "Asia/Shanghai"))

    bars = drawn and [
        [
            *(one.label, one.told, float(one.value)),
            *([] if one.before is None else [float(one.before)]),
        ]
        for one in drawn.bars
    ]
    assert bars == case["bars"]


def _asked(columns: tuple[Column, ...], chart: Any) -> Asked:
    view = View(name="v", label="", body="", columns=columns, key=(), sort="", chart=Chart(**chart))
    of = Report(name="r", label="", question="", module="", reads=(), views=(view,))
    return Asked(
        report=of, view=view, columns=columns, values={}, sort="", today=date(2026, 11, 28)
    )


def test_of_more_than_ten_the_title_says_so_and_days_say_which_was_most() -> None:
    setting = Setting(2, "Asia/Shanghai")
    columns = (
        Column(name="day", label="日期", kind="date", sql=""),
        Column(name="net", label="金额", kind="money", sql=""),
    )
    days = [Row({"day": date(2026, 11, n), "net": n * (n % 3 - 1)}, ()) for n in range(1, 13)]

    ranked, time = (
        paper.drawing(
            _asked(columns, {"kind": kind, "by": "day", "figure": "net"}),
            days,
            Totals(12, {}),
            setting,
        )
        for kind in ("ranked", "time")
    )

    assert ranked and time
    assert (ranked.title, len(ranked.bars), ranked.beside) == ("金额，前 10", 10, False)
    assert time.title == "金额，2026-11-01 至 2026-11-12；最高 2026-11-11：11.00"
    assert (len(time.bars), time.bars[0].short, time.beside) == (12, "11-01", True)


@pytest.mark.usefixtures("letters")
def test_a_pdf_draws_the_chart_unless_it_is_hidden_and_not_what_somebody_may_not_see(
    shop: Shop, client: Any
) -> None:
    shop.make("purchase_receipt", line("S1", 10, 2), line("S2", 10, 3), date=days_ago(5))
    shop.make("sales_delivery", line("S1", 4, 9), line("S2", 1, 8), date=days_ago(3))
    path = "/reports/sales.pdf?view=product&columns=product,quantity&size=a4"

    drawn, hidden = (_text(shop.client, path + more) for more in ("", "&chart=false"))
    clerk = _text(client("warehouse"), "/reports/stock_balance.pdf?view=category")

    assert "不含税金额S1螺丝1号36.00S2螺丝2号8.00#商品数量" in drawn
    assert "36.00" not in hidden and "S1螺丝1号4" in hidden
    assert "金额" not in clerk
    assert shop.client.get(path + "&chart=perhaps").status_code == 422


@pytest.mark.usefixtures("letters")
def test_a_chart_in_english_says_its_days_and_which_was_most(shop: Shop, client: Any) -> None:
    shop.make("purchase_receipt", line("S1", 10, 2), date=days_ago(5))
    shop.make("sales_delivery", line("S1", 4, 9), date=days_ago(3))
    path = f"/reports/sales.pdf?view=day&since={days_ago(9)}&until={days_ago(1)}"
    english = client("admin", language="en")

    with translation.override("en"):  # and not for the tests that follow
        one = _text(english, path)
        shop.make("sales_delivery", line("S1", 1, 8), date=days_ago(2))
        two = _text(english, path)
        compared = _text(english, f"{path}&compare=previous")

    most = f"Netamount,{days_ago(3)}to{days_ago(2)};moston{days_ago(3)}:36.00"
    then = f"(pale:{days_ago(18)}to{days_ago(10)})"
    assert most in two
    assert f"36.00{then}" in compared and "pale" not in two
    assert "moston" not in one  # one day is no chart


def _text(client: Any, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    [page] = PdfReader(io.BytesIO(b"".join(answer.streaming_content))).pages
    return "".join(page.extract_text().split())
