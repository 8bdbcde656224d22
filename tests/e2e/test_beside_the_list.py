"""Products are looked at beside their list, and their prices are typed into it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.desk import Desk
from tests.e2e.serving import Served
from tests.support.shop import Shop

pytestmark = pytest.mark.browser


def test_prices_are_typed_into_the_list_and_taken_back(
    desk: Callable[..., Desk], served: Served
) -> None:
    boss = served.hire("列表五金")
    shop = Shop(served.client(boss), boss.company_id)
    shop.product("LS10", "六角螺栓", sales_price="1.2")
    shop.product("LS8", "内六角螺钉", sales_price="0.8")
    at = desk(boss)
    at.log_in()
    at.menu("商品")
    at.row("商品", "LS10").locator("td[data-column=unit]").click()
    beside = at.page.get_by_role("complementary", name="预览")
    expect(beside).to_contain_text("六角螺栓")
    at.page.keyboard.press("ArrowDown")
    expect(beside).to_contain_text("内六角螺钉")
    at.page.keyboard.press("Escape")
    expect(beside).to_have_count(0)

    high = height(at.row("商品", "LS10"))
    at.row("商品", "LS10").locator("td[data-column=sales_price]").dblclick()
    expect(at.page.get_by_role("textbox", name=re.compile("销售价$"))).to_be_focused()
    assert height(at.row("商品", "LS10")) == high
    at.page.keyboard.type("1.5")
    at.page.keyboard.press("Tab")
    at.page.keyboard.press("Escape")
    expect(at.page.get_by_text("已保存：销售价：1.50（原为 销售价：1.20）")).to_be_visible()
    path = f"/records/product/{shop.ids['LS10']}"
    assert shop.ok(shop.client.get(path))["sales_price"] == "1.5"

    at.page.keyboard.press("Control+z")
    expect(at.page.get_by_text("已保存")).to_have_count(0)
    expect(at.row("商品", "LS10").locator("td[data-column=sales_price]")).to_have_text("1.20")
    assert shop.ok(shop.client.get(path))["sales_price"] == "1.2"

    head = at.page.get_by_role("columnheader", name="名称", exact=True)
    edge, before = head.locator(".resizer"), width(head)
    place = edge.bounding_box()
    assert place is not None
    at.page.mouse.move(place["x"] + 4, place["y"] + 8)
    at.page.mouse.down()
    at.page.mouse.move(place["x"] - 56, place["y"] + 8)
    at.page.mouse.up()
    assert width(head) == before - 60
    at.page.reload()
    expect(at.row("商品", "LS10")).to_be_visible()
    assert width(head) == before - 60


def height(row: Locator) -> float:
    place = row.bounding_box()
    assert place is not None
    return place["height"]


def width(cell: Locator) -> float:
    box = cell.bounding_box()
    assert box is not None
    return round(box["width"])
