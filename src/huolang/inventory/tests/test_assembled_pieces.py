"""按序列号组装、拆卸: pieces become other pieces; each costs its part of what went into it."""

from decimal import Decimal

import pytest

from huolang.kernel import sql
from huolang.kernel.company import current_id
from tests.support import trading
from tests.support.serials import cost, known, piece, refusal, refused_act, sold, states
from tests.support.trading import line

pytestmark = pytest.mark.usefixtures("shop")
D = Decimal


@pytest.fixture
def computer(phones):
    """A computer (电脑) that has a number of its own, and screws at 0.30."""
    trading.product("DN", "电脑", serialized=True, costing_scope="batch", sales_price="5000")
    trading.confirmed("stock_receipt", line("LS8", 100, unit_cost="0.30"))


def built(numbers, *lines, **fields):
    told = {"product": {"code": "DN"}, "quantity": str(len(numbers)), "serials": numbers}
    return trading.confirmed("assembly", *lines, **{**told, **fields})


def taken_apart(number, *lines, **fields):
    told = {"product": {"code": "DN"}, "quantity": "1", "serials": [number]}
    return trading.confirmed("disassembly", *lines, **{**told, **fields})


def worth(number):
    """What one piece in stock is worth by its own pool."""
    statement = "SELECT value FROM ledger_costpool WHERE company_id = %s::bigint AND batch = %s"
    return sql.run(f"{statement}::uuid", [current_id(), piece(number).id]).fetchone()[0]


def test_what_is_built_costs_what_its_pieces_cost(computer):
    made = built(["PC1"], line("SJ", 2, serials=["A1", "B1"]), line("LS8", 10))

    assert states() == [
        ("A1", "converted"),
        ("A2", "in_stock"),
        ("B1", "converted"),
        ("PC1", "in_stock"),
    ]
    assert worth("PC1") == D("2303.00")
    assert (piece("PC1").receipt, piece("A1").delivery) == (made.number, made.number)
    delivery = trading.confirmed("sales_delivery", line("DN", 1, "5000", serials=["PC1"]))
    assert cost(delivery) == D("-2303.00")


def test_several_pieces_share_what_went_into_them_evenly(computer):
    built(["PC1", "PC2", "PC3"], line("SJ", 2, serials=["A1", "A2"]))

    assert [worth(n) for n in ("PC1", "PC2", "PC3")] == [D("666.66"), D("666.67"), D("666.67")]
    assert trading.stock_value("DN") == 2000


def test_what_is_taken_apart_is_shared_by_weight_and_evenly_within_a_line(computer):
    built(["PC1"], line("SJ", 2, serials=["A1", "A2"]))

    apart = taken_apart(
        "PC1",
        line("SJ", 2, serials=["A1", "Z1"], share="60"),
        line("LS8", 50, share="40"),
    )

    assert states() == [
        ("A1", "in_stock"),
        ("A2", "converted"),
        ("B1", "in_stock"),
        ("PC1", "converted"),
        ("Z1", "in_stock"),
    ]
    assert (worth("A1"), worth("Z1")) == (600, 600)
    assert trading.stock_value("LS8") == 30 + 800
    assert piece("A1").receipt == apart.number


def test_what_a_piece_turns_out_to_have_cost_goes_on_into_what_it_became(computer):
    dear = trading.confirmed("purchase_receipt", line("SJ", 1, "700", serials=["C1"]))
    built(["PC1"], line("SJ", 1, serials=["C1"]))
    delivery = trading.confirmed("sales_delivery", line("DN", 1, "5000", serials=["PC1"]))
    invoice = trading.convert(dear, "purchase_invoice")
    row = trading.fresh(invoice).tables["lines"][0]
    trading.change(invoice, lines=[{"id": str(row.id), "amount": "750"}])

    trading.act(invoice, "confirm")

    assert cost(delivery) == -750


@pytest.mark.parametrize("action", ["cancel", "reopen"])
def test_taken_back_the_pieces_are_what_they_were(computer, action):
    before = known()
    made = built(["PC1"], line("SJ", 1, serials=["B1"]))

    trading.act(made, action)

    assert known() == [*before, ("PC1", "unused", "")]
    assert worth("B1") == 1300


def test_it_is_not_taken_back_once_what_was_built_has_left(computer):
    made = built(["PC1"], line("SJ", 1, serials=["B1"]))
    trading.confirmed("sales_delivery", line("DN", 1, "5000", serials=["PC1"]))

    assert refused_act(made, "cancel") == [("line.serial_not_there", "serials.0")]


@pytest.mark.parametrize(
    ("header", "row", "wrong"),
    [
        ({"serials": []}, ["A1"], [("line.serials_differ", "serials")]),
        ({}, [], [("line.serials_differ", "lines.0.serials")]),
        ({}, ["X9"], [("line.no_such_serial", "lines.0.serials.0")]),
        ({"product": {"code": "LS8"}}, ["A1"], [("line.not_serialized", "serials")]),
    ],
)
def test_what_is_wrong_with_the_numbers_is_told_at_its_place(computer, header, row, wrong):
    told = {"product": {"code": "DN"}, "quantity": "1", "serials": ["PC1"], **header}

    assert refusal("assembly", line("SJ", 1, serials=row), **told) == wrong


def test_a_piece_that_was_sold_is_not_built_in_nor_made_again_while_it_is_there(computer):
    sold(["A1"])
    told = {"product": {"code": "DN"}, "quantity": "1", "serials": ["PC1"]}
    assert refusal("assembly", line("SJ", 1, serials=["A1"]), **told) == [
        ("line.serial_not_there", "lines.0.serials.0")
    ]
    built(["PC1"], line("SJ", 1, serials=["A2"]))
    assert refusal("assembly", line("SJ", 1, serials=["B1"]), **told) == [
        ("line.serial_in_stock", "serials.0")
    ]
    assert refusal(
        "disassembly",
        line("SJ", 1, serials=["B1"]),
        product={"code": "DN"},
        quantity="1",
        serials=["PC1"],
    ) == [("line.serial_in_stock", "lines.0.serials.0")]
