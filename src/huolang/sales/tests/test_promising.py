"""可承诺量: from which day on the goods of an order can be promised."""

from __future__ import annotations

import pytest

from huolang.kernel import clock
from huolang.masters import promising
from tests.support import trading
from tests.support.trading import MORNING, line

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture(autouse=True)
def stock(shop, monkeypatch):
    """It is 23 November. 10 screws; 20 come on 1 December, 30 on the 5th, both ordered."""
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    trading.confirmed("stock_receipt", line("LS8", 10, unit_cost="0.30"), reason="opening")
    coming(20, "2026-12-01")
    coming(30, "2026-12-05")


def coming(quantity, day, **fields):
    asked = line("LS8", quantity, "0.3", expected_on=day)
    return trading.confirmed("purchase_order", asked, **fields)


def said(order):
    told = trading.fresh(order).warnings(at=MORNING)
    return [(one.field, one.code, str(one)) for one in told]


def wanted(*asked, state=trading.draft, **fields):
    """An order of as many screws by a day, for each."""
    lines = [line("LS8", quantity, "1", expected_on=day) for quantity, day in asked]
    return state("sales_order", *lines, **fields)


def test_a_draft_tells_which_lines_come_later_than_they_were_promised():
    order = wanted((10, "2026-11-23"), (20, "2026-11-30"), (30, "2026-12-05"), (1, "2027-01-01"))

    assert said(order) == [
        (
            "lines.1.expected_on",
            "order.promised_too_early",
            "六角螺栓 还缺 20，最早 2026-12-01 可承诺",
        ),
        (
            "lines.3.expected_on",
            "order.not_in_sight",
            "六角螺栓 还缺 1，没有已排定交期的采购可以满足",
        ),
    ]
    assert said(wanted((60, None))) == []


def test_who_waits_already_is_served_before_a_new_order_and_by_the_first_arrivals():
    waits = wanted((25, "2026-12-01"), state=trading.confirmed)
    second = wanted((5, "2026-12-01"), (5, "2026-12-01"), state=trading.confirmed)
    assert said(waits) == []
    assert [field for field, _code, _text in said(second)] == ["lines.1.expected_on"]

    assert said(wanted((1, "2026-12-04"))) == [
        (
            "lines.0.expected_on",
            "order.promised_too_early",
            "六角螺栓 还缺 1，最早 2026-12-05 可承诺",
        )
    ]


def test_what_is_late_closed_received_or_of_another_place_does_not_count():
    trading.act(coming(100, "2026-11-30"), "close")
    coming(100, "2026-11-22")
    coming(100, None)
    trading.draft("purchase_order", line("LS8", 100, "0.3", expected_on="2026-11-30"))
    coming(100, "2026-11-30", warehouse={"code": "CK02"})

    assert [one[1] for one in said(wanted((11, "2026-11-30")))] == ["order.promised_too_early"]
    assert said(wanted((11, "2026-11-30"), warehouse={"code": "CK02"})) == []
    goods = trading.stored_product("LS8").id
    arrivals = promising.coming([goods])[goods]
    assert [(f"{one.on}", one.quantity) for one in arrivals] == [
        ("2026-11-30", 100),
        ("2026-12-01", 20),
        ("2026-12-05", 30),
    ]


def test_part_of_an_arrival_that_came_is_not_counted_twice():
    first = coming(40, "2026-11-25")
    received = trading.convert(first, "purchase_receipt")
    lines = [{**received_line(received), "quantity": "15"}]
    trading.act(trading.change(received, lines=lines), "confirm")
    goods = trading.stored_product("LS8").id

    assert promising.coming([goods])[goods][0].quantity == 25
    assert said(wanted((50, "2026-11-25"))) == []
    assert [one[1] for one in said(wanted((51, "2026-11-25")))] == ["order.promised_too_early"]


def received_line(receipt):
    row = receipt.tables["lines"][0]
    return {"id": str(row.id), "order_line": str(row.order_line_id)}
