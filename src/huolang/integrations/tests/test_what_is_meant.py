"""Headings that are nearly those of another field, and rows that only add up."""

from __future__ import annotations

import io
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from huolang.forms import registry
from huolang.integrations.columns import matching
from huolang.integrations.tables.sums import is_sum
from tests.support.importing import Importer, workbook
from tests.support.shop import Shop


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


@pytest.mark.parametrize(
    ("form", "heads", "meant"),
    [
        ("purchase_receipt", ["序号", "商品编码", "数量"], {"1": "lines.product"}),
        ("product", ["副单位", "基础单位", "名称"], {"2": "name"}),
        ("purchase_order", ["商品", "箱数量", "每箱数量", "总数量"], {"0": "lines.product"}),
        ("purchase_order", ["商品", "箱数", "每箱数量", "总数量"], {"0": "lines.product"}),
        ("purchase_order", ["商品", "箱数", "箱规"], {"0": "lines.product"}),
        ("purchase_order", ["商品", "箱数", "盒数"], {"0": "lines.product"}),
        ("purchase_order", ["商品", "箱数"], {"0": "lines.product", "1": "lines.quantity"}),
        ("purchase_order", ["商品", "折扣额", "单价"], {"0": "lines.product"}),
        ("purchase_order", ["采购单号", "供应商"], {"0": "number", "1": "partner"}),
        ("purchase_receipt", ["入库单号", "供应商"], {"0": "number", "1": "partner"}),
        ("sales_delivery", ["出库单号", "客户"], {"0": "number", "1": "partner"}),
        ("sales_delivery", ["Order No", "Customer"], {"0": "number", "1": "partner"}),
        ("sales_delivery", ["流水号", "是否含税"], {"0": "number", "1": "tax_included"}),
        (
            "sales_delivery",
            ["货号", "品名", "数量"],
            {"0": "lines.product", "1": "lines.product:check"},
        ),
    ],
)
def test_one_sign_more_is_another_thing(
    db: None, form: str, heads: list[str], meant: dict[str, str]
) -> None:
    found = matching.propose(registry.get(form), heads, {})

    wrong = {n: path for n, path in found.items() if meant.get(n) not in (path, None)}
    assert not wrong
    assert {n: found.get(n) for n in meant} == meant
    left = {"序号", "副单位", "箱数量", "每箱数量", "折扣额"}
    assert not [heads[int(n)] for n in found if heads[int(n)] in left]


@pytest.mark.parametrize(
    ("cells", "sum_row"),
    [
        (["合计", None, "￥12.00"], True),
        (["合计", None, "12.00元"], True),
        (["合计", None, "壹拾贰元整"], True),
        (["合计(大写)：", "壹拾贰元整", 12], True),
        (["合计(大写)：壹拾贰元整"], True),
        (["合计金额", None, 12.5], True),
        (["合计", None, "十二"], False),
        (["合计商行", "12.00"], False),
        (["合计"], False),
    ],
)
def test_a_row_that_only_adds_up(cells: list[object], sum_row: bool) -> None:
    assert is_sum(None, cells) is sum_row  # pyright: ignore[reportArgumentType]


def test_the_file_of_faults_of_all_or_nothing_has_every_row(shop: Shop, importer: Importer) -> None:
    head = ["单据编号", "客户", "仓库", "商品", "数量", "单价"]
    rows = [["A", "P1", "CK01", "S1", 1, 5], ["B", "P1", "CK01", "NOPE", 1, 5]]

    whole = importer.check(importer.upload("sales_order", workbook(head, *rows)), atomic=True)
    some = importer.check(importer.upload("sales_order", workbook(head, *rows)))

    assert [row[0] for row in told(shop, whole)] == ["A", "B"]
    assert [row[0] for row in told(shop, some)] == ["B"]


def told(shop: Shop, run: dict[str, Any]) -> list[list[Any]]:
    answer = shop.client.get(f"/imports/{run['id']}/file")
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    return book.get_sheet_by_index(0).to_python()[1:]
