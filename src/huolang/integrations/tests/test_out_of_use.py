"""What other programs say of records that are not used any more is read as archived."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.importing import Importer, workbook
from tests.support.shop import Shop


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


@pytest.mark.parametrize(
    ("form", "head", "cells"),
    [
        ("product", ["名称", "单位", "状态"], ["使用", "停用", "已下架", None]),
        ("product", ["名称", "单位", "停用"], ["否", "是", "停用", None]),
        ("partner", ["客户名称", "备注", "Disabled"], [0, 1, True, None]),
        ("warehouse", ["仓库名称", "备注", "是否停用"], ["0", "√", "YES", ""]),
    ],
)
def test_what_is_out_of_use_there_is_archived_here(
    shop: Shop, importer: Importer, form: str, head: list[str], cells: list[Any]
) -> None:
    rows = [[f"某{n}", "个", cell] for n, cell in enumerate(cells)]

    done = importer.bring(form, workbook(head, *rows))

    assert (done["created"], importer.faults(done)) == (4, [])
    table = f"masters_{form}"
    made = shop.rows(f"SELECT active FROM {table} WHERE name LIKE '某%%' ORDER BY name")
    assert [one for (one,) in made] == [True, False, False, True]


def test_a_state_beside_it_is_not_taken_and_that_is_told(shop: Shop, importer: Importer) -> None:
    head = ["客户名称", "状态", "禁用状态"]
    rows = [["某0", "待审核", "是"], ["某1", "已审核", "否"]]

    checked = importer.check(importer.upload("partner", workbook(head, *rows)))
    done = importer.start(checked)

    assert (done["created"], importer.faults(done)) == (2, [])
    made = shop.rows("SELECT active FROM masters_partner WHERE name LIKE '某%' ORDER BY name")
    assert made == [(False,), (True,)]
    told = [(one["column"], one["code"]) for one in checked["findings"]["notes"]]
    assert told == [("状态", "import.columns_clash")]


def test_what_is_neither_yes_nor_no_is_refused_in_its_cell(shop: Shop, importer: Importer) -> None:
    run = importer.upload("product", workbook(["名称", "单位", "停用"], ["某", "个", "下月"]))

    run = importer.check(run)

    assert (run["created"], importer.faults(run)) == (0, [(2, "停用", "field.wrong_type")])
