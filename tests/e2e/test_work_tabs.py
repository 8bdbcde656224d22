"""Several pages open at once: what is unsaved in one is there when it is shown again."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk, spaced
from tests.e2e.serving import Served

pytestmark = pytest.mark.browser


def test_unsaved_work_waits_in_its_tab_until_it_is_dropped(
    desk: Callable[..., Desk], served: Served
) -> None:
    at = desk(served.hire("标签五金"))
    at.log_in()
    tabs = at.page.get_by_role("navigation", name="打开的页面").get_by_role("listitem")
    at.new("商品")
    at.type_into("name", "写了一半")
    expect(tabs.filter(has_text="新建商品").get_by_label("有未保存的内容")).to_be_visible()
    at.menu("往来单位")
    at.page.keyboard.press("Alt+3")
    expect(at.box("name").locator("input")).to_have_value("写了一半")
    expect(at.page.get_by_text("找回了")).to_have_count(0)

    at.page.reload()
    expect(at.box("name").locator("input")).to_have_value("写了一半")
    expect(at.page.get_by_text("找回了")).to_be_visible()
    expect(tabs).to_have_text(["商品", "●新建商品", "往来单位"])

    at.page.keyboard.press("Alt+w")
    at.page.get_by_role("dialog").get_by_role("button", name="留下").click()
    expect(at.box("name").locator("input")).to_have_value("写了一半")
    at.page.keyboard.press("Alt+w")
    at.page.get_by_role("dialog").get_by_role("button", name="放弃修改").click()
    expect(at.heading("往来单位")).to_be_visible()
    expect(tabs).to_have_text(["商品", "往来单位"])
    at.new("商品")
    expect(at.box("name").locator("input")).to_have_value("")


def test_a_page_with_its_filters_is_kept_under_a_name_and_opened_from_the_menu(
    desk: Callable[..., Desk], served: Served
) -> None:
    at = desk(served.hire("视图五金"))
    at.log_in()
    at.menu("商品")
    at.page.get_by_role("searchbox").fill("螺丝")
    expect(at.page).to_have_url(re.compile(r"\?q="))

    at.page.get_by_role("button", name="常用视图").click()
    at.page.get_by_role("button", name="保存现在的页面和条件").click()
    asked = at.page.get_by_role("dialog")
    expect(asked.get_by_label("名称")).to_have_value("商品")
    asked.get_by_label("名称").fill("各种螺丝")
    asked.get_by_role("button", name=spaced("保存")).click()

    at.menu("往来单位")
    at.page.locator(".shell-side").get_by_role("link", name="各种螺丝").click()
    expect(at.page.get_by_role("searchbox")).to_have_value("螺丝")


COUNT_PAGES = """() => {
  window.pagesSeen = 0;
  const isPage = (node) => node instanceof Element && node.matches('.page, .page *');
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (!isPage(node)) continue;
        window.pagesSeen += Number(node.matches('.page'));
        window.pagesSeen += node.querySelectorAll('.page').length;
      }
    }
  }).observe(document.querySelector('main'), { subtree: true, childList: true });
}"""


def test_a_page_that_is_opened_is_put_up_once(desk: Callable[..., Desk], served: Served) -> None:
    at = desk(served.hire("一次五金"))
    at.log_in()
    for page in ("商品", "往来单位", "商品"):
        at.menu(page)
        expect(at.page.get_by_role("table", name=page)).to_be_visible()
    at.page.evaluate(COUNT_PAGES)
    at.menu("往来单位")
    expect(at.page.get_by_role("table", name="往来单位")).to_be_visible()
    assert at.page.evaluate("pagesSeen") == 1
