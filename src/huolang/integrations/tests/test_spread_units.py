"""Columns that are spread into rows are checked as others are: their units, scales and currencies,
what stands beside them, and what brackets in them belong to."""

from __future__ import annotations

from typing import Any

import pytest

from huolang.forms import registry
from huolang.integrations.rows import no_lines
from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

STOCK = """
SELECT w.name, trim_scale(l.quantity)::text, u.name FROM inventory_openingstockline l
LEFT JOIN masters_warehouse w ON w.company_id = l.company_id AND w.id = l.warehouse_id
LEFT JOIN masters_unit u ON u.company_id = l.company_id AND u.id = l.unit_id
WHERE l.company_id = %s::bigint ORDER BY l.position
"""
OWED = "SELECT kind, trim_scale(amount)::text FROM finance_openingbalanceline ORDER BY position"
DAY = {"date": "2026-01-01"}


@pytest.fixture
def importer(shop: Shop) -> Importer:
    shop.master("warehouse", code="B1", name="北仓")
    shop.master("warehouse", code="N1", name="南仓")
    return Importer(shop.client, shop.company)


def notes(run: dict[str, Any]) -> list[tuple[int, str, str, int]]:
    return [
        (one["row"], one["column"], one["code"].partition(".")[2], one["rows"])
        for one in run["findings"]["notes"]
        if one["code"] != "import.spread"
    ]


def stock(importer: Importer, heads: list[str], *rows: list[Any]) -> dict[str, Any]:
    content = workbook(["商品", "单位成本", *heads], *rows)
    return importer.bring("opening_stock", content, fixed=DAY)


def owed(importer: Importer, heads: list[str], *rows: list[Any]) -> dict[str, Any]:
    return importer.check(
        importer.upload("opening_balance", workbook(["单位名称", *heads], *rows)), fixed=DAY
    )


def test_the_unit_in_such_a_heading_is_that_of_its_rows(shop: Shop, importer: Importer) -> None:
    box = shop.master("unit", code="ZHA", name="扎")
    shop.product("BOX", "整箱", units=[{"unit": box, "numerator": "6", "denominator": "1"}])

    done = stock(importer, ["北仓(扎)", "南仓"], ["BOX", 6, 1, 2])

    assert (done["created"], importer.faults(done)) == (1, [])
    assert [one[:2] for one in shop.rows(STOCK, shop.company)] == [("北仓", "1"), ("南仓", "2")]
    assert shop.rows(STOCK, shop.company)[0][2] == "扎"
    assert shop.rows(STOCK, shop.company)[1][2] != "扎"


def test_a_unit_that_is_none_and_one_that_a_row_denies_are_refused(
    shop: Shop, importer: Importer
) -> None:
    shop.master("unit", code="ZHA", name="扎")
    assert importer.faults(stock(importer, ["北仓(桶)"], ["S1", 6, 1])) == [
        (2, "北仓(桶)", "import.no_unit_of_heading")
    ]
    done = stock(importer, ["单位", "北仓(扎)", "南仓"], ["S1", 6, "PCS", 1, 2])
    assert importer.faults(done) == [(2, "北仓(扎)", "import.other_unit_of_heading")]
    assert shop.rows(STOCK, shop.company) == []


def test_tens_of_thousands_are_multiplied(shop: Shop, importer: Importer) -> None:
    assert stock(importer, ["北仓(万)"], ["S1", 6, "1.5"])["created"] == 1
    assert [one[1] for one in shop.rows(STOCK, shop.company)] == ["15000"]
    run = importer.start(owed(importer, ["应收余额(万元)"], ["P1", 1.5]))
    assert (run["created"], shop.rows(OWED)) == (1, [("receivable", "15000")])


def test_so_are_those_of_an_ordinary_quantity(shop: Shop, importer: Importer) -> None:
    assert stock(importer, ["仓库", "数量(万)"], ["S1", 6, "B1", "1.5"])["created"] == 1
    assert [one[1] for one in shop.rows(STOCK, shop.company)] == ["15000"]


