"""The shops whose numbers files have: however they are written, and named late or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.importing import Importer, text
from tests.support.shop import Shop

RECEIPTS = ["单据编号", "日期", "供应商", "仓库", "商品", "数量", "单价"]
DAY = "2026-01-05"


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


def bring(importer: Importer, number: str, quantity: int, shop: str) -> list[tuple[Any, ...]]:
    rows = [number, DAY, "P1", "CK01", "S1", str(quantity), "100"]
    choices = {"numbers": "theirs", "source": shop}
    done = importer.bring("purchase_receipt", text(RECEIPTS, rows), confirm=True, **choices)
    return importer.faults(done)


def told(importer: Importer, form: str, content: bytes, **choices: Any) -> list[str]:
    """What the check says of the rows."""
    run = importer.check(importer.upload(form, content), **choices)
    found = importer.client.get(f"/imports/{run['id']}/errors?limit=50").json()["items"]
    return [fault["message"] for one in found for fault in one["errors"]]


def test_a_shop_is_one_however_it_is_written(shop: Shop, importer: Importer) -> None:
    assert bring(importer, "SA-1001", 3, "B店") == []
    before = shop.everything()["purchasing_purchasereceipt"]

    for again in ("b店", "B 店", "Ｂ店"):
        assert bring(importer, "SA-1001", 4, again) == [(2, "单据编号", "import.entered_before")]

    assert shop.everything()["purchasing_purchasereceipt"] == before
    run = importer.upload("purchase_receipt", text(RECEIPTS, ["X"] * len(RECEIPTS)))
    assert len(run["sources"]) == 1


def test_a_number_that_came_without_a_shop_is_asked_about_and_still_found(
    shop: Shop, importer: Importer
) -> None:
    assert bring(importer, "SA-1001", 3, "") == []
    before = shop.everything()["purchasing_purchasereceipt"]
    wrong = [(2, "单据编号", "import.entered_of_no_shop")]
    assert bring(importer, "SA-1001", 4, "A店") == wrong
    assert shop.everything()["purchasing_purchasereceipt"] == before
    assert bring(importer, "A店-SA-1001", 4, "A店") == []
    assert bring(importer, "A店-SA-1001", 4, "") == [(2, "单据编号", "import.entered_before")]

    back = text([*RECEIPTS, "入库行"], ["R1", DAY, "P1", "CK01", "S1", "1", "", "sa-1001#1"])
    done = importer.bring("purchase_return", back, confirm=True, numbers="theirs", source="A店")
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    pay = text(
        ["单据编号", "供应商", "金额", "往来", "付款核销明细·本次核销"],
        ["支1", "P1", "9", "SA-1001", "9"],
    )
    done = importer.bring("supplier_payment", pay, numbers="theirs", source="a 店")
    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)


def test_which_documents_are_meant_is_told_so_that_people_see_it(
    shop: Shop, importer: Importer
) -> None:
    shop.partner("P2", "别家")
    assert bring(importer, "SA-1001", 3, "A店") == []
    assert bring(importer, "SA-1001", 3, "B店") == []
    back = text([*RECEIPTS, "入库行"], ["R1", DAY, "P1", "CK01", "S1", "1", "", "SA-1001#1"])
    ours = "CGRK-20260105-000"
    assert told(importer, "purchase_return", back) == [
        f"SA-1001 可能指 文件里的、这里是 {ours}1（{DAY} 华联商贸 A店）、"
        f"文件里的、这里是 {ours}2（{DAY} 华联商贸 B店）；请选择源单编号是原来系统的并写明店铺，"
        "或者改写成本系统的编号并选择编号是本系统的"
    ]
    made = f"{ours}2"
    assert bring(importer, f"{ours}9", 3, "A店") == []  # files have numbers of this kind
    back = text(
        ["单据编号", "供应商", "金额", "往来", "付款核销明细·本次核销"],
        ["支1", "P1", "9", made, "9"],
    )
    assert told(importer, "supplier_payment", back) == [
        f"{made} 可能指 本系统的 {made}（{DAY}）、原来系统里还没有导入的同号单据；"
        "请在“往来单据类型”“往来单据日期”里写明是哪一张，"
        "或者选择源单编号是本系统的，还是原来系统的"
    ]
