"""Prices of files: whether tax is in them, and where they come from when a file says none."""

from __future__ import annotations

from typing import Any

import pytest

from huolang.forms import registry
from huolang.integrations.columns import headings, matching
from huolang.integrations.tests.test_cells import notes, ordered
from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

HEAD = ["单号", "客户", "仓库", "商品", "数量"]
A, B = ["A", "P1", "CK01", "S1"], ["A", "P1", "CK01", "S2"]


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("单价(含税)", "是"), ("单价（含税）", "是"), ("单价含税", "是"), ("含税价", "是"),
        ("销售单价(不含税)", "否"), ("单价-不含税", "否"), ("未税价格", "否"), ("成交价", None),
        ("折后单价", None), ("实际单价（含税）", "是"), ("Unit price (incl. VAT)", "是"),
        ("Price excl. tax", "否"), ("Tax-inclusive price", "是"), ("Net price", "否"),
        ("单价", None),
    ],
)  # fmt: skip
def test_a_heading_says_whether_tax_is_in_prices(
    importer: Importer, header: str, said: str | None
) -> None:
    run = importer.upload("sales_order", workbook([*HEAD, header], [*A, 1, 11.3]))

    assert run["matching"].get("5") == "lines.unit_price"
    assert run["fixed"].get("tax_included") == said


def test_yes_and_no_below_the_same_heading_are_no_price(shop: Shop, importer: Importer) -> None:
    """Also where it was said before that it is yes or no, or a price."""
    head = [*HEAD, "单价", "含税价"]
    rows = [*A, 1, 11.3, "是"], [*B, 1, 5, "是"]
    run = importer.check(importer.upload("sales_order", workbook(head, *rows)))
    assert run["matching"]["6"] == "tax_included"

    run = importer.upload("sales_order", workbook([*HEAD, "含税价"], [*A, 2, 11.3]))
    assert (run["matching"]["5"], run["fixed"]["tax_included"]) == ("lines.unit_price", "是")
    run = importer.start(importer.check(run))
    assert [line[4] for line in ordered(shop)] == ["22.6"], importer.faults(run)
    run = importer.upload("sales_order", workbook(head, *rows))
    assert run["matching"]["6"] == "tax_included"


def test_words_of_tax() -> None:
    assert headings.tax_in("Internet price") is None
    assert headings.tax_in("Price including tax") is True
    assert headings.tax_in("金额（不含税）") is False


def test_a_price_is_what_makes_the_amount(shop: Shop, importer: Importer) -> None:
    content = workbook([*HEAD, "金额(含税)"], [*A, 3, 100], [*B, 7, 0.05])

    run = importer.check(importer.upload("sales_order", content))

    assert run["fixed"]["tax_included"] == "是"
    assert notes(run) == [(2, "import.price_of_amount", 2)], importer.faults(run)
    importer.start(run)
    assert [(line[0], line[1], line[4]) for line in ordered(shop)] == [
        ("3", "33.333", "100"), ("7", "0.007", "0.05"),
    ]  # fmt: skip


@pytest.mark.parametrize("apart", [False, True])
def test_amounts_with_tax_are_of_prices_with_tax(
    shop: Shop, importer: Importer, apart: bool
) -> None:
    """Who says that prices are without has no price made of amounts with tax."""
    content = workbook([*HEAD, "价税合计", "税率"], [*A, 2, 226, 13], [*B, 2, 113, 13])
    run = importer.upload("sales_order", content)
    assert run["fixed"]["tax_included"] == "是"

    run = importer.check(run, **({"fixed": {"tax_included": "否"}} if apart else {}))

    code = "import.price_of_lists" if apart else "import.price_of_amount"
    assert notes(run) == [(2, code, 2)], importer.faults(run)
    if not apart:
        importer.start(run)
        assert [line[3:] for line in ordered(shop)] == [("200", "226"), ("100", "113")]


def test_what_no_price_makes_and_what_may_be_of_the_whole_is_refused(
    importer: Importer,
) -> None:
    big = workbook([*HEAD, "金额"], [*A, 70_000_000, 0.05])
    whole = workbook([*HEAD, "价税合计"], [*A, 1, 20], [*B, 1, 20])

    run = importer.check(importer.upload("sales_order", big))
    assert importer.faults(run) == [(2, "单价", "import.no_price")]
    run = importer.check(importer.upload("sales_order", whole))
    assert [one[2] for one in importer.faults(run)] == ["import.whole_or_row"] * 2


def test_that_prices_are_of_lists_is_said(importer: Importer) -> None:
    run = importer.check(importer.upload("sales_order", workbook(HEAD, [*A, 1], [*B, 1])))

    assert run["refused"] == 0
    assert notes(run) == [(2, "import.price_of_lists", 2)]


