"""盘点: what was counted is what there is; the difference is posted once and stays."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from huolang.kernel.refusals import BusinessError
from huolang.ledger import periods
from tests.support import trading
from tests.support.trading import MORNING, line, refused

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def screws(shop):
    """200 screws at 0.30 since the 20th."""
    fields = {"reason": "opening", "date": "2026-11-20"}
    return trading.confirmed("stock_receipt", line("LS8", 200, unit_cost="0.30"), **fields)


def said(document) -> list[tuple[str, str]]:
    return [(w.code, str(w)) for w in trading.fresh(document).warnings(at=MORNING)]


def counted(document) -> list[tuple[Decimal, Decimal]]:
    rows = trading.fresh(document).tables["lines"]
    return [(row.book_quantity, row.difference) for row in rows]


def test_what_is_missing_leaves_at_its_cost_and_what_is_there_more_comes_in_at_it(screws):
    trading.confirmed("stock_receipt", line("DL", 10, unit_cost="12"), reason="opening")

    count = trading.confirmed(
        "stock_count",
        line("LS8", 1, unit={"code": "BOX"}),
        line("DL", "10.5", reason="surplus"),
    )

    assert count.number == "PD-20261123-0001"
    assert counted(count) == [(200, -100), (10, Decimal("0.5"))]
    assert (trading.on_hand("LS8"), trading.stock_value("LS8")) == (100, 30)
    assert (trading.on_hand("DL"), trading.stock_value("DL")) == (Decimal("10.5"), 126)
    assert (trading.balance("stock_difference"), trading.balance("other_receipt")) == (30, -6)


@pytest.mark.parametrize(
    ("reason", "role"),
    [
        ("pending", "stock_difference"),
        ("normal", "internal_use"),
        ("accident", "other_issue"),
    ],
)
def test_the_reason_says_which_account_bears_a_loss(screws, reason, role):
    trading.confirmed("stock_count", line("LS8", 0, reason=reason))

    assert (trading.on_hand("LS8"), trading.stock_value("LS8")) == (0, 0)
    assert trading.balance(role) == 60


def test_what_agrees_moves_nothing(screws):
    count = trading.confirmed("stock_count", line("LS8", 200))

    assert trading.postings(count) == [(1, "post")]
    assert trading.journal(count) == []


def test_a_count_of_a_past_day_is_held_against_the_books_of_that_evening(screws):
    trading.confirmed("sales_delivery", line("LS8", 20, "1"), date="2026-11-21")
    trading.confirmed("sales_delivery", line("LS8", 50, "1"), date="2026-11-22")

    count = trading.confirmed("stock_count", line("LS8", 175), date="2026-11-21")

    assert counted(count) == [(180, -5)]
    assert trading.on_hand("LS8") == 125


def test_the_difference_is_that_of_the_moment_when_it_is_confirmed(screws):
    count = trading.draft("stock_count", line("LS8", 150))
    assert counted(count) == [(200, -50)]
    trading.confirmed("sales_delivery", line("LS8", 40, "1"))

    trading.act(count, "confirm", at=MORNING + timedelta(minutes=5))

    assert counted(count) == [(160, -10)]
    assert trading.on_hand("LS8") == 150


def test_what_is_recorded_later_of_the_time_before_is_told_on_the_count(screws):
    count = trading.confirmed("stock_count", line("LS8", 190), date="2026-11-22")
    assert said(count) == []

    late = trading.confirmed("stock_receipt", line("LS8", 30, unit_cost="0.60"), date="2026-11-21")

    assert counted(count) == [(200, -10)]
    assert trading.on_hand("LS8") == 220
    ((code, text),) = said(count)
    assert code == "stock_count.changed_since"
    assert late.number in text and "30" in text
    trading.act(late, "cancel")
    assert said(count) == []


def test_what_was_there_before_and_is_taken_back_is_told_as_well(screws):
    sold = trading.confirmed("sales_delivery", line("LS8", 20, "1"), date="2026-11-21")
    count = trading.confirmed("stock_count", line("LS8", 180), date="2026-11-22")

    trading.act(sold, "cancel")

    ((code, text),) = said(count)
    assert code == "stock_count.changed_since" and "20" in text


def test_taken_back_everything_is_as_it_was(screws):
    count = trading.confirmed("stock_count", line("LS8", 190), date="2026-11-22")

    trading.act(count, "cancel")

    assert (trading.on_hand("LS8"), trading.stock_value("LS8")) == (200, 60)
    assert trading.balance("stock_difference") == 0


def test_counted_again_after_it_was_opened_it_differs_from_what_the_others_left(screws):
    count = trading.confirmed("stock_count", line("LS8", 190), date="2026-11-22")
    trading.act(count, "reopen")
    (row,) = trading.fresh(count).tables["lines"]

    trading.change(count, lines=[{"id": str(row.id), "quantity": "195"}])
    trading.act(count, "confirm")

    assert counted(count) == [(200, -5)]
    assert trading.on_hand("LS8") == 195


def test_a_cost_that_changes_before_a_count_changes_what_was_lost(screws):
    trading.confirmed("stock_count", line("LS8", 100), date="2026-11-22")

    trading.confirmed(
        "stock_receipt", line("LS8", 200, unit_cost="0.50"), reason="opening", date="2026-11-21"
    )

    assert trading.balance("stock_difference") == 40
    assert (trading.on_hand("LS8"), trading.stock_value("LS8")) == (300, 120)


def test_promises_give_way_to_what_is_missing_the_youngest_first(screws):
    first = trading.confirmed("sales_order", line("LS8", 120, "1"))
    second = trading.create(
        "sales_order",
        trading.filled("sales_order", line("LS8", 70, "1")),
        at=MORNING + timedelta(minutes=1),
        then="confirm",
    )
    assert trading.reserved("LS8") == 190

    count = trading.create(
        "stock_count",
        trading.filled("stock_count", line("LS8", 130)),
        at=MORNING + timedelta(minutes=2),
        then="confirm",
    )

    assert (trading.on_hand("LS8"), trading.reserved("LS8")) == (130, 130)
    ((code, text),) = said(count)
    assert code == "document.gave_way" and second.number in text and "60" in text
    assert said(first) == []
    ((code, text),) = said(second)
    assert code == "order.lost_promise" and count.number in text and "60" in text
    assert trading.audit(second)[-1] == "gave_way"
    assert trading.events(second)[-1][0] == "sales_order.gave_way"


def test_who_lost_a_promise_gets_the_next_goods(screws):
    order = trading.confirmed("sales_order", line("LS8", 200, "1"))
    trading.confirmed("stock_count", line("LS8", 150))
    assert trading.reserved("LS8") == 150

    trading.confirmed("stock_receipt", line("LS8", 60, unit_cost="0.30"))

    assert trading.reserved("LS8") == 200
    assert said(order) == []


def test_what_is_reported_lost_wins_over_promises_and_what_is_used_does_not(screws):
    trading.confirmed("sales_order", line("LS8", 180, "1"))
    before = trading.books()
    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("stock_issue", line("LS8", 30), reason="use")
    assert refused(refusal) == [("ledger.not_enough_stock", "lines.0.quantity")]
    assert trading.books() == before

    trading.confirmed("stock_issue", line("LS8", 30), reason="loss")

    assert (trading.on_hand("LS8"), trading.reserved("LS8")) == (170, 170)


@pytest.mark.parametrize(
    ("rows", "refusals"),
    [
        ([line("LS8", 1), line("LS8", 2)], [("stock_count.twice", "lines.1.product")]),
        ([line("AZ", 1)], [("stock_document.service", "lines.0.product")]),
        ([line("LS8", -1)], [("field.too_small", "lines.0.quantity")]),
        ([line("LS8", 1, reason="surplus")], [("stock_count.reason_unfit", "lines.0.reason")]),
        ([line("LS8", 300, reason="accident")], [("stock_count.reason_unfit", "lines.0.reason")]),
    ],
)
def test_a_count_that_cannot_be_is_refused_and_nothing_moves(screws, rows, refusals):
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("stock_count", *rows)

    assert refused(refusal) == refusals
    assert trading.books() == before


def test_goods_that_left_since_were_not_missing_before(screws):
    trading.confirmed("sales_delivery", line("LS8", 190, "1"), date="2026-11-22")
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("stock_count", line("LS8", 150), date="2026-11-21")

    assert refused(refusal)[0][0] == "ledger.not_enough_stock"
    assert trading.books() == before


def test_no_count_of_a_closed_month(screws):
    periods.close(date(2026, 10, 31), by=None)

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("stock_count", line("LS8", 150), date="2026-10-21")

    assert refused(refusal)[0][0] == "ledger.closed_period"
