"""销售换货: what comes back at the cost it left with, what goes out instead at the pool's, and one
amount for the difference."""

from decimal import Decimal

import pytest

from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")

BACK = {"direction": "returned"}


def figures() -> tuple[Decimal, ...]:
    """Receivable, revenue, tax to come and cost of sales, as debits."""
    roles = ("receivable", "revenue", "output_tax_pending", "cost_of_sales")
    return tuple(trading.balance(role) for role in roles)


@pytest.fixture
def delivery(shop):
    """10 screws that cost 1.00 each, sold at 2.00 net; later ones cost 3.00. Cable at 5.00."""
    opening = [line("LS8", 10, unit_cost="1"), line("DL", 20, unit_cost="5")]
    trading.confirmed("opening_stock", *opening, date="2026-11-01")
    sold = trading.confirmed("sales_delivery", line("LS8", 10, "2"), date="2026-11-02")
    trading.confirmed("purchase_receipt", line("LS8", 30, "3"), date="2026-11-03")
    return sold


def back(delivery, quantity, price="2", **more):
    source = {"delivery_line": str(delivery.tables["lines"][0].id), **BACK}
    return line("LS8", quantity, price, **source, **more)


def test_both_sides_stand_in_the_books_and_the_difference_is_owed(delivery):
    assert figures() == (Decimal("22.60"), -20, Decimal("-2.60"), 10)

    exchange = trading.confirmed("sales_exchange", line("DL", 2, "8"), back(delivery, 4))

    assert exchange.number == "XSHH-20261123-0001"
    assert (exchange.returned_total, exchange.replacement_total) == (
        Decimal("9.04"),
        Decimal("18.08"),
    )
    assert (exchange.amount, exchange.tax, exchange.total) == (8, Decimal("1.04"), Decimal("9.04"))
    assert trading.on_hand("LS8") == 34 and trading.stock_value("LS8") == 94
    assert trading.on_hand("DL") == 18 and trading.stock_value("DL") == 90
    assert figures() == (Decimal("31.64"), -28, Decimal("-3.64"), 16)
    assert trading.owed("receivable") == Decimal("31.64")
    debits = {leg.code: leg.amount for leg in trading.journal(exchange) if leg.amount > 0}
    assert debits["5001"] == 8, "what comes back is shown beside what goes out"


def test_goods_worth_less_are_credited(delivery):
    exchange = trading.confirmed("sales_exchange", back(delivery, 10), line("DL", 1, "8"))

    assert exchange.total == Decimal("-13.56")
    assert trading.owed("receivable") == Decimal("9.04")
    assert trading.balance("receivable") == Decimal("9.04")


def test_like_for_like_owes_nothing_and_what_comes_back_may_go_out_again(delivery):
    trading.confirmed("stock_issue", line("LS8", 30), date="2026-11-04")

    exchange = trading.confirmed("sales_exchange", line("LS8", 3, "2"), back(delivery, 3))

    assert exchange.total == 0
    assert trading.on_hand("LS8") == 0 and trading.stock_value("LS8") == 0
    assert figures() == (Decimal("22.60"), -20, Decimal("-2.60"), 10)
    assert trading.owed("receivable") == Decimal("22.60")


def test_without_a_delivery_goods_come_back_at_todays_cost(delivery):
    trading.confirmed("sales_exchange", line("LS8", 3, "2", **BACK), line("DL", 1, "8"))

    assert trading.stock_value("LS8") == 99


def test_no_more_comes_back_than_was_delivered_by_whatever_document(delivery):
    source = {"delivery_line": str(delivery.tables["lines"][0].id)}
    trading.confirmed("sales_return", line("LS8", 3, "2", **source))
    trading.confirmed("sales_exchange", back(delivery, 4), line("DL", 1, "8"))
    before = trading.books()

    for name, lines in {
        "sales_exchange": [line("DL", 1, "8"), back(delivery, 4)],
        "sales_return": [line("LS8", 4, "2", **source)],
    }.items():
        with pytest.raises(BusinessError) as refusal:
            trading.confirmed(name, *lines)
        place = f"lines.{len(lines) - 1}.quantity"
        assert refused(refusal) == [("follow.more_than_open", place)]

    assert trading.books() == before
    assert trading.fresh(delivery).tables["lines"][0].returned_base == 7


