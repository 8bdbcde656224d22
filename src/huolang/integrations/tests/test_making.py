"""Simple records that rows name and that are not there are told, and made if somebody says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

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
