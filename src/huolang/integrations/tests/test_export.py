"""A list as a file: what is on the screen, for whoever may see it, and nothing that calculates."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from python_calamine import CalamineWorkbook

from huolang.integrations import files
from huolang.kernel.audit import AuditEntry
from huolang.kernel.company import acting
from tests.support.client import ApiClient
from tests.support.shop import Shop, line


def sheet(answer: Any) -> list[list[Any]]:
    """The lines of the only sheet of an .xlsx."""
    assert answer.status_code == 200, answer.content
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    assert len(book.sheet_names) == 1
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def table(answer: Any) -> list[list[str]]:
    """The lines of a .csv."""
    assert answer.status_code == 200, answer.content
    text = b"".join(answer.streaming_content)
    assert text.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))


def test_the_file_has_the_columns_of_the_list_and_what_is_in_them(shop: Shop) -> None:
    found = sheet(shop.client.get("/records/product/export"))

    assert found[0] == [
        "编码", "名称", "规格型号", "分类", "基本单位", "采购价", "销售价", "条码", "启用",
    ]  # fmt: skip
    assert found[1] == ["S1", "螺丝 1 号", "", "", "PCS 个", 2.5, 4, "", "是"]
    assert [row[0] for row in found[1:]] == ["S1", "S2", "S3"]


def test_headers_are_in_the_language_of_whoever_asks(shop: Shop, client: Any) -> None:
    found = table(client("admin", language="en").get("/records/product/export?format=csv"))

    assert found[0][:2] == ["Code", "Name"]
    assert found[1][-1] == "Yes"


def test_filters_order_and_search_are_those_of_the_list(shop: Shop) -> None:
    wanted = quote(json.dumps([["code", "!=", "S2"]]))

    address = f"/records/product/export?format=csv&filter={wanted}&sort=-code&fields=code"

    assert table(shop.client.get(address)) == [["编码"], ["S3"], ["S1"]]
    searched = shop.client.get("/records/product/export?format=csv&fields=code&q=S2")
    assert table(searched) == [["编码"], ["S2"]]


def test_documents_come_with_their_lines_and_the_header_beside_each(shop: Shop) -> None:
    made = shop.make("purchase_receipt", line("S1", 10, "2.5"), line("S2", 3, "4", remark="急"))

    address = "/records/purchase_receipt/export?format=csv&fields=number,remark,lines"
    head, *rows = table(shop.client.get(address))

    told = [dict(zip(head, row, strict=True)) for row in rows]
    assert [one["单据编号"] for one in told] == [made["number"]] * 2
    assert [one["商品"] for one in told] == ["S1 螺丝 1 号", "S2 螺丝 2 号"]
    assert [one["数量"] for one in told] == ["10", "3"]
    assert [one["采购入库明细·备注"] for one in told] == ["", "急"]


def test_numbers_and_days_are_numbers_and_days(shop: Shop) -> None:
    shop.make("purchase_receipt", line("S1", 10, "2.5"), date="2026-01-05")

    head, row = sheet(shop.client.get("/records/purchase_receipt/export"))

    told = dict(zip(head, row, strict=True))
    assert str(told["日期"]) == "2026-01-05"
    assert (told["不含税金额"], told["税额"], told["价税合计"]) == (25, 3.25, 28.25)
    assert told["状态"] == "已审核"


@pytest.mark.parametrize("name", ["=1+1", "+8613800000000", "-1", "@SUM(A1)", "＝1+1"])
def test_a_name_that_looks_like_a_formula_stays_a_name(shop: Shop, name: str) -> None:
    shop.product("X1", name)
    wanted = quote(json.dumps([["code", "=", "X1"]]))
    address = f"/records/product/export?filter={wanted}&fields=name"

    assert table(shop.client.get(f"{address}&format=csv"))[1] == [f"'{name}"]
    assert sheet(shop.client.get(address))[1] == [name]


def test_what_is_hidden_from_somebody_is_not_in_their_file(shop: Shop, client: Any) -> None:
    seller: ApiClient = client("sales")

    head = table(seller.get("/records/product/export?format=csv"))[0]
    asked = seller.get("/records/product/export?format=csv&fields=code,purchase_price")

    assert "销售价" in head and "采购价" not in head
    assert (asked.status_code, asked.json()["errors"][0]["field"]) == (422, "fields")


def test_nobody_exports_what_they_may_only_look_at(
    shop: Shop, client: Callable[..., ApiClient]
) -> None:
    nobody = client("nobody")

    refused = nobody.get("/records/product/export")

    assert (refused.status_code, refused.json()["code"]) == (403, "auth.forbidden")


def test_an_export_is_in_the_audit(shop: Shop) -> None:
    shop.client.get("/records/product/export?format=csv&fields=code&q=S1")

    with acting(shop.company):
        entry = AuditEntry.objects.get(action="export")
    assert (entry.form, entry.changes["rows"], entry.changes["search"]) == (
        "product",
        [None, 1],
        [None, "S1"],
    )


@pytest.mark.parametrize("query", ["format=pdf", "limit=5", "fields=secret", "sort=secret"])
def test_what_makes_no_sense_is_refused(shop: Shop, query: str) -> None:
    assert shop.client.get(f"/records/product/export?{query}").status_code == 422


def test_however_many_records_the_statements_stay_few(shop: Shop, statements: Any) -> None:
    for number in range(30):
        shop.make("purchase_receipt", line("S1", number + 1, "2.5"), line("S2", 1, "3"))

    with statements() as seen:
        rows = table(
            shop.client.get("/records/purchase_receipt/export?format=csv&fields=number,lines")
        )

    assert len(rows) == 61
    assert len(seen) <= 12, seen


@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "''@x", "-3", "'好", "O'Neill"])
def test_what_a_spreadsheet_would_calculate_is_guarded_and_comes_back(text: str) -> None:
    guarded = files.guarded(text)

    assert files.unguarded(guarded) == text
    assert not guarded.startswith(("=", "+", "-", "@"))
