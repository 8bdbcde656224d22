"""Stock of a past day: whatever is posted, in whatever order and however much of it is summed up,
it is what the entries up to that day add up to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huolang.kernel import sql
from huolang.kernel.company import Company, acting
from huolang.kernel.keys import new_id
from huolang.kernel.outbox import BookHead
from huolang.kernel.refusals import BusinessError
from huolang.ledger import accounts, books, items, months, past, periods, reading
from huolang.ledger.posting import Move, Posting, Source
from huolang.ledger.tests.conftest import Shop

FIRST = date(2026, 1, 1)
Key = tuple[UUID, UUID]


def end(day: int) -> date:
    return date(2026, 1, day)


def figures(found: list[past.Then]) -> list[tuple[Decimal, Decimal]]:
    return [(one.quantity, one.value) for one in found]


def test_a_past_day_knows_nothing_of_what_came_later(shop: Shop) -> None:
    shop.receive("10", "25.00", on=2)
    shop.deliver("4", on=5)
    shop.receive("2", "9.00", on=9)

    assert figures(past.stock(end(1))) == []
    assert figures(past.stock(end(2))) == [(Decimal(10), Decimal("25.00"))]
    assert figures(past.stock(end(5))) == [(Decimal(6), Decimal("15.00"))]
    assert figures(past.stock(end(9))) == [(Decimal(8), Decimal("24.00"))]


def test_an_instant_knows_nothing_of_what_came_later_that_day(shop: Shop) -> None:
    """A receipt at eight, a sale at ten, and at nine another receipt that comes to light later and
    makes the sale cheaper: at half past nine the sale, and its correction, are still to come."""
    at = datetime(2026, 1, 31, 8, tzinfo=UTC)
    post(shop.bolts, shop.main, 10, at, value=Decimal("40.00"))
    post(shop.bolts, shop.main, -10, at.replace(hour=10))
    months.sum_up()
    post(shop.bolts, shop.main, 10, at.replace(hour=9), value=Decimal("20.00"))

    def told(hour: int, minute: int = 0) -> list[tuple[Decimal, Decimal]]:
        return figures(past.stock(at.date(), at=at.replace(hour=hour, minute=minute)))

    assert told(7) == []
    assert told(8) == [(Decimal(10), Decimal("40.00"))]
    assert told(9, 30) == [(Decimal(20), Decimal("60.00"))]
    assert told(10) == figures(past.stock(at.date())) == [(Decimal(10), Decimal("30.00"))]
    known = figures(past.stock(at.date(), at=at.replace(hour=9, minute=30), known=2))
    assert known == [(Decimal(10), Decimal("40.00"))]


def test_an_instant_of_the_first_of_a_month_begins_with_the_month_before(shop: Shop) -> None:
    """What a closed month could not take in is recognised as the next one begins."""
    sold, bought = datetime(2026, 1, 20, tzinfo=UTC), datetime(2026, 1, 10, tzinfo=UTC)
    wrong = post(shop.bolts, shop.main, 10, bought, value=Decimal("10.00"))
    post(shop.bolts, shop.main, 20, bought, value=Decimal("50.00"))
    post(shop.bolts, shop.main, -10, sold)
    periods.close(date(2026, 1, 1), by=None)
    first = datetime(2026, 2, 1, 9, tzinfo=UTC)
    post(shop.bolts, shop.main, 1, first, value=Decimal("7.00"))
    books.reverse(source=wrong, number=lambda: "冲", at=datetime(2026, 3, 1, tzinfo=UTC))
    months.sum_up()

    before = past.stock(first.date(), at=first.replace(hour=8))
    with sql.counting() as statements:
        after = past.stock(first.date(), at=first)

    assert figures(before) == [one for one in oracle(first.date(), first.replace(hour=8)).values()]
    assert figures(after) == figures(past.stock(first.date()))
    assert after[0].quantity - before[0].quantity == 1
    assert after[0].value - before[0].value == Decimal("7.00")
    assert len(statements) == 1


def test_an_instant_reads_only_its_own_month_of_what_is_summed_up(shop: Shop) -> None:
    """Years before it are one row a product, and the entries of their days are not read."""
    for day in range(1, 29):
        post(
            shop.bolts, shop.main, 1, datetime(2025, 12, day, 9, tzinfo=UTC), value=Decimal("2.00")
        )
    at = datetime(2026, 1, 15, 9, tzinfo=UTC)
    post(shop.bolts, shop.main, -3, at)
    months.sum_up()
    statement, parameters = past.selected(at.date(), at=at, by_place=False)

    plan = sql.run(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters).fetchone()[0]

    assert figures(past.stock(at.date(), at=at)) == [(Decimal(25), Decimal("50.00"))]
    assert read(plan[0]["Plan"]) == 1


def read(node: dict[str, Any]) -> float:
    """How many entries the plan handed on."""
    own = 0.0
    if node.get("Relation Name") == "ledger_stockentry":
        own = node["Actual Rows"] * node["Actual Loops"]
    return own + sum(read(one) for one in node.get("Plans", ()))


def test_what_is_posted_into_the_past_is_there_at_once(shop: Shop) -> None:
    shop.receive("10", "25.00", on=2)
    shop.deliver("4", on=5)
    months.sum_up()
    shop.receive("10", "35.00", on=3)

    assert figures(past.stock(end(2))) == [(Decimal(10), Decimal("25.00"))]
    assert figures(past.stock(end(3))) == [(Decimal(20), Decimal("60.00"))]
    assert figures(past.stock(end(5))) == [(Decimal(16), Decimal("48.00"))]


def test_what_was_taken_back_at_its_own_time_never_was(shop: Shop) -> None:
    shop.receive("10", "25.00", on=2)
    months.sum_up()
    wrong = shop.receive("5", "5.00", on=3)
    months.sum_up()
    shop.cancel(wrong)

    assert figures(past.stock(end(3))) == [(Decimal(10), Decimal("25.00"))]


def test_a_correction_of_a_closed_month_counts_when_it_is_recognised(shop: Shop) -> None:
    """Sold in January out of goods whose cost changes when January is closed already: the goods
    leave January at their old cost, and February bears the difference."""
    sold, bought = datetime(2026, 1, 20, tzinfo=UTC), datetime(2026, 1, 10, tzinfo=UTC)
    wrong = post(shop.bolts, shop.main, 10, bought, value=Decimal("10.00"))
    post(shop.bolts, shop.main, 10, bought, value=Decimal("30.00"))
    post(shop.bolts, shop.main, -10, sold)
    months.sum_up()
    periods.close(date(2026, 1, 1), by=None)
    books.reverse(source=wrong, number=lambda: "冲", at=datetime(2026, 3, 1, tzinfo=UTC))

    assert figures(past.stock(date(2026, 1, 31))) == [(Decimal(10), Decimal("20.00"))]
    assert figures(past.stock(date(2026, 2, 1))) == []


def test_warehouses_share_the_value_of_their_pool_as_they_do_today(shop: Shop) -> None:
    at = datetime(2026, 1, 3, tzinfo=UTC)
    post(shop.bolts, shop.main, 1, at, value=Decimal("50.00"))
    post(shop.bolts, shop.branch, 2, at, value=Decimal("50.00"))

    places = {one.warehouse: one.value for one in past.stock(end(3), by_place=True)}

    assert sorted(places.values()) == [Decimal("33.33"), Decimal("66.67")]
    assert places[shop.main] == Decimal("33.33")


def test_only_the_products_asked_for_are_read(shop: Shop) -> None:
    shop.receive("10", "25.00", on=2)
    shop.receive("3", "6.00", on=2, product=shop.nuts)
    months.sum_up()

    (only,) = past.stock(end(3), products=[shop.nuts])

    assert (only.product, only.quantity, only.value) == (shop.nuts, Decimal(3), Decimal("6.00"))


def test_summing_up_twice_adds_nothing(shop: Shop) -> None:
    shop.receive("10", "25.00", on=2)
    assert months.sum_up() > 0
    rows = sql.run("SELECT month, quantity, value FROM ledger_monthstock").fetchall()

    assert months.sum_up() == 0
    assert sql.run("SELECT month, quantity, value FROM ledger_monthstock").fetchall() == rows


def test_goods_of_others_are_not_ours(shop: Shop) -> None:
    theirs = shop.move("5", owner=new_id(), value=Decimal(0), counter="received_not_invoiced")
    shop.post("stock_receipt", Posting(moves=(theirs,)), 2)
    months.sum_up()

    assert past.stock(end(3)) == []


# any history


class Rollback(Exception):
    pass


def post(
    product: UUID, warehouse: UUID, quantity: int, at: datetime, value: Decimal | None = None
) -> Source:
    source = Source(form="stock_receipt", record=new_id())
    counter = "opening" if quantity > 0 else "cost_of_sales"
    move = Move(
        line=new_id(),
        product=product,
        warehouse=warehouse,
        quantity=Decimal(quantity),
        value=value,
        counter=counter,
    )
    books.post(
        Posting(moves=(move,)),
        source=source,
        occurred_on=at.date(),
        occurred_at=at,
        number=lambda: "单",
    )
    return source


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["in", "out", "cancel", "sum", "close"]),
        st.integers(0, 1),
        st.integers(0, 1),
        st.integers(1, 9),
        st.integers(0, 5000),
        st.integers(0, 110),
    ),
    min_size=4,
    max_size=30,
)


def oracle(day: date, at: datetime | None = None) -> dict[UUID, tuple[Decimal, Decimal]]:
    """Slow and obvious: every entry and correction up to the day, or to the instant of it, added up
    one by one."""
    entries = sql.run(
        "SELECT id, product, quantity, cost, occurred_on, occurred_at FROM ledger_stockentry"
    ).fetchall()
    late = {key for key, *_, on, then in entries if at and on == day and then > at}
    rows = [(one[1], one[2], one[3], one[4]) for one in entries if one[0] not in late]
    rows += [
        (product, Decimal(0), amount, on)
        for entry, product, amount, on in sql.run(
            "SELECT entry, product, amount, recognised_on FROM ledger_costadjustment"
        ).fetchall()
        if on < day or entry not in late
    ]
    sums: dict[UUID, tuple[Decimal, Decimal]] = {}
    for product, quantity, cost, on in rows:
        if on <= day:
            before = sums.get(product, (Decimal(0), Decimal(0)))
            sums[product] = (before[0] + quantity, before[1] + cost)
    return {key: one for key, one in sums.items() if any(one)}


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_any_history_reads_as_its_entries_add_up(steps: list[tuple[str, int, ...]]) -> None:
    with pytest.raises(Rollback), transaction.atomic():
        company = Company.objects.create(name="甲")
        with acting(company.pk):
            BookHead.objects.create()
            accounts.seed()
            products, places = [new_id(), new_id()], [new_id(), new_id()]
            items.write([items.ItemFacts(product=p, digits=0) for p in products])
            posted: list[Source] = []
            for what, p, w, quantity, cents, days in steps:
                at = datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=days, hours=cents % 3)
                try:
                    with transaction.atomic():
                        one_step(what, products[p], places[w], quantity, cents, at, posted)
                except BusinessError:
                    pass
            for day in range(0, 130, 7):
                then = FIRST + timedelta(days=day)
                found = {t.product: (t.quantity, t.value) for t in past.stock(then)}
                assert found == oracle(then)
            for day in {days for *_, days in steps}:
                at = datetime(2026, 1, 1, 13, tzinfo=UTC) + timedelta(days=day)
                then = past.stock(at.date(), at=at)
                assert {t.product: (t.quantity, t.value) for t in then} == oracle(at.date(), at)
                whole = at.replace(hour=23)
                assert set(past.stock(at.date(), at=whole)) == set(past.stock(at.date()))
            today = FIRST + timedelta(days=400)
            found = {t.product: t.quantity for t in past.stock(today)}
            now = reading.availability(products)
            assert found == {p: o.on_hand for p, o in now.items() if o.on_hand}
            parts = past.stock(today, by_place=True)
            assert sum(one.value for one in parts) == sum(one.value for one in past.stock(today))
        raise Rollback


def one_step(
    what: str,
    product: UUID,
    place: UUID,
    quantity: int,
    cents: int,
    at: datetime,
    posted: list[Source],
) -> None:
    if what == "in":
        posted.append(post(product, place, quantity, at, value=Decimal(cents) / 100))
    elif what == "out":
        posted.append(post(product, place, -quantity, at))
    elif what == "sum":
        months.sum_up()
    elif what == "close":
        periods.close(at.date(), by=None)
    elif posted:
        source = posted[cents % len(posted)]
        now = datetime(2026, 7, 1, tzinfo=UTC)
        books.reverse(source=source, number=lambda: "冲", at=now)
        posted.remove(source)


@pytest.mark.parametrize("summed", [(), (3,), (8,), (3, 8)])
def test_what_was_known_earlier_is_told_as_it_was_then(shop: Shop, summed: tuple[int, ...]) -> None:
    """Each step is asked about when it is taken; however much is summed up afterwards, all of it
    is answered alike at the end."""
    taken: list[Source] = []
    steps: list[Callable[[], object]] = [
        lambda: shop.receive("10", "25.00", on=2),
        lambda: taken.append(shop.deliver("4", on=5)),
        lambda: taken.append(shop.receive("10", "35.00", on=3)),
        lambda: shop.deliver("3", on=9),
        lambda: shop.cancel(taken[0]),
        lambda: periods.close(date(2026, 1, 1), by=None),
        lambda: post(
            shop.bolts, shop.branch, 5, datetime(2026, 2, 3, tzinfo=UTC), value=Decimal(9)
        ),
        lambda: books.reverse(
            source=taken[1], number=lambda: "冲", at=datetime(2026, 3, 1, tzinfo=UTC)
        ),
    ]
    days = [end(2), end(4), end(31), date(2026, 2, 28), date(2026, 3, 31)]
    told: list[tuple[int, list[list[past.Then]]]] = []
    for index, step in enumerate(steps, 1):
        step()
        if index in summed:
            months.sum_up()
        no = sql.run("SELECT max(no) FROM ledger_postinghead").fetchone()[0]
        told.append((no, [asked(day) for day in days]))
    months.sum_up()

    assert [(no, [asked(day, no) for day in days]) for no, _ in told] == told
    assert figures(past.stock(end(31), known=told[0][0])) == [(Decimal(10), Decimal("25.00"))]
    assert figures(past.stock(end(31), known=told[2][0])) == [(Decimal(16), Decimal("48.00"))]


def asked(day: date, known: int | None = None) -> list[past.Then]:
    """By product, and by product and warehouse."""
    found = past.stock(day, known=known) + past.stock(day, by_place=True, known=known)
    return sorted(found, key=lambda one: (str(one.product), str(one.warehouse)))
