"""Files that say in money what rows are cheaper by: no row is booked at another amount."""

from __future__ import annotations

from typing import Any

import pytest

from huolang.integrations.tests.test_cells import ordered
from huolang.integrations.tests.test_line_amounts import HEAD, A, B
from tests.support.importing import Importer, workbook
from tests.support.shop import Shop


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def told(run: dict[str, Any]) -> list[tuple[int, str, str]]:
    notes = run["findings"]["notes"]
    return [(one["row"], one["column"], one["code"]) for one in notes]


@pytest.mark.parametrize("header", ["折扣额", "优惠金额", "优惠后金额", "折后金额"])
def test_money_off_a_row_is_its_discount(shop: Shop, importer: Importer, header: str) -> None:
    """As percent where that comes to the cent, as a lower price where it does not."""
    off, left = [10, 1.01, 0], [90, 299999.98, 50]
    rows = [[*A, 10, 10], [*A, 1, 300000.99], [*B, 10, 5]]
    said = left if "后" in header else off
    content = workbook(
        [*HEAD, "单价", header], *([*row, one] for row, one in zip(rows, said, strict=True))
    )

    run = importer.check(importer.upload("sales_order", content))

    assert told(run) == [(2, header, "import.discount_of_money")], importer.faults(run)
    importer.start(run)
    assert [(line[2], line[3]) for line in ordered(shop)] == [
        ("10", "90"), ("0", "299999.98"), ("0", "50"),
    ]  # fmt: skip


def test_what_is_left_is_compared_with_price_and_discount(importer: Importer) -> None:
    head = [*HEAD, "单价", "金额", "折扣%", "优惠金额", "折后金额"]
    rows: list[list[Any]] = [
        [*A, 10, 10, 100, None, 10, 90],
        [*A, 10, 10, 100, 10, 10, 90],
        [*B, 10, 10, 100, None, None, 120],
        [*B, 10, 10, 100, None, 10, 95],
    ]

    run = importer.check(importer.upload("sales_order", workbook(head, *rows)))

    assert importer.faults(run) == [(5, "折扣%", "import.discount_or_not")]
    run = importer.check(importer.upload("sales_order", workbook(head, *rows[:3])), as_priced=True)
    assert told(run) == [
        (2, "优惠金额", "import.discount_of_money"),
        (4, "折后金额", "import.amount_differs"),
    ]


@pytest.mark.parametrize(
    ("head", "cells", "made"),
    [
        ("单价|优惠金额|金额", [10, 10, 100], ("0", "100")),
        ("单价|优惠金额|金额", [10, 10, 90], ("10", "90")),
        ("单价|税率|优惠金额|含税金额", [10, 13, 10, 101.7], ("10", "90")),
        ("单价|税率|优惠金额|价税合计", [10, 13, 10, 113], ("0", "100")),
        ("单价|优惠金额|金额|折后金额", [10, 10, 100, 90], ("10", "90")),
        ("单价|优惠金额", [10, 10], ("10", "90")),
        ("单价|优惠", [10, 10], ("10", "90")),
        ("单价|让利|金额", [10, 10, 90], ("10", "90")),
        ("单价|折扣(元)", [10, 20], ("20", "80")),
        ("单价|折扣(元)|金额", [10, 20, 80], ("20", "80")),
        ("单价|优惠金额|金额", [10, 10, 95], None),
        ("单价|优惠金额|金额", [10, "10元", 90], ("10", "90")),
        ("单价|优惠金额|金额", [10, "10箱", 90], None),
        ("单价|优惠金额", [10, "十块"], None),
        ("金额", ["1百"], None),
    ],
)
def test_money_off_is_taken_where_the_amount_says_so(
    shop: Shop, importer: Importer, head: str, cells: list[Any], made: tuple[str, str] | None
) -> None:
    content = workbook([*HEAD, *head.split("|")], [*A, 10, *cells])

    done = importer.start(importer.check(importer.upload("sales_order", content)))

    rows = shop.rows(
        "SELECT trim_scale(discount)::text, trim_scale(amount)::text FROM sales_salesorderline"
    )
    assert rows == ([] if made is None else [made])
    assert done["refused"] == len(importer.faults(done)) == (made is None)


@pytest.mark.parametrize(
    ("head", "rows", "code"),
    [
        (["单价", "折扣%", "优惠金额"], [[10, 10, 3]], "import.two_discounts"),
        (["单价", "优惠金额"], [[10, 30]], "import.no_discount"),
        (["单价", "优惠金额"], [[10, 2], [20, 2]], "import.discount_of_whole"),
        (["优惠金额"], [[2]], "import.discount_without_price"),
        (["金额", "优惠金额"], [[20, 2]], "import.discount_without_price"),
        (["实收金额"], [[20], [None]], "import.whole_or_row"),
        (["价税合计"], [[20], [None]], "import.whole_or_row"),
    ],
)
def test_what_is_unclear_is_refused(
    shop: Shop, importer: Importer, head: list[str], rows: list[list[Any]], code: str
) -> None:
    content = workbook([*HEAD, *head], *([*A, 2, *row] for row in rows))
    before = shop.one("SELECT count(*) FROM sales_salesorder")

    run = importer.bring("sales_order", content)

    assert {one[2] for one in importer.faults(run)} == {code}
    assert shop.one("SELECT count(*) FROM sales_salesorder") == before


