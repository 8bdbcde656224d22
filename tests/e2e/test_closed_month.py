"""A month is closed and opened again at the screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk, spaced
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
    turn(
        at,
        month,
        "结账",
        becomes="已结账",
        says=f"{month} 不再接受任何记账。更早的月份也不能再记账。",
    )
    at.page.goto(f"/records/sales_delivery/{draft['id']}")
    at.press("审核")
    expect(at.box("date").get_by_role("alert")).to_have_text(f"{month} 已结账，不能记账")
    at.is_now("草稿")

    at.menu("会计期间")
    turn(at, month, "反结账", becomes="未结账", says=f"{month} 和更早的月份又可以记账。")
    at.page.goto(f"/records/sales_delivery/{draft['id']}")
    at.press("审核")
    at.is_now("已审核", r"XSCK-\d{8}-0001")
    assert shop.stock("LS8")["on_hand"] == "200"


def test_what_an_invoice_corrects_of_a_closed_month_is_seen_whole_before_it_does(
    desk: Callable[..., Desk], served: Served
) -> None:
    clerk = served.hire("差价五金")
    shop = stocked(served, clerk)
    shop.product("GC", "钢材", costing_method="standard", standard_cost="10")
    last = (today().replace(day=1) - timedelta(days=1)).isoformat()
    got = shop.make("purchase_receipt", line("GC", 10, "10"), date=last)
    shop.make("purchase_return", line("GC", 4, "10"), date=last)
    shop.make("stock_issue", line("GC", 1), date=last)
    shop.ok(shop.client.post(f"/periods/{last[:7]}/close", {}))
    draft = shop.convert("purchase_receipt", got, "purchase_invoice")
    told = [{"id": draft["lines"][0]["id"], "amount": "120"}]
    draft = shop.change("purchase_invoice", draft, lines=told)
    at = desk(clerk)
    at.page.set_viewport_size({"width": 1440, "height": 900})
    at.log_in()
    at.menu("采购发票")
    at.page.goto(f"/records/purchase_invoice/{draft['id']}")

    at.press("审核")

    table = at.page.get_by_role("dialog").get_by_role("table", name="成本影响")
    for label in ("库存金额变动", "采购价差变动", "现成本", "计入日期"):
        head = table.get_by_role("columnheader", name=label)
        expect(head).to_be_in_viewport(ratio=1)
    expect(table).to_contain_text(f"{today().replace(day=1)}")


def turn(at: Desk, month: str, button: str, *, says: str, becomes: str) -> None:
    row = at.row("会计期间", month)
    row.get_by_role("button", name=spaced(button)).click()
    asked = at.page.get_by_role("tooltip")
    expect(asked).to_contain_text(says)
    asked.get_by_role("button", name=spaced(button)).click()
    expect(row.locator("td").nth(1)).to_have_text(becomes)
