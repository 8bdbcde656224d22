"""Charts above reports: what is drawn, and for whom."""

from __future__ import annotations

from typing import Any

from huolang.reports import registry
from tests.support.reports import report
from tests.support.shop import Shop, days_ago, line

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

    assert drawn == 42
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
