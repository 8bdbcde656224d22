"""Documents that come to another amount than their file says: refused, or made as priced."""

from typing import Any

import pytest

from tests.support.importing import Importer, and_its_end, workbook
from tests.support.shop import Shop

HEAD = ["日期", "单号", "客户", "仓库", "商品", "数量", "单价"]
DAY, REST = "2026-03-01", ("P1", "CK01", "S1")


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def row(number: str, *cells: Any) -> list[Any]:
    return [DAY, number, *REST, *cells]


@pytest.mark.parametrize("atomic", [False, True])
def test_only_the_documents_that_differ_are_left_out(
    shop: Shop, importer: Importer, atomic: bool
) -> None:
    """Though they are written with others, in the check and in the import."""
    rows = [row(f"X{n}", n, 10, 10 * n if n not in (2, 5) else 77) for n in range(1, 7)]
    content = workbook([*HEAD, "金额"], *rows)

    checked = importer.check(importer.upload("sales_order", content), atomic=atomic)
    assert importer.faults(checked) == [(n, "金额", "import.amount_differs") for n in (3, 6)]
    assert checked["findings"]["differing"] == 2
    done = importer.start(checked)

    assert importer.faults(done) == [(n, "金额", "import.amount_differs") for n in (3, 6)]
    kept = [] if atomic else [(n, 10 * n) for n in (1, 3, 4, 6)]
    said = "SELECT quantity::int, amount::int FROM sales_salesorderline ORDER BY quantity"
    assert shop.rows(said) == kept


def test_they_are_made_where_it_is_said_so(shop: Shop, importer: Importer) -> None:
    content = workbook([*HEAD, "金额"], row("X1", 2, 10, 77))
    run = importer.upload("sales_order", content)

    done = importer.start(importer.check(run, as_priced=True))

    assert (done["created"], importer.faults(done), done["as_priced"]) == (1, [], True)
    assert shop.one("SELECT amount::int FROM sales_salesorder") == 20


def test_nothing_is_booked_of_a_receipt_that_differs(shop: Shop, importer: Importer) -> None:
    before = shop.everything()
    head = [one.replace("客户", "供应商") for one in HEAD]
    content = workbook([*head, "税率%", "税额"], row("X1", 2, 10, 13, 9))

    run = importer.check(importer.upload("purchase_receipt", content), confirm=True)

    assert importer.faults(run) == [(2, "税额", "import.amount_differs")]
    assert shop.everything() == and_its_end(before)


@pytest.mark.parametrize(
    ("more", "rows", "said"),
    [
        ("价税合计", [[20], [30]], "是"),
        ("应收金额", [[20], [30]], "是"),
        ("价税合计", [[20], [33.9]], None),
        ("价税合计", [[22.6], [33.9]], None),
        ("不含税金额|税额", [[17.7, 2.3], [26.55, 3.45]], "是"),
        ("不含税金额|税额", [[20, 2.6], [30, 3.9]], "否"),
        ("金额|税额|不含税金额", [[20, 2.3, 17.7], [30, 3.45, 26.55]], "是"),
        ("金额|税额", [[20, 2.6], [30, 3.9]], None),
    ],
)
def test_amounts_tell_whether_tax_is_in_the_prices(
    importer: Importer, more: str, rows: list[list[Any]], said: str | None
) -> None:
    cells = [row(f"X{n}", n, 10, *one) for n, one in enumerate(rows, start=2)]
    content = workbook([*HEAD, *more.split("|")], *cells)

    assert importer.upload("sales_order", content)["fixed"].get("tax_included") == said


@pytest.mark.parametrize(
    ("head", "cells", "made", "told"),
    [
        ("金额", [3, 3.33, 10], ("3.333", "10"), "price_shown_rounded"),
        ("金额", [10000, 0.57, 5651], ("0.5651", "5651"), "price_shown_rounded"),
        ("小计", [7, "14.29", "100.00"], ("14.286", "100"), "price_shown_rounded"),
        ("金额", [3, 3.3, 9.89], ("3.297", "9.89"), "price_shown_rounded"),
        ("金额", [4, 2.5, 10.01], ("2.503", "10.01"), "price_shown_rounded"),
        ("金额", [3, 3, 9], ("3", "9"), None),
        ("金额", [1, 2.5, 10.01], None, "amount_differs"),
        ("金额", [3, 3, 10], None, "amount_differs"),
        ("金额", [10000, 0.57, 5000], None, "amount_differs"),
        ("金额", [10000, 0.57, 5650.999], None, "amount_differs"),
        ("折扣%|金额", [300, 3.33, 10, 900], ("3.33333", "900"), "price_shown_rounded"),
        ("折扣%|金额", [3, 3.33, 10, 9.05], None, "amount_differs"),
    ],
)
def test_a_price_that_is_shown_with_fewer_digits_is_what_makes_the_amount(
    shop: Shop,
    importer: Importer,
    head: str,
    cells: list[Any],
    made: tuple[str, str] | None,
    told: str | None,
) -> None:
    """That is what is owed."""
    content = workbook([*HEAD, *head.split("|")], row("X1", *cells))

    run = importer.start(importer.check(importer.upload("sales_order", content)))

    notes = [one["code"] for one in run["findings"]["notes"]]
    faults = [code for _row, _column, code in importer.faults(run)]
    assert notes + faults == ([f"import.{told}"] if told else [])
    said = "SELECT trim_scale(unit_price)::text, trim_scale(amount)::text FROM sales_salesorderline"
    assert [tuple(one) for one in shop.rows(said)] == ([made] if made else [])


