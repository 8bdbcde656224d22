"""Lists of prices of other programs, and what ERPNext and Odoo call documents and warehouses."""

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
    ("form", "heads", "paths"),
    [
        ("price_list", "价格表|商品编码|单位|价格", "name product unit price"),
        ("price_list", "价目表名称|商品编码|起订量|单价", "name product min_quantity price"),
        ("price_list", "客户|商品编码|单位|协议价(含税)|最近售价", "partner product unit price -"),
        ("opening_stock", "商品编码|首选仓库|期初数量", "product warehouse quantity"),
        ("opening_stock", "商品编码|默认仓库|仓库|数量", "product - warehouse quantity"),
        ("sales_order", "ID|Customer|Item Code (Items)", "number partner product"),
        ("sales_order", "ID|Order No|Customer|Item Code", "- number partner product"),
        ("sales_order", "Set Source Warehouse|Item Code (Items)", "warehouse product"),
        ("sales_order", "Delivery Warehouse (Items)|Item Code (Items)", "warehouse product"),
        ("sales_delivery", "Reference|Contact|Stock Moves/Product", "- partner product"),
        ("sales_delivery", "Contact|Customer|Product", "- partner product"),
        ("product", "ID|名称|单位", "- name unit"),
    ],
)
def test_what_stands_above_columns(db: None, form: str, heads: str, paths: str) -> None:
    headers = heads.split("|")

    found = matching.propose(registry.get(form), headers, {})

    said = [found.get(str(n), "-").rpartition(".")[2] for n in range(len(headers))]
    assert said == paths.split()


def test_an_id_of_mere_figures_counts_rows(db: None) -> None:
    heads = ["ID", "Customer", "Item Code"]

    found = matching.propose(registry.get("sales_order"), heads, {}, figures={0})

    assert "0" not in found


@pytest.mark.parametrize(
    ("heads", "code", "named"),
    [
        ("商品编码|品名|单位|批发价|零售价|VIP价", "import.prices_in_columns", "“VIP价”"),
        ("价格表|商品编码|1-9|10-49|50以上", "import.breaks_in_columns", "“50以上”"),
    ],
)
def test_prices_side_by_side_are_refused_with_what_to_do(
    shop: Shop, importer: Importer, heads: str, code: str, named: str
) -> None:
    row: list[Any] = ["S1"] * len(heads.split("|"))
    run = importer.upload("price_list", workbook(heads.split("|"), row))
    before = shop.everything()

    answer = shop.client.post(f"/imports/{run['id']}/check", {"matching": run["matching"]})

    assert (answer.status_code, answer.json()["code"], shop.everything()) == (422, code, before)
    assert named in answer.json()["detail"]


def test_an_agreed_price_says_whether_tax_is_in_it(shop: Shop, importer: Importer) -> None:
    head = ["价格表", "商品编码", "单位", "协议价(含税)"]

    done = importer.bring("price_list", workbook(head, ["协议", "S1", "个", 1.3]))

    assert (done["created"], importer.faults(done)) == (1, [])
    assert shop.rows("SELECT name, tax_included FROM masters_pricelist") == [("协议", True)]
