"""The discounts of several documents in one, and of documents that are corrected meanwhile."""

import random
from decimal import Decimal

import pytest

from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.returning import SIDES, back, sums
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")
ORDERS = {"sales": "sales_order", "purchase": "purchase_order"}
TEN = line("LS8", 10, "10", tax_rate="13")


@pytest.fixture(autouse=True)
def stock(shop):
    trading.confirmed("stock_receipt", line("LS8", 1000, unit_cost="1"), reason="opening")


def quantities(made, *told):
    """The same draft with these quantities of its lines; 0 leaves one out."""
    rows = zip(made.tables["lines"], told, strict=True)
    lines = [{"id": str(row.id), "quantity": str(many)} for row, many in rows if many]
    return trading.change(made, lines=lines)


def confirmed(made):
    return trading.act(trading.fresh(made), "confirm")


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("offs", [("0", "50"), ("50", "0")])
def test_each_document_gives_its_discount_on_its_own_goods(side, offs):
    form, target, _bill, kind, _waits = SIDES[side]
    went = [
        trading.confirmed(form, line("LS8", 10, "10", tax_rate=rate), discount=off)
        for off, rate in zip(offs, ("0", "13"), strict=True)
    ]

    made = trading.convert_together(went, target)
    assert [(row.amount, row.tax) for row in made.tables["lines"]] == [
        (one.amount, one.tax) for one in went
    ]
    parts = [10, 10]
    given = 0 if offs[0] == "50" else 1
    parts[given] = 5
    assert confirmed(quantities(made, *parts)).amount == 125
    assert back(went[given], target, 5).amount == 25
    assert trading.owed(kind) == 0


@pytest.mark.parametrize("side", SIDES)
def test_what_is_left_out_of_a_draft_keeps_its_discount(side):
    """Ordered 100 less 50 and 100: the second alone is 100, and the first is 50 afterwards."""
    form, target, _bill, kind, _waits = SIDES[side]
    orders = [trading.confirmed(ORDERS[side], TEN, discount=off) for off in ("50", "0")]
    made = trading.convert_together(orders, form)
    assert [row.amount for row in made.tables["lines"]] == [50, 100]

    second = quantities(made, 0, 10)
    assert (second.discount, second.discount_carried, second.total) == (0, True, 113)
    second = confirmed(second)
    first = confirmed(trading.convert(orders[0], form))
    assert (first.discount, first.total) == (50, Decimal("56.50"))

    made = quantities(trading.convert_together([first, second], target), 10, 0)
    assert confirmed(made).total == 113
    assert back(first, target, 10).total == Decimal("56.50")
    assert trading.owed(kind) == 0


@pytest.mark.parametrize("side", SIDES)
def test_an_extra_line_has_no_part_in_the_discount_of_an_order(side):
    form, _target, _bill, _kind, _waits = SIDES[side]
    order = trading.confirmed(ORDERS[side], TEN, discount="50")
    made = trading.convert(order, form)
    kept = {"id": str(made.tables["lines"][0].id)}

    made = trading.change(made, lines=[kept, line("DL", 10, "10", tax_rate="0")])

    assert [(row.amount, row.tax) for row in made.tables["lines"]] == [
        (50, Decimal("6.50")),
        (100, 0),
    ]


@pytest.mark.parametrize("side", SIDES)
def test_a_program_that_leaves_the_price_to_the_order_gets_its_discount_too(side):
    form, _target, _bill, _kind, _waits = SIDES[side]
    order = trading.confirmed(ORDERS[side], TEN, discount="50")
    row = {**line("LS8", 5), "order_line": str(order.tables["lines"][0].id)}

    taken = trading.draft(form, row)
    priced = trading.draft(form, {**row, "unit_price": "9"})

    assert (taken.discount, taken.amount) == (25, 25)
    assert (priced.discount, priced.discount_carried, priced.amount) == (0, False, 45)


@pytest.mark.parametrize("side", SIDES)
def test_a_discount_typed_where_there_is_none_to_carry_is_kept(side):
    form, _target, _bill, _kind, _waits = SIDES[side]
    order = trading.confirmed(ORDERS[side], TEN)
    made = trading.convert(order, form)

    both = trading.change(made, discount="30", discount_carried=True)
    assert (both.discount, both.discount_carried, both.amount) == (30, False, 70)


