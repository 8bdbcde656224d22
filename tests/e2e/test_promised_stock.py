"""What an order has promised: seen on the stock page, used by its own delivery, gone when done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk
from tests.e2e.goods import stocked
from tests.e2e.serving import Served
from tests.support.shop import line

pytestmark = pytest.mark.browser


def test_a_delivery_may_use_what_its_order_holds_in_the_unit_of_its_line(
    desk: Callable[..., Desk], served: Served
) -> None:
    clerk = served.hire("整箱五金")
    shop = stocked(served, clerk)
    shop.master("unit", code="CTN", name="箱", digits=2)
    case = {"unit": {"code": "CTN"}, "numerator": "12", "denominator": "1"}
    shop.product("ZX", "整箱螺钉", sales_price="1", units=[case])
    shop.make("purchase_receipt", line("ZX", 40, "0.5"))
    customer = {"partner": {"code": "K1"}}
    mine = shop.make("sales_order", line("ZX", 2, "12", unit={"code": "CTN"}), **customer)
    shop.make("sales_order", line("ZX", 10, "1"), **customer)
    at = desk(clerk)
    at.log_in()
    at.menu("销售订单")

    at.page.goto(f"/records/sales_order/{mine['id']}")
    at.press("下推销售出库单")
    at.is_now("草稿")
    chain = at.page.get_by_role("navigation", name="上下游单据")
    expect(chain.get_by_role("link")).to_have_text(f"销售订单 {mine['number']}")
    expect(at.box("date").locator("input")).not_to_have_value("")
    available = at.page.get_by_test_id("available")
    expect(available).to_have_text("2.5")
    expect(available).to_have_attribute("title", "可用 2.5 (按基本单位 30)")
    expect(available).to_have_attribute("data-short", "false")
    at.press("审核")
    at.is_now("已审核")

    chain.get_by_role("link").click()
    at.is_now("已审核", mine["number"])
    expect(at.button("下推销售出库单")).to_have_count(0)
    expect(at.button("作废")).to_be_disabled()
    at.page.goto("/")
    expect(at.page.get_by_test_id("count-sales_order-confirmed")).to_have_text("1")
    at.page.get_by_test_id("count-sales_order-confirmed").click()
    expect(at.page.locator(".page-head").get_by_role("status")).to_have_text("共 1 条")


def test_the_stock_page_says_who_holds_it_and_what_is_sold_out(
    desk: Callable[..., Desk], served: Served
) -> None:
    clerk = served.hire("占用五金")
    shop = stocked(served, clerk)
    order = shop.make("sales_order", line("LS8", 30), partner={"code": "K1"})
    shop.make("sales_delivery", line("KG2", 96), partner={"code": "K1"})
    at = desk(clerk)
    at.log_in()
    at.menu("库存")

    at.row("库存", "六角螺栓").get_by_role("button", name="30", exact=True).click()
    at.row_reads("占用明细", order["number"], "30", "30", "0")
    expect(at.row("占用明细", order["number"])).to_contain_text("新华电器")
    at.page.keyboard.press("Escape")

    expect(at.row("库存", "双控开关")).to_have_count(0)
    at.page.get_by_role("checkbox", name="含零库存").check()
    expect(at.row("库存", "双控开关")).to_have_count(1)
    at.row("库存", "双控开关").click()
    at.row_reads("库存流水", "XSCK-", "-96", "0", "7.9000", "-758.40", "0.00")
