"""复盘、双人盘点: who counts again, and when two agree."""

from decimal import Decimal

import pytest

from huolang.inventory import count_review
from huolang.kernel.company import acting, current_id
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.counting import (
    ANNA,
    BERT,
    approve,
    begun,
    figures,
    minutes,
    of,
    recount,
    sell,
    somebody,
    statuses,
    tally,
)
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def goods(shop):
    """200 screws at 0.30 and 10 m of cable at 12 since the 20th."""
    told = {"reason": "opening", "date": "2026-11-20"}
    lines = line("LS8", 200, unit_cost="0.30"), line("DL", 10, unit_cost="12")
    return trading.confirmed("stock_receipt", *lines, **told)


def test_a_difference_beyond_the_limit_is_counted_again_by_somebody_else(goods):
    plan = begun(recount_percent="5")
    tally(plan, of("LS8", 150), of("DL", "9.6"))
    assert statuses(plan) == {"LS8": "must", "DL": "counted"}
    with pytest.raises(BusinessError) as error:
        approve(plan)
    assert error.value.code == "count_plan.unsettled"

    assert recount(plan) == 1

    assert statuses(plan) == {"LS8": "recount", "DL": "counted"}
    assert tally(plan, of("LS8", 196), at=40) == ["count_plan.same_person"]
    assert tally(plan, of("LS8", 150, round=1), by=BERT, at=40) == ["count_plan.round_over"]
    assert tally(plan, of("LS8", 150, round=2), by=BERT, at=40) == ["kept"]
    assert figures(plan)["LS8"] == (200, 150, -50)
    approve(plan)
    assert trading.on_hand("LS8") == 150


def test_an_amount_may_be_the_limit_as_well(goods):
    plan = begun(recount_amount="10")

    tally(plan, of("LS8", 170), of("DL", 9))

    assert statuses(plan) == {"LS8": "counted", "DL": "must"}


def test_nothing_is_recounted_that_nobody_counted(goods):
    plan = begun()
    before = trading.books()

    with pytest.raises(BusinessError) as error:
        recount(plan, "LS8")

    assert refused(error) == [("count_plan.nothing_to_recount", "lines")]
    assert trading.books() == before


def test_two_count_by_themselves_and_must_agree(goods):
    plan = begun(two_counters=True)
    tally(plan, of("LS8", 190), of("DL", 10))
    assert statuses(plan) == {"LS8": "second", "DL": "second"}

    tally(plan, of("LS8", 191), of("DL", 10), by=BERT)

    assert statuses(plan) == {"LS8": "disagree", "DL": "counted"}
    with pytest.raises(BusinessError):
        approve(plan)
    recount(plan, "LS8")
    third = trading.access(current_id(), None)
    assert third.user is None
    tally(plan, of("LS8", 191), by=None, at=40)
    approve(plan)
    assert (trading.on_hand("LS8"), trading.on_hand("DL")) == (191, 10)


def test_two_agree_when_what_was_sold_between_them_is_all_that_is_between_them(goods):
    plan = begun(two_counters=True)
    tally(plan, of("LS8", 195), of("DL", 10), at=5)
    sell(20, at=8)

    tally(plan, of("LS8", 175), of("DL", 10), by=BERT, at=12)

    assert statuses(plan) == {"LS8": "counted", "DL": "counted"}
    assert figures(plan)["LS8"] == (180, 175, -5)


def test_goods_that_move_while_a_line_is_being_counted_are_told(goods):
    plan = begun()
    tally(plan, of("LS8", 100), at=5)
    sell(20, at=8)
    tally(plan, of("LS8", 80), at=12)

    found, _some = count_review.shown(trading.fresh(plan), "all")

    assert [(one.code, one.moved) for one in found] == [("DL", False), ("LS8", True)]


def test_a_reason_is_given_line_by_line_and_bears_the_loss(goods):
    plan = begun()
    tally(plan, of("LS8", 190), of("DL", 9))
    found, _some = count_review.shown(trading.fresh(plan), "all")
    cable = [one.id for one in found if one.code == "DL"]

    with acting(current_id()):
        told = {"reason": "accident", "remark": "水浸"}
        count_review.explain(plan.id, cable, **told, by=somebody(), at=minutes(20))
    approve(plan)

    assert (trading.balance("other_issue"), trading.balance("stock_difference")) == (12, 3)


def test_a_reason_that_does_not_fit_moves_nothing(goods):
    plan = begun()
    tally(plan, of("LS8", 190), of("DL", 10))
    found, _some = count_review.shown(trading.fresh(plan), "differences")
    with acting(current_id()):
        keys = [one.id for one in found]
        told = {"reason": "surplus", "remark": None}
        count_review.explain(plan.id, keys, **told, by=somebody(), at=minutes(20))
    before = trading.books()

    with pytest.raises(BusinessError) as error:
        approve(plan)

    assert refused(error) == [("stock_count.reason_unfit", "lines.0.reason")]
    assert trading.books() == before
    assert trading.fresh(plan).state == "confirmed"
    assert Decimal(trading.on_hand("LS8")) == 200


def test_the_differences_enter_the_books_on_the_day_that_was_said_but_not_before_the_count(goods):
    plan = begun()
    tally(plan, of("LS8", 190), of("DL", 10))
    day = trading.fresh(plan).date

    with pytest.raises(BusinessError) as error:
        approve(plan, on=day.replace(day=1))

    assert refused(error) == [("count_plan.before_counted", "date")]
    approve(plan, on=day)
    count = trading.numbers("stock_count")
    assert count == ["PD-20261123-0001"]
    assert ANNA != BERT
