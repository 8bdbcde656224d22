"""Discounts that are of the whole document because the totals of its file say so, and rows below a
document that say what it is cheaper by."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.importing import Importer, and_its_end, workbook
from tests.support.shop import Shop

HEAD = ["日期", "单号", "客户", "仓库", "商品", "数量"]
BEGIN = ["2026-03-01", "X1", "P1", "CK01"]
CLOUD = "单价|折扣率(%)|折扣额|金额|税率(%)|税额|价税合计|优惠率(%)|优惠金额|优惠后金额|本次收款"
JSH = "单价|金额|税率|税额|价税合计|优惠率|收款优惠|优惠后金额|本次收款"
TEN, FIVE = [10, 10, 100, 13, 13, 113], [5, 10, 50, 13, 6.5, 56.5]
PLAIN = "含税单价|优惠金额|应收合计"


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def sheet(head: str, *cells: list[Any]) -> bytes:
    rows = [[*BEGIN, f"S{n}", *one] for n, one in enumerate(cells, start=1)]
    return workbook([*HEAD, *head.split("|")], *rows)


@pytest.mark.parametrize(
    ("head", "cells", "total"),
    [
        (CLOUD, [[10, 10, 10, 10, 90, 13, 11.7, 101.7, 0, 0, 203.4, 203.4]] * 2, "203.4"),
        (CLOUD, [[10, 10, 10, 10, 90, 13, 11.7, 101.7, 1.67, 3.4, 200, 200]] * 2, "200"),
        (CLOUD, [[10, 10, 10, 10, 90, 13, 11.7, 101.7, 10, 10.17, 91.53, 0]], "91.53"),
        (JSH, [[*TEN, 0, 0, 169.5, 0], [*FIVE, 0, 0, 169.5, 0]], "169.5"),
        (JSH, [[*TEN, 5, 8.48, 161.02, 0], [*FIVE, 5, 8.48, 161.02, 0]], "161.02"),
        (JSH, [[10, 10, 100, 0, 0, 100, 5, 5, 95, 50]], "95"),
        (CLOUD, [[10, 10, 0, 0, 100, 13, 13, 113, 100, 113, 0, 0]], "0"),
        (PLAIN.replace("应收合计", "金额|应收金额"), [[10, 10, 1.48, 100, 98.52]], "98.52"),
        (JSH, [[*TEN, 0.3, 0.5, 169, 0], [*FIVE, 0.3, 0.5, 169, 0]], "169"),
        (PLAIN, [[10, 10, 10, 140], [5, 10, None, None]], "140"),
        (PLAIN, [[10, 10, 10, 140], [5, 10, 10, 140]], "140"),
        ("单价|税率|金额|抹零|应收合计", [[10, 10, 0, 100, 0.5, 99.5]], "99.5"),
        ("单价|税率|金额|抹零|应收合计", [[10, 10, 13, 100, 0.5, 112.5]], "112.5"),
        ("含税单价|金额|折扣额|优惠|折后金额", [[10, 10, 100, 10, 10, 90]], "90"),
        ("含税单价|折扣额|金额", [[10, 10, 10, 90], [10, 10, 10, 90]], "180"),
        ("含税单价|优惠金额|金额|应收合计", [[10, 10, 10, 90, 140], [5, 10, None, 50, 140]], "140"),
        ("含税单价|金额|优惠金额|优惠后金额", [[10, 10, 100, 5, 140], [5, 10, 50, 5, 140]], "140"),
        ("含税单价|金额|整单折扣|应收合计", [[10, 10, 100, 90, 135], [5, 10, 50, 90, 135]], "135"),
        ("含税单价|金额|整单折扣|应收合计", [[10, 10, 100, 100, 100]], "100"),
    ],
)  # fmt: skip
def test_what_the_figures_agree_on_is_booked(
    shop: Shop, importer: Importer, head: str, cells: list[list[Any]], total: str
) -> None:
    run = importer.bring("sales_order", sheet(head, *cells))

    assert importer.faults(run) == []
    assert shop.one("SELECT trim_scale(total)::text FROM sales_salesorder") == total


@pytest.mark.parametrize(
    ("head", "cells", "code"),
    [
        (PLAIN, [[10, 10, 10, 135], [5, 10, None, None]], "discount_of_whole"),
        ("含税单价|金额|优惠后金额", [[10, 10, 100, 0]], "amount_differs"),
        ("含税单价|优惠金额|折后金额|应收合计", [[10, 10, 10, 90, 99]], "amount_differs"),
        ("无税单价|抹零|应收合计", [[10, 10, 0.5, 111]], "whole_discount_of_tax"),
    ],
)
def test_what_no_total_agrees_with_is_refused(
    shop: Shop, importer: Importer, head: str, cells: list[list[Any]], code: str
) -> None:
    before = shop.everything()

    run = importer.check(importer.upload("sales_order", sheet(head, *cells)))

    assert {one[2] for one in importer.faults(run)} == {f"import.{code}"}
    assert shop.everything() == and_its_end(before)


def below(price: str, *more: list[Any]) -> bytes:
    row = [*BEGIN, "S1", 10, 10, 100]
    rows = [[one[0], *[None] * 6, one[1]] for one in more]
    return workbook([*HEAD, price, "金额"], row, *rows)


@pytest.mark.parametrize(
    ("price", "rows", "total", "wrong"),
    [
        ("含税单价", [["抹零", -0.5]], "99.5", None),
        ("含税单价", [["优惠", -10], ["应收", 90]], "90", None),
        ("含税单价", [["优惠", 8], ["抹零", 2], ["合计", 90]], "90", None),
        ("无税单价", [["抹零", -0.5]], None, (3, "抹零", "import.whole_discount_of_tax")),
        ("含税单价", [["运费", 8]], None, (3, "", "import.row_unclear")),
        ("含税单价", [["折后", 90]], None, (3, "", "import.row_unclear")),
    ],
)
def test_a_row_below_is_of_the_document_above(
    shop: Shop,
    importer: Importer,
    price: str,
    rows: list[list[Any]],
    total: str | None,
    wrong: tuple[int, str, str] | None,
) -> None:
    """It is never booked without what stands below it."""
    run = importer.bring("sales_order", below(price, *rows))

    assert importer.faults(run) == ([wrong] if wrong else [])
    made = shop.rows("SELECT trim_scale(total)::text FROM sales_salesorder")
    assert made == ([(total,)] if total else [])
