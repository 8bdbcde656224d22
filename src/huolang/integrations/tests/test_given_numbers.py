"""Numbers of documents in files: of which rows, whether entered before, and what others mean."""

from __future__ import annotations

from typing import Any

import pytest

from huolang.integrations.before import entered_before
from tests.support.importing import Importer, text, workbook
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

    assert (again["created"], again["refused"]) == (0, 2)
    assert {code for *_, code in importer.faults(again)} == {"import.entered_before"}
    # 1, 2, 3 are what people call the rows of any file.
    other = importer.bring(
        "purchase_receipt", text(ORDERS, ["1", "2026-01-06", *row("", 4, 5)[2:]])
    )
    assert (other["created"], other["refused"]) == (1, 0), importer.faults(other)
    assert shop.everything()["purchasing_purchasereceipt"] == (
        before["purchasing_purchasereceipt"] + 3
    )


def test_a_short_number_of_letters_and_figures_is_entered_once(
    shop: Shop, importer: Importer
) -> None:
    """INV-1 again, mended or not, is no other document; the drafts of two exports are called
    alike."""
    first = importer.bring("purchase_receipt", text(ORDERS, row("INV-1", 3, 5)))
    assert (first["created"], first["refused"]) == (1, 0), importer.faults(first)
    before = shop.everything()

    mended = text(ORDERS, ["inv-1", "2026-01-06", *row("", 4, 6)[2:]])
    again = importer.bring("purchase_receipt", mended)

    assert importer.faults(again) == [(2, "单据编号", "import.entered_before")]
    assert shop.everything()["purchasing_purchasereceipt"] == before["purchasing_purchasereceipt"]
    for day in ("2026-01-07", "2026-01-08"):
        draft = text(ORDERS, ["Draft 1", day, *row("", 4, 6)[2:]])
        done = importer.bring("purchase_receipt", draft)
        assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)


def test_payments_name_what_they_settle_as_its_file_did(shop: Shop, importer: Importer) -> None:
    """The second receipt takes the number that the file gave to the first: whoever writes that
    number may mean either."""
    content = text(ORDERS, row("CGRK-20260105-0002", 3, 5), row("CGRK-20260105-0009", 4, 5))
    done = importer.bring("purchase_receipt", content, confirm=True)
    assert (done["created"], done["refused"]) == (2, 0), importer.faults(done)

    either = text(PAYMENTS, ["P1", "5", "CGRK-20260105-0002", "5"])
    done = importer.bring("supplier_payment", either, confirm=True)
    assert importer.faults(done) == [(2, "往来", "import.which_owed")]
    content = text(PAYMENTS, ["P1", "22.60", "CGRK-20260105-0009", "22.60"])
    done = importer.bring("supplier_payment", content, confirm=True)
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)

    assert shop.rows(
        'SELECT number, round(total, 2)::text, round("left", 2)::text FROM ledger_openitem'
        " WHERE company_id = %s::bigint AND form = 'purchase_receipt' ORDER BY number",
        shop.company,
    ) == [("CGRK-20260105-0001", "16.95", "16.95"), ("CGRK-20260105-0002", "22.60", "0.00")]
    assert shop.differences() == []


def entered(shop: Shop) -> list[tuple[Any, ...]]:
    return shop.rows(
        "SELECT number, date::text, state FROM purchasing_purchasereceipt"
        " WHERE company_id = %s::bigint ORDER BY number",
        shop.company,
    )


def test_of_two_who_import_the_same_documents_the_second_is_refused(
    shop: Shop, importer: Importer
) -> None:
    """Both were checked while nothing was there; what was entered since is not entered again."""
    content = text(ORDERS, row("SECOND0001", 3, 5), row("second0002", 4, 5))
    runs = [importer.check(importer.upload("purchase_receipt", content)) for _ in range(2)]
    assert [one["refused"] for one in runs] == [0, 0]

    done = [importer.start(one) for one in runs]

    assert [(one["created"], one["refused"]) for one in done] == [(2, 0), (0, 2)]
    assert {code for *_, code in importer.faults(done[1])} == {"import.entered_before"}
    assert len(entered(shop)) == 2


