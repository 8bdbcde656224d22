"""Goods that come back in parts: the parts cost what the issue cost, whatever comes in between."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from huolang.kernel import sql
from huolang.kernel.keys import new_id
from huolang.ledger import books, periods
from huolang.ledger.posting import (
    RECEIVED_NOT_INVOICED,
    Due,
    Entry,
    Move,
    Posting,
    Revalue,
    Source,
)
from huolang.ledger.tests.conftest import Shop, day


@pytest.fixture
def sold(shop: Shop) -> Move:
    """Three for one yuan, from a warehouse with a cost pool of its own."""
    sql.run("UPDATE ledger_item SET pool_scope = 'warehouse'")
    shop.receive("3", "1.00", on=1)
    issue = shop.move("-3", counter="cost_of_sales")
    shop.post("sales_delivery", Posting(moves=(issue,)), 3)
    return issue


def back(shop: Shop, sold: Move, warehouse, at: datetime) -> Source:
    """One of the three comes back to `warehouse`."""
    source = Source(form="sales_return", record=new_id())
    one = {"line": new_id(), "product": shop.bolts, "quantity": Decimal(1)}
    move = Move(**one, warehouse=warehouse, counter="cost_of_sales", follows=sold.line)
    when = {"occurred_on": at.date(), "occurred_at": at}
    books.post(Posting(moves=(move,)), source=source, number=lambda: "1", **when)
    return source


def values(shop: Shop) -> list[Decimal]:
    kept = "SELECT value FROM ledger_costpool WHERE warehouse = %s::uuid"
    return [sql.run(kept, [place]).fetchone()[0] for place in (shop.main, shop.branch)]


def test_a_return_before_another_elsewhere_takes_its_part_first(shop: Shop, sold: Move):
    back(shop, sold, shop.branch, day(6))

    back(shop, sold, shop.main, day(5))

    assert values(shop) == [Decimal("0.33"), Decimal("0.34")]
    assert shop.proves()


def test_a_return_that_is_taken_back_gives_its_part_to_the_next_one(shop: Shop, sold: Move):
    first = back(shop, sold, shop.main, day(5))
    back(shop, sold, shop.branch, day(6))
    assert values(shop) == [Decimal("0.33"), Decimal("0.34")]

    shop.cancel(first)

    assert values(shop) == [Decimal("0.00"), Decimal("0.33")]
    assert shop.proves()


def test_a_return_taken_back_in_a_later_month_counts_as_never_having_been(shop: Shop, sold: Move):
    first = back(shop, sold, shop.main, day(5))
    periods.close(date(2026, 1, 1), by=None)
    shop.cancel(first)

    back(shop, sold, shop.branch, datetime(2026, 2, 3, tzinfo=UTC))

    assert values(shop) == [Decimal("0.00"), Decimal("0.33")]
    assert shop.proves()


def test_what_comes_back_before_the_goods_came_costs_what_was_known_then(shop):
    """Also when it is recorded after them, and into a pool of its own."""
    sql.run("UPDATE ledger_item SET pool_scope = 'warehouse', allow_negative = true")
    sold = shop.move("-1", counter="cost_of_sales")
    shop.post("sales_delivery", Posting(moves=(sold,)), 1)
    shop.receive("1", "1.42", on=5)
    more = {"product": shop.bolts, "warehouse": shop.branch, "quantity": Decimal(1)}
    back = Move(line=new_id(), counter="cost_of_sales", follows=sold.line, **more)

    shop.post("sales_return", Posting(moves=(back,)), 3)

    assert shop.value() == 0
    assert shop.proves()


def test_a_part_that_came_back_elsewhere_counts_though_its_pool_is_not_costed_anew(shop):
    """Two of four for 1.42 came back to two warehouses: 0.36, then 0.35. A delivery that is put
    before all of it takes goods at the same average, and changes nothing of that."""
    sql.run("UPDATE ledger_item SET pool_scope = 'warehouse'")
    shop.receive("8", "2.84", on=1)
    sold = shop.move("-4", counter="cost_of_sales")
    shop.post("sales_delivery", Posting(moves=(sold,)), 3)
    more = {"product": shop.bolts, "warehouse": shop.branch, "quantity": Decimal(1)}
    first = Move(line=new_id(), counter="cost_of_sales", follows=sold.line, **more)
    shop.post("sales_return", Posting(moves=(first,)), 4)
    second = shop.move("1", counter="cost_of_sales", follows=sold.line)
    shop.post("sales_return", Posting(moves=(second,)), 5)

    shop.deliver("4", on=2)

    assert shop.proves()
    assert shop.count("ledger_costadjustment") == 0


def test_a_receipt_between_leaves_the_parts_in_their_order(shop: Shop, sold: Move):
    """Only one of the two pools is costed anew: the part that came back before the other one."""
    shop.receive("3", "1.00", on=2)
    back(shop, sold, shop.main, day(5))
    back(shop, sold, shop.branch, day(6))

    shop.receive("1", "5.00", on=4)

    assert values(shop) == [Decimal("6.33"), Decimal("0.34")]
    assert shop.proves()


def test_what_came_back_before_its_goods_came_costs_what_they_were_thought_to_then(shop: Shop):
    """Four for 4.00 come, seven go, of which one comes back elsewhere, at the 1.00 that is known.
    Goods at 10.00 come for the three that were not there. Then it turns out that the first were
    2.00: the one that came back did so at 0.50, though what it comes from costs 10.00 before and
    after."""
    sql.run("UPDATE ledger_item SET pool_scope = 'warehouse', allow_negative = true")
    bought = shop.move("4", value=Decimal(4), counter=RECEIVED_NOT_INVOICED)
    due = Due(kind="payable", partner=shop.partner, net=Decimal(4), tax=Decimal(0))
    shop.post("purchase_receipt", Posting(moves=(bought,), dues=(due,)), 1)
    shop.deliver("6", on=2)
    sold = shop.move("-1", counter="cost_of_sales")
    shop.post("sales_delivery", Posting(moves=(sold,)), 3)
    back(shop, sold, shop.branch, day(4))
    shop.receive("3", "30.00", on=5)
    assert values(shop) == [Decimal(0), Decimal("1.00")]

    less = Revalue(line=bought.line, amount=Decimal(-2), field="lines.0.amount", name="螺栓")
    account = Entry(account=RECEIVED_NOT_INVOICED, amount=Decimal(-2), partner=shop.partner)
    charge = Posting(entries=(account, Entry(account="cash", amount=Decimal(2))), revalues=(less,))
    shop.post("landed_cost", charge, 6)

    assert values(shop) == [Decimal(0), Decimal("0.50")]
    assert shop.proves()
