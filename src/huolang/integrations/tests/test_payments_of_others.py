"""Payments as other programs write them: their own number and day, and what each settles."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.importing import Importer, workbook
from tests.support.shop import Shop, line

PAID = """
SELECT trim_scale(amount)::text, date::text FROM finance_customerpayment
WHERE company_id = %s::bigint ORDER BY amount
"""
LEFT = """
SELECT number, trim_scale("left")::text FROM ledger_openitem
WHERE company_id = %s::bigint AND total > 0 ORDER BY number
"""


@pytest.fixture
def importer(shop: Shop) -> Importer:
    shop.make("stock_receipt", line("S1", 100, unit_cost="1"))
    for many in (10, 5):
        sold = line("S1", many, "10", tax_rate="0")
        shop.ids[f"{many}"] = shop.make("sales_delivery", sold)["number"]
    return Importer(shop.client, shop.company)


@pytest.mark.parametrize("called", ["核销单号", "源单编号", "销售单号", "单据编号", "往来"])
def test_one_payment_settles_what_its_rows_name(
    shop: Shop, importer: Importer, called: str
) -> None:
    head = ["收款单号", "收款日期", "客户", "收款金额", called, "核销金额"]
    rows = [["SK1", "2026-11-01", "P1", 150, shop.ids[n], w] for n, w in (("10", 100), ("5", 50))]

    done = importer.bring("customer_payment", workbook(head, *rows), confirm=True)

    assert importer.faults(done) == []
    assert shop.rows(PAID, shop.company) == [("150", "2026-11-01")]
    assert [left for _number, left in shop.rows(LEFT, shop.company)] == ["0", "0"]


def test_the_day_of_a_document_is_that_of_the_payment(shop: Shop, importer: Importer) -> None:
    head: list[Any] = ["单据编号", "单据日期", "客户", "金额"]
    done = importer.bring("customer_payment", workbook(head, ["SK1", "2026-10-05", "P1", 30]))

    assert importer.faults(done) == []
    assert shop.rows(PAID, shop.company) == [("30", "2026-10-05")]
