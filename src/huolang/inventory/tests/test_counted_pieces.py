"""按序列号盘点: whoever counts scans what is there; the rest is missing, or nobody expected it."""

import pytest

from huolang.documents.duplicate import duplicate
from huolang.forms import registry
from huolang.kernel.company import acting, current_id
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.serials import (
    cost,
    known,
    piece,
    received,
    refusal,
    refused_act,
    row_of,
    sold,
    states,
)
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


def found(numbers, **fields):
    return line("SJ", len(numbers), serials=numbers, **fields)


def counted(numbers, date=None, **fields):
    header = {"date": date} if date else {}
    return trading.confirmed("stock_count", found(numbers, **fields), **header)


def told(document):
    (row,) = trading.fresh(document).tables["lines"]
    return (
        row.book_quantity,
        row.difference,
        row.missing_serials,
        row.surplus_serials,
    )


def test_what_is_not_found_leaves_at_its_own_cost(phones):
    count = counted(["b1", "A1"], reason="accident")

    assert told(count) == (3, -1, ["A2"], [])
    assert known() == [("A1", "in_stock", "CK01"), ("A2", "lost", ""), ("B1", "in_stock", "CK01")]
    assert (cost(count), trading.balance("other_issue")) == (-1000, 1000)
    assert piece("A2").delivery == count.number
    assert trading.fresh(count).tables["lines"][0].serials == ["B1", "A1"]


def test_what_agrees_moves_nothing(phones):
    before = piece("A1").updated_at

    count = counted(["A1", "A2", "B1"])

    assert told(count) == (3, 0, [], [])
    assert trading.journal(count) == []
    assert piece("A1").updated_at == before


def test_a_draft_says_already_what_is_missing_and_what_nobody_expected(phones):
    draft = trading.draft("stock_count", found(["A1", "X9"]))

    assert told(draft) == (3, -1, ["A2", "B1"], ["X9"])
    assert [row[0] for row in known()] == ["A1", "A2", "B1"]
    assert trading.on_hand("SJ") == 3


def test_a_number_that_nobody_expected_comes_in_once_somebody_says_that_it_is_so(phones):
    row = found(["A1", "A2", "B1", "X9"])
    assert refusal("stock_count", row) == [("stock_count.not_expected", "lines.0.serials.3")]

    count = counted(["A1", "A2", "B1", "X9"], surplus_is_right=True, reason="surplus")

    assert told(count) == (3, 1, [], ["X9"])
    assert states()[-1] == ("X9", "in_stock")
    assert piece("X9").receipt == count.number
    assert cost(count) == 0  # nobody knows what it cost, until it is said (成本调整单)
    sold(["X9"])


def test_one_more_and_one_less_are_two_movements_although_the_quantity_agrees(phones):
    count = counted(["A1", "A2", "X9"], surplus_is_right=True)

    assert told(count) == (3, 0, ["B1"], ["X9"])
    assert states() == [("A1", "in_stock"), ("A2", "in_stock"), ("B1", "lost"), ("X9", "in_stock")]
    assert trading.on_hand("SJ") == 3
    assert trading.balance("stock_difference") == 1300


@pytest.mark.parametrize("reason", ["surplus", "accident"])
def test_a_reason_is_one_of_gains_or_of_losses(phones, reason):
    row = found(["A1", "A2", "X9"], surplus_is_right=True, reason=reason)

    assert refusal("stock_count", row) == [("stock_count.reason_unfit", "lines.0.reason")]


def test_a_number_that_was_sold_and_lies_there_is_told_and_taken_in_at_what_it_cost(phones):
    delivery = sold(["B1"])
    row = found(["A1", "A2", "B1"])
    with pytest.raises(BusinessError) as error:
        trading.confirmed("stock_count", row)
    assert str(error.value) == (
        f"手机 的序列号 B1 账上已售出（{delivery.number}），确实盘到请勾选“盘盈属实”"
    )

    count = counted(["A1", "A2", "B1"], surplus_is_right=True)

    assert states()[-1] == ("B1", "in_stock")
    assert cost(count) == 1300
    back = trading.convert(delivery, "sales_return")
    trading.change(back, lines=[{**row_of(back), "serials": ["B1"]}])
    assert refused_act(back, "confirm") == [("line.serial_in_stock", "lines.0.serials.0")]


