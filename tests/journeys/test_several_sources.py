"""The month's receipts on one invoice: several documents go on as one, from a list or line by
line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from huolang.documents import offering
from huolang.kernel import sql
from tests.support.client import ApiClient
from tests.support.credit import returned
from tests.support.shop import Shop, days_ago, line

Told = dict[str, Any]


def together(shop: Shop, form: str, target: str, *documents: Told, **more: Any) -> Any:
    body = {"ids": [one["id"] for one in documents], **more}
    return shop.client.post(f"/records/{form}/convert/{target}", body)


def offered(shop: Shop, form: str, **asked: str) -> Any:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return shop.client.get(f"/records/{form}/sources?{query}")


def refused(answer: Any) -> tuple[int, str, str]:
    told = answer.json()
    return answer.status_code, told["code"], told["errors"][0]["field"]


@pytest.fixture
def month(trade: Shop) -> tuple[Shop, list[Told]]:
    """Two receipts of one supplier, twenty days apart; of the second, two came back."""
    first = trade.make("purchase_receipt", line("LS8", 10, "10"), date=days_ago(20))
    second = trade.make("purchase_receipt", line("LS8", 5, "12"), line("DL", 4, "7"))
    returned(trade, second, 2)
    return trade, [first, second]


def test_the_receipts_of_a_month_are_one_invoice(month: tuple[Shop, list[Told]]) -> None:
    shop, receipts = month
    later, earlier = reversed(receipts), receipts

    made = shop.ok(together(shop, "purchase_receipt", "purchase_invoice", *later), 201)

    rows = [(row["product"]["code"], row["quantity"], row["amount"]) for row in made["lines"]]
    assert rows == [
        ("LS8", "10", "100.00"),
        ("LS8", "5", "60.00"),
        ("LS8", "2", "-24.00"),
        ("DL", "4", "28.00"),
    ]
    assert (made["state"], made["partner"]["code"], made["total"]) == ("draft", "P1", "185.32")
    done = shop.do("purchase_invoice", made, "confirm")
    chain = shop.ok(shop.client.get(f"/records/purchase_invoice/{done['id']}/chain"))
    assert {one["number"] for one in chain["before"]} >= {one["number"] for one in earlier}
    before = shop.everything()
    again = together(shop, "purchase_receipt", "purchase_invoice", *earlier)
    assert refused(again) == (409, "convert.nothing_open_of", "")
    assert earlier[0]["number"] in again.json()["detail"]
    assert shop.everything() == before
    assert shop.differences() == []


def test_what_does_not_fit_together_is_refused_in_words(month: tuple[Shop, list[Told]]) -> None:
    shop, receipts = month
    shop.partner("P9", "另一家")
    other = shop.make("purchase_receipt", line("DL", 1, "5"), partner={"code": "P9"})
    draft = shop.make("purchase_receipt", line("DL", 1, "5"), then=None)
    gross = shop.make("purchase_receipt", line("DL", 1, "5"), tax_included=True)
    before = shop.everything()

    ask = "purchase_receipt", "purchase_invoice"
    theirs = together(shop, *ask, receipts[0], other)
    open_ = together(shop, *ask, receipts[0], draft)
    one = together(shop, "purchase_receipt", "inspection", *receipts)
    taxed = together(shop, "purchase_receipt", "purchase_return", receipts[0], gross)
    unknown = together(shop, *ask, receipts[0], {"id": str(uuid4())})
    odd = together(shop, *ask, receipts[0], {"id": "x"})
    none = together(shop, *ask)
    many = together(shop, *ask, *[{"id": str(uuid4())}] * 101)

    assert refused(theirs) == (409, "convert.they_differ", "ids.1")
    first, second = receipts[0]["number"], other["number"]
    assert theirs.json()["detail"] == (
        f"所选单据的供应商不同，不能合成一张：{first} 是“P1 永固螺丝厂”，{second} 是“P9 另一家”"
    )
    assert refused(open_)[:2] == (409, "convert.one_in_wrong_state")
    assert refused(one)[:2] == (409, "convert.one_by_one")
    assert refused(taxed)[:2] == (409, "convert.they_differ")
    assert f"{gross['number']} 是“是”" in taxed.json()["detail"]
    assert refused(unknown) == (404, "record.not_found", "ids.1")
    assert refused(odd) == (422, "field.wrong_type", "ids.1")
    assert refused(none) == (422, "field.required", "ids")
    assert refused(many) == (422, "convert.too_many", "ids")
    assert shop.everything() == before
    papers = [shop.ok(together(shop, *ask, receipts[0], gross), 201)]
    assert [row["amount"] for row in papers[0]["lines"]] == ["100.00", "4.42"]


def test_documents_of_several_partners_are_one_draft_for_each(
    month: tuple[Shop, list[Told]],
) -> None:
    shop, receipts = month
    shop.partner("P9", "另一家")
    theirs = shop.make("purchase_receipt", line("DL", 1, "5"), partner={"code": "P9"})
    ids = [one["id"] for one in (*receipts, theirs)]
    path = "/records/purchase_receipt/convert/purchase_invoice/apart"

    made = shop.ok(shop.client.post(path, {"ids": ids}, key="apart"), 201)["drafts"]
    again = shop.ok(shop.client.post(path, {"ids": ids}, key="apart"), 201)["drafts"]

    told = [(one["record"]["partner"]["code"], one["documents"]) for one in made]
    assert told == [("P1", 2), ("P9", 1)]
    assert [one["record"]["total"] for one in made] == ["185.32", "5.65"]
    assert {one["record"]["state"] for one in made} == {"draft"}
    assert [one["record"]["id"] for one in again] == [one["record"]["id"] for one in made]
    assert shop.one("SELECT count(*) FROM purchasing_purchaseinvoice") == 2
    for one in made:
        shop.do("purchase_invoice", one["record"], "confirm")
    before = shop.everything()
    assert refused(shop.client.post(path, {"ids": ids}))[:2] == (409, "convert.nothing_open_of")
    assert shop.everything() == before
    assert shop.differences() == []


def test_of_several_partners_none_goes_on_when_one_document_cannot(
    month: tuple[Shop, list[Told]], client: Callable[..., ApiClient]
) -> None:
    shop, receipts = month
    shop.partner("P9", "另一家")
    draft = shop.make("purchase_receipt", line("DL", 1, "5"), partner={"code": "P9"}, then=None)
    path = "/records/purchase_receipt/convert/purchase_invoice/apart"
    ids = {"ids": [receipts[0]["id"], draft["id"]]}
    before = shop.everything()

    state, more = shop.client.post(path, ids), shop.client.post(path, {**ids, "lines": []})

    assert refused(state)[:2] == (409, "convert.one_in_wrong_state")
    assert draft["number"] in state.json()["detail"] or not draft["number"]
    assert refused(more) == (422, "field.unknown", "lines")
    assert client("sales").post(path, ids).status_code == 403
    assert shop.everything() == before


def test_a_part_of_them_goes_on_as_it_is_asked(month: tuple[Shop, list[Told]]) -> None:
    shop, receipts = month
    lines = [
        {"source": one["lines"][0]["id"], "base_quantity": many}
        for one, many in zip(receipts, ("4", "5"), strict=True)
    ]

    made = together(shop, "purchase_receipt", "purchase_invoice", *receipts, lines=lines)

    rows = shop.ok(made, 201)["lines"]
    assert [(row["quantity"], row["amount"]) for row in rows] == [("4", "40.00"), ("5", "60.00")]


def test_it_happens_once_and_only_for_whom_it_may(
    month: tuple[Shop, list[Told]], client: Callable[..., ApiClient]
) -> None:
    shop, receipts = month
    body = {"ids": [one["id"] for one in receipts]}
    path = "/records/purchase_receipt/convert/purchase_invoice"

    first = shop.client.post(path, body, key="month")
    again = shop.client.post(path, body, key="month")
    seller = client("sales").post(path, body)

    assert (first.status_code, again.json()["id"]) == (201, first.json()["id"])
    assert seller.status_code == 403
    assert shop.one("SELECT count(*) FROM purchasing_purchaseinvoice") == 1


def test_many_take_no_more_statements_than_two(trade: Shop) -> None:
    receipts = [trade.make("purchase_receipt", line("LS8", 1, "10")) for _ in range(10)]
    ask = "purchase_receipt", "purchase_invoice"

    with sql.counting() as two:
        trade.ok(together(trade, *ask, *receipts[:2]), 201)
    with sql.counting() as ten:
        trade.ok(together(trade, *ask, *receipts), 201)
    with sql.counting() as few:
        shown = trade.ok(offered(trade, "purchase_invoice", partner=trade.ids["P1"]))
    trade.make("purchase_receipt", *[line("LS8", 1, "10")] * 5)
    with sql.counting() as more:
        trade.ok(offered(trade, "purchase_invoice", partner=trade.ids["P1"]))

    assert (len(ten), len(more), len(shown["items"])) == (len(two), len(few), 10)


def test_open_lines_are_offered_as_they_will_be_saved(month: tuple[Shop, list[Told]]) -> None:
    shop, receipts = month
    partner = shop.ids["P1"]

    found = shop.ok(offered(shop, "purchase_invoice", partner=partner))

    told = [
        (one["source"]["number"], one["line"]["quantity"], one["line"]["total"])
        for one in found["items"]
    ]
    first, second = (one["number"] for one in receipts)
    back = found["items"][-1]["source"]["number"]
    assert told == [
        (first, "10", "113.00"),
        (second, "5", "67.80"),
        (second, "4", "31.64"),
        (back, "2", "-27.12"),
    ]
    assert found["items"][-1]["source"]["form"] == "purchase_return"
    assert found["more"] is False
    line_of = found["items"][1]["line"]
    assert (line_of["net_price"], line_of["specification"]) == ("12", "")
    names = ("product", "unit", "quantity", "receipt_line", "return_line")
    lines = [
        {name: sent(one["line"][name]) for name in names if one["line"][name] is not None}
        for one in found["items"]
    ]
    made = shop.make("purchase_invoice", *lines, partner={"id": partner}, then="confirm")
    assert made["total"] == "185.32"
    assert shop.ok(offered(shop, "purchase_invoice", partner=partner))["items"] == []
    assert shop.differences() == []


def sent(value: Any) -> Any:
    return {"id": value["id"]} if isinstance(value, dict) else value


def test_lines_are_found_by_number_product_and_day(month: tuple[Shop, list[Told]]) -> None:
    shop, receipts = month

    def quantities(**asked: str) -> list[str]:
        found = shop.ok(offered(shop, "purchase_invoice", partner=shop.ids["P1"], **asked))
        return [one["line"]["quantity"] for one in found["items"]]

    assert quantities(q=receipts[0]["number"]) == ["10"]
    assert quantities(q="电缆") == ["4"]
    assert quantities(since=days_ago(3)) == ["5", "4", "2"]
    assert quantities(until=days_ago(3)) == ["10"]
    assert quantities(q="nothing") == []
    assert refused(offered(shop, "purchase_invoice")) == (422, "field.required", "partner")
    wrong = offered(shop, "purchase_invoice", partner="x")
    assert refused(wrong) == (422, "parameter.invalid", "partner")
    day = offered(shop, "purchase_invoice", partner=shop.ids["P1"], since="x")
    assert refused(day) == (422, "parameter.invalid", "since")
    assert offered(shop, "purchase_receipt", partner=shop.ids["P1"]).status_code == 404


def test_a_duplicate_supplier_s_receipts_are_offered_to_the_one_that_is_kept(
    month: tuple[Shop, list[Told]],
) -> None:
    shop, receipts = month
    shop.partner("P9", "永固", is_customer=False)
    other = shop.make("purchase_receipt", line("DL", 1, "5"), partner={"code": "P9"})
    shop.ok(shop.client.post(f"/records/partner/{shop.ids['P9']}/merge", {"into": shop.ids["P1"]}))

    found = shop.ok(offered(shop, "purchase_invoice", partner=shop.ids["P1"], q="电缆"))
    made = together(shop, "purchase_receipt", "purchase_invoice", receipts[0], other)

    assert [one["line"]["quantity"] for one in found["items"]] == ["4", "1"]
    made = shop.ok(made, 201)
    assert (made["partner"]["code"], made["total"]) == ("P1", "118.65")
    shop.do("purchase_invoice", made, "confirm")
    assert shop.differences() == []


def test_who_may_see_no_invoices_is_offered_nothing(
    month: tuple[Shop, list[Told]], client: Callable[..., ApiClient]
) -> None:
    shop, _receipts = month
    clerk = client("warehouse")
    answer = clerk.get(f"/records/purchase_invoice/sources?partner={shop.ids['P1']}")

    assert answer.status_code == 403


def test_a_line_of_no_receipt_says_where_to_begin(trade: Shop) -> None:
    before = trade.everything()

    answer = trade.send("purchase_invoice", line("LS8", 10), then=None)

    assert refused(answer) == (422, "invoice.no_source", "lines.0.product")
    assert "采购入库单、采购退货单、采购换货单" in answer.json()["detail"]
    assert "选源单" in answer.json()["detail"]
    assert trade.everything() == before
    empty = trade.send("purchase_invoice")
    assert refused(empty) == (422, "document.no_source_lines", "lines")
    assert trade.everything() == before


def test_two_orders_with_discounts_are_one_delivery(trade: Shop) -> None:
    trade.make("purchase_receipt", line("LS8", 50, "10"))
    customer = {"partner": {"code": "K1"}}
    orders = [
        trade.make("sales_order", line("LS8", 10, "20"), discount="10", **customer),
        trade.make("sales_order", line("LS8", 5, "30"), discount="5", **customer),
    ]

    made = trade.ok(together(trade, "sales_order", "sales_delivery", *orders), 201)

    assert [(row["quantity"], row["unit_price"]) for row in made["lines"]] == [
        ("10", "20"),
        ("5", "30"),
    ]
    assert (made["discount"], made["amount"]) == ("15.00", "335.00")
    trade.do("sales_delivery", made, "confirm")
    assert [trade.read("sales_order", one)["progress"] for one in orders] == ["done", "done"]
    assert trade.differences() == []


def test_goods_on_their_way_and_lent_goods_are_offered_too(trade: Shop) -> None:
    trade.make("purchase_receipt", line("LS8", 50, "10"))
    trade.warehouse("W2", "二号仓")
    moved = [
        trade.make("stock_transfer", line("LS8", many), into={"code": "W2"}, in_steps=True)
        for many in (3, 4)
    ]
    lent = [
        trade.make("loan", line("LS8", many), partner={"code": "K1"}, purpose="use")
        for many in (1, 2)
    ]
    own = trade.read("loan", lent[0])["warehouse"]["id"]

    coming = trade.ok(offered(trade, "transfer_receipt", warehouse=own, into=trade.ids["W2"]))[
        "items"
    ]
    out = trade.ok(offered(trade, "loan_return", partner=trade.ids["K1"], warehouse=own))["items"]

    assert [one["line"]["quantity"] for one in coming] == ["3", "4"]
    assert [one["line"]["quantity"] for one in out] == ["1", "2"]
    assert out[0]["line"]["loan_line"] == lent[0]["lines"][0]["id"]
    arrived = trade.ok(together(trade, "stock_transfer", "transfer_receipt", *moved), 201)
    back = trade.ok(together(trade, "loan", "loan_return", *lent), 201)
    trade.do("transfer_receipt", arrived, "confirm")
    trade.do("loan_return", back, "confirm")
    assert trade.differences() == []


def test_deliveries_of_bundles_that_are_invoiced_leave_room_for_others(
    trade: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    trade.make("purchase_receipt", line("LS8", 50, "10"), date=days_ago(2))
    parts = [{"part": {"code": "LS8"}, "quantity": "2"}]
    trade.product("TZ", "套装", kind="bundle", sales_price="60", parts=parts)
    customer = {"partner": {"code": "K1"}}
    first = trade.make("sales_delivery", line("TZ", 1, "60"), date=days_ago(1), **customer)
    paper = trade.convert("sales_delivery", first, "sales_invoice")
    trade.do("sales_invoice", paper, "confirm")
    second = trade.make("sales_delivery", line("TZ", 2, "60"), **customer)
    trade.make("sales_delivery", line("LS8", 1, "20"), **customer)
    monkeypatch.setattr(offering, "MOST_DOCUMENTS", 1)

    found = trade.ok(offered(trade, "sales_invoice", partner=trade.ids["K1"]))

    told = [(one["source"]["number"], one["line"]["quantity"]) for one in found["items"]]
    assert (told, found["more"]) == ([(second["number"], "2")], True)
