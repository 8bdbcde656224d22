"""退货价: what comes back of a sale is credited at no more than it was sold for."""

from decimal import Decimal
from typing import Any

import pytest

from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")
MORE = ("price.credits_more", "lines.0.unit_price")
WORK = frozenset({"view", "add", "edit", "confirm"})


@pytest.fixture
def sold(shop):
    """Three screws for 10.00 net, as a third does not come out even."""
    trading.confirmed("stock_receipt", line("LS8", 10, unit_cost="0.3"), reason="opening")
    return trading.confirmed("sales_delivery", line("LS8", 3, "3.3333"))


def brought_back(sold: Any, price: str, quantity: int = 1) -> Any:
    draft = trading.convert(sold, "sales_return")
    row = {"id": str(draft.tables["lines"][0].id), "quantity": quantity, "unit_price": price}
    trading.change(draft, lines=[row])
    access = trading.access(current_id(), sales_return=WORK)
    return trading.act(draft, "confirm", access=access)


def test_at_the_price_of_the_sale_or_for_less(sold):
    assert brought_back(sold, "3.3333").amount == Decimal("3.33")
    assert brought_back(sold, "1", 2).amount == 2


def test_for_more_it_is_refused_and_nothing_moves(sold):
    owed, value = trading.owed("receivable"), trading.stock_value("LS8")

    with pytest.raises(BusinessError) as refusal:
        brought_back(sold, "900")

    assert refused(refusal) == [MORE]
    assert (trading.owed("receivable"), trading.stock_value("LS8")) == (owed, value)


def test_with_more_tax_than_was_charged_it_is_refused_and_nothing_moves(shop):
    """Sold at 3 %, 206.00; a return at 13 % would credit 226.00."""
    trading.confirmed("stock_receipt", line("LS8", 10, unit_cost="1"), reason="opening")
    sold = trading.confirmed("sales_delivery", line("LS8", 10, "20", tax_rate="3"))
    draft = trading.convert(sold, "sales_return")
    rows = [{"id": str(draft.tables["lines"][0].id), "tax_rate": "13"}]
    trading.change(draft, lines=rows)
    access = trading.access(current_id(), sales_return=WORK)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(draft, "confirm", access=access)

    assert refused(refusal) == [("price.credits_more_tax", "lines.0.tax_rate")]
    assert "26" in str(refusal.value)
    assert trading.books() == before


def test_cents_that_prices_miss_their_parts_by_do_not_add_up(shop):
    """Sixty pieces at 0.01 are 0.60: a few more cents may go astray, and no more."""
    trading.confirmed("stock_receipt", line("LS8", 90, unit_cost="0.01"), reason="opening")
    sold = trading.confirmed("sales_delivery", line("LS8", 60, "0.01", tax_rate="0"))
    key = {"delivery_line": str(sold.tables["lines"][0].id), "tax_rate": "0"}
    access = trading.access(current_id(), sales_return=WORK)
    draft = trading.draft("sales_return", *(line("LS8", 1, "0.03", **key) for _ in range(60)))

    with pytest.raises(BusinessError) as refusal:
        trading.act(draft, "confirm", access=access)

    assert {code for code, _place in refused(refusal)} == {"price.credits_more"}
    assert trading.owed("receivable") == Decimal("0.60")


def test_what_other_lines_leave_covers_no_line_that_credits_more(shop):
    """A thousand at 1 leave no room for sixty at 0.01 that come back at 0.04."""
    trading.confirmed("stock_receipt", line("LS8", 2000, unit_cost="0.01"), reason="opening")
    goods = (line("LS8", 1000, "1", tax_rate="0"), line("LS8", 60, "0.01", tax_rate="0"))
    sold = trading.confirmed("sales_delivery", *goods)
    dear, cheap = sold.tables["lines"]
    draft = trading.draft(
        "sales_return",
        line("LS8", 1, "1", delivery_line=str(dear.id), tax_rate="0"),
        line("LS8", 60, "0.04", delivery_line=str(cheap.id), tax_rate="0"),
    )
    access = trading.access(current_id(), sales_return=WORK)

    with pytest.raises(BusinessError) as refusal:
        trading.act(draft, "confirm", access=access)

    assert refused(refusal) == [("price.credits_more", "lines.1.unit_price")]


def test_who_may_credit_more_does(sold):
    draft = trading.convert(sold, "sales_return")
    row = {"id": str(draft.tables["lines"][0].id), "quantity": 1, "unit_price": "900"}
    trading.change(draft, lines=[row])
    allowed = trading.access(current_id(), sales_return={*WORK, "credit_more"})

    assert trading.act(draft, "confirm", access=allowed).amount == 900


