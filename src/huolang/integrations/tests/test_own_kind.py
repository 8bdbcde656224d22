"""Rows that refer to others of their own file are made after these, whatever their order."""

import pytest

from huolang.integrations import importing
from tests.support.importing import Importer, and_its_end, workbook
from tests.support.shop import Shop

TREE = [["TC", "丙", "TB 乙"], ["TA", "甲", None], ["TB", "乙", "ta"], ["TD", "丁", "丙"]]
PARENTS = """
SELECT c.code, p.code FROM masters_productcategory c
LEFT JOIN masters_productcategory p ON p.company_id = c.company_id AND p.id = c.parent_id
WHERE c.company_id = %s::bigint AND c.code LIKE 'T_' ORDER BY 1
"""


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def test_a_tree_is_made_from_one_file(shop: Shop, importer: Importer) -> None:
    run = importer.upload("product_category", workbook(["编码", "名称", "上级分类"], *TREE))

    checked = importer.check(run)
    done = importer.start(checked)

    assert (checked["refused"], done["created"], done["refused"]) == (0, 4, 0)
    found = [tuple(row) for row in shop.rows(PARENTS, shop.company)]
    assert found == [("TA", None), ("TB", "TA"), ("TC", "TB"), ("TD", "TC")]


def test_a_bundle_and_its_parts_come_in_one_file(shop: Shop, importer: Importer) -> None:
    head = ["编码", "名称", "类型", "基本单位", "套装组成·组成商品", "套装组成·数量"]
    rows = [
        ["EUB", "礼盒", "套装", "PCS", "EU1", 2],
        ["EUB", "礼盒", "套装", "PCS", "EU2", 1],
        ["EU1", "茶", "存货", "PCS", None, None],
        ["EU2", "杯", "存货", "PCS", None, None],
    ]

    done = importer.bring("product", workbook(head, *rows))

    assert (done["created"], done["refused"]) == (3, 0), importer.faults(done)


def test_what_was_not_there_yet_is_looked_for_again(
    shop: Shop, importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In parts of one row each: the first names what the second is, the third names it as well."""
    monkeypatch.setattr(importing, "TOGETHER", 1)
    rows = [["TB", "乙", "TA"], ["TA", "甲", None], ["TC", "丙", "TA"]]

    done = importer.bring("product_category", workbook(["编码", "名称", "上级分类"], *rows))

    assert importer.faults(done) == [(2, "上级分类", "reference.unknown")]
    assert [tuple(row) for row in shop.rows(PARENTS, shop.company)] == [("TA", None), ("TC", "TA")]


def test_a_circle_and_what_nobody_knows_are_refused_and_the_rest_is_made(
    shop: Shop, importer: Importer
) -> None:
    rows = [["TA", "甲", "TB"], ["TB", "乙", "TA"], ["TC", "丙", "没有"], ["TD", "丁", None]]
    before = shop.everything()
    run = importer.upload("product_category", workbook(["编码", "名称", "上级分类"], *rows))

    checked = importer.check(run)
    assert shop.everything() == and_its_end(before)
    done = importer.start(checked)

    codes = [(row, code) for row, _column, code in importer.faults(done)]
    assert codes == [(2, "reference.unknown"), (3, "reference.unknown"), (4, "reference.unknown")]
    assert [row[0] for row in shop.rows(PARENTS, shop.company)] == ["TD"]
