"""Rows below a document that do not repeat its header: lines of it, remarks below the table, or in
doubt; while they are in doubt, nothing of the document is booked."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

RECEIPT = ["单号", "日期", "仓库", "商品", "数量", "单位成本", "备注"]
DAY = "2026-10-03"


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def receipts(shop: Shop) -> list[tuple[Any, ...]]:
    return shop.rows(
        "SELECT d.date::text, h.code, d.remark, w.code, l.remark, trim_scale(l.quantity)::text"
        " FROM inventory_stockreceiptline l JOIN inventory_stockreceipt d ON d.id = l.document_id"
        " JOIN masters_warehouse h ON h.id = d.warehouse_id"
        " LEFT JOIN masters_warehouse w ON w.id = l.warehouse_id ORDER BY l.quantity"
    )


@pytest.mark.parametrize("separate", [False, True])
def test_a_row_with_its_own_remark_or_warehouse_alone_is_a_line(
    shop: Shop, importer: Importer, separate: bool
) -> None:
    shop.warehouse("CK02", "二仓")
    rows = [
        ["RK1", DAY, "CK01", "S1", 1, 5, None],
        [None, None, None, "S2", 2, 5, "破损2个"],
        [None, None, "CK02", "S3", 3, 5, None],
    ]

    done = importer.bring(
        "stock_receipt", workbook(RECEIPT, *rows), confirm=True, separate=separate
    )

    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    assert receipts(shop) == [
        (DAY, "CK01", "", None, "", "1"),
        (DAY, "CK01", "", None, "破损2个", "2"),
        (DAY, "CK01", "", "CK02", "", "3"),
    ]


def test_without_numbers_the_day_alone_says_where_a_document_begins(
    shop: Shop, importer: Importer
) -> None:
    """The only warehouse is filled in by itself, as on the screen."""
    head = ["日期", "商品", "数量", "单位成本", "备注"]
    content = workbook(head, [DAY, "S1", 1, 5, "急"], [None, "S2", 2, 5, "破损"])

    done = importer.bring("stock_receipt", content, confirm=True)

    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    assert [(one[0], one[2], one[4]) for one in receipts(shop)] == [
        (DAY, "", "急"),
        (DAY, "", "破损"),
    ]


@pytest.mark.parametrize(
    "below",
    [
        [None, None, None, None, "急", "S2", 20, 4],
        [None, None, None, 5, None, "S2", 20, 4],
        [None, None, None, None, "急", None, None, None],
        [None, "P1", "CK02", None, None, "S2", 20, 4],
    ],
    ids=["remark", "discount", "no line", "another warehouse"],
)
def test_nothing_is_booked_while_rows_are_in_doubt(
    shop: Shop, importer: Importer, below: list[Any]
) -> None:
    shop.warehouse("CK02", "二仓")
    head = ["单据编号", "客户", "仓库", "整单优惠", "备注", "商品", "数量", "单价", "行备注"]
    content = workbook(head, ["A", "P1", "CK01", None, None, "S1", 10, 4], below)
    run = importer.upload("sales_order", content)
    columns = run["matching"] | {"8": "lines.remark", "4": "remark"}
    before = shop.everything()

    done = importer.start(importer.check(run, matching=columns, confirm=True))

    assert (done["created"], done["refused"]) == (0, 1), importer.faults(done)
    assert [one[::2] for one in importer.faults(done)] == [(3, "import.number_missing")]
    assert shop.everything()["sales_salesorder"] == before["sales_salesorder"]


def test_remarks_below_the_table_are_left_out_and_told(shop: Shop, importer: Importer) -> None:
    rows: list[list[Any]] = [
        ["RK1", DAY, "CK01", "S1", 1, 5, None],
        ["制单人：张三", None, None, "审核：", "李四", None, None],
        ["注：本单一式三联"],
        [None, None, None, None, None, None, None, "白联存根"],
    ]

    run = importer.check(importer.upload("stock_receipt", workbook([*RECEIPT, ""], *rows)))

    assert (run["created"], run["refused"]) == (1, 0), importer.faults(run)
    assert [(one["row"], one["code"]) for one in run["findings"]["notes"]] == [
        (row, "import.remark_row") for row in (3, 4, 5)
    ]
    content = workbook(["编码", "名称", "客户"], ["G1", "甲", "是"], ["备注：以上为老客户"])
    done = importer.bring("partner", content)
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
