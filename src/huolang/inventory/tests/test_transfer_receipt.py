"""分步调拨: goods that are on their way are ours, but on no shelf until they are received."""

from decimal import Decimal
from typing import Any

import pytest

from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError
from huolang.ledger import proof
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")

D = Decimal


@pytest.fixture
def sent(shop):
    """200 screws at 0.30; two boxes of them left CK01 for CK02."""
    trading.confirmed("stock_receipt", line("LS8", 250, unit_cost="0.30"), reason="opening")
    told = trading.filled(
        "stock_transfer",
        line("LS8", 2, unit={"code": "BOX"}),
        into={"code": "CK02"},
        in_steps=True,
    )
    return trading.create("stock_transfer", told, then="confirm")


def received(sent: Any, *lines: dict[str, Any]) -> Any:
    draft = trading.convert(sent, "transfer_receipt")
    if lines:
        rows = draft.tables["lines"]
        told = [{"id": str(row.id), **one} for row, one in zip(rows, lines, strict=True)]
        trading.change(draft, lines=told)
    return trading.act(draft, "confirm")


def state(sent: Any) -> tuple[Any, ...]:
    places = [trading.on_hand("LS8", code) for code in ("CK01", "CK02")]
    worth = trading.stock_value("LS8"), trading.balance("stock_difference")
    return (*places, *worth, trading.fresh(sent).progress)


def test_on_their_way_they_are_there_but_cannot_be_sold(sent):
    assert sent.progress == "none"
    assert (trading.on_hand("LS8", "CK01"), trading.on_hand("LS8", "CK02")) == (50, 200)
    assert trading.stock_value("LS8") == 75
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("sales_delivery", line("LS8", 1, 1), warehouse={"code": "CK02"})

    assert refused(refusal) == [("ledger.not_enough_stock", "lines.0.quantity")]
    assert trading.books() == before


def test_they_come_in_parts_and_then_can_be_sold(sent):
    draft = trading.convert(sent, "transfer_receipt")
    (row,) = draft.tables["lines"]
    assert (row.quantity, row.unit.code) == (2, "BOX")
    came = received(sent, {"quantity": "1"})

    assert came.number == "DBRK-20261123-0001"
    assert trading.fresh(sent).progress == "partial"
    trading.confirmed("sales_delivery", line("LS8", 100, 1), warehouse={"code": "CK02"})
    assert trading.balance("cost_of_sales") == 30
    received(sent)
    assert trading.fresh(sent).progress == "done"


def test_what_was_lost_on_its_way_is_a_loss_of_stock(sent):
    received(sent, {"quantity": "1", "lost": "1"})

    assert trading.fresh(sent).progress == "done"
    assert trading.on_hand("LS8", "CK02") == 100
    assert (trading.stock_value("LS8"), trading.balance("stock_difference")) == (45, 30)


def test_everything_may_be_lost(sent):
    lost = received(sent, {"quantity": "0", "lost": "2"})

    assert (trading.stock_value("LS8"), trading.balance("stock_difference")) == (15, 60)
    trading.act(lost, "cancel")
    assert (trading.stock_value("LS8"), trading.balance("stock_difference")) == (75, 0)
    assert trading.fresh(sent).progress == "none"


def test_more_than_is_on_its_way_does_not_come(sent):
    before = state(sent)

    with pytest.raises(BusinessError) as refusal:
        received(sent, {"quantity": "2", "lost": "1"})

    assert refused(refusal) == [("follow.more_than_open", "lines.0.quantity")]
    assert state(sent) == before


def test_the_transfer_stays_while_something_of_it_came(sent):
    received(sent, {"quantity": "1"})
    before = state(sent)

    for action in ("reopen", "cancel"):
        with pytest.raises(BusinessError) as refusal:
            trading.act(sent, action)
        assert refused(refusal)[0][0] == "document.has_successors"
    assert state(sent) == before


