"""价目表、等级价格: what is refused of them, at its place."""

from decimal import Decimal

import pytest

from huolang.forms import registry, store
from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import refused

pytestmark = pytest.mark.usefixtures("shop")
ROW = {"product": {"code": "LS8"}, "price": "0.7"}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        (
            {"valid_from": "2026-11-02", "valid_until": "2026-11-01"},
            ("price_list.ends_before_it_begins", "valid_until"),
        ),
        (
            {"partner": {"code": "P1"}, "level": {"code": "PF"}},
            ("price_list.partner_and_level", "level"),
        ),
        (
            {"lines": [ROW, {**ROW, "price": "1"}]},
            ("price_list.line_twice", "lines.1.min_quantity"),
        ),
        ({"lines": [{**ROW, "unit": {"code": "KG"}}]}, ("line.wrong_unit", "lines.0.unit")),
        ({"lines": [{**ROW, "price": "-1"}]}, ("field.too_small", "lines.0.price")),
        ({"lines": [{**ROW, "min_quantity": "-1"}]}, ("field.too_small", "lines.0.min_quantity")),
    ],
)
def test_a_price_list_that_contradicts_itself_is_refused(fields, wrong):
    trading.master("price_level", code="PF", name="批发")

    with pytest.raises(BusinessError) as refusal:
        trading.master("price_list", name="春季", **fields)

    assert refused(refusal) == [wrong]
    assert trading.count("price_list") == 0


def test_a_line_without_a_unit_is_in_the_base_unit():
    made = trading.master("price_list", name="春季", lines=[ROW])

    (row,) = made.tables["lines"]
    product = store.load(registry.get("product"), row.product_id)
    assert row.unit_id == product.unit_id
    assert made.code == "JM00001"


def test_a_price_list_may_be_begun_without_lines():
    made = trading.master("price_list", name="春季")

    assert made.tables["lines"] == []


@pytest.mark.parametrize(
    ("prices", "wrong"),
    [
        ([{"unit": {"code": "KG"}, "price": "1"}], ("product.not_its_unit", "prices.0.unit")),
        ([{"price": "1"}, {"price": "2"}], ("product.price_twice", "prices.1.level")),
        ([{"price": "-1"}], ("field.too_small", "prices.0.price")),
    ],
)
def test_a_price_of_a_level_fits_the_product(prices, wrong):
    trading.master("price_level", code="PF", name="批发")
    rows = [{"level": {"code": "PF"}, **one} for one in prices]

    with pytest.raises(BusinessError) as refusal:
        trading.product("X1", "新品", prices=rows)

    assert refused(refusal) == [wrong]


def test_a_product_has_a_price_for_each_level_and_unit():
    trading.master("price_level", code="PF", name="批发")
    level = {"level": {"code": "PF"}}
    box = {"unit": {"code": "BOX"}, "numerator": 24}

    made = trading.product(
        "X1",
        "新品",
        units=[box],
        prices=[{**level, "price": "1"}, {**level, "unit": {"code": "BOX"}, "price": "22"}],
    )

    assert [row.price for row in made.tables["prices"]] == [1, Decimal(22)]
