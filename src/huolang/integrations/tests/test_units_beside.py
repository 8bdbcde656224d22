"""Columns of units by other names: that of the rows where it is the only one, else told."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

HEAD = ["日期", "单号", "客户", "供应商", "仓库", "商品", "数量", "单价"]
ROW: list[Any] = ["2026-03-01", "X1", "P1", "P1", "CK01", "M1", 2, 60]
COUNTED = "SELECT trim_scale(base_quantity)::text FROM {table} ORDER BY position"
TABLES = {
    "purchase_receipt": "purchasing_purchasereceiptline",
    "sales_order": "sales_salesorderline",
    "opening_stock": "inventory_openingstockline",
}


@pytest.fixture
def importer(shop: Shop) -> Importer:
    shop.product("M1", "牛奶", units=[{"unit": {"code": "BOX"}, "numerator": "12"}])
    return Importer(shop.client, shop.company)


def brought(
    shop: Shop, importer: Importer, form: str, heads: str, *cells: list[Any]
) -> tuple[list[str], list[tuple[str, str]]]:
    """How many base units each row is, and what was told of columns of units."""
    rows = [[*ROW, *one] for one in cells]
    run = importer.check(importer.upload(form, workbook([*HEAD, *heads.split("|")], *rows)))
    done = importer.start(run)
    assert importer.faults(done) == []
    notes = [(n["column"], n["message"]) for n in run["findings"]["notes"]]
    told = [(column, said) for column, said in notes if column in heads.split("|")]
    return [one for (one,) in shop.rows(COUNTED.format(table=TABLES[form]))], told


@pytest.mark.parametrize(
    ("form", "head"),
    [
        ("purchase_receipt", "商品单位"),
        ("purchase_receipt", "进货单位"),
        ("purchase_receipt", "Stock UOM"),
        ("sales_order", "包装"),
        ("sales_order", "主计量"),
        ("sales_order", "辅助单位"),
        ("opening_stock", "料品计量单位名称"),
    ],
)
def test_the_only_column_of_units_is_that_of_the_rows(
    shop: Shop, importer: Importer, form: str, head: str
) -> None:
    assert brought(shop, importer, form, head, ["箱"]) == (["24"], [])


@pytest.mark.parametrize(
    ("heads", "cells", "base", "told"),
    [
        ("单位|基本单位|辅助单位", ["箱", "个", "箱"], "24", []),
        ("单位|进货单位", ["个", "箱"], "2", ["进货单位"]),
        ("单位|进货单位", [None, "箱"], "2", ["进货单位"]),
        ("单位|基本单位", ["箱", "箱"], "24", ["基本单位"]),
        ("商品单位|存货单位", ["箱", "个"], "24", ["存货单位", "存货单位"]),
        ("辅计量|主计量", ["箱", "个"], "2", []),
        ("包装", ["12个/箱"], "2", []),
        ("进货单位", ["华联商贸"], "2", []),
        ("包装", ["听"], "2", ["包装"]),
    ],
)
def test_another_unit_in_another_column_is_told(
    shop: Shop, importer: Importer, heads: str, cells: list[Any], base: str, told: list[str]
) -> None:
    got, notes = brought(shop, importer, "purchase_receipt", heads, cells)

    assert (got, [column for column, _said in notes]) == ([base], told)
    said = [f"是“{cells[-1]}”，没有导入：这一行按“" in said for _column, said in notes]
    assert sum(said) == len({*told})
