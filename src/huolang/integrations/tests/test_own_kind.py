"""Rows that refer to others of their own file are made after these, whatever their order."""

import pytest

from huolang.integrations import parts
from tests.support.importing import Importer, and_its_end, workbook
from tests.support.shop import Shop

TREE = [["TC", "丙", "TB 乙"], ["TA", "甲", None], ["TB", "乙", "ta"], ["TD", "丁", "丙"]]
PARENTS = """
SELECT c.code, p.code FROM masters_productcategory c
LEFT JOIN masters_productcategory p ON p.company_id = c.company_id AND p.id = c.parent_id
WHERE c.company_id = %s::bigint AND c.code LIKE 'T_' ORDER BY 1
"""

PARTS = """
SELECT p.code, r.quantity::int FROM masters_productpart r
JOIN masters_product b ON b.company_id = r.company_id AND b.id = r.product_id
JOIN masters_product p ON p.company_id = r.company_id AND p.id = r.part_id
WHERE r.company_id = %s::bigint AND b.code = %s ORDER BY r.id
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


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_a_long_file_of_any_order_is_checked_and_made_part_by_part(
    shop: Shop, importer: Importer, monkeypatch: pytest.MonkeyPatch, order: tuple[int, ...]
) -> None:
    monkeypatch.setattr(parts, "TOGETHER", 1)
    rows = [["TX", "别的", None], *(TREE[place] for place in order), ["TE", "戊", "没有"]]
    run = importer.upload("product_category", workbook(["编码", "名称", "上级分类"], *rows))
    before = shop.everything()

    checked = importer.check(run)

    assert (checked["created"], checked["refused"]) == (5, 1)
    assert importer.faults(checked) == [(7, "上级分类", "reference.unknown")]
    assert shop.everything() == and_its_end(before)
    done = importer.start(checked)
    assert (done["created"], done["refused"]) == (5, 1)
    found = {(code, above) for code, above in shop.rows(PARENTS, shop.company)}
    assert found == {("TA", None), ("TB", "TA"), ("TC", "TB"), ("TD", "TC"), ("TX", None)}


def test_a_bundle_far_before_its_parts_is_checked_with_them(
    shop: Shop, importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "TOGETHER", 2)
    head = ["编码", "名称", "类型", "基本单位", "套装组成·组成商品", "套装组成·数量"]
    others = [[f"EO{n}", f"别的{n}", "存货", "PCS", None, None] for n in range(7)]
    rows = [
        ["EUB", "礼盒", "套装", "PCS", "EU1", 2],
        *others,
        ["EU1", "茶", "存货", "PCS", None, None],
        ["EUB", None, None, None, "EU2 杯", 1],
        ["EU2", "杯", "存货", "PCS", None, None],
    ]

    checked = importer.check(importer.upload("product", workbook(head, *rows)))
    done = importer.start(checked)

    assert (checked["created"], checked["refused"]) == (10, 0), importer.faults(checked)
    assert (done["created"], done["refused"]) == (10, 0), importer.faults(done)
    assert shop.rows(PARTS, shop.company, "EUB") == [("EU1", 2), ("EU2", 1)]


def test_all_or_nothing_of_a_tree_is_all_or_nothing(
    shop: Shop, importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "TOGETHER", 1)
    head = ["编码", "名称", "上级分类"]
    good = importer.bring("product_category", workbook(head, *TREE), atomic=True)
    assert (good["state"], good["created"]) == ("done", 4)

    rows = [["TF", "己", "TE"], ["TE", "戊", "TA"], ["TG", "庚", "没有"]]
    bad = importer.bring("product_category", workbook(head, *rows), atomic=True)

    assert (bad["state"], bad["created"], bad["refused"]) == ("refused", 0, 1)
    assert importer.faults(bad) == [(4, "上级分类", "reference.unknown")]
    assert [row[0] for row in shop.rows(PARENTS, shop.company)] == ["TA", "TB", "TC", "TD"]


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