@pytest.mark.parametrize(
    ("header", "cell", "off"),
    [
        ("折扣", 15, "15"), ("折扣", 85, None), ("折扣率", "90%", None), ("折扣率(%)", 90, None),
        ("折扣%", 85, "85"), ("折扣", "8.5折", "15"), ("折扣", "1折", "90"), ("折扣%", 100, None),
    ],
)  # fmt: skip
def test_a_discount_of_half_or_more_is_asked_about_where_no_amount_tells(
    shop: Shop, importer: Importer, header: str, cell: Any, off: str | None
) -> None:
    run = importer.bring("sales_order", workbook([*HEAD, header], row("X1", 2, 10, cell)))

    wrong = "import.discount_of_all" if cell == 100 else "import.discount_of_most"
    assert importer.faults(run) == ([] if off else [(2, header, wrong)])
    made = shop.rows("SELECT trim_scale(discount)::text FROM sales_salesorderline")
    assert made == ([(off,)] if off else [])


@pytest.mark.parametrize("cell", ["免税", "不征税", "零税率", "Exempt"])
def test_who_is_free_of_tax_pays_none(shop: Shop, importer: Importer, cell: str) -> None:
    importer.bring("sales_order", workbook([*HEAD, "税率"], row("X1", 2, 10, cell)))

    assert shop.one("SELECT total::int FROM sales_salesorder") == 20


def test_a_worth_without_goods_is_refused_in_an_opening(shop: Shop, importer: Importer) -> None:
    head = ["日期", "仓库", "商品", "数量", "成本价", "结存金额"]
    rows = [
        [DAY, "CK01", "S1", 2, 5, 10],
        [DAY, "CK01", "S2", 0, 5, 30],
        [DAY, "CK01", "S3", 0, 5, 0],
    ]

    run = importer.bring("opening_stock", workbook(head, *rows[::2]))
    assert (run["created"], importer.faults(run)) == (1, [])
    assert shop.one("SELECT count(*) FROM inventory_openingstockline") == 1
    run = importer.bring("opening_stock", workbook(head, *rows[1:]), again=True)
    assert [one[:2] for one in importer.faults(run)] == [(2, "数量")]
    assert shop.one("SELECT count(*) FROM inventory_openingstockline") == 1


@pytest.mark.parametrize(
    ("head", "rows", "kept"),
    [
        ("客户|余额", [["P1", 100], ["P2", -20]], [("receivable", 100), ("advance_received", 20)]),
        ("供应商|余额", [["P1", -7]], [("advance_paid", 7)]),
        ("往来单位|类别|金额", [["P1", "预付", -7]], [("payable", 7)]),
    ],
)
def test_a_negative_balance_is_owed_the_other_way_round(
    shop: Shop, importer: Importer, head: str, rows: list[list[Any]], kept: list[tuple[str, int]]
) -> None:
    shop.partner("P2", is_customer=True, is_supplier=True)
    content = workbook(["日期", *head.split("|")], *([DAY, *one] for one in rows))

    run = importer.check(importer.upload("opening_balance", content))
    assert "import.balance_turned" in [one["code"] for one in run["findings"]["notes"]]
    done = importer.start(run)

    assert importer.faults(done) == []
    said = "SELECT kind, amount::int FROM finance_openingbalanceline ORDER BY position"
    assert [tuple(one) for one in shop.rows(said)] == kept


@pytest.mark.parametrize(
    "header",
    [
        "总价", "合计金额", "单据金额", "应收", "销售额", "本币价税合计",
        "Total Price", "Tax excl.", "Untaxed Amount",
    ],
)  # fmt: skip
@pytest.mark.parametrize("priced", [True, False])
def test_whatever_says_what_rows_or_documents_come_to_is_compared(
    shop: Shop, importer: Importer, header: str, priced: bool
) -> None:
    head = HEAD if priced else HEAD[:-1]
    cells = [2, 10] if priced else [2]
    content = workbook([*head, "税率%", header], row("X1", *cells, 0, 18))

    run = importer.bring("sales_order", content)

    assert importer.faults(run) == [(2, header, "import.amount_differs")]
    assert shop.one("SELECT count(*) FROM sales_salesorder") == 0


