"""Excel files: what stands in them is what was written, and nothing in them is run."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from huolang.kernel import sheet
from huolang.kernel.sheet import Column, Sheet, TooManyRows

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
COLUMNS = [
    Column(label="品名"),
    Column(label="金额", kind="money"),
    Column(label="日期", kind="date"),
]


def cells(path: Path) -> list[list[Any]]:
    """(kind, text) of every cell, row by row; kind `n` is a number, `f` a formula."""
    with zipfile.ZipFile(path) as book:
        page = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    return [[_cell(one) for one in row if len(one)] for row in page.iter(f"{MAIN}row")]


def _cell(cell: ElementTree.Element) -> tuple[str, str]:
    if cell.find(f"{MAIN}f") is not None:
        return "f", ""
    told = "".join(one.text or "" for one in cell.iter() if one.tag in (f"{MAIN}t", f"{MAIN}v"))
    return cell.get("t", "n"), told


def test_every_kind_is_written_as_what_it_is(tmp_path: Path) -> None:
    rows = [("螺丝", Decimal("12.50"), date(2026, 1, 31))]
    made = Sheet(title="销售", columns=COLUMNS, rows=rows, totals=["合计", Decimal("12.50"), None])

    count = sheet.write(tmp_path / "a.xlsx", made)

    assert count == 1
    assert cells(tmp_path / "a.xlsx") == [
        [("inlineStr", "品名"), ("inlineStr", "金额"), ("inlineStr", "日期")],
        [("inlineStr", "螺丝"), ("n", "12.5"), ("n", "46053")],
        [("inlineStr", "合计"), ("n", "12.5")],
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "http://evil", "a\x01b"])
def test_text_is_never_a_formula_nor_a_link(tmp_path: Path, text: str) -> None:
    sheet.write(tmp_path / "a.xlsx", Sheet(title=text, columns=COLUMNS, rows=[(text, 1, None)]))

    found = cells(tmp_path / "a.xlsx")

    assert found[1][0][0] == "inlineStr"
    assert (
        "hyperlink"
        not in zipfile.ZipFile(tmp_path / "a.xlsx").read("xl/worksheets/sheet1.xml").decode()
    )


def test_no_digit_is_lost(tmp_path: Path) -> None:
    large = Decimal("1234567890123456.78")

    sheet.write(tmp_path / "a.xlsx", Sheet(title="", columns=COLUMNS, rows=[("大", large, None)]))

    assert cells(tmp_path / "a.xlsx")[1][1] == ("inlineStr", "1234567890123456.78")


def test_zeros_behind_the_point_are_no_digits(tmp_path: Path) -> None:
    long = Decimal("12345678.90000000000")
    zeros = (Decimal(0), Decimal("0E-9"), Decimal("-0.00"), 0)
    rows = [("零", number, None) for number in (*zeros, long, Decimal("1E+3"), 10)]

    sheet.write(tmp_path / "a.xlsx", Sheet(title="", columns=COLUMNS, rows=rows))

    numbers = [row[1] for row in cells(tmp_path / "a.xlsx")[1:]]
    assert numbers == [("n", told) for told in ("0", "0", "0", "0", "12345678.9", "1000", "10")]


@pytest.mark.parametrize(
    ("given", "xml"),
    [
        (" a ", '<t xml:space="preserve"> a </t>'),
        ("<r>a</r> & b", "<t>&lt;r&gt;a&lt;/r&gt; &amp; b</t>"),
        ("a\x01b\uffff", "<t>a_x0001_b_xFFFF_</t>"),
        ("_x0041_", "<t>_x005F_x0041_</t>"),
        ("字𠮷", "<t>字𠮷</t>"),
    ],
)
def test_text_is_kept_to_the_letter(tmp_path: Path, given: str, xml: str) -> None:
    sheet.write(tmp_path / "a.xlsx", Sheet(title="", columns=COLUMNS, rows=[(given, 1, None)]))

    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        assert xml in book.read("xl/worksheets/sheet1.xml").decode()


def test_a_thousand_rows_stand_between_heading_and_totals(tmp_path: Path) -> None:
    rows = [(f"第 {n}", n, date(1900, 1, 1)) for n in range(1000)]
    made = Sheet(title="", columns=COLUMNS, rows=rows, totals=["合计", 499_500, None])

    assert sheet.write(tmp_path / "a.xlsx", made) == 1000

    found = cells(tmp_path / "a.xlsx")
    assert len(found) == 1002
    assert found[1] == [("inlineStr", "第 0"), ("n", "0"), ("n", "1")]
    assert found[1000][1] == ("n", "999") and found[1001][1] == ("n", "499500")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
    assert page.count('<row r="') == 1002 and '<row r="1002"' in page and "A1:C1002" in page


def test_cells_of_any_kind_are_what_they_are(tmp_path: Path) -> None:
    columns = [Column(label=str(n), kind="any") for n in range(5)]
    row = (7, 0.1 + 0.2, date(2026, 1, 31), datetime(2026, 1, 31, 12, tzinfo=UTC), "007")

    sheet.write(tmp_path / "a.xlsx", Sheet(title="", columns=columns, rows=[row]))

    assert cells(tmp_path / "a.xlsx")[1] == [
        ("n", "7"),
        ("n", "0.3"),
        ("n", "46053"),
        ("n", "46053.5"),
        ("inlineStr", "007"),
    ]


def test_an_instant_keeps_its_clock(tmp_path: Path) -> None:
    columns = [Column(label="时间", kind="datetime")]
    at = datetime(2026, 1, 31, 12, tzinfo=UTC)

    sheet.write(tmp_path / "a.xlsx", Sheet(title="", columns=columns, rows=[(at,)]))

    assert cells(tmp_path / "a.xlsx")[1] == [("n", "46053.5")]


def test_more_rows_than_a_sheet_holds_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "MOST_ROWS", 2)

    with pytest.raises(TooManyRows):
        sheet.write(
            tmp_path / "a.xlsx", Sheet(title="", columns=COLUMNS, rows=[("a", 1, None)] * 3)
        )
