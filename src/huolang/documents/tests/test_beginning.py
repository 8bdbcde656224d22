"""The books begin with their opening documents: what is dated before them is in their figures."""

import pytest

from huolang.documents import together
from huolang.forms import registry
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")
BEFORE = ("purchase_receipt", "stock_receipt", "sales_delivery", "stock_count")


def opened(day="2026-11-01"):
    return trading.confirmed("opening_stock", line("LS8", 10, unit_cost="1"), date=day)


@pytest.mark.parametrize("form", BEFORE)
@pytest.mark.parametrize("moment", ["2026-10-31", "2026-10-31T12:00:00+08:00"])
def test_goods_of_before_the_books_are_refused_at_their_date(form, moment):
    opened()
    draft = trading.draft(form, line("DL", 1), date=moment)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(draft, "confirm")

    assert refused(refusal) == [("document.before_books", "date")]
    assert "2026-11-01" in str(refusal.value)
    assert trading.books() == before


def test_of_the_first_day_itself_they_are_not_and_orders_are_older():
    opened()

    trading.confirmed("purchase_receipt", line("LS8", 1), date="2026-11-01")
    trading.confirmed("sales_order", line("LS8", 1), date="2026-09-30")

    assert trading.on_hand("LS8") == 11


def test_what_opens_the_books_earlier_moves_their_beginning():
    opened()
    trading.confirmed("opening_stock", line("DL", 1, unit_cost="1"), date="2026-10-01")

    trading.confirmed("purchase_receipt", line("LS8", 1), date="2026-10-31")

    assert trading.on_hand("LS8") == 11


def test_books_that_something_else_began_are_not_bound_by_a_later_opening():
    trading.confirmed("purchase_receipt", line("DL", 1), date="2026-09-30")
    opened()

    trading.confirmed("purchase_receipt", line("DL", 1), date="2026-09-01")

    assert trading.on_hand("DL") == 2


def test_what_was_taken_back_neither_opens_books_nor_stands_before_them():
    wrong = trading.confirmed("purchase_receipt", line("DL", 1), date="2026-09-30")
    trading.act(wrong, "cancel")
    opening = opened()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("purchase_receipt", line("DL", 1), date="2026-09-30")
    assert refused(refusal) == [("document.before_books", "date")]

    trading.act(opening, "reopen")
    trading.confirmed("purchase_receipt", line("DL", 1), date="2026-09-30")


def together_made(*wanted):
    pairs = [(registry.get(name), payload) for name, payload in wanted]
    return together.create(pairs, access=trading.anybody(), at=trading.MORNING)


@pytest.mark.parametrize("opens_first", [True, False])
def test_many_at_once_are_held_to_it_as_one_by_one(opens_first):
    receipt = trading.filled("purchase_receipt", line("DL", 1, 2), date="2026-10-31")
    opening = trading.filled("opening_stock", line("LS8", 1, unit_cost="1"), date="2026-11-01")
    if not opens_first:
        together_made(("purchase_receipt", receipt), ("opening_stock", opening))
        return

    with pytest.raises(together.OneRefused) as refusal:
        together_made(("opening_stock", opening), ("purchase_receipt", receipt))

    assert refusal.value.error.code == "document.before_books"


def told(client, document):
    answer = client.get(f"/records/purchase_receipt/{document.pk}").json()
    return [(one["code"], one["field"]) for one in answer["warnings"]]


def test_a_date_years_before_all_else_is_told_and_not_refused(client):
    office = client("admin")
    first = trading.confirmed("purchase_receipt", line("LS8", 1), date="1900-01-01")
    assert told(office, first) == []  # nothing else is in the books: history may begin anywhere

    later = trading.confirmed("purchase_receipt", line("LS8", 1), date="2026-11-01")
    before = trading.draft("purchase_receipt", line("LS8", 1), date="1905-03-01")

    assert told(office, first) == told(office, before) == [("document.long_ago", "date")]
    assert told(office, later) == []
    trading.act(before, "confirm")
    assert trading.on_hand("LS8") == 3
