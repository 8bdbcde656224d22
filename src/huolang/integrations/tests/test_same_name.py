"""Lists of goods and partners without codes: what is there already is not made once more."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

GOODS = ["名称", "规格型号", "基本单位", "销售价"]


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def test_goods_without_codes_that_come_again(shop: Shop, importer: Importer) -> None:
    rows: list[list[Any]] = [["螺母", "M4", "PCS", 3], ["螺母", "M5", "PCS", 4]]
    assert importer.bring("product", workbook(GOODS, *rows))["created"] == 2

    rows[0][3] = 5
    content = workbook(GOODS, *rows, ["螺母", None, "PCS", 2])
    run = importer.bring("product", content)

    faults = [(2, "名称", "import.named_before"), (3, "名称", "import.named_before")]
    assert (run["created"], importer.faults(run)) == (1, faults)
    assert importer.bring("product", content, again=True)["created"] == 3
    with_code = workbook(["编码", *GOODS], ["N9", "螺母", "M4", "PCS", 3])
    assert importer.bring("product", with_code)["created"] == 1


def test_two_of_one_name_in_one_file(shop: Shop, importer: Importer) -> None:
    """The check says what the import does, however its rows are cut into parts."""
    head = ["名称", "电话"]
    rows = [["张三", "1"], ["李四", "2"], ["张三", "1"], [" 张三", "3"]]
    run = importer.check(importer.upload("employee", workbook(head, *rows)))
    assert (run["created"], run["refused"]) == (2, 2)

    run = importer.start(run)

    faults = [(4, "名称", "import.name_repeated"), (5, "名称", "import.name_repeated")]
    assert (run["created"], importer.faults(run)) == (2, faults)


def test_two_rows_of_one_code_say_in_what_they_differ(importer: Importer) -> None:
    head = ["编码", "名称", "基本单位", "销售价"]
    rows = [["N1", "甲", "PCS", 3], ["n1", "甲", "PCS", 4], ["N1", "甲", "PCS", 3]]

    run = importer.bring("product", workbook(head, *rows))

    faults = [(3, "销售价", "import.other_of_code"), (4, "", "import.row_repeated")]
    assert (run["created"], importer.faults(run)) == (1, faults)


def test_partners_are_one_with_their_contacts(shop: Shop, importer: Importer) -> None:
    head = ["名称", "客户", "联系人·姓名"]
    rows = [["大明", "是", "赵"], ["小明", "是", "钱"], ["大明", "是", "孙"]]
    run = importer.upload("partner", workbook(head, *rows))
    assert "contacts.name" in run["matching"].values(), run["matching"]

    run = importer.start(importer.check(run))

    assert (run["created"], importer.faults(run)) == (2, [])
    run = importer.bring("partner", workbook(head, *rows))
    assert run["created"] == 0
    assert {code for _row, _column, code in importer.faults(run)} == {"import.named_before"}


def test_categories_of_one_name_below_others_are_others(shop: Shop, importer: Importer) -> None:
    head = ["编码", "名称", "上级分类"]
    rows = [["A", "食品", None], ["B", "用品", None], [None, "其他", "A"], [None, "其他", "B"]]
    run = importer.bring("product_category", workbook(head, *rows))
    assert (run["created"], importer.faults(run)) == (4, [])
