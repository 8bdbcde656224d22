"""The browser is killed in the middle of work, as by a battery that is empty: nothing is lost."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from huolang.cli import browser as chromium
from tests.e2e.conftest import OPTIONS, PATIENCE
from tests.e2e.desk import Desk
from tests.e2e.goods import stocked
from tests.e2e.serving import Clerk, Served
from tests.e2e.test_phone_work import goods, scan, took
from tests.support.shop import Shop, line

pytestmark = pytest.mark.browser

KEPT_WITHIN = 1.5  # seconds after the last key; typing is written within one
LAZY = 7  # seconds until a browser writes localStorage once; the next time is a minute later


class Installed:
    """A browser with a profile on the disk, which can be killed and started again."""

    def __init__(self, playwright: Playwright, profile: Path, address: str) -> None:
        self.playwright, self.profile, self.address = playwright, profile, address
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, width: int, height: int) -> Page:
        port = self.profile / "DevToolsActivePort"
        port.unlink(missing_ok=True)
        command = [
            chromium.find_or_install(),
            *OPTIONS,
            "--headless=new",
            "--no-first-run",
            "--accept-lang=zh-CN",
            "--remote-debugging-port=0",
            f"--user-data-dir={self.profile}",
            "about:blank",
        ]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)
        until = time.monotonic() + PATIENCE / 1000
        while not (port.exists() and "\n" in port.read_text()):
            assert time.monotonic() < until, "the browser did not start"
            time.sleep(0.05)
        at = f"http://127.0.0.1:{port.read_text().splitlines()[0]}"
        context = self.playwright.chromium.connect_over_cdp(at).contexts[0]
        context.set_default_timeout(PATIENCE)
        page = context.pages[0]
        page.set_viewport_size({"width": width, "height": height})
        page.goto(self.address)
        return page

    def kill(self) -> None:
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@pytest.fixture
def installed(
    playwright: Playwright, served: Served, tmp_path: Path
) -> Iterator[Callable[[str], Installed]]:
    with contextlib.ExitStack() as stack:

        def install(profile: str) -> Installed:
            one = Installed(playwright, tmp_path / profile, served.address)
            one.profile.mkdir()
            stack.callback(one.kill)
            return one

        yield install


def back(page: Page, clerk: Clerk) -> Desk:
    """Who logged in a moment before the crash may have to do it again."""
    at = Desk(page, clerk)
    menu = page.locator(".shell-side")
    expect(page.get_by_label("用户名", exact=True).or_(menu).first).to_be_visible()
    if not menu.is_visible():
        at.log_in()
    return at


def test_lines_that_were_typed_without_a_pause_are_offered_after_a_crash(
    installed: Callable[[str], Installed], served: Served
) -> None:
    clerk = served.hire("断电五金")
    stocked(served, clerk)
    browser = installed("desk")
    at = Desk(browser.start(width=1440, height=900), clerk)
    at.log_in()
    at.new("销售订单")
    at.choose("partner", "K1", "新华电器")
    time.sleep(LAZY)
    for row, quantity in enumerate(("3", "4")):
        at.line(row, "LS8", quantity)
    other = at.page.context.new_page()
    other.goto(f"{served.address}/records/purchase_order/new")
    Desk(other, clerk).type_into("remark", "另一个窗口")
    for word in range(20):  # no pause is as long as the one that is waited for
        other.keyboard.type(f"{word % 10}", delay=50)
    time.sleep(KEPT_WITHIN)
    browser.kill()

    at = back(browser.start(width=1440, height=900), clerk)
    at.new("销售订单")
    at.page.get_by_role("button", name="接着做").click()

    at.reads(0, product="LS8 六角螺栓", quantity="3")
    at.reads(1, product="LS8 六角螺栓", quantity="4")
    expect(at.box("partner")).to_contain_text("新华电器")
    at.menu("采购订单")
    at.page.goto(f"{served.address}/records/purchase_order/new")
    at.page.get_by_role("button", name="接着做").click()
    words = at.box("remark").locator("input, textarea").first
    expect(words).to_have_value("另一个窗口01234567890123456789")


def test_what_a_phone_says_is_kept_is_sent_once_after_its_battery_was_empty(
    installed: Callable[[str], Installed], served: Served
) -> None:
    boss = served.hire("没电五金")
    clerk = served.employ(boss, "warehouse", "小冯")
    shop = Shop(served.client(boss), boss.company_id)
    goods(shop)
    order = shop.make("purchase_order", line("LS8", 30, "2"))
    address = f"/phone/receive/purchase_order/{order['id']}"
    browser = installed("phone")
    phone = Desk(browser.start(width=390, height=844), clerk)
    phone.log_in()
    page = phone.page
    expect(page.get_by_role("link", name="手机作业").first).to_be_visible()
    page.goto(served.address + address)
    took(page, "LS8", "0")
    page.context.set_offline(True)
    for count in range(1, 7):
        scan(page, "6901")
        took(page, "LS8", str(count))
    page.get_by_role("button", name="确认收货（1 / 1 行）").click()
    expect(page.get_by_text("没有网络：1 笔已存在本机")).to_be_visible()
    browser.kill()
    assert shop.stock("LS8")["on_hand"] == "0"

    page = browser.start(width=390, height=844)
    again = page.get_by_label("用户名", exact=True)
    expect(again.or_(page.get_by_role("link", name="手机作业")).first).to_be_visible()
    if again.is_visible():
        Desk(page, clerk).log_in()
        expect(page.get_by_role("link", name="手机作业").first).to_be_visible()
    page.goto(served.address + address)

    expect(page.get_by_text("已生成并审核采购入库单")).to_be_visible()
    expect(page.get_by_test_id("taken-LS8")).to_contain_text("/ 24 个")
    took(page, "LS8", "0")
    assert shop.stock("LS8")["on_hand"] == "6"
