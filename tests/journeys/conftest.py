"""Journeys go through the API, as people of one company."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from huolang.kernel.company import Company
from tests.support.client import ApiClient
from tests.support.shop import Shop


@pytest.fixture
def shop(client: Callable[..., ApiClient], company: Company) -> Shop:
    """A company with its administrator, a supplier P1 and a customer K1."""
    made = Shop(client("admin"), company.id)
    made.partner("P1", "永固螺丝厂", is_customer=False)
    made.partner("K1", "城东装修队", is_supplier=False)
    return made


@pytest.fixture
def trade(shop: Shop) -> Shop:
    """The same with two products and another customer."""
    shop.product("LS8", "螺丝 M8", purchase_price="10")
    shop.product("DL", "电缆", purchase_price="20")
    shop.partner("K2", "城西装修队")
    return shop
