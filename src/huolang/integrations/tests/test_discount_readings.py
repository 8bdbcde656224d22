"""折扣 95: what the row comes to says whether it is five per cent less, or ninety-five."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

HEAD = ["单号", "客户", "仓库", "数量", "单价", "商品", "折扣", "金额"]


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def test_one_without_an_amount_that_tells_is_refused(shop: Shop, importer: Importer) -> None:
    content = workbook(HEAD, ["A", "P1", "CK01", 10, 10, "S1", 1, 80])

    run = importer.bring("sales_order", content)

    assert importer.faults(run) == [(2, "折扣", "import.discount_unclear")]
    assert shop.one("SELECT count(*) FROM sales_salesorder") == 0


@pytest.mark.parametrize(
    ("discount", "amount", "off"),
    [
        ("95%", 95, "5"),
        (95, 95, "5"),
        ("5%", 95, "5"),
        (5, 95, "5"),
        (95, 107.35, "5"),
        (0.95, 95, "5"),
        ("95折", 95, "5"),
        (95, 5, "95"),
        (1, 100, "0"),
        (1, 113, "0"),
        (1, 99, "1"),
        (100, 100, "0"),
        ("100%", 100, "0"),
        (95, 80, None),
        ("5%", 100, None),
    ],
)
def test_the_amount_of_a_row_says_how_its_discount_is_read(
    shop: Shop, importer: Importer, discount: Any, amount: Any, off: str | None
) -> None:
    content = workbook(HEAD, ["A", "P1", "CK01", 10, 10, "S1", discount, amount])

    run = importer.bring("sales_order", content)

    if off is None:
        assert importer.faults(run) == [(2, "折扣", "import.discount_of_neither")]
        assert shop.one("SELECT count(*) FROM sales_salesorder") == 0
    else:
        assert importer.faults(run) == []
        assert shop.one("SELECT discount::float8::text FROM sales_salesorderline") == off


@pytest.mark.parametrize(
    ("column", "discount", "amount", "off"),
    [
        ("折扣", 100, 100, "0"),
        ("折扣率(%)", 100, 100, "0"),
        ("折扣率(%)", 90, 90, "10"),
        ("折扣率(%)", 10, 90, "10"),
    ],
)
def test_a_hundred_is_nothing_off_where_the_amount_says_so(
    shop: Shop, importer: Importer, column: str, discount: int, amount: int, off: str
) -> None:
    head = [column if one == "折扣" else one for one in HEAD]

    content = workbook(head, ["A", "P1", "CK01", 10, 10, "S1", discount, amount])
    run = importer.bring("sales_order", content)

    assert importer.faults(run) == []
    assert shop.one("SELECT discount::float8::text FROM sales_salesorderline") == off


def test_a_hundred_alone_gives_nothing_away(shop: Shop, importer: Importer) -> None:
    run = importer.bring("sales_order", workbook(HEAD[:-1], ["A", "P1", "CK01", 10, 10, "S1", 100]))

    assert importer.faults(run) == [(2, "折扣", "import.discount_of_all")]
    assert shop.one("SELECT count(*) FROM sales_salesorder") == 0
