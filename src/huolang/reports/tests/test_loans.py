"""借出未还: what is out, with whom, worth how much, and since when it should have come back."""

from __future__ import annotations

from datetime import timedelta

from tests.support.client import ApiClient
from tests.support.reports import figures, report, totals
from tests.support.shop import Shop, line, today


def lent(shop: Shop) -> None:
    """P1 has 40 screws, due tomorrow, of which 10 came back and 5 were sold; P2 sells 20 for us."""
    shop.make("stock_receipt", line("S1", 100, unit_cost="0.5"))
    due = (today() + timedelta(days=1)).isoformat()
    loan = shop.make("loan", line("S1", 40), partner={"code": "P1"}, due_on=due)
    row = loan["lines"][0]["id"]
    shop.make("loan_return", line("S1", 8, lost="2", loan_line=row), partner={"code": "P1"})
    shop.make("sales_delivery", line("S1", 5, 1, loan_line=row), partner={"code": "P1"})
    shop.make("loan", line("S1", 20), partner={"code": "P2"}, purpose="consignment")
    done = shop.make("loan", line("S1", 3), partner={"code": "P2"})
    told = line("S1", 3, loan_line=done["lines"][0]["id"])
    shop.make("loan_return", told, partner={"code": "P2"})


def test_what_is_out_is_told_by_line_by_partner_and_by_product(shop: Shop) -> None:
    lent(shop)

    lines = report(shop.client, "loans_out", sort="-open")
    shown = ("partner", "quantity", "open", "back", "sold", "value", "days", "state")
    assert figures(lines, *shown) == [
        ("P1", "40", "25", "10", "5", "12.50", None, "open"),
        ("P2", "20", "20", "0", "0", "10.00", None, "open"),
    ]
    assert totals(lines, "open", "value") == ("45", "22.50")
    partners = report(shop.client, "loans_out", view="partner")
    assert figures(partners, "partner", "loans", "value", "late") == [
        ("P1", 1, "12.50", 0),
        ("P2", 1, "10.00", 0),
    ]
    products = report(shop.client, "loans_out", view="product", purpose="consignment")
    assert figures(products, "product", "open", "value") == [("S1", "20", "10.00")]
    every = report(shop.client, "loans_out", state="all")
    assert len(every["items"]) == 3
    assert report(shop.client, "loans_out", state="late")["items"] == []


def test_stock_and_a_batch_tell_what_is_lent(shop: Shop) -> None:
    shop.product("PC", batched=True)
    shop.make("purchase_receipt", line("PC", 50, 1, batch="B1"), partner={"code": "P1"})
    loan = shop.make("loan", line("PC", 30), partner={"code": "P2"}, purpose="consignment")
    row = loan["lines"][0]["id"]
    shop.make("sales_delivery", line("PC", 12, 2, loan_line=row), partner={"code": "P2"})
    back = shop.make("loan_return", line("PC", 6, loan_line=row), partner={"code": "P2"})

    (stock,) = shop.ok(shop.client.get("/stock?q=PC"))["items"]
    assert (stock["on_hand"], stock["consigned"], stock["available"]) == ("38", "12", "26")
    trace = report(shop.client, "batch_trace", to=shop.ids["P2"], sort="way")
    assert figures(trace, "partner", "way", "came", "went") == [
        ("P1", "bought", "50", None),
        ("P2", "lent", "18", "30"),
        ("P2", "sold", None, "12"),
    ]
    shop.do("loan_return", back, "cancel")
    trace = report(shop.client, "batch_trace", to=shop.ids["P2"], way="lent")
    assert figures(trace, "came", "went") == [("12", "30")]
    entries = report(shop.client, "batch_trace", view="entry", way="lent", sort="quantity")
    assert figures(entries, "quantity") == [("-30",), ("12",)]


def test_who_sees_no_costs_sees_no_values(shop: Shop, client) -> None:
    lent(shop)
    seller: ApiClient = client("sales")

    page = report(seller, "loans_out")

    assert "value" not in page["items"][0] and len(page["items"]) == 2
