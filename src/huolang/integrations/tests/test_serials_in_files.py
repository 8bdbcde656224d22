"""Serial numbers in files: all of a line in one cell, in and out."""

from __future__ import annotations

import csv
import io

import pytest

from tests.support.importing import Importer, workbook
from tests.support.shop import Shop, line

HEAD = ["供应商", "仓库", "商品", "数量", "单价", "序列号"]


@pytest.fixture
def importer(shop: Shop) -> Importer:
    shop.product("SJ", "手机", serialized=True)
    return Importer(shop.client, shop.company)


def numbers(shop: Shop) -> list[str]:
    return [row[0] for row in shop.rows("SELECT number FROM masters_serialnumber ORDER BY 1")]


def test_numbers_come_and_go_in_one_cell(shop: Shop, importer: Importer) -> None:
    content = workbook(HEAD, ["P1", "CK01", "SJ", "3", "1000", " A1 ;A2；\nA3"])

    done = importer.bring("purchase_receipt", content, confirm=True)

    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    assert numbers(shop) == ["A1", "A2", "A3"]
    address = "/records/purchase_receipt/export?format=csv&fields=number,lines"
    answer = shop.client.get(address)
    told = b"".join(answer.streaming_content).decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(told))
    assert row[head.index("序列号")] == "A1;A2;A3"


def test_numbers_are_written_as_people_write_them(shop: Shop, importer: Importer) -> None:
    rows = [["P1", "CK01", "SJ", "3", "1000", cell] for cell in ("A1、A2、A3", "B1-B3", "C1 C2 C3")]

    done = importer.bring("purchase_receipt", workbook(HEAD, *rows), confirm=True)

    assert done["refused"] == 0, importer.faults(done)
    assert numbers(shop) == [f"{letter}{n}" for letter in "ABC" for n in (1, 2, 3)]


def test_what_is_wrong_with_a_number_is_told_of_its_cell(shop: Shop, importer: Importer) -> None:
    shop.make("purchase_receipt", line("SJ", 1, 1000, serials=["A2"]))
    content = workbook(HEAD, ["P1", "CK01", "SJ", "2", "1000", "A1;A2"])

    done = importer.bring("purchase_receipt", content, confirm=True)

    assert importer.faults(done) == [(2, "序列号", "line.serial_in_stock")]
    assert numbers(shop) == ["A2"]


def test_an_export_of_serial_numbers_comes_back_and_changes_what_it_says(
    shop: Shop, importer: Importer
) -> None:
    shop.make("purchase_receipt", line("SJ", 2, 1000, serials=["A1", "A2"]))
    answer = shop.client.get("/records/serial_number/export?format=csv")
    content = b"".join(answer.streaming_content)
    before = shop.rows("SELECT number, remark, warranty_until, updated_at"
                       " FROM masters_serialnumber ORDER BY 1")  # fmt: skip

    done = importer.bring("serial_number", content, mode="both")

    assert (done["created"], done["refused"]) == (0, 0), importer.faults(done)
    again = shop.rows("SELECT number, remark, warranty_until, updated_at"
                      " FROM masters_serialnumber ORDER BY 1")  # fmt: skip
    assert again == before

    head = ["序列号", "商品", "备注"]
    changing = workbook(head, ["a2", "SJ", "外壳有划痕"], ["A9", "SJ", "没有这台"])
    done = importer.bring("serial_number", changing, mode="both")
    assert (done["changed"], done["created"], done["refused"]) == (1, 0, 1)
    assert importer.faults(done) == [(3, "序列号", "import.not_there")]
    told = dict(shop.rows("SELECT number, remark FROM masters_serialnumber"))
    assert told == {"A1": "", "A2": "外壳有划痕"}
