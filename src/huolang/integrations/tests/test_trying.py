"""A check confirms the documents of a file in their order: each meets what those before it left."""

from __future__ import annotations

from typing import Any

import pytest

from huolang.integrations.rows import trying
from tests.support.importing import Importer, and_its_end, workbook
from tests.support.shop import Shop, line

HEAD = ["单号", "客户", "仓库", "商品", "数量", "单价"]


@pytest.fixture
def importer(shop: Shop) -> Importer:
    shop.make("stock_receipt", line("S1", 10, unit_cost="1"))
    return Importer(shop.client, shop.company)


def sold(*quantities: int) -> bytes:
    rows = [[f"D{n}", "P1", "CK01", "S1", one, 4] for n, one in enumerate(quantities)]
    return workbook(HEAD, *rows)


def checked(importer: Importer, content: bytes, **choices: Any) -> dict[str, Any]:
    return importer.check(importer.upload("sales_delivery", content), confirm=True, **choices)


@pytest.mark.parametrize("atomic", [False, True])
def test_what_two_documents_oversell_together_is_told_before_the_import(
    shop: Shop, importer: Importer, atomic: bool
) -> None:
    before = shop.everything()

    found = checked(importer, sold(6, 6, 4), atomic=atomic)

    assert (found["created"], found["refused"]) == (2, 1)
    assert (found["tried"], found["tried_together"]) == (3, 3)
    assert importer.faults(found) == [(3, "数量", "ledger.not_enough_stock")]
    assert shop.everything() == and_its_end(before)
    if not atomic:
        assert importer.start(found)["created"] == 2
        assert shop.stock("S1")["on_hand"] == "0"
    assert shop.differences() == []


def test_goods_that_one_transfer_brings_are_there_for_the_next(
    shop: Shop, importer: Importer
) -> None:
    shop.warehouse("CK02", "门店")
    shop.warehouse("CK03", "城东仓")
    rows = [["A", "CK01", "CK02", "S1", 10], ["B", "CK02", "CK03", "S1", 7]]
    head = ["单号", "调出仓库", "调入仓库", "商品", "数量"]

    run = importer.upload("stock_transfer", workbook(head, *rows))
    found = importer.check(run, confirm=True)

    assert (found["created"], found["refused"], found["tried_together"]) == (2, 0, 2)
    assert importer.start(found)["created"] == 2


def test_two_deliveries_of_one_order_line_are_held_to_what_is_left_of_it(
    shop: Shop, importer: Importer
) -> None:
    order = shop.make("sales_order", line("S1", 8, "4"))
    head = [*HEAD, "订单行"]
    rows = [[f"D{n}", "P1", "CK01", "S1", 5, 4, f"{order['number']}#1"] for n in range(2)]

    found = importer.check(importer.upload("sales_delivery", workbook(head, *rows)), confirm=True)

    assert importer.faults(found) == [(3, "数量", "follow.more_than_open")]


def test_others_wait_for_a_while_only_and_the_rest_is_tried_by_itself(
    shop: Shop, importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "HOLDS", 0.0)
    before = shop.everything()

    found = checked(importer, sold(6, 6, 11))

    assert (found["tried"], found["tried_together"]) == (3, 1)
    assert importer.faults(found) == [(4, "数量", "ledger.not_enough_stock")]
    assert shop.everything() == and_its_end(before)
