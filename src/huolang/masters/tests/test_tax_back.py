"""退货税额: what comes back in parts takes all of its tax with it, and no more."""

import random
from decimal import Decimal

import pytest

from tests.support import trading
from tests.support.trading import line

pytestmark = pytest.mark.usefixtures("shop")

PAIRS = [("sales_delivery", "sales_return"), ("purchase_receipt", "purchase_return")]


@pytest.fixture(autouse=True)
def stock(shop):
    trading.confirmed("stock_receipt", line("LS8", 1000, unit_cost="1"), reason="opening")


def goes(form: str, *parts, **header):
    """A document whose goods come back in these parts, and what each return took of it."""
    went = trading.confirmed(form, *parts, **header)
    return went, went.tables["lines"]


def back(went, target: str, *quantities):
    """The next return of `went`, of so much of each line."""
    made = trading.convert(went, target)
    rows = [
        {"id": str(row.id), "quantity": quantity}
        for row, quantity in zip(made.tables["lines"], quantities, strict=True)
    ]
    trading.change(made, lines=rows)
    return trading.act(trading.fresh(made), "confirm")


def sums(*documents):
    return tuple(sum(getattr(one, name) for one in documents) for name in ("amount", "tax"))


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


def test_who_credits_less_does_so_at_the_rate():
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
