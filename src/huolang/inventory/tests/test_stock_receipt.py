"""其他入库: opening stock, gifts and finds, at what they are said to be worth."""

from datetime import date
from decimal import Decimal

import pytest

from huolang.kernel.refusals import BusinessError
from huolang.ledger import periods
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


@pytest.mark.parametrize(
    ("reason", "role"),
    [("opening", "opening"), ("found", "stock_difference"), ("gift", "other_receipt")],
)
def test_the_reason_says_which_account_stands_against_the_stock(reason, role):
    receipt = trading.confirmed(
        "stock_receipt",
        line("LS8", 2, unit={"code": "BOX"}, unit_cost="30.005"),
        line("DL", "1.25", unit_cost="12"),
        reason=reason,
    )

    assert receipt.number == "QTRK-20261123-0001"
    assert receipt.amount == Decimal("75.01")
    assert trading.on_hand("LS8") == 200
    assert trading.stock_value("LS8") == Decimal("60.01")
    assert trading.balance("inventory") == Decimal("75.01")
    assert trading.balance(role) == Decimal("-75.01")


def test_without_a_cost_goods_come_in_at_todays():
    trading.confirmed("stock_receipt", line("LS8", 100, unit_cost="0.30"), reason="opening")

    unsaid = trading.confirmed("stock_receipt", line("LS8", 10), line("DL", 5, unit_cost="0"))

    assert trading.stock_value("LS8") == 33
    assert unsaid.amount is None and unsaid.tables["lines"][0].amount is None
    assert unsaid.tables["lines"][1].amount == 0
    assert (trading.on_hand("DL"), trading.stock_value("DL")) == (5, 0)


def test_services_cannot_be_stored():
    with pytest.raises(BusinessError) as refusal:
        trading.draft("stock_receipt", line("LS8", 1), line("AZ", 1))

    assert refused(refusal) == [("stock_document.service", "lines.1.product")]


def test_a_past_day_begins_at_midnight_so_that_its_deliveries_find_the_goods():
    trading.confirmed("stock_receipt", line("LS8", 10, unit_cost="1"), date="2026-11-20")

    trading.confirmed("sales_delivery", line("LS8", 10, "2"), date="2026-11-20")

    assert trading.on_hand("LS8") == 0


def test_of_a_closed_month_nothing_is_said_otherwise_but_cancelled_and_told_so(shop):
    came = trading.confirmed(
        "stock_receipt", line("LS8", 10, unit_cost="2"), reason="other", date="2026-10-20"
    )
    periods.close(date(2026, 10, 31), by=None)
    before = trading.books()

    with pytest.raises(BusinessError) as reopened:
        trading.act(came, "reopen")
    with pytest.raises(BusinessError) as corrected:
        trading.correct(came, remark="不是这样")

    for refusal in (reopened, corrected):
        assert refused(refusal) == [("ledger.closed_to_changes", "date")]
    assert "作废" in str(reopened.value)
    assert trading.books() == before
    trading.act(came, "cancel")
    assert trading.on_hand("LS8") == 0
