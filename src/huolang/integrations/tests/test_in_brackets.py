"""What headings say in brackets of the numbers below them: units, thousands, currencies."""

from __future__ import annotations

from typing import Any

import pytest

from huolang.integrations.amounts import money_signs
from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

HEAD = ["单号", "客户", "仓库", "商品"]
ROW = ["A", "P1", "CK01", "T1"]
LINES = """
SELECT u.code, l.quantity, l.unit_price FROM sales_salesorderline l
JOIN masters_unit u ON u.company_id = l.company_id AND u.id = l.unit_id
WHERE l.company_id = %s::bigint ORDER BY l.position
"""


@pytest.fixture
def importer(shop: Shop) -> Importer:
    box = shop.rows("SELECT name FROM masters_unit WHERE code = 'BOX'")
    assert box == [("箱",)]
    shop.product("T1", "茶", units=[{"unit": {"code": "BOX"}, "numerator": "12"}])
    return Importer(shop.client, shop.company)


def lines(shop: Shop) -> list[tuple[str, str, str]]:
    return [(u, f"{q:f}".rstrip("0").rstrip("."), f"{p:f}".rstrip("0").rstrip("."))
            for u, q, p in shop.rows(LINES, shop.company)]  # fmt: skip


@pytest.mark.parametrize(
    ("heads", "cells", "expected"),
    [
        (["数量（箱）", "单价"], [10, 24], ("BOX", "10", "24")),
        (["数量_箱", "单价-箱"], [10, 24], ("BOX", "10", "24")),
        (["箱数", "单价"], [10, 24], ("BOX", "10", "24")),
        (["箱数", "数量", "单价"], [1, 10, 24], ("PCS", "10", "24")),
        (["数量_备注", "数量-个", "单价"], ["好", 10, 24], ("PCS", "10", "24")),
        (["数量【单位：箱】", "单价(元)"], [10, 24], ("BOX", "10", "24")),
        (["数量(BOX)", "单价（元/箱）"], [10, 24], ("BOX", "10", "24")),
        (["数量", "单位", "单价(元/箱)"], [10, "箱", 24], ("BOX", "10", "24")),
        (["数量（必填）", "单价(￥)"], [10, 24], ("PCS", "10", "24")),
        (["数量(个)", "单价(元/个)"], [10, 24], ("PCS", "10", "24")),
        (["数量(基本单位)", "单价(含税)"], [10, 24], ("PCS", "10", "24")),
        (["数量", "单价（万元）"], [10, 1.25], ("PCS", "10", "12500")),
        (["数量", "金额（千元）"], [10, "2.5"], ("PCS", "10", "250")),
        (["数量", "单价", "币种"], [10, 24, "人民币"], ("PCS", "10", "24")),
        (["数量", "单价(CNY)", "币种"], [10, 24, "RMB"], ("PCS", "10", "24")),
        (["数量", "单价(USD)", "单价(元)"], [10, 24, 170], ("PCS", "10", "170")),
    ],
)
def test_numbers_are_of_what_their_heading_says(
    shop: Shop,
    importer: Importer,
    heads: list[str],
    cells: list[Any],
    expected: tuple[str, str, str],
) -> None:
    run = importer.bring("sales_order", workbook([*HEAD, *heads], [*ROW, *cells]))

    assert (importer.faults(run), lines(shop)) == ([], [expected])