def test_what_lies_in_another_warehouse_has_to_be_transferred(phones):
    row = found(["A1"], surplus_is_right=True)

    assert refusal("stock_count", row, warehouse={"code": "CK02"}) == [
        ("line.serial_in_stock", "lines.0.serials.0")
    ]
    sent = trading.confirmed(
        "stock_transfer", line("SJ", 1, serials=["A2"]), into={"code": "CK02"}, in_steps=True
    )
    assert refusal(
        "stock_count", found(["A2"], surplus_is_right=True), warehouse={"code": "CK02"}
    ) == [("line.serial_in_stock", "lines.0.serials.0")]
    assert sent.number and states()[1] == ("A2", "in_transit")


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (line("SJ", 2, serials=["A1"]), [("line.serials_differ", "lines.0.serials")]),
        (found(["A1", "a1"]), [("line.serial_twice", "lines.0.serials.1")]),
        (line("LS8", 1, serials=["A1"]), [("line.not_serialized", "lines.0.serials")]),
    ],
)
def test_what_is_wrong_with_the_numbers_is_told_at_its_place(phones, row, wrong):
    assert refusal("stock_count", row) == wrong


def test_goods_with_and_without_numbers_are_counted_on_one_paper(phones):
    trading.confirmed("stock_receipt", line("LS8", 10, unit_cost="1"))

    trading.confirmed("stock_count", line("LS8", 7), found(["A1", "B1"]))

    assert (trading.on_hand("LS8"), trading.on_hand("SJ")) == (7, 2)
    assert states()[1] == ("A2", "lost")


def test_nothing_at_all_may_be_found(phones):
    counted([])

    assert {status for _number, status in states()} == {"lost"}
    assert (trading.on_hand("SJ"), trading.stock_value("SJ")) == (0, 0)


@pytest.mark.parametrize("action", ["cancel", "reopen"])
def test_taken_back_every_piece_is_where_it_was(phones, action):
    sold(["A2"])
    before = known()
    count = counted(["A1", "A2", "X9"], surplus_is_right=True)

    trading.act(count, action)

    assert known() == [*before, ("X9", "unused", "")]
    assert trading.stock_value("SJ") == 2300


def test_a_count_reopened_and_changed_is_held_against_the_books_anew(phones):
    count = counted(["A1"])
    trading.act(count, "reopen")
    trading.change(count, lines=[{**row_of(count), "quantity": "2", "serials": ["A2", "B1"]}])

    trading.act(count, "confirm")

    assert told(count) == (3, -1, ["A1"], [])
    assert states() == [("A1", "lost"), ("A2", "in_stock"), ("B1", "in_stock")]


def test_a_count_is_not_taken_back_once_what_it_found_has_left(phones):
    count = counted(["A1", "A2", "B1", "X9"], surplus_is_right=True)
    sold(["X9"])

    assert refused_act(count, "cancel") == [("line.serial_not_there", "lines.0.serials.3")]


def test_a_count_of_a_past_day_is_held_against_that_evening(shop):
    trading.product("SJ", "手机", serialized=True)
    received(["A1", "A2", "A3"], date="2026-11-20")
    sold(["A1"], date="2026-11-22")
    received(["A4"], date="2026-11-22")

    count = counted(["A1", "A2"], date="2026-11-21")

    assert told(count) == (3, -1, ["A3"], [])
    assert states() == [
        ("A1", "delivered"),
        ("A2", "in_stock"),
        ("A3", "lost"),
        ("A4", "in_stock"),
    ]
    # what was sold since cannot have been missing then
    row = found(["A2"])
    assert refusal("stock_count", row, date="2026-11-21") == [
        ("line.serial_not_there", "lines.0.serials")
    ]


def test_what_is_recorded_later_of_the_time_before_is_told_on_the_count(shop):
    trading.product("SJ", "手机", serialized=True)
    received(["A1"], date="2026-11-20")
    count = counted(["A1"], date="2026-11-21")

    late = received(["A2"], date="2026-11-20")

    (warning,) = trading.fresh(count).warnings(at=trading.MORNING)
    assert warning.code == "stock_count.changed_since"
    assert late.number in str(warning)


def test_a_copy_asks_again_whether_a_surplus_is_right(phones):
    count = counted(["A1", "A2", "B1", "X9"], surplus_is_right=True)

    with acting(current_id()):
        copy = duplicate(registry.of(type(count)), count.id, access=trading.anybody())

    (row,) = trading.fresh(copy).tables["lines"]
    assert (row.serials, row.surplus_is_right) == ([], False)


def test_a_count_says_what_is_wrong_with_several_numbers_at_once(phones):
    row = found(["X1", "A1", "X2"])
    with pytest.raises(BusinessError) as error:
        trading.confirmed("stock_count", row)

    assert refused(error) == [
        ("stock_count.not_expected", "lines.0.serials.0"),
        ("stock_count.not_expected", "lines.0.serials.2"),
    ]
