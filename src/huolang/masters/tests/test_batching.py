"""批次: goods kept in batches come and go by number, those that expire first leave first."""

from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module
from types import SimpleNamespace

import pytest

from huolang.forms import registry, store
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError
from huolang.ledger import proof
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")
TODAY = date(2026, 11, 23)


@pytest.fixture
def milk(shop):
    """Milk by the box, or the case of 12; good for 30 days."""
    case = {"unit": {"code": "BOX"}, "numerator": "12", "denominator": "1"}
    trading.product(
        "NN",
        "牛奶",
        batched=True,
        shelf_life="30",
        purchase_price="3",
        sales_price="5",
        units=[case],
    )


@pytest.fixture
def two(milk):
    """30 of B1, good until 8 December, and 50 of B2 until 20 December."""
    return received(milk_line(30, "B1", made=-15), milk_line(50, "B2", made=-3))


def milk_line(quantity, batch, price="3", *, made=None, **fields):
    if made is not None:
        fields["produced_on"] = (TODAY + timedelta(days=made)).isoformat()
    return line("NN", quantity, price, batch=batch, **fields)


def received(*lines, **fields):
    return trading.confirmed("purchase_receipt", *lines, **fields)


def delivered(*lines, **fields):
    return trading.confirmed("sales_delivery", *lines, **fields)


def refusal(form, *lines, **fields):
    """What is refused, and that nothing moved."""
    before = trading.books(), batches()
    with pytest.raises(BusinessError) as error:
        trading.confirmed(form, *lines, **fields)
    assert (trading.books(), batches()) == before
    return refused(error)


def batches():
    """Number, production day, end of every batch."""
    return sql.run(
        "SELECT number, produced_on::text, expires_on::text FROM masters_batch"
        " WHERE company_id = %s::bigint ORDER BY number",
        [current_id()],
    ).fetchall()


def there(warehouse="CK01"):
    """What lies of each batch."""
    rows = sql.run(
        "SELECT m.number, b.quantity FROM ledger_stockbalance b"
        " JOIN masters_batch m ON m.company_id = b.company_id AND m.id = b.batch"
        " JOIN masters_warehouse w ON w.company_id = b.company_id AND w.id = b.warehouse"
        " WHERE b.company_id = %s::bigint AND w.code = %s AND b.quantity <> 0 ORDER BY 1",
        [current_id(), warehouse],
    )
    return {row[0]: row[1] for row in rows}


def told(document):
    return [(row.batch, row.quantity) for row in trading.fresh(document).tables["lines"]]


def test_a_receipt_begins_its_batches_and_a_second_one_adds_to_them(two):
    assert [tuple(one) for one in batches()] == [
        ("B1", "2026-11-08", "2026-12-08"),
        ("B2", "2026-11-20", "2026-12-20"),
    ]

    again = received(milk_line(10, "b1"))

    assert there() == {"B1": 40, "B2": 50}
    row = trading.fresh(again).tables["lines"][0]
    assert (row.batch, row.produced_on, row.expires_on) == (
        "B1",
        date(2026, 11, 8),
        date(2026, 12, 8),
    )
    assert [name for name, _revision in trading.events(_batch("B1"))] == ["batch.created"]
    assert trading.audit(_batch("B1")) == ["create"]


def _batch(number):
    row = sql.run(
        "SELECT id FROM masters_batch WHERE company_id = %s::bigint AND number = %s",
        [current_id(), number],
    ).fetchone()
    return SimpleNamespace(id=row[0])


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        (line("NN", 1, "3"), [("line.no_batch", "lines.1.batch")]),
        (milk_line(1, "B9"), [("line.no_expiry", "lines.1.expires_on")]),
        (milk_line(1, "B1", made=-2), [("line.batch_differs", "lines.1.produced_on")]),
        (line("LS8", 1, "1", batch="B1"), [("line.not_batched", "lines.1.batch")]),
        (
            line("LS8", 1, "1", expires_on="2027-01-01"),
            [("line.not_batched", "lines.1.expires_on")],
        ),
        (
            milk_line(1, "B9", made=0, expires_on="2026-11-01"),
            [("batch.expires_before_made", "lines.1.expires_on")],
        ),
    ],
)
def test_what_a_receipt_says_wrong_of_a_batch_is_refused_at_its_place(two, given, wrong):
    assert refusal("purchase_receipt", line("LS8", 1, "1"), given) == wrong


