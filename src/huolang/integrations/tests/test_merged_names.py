"""Files that name duplicates: what is new is for whom they were merged into, the rest stays."""

from __future__ import annotations

import pytest

from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

ORDERS = """
SELECT p.code, g.code, l.quantity::int FROM sales_salesorder d
JOIN sales_salesorderline l ON l.company_id = d.company_id AND l.document_id = d.id
JOIN masters_partner p ON p.company_id = d.company_id AND p.id = d.partner_id
JOIN masters_product g ON g.company_id = l.company_id AND g.id = l.product_id
WHERE d.company_id = %s::bigint ORDER BY l.quantity
"""
LISTS = """
SELECT p.code, l.name FROM masters_pricelist l
JOIN masters_partner p ON p.company_id = l.company_id AND p.id = l.partner_id
WHERE l.company_id = %s::bigint
"""


@pytest.fixture
def importer(shop: Shop) -> Importer:
    shop.partner("K1", "华强", is_customer=True)
    shop.partner("K2", "华强电子", is_customer=True)
    shop.product("G1", "螺栓")
    shop.product("G2", "六角螺栓")
    return Importer(shop.client, shop.company)


def merge(shop: Shop, form: str, duplicate: str, into: str) -> None:
    answer = shop.client.post(
        f"/records/{form}/{shop.ids[duplicate]}/merge", {"into": shop.ids[into]}
    )
    assert answer.status_code == 200, answer.content.decode()


def test_an_old_name_of_a_customer_and_of_goods_means_the_one_that_is_kept(
    shop: Shop, importer: Importer
) -> None:
    merge(shop, "partner", "K2", "K1")
    merge(shop, "product", "G2", "G1")
    rows = [["A", "K2", "CK01", "G2", 3, 5], ["A", "K2", "CK01", "六角螺栓", 4, 5]]
    head = ["单号", "客户", "仓库", "商品", "数量", "单价"]

    done = importer.bring("sales_order", workbook(head, *rows), confirm=True)

    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    assert shop.rows(ORDERS, shop.company) == [("K1", "G1", 3), ("K1", "G1", 4)]


def test_a_list_that_stayed_the_duplicate_s_comes_back_as_it_was(
    shop: Shop, importer: Importer
) -> None:
    prices = [{"product": {"code": "G1"}, "price": "3"}]
    made = shop.client.post(
        "/records/price_list",
        {"code": "L", "name": "老客户", "partner": {"code": "K2"}, "lines": prices},
    )
    assert made.status_code == 201, made.content.decode()
    merge(shop, "partner", "K2", "K1")
    head = ["编码", "名称", "客户"]

    done = importer.bring("price_list", workbook(head, ["L", "老客户价", "K2"]), mode="update")

    assert (done["changed"], done["refused"]) == (1, 0), importer.faults(done)
    assert shop.rows(LISTS, shop.company) == [("K2", "老客户价")]


def test_a_wrong_choice_is_told_in_words(shop: Shop, importer: Importer) -> None:
    run = importer.upload(
        "product", workbook(["编码", "名称", "基本单位", "类型"], ["X", "新", "PCS", "货"])
    )

    importer.check(run)

    told = shop.client.get(f"/imports/{run['id']}/errors").json()["items"][0]["errors"]
    (error,) = told
    assert error["column"] == "类型" and "存货 (stock)" in error["message"]
