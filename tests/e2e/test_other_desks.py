"""The same screens in English, and on a telephone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk
from tests.e2e.goods import stocked
from tests.e2e.serving import Served

pytestmark = pytest.mark.browser
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")


def test_in_english_no_chinese_word_is_left_around_the_page(
    desk: Callable[..., Desk], served: Served
) -> None:
    at = desk(served.hire("Red Flag Hardware", name="Zhao"))
    at.log_in()
    at.menu("销售订单")
    page = at.page

    page.get_by_role("button", name="语言").click()
    page.get_by_role("menuitem", name="English").click()
    expect(at.heading("Sales orders")).to_be_visible()
    expect(
        page.locator(".shell-side").get_by_role("link", name="Stock", exact=True)
    ).to_be_visible()
    expect(at.table("Sales orders").locator("th").nth(1)).to_have_text(re.compile("^Number"))
    for place in (".shell-header", ".shell-side", "main"):
        expect(page.locator(place)).not_to_contain_text(CHINESE, use_inner_text=True)
    page.reload()
    expect(at.heading("Sales orders")).to_be_visible()
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Find").fill("new sales del")
    expect(page.get_by_role("option")).to_have_text(["ActionNew sales delivery"])
    page.keyboard.press("Enter")
    expect(at.heading("New sales delivery")).to_be_visible()
    page.get_by_role("button", name="My account").click()
    page.get_by_role("menuitem", name="Log out").click()
    expect(page.get_by_role("button", name="Log in")).to_be_visible()
    page.goto("/stock")
    expect(page.get_by_role("button", name="Log in")).to_be_visible()
    assert CHINESE.findall(page.locator("body").inner_text()) == ["简体中文"]  # to choose it


def test_on_a_telephone_one_finds_a_document_and_what_is_in_stock(
    desk: Callable[..., Desk], served: Served
) -> None:
    clerk = served.hire("掌上五金")
    stocked(served, clerk)
    at = desk(clerk, width=390, height=844)
    at.log_in()
    expect(at.heading("赵会计，您好")).to_be_visible()
    expect(at.page.locator(".shell-side")).to_be_hidden()

    by_drawer(at, "采购入库单")
    receipts = at.page.get_by_role("list", name="采购入库单").get_by_role("listitem")
    expect(receipts).to_have_count(1)
    expect(receipts).to_contain_text("宏达五金批发")
    expect(receipts.locator(".card-figure")).to_have_text("7,513.03")
    fits(at)
    receipts.tap()
    at.is_now("已审核", r"CGRK-\d{8}-0001")
    at.totals("6,648.69", "864.34", "7,513.03")
    at.shows(0, product="LS8 六角螺栓", quantity="200", total="757.10")
    expect(at.cell(0, "total")).to_be_in_viewport()
    fits(at)

    by_drawer(at, "库存")
    expect(at.page.get_by_test_id("stock-value")).to_have_text("库存总额 6,648.69")
    goods = at.page.get_by_role("list", name="库存").get_by_role("listitem")
    expect(goods).to_have_count(8)
    fits(at)
    cable = goods.filter(has_text="铜芯电缆")
    expect(cable.locator(".card-figure")).to_have_text("可用 860.5 米")
    cable.tap()
    entries = at.page.get_by_role("list", name="库存流水").get_by_role("listitem")
    expect(entries).to_have_count(1)
    expect(entries).to_contain_text("CGRK-")
    expect(entries).to_contain_text(re.compile("主仓 · 结存数量 860\\.5 .* · 成本 1,875\\.89"))
    expect(entries.locator(".card-figure")).to_have_text("860.5")
    fits(at)
    at.page.keyboard.press("Escape")

    by_drawer(at, "应收应付")
    owed = at.page.get_by_role("list", name="应收应付").get_by_role("listitem")
    expect(owed.locator(".card-figure")).to_have_text("应付 7,513.03")
    owed.tap()
    items = at.page.get_by_role("list", name="往来明细").get_by_role("listitem")
    expect(items.locator(".card-figure")).to_have_text("7,513.03")
    fits(at)


def by_drawer(at: Desk, label: str) -> None:
    at.page.get_by_role("button", name="菜单", exact=True).tap()
    drawer = at.page.get_by_role("dialog", name="菜单")
    drawer.get_by_role("link", name=label, exact=True).tap()
    expect(drawer).to_be_hidden()
    expect(at.heading(label)).to_be_visible()


def fits(at: Desk) -> None:
    """The page is no wider than the telephone: only tables scroll sideways, in their frames."""
    assert at.page.evaluate("document.documentElement.scrollWidth") == 390
