"""`./huolang test tests/e2e/pictures.py` takes the pictures in web/guide/images anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk
from tests.e2e.goods import stocked
from tests.e2e.serving import Served
from tests.support.shop import line

pytestmark = pytest.mark.browser
IMAGES = Path(__file__).resolve().parents[2] / "web" / "guide" / "images"
MOST = 200_000  # bytes


def test_pictures_of_a_delivery_and_of_the_stock(desk: Callable[..., Desk], served: Served) -> None:
    clerk = served.hire("货郎五金")
    shop = stocked(served, clerk)
    shop.partner("K2", "城东装饰工程", is_supplier=False)
    customer = {"partner": {"code": "K1"}}
    shop.make("sales_order", line("LED12", 20), line("CZ5", 60), **customer)
    at = desk(clerk, width=1280, height=800)
    at.log_in()
    delivery_half_typed(at)
    take(at, "delivery")

    at.page.goto("/stock")
    expect(at.table("库存").locator("tbody tr")).to_have_count(8)
    take(at, "stock")


def delivery_half_typed(at: Desk) -> None:
    at.new("销售出库单")
    at.choose("partner", "cdzs", "城东装饰工程")
    at.choose("warehouse", "CK01", "CK01")
    typed = (("ljls", "100"), ("ljlm", "100"), ("txdl", "200"), ("skkg", "40"), ("wkcz", "72"))
    for row, (product, quantity) in enumerate(typed):
        at.line(row, product, quantity)
        expect(at.cell(row, "unit_price")).to_be_focused()
    at.cell(len(typed), "product").click()
    at.page.keyboard.type("l")
    expect(at.page.get_by_role("listbox").get_by_role("option")).not_to_have_count(0)


def take(at: Desk, name: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    image = at.page.screenshot(path=IMAGES / f"{name}.png", animations="disabled", caret="initial")
    assert len(image) < MOST
