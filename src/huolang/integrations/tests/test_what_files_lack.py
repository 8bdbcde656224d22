"""What a file leaves out, or has in other letters or at length, is understood or told."""

from __future__ import annotations

import pytest

from tests.support.importing import Importer, text
from tests.support.shop import Shop, line

ORDERS = ["单据编号", "日期", "供应商", "仓库", "商品", "数量", "单价", "单位"]
RECEIPTS = ["单据编号", "日期", "供应商", "仓库", "商品", "数量", "订单行"]
DAY = "2026-01-05"
WIDE = "６９０１２３４５"


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def test_a_line_without_unit_counts_in_that_of_the_line_it_goes_on_from(
    shop: Shop, importer: Importer
) -> None:
    """Ordered are 5 boxes of 12; 3 of them are boxes in a file, pieces from a program."""
    box = shop.master("unit", code="XIANG", name="大箱")
    shop.product("BOX", units=[{"unit": {"id": box}, "numerator": "12"}], purchase_price="1")
    ordered = text(ORDERS, ["OLD-0001", DAY, "P1", "CK01", "BOX", "5", "24", "大箱"])
    done = importer.bring("purchase_order", ordered, confirm=True)
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)

    received = text(RECEIPTS, ["OLD-0002", DAY, "P1", "CK01", "BOX", "3", "OLD-0001#1"])
    done = importer.bring("purchase_receipt", received, confirm=True)

    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    assert shop.stock("BOX")["on_hand"] == "36"
    ((order,),) = shop.rows("SELECT id FROM purchasing_purchaseorderline")
    told = {"order_line": str(order)}
    made = shop.make("purchase_receipt", line("BOX", 12, **told), date=DAY)
    assert (made["lines"][0]["unit"]["code"], made["total"]) == ("PCS", "27.12")
    assert shop.stock("BOX")["on_hand"] == "48"
    assert shop.differences() == []


def test_wide_figures_of_a_bar_code_are_plain_ones(shop: Shop, importer: Importer) -> None:
    shop.product("EAN", "扫码品", barcode="69012345", purchase_price="1")
    shop.product("BIG", "全角品", barcode="６９９９", purchase_price="1")
    head = ORDERS[:-1]
    rows = [["A", DAY, "P1", "CK01", code, "3", "1"] for code in (WIDE, "6999", "６９９９")]

    done = importer.bring("purchase_order", text(head, *rows))

    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    for asked, name in ((WIDE, "扫码品"), ("6999", "全角品")):
        found = shop.ok(shop.client.get(f"/records/product?q={asked}"))["items"]
        assert [one["name"] for one in found] == [name]
        scanned = shop.ok(shop.client.get(f"/handling/meaning?code={asked}"))
        assert [one["name"] for one in scanned["goods"]] == [name]


def test_a_page_of_text_in_a_cell_is_told_by_its_beginning(shop: Shop, importer: Importer) -> None:
    page = "长" * 30_000
    rows = text(ORDERS[:-1], ["A", DAY, page, "CK01", "S1", "3", "1"])

    run = importer.upload("purchase_order", rows)
    done = importer.check(run)

    told = shop.ok(shop.client.get(f"/imports/{run['id']}/errors"))["items"]
    assert [one["code"] for one in told[0]["errors"]] == ["reference.unknown"]
    assert max(len(one["message"]) for one in told[0]["errors"]) < 200
    assert max(map(len, [*told[0]["cells"], *done["samples"][0]])) < 200


def test_a_list_of_customers_says_once_that_they_all_are(shop: Shop, importer: Importer) -> None:
    listed = text(["客户编码", "客户名称"], ["K1", "甲公司"], ["K2", "乙公司"])

    run = importer.upload("partner", listed)

    assert run["fixed"] == {"is_customer": "true"}
    assert [one["path"] for one in run["columns"] if one["once"]] == ["is_supplier", "is_customer"]
    done = importer.start(importer.check(run, fixed={"is_customer": "true", "is_supplier": "true"}))
    assert (done["created"], done["refused"]) == (2, 0), importer.faults(done)
    roles = "SELECT code, is_customer, is_supplier FROM masters_partner WHERE code LIKE 'K%%'"
    assert sorted(shop.rows(roles)) == [("K1", True, True), ("K2", True, True)]
    plain = importer.upload("partner", text(["编码", "名称"], ["K3", "丙公司"]))
    assert plain["fixed"] == {}
    told = importer.upload("partner", text(["编码", "客户名称", "供应商"], ["K3", "丙公司", "是"]))
    assert told["fixed"] == {}
