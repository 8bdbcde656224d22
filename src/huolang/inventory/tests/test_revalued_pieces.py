"""按序列号调整成本: single pieces are worth something else from a moment on."""

from decimal import Decimal

import pytest

from tests.support import trading
from tests.support.serials import cost, known, received, refusal, sold
from tests.support.trading import line

pytestmark = pytest.mark.usefixtures("shop")
D = Decimal


def row(numbers, **typed):
    return {"product": {"code": "SJ"}, "serials": numbers, **typed}


def adjusted(*rows, **fields):
    return trading.confirmed("revaluation", *rows, **{"explanation": "跌价", **fields})


def refused(*rows, **fields):
    return refusal("revaluation", *rows, **{"explanation": "跌价", **fields})


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ({"unit_cost": "800"}, [800, 1000, 800]),
        ({"new_value": "1150"}, [500, 1000, 650]),
        ({"change": "-230"}, [900, 1000, 1170]),
        ({"new_value": 0}, [0, 1000, 0]),
    ],
)
def test_the_named_pieces_are_worth_what_was_typed(phones, typed, values):
    paper = adjusted(row(["a1", "B1"], **typed))

    (line_,) = trading.fresh(paper).tables["lines"]
    assert (line_.quantity, line_.value_before, line_.serials) == (2, 2300, ["A1", "B1"])
    assert paper.difference == sum(values) - 3300
    assert trading.stock_value("SJ") == sum(values)
    sales = [sold([number]) for number in ("A1", "A2", "B1")]
    assert [-cost(one) for one in sales] == values
    assert known()[0] == ("A1", "delivered", "")


def test_pieces_that_cost_the_same_together_may_each_cost_otherwise(phones):
    paper = adjusted(row(["A1", "B1"], unit_cost="1150"))

    assert paper.difference == 0
    assert [-cost(sold([number])) for number in ("A1", "B1")] == [1150, 1150]


def test_what_was_worth_nothing_shares_evenly(phones):
    trading.confirmed(
        "stock_count", line("SJ", 5, serials=["A1", "A2", "B1", "X1", "X2"], surplus_is_right=True)
    )

    adjusted(row(["X1", "X2"], new_value="999.99"))

    assert [-cost(sold([number])) for number in ("X1", "X2")] == [D("499.99"), D("500.00")]


def test_what_was_sold_since_costs_anew_and_what_came_back_as_well(shop):
    trading.product("SJ", "手机", serialized=True, costing_scope="batch")
    received(["A1"], "1000", date="2026-11-20")
    delivery = sold(["A1"], date="2026-11-22")
    back = trading.act(trading.convert(delivery, "sales_return"), "confirm")

    paper = adjusted(row(["A1"], new_value="700"), date="2026-11-21")

    assert (cost(delivery), cost(back), trading.stock_value("SJ")) == (-700, 700, 700)
    trading.act(paper, "cancel")
    assert (cost(delivery), trading.stock_value("SJ")) == (-1000, 1000)


def test_each_warehouse_is_named_where_it_has_its_own_costs(shop):
    trading.product("SJ", "手机", serialized=True, costing_scope="warehouse_batch")
    received(["A1"], "1000")

    assert refused(row(["A1"], unit_cost=1)) == [
        ("revaluation.which_warehouse", "lines.0.warehouse")
    ]
    assert refused(row(["A1"], unit_cost=1, warehouse={"code": "CK02"})) == [
        ("revaluation.nothing_there", "lines.0.serials.0")
    ]
    adjusted(row(["A1"], unit_cost=1, warehouse={"code": "CK01"}))
    assert trading.stock_value("SJ") == 1


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ([row([], unit_cost=1)], [("revaluation.which_pieces", "lines.0.serials")]),
        ([row(["A1", "X9"], unit_cost=1)], [("line.no_such_serial", "lines.0.serials.1")]),
        ([row(["A1", "a1"], unit_cost=1)], [("line.serial_twice", "lines.0.serials.1")]),
        (
            [row(["A1"], unit_cost=1), row(["A2", "A1"], unit_cost=1)],
            [("line.serial_twice", "lines.1.serials.1")],
        ),
        (
            [{"product": {"code": "LS8"}, "serials": ["A1"], "unit_cost": 1}],
            [("line.not_serialized", "lines.0.serials")],
        ),
        ([row(["A1"], change="-1000.01")], [("revaluation.less_than_nothing", "lines.0.change")]),
    ],
)
def test_what_is_wrong_is_told_at_its_place(phones, rows, wrong):
    assert refused(*rows) == wrong


def test_what_is_not_in_stock_is_not_revalued(phones):
    sold(["A2"])

    assert refused(row(["A1", "A2"], unit_cost=1)) == [
        ("revaluation.nothing_there", "lines.0.serials.1")
    ]


def test_goods_that_cost_the_same_are_revalued_all_together(shop):
    trading.product("SJ", "手机", serialized=True)
    received(["A1", "A2"], "1000")

    assert refused(row(["A1"], unit_cost=1)) == [("revaluation.not_by_piece", "lines.0.serials")]
    adjusted(row([], unit_cost="900"))
    assert trading.stock_value("SJ") == 1800