def test_two_lines_that_say_different_days_of_a_new_batch_are_refused(milk):
    lines = milk_line(1, "B1", made=-1), milk_line(1, "b1", made=-2)

    assert refusal("purchase_receipt", *lines) == [
        ("line.batch_differs", "lines.1.produced_on"),
        ("line.batch_differs", "lines.1.expires_on"),
    ]


def test_a_delivery_takes_the_batch_that_it_names(two):
    delivered(milk_line(20, "b2", "5"))

    assert there() == {"B1": 30, "B2": 30}


def test_no_more_leaves_than_is_there_of_the_batch(two):
    assert refusal("sales_delivery", milk_line(31, "B1", "5"), milk_line(51, "B2", "5")) == [
        ("ledger.not_enough_stock", "lines.0.quantity"),
        ("ledger.not_enough_stock", "lines.1.quantity"),
    ]
    assert refusal("sales_delivery", milk_line(1, "B9", "5")) == [
        ("line.no_such_batch", "lines.0.batch")
    ]


def test_without_a_batch_what_expires_first_leaves_first_line_by_line(two):
    sold = delivered(line("NN", 40, "5.01", discount="3"), milk_line(5, "B1", "5"))

    assert told(sold) == [("B1", 25), ("B2", 15), ("B1", 5)]
    assert there() == {"B2": 35}
    assert [row.position for row in trading.fresh(sold).tables["lines"]] == [1, 2, 3]
    assert trading.fresh(sold).amount == sum(row.amount for row in sold.tables["lines"])
    assert sold.amount == Decimal("121.49") + Decimal("72.90") + 25


def test_a_case_that_lies_in_two_batches_leaves_in_pieces(two):
    sold = delivered(line("NN", 4, "48", unit={"code": "BOX"}))

    rows = trading.fresh(sold).tables["lines"]
    assert [(row.batch, row.quantity, row.unit_price, row.amount) for row in rows] == [
        ("B1", 30, 4, 120),
        ("B2", 18, 4, 72),
    ]
    assert there() == {"B2": 32}


def test_what_has_expired_or_is_held_is_not_taken_by_itself(two):
    received(milk_line(9, "B0", made=-40), milk_line(9, "BX", made=-20))
    _hold("BX")

    assert refusal("sales_delivery", line("NN", 81, "5")) == [
        ("line.not_enough_in_batches", "lines.0.quantity")
    ]
    assert told(delivered(line("NN", 80, "5"))) == [("B1", 30), ("B2", 50)]


def test_a_past_day_takes_what_lay_there_then_and_has_lain_there_since(milk):
    received(milk_line(30, "B1", made=-15), date="2026-11-10")
    received(milk_line(50, "B2", made=-3), date="2026-11-21")
    received(milk_line(9, "B0", made=-20))
    delivered(milk_line(20, "B1", "5"))

    assert refusal("sales_delivery", line("NN", 11, "5"), date="2026-11-12") == [
        ("line.not_enough_in_batches_then", "lines.0.quantity")
    ]
    _hold("B1")  # it may still be named
    assert refusal("sales_delivery", line("NN", 8, "5"), date="2026-11-12") == [
        ("line.not_enough_in_batches", "lines.0.quantity")
    ]
    _hold("B1", held=False)
    assert told(delivered(line("NN", 8, "5"), date="2026-11-12")) == [("B1", 8)]
    assert told(delivered(line("NN", 40, "5"), date="2026-11-22")) == [("B1", 2), ("B2", 38)]
    assert told(delivered(line("NN", 15, "5"))) == [("B0", 9), ("B2", 6)]
    assert there() == {"B2": 6}


