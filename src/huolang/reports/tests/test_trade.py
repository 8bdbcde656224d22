"""No document that sells or buys is missing from the reports."""

from __future__ import annotations

from huolang.forms import registry
from huolang.masters.invoicing import InvoiceDocument
from huolang.masters.trade import TradeDocument
from huolang.reports import trade
from tests.support.reports import figures, report
from tests.support.shop import Shop, line


def test_every_document_of_trade_is_in_the_figures() -> None:
    trading = {
        form.name
        for form in registry.all()
        if issubclass(form.model, TradeDocument | InvoiceDocument) and form.model.posts
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
