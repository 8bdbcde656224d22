"""Two-step log-in at the screen: turned on with a telephone, asked for, left with a spare code."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk, spaced
from tests.e2e.serving import Served
from tests.journeys.test_second_factor import code

pytestmark = pytest.mark.browser


def test_a_person_turns_on_the_second_factor_and_logs_in_with_both(
    desk: Callable[..., Desk], served: Served
) -> None:
    clerk = served.hire("两步五金")
    at = desk(clerk)
    at.log_in()
    expect(at.heading(re.compile("您好"))).to_be_visible()
    at.page.goto("/me")
    panel = at.page.get_by_role("region", name="两步验证")
    panel.get_by_role("button", name="开启两步验证").click()
    panel.get_by_label("当前密码").fill("nonsense")
    panel.get_by_role("button", name=spaced("下一步")).click()
    expect(panel.get_by_text("密码不对")).to_be_visible()
    panel.get_by_label("当前密码").fill(clerk.password)
    panel.get_by_role("button", name=spaced("下一步")).click()
    secret = panel.locator(".secret-key").inner_text()
    panel.get_by_label("验证器上的 6 位数字").fill(code(secret))
    panel.get_by_role("button", name="开启两步验证").click()
    spare = at.page.locator("output.secret").inner_text().split()
    assert len(set(spare)) == 10
    at.page.get_by_role("button", name="已记下").click()
    expect(panel).to_contain_text("还剩 10 个恢复码")

    again = desk(clerk)
    again.log_in()
    box = again.page.get_by_label("验证码", exact=True)
    box.fill("000000")
    again.page.get_by_role("button", name=spaced("登录")).click()
    expect(again.page.get_by_role("alert")).to_contain_text("验证码不对")
    box.fill(spare[0])
    again.page.get_by_role("button", name=spaced("登录")).click()
    expect(again.heading(re.compile("您好"))).to_be_visible()

    again.page.goto("/me")
    panel = again.page.get_by_role("region", name="两步验证")
    expect(panel).to_contain_text("还剩 9 个恢复码")
    panel.get_by_role("button", name="关闭两步验证").click()
    panel.get_by_label("当前密码").fill(clerk.password)
    panel.get_by_role("button", name="关闭两步验证").click()
    expect(panel.get_by_role("button", name="开启两步验证")).to_be_visible()
