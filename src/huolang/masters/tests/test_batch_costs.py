"""按批次核算: each batch costs what it cost, not what the others did."""

from decimal import Decimal

import pytest

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


def product(scope, method="moving_average"):
    trading.product("NN", "牛奶", batched=True, costing_scope=scope, costing_method=method)


def got(batch, quantity, price, **fields):
    one = line("NN", quantity, price, batch=batch)
    return trading.confirmed("purchase_receipt", one, **fields)


def sold(batch, quantity, **fields):
    return trading.confirmed("sales_delivery", line("NN", quantity, "9", batch=batch), **fields)


def pools():
    """Batch, warehouse (where pools are kept by it), quantity and value."""
    rows = sql.run(
        "SELECT m.number, w.code, c.quantity, c.value FROM ledger_costpool c"
        " LEFT JOIN masters_batch m ON m.company_id = c.company_id AND m.id = c.batch"
        " LEFT JOIN masters_warehouse w ON w.company_id = c.company_id AND w.id = c.warehouse"
        " WHERE c.company_id = %s::bigint AND c.quantity <> 0 ORDER BY 1, 2",
        [current_id()],
    )
    return [tuple(row) for row in rows]


def cost(document):
    """What left (−) or came (+) by a document, as it costs today."""
    found = sql.run(
        "SELECT coalesce(sum(e.cost + coalesce((SELECT sum(a.amount) FROM ledger_costadjustment a"
        " WHERE a.company_id = e.company_id AND a.entry = e.id), 0)), 0)"
        " FROM ledger_stockentry e WHERE e.company_id = %s::bigint AND e.record = %s::uuid",
        [current_id(), document.id],
    )
    return found.fetchone()[0]


def test_each_batch_leaves_at_its_own_cost_and_comes_back_at_it():
    product("batch")
    got("B1", 10, "3")
    got("B2", 10, "5")
    got("B1", 10, "4")

    dear, cheap = sold("B2", 4), sold("B1", 10)

    assert (cost(dear), cost(cheap)) == (-20, -35)
    assert pools() == [("B1", None, 10, 35), ("B2", None, 6, 30)]

    trading.act(trading.convert(dear, "sales_return"), "confirm")
    assert pools() == [("B1", None, 10, 35), ("B2", None, 10, 50)]


def test_without_it_all_batches_share_one_cost():
    product("company")
    got("B1", 10, "3")
    got("B2", 10, "5")

    assert cost(sold("B2", 5)) == -20
    assert pools() == [(None, None, 15, 60)]


def test_goods_that_leave_by_themselves_cost_what_their_batches_cost():
    product("batch")
    got("B1", 3, "3")
    got("B2", 10, "5")

    both = trading.confirmed("sales_delivery", line("NN", 5, "9"))

    assert cost(both) == -19
    assert pools() == [("B2", None, 8, 40)]


def test_a_receipt_of_before_changes_what_its_own_batch_cost_and_no_other():
    product("batch")
    got("B1", 10, "3", date="2026-11-20")
    got("B2", 10, "5", date="2026-11-20")
    one, other = sold("B1", 5), sold("B2", 5)

    got("B1", 10, "6", date="2026-11-19")

    assert (cost(one), cost(other)) == (Decimal("-22.5"), -25)
    assert pools() == [("B1", None, 15, Decimal("67.5")), ("B2", None, 5, 25)]


def test_by_warehouse_and_batch_a_transfer_takes_the_cost_along():
    product("warehouse_batch")
    got("B1", 10, "3")
    got("B1", 10, "5", warehouse={"code": "CK02"})
    told = trading.filled("stock_transfer", line("NN", 5, batch="B1"), into={"code": "CK02"})
    trading.create("stock_transfer", told, then="confirm")

    assert pools() == [("B1", "CK01", 5, 15), ("B1", "CK02", 15, 65)]


def test_first_in_first_out_within_a_batch():
    product("batch", "fifo")
    got("B1", 5, "3")
    got("B2", 5, "9")
    got("B1", 5, "4")

    assert cost(sold("B1", 7)) == -23
    assert pools() == [("B1", None, 3, 12), ("B2", None, 5, 45)]