def test_what_somebody_else_entered_a_moment_ago_is_refused_by_the_database(
    shop: Shop, importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = text(ORDERS, row("SECOND0001", 3, 5), row("SECOND0002", 4, 5))
    importer.bring("purchase_receipt", content)
    more = text(ORDERS, row("SECOND0003", 2, 5), row("SECOND0002", 4, 5))
    monkeypatch.setattr(entered_before, "refuse", lambda *_: None)

    done = importer.bring("purchase_receipt", more)

    assert (done["created"], done["refused"]) == (1, 1)
    assert importer.faults(done) == [(3, "单据编号", "import.entered_before")]
    assert len(entered(shop)) == 3


def test_a_cancelled_document_may_be_sent_again_corrected(shop: Shop, importer: Importer) -> None:
    content = text(ORDERS, row("JX-2026-0007", 3, 5))
    importer.bring("purchase_receipt", content, confirm=True)
    ((record,),) = shop.rows("SELECT id FROM purchasing_purchasereceipt")
    shop.do("purchase_receipt", {"id": str(record)}, "cancel")

    done = importer.bring("purchase_receipt", content, confirm=True)

    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    assert [state for *_, state in entered(shop)] == ["cancelled", "confirmed"]


def test_days_come_before_numbers(shop: Shop, importer: Importer) -> None:
    """What is brought on the second day is sold on the third, whatever the papers are called."""
    head = ["单据编号", "日期", "供应商", "仓库", "商品", "数量", "单价"]
    late = ["T-000001", "2026-01-07", *row("", 1, 5)[2:]]
    early = ["T-000009", "2026/1/6", *row("", 2, 5)[2:]]

    done = importer.bring("purchase_receipt", text(head, late, early), confirm=True)

    assert (done["created"], done["refused"]) == (2, 0), importer.faults(done)
    assert [one[:2] for one in entered(shop)] == [
        ("CGRK-20260106-0001", "2026-01-06"),
        ("CGRK-20260107-0001", "2026-01-07"),
    ]


def test_numbers_like_ours_are_asked_about_until_somebody_says_whose_they_are(
    shop: Shop, importer: Importer
) -> None:
    """Of two orders in a file the first was refused, so ours count from its second."""
    unknown = [*row("CGDD-20260105-0001", 50, 6)[:4], "没有这个", "50", "6"]
    both = text(ORDERS, unknown, row("CGDD-20260105-0002", 10, 5))
    done = importer.bring("purchase_order", both, confirm=True)
    assert (done["created"], done["refused"]) == (1, 1)
    assert [one[0] for one in orders(shop)] == ["CGDD-20260105-0001"]
    received = text(RECEIPTS, row("A", 4, 5, "CGDD-20260105-0001#1"))

    asked = importer.bring("purchase_receipt", received, confirm=True)
    assert importer.faults(asked) == [(2, "订单行", "import.which_document")]
    theirs = importer.bring("purchase_receipt", received, confirm=True, numbers="theirs")
    assert importer.faults(theirs) == [(2, "订单行", "import.no_source")]
    assert orders(shop) == [("CGDD-20260105-0001", 5, 10, "none")]
    ours = importer.bring("purchase_receipt", received, confirm=True, numbers="ours")
    assert (ours["created"], ours["refused"]) == (1, 0), importer.faults(ours)
    assert orders(shop) == [("CGDD-20260105-0001", 5, 6, "partial")]

    mended = text(ORDERS, row("CGDD-20260105-0001", 50, 6))
    asked = importer.bring("purchase_order", mended, confirm=True)
    assert importer.faults(asked) == [(2, "单据编号", "import.number_of_another")]
    done = importer.bring("purchase_order", mended, confirm=True, numbers="theirs")
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    received = text(RECEIPTS, row("B", 20, 6, "CGDD-20260105-0001#1"))
    done = importer.bring("purchase_receipt", received, confirm=True, numbers="theirs")
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    assert orders(shop) == [
        ("CGDD-20260105-0001", 5, 6, "partial"),
        ("CGDD-20260105-0002", 6, 30, "partial"),
    ]


def test_papers_name_documents_as_their_files_did(shop: Shop, importer: Importer) -> None:
    content = text(ORDERS, row("OLD-RK-A", 10, 5), row("OLD-RK-B", 10, 7))
    done = importer.bring("purchase_receipt", content, confirm=True)
    assert (done["created"], done["refused"]) == (2, 0), importer.faults(done)
    head = ["供应商", "采购入库单", "原因", "商品", "金额"]

    paper = text(head, ["P1", "old-rk-b", "price", "S1", "3"])
    done = importer.bring("purchase_allowance", paper)

    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)


