"""结算价: whatever comes back of a line in whatever parts, between whatever papers, all of it
together is credited with what was charged."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from huolang.masters.amounts import Amounts
from huolang.masters.charged import Back, History, Line, Paper

MORNING = datetime(2026, 11, 23, tzinfo=UTC)
CENT = Decimal("0.01")


def cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


class Account:
    """The slow and obvious way: what was charged for a line, and what was credited of it, added up
    as it happens."""

    def __init__(self, line: Line) -> None:
        self.line, self.history = line, History()
        self.charged, self.credited, self.left = line.whole, Amounts(), line.quantity
        self.steps = 0

    def billed(self, more: Decimal, tax: Decimal) -> None:
        """A paper says so much more; of less than what was credited there is none."""
        more = max(more, self.credited.amount - self.charged.amount)
        tax = max(tax, self.credited.tax - self.charged.tax)
        self.charged += Amounts(more, tax)
        told = {"more": Amounts(more, tax), "number": "FP", "day": date(2026, 11, 23)}
        self.history.papers.append(Paper(**self._next(), form="sales_invoice", **told))

    def returned(self, quantity: Decimal) -> None:
        """So much of what is left comes back; shown at a price that comes to the same but for what
        a price cannot say."""
        left = self.history.left(self.line.whole, self.line.base)
        part, off = left.part(quantity, 2), 1 - self.line.discount / 100
        price = self.line.price(self.history, 2)
        assert abs(cents(price * quantity * off) - part.amount) <= CENT, "shown as credited"
        self.credited, self.left = self.credited + part, self.left - quantity
        self.history.returns.append(Back(**self._next(), base=quantity, credited=part, part=part))

    def _next(self) -> dict[str, object]:
        self.steps += 1
        return {"at": MORNING + timedelta(minutes=self.steps), "record": UUID(int=self.steps)}


def written(quantity: int, price: Decimal, discount: int, rate: int) -> Line:
    amount = cents(quantity * price * (100 - Decimal(discount)) / 100)
    base = Decimal(quantity)
    tax = cents(amount * rate / 100)
    return Line(base, price, Decimal(discount), base, False, amount, tax)


LINES = st.builds(
    written,
    st.integers(1, 60),
    st.decimals("0.01", "99", places=4),
    st.sampled_from([0, 0, 10, 33]),
    st.sampled_from([0, 3, 13]),
)
MORE = st.decimals("-50", "50", places=2)
STEPS = st.lists(
    st.one_of(
        st.tuples(MORE, MORE).map(lambda more: ("billed", more)),
        st.integers(1, 20).map(lambda many: ("returned", (Decimal(many), Decimal(0)))),
    ),
    max_size=8,
)


@given(line=LINES, steps=STEPS)
def test_all_returns_of_a_line_together_credit_what_was_charged_for_it(
    line: Line, steps: list[tuple[str, tuple[Decimal, Decimal]]]
) -> None:
    account = Account(line)
    for kind, (value, tax) in steps:
        if kind == "billed" and account.left:
            account.billed(value, tax)
        elif kind == "returned" and account.left:
            account.returned(min(value, account.left))
            assert account.credited.amount <= account.charged.amount + CENT

    if account.left:
        account.returned(account.left)

    assert account.credited == account.charged
