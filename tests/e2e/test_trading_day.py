"""A clerk's day at the screen: from an empty company to what everybody owes, to the cent."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk
from tests.e2e.serving import Served

pytestmark = pytest.mark.browser
SHORT = r"库存不足：六角螺栓（主仓） 可用 2 个，需要 3 个：其余已被 XSDD-\d+-0001 占用"
NUMBER = r"-\d{8}-0001"


def test_a_clerk_buys_and_sells_at_the_screen(desk: Callable[..., Desk], served: Served) -> None:
    at = desk(served.hire("红旗五金"))

    log_in_after_a_wrong_password(at)
    set_up(at)
    order_ten(at)
    receive_six_of_them(at)
    promise_four(at)
    overselling_is_refused_at_its_cell(at)
    nothing_has_moved(at)
    deliver_two(at)
    stock_says_why(at)
    everybody_owes_exactly(at)


def log_in_after_a_wrong_password(at: Desk) -> None:
    at.log_in("wrong")
    expect(at.page.get_by_role("alert")).to_have_text("用户名或密码不对")
    at.log_in()
    expect(at.heading("赵会计，您好")).to_be_visible()


def set_up(at: Desk) -> None:
    at.new("商品")
    at.type_into("code", "LS8")
    at.type_into("name", "六角螺栓")
    at.type_into("specification", "M8×40")
    at.choose("unit", "PCS", "个")
    at.type_into("purchase_price", "3.35")
    at.type_into("sales_price", "5.2")
    at.press("保存")
    expect(at.heading("六角螺栓")).to_be_visible()
    for code, name, role in (
        ("P1", "宏达五金", "is_supplier"),
        ("K1", "新华电器", "is_customer"),
    ):
        at.new("往来单位")
        at.type_into("code", code)
        at.type_into("name", name)
        at.tick(role)
        at.press("保存")
        expect(at.heading(name)).to_be_visible()


def order_ten(at: Desk) -> None:
    at.new("采购订单")
    at.choose("partner", "hdwj", "宏达五金")
    at.choose("warehouse", "CK01", "CK01")
    at.line(0, "ljls", "10")
    at.reads(0, product="LS8 六角螺栓", quantity="10", unit_price="3.35")
    at.totals("33.50", "4.36", "37.86")
    at.press("保存并审核")
    at.is_now("已审核", "CGDD" + NUMBER)
    at.shows(0, open_quantity="10")


def receive_six_of_them(at: Desk) -> None:
    at.press("下推采购入库单")
    at.is_now("草稿")
    at.reads(0, product="LS8 六角螺栓", quantity="10")
    at.cell(0, "quantity").click()
    at.enter("6")
    at.totals("20.10", "2.61", "22.71")
    at.press("保存并审核")
    at.is_now("已审核", "CGRK" + NUMBER)
    chain = at.page.get_by_role("navigation", name="上下游单据")
    chain.get_by_role("link", name="采购订单").click()
    at.is_now("已审核", "CGDD" + NUMBER)
    at.shows(0, done_quantity="6", open_quantity="4")


def promise_four(at: Desk) -> None:
    at.new("销售订单")
    at.choose("partner", "xhdq", "新华电器")
    at.choose("warehouse", "CK01", "CK01")
    at.line(0, "LS8", "4")
    at.totals("20.80", "2.70", "23.50")
    at.press("保存并审核")
    at.is_now("已审核", "XSDD" + NUMBER)
    at.menu("库存")
    at.row_reads("库存", "六角螺栓", "6", "4", "2", "3.3500", "20.10")


def overselling_is_refused_at_its_cell(at: Desk) -> None:
    """From the empty form to the refusal without a mouse."""
    at.new("销售出库单")
    at.tab_to(at.box("partner").get_by_role("combobox"))
    at.page.keyboard.type("xhdq")
    expect(at.offer("新华电器")).to_have_count(1)
    at.enter()
    expect(at.box("partner")).to_contain_text("新华电器")
    expect(at.box("warehouse")).to_contain_text("CK01")  # as last time: nothing is needed any more
    expect(at.cell(0, "product")).to_be_focused()
    at.type_line(0, "ljls", "3")
    expect(at.cell(0, "unit_price")).to_be_focused()
    at.reads(0, product="LS8 六角螺栓", quantity="3", unit_price="5.2", tax_rate="13")
    at.tab_to(at.button("保存并审核"), back=True)
    at.enter()
    expect(at.cell(0, "quantity")).to_have_attribute("aria-invalid", "true")
    expect(at.cell(0, "quantity")).to_have_attribute("title", re.compile(SHORT))
    expect(at.cell(0, "quantity")).to_be_focused()
    expect(at.page.get_by_role("alert")).to_have_text(re.compile(f"第 1 行 数量：{SHORT}"))


def nothing_has_moved(at: Desk) -> None:
    """Seen from a second window, so that the typed delivery stays as it is."""
    other = at.page.context.new_page()
    beside = Desk(other, at.clerk)
    other.goto("/stock")
    beside.row_reads("库存", "六角螺栓", "6", "4", "2", "3.3500", "20.10")
    beside.menu("销售出库单")
    expect(other.locator(".page-head").get_by_role("status")).to_have_text("共 0 条")
    other.close()


def deliver_two(at: Desk) -> None:
    at.tab_to(at.cell(0, "quantity"))
    at.enter("2")
    at.totals("10.40", "1.35", "11.75")
    at.tab_to(at.button("保存并审核"), back=True)
    at.enter()
    at.is_now("已审核", "XSCK" + NUMBER)
    expect(at.heading(re.compile("^XSCK"))).to_be_focused()


def stock_says_why(at: Desk) -> None:
    at.menu("库存")
    at.row_reads("库存", "六角螺栓", "4", "4", "0", "3.3500", "13.40")
    expect(at.page.get_by_test_id("stock-value")).to_have_text("库存总额 13.40")
    at.row("库存", "六角螺栓").click()
    at.row_reads("库存流水", "XSCK-", "-2", "4", "3.3500", "-6.70", "13.40")
    at.row_reads("库存流水", "CGRK-", "6", "6", "3.3500", "20.10", "20.10")
    expect(at.table("库存流水").locator("tbody tr")).to_have_count(2)


def everybody_owes_exactly(at: Desk) -> None:
    at.page.keyboard.press("Escape")
    at.menu("应收应付")
    at.row_reads("应收应付", "新华电器", "11.75", "0.00")
    at.row_reads("应收应付", "宏达五金", "0.00", "22.71")
    expect(at.page.get_by_test_id("sum-receivable")).to_have_text("11.75")
    expect(at.page.get_by_test_id("sum-payable")).to_have_text("22.71")
    at.row("应收应付", "新华电器").click()
    at.row_reads("往来明细", "XSCK-", "10.40", "1.35", "11.75", "11.75")
