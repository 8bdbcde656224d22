"""Goods on their way, and goods that stay in their pool, where the worked examples do not reach."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import transaction

from huolang.kernel import sql
from huolang.kernel.keys import NIL
from huolang.ledger.posting import IN_TRANSIT, Move, Posting, Recost
from huolang.ledger.refusals import NotEnoughStock
from huolang.ledger.tests.conftest import Shop

COSTS = """
SELECT e.quantity, e.cost FROM ledger_stockentry e ORDER BY e.no, e.seq
"""


def by_warehouse(method: str = "moving_average") -> None:
    sql.run("UPDATE ledger_item SET pool_scope = 'warehouse', method = %s", [method])


def sent(shop: Shop, quantity: str, on: int, *, named: bool = True) -> Move:
    """From the main warehouse to the branch; answers what is on its way."""
    leaves = shop.move("-" + quantity, counter="inventory", flow=1)
    way = {"location": IN_TRANSIT, "shipment": leaves.line if named else None}
    arrives = replace(leaves, quantity=Decimal(quantity), warehouse=shop.branch, **way)
    shop.post("sent", Posting(moves=(leaves, arrives)), on)
    return replace(arrives, shipment=leaves.line)


def came(shop: Shop, way: Move, quantity: str, on: int) -> None:
    leaves = replace(way, quantity=-Decimal(quantity))
    arrives = replace(way, quantity=Decimal(quantity), location=NIL, shipment=None)
    shop.post("came", Posting(moves=(leaves, arrives)), on)


def last(n: int) -> list[tuple[Decimal, Decimal]]:
    return sql.run(COSTS).fetchall()[-n:]


def test_what_was_sent_before_shipments_had_pools_arrives_from_the_warehouse_that_waits(
    shop: Shop,
) -> None:
    by_warehouse()
    shop.receive("10", "100.00")
    way = sent(shop, "6", 2, named=False)

    came(shop, way, "6", 3)

    assert last(2) == [(-6, -60), (6, 60)]
    assert shop.proves()


def test_what_stayed_in_its_pool_goes_back_by_pools_of_warehouses_at_what_it_costs_there(
    shop: Shop,
) -> None:
    sql.run("UPDATE ledger_item SET method = 'fifo'")
    shop.receive("10", "100.00", on=1)
    shop.receive("10", "200.00", on=2)
    leaves = shop.move("-5", counter="inventory", flow=1)
    arrives = replace(leaves, quantity=Decimal(5), warehouse=shop.branch)
    moved = shop.post("stock_transfer", Posting(moves=(leaves, arrives)), 3)
    assert last(2) == [(-5, 0), (5, 0)]
    told = Recost(product=shop.bolts, method="fifo", scope="warehouse")
    shop.post("costing_change", Posting(recosts=(told,)), 4)

    shop.cancel(moved)

    assert last(2) == [(-5, -100), (5, 100)]  # 15 there cost 10 × 10 + 5 × 20
    pools = "SELECT quantity, value FROM ledger_costpool WHERE quantity <> 0"
    assert sql.run(pools).fetchall() == [(20, 300)]
    assert shop.proves()


def test_more_than_a_shipment_has_does_not_come_though_another_is_on_its_way_there(
    shop: Shop,
) -> None:
    by_warehouse("fifo")
    shop.receive("10", "100.00")
    first, _second = sent(shop, "3", 2), sent(shop, "5", 2)

    with pytest.raises(NotEnoughStock), transaction.atomic():
        came(shop, first, "4", 3)
    came(shop, first, "3", 3)

    assert shop.proves()
