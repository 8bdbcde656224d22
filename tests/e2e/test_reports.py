"""From today's figure on the home page to the document behind it, and the same in a file."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import serious
from tests.e2e.desk import Desk
from tests.e2e.goods import stocked
from tests.e2e.serving import Served
from tests.support.shop import line

pytestmark = pytest.mark.browser


def test_a_figure_leads_to_what_is_behind_it(desk: Callable[..., Desk], served: Served) -> None:
    clerk = served.hire("报表五金")
    shop = stocked(served, clerk)
    sale = shop.make(
        "sales_delivery",
        line("JD20", 10, "3"),
        line("SLQ", 2, "6.9"),
        partner={"code": "K1"},
        tax_included=False,
    )
    at = desk(clerk)
    at.log_in()

    at.page.locator(".home-figures").get_by_role(
        "link", name=re.compile(r"本月不含税\s*43\.80")
    ).click()

    expect(at.heading("销售统计")).to_be_visible()
    at.row_reads("销售统计", "绝缘胶带", "10", "3.0000", "30.00", "3.90", "33.90")
    expect(at.page.get_by_test_id("sum-net")).to_have_text("43.80")
    expect(at.page).to_have_url(re.compile(r"since=\d{4}-\d\d-01&until="))

    with at.page.expect_download() as waiting:
        at.page.get_by_role("button", name="导出 Excel").click()
    with zipfile.ZipFile(waiting.value.path()) as book:
        assert "绝缘胶带" in book.read("xl/worksheets/sheet1.xml").decode()

    with at.page.expect_download() as waiting:
        at.page.get_by_role("button", name="下载 PDF").click()
    assert waiting.value.path().read_bytes().startswith(b"%PDF-")

    at.page.get_by_role("link", name="打印", exact=True).click()
    sheet = at.page.locator(".sheet:not(.is-measured)").first
    expect(sheet.locator(".sheet-title")).to_contain_text("销售统计")
    expect(sheet.locator("tr", has_text="绝缘胶带")).to_contain_text("33.90")
    expect(sheet.locator("tr", has_text="合计").last).to_contain_text("43.80")
    at.page.get_by_role("button", name="返回").click()
    it_is_sent_by_mail(at)
    it_is_pinned_to_home(at)
    at.row("销售统计", "绝缘胶带").get_by_role("link").click()
    at.row_reads("销售统计", sale["number"], "10", "3.0000", "30.00", "3.90", "33.90")
    at.row("销售统计", sale["number"]).get_by_role("link").click()
    at.is_now("已审核", sale["number"])
    it_is_pivoted(at, sale["number"])


def it_is_pinned_to_home(at: Desk) -> None:
    """What is looked at stands there, and its title leads back to it."""
    at.page.get_by_role("button", name="钉到首页").click()
    at.page.get_by_role("textbox", name="名称", exact=True).fill("本月卖了多少")
    at.page.locator(".pin-fields").get_by_role("button", name="钉到首页").click()
    at.page.get_by_role("status").get_by_role("link", name="去首页看").click()
    pinned = at.page.get_by_role("region", name="本月卖了多少")
    expect(pinned.get_by_role("listitem").first).to_have_text(re.compile(r"不含税金额\s*43\.80"))
    assert serious(at.page) == []
    pinned.get_by_role("link", name="本月卖了多少").click()
    expect(at.page).to_have_url(re.compile(r"period=month"))


def it_is_sent_by_mail(at: Desk) -> None:
    """It is sent every Friday, which somebody changes their mind about."""
    page = at.page
    page.get_by_role("button", name="定时发送").click()
    asking = page.get_by_role("dialog")
    expect(asking).to_contain_text("公司还没有设置发信服务器")
    asking.get_by_label("名称").fill("周报")
    asking.get_by_label("频率").click()
    page.get_by_title("每周").click()
    asking.get_by_label("哪一天").click()
    page.get_by_title("星期五").click()
    assert serious(page) == []
    asking.get_by_role("button", name="保存").click()
    expect(asking).to_contain_text("已设定定时发送")
    asking.get_by_role("link", name="我的定时报表").click()

    weekly = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="周报"))
    expect(weekly).to_contain_text(re.compile(r"每周 星期五 08:00 下次 [\d-]{10} 08:00"))
    expect(weekly).to_contain_text("赵会计")
    weekly.get_by_role("button", name="立即发给我").click()
    expect(weekly.get_by_role("alert")).to_contain_text("没有设置发信服务器")
    weekly.get_by_role("button", name="停用").click()
    expect(weekly).to_contain_text("已停用")
    weekly.get_by_role("button", name="删除").click()
    expect(weekly).to_have_count(0)
    page.get_by_role("button", name="撤销").click()
    expect(weekly).to_contain_text("已停用")
    assert serious(page) == []
    weekly.get_by_role("link", name="销售统计").click()
    expect(at.heading("销售统计")).to_be_visible()


def it_is_pivoted(at: Desk, sale: str) -> None:
    """Rows and columns change places, and each figure leads to its documents."""
    at.page.goto("/reports/sales?view=pivot&rows=product&across=partner")
    at.row_reads("销售统计", "绝缘胶带", "30.00", "30.00")
    at.page.get_by_role("button", name="行列互换").click()
    expect(at.row("销售统计", "绝缘胶带")).to_have_count(0)
    row = at.page.get_by_role("table", name="销售统计").locator("tbody tr", has_text="43.80")
    row.get_by_role("link", name="13.80", exact=True).click()
    at.row_reads("销售统计", sale, "2", "6.9000", "13.80", "1.79", "15.59")


def test_what_came_is_told_by_kind_and_drawn(desk: Callable[..., Desk], served: Served) -> None:
    clerk = served.hire("汇总五金")
    shop = stocked(served, clerk)
    sale = shop.make("sales_delivery", line("JD20", 10, "3"), partner={"code": "K1"})
    at = desk(clerk)
    at.log_in()
    expect(at.page.locator(".home-figures").first).to_be_visible()

    at.page.goto("/reports/in_out_summary")

    row = at.row("进销存汇总表", "绝缘胶带")
    expect(row.locator("td").nth(5)).to_have_text("240")  # 收入数量
    expect(row.locator("td")).to_have_count(11)
    at.page.get_by_role("button", name="列", exact=True).click()
    at.page.get_by_role("menuitem", name="显示全部列").click()
    expect(row.locator("td")).to_have_count(15)
    expect(row.locator("td").nth(6)).to_have_text("420.00")  # 收入金额 采购入库单
    at.page.keyboard.press("Escape")
    chart = at.page.get_by_role("list", name="各列合计")
    expect(chart.get_by_role("listitem").filter(has_text="发出金额")).to_contain_text("17.50")

    at.page.get_by_role("button", name="隐藏图表").click()
    expect(chart).to_have_count(0)
    at.page.reload()
    expect(row).to_have_count(1)
    expect(chart).to_have_count(0)
    expect(at.page.get_by_role("button", name="显示图表")).to_be_visible()

    row.get_by_role("link", name="17.50").first.click()
    at.row_reads("库存流水账", sale["number"], "-10", "-17.50")
    expect(at.page.get_by_test_id("sum-value")).to_have_text("-17.50")
