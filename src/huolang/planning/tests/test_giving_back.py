"""退多余: what is too much goes back on the receipts that brought it, once, at their prices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from huolang.kernel import sql
from huolang.planning.tests.test_replenishing import kept
from huolang.planning.tests.test_stock_alerts import evaluated, ids
from tests.support.client import ApiClient
from tests.support.reports import report
from tests.support.shop import Shop, days_ago, line, today

Client = Callable[..., ApiClient]
MOVED = ("product", "unit", "batch", "serials", "quantity", "unit_price", "tax_rate")


def bought(shop: Shop, *lines: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return shop.make("purchase_receipt", *lines, **fields)


def give_back(shop: Shop, keys: list[str]) -> Any:
    return shop.client.post("/alerts/return", {"ids": keys})


def drafts(shop: Shop, answer: Any) -> list[dict[str, Any]]:
    made = shop.ok(answer, 201)["items"]
    assert {one["form"] for one in made} == {"purchase_return"}
    return [shop.read("purchase_return", {"id": one["record"]}) for one in made]


def short(draft: dict[str, Any], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(one[name] for name in names) for one in draft["lines"]]


def said(answer: Any) -> list[tuple[str, str]]:
    return [(one["code"], one["field"]) for one in answer.json()["left"]]


def test_it_goes_back_to_who_brought_it_last_at_that_price(shop: Shop) -> None:
    evaluated(shop)
    kept(shop, "S1", ("CK01", "1", "5", "0"))
    old = bought(shop, line("S1", 10, 3), partner={"code": "P1"}, date=days_ago(9))
    new = bought(shop, line("S1", 7, 2), partner={"code": "P2"}, date=days_ago(2))
    evaluated(shop)
    keys = ids(shop, kind="above")

    answer = give_back(shop, keys)
    before = shop.everything()
    again = give_back(shop, keys)

    last, first = drafts(shop, answer)
    assert said(answer) == []
    assert (last["partner"]["code"], first["partner"]["code"]) == ("P2", "P1")
    assert short(last, "quantity", "unit_price", "tax_rate") == [("7", "2", "13")]
    assert short(first, "quantity", "unit_price", "tax_rate") == [("5", "3", "13")]
    assert last["lines"][0]["receipt_line"] == new["lines"][0]["id"]
    assert first["lines"][0]["receipt_line"] == old["lines"][0]["id"]
    assert first["lines"][0]["remark"] == "退多余：高于上限：现存 17，上限 5"
    assert (again.status_code, again.json()["code"]) == (409, "stock_alert.surplus_in_drafts")
    assert shop.everything() == before

    shop.do("purchase_return", last, "confirm")
    shop.do("purchase_return", first, "confirm")
    evaluated(shop)
    assert shop.stock("S1")["on_hand"] == "5" and ids(shop, kind="above") == []
    assert shop.owed("payable") == Decimal("16.95")  # 5 at 3, and its tax
    assert shop.differences() == []


def test_what_cannot_go_back_is_said(shop: Shop, client: Client) -> None:
    evaluated(shop)
    kept(shop, "S1", ("CK01", "1", "2", "0"))
    kept(shop, "S2", ("CK01", "1", "2", "0"))
    kept(shop, "DL", ("CK01", "9", "9", "0"))
    shop.make("stock_receipt", line("S1", 6, unit_cost="1"))
    bought(shop, line("S1", 4, 3))
    bought(shop, line("S2", 9, 3))
    shop.make("sales_order", line("S2", 5, 8))
    evaluated(shop)
    found = {
        one["product"]["code"]: one["id"]
        for one in report(shop.client, "alerts", kind="above")["items"]
    }
    before = shop.everything()
    refused = {
        "may not": client("sales").post("/alerts/return", {"ids": [found["S1"]]}),
        "a shortage": give_back(shop, ids(shop, kind="below")),
        "unknown": give_back(shop, [shop.ids["S1"]]),
        "one of them": give_back(shop, [found["S1"], shop.ids["S1"]]),
    }
    assert {name: (one.status_code, one.json()["code"]) for name, one in refused.items()} == {
        "may not": (403, "auth.forbidden"),
        "a shortage": (422, "stock_alert.not_too_much"),
        "unknown": (404, "record.not_found"),
        "one of them": (404, "record.not_found"),
    }
    assert shop.everything() == before

    answer = give_back(shop, [found["S1"], found["S2"]])

    (draft,) = drafts(shop, answer)
    assert short(draft, "quantity") == [("4",), ("4",)]
    assert sorted(said(answer)) == [
        ("stock_alert.surplus_promised", "ids.1"),  # 9 are there, 5 of them are ordered
        ("stock_alert.surplus_without_receipt", "ids.0"),  # 8 too many, 6 came without a receipt
    ]
    told = {one["code"]: one["message"] for one in answer.json()["left"]}
    assert (
        told["stock_alert.surplus_promised"] == "螺丝 2 号 有 3 已被占用、冻结或不在货架上，不能退"
    )


def test_pieces_and_batches_go_back_from_where_they_are(shop: Shop) -> None:
    shop.product("SJ", "手机", serialized=True)
    shop.product("NN", "牛奶", batched=True, near_expiry="30")
    kept(shop, "SJ", ("CK02", "0", "1", "0"))
    evaluated(shop)
    soon, later = ((today() + timedelta(days=days)).isoformat() for days in (9, 200))
    bought(
        shop,
        line("SJ", 3, 100, serials=["A1", "A2", "A3"]),
        line("NN", 6, 2, batch="B1", expires_on=soon),
    )
    bought(shop, line("NN", 5, 2, batch="B2", expires_on=later))
    shop.make("stock_transfer", line("SJ", 2, serials=["A1", "A3"]), into={"code": "CK02"})
    shop.make("sales_delivery", line("NN", 2, 5, batch="B1"))
    evaluated(shop)

    (some,) = drafts(shop, give_back(shop, ids(shop, kind="above")))
    (most,) = drafts(shop, give_back(shop, ids(shop, kind="near")))

    assert some["warehouse"]["code"] == "CK02"
    assert short(some, "serials", "quantity", "unit_price") == [(["A1"], "1", "100")]
    assert short(most, "batch", "quantity") == [("B1", "4")]
    assert most["lines"][0]["remark"] == "退多余：临期"
    for draft in (some, most):
        shop.do("purchase_return", draft, "confirm")
    assert shop.differences() == []


def test_it_goes_back_from_where_it_is_also_what_came_elsewhere(shop: Shop) -> None:
    evaluated(shop)
    kept(shop, "S1", ("CK02", "0", "1", "0"))
    first = bought(shop, line("S1", 6, 3), date=days_ago(5), discount="1.8")
    bought(shop, line("S1", 2, 4), date=days_ago(9), warehouse={"code": "CK02"})
    shop.make("stock_transfer", line("S1", 5), into={"code": "CK02"})
    evaluated(shop)
    keys = ids(shop, kind="above")

    here, there = drafts(shop, give_back(shop, keys))

    assert [one["warehouse"]["code"] for one in (here, there)] == ["CK02", "CK02"]
    assert short(here, "quantity", "unit_price") == [("2", "4")]  # what came here comes first
    assert short(there, "quantity", "unit_price") == [("4", "3")]
    assert there["discount"] == "1.20"  # 4 of the 6 pieces
    assert there["lines"][0]["receipt_line"] == first["lines"][0]["id"]
    for draft in (here, there):
        shop.do("purchase_return", draft, "confirm")
    evaluated(shop)
    assert ids(shop, kind="above") == [] and shop.differences() == []


def test_what_came_under_a_name_that_was_merged_goes_back_as_what_it_is_now(shop: Shop) -> None:
    evaluated(shop)
    shop.product("OLD", "螺栓（重复）")
    shop.product("NN", "牛奶", batched=True)
    shop.product("ON", "牛奶（重复）", batched=True)
    for code in ("S1", "NN"):
        kept(shop, code, ("CK01", "1", "2", "0"))
    milk = {"batch": "J1", "expires_on": "2099-01-01"}
    came = bought(shop, line("OLD", 6, 3), line("ON", 5, 4, **milk))
    for old, now, many, more in (("OLD", "S1", 6, {}), ("ON", "NN", 5, milk)):
        shop.make("stock_issue", line(old, many, **{k: v for k, v in more.items() if k == "batch"}))
        shop.make("stock_receipt", line(now, many, unit_cost="3", **more))
        shop.ok(
            shop.client.post(f"/records/product/{shop.ids[old]}/merge", {"into": shop.ids[now]})
        )
    evaluated(shop)

    answer = give_back(shop, ids(shop, kind="above"))

    (draft,) = drafts(shop, answer)
    assert said(answer) == []
    told = sorted(
        (one["product"]["code"], one["quantity"], one["unit_price"], one["batch"])
        for one in draft["lines"]
    )
    assert told == [("NN", "3", "4", "J1"), ("S1", "4", "3", "")]
    assert {one["receipt_line"] for one in draft["lines"]} == {one["id"] for one in came["lines"]}
    shop.do("purchase_return", draft, "confirm")
    assert (shop.stock("S1")["on_hand"], shop.stock("NN")["on_hand"]) == ("2", "2")
    assert shop.differences() == []


def test_a_draft_without_its_numbers_keeps_no_piece_back(shop: Shop) -> None:
    shop.product("SJ", "手机", serialized=True)
    kept(shop, "SJ", ("CK01", "0", "1", "0"))
    evaluated(shop)
    receipt = bought(shop, line("SJ", 4, 100, serials=["A1", "A2", "A3", "A4"]))
    source = {"receipt_line": receipt["lines"][0]["id"]}
    shop.make("purchase_return", line("SJ", 1, 100, **source), then=None)
    evaluated(shop)

    answer = give_back(shop, ids(shop, kind="above"))

    (draft,) = drafts(shop, answer)
    assert said(answer) == [("stock_alert.surplus_in_drafts", "ids.0")]
    assert answer.json()["left"][0]["message"] == "手机 有 1 已经在退货单或调拨单的草稿里"
    assert short(draft, "serials", "quantity") == [(["A1", "A2"], "2")]  # 3 too many, 1 in a draft


def test_many_goods_cost_no_more_statements(shop: Shop) -> None:
    counts: list[int] = []
    evaluated(shop)
    for codes in (["S1"], ["S2", "DL", "N1", "N2"]):
        for code in codes:
            if code not in shop.ids:
                shop.product(code)
            kept(shop, code, ("CK01", "0", "1", "0"))
        bought(shop, *(line(code, 3, 2) for code in codes))
        evaluated(shop)
        keys = [
            one["id"]
            for one in report(shop.client, "alerts", kind="above")["items"]
            if one["product"]["code"] in codes
        ]
        with sql.counting() as seen:
            (draft,) = drafts(shop, give_back(shop, keys))
        assert len(draft["lines"]) == len(codes)
        counts.append(len(seen))
    assert counts[0] == counts[1]
