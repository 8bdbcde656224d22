"""A phone in a cellar: the app opens without a network, receives, and sends when there is one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk
from tests.e2e.serving import Served
from tests.e2e.test_phone_work import goods, scan, took
from tests.support.shop import Shop, line

pytestmark = pytest.mark.browser


def test_the_phone_opens_and_receives_without_a_network(
    desk: Callable[..., Desk], served: Served
) -> None:
    boss = served.hire("地下室五金")
    clerk = served.employ(boss, "warehouse", "小何")
    shop = Shop(served.client(boss), boss.company_id)
    goods(shop)
    order = shop.make("purchase_order", line("LS8", 30, "2"))
    phone = desk(clerk, width=390, height=844, installed=True)
    phone.log_in()
    page = phone.page
    page.get_by_role("link", name="手机作业").click()
    page.get_by_role("link", name="收货").click()
    page.get_by_role("link", name=order["number"]).click()
    took(page, "LS8", "0")
    page.wait_for_function("navigator.serviceWorker.controller !== null")

    page.context.set_offline(True)
    page.goto("/phone")
    expect(page.get_by_role("status").filter(has_text="连不上服务器。扫码照常")).to_be_visible()
    page.get_by_role("link", name="收货").click()
    page.get_by_role("link", name=order["number"]).click()
    took(page, "LS8", "0")
    scan(page, "6902")
    took(page, "LS8", "12")
    page.get_by_role("button", name="确认收货（1 / 1 行）").click()
    expect(page.get_by_text("没有网络：1 笔已存在本机")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("link", name="手机作业").first).to_be_visible()
    assert shop.stock("LS8")["on_hand"] == "0"

    page.goto("/phone")
    expect(page.get_by_text("没有网络：1 笔已存在本机")).to_be_visible()
    page.context.set_offline(False)

    expect(page.get_by_text("已生成并审核采购入库单")).to_be_visible()
    expect(page.get_by_text("连不上服务器")).to_have_count(0)
    assert shop.stock("LS8")["on_hand"] == "12"
    kept = page.evaluate(
        "caches.keys().then(async (names) => (await Promise.all(names.map(async (name) =>"
        " (await (await caches.open(name)).keys()).map(({url}) => new URL(url).pathname)))).flat())"
    )
    assert "/" in kept
    assert not [path for path in kept if path.startswith("/api/")]
