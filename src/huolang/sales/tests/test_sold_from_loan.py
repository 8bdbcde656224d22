"""从借出单销售: as many statements for many lines as for few, no more where nothing is lent."""

import pytest

from huolang.kernel import sql
from tests.support import trading
from tests.support.loans import drafted
from tests.support.trading import line

pytestmark = pytest.mark.usefixtures("shop")


def goods(many):
    """So many products of which ten are there."""
    names = [f"G{many}-{number:02}" for number in range(many)]
    for name in names:
        trading.product(name, name, sales_price="2")
    lines = [line(name, 10, unit_cost="1") for name in names]
    trading.confirmed("stock_receipt", *lines, reason="opening")
    return names


@pytest.mark.parametrize("target", ["loan_return", "sales_delivery"])
def test_what_goes_on_from_a_loan_takes_few_statements(target):
    def statements(many):
        loan = trading.confirmed("loan", *[line(name, 4) for name in goods(many)])
        draft = drafted(loan, target)
        with sql.counting() as seen:
            trading.act(draft, "confirm")
        return len([one for one in seen if "documents_series" not in one])

    assert statements(12) == statements(3)


def test_a_delivery_asks_nothing_about_loans_that_it_does_not_name():
    lines = [line(name, 1, 2) for name in goods(3)]

    with sql.counting() as seen:
        trading.confirmed("sales_delivery", *lines)

    assert not [one for one in seen if "inventory_loan" in one]