@pytest.mark.parametrize(
    ("heads", "cells", "column", "code"),
    [
        (["数量(坛)", "单价"], [10, 24], "数量(坛)", "import.no_unit_of_heading"),
        (["数量(千个)", "单价"], [10, 24], "数量(千个)", "import.no_unit_of_heading"),
        (
            ["数量（箱）", "单位", "单价"],
            [10, "个", 24],
            "数量（箱）",
            "import.other_unit_of_heading",
        ),
        (["数量", "单价(元/箱)"], [10, 24], "单价(元/箱)", "import.other_unit_of_heading"),
        (["数量(个)", "单价(元/箱)"], [10, 24], "单价(元/箱)", "import.other_unit_of_heading"),
        (["数量", "单价(USD)"], [10, 24], "单价(USD)", "import.other_currency"),
        (["数量", "单价（美元）"], [10, 24], "单价（美元）", "import.other_currency"),
        (["数量", "金额(US$)"], [10, 24], "金额(US$)", "import.other_currency"),
        (["数量", "单价", "币种"], [10, 24, "USD"], "币种", "import.other_currency"),
        (["数量", "单价", "币别"], [10, 24, "港币"], "币别", "import.other_currency"),
        (["数量", "单价"], [10, "$24"], "单价", "import.other_currency"),
        (["数量", "单价"], [10, "24 USD"], "单价", "import.other_currency"),
        (["数量", "单价"], [10, "HK$ 24"], "单价", "import.other_currency"),
        (["数量", "金额"], [10, "€240"], "金额", "import.other_currency"),
        (["数量", "单价"], [10, "24块钱"], "单价", "import.number_in_words"),
    ],
)
def test_what_does_not_agree_is_refused_at_its_column(
    shop: Shop, importer: Importer, heads: list[str], cells: list[Any], column: str, code: str
) -> None:
    run = importer.bring("sales_order", workbook([*HEAD, *heads], [*ROW, *cells]))

    assert importer.faults(run) == [(2, column, code)]
    assert shop.one("SELECT count(*) FROM sales_salesorder") == 0


def test_a_unit_that_a_product_does_not_have_is_refused(shop: Shop, importer: Importer) -> None:
    content = workbook([*HEAD, "数量(箱)", "单价"], ["A", "P1", "CK01", "S1", 10, 24])

    run = importer.bring("sales_order", content)

    assert [one[:2] for one in importer.faults(run)] == [(2, "数量(箱)")]
    assert shop.one("SELECT count(*) FROM sales_salesorder") == 0


def test_of_two_columns_of_units_none_is_taken_unasked(importer: Importer) -> None:
    head = [*HEAD, "数量(箱)", "数量(个)", "单价"]
    run = importer.upload("sales_order", workbook(head, [*ROW, 1, 12, 24]))

    assert "lines.quantity" not in run["matching"].values()
    answer = importer.client.post(f"/imports/{run['id']}/check", {"matching": run["matching"]})
    assert answer.status_code == 422
    chosen = {**run["matching"], "5": "lines.quantity"}
    assert importer.faults(importer.check(run, matching=chosen)) == []


def test_that_numbers_are_multiplied_is_told(importer: Importer) -> None:
    head = [*HEAD, "数量", "单价", "金额（万元）"]

    run = importer.check(importer.upload("sales_order", workbook(head, [*ROW, 10, 1500, 1.5])))

    notes = [(one["row"], one["column"], one["code"]) for one in run["findings"]["notes"]]
    assert notes == [(2, "金额（万元）", "import.multiplied")]


def test_columns_of_which_none_was_taken_are_told(shop: Shop, importer: Importer) -> None:
    heads = ["数量", "单价(元/箱)", "单价(元/个)"]

    run = importer.check(importer.upload("sales_order", workbook([*HEAD, *heads], [*ROW, 1, 2, 3])))

    told = [one["column"] for one in run["findings"]["notes"] if "columns_clash" in one["code"]]
    assert told == ["单价(元/箱)"]
    mine = {**run["matching"], "5": "lines.unit_price"}
    again = importer.check(run, matching=mine)
    assert not any("columns_clash" in one["code"] for one in again["findings"]["notes"])


@pytest.mark.parametrize("cell", ["24元", "¥24", "￥ 24.00", "24 元整", "RMB24", "24人民币"])
def test_the_sign_of_our_own_currency_says_nothing_new(
    shop: Shop, importer: Importer, cell: str
) -> None:
    run = importer.bring("sales_order", workbook([*HEAD, "数量", "单价"], [*ROW, 10, cell]))

    assert importer.faults(run) == []
    assert shop.one("SELECT trim_scale(unit_price)::text FROM sales_salesorderline") == "24"


@pytest.mark.parametrize(
    ("cell", "own", "said"),
    [
        ("$5", "USD", ("5", "")),
        ("-$1,000.50", "HKD", ("-1,000.50", "")),
        ("¥5", "USD", ("5", "¥")),
        ("¥5", "JPY", ("5", "")),
        ("5箱", "CNY", ("5箱", "")),
        ("1.2万", "CNY", ("1.2万", "")),
        (5, "CNY", (5, "")),
    ],
)
def test_a_cell_says_whose_money_it_is(cell: Any, own: str, said: tuple[Any, str]) -> None:
    assert money_signs.written(cell, own) == said