def _hold(number, held=True):
    trading.change_master(store.load(registry.get("batch"), _batch(number).id), held=held)


def test_expired_goods_are_sold_by_nobody_without_the_permission_and_held_ones_by_nobody(two):
    received(milk_line(9, "B0", made=-40), milk_line(9, "BX", made=-20))
    _hold("BX")
    clerk = trading.access(current_id(), sales_delivery=("add", "confirm", "view"))
    before = trading.books()

    with pytest.raises(BusinessError) as error:
        wanted = trading.filled("sales_delivery", milk_line(1, "B0", "5"), milk_line(1, "BX", "5"))
        trading.create("sales_delivery", wanted, then="confirm", access=clerk)

    assert refused(error) == [
        ("line.batch_expired", "lines.0.batch"),
        ("line.batch_held", "lines.1.batch"),
    ]
    assert trading.books() == before
    assert told(delivered(milk_line(1, "B0", "5"))) == [("B0", 1)]
    assert refusal("sales_delivery", milk_line(1, "BX", "5")) == [
        ("line.batch_held", "lines.0.batch")
    ]


def test_goods_come_back_in_the_batch_in_which_they_left(two):
    sold = delivered(milk_line(10, "B2", "5"))
    back = trading.convert(sold, "sales_return")
    assert told(back) == [("B2", 10)]

    source = str(sold.tables["lines"][0].id)
    other = milk_line(1, "B1", "5", delivery_line=source)
    assert refusal("sales_return", other) == [("line.other_batch", "lines.0.batch")]
    trading.act(back, "confirm")

    assert there() == {"B1": 30, "B2": 50}


def test_what_goes_back_to_the_supplier_is_of_the_batch_received(two):
    back = trading.convert(two, "purchase_return")

    assert told(back) == [("B1", 30), ("B2", 50)]
    trading.act(back, "confirm")
    assert there() == {}


def test_a_transfer_takes_batches_along(two):
    told_ = trading.filled("stock_transfer", line("NN", 40), into={"code": "CK02"})
    moved = trading.create("stock_transfer", told_, then="confirm")

    assert told(moved) == [("B1", 30), ("B2", 10)]
    assert (there(), there("CK02")) == ({"B2": 40}, {"B1": 30, "B2": 10})


def test_each_batch_is_counted_by_itself(two):
    counted = trading.confirmed(
        "stock_count",
        line("NN", 28, batch="B1"),
        line("NN", 51, batch="B2"),
        line("NN", 4, batch="B3", produced_on="2026-11-20"),
    )

    rows = trading.fresh(counted).tables["lines"]
    assert [(row.batch, row.book_quantity, row.difference) for row in rows] == [
        ("B1", 30, -2),
        ("B2", 50, 1),
        ("B3", 0, 4),
    ]
    assert there() == {"B1": 28, "B2": 51, "B3": 4}
    assert refusal("stock_count", line("NN", 1, batch="B1"), line("NN", 1, batch="b1")) == [
        ("stock_count.twice", "lines.1.product")
    ]


def test_an_exchange_takes_one_batch_back_and_gives_another(two):
    sold = delivered(milk_line(10, "B1", "5"))
    source = str(sold.tables["lines"][0].id)
    trading.confirmed(
        "sales_exchange",
        line("NN", 10, "5", direction="returned", delivery_line=source),
        milk_line(10, "B2", "5", direction="replacement"),
    )
    assert there() == {"B1": 30, "B2": 40}

    trading.confirmed(
        "purchase_exchange",
        line("NN", 5, "3", direction="returned", receipt_line=str(two.tables["lines"][0].id)),
        milk_line(5, "B5", made=0, direction="replacement"),
    )
    assert there() == {"B1": 25, "B2": 40, "B5": 5}


