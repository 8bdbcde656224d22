"""重新审核过的单据: a payment settles what is owed now, also when it was drafted before its
document was opened and confirmed again."""

from decimal import Decimal

import pytest

from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError
from huolang.ledger import proof
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def sold(shop):
    trading.confirmed("stock_receipt", line("LS8", 9, unit_cost="1"), reason="opening")
    return trading.confirmed("sales_delivery", line("LS8", 1, "10", tax_rate="13"))


def test_a_draft_settles_the_delivery_that_was_confirmed_again(sold):
    draft = trading.convert(sold, "customer_payment")
    trading.act(sold, "reopen")
    trading.act(sold, "confirm")

    done = trading.act(draft, "confirm")

    assert (done.tables["lines"][0].left, trading.owed("receivable")) == (Decimal("11.30"), 0)
    assert list(proof.differences(current_id())) == []


def test_a_payment_opened_to_open_its_delivery_is_confirmed_after_it(sold):
    payment = trading.act(trading.convert(sold, "customer_payment"), "confirm")
    trading.act(payment, "reopen")
    trading.act(sold, "reopen")
    row = trading.fresh(sold).tables["lines"][0]
    trading.change(sold, lines=[{"id": str(row.id), "quantity": 2}])
    trading.act(sold, "confirm")

    trading.act(payment, "confirm")

    assert trading.owed("receivable") == Decimal("11.30")
    assert list(proof.differences(current_id())) == []


def test_less_than_was_drafted_is_owed_now_and_nothing_moves(sold):
    draft = trading.convert(sold, "customer_payment")
    trading.act(sold, "reopen")
    row = trading.fresh(sold).tables["lines"][0]
    trading.change(sold, lines=[{"id": str(row.id), "unit_price": 5}])
    trading.act(sold, "confirm")
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.act(draft, "confirm")

    assert [field for _code, field in refused(refusal)] == ["lines.0.amount"]
    assert "5.65" in str(refusal.value)
    assert trading.books() == before
