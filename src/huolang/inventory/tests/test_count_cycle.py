"""循环盘点: plans of what is due are drawn up at night, one at a time for each warehouse."""

from datetime import timedelta

import pytest

from huolang.inventory import count_cycle
from huolang.kernel import settings_registry
from huolang.kernel.company import acting, current_id
from tests.support import trading
from tests.support.counting import approve, minutes, of, tally
from tests.support.trading import MORNING, line

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def goods(shop):
    told = {"reason": "opening", "date": "2026-11-20"}
    lines = line("LS8", 200, unit_cost="0.30"), line("DL", 10, unit_cost="12")
    trading.confirmed("stock_receipt", *lines, **told)
    trading.confirmed("sales_delivery", line("LS8", 90, 2), date="2026-11-21")
    settings_registry.change("count_plan.cycle", True, by=None)


def drawn_up(days=0):
    with acting(current_id()):
        return count_cycle.draw_up(at=MORNING + timedelta(days=days))


def test_nothing_is_drawn_up_where_nobody_wants_it(shop):
    trading.confirmed("stock_receipt", line("LS8", 5, unit_cost="1"), reason="opening")

    assert drawn_up() == []


def test_what_is_due_becomes_one_draft_until_it_is_done(goods):
    (plan,) = drawn_up()

    assert (plan.state, plan.drawn_up, plan.pick) == ("draft", True, "due")
    assert drawn_up() == []
    trading.act(plan, "confirm")
    assert trading.fresh(plan).listed == 2
    assert drawn_up() == []


def test_the_important_ones_come_round_more_often(goods):
    (plan,) = drawn_up()
    trading.act(plan, "confirm")
    tally(plan, of("LS8", 110), of("DL", 10))
    approve(plan)

    assert drawn_up(29) == []
    (again,) = drawn_up(31)
    assert trading.act(again, "confirm", at=minutes(31 * 1440)).listed == 1


def test_people_count_no_more_than_they_can(goods):
    settings_registry.change("count_plan.a_day", 1, by=None)

    (plan,) = drawn_up()

    trading.act(plan, "confirm")
    assert trading.fresh(plan).listed == 1
