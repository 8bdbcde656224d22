"""A month is closed and opened again at the screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk
from tests.e2e.goods import stocked
from tests.e2e.serving import Served
from tests.support.shop import line, today

pytestmark = pytest.mark.browser


def test_a_closed_month_is_refused_at_the_date_until_it_is_opened_again(
    desk: Callable[..., Desk], served: Served
) -> None:
    clerk = served.hire("月结五金")
    shop = stocked(served, clerk)
    last = today().replace(day=1) - timedelta(days=1)
    shop.make("stock_receipt", line("LS8", 3, unit_cost="3.35"), date=last.isoformat())
    there = {"partner": {"code": "K1"}, "date": last.isoformat()}
    draft = shop.make("sales_delivery", line("LS8", 3), then=None, **there)
    at = desk(clerk)
    at.log_in()

    at.menu("会计期间")
    month = f"{last:%Y-%m}"
    turn(at, month, "结账", becomes="已结账")
    at.page.goto(f"/records/sales_delivery/{draft['id']}")
    at.press("审核")
    expect(at.box("date").get_by_role("alert")).to_have_text(f"{month} 已结账，不能记账")
    at.is_now("草稿")

    at.menu("会计期间")
    turn(at, month, "反结账", becomes="未结账")
    at.page.goto(f"/records/sales_delivery/{draft['id']}")
    at.press("审核")
    at.is_now("已审核", r"XSCK-\d{8}-0001")
    assert shop.stock("LS8")["on_hand"] == "200"


def turn(at: Desk, month: str, button: str, *, becomes: str) -> None:
    row = at.row("会计期间", month)
    row.get_by_role("button", name=button, exact=True).click()
    expect(row.locator("td").nth(1)).to_have_text(becomes)
