"""计价方法变更: value on hand is carried over, and what is corrected before goes on through it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from huolang.kernel import sql
from huolang.kernel.keys import new_id
from huolang.kernel.refusals import BusinessError
from huolang.ledger import books
from huolang.ledger.posting import Posting, Recost, Revalue, Source
from huolang.ledger.tests.conftest import Shop, day

POOLS = """
SELECT method, generation, quantity, value FROM ledger_costpool
ORDER BY generation DESC, warehouse, method
"""


def change(shop: Shop, method: str, scope: str = "company", *, on: int = 5, **more: object) -> None:
    told = Recost(product=shop.bolts, method=method, scope=scope, name="螺栓", **more)
    shop.post("costing_change", Posting(recosts=(told,)), on)


def pools() -> list[tuple[str, int, Decimal, Decimal]]:
    return [tuple(row) for row in sql.run(POOLS).fetchall()]


def test_from_the_average_to_first_in_first_out(shop):
    shop.receive("10", "100.00", on=1)
    shop.receive("10", "200.00", on=2)
    shop.deliver("5", on=3)

    change(shop, "fifo")
    shop.receive("5", "500.00", on=6)
    shop.deliver("16", on=7)

    # 15 at 15.00 came over as one layer, then 1 of the 5 at 100.00
    assert pools() == [("moving_average", 1, 0, 0), ("fifo", 0, 4, Decimal("400.0000"))]
    assert shop.proves()


def test_a_receipt_of_before_that_turns_out_dearer_goes_on_into_the_new_pool(shop):
    move = shop.move("10", value=Decimal("100.00"), counter="opening", partner=None)
    shop.post("purchase_receipt", Posting(moves=(move,)), 1)
    shop.deliver("5", on=2)
    change(shop, "fifo")
    shop.deliver("1", on=6)

    shop.post("landed_cost", Posting(revalues=(Revalue(line=move.line, amount=Decimal(10)),)), 8)

    assert pools()[1] == ("fifo", 0, 4, Decimal("44.0000"))
    assert shop.account("1405") == 44
    assert shop.proves()


def test_to_pools_of_warehouses_and_back(shop):
    shop.receive("10", "100.00", on=1)
    leaves = shop.move("-4", counter="inventory", flow=1)
    arrives = replace(leaves, quantity=Decimal(4), warehouse=shop.branch)
    shop.post("stock_transfer", Posting(moves=(leaves, arrives)), 2)

    change(shop, "moving_average", "warehouse")
    assert sorted(pools()[1:]) == [("moving_average", 0, 4, 40), ("moving_average", 0, 6, 60)]
    change(shop, "moving_average", on=6)

    assert pools()[-1] == ("moving_average", 0, 10, 100)
    assert shop.proves()


def test_to_standard_cost_the_rest_is_variance_and_stays_so(shop):
    move = shop.move("10", value=Decimal("100.00"), counter="opening", partner=None)
    shop.post("purchase_receipt", Posting(moves=(move,)), 1)

    change(shop, "standard", standard=Decimal("8.5"))
    assert shop.account("1405") == 85
    shop.post("landed_cost", Posting(revalues=(Revalue(line=move.line, amount=Decimal(10)),)), 8)

    assert pools()[-1] == ("standard", 0, 10, 85)
    assert shop.account("1405") == 85
    assert shop.proves()


def test_nothing_is_put_before_it(shop):
    received = shop.receive("10", "100.00", on=1)
    change(shop, "fifo")
    before = (pools(), shop.count("ledger_stockentry"))

    with pytest.raises(BusinessError) as refusal:
        shop.receive("1", "1.00", on=4)

    assert refusal.value.code == "ledger.before_costing"
    assert (pools(), shop.count("ledger_stockentry")) == before
    shop.cancel(received)
    assert shop.on_hand() == 0
    assert shop.proves()


def test_what_came_back_takes_the_cost_of_its_issue_of_before(shop):
    shop.receive("10", "100.00", on=1)
    sold = shop.move("-5", counter="cost_of_sales")
    shop.post("sales_delivery", Posting(moves=(sold,)), 2)
    change(shop, "fifo")

    back = shop.move("5", counter="cost_of_sales", follows=sold.line)
    shop.post("sales_return", Posting(moves=(back,)), 6)

    assert pools()[-1] == ("fifo", 0, 10, 100)
    assert shop.proves()


@pytest.mark.parametrize("dearer", [0, 4])
def test_a_sale_of_before_another_standard_is_taken_back_with_all_it_cost(shop, dearer):
    """Averages at 50.00, or at 52.00 by what was known later; back at 60.00, the rest variance."""
    move = shop.move("2", value=Decimal("100.00"), counter="opening", partner=None)
    shop.post("purchase_receipt", Posting(moves=(move,)), 1)
    sold = shop.deliver("1", on=2)
    if dearer:
        more = Revalue(line=move.line, amount=Decimal(dearer))
        shop.post("landed_cost", Posting(revalues=(more,)), 3)
    change(shop, "standard", standard=Decimal(60))

    shop.cancel(sold)

    assert pools()[-1] == ("standard", 0, 2, 120)
    assert (shop.account("1405"), shop.account("6401")) == (120, 0)
    assert shop.proves()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"method": "moving_average"}, "ledger.costed_already"),
        ({"method": "fifo", "on": 2}, "ledger.costed_too_early"),
    ],
)
def test_what_changes_nothing_or_comes_too_early_is_refused(shop, wrong, code):
    shop.receive("10", "100.00", on=3)
    before = (pools(), shop.count("ledger_stockentry"))

    with pytest.raises(BusinessError) as refusal:
        change(shop, **wrong)

    assert refusal.value.code == code
    assert (pools(), shop.count("ledger_stockentry")) == before


def test_a_change_of_this_very_moment_comes_after_what_was_just_posted(shop):
    shop.receive("10", "100.00", on=3)
    told = Recost(product=shop.bolts, method="fifo", scope="company")
    moment = datetime(2026, 1, 3, 11, 59, 30, tzinfo=UTC)

    posted = books.post(
        Posting(recosts=(told,)),
        source=Source(form="costing_change", record=new_id()),
        occurred_on=moment.date(),
        occurred_at=moment,
        number=lambda: "变-1",
        now=True,
    )

    assert posted.occurred_at == day(3) + timedelta(microseconds=1)
    assert shop.proves()


def test_what_happened_at_its_very_moment_was_before_it(shop):
    """On a past day, issues and a change both happen at the day's end."""
    move = shop.move("10", value=Decimal("150.00"), counter="opening", partner=None)
    shop.post("purchase_receipt", Posting(moves=(move,)), 1)
    sold = shop.deliver("5", on=5)
    change(shop, "fifo", on=5)

    with pytest.raises(BusinessError):
        shop.cancel(sold, only_open=True)
    shop.cancel(sold)
    shop.post("landed_cost", Posting(revalues=(Revalue(line=move.line, amount=Decimal(10)),)), 8)

    assert [row[2:] for row in pools()] == [(0, 0), (10, 160)]
    assert shop.account("1405") == 160
    assert shop.proves()


def test_a_second_change_is_not_put_before_the_first_though_nothing_lies_there(shop):
    shop.receive("10", "100.00", on=1)
    shop.deliver("10", on=2)
    change(shop, "fifo", on=5)

    with pytest.raises(BusinessError) as refusal:
        change(shop, "moving_average", on=4)

    assert refusal.value.code == "ledger.costed_too_early"


def test_a_charge_of_a_later_day_is_no_coming_or_going(shop):
    """Costing can still be changed from a day between the last goods and the charge."""
    move = shop.move("10", value=Decimal("100.00"), counter="opening", partner=None)
    shop.post("purchase_receipt", Posting(moves=(move,)), 1)
    shop.post("landed_cost", Posting(revalues=(Revalue(line=move.line, amount=Decimal(10)),)), 8)

    change(shop, "fifo", on=5)

    assert pools()[-1] == ("fifo", 0, 10, 110)
    assert shop.proves()
