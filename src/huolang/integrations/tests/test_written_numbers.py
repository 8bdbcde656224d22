"""Numbers in cells as people write them: refused with how to write them, never booked otherwise."""

from __future__ import annotations

import pytest

from huolang.integrations.meaning import written_numbers
from huolang.kernel.refusals import BusinessError
from tests.support.importing import Importer, workbook
from tests.support.shop import Shop


@pytest.mark.parametrize(
    ("kind", "cell", "code", "plain"),
    [
        ("quantity", "2箱", "import.number_with_unit", "2"),
        ("quantity", "1,000 个", "import.number_with_unit", "1000"),
        ("quantity", "2箱3个", "import.several_numbers", ""),
        ("quantity", "1.2万", "import.number_in_words", "12000"),
        ("money", "（50.00）", "import.number_in_brackets", "-50"),
        ("money", "¥1.2万", "import.number_in_words", "12000"),
        ("money", "3k", "import.number_in_words", "3000"),
        ("money", "1 000.50", "import.number_in_words", "1000.50"),
        ("price", "-4元", "import.number_in_words", "-4"),
        ("price", "4元/个", "import.number_in_words", "4"),
    ],
)
def test_a_number_with_something_else_is_told_how_to_write_it(
    kind: str, cell: str, code: str, plain: str
) -> None:
    with pytest.raises(BusinessError) as refused:
        written_numbers.refuse(cell, kind)

    assert (refused.value.code, plain in str(refused.value)) == (code, True)


@pytest.mark.parametrize(
    "cell", ["12", "-1.5", "1,000.00", "¥3", "12.5%", "", "2026-01-01", 7, None]
)
def test_plain_numbers_are_let_through(cell: object) -> None:
    written_numbers.refuse(cell, "quantity")


def test_a_row_with_such_a_number_is_refused_at_its_cell(shop: Shop) -> None:
    shop.master("warehouse", code="B1", name="北仓")
    importer = Importer(shop.client, shop.company)
    content = workbook(["商品编码", "数量", "单位成本"], ["S1", "2箱", 1], ["S2", 1, "1.2万"])
    run = importer.upload("opening_stock", content)

    run = importer.check(run, fixed={"date": "2026-01-01", "warehouse": "B1"})

    assert (run["created"], importer.faults(run)) == (
        0,
        [(2, "数量", "import.number_with_unit"), (3, "单位成本", "import.number_in_words")],
    )
