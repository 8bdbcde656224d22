"""Quantities beside the quantity of a row: given away, taken back, in the smallest unit."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

HEAD = ["日期", "单号", "客户", "供应商", "仓库", "商品", "单价"]
ROW: list[Any] = ["2026-03-01", "X1", "P1", "P1", "CK01", "M1", 4]


@pytest.fixture
def importer(shop: Shop) -> Importer:
    shop.product("M1", "牛奶", units=[{"unit": {"code": "BOX"}, "numerator": "12"}])
    return Importer(shop.client, shop.company)


@pytest.mark.parametrize(
    ("form", "head", "cells", "wrong"),
    [
        ("sales_delivery", "数量|赠品数量", [10, 2], "import.given_away"),
        ("purchase_receipt", "数量|赠送数量", [10, "2个"], "import.given_away"),
        ("sales_delivery", "销售数量|退货数量", [10, 3], "import.taken_back"),
        ("purchase_receipt", "单位|数量|基本单位数量", ["箱", 2, 20], "import.other_base_count"),
        ("sales_order", "数量|主数量", [2, 24], "import.other_base_count"),
    ],
)
def test_a_row_of_more_goods_than_its_quantity_is_refused(
    shop: Shop, importer: Importer, form: str, head: str, cells: list[Any], wrong: str
) -> None:
    content = workbook([*HEAD, *head.split("|")], [*ROW, *cells])

    done = importer.bring(form, content)

    assert [code for _row, _column, code in importer.faults(done)] == [wrong]
    assert shop.one("SELECT count(*) FROM integrations_givennumber") == 0


@pytest.mark.parametrize(
    ("form", "head", "cells"),
    [
        ("sales_delivery", "数量|赠品数量|退货数量", [10, 0, None]),
        ("purchase_receipt", "单位|数量|基本单位数量", ["箱", 2, 24]),
        ("purchase_receipt", "计价单位|数量|基本单位数量", ["箱", 2, 24]),
        ("sales_order", "数量|主数量|退货数量", [2, 2, 1]),
    ],
)
def test_what_agrees_or_is_none_is_imported(
    importer: Importer, form: str, head: str, cells: list[Any]
) -> None:
    content = workbook([*HEAD, *head.split("|")], [*ROW, *cells])

    done = importer.bring(form, content)

    assert (done["created"], importer.faults(done)) == (1, [])


@pytest.mark.parametrize("form", ["sales_delivery", "purchase_receipt"])
def test_what_already_came_back_is_told(importer: Importer, form: str) -> None:
    head = [*HEAD, "数量", "已退数量"]
    content = workbook(head, [*ROW, 10, 2], [*ROW, 10, 0])

    run = importer.check(importer.upload(form, content))

    notes = [(n["row"], n["rows"]) for n in run["findings"]["notes"] if n["column"] == "已退数量"]
    assert (run["refused"], notes) == (0, [(2, 1)])


def test_a_unit_of_another_name_is_that_of_the_row(shop: Shop, importer: Importer) -> None:
    importer.bring("sales_order", workbook([*HEAD, "销售单位", "数量"], [*ROW, "箱", 2]))

    assert shop.rows("SELECT trim_scale(base_quantity)::text FROM sales_salesorderline") == [
        ("24",)
    ]


def test_lines_for_which_odoo_names_no_tax_have_none(shop: Shop, importer: Importer) -> None:
    head = [*HEAD, "Order Lines/Quantity", "Order Lines/Taxes"]
    rows = [[*ROW, 1, "9% 增值税"], [*ROW, 1, None]]

    done = importer.bring("sales_order", workbook(head, *rows))

    assert importer.faults(done) == []
    assert shop.rows(
        "SELECT trim_scale(tax_rate)::text FROM sales_salesorderline ORDER BY position"
    ) == [("9",), ("0",)]
    done = importer.bring("sales_order", workbook(head, ["2026-03-01", "X2", *ROW[2:], 1, 0.52]))
    assert [code for *_at, code in importer.faults(done)] == ["import.rate_unclear"]