def test_what_comes_back_in_an_exchange_likewise(sold):
    draft = trading.convert(sold, "sales_exchange")
    row = {"id": str(draft.tables["lines"][0].id), "quantity": 1, "unit_price": "4"}
    trading.change(draft, lines=[row, line("LS8", 1, "4")])
    access = trading.access(current_id(), sales_exchange=WORK)

    with pytest.raises(BusinessError) as refusal:
        trading.act(draft, "confirm", access=access)

    assert refused(refusal) == [MORE]


def freely(price: str, *, granted: frozenset[str] = WORK, **row: Any) -> Any:
    """A return of one screw that names no sale."""
    access = trading.access(current_id(), sales_return=granted)
    payload = trading.filled("sales_return", line("LS8", row.pop("quantity", 1), price, **row))
    return trading.create("sales_return", payload, then="confirm", access=access)


ABOVE = ("price.credits_more_than_price", "lines.0.unit_price")


def test_what_names_no_sale_is_credited_at_the_last_price_at_most(sold):
    assert freely("3.3333").amount == Decimal("3.33")
    owed, value = trading.owed("receivable"), trading.stock_value("LS8")

    with pytest.raises(BusinessError) as refusal:
        freely("4")

    assert refused(refusal) == [ABOVE]
    assert "3.3333" in str(refusal.value)
    assert (trading.owed("receivable"), trading.stock_value("LS8")) == (owed, value)


@pytest.mark.usefixtures("sold")
def test_or_at_what_the_goods_cost_now_whatever_was_paid_and_in_any_unit():
    trading.change_master(trading.stored_product("LS8"), sales_price="5")

    assert freely("500", unit={"code": "BOX"}).amount == 500
    with pytest.raises(BusinessError) as refusal:
        freely("501", unit={"code": "BOX"})
    assert refused(refusal) == [ABOVE]
    more = frozenset({*WORK, "credit_more"})
    assert freely("501", granted=more, unit={"code": "BOX"}).amount == 501


def test_goods_without_any_price_are_credited_by_permission_only():
    trading.product("WM", "无名件")
    trading.confirmed("stock_receipt", line("WM", 1, unit_cost="1"), reason="opening")

    with pytest.raises(BusinessError) as refusal:
        access = trading.access(current_id(), sales_return=WORK)
        payload = trading.filled("sales_return", line("WM", 1, "1"))
        trading.create("sales_return", payload, then="confirm", access=access)

    assert refused(refusal) == [ABOVE]


def test_what_names_no_sale_is_credited_to_the_cent(sold):
    """At the price of the last sale 7 come to 23.33, rounded; no cent is let pass above it."""
    assert freely("3.3333", quantity=7).amount == Decimal("23.33")
    with pytest.raises(BusinessError) as refusal:
        freely("3.3343", quantity=7)
    assert refused(refusal) == [ABOVE]


def test_what_was_invoiced_beyond_the_sale_is_credited_too_and_no_more(sold):
    paper = trading.convert(sold, "sales_invoice")
    trading.change(paper, lines=[{"id": str(paper.tables["lines"][0].id), "amount": "12"}])
    trading.act(paper, "confirm")
    owed = trading.owed("receivable")

    with pytest.raises(BusinessError) as refusal:
        brought_back(sold, "4.04")

    assert refused(refusal) == [MORE]
    assert trading.owed("receivable") == owed
    assert brought_back(sold, "4").amount == 4


def test_the_discount_of_a_sale_may_fall_on_its_lines_as_they_were_billed():
    """Two lines of 80, of which 16 are taken off; the first was billed at 100 more."""
    trading.confirmed("stock_receipt", line("LS8", 20, unit_cost="0.3"), reason="opening")
    rows = [line("LS8", 4, "20"), line("LS8", 4, "20")]
    sold = trading.confirmed("sales_delivery", *rows, discount="16")
    paper = trading.convert(sold, "sales_invoice")
    first, second = ({"id": str(row.id)} for row in paper.tables["lines"])
    trading.change(paper, lines=[{**first, "amount": "172", "tax": "22.36"}, second])
    trading.act(paper, "confirm")
    draft = trading.convert(sold, "sales_return")
    assert draft.amount == 244

    access = trading.access(current_id(), sales_return=WORK)
    trading.act(draft, "confirm", access=access)

    assert trading.owed("receivable") == 0


def test_no_more_than_earlier_returns_have_left(sold):
    trading.act(brought_back_by_anybody(sold, "6"), "confirm")
    owed = trading.owed("receivable")

    with pytest.raises(BusinessError) as refusal:
        brought_back(sold, "3.3333")

    assert refused(refusal) == [MORE]
    assert trading.owed("receivable") == owed
    assert trading.convert(sold, "sales_return").amount == 4


def brought_back_by_anybody(sold: Any, price: str) -> Any:
    draft = trading.convert(sold, "sales_return")
    row = {"id": str(draft.tables["lines"][0].id), "quantity": 1, "unit_price": price}
    return trading.change(draft, lines=[row])
