"""Returns go on from the document that their file names by its number, which is never their own."""

from __future__ import annotations

import pytest

from huolang.forms import registry
from huolang.integrations.columns import matching
from tests.support.importing import Importer, workbook
from tests.support.shop import Shop, line

KINDS = {
    "sales_return": ("sales_delivery", "客户", "sales_salesreturnline", "delivery_line_id"),
    "purchase_return": (
        "purchase_receipt", "供应商", "purchasing_purchasereturnline", "receipt_line_id",
    ),
}  # fmt: skip


@pytest.fixture
def importer(shop: Shop) -> Importer:
    shop.make("purchase_receipt", line("S1", 50, "2.5"))
    return Importer(shop.client, shop.company)


@pytest.mark.parametrize(
    ("form", "heading", "own"),
    [
        ("sales_return", "原单据编号", ""),
        ("sales_return", "出库单号", "退货单号"),
        ("sales_return", "原销售出库单号", ""),
        ("purchase_return", "源单编号", "单据编号"),
        ("purchase_return", "入库单号", ""),
    ],
)
def test_parts_of_one_document_come_back_by_its_number_in_several_files(
    shop: Shop, importer: Importer, form: str, heading: str, own: str
) -> None:
    source, partner, table, column = KINDS[form]
    number = shop.make(source, line("S1", 10, "2.5"))["number"]
    for n, quantity in ((1, 2), (2, 3)):
        head = ["日期", partner, heading, "商品", "数量", "单价", *filter(None, [own])]
        row = [f"2026-11-{n:02}", "P1", number, "S1", quantity, 2.5, f"TH-{n}"]
        done = importer.bring(form, workbook(head, row[: len(head)]), fixed={"warehouse": "CK01"})
        assert importer.faults(done) == []

    linked = f"SELECT trim_scale(quantity)::text FROM {table} WHERE {column} IS NOT NULL"
    assert sorted(one for (one,) in shop.rows(linked)) == ["2", "3"]
    given = shop.rows("SELECT number FROM integrations_givennumber WHERE number <> '' ORDER BY 1")
    assert [one for (one,) in given if own] == ([("TH-1"), ("TH-2")] if own else [])
    assert (number,) not in given


def test_a_source_that_is_not_there_is_told_at_its_cell_and_one_left_out_is_told(
    shop: Shop, importer: Importer
) -> None:
    row = ["2026-11-01", "P1", "XK-001", "S1", 2, 4]
    content = workbook(["日期", "客户", "原单据编号", "商品", "数量", "单价"], row)
    run = importer.upload("sales_return", content)
    fixed = {"warehouse": "CK01"}

    refused = importer.check(run, fixed=fixed)
    without = {n: path for n, path in run["matching"].items() if n != "2"}
    told = importer.check(run, fixed=fixed, matching=without)

    assert importer.faults(refused) == []  # the second check looked at it anew
    assert (refused["refused"], told["refused"]) == (1, 0)
    codes = [(one["column"], one["code"]) for one in told["findings"]["notes"]]
    assert ("原单据编号", "import.source_beside") in codes


@pytest.mark.parametrize("form", ["sales_delivery", "purchase_receipt", "sales_order"])
@pytest.mark.parametrize("heading", ["原单据编号", "源单据编号", "关联单据编号"])
def test_the_number_of_a_source_is_never_the_own_number(db: None, form: str, heading: str) -> None:
    assert matching.propose(registry.get(form), [heading], {}) == {}
