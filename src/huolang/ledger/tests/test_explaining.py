"""成本由来: every cost can be worked out by hand from what is told about it, also as it was known
earlier."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from huolang.kernel import sql
from huolang.kernel.keys import new_id
from huolang.ledger import books, explaining, knowing, periods
from huolang.ledger.explaining import Explanation
from huolang.ledger.posting import IN_TRANSIT, Move, Posting, Revalue, Source
from huolang.ledger.tests.conftest import Shop, day


def explained(source: Source, at: int = 0, *, until: int | None = None) -> Explanation:
    """Of the entry in that place of the document's first posting."""
    found = sql.run(
        "SELECT id FROM ledger_stockentry WHERE record = %s::uuid ORDER BY no, seq", [source.record]
    ).fetchall()
    told = explaining.explain(found[at][0], until=until)
    assert told is not None
    return told


def parts(told: Explanation) -> list[tuple[str, UUID, Decimal, Decimal]]:
    return [(one.role, one.source.record, one.quantity, one.cost) for one in told.parts]


def believed(told: Explanation) -> list[tuple[str, str, Decimal, Decimal]]:
    return [(one.reason, one.form, one.amount, one.cost) for one in told.history]


def state(one: Any) -> tuple[Decimal, Decimal | None]:
    return one.quantity, one.value


def test_an_issue_at_the_average_shows_the_stock_before_and_after_it(shop: Shop):
    shop.receive("10", "100.00", on=1)
    shop.receive("20", "260.00", on=2)
    sold = shop.deliver("4", on=3)
    shop.deliver("1", on=4)

    told = explained(sold)

    assert (told.way, told.method) == ("average", "moving_average")
    assert (state(told.before), state(told.after)) == ((30, 360), (26, 312))
    assert told.before and told.before.unit_cost == 12
    assert told.entry.cost == -48
    assert believed(told) == [("posted", "sales_delivery", -48, -48)]


def test_a_back_dated_receipt_is_named_as_the_cause_of_what_it_changed(shop: Shop):
    shop.receive("10", "100.00", on=1)
    sold = shop.deliver("4", on=5)
    late = shop.receive("10", "200.00", on=3)
    shop.cancel(late)

    told = explained(sold)

    history = [("posted", -40, -40), ("back_dated", -20, -60), ("reversed", 20, -40)]
    assert [(reason, amount, cost) for reason, _, amount, cost in believed(told)] == history
    assert [one.record for one in told.history[1:]] == [late.record, late.record]
    assert [one.kind for one in told.history] == ["post", "post", "mirror"]
    assert state(told.before) == (10, 100)  # both the receipt and its mirror count as never


def test_an_issue_of_layers_names_the_receipts_that_it_used_up(shop: Shop):
    sql.run("UPDATE ledger_item SET method = 'fifo'")
    first = shop.receive("10", "100.00", on=1)
    second = shop.receive("3", "10.00", on=2)
    shop.deliver("8", on=3)

    told = explained(shop.deliver("4", on=4))

    assert told.way == "layers"
    assert parts(told) == [
        ("layer", first.record, 2, 20),
        ("layer", second.record, 2, Decimal("6.67")),
    ]
    assert told.entry.cost == Decimal("-26.67")


