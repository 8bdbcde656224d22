"""赠品: who may give goods away, and what was agreed before."""

import pytest

from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")
WORK = frozenset({"view", "add", "edit", "confirm"})
FORMS = ("sales_order", "sales_delivery", "sales_exchange")


@pytest.fixture(autouse=True)
def stock(shop):
    trading.confirmed("stock_receipt", line("LS8", 100, unit_cost="0.3"), reason="opening")


def somebody(*more):
    return trading.access(current_id(), **{form: {*WORK, *more} for form in FORMS})


def give(name, access):
    rows = [line("LS8", 10, "0.8"), line("LS8", 1, is_gift=True)]
    if name == "sales_exchange":
        rows[0] = line("LS8", 1, "0.8", direction="returned")
        rows[1]["direction"] = "replacement"
    return trading.create(name, trading.filled(name, *rows), then="confirm", access=access)


@pytest.mark.parametrize("name", FORMS)
def test_a_gift_is_given_by_who_may_and_refused_at_its_line_to_others(name):
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        give(name, somebody("undercut"))

    assert refused(refusal) == [("price.gift_not_allowed", "lines.1.is_gift")]
    assert str(refusal.value) == "六角螺栓 是赠品；请找有“赠送商品”权限的人审核"
    assert trading.books() == before
    assert trading.count(name) == 0
    assert give(name, somebody("give")).number


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("told", [{"unit_price": "0"}, {"unit_price": "1", "discount": "100"}])
def test_what_costs_nothing_is_given_as_well(name, told):
    rows = [line("LS8", 10, "0.8"), line("LS8", 2, **told)]
    if name == "sales_exchange":
        rows[0] = line("LS8", 1, "0.8", direction="returned")
        rows[1]["direction"] = "replacement"
    before = trading.books()

    def sell(*more):
        filled = trading.filled(name, *rows)
        return trading.create(name, filled, then="confirm", access=somebody("undercut", *more))

    with pytest.raises(BusinessError) as refusal:
        sell()
    assert refused(refusal) == [("price.sold_for_nothing", "lines.1.unit_price")]
    assert trading.books() == before
    assert sell("give").number


def test_what_an_order_gives_is_delivered_by_anybody_and_nothing_else_is_given():
    order = give("sales_order", trading.anybody())
    draft = trading.convert(order, "sales_delivery")
    assert trading.act(draft, "confirm", access=somebody()).number

    bought = trading.confirmed("sales_order", line("LS8", 10, "0.8"))
    draft = trading.convert(bought, "sales_delivery")
    key = str(draft.tables["lines"][0].id)
    trading.change(draft, lines=[{"id": key, "is_gift": True, "unit_price": "0"}])
    with pytest.raises(BusinessError) as refusal:
        trading.act(draft, "confirm", access=somebody())
    assert refused(refusal) == [("price.gift_not_allowed", "lines.0.is_gift")]


def test_what_a_supplier_gives_or_a_customer_brings_back_needs_no_permission():
    access = trading.access(current_id(), purchase_receipt=WORK, sales_return=WORK)
    for name in ("purchase_receipt", "sales_return"):
        payload = trading.filled(name, line("LS8", 2, is_gift=True))
        assert trading.create(name, payload, then="confirm", access=access).number
