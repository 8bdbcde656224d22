"""Goods that come back are proposed at what was finally charged for them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support.credit import PENDING, WAITING, invoiced, received, returned
from tests.support.shop import Shop, line


def test_a_return_after_an_invoice_that_differs_is_proposed_at_its_price(trade: Shop) -> None:
    got = received(trade)
    paper = invoiced(trade, "purchase_receipt", got, amount="90", tax=None)

    draft = trade.convert("purchase_receipt", got, "purchase_return")

    assert (draft["lines"][0]["unit_price"], draft["amount"]) == ("9", "90.00")
    row = {"product": trade.ids["LS8"], "quantity": "10", "source": got["lines"][0]["id"]}
    asked = {"form": "purchase_return", "partner": trade.ids["P1"], "lines": [row]}
    (told,) = trade.ok(trade.client.post("/prices/proposals", asked))["items"]
    day = paper["date"]
    assert (told["price"], told["source"], told["record"]) == ("9", "invoice", paper["id"])
    assert told["text"] == f"按采购发票 {paper['number']} {day} 结算"
    back = trade.do("purchase_return", draft, "confirm")
    red = invoiced(trade, "purchase_return", back)
    assert (red["amount"], red["difference"]) == ("-90.00", "0.00")
    assert trade.account(WAITING) == 0
    assert trade.owed("payable") == 0
    assert trade.differences() == []


@pytest.mark.parametrize("included", [False, True])
def test_what_a_customer_was_billed_more_is_credited_too(trade: Shop, included: bool) -> None:
    """With a discount of the line's and one of the document's."""
    received(trade)
    row = line("LS8", 10, "20", discount="50")
    terms = {"partner": {"code": "K1"}, "tax_included": included, "discount": "10"}
    sold = trade.make("sales_delivery", row, **terms)
    paper = invoiced(trade, "sales_delivery", sold, amount="100", tax=None)
    assert Decimal(paper["difference"]) > 0

    draft = trade.convert("sales_delivery", sold, "sales_return")

    assert (draft["amount"], draft["total"]) == (paper["amount"], paper["total"])
    trade.do("sales_return", draft, "confirm")
    assert trade.owed("receivable") == 0
    invoiced(trade, "sales_return", draft)
    assert trade.account(PENDING) == 0
    assert trade.differences() == []


def test_a_program_that_names_no_price_gets_what_was_charged(trade: Shop) -> None:
    box = {"unit": {"code": "BOX"}, "numerator": "12", "denominator": "1"}
    trade.product("KL", "可乐", purchase_price="2", units=[box])
    got = trade.make("purchase_receipt", line("KL", 10, "24", unit={"code": "BOX"}))
    invoiced(trade, "purchase_receipt", got, amount="180", tax=None)

    row = line("KL", 6, receipt_line=got["lines"][0]["id"], unit={"code": "PCS"})
    back = trade.make("purchase_return", row)

    assert (back["lines"][0]["unit_price"], back["amount"]) == ("1.5", "9.00")
    assert trade.make("purchase_return", line("KL", 6))["lines"][0]["unit_price"] == "2"
    assert trade.differences() == []


def test_a_cancelled_invoice_charges_nothing(trade: Shop) -> None:
    got = received(trade)
    paper = invoiced(trade, "purchase_receipt", got, amount="90", tax=None)
    trade.do("purchase_invoice", paper, "cancel")

    draft = trade.convert("purchase_receipt", got, "purchase_return")

    assert draft["lines"][0]["unit_price"] == "10"


def test_returns_before_and_after_invoices_that_differ_credit_what_was_charged(
    trade: Shop,
) -> None:
    """Ten sold for 200, billed 210: five came back before that, five after it."""
    received(trade)
    sold = trade.make("sales_delivery", line("LS8", 10, "20"), partner={"code": "K1"})
    first = returned(trade, sold, 5)
    assert first["amount"] == "100.00"
    draft = trade.convert("sales_delivery", sold, "sales_invoice")
    black, red = draft["lines"]
    rows = [{"id": black["id"], "amount": "210", "tax": None}, {"id": red["id"]}]
    draft = trade.change("sales_invoice", draft, lines=rows)
    trade.do("sales_invoice", draft, "confirm")

    second = returned(trade, sold, 2)
    third = returned(trade, sold, 3)

    assert (second["amount"], third["amount"]) == ("44.00", "66.00")
    assert trade.owed("receivable") == 0
    for one in (second, third):
        invoiced(trade, "sales_return", one)
    assert trade.account(PENDING) == 0
    assert trade.differences() == []


def test_a_return_between_two_invoices_leaves_the_rest_its_own(trade: Shop) -> None:
    """Half is billed at 11 each and comes back; the other half is billed at 10 each."""
    received(trade)
    sold = trade.make("sales_delivery", line("LS8", 10, "20"), partner={"code": "K1"})
    half = {"quantity": "5", "tax": None}
    invoiced(trade, "sales_delivery", sold, amount="120", **half)
    first = returned(trade, sold, 5)
    assert first["amount"] == "110.00"
    invoiced(trade, "sales_delivery", sold, amount="90", **half)

    second = returned(trade, sold, 5)

    assert second["amount"] == "100.00"
    assert trade.owed("receivable") == 0
    invoiced(trade, "sales_return", second)
    assert trade.account(PENDING) == 0
    assert trade.differences() == []


def test_what_was_credited_for_less_is_not_made_up_for_later(trade: Shop) -> None:
    received(trade)
    sold = trade.make("sales_delivery", line("LS8", 10, "20"), partner={"code": "K1"})
    invoiced(trade, "sales_delivery", sold, amount="210", tax=None)
    assert returned(trade, sold, 1, unit_price="10")["amount"] == "10.00"

    rest = trade.convert("sales_delivery", sold, "sales_return")

    assert (rest["lines"][0]["unit_price"], rest["amount"]) == ("21", "189.00")


def test_thirds_come_back_to_the_cent(trade: Shop) -> None:
    received(trade)
    sold = trade.make("sales_delivery", line("LS8", 3, "3.3333"), partner={"code": "K1"})

    credited = [returned(trade, sold, 1)["amount"] for _ in range(3)]

    assert (sold["amount"], credited) == ("10.00", ["3.33", "3.34", "3.33"])


def test_an_allowance_on_what_stayed_is_no_longer_credited_when_it_goes_back(trade: Shop) -> None:
    got = received(trade)
    paper = invoiced(trade, "purchase_receipt", got)
    draft = trade.convert("purchase_receipt", got, "purchase_allowance")
    rows = [{"id": draft["lines"][0]["id"], "amount": "20"}]
    draft = trade.change("purchase_allowance", draft, lines=rows)
    trade.do("purchase_allowance", draft, "confirm")

    back = trade.convert("purchase_receipt", got, "purchase_return")

    assert (paper["amount"], back["amount"]) == ("100.00", "80.00")
    trade.do("purchase_return", back, "confirm")
    assert trade.owed("payable") == 0
    assert trade.differences() == []


@pytest.mark.parametrize(("red", "rest"), [("-100", "110.00"), ("-105", "105.00")])
@pytest.mark.parametrize("side", ["purchase", "sales"])
def test_the_red_paper_of_a_return_before_the_invoice_says_who_bears_the_difference(
    trade: Shop, side: str, red: str, rest: str
) -> None:
    """Ten at 20, five of them back at 100, all billed at 210: whatever the red paper of the five
    says, the other five come back at what is left, and nothing is owed or waits in the end."""
    form = "purchase_receipt" if side == "purchase" else "sales_delivery"
    partner = {"partner": {"code": "P1" if side == "purchase" else "K1"}}
    if side == "sales":
        received(trade)
    made = trade.make(form, line("LS8", 10, "20"), **partner)
    first = returned(trade, made, 5)
    draft = trade.convert(form, made, f"{side}_invoice")
    black = {"id": draft["lines"][0]["id"], "amount": "210", "tax": None}
    draft = trade.change(f"{side}_invoice", draft, lines=[black])
    trade.do(f"{side}_invoice", draft, "confirm")
    invoiced(trade, f"{side}_return", first, amount=red, tax=None)

    second = returned(trade, made, 5)

    assert second["amount"] == rest
    invoiced(trade, f"{side}_return", second)
    assert trade.account(PENDING) == 0
    assert trade.account(WAITING) == (-100 if side == "sales" else 0), "the goods sold, unbilled"
    goods = trade.stock("LS8")
    assert (goods["on_hand"], goods["value"]) == (
        ("10", "100.00") if side == "sales" else ("0", "0.00")
    )
    kind = "receivable" if side == "sales" else "payable"
    assert trade.owed(kind) == 0
    assert trade.differences() == []