@pytest.mark.parametrize("side", ["returned", "replacement"])
def test_an_exchange_has_two_sides(delivery, side):
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("sales_exchange", line("DL", 1, "8", direction=side))

    assert refused(refusal) == [("exchange.one_sided", "lines")]
    assert trading.books() == before


def test_only_what_comes_back_refers_to_a_delivery(delivery):
    wrong = {**back(delivery, 1), "direction": "replacement"}

    with pytest.raises(BusinessError) as refusal:
        trading.draft("sales_exchange", back(delivery, 1), wrong)

    assert refused(refusal) == [("exchange.replacement_follows", "lines.1.delivery_line")]


def test_a_side_of_less_than_nothing_is_refused(delivery):
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("sales_exchange", back(delivery, 1), line("AZ", 1, "-5"))

    assert refused(refusal) == [("exchange.side_negative", "lines")]
    assert trading.books() == before


def test_what_is_not_there_does_not_go_out_and_nothing_comes_back(delivery):
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("sales_exchange", back(delivery, 1), line("DL", 21, "8"))

    assert refused(refusal) == [("ledger.not_enough_stock", "lines.1.quantity")]
    assert trading.books() == before


def test_pushed_down_from_the_delivery_it_brings_all_that_is_open_with_the_discount(delivery):
    sold = trading.confirmed(
        "sales_delivery", line("LS8", 10, "10"), line("DL", 5, "20"), discount="20"
    )
    draft = trading.convert(sold, "sales_exchange")
    kept = draft.tables["lines"]

    assert [(row.direction, row.quantity) for row in kept] == [("returned", 10), ("returned", 5)]
    assert draft.returned_discount == 20
    first = {"id": str(kept[0].id), "quantity": "5"}
    trading.change(draft, returned_discount="5", lines=[first, line("DL", 2, "25")])
    trading.act(draft, "confirm")

    exchange = trading.fresh(draft)
    assert (exchange.returned_total, exchange.total) == (Decimal("50.85"), Decimal("5.65"))
    assert trading.convert(sold, "sales_return").discount == 15
    assert [step.form for step in trading.chain(sold)[1]] == ["sales_exchange"]


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("discount", "document.discount_too_large"),
        ("returned_discount", "document.discount_too_large"),
    ],
)
def test_a_discount_is_no_more_than_its_side(delivery, field, code):
    with pytest.raises(BusinessError) as refusal:
        trading.draft("sales_exchange", back(delivery, 1), line("DL", 1, "2"), **{field: "2.01"})

    assert refused(refusal) == [(code, field)]


@pytest.mark.parametrize("action", ["reopen", "cancel"])
def test_taken_back_everything_is_as_it_was(delivery, action):
    exchange = trading.confirmed("sales_exchange", back(delivery, 4), line("DL", 2, "8"))

    trading.act(exchange, action)

    assert trading.fresh(delivery).tables["lines"][0].returned_base == 0
    assert figures() == (Decimal("22.60"), -20, Decimal("-2.60"), 10)
    assert (trading.stock_value("LS8"), trading.stock_value("DL")) == (90, 100)
    assert trading.owed("receivable") == Decimal("22.60")
    assert trading.links(exchange) == 0


def test_the_delivery_stays_while_goods_of_it_were_exchanged(delivery):
    trading.confirmed("sales_exchange", back(delivery, 4), line("DL", 2, "8"))

    with pytest.raises(BusinessError) as refusal:
        trading.act(delivery, "reopen")

    assert refused(refusal) == [("document.has_successors", "")]
