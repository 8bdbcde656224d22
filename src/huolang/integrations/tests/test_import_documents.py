"""Documents out of files: rows that belong together are one document, a draft or confirmed."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from tests.support.importing import Importer, text, workbook
from tests.support.shop import Shop, days_ago, line

HEAD = ["单号", "日期", "供应商", "仓库", "商品", "数量", "单价"]


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def receipts(shop: Shop) -> list[tuple[Any, ...]]:
    return shop.rows(
        "SELECT d.state, d.number <> '', count(*), sum(l.quantity)"
        " FROM purchasing_purchasereceipt d"
        " JOIN purchasing_purchasereceiptline l ON l.document_id = d.id"
        " WHERE d.company_id = %s::bigint GROUP BY d.id, d.state, d.number"
        " ORDER BY sum(l.quantity)",
        shop.company,
    )


def test_rows_of_one_number_are_one_draft(shop: Shop, importer: Importer) -> None:
    content = workbook(
        HEAD,
        ["A", "2026-01-05", "P1", "CK01", "S1", 10, 2.5],
        ["B", "2026-01-06", "P1", "CK01", "S1", 1, 2.5],
        ["A", "2026-01-05", "P1", "CK01", "S2", 20, 2.5],
        [None, None, None, None, "S3", 30, 2.5],
    )

    done = importer.bring("purchase_receipt", content)

    assert (done["created"], done["refused"]) == (2, 0), importer.faults(done)
    assert receipts(shop) == [("draft", False, 1, 1), ("draft", False, 3, 60)]


def test_without_a_number_rows_with_the_same_header_are_one_document(
    shop: Shop, importer: Importer
) -> None:
    content = workbook(
        HEAD[1:],
        ["2026-01-05", "P1", "CK01", "S1", 10, 2.5],
        ["2026-01-05", "P1", "CK01", "S2", 20, 2.5],
        ["2026-01-06", "P1", "CK01", "S1", 1, 2.5],
        joined=["A2:A3", "B2:B3", "C2:C3"],
    )

    done = importer.bring("purchase_receipt", content)

    assert (done["created"], done["refused"]) == (2, 0), importer.faults(done)
    assert receipts(shop) == [("draft", False, 1, 1), ("draft", False, 2, 30)]


def test_documents_are_confirmed_and_one_that_cannot_be_holds_up_no_other(
    shop: Shop, importer: Importer
) -> None:
    shop.make("purchase_receipt", line("S1", 10, "2.5"))
    head = ["单号", "客户", "仓库", "商品", "数量", "单价"]
    content = workbook(
        head,
        ["A", "P1", "CK01", "S1", 4, 4],
        ["B", "P1", "CK01", "S1", 40, 4],
        ["C", "P1", "CK01", "S1", 6, 4],
    )

    done = importer.bring("sales_delivery", content, confirm=True)

    assert (done["created"], done["refused"]) == (2, 1)
    assert [(row, column) for row, column, _code in importer.faults(done)] == [(3, "数量")]
    assert shop.stock("S1")["on_hand"] == "0"
    assert shop.differences() == []


def test_lines_without_a_price_take_the_one_that_a_person_would_be_proposed(
    shop: Shop, importer: Importer
) -> None:
    """In the order of the file: what the first one pays is the last price of the second."""
    shop.make("purchase_receipt", line("S1", 10, "2.5"), line("S2", 9, "2.5"))
    head = ["单号", "客户", "仓库", "商品", "数量", "单价", "赠品"]
    rows = [
        ["A", "P1", "CK01", "S1", 4, 7, None],
        ["A", "P1", "CK01", "S2", 1, None, "是"],
        ["B", "P1", "CK01", "S1", 2, None, None],
        ["C", "P1", "CK01", "S1", 3, 0, None],
    ]

    done = importer.bring("sales_delivery", workbook(head, *rows), confirm=True)

    assert (done["created"], done["refused"]) == (3, 0), importer.faults(done)
    assert shop.rows(
        "SELECT quantity, unit_price, is_gift FROM sales_salesdeliveryline"
        " WHERE company_id = %s::bigint ORDER BY quantity",
        shop.company,
    ) == [(1, 0, True), (2, 7, False), (3, 0, False), (4, 7, False)]
    assert shop.differences() == []

    others = workbook(head, *([f"{number}2", *more] for number, *more in rows))
    drafts = importer.bring("sales_delivery", others)
    assert (drafts["created"], drafts["refused"]) == (3, 0), "written together, they cannot be"


def test_headers_that_contradict_each_other_are_refused_with_the_whole_document(
    shop: Shop, importer: Importer
) -> None:
    content = workbook(
        HEAD,
        ["A", "2026-01-05", "P1", "CK01", "S1", 10, 2.5],
        ["A", "2026-01-07", "P1", "CK01", "S2", 20, 2.5],
    )

    done = importer.bring("purchase_receipt", content)

    assert importer.faults(done) == [(3, "日期", "import.differs")]
    assert receipts(shop) == []


def test_what_was_exported_is_imported_as_the_same(shop: Shop, importer: Importer) -> None:
    made = shop.make(
        "purchase_receipt",
        line("S1", "10", "2.5", discount="5", remark="=急"),
        line("S2", "3", "1.123456", unit={"code": "PCS"}),
        date="2026-01-05",
        remark="+一",
    )
    shop.make("purchase_receipt", line("S3", 7, "4"), date="2026-01-06", then=None)
    fields = "number,date,partner,warehouse,tax_included,discount,remark,lines"
    answer = shop.client.get(
        f"/records/purchase_receipt/export?format=csv&sort=date,-number&fields={fields}"
    )
    content = b"".join(answer.streaming_content)

    # Under another number, for what is there already is not entered once more.
    content = content.replace(made["number"].encode(), b"JX-000001")
    done = importer.bring("purchase_receipt", content)

    assert (done["created"], done["refused"]) == (2, 0), importer.faults(done)
    again = shop.client.get(
        f"/records/purchase_receipt/export?format=csv&sort=date,-number&fields={fields}"
    )
    rows = list(csv.reader(io.StringIO(b"".join(again.streaming_content).decode("utf-8-sig"))))
    told = [tuple(row[1:]) for row in rows[1:]]
    assert len(told) == 6
    assert all(told.count(one) == 2 for one in told), told


def test_the_same_upload_started_twice_creates_nothing_twice(
    shop: Shop, importer: Importer
) -> None:
    content = text(HEAD, ["A", "2026-01-05", "P1", "CK01", "S1", "10", "2.5"])
    checked = importer.check(importer.upload("purchase_receipt", content))
    importer.start(checked)

    again = shop.client.post(f"/imports/{checked['id']}/start")

    assert (again.status_code, again.json()["code"]) == (409, "import.wrong_state")
    assert len(receipts(shop)) == 1
    assert importer.upload("purchase_receipt", content)["before"] is not None


def test_drafts_cost_no_statement_for_every_row(
    shop: Shop, importer: Importer, statements: Any
) -> None:
    rows = [[str(n // 10), "2026-01-05", "P1", "CK01", f"S{n % 3 + 1}", 1, 2.5] for n in range(200)]
    run = importer.check(importer.upload("purchase_receipt", workbook(HEAD, *rows)))

    with statements() as seen:
        done = importer.start(run)

    assert (done["created"], done["refused"]) == (20, 0)
    assert len(seen) < 150, len(seen)


def test_who_took_goods_for_use_comes_with_a_file_and_stands_on_list_paper_and_export(
    shop: Shop, importer: Importer
) -> None:
    shop.master("department", code="D4", name="仓储部")
    shop.master("department", code="D5", name="财务部")
    shop.master("employee", code="E7", name="赵仓库", department={"code": "D4"})
    shop.make("stock_receipt", line("S1", 20, unit_cost="2"))
    day = days_ago(0)
    content = workbook(
        ["单号", "日期", "仓库", "出库原因", "领用人", "领用部门", "商品", "数量"],
        ["A", day, "CK01", "领用", "E7", None, "S1", 3],
        ["B", day, "CK01", "领用", "赵仓库", "财务部", "S1", 2],
        ["C", day, "CK01", "报损", None, None, "S1", 1],
    )

    done = importer.bring("stock_issue", content, confirm=True)

    assert (done["created"], done["refused"]) == (3, 0), importer.faults(done)
    fields = "fields=reason,employee,department&sort=number"
    taken = [
        (one["reason"], *(one[name] and one[name]["name"] for name in ("employee", "department")))
        for one in shop.ok(shop.client.get(f"/records/stock_issue?{fields}"))["items"]
    ]
    assert taken == [("use", "赵仓库", "仓储部"), ("use", "赵仓库", "财务部"), ("loss", None, None)]
    asked = f'filter=[["department","=","{shop.ids["D5"]}"]]'
    (one,) = shop.ok(shop.client.get(f"/records/stock_issue?{asked}"))["items"]
    told = shop.ok(shop.client.get(f"/records/stock_issue/{one['id']}/print"))
    assert "财务部" in str(told) and "赵仓库" in str(told)
    answer = shop.client.get("/records/stock_issue/export?format=csv&sort=number")
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [("赵仓库" in row["领用人"], row["领用部门"] != "") for row in rows] == [
        (True, True),
        (True, True),
        (False, False),
    ]
