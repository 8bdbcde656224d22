"""Records over HTTP: written, read, listed, changed, deleted, each with the right answer."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest

from huolang.kernel import sql
from tests.support.shop import Shop, line


def filtered(*conditions: Any) -> str:
    return "filter=" + quote(json.dumps(conditions))


def test_a_created_record_is_read_back_as_it_was_answered(shop: Shop) -> None:
    made = shop.send("purchase_receipt", line("S1", 10, "2.5"), then=None)
    again = shop.client.get(f"/records/purchase_receipt/{made.json()['id']}")

    assert (made.status_code, again.status_code) == (201, 200)
    assert made.json() == again.json()
    assert made.headers["ETag"] == again.headers["ETag"] == f'"{made.json()["etag"]}"'


def test_amounts_are_strings_and_references_have_names(shop: Shop) -> None:
    made = shop.make("purchase_receipt", line("S1", "10.00", 2.5), discount="1")

    row = made["lines"][0]
    assert (made["state"], made["amount"], made["tax"], made["total"]) == (
        "confirmed",
        "24.00",
        "3.12",
        "27.12",
    )
    assert (row["quantity"], row["unit_price"], row["amount"]) == ("10", "2.5", "24.00")
    assert row["product"] == {"id": shop.ids["S1"], "code": "S1", "name": "螺丝 1 号"}
    assert made["partner"]["name"] == "华联商贸"
    assert made["number"].startswith("CGRK-")


def test_a_record_tells_what_can_be_done_with_it_next(shop: Shop) -> None:
    order = shop.make("sales_order", line("S1", 4), then=None)
    assert (order["actions"], order["conversions"]) == (["confirm", "delete"], [])

    order = shop.do("sales_order", order, "confirm")
    assert order["actions"] == ["reopen", "close", "cancel"]
    assert order["conversions"] == ["sales_delivery"]


def test_a_list_is_filtered_sorted_and_read_page_by_page(shop: Shop) -> None:
    for code, price in (("A1", "3"), ("A2", "1"), ("A3", "2"), ("B1", "9")):
        shop.product(code, sales_price=price)
    wanted = filtered(["code", "starts", "a"], ["sales_price", ">", "0"])
    path = f"/records/product?{wanted}&sort=-sales_price&fields=code&limit=2"

    first = shop.client.get(path).json()
    second = shop.client.get(f"{path}&cursor={first['next']}").json()

    assert [one["code"] for one in first["items"]] == ["A1", "A3"]
    assert [one["code"] for one in second["items"]] == ["A2"]
    assert second["next"] is None
    assert "sales_price" not in first["items"][0]


def test_a_list_shows_rows_where_they_are_asked_for(shop: Shop) -> None:
    shop.make("purchase_receipt", line("S1", 1, 1), line("S2", 2, 2), then=None)

    items = shop.client.get("/records/purchase_receipt?fields=partner,lines").json()["items"]

    assert [row["product"]["code"] for row in items[0]["lines"]] == ["S1", "S2"]
    assert items[0]["partner"]["code"] == "P1"


def test_a_summary_counts_and_adds_up_what_the_filter_leaves(shop: Shop) -> None:
    shop.make("purchase_receipt", line("S1", 10, "2.5"))
    shop.make("purchase_receipt", line("S2", 2, "1"), then=None)
    path = "/records/purchase_receipt/summary"

    told = shop.client.get(f"{path}?{filtered(['state', '=', 'confirmed'])}").json()

    sums = {"amount": "25.00", "tax": "3.25", "total": "28.25"}
    every = {"amount": "27.00", "tax": "3.51", "total": "30.51"}
    assert told == {"total": 1, "sums": sums}
    assert shop.client.get(path).json() == {"total": 2, "sums": every}
    asked = shop.client.get(f"{path}?in_force=true").json()
    assert asked == {"total": 2, "sums": every, "in_force": sums}
    assert shop.client.get(f"{path}?in_force=yes").json()["errors"][0]["field"] == "in_force"


def test_a_summary_tells_what_is_in_force_apart_unless_states_are_asked_for(shop: Shop) -> None:
    shop.make("purchase_receipt", line("S1", 10, "2.5"))
    shop.make("purchase_receipt", line("S2", 2, "1"), then=None)
    path = "/records/purchase_receipt/summary"

    drafts = shop.client.get(f"{path}?{filtered(['state', '=', 'draft'])}&in_force=true").json()
    named = shop.client.get(
        f"{path}?{filtered(['partner', '=', shop.ids['P1']])}&in_force=true"
    ).json()

    assert (drafts["total"], drafts["sums"]["amount"], drafts["in_force"]) == (1, "2.00", None)
    assert (named["total"], named["sums"]["amount"]) == (2, "27.00")
    assert named["in_force"]["amount"] == "25.00"
    assert shop.client.get("/records/partner/summary?in_force=true").json()["in_force"] is None


@pytest.mark.parametrize("text", ["S2", "s2", "2 号", "LS2H"])
def test_quick_search_finds_a_product(shop: Shop, text: str) -> None:
    found = shop.client.get(f"/records/product?q={quote(text)}").json()["items"]

    assert [one["code"] for one in found] == ["S2"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ZJJH", 2),
        ("金华", 2),
        ("kh77", 2),
        ("浙江 商贸", 2),
        ("金华 粮油", 0),
        ("QQ", 0),
    ],
)
def test_quick_search_finds_documents_by_their_partner(shop: Shop, text: str, found: int) -> None:
    shop.partner("KH77", "浙江金华商贸", is_customer=True)
    for partner in ("KH77", "KH77", "P1"):
        shop.make("sales_order", line("S1", 1), then=None, partner={"code": partner})

    items = shop.client.get(f"/records/sales_order?q={quote(text)}").json()["items"]
    assert [one["partner"]["code"] for one in items] == ["KH77"] * found
    count = shop.client.get(f"/records/sales_order/summary?q={quote(text)}").json()["total"]
    assert count == found


def test_a_change_keeps_rows_by_their_ids_and_the_fields_left_out(shop: Shop) -> None:
    made = shop.make("sales_order", line("S1", 1), line("S2", 2), then=None, remark="急")
    first, second = made["lines"]

    changed = shop.change(
        "sales_order", made, lines=[{"id": second["id"], "quantity": "5"}, line("S3", 3)]
    )

    assert changed["remark"] == "急"
    assert [row["product"]["code"] for row in changed["lines"]] == ["S2", "S3"]
    assert changed["lines"][0]["id"] == second["id"]
    assert changed["lines"][0]["quantity"] == "5"
    assert first["id"] not in {row["id"] for row in changed["lines"]}
    assert changed["etag"] != made["etag"]


def test_a_change_needs_the_state_that_was_read(shop: Shop) -> None:
    made = shop.make("sales_order", line("S1", 1), then=None)
    path = f"/records/sales_order/{made['id']}"
    shop.change("sales_order", made, remark="第一次")

    stale = shop.client.patch(path, {"remark": "第二次"}, etag=made["etag"])
    blind = shop.client.patch(path, {"remark": "第二次"})
    deleted = shop.client.delete(path, **{"If-Match": f'"{made["etag"]}"'})
    confirmed = shop.client.post(f"{path}/confirm", {}, **{"If-Match": f'"{made["etag"]}"'})

    assert [one.status_code for one in (stale, blind, deleted, confirmed)] == [412, 428, 412, 412]
    assert stale.json()["code"] == "record.stale"
    assert shop.read("sales_order", made)["remark"] == "第一次"


def test_what_is_not_used_can_be_deleted_and_is_gone(shop: Shop) -> None:
    draft = shop.make("sales_order", line("S1", 1), then=None)
    used = shop.client.delete(f"/records/product/{shop.ids['S1']}")
    path = f"/records/sales_order/{draft['id']}"

    assert (used.status_code, used.json()["code"]) == (409, "record.in_use")
    assert shop.client.delete(path).status_code == 204
    assert shop.client.get(path).status_code == 404
    assert shop.client.delete(path).status_code == 404
    assert shop.client.delete(f"/records/product/{shop.ids['S1']}").status_code == 204


def test_a_confirmed_document_is_neither_deleted_nor_confirmed_twice(shop: Shop) -> None:
    made = shop.make("purchase_receipt", line("S1", 10, "2.5"))

    deleted = shop.client.delete(f"/records/purchase_receipt/{made['id']}")
    twice = shop.act("purchase_receipt", made, "confirm")

    assert (deleted.status_code, deleted.json()["code"]) == (409, "document.was_confirmed")
    assert (twice.status_code, twice.json()["code"]) == (409, "document.wrong_state")
    assert shop.stock("S1")["on_hand"] == "10"


def test_an_order_becomes_a_delivery_with_what_is_open(shop: Shop) -> None:
    shop.make("purchase_receipt", line("S1", 10, "2.5"))
    order = shop.make("sales_order", line("S1", 4))

    delivery = shop.convert("sales_order", order, "sales_delivery")
    shop.do("sales_delivery", delivery, "confirm")

    assert delivery["lines"][0]["quantity"] == "4"
    row = shop.read("sales_order", order)["lines"][0]
    assert (row["done_quantity"], row["open_quantity"]) == ("4", "0")
    again = shop.client.post(f"/records/sales_order/{order['id']}/convert/sales_delivery")
    assert (again.status_code, again.json()["code"]) == (409, "convert.nothing_open")
    strange = shop.client.post(f"/records/sales_order/{order['id']}/convert/unit")
    assert strange.status_code == 404


def test_the_number_of_statements_does_not_depend_on_the_number_of_lines(shop: Shop) -> None:
    def statements(count: int) -> int:
        rows = [line("S1", 1, "2.5") for _ in range(count)]
        with sql.counting() as seen:
            shop.make("purchase_receipt", *rows)
        return len(seen)

    statements(1)
    assert statements(5) == statements(300)


def test_what_does_not_exist_is_not_found(shop: Shop) -> None:
    for path in (
        "/records/nothing",
        "/records/nothing/summary",
        f"/records/product/{uuid4()}",
        "/records/product/1",
        "/records/product/x' OR 1=1 --",
        f"/records/product/{uuid4()}/audit",
        f"/records/sales_order/{uuid4()}/chain",
        "/forms/nothing",
        "/nothing",
    ):
        answer = shop.client.get(path)
        assert (path, answer.status_code) == (path, 404)
        assert answer.headers["Content-Type"] == "application/problem+json"
    made = shop.make("sales_order", line("S1", 1), then=None)
    assert shop.act("sales_order", made, "explode").json()["code"] == "action.unknown"
    assert shop.client.post("/records/unit?then=confirm", {"name": "个"}).status_code == 404


def test_another_method_is_refused_and_the_right_ones_are_named(shop: Shop) -> None:
    answer = shop.client.put(f"/records/product/{shop.ids['S1']}", {})

    assert answer.status_code == 405
    assert answer.json()["code"] == "method.not_allowed"
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "PATCH", "DELETE"}