def test_another_currency_is_refused(importer: Importer) -> None:
    run = owed(importer, ["应收余额(USD)", "应付余额(元)"], ["P1", 1.5, 0])

    assert importer.faults(run) == [(2, "应收余额(USD)", "import.other_currency")]


def test_what_stands_beside_them_is_told(shop: Shop, importer: Importer) -> None:
    shop.partner("P2", "世纪联华")

    run = owed(importer, ["应收余额", "其他应收余额"], ["P1", 100, 50], ["P2", None, 77])

    assert notes(run) == [
        (2, "其他应收余额", "beside_spread", 2), (3, "", "row_beside_spread", 1),
    ]  # fmt: skip


def test_a_sum_beside_them_is_compared(importer: Importer) -> None:
    heads = ["北仓", "南仓", "三号仓", "合计"]

    run = stock(importer, heads, ["S1", 10, 5, 3, 7, 15], ["S2", 1, 4, None, None, 4])

    assert notes(run) == [(2, "三号仓", "beside_spread", 1), (2, "合计", "sum_differs", 1)]
    owing = owed(importer, ["应收余额", "应付余额", "合计"], ["P1", 100, 30, 70])
    assert notes(owing) == []


@pytest.mark.parametrize("heads", [["单位名称", "应收余额"], ["商品", "北仓"]])
def test_they_tell_the_row_of_headings(importer: Importer, heads: list[str]) -> None:
    form = "opening_stock" if "北仓" in heads else "opening_balance"

    run = importer.upload(form, workbook(["往来余额表"], heads, ["P1", 1000]))

    assert (run["header_row"], run["spread"] != {}) == (2, True)


def test_no_document_is_made_without_lines(shop: Shop, importer: Importer) -> None:
    run = importer.upload("opening_balance", workbook(["编号", "名称"], ["K1", "华联商贸"]))

    answer = shop.client.post(
        f"/imports/{run['id']}/check", {"matching": run["matching"], "fixed": DAY}
    )

    assert answer.status_code == 422
    assert shop.rows("SELECT count(*) FROM finance_openingbalance") == [(0,)]
    assert [one["code"] for one in answer.json()["errors"]] == ["import.no_column_of_lines"]
    done = stock(importer, ["北仓", "南仓"], ["S1", 6, 0, None])
    assert (2, "", "import.no_lines") in importer.faults(done)
    assert shop.rows("SELECT count(*) FROM inventory_openingstock") == [(0,)]


def test_what_a_template_brings_needs_no_lines_in_a_file() -> None:
    assert no_lines.needs(registry.get("opening_stock"))
    assert not any(map(no_lines.needs, map(registry.get, ("assembly", "customer_payment"))))


def test_brackets_may_belong_to_the_name(shop: Shop, importer: Importer) -> None:
    shop.master("warehouse", code="Q1", name="前置仓(杭州)")
    shop.master("warehouse", code="Q2", name="前置仓(上海)")
    shop.master("warehouse", code="Q3", name="前置仓(东)")
    heads = ["前置仓（杭州）", "前置仓(上海)", "前置仓(东)", "前置仓(宁波)", "北仓(不良品)", "北仓"]

    done = stock(importer, heads, ["S1", 6, 1, 2, 3, 4, 5, 6])

    assert (done["created"], importer.faults(done)) == (1, [])
    assert [one[:2] for one in shop.rows(STOCK, shop.company)] == [
        ("前置仓(杭州)", "1"), ("前置仓(上海)", "2"), ("前置仓(东)", "3"), ("北仓", "6"),
    ]  # fmt: skip
    assert notes(done) == [
        (2, "前置仓(宁波)", "beside_spread", 1), (2, "北仓(不良品)", "beside_spread", 1),
    ]  # fmt: skip
