"""采购退货: goods go back at today's cost; what the supplier credits otherwise is a variance."""

from decimal import Decimal

import pytest

from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def receipt(shop):
    """100 screws at 0.50 and 13 % tax, after 100 at 0.30: on average 0.40."""
    trading.confirmed("stock_receipt", line("LS8", 100, unit_cost="0.30"), reason="opening")
    return trading.confirmed("purchase_receipt", line("LS8", 100, "0.50", tax_rate="13"))


def send_back(receipt, quantity, price="0.50"):
    key = str(receipt.tables["lines"][0].id)
    return trading.confirmed(
        "purchase_return", line("LS8", quantity, price, tax_rate="13", receipt_line=key)
    )


def test_goods_leave_at_todays_cost_and_we_owe_what_the_supplier_credits_less(receipt):
    back = send_back(receipt, 40)

    assert back.number == "CGTH-20261123-0001"
    assert (trading.on_hand("LS8"), trading.stock_value("LS8")) == (160, 64)
    assert trading.owed("payable") == Decimal("56.50") - Decimal("22.60")
    assert trading.balance("received_not_invoiced") == Decimal(-30)
    assert trading.balance("purchase_price_variance") == Decimal(-4)


def test_no_more_goes_back_than_came(receipt):
    send_back(receipt, 70)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        send_back(receipt, 31)

    assert refused(refusal) == [("follow.more_than_open", "lines.0.quantity")]
    assert trading.books() == before


def test_conversion_sends_back_the_rest_and_the_chain_shows_it(receipt):
    send_back(receipt, 70)

    rest = trading.convert(receipt, "purchase_return")

    assert [row.quantity for row in rest.tables["lines"]] == [30]
    trading.act(rest, "confirm")
    assert trading.on_hand("LS8") == 100
    assert trading.owed("payable") == 0
    with pytest.raises(BusinessError) as refusal:
        trading.act(receipt, "cancel")
    assert refusal.value.code == "document.has_successors"
    assert len(refusal.value.facts["documents"]) == 2


def test_a_return_without_a_receipt_and_of_a_service(receipt):
    trading.confirmed("purchase_receipt", line("AZ", 1, "100", tax_rate="6"))
    before = trading.balance("service_expense")

    trading.confirmed(
        "purchase_return", line("LS8", 10, "0.30"), line("AZ", 1, "100", tax_rate="6")
    )

    assert before - trading.balance("service_expense") == 100
    assert trading.balance("purchase_price_variance") == 1
    assert trading.on_hand("LS8") == 190


@pytest.mark.parametrize("action", ["reopen", "cancel"])
def test_what_is_taken_back_leaves_no_trace_in_the_balances(receipt, action):
    back = send_back(receipt, 40)

    trading.act(back, action)

    assert (trading.on_hand("LS8"), trading.stock_value("LS8")) == (200, 80)
    assert trading.owed("payable") == Decimal("56.50")
    assert trading.balance("purchase_price_variance") == 0
    trading.act(receipt, "cancel")


def test_more_than_is_in_stock_does_not_go_back(receipt):
    trading.confirmed("sales_delivery", line("LS8", 150, "1"))
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        send_back(receipt, 60)

    assert refused(refusal) == [("ledger.not_enough_stock", "lines.0.quantity")]
    assert trading.books() == before


def test_nothing_goes_back_before_it_came(receipt):
    trading.confirmed("stock_receipt", line("LS8", 50, unit_cost="1"), date="2026-11-09")
    source = str(receipt.tables["lines"][0].id)
    early = line("LS8", 40, "0.50", tax_rate="13", receipt_line=source)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("purchase_return", early, date="2026-11-10")

    assert refused(refusal) == [("follow.before_source", "date")]
    assert str(refusal.value) == f"日期早于源单 {receipt.number} 的日期 2026-11-23"
    assert trading.books() == before


def test_it_may_go_back_on_the_day_on_which_it_came(shop):
    came = trading.confirmed("purchase_receipt", line("LS8", 9, "0.50"), date="2026-11-10")
    source = str(came.tables["lines"][0].id)

    back = line("LS8", 4, "0.50", receipt_line=source)
    trading.confirmed("purchase_return", back, date="2026-11-10")

    assert trading.on_hand("LS8") == 5
