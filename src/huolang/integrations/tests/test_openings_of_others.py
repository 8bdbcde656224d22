"""Openings as other programs write them: figures below 期初结存 and 余额, both ends of a period,
sides of accounts, rows of which nothing is left."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

DAY = {"date": "2026-01-01"}
STOCK = """
SELECT p.code, trim_scale(l.quantity)::text, trim_scale(l.unit_cost)::text
FROM inventory_openingstockline l JOIN masters_product p ON p.id = l.product_id ORDER BY l.position
"""
OWED = "SELECT kind, trim_scale(amount)::text FROM finance_openingbalanceline ORDER BY position"


@pytest.fixture
def importer(shop: Shop) -> Importer:
    shop.master("warehouse", code="B1", name="北仓")
    return Importer(shop.client, shop.company)


def refused(shop: Shop, importer: Importer, form: str, *rows: list[Any], **fixed: str) -> Any:
    """(code, sentence) of each refusal of the columns, after which nothing is there."""
    run = importer.upload(form, workbook(*rows))
    before = shop.everything()
    answer = shop.client.post(
        f"/imports/{run['id']}/check", {"matching": run["matching"], "fixed": fixed}
    )
    assert (answer.status_code, shop.everything()) == (422, before)
    problem = answer.json()
    return [(one["code"], one["message"]) for one in problem.get("errors") or [problem]]


def test_the_price_of_what_lay_there_is_its_cost_and_that_is_told(
    shop: Shop, importer: Importer
) -> None:
    content = workbook(
        ["商品编码", "单位", "期初结存", None, None],
        [None, None, "数量", "单价", "金额"],
        ["S1", "个", 4, 2.5, 10],
        ["S2", "个", 0, 2.5, 0],
    )
    run = importer.upload("opening_stock", content)

    checked = importer.check(run, fixed={**DAY, "warehouse": "B1"})
    done = importer.start(checked)

    assert (done["created"], importer.faults(done)) == (1, [])
    assert shop.rows(STOCK) == [("S1", "4", "2.5")]
    told = {(one["row"], one["column"], one["code"]) for one in checked["findings"]["notes"]}
    assert told == {(0, "单价", "import.taken_as"), (4, "数量", "import.zero_row")}


@pytest.mark.parametrize(
    ("heads", "worth"),
    [
        ("商品编码|仓库|结存数量|结存金额", "10"),
        ("商品编码|仓库|数量|期末金额", "10"),
        ("商品编码|仓库|期初数量|结存金额", None),
        ("商品编码|仓库|数量|期初金额|期末金额", None),
    ],
)
def test_what_the_rows_are_worth_is_taken_where_no_cost_is_told(
    shop: Shop, importer: Importer, heads: str, worth: str | None
) -> None:
    rows = [["S1", "B1", 3, 10, 10], ["S2", "B1", None, None, None]]
    width = len(heads.split("|"))
    run = importer.upload(
        "opening_stock", workbook(heads.split("|"), *[one[:width] for one in rows])
    )

    done = importer.start(importer.check(run, fixed=DAY))

    sums = shop.rows("SELECT trim_scale(total_cost)::text FROM inventory_openingstockline")
    assert sums == ([] if worth is None else [(worth,)])
    if worth is None:
        assert importer.faults(done) == [(2, "单位成本", "opening_stock.no_cost")]


def test_what_became_rows_is_not_told_as_left_out(importer: Importer) -> None:
    head = ["客户", "金额", "已收金额", "余额"]

    run = importer.check(
        importer.upload("opening_balance", workbook(head, ["P1", 3, 1, 2])), fixed=DAY
    )

    codes = {one["code"] for one in run["findings"]["notes"]}
    assert (run["created"], "import.columns_clash" in codes, "import.spread" in codes) == (
        1, False, True,
    )  # fmt: skip


def test_a_row_without_quantity_that_is_worth_something_is_refused(importer: Importer) -> None:
    head = ["商品", "数量", "总成本"]
    run = importer.upload("opening_stock", workbook(head, ["S1", 0, 9]))

    run = importer.check(run, fixed={**DAY, "warehouse": "B1"})

    assert (run["created"], importer.faults(run)[0][:2]) == (0, (2, "数量"))


@pytest.mark.parametrize(
    ("heads", "made"),
    [
        ([["单位名称", "余额", None], [None, "应收", "应付"]], ["receivable", "payable"]),
        (
            [["客户名称", "期末余额", None], [None, "借方", "贷方"]],
            ["receivable", "advance_received"],
        ),
        ([["供应商", "借方余额", "贷方余额"]], ["advance_paid", "payable"]),
        ([["客户", "期末应收款", "预收账款期末余额"]], ["receivable", "advance_received"]),
        ([["往来单位", "未收金额", "未付金额"]], ["receivable", "payable"]),
    ],
)
def test_what_the_headings_say_of_balances_is_their_kind(
    shop: Shop, importer: Importer, heads: list[list[Any]], made: list[str]
) -> None:
    run = importer.upload("opening_balance", workbook(*heads, ["P1", 7, 5.5]))

    done = importer.start(importer.check(run, fixed=DAY))

    assert (done["created"], importer.faults(done)) == (1, [])
    assert shop.rows(OWED) == [(made[0], "7"), (made[1], "5.5")]


def test_the_side_of_a_balance_says_what_it_is(shop: Shop, importer: Importer) -> None:
    rows = [["P1", "借", 7], ["P1", "贷", 2], ["P1", "平", 0]]
    run = importer.upload("opening_balance", workbook(["客户", "方向", "余额"], *rows))

    done = importer.start(importer.check(run, fixed=DAY))

    assert (done["created"], importer.faults(done)) == (1, [])
    assert shop.rows(OWED) == [("receivable", "7"), ("advance_received", "2")]


def test_a_side_of_nobody_knows_whose_account_is_refused(shop: Shop, importer: Importer) -> None:
    run = importer.upload(
        "opening_balance", workbook(["往来单位", "方向", "余额"], ["P1", "借", 7])
    )

    checked = importer.check(run, fixed=DAY)

    assert (checked["created"], importer.faults(checked)) == (
        0, [(2, "方向", "import.side_unclear")],
    )  # fmt: skip
    [(code, said)] = refused(
        shop, importer, "opening_balance", ["往来单位", "期末借方", "期末贷方"], ["P1", 1, 2], **DAY
    )
    assert (code, "“期末借方”、“期末贷方”" in said) == ("import.sides_unclear", True)


@pytest.mark.parametrize(
    "heads",
    [
        [["客户", "期初应收", "期末应收"]],
        [["客户", "期初余额", None, "期末余额", None], [None, "应收", "预收", "应收", "预收"]],
    ],
)
def test_of_both_ends_of_a_period_none_is_taken_and_why_is_said(
    shop: Shop, importer: Importer, heads: list[list[Any]]
) -> None:
    told = refused(shop, importer, "opening_balance", *heads, ["P1", 1, 2, 3, 4], **DAY)

    assert {code for code, _said in told} == {"import.spread_twice"}
    assert "期初" in told[0][1] and "期末" in told[0][1] and "“应收”" in told[0][1]


def test_of_two_balances_in_one_column_each_none_is_taken(shop: Shop, importer: Importer) -> None:
    head = ["客户", "类别", "期初余额", "期末余额"]

    told = refused(shop, importer, "opening_balance", head, ["P1", "应收", 1, 2], **DAY)

    assert told == [
        (
            "import.columns_rival",
            "“期初余额”、“期末余额”只能有一列是必填的“金额”：请选要的那一列",
        )
    ]


def test_two_columns_of_one_warehouse_are_named(shop: Shop, importer: Importer) -> None:
    head = ["商品", "成本", "北仓", "B1数量"]

    [(code, said)] = refused(shop, importer, "opening_stock", head, ["S1", 1, 2, 2], **DAY)

    assert (code, "“北仓”、“B1数量”都是“北仓”" in said) == ("import.spread_twice", True)


def test_a_column_of_the_only_warehouse_is_one_row_each(shop: Shop, importer: Importer) -> None:
    shop.rows("UPDATE masters_warehouse SET active = code = 'B1' RETURNING 1")
    run = importer.upload("opening_stock", workbook(["商品", "成本", "北仓"], ["S1", 1, 2]))
    assert run["fixed"] == {"warehouse": "B1"}

    done = importer.start(importer.check(run, fixed={**run["fixed"], **DAY}))

    assert (done["created"], shop.rows(STOCK)) == (1, [("S1", "2", "1")])


def test_headings_that_are_not_understood_may_stand_in_another_row(
    shop: Shop, importer: Importer
) -> None:
    told = refused(shop, importer, "product", ["我的货", "怎么数"], ["S9", "个"])

    assert [code for code, _said in told][-1] == "import.headings_elsewhere"
    assert "列名取自第 1 行" in told[-1][1] and "“列名在别的行？”" in told[-1][1]
    told = refused(shop, importer, "opening_stock", ["甲", "乙"], ["S9", 1], **DAY)
    assert "列名在别的行？" in told[-1][1]


def test_who_lacks_one_field_is_not_sent_to_another_row(shop: Shop, importer: Importer) -> None:
    told = refused(shop, importer, "sales_delivery", ["客户", "商品", "单价"], ["P1", "S1", 2])

    assert "import.headings_elsewhere" not in {code for code, _said in told}
