"""采购换货: what goes back leaves at today's cost, what comes instead is worth what was agreed."""

from decimal import Decimal

import pytest

from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def receipt(shop):
    """10 screws at 1.00; half of a pool of 20 that is worth 30.00."""
    received = trading.confirmed("purchase_receipt", line("LS8", 10, "1"), date="2026-11-02")
    trading.confirmed("purchase_receipt", line("LS8", 10, "2"), date="2026-11-03")
    return received


def back(receipt, quantity, price="1"):
    source = {"receipt_line": str(receipt.tables["lines"][0].id), "direction": "returned"}
    return line("LS8", quantity, price, **source)


def test_what_leaves_is_credited_what_comes_is_owed_and_the_rest_is_variance(receipt):
    exchange = trading.confirmed(
        "purchase_exchange", back(receipt, 4), line("DL", 2, "5"), line("AZ", 1, "3", tax_rate="6")
    )

    assert exchange.number == "CGHH-20261123-0001"
    assert (exchange.amount, exchange.total) == (9, Decimal("9.96"))
    assert trading.stock_value("LS8") == 24
    assert trading.stock_value("DL") == 10
    assert trading.balance("purchase_price_variance") == 2
    assert trading.balance("received_not_invoiced") == -39
    assert trading.owed("payable") == Decimal("33.90") + Decimal("9.96")


def test_no_more_goes_back_than_came(receipt):
    trading.confirmed("purchase_exchange", back(receipt, 7), line("DL", 1, "7"))
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("purchase_exchange", back(receipt, 4), line("DL", 1, "4"))

    assert refused(refusal) == [("follow.more_than_open", "lines.0.quantity")]
    assert trading.books() == before


def test_a_convert_brings_what_is_open_and_a_cancel_gives_it_back(receipt):
    draft = trading.convert(receipt, "purchase_exchange")
    kept = draft.tables["lines"][0]
    assert (kept.direction, kept.quantity) == ("returned", 10)
    told = [{"id": str(kept.id)}, line("LS8", 10, "1")]
    trading.change(draft, lines=told)
    trading.act(draft, "confirm")
    assert (trading.on_hand("LS8"), trading.stock_value("LS8")) == (20, 25)

    trading.act(draft, "cancel")

    assert (trading.on_hand("LS8"), trading.stock_value("LS8")) == (20, 30)
    assert trading.fresh(receipt).tables["lines"][0].returned_base == 0
    assert trading.balance("purchase_price_variance") == 0


def test_nothing_is_exchanged_before_it_came(receipt):
    trading.confirmed("stock_receipt", line("LS8", 10, unit_cost="1"), date="2026-10-31")
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed(
            "purchase_exchange", back(receipt, 4), line("DL", 1, "4"), date="2026-11-01"
        )

    assert refused(refusal) == [("follow.before_source", "date")]
    assert trading.books() == before


def test_what_was_given_instead_does_not_go_back_before_that(receipt):
    given = trading.confirmed(
        "purchase_exchange", back(receipt, 4), line("DL", 2, "5"), date="2026-11-12"
    )
    trading.confirmed("stock_receipt", line("DL", 10, unit_cost="1"), date="2026-11-05")
    source = next(str(one.id) for one in given.tables["lines"] if not one.comes_back)

    with pytest.raises(BusinessError) as refusal:
        again = line("DL", 1, "5", exchange_line=source)
        trading.confirmed("purchase_return", again, date="2026-11-11")

    assert refused(refusal) == [("follow.before_source", "date")]
