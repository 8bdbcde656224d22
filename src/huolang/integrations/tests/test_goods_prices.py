"""Prices of goods in files: with tax or without, of the second unit."""

from __future__ import annotations

from typing import Any

import pytest

from huolang.kernel import settings_registry
from huolang.kernel.company import acting
from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

MADE = """
SELECT trim_scale(sales_price)::text, trim_scale(purchase_price)::text FROM masters_product
WHERE company_id = %s::bigint AND name LIKE '某%%' ORDER BY name
"""
OF_UNITS = """
SELECT trim_scale(u.sales_price)::text FROM masters_productunit u
JOIN masters_product p ON p.id = u.product_id WHERE p.name LIKE '某%' ORDER BY p.name
"""


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def test_prices_with_tax_are_kept_without_it_and_that_is_told(
    shop: Shop, importer: Importer
) -> None:
    head = ["名称", "单位", "税率", "含税售价", "进价（含税）"]
    rows = [["某1", "个", 13, 113, 2.26], ["某2", "个", "9%", 10, None], ["某3", "个", None, 5, 1]]

    checked = importer.check(importer.upload("product", workbook(head, *rows)))
    done = importer.start(checked)

    assert (done["created"], importer.faults(done)) == (3, [])
    assert shop.rows(MADE, shop.company) == [
        ("100", "2"), ("9.174312", "0"), ("4.424779", "0.884956"),
    ]  # fmt: skip
    told = {(one["row"], one["code"]) for one in checked["findings"]["notes"]}
    assert told == {(2, "import.price_converted"), (3, "import.price_converted")}


def test_where_prices_are_kept_with_tax_those_without_it_are_converted(
    shop: Shop, importer: Importer
) -> None:
    with acting(shop.company):
        settings_registry.change("price.products_with_tax", True, by=None)
    head = ["名称", "单位", "含税售价", "不含税进价"]

    done = importer.bring("product", workbook(head, ["某1", "个", 113, 100]))

    assert (done["created"], shop.rows(MADE, shop.company)) == (1, [("113", "113")])


def test_the_rate_of_what_is_there_counts_where_the_file_says_none(
    shop: Shop, importer: Importer
) -> None:
    shop.product("S9", "某九", tax_rate="0")
    shop.product("S8", "某八", tax_rate="25")
    run = importer.upload("product", workbook(["编码", "含税售价"], ["S9", 113], ["S8", 10]))

    done = importer.start(importer.check(run, mode="update"))

    assert (done["changed"], importer.faults(done)) == (2, [])
    assert {one for one, _two in shop.rows(MADE, shop.company)} == {"113", "8"}


@pytest.mark.parametrize("head", ["箱价", "副单位售价", "大单位售价"])
def test_the_price_of_the_second_unit_is_its_own(shop: Shop, importer: Importer, head: str) -> None:
    heads = ["名称", "单位", "副单位", "比例", "销售价", head]

    done = importer.bring("product", workbook(heads, ["某1", "个", "箱", 24, 5, 110]))

    assert (done["created"], importer.faults(done)) == (1, [])
    assert shop.rows(OF_UNITS) == [("110",)]


def test_a_price_of_boxes_is_none_of_another_unit(shop: Shop, importer: Importer) -> None:
    heads = ["名称", "单位", "副单位", "比例", "箱价"]
    rows: list[Any] = [["某1", "个", "盒", 24, 110]]

    run = importer.check(importer.upload("product", workbook(heads, *rows)))

    assert (run["created"], importer.faults(run)) == (
        0,
        [(2, "箱价", "import.other_unit_of_heading")],
    )
