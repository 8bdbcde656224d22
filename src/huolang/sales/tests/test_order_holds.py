"""占用的优先级和期限: who gets scarce goods first, and until when they are held."""

from datetime import timedelta
from unittest.mock import patch

import pytest

from huolang.kernel import clock, sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError
from huolang.ledger import proof
from huolang.sales import nightly
from tests.support import trading
from tests.support.trading import MORNING, line, refused

pytestmark = pytest.mark.usefixtures("shop")
TODAY = MORNING.date()


def ordered(quantity, **fields):
    return trading.confirmed("sales_order", line("LS8", quantity, "1"), **fields)


def held(order):
    statement = "SELECT reserved, state FROM ledger_reservation WHERE record = %s::uuid ORDER BY id"
    return sql.run(statement, [order.id]).fetchall()[-1]


def expire(days):
    with patch.object(clock, "now", lambda: MORNING + timedelta(days=days)):
        nightly.expire()


def receive(quantity):
    trading.confirmed("stock_receipt", line("LS8", quantity))


def test_what_comes_goes_to_the_urgent_order_first_and_then_to_the_oldest():
    orders = [ordered(5), ordered(5), ordered(5, priority="high"), ordered(5, priority="urgent")]

    receive(7)
    assert [held(one)[0] for one in orders] == [0, 0, 2, 5]
    receive(5)
    assert [held(one)[0] for one in orders] == [2, 0, 5, 5]


def test_a_count_takes_from_the_least_urgent():
    receive(10)
    orders = [ordered(5, priority="urgent"), ordered(5)]

    trading.confirmed("stock_count", line("LS8", 6))

    assert [held(one)[0] for one in orders] == [5, 1]


def test_goods_are_held_until_the_day_is_over_and_go_to_who_waits():
    receive(10)
    first = ordered(8, hold_until=TODAY.isoformat())
    second = ordered(6)
    expire(0)
    assert [held(one) for one in (first, second)] == [(8, "pending"), (2, "pending")]

    expire(1)

    assert [held(one) for one in (first, second)] == [(0, "expired"), (6, "pending")]
    assert trading.reserved("LS8") == 6
    assert trading.audit(first)[-1] == "hold_expired"
    assert trading.fresh(first).state == "confirmed"
    expire(2)
    assert trading.audit(first).count("hold_expired") == 1

    # It may still be delivered of what is free, and no more; opened again it asks anew.
    delivery = trading.convert(first, "sales_delivery")
    only = str(delivery.tables["lines"][0].id)
    delivery = trading.change(delivery, lines=[{"id": only, "quantity": 5}])
    before = trading.books()
    with pytest.raises(BusinessError) as refusal:
        trading.act(delivery, "confirm")
    assert refused(refusal) == [("ledger.not_enough_stock", "lines.0.quantity")]
    assert trading.books() == before
    delivery = trading.change(delivery, lines=[{"id": only, "quantity": 4}])
    trading.act(delivery, "confirm")
    trading.act(delivery, "cancel")
    trading.act(first, "reopen")
    again = trading.change(first, hold_until=None)
    trading.act(again, "confirm")
    assert held(first) == (4, "pending")
    assert list(proof.differences(current_id())) == []


def test_a_day_that_is_over_is_refused_and_nothing_is_held():
    receive(10)
    before = trading.books()
    yesterday = (TODAY - timedelta(days=1)).isoformat()

    with pytest.raises(BusinessError) as refusal:
        ordered(1, hold_until=yesterday)

    assert refused(refusal) == [("sales_order.hold_ended", "hold_until")]
    assert trading.books() == before


def test_the_page_of_the_order_says_that_its_goods_are_held_no_longer():
    receive(10)
    order = ordered(8, hold_until=TODAY.isoformat())

    said = order.warnings(at=MORNING + timedelta(days=1))

    assert [one.code for one in said] == ["sales_order.hold_expired"]
    assert order.warnings(at=MORNING) == []
