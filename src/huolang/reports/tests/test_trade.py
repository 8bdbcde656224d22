"""No document that sells or buys is missing from the reports."""

from __future__ import annotations

from huolang.forms import registry
from huolang.masters.invoicing import InvoiceDocument
from huolang.masters.trade import TradeDocument
from huolang.reports import trade


def test_every_document_of_trade_is_in_the_figures() -> None:
    trading = {
        form.name
        for form in registry.all()
        if issubclass(form.model, TradeDocument | InvoiceDocument) and form.model.posts
    }

    told = {one.form for one in (*trade.SALES, *trade.PURCHASES)}

    assert trading == told, "name it in reports/trade.py, or sales and purchases lack it"
