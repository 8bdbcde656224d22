"""From an empty company to a confirmed sale of one's own goods, out of one's own Excel file."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import serious
from tests.e2e.desk import Desk, spaced
from tests.e2e.serving import Served
from tests.support.importing import workbook

pytestmark = pytest.mark.browser
OWN = [
    ["货号", "品名", "规格", "单位", "进价", "售价", "库存", "成本"],
    ["LS8", "六角螺栓", "M8×40", "个", 3.35, 5.2, 100, 3.1],
    ["LM8", "六角螺母", "M8", "个", 1.1, 2, 250, 0.9],
    ["DP8", "平垫圈", "8", "个", 0.2, 0.5, 1000, 0.15],
]
NUMBER = r"-\d{8}-0001"


def test_a_new_company_is_led_to_its_first_sale(
    desk: Callable[..., Desk], served: Served, tmp_path: Path
) -> None:
    file = tmp_path / "我的货.xlsx"
    file.write_bytes(workbook(*OWN))
    at = desk(served.hire("我的公司", name="钱老板"))
    at.log_in()

    with served.working():
        say_who_we_are(at)
        take_the_warehouse_and_put_people_off(at)
        import_goods(at, file)
        go_on_another_day(at)
        import_their_stock(at, file)
    sell_two(at)
    stock_is_exact(at)
    home_leads_here_no_more(at)
    further_pages_keep_nobody_out(at)


def guide(at: Desk, step: str) -> None:
    """The guide is at this step, and nobody is kept from taking it."""
    expect(at.page.get_by_role("heading", level=2, name=step, exact=True)).to_be_visible()
    assert serious(at.page) == []


def press(at: Desk, label: str) -> None:
    at.page.locator("main").get_by_role("button", name=spaced(label)).click()


def state(at: Desk, step: str) -> str:
    """What the list of steps says of one."""
    shown = at.page.get_by_role("navigation", name="步骤").get_by_role("link")
    return shown.filter(has_text=step).inner_text().split("\n")[-1]


def say_who_we_are(at: Desk) -> None:
    at.page.get_by_role("region", name="开账向导").get_by_role("link", name="开始").click()
    guide(at, "公司资料")
    at.page.get_by_label("公司名称").fill("钱氏五金行")
    press(at, "保存，下一步")


def take_the_warehouse_and_put_people_off(at: Desk) -> None:
    guide(at, "仓库")
    expect(at.page.get_by_role("main").get_by_text("主仓", exact=True)).to_be_visible()
    press(at, "就这样，下一步")
    guide(at, "同事")
    press(at, "以后再说")


def import_goods(at: Desk, file: Path) -> None:
    guide(at, "商品")
    at.page.locator("input[type=file]").set_input_files(file)
    press(at, "检查")
    press(at, "开始导入 3 条")
    expect(at.page.get_by_role("alert").filter(has_text="导入完成。")).to_be_visible()
    expect(at.page.get_by_role("link", name="商品 已完成")).to_be_visible()
    assert serious(at.page) == []


def go_on_another_day(at: Desk) -> None:
    """What is done is known by what is there; home leads to the first step that is not."""
    at.page.goto("/")
    steps = at.page.get_by_role("region", name="开账向导")
    expect(steps).to_contain_text("已完成 3 / 7 步")
    steps.get_by_role("link", name="继续").click()
    guide(at, "客户和供应商")
    assert state(at, "同事") == "已跳过"
    press(at, "以后再说")


def import_their_stock(at: Desk, file: Path) -> None:
    guide(at, "期初库存")
    at.page.locator("input[type=file]").set_input_files(file)
    expect(at.page.get_by_label("仓库", exact=True)).to_have_value("CK01")
    press(at, "检查")
    press(at, "开始导入 1 条")
    expect(at.page.get_by_role("alert").filter(has_text="导入完成。")).to_be_visible()
    press(at, "下一步")


def sell_two(at: Desk) -> None:
    guide(at, "第一笔销售")
    at.page.get_by_label("卖给谁").fill("新华电器")
    press(at, "开出库单")
    at.is_now("草稿")
    at.reads(0, product="DP8 平垫圈", quantity="1", unit_price="0.50")
    at.cell(0, "quantity").click()
    at.enter("20")
    at.totals("10.00", "1.30", "11.30")
    at.press("保存并审核")
    at.is_now("已审核", "XSCK" + NUMBER)


def stock_is_exact(at: Desk) -> None:
    at.menu("库存")
    at.row_reads("库存", "六角螺栓", "100", "0", "100", "3.1000", "310.00")
    at.row_reads("库存", "六角螺母", "250", "0", "250", "0.9000", "225.00")
    at.row_reads("库存", "平垫圈", "980", "0", "980", "0.1500", "147.00")
    expect(at.page.get_by_test_id("stock-value")).to_have_text("库存总额 682.00")


def home_leads_here_no_more(at: Desk) -> None:
    at.page.goto("/")
    steps = at.page.get_by_role("region", name="开账向导")
    expect(steps).to_contain_text("第一笔销售已经完成。")
    steps.get_by_role("link", name="接下来做什么").click()
    expect(at.page.get_by_role("heading", name=re.compile("账开好了"))).to_be_visible()
    assert serious(at.page) == []
    press(at, "完成，回到首页")
    expect(at.heading("钱老板，您好")).to_be_visible()
    expect(steps).to_have_count(0)


def further_pages_keep_nobody_out(at: Desk) -> None:
    pages = {
        "/settings": "上次备份",
        "/audit": "六角螺栓",
        "/records/product/import": "点击选择文件，或把文件拖到这里",
    }
    for shade in ("light", "dark"):
        at.page.evaluate(f"localStorage.setItem('huolang.theme', '{shade}')")
        for path, shown in pages.items():
            at.page.goto(path)
            expect(at.page.get_by_text(shown).first).to_be_visible()
            assert serious(at.page) == [], (shade, path)
