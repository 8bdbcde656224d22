"""更正入库: a confirmed receipt is opened, corrected and confirmed again."""

from decimal import Decimal
from typing import Any

import pytest

from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.locations import at, bins, locate, where
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def bought(shop):
    """200 screws at 0.30."""
    return trading.confirmed("purchase_receipt", line("LS8", 200, "0.30"), date="2026-11-20")


def correct_at_once(receipt: Any, **fields: Any) -> None:
    (row,) = trading.fresh(receipt).tables["lines"]
    trading.correct(receipt, lines=[{"id": str(row.id), **fields}])


def correct(receipt: Any, **fields: Any) -> None:
    trading.act(receipt, "reopen")
    (row,) = trading.fresh(receipt).tables["lines"]
    trading.change(receipt, lines=[{"id": str(row.id), **fields}])
    trading.act(receipt, "confirm")


def test_what_was_sold_costs_what_the_corrected_receipt_says(bought):
    trading.confirmed("purchase_receipt", line("LS8", 100, "0.60"), date="2026-11-20")
    trading.confirmed("sales_delivery", line("LS8", 100, 1), date="2026-11-21")

    correct(bought, quantity="300", unit_price="0.40")

    assert trading.on_hand("LS8") == 300
    assert (trading.balance("cost_of_sales"), trading.stock_value("LS8")) == (45, 135)
    assert trading.owed("payable") == Decimal("203.40")
    assert trading.postings(bought) == [(1, "post"), (1, "mirror"), (2, "post")]


def test_what_is_gone_cannot_be_opened_and_nothing_moves(bought):
    trading.confirmed("sales_delivery", line("LS8", 1, 1), date="2026-11-21")
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(bought, "reopen")

    assert refused(refusal) == [("ledger.not_enough_stock", "lines.0.quantity")]
    assert trading.books() == before


def test_an_invoice_is_in_the_way_and_named(bought):
    invoice = trading.convert(bought, "purchase_invoice")
    trading.act(invoice, "confirm")
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(bought, "reopen")

    assert refused(refusal)[0][0] == "document.has_successors"
    assert trading.fresh(invoice).number in str(refusal.value)
    assert trading.books() == before

    trading.act(invoice, "reopen")
    correct(bought, unit_price="0.40")
    trading.act(invoice, "confirm")
    assert trading.stock_value("LS8") == 80
    assert trading.balance("received_not_invoiced") == 0


def test_what_is_partly_sold_is_corrected_in_one_step(bought):
    """150 of what turn out to be 160 at 0.40 are sold."""
    trading.confirmed("sales_delivery", line("LS8", 150, 1), date="2026-11-21")

    correct_at_once(bought, quantity="160", unit_price="0.40")

    assert trading.on_hand("LS8") == 10
    assert (trading.balance("cost_of_sales"), trading.stock_value("LS8")) == (60, 4)
    assert trading.owed("payable") == Decimal("72.32")
    assert trading.postings(bought) == [(1, "post"), (2, "post"), (1, "mirror")]
    assert trading.audit(bought) == ["create", "confirm", "reopen", "change", "confirm"]
    assert (trading.fresh(bought).state, trading.fresh(bought).revision) == ("confirmed", 2)

    correct_at_once(bought, quantity="150")  # again, and nothing is left
    assert (trading.on_hand("LS8"), trading.stock_value("LS8")) == (0, 0)


def test_fewer_than_have_left_are_refused_where_it_says_so_and_nothing_moves(bought):
    trading.confirmed("sales_delivery", line("LS8", 150, 1), date="2026-11-21")
    trading.confirmed("stock_receipt", line("LS8", 9), date="2026-11-22")
    before = trading.books()

    def wrong(**fields: Any) -> list[tuple[str, str]]:
        with pytest.raises(BusinessError) as refusal:
            trading.correct(bought, **fields)
        assert trading.books() == before
        assert trading.fresh(bought).revision == 1
        wrong.said = str(refusal.value)
        return refused(refusal)

    (row,) = trading.fresh(bought).tables["lines"]
    own = {"id": str(row.id)}
    assert wrong(lines=[{**own, "quantity": "140"}]) == [
        ("document.corrected_below", "lines.0.quantity")
    ]
    assert wrong.said == "六角螺栓（主仓） 更正后只有 140 个，已出库和已占用的有 141 个"
    later = [("ledger.short_later", "lines.0.quantity")]
    assert wrong(lines=[{**own, "quantity": "145"}]) == later  # 9 came only afterwards
    assert wrong(date="2026-11-22") == later
    assert wrong(lines=[line("DL", 1, 1)]) == [("document.corrected_below", "lines")]
    assert wrong(warehouse={"code": "CK02"}) == [("document.corrected_below", "lines.0.quantity")]
    assert wrong(remark="") == [("document.nothing_corrected", "lines")]


