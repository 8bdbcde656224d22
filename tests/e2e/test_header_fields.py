"""Days and figures typed in a hurry into the fields above the lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk
from tests.e2e.goods import stocked
from tests.e2e.serving import Served
from tests.support.shop import today

pytestmark = pytest.mark.browser


def test_a_day_is_read_when_the_field_is_left_and_an_unreadable_one_is_said(
    desk: Callable[..., Desk], served: Served
) -> None:
    clerk = served.hire("日历五金")
    stocked(served, clerk)
    at = desk(clerk)
    at.log_in()
    at.new("销售出库单")
    field = at.box("date").locator("input")
    year, month = f"{today():%Y}", f"{today():%m}"

    for typed, read in (
        ("11-05", f"{year}-11-05"),
        ("7", f"{year}-{month}-07"),
        ("11.9", f"{year}-11-09"),
        ("20260103", "2026-01-03"),
    ):
        retype(at, typed)
        expect(field).to_have_value(read)
    retype(at, "11-45")
    expect(field).to_have_value("11-45")
    expect(at.box("date").get_by_role("alert")).to_have_text("不是有效的日期，例如 2026-01-31")
    at.choose("partner", "K1", "新华电器")
    at.line(0, "LS8", "1", "5")
    at.press("保存")
    expect(at.page.get_by_text("有 1 处需要修改")).to_be_visible()
    expect(field).to_be_focused()
    retype(at, "11-04")
    expect(at.box("date").get_by_role("alert")).to_have_count(0)
    at.press("保存")
    at.is_now("草稿")
    expect(field).to_have_value(f"{year}-11-04")


def test_a_price_clicked_into_is_replaced_by_what_is_typed(
    desk: Callable[..., Desk], served: Served
) -> None:
    at = desk(served.hire("点击五金"))
    at.log_in()
    at.new("商品")
    price = at.box("sales_price").locator("input")
    expect(price).to_have_value("0.00")

    price.click()
    at.page.keyboard.type("12.5", delay=40)
    expect(price).to_have_value("12.5")
    at.page.keyboard.press("Tab")
    expect(price).to_have_value("12.50")


def test_a_product_is_saved_and_the_next_one_begun(
    desk: Callable[..., Desk], served: Served
) -> None:
    at = desk(served.hire("连录五金"))
    at.log_in()
    at.new("商品")
    for code in ("N1", "N2"):
        at.type_into("code", code)
        at.type_into("name", f"新品 {code}")
        at.choose("unit", "PCS", "个")
        at.press("保存并新增")
        expect(at.page.get_by_role("status").filter(has_text=f"新品 {code}")).to_be_visible()
        expect(at.box("code").locator("input")).to_have_value("")
    at.menu("商品")
    expect(at.page.locator(".page-head").get_by_role("status")).to_have_text("共 2 条")


def retype(at: Desk, text: str) -> None:
    field = at.box("date").locator("input")
    field.click()
    at.page.keyboard.press("Control+a")
    at.page.keyboard.type(text, delay=40)
    at.page.keyboard.press("Tab")
