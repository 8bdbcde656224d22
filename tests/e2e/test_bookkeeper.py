"""The bookkeeper's day: an invoice that differs, and a customer who pays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk
from tests.e2e.goods import stocked
from tests.e2e.serving import Served
from tests.support.shop import line

pytestmark = pytest.mark.browser


def test_an_invoice_comes_and_a_customer_pays(desk: Callable[..., Desk], served: Served) -> None:
    clerk = served.hire("会计五金")
    shop = stocked(served, clerk)
    customer = {"partner": {"code": "K1"}}
    got = shop.make("purchase_receipt", line("LS8", 10, "10"))
    first = shop.make("sales_delivery", line("KG2", 10, "20"), **customer)
    shop.make("sales_delivery", line("KG2", 5, "20"), **customer)
    shop.make("stock_issue", line("LS8", 21), reason="loss")
    at = desk(clerk)
    at.log_in()
    at.menu("采购发票")

    at.page.goto(f"/records/purchase_receipt/{got['id']}")
    at.press("下推采购发票")
    at.is_now("草稿")
    at.reads(0, amount="100.00")
    at.cell(0, "quantity").click()
    at.enter("5")
    at.totals("50.00", "6.50", "56.50")
    at.cell(0, "quantity").click()
    at.enter("10")
    at.cell(0, "amount").click()
    at.enter("104")
    at.reads(0, tax="13.52")
    at.shows(0, total="117.52", net_price="10.40")
    at.press("保存并审核")
    asked = at.page.get_by_role("dialog")
    expect(asked).to_contain_text("入库成本 +4.00，出库成本 +0.40，库存金额 +3.60")
    asked.get_by_role("button", name="仍要审核").click()
    at.is_now("已审核", r"CGFP-\d{8}-0001")
    at.shows(0, difference="4.00")
    expect(at.page.get_by_test_id("total-total")).to_contain_text("117.52")

    at.page.goto(f"/records/purchase_receipt/{got['id']}")
    at.goes_back("下推采购退货单")
    at.is_now("草稿")
    at.reads(0, unit_price="10.40")
    expect(at.page.get_by_test_id("price-note").first).to_have_text("开票")
    expect(at.page.get_by_role("button", name="保存", exact=True)).to_have_count(0)

    at.new("收款单")
    at.choose("partner", "K1", "新华电器")
    at.type_into("amount", "300")
    at.page.get_by_role("button", name="带入未结单据").click()
    at.reads(0, item=first["number"], amount="226.00")
    at.reads(1, amount="74.00")
    at.press("保存并审核")
    at.is_now("已审核", r"SK-\d{8}-0001")
    at.menu("应收应付")
    at.row_reads("应收应付", "新华电器", "39.00", "0.00")


def test_one_invoice_for_a_month_of_receipts(desk: Callable[..., Desk], served: Served) -> None:
    clerk = served.hire("月结五金")
    shop = stocked(served, clerk)
    shop.partner("P2", "永固螺丝厂", is_customer=False)
    supplier = {"partner": {"code": "P2"}}
    first = shop.make("purchase_receipt", line("LS8", 10, "10"), **supplier)
    second = shop.make("purchase_receipt", line("LM8", 4, "5"), line("LS8", 2, "10"), **supplier)
    at = desk(clerk)
    at.log_in()

    at.menu("采购入库单")
    at.page.get_by_role("checkbox", name="选择已载入的全部").check()
    at.page.get_by_role("button", name="下推 3 张").click()
    at.page.get_by_role("menuitem", name="下推采购发票").click()
    drafts = at.page.get_by_role("dialog", name="2 张采购发票草稿")
    expect(drafts.get_by_role("listitem")).to_have_count(2)
    expect(drafts.get_by_role("listitem").filter(has_text="永固螺丝厂")).to_contain_text("158.20")
    drafts.get_by_role("link", name="查看采购发票的草稿").click()
    at.row("采购发票", "宏达五金批发").get_by_role("checkbox").check()
    at.page.get_by_role("button", name="批量处理 1").click()
    at.page.get_by_role("menuitem", name="删除").click()
    at.page.get_by_role("dialog").get_by_role("button", name="删除 1 条").click()
    told = at.page.get_by_role("dialog", name="批量删除：采购发票")
    expect(told.get_by_role("status")).to_have_text("已完成 1 条。")
    told.get_by_role("button", name="知道了").click()
    at.row("采购发票", "永固螺丝厂").get_by_role("link").first.click()
    at.is_now("草稿")
    at.totals("140.00", "18.20", "158.20")
    at.press("删除")
    at.page.get_by_role("dialog").get_by_role("button", name="删除").click()

    at.new("采购发票")
    choose = at.page.get_by_role("button", name="选源单")
    expect(choose).to_be_disabled()
    at.choose("partner", "P2", "永固螺丝厂")
    choose.click()
    offered = at.page.get_by_role("dialog", name="选源单")
    offered.get_by_role("checkbox", name=f"{first['number']} 整单").check()
    offered.get_by_role("checkbox", name=f"{second['number']} LM8 六角螺母").check()
    expect(offered.get_by_role("status")).to_have_text("已选 2 行，价税合计 135.60")
    offered.get_by_role("button", name="填入明细").click()
    at.cell(1, "quantity").click()
    at.enter("2")
    at.totals("110.00", "14.30", "124.30")
    at.press("保存并审核")
    at.is_now("已审核", r"CGFP-\d{8}-0001")
