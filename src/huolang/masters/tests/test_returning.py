"""Whether what comes back has to name what it is a part of is for the company to say."""

import pytest

from huolang.kernel import settings_registry
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")
EXCHANGED = {"sales_exchange": "sales_delivery", "purchase_exchange": "purchase_receipt"}
RETURNED = {"sales_return": "sales_delivery", "purchase_return": "purchase_receipt"}


@pytest.fixture(autouse=True)
def traded(shop):
    """Ten pieces bought, five sold, and more on the shelf."""
    trading.confirmed("stock_receipt", line("LS8", 20, unit_cost="2"))
    receipt = trading.confirmed("purchase_receipt", line("LS8", 10, "2"))
    delivery = trading.confirmed("sales_delivery", line("LS8", 5, "4"))
    yield {"purchase_receipt": receipt, "sales_delivery": delivery}
    asked_for(False)


def asked_for(wanted):
    settings_registry.change("returns.needs_source", wanted, by=None)


@pytest.mark.parametrize("form", RETURNED)
def test_a_return_of_nothing_in_particular_is_refused_where_the_company_wants_to_know(form, traded):
    trading.confirmed(form, line("LS8", 1, "2"))
    asked_for(True)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed(form, line("LS8", 1, "2"))

    assert refused(refusal) == [("returns.no_source", "lines.0.product")]
    assert trading.books() == before
    named = trading.convert(traded[RETURNED[form]], form)
    assert trading.act(named, "confirm").state == "confirmed"


@pytest.mark.parametrize("form", EXCHANGED)
def test_of_an_exchange_only_what_comes_back_has_to(form, traded):
    asked_for(True)
    rows = [line("LS8", 1, "2", direction=one) for one in ("replacement", "returned")]

    with pytest.raises(BusinessError) as refusal:
        trading.confirmed(form, *rows)

    assert refused(refusal) == [("returns.no_source", "lines.1.product")]
    draft = trading.convert(traded[EXCHANGED[form]], form)
    kept = [{"id": str(draft.tables["lines"][0].id), "quantity": 1}, rows[0]]
    trading.change(draft, lines=kept)
    assert trading.act(draft, "confirm").state == "confirmed"