@pytest.mark.parametrize(
    ("change", "refusals"),
    [
        ({"quantity": "0"}, [("line.quantity_not_positive", "lines.0.quantity")]),
        ({"quantity": "-1"}, [("field.too_small", "lines.0.quantity")]),
        ({"lost": "-1"}, [("field.too_small", "lines.0.lost")]),
        ({"lost": "0.5"}, [("line.quantity_digits", "lines.0.lost")]),
        ({"lost": "1e30"}, [("field.not_a_number", "lines.0.lost")]),
        ({"product": {"code": "DL"}, "unit": None}, [("follow.does_not_match",)]),
    ],
)
def test_what_cannot_be_is_refused(sent, change, refusals):
    before = state(sent)

    with pytest.raises(BusinessError) as refusal:
        received(sent, change)

    told = refused(refusal)
    assert [one[: len(refusals[0])] for one in told] == refusals
    assert state(sent) == before


def test_what_is_not_on_its_way_is_not_received(sent):
    told = trading.filled("transfer_receipt", line("LS8", 1), into={"code": "CK02"})

    with pytest.raises(BusinessError) as refusal:
        trading.create("transfer_receipt", told, then="confirm")

    assert refused(refusal) == [("transfer_receipt.no_transfer", "lines.0.product")]


def test_in_one_step_nothing_is_left_to_come(shop):
    trading.confirmed("stock_receipt", line("LS8", 10, unit_cost="0.30"), reason="opening")
    told = trading.filled("stock_transfer", line("LS8", 4), into={"code": "CK02"})
    at_once = trading.create("stock_transfer", told, then="confirm")

    with pytest.raises(BusinessError) as refusal:
        trading.convert(at_once, "transfer_receipt")

    assert refused(refusal) == [("convert.nothing_open", "")]


def bought(quantity: int, cost: str, warehouse: str) -> None:
    told = line("QZ", quantity, unit_cost=cost)
    trading.confirmed("stock_receipt", told, reason="opening", warehouse={"code": warehouse})


def sold(quantity: int, warehouse: str) -> Decimal:
    """What it cost."""
    told = trading.confirmed(
        "sales_delivery", line("QZ", quantity, 99), warehouse={"code": warehouse}
    )
    return -sum(row.amount for row in trading.journal(told) if row.code == "1405")


def sent_on(quantity: int, unit_of: str = "QZ") -> Any:
    told = trading.filled(
        "stock_transfer", line(unit_of, quantity), into={"code": "CK02"}, in_steps=True
    )
    return trading.create("stock_transfer", told, then="confirm")


def test_where_warehouses_have_their_own_costs_goods_on_their_way_are_apart_from_both(shop):
    trading.product("QZ", "铅子", costing_scope="warehouse")
    bought(20, "10", "CK01")
    bought(4, "40", "CK02")
    first, second = sent_on(12), sent_on(3)

    assert sold(1, "CK02") == 40
    receipt = received(first, {"quantity": "9", "lost": "3"})
    assert sum(row.amount for row in trading.journal(receipt) if row.code == "1405") == -30
    assert sold(1, "CK02") == D("17.50")  # (3 × 40 + 9 × 10) ÷ 12
    trading.act(receipt, "cancel")
    received(second)
    assert trading.stock_value("QZ") == 360 - 40 - 40
    assert list(proof.differences(current_id())) == []


def test_first_in_first_out_they_come_after_what_came_while_they_were_on_their_way(shop):
    trading.product("QZ", "铅子", costing_scope="warehouse", costing_method="fifo")
    bought(10, "10", "CK01")
    bought(2, "40", "CK02")
    moved = sent_on(6)
    bought(3, "50", "CK02")
    received(moved)

    assert sold(5, "CK02") == 230
    assert sold(6, "CK02") == 60
    assert list(proof.differences(current_id())) == []


def test_in_one_pool_of_layers_it_does_not_matter_where_goods_lie(shop):
    trading.product("QZ", "铅子", costing_method="fifo")
    bought(10, "10", "CK01")
    bought(10, "12", "CK01")
    moved = sent_on(5)
    receipt = received(moved)

    assert trading.journal(moved) == trading.journal(receipt) == []
    assert sold(12, "CK01") == 124
    assert list(proof.differences(current_id())) == []
