"""What stands above columns of 管伊佳, 金蝶, 用友, Odoo and ERPNext, and in their cells."""

from __future__ import annotations

from typing import Any

import pytest

from huolang.forms import registry
from huolang.integrations.columns import matching
from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

ODOO = "Order Reference|Order Deadline|Vendor|Order Lines/Product|Order Lines/Quantity"
ERPNEXT = "Posting Date|Supplier|Item Code (Items)|Accepted Quantity (Items)|Rate (Items)"


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


@pytest.mark.parametrize(
    ("form", "heads", "paths"),
    [
        ("opening_stock", "Product|On Hand Quantity|Unit Cost", "product quantity unit_cost"),
        ("opening_stock", "Item Code|Actual Qty|Valuation Rate", "product quantity unit_cost"),
        ("opening_stock", "商品编号|当前库存|平均成本", "product quantity unit_cost"),
        ("opening_stock", "商品编号|初始库存|期初单价", "product quantity unit_cost"),
        ("opening_balance", "Party|Type|Amount Due", "partner kind amount"),
        ("purchase_order", ODOO, "number date partner product quantity"),
        ("purchase_receipt", ERPNEXT, "date partner product quantity unit_price"),
        ("sales_delivery", "物料长代码|实发数量", "product quantity"),
        (
            "product",
            "Internal Reference|Name|Unit of Measure|Cost",
            "code name unit purchase_price",
        ),
        ("product", "Item Code|Standard Rate", "code sales_price"),
        ("product", "商品全名|预设进价|预设售价", "name purchase_price sales_price"),
        ("product", "名称|参考成本|采购价", "name - purchase_price"),
        ("product", "名称|参考成本|最新成本", "name - -"),
        ("product", "名称|零售价|参考售价", "name - sales_price"),
        ("product", "名称|单位|副单位|比例|箱价", "name unit unit numerator sales_price"),
        ("warehouse", "Warehouse|Short Name", "name code"),
        ("partner", "供应商名称|税务登记号", "name tax_number"),
    ],
)
def test_what_stands_above_columns_of_other_programs(
    db: None, form: str, heads: str, paths: str
) -> None:
    headers = heads.split("|")

    found = matching.propose(registry.get(form), headers, {})

    said = [found.get(str(n), "-").rpartition(".")[2] for n in range(len(headers))]
    assert said == paths.split()


def test_a_code_in_brackets_before_a_name_says_which_goods(shop: Shop, importer: Importer) -> None:
    rows: list[Any] = [
        ["[S1] 螺丝 1 号", 1, 4],
        ["[S2] Screw (red)", 2, 4],
        ["[S2] 螺丝 3 号", 3, 4],
        ["[S9] 螺丝 3 号", 4, 4],
    ]
    head = ["客户", "Order Lines/Product", "数量", "单价"]
    content = workbook(head, *[["P1", *one] for one in rows])

    done = importer.check(importer.upload("sales_order", content), separate=True)
    made = importer.start(done)

    column = "Order Lines/Product"
    assert importer.faults(made) == [
        (4, column, "reference.unknown"), (5, column, "reference.unknown"),
    ]  # fmt: skip
    assert shop.rows(
        "SELECT p.code, trim_scale(l.quantity)::text FROM sales_salesorderline l"
        " JOIN masters_product p ON p.id = l.product_id ORDER BY l.quantity"
    ) == [("S1", "1"), ("S2", "2")]


@pytest.mark.parametrize("cell", ["261103", 261103, "20261103"])
def test_a_code_of_figures_is_a_code(shop: Shop, importer: Importer, cell: Any) -> None:
    content = workbook(["物料编码", "名称", "单位"], [cell, "某", "个"])

    done = importer.bring("product", content)

    assert (done["created"], importer.faults(done)) == (1, [])
    assert shop.rows("SELECT code FROM masters_product WHERE name = '某'") == [(str(cell),)]
    assert shop.client.get("/records/product").status_code == 200
    order = workbook(["日期", "客户", "物料编码", "数量", "单价"], ["2026-11-03", "P1", cell, 1, 2])
    assert importer.bring("sales_order", order)["created"] == 1


@pytest.mark.parametrize(
    ("form", "heads", "cells"),
    [
        ("partner", ["客户名称", "期初应收", "期初预收"], ["某", 100, 0]),
        ("product", ["名称", "单位", "期初库存"], ["某", "个", 5]),
    ],
)
def test_openings_in_lists_are_told_to_be_imported_apart(
    importer: Importer, form: str, heads: list[str], cells: list[Any]
) -> None:
    checked = importer.check(importer.upload(form, workbook(heads, cells)))

    told = [(one["column"], one["code"]) for one in checked["findings"]["notes"]]
    assert (checked["created"], told) == (1, [(heads[-2 if form == "partner" else -1], CODE)])


CODE = "import.opening_beside"


def test_what_a_customer_owes_needs_no_column_of_kinds(shop: Shop, importer: Importer) -> None:
    run = importer.upload("opening_balance", workbook(["客户名称", "余额"], ["P1", 7]))
    assert run["spread"] == {"1": "应收"}

    done = importer.start(importer.check(run, fixed={"date": "2026-01-01"}))

    assert (done["created"], importer.faults(done)) == (1, [])
    assert shop.rows("SELECT kind FROM finance_openingbalanceline") == [("receivable",)]
