"""销售退货: goods come back, at the cost they left with, and the customer owes less."""

from decimal import Decimal

import pytest

from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def delivery(shop):
    """40 of 100 screws that cost 0.30, sold at 0.80; then 100 more come at 0.50."""
    trading.confirmed("stock_receipt", line("LS8", 100, unit_cost="0.30"), reason="opening")
    sold = trading.confirmed("sales_delivery", line("LS8", 40, "0.80", tax_rate="13"))
    trading.confirmed("purchase_receipt", line("LS8", 100, "0.50", tax_rate="13"))
    return sold


def bring_back(delivery, quantity):
    key = str(delivery.tables["lines"][0].id)
    return trading.confirmed(
        "sales_return", line("LS8", quantity, "0.80", tax_rate="13", delivery_line=key)
    )


def test_a_linked_return_comes_back_at_the_cost_of_its_delivery(delivery):
    back = bring_back(delivery, 10)

    assert back.number == "XSTH-20261123-0001"
    assert trading.on_hand("LS8") == 170
    assert trading.balance("cost_of_sales") == 9
    assert trading.stock_value("LS8") == 18 + 50 + 3
    assert trading.balance("revenue") == -24
    assert trading.owed("receivable") == Decimal("36.16") - Decimal("9.04")


def test_a_return_without_a_delivery_comes_back_at_todays_cost(delivery):
    trading.confirmed("sales_return", line("LS8", 16, "0.80", tax_rate="13"))

    assert trading.on_hand("LS8") == 176
    assert trading.stock_value("LS8") == Decimal("74.80")


def test_no_more_comes_back_than_went_out(delivery):
    bring_back(delivery, 30)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        bring_back(delivery, 11)

    assert refused(refusal) == [("follow.more_than_open", "lines.0.quantity")]
    assert trading.books() == before
    assert trading.on_hand("LS8") == 190


def test_conversion_brings_back_the_rest(delivery):
    bring_back(delivery, 30)

    rest = trading.convert(delivery, "sales_return")

    assert [row.quantity for row in rest.tables["lines"]] == [10]
    trading.act(rest, "confirm")
    assert trading.on_hand("LS8") == 200
    assert trading.owed("receivable") == 0
    assert trading.balance("cost_of_sales") == 0


@pytest.mark.parametrize("action", ["reopen", "cancel"])
def test_a_delivery_with_a_return_stays_and_names_it(delivery, action):
    back = bring_back(delivery, 10)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(delivery, action)

    assert refusal.value.code == "document.has_successors"
    assert refusal.value.facts["documents"] == [
        {"form": "sales_return", "id": str(back.id), "number": "XSTH-20261123-0001"}
    ]
    assert trading.books() == before
    trading.act(back, "cancel")
    trading.act(delivery, action)
    assert trading.on_hand("LS8") == 200


def test_what_was_delivered_of_an_order_stays_delivered(delivery):
    sold = trading.confirmed("sales_order", line("LS8", 20, "0.80"))
    row = str(sold.tables["lines"][0].id)
    sent = trading.confirmed("sales_delivery", line("LS8", 20, "0.80", order_line=row))

    bring_back(sent, 5)

    assert trading.fresh(sold).progress == "done"


def test_what_was_sold_by_a_box_that_holds_less_today_comes_back_in_the_boxes_it_went_out_in():
    trading.confirmed("stock_receipt", line("LS8", 200, unit_cost="0.30"))
    sold = trading.confirmed("sales_delivery", line("LS8", 2, "100", unit={"code": "BOX"}))
    smaller = {"unit": {"code": "BOX"}, "numerator": "80", "denominator": "1"}
    trading.change_master(trading.stored_product("LS8"), units=[smaller])

    (row,) = trading.convert(sold, "sales_return").tables["lines"]

    assert (row.quantity, row.base_quantity, row.unit_price) == (2, 200, 100)
