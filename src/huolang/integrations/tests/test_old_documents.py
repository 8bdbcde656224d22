"""Openings whose rows name documents of the old books, by their number and day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

DAY = {"date": "2026-01-01"}
OWED = """
SELECT d.date::text, l.original_number, l.original_date::text, l.due_on::text
FROM finance_openingbalanceline l JOIN finance_openingbalance d ON d.id = l.document_id
ORDER BY d.created_at, l.position
"""
NOV, DEC = date(2025, 11, 3), date(2025, 12, 3)


@pytest.fixture
def importer(shop: Shop) -> Importer:
    shop.master("warehouse", code="B1", name="北仓")
    return Importer(shop.client, shop.company)


@pytest.mark.parametrize(
    "head",
    [
        "单号|开单日期|客户|应收|到期日",
        "单据编号|日期|客户|余额|到期日",
        "Voucher No|Posting Date|Customer|Outstanding Amount|Due Date",
        "发票号|发票日期|客户|余额|到期日",
    ],
)
def test_what_is_owed_keeps_the_number_and_days_of_its_own_document(
    shop: Shop, importer: Importer, head: str
) -> None:
    rows = [["XS1", NOV, "P1", 100, DEC], ["XS2", DEC, "P1", 200, None]]
    run = importer.upload("opening_balance", workbook(head.split("|"), *rows, ["合计"]))

    done = importer.start(importer.check(run, fixed=DAY))

    assert (done["created"], importer.faults(done)) == (1, [])
    assert shop.rows(OWED) == [
        ("2026-01-01", "XS1", "2025-11-03", "2025-12-03"),
        ("2026-01-01", "XS2", "2025-12-03", None),
    ]


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("单据编号|日期|客户|余额", [["1", NOV, "P1", 1], ["1", NOV, "P2", 2]]),
        ("单据编号|期初日期|客户|余额", [["1", NOV, "P1", 1], ["1", NOV, "P2", 2]]),
        ("单据编号|日期|原单号|原单日期|客户|余额", [["1", DEC, "", "", "P1", 1]]),
    ],
)
def test_what_is_the_openings_own_stays_so(
    shop: Shop, importer: Importer, head: str, rows: list[list[Any]]
) -> None:
    shop.partner("P2")
    run = importer.upload("opening_balance", workbook(head.split("|"), *rows))

    done = importer.start(importer.check(run))

    assert (done["created"], importer.faults(done)) == (1, [])
    assert {one[:3] for one in shop.rows(OWED)} == {(rows[0][1].isoformat(), "", None)}


def test_stock_is_one_opening_whatever_papers_brought_it_and_that_is_told(
    shop: Shop, importer: Importer
) -> None:
    head = ["单号", "开单日期", "商品编码", "仓库", "数量", "成本"]
    rows = [["RK1", NOV, "S1", "B1", 4, 2], ["RK2", DEC, "S2", "B1", 4, 2]]
    run = importer.check(importer.upload("opening_stock", workbook(head, *rows)), fixed=DAY)

    done = importer.start(run)

    assert (done["created"], importer.faults(done)) == (1, [])
    assert shop.rows("SELECT date::text FROM inventory_openingstock") == [("2026-01-01",)]
    told = [(one["column"], one["code"]) for one in run["findings"]["notes"]]
    assert told == [("单号", "import.old_document"), ("开单日期", "import.old_document")]


def test_what_somebody_said_of_such_a_column_holds(shop: Shop, importer: Importer) -> None:
    head = ["单号", "开单日期", "客户", "余额"]
    content = workbook(head, ["XS1", NOV, "P1", 100], ["XS2", DEC, "P1", 200])
    run = importer.upload("opening_balance", content)
    said = {"0": "number", "1": "date", **{n: p for n, p in run["matching"].items() if n > "1"}}
    importer.check({**run, "matching": said})

    again = importer.upload("opening_balance", content)

    assert {again["matching"]["0"], again["matching"]["1"]} == {"number", "date"}
