"""信用额度: what a delivery to a customer who owes too much or too long is told."""

import pytest
from django.utils import translation

from huolang.kernel import settings_registry
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import MORNING, line, refused

pytestmark = pytest.mark.usefixtures("stock")
SELL = {
    "sales_delivery": frozenset({"add", "edit", "confirm", "reopen", "cancel"}),
    "sales_order": frozenset({"add", "edit", "confirm"}),
    "sales_return": frozenset({"add", "confirm"}),
}


@pytest.fixture
def stock(shop):
    opening = {"reason": "opening", "date": "2019-01-01"}
    trading.confirmed("stock_receipt", line("LS8", 1000, unit_cost="1"), **opening)


def customer(**fields):
    return trading.partner("K1", "华强", **fields)


def sell(amount, form="sales_delivery", granted=SELL, **fields):
    """Goods of `amount` to K1, confirmed by somebody who may not exceed credit."""
    access = Access(company=current_id(), user=None, granted=granted)
    payload = trading.filled(
        form, line("LS8", 1, amount, tax_rate=0), partner={"code": "K1"}, **fields
    )
    return trading.create(form, payload, access=access, then="confirm")


def test_a_customer_owes_up_to_the_limit_and_no_cent_more():
    customer(credit_limit="1000")
    sell("600")
    sell("400")
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        sell("0.01")

    assert refused(refusal) == [("ledger.credit_exceeded", "partner")]
    assert str(refusal.value) == "超出信用额度：额度 1,000.00，已欠 1,000.00，本单 0.01，超出 0.01"
    assert trading.books() == before
    assert (trading.owed("receivable"), trading.on_hand("LS8")) == (1000, 998)


def test_who_may_not_read_the_limit_is_not_told_it_by_a_refusal():
    customer(credit_limit="1000", credit_days="3")
    payload = trading.filled(
        "sales_delivery", line("LS8", 1, "1000.01", tax_rate=0), partner={"code": "K1"}
    )
    hidden = frozenset({"credit"})
    seller = Access(company=current_id(), user=None, granted=SELL, hidden=hidden)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.create("sales_delivery", payload, access=seller, then="confirm")

    assert refused(refusal) == [("ledger.credit_reached", "partner")]
    told = "超出信用额度（本单 1,000.01），不能再赊销；请找有“超信用额度”权限的人"
    assert str(refusal.value) == told
    assert trading.books() == before


def test_what_comes_back_makes_room():
    customer(credit_limit="1000")
    delivery = sell("1000")
    sell("300", "sales_return")

    sell("300")
    trading.act(delivery, "cancel")
    sell("1000")

    assert trading.owed("receivable") == 1000


def test_a_limit_of_nothing_means_that_nothing_is_owed():
    customer(credit_limit="0")

    with pytest.raises(BusinessError):
        sell("1")
    giving = {**SELL, "sales_delivery": SELL["sales_delivery"] | {"give"}}
    sell("0", granted=giving)

    assert trading.owed("receivable") == 0


def test_whoever_may_exceed_it_does():
    customer(credit_limit="1000")
    exceeding = {**SELL, "sales_delivery": SELL["sales_delivery"] | {"exceed_credit"}}

    sell("5000", granted=exceeding)

    assert trading.owed("receivable") == 5000


def test_nobody_delivers_to_a_customer_who_is_late():
    customer(credit_days=5, term_kind="days", term_days=10)
    sell("10", date="2026-11-08")  # due on 2026-11-18, late after 2026-11-23
    sell("10")
    sell("10", date="2026-11-07")
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        sell("10")

    assert refused(refusal) == [("ledger.overdue", "partner")]
    assert str(refusal.value) == (
        "应收款逾期：最早 2026-11-17 到期，允许拖欠 5 天；已欠 30.00，本单 10.00"
    )
    assert trading.books() == before


def test_an_exchange_for_something_dearer_is_held_to_it_too():
    customer(credit_limit="10")
    delivery = sell("10")
    source = {"delivery_line": str(delivery.tables["lines"][0].id), "direction": "returned"}
    rows = [line("LS8", 1, "10", tax_rate=0, **source), line("LS8", 1, "10.01", tax_rate=0)]
    payload = trading.filled("sales_exchange", *rows, partner={"code": "K1"})
    granted = {"sales_exchange": frozenset({"add", "confirm"})}
    access = Access(company=current_id(), user=None, granted=granted)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.create("sales_exchange", payload, access=access, then="confirm")

    assert refused(refusal) == [("ledger.credit_exceeded", "partner")]
    assert trading.books() == before


def test_who_has_no_limit_is_not_asked():
    customer()

    sell("1000000", date="2020-01-01")
    sell("1000000")


def test_an_order_is_warned_of_and_refused_only_where_the_company_wants_it():
    customer(credit_limit="1000")
    order = sell("1001", "sales_order")
    said = [(one.code, one.field) for one in order.warnings(at=MORNING)]

    settings_registry.change("sales_order.credit", "refuse", by=None)
    before = trading.books()
    with pytest.raises(BusinessError) as refusal:
        sell("1001", "sales_order")

    assert said == [("ledger.credit_exceeded", "partner")]
    assert refused(refusal) == said
    told = "照此订单发货将超出信用额度：额度 1,000.00，已欠 0.00，本订单 1,001.00，超出 1.00"
    assert str(refusal.value) == told
    with translation.override("en"):
        assert str(refusal.value) == (
            "Delivering this order would go beyond the credit limit: limit 1,000.00, owed 0.00,"
            " this order 1,001.00, 1.00 too much"
        )
    assert trading.books() == before
    assert sell("1000", "sales_order").warnings(at=MORNING) == []


def test_a_draft_is_warned_of():
    customer(credit_limit="1000")

    draft = trading.draft(
        "sales_delivery", line("LS8", 1, "1001", tax_rate=0), partner={"code": "K1"}
    )

    draft.access = Access(company=current_id(), user=None, granted=SELL)
    assert [one.code for one in draft.warnings(at=MORNING)] == ["ledger.credit_exceeded"]


def exchange(given, returned, **granted):
    """Goods of `given` for others of `returned`, by somebody who may not exceed credit."""
    work = {"add", "confirm", *granted.get("more", ())}
    access = trading.access(current_id(), sales_exchange=work)
    back = line("LS8", 1, returned, tax_rate=0, direction="returned")
    rows = back, line("LS8", 1, given, tax_rate=0)
    payload = trading.filled("sales_exchange", *rows, partner={"code": "K1"})
    return trading.create("sales_exchange", payload, access=access, then="confirm")


def test_an_exchange_gives_out_no_more_than_the_limit_allows():
    customer(credit_limit="1000")
    sell("900")
    exchange("300", "200")
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        exchange("100.01", "100")

    assert refused(refusal) == [("ledger.credit_exceeded", "partner")]
    assert trading.books() == before
    exchange("100.01", "100", more=["exceed_credit"])
    assert str(trading.owed("receivable")) == "1000.0100"


def test_who_pays_too_late_gets_no_goods_in_exchange_either():
    customer(credit_days="0", term_kind="at_once")
    sell("100", date="2026-10-01", term_kind="at_once")
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        exchange("50", "80")

    assert refused(refusal) == [("ledger.overdue", "partner")]
    assert trading.books() == before
