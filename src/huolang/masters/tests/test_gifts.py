"""赠品: goods that come or go and cost nothing."""

import pytest

from huolang.kernel.refusals import BusinessError
from tests.support import trading
from tests.support.trading import line, refused

pytestmark = pytest.mark.usefixtures("shop")


@pytest.mark.parametrize("name", ["purchase_order", "purchase_receipt", "sales_order"])
def test_a_gift_has_no_price_though_the_product_has_one(name):
    made = trading.draft(name, line("DL", 5, "10"), line("DL", 1, is_gift=True))

    gift = made.tables["lines"][1]
    assert (gift.unit_price, gift.amount, gift.tax, gift.total) == (0, 0, 0, 0)
    assert made.amount == 50


def test_a_gift_with_a_price_is_refused_at_its_price():
    with pytest.raises(BusinessError) as refusal:
        trading.draft("sales_order", line("DL", 1, "10"), line("DL", 1, "2", is_gift=True))

    assert refused(refusal) == [("line.gift_with_price", "lines.1.unit_price")]
    assert trading.count("sales_order") == 0


def test_a_gift_of_the_supplier_makes_the_rest_no_dearer():
    trading.confirmed("purchase_receipt", line("DL", 10, "12"), line("DL", 2, is_gift=True))

    assert (trading.on_hand("DL"), trading.stock_value("DL")) == (12, 120)


def test_a_gift_stays_one_in_the_documents_that_follow():
    order = trading.confirmed("purchase_order", line("DL", 10, "12"), line("DL", 2, is_gift=True))

    receipt = trading.convert(order, "purchase_receipt")

    assert [row.is_gift for row in receipt.tables["lines"]] == [False, True]


def test_a_gift_is_nobodys_last_price():
    trading.confirmed("purchase_receipt", line("DL", 10, "12"))
    trading.confirmed("purchase_receipt", line("DL", 2, is_gift=True))

    again = trading.draft("purchase_order", line("DL", 1))

    assert again.tables["lines"][0].unit_price == 12
