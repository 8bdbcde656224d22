"""退回金额: what comes back in parts takes all that was charged with it, net and tax, no more."""

import random
from decimal import Decimal

import pytest

from tests.support import trading
from tests.support.returning import PAIRS, SIDES, back, goes, invoiced, papers, sums
from tests.support.trading import line

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture(autouse=True)
def stock(shop):
    trading.confirmed("stock_receipt", line("LS8", 1000, unit_cost="1"), reason="opening")


@pytest.mark.parametrize(("form", "target"), PAIRS)
@pytest.mark.parametrize("included", [False, True])
@pytest.mark.parametrize("price", ["33.34", "33.335", "0.04"])
def test_three_thirds_take_the_whole_tax_back(form, target, included, price):
    terms = {"tax_rate": "13"}
    went, _ = goes(form, line("LS8", 3, price, **terms), tax_included=included)

    parts = [back(went, target, 1) for _ in range(3)]

    assert sums(*parts) == (went.amount, went.tax)
    kind = "receivable" if form == "sales_delivery" else "payable"
    assert trading.owed(kind) == 0


def test_many_small_parts_never_take_more_tax_than_is_left():
    """0.52 of tax on a hundred pieces: a cent each until it is gone, then none."""
    went, _ = goes("sales_delivery", line("LS8", 100, "0.04", tax_rate="13"))

    parts = [back(went, "sales_return", 1) for _ in range(3)]
    last = back(went, "sales_return", 97)

    assert [one.tax for one in parts] == [Decimal("0.01")] * 3
    assert (last.amount, last.tax) == (Decimal("3.88"), Decimal("0.49"))


def test_who_credits_less_credits_as_much_less_tax():
    _went, rows = goes("sales_delivery", line("LS8", 3, "33.34", tax_rate="13"))

    agreed = trading.confirmed(
        "sales_return", line("LS8", 1, "20", tax_rate="13", delivery_line=str(rows[0].id))
    )

    assert (agreed.amount, agreed.tax) == (20, Decimal("2.60"))


def test_a_rate_that_somebody_types_is_the_rate():
    _went, rows = goes("sales_delivery", line("LS8", 3, "33.34", tax_rate="13"))

    typed = trading.confirmed(
        "sales_return", line("LS8", 1, "33.34", tax_rate="6", delivery_line=str(rows[0].id))
    )

    assert (typed.amount, typed.tax) == (Decimal("33.34"), Decimal("2.00"))


def test_two_lines_of_one_return_share_what_is_left_of_one_line():
    went, rows = goes("sales_delivery", line("LS8", 3, "33.34", tax_rate="13"))
    key = {"delivery_line": str(rows[0].id), "tax_rate": "13"}

    whole = trading.confirmed("sales_return", *(line("LS8", 1, "33.34", **key) for _ in range(3)))

    assert (whole.amount, whole.tax) == (went.amount, went.tax)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("parts", [[(10, 10)], [(5, 5), (5, 5)], [(10, 0), (0, 10)]])
def test_lines_of_two_rates_under_one_discount_come_back_as_their_invoice_charged(side, parts):
    """Two times 1000 less 200 of the whole: 900 at 13 % and at 9 %, the first billed at 1800."""
    form, target, bill, kind, _waits = SIDES[side]
    lines = (line("LS8", 10, "100", tax_rate="13"), line("LS8", 10, "100", tax_rate="9"))
    went = trading.confirmed(form, *lines, discount="200")
    invoiced(went, bill, {"amount": "1800", "tax": "234"}, {})
    assert trading.owed(kind) == 3015

    returned = []
    for quantities in parts:
        made = trading.convert(trading.fresh(went), target)
        rows = made.tables["lines"]
        if 0 in quantities and len(rows) == 2:
            rows = [rows[quantities.index(10)]]
        many = [one for one in quantities if one]
        kept = [{"id": str(row.id), "quantity": one} for row, one in zip(rows, many, strict=True)]
        trading.change(made, lines=kept)
        returned.append(trading.act(trading.fresh(made), "confirm"))

    assert sums(*returned) == (2700, 315)
    assert trading.owed(kind) == 0


def test_an_allowance_under_a_discount_is_off_what_goes_back_to_the_cent():
    lines = (line("LS8", 10, "100", tax_rate="13"), line("LS8", 10, "100", tax_rate="9"))
    went = trading.confirmed("purchase_receipt", *lines, discount="200")
    off = trading.convert(went, "purchase_allowance")
    rows = [{"id": str(off.tables["lines"][0].id), "amount": "100"}]
    trading.change(off, lines=rows)
    trading.act(trading.fresh(off), "confirm")

    back_whole = back(went, "purchase_return", 10, 10)

    assert sums(back_whole) == (1700, 185)
    assert trading.owed("payable") == 0


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("included", [False, True])
def test_who_agrees_on_less_credits_that_part_of_the_tax_that_was_charged(side, included):
    """200 at 13 %, billed with 18.00 of tax; a fee of 5 is left out, then one piece is agreed."""
    form, target, bill, kind, _waits = SIDES[side]
    price = "22.6" if included else "20"
    went = trading.confirmed(form, line("LS8", 10, price, tax_rate="13"), tax_included=included)
    invoiced(went, bill, {"amount": "200", "tax": "18"})
    made = trading.convert(went, target)
    agreed = {"id": str(made.tables["lines"][0].id), "quantity": 1, "unit_price": "10.9"}
    trading.change(made, lines=[agreed])

    first = trading.act(trading.fresh(made), "confirm")
    rest = back(went, target, 9)

    if included:
        assert sums(first) == (Decimal("10.00"), Decimal("0.90")), "10.90 with tax"
    else:
        assert sums(first) == (Decimal("10.90"), Decimal("0.98"))
    assert sums(rest) == (180, Decimal("16.20")), "what was left out is not made up for"
    assert trading.owed(kind) == 218 - first.total - Decimal("196.20")


