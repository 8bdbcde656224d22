"""A clerk on a phone who sees no prices receives an order, delivers one and looks up what is left;
once without a network."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.desk import Desk, spaced
from tests.e2e.serving import Served
from tests.support.shop import Shop, line

pytestmark = pytest.mark.browser


def scan(page: Page, code: str) -> None:
    """As a scanner does: it types wherever it is pointed at, and presses Enter."""
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def took(page: Page, code: str, figure: str) -> None:
    expect(page.get_by_test_id(f"taken-{code}").locator("b")).to_have_text(figure)


def receive(page: Page) -> None:
    """A carton of bolts and one more, and all the glue; confirmed while there is no network."""
    scan(page, "6902")
    took(page, "LS8", "12")
    scan(page, "6999")
    expect(page.get_by_role("alert")).to_have_text("不认识“6999”")
    scan(page, "6911")
    page.get_by_role("textbox", name="批号", exact=True).fill("J26")
    page.get_by_label("有效期至").fill("2030-01-01")
    page.get_by_role("button", name=spaced("全部 5 个")).click()
    took(page, "JS", "5")
    page.context.set_offline(True)
    scan(page, "6901")
    took(page, "LS8", "13")
    page.get_by_role("button", name="确认收货（2 / 2 行）").click()
    expect(page.get_by_text("没有网络：1 笔已存在本机")).to_be_visible()
    expect(page.get_by_test_id("taken-LS8")).to_contain_text("/ 17 个")
    page.context.set_offline(False)
    expect(page.get_by_text("已生成并审核采购入库单")).to_be_visible()


def deliver(page: Page) -> None:
    """A carton is too many; ten bolts, and one of two tubes of the only batch."""
    scan(page, "6902")
    expect(page.get_by_role("alert")).to_have_text("LS8 六角螺栓 多了，还可以 10 个")
    page.get_by_role("button", name="LS8 六角螺栓").click()
    page.get_by_role("textbox", name="数量", exact=True).fill("10")
    page.get_by_role("button", name=spaced("记下")).click()
    scan(page, "6911")
    expect(page.get_by_role("radio", name="J26")).to_be_checked()
    page.get_by_role("textbox", name="数量", exact=True).press("Enter")
    took(page, "JS", "1")
    page.get_by_role("button", name="确认发货（2 / 2 行）").click()
    expect(page.get_by_text("已生成并审核销售出库单")).to_be_visible()


def goods(shop: Shop) -> None:
    shop.partner("P1", "宏达五金批发")
    box = {"unit": {"code": "BOX"}, "numerator": "12", "barcode": "6902"}
    shop.product("LS8", "六角螺栓", barcode="6901", units=[box])
    shop.product("JS", "结构胶", barcode="6911", batched=True, shelf_life=365)


def test_a_clerk_receives_delivers_and_looks_up_on_a_phone(
    desk: Callable[..., Desk], served: Served
) -> None:
    boss = served.hire("扫码五金")
    clerk = served.employ(boss, "warehouse", "小吴")
    shop = Shop(served.client(boss), boss.company_id)
    goods(shop)
    order = shop.make("purchase_order", line("LS8", 30, "2"), line("JS", 5, "8"))
    phone = desk(clerk, width=390, height=844)
    phone.log_in()
    page = phone.page
    page.get_by_role("link", name="手机作业").click()
    page.get_by_role("link", name="收货").click()
    expect(page.get_by_role("link", name=order["number"])).to_be_visible()
    scan(page, order["number"])
    expect(page.get_by_role("heading", name=order["number"])).to_be_visible()

    receive(page)

    assert (shop.stock("LS8")["on_hand"], shop.stock("JS")["on_hand"]) == ("13", "5")
    assert shop.stock("LS8")["value"] == "26.00"
    sold = shop.make("sales_order", line("LS8", 10, "5"), line("JS", 2, "20"))
    page.goto("/phone/deliver")
    page.get_by_role("link", name=sold["number"]).click()
    expect(page.get_by_role("heading", name=sold["number"])).to_be_visible()

    deliver(page)

    page.goto("/phone/look")
    expect(page.get_by_role("heading", name="查库存")).to_be_visible()
    scan(page, "6901")
    expect(page.get_by_role("list", name="各仓库")).to_contain_text("3 个")
    expect(page.get_by_role("main")).not_to_contain_text("¥")
    assert (shop.stock("LS8")["on_hand"], shop.stock("JS")["on_hand"]) == ("3", "4")
