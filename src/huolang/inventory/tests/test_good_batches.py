"""冻结与过期: goods that are held back or past their day lie there, and are promised to nobody."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from huolang.forms import registry, store
from huolang.inventory import stock
from huolang.kernel import clock, sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError
from huolang.ledger import reading
from huolang.masters import nightly
from tests.support import trading
from tests.support.trading import MORNING, line, refused

pytestmark = pytest.mark.usefixtures("shop")
TODAY = date(2026, 11, 23)


@pytest.fixture
def now(monkeypatch):
    """It is `MORNING` everywhere, until the test says otherwise."""

    def goes_on(days=0):
        monkeypatch.setattr(clock, "now", lambda: MORNING + timedelta(days=days))

    goes_on()
    return goes_on


@pytest.fixture
def milk(now):
    """30 of A until tomorrow, 20 of B until 20 December."""
    trading.product("NN", "牛奶", batched=True)
    received("A", 30, until=1)
    received("B", 20, until=27)


def received(number, quantity, until, **fields):
    told = {"batch": number, "expires_on": (TODAY + timedelta(days=until)).isoformat()}
    return trading.confirmed("purchase_receipt", line("NN", quantity, "3", **told), **fields)


def judge(number, **fields):
    key = sql.run(
        "SELECT id FROM masters_batch WHERE company_id = %s::bigint AND number = %s",
        [current_id(), number],
    ).fetchone()[0]
    trading.change_master(store.load(registry.get("batch"), key), **fields)


def ordered(quantity, **fields):
    return trading.confirmed("sales_order", line("NN", quantity, "5"), **fields)


def held(order):
    """What its line holds, and what it waits for."""
    row = sql.run(
        "SELECT reserved, wanted - consumed - reserved FROM ledger_reservation"
        " WHERE company_id = %s::bigint AND record = %s::uuid AND state = 'pending'",
        [current_id(), order.id],
    ).fetchone()
    return tuple(row)


def figures():
    """On hand, blocked, reserved and available, as the order line and the stock page say."""
    product = trading.stored_product("NN").id
    offer = reading.availability([product])[product]
    listed, _ = stock.page(stock.Asked(), limit=5, after=None)
    one = next(row for row in listed if row.product["code"] == "NN")
    places, _ = stock.page(stock.Asked(by_place=True, product=product), limit=5, after=None)
    told = (offer.on_hand, offer.blocked, offer.reserved, offer.available)
    assert (one.on_hand, one.blocked, one.reserved, one.available) == told
    assert (sum(p.blocked for p in places), sum(p.available for p in places)) == told[1::2]
    return told


def test_what_is_held_or_expired_lies_there_and_is_available_to_nobody(milk, now):
    assert figures() == (50, 0, 0, 50)

    judge("B", held=True)
    assert figures() == (50, 20, 0, 30)
    assert held(ordered(40)) == (30, 10)

    now(days=1)
    assert figures() == (50, 20, 30, 0)
    now(days=2)  # nothing moves, a day has passed
    assert figures() == (50, 50, 30, -30)


def test_a_new_day_takes_back_what_was_promised_of_goods_past_their_day(milk, now):
    first, second = ordered(15), ordered(25)
    assert (held(first), held(second)) == ((15, 0), (25, 0))

    now(days=2)
    nightly.give_up_bad_goods.function()

    assert (held(first), held(second)) == ((15, 0), (5, 20))
    assert figures() == (50, 30, 20, 0)
    assert trading.audit(second)[-1] == "gave_way"
    assert trading.events(second)[-1][0] == "sales_order.gave_way"
    assert trading.audit(first)[-1] != "gave_way"
    said = [(one.code, str(one)) for one in trading.fresh(second).warnings(at=MORNING)]
    assert any(code == "order.lost_bad_goods" and "过期" in text for code, text in said)

    nightly.give_up_bad_goods.function()
    assert trading.audit(second).count("gave_way") == 1


def test_what_is_held_back_is_given_up_at_once_and_what_is_released_goes_to_who_waits(milk):
    first, second = ordered(15), ordered(25)

    judge("A", held=True)
    assert (held(first), held(second)) == ((15, 0), (5, 20))
    received("C", 6, until=60)
    assert held(second) == (11, 14)

    judge("A", held=False)
    assert held(second) == (25, 0)
    judge("A", expires_on="2026-11-01")
    assert (held(first), held(second)) == ((15, 0), (11, 14))


def test_expired_goods_that_come_in_are_given_to_no_order(milk):
    order = ordered(60)
    assert held(order) == (50, 10)

    received("Z", 100, until=-1)

    assert held(order) == (50, 10)
    assert figures() == (150, 100, 50, 0)


def test_an_order_is_delivered_with_what_is_good_though_the_night_was_not_worked_off(milk, now):
    order, later = ordered(40), MORNING + timedelta(days=2)
    now(days=2)

    told = trading.convert(order, "sales_delivery", at=later)
    with pytest.raises(BusinessError) as error:
        trading.act(told, "confirm", at=later)
    assert refused(error) == [("line.not_enough_in_batches", "lines.0.quantity")]
    with pytest.raises(BusinessError) as error:
        trading.confirmed("sales_delivery", line("NN", 1, "5", batch="B"))
    assert refused(error) == [("ledger.not_enough_stock", "lines.0.quantity")]

    source = str(order.tables["lines"][0].id)
    wanted = trading.filled("sales_delivery", line("NN", 20, "5", order_line=source))
    trading.create("sales_delivery", wanted, then="confirm", at=later)

    assert (trading.on_hand("NN"), held(order)) == (30, (20, 0))


def test_expired_goods_are_thrown_away_whatever_was_promised_of_them(milk, now):
    order = ordered(40)
    now(days=2)

    trading.confirmed("stock_issue", line("NN", 30, batch="A"), reason="loss")

    assert (trading.on_hand("NN"), held(order)) == (20, (20, 20))


def test_whoever_names_an_expired_batch_leaves_to_others_what_they_were_promised(milk, now):
    order = ordered(20)
    judge("A", expires_on="2026-11-22")
    assert held(order) == (20, 0)

    trading.confirmed("sales_delivery", line("NN", 30, "5", batch="A"))

    assert (trading.on_hand("NN"), held(order)) == (20, (20, 0))


def test_an_order_that_takes_a_bad_batch_leaves_good_goods_to_who_waits(milk):
    order, later = ordered(60), ordered(1)
    judge("A", expires_on="2026-11-22")
    assert (held(order), held(later)) == ((20, 40), (0, 1))

    source = str(order.tables["lines"][0].id)
    trading.confirmed("sales_delivery", line("NN", 5, "5", batch="A", order_line=source))

    assert (held(order), held(later)) == ((20, 35), (0, 1))
    assert figures() == (45, 25, 20, 0)


def test_less_than_the_lower_limit_is_what_is_good(milk):
    place = {"code": "CK01"}
    limit = {"warehouse": place, "min_stock": "25"}
    trading.change_master(trading.stored_product("NN"), limits=[limit])
    low = stock.Asked(low=True)
    assert stock.page(low, limit=5, after=None)[0] == []

    judge("A", held=True)

    assert [one.available for one in stock.page(low, limit=5, after=None)[0]] == [20]
