"""What was charged stays as long as goods that came back are credited at it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.support.credit import PENDING, invoiced, received, returned
from tests.support.shop import Shop, line

HELD = "document.credited_by_returns"


def went(trade: Shop, side: str) -> dict[str, Any]:
    """Ten at 20 bought or sold, 226.00 gross."""
    if side == "purchase":
        return received(trade, price="20")
    received(trade)
    return trade.make("sales_delivery", line("LS8", 10, "20"), partner={"code": "K1"})


def form_of(side: str) -> str:
    return "purchase_receipt" if side == "purchase" else "sales_delivery"


def refused(answer: Any, *returns: dict[str, Any]) -> None:
    """For the sake of these returns, which it names and links."""
    assert answer.status_code == 409, answer.content.decode()
    (error,) = answer.json()["errors"]
    assert error["code"] == HELD
    shown = answer.json()["documents"]
    assert [one["number"] for one in shown] == [one["number"] for one in returns]
    assert all(one["number"] in error["message"] for one in returns)


@pytest.mark.parametrize("action", ["cancel", "reopen"])
@pytest.mark.parametrize("side", ["purchase", "sales"])
@pytest.mark.parametrize(("amount", "count"), [("300", 10), ("300", 4), ("150", 10), ("150", 4)])
def test_an_invoice_that_differs_is_not_taken_back_after_its_goods_came_back(
    trade: Shop, side: str, action: str, amount: str, count: int
) -> None:
    kind = "receivable" if side == "sales" else "payable"
    made = went(trade, side)
    paper = invoiced(trade, form_of(side), made, amount=amount, tax=None)
    back = returned(trade, made, count)
    left = trade.owed(kind)
    before = trade.everything()

    answer = trade.act(f"{side}_invoice", paper, action)

    refused(answer, back)
    assert trade.everything() == before
    assert trade.owed(kind) == left
    trade.do(f"{side}_return", back, "cancel")
    trade.do(f"{side}_invoice", paper, action)
    assert trade.owed(kind) == 226
    assert trade.differences() == []


@pytest.mark.parametrize("action", ["cancel", "reopen"])
@pytest.mark.parametrize("side", ["purchase", "sales"])
def test_an_invoice_that_differs_in_its_tax_only_stays_as_well(
    trade: Shop, side: str, action: str
) -> None:
    """200.00 and 26.00 billed with 18.00 of tax, and all of it came back."""
    made = went(trade, side)
    paper = invoiced(trade, form_of(side), made, tax="18")
    back = returned(trade, made, 10)
    assert (back["amount"], back["tax"]) == ("200.00", "18.00")
    before = trade.everything()

    refused(trade.act(f"{side}_invoice", paper, action), back)

    assert trade.everything() == before
    assert trade.owed("receivable" if side == "sales" else "payable") == 0


@pytest.mark.parametrize("side", ["purchase", "sales"])
def test_a_paper_stays_under_what_was_agreed_while_it_would_be_more_than_charged(
    trade: Shop, side: str
) -> None:
    """200.00 billed at 300.00 come back at that, without tax; then of two papers of 150.00 each
    for halves, what came back for 220.00 lets one go, and not the other."""
    first, second = went(trade, side), went(trade, side)
    paper = invoiced(trade, form_of(side), first, amount="300", tax="39")
    back = returned(trade, first, 10, tax_rate="0")
    assert (back["amount"], back["tax"]) == ("300.00", "0.00")
    half = {"quantity": "5", "amount": "150", "tax": "19.50"}
    halves = [invoiced(trade, form_of(side), second, **half) for _ in range(2)]
    agreed = returned(trade, second, 10, unit_price="22")
    before = trade.everything()

    refused(trade.act(f"{side}_invoice", paper, "cancel"), back)

    assert trade.everything() == before
    trade.do(f"{side}_invoice", halves[0], "cancel")
    refused(trade.act(f"{side}_invoice", halves[1], "cancel"), agreed)
    assert trade.differences() == []


@pytest.mark.parametrize("side", ["purchase", "sales"])
def test_a_paper_that_was_confirmed_again_stays_under_what_was_agreed_before(
    trade: Shop, side: str
) -> None:
    made = went(trade, side)
    half = {"quantity": "5", "amount": "210", "tax": "27.30"}
    papers = [invoiced(trade, form_of(side), made, **half) for _ in range(2)]
    agreed = returned(trade, made, 10, unit_price="28")
    trade.do(f"{side}_invoice", papers[0], "reopen")
    trade.do(f"{side}_invoice", papers[0], "confirm")
    trade.do(f"{side}_invoice", papers[1], "cancel")

    refused(trade.act(f"{side}_invoice", papers[0], "cancel"), agreed)

    assert trade.differences() == []


def test_a_red_invoice_stays_whose_tax_priced_later_returns(trade: Shop) -> None:
    made = went(trade, "sales")
    invoiced(trade, "sales_delivery", made)
    first = returned(trade, made, 5)
    red = invoiced(trade, "sales_return", first, tax="-9")
    second = returned(trade, made, 5)
    assert (second["amount"], second["tax"]) == ("100.00", "17.00")
    before = trade.everything()

    refused(trade.act("sales_invoice", red, "cancel"), second)

    assert trade.everything() == before
    assert trade.owed("receivable") == 0


def test_one_of_two_invoices_stays_whose_goods_are_on_a_red_one(trade: Shop) -> None:
    """The red paper names neither of the two; the return behind it holds both that differ."""
    made = went(trade, "sales")
    half = {"quantity": "5", "tax": None}
    first = invoiced(trade, "sales_delivery", made, amount="150", **half)
    second = invoiced(trade, "sales_delivery", made, amount="100", **half)
    back = returned(trade, made, 10)
    red = invoiced(trade, "sales_return", back)
    assert (red["original"], trade.owed("receivable")) == (None, 0)
    before = trade.everything()

    refused(trade.act("sales_invoice", first, "cancel"), back)

    assert trade.everything() == before
    trade.do("sales_invoice", second, "cancel")
    assert trade.owed("receivable") == 0, "it said what the delivery says"
    assert trade.differences() == []


@pytest.mark.parametrize("action", ["cancel", "reopen"])
def test_an_allowance_is_not_taken_back_after_its_goods_went_back(trade: Shop, action: str) -> None:
    made = went(trade, "purchase")
    draft = trade.convert("purchase_receipt", made, "purchase_allowance")
    rows = [{"id": draft["lines"][0]["id"], "amount": "20"}]
    draft = trade.change("purchase_allowance", draft, lines=rows)
    trade.do("purchase_allowance", draft, "confirm")
    back = returned(trade, made, 10)
    assert (back["amount"], trade.owed("payable")) == ("180.00", 0)
    before = trade.everything()

    refused(trade.act("purchase_allowance", draft, action), back)

    assert trade.everything() == before
    assert trade.owed("payable") == 0


def test_a_red_invoice_stays_by_which_later_returns_were_priced(trade: Shop) -> None:
    """Five came back at 100; their red paper credits 80 only, so the rest came back at 120."""
    made = went(trade, "sales")
    invoiced(trade, "sales_delivery", made)
    first = returned(trade, made, 5)
    red = invoiced(trade, "sales_return", first, amount="-80", tax=None)
    second = returned(trade, made, 5)
    assert (second["amount"], trade.owed("receivable")) == ("120.00", 0)
    before = trade.everything()

    refused(trade.act("sales_invoice", red, "cancel"), second)

    assert trade.everything() == before


def test_an_invoice_is_taken_back_where_no_return_rests_on_it(trade: Shop) -> None:
    """Of three: the goods of one came back before it, those of another at a price agreed for less
    than either, and those of the last on an invoice that says what the delivery says."""
    early, agreed, same = (went(trade, "sales") for _ in range(3))
    returned(trade, early, 5)
    draft = trade.convert("sales_delivery", early, "sales_invoice")
    black, red = ({"id": row["id"]} for row in draft["lines"])
    rows = [{**black, "amount": "300", "tax": None}, red]
    draft = trade.change("sales_invoice", draft, lines=rows)
    papers = [trade.do("sales_invoice", draft, "confirm")]
    papers.append(invoiced(trade, "sales_delivery", agreed, amount="300", tax=None))
    returned(trade, agreed, 10, unit_price="15")
    papers.append(invoiced(trade, "sales_delivery", same))
    returned(trade, same, 10)

    for paper in papers:
        trade.do("sales_invoice", paper, "cancel")

    assert trade.owed("receivable") == Decimal("169.50")
    assert trade.account(PENDING) == -trade.owed("receivable") + 150
    assert trade.differences() == []


def test_what_comes_back_in_an_exchange_holds_its_invoice(trade: Shop) -> None:
    made = went(trade, "sales")
    paper = invoiced(trade, "sales_delivery", made, amount="300", tax=None)
    draft = trade.convert("sales_delivery", made, "sales_exchange")
    goods = [{"id": row["id"]} for row in draft["lines"]]
    goods.append(line("DL", 1, "20", direction="replacement"))
    trade.make("purchase_receipt", line("DL", 1, "20"))
    draft = trade.change("sales_exchange", draft, lines=goods)
    swapped = trade.do("sales_exchange", draft, "confirm")

    refused(trade.act("sales_invoice", paper, "cancel"), swapped)
    again = trade.make(
        "sales_invoice",
        {"product": {"code": "DL"}, "quantity": "1", "amount": "30",
         "exchange_line": swapped["lines"][1]["id"]},
        partner={"code": "K1"},
    )  # fmt: skip
    back = trade.do(
        "sales_return", trade.convert("sales_exchange", swapped, "sales_return"), "confirm"
    )
    assert back["amount"] == "30.00"
    refused(trade.act("sales_invoice", again, "cancel"), back)
    assert trade.differences() == []
