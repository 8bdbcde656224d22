"""A file of orders without numbers: the check says which rows it put together, and they are wanted
apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk, spaced
from tests.e2e.serving import Served
from tests.support.importing import workbook
from tests.support.shop import Shop

pytestmark = pytest.mark.browser


def test_orders_of_one_row_each_are_imported_apart(
    desk: Callable[..., Desk], served: Served
) -> None:
    boss = served.hire("导入五金")
    shop = Shop(served.client(boss), boss.company_id)
    shop.product("DR1", "膨胀螺栓")
    shop.partner("DR", "城南五金店")
    head = ["客户", "仓库", "整单优惠", "商品", "数量", "单价", "价税合计", "单价"]
    rows = [["DR", "CK01", 1, "DR1", 2, 5, 10.17, None]] * 2
    at = desk(boss)
    at.log_in()

    at.menu("销售订单")
    at.page.goto(f"{served.address}/records/sales_order/import")
    file = {"name": "订单.xlsx", "mimeType": "", "buffer": workbook(head, *rows)}
    at.page.locator("input[type=file]").set_input_files(file)  # pyright: ignore[reportArgumentType]
    expect(at.page.get_by_text("由系统计算，不导入")).to_be_visible()
    expect(at.page.get_by_text("第 6 列也是这个字段，只导入那一列")).to_be_visible()
    at.page.get_by_role("button", name=spaced("检查")).click()
    expect(at.page.get_by_text("正在检查")).to_be_visible()
    served.work_off(boss)
    expect(at.page.get_by_text("文件中的 2 行是 1 张单据。")).to_be_visible()
    expect(at.page.get_by_text("共 1 张：第 2–3 行")).to_be_visible()

    at.page.get_by_role("button", name=spaced("修改对应和选项")).click()
    at.page.get_by_label("每行一张单据").check()
    at.page.get_by_role("button", name=spaced("检查")).click()
    expect(at.page.get_by_text("正在检查")).to_be_visible()
    served.work_off(boss)
    expect(at.page.get_by_text("文件中的 2 行是 2 张单据。")).to_be_visible()
    at.page.get_by_role("button", name=spaced("开始导入 2 条")).click()
    expect(at.page.get_by_text("正在导入")).to_be_visible()
    served.work_off(boss)
    expect(at.page.get_by_text("导入完成。")).to_be_visible()

    found = shop.ok(shop.client.get("/records/sales_order"))["items"]
    assert [one["total"] for one in found] == ["10.17", "10.17"]
