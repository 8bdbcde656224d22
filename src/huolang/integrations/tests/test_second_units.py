"""单位 beside 副单位 is the base unit; a row that names no second unit has none."""

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
    ("head", "paths"),
    [
        ("编码 名称 单位 副单位 比例 副条码 售价",
         "code name unit units.unit units.numerator units.barcode sales_price"),
        ("编码 名称 辅助单位 换算率 单位", "code name units.unit units.numerator unit"),
        ("编码 名称 单位 大单位 换算关系", "code name unit units.unit units.numerator"),
        ("编码 名称 单位 主单位 换算率", "code name units.unit unit units.numerator"),
        ("编码 名称 基本单位 单位 换算率", "code name unit units.unit units.numerator"),
        ("编码 单位 换算率", "code units.unit units.numerator"),
    ],
)  # fmt: skip
def test_what_goods_need_themselves_comes_before_what_their_units_need(
    head: str, paths: str
) -> None:
    found = matching.propose(registry.get("product"), head.split(), {})

    assert [found.get(str(n)) for n in range(len(head.split()))] == paths.split()


def test_goods_without_a_second_unit_are_imported_and_what_is_said_of_it_is_told(
    shop: Shop, importer: Importer
) -> None:
    """A second unit with half of what it needs is refused: nothing is made of its row."""
    head = ["编码", "名称", "单位", "副单位", "比例", "箱价"]
    rows = [
        ["N1", "甲", "PCS", "BOX", 12, 100], ["N2", "乙", "PCS", None, None, 90],
        ["N3", "丙", "PCS", None, None, 0], ["N4", "丁", "PCS", None, 12, 80],
    ]  # fmt: skip
    run = importer.upload("product", workbook(head, *rows))
    told = {**run["matching"], "5": "units.sales_price"}

    done = importer.check({**run, "matching": told})

    assert (done["created"], done["refused"]) == (3, 1)
    assert importer.faults(done) == [(5, "副单位", "field.required")]
    notes = [one for one in done["findings"]["notes"] if one["code"] == "import.no_second_unit"]
    assert [(one["row"], one["column"]) for one in notes] == [(3, "箱价")]
    assert "“箱价”不导入" in notes[0]["message"]
    importer.start(done)
    made = "SELECT p.code FROM masters_productunit u JOIN masters_product p ON p.id = u.product_id"
    assert shop.rows(made) == [("N1",)]
    run = importer.upload(
        "product", workbook(["编码", "名称", "单位", "售价"], ["N5", "戊", "PCS", 3])
    )
    assert importer.check(run)["created"] == 1