def test_a_charge_reaches_the_batch_it_was_paid_for():
    product("batch")
    first = got("B1", 10, "3")
    got("B2", 10, "3")
    gone = sold("B1", 4)
    told = {"partner": {"code": "P2"}, "charges": [{"amount": "20", "method": "amount"}]}
    told["lines"] = [{"receipt": {"id": str(first.id)}}]
    trading.create("landed_cost", told, then="confirm")

    assert cost(gone) == -20
    assert pools() == [("B1", None, 6, 30), ("B2", None, 10, 30)]


def test_what_is_counted_missing_of_a_batch_costs_what_it_cost():
    product("batch")
    got("B1", 10, "3")
    got("B2", 10, "5")
    counted = trading.confirmed(
        "stock_count", line("NN", 9, batch="B1"), line("NN", 8, batch="B2"), line("LS8", 0)
    )

    assert cost(counted) == -13
    assert pools() == [("B1", None, 9, 27), ("B2", None, 8, 40)]


def test_a_change_of_costing_shares_the_value_out_over_the_batches():
    product("company")
    got("B1", 10, "3", date="2026-11-20")
    got("B2", 10, "5", date="2026-11-20")
    change = {"product": {"code": "NN"}, "method": "moving_average", "scope": "batch"}
    told = {"reason": "按批核算", "lines": [change]}
    trading.create("costing_change", told, then="confirm")

    assert pools() == [("B1", None, 10, 40), ("B2", None, 10, 40)]
    got("B2", 10, "7")
    assert cost(sold("B1", 5)) == -20
    assert cost(sold("B2", 4)) == -22


def adjusted(*rows):
    return trading.confirmed("revaluation", *rows, explanation="供应商补差")


def row(**fields):
    return {"product": {"code": "NN"}, **fields}


def test_one_batch_is_worth_something_else_and_the_others_are_not():
    product("batch")
    got("B1", 10, "3")
    got("B2", 10, "5")
    moved = {"into": {"code": "CK02"}}
    trading.confirmed("stock_transfer", line("NN", 4, batch="B1"), **moved)

    paper = adjusted(row(batch="b1", new_value="45"))

    told = trading.fresh(paper).tables["lines"][0]
    assert (told.batch, told.quantity, told.value_before, told.difference) == ("B1", 10, 30, 15)
    assert pools() == [("B1", None, 10, 45), ("B2", None, 10, 50)]
    assert trading.on_hand("NN", "CK02") == 4
    assert cost(sold("B1", 2)) == -9
    trading.act(paper, "cancel")
    assert pools() == [("B1", None, 8, 24), ("B2", None, 10, 50)]


def test_each_warehouse_has_its_part_of_a_batch_revalued_where_it_has_its_cost():
    product("warehouse_batch")
    got("B1", 10, "3")
    got("B1", 10, "5", warehouse={"code": "CK02"})

    adjusted(row(batch="B1", warehouse={"code": "CK02"}, unit_cost="6"))

    assert pools() == [("B1", "CK01", 10, 30), ("B1", "CK02", 10, 60)]


@pytest.mark.parametrize(
    ("scope", "given", "refusal"),
    [
        ("batch", {}, ("revaluation.which_batch", "lines.0.batch")),
        ("batch", {"batch": "B9"}, ("line.no_such_batch", "lines.0.batch")),
        (
            "batch",
            {"batch": "B1", "warehouse": {"code": "CK01"}},
            ("revaluation.whole_company", "lines.0.warehouse"),
        ),
        ("warehouse_batch", {"batch": "B1"}, ("revaluation.which_warehouse", "lines.0.warehouse")),
        ("company", {"batch": "B1"}, ("revaluation.not_by_batch", "lines.0.batch")),
    ],
)
def test_what_names_no_pool_of_a_batch_is_refused_and_nothing_moves(scope, given, refusal):
    product(scope)
    got("B1", 10, "3")
    before = trading.books(), pools()

    with pytest.raises(BusinessError) as error:
        adjusted(row(new_value="1", **given))

    assert refused(error) == [refusal]
    assert (trading.books(), pools()) == before


def test_costing_changes_from_batches_though_an_order_named_none():
    """What an order is promised is of no batch yet: nothing of it lies in a pool without one."""
    product("batch")
    trading.confirmed("sales_order", line("NN", 5, "9"))
    got("B1", 10, "3")
    got("B2", 10, "5")

    told = {"product": {"code": "NN"}, "method": "moving_average", "scope": "company"}
    trading.confirmed("costing_change", told, reason="改为全公司")

    assert pools() == [(None, None, 20, 80)]
