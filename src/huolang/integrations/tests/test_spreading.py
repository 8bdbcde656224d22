"""Openings with a column for each warehouse, or for each kind of what is owed, become rows."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

STOCK = """
SELECT p.code, w.name, trim_scale(l.quantity)::text FROM inventory_openingstockline l
JOIN masters_warehouse w ON w.company_id = l.company_id AND w.id = l.warehouse_id
JOIN masters_product p ON p.company_id = l.company_id AND p.id = l.product_id
WHERE l.company_id = %s::bigint ORDER BY l.position
"""
OWED = "SELECT kind, trim_scale(amount)::text FROM finance_openingbalanceline ORDER BY position"


@pytest.fixture
def importer(shop: Shop) -> Importer:
    shop.master("warehouse", code="B1", name="北仓")
    shop.master("warehouse", code="N1", name="南仓")
    return Importer(shop.client, shop.company)


@pytest.mark.parametrize("heads", [["北仓", "南仓"], ["B1", "南仓数量"]])
def test_each_warehouse_has_its_row(shop: Shop, importer: Importer, heads: list[str]) -> None:
    rows: list[list[Any]] = [["S1", 2.5, 10, 3], ["S2", 2, 0, 7], ["S3", 2, None, "-"]]
    run = importer.upload("opening_stock", workbook(["商品", "单位成本", *heads], *rows))
    assert run["spread"] == {"2": "北仓", "3": "南仓"}

    checked = importer.check(run)
    done = importer.start(checked)

    assert (done["created"], importer.faults(done)) == (1, [])
    assert shop.rows(STOCK, shop.company) == [
        ("S1", "北仓", "10"), ("S1", "南仓", "3"), ("S2", "南仓", "7"),
    ]  # fmt: skip
    told = {one["column"]: one["rows"] for one in checked["findings"]["notes"]}
    assert told == {heads[0]: 1, heads[1]: 2}


def test_a_cell_that_is_no_number_is_refused_in_its_column(shop: Shop, importer: Importer) -> None:
    head = ["商品", "单位成本", "北仓", "南仓"]
    run = importer.upload("opening_stock", workbook(head, ["S1", 2.5, 10, "三"]))

    run = importer.check(run)

    assert importer.faults(run) == [(2, "南仓", "field.not_a_number")]


def test_a_column_of_quantities_beside_them_stays_what_it_is(importer: Importer) -> None:
    head = ["商品", "单位成本", "数量", "北仓"]

    assert importer.upload("opening_stock", workbook(head, ["S1", 1, 2, 3]))["spread"] == {}


def test_each_kind_of_what_is_owed_has_its_row(shop: Shop, importer: Importer) -> None:
    head = ["日期", "往来单位", "应收余额", "应付余额", "预收余额", "预付余额"]
    run = importer.upload(
        "opening_balance", workbook(head, ["2026-01-01", "P1", 100, 0, None, 20.5])
    )
    assert run["spread"] == {"2": "应收", "3": "应付", "4": "预收", "5": "预付"}

    done = importer.start(importer.check(run))

    assert (done["created"], importer.faults(done)) == (1, [])
    assert shop.rows(OWED) == [("receivable", "100"), ("advance_paid", "20.5")]
