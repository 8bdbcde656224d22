"""Serial numbers at the screen: scanned in, delivered, looked up."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.desk import Desk, spaced
from tests.e2e.serving import Served
from tests.support.shop import Shop

pytestmark = pytest.mark.browser
NUMBERS = "SN0001; SN0002; SN0003"


def test_three_are_received_one_is_sold_and_its_life_is_told(
    desk: Callable[..., Desk], served: Served
) -> None:
    clerk = served.hire("星光数码")
    shop = Shop(served.client(clerk), clerk.company_id)
    shop.partner("P1", "南方电子", is_customer=False)
    shop.partner("K1", "新华电器", is_supplier=False)
    shop.product("SJ", "手机", serialized=True, purchase_price="1000", sales_price="1500")
    shop.product("LS8", "螺栓", purchase_price="3", sales_price="5")
    at = desk(clerk)
    at.log_in()

    receive_three(at)
    sell_the_second(at)
    the_second_is_found_with_its_life(at)


def dialog(at: Desk, told: str) -> Locator:
    """The numbers of the first line, of which so many are given; no mouse is needed."""
    at.cell(0, "serials").focus()
    at.page.keyboard.press("Tab")
    expect(at.page.get_by_role("button", name=f"序列号 {told}")).to_be_focused()
    at.page.keyboard.press("Enter")
    return at.page.get_by_role("dialog")


def receive_three(at: Desk) -> None:
    at.new("采购入库单")
    at.choose("partner", "P1", "南方电子")
    at.line(0, "SJ", "2")
    inside = dialog(at, "0/2")
    expect(inside.get_by_role("textbox", name="扫描或输入序列号后回车")).to_be_focused()
    at.scan("SN0001")
    at.scan("sn0001")
    expect(inside.get_by_role("status")).to_have_text("已填 1 个，需要 2 个 · 1 个重复，没有再加")
    inside.get_by_role("textbox", name="起始号").fill("SN0002")
    inside.get_by_role("textbox", name="截止号").fill("SN0003")
    inside.get_by_role("button", name=spaced("加入区间")).click()
    expect(inside.get_by_role("textbox", name="序列号", exact=True)).to_have_value(
        NUMBERS.replace("; ", "\n")
    )
    inside.get_by_role("button", name=spaced("确定")).click()
    at.reads(0, quantity="3", serials=NUMBERS)
    at.press("保存并审核")
    at.is_now("已审核", r"CGRK-\d{8}-0001")
    at.shows(0, serials=NUMBERS)


def sell_the_second(at: Desk) -> None:
    at.new("销售出库单")
    at.choose("partner", "K1", "新华电器")
    at.line(0, "SJ", "1")
    at.cell(0, "serials").fill("SN0009")
    at.press("保存并审核")
    expect(at.page.get_by_role("alert")).to_contain_text("手机 没有序列号 SN0009")
    expect(at.cell(0, "serials")).to_have_attribute("aria-invalid", "true")
    at.cell(0, "serials").fill("sn0002")
    at.press("保存并审核")
    at.is_now("已审核", r"XSCK-\d{8}-0001")
    at.shows(0, serials="SN0002")


def the_second_is_found_with_its_life(at: Desk) -> None:
    at.page.keyboard.press("Control+k")
    at.page.get_by_role("combobox", name="查找").fill("sn0002")
    expect(at.page.get_by_role("option").filter(has_text="SN0002")).to_have_count(1)
    at.page.keyboard.press("Enter")
    expect(at.heading("SN0002")).to_be_visible()
    for field, text in {"status": "已售出", "customer": "新华电器", "supplier": "南方电子"}.items():
        expect(at.box(field)).to_contain_text(text)
    at.page.get_by_role("toolbar").get_by_role("link", name=spaced("履历")).click()
    expect(at.heading("序列号履历")).to_be_visible()
    rows = at.page.locator("tbody tr").filter(has_text="SN0002")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("南方电子")
    expect(rows.nth(1)).to_contain_text("新华电器")
