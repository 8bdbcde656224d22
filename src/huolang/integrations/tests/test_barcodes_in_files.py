"""Files may name goods by bar code; the code of a case counts cases."""

from __future__ import annotations

import pytest

from tests.support.importing import Importer, text
from tests.support.shop import Shop

HEAD = ["单据编号", "日期", "供应商", "仓库", "商品", "数量", "单价"]
LINES = """
SELECT p.code, u.code, l.quantity::int, l.unit_price::int FROM purchasing_purchaseorderline l
JOIN masters_product p ON p.company_id = l.company_id AND p.id = l.product_id
JOIN masters_unit u ON u.company_id = l.company_id AND u.id = l.unit_id
WHERE l.company_id = %s::bigint ORDER BY l.position
"""
PIECE, CASE, TAKEN = "6901234567892", "16901234567899", "6900000000007"


@pytest.fixture
def importer(shop: Shop) -> Importer:
    case = {"unit": {"code": "BOX"}, "numerator": "12", "barcode": CASE}
    shop.product("T1", "茶", barcode=PIECE, units=[case])
    shop.product(TAKEN, "编码是数字")
    shop.product("T2", "条码同上", barcode="6900000000014")
    return Importer(shop.client, shop.company)


def row(product: str, quantity: int, *more: str) -> list[str]:
    return ["A", "2026-01-05", "P1", "CK01", product, str(quantity), "5", *more]


def test_a_bar_code_names_the_goods_and_their_unit(shop: Shop, importer: Importer) -> None:
    shown = [*HEAD, "单位"]
    content = text(
        shown,
        row(PIECE, 3, ""),
        row(CASE, 2, ""),
        row(CASE, 24, "PCS"),
        row(TAKEN, 1, ""),
    )

    done = importer.bring("purchase_order", content, confirm=True)

    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    assert shop.rows(LINES, shop.company) == [
        ("T1", "PCS", 3, 5),
        ("T1", "BOX", 2, 5),
        ("T1", "PCS", 24, 5),
        (TAKEN, "PCS", 1, 5),
    ]


def test_the_code_of_a_case_means_no_pieces_where_only_these_are_counted(
    shop: Shop, importer: Importer
) -> None:
    head = ["说明", "仓库", "商品", "新单位成本"]
    done = importer.bring("revaluation", text(head, ["跌价", "CK01", CASE, "5"]))
    assert importer.faults(done) == [(2, "商品", "import.barcode_of_unit")]
    assert shop.rows("SELECT id FROM inventory_revaluation") == []


def test_a_bar_code_nobody_has_is_told_at_its_cell(shop: Shop, importer: Importer) -> None:
    done = importer.bring("purchase_order", text(HEAD, row("6999999999999", 3)))
    assert importer.faults(done) == [(2, "商品", "reference.unknown")]
    assert shop.rows(LINES, shop.company) == []


def test_the_digits_of_a_bar_code_are_kept_as_a_scanner_reads_them(
    shop: Shop, importer: Importer
) -> None:
    """Labels set them apart, and some programs write wide ones."""
    rows = [
        ["N1", "甲", "PCS", "690 012 345 6785"],
        ["N2", "乙", "PCS", "６９００１２３４５６７９２"],
    ]
    rows.append(["N3", "丙", "PCS", "AB 12"])

    done = importer.bring("product", text(["编码", "名称", "单位", "条码"], *rows))

    assert (done["created"], importer.faults(done)) == (3, [])
    codes = "SELECT barcode FROM masters_product WHERE starts_with(code, %s) ORDER BY code"
    assert shop.rows(codes, "N") == [
        ("6900123456785",),
        ("6900123456792",),
        ("AB 12",),
    ]
