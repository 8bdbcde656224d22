"""停用、合并了的往来单位: what was agreed with them is ended, by them or by who stands for them."""

from decimal import Decimal

import pytest

from huolang.finance import open_item
from huolang.forms import registry
from huolang.kernel.company import acting, current_id
from huolang.kernel.refusals import BusinessError
from huolang.masters import merge
from tests.support import trading
from tests.support.trading import MORNING, line, refused

pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def pair(shop):
    """华强 twice: the second one is the duplicate."""
    return trading.partner("K1", "华强"), trading.partner("K2", "华强电子")


def merged(duplicate, into):
    with acting(current_id()):
        form, anybody = registry.get("partner"), trading.anybody()
        return merge.merge(form, duplicate.id, into.id, access=anybody, at=MORNING)


def paid(delivery, partner, amount="11.30"):
    (item,) = open_item.of_record(registry.of(type(delivery)).name, delivery.id, "receivable")
    lines = [{"item": str(item.id), "amount": amount}]
    payload = {"partner": {"code": partner.code}, "amount": amount, "lines": lines}
    return trading.create("customer_payment", payload, then="confirm")


def test_goods_of_the_duplicate_come_back_from_the_other_and_its_payments_can_be_mended(pair):
    kept, duplicate = pair
    trading.confirmed("stock_receipt", line("LS8", 9, unit_cost="1"), reason="opening")
    delivery = trading.confirmed(
        "sales_delivery", line("LS8", 2, "5", tax_rate="13"), partner={"code": "K2"}
    )
    payment = paid(delivery, duplicate)
    merged(duplicate, kept)

    back = trading.convert(delivery, "sales_return")
    assert back.partner_id == kept.id
    trading.act(back, "confirm")
    assert (trading.owed("receivable"), trading.on_hand("LS8")) == (Decimal("-11.30"), 9)
    paid(back, kept, "-11.30")
    trading.act(payment, "reopen")
    assert trading.owed("receivable") == Decimal("11.30")
    trading.act(payment, "confirm")
    assert trading.owed("receivable") == 0


def test_what_an_archived_customer_owes_is_still_paid_but_no_advance_is_taken(pair):
    _kept, owing = pair
    trading.confirmed("stock_receipt", line("LS8", 9, unit_cost="1"), reason="opening")
    delivery = trading.confirmed(
        "sales_delivery", line("LS8", 2, "5", tax_rate="13"), partner={"code": "K2"}
    )
    trading.archived_before("partner", "K2")

    advance = {"partner": {"code": "K2"}, "amount": "5", "lines": []}
    with pytest.raises(BusinessError) as refusal:
        trading.create("customer_payment", advance, then="confirm")
    assert refused(refusal) == [("reference.archived", "partner")]
    paid(delivery, owing)
    assert trading.owed("receivable") == 0
