"""The day of documents in files: whatever its column is called, nothing is booked today unsaid."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.support.importing import Importer, workbook
from tests.support.shop import Shop

HEAD = ["单号", "客户", "仓库", "商品", "数量", "单价"]
ROW = ["A", "P1", "CK01", "S1", 2, 4]


@pytest.fixture
def importer(shop: Shop) -> Importer:
    return Importer(shop.client, shop.company)


@pytest.mark.parametrize(
    ("form", "heads", "best"),
    [
        ("sales_delivery", ["开单日期"], 0),
        ("sales_delivery", ["制单日期", "业务日期"], 1),
        ("sales_delivery", ["下单时间", "出库日期", "制单日期"], 1),
        ("sales_delivery", ["销售日期", "到期日"], 0),
        ("sales_order", ["下单时间"], 0),
        ("sales_order", ["交货日期", "订单日期"], 1),
        ("sales_order", ["发货日期"], None),
        ("purchase_receipt", ["生产日期", "入库日期"], 1),
        ("purchase_receipt", ["采购日期"], 0),
        ("customer_payment", ["收款日期"], 0),
        ("supplier_payment", ["付款日期"], 0),
        ("stock_count", ["盘点日期"], 0),
        ("sales_delivery", ["开单日期", "日期"], 1),
    ],
)
def test_the_day_is_known_by_many_names(
    importer: Importer, form: str, heads: list[str], best: int | None
) -> None:
    run = importer.upload(form, workbook(["备注", *heads], ["", *[date(2026, 11, 2)] * len(heads)]))

    found = [int(n) - 1 for n, path in run["matching"].items() if path == "date"]
    assert found == ([] if best is None else [best])


@pytest.mark.parametrize("day", [date(2026, 10, 2), "2026-10-02 09:30:00", "2026/10/2"])
def test_documents_are_of_their_day(shop: Shop, importer: Importer, day: Any) -> None:
    run = importer.bring("sales_order", workbook([*HEAD, "下单时间"], [*ROW, day]))

    assert importer.faults(run) == []
    assert str(shop.one("SELECT date FROM sales_salesorder")) == "2026-10-02"


def test_days_that_are_no_ones_are_told(shop: Shop, importer: Importer) -> None:
    content = workbook([*HEAD, "何时"], [*ROW, date(2026, 10, 2)], [*ROW, date(2026, 10, 2)])

    run = importer.check(importer.upload("sales_order", content))

    notes = run["findings"]["notes"]
    assert [(one["row"], one["column"], one["code"]) for one in notes] == [
        (0, "何时", "import.no_day")
    ]
    run = importer.check(run, matching={**run["matching"], "6": "date"})
    assert run["findings"]["notes"] == []


def test_a_file_without_days_is_of_today_and_says_nothing(importer: Importer) -> None:
    run = importer.check(importer.upload("sales_order", workbook(HEAD, ROW)))

    assert run["findings"]["notes"] == []
