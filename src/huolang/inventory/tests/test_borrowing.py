"""借入: goods of others are with us for a time, and in no stock until they are bought."""

from datetime import timedelta
from decimal import Decimal

import pytest

from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")
DAY = trading.MORNING.date()


def borrowed(*lines, **fields):
    return trading.confirmed("borrowing", *lines, **fields)


def held(borrowing):
    return [row.open_quantity for row in trading.fresh(borrowing).tables["lines"]]


def part(document, quantity):
    """Of the first line of a draft so many, and no other line."""
    row = {"id": str(document.tables["lines"][0].id), "quantity": quantity}
    return trading.change(document, lines=[row])


def test_what_was_borrowed_is_in_no_stock_and_goes_back_in_parts():
    before = trading.stock_value("LS8")
    got = borrowed(line("LS8", 2, unit={"code": "BOX"}), line("DL", 5), due_on=str(DAY))
    assert got.number == "JR-20261123-0001"
    assert (trading.on_hand("LS8"), trading.stock_value("LS8")) == (0, before)

    back = part(trading.convert(got, "borrowing_return"), 1)
    trading.act(back, "confirm")
    assert (trading.fresh(got).progress, held(got)) == ("partial", [1, 5])
    rest = trading.convert(got, "borrowing_return")
    assert [row.quantity for row in rest.tables["lines"]] == [1, 5]
    trading.act(rest, "confirm")

    assert (trading.fresh(got).progress, held(got)) == ("done", [0, 0])
    trading.act(back, "reopen")
    assert (trading.fresh(got).progress, held(got)) == ("partial", [1, 0])
    trading.act(back, "cancel")
    trading.act(rest, "cancel")
    assert trading.fresh(got).progress == "none"
    trading.act(got, "cancel")
    assert trading.on_hand("LS8") == 0


def test_what_we_keep_of_it_is_bought():
    got = borrowed(line("LS8", 100))

    bought = part(trading.convert(got, "purchase_receipt"), 40)
    row = {"id": str(bought.tables["lines"][0].id), "unit_price": "0.5"}
    trading.change(bought, lines=[row])
    trading.act(bought, "confirm")

    assert (trading.on_hand("LS8"), trading.stock_value("LS8")) == (40, 20)
    assert trading.owed("payable") == Decimal("22.60")
    assert (trading.fresh(got).progress, held(got)) == ("partial", [60])
    with pytest.raises(BusinessError) as refusal:
        trading.act(got, "cancel")
    assert refused(refusal) == [("document.already_done", "")]
    trading.act(bought, "cancel")
    assert (trading.on_hand("LS8"), held(got)) == (0, [100])


def test_no_more_goes_back_than_came_and_nothing_of_nobody():
    got = borrowed(line("LS8", 10))
    (row,) = got.tables["lines"]
    going_on = {"borrowing_line": str(row.id)}
    before = trading.books()

    def wrong(*lines, form="borrowing_return", **fields):
        with pytest.raises(BusinessError) as refusal:
            trading.confirmed(form, *lines, **fields)
        return refused(refusal)

    assert wrong(line("LS8", 11, **going_on)) == [("follow.more_than_open", "lines.0.quantity")]
    assert wrong(line("LS8", 1)) == [("borrowing_return.no_borrowing", "lines.0.product")]
    other = {"partner": {"code": "P2"}}
    assert wrong(line("LS8", 1, **going_on), **other) == [
        ("follow.does_not_match", "lines.0.borrowing_line")
    ]
    assert wrong(line("LS8", 11, "1", **going_on), form="purchase_receipt") == [
        ("follow.more_than_open", "lines.0.quantity")
    ]
    assert trading.books() == before
    assert held(got) == [10]


def test_what_cannot_be_borrowed():
    yesterday = str(DAY - timedelta(days=1))
    for fields, row, said in (
        ({}, line("AZ", 1), ("stock_document.service", "lines.0.product")),
        ({"due_on": yesterday}, line("LS8", 1), ("borrowing.due_before", "due_on")),
        ({}, line("LS8", "0.5"), ("line.quantity_digits", "lines.0.quantity")),
    ):
        with pytest.raises(BusinessError) as refusal:
            trading.draft("borrowing", row, **fields)
        assert refused(refusal) == [said]


def test_what_is_late_says_so_until_it_is_put_off_or_back():
    got = borrowed(line("LS8", 10), due_on=str(DAY))
    later = trading.MORNING + timedelta(days=1)

    def told():
        return [one.code for one in trading.fresh(got).warnings(at=later)]

    assert told() == ["borrowing.overdue"]
    trading.change(got, due_on=str(DAY + timedelta(days=9)))
    assert told() == []
    trading.change(got, due_on=str(DAY))
    trading.act(trading.convert(got, "borrowing_return"), "confirm")
    assert told() == []


def test_a_borrowing_that_is_closed_expects_nothing_more():
    got = borrowed(line("LS8", 10))

    trading.act(got, "close")

    with pytest.raises(BusinessError) as refusal:
        trading.convert(got, "borrowing_return")
    assert refused(refusal) == [("convert.wrong_state", "")]
    trading.act(got, "reopen")
    assert held(got) == [10]