def test_numbers_in_number_cells_are_those_that_people_read(shop: Shop, importer: Importer) -> None:
    rows = [row("", 10, 5)[1:], row("", 4, 5)[1:], row("", 2, 5)[1:]]
    numbers = [20260001, "20260001", "２０２６０００１"]
    content = workbook(ORDERS, *([n, *one] for n, one in zip(numbers, rows, strict=True)))

    done = importer.bring("purchase_order", content, confirm=True)

    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    received = workbook(RECEIPTS, [*row("A", 10, 5), "20260001#1"])
    done = importer.bring("purchase_receipt", received, confirm=True)
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    again = importer.bring("purchase_order", text(ORDERS, row("20260001", 9, 5)))
    assert importer.faults(again) == [(2, "单据编号", "import.entered_before")]


def test_a_number_that_is_too_long_is_no_other_that_begins_so(
    shop: Shop, importer: Importer
) -> None:
    content = text(ORDERS, row("N" * 40, 1, 5), row("N" * 41, 2, 5), row("ß" * 21, 3, 5))
    done = importer.bring("purchase_order", content, confirm=True)
    assert importer.faults(done) == [
        (3, "单据编号", "import.number_too_long"),
        (4, "单据编号", "import.number_too_long"),
    ]
    received = text(RECEIPTS, row("A", 1, 5, "N" * 41 + "#1"))
    done = importer.bring("purchase_receipt", received)
    assert importer.faults(done) == [(2, "订单行", "import.no_source")]


def test_what_was_made_by_hand_is_not_what_a_file_of_another_program_means(
    shop: Shop, importer: Importer
) -> None:
    """The second of the file was refused; then somebody typed one that got its number."""
    wrong = [*row("CGRK-20260105-0002", 5, 6)[:4], "没有这个", "5", "6"]
    first = text(ORDERS, row("CGRK-20260105-0001", 10, 5), wrong)
    done = importer.bring("purchase_receipt", first, confirm=True)
    assert (done["created"], done["refused"]) == (1, 1)
    made = shop.make("purchase_receipt", line("S1", 3, "5"), date=DAY)
    assert made["number"] == "CGRK-20260105-0002"
    bought = ["P1", "5", made["number"], "5"]

    either = importer.bring("supplier_payment", text(PAYMENTS, bought), confirm=True)
    assert importer.faults(either) == [(2, "往来", "import.which_owed")]
    theirs = importer.bring(
        "supplier_payment", text(PAYMENTS, bought), confirm=True, numbers="theirs"
    )
    assert importer.faults(theirs) == [(2, "往来", "import.no_open_item")]
    mended = text(ORDERS, row("CGRK-20260105-0002", 5, 6))
    done = importer.bring("purchase_receipt", mended, confirm=True, numbers="theirs")
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    done = importer.bring("supplier_payment", text(PAYMENTS, bought), confirm=True, numbers="ours")
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    assert shop.rows(
        'SELECT number, round(total - "left", 2)::text FROM ledger_openitem'
        " WHERE company_id = %s::bigint AND form = 'purchase_receipt' ORDER BY number",
        shop.company,
    ) == [
        ("CGRK-20260105-0001", "0.00"),
        ("CGRK-20260105-0002", "5.00"),
        ("CGRK-20260105-0003", "0.00"),
    ]


def test_a_number_means_the_same_when_nothing_is_open_any_more(
    shop: Shop, importer: Importer
) -> None:
    content = text(ORDERS, row("CGRK-20260105-0002", 3, 5))
    importer.bring("purchase_receipt", content, confirm=True)
    paid = text(PAYMENTS, ["P1", "16.95", "CGRK-20260105-0002", "16.95"])
    done = importer.bring("supplier_payment", paid, confirm=True)
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    other = shop.make("purchase_receipt", line("S1", 3, "5"), date=DAY)
    assert other["number"] == "CGRK-20260105-0002"

    more = text(PAYMENTS, ["P1", "1", "CGRK-20260105-0002", "1"])
    done = importer.bring("supplier_payment", more, confirm=True)
    assert importer.faults(done) == [(2, "往来", "import.which_owed")]
    done = importer.bring("supplier_payment", more, confirm=True, numbers="theirs")
    assert importer.faults(done) == [(2, "往来", "import.no_open_item")]
