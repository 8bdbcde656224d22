"""库存分布表: products down, warehouses across, as of the end of any day."""

from __future__ import annotations

from typing import Any

from tests.support.reports import figures, report, totals
from tests.support.shop import Shop, days_ago, line


def spread(shop: Shop, **asked: Any) -> dict[str, Any]:
    return report(shop.client, "stock_by_warehouse", **asked)


def across(page: dict[str, Any]) -> list[str]:
    """The columns of figures, by name; the sum is the last."""
    return [one["name"] for one in page["columns"] if one["shown"] and one["drill"]]


def lain(shop: Shop) -> None:
    """S1: 10 for 20.00 in CK01, of which 3 went to CK02 five days ago; S2: 4 for 4.00 in CK02."""
    shop.make("purchase_receipt", line("S1", 10, 2), date=days_ago(9))
    shop.make("stock_transfer", line("S1", 3), date=days_ago(5), into={"code": "CK02"})
    into = {"code": "CK02"}
    shop.make("stock_receipt", line("S2", 4, unit_cost="1"), warehouse=into, date=days_ago(5))


def test_each_warehouse_is_a_column_with_what_lies_there(shop: Shop) -> None:
    lain(shop)

    page = spread(shop)
    names = across(page)
    worth = spread(shop, figure="value")

    labels = {one["name"]: one["label"] for one in page["columns"]}
    assert [labels[name] for name in names] == ["主仓", "门店", "数量合计"]
    assert figures(page, "product", *names) == [("S1", "7", "3", "10"), ("S2", "0", "4", "4")]
    assert totals(page, *names) == ("7", "7", "14")
    assert figures(worth, *names) == [("14.00", "6.00", "20.00"), ("0.00", "4.00", "4.00")]
    assert totals(worth, *names) == ("14.00", "10.00", "24.00")


def test_it_says_what_the_stock_balance_says(shop: Shop) -> None:
    lain(shop)
    shop.make("purchase_receipt", line("S1", 10, 3), date=days_ago(8))
    shop.make("sales_delivery", line("S1", 6, 9), date=days_ago(3))

    for day in (0, 4, 6, 9, 20):
        until = days_ago(day)
        for figure in ("quantity", "value"):
            page = spread(shop, until=until, figure=figure)
            *places, _sum = across(page)
            balance = report(shop.client, "stock_balance", view="warehouse", until=until)
            rows = figures(balance, "product", "warehouse", figure)
            lies = {(product, place): amount for product, place, amount in rows}
            found = {
                (row["product"]["code"], code): row[name]
                for row in page["items"]
                for name, code in zip(places, ("CK01", "CK02"), strict=True)
            }
            empty = ("0", "0.00")
            assert {key: one for key, one in found.items() if one not in empty} == lies


def test_a_figure_leads_to_what_came_and_went_there(shop: Shop) -> None:
    lain(shop)

    page = spread(shop, until=days_ago(1))
    row = page["items"][0]
    for name, told in zip(across(page), (2, 1, 3), strict=True):
        drill = next(one["drill"] for one in page["columns"] if one["name"] == name)
        given = {key: page["asked"][key] for key in drill["keeps"] if key in page["asked"]}
        given |= {"product": row["product"]["id"], "since": row["since"], **drill["fixed"]}
        entries = report(shop.client, drill["report"], view=drill["view"], **given)
        assert entries["rows"] == told
        assert entries["totals"]["quantity"] == row[name]


def test_quantities_of_several_units_are_not_added_up(shop: Shop) -> None:
    lain(shop)
    shop.make("purchase_receipt", line("DL", "2.5", 4))

    page = spread(shop)
    worth = spread(shop, figure="value")
    kinds = spread(shop, view="category")

    assert totals(page, *across(page)) == (None, None, None)
    assert totals(worth, "everywhere") == ("34.00",)
    assert figures(kinds, "category", "everywhere") == [(None, "2.5"), ("LS", "10"), ("WJ", "4")]


def test_a_warehouse_that_is_given_up_stands_there_if_goods_ever_lay_in_it(shop: Shop) -> None:
    lain(shop)
    shop.warehouse("CK03", "旧仓")
    shop.warehouse("CK04", "空仓")
    moved = line("S2", 4)
    for place, into in (("CK02", "CK03"), ("CK03", "CK02")):
        shop.make("stock_transfer", moved, warehouse={"code": place}, into={"code": into})
    for code in ("CK03", "CK04"):
        kept = shop.client.get(f"/records/warehouse/{shop.ids[code]}").json()
        shop.change("warehouse", kept, active=False)

    page = spread(shop)

    labels = {one["name"]: one["label"] for one in page["columns"]}
    assert [labels[name] for name in across(page)] == ["主仓", "门店", "旧仓", "数量合计"]
    assert figures(page, *across(page)) == [("7", "3", "0", "10"), ("0", "4", "0", "4")]


def test_who_may_not_see_cost_is_offered_quantities_only(shop: Shop, client: Any) -> None:
    lain(shop)
    clerk = client("warehouse")

    refused = clerk.get("/reports/stock_by_warehouse?figure=value")
    told = clerk.get("/reports/stock_by_warehouse/definition").json()["filters"]
    page = report(clerk, "stock_by_warehouse")

    assert (refused.status_code, refused.json()["code"]) == (422, "field.not_an_option")
    [figure] = [one for one in told if one["name"] == "figure"]
    assert [one["value"] for one in figure["options"]] == ["quantity"]
    assert figures(page, "product", "everywhere") == [("S1", "10"), ("S2", "4")]


def test_the_file_has_a_column_for_each_warehouse(shop: Shop) -> None:
    lain(shop)
    names = across(spread(shop))

    file = shop.client.get(f"/reports/stock_by_warehouse.xlsx?columns=product,{names[1]}")
    wrong = shop.client.get("/reports/stock_by_warehouse.xlsx?columns=at_nowhere")

    assert file.status_code == 200
    assert (wrong.status_code, wrong.json()["code"]) == (422, "field.unknown")