def test_what_orders_hold_stays_and_what_more_there_is_goes_to_them(bought):
    trading.confirmed("sales_delivery", line("LS8", 150, 1), date="2026-11-21")
    order = trading.confirmed("sales_order", line("LS8", 100, 1))
    assert trading.reserved("LS8") == 50

    correct_at_once(bought, quantity="240")
    assert trading.reserved("LS8") == 90

    with pytest.raises(BusinessError) as refusal:
        correct_at_once(bought, quantity="239")
    assert refused(refusal) == [("document.held_by_orders", "lines.0.quantity")]
    assert order.number in str(refusal.value)


def test_what_the_order_still_asks_for_follows(shop):
    order = trading.confirmed("purchase_order", line("LS8", 100, "0.30"), date="2026-11-20")
    receipt = trading.convert(order, "purchase_receipt")
    trading.change(receipt, date="2026-11-20")
    trading.act(receipt, "confirm")
    trading.confirmed("sales_delivery", line("LS8", 60, 1), date="2026-11-21")

    correct_at_once(receipt, quantity="80")

    assert [row.done_base for row in trading.fresh(order).tables["lines"]] == [80]
    with pytest.raises(BusinessError) as refusal:
        correct_at_once(receipt, quantity="101")
    assert refused(refusal) == [("follow.more_than_open", "lines.0.quantity")]


def test_an_invoiced_receipt_is_not_corrected_past_its_invoice(bought):
    trading.act(trading.convert(bought, "purchase_invoice"), "confirm")
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        correct_at_once(bought, quantity="150")

    assert refused(refusal)[0][0] == "document.has_successors"
    assert trading.books() == before


def test_a_batch_is_corrected_by_what_of_it_is_left(shop):
    """60 of the 100 of M1 are sold; another batch beside it does not help."""
    trading.product("NN", "牛奶", batched=True)
    bought = trading.confirmed(
        "purchase_receipt", line("NN", 100, "2", batch="M1"), date="2026-11-20"
    )
    trading.confirmed("purchase_receipt", line("NN", 50, "3", batch="M2"), date="2026-11-20")
    trading.confirmed("sales_delivery", line("NN", 60, "5", batch="M1"))

    correct_at_once(bought, quantity="80", unit_price="2.50")
    assert trading.stock_value("NN") == Decimal("188.46")  # 70 of 130 that cost 350
    before = trading.books()
    with pytest.raises(BusinessError) as refusal:
        correct_at_once(bought, quantity="59")
    assert refused(refusal) == [("document.corrected_below", "lines.0.quantity")]
    assert str(refusal.value) == "牛奶（M1）（主仓） 更正后只有 59 个，已出库和已占用的有 60 个"
    with pytest.raises(BusinessError) as refusal:
        correct_at_once(bought, batch="M3")
    assert refused(refusal) == [("document.corrected_below", "lines.0.quantity")]
    assert trading.books() == before


def test_who_corrects_a_batch_into_another_is_told_how_many_of_it_have_left(shop):
    """4 of the 10 of L1 are sold; that 50 of L9 lie there as well does not matter."""
    trading.product("NN", "牛奶", batched=True)
    bought = trading.confirmed(
        "purchase_receipt", line("NN", 10, "2", batch="L1"), date="2026-11-20"
    )
    trading.confirmed("purchase_receipt", line("NN", 50, "3", batch="L9"), date="2026-11-20")
    trading.confirmed("sales_delivery", line("NN", 4, "5", batch="L1"))
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        correct_at_once(bought, batch="L2")

    assert refused(refusal) == [("document.corrected_below", "lines.0.quantity")]
    assert str(refusal.value) == "牛奶（L1）（主仓） 更正后只有 0 个，已出库和已占用的有 4 个"
    assert trading.books() == before


def test_a_location_is_corrected_by_what_still_lies_in_it(shop):
    """Of 10 screws in A-01 four were moved to A-02 and three of these sold."""
    bins("A-01", "A-02")
    locate()
    bought = trading.confirmed(
        "purchase_receipt", line("LS8", 10, "1", **at("A-01")), date="2026-11-20"
    )
    aisle = {"into_location": {"code": "A-02"}}
    told = trading.filled("location_move", line("LS8", 4, **at("A-01"), **aisle))
    trading.create("location_move", told, then="confirm")
    trading.confirmed("sales_delivery", line("LS8", 3, "5", **at("A-02")))

    correct_at_once(bought, quantity="8")
    assert where("LS8") == {"A-01": 4, "A-02": 1}
    before = trading.books()
    with pytest.raises(BusinessError) as refusal:
        correct_at_once(bought, quantity="3")
    assert refused(refusal) == [("document.corrected_below", "lines.0.quantity")]
    with pytest.raises(BusinessError) as refusal:
        correct_at_once(bought, **at("A-02"))
    assert refused(refusal) == [("document.corrected_below", "lines.0.quantity")]
    assert str(refusal.value) == "六角螺栓（主仓 A-01） 更正后只有 0 个，已出库和已占用的有 4 个"
    assert trading.books() == before
