"""单据编号: numbers without gaps, each its own series by form and day."""

from datetime import date

import pytest

from huolang.documents import numbering, series
from huolang.forms import registry
from huolang.kernel.company import acting

pytestmark = pytest.mark.usefixtures("shop")
DAY = date(2026, 11, 23)


def number(form="purchase_receipt", day=DAY):
    return numbering.of_documents(registry.get(form)).take(day)


def test_each_form_and_day_counts_for_itself():
    first = number()
    second = number()
    other_day = number(day=date(2026, 11, 24))
    other_form = number("sales_delivery")

    assert (first, second) == ("CGRK-20261123-0001", "CGRK-20261123-0002")
    assert other_day == "CGRK-20261124-0001"
    assert other_form == "XSCK-20261123-0001"


def test_what_is_rolled_back_gives_its_number_back(shop):
    number()

    with pytest.raises(RuntimeError), acting(shop.id):
        number()
        raise RuntimeError("something after the number was taken")

    assert number() == "CGRK-20261123-0002"


def test_numbers_grow_beyond_four_digits(shop):
    for _ in range(3):
        series.take("purchase_receipt", "CGRK-20261123")
    series.Series.objects.update(last=9999)

    assert number() == "CGRK-20261123-10000"