def test_equal_totals_of_rows_are_those_of_the_rows(importer: Importer) -> None:
    head = [*HEAD, "单价", "税率%", "价税合计"]

    def differing(*totals: Any) -> int:
        rows = [[*one, 1, 20, 0, total] for one, total in zip((A, B), totals, strict=True)]
        run = importer.check(importer.upload("sales_order", workbook(head, *rows)), as_priced=True)
        assert run["refused"] == 0, importer.faults(run)
        return int(run["findings"]["differing"])

    assert [differing(20, 20), differing(40, 40), differing(30, 30)] == [0, 0, 1]


def test_an_opening_balance_says_what_it_is(shop: Shop, importer: Importer) -> None:
    head, day = ["日期", "供应商名称", "应收/应付", "金额"], "2026-01-01"
    content = workbook(head, [day, "P1", "应付", 5], [day, "P1", None, 6])

    run = importer.upload("opening_balance", content)
    assert run["matching"] == {
        "0": "date", "1": "lines.partner", "2": "lines.kind", "3": "lines.amount",
    }  # fmt: skip
    run = importer.check(run)
    assert [one[0] for one in importer.faults(run)] == [3]
    run = importer.upload("opening_balance", workbook(["日期", "客户", "金额"], [day, "P1", 5]))
    answer = shop.client.post(f"/imports/{run['id']}/check", {"matching": run["matching"]})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "import.column_missing"


def test_a_row_that_comes_to_something_else_is_refused_or_told(
    shop: Shop, importer: Importer
) -> None:
    """A cent is lost by rounding; what is without tax, or with it, or less the discount, fits."""
    head = [*HEAD, "单价", "折扣%", "税率%", "金额"]
    rows: list[list[Any]] = [
        [*A, 3, "3.333", 0, 13, 10.01],
        [*A, 10, 5, 0, 13, 56.5],
        [*A, 10, 5, 10, 13, 45],
        [*A, 1000, 5, 0, 13, "5,000.00"],
        [*A, 10, 5, 0, 13, 500],
        [*A, 10, 5, 0, 13, None],
    ]
    content = workbook(head, *rows)

    run = importer.upload("sales_order", content)
    done = importer.start(importer.check(run))
    assert (done["created"], importer.faults(done)) == (0, [(6, "金额", "import.amount_differs")])
    assert shop.one("SELECT count(*) FROM sales_salesorder") == 0
    assert (done["findings"]["differing"], done["findings"]["differing_rows"]) == (
        1,
        [{"row": 6, "column": "金额", "said": "500", "comes": "50"}],
    )

    run = importer.check(importer.upload("sales_order", content), as_priced=True, again=True)
    assert run["refused"] == 0, importer.faults(run)
    assert [
        (one["row"], one["column"], one["message"])
        for one in run["findings"]["notes"]
        if one["code"] == "import.amount_differs"
    ] == [(6, "金额", "“金额”是 500，按数量、单价和折扣算是 50：按单价导入")]


@pytest.mark.parametrize(
    ("price", "amount", "got"),
    [(None, 50, ["5"]), (None, 0, ["0"]), (None, None, ["2.5"]), (0, 0, ["0"]), (0, 50, [])],
)
def test_a_row_without_a_price_costs_what_makes_its_amount(
    shop: Shop, importer: Importer, price: Any, amount: Any, got: list[str]
) -> None:
    head = ["单号", "供应商", "仓库", "商品", "数量", "单价", "金额"]
    content = workbook(head, [*A, 10, price, amount], [*B, 10, 2.5, 25])

    done = importer.bring("purchase_receipt", content)

    wrong = [] if got else [(2, "单价", "import.price_of_nothing")]
    assert importer.faults(done) == wrong
    prices = "SELECT trim_scale(unit_price)::text FROM purchasing_purchasereceiptline"
    rows = shop.rows(f"{prices} ORDER BY position")
    assert [one for (one,) in rows] == (got and [*got, "2.5"])


def test_an_amount_with_tax_beside_an_empty_price_is_not_the_price_of_a_list(
    shop: Shop, importer: Importer
) -> None:
    head = ["单号", "客户", "仓库", "商品", "数量", "单价", "含税金额"]
    rows = [["A", "P1", "CK01", "S1", 10, 10, 113], ["A", "P1", "CK01", "S2", 10, None, 80]]

    run = importer.bring("sales_order", workbook(head, *rows))

    assert importer.faults(run)[-1] == (3, "单价", "import.amount_without_price")
    assert shop.one("SELECT count(*) FROM sales_salesorder") == 0


@pytest.mark.parametrize("form", ["purchase_invoice", "sales_invoice"])
def test_an_amount_with_tax_is_none_without(db: None, form: str) -> None:
    headers = ["商品编码", "数量", "含税金额", "不含税金额", "税额"]

    found = matching.propose(registry.get(form), headers, {}, whole=True)

    assert found.get("2") is None
