"""What was counted before what the books say; and of payments nothing is dropped without a word."""

from __future__ import annotations

from typing import Any

import pytest

from huolang.forms import registry
from huolang.integrations.columns import matching
from tests.support.importing import Importer, workbook
from tests.support.shop import Shop


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


@pytest.mark.parametrize(
    ("form", "heads", "fills"),
    [
        ("opening_stock", "商品 账面数量 盘点数量", {"盘点数量": "lines.quantity"}),
        ("opening_stock", "商品 数量 实存数量", {"实存数量": "lines.quantity"}),
        ("opening_stock", "商品 盘点数量 实盘数量", {}),
        ("stock_count", "商品 账面数量 实存数量 盈亏数量", {"实存数量": "lines.quantity"}),
        ("stock_count", "商品 账面库存 盘点库存", {"盘点库存": "lines.quantity"}),
        ("opening_stock", "商品 账面数量 实盘数量 账面金额", {"实盘数量": "lines.quantity"}),
        ("opening_stock", "商品 账面数量 实盘数量 金额", {"实盘数量": "lines.quantity"}),
        (
            "opening_stock",
            "商品 账面数量 实盘数量 实盘金额",
            {"实盘数量": "lines.quantity", "实盘金额": "lines.total_cost"},
        ),
        ("customer_payment", "客户 金额 账户", {"账户": "funds_account"}),
        ("supplier_payment", "供应商 金额 银行账户", {"银行账户": "funds_account"}),
        ("customer_payment", "客户 付款账户 收款账户 金额", {"收款账户": "funds_account"}),
        ("supplier_payment", "供应商 收款账户 付款账户 金额", {"付款账户": "funds_account"}),
    ],
)
def test_the_surest_column_is_taken_or_none(
    db: None, form: str, heads: str, fills: dict[str, str]
) -> None:
    headers = heads.split()

    found = matching.propose(registry.get(form), headers, {})

    asked = {"lines.quantity", "lines.total_cost", "funds_account"}
    assert {headers[int(n)]: path for n, path in found.items() if path in asked} == fills


def test_what_was_counted_is_the_opening_and_that_is_told(shop: Shop, importer: Importer) -> None:
    head = ["商品编码", "单位", "账面数量", "实盘数量", "盈亏", "成本单价", "仓库"]
    run = importer.upload("opening_stock", workbook(head, ["S1", "个", 100, 98, -2, 2, "主仓"]))

    checked = importer.check(run, fixed={"date": "2026-01-01"})
    done = importer.start(checked)

    assert (done["created"], importer.faults(done)) == (1, [])
    assert shop.rows("SELECT trim_scale(quantity)::text FROM inventory_openingstockline") == [
        ("98",)
    ]
    assert ("账面数量", "import.columns_clash") in told(checked)


def told(checked: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["column"], one["code"]) for one in checked["findings"]["notes"]]


def test_money_goes_through_the_account_of_the_file(shop: Shop, importer: Importer) -> None:
    names = [row[0] for row in shop.rows("SELECT name FROM finance_fundsaccount ORDER BY code, id")]
    head = ["日期", "客户", "账户", "金额", "手续费", "本次核销金额"]
    row = ["2026-01-02", "P1", names[1], 100, 1, 90]

    checked = importer.check(importer.upload("customer_payment", workbook(head, row)))
    done = importer.start(checked)

    assert (done["created"], importer.faults(done)) == (1, [])
    assert shop.rows(
        "SELECT a.name FROM finance_customerpayment p"
        " JOIN finance_fundsaccount a ON a.id = p.funds_account_id"
    ) == [(names[1],)]
    assert told(checked) == [
        ("手续费", "import.payment_beside"), ("本次核销金额", "import.payment_beside"),
    ]  # fmt: skip


def test_an_account_is_not_chosen_without_a_word(shop: Shop, importer: Importer) -> None:
    content = workbook(["日期", "客户", "金额", "手续费"], ["2026-01-02", "P1", 100, 0])
    (name,) = shop.rows("SELECT name FROM finance_fundsaccount ORDER BY code, id LIMIT 1")

    checked = importer.check(importer.upload("customer_payment", content))

    assert told(checked) == [("", "import.funds_chosen")]
    assert f"“{name[0]}”" in checked["findings"]["notes"][0]["message"]


@pytest.mark.parametrize("header", ["收款方式", "结算方式", "Mode of Payment"])
def test_how_it_was_paid_is_the_account_where_all_of_that_are_accounts(
    shop: Shop, importer: Importer, header: str
) -> None:
    shop.master("funds_account", code="ZWX", name="微信")
    rows = [["2026-01-02", "P1", 1, "微信"], ["2026-01-02", "P1", 2, None]]
    content = workbook(["日期", "客户", "金额", header], *rows)
    (first,) = shop.rows("SELECT name FROM finance_fundsaccount ORDER BY upper(code) LIMIT 1")

    checked = importer.check(importer.upload("customer_payment", content))
    importer.start(checked)

    assert told(checked) == [(header, "import.funds_chosen")]
    assert shop.rows(
        "SELECT trim_scale(p.amount)::text, a.name FROM finance_customerpayment p"
        " JOIN finance_fundsaccount a ON a.id = p.funds_account_id ORDER BY p.amount"
    ) == [("1", "微信"), ("2", first[0])]


def test_how_it_was_paid_is_told_where_no_account_is_called_so(
    shop: Shop, importer: Importer
) -> None:
    shop.master("funds_account", code="ZWX", name="微信")
    rows = [["2026-01-02", "P1", 1, "微信"], ["2026-01-02", "P1", 2, "转账"]]
    content = workbook(["日期", "客户", "金额", "收款方式"], *rows)

    checked = importer.check(importer.upload("customer_payment", content))

    assert told(checked) == [("", "import.funds_chosen"), ("收款方式", "import.payment_beside")]


def test_what_was_paid_for_goods_is_told_to_be_left_out(importer: Importer) -> None:
    head = ["日期", "客户", "仓库", "商品", "数量", "单价", "收款账户", "本次收款", "定金"]
    content = workbook(head, ["2026-01-02", "P1", "CK01", "S1", 1, 2, "现金", 2, 0])

    checked = importer.check(importer.upload("sales_delivery", content))

    codes = [one for one in told(checked) if one[1] == "import.payment_beside"]
    assert [column for column, _code in codes] == ["收款账户", "本次收款"]
