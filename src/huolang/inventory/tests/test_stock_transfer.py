"""调拨: goods go from one warehouse to another; what they are worth goes with them."""

from datetime import date
from decimal import Decimal

import pytest

from huolang.kernel.refusals import BusinessError
from huolang.ledger import periods
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def screws(shop):
    """200 screws at 0.30 in CK01."""
    return trading.confirmed("stock_receipt", line("LS8", 200, unit_cost="0.30"), reason="opening")


def transfer(*lines, then="confirm", **fields):
    told = trading.filled("stock_transfer", *lines, into={"code": "CK02"}, **fields)
    return trading.create("stock_transfer", told, then=then)


def where() -> tuple[Decimal, Decimal]:
    return trading.on_hand("LS8", "CK01"), trading.on_hand("LS8", "CK02")


def test_goods_change_their_place_and_nothing_else(screws):
    moved = transfer(line("LS8", 1, unit={"code": "BOX"}), line("LS8", 20))

    assert moved.number == "DB-20261123-0001"
    assert where() == (80, 120)
    assert trading.stock_value("LS8") == 60
    booked = [(row.code, row.amount) for row in trading.journal(moved)]
    assert booked == [("1405", -36), ("1405", 36)]


def test_more_than_is_there_does_not_leave_and_nothing_moves(screws):
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        transfer(line("LS8", 150), line("LS8", 51))

    assert refused(refusal) == [("ledger.not_enough_stock", "lines.0.quantity")]
    assert trading.books() == before


def test_what_is_promised_to_an_order_stays(screws):
    trading.confirmed("sales_order", line("LS8", 180, "1"))

    with pytest.raises(BusinessError) as refusal:
        transfer(line("LS8", 21))

    assert refused(refusal) == [("ledger.not_enough_stock", "lines.0.quantity")]


def test_an_order_that_waits_elsewhere_gets_what_arrives(screws):
    trading.confirmed("sales_order", line("LS8", 30, "1"), warehouse={"code": "CK02"})
    assert trading.reserved("LS8") == 0

    transfer(line("LS8", 50))

    assert trading.reserved("LS8") == 30


def test_it_goes_somewhere_else(screws):
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        transfer(line("LS8", 1), line("AZ", 1), warehouse={"code": "CK02"})

    assert refused(refusal) == [
        ("stock_document.service", "lines.1.product"),
        ("stock_transfer.same_warehouse", "into"),
    ]
    assert trading.books() == before


def test_taken_back_everything_is_as_it_was(screws):
    moved = transfer(line("LS8", 150))

    trading.act(moved, "cancel")

    assert where() == (200, 0)
    assert trading.stock_value("LS8") == 60


def test_what_was_sold_there_cannot_go_back(screws):
    moved = transfer(line("LS8", 150))
    trading.confirmed("sales_delivery", line("LS8", 10, "1"), warehouse={"code": "CK02"})
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(moved, "cancel")

    assert refused(refusal)[0][0] == "ledger.not_enough_stock"
    assert trading.books() == before


def test_a_receipt_of_an_earlier_day_costs_what_was_moved_and_sold_since_anew(screws):
    transfer(line("LS8", 200))
    trading.confirmed("sales_delivery", line("LS8", 100, "1"), warehouse={"code": "CK02"})

    trading.confirmed(
        "stock_receipt", line("LS8", 200, unit_cost="0.50"), reason="opening", date="2026-11-21"
    )

    assert trading.stock_value("LS8") == 120
    assert trading.balance("cost_of_sales") == 40


def test_taken_back_in_a_later_month_it_goes_back_at_what_it_costs_by_then(shop):
    """It left at 0.30. On the first open day 400 pieces are worth 160.00, wherever they lie."""
    for cost, day in (("0.30", "2026-10-10"), ("0.50", "2026-10-20")):
        fields = {"reason": "opening", "date": day}
        trading.confirmed("stock_receipt", line("LS8", 200, unit_cost=cost), **fields)
        if cost == "0.30":
            moved = transfer(line("LS8", 150), date="2026-10-12")
    periods.close(date(2026, 10, 31), by=None)

    trading.act(moved, "cancel")

    assert where() == (400, 0)
    assert trading.balance("purchase_price_variance") == 0
    assert trading.balance("inventory") == trading.stock_value("LS8") == 160


def test_an_invoice_that_differs_finds_a_transfer_taken_back_in_a_later_month(shop):
    """All of it is still in stock, and worth what it was bought for in the end."""
    bought = trading.confirmed("purchase_receipt", line("LS8", 200, "0.30"), date="2026-10-10")
    moved = transfer(line("LS8", 150), date="2026-10-12")
    periods.close(date(2026, 10, 31), by=None)
    trading.act(moved, "cancel")
    row = {"product": {"code": "LS8"}, "quantity": "200", "amount": "80"}
    row["receipt_line"] = str(bought.rows[0].id)

    paper = {"partner": {"code": "P1"}, "lines": [row]}
    trading.create("purchase_invoice", paper, then="confirm")

    assert trading.balance("inventory") == trading.stock_value("LS8") == 80
    assert trading.balance("purchase_price_variance") == 0


def test_what_may_be_sold_short_moves_within_its_pool_and_waits_for_its_cost_as_before(shop):
    """Nine sold of nothing, three moved from there: twenty that come at 2.00 pay for the nine."""
    trading.product("FS", "可负", allow_negative=True)
    sold = trading.confirmed("stock_issue", line("FS", 9), reason="other")
    moved = transfer(line("FS", 3))

    trading.confirmed("stock_receipt", line("FS", 20, unit_cost="2"), reason="other")

    assert (trading.on_hand("FS", "CK01"), trading.on_hand("FS", "CK02")) == (8, 3)
    assert trading.stock_value("FS") == 22
    assert [row.amount for row in trading.journal(moved)] == []
    trading.act(sold, "cancel")
    trading.act(moved, "cancel")
    assert (trading.on_hand("FS", "CK01"), trading.stock_value("FS")) == (20, 40)


def test_what_may_be_sold_short_does_not_move_to_a_pool_of_its_own(shop):
    trading.product("FS", "可负", allow_negative=True, costing_scope="warehouse")
    trading.confirmed("stock_receipt", line("FS", 20, unit_cost="2"), reason="other")
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        transfer(line("FS", 3))

    assert refused(refusal) == [("ledger.flow_of_negative", "lines.0.quantity")]
    assert trading.books() == before
