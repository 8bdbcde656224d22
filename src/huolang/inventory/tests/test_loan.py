"""借出: goods that somebody has are ours, at their cost, and on no shelf until they come back."""

from decimal import Decimal

import pytest

from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.loans import drafted, lent, places, returned, sold
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")

D = Decimal


@pytest.fixture
def screws(shop):
    """100 screws at 0.50."""
    return trading.confirmed("stock_receipt", line("LS8", 100, unit_cost="0.50"), reason="opening")


def test_what_is_lent_stays_ours_at_its_cost_and_is_usable_by_nobody(screws):
    loan = lent(40, due_on="2026-12-10")

    assert (loan.number, loan.progress) == ("JC-20261123-0001", "none")
    assert (places(), trading.stock_value("LS8")) == ((40, 0, 60), 50)
    assert trading.journal(loan) == []
    before = trading.books()
    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("sales_delivery", line("LS8", 61, 1))
    assert refused(refusal) == [("ledger.not_enough_stock", "lines.0.quantity")]
    assert trading.books() == before


def test_no_more_is_lent_than_lies_there_and_promised_to_nobody(screws):
    trading.confirmed("sales_order", line("LS8", 70, 1))
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        lent(31)

    assert refused(refusal) == [("ledger.not_enough_stock", "lines.0.quantity")]
    assert trading.books() == before


def test_it_comes_back_in_parts_and_some_is_worn_out(screws):
    loan = lent(40)
    first = returned(loan, {"quantity": "15"})

    assert first.number == "JCGH-20261123-0001"
    assert (places(), trading.fresh(loan).progress) == ((25, 0, 75), "partial")
    assert trading.fresh(loan).rows[0].open_quantity == 25
    assert trading.journal(first) == []

    returned(loan, {"quantity": "20", "lost": "5"})

    assert (places(), trading.fresh(loan).progress) == ((0, 0, 95), "done")
    assert (trading.stock_value("LS8"), trading.balance("stock_difference")) == (
        D("47.5"),
        D("2.5"),
    )
    with pytest.raises(BusinessError) as refusal:
        trading.convert(loan, "loan_return")
    assert refusal.value.code == "convert.nothing_open"


def test_no_more_comes_back_than_is_out(screws):
    loan = lent(40)
    returned(loan, {"quantity": "30"})
    (row,) = loan.rows
    told = line("LS8", 8, lost="3", loan_line=str(row.id))
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed("loan_return", told)

    assert refused(refusal) == [("follow.more_than_open", "lines.0.quantity")]
    assert trading.books() == before


def test_what_is_wrong_with_a_return_is_said_of_its_draft(screws):
    (row,) = lent(40).rows

    def wrong(**told):
        header = {name: told.pop(name) for name in ("partner", "warehouse") if name in told}
        with pytest.raises(BusinessError) as refusal:
            trading.draft(
                "loan_return", {**line("LS8", 1, loan_line=str(row.id)), **told}, **header
            )
        return refused(refusal)

    assert wrong(loan_line=None) == [("loan_return.no_loan", "lines.0.product")]
    assert wrong(lost="0.5") == [("line.quantity_digits", "lines.0.lost")]
    assert wrong(quantity="0") == [("line.quantity_not_positive", "lines.0.quantity")]
    match = [("follow.does_not_match", "lines.0.loan_line")]
    assert wrong(partner={"code": "P2"}) == match
    assert wrong(warehouse={"code": "CK02"}) == match
    assert wrong(product={"code": "DL"}) == match


def test_the_day_it_is_due_is_not_before_it_is_lent_and_may_be_put_off(screws):
    with pytest.raises(BusinessError) as refusal:
        trading.draft("loan", line("LS8", 1), due_on="2026-11-22")
    assert refused(refusal) == [("loan.due_before", "due_on")]
    loan = lent(1, due_on="2026-12-10")

    trading.change(loan, due_on="2027-01-10")
    with pytest.raises(BusinessError) as refusal:
        trading.change(loan, due_on="2026-11-22")

    assert refused(refusal) == [("loan.due_before", "due_on")]
    assert str(trading.fresh(loan).due_on) == "2027-01-10"


def test_waiting_orders_get_what_comes_back(screws):
    loan = lent(90)
    trading.confirmed("sales_order", line("LS8", 50, 1))
    assert trading.reserved("LS8") == 10

    back = returned(loan, {"quantity": "25"})

    assert trading.reserved("LS8") == 35
    before = trading.books()
    with pytest.raises(BusinessError) as refusal:
        trading.act(back, "cancel")
    assert refused(refusal) == [("document.held_by_orders", "lines.0.quantity")]
    assert trading.books() == before


