"""Exchanges: both their sides are invoiced, and what was given in them can come back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support.credit import (
    INPUT_TAX,
    OUTPUT_TAX,
    PAYABLE,
    PENDING,
    WAITING,
    Document,
    invoiced,
    received,
)
from tests.support.shop import Shop, line


def exchanged(shop: Shop, kind: str, source: Document | None, price: str) -> Document:
    """4 screws for 1 cable at `price`."""
    partner = {"code": "P1" if kind == "purchase" else "K1"}
    link = "receipt_line" if kind == "purchase" else "delivery_line"
    each = "10" if kind == "purchase" else "20"
    row = {link: source["lines"][0]["id"]} if source else {}
    back = line("LS8", 4, each, direction="returned", **row)
    return shop.make(f"{kind}_exchange", back, line("DL", 1, price), partner=partner)


@pytest.mark.parametrize("price", ["40", "55"])
def test_both_sides_of_a_purchase_exchange_are_invoiced(trade: Shop, price: str) -> None:
    got = received(trade)
    black = invoiced(trade, "purchase_receipt", got)
    made = exchanged(trade, "purchase", got, price)

    paper = invoiced(trade, "purchase_exchange", made)

    assert [row["amount"] for row in paper["lines"]] == ["-40.00", f"{price}.00"]
    assert trade.account(WAITING) == 0
    assert trade.account(INPUT_TAX) == Decimal(black["tax"]) + Decimal(made["tax"])
    assert trade.owed("payable") == Decimal("113.00") + Decimal(made["total"])
    assert trade.differences() == []
    trade.do("purchase_invoice", paper, "cancel")
    assert trade.differences() == []


def test_each_side_of_an_even_exchange_on_a_paper_of_its_own(trade: Shop) -> None:
    got = received(trade)
    invoiced(trade, "purchase_receipt", got)
    made = exchanged(trade, "purchase", got, "40")
    assert made["total"] == "0.00"
    draft = trade.convert("purchase_exchange", made, "purchase_invoice")
    first = trade.change("purchase_invoice", draft, lines=[{"id": draft["lines"][0]["id"]}])
    red = trade.do("purchase_invoice", first, "confirm")

    assert (red["colour"], red["total"]) == ("red", "-45.20")
    assert (trade.account(WAITING), trade.account(PAYABLE)) == (Decimal("-40"), Decimal("-67.80"))
    assert trade.differences() == []
    black = invoiced(trade, "purchase_exchange", made, amount="44", tax="5.72")
    assert trade.stock("DL")["value"] == "44.00"
    assert trade.account(WAITING) == 0
    assert trade.differences() == []
    trade.do("purchase_invoice", black, "cancel")
    trade.do("purchase_invoice", red, "cancel")
    assert trade.stock("DL")["value"] == "40.00"
    assert trade.differences() == []


def test_the_tax_of_a_sales_exchange_becomes_due(trade: Shop) -> None:
    received(trade)
    trade.make("purchase_receipt", line("DL", 5, "20"))
    sold = trade.make("sales_delivery", line("LS8", 10, "20"), partner={"code": "K1"})
    invoiced(trade, "sales_delivery", sold)
    made = exchanged(trade, "sales", sold, "100")
    assert trade.account(PENDING) == Decimal("-2.60")

    invoiced(trade, "sales_exchange", made)

    assert trade.account(PENDING) == 0
    assert trade.account(OUTPUT_TAX) == Decimal("-28.60")
    assert trade.owed("receivable") == Decimal("248.60")
    assert trade.differences() == []


def test_goods_given_in_an_exchange_come_back_at_the_cost_they_left_with(trade: Shop) -> None:
    received(trade)
    trade.make("purchase_receipt", line("DL", 1, "20"))
    sold = trade.make("sales_delivery", line("LS8", 10, "20"), partner={"code": "K1"})
    made = exchanged(trade, "sales", sold, "100")
    trade.make("purchase_receipt", line("DL", 1, "50"))

    draft = trade.convert("sales_exchange", made, "sales_return")
    back = trade.do("sales_return", draft, "confirm")

    assert [row["quantity"] for row in back["lines"]] == ["1"]
    assert trade.stock("DL")["value"] == "70.00"
    assert "sales_return" not in trade.read("sales_exchange", made)["conversions"]
    assert trade.act("sales_exchange", made, "cancel").json()["code"] == "document.has_successors"
    before = trade.everything()
    again = trade.send(
        "sales_return",
        {**line("DL", 1, "100"), "exchange_line": made["lines"][1]["id"]},
        partner={"code": "K1"},
    )
    assert again.json()["errors"][0]["code"] == "follow.more_than_open"
    wrong = trade.send(
        "sales_return",
        {**line("LS8", 1, "20"), "exchange_line": made["lines"][0]["id"]},
        partner={"code": "K1"},
    )
    assert wrong.json()["errors"][0]["code"] == "follow.unknown"
    assert trade.everything() == before
    assert trade.differences() == []
