"""Invoices that say more, returns of any parts, taken back and confirmed again: all adds up."""

import random
from decimal import Decimal

import pytest

from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.returning import SIDES, papers
from tests.support.trading import line

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture(autouse=True)
def stock(shop):
    trading.confirmed("stock_receipt", line("LS8", 1000, unit_cost="1"), reason="opening")


def random_chain(rng: random.Random, side: str):
    """A document of several lines under a discount; invoices that say more, of other rates, and
    returns of any parts come and go; in the end all comes back and is billed."""
    form, target, bill, _kind, _waits = SIDES[side]
    lines = [
        line(
            "LS8",
            rng.randint(1, 9),
            f"{rng.uniform(0.5, 90):.4f}",
            tax_rate=rng.choice(["0", "3", "9", "13"]),
            discount=rng.choice(["0", "0", "10"]),
        )
        for _ in range(rng.randint(1, 3))
    ]
    discount = f"{rng.uniform(0, 0.5):.2f}" if rng.random() < 0.6 else "0"
    went = trading.confirmed(form, *lines, discount=discount, tax_included=rng.random() < 0.5)
    made = []
    for _ in range(rng.randint(3, 9)):
        step = rng.choice(["bill", "back", "back", "again", "cancel"])
        try:
            if step == "bill":
                made.append(_billed_more(rng, trading.fresh(went), bill))
            elif step == "back":
                made.append(_some_back(rng, trading.fresh(went), target))
            elif made:
                one = trading.fresh(rng.choice(made))
                if one.state == "confirmed":
                    trading.act(one, "cancel" if step == "cancel" else "reopen")
                    if step == "again":
                        trading.act(trading.fresh(one), "confirm")
        except BusinessError:
            continue  # nothing is left, or something rests on it
    try:
        while True:
            whole = trading.convert(trading.fresh(went), target)
            made.append(trading.act(whole, "confirm"))
    except BusinessError:
        return went, made


def _billed_more(rng: random.Random, went, bill: str):
    """Black lines at most, of goods that are still there, at more than they were."""
    paper = trading.convert(went, bill)
    rows = []
    for row in paper.tables["lines"]:
        if row.returns:
            continue
        amount = row.amount * Decimal(rng.choice(["1", "1", "1.1", "1.2"]))
        amount = amount.quantize(Decimal("0.01"))
        tax = max(row.tax, amount * rng.choice([3, 9, 13]) / 100).quantize(Decimal("0.01"))
        rows.append({"id": str(row.id), "amount": str(amount), "tax": str(tax)})
    trading.change(paper, lines=rows)
    return trading.act(trading.fresh(paper), "confirm")


def _some_back(rng: random.Random, went, target: str):
    made = trading.convert(went, target)
    rows = [
        {"id": str(row.id), "quantity": rng.randint(1, int(row.quantity))}
        for row in made.tables["lines"]
        if rng.random() < 0.7
    ]
    if rows:
        trading.change(made, lines=rows)
    return trading.act(trading.fresh(made), "confirm")


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("seed", range(5))
def test_whatever_came_and_went_all_that_was_charged_comes_back(side, seed):
    _form, _target, bill, kind, waits = SIDES[side]
    went, made = random_chain(random.Random(seed), side)
    went = trading.fresh(went)
    if any(row.returned_base != row.base_quantity for row in went.tables["lines"]):
        pytest.fail("not all came back")
    now = [one for one in map(trading.fresh, made) if one.state == "confirmed"]

    for one in (went, *now):
        while True:
            paper = next(papers(bill, one), None)
            if paper is None:
                break
            trading.act(paper, "confirm")

    billed = [one for one in now if hasattr(one, "difference")]
    returned = [one for one in now if not hasattr(one, "difference")]
    more = sum(one.difference for one in billed)
    assert sum(one.total for one in returned) == went.total + more
    assert trading.owed(kind) == 0
    assert trading.balance(waits) == 0
