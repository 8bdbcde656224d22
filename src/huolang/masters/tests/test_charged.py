"""结算价: whatever comes back of a line in whatever parts, between whatever papers, all of it
together is credited with what was charged."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

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
        self.off = 1 - line.discount / 100
        self.charged = cents(line.quantity * line.unit_price * self.off)
        self.credited, self.left, self.steps = Decimal(0), line.quantity, 0

    def billed(self, more: Decimal) -> None:
        """A paper says so much more; of less than nothing there is none."""
        more = max(more, self.credited - self.charged)
        self.charged += more
        told = {"net": more, "gross": more, "number": "FP", "day": date(2026, 11, 23)}
        self.history.papers.append(Paper(**self._next(), form="sales_invoice", **told))

    def returned(self, quantity: Decimal) -> None:
        """So much of what is left comes back, at the price that it is proposed at."""
        price = self.line.price(self.history, 2)
        typed = quantity * price * self.off
        self.credited, self.left = self.credited + cents(typed), self.left - quantity
        told = {"typed": typed, "net": cents(typed), "tax": Decimal(0), "tax_rate": Decimal(0)}
        back = Back(**self._next(), base=quantity, tax_included=False, **told)
        self.history.returns.append(back)

    def _next(self) -> dict[str, object]:
        self.steps += 1
        return {"at": MORNING + timedelta(minutes=self.steps), "record": UUID(int=self.steps)}


LINES = st.builds(
    lambda quantity, price, discount: Line(
        Decimal(quantity), price, Decimal(discount), Decimal(quantity), tax_included=False
    ),
    st.integers(1, 60),
    st.decimals("0.01", "99", places=4),
    st.sampled_from([0, 0, 10, 33]),
)
STEPS = st.lists(
    st.one_of(
        st.decimals("-50", "50", places=2).map(lambda more: ("billed", more)),
        st.integers(1, 20).map(lambda many: ("returned", Decimal(many))),
    ),
    max_size=8,
)


@given(line=LINES, steps=STEPS)
def test_all_returns_of_a_line_together_credit_what_was_charged_for_it(
    line: Line, steps: list[tuple[str, Decimal]]
) -> None:
    account = Account(line)
    for kind, value in steps:
        if kind == "billed" and account.left:
            account.billed(value)
        elif kind == "returned" and account.left:
            account.returned(min(value, account.left))
            assert account.credited <= account.charged + CENT

    if account.left:
        account.returned(account.left)

    assert account.credited == account.charged
