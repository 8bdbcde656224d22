"""Small books made by hand: screws and cable, bought and sold by two partners."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from huolang.kernel.company import Company
from tests.support.client import ApiClient
from tests.support.shop import Shop


@pytest.fixture
def shop(client: Callable[..., ApiClient], company: Company) -> Shop:
    """An administrator's view of a company that deals in screws by the piece, cable by the metre
    and fitting, with two partners and two warehouses."""
    made = Shop(client("admin"), company.id)
    made.partner("P1", "华联商贸")
    made.partner("P2", "新华电器")
    made.warehouse("CK02", "门店")
    made.master("product_category", code="WJ", name="五金")
    made.master("product_category", code="LS", name="螺丝", parent={"code": "WJ"})
    made.product("S1", "螺丝 1 号", category={"code": "LS"})
    made.product("S2", "螺丝 2 号", category={"code": "WJ"})
    made.product("DL", "电缆", unit={"code": "M"})
    made.product("AZ", "安装", unit={"code": "CI"}, kind="service")
    return made
