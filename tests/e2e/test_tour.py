"""The demo company explains itself once to each person, and not where there is no room for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.axe import serious
from tests.e2e.desk import Desk, spaced
from tests.e2e.serving import Served

pytestmark = pytest.mark.browser


def stop(at: Desk) -> Locator:
    return at.page.get_by_role("dialog")


def test_the_tour_is_walked_by_keyboard_left_at_any_stop_and_not_offered_again(
    desk: Callable[..., Desk], served: Served
) -> None:
    clerk = served.hire("导览五金", name="孙老板")
    served.make_demo(clerk)
    phone = desk(clerk, width=390, height=844)
    phone.log_in()
    expect(phone.heading("孙老板，您好")).to_be_visible()
    expect(stop(phone)).to_have_count(0)

    at = desk(clerk)
    at.log_in()
    expect(stop(at)).to_contain_text("这里是示例公司")
    at.page.goto("/nowhere")
    expect(at.page.get_by_role("main").get_by_text("没有这个页面")).to_be_visible()
    expect(stop(at)).to_have_count(0)
    at.page.goto("/")
    expect(stop(at)).to_contain_text("1 / 7")
    assert serious(at.page) == []
    at.enter()
    expect(stop(at)).to_contain_text("从这里到每个页面")
    at.enter()
    expect(stop(at)).to_contain_text("什么都能找")
    stop(at).get_by_role("button", name=spaced("上一步")).click()
    expect(stop(at)).to_contain_text("2 / 7")
    at.page.keyboard.press("Escape")
    expect(stop(at)).to_have_count(0)

    again = desk(clerk)
    again.log_in()
    expect(again.heading("孙老板，您好")).to_be_visible()
    again.page.goto("/stock")
    again.page.get_by_role("button", name="我的账号").click()
    again.page.get_by_role("menuitem", name="界面导览").click()
    for number in range(1, 7):
        expect(stop(again)).to_contain_text(f"{number} / 7")
        expect(stop(again).get_by_role("button", name=spaced("下一步"))).to_be_focused()
        assert serious(again.page) == []
        again.enter()
    expect(stop(again)).to_contain_text("看够了，开自己的账")
    expect(again.page).to_have_url(served.address + "/")
    again.enter()
    expect(stop(again)).to_have_count(0)
