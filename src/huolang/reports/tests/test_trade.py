"""No document that sells or buys is missing from the reports."""

from __future__ import annotations

from huolang.forms import registry
from huolang.masters.trade import TradeDocument
from huolang.reports import trade
from tests.support.reports import figures, report
from tests.support.shop import Shop, line

AMOUNTS = ("quantity", "net", "tax", "gross")


def bought_today(shop: Shop) -> str:
    """As the home page tells it."""
    return shop.client.get("/home").json()["purchases"]["today"]["net"]


def test_every_document_of_trade_is_in_the_figures() -> None:
    trading = {
        form.name
        for form in registry.all()
        if form.is_document
        and form.model.posts
        and (issubclass(form.model, TradeDocument) or hasattr(form.model, "says_more"))
    }

    told = {one.form for one in (*trade.SALES, *trade.PURCHASES)}

    assert trading == told, "name it in reports/trade.py, or sales and purchases lack it"


def test_an_exchange_takes_off_what_comes_back_and_adds_what_goes_out(shop: Shop) -> None:
    shop.make("stock_receipt", line("S1", 10, unit_cost="1"), line("S2", 10, unit_cost="2"))
    shop.make("sales_delivery", line("S1", 4, 5))
    shop.make(
        "sales_exchange",
        line("S1", 1, 5, direction="returned"),
        line("S2", 2, 6, direction="replacement"),
    )

    page = report(shop.client, "gross_margin", sort="product")

    assert figures(page, "product", "quantity", "net", "cost") == [
        ("S1", "3", "15.00", "3.00"),
        ("S2", "2", "12.00", "4.00"),
    ]
    assert page["totals"]["net"] == f"{-shop.account('5001'):.2f}"
    assert page["totals"]["cost"] == f"{shop.account('5401'):.2f}"


def test_what_a_suppliers_invoice_says_more_is_bought_for_more(shop: Shop) -> None:
    receipt = shop.make("purchase_receipt", line("S1", 10, 2))
    draft = shop.convert("purchase_receipt", receipt, "purchase_invoice")
    told = {"id": draft["lines"][0]["id"], "amount": "25", "tax": "3.25"}
    shop.do("purchase_invoice", shop.change("purchase_invoice", draft, lines=[told]), "confirm")

    page = report(shop.client, "purchases")
    stock = report(shop.client, "stock_balance")

    assert figures(page, "product", "quantity", "net", "tax") == [("S1", "10", "25.00", "3.25")]
    assert page["totals"]["gross"] == f"{shop.owed('payable'):.2f}"
    assert figures(stock, "product", "quantity", "value") == [("S1", "10", "25.00")]


def test_what_a_supplier_allowed_is_bought_for_less_also_when_all_goes_back(shop: Shop) -> None:
    receipt = shop.make("purchase_receipt", line("S1", 10, 10))
    invoice = shop.convert("purchase_receipt", receipt, "purchase_invoice")
    shop.do("purchase_invoice", invoice, "confirm")
    draft = shop.convert("purchase_receipt", receipt, "purchase_allowance")
    less = [{"id": draft["lines"][0]["id"], "amount": "20"}]
    draft = shop.change("purchase_allowance", draft, lines=less)
    allowance = shop.do("purchase_allowance", draft, "confirm")

    for view in ("partner", "product", "warehouse", "month"):
        page = report(shop.client, "purchases", view=view)
        assert figures(page, *AMOUNTS) == [("10", "80.00", "10.40", "90.40")]
    assert page["totals"]["gross"] == f"{shop.owed('payable'):.2f}"
    assert page["totals"]["net"] == bought_today(shop)
    documents = report(shop.client, "purchases", view="document", sort="-gross")
    assert figures(documents, "document", *AMOUNTS) == [
        (receipt["number"], "10", "100.00", "13.00", "113.00"),
        (allowance["number"], "0", "-20.00", "-2.60", "-22.60"),
    ]

    whole = {"receipt_line": receipt["lines"][0]["id"]}
    back = shop.make("purchase_return", line("S1", 10, **whole))

    for view in ("partner", "document", "product", "line"):
        page = report(shop.client, "purchases", view=view)
        assert page["totals"]["gross"] == "0.00"
    assert (back["total"], shop.owed("payable")) == ("90.40", 0)
    assert bought_today(shop) == "0.00"
