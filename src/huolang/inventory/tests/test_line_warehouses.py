"""行仓库: a line of goods that come in or leave otherwise may name a warehouse of its own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from huolang.forms import registry, store
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.locations import at, bins, locate, where
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")
THERE = {"warehouse": {"code": "CK02"}}


@pytest.fixture
def screws(shop):
    """100 screws at 0.30 in CK01, 40 at 0.50 in CK02, by one receipt."""
    here = line("LS8", 100, unit_cost="0.30")
    return trading.confirmed("stock_receipt", here, line("LS8", 40, unit_cost="0.50", **THERE))


def lying(code="LS8"):
    return trading.on_hand(code, "CK01"), trading.on_hand(code, "CK02")


def test_goods_enter_the_warehouse_of_their_line_and_leave_it_again_when_taken_back(screws):
    assert lying() == (100, 40)
    assert (screws.amount, trading.stock_value("LS8")) == (50, 50)

    trading.act(screws, "cancel")

    assert lying() == (0, 0)
    assert trading.balance("inventory") == 0


def test_an_issue_takes_each_line_from_its_own_warehouse(screws):
    issue = trading.confirmed(
        "stock_issue", line("LS8", 10), line("LS8", 30, **THERE), reason="loss"
    )

    assert lying() == (90, 10)
    assert trading.balance("stock_difference") == Decimal("14.28")
    trading.act(issue, "cancel")
    assert lying() == (100, 40)


def test_a_receipt_is_corrected_to_another_warehouse(screws):
    first, second = screws.rows
    told = [{"id": str(first.id)}, {"id": str(second.id), "warehouse": None}]

    trading.correct(screws, lines=told)

    assert lying() == (140, 0)
    assert trading.stock_value("LS8") == 50


def test_too_much_of_one_warehouse_is_refused_at_its_line_and_nothing_moves(screws):
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("stock_issue", line("LS8", 100), line("LS8", 41, **THERE))

    assert refused(refusal) == [("ledger.not_enough_stock", "lines.1.quantity")]
    assert trading.books() == before


def test_opening_stock_of_two_warehouses_comes_after_what_moved_in_its_own_alone():
    trading.confirmed("purchase_receipt", line("LS8", 5, "1"), date="2026-11-19", **THERE)
    before = trading.books()
    here, there = line("LS8", 10, unit_cost="1"), line("LS8", 7, unit_cost="1", **THERE)

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("opening_stock", here, there, date="2026-11-20")

    assert refused(refusal) == [("opening_stock.after_others", "lines.1.product")]
    assert trading.books() == before
    trading.confirmed("opening_stock", here, there, date="2026-11-18")
    assert lying() == (10, 12)


def test_a_location_is_one_of_the_lines_warehouse(screws):
    locate("CK02")
    bins("B-01", warehouse="CK02")

    trading.confirmed("stock_receipt", line("LS8", 6, unit_cost="1", **at("B-01"), **THERE))
    assert where("LS8", "CK02") == {"": 40, "B-01": 6}

    before = trading.books()
    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("stock_receipt", line("LS8", 6, unit_cost="1", **at("B-01")))
    assert refused(refusal) == [("line.location_elsewhere", "lines.0.location")]
    assert trading.books() == before
    trading.confirmed("stock_issue", line("LS8", 6, **at("B-01"), **THERE))
    assert where("LS8", "CK02") == {"": 40}


def test_batches_that_nobody_named_are_those_that_lie_in_the_lines_warehouse():
    trading.product("NN", "牛奶", batched=True)
    early = {"batch": "A", "expires_on": "2027-01-01"}
    late = {"batch": "B", "expires_on": "2027-06-01"}
    milk = line("NN", 5, unit_cost="3", **early), line("NN", 5, unit_cost="4", **late, **THERE)
    trading.confirmed("opening_stock", *milk)

    issue = trading.confirmed("stock_issue", line("NN", 2, **THERE), line("NN", 1))

    assert [(row.batch, row.quantity) for row in issue.rows] == [("B", 2), ("A", 1)]
    assert lying("NN") == (4, 3)


def test_an_archived_warehouse_is_refused_at_its_line(screws):
    trading.confirmed("stock_issue", line("LS8", 40, **THERE))
    there = store.load(registry.get("warehouse"), trading.key("warehouse", "CK02"))
    trading.change_master(there, active=False)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("stock_receipt", line("LS8", 1, unit_cost="1", **THERE))

    assert refused(refusal) == [("reference.archived", "lines.0.warehouse")]
    assert trading.books() == before
