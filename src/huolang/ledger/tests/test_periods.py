"""Closed months: what they refuse, and where what belongs to them goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction

from huolang.kernel import clock, sql
from huolang.kernel.keys import new_id
from huolang.ledger import books, periods
from huolang.ledger.books import Posted
from huolang.ledger.posting import Move, Posting, Source
from huolang.ledger.refusals import ClosedPeriod, NotEnoughStock, NotYetThere
from huolang.ledger.tests.conftest import Shop


def test_a_closed_month_accepts_nothing_and_opens_only_in_order(shop: Shop):
    receipt = shop.receive("10", "100.00")
    periods.close(date(2026, 1, 31), by=None)

    with pytest.raises(ClosedPeriod), transaction.atomic():
        shop.deliver("1")
    with pytest.raises(ClosedPeriod), transaction.atomic():
        shop.cancel(receipt, only_open=True)

    assert shop.on_hand() == 10
    periods.reopen(date(2026, 1, 1), by=None)
    shop.deliver("1")
    assert shop.on_hand() == 9


def test_what_belongs_to_a_closed_month_is_taken_back_on_the_first_open_day(shop: Shop):
    """In March, of January, while February is open; what is left costs what it cost."""
    cheap = shop.receive("10", "100.00", on=1)
    shop.receive("10", "300.00", on=2)
    periods.close(date(2026, 1, 31), by=None)

    shop.cancel(cheap)

    assert shop.on_hand() == 10
    assert shop.value() == Decimal("300.00")
    assert shop.account("540102") == 0
    mirror = "SELECT occurred_on, occurred_at FROM ledger_postinghead WHERE kind = 'mirror'"
    first = datetime(2026, 1, 31, 16, tzinfo=UTC)
    assert sql.run(mirror).fetchall() == [(date(2026, 2, 1), first)]
    days = sql.run("SELECT max(occurred_on) FROM ledger_journalentry").fetchall()
    assert days == [(date(2026, 2, 1),)]
    assert shop.proves()


def test_what_february_used_is_taken_back_when_as_much_is_there_again(shop: Shop):
    """Today, and at what it costs today: without it, February had nothing to use."""
    receipt = shop.receive("10", "100.00", on=1)
    deliver(shop, "-4", datetime(2026, 2, 10, tzinfo=UTC))
    periods.close(date(2026, 1, 31), by=None)

    with pytest.raises(NotEnoughStock), transaction.atomic():
        shop.cancel(receipt)
    assert (shop.on_hand(), shop.count("ledger_postinghead")) == (6, 2)

    refill = shop.move("6", value=Decimal(90), counter="opening")
    post(shop, refill, datetime(2026, 2, 20, tzinfo=UTC))
    shop.cancel(receipt)

    assert (shop.on_hand(), shop.value()) == (2, Decimal("25.00"))  # 12 cost 60 + 90
    assert shop.account("540102") == Decimal("25.00")
    mirror = "SELECT occurred_on > '2026-02-20' FROM ledger_postinghead WHERE kind = 'mirror'"
    assert sql.run(mirror).fetchall() == [(True,)]
    assert shop.proves()


@pytest.mark.parametrize("scope", ["company", "warehouse"])
def test_goods_that_count_as_never_having_been_are_not_taken_while_they_lay_there(
    shop: Shop, scope: str
):
    """They lay there until the first of February, when their receipt was taken back; in January,
    which was opened again, nothing can leave before the other ten came. In a pool of the company
    goods may go elsewhere: that changes no cost."""
    sql.run("UPDATE ledger_item SET pool_scope = %s", [scope])
    wrong = shop.receive("10", "100.00", on=5)
    shop.receive("10", "200.00", on=20)
    periods.close(date(2026, 1, 31), by=None)
    shop.cancel(wrong)
    periods.reopen(date(2026, 1, 1), by=None)
    leaves = shop.move("-5", counter="inventory", flow=1)
    arrives = replace(leaves, quantity=Decimal(5), warehouse=shop.branch)
    moved = Posting(moves=(leaves, arrives))
    before = shop.count("ledger_postinghead")

    with pytest.raises(NotYetThere), transaction.atomic():
        shop.deliver("5", on=10)
    if scope == "warehouse":
        with pytest.raises(NotYetThere), transaction.atomic():
            shop.post("stock_transfer", moved, 10)
        assert shop.count("ledger_postinghead") == before
    else:
        shop.post("stock_transfer", moved, 10)
        assert shop.proves()

    shop.deliver("5", on=21)

    assert (shop.on_hand(), shop.value()) == (5, 100)
    assert shop.proves()


def test_nothing_is_taken_back_into_the_future(shop: Shop):
    receipt = shop.receive("10", "100.00", on=1)
    periods.close(date(2026, 1, 31), by=None)

    with pytest.raises(ClosedPeriod), transaction.atomic():
        now = datetime(2026, 1, 20, tzinfo=UTC)
        books.reverse(source=receipt, number=lambda: "1", at=now)

    assert shop.on_hand() == 10


def test_a_correction_of_a_closed_month_counts_on_the_first_open_day(shop: Shop):
    shop.receive("10", "100.00", on=1)
    shop.deliver("5", on=20)
    deliver(shop, "-1", datetime(2026, 2, 10, tzinfo=UTC))
    receipt = shop.receive("5", "200.00", on=15)
    periods.close(date(2026, 1, 1), by=None)
    shop.cancel(receipt)

    days = sql.run("SELECT DISTINCT recognised_on FROM ledger_costadjustment ORDER BY 1").fetchall()

    assert date(2026, 1, 20) in {row[0] for row in days}
    assert shop.proves()


def test_a_month_before_a_closed_one_is_closed_though_nobody_ever_used_it(shop: Shop):
    shop.receive("10", "100.00", on=1)
    periods.close(date(2026, 1, 1), by=None)
    earlier = datetime(2025, 11, 5, tzinfo=UTC)
    move = shop.move("1", value=Decimal(1), counter="opening")

    with pytest.raises(ClosedPeriod), transaction.atomic():
        post(shop, move, earlier)

    assert shop.on_hand() == 10


def test_months_that_nobody_used_are_told_closed_with_the_next_and_stay_so(shop: Shop):
    shop.receive("10", "100.00", on=1)
    deliver(shop, "-1", datetime(2026, 4, 10, tzinfo=UTC))
    periods.close(date(2026, 1, 1), by=None)
    assert told() == [
        ("2026-04", False, True, ["2026-02", "2026-03"]),
        ("2026-03", False, False, ["2026-02"]),
        ("2026-02", False, False, []),
        ("2026-01", True, True, []),
    ]
    assert [one.first.month for one in periods.months() if one.earliest] == [1]

    periods.close(date(2026, 4, 1), by=None)
    assert [closed for _month, closed, _used, _covers in told()] == [True] * 4
    periods.close(date(2026, 4, 1), by=None)
    for _pressed_again_after_a_lost_answer in range(2):
        periods.reopen(date(2026, 4, 1), by=None)

    assert told()[:2] == [("2026-04", False, True, []), ("2026-03", True, True, [])]
    with pytest.raises(ClosedPeriod), transaction.atomic():
        deliver(shop, "-1", datetime(2026, 3, 10, tzinfo=UTC))
    traces = "SELECT action, count(*) FROM kernel_auditentry WHERE form = 'period' GROUP BY action"
    assert sorted(sql.run(traces).fetchall()) == [("close", 4), ("reopen", 1)]
    assert shop.proves()


def test_a_gap_that_an_earlier_release_left_stays_closed_when_the_month_after_it_opens(shop: Shop):
    shop.receive("10", "100.00", on=1)
    deliver(shop, "-1", datetime(2026, 3, 10, tzinfo=UTC))
    sql.run("UPDATE ledger_period SET closed = true")
    assert told()[1] == ("2026-02", True, False, [])

    periods.reopen(date(2026, 3, 1), by=None)

    assert [closed for _month, closed, _used, _covers in told()] == [False, True, True]


def told() -> list[tuple[str, bool, bool, list[str]]]:
    return [
        (f"{one.first:%Y-%m}", one.closed, one.used, [f"{day:%Y-%m}" for day in one.covers])
        for one in periods.months()
    ]


def test_a_month_that_is_not_over_is_not_closed_and_an_unknown_one_not_opened(shop: Shop):
    """Today always accepts entries, or nothing could be sold until the month is over."""
    today = clock.business_day(clock.now(), "Asia/Shanghai")
    for month in (date(9999, 12, 1), today, today.replace(day=1)):
        with pytest.raises(periods.PeriodNotOver):
            periods.close(month, by=None)
    with pytest.raises(periods.NoSuchPeriod):
        periods.reopen(date(2020, 1, 1), by=None)

    assert periods.months() == []


def test_what_crosses_midnight_while_it_waits_stays_on_its_day(shop: Shop):
    """Somebody else posts on the next day while a document of this very moment waits."""
    night = datetime(2026, 1, 5, 15, 59, 59, tzinfo=UTC)
    next_day = datetime(2026, 1, 5, 16, 0, 1, tzinfo=UTC)
    shop.receive("10", "100.00", on=1)
    deliver(shop, "-1", next_day)

    posted = deliver(shop, "-1", night, now=True)

    assert posted.occurred_at == datetime(2026, 1, 5, 15, 59, 59, 999_999, tzinfo=UTC)
    local = "SELECT count(*) FROM ledger_stockentry WHERE occurred_on <>"
    assert sql.run(f"{local} (occurred_at AT TIME ZONE 'Asia/Shanghai')::date").fetchone() == (0,)
    assert shop.proves()


def deliver(shop: Shop, quantity: str, at: datetime, *, now: bool = False) -> Posted:
    return post(shop, shop.move(quantity, counter="cost_of_sales"), at, now=now)


def post(shop: Shop, move: Move, at: datetime, *, now: bool = False) -> Posted:
    return books.post(
        Posting(moves=(move,)),
        source=Source(form="sales_delivery", record=new_id()),
        occurred_on=clock.business_day(at, "Asia/Shanghai"),
        occurred_at=at,
        number=lambda: "1",
        now=now,
    )