def test_many_small_layers_are_found_page_by_page(shop: Shop):
    sql.run("UPDATE ledger_item SET method = 'fifo'")
    receipts = [shop.receive("1", f"{n}.00", on=1 + n // 20) for n in range(1, 121)]
    sold = shop.deliver("100", on=9)

    told = explained(sold)

    assert [one.source.record for one in told.parts] == [one.record for one in receipts[:100]]
    assert sum(one.cost for one in told.parts) == 5050 == -told.entry.cost


def test_goods_that_come_back_show_the_issue_and_what_came_back_of_it_before(shop: Shop):
    shop.receive("3", "1.00", on=1)
    issue = shop.move("-3", counter="cost_of_sales")
    sold = shop.post("sales_delivery", Posting(moves=(issue,)), 2)
    for on in (3, 4):
        back = shop.move("1", counter="cost_of_sales", follows=issue.line)
        returned = shop.post("sales_return", Posting(moves=(back,)), on)

    told = explained(returned)

    assert told.way == "returned"
    assert parts(told) == [("origin", sold.record, 1, Decimal("0.34"))]
    assert told.parts[0].source.quantity == -3
    assert told.returned_before == 1


def test_what_arrives_shows_what_left_for_it(shop: Shop):
    sql.run("UPDATE ledger_item SET pool_scope = 'warehouse'")
    shop.receive("10", "25.00", on=1)
    leaves = shop.move("-4", counter="inventory", flow=1)
    arrives = replace(leaves, quantity=Decimal(4), warehouse=shop.branch)
    moved = shop.post("stock_transfer", Posting(moves=(leaves, arrives)), 2)

    told = explained(moved, 1)

    assert (told.way, told.pool_warehouse) == ("flow", shop.branch)
    assert parts(told) == [("flow", moved.record, 4, 10)]
    assert (state(told.before), state(told.after)) == ((0, 0), (4, 10))


def test_what_stays_in_its_pool_moves_no_value_and_a_shipment_has_its_own(shop: Shop):
    sql.run("UPDATE ledger_item SET method = 'fifo' WHERE id = %s", [shop.bolts])
    sql.run("UPDATE ledger_item SET pool_scope = 'warehouse' WHERE id = %s", [shop.nuts])
    told = []
    for product in (shop.bolts, shop.nuts):
        shop.receive("10", "25.00", on=1, product=product)
        leaves = shop.move("-4", product, counter="inventory", flow=1)
        way = {"location": IN_TRANSIT, "shipment": leaves.line, "warehouse": shop.branch}
        arrives = replace(leaves, quantity=Decimal(4), **way)
        told.append(explained(shop.post("sent", Posting(moves=(leaves, arrives)), 2), 1))

    within, apart = told
    assert (within.way, within.entry.cost, within.parts) == ("within", 0, ())
    assert (within.in_transit, within.before) == (False, None)
    assert (apart.way, apart.pool_warehouse, apart.in_transit) == ("flow", shop.branch, True)
    assert (state(apart.before), state(apart.after)) == ((0, 0), (4, 10))


def test_standard_cost_shows_the_standard_in_force(shop: Shop):
    sql.run("UPDATE ledger_item SET method = 'standard', standard = 2.5")
    bought = shop.receive("10", "40.00", on=1)

    told = explained(bought)

    assert (told.way, told.standard) == ("standard", Decimal("2.5"))
    assert (told.entry.cost, state(told.after)) == (25, (10, 25))


def test_what_left_before_it_came_shows_what_covered_it(shop: Shop):
    sql.run("UPDATE ledger_item SET allow_negative = true")
    shop.receive("2", "20.00", on=1)
    shop.deliver("5", on=2)
    sold = shop.deliver("4", on=3)
    first = shop.receive("5", "55.00", on=4)
    second = shop.receive("9", "108.00", on=5)

    told = explained(sold)

    assert (state(told.before), state(told.after)) == ((-3, None), (-7, None))
    assert told.missing == 4
    assert parts(told) == [("covered", first.record, 2, 22), ("covered", second.record, 2, 24)]
    assert told.entry.cost + told.entry.adjustment == -46
    assert shop.proves()


def test_a_receipt_that_cost_more_names_the_charge_and_what_counts_later(shop: Shop):
    move = shop.move("10", value=Decimal("100.00"), counter="opening", partner=None)
    bought = shop.post("purchase_receipt", Posting(moves=(move,)), 1)
    sold = shop.deliver("4", on=5)
    periods.close(date(2026, 1, 1), by=None)
    charge = Posting(revalues=(Revalue(line=move.line, amount=Decimal(30)),))
    freight = Source(form="landed_cost", record=new_id())
    at = datetime(2026, 2, 3, 12, tzinfo=UTC)
    when = {"occurred_on": at.date(), "occurred_at": at}
    books.post(charge, source=freight, number=lambda: "费-1", **when)

    told, issue = explained(bought), explained(sold)

    assert told.way == "document"
    assert believed(told)[1] == ("revalued", "landed_cost", 30, 130)
    assert issue.history[1].record == freight.record
    assert (issue.history[1].amount, issue.history[1].cost) == (-12, -52)
    assert issue.history[1].forward
    assert issue.history[1].recognised_on == date(2026, 2, 1)


def test_what_was_taken_back_at_its_own_moment_counts_as_never_having_been(shop: Shop):
    shop.receive("10", "100.00", on=1)
    sold = shop.deliver("4", on=5)
    shop.cancel(sold)

    told, mirror = explained(sold), explained(sold, 1)

    assert (told.way, mirror.way) == ("annulled", "annulled")
    assert told.reversed_by and told.reversed_by.id == mirror.entry.id
    assert mirror.reverses and mirror.reverses.id == told.entry.id
    assert (told.before, told.parts) == (None, ())


@pytest.mark.parametrize("method", ["moving_average", "fifo"])
def test_what_was_known_earlier_is_told_as_it_was_told_then(shop: Shop, method: str):
    """Each step is explained when it is taken; at the end all of it is asked once more."""
    sql.run("UPDATE ledger_item SET method = %s, pool_scope = 'warehouse'", [method])
    issue = shop.move("-6", counter="cost_of_sales")
    leaves = shop.move("-3", counter="inventory", flow=1)
    arrives = replace(leaves, quantity=Decimal(3), warehouse=shop.branch)
    back = Move(
        line=new_id(),
        product=shop.bolts,
        warehouse=shop.branch,
        quantity=Decimal(2),
        counter="cost_of_sales",
        follows=issue.line,
    )
    late: list[Source] = []
    steps = [
        lambda: shop.receive("10", "100.00", on=2),
        lambda: shop.receive("10", "150.01", on=3),
        lambda: shop.post("sales_delivery", Posting(moves=(issue,)), 6),
        lambda: shop.post("stock_transfer", Posting(moves=(leaves, arrives)), 7),
        lambda: late.append(shop.receive("5", "7.00", on=1)),
        lambda: shop.post("sales_return", Posting(moves=(back,)), 8),
        lambda: shop.deliver("4", on=4),
        lambda: shop.cancel(late[0]),
    ]
    told: list[tuple[int, list[Explanation]]] = []
    for step in steps:
        step()
        told.append((newest(), everything()))

    again = [(no, everything(no)) for no, _ in told]

    assert again == told
    assert [len(entries) for _, entries in told] == [1, 2, 3, 5, 6, 7, 8, 9]
    for explanation in told[-1][1]:
        assert reckoned(explanation) == explanation.entry.cost + explanation.entry.adjustment


def test_the_newest_posting_of_a_moment_is_found(shop: Shop):
    numbers = [newest() for n in range(1, 6) if shop.receive("1", "1.00", on=n)]
    moments = [
        sql.run("SELECT recorded_at FROM ledger_postinghead WHERE no = %s", [no]).fetchone()[0]
        for no in numbers
    ]

    assert [knowing.until(moment) for moment in moments] == numbers
    assert knowing.until(day(1)) == 0


def newest() -> int:
    return sql.run("SELECT max(no) FROM ledger_postinghead").fetchone()[0]


def everything(until: int | None = None) -> list[Explanation]:
    keys = sql.run("SELECT id FROM ledger_stockentry ORDER BY no, seq").fetchall()
    told = (explaining.explain(key, until=until) for (key,) in keys)
    return [one for one in told if one is not None]


def reckoned(told: Explanation) -> Decimal:
    """The cost, worked out from nothing but what was told."""
    quantity, cost = told.entry.quantity, told.entry.cost + told.entry.adjustment
    if told.way == "average" and quantity < 0:
        assert told.before and told.before.value is not None
        return -round(told.before.value * -quantity / told.before.quantity, 2)
    if told.way == "layers":
        return -sum((one.cost for one in told.parts), Decimal(0))
    if told.way == "flow":
        return sum((one.cost for one in told.parts), Decimal(0))
    if told.way == "returned":
        origin = told.parts[0].source
        whole = -(origin.cost + origin.adjustment)
        until = round(whole * (told.returned_before + quantity) / -origin.quantity, 2)
        return until - round(whole * told.returned_before / -origin.quantity, 2)
    return cost
