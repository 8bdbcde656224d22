"""Invoices and payments: what is owed, what is paid, and goods worth what their invoice says."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.support.shop import Shop, line

Document = dict[str, Any]


@pytest.fixture
def trade(shop: Shop) -> Shop:
    shop.product("LS8", "螺丝 M8", purchase_price="10")
    shop.partner("K2", "城西装修队")
    return shop


def items(shop: Shop, kind: str, partner: str) -> list[dict[str, Any]]:
    found = shop.ok(shop.client.get(f"/owed/items?partner={shop.ids[partner]}&kind={kind}"))
    return found["items"]


def receipt(shop: Shop, quantity: int = 10, price: str = "10") -> Document:
    return shop.make("purchase_receipt", line("LS8", quantity, price))


def invoice(shop: Shop, made: Document, **fields: Any) -> Document:
    """The draft of an invoice for all of `made`, with the first line changed."""
    target = "purchase_invoice" if made["number"].startswith("CGRK") else "sales_invoice"
    form = "purchase_receipt" if target == "purchase_invoice" else "sales_delivery"
    draft = shop.convert(form, made, target)
    if fields:
        row = {"id": draft["lines"][0]["id"], **fields}
        draft = shop.change(target, draft, lines=[row])
    return shop.do(target, draft, "confirm")


def test_an_invoice_that_agrees_moves_what_is_owed_and_its_tax(trade: Shop) -> None:
    got = receipt(trade)
    assert trade.account("220202") == Decimal("-100.00")
    paper = invoice(trade, got)
    assert (paper["amount"], paper["tax"], paper["difference"]) == ("100.00", "13.00", "0.00")
    assert trade.account("220202") == 0
    assert trade.account("220201") == Decimal("-113.00")
    assert trade.account("22210101") == Decimal("13.00")
    assert trade.owed("payable") == Decimal("113.00")
    assert trade.differences() == []


def test_an_invoice_that_differs_changes_what_is_left_and_what_was_sold(trade: Shop) -> None:
    got = receipt(trade)
    trade.make("sales_delivery", line("LS8", 4, "20"), partner={"code": "K1"})
    assert trade.account("5401") == Decimal("40.00")
    paper = invoice(trade, got, amount="110", tax=None)
    assert (paper["tax"], paper["difference"]) == ("14.30", "11.30")
    assert paper["lines"][0]["difference"] == "10.00"
    assert trade.account("5401") == Decimal("44.00")
    assert trade.stock("LS8")["value"] == "66.00"
    assert trade.account("220202") == 0
    assert trade.account("220201") == Decimal("-124.30")
    assert trade.owed("payable") == Decimal("124.30")
    assert trade.differences() == []

    trade.do("purchase_invoice", paper, "cancel")
    assert trade.account("5401") == Decimal("40.00")
    assert trade.stock("LS8")["value"] == "60.00"
    assert trade.account("220202") == Decimal("-100.00")
    assert trade.account("220201") == 0
    assert trade.owed("payable") == Decimal("113.00")
    assert trade.differences() == []


def test_an_invoice_is_paid_with_what_it_says_more_and_no_more_than_is_on_it(
    trade: Shop,
) -> None:
    got = receipt(trade)  # 10 at 10, 113.00
    draft = trade.convert("purchase_receipt", got, "purchase_invoice")
    row = {"id": draft["lines"][0]["id"], "quantity": "6", "amount": "66", "tax": None}
    paper = trade.change("purchase_invoice", draft, lines=[row])
    paper = trade.do("purchase_invoice", paper, "confirm")
    assert (paper["total"], paper["difference"]) == ("74.58", "6.78")
    assert "supplier_payment" in paper["conversions"]

    payment = trade.convert("purchase_invoice", paper, "supplier_payment")
    assert (payment["amount"], [one["amount"] for one in payment["lines"]]) == (
        "74.58",
        ["67.80", "6.78"],
    )
    trade.do("supplier_payment", payment, "confirm")
    assert trade.owed("payable") == Decimal("45.20")
    second = trade.convert("purchase_receipt", got, "purchase_invoice")
    second = trade.do("purchase_invoice", second, "confirm")
    part = trade.convert("purchase_invoice", second, "supplier_payment")
    assert part["amount"] == "45.20"
    row = {"id": part["lines"][0]["id"], "amount": "20"}
    part = trade.change("supplier_payment", part, amount="20", lines=[row])
    trade.do("supplier_payment", part, "confirm")
    rest = trade.convert("purchase_invoice", second, "supplier_payment")
    assert [one["amount"] for one in rest["lines"]] == ["25.20"]
    done = trade.client.post(f"/records/purchase_invoice/{paper['id']}/convert/supplier_payment")
    assert (done.status_code, done.json()["code"]) == (409, "payment.nothing_owed")
    assert trade.differences() == []


def test_an_ordinary_invoice_makes_its_tax_part_of_the_cost(trade: Shop) -> None:
    got = receipt(trade)
    draft = trade.convert("purchase_receipt", got, "purchase_invoice")
    draft = trade.change("purchase_invoice", draft, invoice_kind="ordinary")
    trade.do("purchase_invoice", draft, "confirm")
    assert trade.stock("LS8")["value"] == "113.00"
    assert trade.account("22210101") == 0
    assert trade.owed("payable") == Decimal("113.00")
    assert trade.differences() == []


def test_parts_of_a_line_are_invoiced_to_the_cent(trade: Shop) -> None:
    got = receipt(trade, 3, "33.34")  # 100.02 and 13.00 of tax
    amounts: list[tuple[str, str]] = []
    for _part in range(3):
        draft = trade.convert("purchase_receipt", got, "purchase_invoice")
        row = {"id": draft["lines"][0]["id"], "quantity": "1", "amount": None, "tax": None}
        draft = trade.change("purchase_invoice", draft, lines=[row])
        done = trade.do("purchase_invoice", draft, "confirm")
        amounts.append((done["amount"], done["tax"]))
    assert amounts == [("33.34", "4.33"), ("33.34", "4.34"), ("33.34", "4.33")]
    assert trade.account("220202") == 0
    answer = trade.client.post(f"/records/purchase_receipt/{got['id']}/convert/purchase_invoice")
    assert answer.json()["code"] == "convert.nothing_open"
    assert trade.differences() == []


def test_more_than_was_received_is_not_invoiced(trade: Shop) -> None:
    got = receipt(trade)
    draft = trade.convert("purchase_receipt", got, "purchase_invoice")
    draft = trade.change(
        "purchase_invoice", draft, lines=[{"id": draft["lines"][0]["id"], "quantity": "11"}]
    )
    before = trade.everything()
    answer = trade.act("purchase_invoice", draft, "confirm")
    assert answer.json()["code"] == "follow.more_than_open"
    assert trade.everything() == before


def test_a_sales_invoice_makes_the_tax_due_and_a_difference_revenue(trade: Shop) -> None:
    receipt(trade)
    sold = trade.make("sales_delivery", line("LS8", 10, "20"), partner={"code": "K1"})
    assert trade.account("222108") == Decimal("-26.00")
    paper = invoice(trade, sold, amount="190", tax="24.70")
    assert paper["difference"] == "-11.30"
    assert trade.account("222108") == 0
    assert trade.account("22210106") == Decimal("-24.70")
    assert trade.account("5001") == Decimal("-190.00")
    assert trade.owed("receivable") == Decimal("214.70")
    assert trade.differences() == []
    refused = trade.act("sales_delivery", sold, "reopen")
    assert refused.json()["code"] == "document.has_successors"


def test_a_customer_pays_in_parts_and_too_much(trade: Shop) -> None:
    receipt(trade)
    sold = trade.make("sales_delivery", line("LS8", 10, "20"), partner={"code": "K1"})
    draft = trade.convert("sales_delivery", sold, "customer_payment")
    assert draft["amount"] == "226.00"
    assert draft["lines"][0]["number"] == sold["number"]
    row = {"id": draft["lines"][0]["id"], "amount": "100"}
    draft = trade.change("customer_payment", draft, amount="99.5", discount="0.5", lines=[row])
    first = trade.do("customer_payment", draft, "confirm")
    assert (first["settled_amount"], first["advance"]) == ("100.00", "0.00")
    assert trade.owed("receivable") == Decimal("126.00")
    assert trade.account("1122") == Decimal("126.00")
    assert trade.account("1001") == Decimal("99.50")
    assert trade.account("5603") == Decimal("0.50")

    open_item = items(trade, "receivable", "K1")[0]["id"]
    second = trade.make(
        "customer_payment",
        {"item": open_item},
        partner={"code": "K1"},
        amount="200",
        funds_account={"code": "ZJ02"},
    )
    assert (second["settled_amount"], second["advance"]) == ("126.00", "74.00")
    assert trade.account("1122") == 0
    assert trade.account("2203") == Decimal("-74.00")
    assert trade.owed("receivable") == Decimal("-74.00")
    assert trade.differences() == []

    refused = trade.act("sales_delivery", sold, "cancel")
    assert refused.json()["code"] == "ledger.settled_already"
    assert second["number"] in refused.json()["detail"]

    credit = items(trade, "receivable", "K1")[0]["id"]
    trade.make("customer_payment", {"item": credit}, partner={"code": "K1"}, amount="-74")
    assert trade.owed("receivable") == 0
    assert trade.differences() == []
    used = trade.act("customer_payment", second, "reopen")
    assert used.json()["code"] == "ledger.settled_already"
    again = trade.do("customer_payment", first, "reopen")
    assert again["state"] == "draft"
    assert trade.owed("receivable") == Decimal("100.00")
    assert trade.differences() == []


def test_goods_are_paid_before_their_invoice_comes(trade: Shop) -> None:
    got = receipt(trade)
    draft = trade.convert("purchase_receipt", got, "supplier_payment")
    paid = trade.do("supplier_payment", draft, "confirm")
    assert paid["settled_amount"] == "113.00"
    assert trade.owed("payable") == 0
    assert (trade.account("220201"), trade.account("220202")) == (Decimal("113"), Decimal("-100"))
    assert trade.differences() == []
    invoice(trade, got)
    assert (trade.account("220201"), trade.account("220202")) == (0, 0)
    assert trade.owed("payable") == 0
    assert trade.differences() == []


@pytest.mark.parametrize(
    ("fields", "rows", "code", "place"),
    [
        ({"amount": "10"}, [{"item": "open", "amount": "11"}], "payment.settles_more", "amount"),
        ({"amount": "500"}, [{"item": "open", "amount": "227"}], "ledger.not_so_much_left", "0"),
        ({"amount": "0"}, [{"item": "open", "amount": "-1"}], "ledger.not_so_much_left", "0"),
        ({"amount": "0"}, [], "payment.nothing", "amount"),
        ({"amount": "-5"}, [], "payment.nothing_to_refund", "lines"),
        ({"amount": "0.001"}, [], "payment.digits", "amount"),
        ({"amount": "226"}, [{"item": "open"}, {"item": "open"}], "payment.item_twice", "1"),
        ({"amount": "1"}, [{"item": "none"}], "ledger.no_such_item", "0"),
        ({"amount": "1", "partner": "K2"}, [{"item": "open"}], "ledger.item_of_another", "0"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_moves(
    trade: Shop, fields: dict[str, str], rows: list[dict[str, str]], code: str, place: str
) -> None:
    receipt(trade)
    trade.make("sales_delivery", line("LS8", 10, "20"), partner={"code": "K1"})
    known = items(trade, "receivable", "K1")[0]["id"]
    nobody = "00000000-0000-7000-8000-000000000000"
    told = [{**row, "item": known if row["item"] == "open" else nobody} for row in rows]
    header = {"partner": {"code": "K1"}, **fields}
    if "partner" in fields:
        header["partner"] = {"code": fields["partner"]}
    before = trade.everything()
    answer = trade.send("customer_payment", *told, **header)
    assert answer.status_code == 422 or answer.status_code == 409, answer.content
    problem = answer.json()
    found = [problem, *problem.get("errors", [])]
    assert code in [one.get("code") for one in found]
    assert any(place in str(one.get("field")) for one in found)
    assert trade.everything() == before


def steps(shop: Shop, form: str, record: Document) -> tuple[set[str], set[str]]:
    """Numbers of what led to a document and of what came of it; a draft has none yet."""
    chain = shop.ok(shop.client.get(f"/records/{form}/{record['id']}/chain"))
    before, after = ({one["number"] or one["form"] for one in chain[side]} for side in chain)
    return before, after


def test_a_delivery_its_invoice_and_its_payment_lead_to_each_other(trade: Shop) -> None:
    receipt(trade)
    sold = trade.make("sales_delivery", line("LS8", 10, "20"), partner={"code": "K1"})
    assert {"reopen", "cancel"} <= set(sold["actions"])
    assert "customer_payment" in sold["conversions"]
    draft = trade.convert("sales_delivery", sold, "customer_payment")
    assert steps(trade, "sales_delivery", sold) == (set(), {"customer_payment"})
    assert steps(trade, "customer_payment", draft) == ({sold["number"]}, set())
    paper = invoice(trade, sold)
    paid = trade.do("customer_payment", draft, "confirm")

    assert steps(trade, "sales_delivery", sold) == (set(), {paper["number"], paid["number"]})
    assert steps(trade, "sales_invoice", paper) == ({sold["number"]}, {paid["number"]})
    assert steps(trade, "customer_payment", paid) == ({sold["number"], paper["number"]}, set())

    trade.do("customer_payment", paid, "reopen")
    trade.do("customer_payment", paid, "cancel")
    assert steps(trade, "sales_delivery", sold) == (set(), {paper["number"]})
    assert steps(trade, "customer_payment", paid) == (set(), set())


def test_what_else_stands_on_an_invoice_is_not_said_to_lead_to_a_payment(trade: Shop) -> None:
    receipt(trade)
    order = trade.make("sales_order", line("LS8", 2, "20"), partner={"code": "K1"})
    first = trade.convert("sales_order", order, "sales_delivery")
    first = trade.do("sales_delivery", first, "confirm")
    other = trade.make("sales_delivery", line("LS8", 3, "20"), partner={"code": "K1"})
    named = {"delivery_line": first["lines"][0]["id"]}, {"delivery_line": other["lines"][0]["id"]}
    rows = line("LS8", 2, **named[0]), line("LS8", 3, **named[1])
    told = {"partner": {"code": "K1"}, "lines": rows}
    paper = trade.ok(trade.client.post("/records/sales_invoice?then=confirm", told), 201)
    paid = trade.convert("sales_delivery", first, "customer_payment")
    paid = trade.do("customer_payment", paid, "confirm")

    led = {order["number"], first["number"], paper["number"]}
    assert steps(trade, "customer_payment", paid) == (led, set())
    assert steps(trade, "sales_delivery", other) == (set(), {paper["number"]})
    assert paid["number"] in steps(trade, "sales_invoice", paper)[1]


def test_what_is_paid_is_not_offered_for_payment_nor_taken_back(trade: Shop) -> None:
    got = receipt(trade)
    draft = trade.convert("purchase_receipt", got, "supplier_payment")
    row = {"id": draft["lines"][0]["id"], "amount": "13"}
    part = trade.change("supplier_payment", draft, amount="13", lines=[row])
    trade.do("supplier_payment", part, "confirm")
    half = trade.read("purchase_receipt", got)
    assert "supplier_payment" in half["conversions"]
    assert not {"reopen", "cancel"} & set(half["actions"])

    rest = trade.convert("purchase_receipt", got, "supplier_payment")
    assert rest["amount"] == "100.00"
    trade.do("supplier_payment", rest, "confirm")
    whole = trade.read("purchase_receipt", got)
    assert "supplier_payment" not in whole["conversions"]
    assert "purchase_invoice" in whole["conversions"]
    before = trade.everything()
    again = trade.client.post(f"/records/purchase_receipt/{got['id']}/convert/supplier_payment")
    assert again.json()["code"] == "payment.nothing_owed"
    assert trade.everything() == before

    trade.do("supplier_payment", rest, "cancel")
    assert "supplier_payment" in trade.read("purchase_receipt", got)["conversions"]


def test_an_advance_that_is_used_leads_to_where_it_was_used(trade: Shop) -> None:
    receipt(trade)
    ahead = trade.make("customer_payment", partner={"code": "K1"}, amount="226")
    sold = trade.make("sales_delivery", line("LS8", 10, "20"), partner={"code": "K1"})
    rows = [{"item": one["id"]} for one in items(trade, "receivable", "K1")]
    used = trade.make("customer_payment", *rows, partner={"code": "K1"}, amount="0")

    assert trade.owed("receivable") == 0
    both = {sold["number"], ahead["number"]}
    assert steps(trade, "customer_payment", used) == (both, set())
    assert steps(trade, "customer_payment", ahead) == (set(), {used["number"]})
    assert trade.differences() == []
