"""Goods that stand apart from what is simply bought and sold: a bundle, what is held for somebody,
what is lent and borrowed, and what an inspector turns away. Each from its first document to its
last, at the screen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk
from tests.e2e.goods import stocked
from tests.e2e.serving import Clerk, Served
from tests.support.shop import Shop, days_ago, line

pytestmark = pytest.mark.browser
FIRST = r"-\d{8}-0001"


@pytest.fixture(scope="module")
def clerk(served: Served) -> Clerk:
    return served.hire("别处五金")


@pytest.fixture(scope="module")
def shop(served: Served, clerk: Clerk) -> Shop:
    shop = stocked(served, clerk)
    parts = [{"part": {"code": "KG2"}, "quantity": 2}, {"part": {"code": "JD20"}, "quantity": 1}]
    shop.product("TZ", "开关套装", kind="bundle", sales_price="26", parts=parts)
    shop.product("YB", "仪表", inspection="yes", purchase_price="40", sales_price="66")
    shop.master("reject_reason", code="HS", name="划伤")
    return shop


@pytest.fixture
def at(desk: Callable[..., Desk], clerk: Clerk, shop: Shop) -> Desk:
    at = desk(clerk)
    at.log_in()
    return at


def quantity(at: Desk, text: str, field: str = "quantity") -> None:
    """Type a figure into the first line."""
    at.cell(0, field).click()
    at.enter(text)
    at.reads(0, **{field: text})


def test_a_bundle_is_sold_at_its_price_and_its_parts_leave(at: Desk, shop: Shop) -> None:
    at.new("销售出库单")
    at.choose("partner", "xhdq", "新华电器")
    at.choose("warehouse", "CK01", "CK01")
    at.line(0, "TZ", "3")
    at.reads(0, product="TZ 开关套装", quantity="3", unit_price="26")
    at.totals("78.00", "10.14", "88.14")
    at.press("保存并审核")

    at.is_now("已审核", "XSCK" + FIRST)
    at.shows(0, product="TZ 开关套装", quantity="3", total="88.14")
    at.shows(1, product="KG2 双控开关", quantity="6")
    at.shows(2, product="JD20 绝缘胶带", quantity="3")
    for row in (1, 2):
        expect(at.cell(row, "product")).to_have_attribute("title", re.compile(r" · 开关套装$"))
    assert [shop.stock(code)["on_hand"] for code in ("KG2", "JD20")] == ["90", "237"]


def test_what_is_held_for_somebody_is_nobody_elses_and_becomes_their_order(
    at: Desk, shop: Shop
) -> None:
    at.new("占用单")
    at.choose("partner", "xhdq", "新华电器")
    at.choose("warehouse", "CK01", "CK01")
    at.type_into("hold_until", days_ago(-5))
    at.page.keyboard.press("Enter")
    at.line(0, "LED12", "40")
    expect(at.page.get_by_test_id("available")).to_have_attribute("data-short", "true")
    at.press("保存并审核")
    at.is_now("已审核", "ZY" + FIRST)
    expect(at.page.get_by_text("LED 吸顶灯 占用了 38，还有 2 在等货")).to_be_visible()
    assert shop.stock("LED12")["available"] == "0"

    at.press("下推销售订单")
    at.is_now("草稿")
    at.reads(0, product="LED12 LED 吸顶灯", quantity="40", unit_price="42.00")
    at.press("审核")
    at.is_now("已审核", "XSDD" + FIRST)
    at.menu("库存")
    at.row("库存", "LED 吸顶灯").get_by_role("button", name="38", exact=True).click()
    at.row_reads("占用明细", "XSDD-", "40", "38", "2")
    expect(at.row("占用明细", "ZY-")).to_have_count(0)


def test_what_is_lent_comes_back_and_what_was_lost_does_not(at: Desk, shop: Shop) -> None:
    at.new("借出单")
    at.choose("partner", "xhdq", "新华电器")
    at.choose("warehouse", "CK01", "CK01")
    at.line(0, "CZ5", "10")
    at.press("保存并审核")
    at.is_now("已审核", "JC" + FIRST)
    at.press("下推借出归还单")
    at.is_now("草稿")
    quantity(at, "7")
    at.press("保存并审核")

    at.is_now("已审核", "JCGH" + FIRST)
    chain = at.page.get_by_role("navigation", name="上下游单据")
    chain.get_by_role("link", name="借出单").click()
    at.is_now("已审核", "JC" + FIRST)
    at.shows(0, quantity="10", open_quantity="3")
    stock = shop.stock("CZ5")
    assert (stock["on_hand"], stock["available"]) == ("120", "117")


def test_what_is_borrowed_goes_back_and_never_was_in_stock(at: Desk, shop: Shop) -> None:
    at.new("借入单")
    at.choose("partner", "hdwj", "宏达五金批发")
    at.choose("warehouse", "CK01", "CK01")
    at.line(0, "SLQ", "5")
    at.press("保存并审核")
    at.is_now("已审核", "JR" + FIRST)
    at.press("下推借入归还单")
    at.is_now("草稿")
    quantity(at, "4")
    at.press("保存并审核")

    at.is_now("已审核", "JRGH" + FIRST)
    chain = at.page.get_by_role("navigation", name="上下游单据")
    chain.get_by_role("link", name="借入单").click()
    at.is_now("已审核", "JR" + FIRST)
    at.shows(0, done_quantity="4", open_quantity="1")
    assert shop.stock("SLQ")["on_hand"] == "64"


def test_an_inspector_accepts_a_part_and_what_is_rejected_goes_back(at: Desk, shop: Shop) -> None:
    got = shop.make("purchase_receipt", line("YB", 10, "40"))
    assert shop.stock("YB")["available"] == "0"
    at.menu("采购入库单")
    at.page.goto(f"/records/purchase_receipt/{got['id']}")

    at.press("下推来料检验单")
    at.is_now("草稿")
    quantity(at, "3", "rejected")
    at.cell(0, "reason").click()
    at.enter("HS")
    at.press("保存并审核")
    at.is_now("已审核", "LLJY" + FIRST)
    at.shows(0, quantity="10", rejected="3", accepted="7", reason="HS 划伤")
    at.press("下推采购退货单")
    at.is_now("草稿")
    at.reads(0, product="YB 仪表", quantity="3")
    at.press("审核")

    at.is_now("已审核", "CGTH" + FIRST)
    stock = shop.stock("YB")
    assert (stock["on_hand"], stock["available"]) == ("7", "7")