@pytest.mark.parametrize("header", ["应收金额", "实收金额", "优惠后金额", "价税合计"])
def test_what_rows_come_to_is_compared_whatever_it_is_called(
    importer: Importer, header: str
) -> None:
    head = [*HEAD, "单价", "税率%", header]
    other = workbook(head, [*A, 2, 10, 0, 25], [*B, 2, 10, 0, 21])
    same = workbook(head, [*A, 2, 10, 0, 20], [*B, 2, 20, 0, 40])
    first = workbook(head, [*A, 2, 10, 0, 60], [*B, 2, 20, 0, None])

    run = importer.check(importer.upload("sales_order", other))
    assert importer.faults(run) == [(n, header, "import.amount_differs") for n in (2, 3)]
    run = importer.check(importer.upload("sales_order", same))
    assert (importer.faults(run), run["findings"]["differing"]) == ([], 0)
    run = importer.check(importer.upload("sales_order", first))
    assert (importer.faults(run), run["findings"]["differing"]) == ([], 0)


def test_the_amount_of_a_whole_document_on_its_only_row(importer: Importer) -> None:
    content = workbook([*HEAD, "单价", "税率%", "实收金额"], [*A, 2, 10, 0, 25])

    assert importer.faults(importer.check(importer.upload("sales_order", content))) == [
        (2, "实收金额", "import.amount_differs")
    ]


@pytest.mark.parametrize("header", ["折后单价", "优惠价", "成交价"])
def test_the_price_that_is_left_counts_beside_the_one_before(
    shop: Shop, importer: Importer, header: str
) -> None:
    """As a discount on that where it comes to the cent, or else by itself; a rise by itself."""
    rows = [[*A, 10, 100, 90], [*A, 10, 5, 5], [*B, 10, 3, 4], [*B, 10, None, 7]]
    content = workbook([*HEAD, "单价", header], *rows)

    run = importer.check(importer.upload("sales_order", content))

    assert [one[0] for one in told(run) if one[1] == header] == [2], importer.faults(run)
    importer.start(run)
    assert [line[1:4] for line in ordered(shop)] == [
        ("100", "10", "900"), ("5", "0", "50"), ("4", "0", "40"), ("7", "0", "70"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "row", "code"),
    [
        (["单价", "折扣%", "折后单价"], [100, 10, 80], "import.two_discounts"),
        (["单价", "折后单价"], [100, 0], "import.other_price"),
        (["单价", "折后单价（含税）"], [100, 101.7], "import.other_price"),
    ],
)
def test_another_price_that_may_mean_anything_is_refused(
    shop: Shop, importer: Importer, head: list[str], row: list[Any], code: str
) -> None:
    run = importer.bring("sales_order", workbook([*HEAD, *head], [*A, 2, *row]))

    assert [one[2] for one in importer.faults(run)] == [code]
    assert shop.one("SELECT count(*) FROM sales_salesorder") == 0


def test_a_rate_of_discount_is_understood_like_a_discount(importer: Importer) -> None:
    for header in ("折扣率", "折扣率(%)", "折扣(%)"):
        run = importer.upload("sales_order", workbook([*HEAD, "单价", header], [*A, 1, 10, 5]))
        assert run["matching"].get("6") == "lines.discount", header


@pytest.mark.parametrize("header", ["应收金额", "实收金额", "成交金额", "价税合计"])
def test_what_is_paid_for_rows_has_tax_in_it(importer: Importer, header: str) -> None:
    """Beside a price that makes it the price has tax in it, too; without a price it makes one."""
    content = workbook([*HEAD, "单价", header], [*A, 10, 10, 100], [*B, 5, 10, 50])
    run = importer.upload("sales_order", content)
    assert run["fixed"].get("tax_included") == "是"
    assert importer.faults(importer.check(run)) == []
    assert importer.faults(importer.check(run, fixed={"tax_included": "否"})) == [
        (2, header, "import.amount_differs"),
        (3, header, "import.amount_differs"),
    ]

    run = importer.upload("sales_order", workbook([*HEAD, header], [*A, 10, 113], [*B, 5, 50]))
    assert run["fixed"].get("tax_included") == "是"


def test_the_tax_of_rows_is_compared(importer: Importer) -> None:
    content = workbook([*HEAD, "单价", "税率", "税额"], [*A, 10, 10, 13, 13], [*B, 10, 20, 13, 6])

    run = importer.check(importer.upload("sales_order", content))

    assert importer.faults(run) == [(3, "税额", "import.amount_differs")]


@pytest.mark.parametrize("header", ["金额", "期初金额", "库存金额"])
def test_what_goods_are_worth_is_compared_with_their_cost(importer: Importer, header: str) -> None:
    head = ["日期", "仓库", "商品", "数量", "单位成本", header]
    rows = [["2026-01-01", "CK01", "S1", 10, 1, 9.99], [None, None, "S2", 10, 6, 56]]

    for some in (rows, rows[1:]):
        some[0][:2] = rows[0][:2]
        run = importer.check(importer.upload("opening_stock", workbook(head, *some)))
        assert importer.faults(run) == [(1 + len(some), "单位成本", "import.cost_or_amount")]
