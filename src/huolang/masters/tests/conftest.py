"""Goods that several tests of master data begin with."""

import pytest

from tests.support import serials, trading
from tests.support.trading import shop

__all__ = ["phone", "shop", "three"]


@pytest.fixture
def phone(shop):
    """A telephone: every one has its number, and a year of warranty."""
    case = {"unit": {"code": "BOX"}, "numerator": "2", "denominator": "1"}
    return trading.product(
        "SJ", "手机", serialized=True, warranty_months="12", sales_price="2000", units=[case]
    )


@pytest.fixture
def three(phone):
    """A1, A2, A3 from P1 at 1000 each."""
    return serials.received(["A1", "A2", "A3"])
