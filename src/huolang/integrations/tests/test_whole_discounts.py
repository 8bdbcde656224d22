"""What a file says of the discount of a whole document, and of one that is in the price already."""

from __future__ import annotations

from typing import Any

import pytest

from huolang.integrations.tests.test_cells import ordered
from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

HEAD = ["单号", "客户", "仓库", "商品", "数量", "单价"]
A, B = ["A", "P1", "CK01", "S1", 10, 10], ["A", "P1", "CK01", "S2", 1, 13]


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def codes(run: dict[str, Any]) -> list[str]:
    return [one["code"] for one in run["findings"]["notes"]]


@pytest.mark.parametrize(
    ("more", "first", "other", "off"),
    [
        (["整单折扣额", "应收合计"], [8.48, 104.52], [8.48, 104.52], "8.48"),
        (["抹零", "实收"], [0.48, 112.52], [None, None], "0.48"),
        (["价税合计", "整单折扣额", "应收合计"], [113, 13, 100], [None, None, None], "13"),
        (["整单折扣"], ["9折"], ["9折"], "11.3"),
        (["整单折扣率(%)"], [10], [10], "11.3"),
        (["整单优惠金额", "优惠后金额"], [13, 100], [13, 100], "13"),
    ],
)
def test_the_discount_of_the_whole_is_taken(
    shop: Shop, importer: Importer, more: list[str], first: list[Any], other: list[Any], off: str
) -> None:
    run = importer.upload("sales_order", workbook([*HEAD, *more], [*A, *first], [*B, *other]))

    checked = importer.check(run, fixed={"tax_included": "是"})
    assert importer.faults(checked) == []
    assert {*codes(checked)} <= {"import.whole_discount"}
    assert checked["findings"]["differing"] == 0
    importer.start(checked)

    found = shop.one("SELECT trim_scale(discount)::text FROM sales_salesorder")
    assert found == off
    assert shop.one("SELECT trim_scale(113 - discount - total) FROM sales_salesorder") == 0


@pytest.mark.parametrize(
    ("header", "value", "code"),
    [
        ("整单折扣额", 3.56, "import.whole_discount_of_tax"),
        ("抹零", 0.4, "import.whole_discount_of_tax"),
        ("抹零", -0.4, "import.whole_discount_unclear"),
        ("整单折扣", 90, "import.whole_discount_unclear"),
        ("整单折扣率%", 90, "import.whole_discount_unclear"),
    ],
)
def test_a_discount_of_the_whole_that_is_unclear_is_refused(
    shop: Shop, importer: Importer, header: str, value: Any, code: str
) -> None:
    run = importer.bring("sales_order", workbook([*HEAD, header], [*A, value], [*B, value]))

    assert importer.faults(run) == [(2, header, code)]
    assert shop.one("SELECT count(*) FROM sales_salesorder") == 0


def test_what_is_paid_for_the_whole_is_compared(importer: Importer) -> None:
    content = workbook([*HEAD, "应收合计"], [*A, 100], [*B, None])

    run = importer.check(importer.upload("sales_order", content))

    assert importer.faults(run) == [(2, "应收合计", "import.amount_differs")]


def test_a_discount_in_the_first_of_several_rows_may_be_of_all(
    shop: Shop, importer: Importer
) -> None:
    run = importer.bring("sales_order", workbook([*HEAD, "优惠金额"], [*A, 6], [*B, None]))

    assert importer.faults(run) == [(2, "折扣%", "import.discount_of_whole")]
    assert shop.one("SELECT count(*) FROM sales_salesorder") == 0


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["原价", "折扣率(%)"], [2, 25]),
        (["报价", "折扣%", "折扣金额", "金额"], [2, 75, 24, 72]),
        (["报价", "折扣金额", "金额"], [2, 24, 72]),
        (["零售价", "折扣额"], [2, 24]),
        (["报价", "折扣", "金额"], [2, 75, 72]),
    ],
)
def test_a_discount_that_is_in_the_price_is_not_taken_twice(
    shop: Shop, importer: Importer, more: list[str], said: list[Any]
) -> None:
    content = workbook([*HEAD, *more], ["A", "P1", "CK01", "S1", 48, 1.5, *said])

    run = importer.check(importer.upload("sales_order", content))
    assert (importer.faults(run), codes(run)) == ([], ["import.discount_in_price"])
    importer.start(run)

    assert [line[1:4] for line in ordered(shop)] == [("1.5", "0", "72")]


def test_an_amount_without_the_discount_leaves_it_unclear(shop: Shop, importer: Importer) -> None:
    content = workbook([*HEAD, "折扣%", "金额"], ["A", "P1", "CK01", "S1", 48, 1.5, 25, 72])

    run = importer.bring("sales_order", content)

    assert importer.faults(run) == [(2, "折扣%", "import.discount_in_price_unclear")]
    assert shop.one("SELECT count(*) FROM sales_salesorder") == 0
