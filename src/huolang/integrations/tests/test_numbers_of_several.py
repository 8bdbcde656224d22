"""Numbers that several documents have: of two kinds, of two files, of two shops."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.importing import Importer, text
from tests.support.shop import Shop

RECEIPTS = ["单据编号", "日期", "供应商", "仓库", "商品", "数量", "单价"]
PAYMENTS = ["供应商", "金额", "往来", "付款核销明细·本次核销"]
TOLD = ["往来单据类型", "往来单据日期"]
DAY, NEXT = "2026-01-05", "2026-01-06"


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def row(number: str, day: str, quantity: int, partner: str = "P1") -> list[str]:
    return [number, day, partner, "CK01", "S1", str(quantity), "100"]


def bring(importer: Importer, form: str, *rows: list[str], **choices: Any) -> list[tuple[Any, ...]]:
    head = ["单据编号", *PAYMENTS, *TOLD] if form == "supplier_payment" else RECEIPTS
    if form == "supplier_payment":
        rows = tuple([f"支{n}", *one] for n, one in enumerate(rows))
    done = importer.bring(form, text(head, *rows), confirm=True, **choices)
    assert done["created"] + done["refused"] == len(rows)
    return importer.faults(done)


def left(shop: Shop) -> list[tuple[Any, ...]]:
    return shop.rows(
        'SELECT form, occurred_on::text, "left"::int FROM ledger_openitem'
        " WHERE company_id = %s::bigint ORDER BY form, occurred_on, id",
        shop.company,
    )


def pay(amount: int, number: str, kind: str = "", day: str = "") -> list[str]:
    return ["P1", str(amount), number, str(amount), kind, day]


def test_payments_say_of_which_kind_and_day_a_document_is_that_has_the_number(
    shop: Shop, importer: Importer
) -> None:
    """Receipt 1 of one file, receipt 1 of the next day's, and return 1."""
    assert bring(importer, "purchase_receipt", row("1", DAY, 3)) == []
    assert bring(importer, "purchase_receipt", row("1", NEXT, 2)) == []
    assert bring(importer, "purchase_return", row("1", NEXT, 1)) == []
    before = left(shop)
    assert before == [
        ("purchase_receipt", DAY, 339),
        ("purchase_receipt", NEXT, 226),
        ("purchase_return", NEXT, -113),
    ]

    assert bring(importer, "supplier_payment", pay(9, "1")) == [(2, "往来", "import.which_owed")]
    told = [pay(9, "1", "采购入库单"), pay(9, "1", "", NEXT), pay(9, "1", "采购", NEXT)]
    assert bring(importer, "supplier_payment", *told) == [
        (2, "往来", "import.which_owed"),
        (3, "往来", "import.which_owed"),
        (4, "往来", "import.no_such_kind"),
    ]
    assert bring(importer, "supplier_payment", pay(9, "1", "采购入库单", "2026-01-09")) == [
        (2, "往来", "import.no_open_item")
    ]
    assert left(shop) == before

    paid = [
        pay(39, "1", "", DAY),
        pay(26, "1", "采购入库单", NEXT),
        pay(-13, "1", "purchase return", "2026/1/6"),
    ]
    assert bring(importer, "supplier_payment", *paid) == []
    assert [one[-1] for one in left(shop)] == [300, 200, -100]
    assert shop.differences() == []


def test_an_export_of_payments_says_it_too(shop: Shop, importer: Importer) -> None:
    bring(importer, "purchase_receipt", row("1", DAY, 3))
    bring(importer, "supplier_payment", pay(39, "1"))

    answer = shop.client.get("/records/supplier_payment/export?format=csv&fields=number,lines")

    head, told = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    cells = dict(zip(head.split(","), told.split(","), strict=True))
    assert [cells[name] for name in ("往来", *TOLD)] == ["CGRK-20260105-0001", "采购入库单", DAY]


def test_a_second_shop_counts_like_the_first(shop: Shop, importer: Importer) -> None:
    shop.partner("P2", "别家")
    number, theirs = "CGRK-20260105-0001", {"numbers": "theirs"}
    first, second = {**theirs, "source": "一店"}, {**theirs, "source": "二店"}
    assert bring(importer, "purchase_receipt", row(number, DAY, 3), **first) == []
    assert bring(importer, "purchase_receipt", row(number, DAY, 2), **theirs) == [
        (2, "单据编号", "import.entered_before")
    ]
    assert bring(importer, "purchase_receipt", row(number, DAY, 2), **second) == []
    assert bring(importer, "purchase_receipt", row(number, DAY, 2), **second) == [
        (2, "单据编号", "import.entered_before")
    ]

    assert bring(importer, "supplier_payment", pay(9, number), **theirs) == [
        (2, "往来", "import.which_owed")
    ]
    assert bring(importer, "supplier_payment", pay(26, number), **second) == []

    assert [one[-1] for one in left(shop)] == [339, 200]
    run = importer.upload("purchase_receipt", text(RECEIPTS, row("X", DAY, 1)))
    assert run["sources"] == ["一店", "二店"]


def test_lines_of_two_files_with_one_number_are_told_apart_by_the_partner(
    shop: Shop, importer: Importer
) -> None:
    shop.partner("P2", "别家")
    assert bring(importer, "purchase_receipt", row("1", DAY, 3), row("2", DAY, 9)) == []
    assert bring(importer, "purchase_receipt", row("1", DAY, 5, "P2")) == []
    head = [*RECEIPTS, "入库行"]
    back = text(head, [*row("R1", NEXT, 1, "P2"), "1#1"], [*row("R2", NEXT, 1), "1"])

    done = importer.bring("purchase_return", back, confirm=True)

    assert (done["created"], done["refused"]) == (2, 0), importer.faults(done)
    assert shop.rows(
        "SELECT quantity::int, returned_base::int FROM purchasing_purchasereceiptline"
        " WHERE company_id = %s::bigint ORDER BY quantity",
        shop.company,
    ) == [(3, 1), (5, 1), (9, 0)]
    paper = text(["供应商", "采购入库单", "原因", "商品", "金额"], ["P2", "1", "price", "S1", "3"])
    done = importer.bring("purchase_allowance", paper)
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
