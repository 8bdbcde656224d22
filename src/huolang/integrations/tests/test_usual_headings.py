"""Headings and words that other programs use, and lists of prices with tax in them."""

from __future__ import annotations

from typing import Any

import pytest

from huolang.forms import registry
from huolang.integrations.columns import matching
from tests.support.importing import Importer, workbook
from tests.support.shop import Shop


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


@pytest.mark.parametrize(
    ("form", "heads", "path"),
    [
        ("partner", ["客户编号", "供应商编号", "单位编号", "客户代码", "往来单位编号"], "code"),
        ("partner", ["单位名称", "客户名称"], "name"),
        ("product", ["存货编码", "货品编号", "货品编码", "物料编码"], "code"),
        ("product", ["类别", "商品类别", "存货分类"], "category"),
        ("product", ["状态"], "active"),
        ("customer_payment", ["收款单号"], "number"),
        ("sales_delivery", ["购货单位", "往来单位", "收货单位", "客户全称", "单位全名"], "partner"),
        ("purchase_receipt", ["供货单位", "供货商", "往来单位", "供应单位", "厂商"], "partner"),
        ("customer_payment", ["付款单位", "往来单位"], "partner"),
        ("supplier_payment", ["收款单位", "供货商"], "partner"),
        ("sales_delivery", ["存货编码", "存货名称", "物料编码", "商品全名"], "lines.product"),
        ("sales_delivery", ["发货仓库", "出库仓库"], "warehouse"),
        ("sales_delivery", ["入库仓库", "供货商"], None),
        ("purchase_receipt", ["入库仓库", "收货仓库"], "warehouse"),
        ("purchase_receipt", ["收货单位", "购货单位"], None),
        ("stock_transfer", ["转入仓库"], "into"),
        ("sales_delivery", ["是否赠品", "赠品"], "lines.is_gift"),
        ("sales_delivery", ["赠品数量"], None),
        ("sales_order", ["经手人", "销售员"], "salesperson"),
        ("partner", ["手机号码"], "phone"),
        ("partner", ["纳税人识别号", "统一社会信用代码"], "tax_number"),
        ("product", ["主单位", "主计量单位"], "unit"),
        ("supplier_payment", ["付款单号"], "number"),
        ("sales_delivery", ["实发数量", "发货数量", "出库数量", "销售数量"], "lines.quantity"),
        ("sales_delivery", ["实收数量", "应发数量", "采购数量"], None),
        ("purchase_receipt", ["实收数量", "入库数量", "到货数量", "采购数量"], "lines.quantity"),
        ("purchase_receipt", ["实发数量", "应收数量"], None),
        ("sales_order", ["订货数量", "购买数量", "Order Lines/Quantity"], "lines.quantity"),
        ("sales_return", ["退货数量", "入库数量"], "lines.quantity"),
        ("purchase_return", ["退货数量", "出库数量"], "lines.quantity"),
        ("stock_transfer", ["调拨数量"], "lines.quantity"),
        ("stock_count", ["盘点数量", "实盘数量"], "lines.quantity"),
        ("stock_count", ["账面数量", "系统数量"], None),
        ("opening_stock", ["结存数量", "账面数量"], "lines.quantity"),
        ("opening_stock", ["结存单价"], "lines.unit_cost"),
        ("customer_payment", ["收款金额", "实收金额"], "amount"),
        ("supplier_payment", ["付款金额", "实付金额"], "amount"),
        ("employee", ["工号", "职员编号"], "code"),
        ("employee", ["姓名", "职员姓名"], "name"),
        ("product", ["基础单位*", "Default Unit of Measure"], "unit"),
        ("product", ["基础条码*", "基本条码"], "barcode"),
        ("product", ["副单位", "比例", "副条码"], None),
    ],
)
def test_usual_headings_are_known(db: None, form: str, heads: list[str], path: str | None) -> None:
    for one in heads:
        found = matching.propose(registry.get(form), [one, "备注"], {})
        assert found.get("0") == path, one


def test_a_second_unit_comes_with_how_much_is_in_it(shop: Shop, importer: Importer) -> None:
    heads = ["名称*", "基础单位*", "副单位", "比例", "基础条码*", "副条码"]
    rows = ["洗手液", "PCS", "BOX", "12", "6901", "6902"], ["肥皂", "PCS", "", "", "6903", ""]

    done = importer.bring("product", workbook(heads, *rows))

    assert (done["created"], done["refused"]) == (2, 0)
    found = "SELECT u.numerator::int, u.denominator::int, u.barcode, p.name, p.barcode"
    found += " FROM masters_productunit u JOIN masters_product p ON p.id = u.product_id"
    found += " WHERE u.barcode <> ''"
    assert shop.rows(found) == [(12, 1, "6902", "洗手液", "6901")]