def test_other_receipts_issues_and_opening_stock_name_batches(milk):
    trading.confirmed("stock_receipt", line("NN", 5, batch="A", produced_on="2026-11-20"))
    opening = line("NN", 7, batch="A", unit_cost="3")
    trading.confirmed("opening_stock", opening, reason="补录", date="2026-11-23")
    trading.confirmed("stock_issue", line("NN", 4), reason="use")

    assert there() == {"A": 8}


def test_taken_back_and_confirmed_again_the_goods_are_of_the_same_batch(two):
    sold = delivered(line("NN", 40, "5"))
    trading.act(sold, "reopen")
    assert there() == {"B1": 30, "B2": 50}

    trading.act(sold, "confirm")
    assert told(sold) == [("B1", 30), ("B2", 10)]
    trading.act(sold, "cancel")

    assert there() == {"B1": 30, "B2": 50}
    assert list(proof.differences(current_id())) == []


def test_whether_a_product_is_kept_in_batches_does_not_change_once_it_was_traded(two):
    with pytest.raises(BusinessError) as error:
        trading.change_master(trading.stored_product("NN"), batched=False)
    assert refused(error) == [("product.already_traded", "batched")]

    trading.change_master(trading.stored_product("DL"), batched=True)
    with pytest.raises(BusinessError) as error:
        trading.change_master(trading.stored_product("AZ"), batched=True)
    assert refused(error) == [("product.batched_service", "batched")]


def test_what_the_books_know_a_batch_by_does_not_change_but_its_days_do(two):
    batch = store.load(registry.get("batch"), _batch("B1").id)
    with pytest.raises(BusinessError) as error:
        trading.change_master(batch, number="B7")
    assert refused(error) == [("batch.already_used", "number")]

    trading.change_master(batch, expires_on="2026-12-31")
    assert batches()[0][2] == "2026-12-31"


def test_a_line_without_batches_costs_no_statement_and_one_with_them_few(two):
    def statements(*lines):
        with sql.counting() as seen:
            trading.confirmed("sales_delivery", *lines)
        return len(seen)

    received(line("LS8", 100, "1"))
    statements(line("LS8", 1, "1"))
    plain = statements(line("LS8", 1, "1"), line("LS8", 2, "1"))
    few = statements(milk_line(1, "B1", "5"), milk_line(1, "B2", "5"))
    many = statements(*[milk_line(1, "B1", "5") for _ in range(20)])

    assert (few - plain, many - few) == (3, 0)


def test_components_leave_in_their_batches_and_what_was_made_begins_one(two):
    trading.product("HZ", "礼盒", batched=True)
    made = {"product": {"code": "HZ"}, "quantity": "4", "lines": [line("NN", 40)]}
    place = {"warehouse": {"code": "CK01"}}
    before = trading.books()
    with pytest.raises(BusinessError) as error:
        trading.create("assembly", {**made, **place}, then="confirm")
    assert refused(error) == [("line.no_batch", "batch")]
    assert trading.books() == before

    trading.create("assembly", {**made, **place, "batch": "H1"}, then="confirm")
    assert there() == {"B2": 40, "H1": 4}

    apart = {"product": {"code": "HZ"}, "quantity": "1", "batch": "H1", **place}
    apart["lines"] = [line("NN", 10, batch="B2")]
    trading.create("disassembly", apart, then="confirm")
    assert there() == {"B2": 50, "H1": 3}


def test_the_proof_sees_what_the_books_were_told_wrong(milk):
    """As when a unit that was edited said that its goods have no batches; told again, it agrees."""
    damage = "UPDATE ledger_item SET batched = NOT batched, allow_negative = NOT allow_negative"
    damage += " WHERE company_id = %s::bigint AND id = %s::uuid"
    product = [current_id(), trading.key("product", "NN")]

    def found():
        told = proof.differences(current_id())
        return [(one.check, one.what, one.derived, one.kept) for one in told]

    assert found() == []
    sql.run(damage, product)
    assert found() == [("item_batched", "NN", 1, 0), ("item_allow_negative", "NN", 0, 1)]
    sql.run(import_module("huolang.masters.migrations.0021_known_in_batches").AGAIN)
    assert found() == []
