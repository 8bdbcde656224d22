"""Numbers of documents in files: of which rows, whether entered before, and what others mean."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.importing import Importer, text
from tests.support.shop import Shop, line

ORDERS = ["单据编号", "日期", "供应商", "仓库", "商品", "数量", "单价"]
RECEIPTS = [*ORDERS, "订单行"]
DAY = "2026-01-05"


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


PAYMENTS = ["供应商", "金额", "往来", "付款核销明细·本次核销"]


def row(number: str, quantity: int, price: int, *more: str) -> list[str]:
    return [number, DAY, "P1", "CK01", "S1", str(quantity), str(price), *more]


def orders(shop: Shop) -> list[tuple[Any, ...]]:
    return shop.rows(
        "SELECT d.number, l.unit_price::int, l.open_quantity::int, d.progress"
        " FROM purchasing_purchaseorder d"
        " JOIN purchasing_purchaseorderline l ON l.company_id = d.company_id"
        " AND l.document_id = d.id WHERE d.company_id = %s::bigint ORDER BY d.number",
        shop.company,
    )


def test_documents_get_our_numbers_in_the_order_of_theirs(shop: Shop, importer: Importer) -> None:
    """An export has the newest first; a receipt goes on from the order that its file means."""
    content = text(ORDERS, row("CGDD-20260105-0010", 20, 6), row("CGDD-20260105-0009", 10, 5))

    done = importer.bring("purchase_order", content, confirm=True)

    assert (done["created"], done["refused"]) == (2, 0), importer.faults(done)
    assert [one[:2] for one in orders(shop)] == [
        ("CGDD-20260105-0001", 5),
        ("CGDD-20260105-0002", 6),
    ]
    source = "CGDD-20260105-0009#1"
    received = text(RECEIPTS, row("CGRK-20260105-0003", 10, 5, source))
    done = importer.bring("purchase_receipt", received, confirm=True)
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    assert orders(shop) == [
        ("CGDD-20260105-0001", 5, 0, "done"),
        ("CGDD-20260105-0002", 6, 20, "none"),
    ]


def test_what_a_number_may_mean_twice_is_asked_and_not_guessed(
    shop: Shop, importer: Importer
) -> None:
    content = text(ORDERS, row("CGDD-20260105-0002", 10, 5), row("CGDD-20260105-0003", 20, 6))
    done = importer.bring("purchase_order", content, confirm=True)
    assert (done["created"], done["refused"]) == (2, 0), importer.faults(done)
    before = orders(shop)

    received = text(RECEIPTS, row("A", 10, 5, "CGDD-20260105-0002#1"))
    done = importer.bring("purchase_receipt", received, confirm=True)

    assert importer.faults(done) == [(2, "订单行", "import.which_document")]
    assert orders(shop) == before


def test_what_is_there_is_not_entered_once_more(shop: Shop, importer: Importer) -> None:
    made = shop.make("purchase_receipt", line("S1", 3, "5"), date=DAY)
    before = shop.everything()

    ours = importer.bring("purchase_receipt", text(ORDERS, row(made["number"], 3, 5)))
    assert importer.faults(ours) == [(2, "单据编号", "import.entered_before")]
    content = text(ORDERS, row("JX-2026-0007", 3, 5), row("1", 4, 5))
    first = importer.bring("purchase_receipt", content)
    assert (first["created"], first["refused"]) == (2, 0), importer.faults(first)
    again = importer.bring("purchase_receipt", content)

    # 1, 2, 3 are what people call the rows of any file.
    assert (again["created"], again["refused"]) == (1, 1)
    assert importer.faults(again) == [(2, "单据编号", "import.entered_before")]
    assert shop.everything()["purchasing_purchasereceipt"] == (
        before["purchasing_purchasereceipt"] + 3
    )


def test_payments_name_what_they_settle_as_its_file_did(shop: Shop, importer: Importer) -> None:
    """The second receipt takes the number that the file gave to the first: whoever writes that
    number may mean either."""
    content = text(ORDERS, row("CGRK-20260105-0002", 3, 5), row("CGRK-20260105-0009", 4, 5))
    done = importer.bring("purchase_receipt", content, confirm=True)
    assert (done["created"], done["refused"]) == (2, 0), importer.faults(done)

    either = text(PAYMENTS, ["P1", "5", "CGRK-20260105-0002", "5"])
    done = importer.bring("supplier_payment", either, confirm=True)
    assert importer.faults(done) == [(2, "往来", "import.which_document")]
    content = text(PAYMENTS, ["P1", "22.60", "CGRK-20260105-0009", "22.60"])
    done = importer.bring("supplier_payment", content, confirm=True)
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)

    assert shop.rows(
        'SELECT number, round(total, 2)::text, round("left", 2)::text FROM ledger_openitem'
        " WHERE company_id = %s::bigint AND form = 'purchase_receipt' ORDER BY number",
        shop.company,
    ) == [("CGRK-20260105-0001", "16.95", "16.95"), ("CGRK-20260105-0002", "22.60", "0.00")]
    assert shop.differences() == []
