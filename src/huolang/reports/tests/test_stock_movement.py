"""收发存汇总表: opening, in, out and closing, in quantity and value, for any days of the past."""

from __future__ import annotations

from typing import Any

from tests.support.reports import all_pages, figures, report, totals
from tests.support.shop import Shop, days_ago, line

QUANTITIES = ("opening_quantity", "in_quantity", "out_quantity", "closing_quantity")
VALUES = ("opening_value", "in_value", "out_value", "closing_value")


def moved(shop: Shop, since: int, until: int, **asked: Any) -> dict[str, Any]:
    return report(
        shop.client, "stock_movement", since=days_ago(since), until=days_ago(until), **asked
    )


def traded(shop: Shop) -> None:
    """S1: 10 for 20.00 40 days ago, 4 out 30 days ago, 10 for 40.00 20 days ago, 8 out since."""
    shop.make("purchase_receipt", line("S1", 10, 2), date=days_ago(40))
    shop.make("sales_delivery", line("S1", 4, 9), date=days_ago(30))
    shop.make("purchase_receipt", line("S1", 10, 4), date=days_ago(20))
    shop.make("sales_delivery", line("S1", 8, 9), date=days_ago(10))


def test_a_period_begins_with_what_the_one_before_left(shop: Shop) -> None:
    traded(shop)

    first, second, third = moved(shop, 60, 31), moved(shop, 30, 20), moved(shop, 19, 0)

    assert figures(first, "product", *QUANTITIES) == [("S1", "0", "10", "0", "10")]
    assert figures(first, *VALUES) == [("0.00", "20.00", "0.00", "20.00")]
    assert figures(second, *QUANTITIES) == [("10", "10", "4", "16")]
    assert figures(second, *VALUES) == [("20.00", "40.00", "8.00", "52.00")]
    assert figures(third, *QUANTITIES) == [("16", "0", "8", "8")]
    assert figures(third, *VALUES) == [("52.00", "0.00", "26.00", "26.00")]


def test_a_back_dated_cost_is_in_the_figures_at_once(shop: Shop) -> None:
    traded(shop)
    shop.make("purchase_receipt", line("S1", 10, 8), date=days_ago(39))

    page = moved(shop, 60, 30)
    whole = moved(shop, 60, 0)

    assert figures(page, *QUANTITIES, *VALUES) == [
        ("0", "20", "4", "16", "0.00", "100.00", "20.00", "80.00")
    ]
    assert figures(whole, *VALUES) == [("0.00", "140.00", "56.92", "83.08")]
    assert shop.stock("S1")["value"] == "83.08"


def test_what_was_cancelled_has_neither_come_nor_gone(shop: Shop) -> None:
    traded(shop)
    before = moved(shop, 60, 0)
    wrong = shop.make("purchase_receipt", line("S1", 3, 5), date=days_ago(15))
    shop.do("purchase_receipt", wrong, "cancel")
    sale = shop.make("sales_delivery", line("S1", 1, 5), date=days_ago(5))
    shop.do("sales_delivery", sale, "reopen")

    assert moved(shop, 60, 0)["items"] == before["items"]


def test_what_comes_back_comes_in_and_what_goes_back_goes_out(shop: Shop) -> None:
    traded(shop)
    shop.make("sales_return", line("S1", 1, 9), date=days_ago(3))
    shop.make("purchase_return", line("S1", 2, 2), date=days_ago(2))

    assert figures(moved(shop, 9, 0), *QUANTITIES) == [("8", "1", "2", "7")]


def test_totals_add_up_values_but_no_pieces_to_metres(shop: Shop) -> None:
    traded(shop)
    shop.make("purchase_receipt", line("DL", "2.5", 4), line("S2", 1, 1), date=days_ago(20))

    page = moved(shop, 60, 0)
    screws = moved(shop, 60, 0, category=shop.ids["WJ"])

    assert [row[0] for row in figures(page, "product")] == ["DL", "S1", "S2"]
    assert totals(page, *QUANTITIES) == (None, None, None, None)
    assert totals(page, *VALUES) == ("0.00", "71.00", "34.00", "37.00")
    assert totals(screws, *QUANTITIES) == ("0", "21", "12", "9")


def test_a_warehouse_has_its_share_of_the_value(shop: Shop) -> None:
    traded(shop)
    shop.make("stock_receipt", line("S1", 5), warehouse={"code": "CK02"}, date=days_ago(25))

    both = moved(shop, 30, 0, view="warehouse")
    one = moved(shop, 30, 0, view="warehouse", warehouse=shop.ids["CK02"])
    refused = shop.client.get(f"/reports/stock_movement?warehouse={shop.ids['CK02']}")

    assert figures(both, "warehouse", *QUANTITIES) == [
        ("CK01", "10", "10", "12", "8"),
        ("CK02", "0", "5", "0", "5"),
    ]
    assert figures(one, "warehouse", *QUANTITIES) == [("CK02", "0", "5", "0", "5")]
    assert figures(both, "warehouse", *VALUES, "shifted_value") == [
        ("CK01", "20.00", "40.00", "31.62", "23.62", "-4.76"),
        ("CK02", "0.00", "10.00", "0.00", "14.76", "4.76"),
    ]
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "warehouse"


def test_who_may_not_see_cost_sees_quantities(shop: Shop, client: Any) -> None:
    traded(shop)
    clerk = client("warehouse")

    page = report(clerk, "stock_movement", since=days_ago(60))
    told = clerk.get("/reports/stock_movement/definition").json()
    refused = clerk.get("/reports/stock_movement?sort=closing_value")

    assert figures(page, *QUANTITIES) == [("0", "20", "12", "8")]
    assert not [name for name in page["items"][0] if "value" in name]
    assert not [name for name in page["totals"] if "value" in name]
    assert not [one for one in told["views"][0]["columns"] if "value" in one["name"]]
    assert (refused.status_code, refused.json()["code"]) == (422, "sort.field")


