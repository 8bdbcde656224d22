"""Percentages as people type them into spreadsheets: `13%` lies in the cell as 0.13."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal

import pytest

from huolang.integrations.tables import reading
from tests.support.importing import Importer, Shown, and_its_end, text, workbook
from tests.support.shop import Shop


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def test_a_tax_rate_typed_with_its_sign_is_what_it_shows(shop: Shop, importer: Importer) -> None:
    content = workbook(
        ["编码", "名称", "基本单位", "税率%"],
        ["N1", "甲", "PCS", Shown(0.13, "0%")],
        ["N2", "乙", "PCS", Shown(0.065, "0.00%")],
        ["N3", "丙", "PCS", 13],
        ["N4", "丁", "PCS", Shown(13, '0.00"%"')],
        ["N5", "戊", "PCS", "9%"],
        ["N6", "己", "PCS", Shown(0.5, "General")],
    )

    done = importer.bring("product", content)

    assert (done["created"], done["refused"]) == (6, 0), importer.faults(done)
    assert [
        str(one)
        for (one,) in shop.rows(
            "SELECT trim_scale(tax_rate) FROM masters_product"
            " WHERE company_id = %s::bigint AND code LIKE 'N%%' ORDER BY code",
            shop.company,
        )
    ] == ["13", "6.5", "13", "13", "9", "0.5"]


def test_a_discount_typed_with_its_sign_is_that_of_the_order(
    shop: Shop, importer: Importer
) -> None:
    content = workbook(
        ["客户", "仓库", "商品", "数量", "单价", "折扣%"],
        ["P1", "CK01", "S1", 10, 4, Shown(0.1, "0%")],
    )

    done = importer.bring("sales_order", content)

    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    assert shop.rows(
        "SELECT trim_scale(l.discount), trim_scale(d.total) FROM sales_salesorder d"
        " JOIN sales_salesorderline l ON l.document_id = d.id WHERE d.company_id = %s::bigint",
        shop.company,
    ) == [(10, Decimal("40.68"))]


def test_a_percentage_in_a_price_is_refused_and_nothing_moves(
    shop: Shop, importer: Importer
) -> None:
    before = shop.everything()
    content = workbook(
        ["编码", "名称", "基本单位", "销售价"], ["N1", "甲", "PCS", Shown(0.13, "0%")]
    )

    checked = importer.check(importer.upload("product", content))

    assert (checked["created"], checked["refused"]) == (0, 1)
    assert importer.faults(checked) == [(2, "销售价", "field.no_percentage")]
    assert shop.everything() == and_its_end(before)


def test_what_a_format_only_writes_is_no_percentage_and_every_digit_counts() -> None:
    formats = {
        "0%": "12.345%",
        "0.0%;[Red]-0.0%": "12.345%",
        "[>=0.5]0%": "12.345%",
        '0.00"%"': 0.12345,
        "0.00\\%": 0.12345,
        "¥#,##0.00": 0.12345,
        "General": 0.12345,
    }
    content = workbook(list(formats), [Shown(0.12345, one) for one in formats])

    (_head, (number, cells)) = list(reading.rows(content))

    assert (number, cells) == (2, list(formats.values()))


def test_a_workbook_whose_cells_do_not_say_where_they_stand_is_read_alike() -> None:
    book = workbook(["编码", "税率%", "备注"], ["N1", Shown(0.13, "0%"), Shown(0.5, "0.00")])
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(into, "w") as new:
        for one in old.infolist():
            content = old.read(one)
            if one.filename.endswith("sheet1.xml"):
                content = re.sub(rb'<c r="[A-Z]+[0-9]+"', b"<c", content)
            new.writestr(one, content)

    assert list(reading.rows(into.getvalue()))[1:] == [(2, ["N1", "13%", 0.5])]


def test_text_files_and_the_template_agree(shop: Shop, importer: Importer) -> None:
    done = importer.bring(
        "product", text(["编码", "名称", "基本单位", "税率%"], ["N1", "甲", "PCS", "13%"])
    )

    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)


def test_the_workbook_of_another_program_is_refused() -> None:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", "<x/>")

    with pytest.raises(reading.Unreadable):
        list(reading.rows(into.getvalue()))
