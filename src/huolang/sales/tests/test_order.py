"""销售订单: stock is held for an order until it is delivered, cancelled or closed."""

import pytest

from huolang.kernel import settings_registry
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture(autouse=True)
def stock(shop):
    """100 screws and 50 m of cable in the main warehouse."""
    trading.confirmed(
        "stock_receipt",
        line("LS8", 100, unit_cost="0.30"),
        line("DL", 50, unit_cost="12"),
        reason="opening",
    )


def order(*lines, **fields):
    return trading.confirmed("sales_order", *lines, **fields)


def deliver(source, quantity, index=0, **fields):
    row = source.tables["lines"][index]
    made = {"product": {"id": str(row.product_id)}, "quantity": quantity, "unit_price": "1"}
    return trading.confirmed("sales_delivery", {**made, "order_line": str(row.id), **fields})


def test_an_order_holds_what_is_there_and_waits_for_the_rest():
    sold = order(line("LS8", 130, "0.8"), line("AZ", 1, "150"))

    assert sold.number == "XSDD-20261123-0001"
    assert trading.reserved("LS8") == 100
    assert trading.on_hand("LS8") == 100
    trading.confirmed("stock_receipt", line("LS8", 50, unit_cost="0.30"))
    assert trading.reserved("LS8") == 130


def test_what_is_held_for_one_order_cannot_be_sold_to_another():
    order(line("LS8", 80, "0.8"))
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("sales_delivery", line("LS8", 30, "0.8"), partner={"code": "P2"})

    assert refused(refusal) == [("ledger.not_enough_stock", "lines.0.quantity")]
    assert trading.books() == before
    assert (trading.on_hand("LS8"), trading.reserved("LS8")) == (100, 80)


def test_a_delivery_uses_what_its_order_holds():
    sold = order(line("LS8", 80, "0.8"))

    deliver(sold, 30)

    assert (trading.on_hand("LS8"), trading.reserved("LS8")) == (70, 50)
    deliver(sold, 50)
    assert (trading.on_hand("LS8"), trading.reserved("LS8")) == (20, 0)
    assert trading.fresh(sold).progress == "done"


def test_a_cancelled_delivery_is_held_for_its_order_again():
    sold = order(line("LS8", 80, "0.8"))
    delivery = deliver(sold, 30)

    trading.act(delivery, "cancel")

    assert (trading.on_hand("LS8"), trading.reserved("LS8")) == (100, 80)


@pytest.mark.parametrize("action", ["close", "cancel", "reopen"])
def test_an_order_that_ends_lets_go_of_its_stock(action):
    sold = order(line("LS8", 80, "0.8"), line("DL", 5, "20"))

    trading.act(sold, action)

    assert (trading.reserved("LS8"), trading.reserved("DL")) == (0, 0)


def test_an_order_confirmed_again_holds_only_what_is_still_open():
    sold = order(line("LS8", 80, "0.8"))
    deliver(sold, 30)

    trading.act(sold, "reopen")
    assert trading.reserved("LS8") == 0
    trading.act(sold, "confirm")

    assert trading.reserved("LS8") == 50


def test_boxes_are_held_in_pieces():
    trading.confirmed("stock_receipt", line("LS8", 200, unit_cost="0.30"))

    order(line("LS8", 2, "70", unit={"code": "BOX"}))

    assert trading.reserved("LS8") == 200


def test_conversion_delivers_the_rest_and_needs_something_open():
    sold = order(line("LS8", 80, "0.8"), line("AZ", 1, "150"))
    deliver(sold, 30)

    rest = trading.convert(sold, "sales_delivery")
    trading.act(rest, "confirm")

    assert [row.quantity for row in rest.tables["lines"]] == [50, 1]
    assert trading.fresh(sold).progress == "done"
    with pytest.raises(BusinessError) as nothing:
        trading.convert(sold, "sales_delivery")
    assert refused(nothing) == [("convert.nothing_open", "")]
    with pytest.raises(BusinessError) as unknown:
        trading.convert(sold, "purchase_receipt")
    assert refused(unknown) == [("convert.unknown", "")]


def test_a_delivery_from_another_warehouse_frees_what_its_order_held():
    trading.confirmed(
        "stock_receipt", line("LS8", 10, unit_cost="0.30"), warehouse={"code": "CK02"}
    )
    sold = order(line("LS8", 100, "0.8"))
    later = order(line("LS8", 5, "0.8"))
    assert trading.reserved("LS8") == 100

    sent = deliver(sold, 10, warehouse={"code": "CK02"})

    assert trading.on_hand("LS8", "CK02") == 0
    assert trading.reserved("LS8") == 95  # 90 of the first order, 5 of the one that waited
    trading.act(sent, "cancel")
    assert trading.on_hand("LS8", "CK02") == 10
    assert trading.reserved("LS8") == 100
    trading.act(later, "close")
    assert trading.reserved("LS8") == 100


def test_more_than_was_ordered_is_delivered_within_the_tolerance_and_no_further():
    settings_registry.change("sales_order.over_delivery", "20", by=None)
    order = trading.confirmed("sales_order", line("LS8", 10, "1"))
    source = order.tables["lines"][0].id
    over = trading.confirmed("sales_delivery", line("LS8", 8, "1", order_line=source))
    trading.confirmed("sales_delivery", line("LS8", 4, "1", order_line=source))

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("sales_delivery", line("LS8", 1, "1", order_line=source))

    assert refused(refusal) == [("follow.more_than_open", "lines.0.quantity")]
    assert trading.reserved("LS8") == 0

    trading.act(over, "cancel")
    assert trading.reserved("LS8") == 6, "10 ordered, 4 delivered"
    trading.act(order, "reopen")
    trading.act(order, "confirm")
    assert trading.reserved("LS8") == 6


def test_an_order_of_which_more_was_delivered_asks_for_nothing_when_it_is_confirmed_again():
    settings_registry.change("sales_order.over_delivery", "20", by=None)
    order = trading.confirmed("sales_order", line("LS8", 10, "1"))
    source = order.tables["lines"][0].id
    trading.confirmed("sales_delivery", line("LS8", 12, "1", order_line=source))

    trading.act(order, "reopen")
    trading.act(order, "confirm")

    assert trading.reserved("LS8") == 0


def test_a_part_order_that_was_opened_again_says_how_to_end_it():
    """It is not cancelled, for some of it was delivered; confirmed first, it is closed."""
    trading.confirmed("stock_receipt", line("LS8", 10, unit_cost="0.3"), reason="opening")
    order = trading.confirmed("sales_order", line("LS8", 10, "1"))
    draft = trading.convert(order, "sales_delivery")
    (row,) = draft.tables["lines"]
    source = {"id": str(row.id), "order_line": str(row.order_line_id)}
    trading.change(draft, lines=[{**source, "quantity": "4"}])
    trading.act(draft, "confirm")
    trading.act(order, "reopen")
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(order, "cancel")

    assert refusal.value.code == "document.done_and_reopened"
    told = trading.fresh(order).warnings(at=trading.MORNING)
    assert [one.code for one in told] == ["order.done_stays"]
    assert str(told[0]) == str(refusal.value)
    assert trading.books() == before
    trading.act(order, "confirm")
    trading.act(order, "close")
    assert trading.fresh(order).state == "closed"
