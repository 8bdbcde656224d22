"""What batches are worth: their own pool's value, or their part of one that they share; the parts
come to the product, and to what each warehouse is worth, now and at any past moment."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from huolang.inventory import stock_batches
from huolang.inventory.stock_batches import Asked
from huolang.kernel import clock, sql
from huolang.ledger import knowing, past
from huolang.ledger.past_batches import EVER, Then
from tests.support import trading
from tests.support.trading import line

pytestmark = pytest.mark.usefixtures("shop")
D = Decimal
CK02 = {"code": "CK02"}


def milk(scope: str, **fields: Any) -> Any:
    return trading.product("NN", "牛奶", batched=True, costing_scope=scope, **fields)


def bought(batch: str, quantity: int, price: Any, day: str, **fields: Any) -> Any:
    row = line("NN", quantity, price, batch=batch)
    return trading.confirmed("purchase_receipt", row, date=day, **fields)


def carried(batch: str, quantity: int, day: str, **fields: Any) -> Any:
    row = line("NN", quantity, batch=batch)
    return trading.confirmed("stock_transfer", row, date=day, into=CK02, **fields)


def worth(then: Then | None = None) -> list[tuple[str, str, Decimal, Decimal | None]]:
    """Batch, warehouse, quantity and value. They come to what each warehouse has of the pools."""
    found, _mark = stock_batches.page(Asked(then=then), limit=100, worth=True)
    _agree(found, then)
    return sorted((one.lot.number, one.warehouse["code"], one.on_hand, one.value) for one in found)


def _agree(found: list[stock_batches.BatchStock], then: Then | None) -> None:
    told: dict[Any, Decimal] = {}
    for one in found:
        told[one.warehouse["id"]] = told.get(one.warehouse["id"], D(0)) + (one.value or D(0))
    known = None if then is None or then.known == EVER else then.known
    day = date(2026, 11, 23) if then is None else then.day
    stock = past.stock(day, at=then and then.at, by_place=True, known=known)
    assert told == {one.warehouse: one.value for one in stock}


def test_batches_in_one_pool_have_their_part_by_quantity_to_the_cent() -> None:
    milk("company")
    for batch in ("B1", "B2", "B3"):
        bought(batch, 1, "3" if batch == "B1" else "3.5", "2026-11-02")
    carried("B3", 1, "2026-11-03")

    values = worth()

    assert sorted(row[3] for row in values) == [D("3.33"), D("3.33"), D("3.34")]
    assert [row[:3] for row in values] == [("B1", "CK01", 1), ("B2", "CK01", 1), ("B3", "CK02", 1)]
    assert trading.stock_value("NN") == 10


def test_a_batch_with_its_own_pool_is_worth_that_in_whatever_warehouses_it_lies() -> None:
    milk("batch")
    bought("B1", 3, "3.3334", "2026-11-02")  # 10.00
    bought("B2", 2, "7", "2026-11-02")
    carried("B1", 1, "2026-11-03")

    assert worth() == [
        ("B1", "CK01", 2, D("6.67")),
        ("B1", "CK02", 1, D("3.33")),
        ("B2", "CK01", 2, 14),
    ]


@pytest.mark.parametrize(
    ("scope", "there"),
    [("warehouse", D("13.60")), ("warehouse_batch", 12)],
    ids=["warehouses have pools", "batches in warehouses have pools"],
)
def test_goods_on_their_way_are_worth_what_they_left_with(scope: str, there: Any) -> None:
    """In CK02 1 of B1 at 20 and 4 of B2 at 12 lie; 5 of B2 are on their way to it, of ten at 10."""
    milk(scope)
    bought("B2", 10, "10", "2026-11-02")
    bought("B1", 1, "20", "2026-11-02", warehouse=CK02)
    bought("B2", 4, "12", "2026-11-02", warehouse=CK02)
    sent = carried("B2", 5, "2026-11-03", in_steps=True)

    first = there if scope == "warehouse" else D(20)
    lying = 4 * there
    assert worth() == [
        ("B1", "CK02", 1, first),
        ("B2", "CK01", 5, 50),
        ("B2", "CK02", 9, lying + 50),
    ]
    before = worth(Then(date(2026, 11, 2)))
    trading.act(trading.convert(sent, "transfer_receipt"), "confirm")
    came = {row[0]: row[3] for row in worth() if row[1] == "CK02"}
    whole = {"warehouse": {"B1": D("11.80"), "B2": D("106.20")}}
    assert came == whole.get(scope, {"B1": D(20), "B2": D(98)})
    assert (
        worth(Then(date(2026, 11, 2)))
        == before
        == [
            ("B1", "CK02", 1, first),
            ("B2", "CK01", 10, 100),
            ("B2", "CK02", 4, lying),
        ]
    )
    assert worth(Then(date(2026, 11, 3)))[2] == ("B2", "CK02", 9, lying + 50)


@pytest.mark.parametrize("scope", ["company", "batch"])
def test_at_a_past_moment_and_as_it_was_known_then(scope: str) -> None:
    """10 of B1 at 3 came, then 10 of B2 at 5, of which 5 left; that B1 cost 1 more each is known
    only now."""
    milk(scope)
    first = bought("B1", 10, "3", "2026-11-02T09:00:00+08:00")
    bought("B2", 10, "5", "2026-11-02T11:00:00+08:00")
    trading.confirmed("stock_issue", line("NN", 5, batch="B2"), date="2026-11-05")
    known = knowing.until(clock.now())
    trading.correct(first, lines=[{**_own(first), "unit_price": "4"}])
    at_ten = datetime.fromisoformat("2026-11-02T10:00:00+08:00")

    then = date(2026, 11, 2)
    one = scope == "batch"
    assert worth(Then(date(2026, 11, 1))) == []
    assert worth(Then(then, at=at_ten)) == [("B1", "CK01", 10, 40)]
    assert worth(Then(then, known, at_ten)) == [("B1", "CK01", 10, 30)]
    assert [row[3] for row in worth(Then(then))] == ([40, 50] if one else [45, 45])
    assert [row[3] for row in worth(Then(then, known))] == ([30, 50] if one else [40, 40])
    now = [40, 25] if one else [45, D("22.50")]
    assert [row[3] for row in worth()] == now
    assert [row[3] for row in worth(Then(date(2026, 11, 23)))] == now
    assert [row[3] for row in worth(Then(date(2026, 11, 5), known))] == (
        [30, 25] if one else [40, 20]
    )


def _own(document: Any) -> dict[str, str]:
    (row,) = trading.fresh(document).tables["lines"]
    return {"id": str(row.id)}


def test_before_its_costing_changed_a_batch_was_worth_its_part_of_before() -> None:
    """Two batches at 2 and 4 in one pool; from the tenth on each has its own."""
    milk("company")
    bought("B1", 10, "2", "2026-11-02")
    bought("B2", 10, "4", "2026-11-02")
    sent = carried("B2", 4, "2026-11-03", in_steps=True)
    told = {"product": {"code": "NN"}, "method": "moving_average", "scope": "warehouse_batch"}
    paper = {"reason": "管理需要", "date": "2026-11-10", "lines": [told]}
    trading.create("costing_change", paper, then="confirm")
    trading.act(trading.convert(sent, "transfer_receipt"), "confirm")
    bought("B1", 10, "5", "2026-11-12")

    assert worth(Then(date(2026, 11, 3))) == [
        ("B1", "CK01", 10, 30),
        ("B2", "CK01", 6, 18),
        ("B2", "CK02", 4, 12),
    ]
    assert worth(Then(date(2026, 11, 10))) == worth(Then(date(2026, 11, 3)))
    assert worth() == [("B1", "CK01", 20, 80), ("B2", "CK01", 6, 18), ("B2", "CK02", 4, 12)]


def test_however_many_batches_there_are_it_is_asked_in_as_many_statements() -> None:
    milk("company")
    bought("B1", 1, "1", "2026-11-02")
    with sql.counting() as few:
        worth(Then(date(2026, 11, 3), EVER - 1))
    for n in range(2, 9):
        bought(f"B{n}", n, "1", "2026-11-02")
    with sql.counting() as many:
        assert len(worth(Then(date(2026, 11, 3), EVER - 1))) == 8

    assert len(many) == len(few)
