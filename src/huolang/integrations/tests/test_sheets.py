"""Workbooks as people have them: several sheets, codes that begin with zeros, long figures, and
files that are no workbooks."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest
import xlsxwriter

from tests.support.importing import Importer, Shown, text, workbook
from tests.support.shop import Shop

HEAD = ["编码", "名称", "基本单位"]
LONG = 6222021234567890000
NUMBERED = ["单据编号", "客户", "仓库", "商品", "数量", "单价"]


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def sheets(**some: Sequence[Sequence[Any]]) -> bytes:
    into = io.BytesIO()
    with xlsxwriter.Workbook(into) as book:
        for name, rows in some.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return into.getvalue()


def left(run: dict[str, Any]) -> list[str]:
    notes = run["findings"]["notes"]
    return [one["message"] for one in notes if one["code"] == "import.sheet_left"]


def test_a_sheet_that_is_left_out_is_told(shop: Shop, importer: Importer) -> None:
    first, second = [HEAD, ["N1", "甲", "PCS"]], [HEAD, ["N2", "乙", "PCS"], ["N3", "丙", "PCS"]]
    run = importer.upload("product", sheets(一=first, 二=second, 三=[], 四=[["谢谢"]]))

    told = ["工作表“二”有 3 行，没有导入：要导入它，请单独存成一个文件"]
    assert left(run) == told
    run = importer.start(importer.check(run))
    assert (run["created"], left(run)) == (1, told)


@pytest.mark.parametrize("before", [[], [["说明"], ["请按下一张表填写", "谢谢"]]])
def test_the_table_may_be_the_second_sheet(
    shop: Shop, importer: Importer, before: list[list[Any]]
) -> None:
    run = importer.bring("product", sheets(说明=before, 商品=[HEAD, ["N1", "甲", "PCS"]]))

    assert (run["created"], run["headers"], len(left(run))) == (1, HEAD, bool(before))


def test_a_template_leaves_nothing_out(importer: Importer) -> None:
    explained = [["列名", "必填", "填写说明", "可选值"], ["编码", "", "编码", ""]]
    run = importer.upload("product", sheets(商品=[HEAD, ["N1", "甲", "PCS"]], 说明=explained))

    assert left(run) == []


def test_codes_are_what_their_cells_show(shop: Shop, importer: Importer) -> None:
    content = workbook(
        HEAD,
        [Shown(1, "00000"), "甲", "PCS"],
        [Shown(12, '"SP"0000'), "乙", "PCS"],
        [Shown(1234567, "000\\-0000"), "丙", "PCS"],
        [Shown(7, "0"), "丁", "PCS"],
        [Shown(8, "0.00"), "戊", "PCS"],
    )
    run = importer.bring("product", content)
    assert run["created"] == 5, importer.faults(run)
    names = dict(shop.rows("SELECT name, code FROM masters_product WHERE name IN ('甲','乙','丙')"))
    assert names == {"甲": "00001", "乙": "SP0012", "丙": "123-4567"}

    row = ["A", "P1", "CK01", Shown(1, "00000"), Shown(3, "000"), Shown(2, "00")]
    run = importer.bring("sales_order", workbook(NUMBERED, row))
    assert run["created"] == 1, importer.faults(run)
    quantity, price = shop.rows("SELECT quantity, unit_price FROM sales_salesorderline")[0]
    assert (quantity, price) == (3, 2)


def test_figures_that_a_spreadsheet_lost_are_refused(shop: Shop, importer: Importer) -> None:
    head = [*HEAD, "条码"]
    good = ["N1", "甲", "PCS", 690123456789012]
    whole = ["N3", "丙", "PCS", "6222021234567890123"]
    run = importer.bring("product", workbook(head, good, ["N2", "乙", "PCS", LONG], whole))
    assert run["created"] == 2
    assert importer.faults(run) == [(3, "条码", "import.lost_figures")]
    csv = text(head, ["N4", "丁", "PCS", "6.22202E+18"])
    assert importer.faults(importer.bring("product", csv)) == [(2, "条码", "import.lost_figures")]

    rows = [[LONG, "P1", "CK01", code, 1, 2] for code in ("S1", "S2")]
    run = importer.bring("sales_order", workbook(NUMBERED, *rows))
    told = [(row, "单据编号", "import.lost_figures") for row in (2, 3)]
    assert (run["created"], importer.faults(run)) == (0, told)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "old_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected"),
        ("\ufeff\r\n<html><body><table><tr><td>编码</td></tr></table>".encode(), "web_page"),
        (b'<?xml version="1.0"?><Workbook/>', "web_page"),
        (b"\x00\x01\x02", "unreadable"),
    ],
)
def test_what_is_no_workbook_says_what_it_is(importer: Importer, content: bytes, code: str) -> None:
    answer = importer.send("product", content, "商品.xls")

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, f"import.{code}")


def test_rows_that_are_not_shown_are_imported_and_told(shop: Shop, importer: Importer) -> None:
    into = io.BytesIO()
    with xlsxwriter.Workbook(into) as book:
        sheet = book.add_worksheet()
        rows = [["标题"], HEAD, ["N1", "甲", "PCS"], ["N2", "乙", "PCS"], ["N3", "丙", "PCS"]]
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        for at in (0, 3, 4, 7):
            sheet.set_row(at, None, None, {"hidden": True})

    run = importer.upload("product", into.getvalue())

    told = "隐藏或筛掉的 2 行也会导入（第一行是第 4 行）：不要的请在 Excel 里删掉"
    assert [one["message"] for one in run["findings"]["notes"]] == [told]
    checked = importer.check(run)
    assert [one["message"] for one in checked["findings"]["notes"]] == [told]
    assert importer.start(checked)["created"] == 3


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "gb18030"])
def test_a_text_is_read_whatever_its_letters_are_written_as(
    shop: Shop, importer: Importer, encoding: str
) -> None:
    content = text(HEAD, ["N1", "甲乙丙", "PCS"], encoding=encoding, separator="\t")

    run = importer.upload("product", content)

    assert (run["headers"], run["samples"]) == (HEAD, [["N1", "甲乙丙", "PCS"]])
