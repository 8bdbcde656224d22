"""Simple records that rows name and that are not there are told, and made if somebody says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support.client import ApiClient
from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

HEAD = ["编码", "名称", "单位", "品牌", "商品分类", "销售价"]
ROWS: list[list[Any]] = [
    ["N1", "可乐", "听", "可口可乐", "食品/饮料", 3],
    ["N2", "雪碧", "听", "可口可乐", "食品/饮料", 3],
    ["N3", "薯片", "PCS", "乐事", "食品 > 零食", 5],
    ["N4", "坏价", "PCS", "无名", "日用", "abc"],
]


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def told(run: dict[str, Any]) -> dict[str, list[str]]:
    return {one["form"]: one["names"] for one in run["lacking"]}


def made(shop: Shop) -> list[Any]:
    return shop.rows(
        "SELECT p.code, u.name, b.name, c.name, a.name FROM masters_product p"
        " JOIN masters_unit u ON u.id = p.unit_id LEFT JOIN masters_brand b ON b.id = p.brand_id"
        " LEFT JOIN masters_productcategory c ON c.id = p.category_id"
        " LEFT JOIN masters_productcategory a ON a.id = c.parent_id"
        " WHERE p.company_id = %s::bigint AND p.code LIKE 'N_' ORDER BY 1",
        shop.company,
    )


def test_what_is_not_there_is_told_and_refused(shop: Shop, importer: Importer) -> None:
    run = importer.check(importer.upload("product", workbook(HEAD, *ROWS)))

    assert told(run) == {
        "product_category": ["日用", "食品 > 零食", "食品/饮料"],
        "brand": ["乐事", "可口可乐", "无名"],
        "unit": ["听"],
    }
    assert (run["created"], run["refused"]) == (0, 4)
    assert {code for _row, _column, code in importer.faults(run)} == {
        "reference.unknown", "field.not_a_number",
    }  # fmt: skip
    assert made(shop) == []
    assert shop.rows("SELECT name FROM masters_brand WHERE name IN ('可口可乐', '乐事')") == []


@pytest.mark.parametrize("atomic", [False, True])
def test_it_is_made_with_the_rows_that_name_it(
    shop: Shop, importer: Importer, atomic: bool
) -> None:
    rows = ROWS[:3] if atomic else ROWS
    run = importer.check(
        importer.upload("product", workbook(HEAD, *rows)), make=True, atomic=atomic
    )
    assert (run["created"], run["refused"]) == (3, len(rows) - 3), importer.faults(run)
    assert shop.rows("SELECT name FROM masters_brand WHERE name IN ('可口可乐', '乐事')") == []

    done = importer.start(run)

    assert (done["created"], done["refused"]) == (3, len(rows) - 3), importer.faults(done)
    assert [one[1:] for one in made(shop)] == [
        ("听", "可口可乐", "饮料", "食品"), ("听", "可口可乐", "饮料", "食品"),
        (made(shop)[2][1], "乐事", "零食", "食品"),
    ]  # fmt: skip
    names = "SELECT name FROM masters_{} WHERE company_id = %s::bigint AND name IN {} ORDER BY name"
    assert (
        len(
            shop.rows(
                names.format("productcategory", "('食品','饮料','零食','日用')"), shop.company
            )
        )
        == 3
    )
    assert len(shop.rows(names.format("brand", "('可口可乐','乐事','无名')"), shop.company)) == 2
    audit = shop.rows(
        "SELECT form, action FROM kernel_auditentry WHERE company_id = %s::bigint"
        " AND (form = 'brand' OR changes ? 'make') ORDER BY 1",
        shop.company,
    )
    assert sorted(audit) == [("brand", "create"), ("brand", "create"), ("product", "import")]


def test_a_path_that_is_there_is_found(shop: Shop, importer: Importer) -> None:
    food = shop.master("product_category", code="SP", name="食品")
    shop.master("product_category", name="饮料", code="YL", parent=food)
    shop.master("product_category", code="YL2", name="饮料")

    done = importer.bring("product", workbook(HEAD[:5], ["N1", "可乐", "PCS", None, "食品/饮料"]))

    assert (done["created"], done["lacking"]) == (1, []), importer.faults(done)
    assert made(shop)[0][3:] == ("饮料", "食品")


def test_who_may_not_make_it_is_told_so(shop: Shop, client: Callable[..., ApiClient]) -> None:
    buyer = Importer(client("purchasing"), shop.company)
    head = ["日期", "供应商", "部门", "商品", "数量", "单价"]
    run = buyer.upload("purchase_order", workbook(head, ["2026-11-01", "P1", "新部门", "S1", 1, 2]))

    run = buyer.check(run, make=True)

    assert [(one["form"], one["count"], one["may"]) for one in run["lacking"]] == [
        ("department", 1, False)
    ]
    assert buyer.faults(run) == [(2, "部门", "import.may_not_make")]
    assert buyer.start(run)["created"] == 0
    assert shop.rows("SELECT name FROM masters_department WHERE name = '新部门'") == []


KEPT = ("masters_brand", "masters_unit", "masters_productcategory", "masters_product")
COUNTS = " UNION ALL ".join(f"SELECT '{one}', count(*) FROM {one}" for one in KEPT)
BRANDS = "SELECT name FROM masters_brand WHERE company_id = %s::bigint ORDER BY name"


@pytest.mark.parametrize("atomic", [False, True])
def test_what_only_refused_rows_name_is_taken_back(
    shop: Shop, importer: Importer, atomic: bool
) -> None:
    shop.product("N0", "在", barcode="6901234567892")
    before = shop.rows(BRANDS, shop.company)
    rows = [
        ["N1", "好", "PCS", "甲牌", "6900000000014"],
        ["N0", "同码", "PCS", "乙牌", ""],
        ["N3", "", "PCS", "丙牌", ""],
        ["N4", "同条码", "PCS", "丁牌", "6901234567892"],
        ["N5", "好", "PCS", "甲牌", ""],
    ]
    head = [*HEAD[:4], "条码"]
    run = importer.check(importer.upload("product", workbook(head, *rows)), make=True)
    assert (run["created"], run["refused"]) == (2, 3), importer.faults(run)

    if atomic:
        rows = [rows[0], rows[4]]
        run = importer.check(
            importer.upload("product", workbook(head, *rows)), make=True, atomic=True
        )
    done = importer.start(run)

    assert done["created"] == 2, importer.faults(done)
    assert {*shop.rows(BRANDS, shop.company)} - {*before} == {("甲牌",)}
    assert shop.rows(
        "SELECT count(*) FROM kernel_auditentry WHERE company_id = %s::bigint AND form = 'brand'"
        " AND action = 'create'", shop.company
    ) == [(1,)]  # fmt: skip


def test_all_or_nothing_makes_nothing_for_a_file_with_a_refused_row(
    shop: Shop, importer: Importer
) -> None:
    rows = [["N1", "好", "听", "甲牌", "零食"], ["N2", "", "听", "乙牌", "零食"]]
    run = importer.upload("product", workbook(HEAD[:5], *rows))
    before = shop.rows(COUNTS)
    run = importer.check(run, make=True, atomic=True)
    assert (run["created"], run["refused"]) == (1, 1)

    done = importer.start(run)

    assert (done["state"], done["created"], made(shop)) == ("refused", 0, [])
    assert shop.rows(COUNTS) == before
    assert shop.rows("SELECT count(*) FROM kernel_auditentry WHERE form = 'brand'") == [(0,)]


def test_cells_that_name_nothing_make_nothing(shop: Shop, importer: Importer) -> None:
    before = shop.rows(BRANDS, shop.company)
    cells = ["-", 0, "N/A", "无", "Nike", "ＮＩＫＥ", "nike "]
    rows = [[f"N{n}", f"货{n}", "PCS", cell, None] for n, cell in enumerate(cells)]

    done = importer.bring("product", workbook(HEAD[:5], *rows), make=True)

    assert (done["created"], done["refused"]) == (7, 0), importer.faults(done)
    assert {*shop.rows(BRANDS, shop.company)} - {*before} == {("Nike",)}
    assert [one[2] for one in made(shop)] == [None, None, None, None, "Nike", "Nike", "Nike"]


def test_they_are_made_by_few_statements(shop: Shop, importer: Importer) -> None:
    def asked(brands: int) -> int:
        rows = [[f"N{n}", f"货{n}", "PCS", f"牌{n % brands}-{brands}"] for n in range(40)]
        run = importer.upload("product", workbook(HEAD[:4], *rows))
        with CaptureQueriesContext(connection) as told:
            assert importer.check(run, make=True)["created"] == 40
        return len(told)

    assert asked(40) <= asked(2) + 10
