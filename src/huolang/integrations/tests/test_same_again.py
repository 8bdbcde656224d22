"""A corrected file that is sent again whole: what went in the first time is not entered twice."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.importing import Importer, and_its_end, text, workbook
from tests.support.shop import Shop, line

HEAD = ["日期", "客户", "仓库", "商品", "数量", "单价"]
FIRST = ["2026-01-05", "P1", "CK01", "S1", 2, 5]
WRONG = ["2026-01-05", "P1", "CK01", "没有", 3, 5]
MENDED = ["2026-01-05", "P1", "CK01", "S2", 3, 5]


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def again(shop: Shop, importer: Importer, *rows: list[Any], **choices: Any) -> Any:
    run = importer.bring("sales_order", workbook(HEAD, *rows), separate=True, **choices)
    return run["created"], [one[::2] for one in importer.faults(run)]


def test_a_corrected_file_is_sent_again_whole(shop: Shop, importer: Importer) -> None:
    """Two equal sales of one day are two where one file says so, or where somebody does."""
    assert again(shop, importer, FIRST, FIRST, WRONG)[0] == 2

    created, faults = again(shop, importer, FIRST, FIRST, MENDED)
    assert (created, faults) == (1, [(2, "import.same_again"), (3, "import.same_again")])
    csv = [["2026/1/5", "华联商贸", "CK01", "S1", "2.0", "5.00"], ["", *FIRST[1:]]]
    run = importer.bring("sales_order", text(HEAD, *csv), separate=True)
    assert (run["created"], [one[0] for one in importer.faults(run)]) == (1, [2])

    assert again(shop, importer, FIRST, again=True) == (1, [])


@pytest.mark.parametrize(
    "other", [["2026-01-06"], [None, "P2"], [None] * 3 + ["S2"], [None] * 4 + [1], [None] * 5 + [4]]
)
def test_what_differs_is_another_document(shop: Shop, importer: Importer, other: list[Any]) -> None:
    shop.partner("P2", "远大")
    again(shop, importer, FIRST)
    changed = [new or old for new, old in zip([*other, *[None] * 6], FIRST, strict=False)]

    assert again(shop, importer, changed) == (1, [])


def test_what_was_taken_back_may_come_again(shop: Shop, importer: Importer) -> None:
    again(shop, importer, FIRST, confirm=True)
    ((record,),) = shop.rows("SELECT id FROM sales_salesorder")
    shop.do("sales_order", {"id": str(record)}, "cancel")

    assert again(shop, importer, FIRST) == (1, [])


@pytest.mark.parametrize("number", ["SK-2026-0001", "1", ""])
def test_a_payment_that_is_sent_again_is_only_told_to_be_here(
    shop: Shop, importer: Importer, number: str
) -> None:
    shop.make("stock_receipt", line("S1", 10, unit_cost="1"))
    sold = shop.make("sales_delivery", line("S1", 10, "10"), tax_included=True)["number"]
    head = ["单据编号", "日期", "客户", "金额", "往来", "本次核销"]
    content = workbook(head, [number, "2026-11-27", "P1", 100, sold, 100])
    done = importer.bring("customer_payment", content, confirm=True)
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    before = shop.everything()

    run = importer.check(importer.upload("customer_payment", content), confirm=True)

    code = "import.entered_before" if number else "import.same_again"
    assert importer.faults(run) == [(2, "单据编号", code)]
    assert shop.everything() == and_its_end(before)


A, B, C = (["2026-01-05", "P1", "CK01", f"S{n}", n, 5] for n in (1, 2, 3))
OTHER = ["2026-01-05", "P2", "CK01", "S1", 1, 5]


def day(shop: Shop, importer: Importer, *rows: list[Any], **choices: Any) -> Any:
    """Neighbouring rows of one partner are a document."""
    run = importer.check(importer.upload("sales_order", workbook(HEAD, *rows)), **choices)
    notes = [one["code"] for one in run["findings"]["notes"]]
    run = importer.start(run)
    return run["created"], [one[::2] for one in importer.faults(run)], notes


def test_a_sale_that_comes_again_with_a_row_corrected_is_told(
    shop: Shop, importer: Importer
) -> None:
    shop.partner("P2", "远大")
    assert day(shop, importer, A, B, C)[0] == 1
    before = shop.one("SELECT count(*) FROM sales_salesorder")

    corrected = [*B[:4], 7, 5]
    assert day(shop, importer, A, corrected, C) == (0, [(2, "import.rows_again")], [])
    assert day(shop, importer, C, A, B) == (0, [(2, "import.same_again")], [])
    mixed = day(shop, importer, A, OTHER, C, B)
    assert mixed == (1, [(2, "import.rows_again"), (4, "import.rows_again")], [])
    assert shop.one("SELECT count(*) FROM sales_salesorder") == before + 1

    assert day(shop, importer, A, corrected, C, again=True)[:2] == (1, [])


def test_other_figures_of_the_same_goods_are_another_sale_and_noted(
    shop: Shop, importer: Importer
) -> None:
    day(shop, importer, A, B)

    changed = [[*one[:4], one[4] + 10, 5] for one in (A, B)]
    assert day(shop, importer, *changed) == (1, [], ["import.same_goods"])
    later = [["2026-01-06", *one[1:]] for one in (A, B)]
    assert day(shop, importer, *later) == (1, [], [])
