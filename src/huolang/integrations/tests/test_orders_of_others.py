"""Orders as Odoo and ERPNext export them: the fields of their lines, and what is no order yet."""

from __future__ import annotations

from typing import Any

import pytest

from huolang.forms import registry
from huolang.integrations.columns import matching
from huolang.integrations.tests.test_cells import ordered
from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

ODOO = (
    "Order Reference|Order Date|Customer|Order Lines/Product|Order Lines/Quantity|{}|"
    "Order Lines/Unit Price|Order Lines/Discount (%)|Status"
)


@pytest.fixture
def importer(shop: Shop) -> Importer:
    shop.product("T1", "矿泉水", units=[{"unit": {"code": "BOX"}, "numerator": "24"}])
    return Importer(shop.client, shop.company)


def test_days_that_may_be_several_are_refused_in_each_row_of_a_document(
    shop: Shop, importer: Importer
) -> None:
    head = ["单号", "日期", "客户", "仓库", "商品", "数量", "单价"]
    day = "03-11-2026"
    content = workbook(
        head, ["A", day, "P1", "CK01", "S1", 2, 3], ["A", day, "P1", "CK01", "S2", 1, 3]
    )

    run = importer.bring("sales_order", content)

    assert {code for _row, _column, code in importer.faults(run)} == {"import.day_unclear"}
    assert shop.one("SELECT count(*) FROM sales_salesorder") == 0


@pytest.mark.parametrize(
    "unit",
    [
        "Order Lines/Unit of Measure",
        "Order Lines/UoM",
        "Order Lines/Product UoM",
        "订单行/计量单位",
    ],
)
def test_the_fields_of_lines_of_odoo_are_those_of_ours(
    shop: Shop, importer: Importer, unit: str
) -> None:
    rows: list[list[Any]] = [
        ["S1", "2026-11-03", "P1", "[T1] 矿泉水", 2, "箱", 36, 10, "Sales Order"],
        [None, None, None, "S2", 5, None, 10, 0, None],
        ["S2", "2026-11-03", "P1", "S1", 2, "箱", 36, 10, "Quotation"],
        ["S3", "2026-11-03", "P1", "S1", 2, "箱", 36, 10, "Quotation Sent"],
    ]
    head = ODOO.format(unit).split("|")

    done = importer.bring(
        "sales_order", workbook(head, *rows), confirm=True, fixed={"warehouse": "CK01"}
    )

    assert (done["created"], importer.faults(done)) == (1, [])
    assert [line[:4] for line in ordered(shop)] == [
        ("2", "36", "10", "64.8"), ("5", "10", "0", "50"),
    ]  # fmt: skip
    assert shop.one("SELECT count(*) FROM sales_salesorderline WHERE base_quantity = 48") == 1


def test_what_is_of_lines_never_fills_the_document(db: None) -> None:
    heads = "订单编号|订单行/产品|订单行/数量|订单行/单价|订单行/折扣(%)|订单行/备注|UOM (Items)"

    found = matching.propose(registry.get("sales_order"), heads.split("|"), {})

    assert [found[str(n)] for n in range(7)] == [
        "number", "lines.product", "lines.quantity", "lines.unit_price", "lines.discount",
        "lines.remark", "lines.unit",
    ]  # fmt: skip


@pytest.mark.parametrize("state", ["RFQ", "RFQ Sent", "询价单", "Draft"])
def test_what_was_only_asked_for_is_no_order(shop: Shop, importer: Importer, state: str) -> None:
    head = ["单号", "供应商", "仓库", "商品", "数量", "单价", "状态"]
    rows = ["A", "P1", "CK01", "S1", 2, 3, state], ["B", "P1", "CK01", "S1", 1, 3, "Purchase Order"]

    importer.bring("purchase_order", workbook(head, *rows), confirm=True)

    assert shop.rows("SELECT state, total::int FROM purchasing_purchaseorder") == [("confirmed", 3)]


@pytest.mark.parametrize(
    ("header", "value", "told"),
    [
        ("已入库数量", 1, True),
        ("已入库数量", 0, False),
        ("未入库数量", 1, True),
        ("未入库数量", 2, False),
        ("Order Lines/Received Qty", 2, True),
        ("关闭", "是", True),
        ("状态", "已关闭", True),
        ("中止", "否", False),
        ("待入库数量", 1, True),
        ("入库数量", 1, True),
        ("已完成数量", 0, False),
        ("状态", "部分采购", True),
        ("收货状态", "部分收货", True),
        ("收货状态", "未收货", False),
        ("是否完成", "是", True),
        ("Status", "To Bill", True),
        ("Status", "To Receive and Bill", False),
        ("关闭人", "张三", True),
        ("关闭人", None, False),
    ],
)
def test_what_was_executed_elsewhere_of_an_order_is_asked_about(
    importer: Importer, header: str, value: Any, told: bool
) -> None:
    head = ["单号", "供应商", "仓库", "商品", "数量", "单价", header]
    content = workbook(head, ["A", "P1", "CK01", "S1", 2, 3, value])

    run = importer.upload("purchase_order", content)

    checked = importer.check(run)
    code = "import.order_executed"
    assert [one[::2] for one in importer.faults(checked)] == ([(2, code)] if told else [])
    assert (checked["created"], checked["findings"]["executed"]) == (1 - told, int(told))
    checked = importer.check(run, as_open=True)
    found = [(one["row"], one["code"]) for one in checked["findings"]["notes"]]
    assert (found, importer.faults(checked)) == ([(2, code)] if told else [], [])
    assert (checked["created"], checked["findings"]["executed"]) == (1, 0)


@pytest.mark.parametrize(("header", "value"), [("中止", "是"), ("状态", "已中止")])
def test_an_order_that_was_stopped_is_refused(
    shop: Shop, importer: Importer, header: str, value: str
) -> None:
    head = ["单号", "供应商", "仓库", "商品", "数量", "单价", header]

    run = importer.bring("purchase_order", workbook(head, ["A", "P1", "CK01", "S1", 2, 3, value]))

    assert importer.faults(run) == [(2, header, "import.order_stopped")]
    assert shop.one("SELECT count(*) FROM purchasing_purchaseorder") == 0


@pytest.mark.parametrize(
    ("boxes", "pieces", "said"),
    [
        ("箱数", "散数", 5),
        ("数量(箱)", "散件", "5个"),
        ("数量（箱）", "零头", 5),
        ("数量", "零散数量", 5),
    ],
)
def test_pieces_beside_boxes_are_never_dropped(
    shop: Shop, importer: Importer, boxes: str, pieces: str, said: Any
) -> None:
    head = ["单号", "客户", "仓库", "商品", boxes, pieces, "单价", "单位"]
    rows = ["A", "P1", "CK01", "T1", 2, said, 2, "箱"], ["B", "P1", "CK01", "T1", 2, 0, 2, "箱"]

    run = importer.bring("sales_order", workbook(head, *rows))

    assert importer.faults(run) == [(2, pieces, "import.loose_left")]
    assert [line[0] for line in ordered(shop)] == ["2"]
