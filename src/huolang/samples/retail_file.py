"""Reads the file "Online Retail" as its user saved it: one line of one invoice per row.

Everything that cannot be understood is refused with the number of its line, before anything of
the file is used. Both UTF-8 and Windows-1252 are read, plain or packed by gzip; days are written
2010-12-01, 2010/12/1, 12/1/2010 or 1/12/2010, one way throughout the file.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from huolang.samples.packed import BadFile, kindly, unpacked

COLUMNS = (
    "InvoiceNo",
    "StockCode",
    "Description",
    "Quantity",
    "InvoiceDate",
    "UnitPrice",
    "CustomerID",
    "Country",
)
NEEDED = ("InvoiceNo", "StockCode")
LONGEST = {"InvoiceNo": 40, "StockCode": 40, "Description": 200, "CustomerID": 40, "Country": 31}
"""Characters; a walk-in customer's code is WALK-IN and the country."""

UNSPECIFIED = "Unspecified"
"""The country of a line that names none; the file itself says it so."""

_INTEGER = re.compile(r"-?[0-9]{1,9}", re.ASCII)
_PRICE = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,6})?", re.ASCII)
_YEAR_FIRST = re.compile(
    r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})[ T]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?",
    re.ASCII,
)
_YEAR_LAST = re.compile(
    r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}) ([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?", re.ASCII
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_ENCODINGS = ("utf-8-sig", "cp1252")
"""Tried in this order; whatever is UTF-8 is no Windows-1252 by chance."""


class RetailLine(NamedTuple):
    """One row. `quantity` as typed (negative: goods come back or are written off), `moment` the
    local time of the invoice, `code` in capitals, `recased` when the file wrote it otherwise.

    A tuple because a file has half a million of them."""

    number: int
    invoice: str
    code: str
    recased: bool
    description: str
    quantity: int
    moment: datetime
    month: str
    price: Decimal
    customer: str
    country: str

    @property
    def amount(self) -> Decimal:
        """Quantity × price, exactly."""
        return self.quantity * self.price


@dataclass(slots=True)
class RetailFile:
    """The lines that were asked for, and how many of each month the file has."""

    lines: list[RetailLine] = field(default_factory=list[RetailLine])
    months: Counter[str] = field(default_factory=Counter[str])

    @property
    def rows(self) -> int:
        """All lines of the file but its header."""
        return self.months.total()


def read(path: Path, month: str | None = None) -> RetailFile:
    """The lines of `month` ("2010-12"), or all; of other lines only the day is looked at."""
    with kindly(path):
        for encoding in _ENCODINGS:
            try:
                found = _read(path, encoding, month)
                break
            except UnicodeDecodeError:
                continue
        else:
            where = _undecodable(path)
            raise BadFile("neither UTF-8 nor Windows-1252 text; save it as CSV", where)
    if not found.lines:
        first, last = min(found.months), max(found.months)
        raise BadFile(f"no line is of {month}: the file goes from {first} to {last}")
    return found


def _read(path: Path, encoding: str, month: str | None) -> RetailFile:
    understand, keep, found = _clock(path, encoding), _Keeper(), RetailFile()
    months, lines = found.months, found.lines
    for number, row in _rows(path, encoding):
        when = understand(row[4], number)
        months[when[1]] += 1
        if month is None or month == when[1]:
            lines.append(keep.line(number, row, when))
    return found


def _undecodable(path: Path) -> int:
    """The first line with bytes that stand for nothing in Windows-1252."""
    with unpacked(path) as source:
        for number, line in enumerate(source, start=1):
            try:
                line.decode(_ENCODINGS[-1])
            except UnicodeDecodeError:
                return number
    return 1


def _rows(path: Path, encoding: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Every row but the header, its cells in the order of COLUMNS, with its line number."""
    with unpacked(path) as source, io.TextIOWrapper(source, encoding, newline="") as text:
        reader = csv.reader(text, strict=True)
        try:
            header = next(reader, None)
            if header is None:
                raise BadFile("the file is empty")
            order, width = _order(header), len(header)
            straight = order == list(range(width))
            for row in reader:
                if len(row) == width:
                    yield reader.line_num, row if straight else [row[n] for n in order]
                elif row:
                    counted = f"{len(row)} cells instead of {width}"
                    raise BadFile(f"{counted}: {','.join(row)[:80]}", reader.line_num)
        except csv.Error as error:
            raise BadFile(f"not the row of a table: {error}", reader.line_num) from error


def _order(header: Sequence[str]) -> list[int]:
    """Where each of our columns stands in the file."""
    names = [name.strip().replace(" ", "").lower() for name in header]
    missing = [name for name in COLUMNS if name.lower() not in names]
    if missing:
        said = ",".join(header)[:80]
        raise BadFile(f"column {', '.join(missing)} is missing; the header reads: {said}", 1)
    return [names.index(name.lower()) for name in COLUMNS]


When = tuple[datetime, str]
"""A moment and its month."""
Clock = Callable[[str, int], When]


def _clock(path: Path, encoding: str) -> Clock:
    """How this file writes the time, remembered for every time that was understood."""
    first = next(_rows(path, encoding), None)
    if first is None:
        raise BadFile("there is no line below the header")
    if _YEAR_LAST.fullmatch(first[1][4].strip()) is None:
        return _reading(_YEAR_FIRST, (0, 1, 2))
    day_first = _day_first(path, encoding)
    return _reading(_YEAR_LAST, (2, 1, 0) if day_first else (2, 0, 1))


def _day_first(path: Path, encoding: str) -> bool:
    """Whether 1/12/2010 is a day of December: told by the first day after the twelfth."""
    for _number, row in _rows(path, encoding):
        found = _YEAR_LAST.fullmatch(row[4].strip())
        if found is not None and int(found[1]) > 12:
            return True
        if found is not None and int(found[2]) > 12:
            return False
    raise BadFile("cannot tell day from month in InvoiceDate; write days as 2010-12-01")


def _reading(pattern: re.Pattern[str], order: tuple[int, int, int]) -> Clock:
    known: dict[str, When] = {}

    def understand(cell: str, number: int) -> When:
        when = known.get(cell)
        if when is None:
            when = known[cell] = _moment(pattern, order, cell, number)
        return when

    return understand


def _moment(pattern: re.Pattern[str], order: tuple[int, int, int], cell: str, number: int) -> When:
    found = pattern.fullmatch(cell.strip())
    try:
        if found is None:
            raise ValueError(cell)
        figures = [int(part or 0) for part in found.groups()]
        moment = datetime(*(figures[n] for n in order), *figures[3:])  # noqa: DTZ001
    except ValueError as error:
        raise BadFile(f"InvoiceDate is not a time: {cell[:40]!r}", number) from error
    return moment, f"{moment:%Y-%m}"


class _Keeper:
    """Makes lines; equal texts and prices are kept once, for the file repeats them often."""

    def __init__(self) -> None:
        self._texts: dict[tuple[str, str], str] = {}
        self._prices: dict[str, Decimal] = {}

    def line(self, number: int, row: Sequence[str], when: When) -> RetailLine:
        invoice, typed, description, quantity, _when, price, customer, country = row
        text, code = self._text, self._text("StockCode", typed, number)
        capitals = code.upper()
        moment, month = when
        return RetailLine(
            number,
            text("InvoiceNo", invoice, number),
            capitals,
            capitals != code,
            text("Description", description, number),
            _integer(quantity, number),
            moment,
            month,
            self._price(price, number),
            text("CustomerID", customer, number),
            text("Country", country, number),
        )

    def _text(self, column: str, cell: str, number: int) -> str:
        text = self._texts.get((column, cell))
        if text is None:
            text = self._texts[column, cell] = _tidied(column, cell, number)
        return text

    def _price(self, cell: str, number: int) -> Decimal:
        price = self._prices.get(cell)
        if price is None:
            typed = cell.strip()
            if _PRICE.fullmatch(typed) is None:
                raise BadFile(f"UnitPrice is not a number: {cell[:40]!r}", number)
            price = self._prices[cell] = Decimal(typed)
        return price


def _tidied(column: str, cell: str, number: int) -> str:
    text = _CONTROL.sub(" ", cell).strip()
    if column in NEEDED and not text:
        raise BadFile(f"{column} is empty", number)
    if column == "CustomerID":
        text = text.removesuffix(".0")
    if column in ("CustomerID", "InvoiceNo"):
        text = text.upper()
    elif column == "Country":
        text = text or UNSPECIFIED
    if len(text) > LONGEST[column]:
        raise BadFile(f"{column} has more than {LONGEST[column]} characters", number)
    return text


def _integer(cell: str, number: int) -> int:
    typed = cell.strip()
    if _INTEGER.fullmatch(typed) is None:
        raise BadFile(f"Quantity is not a whole number: {cell[:40]!r}", number)
    return int(typed)
