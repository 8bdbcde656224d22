"""What goods and partners began with is entered once, however often its file comes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

STOCK = ["日期", "仓库", "商品", "数量", "单位成本"]
OWED = ["日期", "往来单位", "类别", "金额", "原单号"]
DAY = "2026-01-01"


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def test_opening_stock_that_comes_again_with_a_figure_corrected(
    shop: Shop, importer: Importer
) -> None:
    shop.warehouse("CK02", "二仓")
    rows: list[list[Any]] = [[DAY, "CK01", "S1", 10, 2], [DAY, "CK01", "S2", 5, 3]]
    first = importer.bring("opening_stock", workbook(STOCK, *rows), confirm=True)
    assert first["created"] == 1, importer.faults(first)

    rows[0][3] = 12
    more: list[list[Any]] = [[DAY, "CK01", "S3", 7, 1]]
    run = importer.bring("opening_stock", workbook(STOCK, *rows, *more), confirm=True)

    told = (2, "商品", "import.begun_before"), (3, "商品", "import.begun_before")
    assert (run["created"], importer.faults(run)) == (1, list(told))
    quantities = "SELECT l.quantity::text FROM inventory_openingstockline l ORDER BY l.id"
    assert [float(one) for (one,) in shop.rows(quantities)] == [10, 5, 7]

    run = importer.bring("opening_stock", workbook(STOCK, *rows))
    assert (run["created"], importer.faults(run)) == (0, list(told))
    elsewhere = [[DAY, "CK02", *one[2:]] for one in rows]
    assert importer.bring("opening_stock", workbook(STOCK, *elsewhere))["created"] == 1
    assert importer.bring("opening_stock", workbook(STOCK, *rows), again=True)["created"] == 1


def test_rows_of_one_file_are_not_held_against_each_other(shop: Shop, importer: Importer) -> None:
    rows = [[DAY, "CK01", "S1", 10, 2], [DAY, "CK01", "S1", 5, 3]]

    run = importer.bring("opening_stock", workbook(STOCK, *rows))

    assert (run["created"], importer.faults(run)) == (1, [])


def test_opening_balances_that_come_again(shop: Shop, importer: Importer) -> None:
    """Documents of the old books that have another number are others; what has none is all."""
    shop.partner("P2", "远大", is_customer=True, is_supplier=True)
    rows: list[list[Any]] = [[DAY, "P1", "应收", 100, "A1"], [DAY, "P2", "应付", 50, None]]
    first = importer.bring("opening_balance", workbook(OWED, *rows))
    assert first["created"] == 1, importer.faults(first)

    rows[0][3] = 120
    more: list[list[Any]] = [
        [DAY, "P1", "应收", 5, "A2"], [DAY, "P2", "应收", 9, None], [DAY, "P2", "应付", 9, "B1"],
    ]  # fmt: skip
    run = importer.bring("opening_balance", workbook(OWED, *rows, *more))

    told = [(row, "往来单位", "import.begun_before") for row in (2, 3, 6)]
    assert (run["created"], importer.faults(run)) == (1, told)
    amounts = "SELECT amount::text FROM finance_openingbalanceline ORDER BY id"
    assert [float(one) for (one,) in shop.rows(amounts)] == [100, 50, 5, 9]


def test_what_was_taken_back_may_begin_again(shop: Shop, importer: Importer) -> None:
    file = workbook(STOCK, [DAY, "CK01", "S1", 10, 2])
    importer.bring("opening_stock", file, confirm=True)
    ((record,),) = shop.rows("SELECT id FROM inventory_openingstock")
    shop.do("opening_stock", {"id": str(record)}, "cancel")

    other = workbook(STOCK, [DAY, "CK01", "S1", 11, 2])
    assert importer.bring("opening_stock", other)["created"] == 1


def test_of_a_row_of_several_warehouses_the_part_that_is_there_is_named(
    shop: Shop, importer: Importer
) -> None:
    shop.warehouse("CK02", "二仓")
    shop.warehouse("CK03", "三仓")
    importer.bring("opening_stock", workbook(STOCK, [DAY, "CK02", "S1", 10, 2]), confirm=True)
    head = ["日期", "商品", "单位成本", "二仓", "三仓"]

    run = importer.bring("opening_stock", workbook(head, [DAY, "S1", 2, 10, 4]))

    answer = shop.client.get(f"/imports/{run['id']}/errors").json()
    ((message,),) = ([one["message"] for one in row["errors"]] for row in answer["items"])
    assert message.startswith("“二仓”的期初已在 QCKC")
    assert "这一部分不导入，这一行的其余部分照常导入" in message
    lines = "SELECT l.quantity::text FROM inventory_openingstockline l ORDER BY l.id"
    assert [float(one) for (one,) in shop.rows(lines)] == [10, 4]
