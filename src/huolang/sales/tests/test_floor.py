"""最低售价: what may not be sold below it, by whom, and what is exempt."""

from decimal import Decimal

import pytest

from huolang.kernel import settings_registry
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")
BELOW = ("price.below_floor", "lines.0.unit_price")


@pytest.fixture(autouse=True)
def stock(shop):
    """Nuts that are not sold below 1.00 each, in pieces and in boxes of 24."""
    box = {"unit": {"code": "BOX"}, "numerator": 24}
    trading.product("LM", "螺母", sales_price="1.5", floor_price="1", units=[box])
    trading.confirmed("stock_receipt", line("LM", 2400, unit_cost="0.5"), reason="opening")


def seller():
    """May sell, and may not undercut."""
    work = {"view", "add", "edit", "confirm", "reopen", "cancel"}
    return trading.access(current_id(), sales_order=work, sales_delivery=work)


def sell(name, *lines, access=None, **fields):
    payload = trading.filled(name, *lines, **fields)
    return trading.create(name, payload, then="confirm", access=access or seller())


@pytest.mark.parametrize("name", ["sales_order", "sales_delivery"])
@pytest.mark.parametrize(
    ("row", "fields"),
    [
        (("LM", 1, "0.99"), {}),
        (("LM", 10, "1.1"), {"line": {"discount": "10"}}),
        (("LM", 2, "23.99"), {"line": {"unit": {"code": "BOX"}}}),
        (("LM", 100, "1"), {"discount": "0.01"}),
        (("LM", 100, "1.12"), {"tax_included": True}),
    ],
)
def test_below_the_floor_is_refused_and_nothing_moves(name, row, fields):
    more = dict(fields)
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        sell(name, line(*row, **more.pop("line", {})), **more)

    assert refused(refusal) == [BELOW]
    assert trading.books() == before
    assert trading.count(name) == 0


def test_the_refusal_tells_both_prices_in_the_lines_unit():
    with pytest.raises(BusinessError) as refusal:
        sell("sales_delivery", line("LM", 2, "23", unit={"code": "BOX"}))

    assert str(refusal.value) == "螺母 折后 23，低于最低售价 24"


def test_at_the_floor_after_every_discount_is_sold():
    row = line("LM", 24, "1.25", discount="10", tax_rate="0")

    sold = sell("sales_delivery", row, discount="3")

    assert sold.amount == 24


def test_where_prices_of_products_contain_the_tax_so_does_the_floor():
    settings_registry.change("price.products_with_tax", True, by=None)
    sell("sales_order", line("LM", 100, "1", tax_rate="13"), tax_included=True)
    sell("sales_order", line("LM", 100, "0.885", tax_rate="13"))

    with pytest.raises(BusinessError) as refusal:
        sell("sales_order", line("LM", 100, "0.88", tax_rate="13"))
    assert refused(refusal) == [BELOW]


def test_a_rate_of_tax_that_somebody_types_meets_no_floor():
    settings_registry.change("price.products_with_tax", True, by=None)
    trading.change_master(trading.stored_product("LM"), tax_rate="13")
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        sell("sales_order", line("LM", 100, "0.5", tax_rate="100"))

    assert refused(refusal) == [BELOW]
    assert str(refusal.value) == "螺母 折后 0.565，低于最低售价 1"
    assert trading.books() == before
    sell("sales_order", line("LM", 100, "0.885", tax_rate="0"))
    sell("sales_order", line("LM", 100, "1", tax_rate="13"), tax_included=True)


def test_who_may_undercut_does():
    access = trading.access(current_id(), sales_delivery={"view", "add", "confirm", "undercut"})

    assert sell("sales_delivery", line("LM", 1, "0.5"), access=access).number


def test_a_gift_is_meant_to_be_given_away():
    access = trading.access(current_id(), sales_delivery={"view", "add", "confirm", "give"})
    rows = line("LM", 10, "1.5"), line("LM", 1, is_gift=True)
    sold = sell("sales_delivery", *rows, access=access)

    assert [row.unit_price for row in sold.tables["lines"]] == [Decimal("1.5"), 0]
    assert trading.on_hand("LM") == 2389


def test_what_was_agreed_in_the_order_is_delivered_by_anybody_at_that_price():
    row = line("LM", 30, "0.8", discount="5")
    order = trading.confirmed("sales_order", row, discount="1")
    draft = trading.convert(order, "sales_delivery")

    trading.act(draft, "confirm", access=seller())

    cheaper = trading.confirmed("sales_order", row)
    draft = trading.convert(cheaper, "sales_delivery")
    trading.change(draft, lines=[{"id": str(draft.tables["lines"][0].id), "unit_price": "0.7"}])
    with pytest.raises(BusinessError) as refusal:
        trading.act(draft, "confirm", access=seller())
    assert refused(refusal) == [BELOW]


@pytest.mark.parametrize("included", [False, True])
def test_the_discount_agreed_in_an_order_may_be_given_with_any_part_of_it(included):
    row = line("LM", 100, "0.9", tax_rate="13")
    order = trading.confirmed("sales_order", row, discount="20", tax_included=included)

    def part(quantity, discount):
        draft = trading.convert(order, "sales_delivery")
        rows = [{"id": str(draft.tables["lines"][0].id), "quantity": quantity}]
        trading.change(draft, lines=rows, discount=discount, discount_carried=False)
        return trading.act(draft, "confirm", access=seller())

    with pytest.raises(BusinessError) as refusal:
        part(40, "20.2")
    assert refused(refusal) == [BELOW]
    part(40, "20")
    for more in ("0.2", "12"):
        with pytest.raises(BusinessError) as refusal:
            part(60, more)
        assert refused(refusal) == [BELOW]
    part(60, "0")
    assert trading.on_hand("LM") == 2300


def test_a_setting_says_what_part_of_the_sales_price_is_the_floor_of_all_others():
    trading.confirmed("stock_receipt", line("LS8", 100, unit_cost="0.3"), reason="opening")
    assert sell("sales_delivery", line("LS8", 1, "0.01")).number

    settings_registry.change("price.floor_percent", "90", by=None)
    assert sell("sales_delivery", line("LS8", 10, "0.72")).number
    with pytest.raises(BusinessError) as refusal:
        sell("sales_delivery", line("LS8", 10, "0.71"))
    assert refused(refusal) == [BELOW]


def test_what_an_exchange_gives_out_is_sold_as_by_a_delivery():
    work = {"view", "add", "edit", "confirm"}
    barred = trading.access(current_id(), sales_exchange=work)
    cheap = line("LM", 2, "0.1", direction="returned"), line("LM", 1, "0.99")
    before = trading.books()

    with pytest.raises(BusinessError) as refusal:
        sell("sales_exchange", *cheap, access=barred)

    assert refused(refusal) == [("price.below_floor", "lines.1.unit_price")]
    assert trading.books() == before
    sell("sales_exchange", cheap[0], line("LM", 1, "1"), access=barred)
    allowed = trading.access(current_id(), sales_exchange={*work, "undercut"})
    sell("sales_exchange", *cheap, access=allowed)
    assert trading.on_hand("LM") == 2402
