"""库位库存: what lies in which location, and the entries behind it."""

from __future__ import annotations

from tests.support.reports import figures, report
from tests.support.shop import Shop, line, today


def located(shop: Shop) -> None:
    """S1: 20 from before there were locations, 5 in A-01 of the zone A, 3 in B; pieces in A-01."""
    shop.make("stock_receipt", line("S1", 20, unit_cost="1"))
    warehouse = shop.ok(shop.client.get("/records/warehouse?limit=1"))["items"][0]
    told = {"located": True}
    path = f"/records/warehouse/{warehouse['id']}"
    shop.ok(shop.client.patch(path, told, etag=warehouse["etag"]))
    here = {"warehouse": {"code": warehouse["code"]}}
    shop.master("location", code="A", kind="zone", **here)
    shop.master("location", code="A-01", parent={"code": "A"}, **here)
    shop.master("location", code="B", **here)
    shop.product("XL", serialized=True)
    at = {"location": {"code": "A-01"}}
    shop.make("stock_receipt", line("S1", 5, unit_cost="1", **at))
    shop.make("stock_receipt", line("S1", 3, unit_cost="1", location={"code": "B"}))
    shop.make("stock_receipt", line("XL", 2, unit_cost="1", serials=["X1", "X2"], **at))


def told(shop: Shop, **asked: str) -> list[tuple[str, str, str]]:
    rows = report(shop.client, "location_stock", **asked)["items"]
    return [
        ((row["location"] or {}).get("code", ""), row["product"]["code"], row["quantity"])
        for row in rows
    ]


def test_each_location_tells_what_lies_there_and_its_zone_all_inside_it(shop: Shop) -> None:
    located(shop)

    assert told(shop) == [
        ("A-01", "S1", "5"),
        ("A-01", "XL", "2"),
        ("B", "S1", "3"),
        ("", "S1", "20"),
    ]
    assert told(shop, placed="unplaced") == [("", "S1", "20")]
    assert told(shop, location=shop.ids["A"]) == [("A-01", "S1", "5"), ("A-01", "XL", "2")]
    drilled = {"product": shop.ids["S1"], "location": shop.ids["B"]}
    entries = report(shop.client, "stock_entries", **drilled)["items"]
    assert [row["quantity"] for row in entries] == ["3"]


def test_what_only_goes_to_another_location_neither_came_nor_went(shop: Shop) -> None:
    located(shop)
    asked = {"product": shop.ids["S1"]}
    shown = ("in_quantity", "out_quantity", "closing_quantity", "closing_value")
    before = figures(report(shop.client, "stock_movement", **asked), *shown)
    way = {"location": {"code": "A-01"}, "into_location": {"code": "B"}}

    shop.make("location_move", line("S1", 4, **way))

    assert before == [("28", "0", "28", "28.00")]
    assert figures(report(shop.client, "stock_movement", **asked), *shown) == before
    balance = report(shop.client, "stock_balance", until=today().isoformat(), **asked)
    assert figures(balance, "quantity", "value") == [("28", "28.00")]
    assert told(shop, location=shop.ids["B"]) == [("B", "S1", "7")]
