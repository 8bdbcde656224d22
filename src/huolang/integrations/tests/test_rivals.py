"""Several columns that may be the one figure of a form: the surest is taken, or none, and told."""

from __future__ import annotations

import pytest

from huolang.forms import registry
from huolang.integrations.columns import matching
from tests.support.importing import Importer, workbook
from tests.support.shop import Shop


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


@pytest.mark.parametrize(
    ("form", "heads", "taken"),
    [
        ("purchase_receipt", "采购数量 已入库数量 入库数量", "入库数量"),
        ("purchase_receipt", "到货数量 入库数量", None),
        ("purchase_receipt", "数量 入库数量", "数量"),
        ("sales_delivery", "发货数量 出库数量", None),
        ("sales_delivery", "订货数量 销售数量 出库数量", "出库数量"),
        ("sales_return", "退货数量 实收数量", None),
        ("stock_issue", "领用数量 报损数量", None),
        ("opening_stock", "期初数量 期末数量 期初单价 库存单价", None),
        ("opening_stock", "结存数量 期初单价", None),
    ],
)
def test_of_several_quantities_the_surest_is_taken_or_none(
    db: None, form: str, heads: str, taken: str | None
) -> None:
    headers = heads.split()

    found = matching.propose(registry.get(form), headers, {})

    said = [headers[int(n)] for n, path in found.items() if path == "lines.quantity"]
    assert said == ([] if taken is None else [taken])


@pytest.mark.parametrize(
    ("form", "heads", "fills"),
    [
        ("opening_balance", "客户 类型 金额 已收金额 余额", {"余额": "lines.amount"}),
        ("opening_balance", "客户 类型 金额", {"金额": "lines.amount"}),
        ("customer_payment", "客户 收款金额 实收金额", {}),
        ("customer_payment", "客户 金额 实收金额", {"金额": "amount"}),
        ("product", "名称 副单位 比例 零售价 销售价", {"销售价": "sales_price"}),
        ("product", "名称 零售价", {"零售价": "sales_price"}),
        ("opening_stock", "商品 结存数量 结存单价", {"结存单价": "lines.unit_cost"}),
        ("sales_order", "商品 Disc.%", {"Disc.%": "lines.discount"}),
    ],
)
def test_money_of_several_columns(db: None, form: str, heads: str, fills: dict[str, str]) -> None:
    headers = heads.split()
    figures = {"lines.amount", "amount", "sales_price", "units.sales_price", "lines.unit_cost"}

    found = matching.propose(registry.get(form), headers, {})

    said = {headers[int(n)]: p for n, p in found.items() if p in {*figures, "lines.discount"}}
    assert said == fills


def test_what_is_not_taken_beside_another_is_told(shop: Shop, importer: Importer) -> None:
    heads = ["客户", "商品", "数量", "出库数量", "单价"]
    run = importer.upload("sales_delivery", workbook(heads, ["P1", "S1", "3", "2", "9"]))

    checked = importer.check(run)

    told = [(one["column"], one["code"]) for one in checked["findings"]["notes"]]
    assert ("出库数量", "import.columns_clash") in told


def test_a_reversed_document_is_no_delivery(shop: Shop, importer: Importer) -> None:
    heads = ["单据编号", "客户", "商品", "数量", "单价", "红蓝字"]
    rows = ["A1", "P1", "S1", "3", "9", "蓝字"], ["A2", "P1", "S1", "2", "9", "红字"]

    checked = importer.check(importer.upload("sales_delivery", workbook(heads, *rows)))

    assert (checked["created"], checked["refused"]) == (1, 1)
    assert importer.faults(checked) == [(3, "红蓝字", "import.other_kind")]
