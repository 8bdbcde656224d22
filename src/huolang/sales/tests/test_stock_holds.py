"""占用单: goods are kept for somebody until a day, and what sells them takes them over."""

from datetime import timedelta
from decimal import Decimal
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huolang.inventory import nightly
from huolang.kernel import clock
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError, Forbidden
from huolang.ledger import proof, reading
from tests.support import trading
from tests.support.trading import MORNING, line, refused

pytestmark = pytest.mark.usefixtures("shop")
TODAY = MORNING.date()
UNTIL = (TODAY + timedelta(days=3)).isoformat()


def kept(*lines, **fields):
    return trading.confirmed("stock_hold", *lines, **{"hold_until": UNTIL, **fields})


def ordered(quantity, **fields):
    return trading.confirmed("sales_order", line("LS8", quantity, "1"), **fields)


def holds(document):
    """What its only line holds, and what that waits for."""
    found = list(reading.of_record(document.id).values())
    return (found[0].reserved, found[0].waiting) if found else (0, 0)


def receive(quantity, code="LS8"):
    trading.confirmed("stock_receipt", line(code, quantity, unit_cost="0.30"))


def later(days):
    with patch.object(clock, "now", lambda: MORNING + timedelta(days=days)):
        nightly._end_holds()


def proven():
    return list(proof.differences(current_id())) == []


def said(document, at=MORNING):
    document = trading.fresh(document)
    return [(one.code, one.field, str(one)) for one in document.warnings(at=at)]


def test_a_hold_gets_what_is_there_and_waits_for_the_rest_without_moving_anything():
    receive(10)

    hold = kept(line("LS8", 14), partner={"code": "P2"}, reason="展会样品")

    assert (hold.number, hold.state, hold.progress) == ("ZY-20261123-0001", "confirmed", "none")
    assert holds(hold) == (10, 4)
    assert (trading.on_hand("LS8"), trading.reserved("LS8")) == (10, 10)
    assert trading.postings(hold) == []
    assert said(hold) == [
        ("stock_hold.waiting", "lines.0.quantity", "六角螺栓 占用了 10，还有 4 在等货")
    ]
    before = trading.books()
    with pytest.raises(BusinessError) as taken:
        trading.confirmed("sales_delivery", line("LS8", 1, "1"))
    assert refused(taken) == [("ledger.not_enough_stock", "lines.0.quantity")]
    assert trading.books() == before
    receive(5)
    assert (holds(hold), said(hold)) == ((14, 0), [])
    assert proven()


def test_a_delivery_takes_over_what_is_held_and_gives_it_back_when_it_is_cancelled():
    receive(100)
    hold = kept(line("LS8", 60), partner={"code": "P2"})
    assert trading.fresh(hold).tables["lines"][0].open_quantity == 60

    sold = trading.convert(hold, "sales_delivery")
    assert (sold.partner_id, sold.tables["lines"][0].unit_price) == (
        hold.partner_id,
        Decimal("0.8"),
    )
    only = str(sold.tables["lines"][0].id)
    trading.act(trading.change(sold, lines=[{"id": only, "quantity": 45}]), "confirm")

    assert (trading.on_hand("LS8"), trading.reserved("LS8")) == (55, 15)
    assert (holds(hold), trading.fresh(hold).progress) == ((15, 0), "partial")
    with pytest.raises(BusinessError) as cancelled:
        trading.act(hold, "cancel")
    assert refused(cancelled) == [("document.already_done", "")]
    trading.act(sold, "cancel")
    assert (holds(hold), trading.fresh(hold).progress) == ((60, 0), "none")
    assert proven()


def test_an_order_takes_over_the_goods_and_the_place_of_a_hold_before_anybody_else():
    receive(6)
    hold = kept(line("LS8", 10), priority="high", needed_on=UNTIL)
    other = ordered(5)
    assert (holds(hold), holds(other)) == ((6, 4), (0, 5))

    of_hold = {"hold_line": str(hold.tables["lines"][0].id), "expected_on": UNTIL}
    order = trading.confirmed("sales_order", line("LS8", 10, "1", **of_hold), priority="high")

    assert (holds(hold), holds(order), holds(other)) == ((0, 0), (6, 4), (0, 5))
    assert trading.fresh(hold).progress == "done"
    receive(6)
    assert (holds(order), holds(other)) == ((10, 0), (2, 3))
    # Opened again it gives them back to the hold, closed it leaves them to whoever waits.
    trading.act(order, "reopen")
    assert (holds(hold), holds(order)) == ((10, 0), (0, 0))
    assert trading.fresh(hold).progress == "none"
    trading.act(order, "confirm")
    assert (holds(hold), holds(order)) == ((0, 0), (10, 0))
    trading.act(order, "close")
    assert (holds(hold), holds(other), trading.reserved("LS8")) == ((0, 0), (5, 0), 5)
    trading.act(order, "reopen")
    assert holds(hold) == (7, 3)
    trading.act(order, "cancel")
    assert (holds(hold), trading.fresh(hold).progress) == ((7, 3), "none")
    assert proven()


