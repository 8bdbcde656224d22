"""期初库存: what lay in a warehouse when the books began, at the worth that somebody says."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from huolang.kernel import sql
from huolang.kernel.refusals import BusinessError
from huolang.ledger import periods
from tests.support import trading
from tests.support.trading import MORNING, line, refused

pytestmark = pytest.mark.usefixtures("shop")


def test_goods_stand_in_the_warehouse_at_their_worth_against_the_opening_account():
    opening = trading.confirmed(
        "opening_stock",
        line("LS8", 2, unit={"code": "BOX"}, unit_cost="30.005"),
        line("DL", "1.25", total_cost="15"),
        warehouse={"code": "CK02"},
        date="2026-10-31",
    )

    assert opening.number == "QCKC-20261031-0001"
    assert [row.amount for row in opening.tables["lines"]] == [Decimal("60.01"), 15]
    assert opening.amount == Decimal("75.01")
    assert trading.on_hand("LS8", "CK02") == 200
    assert trading.stock_value("LS8") == Decimal("60.01")
    assert trading.balance("inventory") == Decimal("75.01")
    assert trading.balance("opening") == Decimal("-75.01")


def test_it_is_there_from_the_first_moment_of_its_day_also_today():
    opening = trading.confirmed("opening_stock", line("LS8", 10, unit_cost="1"))

    assert opening.date.isoformat() == "2026-11-23"
    assert opening.occurred_at == datetime(2026, 11, 22, 16, tzinfo=UTC)


def test_of_unit_cost_and_total_one_may_be_the_others_rounding_and_the_total_counts():
    opening = trading.confirmed(
        "opening_stock",
        line("LS8", 3, unit_cost="3.33", total_cost="10"),
        line("DL", 7, unit_cost="1.428571", total_cost="10"),
    )

    assert opening.amount == 20
    assert trading.stock_value("LS8") == 10


@pytest.mark.parametrize(
    ("costs", "code", "place"),
    [
        ({}, "opening_stock.no_cost", "lines.1.unit_cost"),
        (
            {"unit_cost": "3.34", "total_cost": "10"},
            "opening_stock.costs_differ",
            "lines.1.total_cost",
        ),
        ({"total_cost": "10.001"}, "opening_stock.cost_digits", "lines.1.total_cost"),
        ({"unit_cost": "-1"}, "field.too_small", "lines.1.unit_cost"),
        ({"total_cost": "-1"}, "field.too_small", "lines.1.total_cost"),
        (
            {"total_cost": "1000000000000000"},
            "stock_document.amount_too_large",
            "lines.1.unit_cost",
        ),
    ],
)
def test_costs_that_cannot_be_are_refused_at_their_line(costs, code, place):
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("opening_stock", line("LS8", 1, unit_cost="1"), line("DL", 3, **costs))

    assert refused(refusal) == [(code, place)]
    assert trading.books() == before


def test_services_have_no_stock_to_begin_with():
    with pytest.raises(BusinessError) as refusal:
        trading.draft("opening_stock", line("AZ", 1, unit_cost="1"))

    assert refused(refusal) == [("stock_document.service", "lines.0.product")]


def test_goods_that_moved_before_need_a_reason():
    trading.confirmed("purchase_receipt", line("LS8", 5, "1"), date="2026-11-19")
    before = trading.books()
    late = line("LS8", 10, unit_cost="1")

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("opening_stock", line("DL", 1, unit_cost="1"), late, date="2026-11-20")

    assert refused(refusal) == [("opening_stock.after_others", "lines.1.product")]
    assert "2026-11-19" in str(refusal.value)
    assert trading.books() == before
    told = {"date": "2026-11-20", "reason": "漏盘"}
    assert trading.confirmed("opening_stock", late, **told).amount == 10
    assert trading.on_hand("LS8") == 15


def test_a_draft_tells_what_another_opening_says_of_the_same_goods_there():
    first = trading.confirmed("opening_stock", line("LS8", 10, unit_cost="1"))
    twice = trading.draft(
        "opening_stock", line("DL", 1, unit_cost="1"), line("LS8", 10, unit_cost="1")
    )
    there = trading.draft(
        "opening_stock", line("LS8", 10, unit_cost="1"), warehouse={"code": "CK02"}
    )

    told = [(one.code, one.field, one.facts["number"]) for one in twice.warnings(at=MORNING)]

    assert told == [("opening_stock.begun_before", "lines.1.product", first.number)]
    assert there.warnings(at=MORNING) == []
    assert first.warnings(at=MORNING) == []


def test_elsewhere_later_or_taken_back_is_not_before():
    elsewhere = {"warehouse": {"code": "CK02"}}
    trading.confirmed("purchase_receipt", line("LS8", 5, "1"), date="2026-11-19", **elsewhere)
    trading.confirmed("purchase_receipt", line("LS8", 5, "1"), date="2026-11-20")
    receipt = trading.confirmed("purchase_receipt", line("LS8", 5, "1"), date="2026-11-18")
    trading.act(receipt, "cancel")

    trading.confirmed("opening_stock", line("LS8", 10, unit_cost="1"), date="2026-11-20")

    assert trading.on_hand("LS8", "CK01") == 15


def test_a_closed_month_takes_no_opening_stock():
    periods.close(MORNING.date().replace(month=10), by=None)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("opening_stock", line("LS8", 10, unit_cost="1"), date="2026-10-31")

    assert refused(refusal) == [("ledger.closed_period", "date")]
    assert trading.books() == before


def test_opened_again_it_is_corrected_and_what_was_sold_since_costs_the_rest():
    opening = trading.confirmed("opening_stock", line("LS8", 10, unit_cost="1"), date="2026-11-01")
    trading.confirmed("purchase_receipt", line("LS8", 10, "3"), date="2026-11-02")
    trading.confirmed("sales_delivery", line("LS8", 10, "5"), date="2026-11-03")
    assert trading.balance("cost_of_sales") == 20

    trading.act(opening, "reopen")
    row = trading.fresh(opening).tables["lines"][0]
    trading.change(opening, lines=[{"id": str(row.id), "unit_cost": "2"}])
    trading.act(opening, "confirm")

    assert trading.balance("cost_of_sales") == 25
    assert trading.balance("opening") == -20
    assert trading.stock_value("LS8") == 25
    assert trading.postings(opening) == [(1, "post"), (1, "mirror"), (2, "post")]


def test_what_was_sold_of_it_keeps_it_in_the_books():
    opening = trading.confirmed("opening_stock", line("LS8", 10, unit_cost="1"), date="2026-11-01")
    trading.confirmed("sales_delivery", line("LS8", 4, "5"))
    before = trading.books()

    for action in ("reopen", "cancel"):
        with pytest.raises(BusinessError) as refusal:
            trading.act(opening, action)
        assert refused(refusal) == [("ledger.not_enough_stock", "lines.0.quantity")]

    assert trading.books() == before


def test_goods_that_waited_for_stock_get_it():
    trading.confirmed("sales_order", line("LS8", 8, "1"))

    trading.confirmed("opening_stock", line("LS8", 10, unit_cost="1"), date="2026-11-01")

    assert trading.reserved("LS8") == 8


def test_many_lines_take_as_many_statements_per_five_hundred_as_few_do():
    for index in range(200):
        trading.product(f"Q{index:04d}", f"货 {index}")
    few = [line(f"Q{index:04d}", 1, unit_cost="1") for index in range(5)]
    many = [line(f"Q{index % 200:04d}", 1, unit_cost="1") for index in range(1_500)]
    counts: list[int] = []

    for number, lines in enumerate((few, many)):
        at = MORNING + timedelta(minutes=number)
        with sql.counting() as statements:
            payload = trading.filled("opening_stock", *lines, date="2026-11-01")
            trading.create("opening_stock", payload, then="confirm", at=at)
        counts.append(len(statements))

    assert trading.on_hand("Q0000") == 9
    assert counts[1] <= counts[0] + 14
