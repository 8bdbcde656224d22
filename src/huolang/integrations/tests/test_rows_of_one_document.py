"""Which rows of a file are one document, where they have no number to say so; and drafts that were
exported come back as the documents that they were."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from huolang.forms import registry
from tests.support.importing import Importer, and_its_end, workbook
from tests.support.shop import Shop, line

HEAD = ["单据编号", "客户", "仓库", "整单优惠", "备注", "商品", "数量", "单价"]


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def orders(shop: Shop) -> list[tuple[Any, ...]]:
    return shop.rows(
        "SELECT count(*), trim_scale(d.discount), trim_scale(d.total)"
        " FROM sales_salesorder d JOIN sales_salesorderline l ON l.document_id = d.id"
        " WHERE d.company_id = %s::bigint GROUP BY d.id, d.discount, d.total ORDER BY d.total",
        shop.company,
    )


def told(*rows: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    return [(lines, discount, Decimal(str(total))) for lines, discount, total in rows]


def test_rows_with_the_same_header_and_no_number_are_one_document(
    shop: Shop, importer: Importer
) -> None:
    content = workbook(
        HEAD,
        [None, "P1", "CK01", 5, None, "S1", 10, 4],
        [None, "P1", "CK01", 5, None, "S2", 20, 4],
        [None, "P1", "CK01", 7, None, "S3", 5, 4],
        ["A", "P1", "CK01", 1, None, "S1", 1, 4],
        ["A", None, None, None, None, "S2", 1, 4],
    )

    checked = importer.check(importer.upload("sales_order", content))
    assert (checked["created"], checked["refused"]) == (3, 0), importer.faults(checked)
    importer.start(checked)

    assert orders(shop) == told((2, 1, 7.92), (1, 7, 14.69), (2, 5, 129.95))


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["A", "P1", "CK01", 5, None], [None, "P1", "CK01", 5, None]),
        (["A", "P1", "CK01", 5, None], [None, "P1", None, None, None]),
        ([None, "P1", "CK01", 5, "急"], [None, "P1", "CK01", None, None]),
    ],
    ids=["numbered", "numbered and shorter", "shorter"],
)
@pytest.mark.parametrize("confirm", [False, True])
def test_where_nobody_can_say_whose_a_row_is_a_number_is_asked_for(
    shop: Shop, importer: Importer, above: list[Any], below: list[Any], confirm: bool
) -> None:
    content = workbook(
        HEAD,
        [*above, "S1", 10, 4],
        [*below, "S2", 20, 4],
        [*below, "S3", 20, 4],
        ["C", "P1", "CK01", 7, None, "S3", 5, 4],
    )
    before = shop.everything()

    checked = importer.check(importer.upload("sales_order", content), confirm=confirm)

    assert (checked["created"], checked["refused"]) == (1, 1)
    assert importer.faults(checked) == [(3, "单据编号", "import.number_missing")]
    assert shop.everything() == and_its_end(before)
    importer.start(checked)
    assert orders(shop) == told((1, 7, 14.69)), "the rows above are not made without it"


def test_without_a_column_of_numbers_it_is_the_same(shop: Shop, importer: Importer) -> None:
    content = workbook(
        HEAD[1:],
        ["P1", "CK01", 5, None, "S1", 10, 4],
        ["P1", "CK01", None, None, "S2", 20, 4],
    )

    checked = importer.check(importer.upload("sales_order", content))

    assert (checked["created"], checked["refused"]) == (0, 1)
    assert importer.faults(checked) == [(3, "单据编号", "import.number_missing")]


def test_drafts_that_were_exported_come_back_as_they_were(shop: Shop, importer: Importer) -> None:
    """Also two of the same customer on the same day, one below the other."""
    for count, discount in ((2, "5"), (2, "5"), (1, "0"), (3, "1.5")):
        lines = [line(f"S{n + 1}", 10 * (n + 1), "4", discount="10") for n in range(count)]
        shop.make("sales_order", *lines, discount=discount, then=None)
    were = orders(shop)
    parts = [one for one in registry.get("sales_order").fields if not one.readonly]
    fields = ",".join(["number", *(one.name for one in parts), "lines"])

    answer = shop.client.get(f"/records/sales_order/export?fields={fields}")
    content = b"".join(answer.streaming_content)
    done = importer.bring("sales_order", content)

    assert (done["created"], done["refused"]) == (4, 0), importer.faults(done)
    assert orders(shop) == sorted([*were, *were], key=lambda one: one[2])
    assert sum(one[0] for one in orders(shop)) == 16


def test_all_that_is_wrong_with_a_document_is_said_at_once(shop: Shop, importer: Importer) -> None:
    content = workbook(
        ["单据编号", "日期", "客户", "仓库", "商品", "单位", "数量", "单价"],
        ["A", "2026-13-45", "P1", "CK01", "S1", None, "abc", 4],
        ["A", None, None, None, "S2", None, -5, 4],
        ["A", None, None, None, "S3", "KG", 1, 4],
        ["A", None, None, None, "S3", None, 1, 4],
    )
    before = shop.everything()

    checked = importer.check(importer.upload("sales_order", content))

    assert (checked["created"], checked["refused"]) == (0, 1)
    assert {(row, column) for row, column, _code in importer.faults(checked)} == {
        (2, "日期"),
        (2, "数量"),
        (3, "数量"),
        (4, "单位"),
    }
    assert shop.everything() == and_its_end(before)


def test_the_check_says_which_rows_it_put_together_and_a_person_may_want_them_apart(
    shop: Shop, importer: Importer
) -> None:
    """Three orders of one row each, two of them alike: 5 off each, not 5 off both."""
    content = workbook(
        HEAD,
        [None, "P1", "CK01", 5, None, "S1", 10, 4],
        [None, "P1", "CK01", 5, None, "S1", 10, 4],
        [None, "P1", "CK01", 7, None, "S3", 5, 4],
        ["A", "P1", "CK01", 1, None, "S1", 1, 4],
        ["A", "P1", "CK01", 1, None, "S2", 1, 4],
        [None, None, None, None, None, "S3", 1, 4],
    )
    run = importer.upload("sales_order", content)

    together = importer.check(run)
    apart = importer.check(run, separate=True)

    none = {
        "differing": 0,
        "differing_rows": [],
        "differing_sum": {"said": "", "comes": ""},
        "executed_rows": [],
        "executed": 0,
        "notes": [],
        "more_notes": 0,
    }
    rows = [{"first": 2, "last": 3, "rows": 2}]
    assert together["findings"] == {"records": 3, "joined": 1, "joined_rows": rows, **none}
    assert (together["created"], together["separate"]) == (3, False)
    assert apart["findings"] == {"records": 4, "joined": 0, "joined_rows": [], **none}
    assert (apart["created"], apart["refused"], apart["separate"]) == (4, 0, True)
    importer.start(apart)
    assert orders(shop) == told((3, 1, 12.44), (1, 7, 14.69), (1, 5, 39.55), (1, 5, 39.55))


@pytest.mark.parametrize("separate", [False, True])
def test_two_payments_that_say_the_same_are_two_where_a_person_says_so(
    shop: Shop, importer: Importer, separate: bool
) -> None:
    content = workbook(["客户", "金额"], ["P1", 30], ["P1", 30])

    checked = importer.check(importer.upload("customer_payment", content), separate=separate)

    assert checked["findings"]["records"] == 2
    assert (checked["created"], checked["refused"]) == (2, 0), importer.faults(checked)


def test_settlements_that_say_the_same_of_the_payment_are_told_or_kept_apart(
    shop: Shop, importer: Importer
) -> None:
    shop.make("stock_receipt", line("S1", 50, unit_cost="1"))
    sold = [
        shop.make("sales_delivery", line("S1", 3, "10"), tax_included=True)["number"]
        for _ in range(2)
    ]
    content = workbook(["客户", "金额", "往来"], *[["P1", 30, one] for one in sold])
    run = importer.upload("customer_payment", content)

    together = importer.check(run)
    apart = importer.check(run, separate=True)
    done = importer.start(apart)

    assert together["findings"]["joined_rows"] == [{"first": 2, "last": 3, "rows": 2}]
    assert (apart["findings"]["records"], done["created"], done["refused"]) == (2, 2, 0)


def test_rows_of_many_documents_are_told_by_the_first_twenty(
    shop: Shop, importer: Importer
) -> None:
    rows = [["P1", "CK01", n // 2, None, "S1", 1, 4] for n in range(60)]

    checked = importer.check(importer.upload("sales_order", workbook(HEAD[1:], *rows)))

    assert (checked["findings"]["records"], checked["findings"]["joined"]) == (30, 30)
    assert len(checked["findings"]["joined_rows"]) == 20


def test_what_lines_have_as_well_may_differ_by_row(shop: Shop, importer: Importer) -> None:
    """The warehouse of the first row is that of the document; remarks are those of their rows."""
    shop.warehouse("CK02", "二仓")
    head = ["单据编号", "客户", "仓库", "备注", "商品", "数量", "单价"]
    rows: list[list[Any]] = [
        ["A", "P1", "CK01", "急", "S1", 1, 1],
        ["A", "P1", "CK02", None, "S2", 2, 1],
        ["A", "P1", "没有", "慢", "S3", 3, 1],
        ["B", "P1", "CK01", "同", "S1", 4, 1],
        ["B", "P1", "CK01", "同", "S2", 5, 1],
    ]

    run = importer.bring("sales_order", workbook(head, *rows))
    assert (run["created"], importer.faults(run)[0]) == (1, (4, "仓库", "reference.unknown"))

    rows[2][2] = "CK02"
    run = importer.check(importer.upload("sales_order", workbook(head, *rows[:3])))
    assert {one["code"] for one in run["findings"]["notes"]} == {"import.said_by_rows"}
    assert importer.start(run)["created"] == 1, importer.faults(run)
    found = shop.rows(
        "SELECT trim_scale(l.quantity)::text, h.code, w.code, d.remark, l.remark"
        " FROM sales_salesorderline l JOIN sales_salesorder d ON d.id = l.document_id"
        " JOIN masters_warehouse h ON h.id = d.warehouse_id"
        " LEFT JOIN masters_warehouse w ON w.id = l.warehouse_id ORDER BY l.quantity"
    )
    assert found == [
        ("1", "CK01", None, "", "急"),
        ("2", "CK01", "CK02", "", ""),
        ("3", "CK01", "CK02", "", "慢"),
        ("4", "CK01", None, "同", ""),
        ("5", "CK01", None, "同", ""),
    ]