def test_an_order_is_delivered_of_what_its_hold_had_and_reopened_keeps_what_was_done():
    receive(10)
    hold = kept(line("LS8", 10), partner={"code": "P1"})
    order = trading.act(trading.convert(hold, "sales_order"), "confirm")
    sold = trading.convert(order, "sales_delivery")
    only = str(sold.tables["lines"][0].id)
    trading.act(trading.change(sold, lines=[{"id": only, "quantity": 4}]), "confirm")
    assert (holds(order), trading.reserved("LS8")) == ((6, 0), 6)

    trading.act(order, "reopen")
    trading.act(order, "confirm")

    assert (holds(hold), holds(order), trading.reserved("LS8")) == ((0, 0), (6, 0), 6)
    assert [one.form for one in trading.chain(hold)[1]] == ["sales_order", "sales_delivery"]
    assert proven()


def test_who_waits_is_served_by_priority_then_by_the_day_then_by_age():
    day = [(TODAY + timedelta(days=n)).isoformat() for n in range(4)]
    low = kept(line("LS8", 1), priority="low", needed_on=day[0])
    plain = ordered(1)
    third = kept(line("LS8", 1), needed_on=day[3])
    first = trading.confirmed("sales_order", line("LS8", 1, "1", expected_on=day[1]))
    urgent = kept(line("LS8", 1), priority="urgent", needed_on=day[3])
    queue = [urgent, plain, first, third, low]

    for served in range(5):
        receive(1)
        assert [holds(one)[0] for one in queue] == [1] * (served + 1) + [0] * (4 - served)
    for left in range(4, -1, -1):
        trading.confirmed("stock_count", line("LS8", left))
        assert [holds(one)[0] for one in queue] == [1] * left + [0] * (5 - left)
    assert "order.lost_promise" in [code for code, _place, _text in said(low)]
    assert proven()


def test_a_hold_ends_by_itself_after_its_last_day_once_however_late_the_job_comes():
    receive(10)
    hold = kept(line("LS8", 8), hold_until=TODAY.isoformat())
    longer = kept(line("LS8", 1))
    waits = ordered(6)
    assert (holds(hold), holds(waits)) == ((8, 0), (1, 5))
    later(0)
    assert (trading.fresh(hold).state, said(hold)) == ("confirmed", [])
    over = [code for code, _place, _text in said(hold, at=MORNING + timedelta(days=1))]
    assert over == ["stock_hold.over"]

    later(2)  # nobody worked for two days
    later(2)

    assert (trading.fresh(hold).state, trading.fresh(longer).state) == ("closed", "confirmed")
    assert (holds(hold), holds(longer), holds(waits)) == ((0, 0), (1, 0), (6, 0))
    assert trading.audit(hold) == ["create", "confirm", "hold_expired"]
    assert [name for name, _revision in trading.events(hold)][-1] == "stock_hold.hold_expired"
    assert [name for name, _revision in trading.events(hold)].count("stock_hold.hold_expired") == 1
    assert trading.reserved("LS8") == 7
    assert proven()


def test_what_goes_on_from_a_hold_that_has_ended_takes_what_is_free():
    receive(10)
    hold = kept(line("LS8", 8), partner={"code": "P1"}, hold_until=TODAY.isoformat())
    order = trading.convert(hold, "sales_order")
    later(1)
    other = ordered(5)

    trading.act(order, "confirm")

    assert (holds(other), holds(order), holds(hold)) == ((5, 0), (5, 3), (0, 0))
    with pytest.raises(BusinessError) as late:
        trading.convert(hold, "sales_order")
    assert refused(late) == [("convert.wrong_state", "")]
    trading.act(order, "cancel")
    assert (holds(hold), trading.reserved("LS8")) == ((0, 0), 5)
    assert proven()


def test_a_hold_may_be_put_off_and_keeps_what_it_has_but_not_into_the_past():
    receive(10)
    hold = kept(line("LS8", 8), hold_until=TODAY.isoformat())
    ordered(6)
    yesterday = (TODAY - timedelta(days=1)).isoformat()

    trading.change(hold, hold_until=UNTIL)
    later(1)

    assert (trading.fresh(hold).state, holds(hold)) == ("confirmed", (8, 0))
    with pytest.raises(BusinessError) as refusal:
        trading.change(hold, hold_until=yesterday)
    assert refused(refusal) == [("stock_hold.ends_before", "hold_until")]
    later(4)
    assert trading.fresh(hold).state == "closed"


