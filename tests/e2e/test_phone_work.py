"""A clerk on a phone who sees no prices receives an order, delivers one and looks up what is left;
once without a network, once with the camera and into locations."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e import film
from tests.e2e.desk import Desk, spaced
from tests.e2e.serving import Served
from tests.support.shop import Shop, line

pytestmark = pytest.mark.browser

FILMED = "6901234567892"


def scan(page: Page, code: str) -> None:
    """As a scanner does: it types wherever it is pointed at, and presses Enter."""
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def took(page: Page, code: str, figure: str) -> None:
    expect(page.get_by_test_id(f"taken-{code}").locator("b")).to_have_text(figure)


def receive(page: Page) -> None:
    """A carton of bolts and one more, and all the glue; confirmed while there is no network."""
    scan(page, "6902")
    took(page, "LS8", "12")
    scan(page, "6999")
    expect(page.get_by_role("alert")).to_have_text("不认识“6999”")
    scan(page, "6911")
    page.get_by_role("textbox", name="批号", exact=True).fill("J26")
    page.get_by_label("有效期至").fill("2030-01-01")
    page.get_by_role("button", name=spaced("全部 5 个")).click()
    took(page, "JS", "5")
    page.context.set_offline(True)
    scan(page, "6901")
    took(page, "LS8", "13")
    page.get_by_role("button", name="确认收货（2 / 2 行）").click()
    expect(page.get_by_text("没有网络：1 笔已存在本机")).to_be_visible()
    expect(page.get_by_test_id("taken-LS8")).to_contain_text("/ 17 个")
    page.context.set_offline(False)
    expect(page.get_by_text("已生成并审核采购入库单")).to_be_visible()


def deliver(page: Page) -> None:
    """A carton is too many; ten bolts, and one of two tubes of the only batch."""
    scan(page, "6902")
    expect(page.get_by_role("alert")).to_have_text("LS8 六角螺栓 多了，还可以 10 个")
    page.get_by_role("button", name="LS8 六角螺栓").click()
    page.get_by_role("textbox", name="数量", exact=True).fill("10")
    page.get_by_role("button", name=spaced("记下")).click()
    scan(page, "6911")
    expect(page.get_by_role("radio", name="J26")).to_be_checked()
    page.get_by_role("textbox", name="数量", exact=True).press("Enter")
    took(page, "JS", "1")
    page.get_by_role("button", name="确认发货（2 / 2 行）").click()
    expect(page.get_by_text("已生成并审核销售出库单")).to_be_visible()


def goods(shop: Shop) -> None:
    shop.partner("P1", "宏达五金批发")
    box = {"unit": {"code": "BOX"}, "numerator": "12", "barcode": "6902"}
    shop.product("LS8", "六角螺栓", barcode="6901", units=[box])
    shop.product("JS", "结构胶", barcode="6911", batched=True, shelf_life=365)


def test_a_piece_that_is_in_stock_is_refused_at_the_scan_or_mended_after_a_lost_network(
    desk: Callable[..., Desk], served: Served
) -> None:
    boss = served.hire("序列号五金")
    clerk = served.employ(boss, "warehouse", "小吴")
    shop = Shop(served.client(boss), boss.company_id)
    shop.partner("P1", "宏达五金批发")
    shop.product("DZ", "电钻", barcode="6921", serialized=True)
    shop.make("purchase_receipt", line("DZ", 1, 200, serials=["DZ1"]))
    order = shop.make("purchase_order", line("DZ", 4, 200))
    phone = desk(clerk, width=390, height=844)
    phone.log_in()
    page = phone.page
    expect(page.get_by_role("link", name="手机作业")).to_be_visible()
    page.goto(f"/phone/receive/purchase_order/{order['id']}")
    expect(page.get_by_role("heading", name=order["number"])).to_be_visible()

    scan(page, "6921")
    scan(page, "DZ1")

    expect(page.get_by_role("alert")).to_contain_text("电钻 的序列号 DZ1 已经在库")
    took(page, "DZ", "0")
    page.get_by_role("button", name=spaced("知道了")).click()
    page.context.set_offline(True)
    scan(page, "DZ1")
    scan(page, "DZ2")
    took(page, "DZ", "2")
    page.get_by_role("button", name="扫完了").click()
    page.get_by_role("button", name="确认收货（1 / 1 行）").click()
    expect(page.get_by_text("没有网络：1 笔已存在本机")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name=spaced("修改")).click()
    page.get_by_role("button", name="撤销 DZ1").click()
    took(page, "DZ", "1")
    page.get_by_role("button", name="确认收货（1 / 1 行）").click()
    expect(page.get_by_text("已生成并审核采购入库单")).to_be_visible()
    assert shop.stock("DZ")["on_hand"] == "2"
    page.goto("/phone/look")
    expect(page.get_by_role("heading", name="查库存")).to_be_visible()
    scan(page, "DZ1")
    expect(page.get_by_role("list", name="经过")).to_contain_text("宏达五金批发")


def test_a_code_of_goods_that_is_also_the_number_of_a_piece_is_asked_about(
    desk: Callable[..., Desk], served: Served
) -> None:
    boss = served.hire("同号五金")
    clerk = served.employ(boss, "warehouse", "小吴")
    shop = Shop(served.client(boss), boss.company_id)
    shop.partner("P1", "宏达五金批发")
    bolts = shop.product("LS8", "六角螺栓")
    drills = shop.product("DZ", "电钻", serialized=True)
    pieces = ["6901", "6921"]
    shop.make("stock_receipt", line("DZ", 2, serials=pieces), line("LS8", 9, unit_cost="1"))
    for product, code in ((bolts, "6901"), (drills, "6921")):
        shop.change("product", shop.read("product", {"id": product}), barcode=code)
    order = shop.make("sales_order", line("DZ", 2, 300), line("LS8", 1, 5))
    phone = desk(clerk, width=390, height=844)
    phone.log_in()
    page = phone.page
    expect(page.get_by_role("link", name="手机作业")).to_be_visible()
    page.goto(f"/phone/deliver/sales_order/{order['id']}")
    expect(page.get_by_role("heading", name=order["number"])).to_be_visible()

    scan(page, "6921")
    took(page, "DZ", "1")
    scan(page, "6901")
    asked = page.get_by_role("group", name="这个码可能是几样东西")
    expect(asked.get_by_role("button")).to_have_count(2)
    asked.get_by_role("button", name="DZ 电钻").click()
    took(page, "DZ", "2")
    scan(page, "6901")
    asked.get_by_role("button", name="LS8 六角螺栓").click()
    took(page, "LS8", "1")
    page.get_by_role("button", name="确认发货（2 / 2 行）").click()

    expect(page.get_by_text("已生成并审核销售出库单")).to_be_visible()
    assert (shop.stock("DZ")["on_hand"], shop.stock("LS8")["on_hand"]) == ("0", "8")
    page.goto("/phone/look")
    expect(page.get_by_role("heading", name="查库存")).to_be_visible()
    scan(page, order["number"].lower())  # as it is printed on its pick list
    expect(page).to_have_url(re.compile(f"/records/sales_order/{order['id']}"))


def test_a_clerk_receives_delivers_and_looks_up_on_a_phone(
    desk: Callable[..., Desk], served: Served
) -> None:
    boss = served.hire("扫码五金")
    clerk = served.employ(boss, "warehouse", "小吴")
    shop = Shop(served.client(boss), boss.company_id)
    goods(shop)
    order = shop.make("purchase_order", line("LS8", 30, "2"), line("JS", 5, "8"))
    phone = desk(clerk, width=390, height=844)
    phone.log_in()
    page = phone.page
    page.get_by_role("link", name="手机作业").click()
    page.get_by_role("link", name="收货").click()
    expect(page.get_by_role("link", name=order["number"])).to_be_visible()
    scan(page, order["number"])
    expect(page.get_by_role("heading", name=order["number"])).to_be_visible()

    receive(page)

    assert (shop.stock("LS8")["on_hand"], shop.stock("JS")["on_hand"]) == ("13", "5")
    assert shop.stock("LS8")["value"] == "26.00"
    sold = shop.make("sales_order", line("LS8", 10, "5"), line("JS", 2, "20"))
    page.goto("/phone/deliver")
    page.get_by_role("link", name=sold["number"]).click()
    expect(page.get_by_role("heading", name=sold["number"])).to_be_visible()

    deliver(page)

    page.goto("/phone/look")
    expect(page.get_by_role("heading", name="查库存")).to_be_visible()
    scan(page, "6901")
    expect(page.get_by_role("list", name="各仓库")).to_contain_text("3 个")
    expect(page.get_by_role("main")).not_to_contain_text("¥")
    assert (shop.stock("LS8")["on_hand"], shop.stock("JS")["on_hand"]) == ("3", "4")


def shelves(shop: Shop) -> None:
    """CK01 and a second warehouse have locations; of those in CK01 one is archived."""
    shop.warehouse("W2", "二仓")
    for code in ("CK01", "W2"):
        (house,) = shop.ok(shop.client.get(f"/records/warehouse?q={code}"))["items"]
        shop.change("warehouse", shop.read("warehouse", house), located=True)
    for code, active in (("A-01", True), ("A-02", True), ("A-09", False)):
        shop.master("location", code=code, warehouse={"code": "CK01"}, active=active)
    shop.master("location", code="E-01", warehouse={"code": "W2"})
    shop.product("LS8", "六角螺栓", barcode=FILMED)
    shop.make("purchase_receipt", line("LS8", 4, "2", location={"code": "A-01"}))


def film_one(page: Page) -> None:
    """Refused at first; then one bolt is seen, and counts once however long it is held."""
    page.get_by_role("button", name="摄像头扫码").click()
    expect(page.get_by_text("摄像头没有获准使用")).to_be_visible()
    page.get_by_role("button", name="摄像头扫码").click()
    page.context.grant_permissions(["camera"])
    page.get_by_role("button", name="摄像头扫码").click()
    took(page, "LS8", "1")
    pictures = "document.querySelector('video').getVideoPlaybackQuality().totalVideoFrames"
    seen = page.evaluate(pictures)
    page.wait_for_function(f"seen => {pictures} > seen + 60", arg=seen)
    took(page, "LS8", "1")
    page.get_by_role("button", name="摄像头扫码").click()
    expect(page.locator("video")).to_have_count(0)


def film_without_network(page: Page) -> None:
    """Who used the camera once can use it in a cellar, in a page that is opened there."""
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.reload()
    page.wait_for_function(
        "async () => (await Promise.all((await caches.keys()).map(async (name) =>"
        " (await (await caches.open(name)).keys()).some(({url}) => url.endsWith('.wasm')))))"
        ".some(Boolean)"
    )
    page.context.set_offline(True)
    page.reload()
    took(page, "LS8", "1")
    page.get_by_role("button", name="摄像头扫码").click()
    took(page, "LS8", "2")
    page.get_by_role("button", name="摄像头扫码").click()
    page.context.set_offline(False)


def put_away(page: Page) -> None:
    """One more goes to another location than is proposed; what was filmed is moved there, too."""
    rows = page.get_by_role("list", name="明细")
    expect(rows).to_contain_text("建议放 A-01")
    expect(rows.get_by_role("button", name="库位 A-01")).to_be_visible()
    for code, words in (("A-09", "库位 A-09 已停用"), ("E-01", "库位 E-01 在别的仓库")):
        scan(page, code)
        expect(page.get_by_role("alert")).to_contain_text(words)
    page.context.set_offline(True)
    scan(page, "a-02")
    expect(page.get_by_text("接着扫的放到库位 A-02")).to_be_visible()
    page.context.set_offline(False)
    scan(page, FILMED)
    took(page, "LS8", "3")
    rows.get_by_role("button", name="库位 A-01").click()
    scan(page, "E-01")
    expect(rows.get_by_role("alert")).to_have_text("库位 E-01 在别的仓库")
    scan(page, "A-02")
    expect(rows.get_by_role("button", name="库位 A-01")).to_have_count(0)
    expect(rows.get_by_text("3 个", exact=False).first).to_be_visible()
    page.get_by_role("button", name="确认收货（1 / 1 行）").click()
    expect(page.get_by_text("已生成并审核采购入库单")).to_be_visible()


def test_a_clerk_films_a_bar_code_and_puts_goods_into_locations(
    desk: Callable[..., Desk], served: Served, filming: Callable[[Path], Browser], tmp_path: Path
) -> None:
    boss = served.hire("摄像五金")
    clerk = served.employ(boss, "warehouse", "小郑")
    shop = Shop(served.client(boss), boss.company_id)
    shop.partner("P1", "宏达五金批发")
    shelves(shop)
    order = shop.make("purchase_order", line("LS8", 3, "2"))
    other = filming(film.make(tmp_path / "bolt.y4m", FILMED))
    phone = desk(clerk, width=390, height=844, installed=True, other=other)
    phone.log_in()
    page = phone.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("link", name="手机作业").click()
    page.goto(f"/phone/receive/purchase_order/{order['id']}")
    expect(page.get_by_role("heading", name=order["number"])).to_be_visible()

    film_one(page)
    film_without_network(page)
    put_away(page)

    lying = shop.ok(shop.client.get("/reports/location_stock"))["items"]
    assert {one["location"]["code"]: one["quantity"] for one in lying} == {"A-01": "4", "A-02": "3"}
    assert [url for url in asked if url.endswith(".wasm")]
    assert all(url.startswith((served.address, "data:", "blob:")) for url in asked)
