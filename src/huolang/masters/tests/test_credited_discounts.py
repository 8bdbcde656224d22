"""What comes back of goods with a discount of the whole, or of gifts, credits what was charged."""

from decimal import Decimal

import pytest

from tests.support import trading
from tests.support.returning import SIDES, back, goes, invoiced, sums
from tests.support.trading import line

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture(autouse=True)
def stock(shop):
    trading.confirmed("stock_receipt", line("LS8", 1000, unit_cost="1"), reason="opening")


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("included", [False, True])
@pytest.mark.parametrize(("pieces", "off"), [(2, "0.01"), (3, "0.02"), (5, "0.03"), (10, "0.06")])
def test_a_discount_that_rounding_used_up_still_goes_with_its_goods(side, included, pieces, off):
    form, target, _bill, kind, _waits = SIDES[side]
    told = {"discount": off, "tax_included": included}
    went = trading.confirmed(form, line("LS8", pieces, "10", tax_rate="13"), **told)

    parts = [back(went, target, 1) for _ in range(pieces)]

    assert sums(*parts) == (went.amount, went.tax)
    assert sum(one.discount for one in parts) == Decimal(off)
    assert trading.owed(kind) == 0


@pytest.mark.parametrize("side", SIDES)
def test_what_was_given_off_by_hand_leaves_the_other_line_its_own(side):
    """Two lines of 200 less 50 of the whole; the first comes back less 60, the other untouched."""
    form, target, _bill, _kind, _waits = SIDES[side]
    went = trading.confirmed(form, line("LS8", 10, "20"), line("LS8", 10, "20"), discount="50")
    made = trading.convert(went, target)
    trading.change(made, lines=[{"id": str(made.tables["lines"][0].id)}], discount="60")
    first = trading.act(trading.fresh(made), "confirm")

    rest = back(went, target, 10)

    assert (first.amount, rest.amount) == (140, 175)


@pytest.mark.parametrize("side", SIDES)
def test_a_discount_of_more_than_the_goods_are_worth_by_now_keeps_nobody_from_returning(side):
    """200 less 100, billed at 80; half was agreed at 40."""
    form, target, bill, kind, _waits = SIDES[side]
    went = trading.confirmed(form, line("LS8", 10, "20", tax_rate="13"), discount="100")
    invoiced(went, bill, {"amount": "80", "tax": "10.40"})
    made = trading.convert(went, target)
    half = {"id": str(made.tables["lines"][0].id), "quantity": 5, "unit_price": "8"}
    trading.change(made, lines=[half], discount="0")
    first = trading.act(trading.fresh(made), "confirm")

    rest = back(went, target, 5)

    assert (sums(first), sums(rest)) == ((40, Decimal("5.20")), (40, Decimal("5.20")))
    assert trading.owed(kind) == 0


@pytest.mark.parametrize("side", SIDES)
def test_a_program_that_names_the_line_only_gets_its_discount_too(side):
    form, target, _bill, kind, _waits = SIDES[side]
    _went, rows = goes(form, line("LS8", 10, "20", tax_rate="13"), discount="50")
    key = "delivery_line" if side == "sales" else "receipt_line"

    made = trading.confirmed(target, line("LS8", 10, **{key: str(rows[0].id)}))

    assert (sums(made), made.discount) == ((150, Decimal("19.50")), 50)
    assert trading.owed(kind) == 0


@pytest.mark.parametrize("side", SIDES)
def test_what_came_back_for_nothing_is_not_made_up_for_by_the_rest(side):
    form, target, _bill, _kind, _waits = SIDES[side]
    went = trading.confirmed(form, line("LS8", 10, "20", tax_rate="13"))
    made = trading.convert(went, target)
    rows = [
        {"id": str(made.tables["lines"][0].id), "quantity": 9, "unit_price": 0, "is_gift": True}
    ]
    trading.change(made, lines=rows)
    first = trading.act(trading.fresh(made), "confirm")

    rest = back(went, target, 1)

    assert (sums(first), sums(rest)) == ((0, 0), (20, Decimal("2.60")))


@pytest.mark.parametrize("side", SIDES)
def test_a_gift_that_was_billed_is_credited_as_it_was_billed(side):
    form, target, bill, kind, _waits = SIDES[side]
    gift = line("LS8", 10, is_gift=True, tax_rate="13")
    went = trading.confirmed(form, line("LS8", 1, "20", tax_rate="13"), gift)
    invoiced(went, bill, {}, {"amount": "50", "tax": "6.50"})
    assert trading.owed(kind) == Decimal("79.10")

    whole = back(went, target, 1, 10)

    assert sums(whole) == (70, Decimal("9.10"))
    assert trading.owed(kind) == 0


def agreed(went, target: str, *rows: dict, **header):
    """A return of `went` as people agreed on it; rows without a quantity are new ones."""
    made = trading.convert(went, target)
    lines = [
        {"id": str(row.id), **told}
        for row, told in zip(made.tables["lines"], rows)  # noqa: B905
    ]
    trading.change(made, lines=[*lines, *rows[len(lines) :]], **header)
    return trading.act(trading.fresh(made), "confirm")


@pytest.mark.parametrize("side", SIDES)
def test_a_discount_that_was_left_out_before_falls_on_no_other_row(side):
    """2000 and 200 less 500: the first came back at what it was charged without naming the
    discount; of the second a price is typed, which keeps its own 45.45."""
    form, target, _bill, _kind, _waits = SIDES[side]
    went = trading.confirmed(form, line("LS8", 10, "200"), line("LS8", 10, "20"), discount="500")
    agreed(went, target, {"unit_price": "154"}, discount="0")

    rest = agreed(went, target, {"unit_price": "19.90"})

    assert (rest.amount, rest.discount) == (Decimal("153.55"), Decimal("45.45"))


@pytest.mark.parametrize("side", SIDES)
def test_goods_of_no_sale_carry_nothing_of_the_discount_of_one(side):
    form, target, _bill, _kind, _waits = SIDES[side]
    went = trading.confirmed(form, line("LS8", 10, "20"), discount="50")
    agreed(went, target, {"quantity": 5, "unit_price": "15"}, discount="0")

    rest = agreed(went, target, {}, line("LS8", 5, "10"))

    assert [row.amount for row in rest.tables["lines"]] == [75, 50]
    assert rest.discount == 25


@pytest.mark.parametrize("side", SIDES)
def test_a_draft_of_a_gift_follows_the_paper_that_bills_it(side):
    form, target, bill, kind, _waits = SIDES[side]
    gift = line("LS8", 10, is_gift=True, tax_rate="13")
    went = trading.confirmed(form, line("LS8", 1, "1", tax_rate="13"), gift)
    early = trading.convert(went, target)
    paper = invoiced(went, bill, {}, {"amount": "50", "tax": "6.50"})

    late = trading.act(trading.fresh(early), "confirm")
    assert sums(late) == (51, Decimal("6.63"))
    trading.act(trading.fresh(late), "cancel")
    draft = trading.convert(trading.fresh(went), target)
    trading.act(trading.fresh(paper), "cancel")

    last = trading.act(trading.fresh(draft), "confirm")

    assert sums(last) == (1, Decimal("0.13"))
    assert trading.owed(kind) == 0
