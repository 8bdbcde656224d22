"""What the books write, refuse, take back and never change."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import Error, connection, transaction

from huolang.kernel import sql
from huolang.kernel.keys import NIL, new_id
from huolang.ledger import books, reading
from huolang.ledger.posting import Due, Entry, Move, Posting, Revalue, Source
from huolang.ledger.refusals import (
    AlreadyPosted,
    FlowOfNegative,
    NotEnoughStock,
    NotPosted,
    NotYetThere,
    ReturnsTooMuch,
    ShortLater,
    TooMuch,
    UnknownItem,
)
from huolang.ledger.tests.conftest import Shop, day
from huolang.ledger.tests.promises import offer, reserve


def test_a_receipt_and_a_delivery_are_right_in_stock_cost_money_and_accounts(shop: Shop):
    shop.receive("10", "100.00")

    shop.deliver("4")

    assert shop.on_hand() == 6
    assert shop.value() == Decimal("60.00")
    assert shop.account("1405") == Decimal("60.00")
    assert shop.account("5401") == Decimal("40.00")
    assert shop.account("220202") == Decimal("-100.00")
    assert shop.account("1122") == Decimal("11.30")
    assert shop.account("5001") == Decimal("-10.00")
    assert shop.account("222108") == Decimal("-1.30")
    owed = reading.owed(shop.partner)
    assert owed == {"receivable": Decimal("11.30"), "payable": Decimal("100.00")}
    assert shop.proves()


def test_what_is_not_there_cannot_leave_and_nothing_moves(shop: Shop):
    shop.receive("10", "100.00")

    with pytest.raises(NotEnoughStock) as refusal, transaction.atomic():
        shop.deliver("11")

    assert refusal.value.field == "lines.0.quantity"
    assert str(refusal.value) == "库存不足：螺栓 可用 10，需要 11"
    assert (shop.on_hand(), shop.count("ledger_postinghead")) == (10, 1)
    assert shop.proves()


def test_a_back_dated_receipt_corrects_every_later_cost_in_its_own_transaction(shop: Shop):
    shop.receive("10", "100.00", on=1)
    shop.deliver("5", on=5)

    shop.receive("10", "200.00", on=3)

    assert shop.account("5401") == Decimal("75.00")
    assert shop.value() == Decimal("225.00")
    page, _ = reading.entries(shop.bolts)
    assert [(e.cost, e.adjustment) for e in page] == [
        (Decimal("-50.00"), Decimal("-25.00")),
        (Decimal("200.00"), Decimal(0)),
        (Decimal("100.00"), Decimal(0)),
    ]
    assert shop.proves()


def test_a_posting_of_this_moment_comes_after_what_others_posted_while_it_waited(shop: Shop):
    shop.receive("10", "100.00", on=2)
    earlier = day(2) - timedelta(seconds=2)
    posting = Posting(moves=(shop.move("-1", counter="cost_of_sales"),))
    at = {"occurred_on": earlier.date(), "occurred_at": earlier, "number": lambda: "1"}

    with pytest.raises(NotYetThere), transaction.atomic():
        typed = Source(form="sales_delivery", record=new_id())
        books.post(posting, source=typed, **at)
    posted = books.post(
        posting, source=Source(form="sales_delivery", record=new_id()), now=True, **at
    )

    assert posted.occurred_at == day(2)
    assert shop.value() == Decimal("90.00")
    assert shop.proves()


def test_goods_without_value_that_correct_later_costs_write_only_the_correction(shop: Shop):
    shop.receive("1", "10.00", on=1)
    shop.receive("1", "10.00", on=4)
    shop.deliver("1", on=5)

    shop.receive("2", "0.00", on=2)

    assert shop.account("5401") == Decimal("5.00")
    kinds = sql.run("SELECT kind, seq FROM ledger_journalentry WHERE no = 4").fetchall()
    assert kinds == [("correction", 1)]
    assert shop.proves()


def test_a_back_dated_issue_may_not_make_a_later_day_short(shop: Shop):
    shop.receive("10", "100.00", on=1)
    shop.deliver("8", on=3)
    shop.receive("10", "100.00", on=5)

    with pytest.raises(ShortLater) as refusal, transaction.atomic():
        shop.deliver("5", on=2)

    assert refusal.value.facts["shortage"] == 3
    assert refusal.value.facts["day"] == date(2026, 1, 3)
    assert shop.on_hand() == 12


def test_a_back_dated_issue_of_what_came_later_is_told_so(shop: Shop):
    shop.receive("2", "20.00", on=1)
    shop.receive("10", "100.00", on=5)

    with pytest.raises(NotYetThere) as refusal, transaction.atomic():
        shop.deliver("5", on=2)

    assert refusal.value.facts["day"] == date(2026, 1, 2)
    assert (refusal.value.facts["available"], refusal.value.facts["needed"]) == (2, 5)
    assert shop.on_hand() == 12


def test_taking_back_leaves_no_trace_in_figures_and_every_trace_in_rows(shop: Shop):
    receipt = shop.receive("10", "100.00", on=1)
    shop.receive("10", "300.00", on=2)
    shop.deliver("5", on=3)

    shop.cancel(receipt)

    assert shop.on_hand() == 5
    assert shop.account("5401") == Decimal("150.00")
    assert reading.owed(shop.partner)["payable"] == Decimal("300.00")
    assert shop.count("ledger_postinghead") == 4
    assert shop.proves()


def test_a_receipt_whose_goods_have_left_cannot_be_taken_back(shop: Shop):
    receipt = shop.receive("10", "100.00")
    shop.deliver("4")
    labels = {(e.line, NIL): ("lines.0", "螺栓", "") for e in reading.of_document(*key(receipt))[0]}

    with pytest.raises(NotEnoughStock) as refusal, transaction.atomic():
        shop.cancel(receipt, labels=labels)

    assert str(refusal.value) == "库存不足：螺栓 可用 6，需要 10"
    assert shop.on_hand() == 6


def test_a_posting_is_taken_back_once(shop: Shop):
    receipt = shop.receive("10", "100.00")
    shop.cancel(receipt)

    with pytest.raises(NotPosted), transaction.atomic():
        shop.cancel(receipt)

    assert shop.on_hand() == 0


def test_a_document_is_posted_once(shop: Shop):
    source = shop.receive("10", "100.00")
    again = Posting(moves=(shop.move("1", value=Decimal(1), counter="opening"),))

    with pytest.raises(AlreadyPosted), transaction.atomic():
        books.post(
            again,
            source=source,
            occurred_on=date(2026, 1, 9),
            occurred_at=day(9),
            number=lambda: "2",
        )

    assert shop.on_hand() == 10


def test_rows_of_the_books_cannot_be_changed_by_anybody(shop: Shop):
    shop.receive("10", "100.00")

    for statement in (
        "UPDATE ledger_stockentry SET quantity = 99",
        "DELETE FROM ledger_journalline",
        "UPDATE ledger_costadjustment SET amount = 0",
        "DELETE FROM ledger_postinghead",
    ):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    assert shop.on_hand() == 10


def test_the_database_itself_refuses_to_oversell(shop: Shop):
    shop.receive("10", "100.00")

    with pytest.raises(Error), transaction.atomic():
        sql.run("UPDATE ledger_stockbalance SET quantity = -1")
    with pytest.raises(Error), transaction.atomic():
        sql.run("UPDATE ledger_availability SET usable = 5, reserved = 6")


def test_an_unknown_product_is_refused_at_its_line(shop: Shop):
    move = shop.move("1", new_id(), value=Decimal(1), counter="opening")

    with pytest.raises(UnknownItem) as refusal, transaction.atomic():
        shop.post("stock_receipt", Posting(moves=(move,)), 1)

    assert refusal.value.field == "lines.0.quantity"
    assert shop.count("ledger_postinghead") == 0


def test_a_customer_returns_at_the_cost_of_the_delivery_and_no_more_than_it(shop: Shop):
    shop.receive("10", "100.00", on=1)
    delivery = shop.deliver("4", on=2)
    shop.receive("10", "500.00", on=3)
    line = reading.of_document(*key(delivery))[0][0].line

    back = shop.move("3", counter="cost_of_sales", follows=line)
    shop.post("sales_return", Posting(moves=(back,)), 4)

    assert shop.account("5401") == Decimal("10.00")
    with pytest.raises(ReturnsTooMuch), transaction.atomic():
        again = shop.move("2", counter="cost_of_sales", follows=line)
        shop.post("sales_return", Posting(moves=(again,)), 5)
    assert shop.proves()


def test_a_delivery_taken_back_gives_its_promise_back_to_the_order(shop: Shop):
    shop.receive("10", "100.00")
    line = new_id()
    reserve(shop, line, "10")
    delivery = shop.deliver("6", order_line=line)
    assert offer(shop) == (4, 4, 0)

    used = books.Consume(line=line, quantity=Decimal(6))
    shop.cancel(delivery, consumes=(used,))

    assert offer(shop) == (10, 10, 0)
    assert shop.proves()


@pytest.mark.parametrize("lines", [5, 500])
def test_the_number_of_statements_does_not_depend_on_the_number_of_lines(shop: Shop, lines: int):
    moves = tuple(
        Move(
            line=new_id(),
            product=(shop.bolts, shop.nuts)[n % 2],
            warehouse=shop.main,
            quantity=Decimal(1),
            value=Decimal("1.23"),
            counter="received_not_invoiced",
            partner=shop.partner,
        )
        for n in range(lines)
    )
    shop.post("purchase_receipt", Posting(moves=moves), 1)
    order_line = new_id()
    reserve(shop, order_line, "1")
    due = Due(kind="payable", partner=shop.partner, net=Decimal("1.23"), tax=Decimal(0))

    with sql.counting() as receipt:
        shop.post("purchase_receipt", Posting(moves=moves, dues=(due,)), 1)
    with sql.counting() as delivery:
        shop.deliver("1", order_line=order_line)
    reserve(shop, new_id(), "10000")
    with sql.counting() as waited_for:
        shop.post("purchase_receipt", Posting(moves=moves, dues=(due,)), 3)

    assert len(receipt) == 7
    assert len(delivery) == 9, "it uses up an order"
    assert len(waited_for) == 11, "the goods go to an order that waits for them"


def test_locks_are_taken_in_one_order_and_what_everybody_needs_comes_last(shop: Shop):
    shop.receive("10", "100.00")
    numbered: list[int] = []
    posting = Posting(
        moves=(shop.move("-1", counter="cost_of_sales"),),
        entries=(
            Entry(account="receivable", amount=Decimal(1), partner=shop.partner),
            Entry(account="revenue", amount=Decimal(-1)),
        ),
        dues=(Due(kind="receivable", partner=shop.partner, net=Decimal(1), tax=Decimal(0)),),
    )

    with sql.counting() as seen:

        def number() -> str:
            numbered.append(len(seen))
            return "1"

        source = Source(form="sales_delivery", record=new_id())
        at = {"occurred_on": day(3).date(), "occurred_at": day(3)}
        books.post(posting, source=source, number=number, **at)

    locked = ("ledger_availability a", "ledger_stockbalance b", "ledger_costpool p")
    order = [
        next(n for n, one in enumerate(seen) if f"JOIN {name} ON" in one and "OF " in one)
        for name in locked
    ]
    shared = [n for n, one in enumerate(seen) if "kernel_bookhead" in one]
    partner = [n for n, one in enumerate(seen) if "ledger_accountbalance" in one]
    assert order == sorted(order)
    assert order[-1] < numbered[0]
    assert shared == partner == numbered


def key(source: Source):
    return source.form, source.record


def test_more_than_a_column_holds_is_refused_at_its_line(shop: Shop):
    shop.receive("1", "1.00")

    with pytest.raises(TooMuch) as refusal, transaction.atomic():
        shop.receive("999999999999", "1.00")
    with pytest.raises(TooMuch), transaction.atomic():
        reserve(shop, new_id(), "999999999999")

    assert refusal.value.field == "lines.0.quantity"
    assert (shop.on_hand(), offer(shop)) == (1, (1, 0, 0))


def test_what_was_taken_back_is_not_the_last_known_cost(shop: Shop):
    """Goods that come back without a link into an empty pool cost what it last knew."""
    shop.cancel(shop.receive("1", "0.01", on=1))

    shop.post("sales_return", Posting(moves=(shop.move("1", counter="cost_of_sales"),)), 2)

    assert (shop.on_hand(), shop.value()) == (1, 0)
    assert shop.proves()


def test_what_may_be_less_than_nothing_does_not_flow_into_something_else(shop: Shop):
    sql.run("UPDATE ledger_item SET allow_negative = true")
    made = {"counter": "rounding", "flow": 1}
    posting = Posting(moves=(shop.move("-1", **made), shop.move("1", shop.nuts, **made)))

    with pytest.raises(FlowOfNegative) as refusal, transaction.atomic():
        shop.post("assembly", posting, 1)

    assert (
        str(refusal.value)
        == "螺栓 允许负库存，成本要等货到才能确定：不能组装，按仓库计价时也不能调拨"
    )
    assert refusal.value.field == "lines.0.quantity"
    assert shop.count("ledger_stockentry") == 0


def test_charges_that_were_booked_against_the_supplier_are_taken_back_so(shop):
    """As landed costs were at first; who made the charges would be told today."""
    carrier = new_id()
    move = shop.move("10", value=Decimal(100), counter="received_not_invoiced")
    shop.post("purchase_receipt", Posting(moves=(move,)), 1)
    entries = (
        Entry(account="received_not_invoiced", amount=Decimal(20), partner=shop.partner),
        Entry(account="payable", amount=Decimal(-20), partner=carrier),
    )
    told = {"line": move.line, "amount": Decimal(20)}
    paper = Posting(entries=entries, revalues=(Revalue(**told),))
    posted = shop.post("landed_cost", paper, 5)

    shop.cancel(posted, revalues=(Revalue(**told, partner=carrier),))

    left = "SELECT partner, sum(base_amount) FROM ledger_journalline GROUP BY 1"
    assert {whom: owed for whom, owed in sql.run(left).fetchall() if owed} == {
        shop.partner: -100,
        None: 100,
    }
    assert shop.value() == 100
