"""Paper as a clerk meets it: from the document and from the list, page by page, and on the copy."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.e2e.desk import Desk, spaced
from tests.e2e.goods import stocked
from tests.e2e.serving import Served
from tests.support.shop import line

pytestmark = pytest.mark.browser
PRINTER = """
window.print = () => {
  window.printed = (window.printed ?? 0) + 1;
  for (const name of ['beforeprint', 'afterprint']) window.dispatchEvent(new Event(name));
};
"""
"""A printer that says what a real one does, without its dialog."""


def test_a_delivery_note_is_printed_on_three_part_paper_page_by_page(
    desk: Callable[..., Desk], served: Served
) -> None:
    clerk = served.hire("联单五金")
    shop = stocked(served, clerk)
    told = "，易碎，轻放，不要倒置；到货前一小时打电话给仓库，卸货走北门，签单时核对箱数"
    remarks = [f"第 {n} 箱{told if n % 3 == 0 else ''}" for n in range(1, 31)]
    rows: list[dict[str, Any]] = [line("LS8", 1, "2", remark=one) for one in remarks]
    made = shop.make("sales_delivery", *rows, partner={"code": "K1"})
    at = desk(clerk)
    at.page.add_init_script(PRINTER)
    at.page.reload()
    at.log_in()
    expect(at.heading(re.compile("您好"))).to_be_visible()
    at.page.goto(f"/records/sales_delivery/{made['id']}")
    at.page.get_by_role("link", name=spaced("打印")).click()
    sheets = at.page.locator("article.sheet")
    expect(sheets.last).to_contain_text("陆拾柒元捌角整")

    at.page.get_by_label("纸张").click()
    at.offer("三联单 241 × 140").click()
    expect(sheets.last).to_contain_text("客户签收")
    pages = sheets.count()
    assert 3 <= pages <= 6
    for page in range(pages):
        sheet = sheets.nth(page)
        expect(sheet).to_contain_text(made["number"])
        expect(sheet).to_contain_text(f"第 {page + 1} 页，共 {pages} 页")
        assert sheet.evaluate("it => it.scrollHeight <= it.clientHeight"), "nothing is cut off"
    printed = " ".join(sheets.all_inner_texts())
    assert [printed.count(f"第 {n} 箱") for n in range(1, 31)] == [1] * 30

    at.page.get_by_label("价格").uncheck()
    expect(sheets.last).not_to_contain_text("67.80")
    at.page.get_by_role("button", name=spaced("打印")).click()
    expect(sheets.last).to_contain_text("第 2 次打印")
    assert at.page.evaluate("window.printed") == 1
    trail = shop.ok(shop.client.get(f"/records/sales_delivery/{made['id']}/audit"))["items"]
    assert [one["action"] for one in trail].count("print") == 1
    with at.page.expect_download() as got:
        at.page.get_by_role("button", name="下载 PDF").click()
    assert len(PdfReader(got.value.path()).pages) == sheets.count(), "as many as on the screen"


def test_ticked_orders_are_printed_together_the_list_as_filtered_and_one_is_copied(
    desk: Callable[..., Desk], served: Served
) -> None:
    clerk = served.hire("批印五金")
    shop = stocked(served, clerk)
    made = [shop.make("sales_order", line("LS8", n), partner={"code": "K1"}) for n in (1, 2, 3)]
    at = desk(clerk)
    at.log_in()
    at.menu("销售订单")
    for one in made[:2]:
        at.page.get_by_label(f"选择 {one['number']}").check()
    at.page.get_by_role("link", name="打印所选（2）").click()
    sheets = at.page.locator("article.sheet")
    expect(sheets).to_have_count(2)
    expect(sheets.first).to_contain_text(made[0]["number"])
    expect(sheets.last).to_contain_text(made[1]["number"])

    at.page.get_by_role("button", name=spaced("返回")).click()
    at.page.get_by_role("link", name="打印列表").click()
    expect(sheets).to_have_count(1)
    expect(sheets).to_contain_text("共 3 条")
    expect(sheets.locator("tbody tr")).to_have_count(3)

    at.page.goto(f"/records/sales_order/{made[2]['id']}")
    at.press("复制")
    at.is_now("草稿")
    at.reads(0, quantity="3")
