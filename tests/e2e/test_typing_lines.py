"""Lines typed by hand, by a scanner, and ahead of a slow network."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Route, expect

from tests.e2e.desk import Desk, spaced
from tests.e2e.goods import stocked
from tests.e2e.serving import Served
from tests.support.shop import line

pytestmark = pytest.mark.browser
CODES = ("69010001", "69010002", "69010003")


def test_a_scanner_adds_lines_and_counts_them_up_wherever_the_focus_is(
    desk: Callable[..., Desk], served: Served
) -> None:
    clerk = served.hire("扫码五金")
    shop = stocked(served, clerk)
    for code in CODES:
        shop.product(f"S{code[-1]}", f"贴纸 {code[-1]}", barcode=code, sales_price="2")
    at = desk(clerk)
    at.log_in()
    at.new("销售出库单")
    at.cell(0, "product").click()

    for index in range(60):
        at.scan(CODES[index % 3])
    for row in range(3):
        at.reads(row, product=f"S{row + 1} 贴纸 {row + 1}", quantity="20", unit="个")
    expect(at.cell(3, "product")).to_be_focused()
    at.reads(3, product="")

    at.cell(0, "remark").click()
    at.page.keyboard.type("易碎", delay=60)
    at.scan(CODES[1])
    at.reads(0, remark="易碎", quantity="20")
    at.reads(1, quantity="21")
    at.scan(CODES[0])
    at.reads(0, remark="易碎", quantity="21")
    at.reads(3, product="")
    at.scan("69019999")
    at.reads(3, product="69019999", quantity="1")
    expect(at.cell(3, "product")).to_have_attribute("aria-invalid", "true")


def test_hands_go_on_while_the_network_thinks_and_saving_waits_for_it(
    desk: Callable[..., Desk], served: Served
) -> None:
    clerk = served.hire("慢网五金")
    stocked(served, clerk)
    at = desk(clerk)
    at.log_in()
    at.new("销售出库单")
    at.choose("partner", "K1", "新华电器")
    expect(at.box("warehouse")).to_contain_text("CK01")

    asked: list[Route] = []
    at.page.route("**/api/v1/records/product?*", lambda route: asked.append(route))
    at.cell(0, "product").click()
    at.enter("LS8")
    at.enter("3")
    at.enter("6")
    at.cell(1, "quantity").click()
    at.page.keyboard.type("1")
    at.cell(1, "product").click()
    at.page.keyboard.type("KG2", delay=40)
    at.page.keyboard.press("Control+s")
    expect(at.page.locator(".ant-btn-loading")).to_have_text(spaced("保存"))
    at.page.unroute("**/api/v1/records/product?*")
    for route in asked:
        with contextlib.suppress(Error):  # a search that was given up meanwhile
            route.continue_()
    at.is_now("草稿")
    at.reads(0, product="LS8 六角螺栓", quantity="3", unit_price="6.00", unit="个")
    at.reads(1, product="KG2 双控开关", quantity="1")


def test_a_click_anywhere_in_a_cell_takes_what_is_typed_whatever_stands_beside_it(
    desk: Callable[..., Desk], served: Served
) -> None:
    clerk = served.hire("点击五金")
    stocked(served, clerk)
    at = desk(clerk)
    at.page.set_viewport_size({"width": 1440, "height": 900})
    at.log_in()
    at.new("销售出库单")
    at.choose("partner", "K1", "新华电器")
    at.cell(0, "product").click()
    at.type_line(0, "LS8")
    expect(at.page.get_by_test_id("available")).to_have_text("200")
    note = at.page.get_by_test_id("price-note")
    fonts = "e => [e, e.parentElement].map((one) => getComputedStyle(one).fontFamily)"
    assert len(set(note.evaluate(fonts))) == 1

    for field, shown in (("quantity", "{}"), ("unit_price", "{}.00")):
        for number, part in enumerate((0.03, 0.15, 0.5, 0.9)):
            for clicks in (1, 2):
                at.cell(0, "remark").click()
                at.click_at(field, part, clicks)
                expect(at.cell(0, field)).to_be_focused()
                at.page.keyboard.type(f"{number + 1}{clicks}", delay=40)
                at.page.keyboard.press("Tab")
                at.reads(0, **{field: shown.format(f"{number + 1}{clicks}")})


def test_a_line_taken_away_leaves_the_focus_and_comes_back(
    desk: Callable[..., Desk], served: Served
) -> None:
    clerk = served.hire("后悔五金")
    stocked(served, clerk)
    at = desk(clerk)
    at.log_in()
    at.new("销售出库单")
    at.line(0, "LS8", "3", "5.20")
    at.type_line(1, "KG2", "1", "12.50")

    at.page.get_by_role("button", name="删除行 1").click()
    at.reads(0, product="KG2 双控开关")
    at.page.keyboard.press("Control+z")
    at.reads(0, product="LS8 六角螺栓", quantity="3")
    at.reads(1, product="KG2 双控开关", quantity="1")


def test_a_refusal_far_down_is_gone_to_and_said_once(
    desk: Callable[..., Desk], served: Served
) -> None:
    clerk = served.hire("长单五金")
    shop = stocked(served, clerk)
    lines = [line("LM8", 1) for _ in range(280)]
    lines[260] = line("KG2", 97)
    draft = shop.make("sales_delivery", *lines, partner={"code": "K1"}, then=None)
    at = desk(clerk)
    at.log_in()
    at.menu("销售出库单")
    at.page.goto(f"/records/sales_delivery/{draft['id']}")

    at.press("审核")
    expect(at.cell(260, "quantity")).to_be_focused()
    expect(at.cell(260, "quantity")).to_be_in_viewport()
    sentence = "第 261 行 数量：库存不足：双控开关（主仓） 可用 96 个，需要 97 个"
    expect(at.page.get_by_role("main").get_by_text(sentence)).to_have_count(1)
    at.is_now("草稿")
    assert shop.stock("KG2")["on_hand"] == "96"


PASTE = """([kind, text]) => {
  const data = new DataTransfer();
  data.setData(kind, text);
  const told = { clipboardData: data, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', told));
}"""


def test_codes_quantities_and_prices_of_a_file_find_their_cells(
    desk: Callable[..., Desk], served: Served
) -> None:
    clerk = served.hire("粘贴五金")
    shop = stocked(served, clerk)
    shop.product("TZ", "贴纸", barcode="69010001", sales_price="2")
    at = desk(clerk)
    at.log_in()
    at.new("销售订单")
    at.cell(0, "product").click()

    at.page.evaluate(PASTE, ["text/plain", "LS8\t1,200\n69010001\t20\nKG2\t12,5\n"])
    at.reads(0, product="LS8 六角螺栓", quantity="1,200")
    at.reads(1, product="TZ 贴纸", quantity="20")
    at.reads(2, product="KG2 双控开关", quantity="12,5")
    expect(at.cell(2, "quantity")).to_have_attribute("aria-invalid", "true")

    at.cell(3, "product").click()
    rows = "<tr><td>TZ</td><td>3</td><td>个</td><td>1.50</td><td>4.50</td></tr>"
    at.page.evaluate(PASTE, ["text/html", f"<table>{rows}</table>"])
    at.reads(3, product="TZ 贴纸", quantity="3", unit="个", unit_price="1.50")
    expect(at.page.get_by_text("有 1 列没有放进来（4.50）")).to_be_visible()


def test_what_is_typed_while_a_document_is_saved_is_not_lost(
    desk: Callable[..., Desk], served: Served
) -> None:
    clerk = served.hire("急单五金")
    stocked(served, clerk)
    at = desk(clerk)
    at.log_in()
    at.new("销售出库单")
    at.choose("partner", "K1", "新华电器")
    at.line(0, "LS8", "3", "6")

    held: list[Route] = []
    at.page.route(
        "**/api/v1/records/sales_delivery*",
        lambda route: held.append(route) if route.request.method == "POST" else route.continue_(),
    )
    with at.page.expect_request(lambda request: request.method == "POST"):
        at.page.keyboard.press("Control+s")
    at.cell(1, "product").click()
    at.enter("KG2")
    at.reads(1, product="KG2 双控开关")
    at.cell(1, "quantity").click()
    at.page.keyboard.type("1")
    held.pop().continue_()
    at.is_now("草稿")
    at.page.keyboard.type("5")
    at.reads(0, product="LS8 六角螺栓", quantity="3")
    at.reads(1, product="KG2 双控开关", quantity="15")
    expect(at.cell(1, "quantity")).to_be_focused()
    at.page.keyboard.press("Control+s")
    expect(at.button("审核")).to_be_visible()
    at.page.reload()
    at.reads(1, product="KG2 双控开关", quantity="15")
