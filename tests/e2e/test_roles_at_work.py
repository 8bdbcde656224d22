"""Buyer, seller, storekeeper and bookkeeper, each logged in as what they are and nothing more, from
the first document of their day to the last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk, spaced
from tests.e2e.goods import stocked
from tests.e2e.serving import Served
from tests.support.shop import today

pytestmark = pytest.mark.browser
FIRST = r"-\d{8}-0001"
SECOND = r"-\d{8}-0002"


def test_everybody_does_their_day_with_what_their_role_allows(
    desk: Callable[..., Desk], served: Served
) -> None:
    boss = served.hire("四人五金")
    shop = stocked(served, boss)
    shop.warehouse("CK02", "门店")
    last_month = (today().replace(day=1) - timedelta(days=1)).isoformat()
    owed = {"kind": "receivable", "partner": {"code": "K1"}, "amount": "80"}
    shop.ok(
        shop.client.post(
            "/records/opening_balance?then=confirm", {"date": last_month, "lines": [owed]}
        ),
        201,
    )

    buys(desk(served.employ(boss, "purchasing", "钱采购")))
    sells(desk(served.employ(boss, "sales", "孙销售")))
    keeps(desk(served.employ(boss, "warehouse", "李仓管")))
    accounts(desk(served.employ(boss, "finance", "周会计")), last_month[:7])

    assert shop.client.get("/proof").status_code == 200


def buys(at: Desk) -> None:
    """Order, receipt, return; the invoice is the bookkeeper's."""
    at.log_in()
    at.new("采购订单")
    at.choose("partner", "hdwj", "宏达五金")
    at.choose("warehouse", "CK01", "CK01")
    at.line(0, "ljls", "10")
    at.press("保存并审核")
    at.is_now("已审核", "CGDD" + FIRST)
    at.press("下推采购入库单")
    at.is_now("草稿")
    at.reads(0, quantity="10", unit_price="3.35")
    at.press("审核")
    at.is_now("已审核", "CGRK" + SECOND)
    expect(at.button("下推采购发票")).to_have_count(0)
    at.goes_back("下推采购退货单")
    at.is_now("草稿")
    at.cell(0, "quantity").click()
    at.enter("2")
    at.reads(0, quantity="2")
    at.press("保存并审核")
    at.is_now("已审核", "CGTH" + FIRST)
    expect(side(at, "销售订单")).to_have_count(0)


def sells(at: Desk) -> None:
    """Order, delivery, return, at no cost that the seller sees."""
    at.log_in()
    at.new("销售订单")
    at.choose("partner", "xhdq", "新华电器")
    at.choose("warehouse", "CK01", "CK01")
    at.line(0, "KG2", "5")
    at.press("保存并审核")
    at.is_now("已审核", "XSDD" + FIRST)
    at.press("下推销售出库单")
    at.is_now("草稿")
    at.press("审核")
    at.is_now("已审核", "XSCK" + FIRST)
    at.goes_back("下推销售退货单")
    at.is_now("草稿")
    at.cell(0, "quantity").click()
    at.enter("1")
    at.reads(0, quantity="1")
    at.press("保存并审核")
    at.is_now("已审核", "XSTH" + FIRST)
    at.menu("库存")
    expect(at.row("库存", "双控开关")).to_contain_text("92")
    expect(at.page.locator("main")).not_to_contain_text("成本")
    expect(side(at, "采购订单")).to_have_count(0)


def keeps(at: Desk) -> None:
    """In, out, over to the shop, and a count of what is left."""
    at.log_in()
    at.new("其他入库单")
    at.choose("warehouse", "CK01", "CK01")
    at.line(0, "LM8", "20")
    at.press("保存并审核")
    at.is_now("已审核", "QTRK" + FIRST)
    at.new("其他出库单")
    at.choose("warehouse", "CK01", "CK01")
    at.line(0, "LM8", "5")
    at.press("保存并审核")
    at.is_now("已审核", "QTCK" + FIRST)
    at.new("调拨单")
    at.choose("warehouse", "CK01", "CK01")
    at.choose("into", "CK02", "门店")
    at.line(0, "LM8", "100")
    at.press("保存并审核")
    at.is_now("已审核", "DB" + FIRST)
    at.new("盘点单")
    at.choose("warehouse", "CK02", "门店")
    at.line(0, "LM8", "98")
    at.press("保存并审核")
    at.is_now("已审核", "PD" + FIRST)
    at.menu("库存")
    expect(at.row("库存", "六角螺母")).to_contain_text("1,513")


def accounts(at: Desk, month: str) -> None:
    """Both invoices, both payments, the month closed, and the figures read."""
    at.log_in()
    newest(at, "采购入库单")
    at.press("下推采购发票")
    at.is_now("草稿")
    at.press("审核")
    at.is_now("已审核", "CGFP" + FIRST)
    newest(at, "采购入库单")
    at.press("下推付款单")
    at.is_now("草稿")
    at.press("审核")
    at.is_now("已审核", "FK" + FIRST)
    newest(at, "销售出库单")
    at.press("下推销售发票")
    at.is_now("草稿")
    at.press("审核")
    at.is_now("已审核", "XSFP" + FIRST)
    newest(at, "销售出库单")
    at.press("下推收款单")
    at.is_now("草稿")
    at.press("审核")
    at.is_now("已审核", "SK" + FIRST)
    at.menu("会计期间")
    at.row("会计期间", month).get_by_role("button").click()
    at.page.get_by_role("tooltip").get_by_role("button", name=spaced("结账")).click()
    expect(at.row("会计期间", month)).to_contain_text("已结账")
    at.menu("毛利分析")
    expect(at.page.get_by_test_id("sum-net")).to_have_text("50.00")
    at.menu("应收账龄")
    expect(at.row("应收账龄", "新华电器")).to_contain_text("65.87")


def newest(at: Desk, form: str) -> None:
    """Open the newest document of a list."""
    at.menu(form)
    at.table(form).locator("tbody a").first.click()
    at.is_now("已审核")


def side(at: Desk, label: str):
    return at.page.locator(".shell-side").get_by_role("link", name=label, exact=True)
