"""What is asked of many rows: a long ledger page by page, and files that are not kept in memory."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest

from huolang.kernel import sheet
from huolang.reports import reading
from tests.support.reports import all_pages, report
from tests.support.shop import Shop, days_ago, line

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cells(answer: Any) -> list[list[str]]:
    content = b"".join(answer.streaming_content)
    page = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    return [
        [text for cell in row if (text := "".join(cell.itertext()))]
        for row in ElementTree.fromstring(page).iter(f"{MAIN}row")
    ]


def traded(shop: Shop) -> None:
    """S1: 10 for 20.00, then 10 for 40.00 dated before it, 4 out; S2 in two warehouses."""
    shop.make("purchase_receipt", line("S1", 10, 2), date=days_ago(9))
    shop.make("sales_delivery", line("S1", 4, 9), date=days_ago(5))
    shop.make("purchase_receipt", line("S1", 10, 4), date=days_ago(7))
    shop.make("purchase_receipt", line("S2", 3, 1), date=days_ago(3))
    shop.make("purchase_receipt", line("S2", 2, 1), date=days_ago(2), warehouse={"code": "CK02"})


@pytest.mark.parametrize("sort", ["day", "-day", "product", "-warehouse", "document", "-quantity"])
def test_the_pages_of_the_ledger_are_the_whole_of_it(shop: Shop, sort: str) -> None:
    traded(shop)
    period = {"since": days_ago(20), "until": days_ago(0), "sort": sort}

    whole = report(shop.client, "stock_entries", **period)

    assert whole["rows"] == len(whole["items"]) == 5
    assert whole["totals"]["value"] == "53.00"  # 60 − 4 × 3, and 5 for S2
    assert all_pages(shop.client, "stock_entries", limit=2, **period) == whole["items"]


def test_a_correction_is_told_of_one_product_and_of_all_alike(shop: Shop) -> None:
    traded(shop)
    period = {"since": days_ago(20), "until": days_ago(0)}

    of_all = report(shop.client, "stock_entries", **period)
    of_one = report(shop.client, "stock_entries", **period, product=shop.ids["S1"])

    told = [(one["quantity"], one["cost"], one["adjustment"]) for one in of_one["items"]]
    assert told == [("-4", "-8.00", "-4.00"), ("10", "40.00", "0.00"), ("10", "20.00", "0.00")]
    assert [one for one in of_all["items"] if one in of_one["items"]] == of_one["items"]


def test_a_file_has_the_rows_of_the_page_however_few_records_it_remembers(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    traded(shop)
    period = f"since={days_ago(20)}&sort=day"
    before = cells(shop.client.get(f"/reports/stock_entries.xlsx?{period}"))
    monkeypatch.setattr(reading, "CHUNK", 1)
    monkeypatch.setattr(reading, "REMEMBERED", 0)

    after = cells(shop.client.get(f"/reports/stock_entries.xlsx?{period}"))

    at = next(index for index, row in enumerate(after) if row[0] == "单据")
    assert after[at:] == before[at:] and len(after[at:]) == 7
    assert after[at + 1][0].startswith("CG") and after[-1][0] == "合计"


def test_more_rows_than_a_sheet_holds_are_refused_before_any_is_written(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    traded(shop)
    monkeypatch.setattr(sheet, "MOST_ROWS", 4)
    with monkeypatch.context() as nobody:
        nobody.setattr(reading, "name_records", None)  # asks for a row
        answer = shop.client.get(f"/reports/stock_entries.xlsx?since={days_ago(20)}")

    assert (answer.status_code, answer.json()["code"]) == (422, "sheet.too_many_rows")
    assert report(shop.client, "stock_entries", since=days_ago(20))["rows"] == 5
