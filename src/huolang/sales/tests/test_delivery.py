"""销售出库: what a delivery does to stock, sales and debt, and what it refuses."""

from decimal import Decimal

import pytest

from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture(autouse=True)
def stock(shop):
    """100 screws at 0.30 and 50 m of cable at 12.00."""
    trading.confirmed(
        "stock_receipt",
        line("LS8", 100, unit_cost="0.30"),
        line("DL", 50, unit_cost="12"),
        reason="opening",
    )


def test_goods_leave_at_cost_and_the_customer_owes_gross():
    delivery = trading.confirmed(
        "sales_delivery",
        line("LS8", 40, "0.80", tax_rate="13"),
        line("AZ", 1, "150", tax_rate="6"),
    )

    assert delivery.number == "XSCK-20261123-0001"
    assert (delivery.amount, delivery.tax, delivery.total) == (
        182,
        Decimal("13.16"),
        Decimal("195.16"),
    )
    assert (trading.on_hand("LS8"), trading.stock_value("LS8")) == (60, 18)
    assert trading.balance("cost_of_sales") == 12
    assert trading.balance("receivable") == Decimal("195.16")
    assert trading.balance("revenue") == -182
    assert trading.balance("output_tax_pending") == Decimal("-13.16")
    assert trading.owed("receivable") == Decimal("195.16")


def test_a_gift_costs_and_earns_nothing():
    trading.confirmed("sales_delivery", line("LS8", 10, "0"))

    assert trading.on_hand("LS8") == 90
    assert trading.balance("cost_of_sales") == 3
    assert trading.balance("revenue") == 0
    assert trading.owed("receivable") == 0


def test_a_rebate_is_a_service_with_a_negative_price():
    trading.product("ZR", "折让", unit="CI", kind="service")

    trading.confirmed(
        "sales_delivery", line("LS8", 10, "1", tax_rate="0"), line("ZR", 1, "-2", tax_rate="0")
    )

    assert trading.balance("revenue") == -8
    assert trading.owed("receivable") == 8


def test_every_line_that_is_short_is_named_and_nothing_moves():
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed(
            "sales_delivery", line("LS8", 101, "1"), line("AZ", 1, "1"), line("DL", 51, "1")
        )

    assert refused(refusal) == [
        ("ledger.not_enough_stock", "lines.0.quantity"),
        ("ledger.not_enough_stock", "lines.2.quantity"),
    ]
    assert trading.books() == before
    assert (trading.on_hand("LS8"), trading.on_hand("DL")) == (100, 50)


def test_a_past_day_is_the_end_of_that_day_and_needs_stock_then():
    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("sales_delivery", line("LS8", 1, "1"), date="2026-11-20")

    (part,) = refusal.value.parts()
    assert (
        str(part) == "六角螺栓（主仓） 在 2026-11-20 只有 0 个，需要 1 个：其余的货是之后才入库的"
    )
    assert (part.code, part.field) == ("ledger.not_yet_there", "lines.0.quantity")
    assert trading.on_hand("LS8") == 100


def test_an_exact_moment_is_kept():
    delivery = trading.draft(
        "sales_delivery", line("LS8", 1, "1"), date="2026-11-23T09:15:00+08:00"
    )

    assert str(delivery.date) == "2026-11-23"
    assert delivery.occurred_at.isoformat() == "2026-11-23T01:15:00+00:00"


def test_confirming_twice_is_refused():
    delivery = trading.confirmed("sales_delivery", line("LS8", 10, "1"))
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(delivery, "confirm")

    assert refused(refusal) == [("document.wrong_state", "")]
    assert str(refusal.value) == "单据已审核，不能审核"
    assert trading.books() == before
    assert trading.on_hand("LS8") == 90
