"""更正入库: a confirmed receipt is opened, corrected and confirmed again."""

from decimal import Decimal
from typing import Any

import pytest

from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def bought(shop):
    """200 screws at 0.30."""
    return trading.confirmed("purchase_receipt", line("LS8", 200, "0.30"), date="2026-11-20")


def correct(receipt: Any, **fields: Any) -> None:
    trading.act(receipt, "reopen")
    (row,) = trading.fresh(receipt).tables["lines"]
    trading.change(receipt, lines=[{"id": str(row.id), **fields}])
    trading.act(receipt, "confirm")


def test_what_was_sold_costs_what_the_corrected_receipt_says(bought):
    trading.confirmed("purchase_receipt", line("LS8", 100, "0.60"), date="2026-11-20")
    trading.confirmed("sales_delivery", line("LS8", 100, 1), date="2026-11-21")

    correct(bought, quantity="300", unit_price="0.40")

    assert trading.on_hand("LS8") == 300
    assert (trading.balance("cost_of_sales"), trading.stock_value("LS8")) == (45, 135)
    assert trading.owed("payable") == Decimal("203.40")
    assert trading.postings(bought) == [(1, "post"), (1, "mirror"), (2, "post")]


def test_what_is_gone_cannot_be_opened_and_nothing_moves(bought):
    trading.confirmed("sales_delivery", line("LS8", 1, 1), date="2026-11-21")
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(bought, "reopen")

    assert refused(refusal) == [("ledger.not_enough_stock", "lines.0.quantity")]
    assert trading.books() == before


def test_an_invoice_is_in_the_way_and_named(bought):
    invoice = trading.convert(bought, "purchase_invoice")
    trading.act(invoice, "confirm")
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(bought, "reopen")

    assert refused(refusal)[0][0] == "document.has_successors"
    assert trading.fresh(invoice).number in str(refusal.value)
    assert trading.books() == before

    trading.act(invoice, "reopen")
    correct(bought, unit_price="0.40")
    trading.act(invoice, "confirm")
    assert trading.stock_value("LS8") == 80
    assert trading.balance("received_not_invoiced") == 0