@pytest.mark.parametrize("side", SIDES)
def test_an_earlier_return_that_is_confirmed_anew_takes_nothing_from_later_ones(side):
    """Ten at 10; five come back, five are billed at 40, three come back; then the first again."""
    form, target, bill, kind, waits = SIDES[side]
    went = trading.confirmed(form, line("LS8", 10, "10", tax_rate="13"))
    first = back(went, target, 5)
    invoiced(went, bill, {"quantity": "5", "amount": "40", "tax": "5.20"})
    second = back(went, target, 3)
    trading.act(trading.fresh(first), "reopen")
    first = trading.act(trading.fresh(first), "confirm")

    third = back(went, target, 2)

    assert (second.amount, sums(first, second, third)) == (24, (90, Decimal("11.70")))
    while True:
        paper = next(iter(papers(bill, went, first, second, third)), None)
        if paper is None:
            break
        trading.act(paper, "confirm")
    assert (trading.owed(kind), trading.balance(waits)) == (0, 0)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("again", ["cancel", "reopen"])
def test_invoices_of_parts_add_up_to_their_line_in_any_order(side, again):
    """100.02 and 13.00 of tax in three: the second is taken back, one is billed, and it again."""
    form, _target, bill, kind, waits = SIDES[side]
    went = trading.confirmed(form, line("LS8", 3, "33.34", tax_rate="13"))
    one = {"quantity": "1"}
    first, second = (invoiced(went, bill, one) for _ in range(2))
    trading.act(trading.fresh(second if again == "cancel" else first), again)

    third = invoiced(went, bill, one)
    last = (
        trading.act(trading.fresh(first), "confirm")
        if again == "reopen"
        else invoiced(went, bill, {})
    )

    kept = [third, last, first if again == "cancel" else second]
    assert sums(*kept) == (Decimal("100.02"), Decimal("13.00"))
    assert trading.owed(kind) == Decimal("113.02")
    assert trading.balance(waits) == 0


@pytest.mark.parametrize("included", [False, True])
@pytest.mark.parametrize("tax", ["60", "30", "130.05", "129.95"])
@pytest.mark.parametrize("parts", [[10], [3, 7], [3, 3, 4]])
def test_tax_that_an_invoice_charged_otherwise_comes_back_as_it_was_charged(included, tax, parts):
    """1000.00 at 13 %, of which the invoice charges another tax."""
    price = "113" if included else "100"
    went, _ = goes("sales_delivery", line("LS8", 10, price, tax_rate="13"), tax_included=included)
    paper = trading.convert(went, "sales_invoice")
    own = {"id": str(paper.tables["lines"][0].id), "amount": "1000", "tax": tax}
    trading.change(paper, lines=[own])
    paper = trading.act(trading.fresh(paper), "confirm")
    assert trading.owed("receivable") == 1000 + Decimal(tax)

    returned = [back(went, "sales_return", one) for one in parts]

    assert sums(*returned) == (1000, Decimal(tax))
    assert trading.owed("receivable") == 0


def test_what_comes_back_by_an_exchange_takes_its_part_as_well():
    """Of 113.02 comes back a third, then the rest for something at 11.30."""
    went, rows = goes("sales_delivery", line("LS8", 3, "33.34", tax_rate="13"))
    back(went, "sales_return", 1)
    key = {"delivery_line": str(rows[0].id), "direction": "returned", "tax_rate": "13"}

    exchange = trading.confirmed(
        "sales_exchange", line("LS8", 2, "33.34", **key), line("LS8", 1, "10", tax_rate="13")
    )

    assert exchange.returned_total == Decimal("75.35")
    assert trading.owed("receivable") == Decimal("11.30")


@pytest.mark.parametrize("seed", range(4))
def test_a_whole_delivery_with_discounts_comes_back_to_nothing(seed):
    """Through returns and exchanges, in any parts, of any terms of tax."""
    rng = random.Random(seed)
    lines = [
        line("LS8", rng.randint(1, 9), f"{rng.uniform(0.01, 90):.4f}", tax_rate=rng.choice("0369"))
        for _ in range(3)
    ]
    discount = f"{rng.uniform(0, 1):.2f}" if rng.random() < 0.7 else "0"
    told = {"tax_included": rng.random() < 0.5, "discount": discount}
    went, rows = goes("sales_delivery", *lines, **told)
    left = [int(row.quantity) for row in rows]
    parts = []

    while any(left):
        made = trading.convert(trading.fresh(went), "sales_return")
        open_rows = [n for n, many in enumerate(left) if many]
        taken = {n: rng.randint(0, left[n]) for n in open_rows}
        if not any(taken.values()):
            taken = {n: left[n] for n in open_rows}
        kept = [
            {"id": str(row.id), "quantity": taken[n]}
            for n, row in zip(open_rows, made.tables["lines"], strict=True)
            if taken[n]
        ]
        trading.change(made, lines=kept)
        parts.append(trading.act(trading.fresh(made), "confirm"))
        for n, many in taken.items():
            left[n] -= many

    assert sums(*parts) == (went.amount, went.tax)
    assert trading.owed("receivable") == 0
