"""A range of locations over HTTP, what is wrong with one, and the pick list."""

from __future__ import annotations

from typing import Any

from tests.support.shop import Shop, line


def test_a_range_makes_the_zones_and_shelves_it_lies_in_and_only_what_is_missing(
    shop: Shop,
) -> None:
    warehouse = shop.ok(shop.client.get("/records/warehouse?limit=1"))["items"][0]
    path = f"/warehouses/{warehouse['id']}/locations"
    other = shop.warehouse("FC")
    shop.master("location", code="Z-1", warehouse={"code": "FC"})

    first = shop.ok(shop.client.post(path, {"first": "A-01-01", "last": "A-02-03"}), 201)
    more = shop.ok(shop.client.post(path, {"first": "A-02-02", "last": "A-03-03"}), 201)

    assert (first["made"], first["there"], first["codes"][:4]) == (
        9,
        0,
        ["A", "A-01", "A-02", "A-01-01"],
    )
    assert (more["made"], more["there"], more["codes"]) == (3, 2, ["A-03", "A-03-02", "A-03-03"])
    asked = f'/records/location?limit=50&filter=[["warehouse.code","=","{warehouse["code"]}"]]'
    found = shop.ok(shop.client.get(asked))["items"]
    tree = {
        one["code"]: (one["kind"], one["parent"]["code"] if one["parent"] else None)
        for one in found
    }
    assert (tree["A"], tree["A-03"], tree["A-03-02"]) == (
        ("zone", None),
        ("shelf", "A"),
        ("bin", "A-03"),
    )
    wrong = [
        ({"first": "A-01-01", "last": "A-02-03"}, "location.nothing_new"),
        ({"first": "A-05", "last": "A-01"}, "location.not_a_range"),
        ({"first": "A-05", "last": "A-5-1"}, "location.not_a_range"),
        ({"first": "A-1-2-3-4", "last": "A-1-2-3-5"}, "location.too_many_parts"),
        ({"first": "A-0001", "last": "A-9999"}, "row.too_many"),
        ({"first": "Z-1", "last": "Z-2"}, "location.code_elsewhere"),
    ]
    for told, code in wrong:
        answer = shop.client.post(path, told)
        assert answer.json()["code"].endswith(code), answer.json()
        assert answer.json()["errors"][0]["field"] == "last"
    assert len(shop.ok(shop.client.get(asked))["items"]) == len(found)
    theirs = {"first": "Y-1", "last": "Y-2"}
    shop.ok(shop.client.post(f"/warehouses/{other}/locations", theirs), 201)


def test_a_pick_list_has_no_prices_and_goes_by_the_order_of_locations(shop: Shop) -> None:
    warehouse = shop.ok(shop.client.get("/records/warehouse?limit=1"))["items"][0]
    path = f"/records/warehouse/{warehouse['id']}"
    shop.ok(shop.client.patch(path, {"located": True}, etag=warehouse["etag"]))
    here = {"warehouse": {"code": warehouse["code"]}}
    shop.master("location", code="A-01", name="门边", pick_order="2", **here)
    shop.master("location", code="B-01", pick_order="1", **here)
    shop.make("stock_receipt", line("S1", 4, unit_cost="1", location={"code": "A-01"}))
    shop.make("stock_receipt", line("S2", 4, unit_cost="1", location={"code": "B-01"}))
    sold = shop.make("sales_delivery", line("S1", 1, 2), line("S2", 1, 2))

    whole = shop.ok(shop.client.get(f"/records/sales_delivery/{sold['id']}/print"))
    picked = shop.ok(shop.client.get(f"/records/sales_delivery/{sold['id']}/print?prices=false"))

    def rows(told: Any) -> list[tuple[str, str | None]]:
        return [(row["product_code"], row.get("location")) for row in told["tables"][0]["rows"]]

    assert rows(whole) == [("S1", None), ("S2", None)], "the customer's paper"
    assert rows(picked) == [("S2", "B-01"), ("S1", "A-01")]
    shown = [one["name"] for one in picked["tables"][0]["columns"]]
    assert "unit_price" not in shown
