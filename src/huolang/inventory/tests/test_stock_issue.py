"""其他出库: what is lost, used up or given away leaves at its cost; the reason says where to."""

import pytest

from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def screws(shop):
    """200 screws at 0.30."""
    return trading.confirmed("stock_receipt", line("LS8", 200, unit_cost="0.30"), reason="opening")


@pytest.mark.parametrize(
    ("reason", "role"),
    [
        ("loss", "stock_difference"),
        ("missing", "stock_difference"),
        ("use", "internal_use"),
        ("gift", "promotion"),
        ("scrap", "stock_difference"),
        ("sample", "promotion"),
        ("other", "other_issue"),
    ],
)
def test_the_reason_says_which_account_bears_the_cost(screws, reason, role):
    issue = trading.confirmed(
        "stock_issue", line("LS8", 1, unit={"code": "BOX"}), line("LS8", 50), reason=reason
    )

    assert issue.number == "QTCK-20261123-0001"
    assert trading.on_hand("LS8") == 50
    assert trading.balance(role) == 45
    assert trading.balance("inventory") == 15


def test_what_is_taken_back_is_in_stock_again_at_its_cost(screws):
    issue = trading.confirmed("stock_issue", line("LS8", 150))

    trading.act(issue, "cancel")

    assert (trading.on_hand("LS8"), trading.stock_value("LS8")) == (200, 60)
    assert trading.balance("other_issue") == 0


def test_more_than_is_there_does_not_leave_and_nothing_moves(screws):
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("stock_issue", line("LS8", 150), line("LS8", 51))

    assert refused(refusal) == [("ledger.not_enough_stock", "lines.0.quantity")]
    assert trading.books() == before


def test_what_is_promised_to_an_order_is_not_used_up(screws):
    trading.confirmed("sales_order", line("LS8", 180, "1"))

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("stock_issue", line("LS8", 21), reason="use")

    assert refused(refusal) == [("ledger.not_enough_stock", "lines.0.quantity")]


def test_services_cannot_leave_the_warehouse():
    with pytest.raises(BusinessError) as refusal:
        trading.draft("stock_issue", line("LS8", 1), line("AZ", 1))

    assert refused(refusal) == [("stock_document.service", "lines.1.product")]


def test_a_loss_of_last_week_corrects_the_cost_of_what_was_sold_since():
    opening = line("LS8", 200, unit_cost="0.30")
    trading.confirmed("stock_receipt", opening, date="2026-11-18", reason="opening")
    trading.confirmed("purchase_receipt", line("LS8", 100, "0.60"), date="2026-11-20")
    trading.confirmed("sales_delivery", line("LS8", 100, "1"), date="2026-11-21")
    assert trading.balance("cost_of_sales") == 40

    trading.confirmed("stock_issue", line("LS8", 50), date="2026-11-19", reason="loss")

    assert trading.balance("stock_difference") == 15
    assert trading.balance("cost_of_sales") == 42
    assert trading.stock_value("LS8") == 63