CORRECTED = {
    "discount given": ({}, {"discount": "50"}, {}),
    "discount taken back": ({"discount": "50"}, {"discount": "0"}, {}),
    "line discount given": ({}, {}, {"discount": "20"}),
    "line discount taken back": ({"line": {"discount": "20"}}, {}, {"discount": "0"}),
    "lower rate": ({}, {}, {"tax_rate": "9"}),
    "higher rate": ({"line": {"tax_rate": "9"}}, {}, {"tax_rate": "13"}),
    "from no rate": ({"line": {"tax_rate": "0"}}, {}, {"tax_rate": "13"}),
    "price and rate": ({}, {}, {"unit_price": "12", "tax_rate": "6"}),
}


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("what", CORRECTED)
def test_a_return_nobody_changed_follows_a_corrected_document(side, again, what):
    """Also one that was confirmed before and opened again."""
    form, target, _bill, kind, _waits = SIDES[side]
    before, header, row = CORRECTED[what]
    told = dict(before)
    went = trading.confirmed(form, {**TEN, **told.pop("line", {})}, **told)
    made = trading.convert(went, target)
    if again:
        made = trading.act(confirmed(made), "reopen")
    trading.act(trading.fresh(went), "reopen")
    only = {"id": str(went.tables["lines"][0].id), **row}
    went = confirmed(trading.change(trading.fresh(went), lines=[only], **header))
    assert trading.warned(made) != []

    credited = confirmed(made)

    assert (credited.amount, credited.tax) == (went.amount, went.tax)
    assert trading.owed(kind) == 0


@pytest.mark.parametrize("side", SIDES)
def test_what_was_agreed_for_a_return_is_not_overruled_by_a_correction(side):
    form, target, _bill, _kind, _waits = SIDES[side]
    went = trading.confirmed(form, TEN)
    agreed = [
        {"discount": "40"},
        {"tax_rate": "6"},
        {"unit_price": "8"},
    ]
    drafts = []
    for told in agreed:
        made = trading.convert(went, target)
        only = {"id": str(made.tables["lines"][0].id), "quantity": "1", **told}
        drafts.append(trading.change(made, lines=[only]))
    trading.act(went, "reopen")
    only = {"id": str(went.tables["lines"][0].id), "discount": "10", "tax_rate": "9"}
    confirmed(trading.change(trading.fresh(went), lines=[only]))

    rows = [trading.change(trading.fresh(one)).tables["lines"][0] for one in drafts]

    assert [(row.unit_price, row.discount, row.tax_rate, row.amount) for row in rows] == [
        (10, 40, 9, 6),
        (10, 10, 6, 9),
        (8, 0, 9, 8),
    ]


@pytest.mark.parametrize("side", SIDES)
def test_a_line_that_came_to_nothing_is_billed_as_what_it_is(side):
    form, _target, bill, _kind, _waits = SIDES[side]
    went = trading.confirmed(form, TEN, line("LS8", 5, is_gift=True))
    paper = trading.convert(went, bill)
    gift = {"id": str(paper.tables["lines"][1].id), "amount": "-50", "tax": "-6.50"}
    kept = {"id": str(paper.tables["lines"][0].id)}

    with pytest.raises(BusinessError) as refusal:
        trading.change(paper, lines=[kept, gift])

    assert refused(refusal) == [
        ("invoice.opposite_sign", "lines.1.amount"),
        ("invoice.opposite_sign", "lines.1.tax"),
    ]


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("seed", range(6))
def test_several_documents_come_back_in_common_parts_to_nothing(side, seed):
    some = random.Random(f"{side} {seed}")
    form, target, _bill, kind, _waits = SIDES[side]
    went = []
    for _ in range(some.randint(2, 3)):
        rows = [
            line("LS8", some.randint(2, 9), some.choice(["10", "3.33"]), tax_rate=rate)
            for rate in some.sample(["0", "6", "13"], some.randint(1, 2))
        ]
        off = some.choice(["0", "0", "0.03", "5.55"])
        went.append(trading.confirmed(form, *rows, discount=off))
    parts = []
    while left := [one for one in map(trading.fresh, went) if any(r.open_base for r in one.rows)]:
        made = trading.convert_together(some.sample(left, len(left)), target)
        open_ = [int(row.quantity) for row in made.tables["lines"]]
        told = [some.randint(0, most) for most in open_]
        parts.append(confirmed(quantities(made, *(told if any(told) else open_))))

    assert sums(*parts) == sums(*went)
    assert trading.owed(kind) == 0
