"""Paper: laid out by the form, without what is hidden, and noted in the audit when printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from huolang.api.printing_schemas import ListPaperOut, PaperOut, PrintedList
from tests.support.client import ApiClient
from tests.support.shop import Shop, line


@pytest.fixture
def delivery(shop: Shop) -> dict[str, Any]:
    """12 and 3 screws, bought before, sold to 华联商贸."""
    shop.master("partner", code="K9", name="新华电器", is_customer=True, phone="021-5555")
    shop.make("purchase_receipt", line("S1", 100, "2.5"), line("S2", 100, "2.5"))
    rows = line("S1", 12, "4"), line("S2", "3", "1.5", remark="轻放")
    return shop.make("sales_delivery", *rows, partner={"code": "K9"})


def paper(client: ApiClient, form: str, record: Any, query: str = "") -> Any:
    answer = client.get(f"/records/{form}/{record['id']}/print{query}")
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def test_the_answers_are_of_the_shapes_that_are_described(shop: Shop, delivery: Any) -> None:
    PaperOut.model_validate(paper(shop.client, "sales_delivery", delivery))
    PaperOut.model_validate(paper(shop.client, "product", {"id": shop.ids["S1"]}))
    listed = shop.ok(shop.client.get("/records/sales_delivery/print/list"))
    ListPaperOut.model_validate(listed)
    body = {"ids": [delivery["id"]]}
    noted = shop.ok(shop.client.post("/records/sales_delivery/print", body))
    PrintedList.model_validate(noted)


def columns(told: Any) -> list[str]:
    return [one["name"] for one in told["tables"][0]["columns"]]


def test_a_delivery_note_has_all_that_a_paper_needs(shop: Shop, delivery: Any) -> None:
    told = paper(shop.client, "sales_delivery", delivery)

    assert (told["title"], told["number"]) == ("销售出库单", delivery["number"])
    assert told["company"]["name"]
    header = {one["field"]["label"]: one["value"] for one in told["header"]}
    assert (header["客户"], header["收货电话"], header["仓库"]) == ("新华电器", "021-5555", "主仓")
    assert "备注" not in header, "an empty field is not printed"
    ours = {"tax_included", "term_kind", "term_days"}
    assert ours.isdisjoint(one["field"]["name"] for one in told["header"])
    assert columns(told) == [
        "product_code",
        "product",
        "unit",
        "quantity",
        "unit_price",
        "tax_rate",
        "amount",
        "tax",
        "total",
        "remark",
    ], "neither a discount nor a warehouse of its own was given to any line"
    first, second = told["tables"][0]["rows"]
    assert (first["product_code"], first["product"], first["unit"]) == ("S1", "螺丝 1 号", "个")
    assert (second["quantity"], second["amount"], second["remark"]) == ("3", "4.50", "轻放")
    assert told["tables"][0]["sums"] == {
        "quantity": "15",
        "amount": "52.50",
        "tax": "6.83",
        "total": "59.33",
    }
    assert [one["field"]["name"] for one in told["totals"]] == ["amount", "tax", "total"]
    assert told["words"] == "伍拾玖元叁角叁分"
    assert [one["label"] for one in told["signatures"]] == [
        "制单人",
        "审核人",
        "仓管员",
        "客户签收",
    ]
    assert told["printed"] == {"count": 0, "last_at": None, "last_by": None}


def test_to_whom_and_where_goods_go_is_said_once(shop: Shop, delivery: Any) -> None:
    shop.master(
        "partner", code="K8", name="锦绣商贸", is_customer=True, contact="王芳", phone="0571-1",
        address="杭州市文一路 1 号", bank_name="中行",
    )  # fmt: skip
    sold = shop.make("sales_delivery", line("S1", 1, "4"), partner={"code": "K8"})

    told = paper(shop.client, "sales_delivery", sold)

    values = [one["value"] for one in told["header"]]
    assert [values.count(one) for one in ("王芳", "0571-1", "杭州市文一路 1 号")] == [1, 1, 1]
    assert "receiver_phone" in {one["field"]["name"] for one in told["header"]}


def test_goods_that_came_back_are_less_than_nothing_on_a_red_invoice(
    shop: Shop, delivery: Any
) -> None:
    shop.do("sales_invoice", shop.convert("sales_delivery", delivery, "sales_invoice"), "confirm")
    back = shop.convert("sales_delivery", delivery, "sales_return")
    shop.do("sales_return", back, "confirm")
    red = shop.convert("sales_return", back, "sales_invoice")

    told = paper(shop.client, "sales_invoice", red)
    bare = paper(shop.client, "sales_invoice", red, "?prices=false")

    for one in (told, bare):
        assert [row["quantity"] for row in one["tables"][0]["rows"]] == ["-12", "-3"]
        assert one["tables"][0]["sums"]["quantity"] == "-15"
    assert told["tables"][0]["rows"][0]["amount"] == "-48.00"


def test_an_english_paper_says_it_in_english_and_writes_no_capitals(
    shop: Shop, delivery: Any, client: Callable[..., ApiClient]
) -> None:
    told = paper(client("admin", language="en"), "sales_delivery", delivery)

    assert told["title"] == "Sales delivery"
    assert told["words"] is None
    assert told["signatures"][-1]["label"] == "Customer: received by"


def test_without_prices_nothing_of_money_leaves_the_server(shop: Shop, delivery: Any) -> None:
    told = paper(shop.client, "sales_delivery", delivery, "?prices=false")

    assert columns(told) == ["product_code", "product", "unit", "quantity", "remark"]
    assert (told["totals"], told["words"]) == ([], None)
    assert told["tables"][0]["sums"] == {"quantity": "15"}
    assert "59.33" not in str(told)


def test_what_is_hidden_from_a_role_is_on_no_paper_of_theirs(
    shop: Shop, client: Callable[..., ApiClient]
) -> None:
    receipt = shop.make("purchase_receipt", line("S1", 10, "2.5"))

    told = paper(client("warehouse"), "purchase_receipt", receipt)

    assert columns(told) == ["product_code", "product", "unit", "quantity"]
    assert (told["totals"], told["words"]) == ([], None)
    assert "28.25" not in str(told)


def test_the_name_of_the_day_of_confirming_is_printed(shop: Shop, delivery: Any) -> None:
    product = shop.read("product", {"id": shop.ids["S1"]})
    shop.change("product", product, name="改名的螺丝")

    told = paper(shop.client, "sales_delivery", delivery)

    assert told["tables"][0]["rows"][0]["product"] == "螺丝 1 号"


def test_who_made_and_who_confirmed_it_stand_at_the_signatures(
    shop: Shop, client: Callable[..., ApiClient]
) -> None:
    seller = client("sales")
    order = shop.ok(
        seller.post(
            "/records/sales_order",
            {"partner": {"code": "P1"}, "warehouse": {"code": "CK01"}, "lines": [line("S1", 1)]},
        ),
        201,
    )
    shop.do("sales_order", order, "confirm")

    signed = {
        one["label"]: one["name"] for one in paper(shop.client, "sales_order", order)["signatures"]
    }

    assert signed["制单人"].startswith("sales-")
    assert signed["审核人"].startswith("admin-")
    assert signed["客户签章"] == ""


def test_printing_is_noted_with_the_person_and_counted(
    shop: Shop, delivery: Any, client: Callable[..., ApiClient]
) -> None:
    other = client("warehouse")
    body = {"ids": [delivery["id"]]}

    first = shop.ok(shop.client.post("/records/sales_delivery/print", body))
    again = shop.ok(other.post("/records/sales_delivery/print", body))

    assert [first["items"][0]["count"], again["items"][0]["count"]] == [1, 2]
    printed = paper(shop.client, "sales_delivery", delivery)["printed"]
    assert printed["count"] == 2
    assert printed["last_by"]["name"].startswith("warehouse-")
    trail = shop.ok(shop.client.get(f"/records/sales_delivery/{delivery['id']}/audit"))["items"]
    assert [one["action"] for one in trail[:2]] == ["print", "print"]


def test_the_same_key_notes_one_printing(shop: Shop, delivery: Any) -> None:
    body = {"ids": [delivery["id"], delivery["id"]]}

    for _time in range(2):
        shop.ok(shop.client.post("/records/sales_delivery/print", body, key="p-1"))

    assert paper(shop.client, "sales_delivery", delivery)["printed"]["count"] == 1


def test_many_are_printed_in_the_order_asked_for_by_as_many_statements_as_one(
    shop: Shop, statements: Any
) -> None:
    made = [shop.make("sales_order", line("S1", n), line("S2", n)) for n in range(1, 7)]
    ids = [one["id"] for one in reversed(made)]

    with statements() as few:
        one = shop.ok(shop.client.get(f"/records/sales_order/print?ids={ids[0]}"))
    with statements() as more:
        all_of_them = shop.ok(shop.client.get(f"/records/sales_order/print?ids={','.join(ids)}"))

    assert [paper["id"] for paper in all_of_them["items"]] == ids
    assert all_of_them["items"][0] == one["items"][0]
    assert len(more) == len(few) <= 14


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("print", 422, "print.which"),
        ("print?ids=x", 422, "parameter.invalid"),
        ("print?ids={id}&prices=no", 422, "parameter.invalid"),
        ("print?ids={id}&colour=red", 422, "parameter.unknown"),
        ("print?ids={id},{other}", 404, "record.not_found"),
        ("{other}/print", 404, "record.not_found"),
        ("nonsense/print", 404, "record.not_found"),
    ],
)
def test_what_cannot_be_printed_is_said(
    shop: Shop, delivery: Any, path: str, status: int, code: str
) -> None:
    asked = path.format(id=delivery["id"], other=uuid4())

    answer = shop.client.get(f"/records/sales_delivery/{asked}")

    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    "body", [{}, {"ids": []}, {"ids": ["x"]}, {"ids": [1]}, {"ids": None}, [], {"ids": [], "x": 1}]
)
def test_a_note_that_names_nothing_is_refused(shop: Shop, body: Any) -> None:
    before = shop.everything()

    assert shop.client.post("/records/sales_order/print", body).status_code == 422
    assert shop.everything() == before


def test_who_may_not_print_gets_no_paper_and_leaves_no_note(
    shop: Shop, delivery: Any, client: Callable[..., ApiClient]
) -> None:
    role = {"name": "看单", "permissions": {"sales_delivery": ["view"]}, "hidden": []}
    made = shop.ok(shop.client.post("/roles", role), 201)
    reader = client(made["code"])
    before = shop.everything()

    asked = reader.get(f"/records/sales_delivery/{delivery['id']}/print")
    listed = reader.get("/records/sales_delivery/print/list")
    noted = reader.post("/records/sales_delivery/print", {"ids": [delivery["id"]]})

    assert [asked.status_code, listed.status_code, noted.status_code] == [403, 403, 403]
    assert shop.everything() == before


def test_a_paper_of_another_company_is_not_found(
    shop: Shop, delivery: Any, client: Callable[..., ApiClient], other_company: Any
) -> None:
    stranger = client("admin", company=other_company)
    body = {"ids": [delivery["id"]]}

    assert stranger.get(f"/records/sales_delivery/{delivery['id']}/print").status_code == 404
    assert stranger.post("/records/sales_delivery/print", body).status_code == 404


def test_masters_have_a_paper_too(shop: Shop) -> None:
    told = paper(shop.client, "product", {"id": shop.ids["S1"]})

    header = {one["field"]["label"]: one["value"] for one in told["header"]}
    assert (told["title"], header["编码"]) == ("商品", "S1")
    assert told["signatures"] == []


def test_a_list_on_paper_has_the_columns_that_were_chosen(shop: Shop, delivery: Any) -> None:
    path = "/records/sales_delivery/print/list"

    told = shop.ok(shop.client.get(f"{path}?fields=number,total,remark"))

    assert [one["name"] for one in told["columns"]] == ["number", "total", "remark"]
    assert told["rows"] == [{"number": delivery["number"], "total": "59.33", "remark": ""}]
    refused = shop.client.get(f"{path}?fields=number,secret")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "fields")


def test_a_list_on_paper_has_its_columns_sums_and_how_many_there_are(shop: Shop) -> None:
    for quantity in (1, 2):
        shop.make("sales_order", line("S1", quantity, "4"))

    told = shop.ok(shop.client.get("/records/sales_order/print/list?sort=total"))

    assert (told["title"], told["total"]) == ("销售订单", 2)
    assert [row["total"] for row in told["rows"]] == ["4.52", "9.04"]
    assert told["rows"][0]["partner"] == "华联商贸"
    assert told["sums"]["total"] == "13.56"
    assert "id" not in told["rows"][0]


def test_a_copy_is_a_draft_of_today_with_the_same_lines_and_no_link(
    shop: Shop, delivery: Any
) -> None:
    order = shop.make("sales_order", line("S1", 5, "4", discount="10"), discount="1", remark="急")
    delivered = shop.convert("sales_order", order, "sales_delivery")

    copied = shop.ok(shop.client.post(f"/records/sales_delivery/{delivered['id']}/copy"), 201)

    assert (copied["state"], copied["number"], copied["remark"]) == ("draft", "", "")
    assert copied["lines"][0]["order_line"] is None
    assert copied["total"] == delivered["total"] == order["total"]
    assert {copied["lines"][0]["id"]}.isdisjoint({delivered["lines"][0]["id"]})
    chain = shop.ok(shop.client.get(f"/records/sales_delivery/{copied['id']}/chain"))
    assert chain == {"before": [], "after": []}
    again = shop.ok(shop.client.post(f"/records/sales_order/{order['id']}/copy"), 201)
    assert (again["remark"], again["discount"]) == ("急", "1.00")


def test_a_copy_takes_no_archived_product_and_leaves_nothing_behind(
    shop: Shop, delivery: Any
) -> None:
    shop.rows("UPDATE masters_product SET active = false WHERE code = 'S2' RETURNING id")
    before = shop.everything()

    answer = shop.client.post(f"/records/sales_delivery/{delivery['id']}/copy")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "lines.1.product"
    assert shop.everything() == before


def test_who_may_not_add_copies_nothing(
    shop: Shop, delivery: Any, client: Callable[..., ApiClient]
) -> None:
    finance = client("finance")

    answer = finance.post(f"/records/sales_delivery/{delivery['id']}/copy")

    assert answer.status_code == 403
    assert shop.client.post(f"/records/product/{shop.ids['S1']}/copy").status_code == 404


def test_a_payment_repeats_its_amount_in_capitals_and_no_storekeeper_signs_it(
    shop: Shop,
) -> None:
    shop.partner("K9", "学校")
    account = shop.ok(shop.client.get("/records/funds_account"))["items"][0]["id"]
    who = {"partner": {"code": "K9"}, "funds_account": {"id": account}}
    paid = {**who, "amount": "1234.50"}
    made = shop.ok(shop.client.post("/records/customer_payment", paid), 201)

    told = paper(shop.client, "customer_payment", made)

    assert told["words"] == "壹仟贰佰叁拾肆元伍角整"
    assert [one["label"] for one in told["signatures"]] == ["制单人", "审核人"]


def test_a_payment_says_which_documents_it_settles(shop: Shop, delivery: Any) -> None:
    account = shop.ok(shop.client.get("/records/funds_account"))["items"][0]["id"]
    items = shop.ok(shop.client.get(f"/owed/items?partner={delivery['partner']['id']}"))["items"]
    paid = {
        "partner": {"code": "K9"},
        "funds_account": {"id": account},
        "amount": "10",
        "lines": [{"item": items[0]["id"], "amount": "10"}],
    }
    made = shop.ok(shop.client.post("/records/customer_payment", paid), 201)

    told = paper(shop.client, "customer_payment", made)

    assert columns(told)[0] == "number"
    assert told["tables"][0]["rows"][0]["number"] == delivery["number"]


def test_parts_of_a_bundle_stand_on_paper_without_a_price_and_are_not_added_up(
    shop: Shop, delivery: Any
) -> None:
    parts = [{"part": {"code": "S1"}, "quantity": 2}]
    shop.product("TZ", "套装", kind="bundle", parts=parts)
    sale = shop.make("sales_delivery", line("TZ", 3, "9"))

    (table,) = paper(shop.client, "sales_delivery", sale)["tables"]

    told = [(row["product_code"], row["quantity"], row["unit_price"]) for row in table["rows"]]
    assert told == [("TZ", "3", "9"), ("S1", "6", "")]
    assert [row["bundle"] for row in table["rows"]] == ["", "套装"]
    assert (table["sums"]["quantity"], table["sums"]["amount"]) == ("3", "27.00")
