"""单据编号: numbers without gaps, each its own series by form and day."""

from datetime import date

import pytest

from huolang.documents import series
from huolang.kernel.company import acting

pytestmark = pytest.mark.usefixtures("shop")
DAY = date(2026, 11, 23)


def test_each_form_and_day_counts_for_itself():
    first = series.document_number("purchase_receipt", "CGRK", DAY)
    second = series.document_number("purchase_receipt", "CGRK", DAY)
    other_day = series.document_number("purchase_receipt", "CGRK", date(2026, 11, 24))
    other_form = series.document_number("sales_delivery", "XSCK", DAY)

    assert (first, second) == ("CGRK-20261123-0001", "CGRK-20261123-0002")
    assert other_day == "CGRK-20261124-0001"
    assert other_form == "XSCK-20261123-0001"


def test_what_is_rolled_back_gives_its_number_back(shop):
    series.document_number("purchase_receipt", "CGRK", DAY)

    with pytest.raises(RuntimeError), acting(shop.id):
        series.document_number("purchase_receipt", "CGRK", DAY)
        raise RuntimeError("something after the number was taken")

    assert series.document_number("purchase_receipt", "CGRK", DAY) == "CGRK-20261123-0002"


def test_numbers_grow_beyond_four_digits(shop):
    for _ in range(3):
        series.take("purchase_receipt", "CGRK-20261123")
    series.Series.objects.update(last=9999)

    assert series.document_number("purchase_receipt", "CGRK", DAY) == "CGRK-20261123-10000"