def test_a_loan_of_which_some_came_back_or_was_sold_stays(screws):
    loan = lent(40)
    back = returned(loan, {"quantity": "10"})
    for later in (back, None):
        later = later or sold(loan, {"quantity": "5"})
        for action in ("reopen", "cancel"):
            before = trading.books()
            with pytest.raises(BusinessError) as refusal:
                trading.act(loan, action)
            assert refusal.value.code == "document.has_successors"
            assert later.number in str(refusal.value)
            assert trading.books() == before
        trading.act(later, "cancel")

    trading.act(loan, "reopen")
    assert places() == (0, 0, 100)
    trading.act(loan, "confirm")
    assert places() == (40, 0, 60)
    trading.act(loan, "cancel")
    assert (places(), trading.stock_value("LS8")) == ((0, 0, 100), 50)


def test_returns_are_taken_back_in_any_order(screws):
    loan = lent(40)
    first = returned(loan, {"quantity": "10"})
    second = returned(loan, {"quantity": "25", "lost": "5"})

    trading.act(first, "reopen")
    assert (places(), trading.fresh(loan).progress) == ((10, 0, 85), "partial")
    trading.act(second, "cancel")
    assert (places(), trading.fresh(loan).progress) == ((40, 0, 60), "none")
    trading.act(first, "confirm")
    assert (places(), trading.stock_value("LS8")) == ((30, 0, 70), 50)


def test_a_receipt_of_before_makes_what_was_lost_dearer(shop):
    trading.confirmed("stock_receipt", line("LS8", 100, unit_cost="0.50"), date="2026-11-02")
    loan = lent(40, date="2026-11-10")
    returned(loan, {"quantity": "30", "lost": "10"}, date="2026-11-12")
    assert trading.balance("stock_difference") == 5

    trading.confirmed("stock_receipt", line("LS8", 100, unit_cost="0.70"), date="2026-11-03")

    assert trading.balance("stock_difference") == 6
    assert (places(), trading.stock_value("LS8")) == ((0, 0, 190), 114)


def test_consigned_goods_are_sold_from_where_they_stand(screws):
    loan = lent(40, purpose="consignment")
    assert (places(), trading.stock_value("LS8")) == ((0, 40, 60), 50)

    draft = drafted(loan, "sales_delivery", {"quantity": "30"})
    (row,) = draft.tables["lines"]
    assert row.unit_price == D("0.8")
    sale = trading.act(draft, "confirm")

    assert (places(), trading.fresh(loan).progress) == ((0, 10, 60), "partial")
    assert trading.balance("cost_of_sales") == 15
    assert (trading.balance("revenue"), trading.owed("receivable")) == (-24, D("27.12"))
    assert [one.number for one in trading.chain(sale)[0]] == [loan.number]
    assert sale.number == "XSCK-20261123-0001"


def test_what_was_sold_from_a_loan_comes_back_onto_the_shelves(screws):
    loan = lent(40, purpose="consignment")
    sale = sold(loan, {"quantity": "30"})

    back = trading.act(trading.convert(sale, "sales_return"), "confirm")

    assert (places(), trading.stock_value("LS8")) == ((0, 10, 90), 50)
    assert trading.balance("cost_of_sales") == 0
    trading.act(back, "cancel")
    trading.act(sale, "reopen")
    assert (places(), trading.fresh(loan).progress) == ((0, 40, 60), "none")
    trading.act(sale, "confirm")
    assert places() == (0, 10, 60)


def test_no_more_is_sold_from_a_loan_than_is_out(screws):
    loan = lent(40)
    draft = drafted(loan, "sales_delivery", {"quantity": "31"})
    returned(loan, {"quantity": "10"})
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(draft, "confirm")

    assert refused(refusal) == [("follow.more_than_open", "lines.0.quantity")]
    assert trading.books() == before


def test_a_sale_takes_lent_goods_and_others_from_their_own_places(screws):
    trading.confirmed(
        "stock_receipt", line("LS8", 50, unit_cost="0.50"), warehouse={"code": "CK02"}
    )
    (row,) = lent(40).rows
    there = line("LS8", 40, 1, loan_line=str(row.id))

    sale = trading.confirmed(
        "sales_delivery", there, line("LS8", 50, 1), warehouse={"code": "CK02"}
    )

    assert [one.warehouse_id for one in sale.rows] == [trading.key("warehouse", "CK01"), None]
    assert (places(), trading.on_hand("LS8", "CK02")) == ((0, 0, 60), 0)
    with pytest.raises(BusinessError) as refusal:
        trading.draft("sales_delivery", {**there, "warehouse": {"code": "CK02"}})
    assert refused(refusal) == [("line.lent_elsewhere", "lines.0.warehouse")]
