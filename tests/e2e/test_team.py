"""An administrator lets somebody work here, at the screen alone; and their role holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk, spaced
from tests.e2e.serving import Served

pytestmark = pytest.mark.browser


def test_a_new_seller_logs_in_with_the_password_shown_once_and_meets_their_role(
    desk: Callable[..., Desk], served: Served
) -> None:
    clerk = served.hire("用人五金")
    boss = desk(clerk)
    boss.log_in()

    boss.menu("角色权限")
    boss.page.get_by_role("button", name="新增角色").click()
    boss.page.get_by_label("角色名称", exact=True).fill("店员")
    boss.page.get_by_label("销售订单 新增").check()
    boss.page.get_by_label("商品 查看").check()
    expect(boss.page.get_by_label("销售订单 查看")).to_be_checked()
    boss.page.get_by_role("button", name=spaced("保存")).click()
    expect(boss.row("角色权限", "店员")).to_contain_text("自定义")

    boss.menu("成员")
    boss.page.get_by_role("button", name="新增成员").click()
    boss.page.get_by_label("用户名", exact=True).fill("a b")
    boss.page.get_by_label("角色", exact=True).click()
    boss.offer("店员").click()
    boss.page.keyboard.press("Escape")
    boss.page.get_by_role("button", name=spaced("保存")).click()
    expect(boss.page.get_by_label("用户名", exact=True)).to_have_attribute("aria-invalid", "true")
    boss.page.get_by_label("用户名", exact=True).fill("用人-小店员")
    boss.page.get_by_role("button", name=spaced("保存")).click()
    password = boss.page.locator("output.secret").inner_text()
    boss.page.get_by_role("button", name="已记下").click()
    expect(boss.row("成员", "用人-小店员")).to_contain_text("店员")

    seller = desk(replace(clerk, username="用人-小店员", password=password))
    seller.log_in()
    seller.new("销售订单")
    side = seller.page.locator(".shell-side")
    expect(side.get_by_role("link", name="采购订单", exact=True)).to_have_count(0)
    expect(side.get_by_role("link", name="成员", exact=True)).to_have_count(0)


def test_a_person_changes_their_password_and_the_company_its_rules(
    desk: Callable[..., Desk], served: Served
) -> None:
    clerk = served.hire("设置五金")
    boss = desk(clerk)
    boss.log_in()

    boss.menu("设置")
    percent = boss.page.get_by_label("采购超收比例（%）")
    rules = boss.page.locator("main").get_by_role("region", name="采购")
    percent.fill("200")
    rules.get_by_role("button", name=spaced("保存")).click()
    expect(percent).to_have_attribute("aria-invalid", "true")
    percent.fill("2.5")
    rules.get_by_role("button", name=spaced("保存")).click()
    expect(percent).not_to_have_attribute("aria-invalid", "true")
    boss.page.reload()
    expect(boss.page.get_by_label("采购超收比例（%）")).to_have_value("2.5")

    boss.page.goto("/me")
    boss.page.get_by_label("当前密码").fill(clerk.password)
    boss.page.get_by_label("新密码").fill("1234567890")
    boss.page.get_by_role("button", name="修改密码").click()
    expect(boss.page.get_by_label("新密码")).to_have_attribute("aria-invalid", "true")
    boss.page.get_by_label("新密码").fill("he-mian-xiao-dian")
    boss.page.get_by_role("button", name="修改密码").click()
    expect(boss.page.get_by_text("密码已修改")).to_be_visible()
    boss.menu("设置")

    again = desk(clerk)
    again.log_in("he-mian-xiao-dian")
    again.menu("设置")
