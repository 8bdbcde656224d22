"""Figures that are each row's own, or of the whole document: whichever agrees."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from huolang.integrations.amounts import levels
from huolang.integrations.rows.groups import Group
from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

HEAD = ["日期", "单号", "客户", "仓库", "商品", "数量"]
DAY = "2026-03-01"
TRIO = ("含税单价", "金额")


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def rows(number: str, *cells: list[Any]) -> list[list[Any]]:
    return [[DAY, number, "P1", "CK01", f"S{n}", *one] for n, one in enumerate(cells, start=1)]


def codes(run: dict[str, Any]) -> list[str]:
    return [one["code"].removeprefix("import.") for one in run["findings"]["notes"]]


@pytest.mark.parametrize(
    ("cells", "of_rows", "whole"),
    [
        ([5, 7], [5, 7], None),
        ([5, 5], [5, 5], 5),
        ([12, None], [12], 12),
        ([None, 12], [12], 12),
        ([12, 0], [12, 0], 12),
        ([12, {"m": 12}], [], 12),
        ([5, 5, None], [5, 5], None),
        ([7], [7], 7),
        ([0, 0], [0, 0], 0),
        ([None, None], [], None),
    ],
)
def test_what_a_column_may_say(cells: list[Any], of_rows: list[int], whole: int | None) -> None:
    group = Group(1, [(n, [one]) for n, one in enumerate(cells, start=2)])
    group.rows["lines"] = [n for n, _cells in group.lines]

    said = levels.of(group, 0)

    assert ([*said.rows.values()], said.whole) == ([*map(Decimal, of_rows)], whole)


@pytest.mark.parametrize(
    ("header", "said", "joined"),
    [
        ("金额", [150, None], ()),
        ("金额", [None, 150], ()),
        ("金额", [150, 150], ()),
        ("金额", [150, 150], ("H2:H3",)),
        ("小计", [100, 50], ()),
        ("单据总额", [None, 150], ()),
    ],
)
def test_an_amount_of_the_whole_is_compared_with_the_whole(
    shop: Shop, importer: Importer, header: str, said: list[Any], joined: tuple[str, ...]
) -> None:
    """Wherever it stands."""
    cells = rows("X1", [10, 10, said[0]], [5, 10, said[1]])
    content = workbook([*HEAD, "含税单价", header], *cells, joined=joined)

    run = importer.bring("sales_order", content)

    assert (importer.faults(run), codes(run)) == ([], [])
    assert shop.one("SELECT total::int FROM sales_salesorder") == 150


def test_what_agrees_with_neither_is_told_beside_what_it_is_nearer_to(
    shop: Shop, importer: Importer
) -> None:
    content = workbook([*HEAD, *TRIO], *rows("X1", [10, 10, 160], [5, 10, 160]))

    run = importer.check(importer.upload("sales_order", content))

    assert importer.faults(run) == [(2, "金额", "import.amount_differs")]
    (told,) = run["findings"]["differing_rows"]
    assert (told["said"], told["comes"]) == ("160", "150")


def test_a_total_in_a_row_above_the_goods_is_compared(shop: Shop, importer: Importer) -> None:
    head = [DAY, "X1", "P1", "CK01", None, None, None]
    cells = [None] * 4
    content = workbook(
        [*HEAD, *TRIO], [*head, 140], [*cells, "S1", 10, 10, None], [*cells, "S2", 5, 10, None]
    )

    run = importer.check(importer.upload("sales_order", content))

    assert [one[1:] for one in importer.faults(run)] == [("金额", "import.amount_differs")]


def test_cents_are_told_once_with_what_they_come_to(shop: Shop, importer: Importer) -> None:
    """8.849558 × 10 with 13 % is 100.01 here, and 100 in the program that the file comes from."""
    head = [*HEAD, "无税单价", "税率", "价税合计"]
    cells = [
        *rows("X1", [10, 8.849558, 13, 100], [10, 17.699115, 13, 200]),
        *rows("X2", [10, 8.849558, 13, 100], [10, 8.849558, 13, 100]),
    ]

    run = importer.check(importer.upload("sales_order", workbook(head, *cells)))

    assert importer.faults(run) == []
    (told,) = (one["message"] for one in run["findings"]["notes"])
    assert "2 张" in told
    assert "500，" in told
    assert "500.03" in told


def test_sums_of_what_differs_are_told(importer: Importer) -> None:
    cells = [*rows("X1", [10, 10, 90], [5, 10, 40]), *rows("X2", [1, 10, 9])]

    run = importer.check(importer.upload("sales_order", workbook([*HEAD, *TRIO], *cells)))

    found = run["findings"]
    assert (found["differing"], found["differing_sum"]) == (2, {"said": "139", "comes": "160"})


@pytest.mark.parametrize(
    ("more", "cells", "notes"),
    [
        (["金额", "实收金额", "待收金额"], [100, 40, 60], ["part_paid"]),
        (["金额", "实收金额"], [100, 40], ["part_paid"]),
        (["应收金额", "实收金额", "欠款金额"], [100, 40, 60], ["part_paid"]),
        (["金额", "实收金额"], [100, 100], []),
    ],
)
def test_what_was_paid_and_is_left_to_pay_is_no_total(
    shop: Shop, importer: Importer, more: list[str], cells: list[Any], notes: list[str]
) -> None:
    content = workbook([*HEAD, "含税单价", *more], *rows("X1", [10, 10, *cells]))

    run = importer.bring("sales_order", content)

    assert (importer.faults(run), codes(run)) == ([], notes)
    assert shop.one("SELECT total::int FROM sales_salesorder") == 100


def test_another_tax_asks_for_a_column_of_rates(importer: Importer) -> None:
    content = workbook([*HEAD, "含税单价", "税额"], *rows("X1", [10, 10, 2.91]))

    run = importer.check(importer.upload("sales_order", content))

    answer = importer.client.get(f"/imports/{run['id']}/errors").json()
    assert "加一列“税率”" in answer["items"][0]["errors"][0]["message"]


@pytest.mark.parametrize(
    ("head", "cells", "included"),
    [
        ("单价|折扣率(%)|价税合计", [[11.3, 10, 101.7], [22.6, 10, 203.4]], "是"),
        ("单价|折扣率(%)|金额|税额|价税合计", [[11.3, 10, 90, 11.7, 101.7]], "是"),
        ("单价|折扣率(%)|金额|税额|价税合计", [[10, 10, 90, 11.7, 101.7]], "否"),
        ("单价|折扣额|价税合计", [[11.3, 11.3, 101.7]], "是"),
        ("单价|折扣|金额|税额", [[11.3, "9折", 90, 11.7]], None),
        ("单价|金额|应收金额", [[10, 100, 100]], "是"),
        ("单价|小计|优惠金额|应收金额", [[10, 100, 5, 195], [10, 100, 5, 195]], "是"),
        ("单价|折扣(%)|折后金额|应收合计", [[10, 80, 80, 180], [10, 100, 100, 180]], "是"),
        ("单价|优惠|应收金额", [[10, 1, 197], [10, 2, 197]], "是"),
        ("单价|税率|含税总金额", [[10, 13, 100], [8, 13, 80]], "是"),
        ("单价|小计|税额|应收金额", [[10, 100, 0, 200], [10, 100, 0, 200]], None),
    ],
)
def test_tax_is_read_off_rows_with_discounts_and_off_totals(
    importer: Importer, head: str, cells: list[list[Any]], included: str | None
) -> None:
    content = workbook([*HEAD, *head.split("|")], *rows("X1", *([10, *one] for one in cells)))

    assert importer.upload("sales_order", content)["fixed"].get("tax_included") == included


def test_taxes_of_lines_come_before_those_of_the_whole(importer: Importer) -> None:
    head = ["Order Reference", "Customer", "Taxes", "Order Lines/Product", "Order Lines/Taxes"]

    run = importer.upload("sales_order", workbook(head, ["S1", "P1", 18.85, "S1", "13%"]))

    filled = {path: int(number) for number, path in run["matching"].items()}
    assert filled["lines.tax_rate"] == 4


@pytest.mark.parametrize(("said", "joined"), [([110, None], ()), ([110, 110], ("F2:F3",))])
def test_a_worth_of_the_whole_is_not_that_of_a_row(
    shop: Shop, importer: Importer, said: list[Any], joined: tuple[str, ...]
) -> None:
    head = ["日期", "仓库", "商品", "数量", "成本价", "库存金额"]
    cells = [[10, 5, said[0]], [6, 10, said[1]]]
    lines = [[DAY, "CK01", f"S{n}", *one] for n, one in enumerate(cells, start=1)]

    run = importer.bring("opening_stock", workbook(head, *lines, joined=joined))

    assert importer.faults(run) == []
    assert shop.one("SELECT sum(quantity * unit_cost)::int FROM inventory_openingstockline") == 110
