"""进销存汇总表: opening, in and out by kind of document, closing; the entries behind."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from huolang.reports.tests.test_many_rows import cells
from tests.support.reports import all_pages, figures, report, totals
from tests.support.shop import Shop, address, days_ago, line

STEPS = ("opening", "in", "out", "closing")


def asked(shop: Shop, since: int, until: int, **more: Any) -> dict[str, Any]:
    period = {"since": days_ago(since), "until": days_ago(until)}
    return report(shop.client, "in_out_summary", **period, **more)


def told(page: dict[str, Any]) -> dict[str, str]:
    """What stands across: the columns that are shown, by name."""
    return {one["name"]: one["label"] for one in page["columns"] if one["shown"]}


def traded(shop: Shop) -> None:
    """S1: 10 for 20.00, 2 of them back to the supplier, 5 sold, 1 of them back, 1 scrapped, 3 moved
    to CK02; S2: 6 for 6.00 there."""
    shop.make("purchase_receipt", line("S1", 10, 2), date=days_ago(20))
    shop.make("purchase_return", line("S1", 2, 2), date=days_ago(18))
    shop.make("sales_delivery", line("S1", 5, 9), date=days_ago(15))
    shop.make("sales_return", line("S1", 1, 9), date=days_ago(12))
    shop.make("stock_issue", line("S1", 1), date=days_ago(10))
    shop.make("stock_transfer", line("S1", 3), date=days_ago(8), into={"code": "CK02"})
    shop.make(
        "stock_receipt", line("S2", 6, unit_cost="1"), date=days_ago(5), warehouse={"code": "CK02"}
    )


def behind(shop: Shop, page: dict[str, Any], row: dict[str, Any], name: str) -> tuple[str, str]:
    """What the entries that a figure leads to come to: quantity and value."""
    drill = next(one for one in page["columns"] if one["name"] == name)["drill"]
    given = {key: page["asked"][key] for key in drill["keeps"] if key in page["asked"]}
    for key, column in drill["filters"].items():
        cell = row[column]
        given[key] = cell["id"] if isinstance(cell, dict) else cell
    given |= drill["fixed"]
    entries = report(shop.client, drill["report"], view=drill["view"], **given)
    quantity, value = totals(entries, "quantity", "value")
    return quantity or "0", value


def test_what_occurs_stands_across_by_kind_of_document(shop: Shop) -> None:
    traded(shop)

    page = asked(shop, 30, 0)

    kinds = [name for name in told(page) if name.count("_") > 1]
    assert [name for name in kinds if name.endswith("_quantity")] == [
        "in_purchase_receipt_quantity",
        "in_sales_return_quantity",
        "in_stock_receipt_quantity",
        "out_purchase_return_quantity",
        "out_sales_delivery_quantity",
        "out_stock_issue_quantity",
    ]
    assert told(page)["in_purchase_receipt_quantity"] == "收入 采购入库单"
    assert told(page)["out_stock_issue_value"] == "发出金额 其他出库单"
    assert figures(page, "product", *[f"{step}_quantity" for step in STEPS]) == [
        ("S1", "0", "11", "8", "3"),
        ("S2", "0", "6", "0", "6"),
    ]
    assert figures(page, *kinds) == [
        ("10", "20.00", "1", "2.00", *[None] * 2, "2", "4.00", "5", "10.00", "1", "2.00"),
        (*[None] * 4, "6", "6.00", *[None] * 6),
    ]
    assert totals(page, "in_purchase_receipt_value", "out_value") == ("20.00", "16.00")


def test_only_what_occurs_in_what_is_asked_stands_there(shop: Shop) -> None:
    traded(shop)

    late = asked(shop, 11, 9)
    one = asked(shop, 30, 0, product=shop.ids["S2"])
    never = asked(shop, 90, 80)

    names = [[name for name in told(page) if name.count("_") > 1] for page in (late, one, never)]
    assert names == [
        ["out_stock_issue_quantity", "out_stock_issue_value"],
        ["in_stock_receipt_quantity", "in_stock_receipt_value"],
        [],
    ]
    assert never["items"] == []


def test_a_transfer_counts_by_warehouse_only(shop: Shop) -> None:
    traded(shop)

    page = asked(shop, 30, 0, view="warehouse")
    shop_only = asked(shop, 30, 0, view="place", warehouse=shop.ids["CK02"])

    moved = ("in_stock_transfer_quantity", "out_stock_transfer_quantity", "closing_quantity")
    assert figures(page, "product", "warehouse", *moved) == [
        ("S1", "CK01", None, "3", "0"),
        ("S1", "CK02", "3", None, "3"),
        ("S2", "CK02", None, None, "6"),
    ]
    assert figures(shop_only, "warehouse", "in_stock_transfer_quantity", "closing_quantity") == [
        ("CK02", "3", "9")
    ]


def test_every_figure_is_what_the_entries_behind_it_add_up_to(shop: Shop) -> None:
    """Also where a later receipt, dated before the sale, corrected what was sold."""
    traded(shop)
    shop.make("purchase_receipt", line("S1", 10, 8), date=days_ago(19))

    for view in ("product", "warehouse", "category", "place"):
        page = asked(shop, 14, 0, view=view)
        for row in page["items"]:
            for name in [one for one in told(page) if one.endswith(("_quantity", "_value"))]:
                if name == "shifted_value" or row[name] is None:
                    continue
                shared = view in ("warehouse", "place")
                if shared and name in ("opening_value", "closing_value"):
                    continue  # a share of what all warehouses have, by quantity
                quantity, value = behind(shop, page, row, name)
                found = Decimal(quantity if name.endswith("_quantity") else value)
                sign = -1 if name.startswith("out_") else 1
                assert sign * found == Decimal(row[name]), (view, name, row)


def test_what_is_left_is_what_was_there_and_came_less_what_went(shop: Shop) -> None:
    traded(shop)
    shop.make("purchase_receipt", line("S1", 10, 8), date=days_ago(19))
    balance = report(shop.client, "stock_balance", until=days_ago(3))
    lying = report(shop.client, "stock_balance", until=days_ago(3), view="warehouse")

    page = asked(shop, 16, 3)
    places = asked(shop, 16, 3, view="warehouse")

    for row in [*page["items"], *places["items"]]:
        for what in ("quantity", "value"):
            opening, came, went, closing = (Decimal(row[f"{step}_{what}"]) for step in STEPS)
            shifted = Decimal(row.get("shifted_value", "0")) if what == "value" else 0
            assert closing == opening + came - went + shifted
            for step, total in (("in", came), ("out", went)):
                kinds = [
                    Decimal(row[name] or 0)
                    for name in row
                    if name.startswith(f"{step}_") and name.endswith(f"_{what}")
                ]
                assert sum(kinds) == 2 * total  # the kinds, and all of them
    closing = ("closing_quantity", "closing_value")
    assert figures(page, *closing) == figures(balance, "quantity", "value")
    assert figures(places, *closing) == figures(lying, "quantity", "value")


def test_it_is_narrowed_to_quantities_or_amounts(shop: Shop, client: Any) -> None:
    traded(shop)
    clerk = client("warehouse")

    counted = told(asked(shop, 30, 0, figure="quantity"))
    worth = told(asked(shop, 30, 0, figure="value"))
    seen = told(report(clerk, "in_out_summary", since=days_ago(30)))
    refused = clerk.get("/reports/in_out_summary?figure=value")
    offered = {
        one["name"]: [option["value"] for option in one["options"]]
        for one in clerk.get("/reports/in_out_summary/definition").json()["filters"]
    }

    assert [name for name in counted if name.endswith("value")] == []
    assert [name for name in worth if name.endswith("quantity")] == []
    assert list(seen) == list(counted)
    assert (refused.status_code, refused.json()["code"]) == (422, "field.not_an_option")
    assert offered["figure"] == ["quantity"]


def test_what_stands_across_is_sorted_by_chosen_and_filed(shop: Shop) -> None:
    traded(shop)
    sort = "-in_stock_receipt_quantity"

    rows = all_pages(
        shop.client, "in_out_summary", limit=1, since=days_ago(30), until=days_ago(0), sort=sort
    )
    gone = asked(shop, 90, 80, sort=sort)
    period = f"since={days_ago(30)}&until={days_ago(0)}"
    file = shop.client.get(f"/reports/in_out_summary.xlsx?{period}&columns=product,{sort[1:]}")
    wrong = shop.client.get(f"/reports/in_out_summary.xlsx?{period}&columns=in_galaxy_quantity")

    assert [row["product"]["code"] for row in rows] == ["S2", "S1"]
    assert gone["sort"] == "product"
    among = f"{period}&of_category={shop.ids['LS']}"
    told_ = cells(shop.client.get(f"/reports/in_out_summary.xlsx?{among}"))
    assert ["商品分类（不含下级）", "LS 螺丝"] in told_
    assert told_[-1][0] == "合计"
    assert [row[0] for row in told_[-2:-1]] == ["S1 螺丝 1 号"]
    assert file.status_code == 200
    assert (wrong.status_code, wrong.json()["code"]) == (422, "field.unknown")


def test_a_revaluation_comes_in_value_only_and_what_was_cancelled_not_at_all(shop: Shop) -> None:
    traded(shop)
    row = {"product": {"code": "S1"}, "change": "-1.50"}
    told_ = {"explanation": "贬值", "date": days_ago(2), "lines": [row]}
    shop.ok(shop.client.post("/records/revaluation?then=confirm", told_), 201)
    wrong = shop.make("stock_receipt", line("S1", 3, unit_cost="5"), date=days_ago(2))
    shop.do("stock_receipt", wrong, "cancel")

    page = asked(shop, 3, 0, product=shop.ids["S1"])

    names = [name for name in told(page) if name.count("_") > 1 and "revaluation" in name]
    assert names == ["in_revaluation_value"]
    assert figures(page, "in_revaluation_value", "in_value", "closing_value") == [
        ("-1.50", "-1.50", "4.50")
    ]


def test_kinds_that_make_up_for_each_other_are_told(shop: Shop) -> None:
    receipt = shop.make("purchase_receipt", line("S1", 1, 0), date=days_ago(1))
    standard = {"product": {"code": "S1"}, "method": "standard", "standard_cost": "3.3333"}
    paper = {"date": days_ago(0), "reason": "核定", "lines": [standard]}
    shop.ok(shop.client.post(address("costing_change", "confirm"), paper), 201)
    shop.do("purchase_receipt", receipt, "cancel")

    page = asked(shop, 1, 0)

    row = page["items"][0]
    assert row["in_purchase_receipt_value"] == "-3.33"
    assert row["in_costing_change_value"] == "3.33"
    assert (row["in_value"], row["closing_quantity"]) == ("0.00", "0")
