"""补货: how much is proposed, from whom, and that it is ordered once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from huolang.kernel import clock, sql
from huolang.kernel.company import acting
from huolang.planning import replenishing
from huolang.planning.tests.test_stock_alerts import evaluated
from tests.support.client import ApiClient
from tests.support.reports import figures, report
from tests.support.shop import Shop, days_ago, line, today

SHOWN = ("product", "warehouse", "way", "partner", "source", "quantity")
WHY = ("available", "coming", "daily", "lead_days", "point", "target")
Client = Callable[..., ApiClient]


def kept(shop: Shop, code: str, *limits: tuple[str, Any, Any, Any], suppliers: Any = ()) -> None:
    """Limits (warehouse, minimum, maximum, safety stock) and suppliers of a product."""
    told = [
        {"warehouse": {"code": at}, "min_stock": least, "max_stock": most, "safety_stock": safe}
        for at, least, most, safe in limits
    ]
    rows = [{"partner": {"code": partner}, **terms} for partner, terms in suppliers]
    record = shop.ok(shop.client.get(f"/records/product/{shop.ids[code]}"))
    shop.change("product", record, limits=told, suppliers=rows)


def proposed(shop: Shop, *shown: str) -> list[tuple[Any, ...]]:
    with acting(shop.company):
        replenishing.work_out(at=clock.now())
    return figures(report(shop.client, "replenishment"), *(shown or SHOWN))


def ids(shop: Shop) -> list[str]:
    return [one["id"] for one in report(shop.client, "replenishment")["items"]]


def test_up_to_the_maximum_in_whole_packs_from_the_preferred_supplier(shop: Shop) -> None:
    dear = ("P1", {"preferred": True, "pack": "12", "minimum": "24", "lead_days": 5, "price": "3"})
    cheap = ("P2", {"price": "2"})
    kept(shop, "S1", ("CK01", "20", "50", "0"), suppliers=[dear, cheap])
    kept(shop, "S2", ("CK01", "5", None, "8"), suppliers=[cheap, ("P1", {"price": "3"})])
    kept(shop, "DL", ("CK01", "1", None, "0"))
    shop.make("purchase_receipt", line("S1", 10, 3), line("S2", 8, 2))
    shop.make("purchase_order", line("S1", 4, 3))

    found = proposed(shop)

    assert found == [
        ("DL", "CK01", "buy", None, None, "1"),  # nobody is known to sell it
        ("S1", "CK01", "buy", "P1", None, "36"),  # 50 − 10 − 4
    ]
    assert proposed(shop, *WHY)[1] == ("10", "4", "0", 5, "20", "50")

    shop.make("sales_delivery", line("S2", 1, 9))
    shop.make("purchase_receipt", line("DL", "0.5", 4), partner={"code": "P2"})
    assert proposed(shop)[0] == ("DL", "CK01", "buy", "P2", None, "0.5")  # who brought it last
    assert proposed(shop)[2] == ("S2", "CK01", "buy", "P2", None, "2")  # 7 of 8, and for 30 days


def test_demand_until_it_comes_and_for_some_days_more(shop: Shop) -> None:
    kept(shop, "S1", ("CK01", "0", None, "10"), suppliers=[("P1", {"lead_days": 10})])
    shop.make("purchase_receipt", line("S1", 200, 3), date=days_ago(80))
    sale = shop.make("sales_delivery", line("S1", 182, 9), date=days_ago(20))
    back = {"delivery_line": sale["lines"][0]["id"]}
    shop.make("sales_return", line("S1", 2, 9, **back))
    shop.make("stock_transfer", line("S1", 3), into={"code": "CK02"})  # no demand

    # 180 in 90 days: 2 a day. Point 10 + 2 × 10, target 30 + 2 × 30.
    assert proposed(shop, *WHY) == [("17", "0", "2", 10, "30", "90")] * 2
    assert sorted(proposed(shop), key=str) == [
        ("S1", "CK01", "bring", None, "CK02", "3"),
        ("S1", "CK01", "buy", "P1", None, "70"),
    ]


def test_what_another_warehouse_can_spare_is_brought_first(shop: Shop) -> None:
    kept(
        shop,
        "S1",
        ("CK01", "20", "40", "0"),
        ("CK02", "1", "5", "0"),
        suppliers=[("P2", {})],
    )
    shop.make("purchase_receipt", line("S1", 17, 2), warehouse={"code": "CK02"})
    shop.ok(shop.client.patch("/settings", {"values": {"replenishment.keeps": "target"}}))
    assert sorted(proposed(shop), key=str)[0] == ("S1", "CK01", "bring", None, "CK02", "12")
    shop.ok(shop.client.patch("/settings", {"values": {"replenishment.keeps": "point"}}))

    found = proposed(shop)

    assert sorted(found, key=str) == [
        ("S1", "CK01", "bring", None, "CK02", "16"),
        ("S1", "CK01", "buy", "P2", None, "24"),
    ]
    made = shop.ok(shop.client.post("/replenishment/orders", {"ids": ids(shop)}), 201)["items"]
    assert sorted(one["form"] for one in made) == ["purchase_order", "stock_transfer"]
    by_form = {one["form"]: shop.read(one["form"], {"id": one["record"]}) for one in made}
    assert by_form["stock_transfer"]["into"]["code"] == "CK01"
    assert proposed(shop) == []  # drafts count, here and there


def test_what_was_asked_of_another_warehouse_is_on_its_way(shop: Shop) -> None:
    kept(shop, "S1", ("CK01", "10", "20", "0"), suppliers=[("P2", {})])
    shop.make("purchase_receipt", line("S1", 50, 2), warehouse={"code": "CK02"})
    assert proposed(shop) == [("S1", "CK01", "bring", None, "CK02", "20")]

    places = {"warehouse": {"code": "CK02"}, "into": {"code": "CK01"}}
    asked = shop.make("transfer_request", line("S1", 20), **places)
    assert proposed(shop) == []
    sent = shop.convert("transfer_request", asked, "stock_transfer")
    assert proposed(shop) == []  # the draft is part of what was asked for
    row = {"id": sent["lines"][0]["id"], "quantity": "6"}
    sent = shop.change("stock_transfer", sent, lines=[row])
    shop.do("stock_transfer", sent, "confirm")
    assert proposed(shop) == []  # 6 came, 14 are still asked for

    shop.do("transfer_request", asked, "close")
    assert proposed(shop) == [("S1", "CK01", "bring", None, "CK02", "14")]


def test_a_warehouse_without_limits_gives_what_its_own_demand_leaves(shop: Shop) -> None:
    terms = {"lead_days": 10}
    kept(shop, "S1", ("CK01", "60", "200", "0"), suppliers=[("P1", terms)])
    elsewhere = {"warehouse": {"code": "CK02"}}
    shop.make("purchase_receipt", line("S1", 150, 2), date=days_ago(80), **elsewhere)
    shop.make("sales_delivery", line("S1", 45, 9), date=days_ago(20), **elsewhere)
    shop.make("purchase_receipt", line("S1", 5, 2))

    # Half a piece a day for 10 days of delivery and 30 of stock stay there: 20 of 105.
    found = sorted(proposed(shop), key=str)
    assert found == [
        ("S1", "CK01", "bring", None, "CK02", "85"),
        ("S1", "CK01", "buy", "P1", None, "110"),
    ]

    shop.change("warehouse", shop.read("warehouse", {"id": shop.ids["CK02"]}), gives=False)
    assert proposed(shop) == [("S1", "CK01", "buy", "P1", None, "195")]


def test_a_warehouse_that_does_not_give_keeps_what_is_beyond_its_limits(shop: Shop) -> None:
    kept(shop, "S1", ("CK01", "20", "40", "0"), ("CK02", "1", "5", "0"), suppliers=[("P2", {})])
    shop.make("purchase_receipt", line("S1", 17, 2), warehouse={"code": "CK02"})
    shop.change("warehouse", shop.read("warehouse", {"id": shop.ids["CK02"]}), gives=False)

    assert proposed(shop) == [("S1", "CK01", "buy", "P2", None, "40")]


def test_ordering_twice_orders_once(shop: Shop, client: Client) -> None:
    terms = {"price": "1.5", "lead_days": 3}
    kept(shop, "S1", ("CK01", "20", None, "0"), suppliers=[("P1", terms)])
    kept(shop, "S2", ("CK01", "7", None, "0"), suppliers=[("P1", terms)])
    kept(shop, "DL", ("CK01", "7", None, "0"), suppliers=[("P2", {})])
    proposed(shop)
    first = next(one for one in ids(shop))
    shop.ok(shop.client.patch(f"/replenishment/proposals/{first}", {"quantity": "9.5"}))
    assert proposed(shop)[0][-1] == "9.5"  # working out again leaves what somebody typed
    keys = ids(shop)

    made = shop.ok(shop.client.post("/replenishment/orders", {"ids": keys}), 201)["items"]
    before = shop.everything()
    again = shop.client.post("/replenishment/orders", {"ids": keys})

    assert sorted((one["form"], one["lines"]) for one in made) == [
        ("purchase_order", 1),
        ("purchase_order", 2),
    ]
    assert (again.status_code, again.json()["code"]) == (409, "replenishment.not_open")
    assert shop.everything() == before and proposed(shop) == []
    order = next(one for one in made if one["lines"] == 2)
    draft = shop.read("purchase_order", {"id": order["record"]})
    row = draft["lines"][0]
    assert (draft["state"], draft["partner"]["code"], row["quantity"]) == ("draft", "P1", "20")
    assert (row["unit_price"], row["amount"]) == ("1.5", "30.00")
    assert row["expected_on"] == (today() + timedelta(days=3)).isoformat()
    assert row["remark"] == "补货：可用 0，在途 0，订货点 20，补到 20"
    done = report(shop.client, "replenishment", state="ordered")["items"]
    assert len(done) == 3 and {one["document"]["form"] for one in done} == {"purchase_order"}


def test_who_asks_for_what_is_already_worked_out_may_follow_it(shop: Shop, client: Client) -> None:
    buyer, seller = client("purchasing"), client("sales")

    mine = shop.ok(buyer.post("/replenishment/proposals", {}), 202)
    theirs = shop.ok(shop.client.post("/replenishment/proposals", {}), 202)

    assert mine["id"] == theirs["id"] and mine["state"] == "waiting"
    colleague = client("purchasing")
    assert shop.ok(colleague.post("/replenishment/proposals", {}), 202)["id"] == mine["id"]
    assert shop.ok(colleague.get(f"/jobs/{mine['id']}"))["state"] == "waiting"
    assert seller.get(f"/jobs/{mine['id']}").status_code == 404
    assert colleague.post(f"/jobs/{mine['id']}/cancel").status_code == 403
    assert shop.ok(buyer.post(f"/jobs/{mine['id']}/cancel"))["state"] == "cancelled"


def test_it_is_known_whether_anything_was_ever_worked_out(shop: Shop, client: Client) -> None:
    before = shop.ok(shop.client.get("/replenishment/proposals"))
    with acting(shop.company):
        replenishing.work_out(at=clock.now(), products=[])
        one = replenishing.work_out(at=clock.now())

    assert (before, one) == ({"at": None}, 0)
    assert shop.ok(client("purchasing").get("/replenishment/proposals"))["at"] is not None
    assert client("sales").get("/replenishment/proposals").status_code == 403


def test_from_an_alert_to_a_draft_in_one_go(shop: Shop, client: Client) -> None:
    evaluated(shop)
    kept(shop, "S1", ("CK01", "20", "50", "9"), ("CK02", "3", "3", "0"), suppliers=[("P1", {})])
    kept(shop, "DL", ("CK01", "2", None, "0"))
    evaluated(shop)
    found = report(shop.client, "alerts", warehouse=warehouse(shop))["items"]
    short = [one["id"] for one in found if one["product"]["code"] == "S1"]
    nowhere = [one["id"] for one in found if one["product"]["code"] == "DL"]
    before = shop.everything()

    refused = {
        "nobody sells it": shop.client.post("/alerts/order", {"ids": nowhere}),
        "may not": client("sales").post("/alerts/order", {"ids": short}),
        "unknown": shop.client.post("/alerts/order", {"ids": [shop.ids["S1"]]}),
    }
    assert {name: one.status_code for name, one in refused.items()} == {
        "nobody sells it": 422,
        "may not": 403,
        "unknown": 404,
    }
    assert refused["nobody sells it"].json()["code"] == "replenishment.no_supplier"
    assert shop.everything() == before

    (made,) = shop.ok(shop.client.post("/alerts/order", {"ids": short}), 201)["items"]
    draft = shop.read("purchase_order", {"id": made["record"]})
    assert [one["quantity"] for one in draft["lines"]] == [
        "50"
    ]  # of both its alerts, and CK01 only
    again = shop.client.post("/alerts/order", {"ids": short})
    assert (again.status_code, again.json()["code"]) == (409, "replenishment.nothing_to_order")


def warehouse(shop: Shop) -> str:
    return str(shop.ok(shop.client.get("/records/warehouse?q=CK01"))["items"][0]["id"])


def test_all_of_it_is_one_statement(shop: Shop) -> None:
    counts: list[int] = []
    for codes in (["S1"], ["S2", "DL"]):
        for code in codes:
            kept(shop, code, ("CK01", "5", None, "0"))
        with acting(shop.company), sql.counting() as seen:
            assert replenishing.work_out(at=clock.now()) == len(codes) + sum(counts[:1]) // 2
        counts.append(len(seen))
    assert counts == [2, 2]  # settings, and the statement


def test_suppliers_of_a_product_are_refused_twice(shop: Shop) -> None:
    record = shop.ok(shop.client.get(f"/records/product/{shop.ids['S1']}"))
    path = f"/records/product/{record['id']}"
    one = {"partner": {"code": "P1"}, "preferred": True}
    two = {"partner": {"code": "P2"}, "preferred": True}

    twice = shop.client.patch(path, {"suppliers": [one, one]}, etag=record["etag"])
    both = shop.client.patch(path, {"suppliers": [one, two]}, etag=record["etag"])

    found = [{(e["code"], e["field"]) for e in one.json()["errors"]} for one in (twice, both)]
    assert ("product.supplier_twice", "suppliers.1.partner") in found[0]
    assert found[1] == {("product.preferred_twice", "suppliers.1.preferred")}
    assert shop.ok(shop.client.get(path))["suppliers"] == []


def chosen_by(shop: Shop, how: str) -> list[tuple[Any, ...]]:
    shop.ok(shop.client.patch("/settings", {"values": {"replenishment.supplier": how}}))
    return proposed(shop, "product", "partner", "chosen", "quality")


def inspected(shop: Shop, partner: str, came: int, rejected: int) -> None:
    """Goods of a supplier that were looked at."""
    receipt = shop.make("purchase_receipt", line("KJ", came, 1), partner={"code": partner})
    row = {"receipt_line": receipt["lines"][0]["id"], "product": {"code": "KJ"}}
    row |= {"quantity": str(came), "rejected": str(rejected)}
    reason = {"reason": {"code": "HS"}} if rejected else {}
    shop.make("inspection", {**row, **reason}, partner={"code": partner})


def test_who_is_asked_by_price_lead_time_or_quality_and_why(shop: Shop) -> None:
    shop.partner("P3", "无检商行")
    shop.product("KJ", "抽检件", inspection="yes")
    shop.master("reject_reason", code="HS", name="划伤")
    cheap = ("P1", {"price": "2", "lead_days": 9})
    good = ("P2", {"price": "4", "lead_days": 5})
    near = ("P3", {"price": "3", "lead_days": 1})
    kept(shop, "S1", ("CK01", "20", "20", "0"), suppliers=[cheap, good, near])
    kept(shop, "S2", ("CK01", "5", "5", "0"), suppliers=[("P1", {}), ("P3", {"preferred": True})])
    kept(shop, "DL", ("CK01", "1", "1", "0"), suppliers=[near])
    inspected(shop, "P1", 10, 4)
    inspected(shop, "P1", 10, 0)
    inspected(shop, "P2", 20, 1)

    by = {how: chosen_by(shop, how) for how in ("price", "lead", "rating")}

    rest = [("S2", "P3", "preferred", None)]
    assert by == {
        "price": [("DL", "P3", "only", None), ("S1", "P1", "price", "80"), *rest],
        "lead": [("DL", "P3", "only", None), ("S1", "P3", "lead", None), *rest],
        "rating": [("DL", "P3", "only", None), ("S1", "P2", "rating", "95"), *rest],
    }
    keys = [one["id"] for one in report(shop.client, "replenishment")["items"]]
    made = shop.ok(shop.client.post("/replenishment/orders", {"ids": keys}), 201)["items"]
    drafts = [shop.read("purchase_order", {"id": one["record"]}) for one in made]
    told = {row["product"]["code"]: row["remark"] for one in drafts for row in one["lines"]}
    assert told["S1"] == "补货：可用 0，在途 0，订货点 20，补到 20；供应商：合格率最高"
    assert told["S2"] == "补货：可用 0，在途 0，订货点 5，补到 5"


def test_half_a_piece_is_not_ordered(shop: Shop) -> None:
    kept(shop, "S1", ("CK01", "20", "20", "0"), suppliers=[("P1", {})])
    kept(shop, "DL", ("CK01", "20", "20", "0"), suppliers=[("P1", {})])
    metres, pieces = (row[0] for row in proposed(shop, "id", "product"))
    before = shop.everything()

    refused = shop.client.patch(f"/replenishment/proposals/{pieces}", {"quantity": "1.5"})

    assert (refused.status_code, refused.json()["code"]) == (422, "line.quantity_digits")
    assert refused.json()["errors"][0] | {"code": ""} == {
        "code": "",
        "message": "单位 个 的数量最多 0 位小数",
        "field": "quantity",
    }
    assert shop.everything() == before
    assert proposed(shop, "quantity") == [("20",), ("20",)]
    shop.ok(shop.client.patch(f"/replenishment/proposals/{metres}", {"quantity": "1.5"}))
    assert proposed(shop, "quantity") == [("1.5",), ("20",)]