def test_what_cannot_be_kept():
    receive(10)
    before = trading.books()
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    for fields, rows, wrong in (
        ({"hold_until": None}, [line("LS8", 1)], ("field.required", "hold_until")),
        ({"hold_until": yesterday}, [line("LS8", 1)], ("stock_hold.ends_before", "hold_until")),
        ({}, [line("AZ", 1)], ("stock_document.service", "lines.0.product")),
        ({}, [line("LS8", 0)], ("line.quantity_not_positive", "lines.0.quantity")),
        ({}, [], ("document.no_lines", "lines")),
    ):
        with pytest.raises(BusinessError) as refusal:
            kept(*rows, **fields)
        assert refused(refusal) == [wrong]
    assert trading.books() == before


def test_no_more_than_is_held_is_taken_over_and_only_by_whom_it_is_for():
    receive(30)
    hold = kept(line("LS8", 10), partner={"code": "P2"})
    of_hold = {"hold_line": str(hold.tables["lines"][0].id)}
    before = trading.books()

    def wrong(name, row, **fields):
        with pytest.raises(BusinessError) as refusal:
            trading.confirmed(name, row, **fields)
        return refused(refusal)

    who = {"partner": {"code": "P2"}}
    more = [("follow.more_than_open", "lines.0.quantity")]
    other = [("follow.does_not_match", "lines.0.hold_line")]
    for name in ("sales_order", "sales_delivery"):
        assert wrong(name, line("LS8", 11, "1", **of_hold), **who) == more
        assert wrong(name, line("LS8", 5, "1", **of_hold)) == other
        assert wrong(name, line("DL", 5, "1", **of_hold), **who) == other
    assert (trading.books(), holds(hold)) == (before, (10, 0))
    assert proven()


def test_a_hold_for_nobody_in_particular_is_taken_by_whoever_comes():
    receive(30)
    hold = kept(line("LS8", 10))
    of_hold = {"hold_line": str(hold.tables["lines"][0].id)}

    trading.confirmed("sales_order", line("LS8", 4, "1", **of_hold))
    trading.confirmed("sales_delivery", line("LS8", 6, "1", **of_hold), partner={"code": "P2"})

    assert (trading.fresh(hold).progress, trading.on_hand("LS8")) == ("done", 24)
    assert trading.reserved("LS8") == 4
    assert proven()


def test_a_hold_is_sold_once_a_customer_is_found_who_stays_then():
    receive(10)
    hold = kept(line("LS8", 8))
    with pytest.raises(BusinessError) as nobody:
        trading.convert(hold, "sales_order")
    assert refused(nobody) == [("stock_hold.no_customer", "partner")]

    trading.change(hold, partner={"code": "P2"})
    trading.act(trading.convert(hold, "sales_order"), "confirm")

    with pytest.raises(BusinessError) as other:
        trading.change(hold, partner={"code": "P1"})
    assert refused(other) == [("order.done_changed", "partner")]
    assert (holds(hold), trading.reserved("LS8")) == ((0, 0), 8)


def test_what_was_taken_over_stays_when_a_hold_is_edited_again_and_the_rest_is_kept():
    receive(10)
    hold = kept(line("LS8", 8))
    of_hold = {"hold_line": str(hold.tables["lines"][0].id)}
    trading.confirmed("sales_delivery", line("LS8", 3, "1", **of_hold))

    trading.act(hold, "reopen")
    assert trading.reserved("LS8") == 0
    only = {"id": str(hold.tables["lines"][0].id)}
    with pytest.raises(BusinessError) as refusal:
        trading.change(hold, lines=[{**only, "quantity": 2}])
    assert refused(refusal) == [("order.below_done", "lines.0.quantity")]
    trading.change(hold, lines=[{**only, "quantity": 6}])
    trading.act(hold, "confirm")

    assert (holds(hold), trading.reserved("LS8")) == ((3, 0), 3)
    trading.act(hold, "close")
    assert (trading.reserved("LS8"), proven()) == (0, True)


def test_who_may_not_keep_goods_is_refused():
    receive(10)
    seller = trading.access(current_id(), sales_order=("add", "confirm", "view"))

    with pytest.raises(Forbidden):
        payload = trading.filled("stock_hold", line("LS8", 1), hold_until=UNTIL)
        trading.create("stock_hold", payload, then="confirm", access=seller)

    assert (trading.count("stock_hold"), trading.reserved("LS8")) == (0, 0)


def test_many_lines_and_many_holds_cost_no_more_statements():
    codes = [f"N{n}" for n in range(12)]
    for code in codes:
        trading.product(code, f"螺母{code}")
        receive(3, code)

    def statements(work):
        with CaptureQueriesContext(connection) as seen:
            work()
        return len(seen)

    kept(line(codes[0], 1))
    of_one = statements(lambda: kept(line(codes[0], 1)))
    of_twelve = statements(lambda: kept(*[line(code, 1) for code in codes]))
    assert of_twelve == of_one
    ending_three = statements(lambda: later(9))
    for code in codes:
        kept(line(code, 1))
    assert statements(lambda: later(9)) == ending_three
    assert sum(trading.reserved(code) for code in codes) == 0
