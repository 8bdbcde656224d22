"""An assembly at the screen: filled in from its template by a button, and confirmed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk, spaced
from tests.e2e.serving import Served
from tests.support.shop import Shop, line

pytestmark = pytest.mark.browser


def test_a_template_fills_in_the_lines_in_proportion(
    desk: Callable[..., Desk], served: Served
) -> None:
    clerk = served.hire("礼品作坊")
    shop = Shop(served.client(clerk), clerk.company_id)
    shop.partner("P1", "南方电子", is_customer=False)
    shop.product("LH", "礼盒")
    shop.product("CY", "茶叶")
    shop.product("HZ", "盒子")
    shop.make("purchase_receipt", line("CY", 20, 10), line("HZ", 10, 2))
    pattern = {"product": {"code": "LH"}, "name": "标准礼盒", "quantity": "1", "extra_cost": "1.5"}
    shop.ok(
        shop.client.post(
            "/records/assembly_template", {**pattern, "lines": [line("CY", 2), line("HZ", 1)]}
        ),
        201,
    )
    at = desk(clerk)
    at.log_in()

    at.new("组装单")
    at.choose("product", "LH", "礼盒")
    at.choose("template", "标准", "标准礼盒")
    at.type_into("quantity", "3")
    at.page.get_by_role("button", name=spaced("按模板带出")).click()

    at.reads(0, quantity="6")
    at.reads(1, quantity="3")
    expect(at.box("extra_cost").locator("input").first).to_have_value("4.50")
    at.press("保存并审核")
    at.is_now("已审核", r"ZZ-\d{8}-0001")
    assert shop.stock("LH")["value"] == "70.50"  # 6 at 10, 3 at 2, and the work
    assert (shop.stock("CY")["on_hand"], shop.stock("HZ")["on_hand"]) == ("14", "7")