def test_its_pages_are_as_long_as_asked_and_miss_nothing(shop: Shop) -> None:
    for number in range(7):
        shop.product(f"T{number}")
        shop.make("stock_receipt", line(f"T{number}", number + 1, unit_cost="1"))

    rows = all_pages(shop.client, "stock_movement", limit=3)
    by_value = all_pages(shop.client, "stock_movement", limit=2, sort="-closing_value")

    assert [row["product"]["code"] for row in rows] == [f"T{n}" for n in range(7)]
    assert [row["closing_value"] for row in by_value] == [f"{n}.00" for n in range(7, 0, -1)]


def test_the_entries_behind_a_figure_add_up_to_it(shop: Shop) -> None:
    traded(shop)
    shop.make("purchase_receipt", line("S1", 10, 8), date=days_ago(39))

    period = {"since": days_ago(60), "until": days_ago(0)}
    entries = report(shop.client, "stock_entries", product=shop.ids["S1"], **period)

    assert totals(entries, "quantity", "value") == ("18", "83.08")
    assert figures(entries, "day", "quantity", "cost", "adjustment")[-1] == (
        days_ago(40),
        "10",
        "20.00",
        "0.00",
    )
    assert entries["items"][0]["document"]["form"] == "sales_delivery"


def test_of_a_revaluation_only_the_difference_in_value_comes(shop: Shop) -> None:
    traded(shop)
    row = {"product": {"code": "S1"}, "change": "-6"}
    told = {"explanation": "贬值", "date": days_ago(5), "lines": [row]}
    shop.ok(shop.client.post("/records/revaluation?then=confirm", told), 201)

    page = moved(shop, 9, 0)

    assert figures(page, *QUANTITIES) == [("8", "0", "0", "8")]
    assert figures(page, *VALUES) == [("26.00", "-6.00", "0.00", "20.00")]


def test_what_goes_to_another_warehouse_has_neither_come_nor_gone(shop: Shop) -> None:
    """10 bought at 10 in CK01; 2 of them go to CK02 at once, 3 in two steps, of which 1 is lost."""
    shop.make("purchase_receipt", line("S1", 10, 10), date=days_ago(9))
    into = {"into": {"code": "CK02"}}
    shop.make("stock_transfer", line("S1", 2), date=days_ago(8), **into)
    wrong = shop.make("stock_transfer", line("S1", 4), date=days_ago(8), **into)
    shop.do("stock_transfer", wrong, "cancel")
    sent = shop.make("stock_transfer", line("S1", 3), date=days_ago(7), in_steps=True, **into)
    on_its_way = moved(shop, 9, 0)
    there = moved(shop, 9, 0, view="warehouse")
    draft = shop.convert("stock_transfer", sent, "transfer_receipt")
    came = {"id": draft["lines"][0]["id"], "quantity": "2", "lost": "1"}
    draft = shop.change("transfer_receipt", draft, lines=[came])
    shop.do("transfer_receipt", draft, "confirm")

    assert figures(on_its_way, *QUANTITIES, *VALUES) == [
        ("0", "10", "0", "10", "0.00", "100.00", "0.00", "100.00")
    ]
    assert figures(there, "warehouse", *QUANTITIES, *VALUES) == [
        ("CK01", "0", "10", "5", "5", "0.00", "100.00", "50.00", "50.00"),
        ("CK02", "0", "5", "0", "5", "0.00", "50.00", "0.00", "50.00"),
    ]
    assert figures(moved(shop, 9, 0), *QUANTITIES, *VALUES) == [
        ("0", "10", "1", "9", "0.00", "100.00", "10.00", "90.00")
    ]
    assert figures(moved(shop, 9, 0, view="warehouse"), "warehouse", *QUANTITIES, *VALUES) == [
        ("CK01", "0", "10", "5", "5", "0.00", "100.00", "50.00", "50.00"),
        ("CK02", "0", "5", "1", "4", "0.00", "50.00", "10.00", "40.00"),
    ]


def test_a_cent_by_which_a_transfer_changes_a_standard_value_has_come(shop: Shop) -> None:
    """Each warehouse has a pool. Ten pieces at 0.3333 are worth 3.33, but eight and two of them
    2.67 and 0.67."""
    costing = {"costing_method": "standard", "costing_scope": "warehouse"}
    shop.product("BZ", "标准件", standard_cost="0.3333", **costing)
    shop.make("stock_receipt", line("BZ", 10, unit_cost="0.3333"), date=days_ago(9))
    shop.make("stock_transfer", line("BZ", 2), into={"code": "CK02"}, date=days_ago(5))

    page = moved(shop, 9, 0)

    assert figures(page, *QUANTITIES, *VALUES) == [
        ("0", "10", "0", "10", "0.00", "3.34", "0.00", "3.34")
    ]
    assert shop.stock("BZ")["value"] == "3.34"


def test_what_is_assembled_comes_and_its_parts_go(shop: Shop) -> None:
    shop.make("purchase_receipt", line("S1", 10, 2), date=days_ago(9))
    told = {"product": {"code": "S2"}, "quantity": 1}
    shop.make("assembly", line("S1", 4), date=days_ago(5), **told)

    assert figures(moved(shop, 9, 0), "product", *QUANTITIES, *VALUES) == [
        ("S1", "0", "10", "4", "6", "0.00", "20.00", "8.00", "12.00"),
        ("S2", "0", "1", "0", "1", "0.00", "8.00", "0.00", "8.00"),
    ]