def test_what_was_moved_goes_before_what_was_ordered(db: None) -> None:
    delivery, receipt = registry.get("sales_delivery"), registry.get("purchase_receipt")

    assert matching.propose(delivery, ["订货数量", "实发数量"], {}) == {"1": "lines.quantity"}
    assert matching.propose(delivery, ["发货数量", "数量"], {}) == {"1": "lines.quantity"}
    assert matching.propose(receipt, ["应收数量", "实收数量"], {}) == {"1": "lines.quantity"}


def test_who_buys_goes_before_who_gets_the_goods(db: None) -> None:
    """And nobody is refused because the goods went to another address."""
    form = registry.get("sales_delivery")

    assert matching.propose(form, ["收货单位", "购货单位"], {}) == {"1": "partner"}
    assert matching.propose(form, ["收货单位", "客户编码"], {}) == {"1": "partner"}
    assert matching.propose(form, ["客户简称", "客户"], {}) == {"1": "partner"}
    bought = registry.get("purchase_receipt")
    assert matching.propose(bought, ["厂家", "供应商"], {}) == {"1": "partner"}


def test_what_is_out_of_use_may_be_said_by_a_state(shop: Shop, importer: Importer) -> None:
    head = ["存货编码", "名称", "单位", "状态"]
    rows = [["N1", "新品", "PCS", "启用"], ["N2", "旧品", "PCS", "停用"]]

    done = importer.bring("product", workbook(head, *rows))

    assert (done["created"], done["refused"]) == (2, 0), importer.faults(done)
    assert shop.rows(
        "SELECT code, active FROM masters_product WHERE code LIKE 'N_' ORDER BY 1"
    ) == [
        ("N1", True),
        ("N2", False),
    ]


def test_what_is_owed_is_called_in_many_ways(shop: Shop, importer: Importer) -> None:
    words = ["应收款", "应收余额", "应付款", "应付余额", "预收款", "预付款"]
    rows = [["2026-01-01" if not n else None, "P1", one, n + 1] for n, one in enumerate(words)]

    done = importer.bring("opening_balance", workbook(["日期", "客户", "类型", "金额"], *rows))

    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    found = shop.rows("SELECT kind, amount::int FROM finance_openingbalanceline ORDER BY amount")
    assert found == [
        ("receivable", 1), ("receivable", 2), ("payable", 3), ("payable", 4),
        ("advance_received", 5), ("advance_paid", 6),
    ]  # fmt: skip


@pytest.mark.parametrize("header", ["单价（含税）", "含税单价", "含税价"])
def test_a_list_of_prices_with_tax_is_one(shop: Shop, importer: Importer, header: str) -> None:
    head = ["编码", "名称", "商品", "起订量", header]
    rows: list[list[Any]] = [["L1", "零售", "S1", 0, 11.3], ["L1", "零售", "S2", 0, 22.6]]

    run = importer.upload("price_list", workbook(head, *rows))
    assert (run["matching"].get("4"), run["fixed"]) == ("lines.price", {"tax_included": "是"})
    done = importer.start(importer.check(run))

    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    assert shop.rows(
        "SELECT d.tax_included, trim_scale(l.price)::text FROM masters_pricelist d"
        " JOIN masters_pricelistline l ON l.document_id = d.id ORDER BY l.price"
    ) == [(True, "11.3"), (True, "22.6")]


def test_no_list_is_made_without_the_rows_of_its_file(shop: Shop, importer: Importer) -> None:
    head = ["编码", "名称", "商品", "起订量", "随便"]
    run = importer.upload("price_list", workbook(head, ["L1", "零售", "S1", 0, 11.3]))

    answer = shop.client.post(f"/imports/{run['id']}/check", {"matching": run["matching"]})

    assert answer.status_code == 422
    assert {one["code"] for one in answer.json()["errors"]} == {"import.column_missing"}
    columns = {"0": "code", "1": "name"}
    only = workbook(head[:2], ["L2", "批发"])
    assert importer.bring("price_list", only, matching=columns)["created"] == 1