@pytest.mark.parametrize(
    ("header", "totals", "right"),
    [
        ("价税合计", (34.07, None, None), True),
        ("价税合计", (34.06, None, None), True),
        ("价税合计", (34.05, None, None), False),
        ("应收合计", (34.06, None, None), True),
        ("应收合计", (34.05, None, None), False),
        ("Rounded Total", (34, None, None), True),
        ("Rounded Total", (33, None, None), False),
    ],
)
def test_a_total_whose_tax_is_rounded_once_may_be_some_cents_less(
    importer: Importer, header: str, totals: tuple[float | None, ...], right: bool
) -> None:
    """10.05 with 13 % is 11.36 in each of three rows, and 34.07 together."""
    rows = [row("X1", 1, 10.05, 13, total) for total in totals]
    content = workbook([*HEAD, "税率%", header], *rows)

    run = importer.check(importer.upload("sales_order", content))

    assert importer.faults(run) == ([] if right else [(2, header, "import.amount_differs")])
    if right and totals[0] != 34.08:
        assert [one["code"] for one in run["findings"]["notes"]] == ["import.total_rounded"]


def test_goods_that_come_back_need_a_return(shop: Shop, importer: Importer) -> None:
    run = importer.bring("sales_delivery", workbook(HEAD, row("X1", -2, 10)))

    assert importer.faults(run) == [(2, "数量", "import.negative_quantity")]


@pytest.mark.parametrize("words", [["本页小计", None], ["累计", None], ["P1 小计", None]])
def test_rows_that_add_up_a_page_or_a_customer_are_none(
    shop: Shop, importer: Importer, words: list[str | None]
) -> None:
    total = [*words, None, None, None, 4, None, 40]
    content = workbook([*HEAD, "金额"], row("X1", 4, 10, 40), total, row("X2", 2, 10, 20))

    run = importer.bring("sales_order", content)

    assert (run["created"], importer.faults(run)) == (2, [])


def test_each_row_of_a_document_is_compared(shop: Shop, importer: Importer) -> None:
    rows = [row("A1", 3, 10, 33.9), row("A1", 3, 10, 99), row("A5", 10, 10, 113)]
    content = workbook([*HEAD, "价税合计"], *rows)

    run = importer.check(importer.upload("sales_order", content), fixed={"tax_included": "否"})

    assert importer.faults(run) == [(3, "价税合计", "import.amount_differs")]
    assert run["findings"]["differing"] == 1


@pytest.mark.parametrize(
    ("head", "cells", "right"),
    [
        ("应收金额|实收金额", [20, 8], True),
        ("实收金额", [8], False),
        ("应收金额|实收金额", [30, 8], False),
        ("应收金额|实收金额", [20, 30], False),
    ],
)
def test_less_may_have_been_paid_than_is_owed(
    importer: Importer, head: str, cells: list[Any], right: bool
) -> None:
    content = workbook([*HEAD, "税率%", *head.split("|")], row("X1", 2, 10, 0, *cells))

    run = importer.check(importer.upload("sales_order", content))

    assert (importer.faults(run) == []) is right


@pytest.mark.parametrize("place", [0, 1])
def test_a_total_stands_in_any_row_of_its_document(importer: Importer, place: int) -> None:
    totals = [30 if place == n else None for n in (0, 1)]
    rows = [row("X1", n, 10, 0, total) for n, total in zip((1, 2), totals, strict=True)]

    run = importer.check(
        importer.upload("sales_order", workbook([*HEAD, "税率%", "应收合计"], *rows))
    )

    assert importer.faults(run) == []


@pytest.mark.parametrize(
    "header",
    [
        "已收金额",
        "运费金额",
        "成本金额",
        "毛利",
        "折扣总额",
        "历史欠款合计",
        "数量合计",
    ],
)
def test_money_of_something_else_is_not_compared(importer: Importer, header: str) -> None:
    content = workbook([*HEAD, header], row("X1", 2, 10, 7))

    run = importer.check(importer.upload("sales_order", content))

    assert [one[2] for one in importer.faults(run)] in ([], ["import.discount_of_money"])


def test_discount_is_that_of_the_row_in_english_too(importer: Importer) -> None:
    content = workbook([*HEAD, "Discount"], row("X1", 2, 10, 10))

    run = importer.upload("sales_order", content)

    assert run["matching"]["7"] == "lines.discount"
