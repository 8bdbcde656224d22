"""Orders made together hold what they would hold one after the other, by as many statements as
one."""

import pytest

from huolang.documents import lifecycle, together
from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import acting, current_id
from huolang.ledger import proof
from tests.support import trading
from tests.support.trading import line

pytestmark = pytest.mark.usefixtures("shop")
HELD = """
SELECT d.number, l.position, r.wanted, r.reserved, r.state FROM ledger_reservation r
JOIN sales_salesorder d ON d.company_id = r.company_id AND d.id = r.record
JOIN sales_salesorderline l ON l.company_id = r.company_id AND l.id = r.line
WHERE r.company_id = %s::bigint ORDER BY 1, 2
"""


@pytest.fixture
def stock(shop):
    opening = {"reason": "opening", "date": "2019-01-01"}
    trading.confirmed("stock_receipt", line("LS8", 10, unit_cost="1"), **opening)


def wanted(*quantities):
    form = registry.get("sales_order")
    return [(form, trading.filled("sales_order", line("LS8", n, "2"))) for n in quantities]


def create(orders):
    return together.create(orders, access=trading.anybody(), at=trading.MORNING)


def held():
    return [row[2:] for row in sql.run(HELD, [current_id()]).fetchall()]


def test_the_earlier_order_holds_what_is_there_and_the_later_one_waits(stock):
    made = create(wanted(7, 5, 2))

    assert [one.state for one in made] == ["confirmed"] * 3
    assert [one.number[-4:] for one in made] == ["0001", "0002", "0003"]
    assert held() == [(7, 7, "pending"), (5, 3, "pending"), (2, 0, "pending")]
    assert list(proof.differences(current_id())) == []
    assert trading.audit(made[2]) == ["create", "confirm"]
    told = [name for name, _revision in trading.events(made[2])]
    assert told == ["sales_order.created", "sales_order.confirmed"]
    trading.confirmed("stock_receipt", line("LS8", 3, unit_cost="1"), reason="found")
    assert held() == [(7, 7, "pending"), (5, 5, "pending"), (2, 1, "pending")]


def test_ten_orders_take_as_many_statements_as_two(stock, monkeypatch, statements):
    def one_by_one(*given, **more):
        raise AssertionError

    monkeypatch.setattr(lifecycle, "create", one_by_one)

    def counted(*quantities):
        orders = wanted(*quantities)
        with statements() as ran:
            create(orders)
        return len(ran)

    counted(1)  # the first one begins its series

    assert counted(*[1] * 10) == counted(1, 1)


def test_one_that_is_refused_is_named_and_none_stays(stock):
    before = trading.books()
    orders = wanted(1, 1)
    orders[1][1]["lines"][0]["quantity"] = "0.5"

    with pytest.raises(together.OneRefused) as refusal, acting(current_id()):
        create(orders)

    assert refusal.value.index == 1
    assert trading.books() == before and trading.count("sales_order") == 0
