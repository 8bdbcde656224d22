"""Goods that files name by name and specification."""

from __future__ import annotations

import pytest

from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

HEAD = ["单号", "客户", "仓库", "数量", "单价"]
ROW = ["A", "P1", "CK01", 10, 10]
GOODS = """
SELECT p.code FROM sales_salesorderline l
JOIN masters_product p ON p.company_id = l.company_id AND p.id = l.product_id
"""


@pytest.fixture
def importer(shop: Shop) -> Importer:
    shop.product("M1", "牛奶", specification="250ml×24")
    shop.product("M2", "牛奶", specification="1L*6")
    shop.product("T1", "红茶", specification="罐装")
    shop.product("T2", "绿茶")
    return Importer(shop.client, shop.company)


@pytest.mark.parametrize(
    ("heads", "cells", "code"),
    [
        (["商品名称", "规格"], ["牛奶", "250ML*24"], "M1"),
        (["商品名称", "规格型号"], ["牛奶", "1L×6"], "M2"),
        (["商品", "型号"], ["红茶", "罐装"], "T1"),
        (["商品名称", "规格"], ["绿茶", "袋"], "T2"),
        (["商品编码", "规格"], ["T1", "散装"], "T1"),
    ],
)
def test_name_and_specification_say_which_goods(
    shop: Shop, importer: Importer, heads: list[str], cells: list[str], code: str
) -> None:
    run = importer.check(importer.upload("sales_order", workbook([*HEAD, *heads], [*ROW, *cells])))

    notes = [one["code"] for one in run["findings"]["notes"]]
    assert notes == (["import.spec_differs"] if cells[1] == "散装" else [])
    assert importer.faults(importer.start(run)) == []
    assert shop.rows(GOODS) == [(code,)]


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        (["商品名称", "规格"], ["红茶", "散装"]),
        (["商品名称", "规格"], ["牛奶", "500ml"]),
        (["商品编码", "规格"], ["M1", "1L*6"]),
    ],
)
def test_a_specification_that_is_anothers_is_refused(
    shop: Shop, importer: Importer, heads: list[str], cells: list[str]
) -> None:
    run = importer.bring("sales_order", workbook([*HEAD, *heads], [*ROW, *cells]))

    assert importer.faults(run) == [(2, "规格", "import.other_spec")]
    assert shop.one("SELECT count(*) FROM sales_salesorder") == 0
