"""Stock as it was at an hour of a past day, of one category, down to the entries behind it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk
from tests.e2e.goods import stocked
from tests.e2e.serving import Served
from tests.support.shop import days_ago, line

pytestmark = pytest.mark.browser


def test_an_hour_of_a_past_day_is_chosen_and_its_entries_end_with_it(
    desk: Callable[..., Desk], served: Served
) -> None:
    clerk = served.hire("往日五金")
    shop = stocked(served, clerk)
    day = days_ago(2)
    shop.master("product_category", code="WJ", name="五金")
    shop.master("product_category", code="LD", name="螺钉", parent={"code": "WJ"})
    shop.product("DZ", "钉子", category={"code": "LD"})
    shop.make("purchase_receipt", line("DZ", 40, "0.5"), date=f"{day}T09:00:00+08:00")
    sold = {"date": f"{day}T11:00:00+08:00", "partner": {"code": "K1"}}
    shop.make("sales_delivery", line("DZ", 15, "1"), **sold)
    at = desk(clerk)
    at.log_in()
    at.menu("库存")

    at.page.get_by_label("商品分类").click()
    at.page.get_by_title("五金", exact=True).click()
    at.row_reads("库存", "钉子", "25", "0", "25", "0.5000", "12.50")
    expect(at.page.get_by_test_id("stock-value")).to_have_text("库存总额 12.50")
    picker = at.page.get_by_label("截至日期")
    picker.click()
    at.page.get_by_role("button", name="精确到时刻").click()
    picker.fill(f"{day} 10:30")
    picker.press("Enter")
    at.row_reads("库存", "钉子", "40", "0.5000", "20.00")
    expect(at.page.get_by_test_id("stock-value")).to_have_text("库存总额 20.00")

    at.row("库存", "钉子").get_by_role("button", name="钉子").click()
    drawer = at.page.get_by_role("dialog")
    expect(drawer).to_contain_text(f"截至 {day} 10:30")
    expect(at.table("库存流水").locator("tbody tr")).to_have_count(1)
    at.row_reads("库存流水", "40", "40", "40", "0.5000", "20.00", "20.00")
