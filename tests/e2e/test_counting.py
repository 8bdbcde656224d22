"""A count on a phone that loses its network, judged and approved at a desk."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.desk import Desk, spaced
from tests.e2e.serving import Served
from tests.support.shop import Shop, line

pytestmark = pytest.mark.browser


def count(page: Page, code: str, quantity: str) -> None:
    box = page.get_by_role("textbox", name="扫条码，或输入编码")
    box.fill(code)
    box.press("Enter")
    many = page.get_by_role("textbox", name="数量", exact=True)
    expect(many).to_be_focused()
    many.fill(quantity)
    many.press("Enter")
    expect(box).to_be_focused()


def test_what_is_counted_without_a_network_is_kept_sent_once_and_approved(
    desk: Callable[..., Desk], served: Served
) -> None:
    clerk = served.hire("盘点五金")
    shop = Shop(served.client(clerk), clerk.company_id)
    shop.product("LS8", "螺栓", barcode="6901")
    shop.product("DL", "电缆")
    shop.make("stock_receipt", line("LS8", 20, unit_cost="3"), line("DL", 5, unit_cost="9"))
    told = {"warehouse": {"code": "CK01"}}
    plan = shop.ok(shop.client.post("/records/count_plan?then=confirm", told), 201)
    phone = desk(clerk, width=390, height=844)
    phone.log_in()
    page = phone.page
    expect(page.get_by_role("form", name="登录")).to_be_hidden()

    page.goto(f"/count/{plan['id']}")
    expect(page.get_by_test_id("count-progress")).to_have_text("已盘 0 / 2 行")
    page.context.set_offline(True)
    count(page, "6901", "20")
    expect(page.get_by_text("没有网络：1 笔已存在本机")).to_be_visible()
    box = page.get_by_role("textbox", name="扫条码，或输入编码")
    box.fill("6901")
    box.press("Enter")
    expect(page.get_by_text("您已盘 20 个")).to_be_visible()
    many = page.get_by_role("textbox", name="数量", exact=True)
    many.fill("6901")
    many.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="“6901”是这里的编码或条码")).to_be_visible()
    many.fill("18")
    many.press("Enter")
    expect(page.get_by_text("没有网络：2 笔已存在本机")).to_be_visible()
    expect(page.get_by_test_id("count-progress")).to_have_text("已盘 1 / 2 行")
    page.context.set_offline(False)
    count(page, "DL", "5")
    expect(page.get_by_text("没有网络")).to_be_hidden()
    page.reload()
    expect(page.get_by_test_id("count-progress")).to_have_text("已盘 2 / 2 行")
    recent = page.get_by_role("region", name="刚才记下的").get_by_role("listitem")
    expect(recent.filter(has_text="改为 18")).to_have_count(1)

    page.set_viewport_size({"width": 1190, "height": 800})
    page.goto(f"/count/{plan['id']}/review")
    expect(page.get_by_text("共 2 行，已盘 2，未定 0，有差异 1。")).to_be_visible()
    page.get_by_role("button", name=spaced("批准差异")).click()
    page.get_by_role("dialog").get_by_role("button", name=spaced("批准差异")).click()
    expect(page.get_by_test_id("state-tag").first).to_have_text("已完成")
    assert shop.stock("LS8")["on_hand"] == "18"


def test_a_line_that_moved_while_it_was_counted_is_accepted_or_counted_again(
    desk: Callable[..., Desk], served: Served
) -> None:
    boss = served.hire("盘点五金")
    shop = Shop(served.client(boss), boss.company_id)
    shop.partner("P1")
    for code in ("LS8", "DL"):
        shop.product(code)
        shop.make("stock_receipt", line(code, 20, unit_cost="3"))
    told = {"warehouse": {"code": "CK01"}, "another_person": False}
    plan = shop.ok(shop.client.post("/records/count_plan?then=confirm", told), 201)
    for quantity in ("12", "8"):
        told = [{"id": str(uuid4()), "code": code, "quantity": quantity} for code in ("LS8", "DL")]
        shop.ok(shop.client.post(f"/counts/{plan['id']}/tallies", {"tallies": told}))
        shop.make("sales_delivery", line("LS8", 2, 5), line("DL", 1, 5))
    screen = desk(boss, width=1190, height=800)
    screen.log_in()
    page = screen.page
    expect(page.get_by_role("form", name="登录")).to_be_hidden()

    page.goto(f"/count/{plan['id']}/review")
    expect(page.get_by_text("2 行盘的时候有出入库，须复盘或在批准时逐行接受。")).to_be_visible()
    expect(page.get_by_text("盘时有出入库，待定")).to_have_count(2)
    page.get_by_role("button", name=spaced("批准差异")).click()
    dialog = page.get_by_role("dialog")
    approve = dialog.get_by_role("button", name=spaced("批准差异"))
    expect(approve).to_be_disabled()
    dialog.get_by_role("checkbox", name="接受差异 2 LS8").check()
    expect(approve).to_be_disabled()
    dialog.get_by_role("button", name="复盘没有接受的（1）").click()
    expect(dialog).to_be_hidden()
    again = [{"id": str(uuid4()), "code": "DL", "quantity": "18", "round": 2}]
    shop.ok(shop.client.post(f"/counts/{plan['id']}/tallies", {"tallies": again}))
    page.reload()
    expect(page.get_by_text("1 行盘的时候有出入库，须复盘或在批准时逐行接受。")).to_be_visible()

    page.get_by_role("button", name=spaced("批准差异")).click()
    dialog.get_by_role("checkbox", name="接受差异 2 LS8").check()
    approve.click()
    expect(page.get_by_test_id("state-tag").first).to_have_text("已完成")
    assert (shop.stock("LS8")["on_hand"], shop.stock("DL")["on_hand"]) == ("18", "18")


def recounted(shop: Shop, path: str, *codes: str) -> None:
    """Somebody else counts these, and somebody asks for another count of them."""
    both = [{"id": str(uuid4()), "code": code, "quantity": "9"} for code in codes]
    shop.ok(shop.client.post(f"{path}/tallies", {"tallies": both}))
    rows = shop.ok(shop.client.get(f"{path}/review"))["lines"]
    shop.ok(shop.client.post(f"{path}/recount", {"lines": [one["id"] for one in rows]}))


def test_who_counts_without_a_network_is_told_what_became_of_the_count_meanwhile(
    desk: Callable[..., Desk], served: Served
) -> None:
    boss = served.hire("盘点五金")
    clerk = served.employ(boss, "warehouse", "小吴")
    shop = Shop(served.client(boss), boss.company_id)
    shop.product("LS8", "螺栓", barcode="6901")
    shop.product("NEW", "没人料到的", barcode="6902")
    shop.make("stock_receipt", line("LS8", 20, unit_cost="3"))
    told = {"warehouse": {"code": "CK01"}, "another_person": False}
    plan = shop.ok(shop.client.post("/records/count_plan?then=confirm", told), 201)
    phone = desk(clerk, width=390, height=844)
    phone.log_in()
    page = phone.page
    expect(page.get_by_role("form", name="登录")).to_be_hidden()
    page.goto(f"/count/{plan['id']}")
    expect(page.get_by_test_id("count-progress")).to_have_text("已盘 0 / 1 行")

    page.context.set_offline(True)
    count(page, "6901", "18")
    count(page, "6902", "4")
    recounted(shop, f"/counts/{plan['id']}", "LS8", "NEW")
    page.context.set_offline(False)
    refused = page.get_by_role("alert").filter(has_text="已要求复盘，这一笔是上一盘的，没有记入")
    expect(refused).to_have_count(2)
    expect(page.get_by_test_id("state-tag").filter(has_text="复盘")).to_have_count(2)
    for _ in range(2):
        refused.first.get_by_role("button", name=spaced("删除")).click()
    count(page, "6901", "17")
    expect(page.get_by_test_id("count-progress")).to_have_text("已盘 1 / 2 行")

    page.context.set_offline(True)
    count(page, "6902", "5")
    expect(page.get_by_text("没有网络：1 笔已存在本机")).to_be_visible()
    shop.do("count_plan", plan, "cancel")
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto("/count")
    expect(page.get_by_text(f"{plan['number']}：1 笔还没有送到")).to_be_visible()
    expect(page.get_by_text("盘点任务已作废，不能再录入")).to_be_visible()
    page.get_by_role("link", name=f"{plan['number']}：1 笔还没有送到").click()
    expect(page.get_by_text("盘点任务已作废，不能再录入。")).to_be_visible()
    expect(page.get_by_role("textbox", name="扫条码，或输入编码")).to_be_hidden()
    page.get_by_role("button", name=spaced("删除")).click()
    page.get_by_role("link", name="差异复核").wait_for()
    assert shop.stock("LS8")["on_hand"] == "20"
    assert shop.ok(shop.client.get("/records/stock_count"))["items"] == []
