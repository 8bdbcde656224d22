"""What can be read of the file, and what is said of one that cannot."""

from __future__ import annotations

import gzip
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from huolang.samples import retail_file
from huolang.samples.packed import BadFile
from huolang.samples.retail_file import RetailLine

RETAIL = Path(__file__).with_name("retail.csv")
HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"
LAMP = "500001,85123A,LAMP,6,2010-12-01 08:26:00,2.55,17850,United Kingdom"


def written(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    file = folder / "online_retail.csv"
    file.write_bytes("\r\n".join([HEADER, *lines]).encode(encoding))
    return file


def refusal(path: Path, month: str | None = None) -> str:
    with pytest.raises(BadFile) as refused:
        retail_file.read(path, month)
    return str(refused.value)


def test_a_line_is_read_with_its_code_in_capitals_and_its_price_as_typed(tmp_path: Path) -> None:
    file = written(
        tmp_path, ' 500001 , 85123a ," LAMP, BIG ",-6,2010-12-01 08:26:00,2.550,17850.0,'
    )

    (line,) = retail_file.read(file).lines

    assert line == RetailLine(
        number=2,
        invoice="500001",
        code="85123A",
        recased=True,
        description="LAMP, BIG",
        quantity=-6,
        moment=datetime(2010, 12, 1, 8, 26),  # noqa: DTZ001
        month="2010-12",
        price=Decimal("2.550"),
        customer="17850",
        country="Unspecified",
    )
    assert str(line.price) == "2.550"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_both_encodings_are_read_plain_or_packed(tmp_path: Path, encoding: str) -> None:
    file = written(tmp_path, LAMP.replace("LAMP", "CAFÉ £5"), encoding=encoding)
    packed = tmp_path / "online_retail.csv.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))

    for path in (file, packed):
        assert [line.description for line in retail_file.read(path).lines] == ["CAFÉ £5"]


def test_only_the_month_asked_for_is_taken_and_the_others_are_counted() -> None:
    file = retail_file.read(RETAIL, "2011-01")

    assert [line.invoice for line in file.lines] == ["500016", "C500017"]
    assert file.months == {"2010-12": 21, "2011-01": 2}
    assert file.rows == 23


@pytest.mark.parametrize(
    ("first", "later", "read"),
    [
        ("2010/12/1 8:26", "2010/12/13 8:26", (2010, 12, 1, 8, 26)),
        ("12/1/2010 8:26", "12/13/2010 8:26", (2010, 12, 1, 8, 26)),
        ("1/12/2010 8:26", "13/12/2010 8:26", (2010, 12, 1, 8, 26)),
    ],
)
def test_days_are_understood_as_spreadsheets_write_them(
    tmp_path: Path, first: str, later: str, read: tuple[int, ...]
) -> None:
    days = [LAMP.replace("2010-12-01 08:26:00", day) for day in (first, later)]

    lines = retail_file.read(written(tmp_path, *days)).lines

    assert lines[0].moment == datetime(*read)  # type: ignore[arg-type]  # noqa: DTZ001


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (LAMP.replace(",6,", ",six,"), "Quantity is not a whole number: 'six'"),
        (LAMP.replace(",6,", ",6.5,"), "Quantity is not a whole number: '6.5'"),
        (LAMP.replace("2.55", "NaN"), "UnitPrice is not a number: 'NaN'"),
        (LAMP.replace("2.55", '"2,55"'), "UnitPrice is not a number: '2,55'"),
        (LAMP.replace("2.55", "1e30"), "UnitPrice is not a number: '1e30'"),
        (LAMP.replace("2.55", "2.5512345"), "UnitPrice is not a number: '2.5512345'"),
        (LAMP.replace("2010-12-01", "2010-02-30"), "InvoiceDate is not a time"),
        (LAMP.replace("2010-12-01 08:26:00", "yesterday"), "InvoiceDate is not a time"),
        (LAMP.replace("85123A", " "), "StockCode is empty"),
        (LAMP.replace("500001", ""), "InvoiceNo is empty"),
        (LAMP.replace("17850", "9" * 41), "CustomerID has more than 40 characters"),
        (LAMP.replace("LAMP", "L" * 201), "Description has more than 200 characters"),
        (LAMP.replace("United Kingdom", "K" * 32), "Country has more than 31 characters"),
        (LAMP + ",more", "9 cells instead of 8"),
        ("500001,85123A", "2 cells instead of 8"),
        (LAMP.replace("LAMP", '"LAMP'), "not the row of a table"),
    ],
)
def test_a_broken_line_is_refused_with_its_number(tmp_path: Path, line: str, said: str) -> None:
    file = written(tmp_path, LAMP, line)

    answer = refusal(file)

    assert answer.startswith("line 3: ")
    assert said in answer


def test_a_file_without_a_column_is_refused_and_its_header_shown(tmp_path: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_text("InvoiceNo;StockCode;Description\n1;2;3\n")

    answer = refusal(file)

    assert answer.startswith("line 1: column InvoiceNo, StockCode, Description, Quantity,")
    assert "the header reads: InvoiceNo;StockCode;Description" in answer


def test_columns_may_stand_in_another_order(tmp_path: Path) -> None:
    names, cells = HEADER.split(","), LAMP.split(",")
    file = tmp_path / "turned.csv"
    file.write_text("\n".join([",".join(["Note", *names[::-1]]), ",".join(["", *cells[::-1]])]))

    (line,) = retail_file.read(file).lines

    assert (line.invoice, line.quantity, line.country) == ("500001", 6, "United Kingdom")


def test_neither_encoding_is_refused_with_the_line(tmp_path: Path) -> None:
    file = tmp_path / "binary.csv"
    file.write_bytes(f"{HEADER}\n{LAMP}\n".encode() + b"500002,\x81\x8d,\xff\n")

    assert refusal(file) == "line 3: neither UTF-8 nor Windows-1252 text; save it as CSV"


def test_a_damaged_missing_or_empty_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    packed = tmp_path / "half.csv.gz"
    packed.write_bytes(gzip.compress(RETAIL.read_bytes())[:300])
    empty, header = tmp_path / "empty.csv", tmp_path / "header.csv"
    empty.write_bytes(b"")
    header.write_text(HEADER)

    assert "is packed, and damaged" in refusal(packed)
    assert "there is no file" in refusal(tmp_path / "nowhere.csv")
    assert "cannot be read" in refusal(tmp_path)
    assert refusal(empty) == "the file is empty"
    assert refusal(header) == "there is no line below the header"


def test_a_month_that_is_not_in_the_file_is_refused() -> None:
    answer = refusal(RETAIL, "2012-05")

    assert answer == "no line is of 2012-05: the file goes from 2010-12 to 2011-01"


def test_days_that_could_be_months_are_refused(tmp_path: Path) -> None:
    file = written(tmp_path, LAMP.replace("2010-12-01", "12/1/2010"))

    assert "cannot tell day from month" in refusal(file)
