"""行仓库: what a file or a paper says of the warehouse of a line."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from tests.support.importing import Importer, workbook
from tests.support.shop import Shop, line

HEAD = {
    "stock_receipt": "其他入库明细·仓库",
    "stock_issue": "其他出库明细·仓库",
    "opening_stock": "期初库存明细·仓库",
}


@pytest.fixture
def store(trade: Shop) -> Shop:
    """CK01 and CK02 have 50 screws each, at 2."""
    trade.warehouse("CK02", "门市")
    there = line("LS8", 50, unit_cost="2", warehouse={"code": "CK02"})
    trade.make("stock_receipt", line("LS8", 50, unit_cost="2"), there)
    return trade


def lies(shop: Shop) -> dict[str, str]:
    found = shop.ok(shop.client.get("/stock?by=product,warehouse"))["items"]
    return {one["warehouse"]["code"]: one["on_hand"] for one in found}


@pytest.mark.parametrize(
    ("form", "then"),
    [
        ("stock_receipt", {"CK01": "60", "CK02": "55"}),
        ("stock_issue", {"CK01": "40", "CK02": "45"}),
        ("opening_stock", {"CK01": "60", "CK02": "55"}),
    ],
)
def test_a_file_names_the_warehouse_of_a_line_and_the_export_does(
    store: Shop, form: str, then: dict[str, str]
) -> None:
    importer = Importer(store.client, store.company)
    head = ["单据编号", "仓库", "商品", "数量", HEAD[form]]
    rows = [["A-1", "CK01", "LS8", 10, None], ["A-1", "CK01", "LS8", 5, "门市"]]
    if form != "stock_issue":
        head, rows = [*head, "单位成本"], [[*row, 3] for row in rows]

    done = importer.bring(form, workbook(head, *rows), confirm=True)

    assert (done["created"], done["refused"]) == (1, 0), importer.faults(done)
    assert lies(store) == then
    asked = store.client.get(f"/records/{form}/export?format=csv&fields=warehouse,lines")
    told = b"".join(asked.streaming_content).decode("utf-8-sig")
    found = [row[HEAD[form]] for row in csv.DictReader(io.StringIO(told))]
    assert found.count("CK02 门市") == (2 if form == "stock_receipt" else 1)
    assert store.differences() == []


def test_paper_says_it_where_a_line_has_one(store: Shop) -> None:
    def columns(*lines: Any) -> list[str]:
        made = store.make("stock_issue", *lines)
        paper = store.ok(store.client.get(f"/records/stock_issue/{made['id']}/print"))
        return [one["name"] for one in paper["tables"][0]["columns"]]

    assert "warehouse" not in columns(line("LS8", 1))
    assert "warehouse" in columns(line("LS8", 1), line("LS8", 1, warehouse={"code": "CK02"}))


def test_a_warehouse_that_is_not_there_is_refused_at_its_line(store: Shop) -> None:
    before = store.everything()

    for form in HEAD:
        refused = store.send(form, line("LS8", 1), line("LS8", 1, warehouse={"code": "CK09"}))
        assert refused.status_code == 422
        assert [one["field"] for one in refused.json()["errors"]] == ["lines.1.warehouse"]
    assert store.everything() == before
