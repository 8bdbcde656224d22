"""Reads the tables of "Northwind" as their user saved them: one .csv (or .csv.gz) for each table.

Everything that cannot be understood is refused with file and line, before anything is used. Text
that was written as UTF-8 and read as Windows-1252 once too often (MÃ¼nster) is put right.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from huolang.kernel.money import round_half_up
from huolang.samples.packed import BadFile, kindly, unpacked

COLUMNS = {
    "Categories": "CategoryID CategoryName Description",
    "Suppliers": "SupplierID CompanyName ContactName ContactTitle Address City Region PostalCode"
    " Country Phone Fax HomePage",
    "Shippers": "ShipperID CompanyName Phone",
    "Customers": "CustomerID CompanyName ContactName ContactTitle Address City Region PostalCode"
    " Country Phone Fax",
    "Employees": "EmployeeID LastName FirstName Title HomePhone Extension",
    "Region": "RegionID RegionDescription",
    "Territories": "TerritoryID TerritoryDescription RegionID",
    "EmployeeTerritories": "EmployeeID TerritoryID",
    "Products": "ProductID ProductName SupplierID CategoryID QuantityPerUnit UnitPrice"
    " UnitsInStock UnitsOnOrder ReorderLevel Discontinued",
    "Orders": "OrderID CustomerID EmployeeID OrderDate RequiredDate ShippedDate ShipVia Freight"
    " ShipName ShipAddress ShipCity ShipRegion ShipPostalCode ShipCountry",
    "Order_Details": "OrderID ProductID UnitPrice Quantity Discount",
}
"""What is used of each table; the first column names the row (but for `MANY`)."""
COLUMNS_OF = {table: tuple(columns.split()) for table, columns in COLUMNS.items()}
LINES, COVERED = "Order_Details", "EmployeeTerritories"
MANY = (LINES, COVERED)
"""Tables whose rows have no name of their own."""
REFERS = {
    "SupplierID": "Suppliers",
    "CategoryID": "Categories",
    "CustomerID": "Customers",
    "EmployeeID": "Employees",
    "ShipVia": "Shippers",
    "OrderID": "Orders",
    "ProductID": "Products",
    "RegionID": "Region",
    "TerritoryID": "Territories",
}
"""The table whose row a column names."""
OPTIONAL = frozenset(("EmployeeID", "ShipVia", "SupplierID", "CategoryID"))
"""References that may be empty, in whoever refers."""
LONGEST = 200
RATE_DIGITS = 4
"""Digits of a discount; what single precision adds behind them (0.15000001) is not meant."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,20})?|\.[0-9]{1,20}", re.ASCII)
_US_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?: [0-9:. ]+)?", re.ASCII)
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T][0-9:. ]+)?", re.ASCII)


@dataclass(frozen=True)
class Row:
    """One row of a table: tidied text by column, and where it stands."""

    table: str
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def whole(self, column: str) -> int:
        return int(self._fitting(_WHOLE, column, "a whole number"))

    def money(self, column: str) -> Decimal:
        """An amount or a price, not below zero."""
        return Decimal(self._fitting(_NUMBER, column, "a number"))

    def discount(self) -> Decimal:
        """Percent off: 0.15 is 15."""
        found = round_half_up(self.money("Discount"), RATE_DIGITS)
        if found > 1:
            raise self.bad("Discount is more than 1")
        return found * 100

    def flag(self, column: str) -> bool:
        typed = self[column].lower()
        if typed not in ("0", "1", "true", "false"):
            raise self.bad(f"{column} is neither 0 nor 1: {typed[:40]!r}")
        return typed in ("1", "true")

    def day(self, column: str) -> date | None:
        """Months come first (7/4/1996 is in July), or it is written 1996-07-04."""
        typed = self[column]
        if not typed:
            return None
        try:
            if found := _ISO_DAY.fullmatch(typed):
                return date(int(found[1]), int(found[2]), int(found[3]))
            if found := _US_DAY.fullmatch(typed):
                return date(int(found[3]), int(found[1]), int(found[2]))
        except ValueError:
            pass
        raise self.bad(f"{column} is not a day: {typed[:40]!r}")

    def bad(self, why: str) -> BadFile:
        return BadFile(f"{self.table}, line {self.number}: {why}")

    def _fitting(self, pattern: re.Pattern[str], column: str, what: str) -> str:
        if pattern.fullmatch(self[column]) is None:
            raise self.bad(f"{column} is not {what}: {self[column][:40]!r}")
        return self[column]


@dataclass(frozen=True)
class Northwind:
    """The rows of every table by their key, the lines of every order and the territories of every
    employee by theirs. `mended`: how many different texts were put right."""

    tables: Mapping[str, Mapping[str, Row]]
    lines: Mapping[str, list[Row]]
    territories: Mapping[str, list[Row]]
    mended: int

    def __getitem__(self, table: str) -> Mapping[str, Row]:
        return self.tables[table]


def read(folder: Path) -> Northwind:
    """All tables, each reference checked."""
    tidy = Tidy()
    tables = {name: _keyed(_rows(folder, name, tidy)) for name in COLUMNS if name not in MANY}
    lines: dict[str, list[Row]] = {key: [] for key in tables["Orders"]}
    for row in _rows(folder, LINES, tidy):
        _check(row, tables)
        lines[row["OrderID"]].append(row)
    territories: dict[str, list[Row]] = {key: [] for key in tables["Employees"]}
    for row in _rows(folder, COVERED, tidy):
        _check(row, tables)
        territories[row["EmployeeID"]].append(tables["Territories"][row["TerritoryID"]])
    for rows in tables.values():
        for row in rows.values():
            _check(row, tables)
    for key, found in lines.items():
        if not found:
            raise tables["Orders"][key].bad("the order has no line in Order_Details")
    return Northwind(tables, lines, territories, len(tidy.mended))


def _keyed(rows: Iterator[Row]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in rows:
        column = COLUMNS_OF[row.table][0]
        if not row[column]:
            raise row.bad(f"{column} is empty")
        if row[column] in found:
            raise row.bad(f"{column} {row[column]} is there twice")
        found[row[column]] = row
    return found


def _check(row: Row, tables: Mapping[str, Collection[str]]) -> None:
    """Whatever a row names is there."""
    own = "" if row.table in MANY else COLUMNS_OF[row.table][0]
    for column, table in REFERS.items():
        key = row.cells.get(column)
        if key is None or column == own or (not key and column in OPTIONAL):
            continue
        if key not in tables[table]:
            raise row.bad(f"{column} {key or '(empty)'} is not in {table}")


def _rows(folder: Path, table: str, tidy: Callable[[str], str]) -> Iterator[Row]:
    return rows(folder, table, COLUMNS_OF[table], tidy)


def rows(
    folder: Path, table: str, columns: Collection[str], tidy: Callable[[str], str]
) -> Iterator[Row]:
    """These columns of a table, row by row, each cell tidied."""
    path = _path(folder, table)
    with kindly(path), unpacked(path) as source:
        text = _decoded(source.read())
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip().replace(" ", "").lower() for name in next(reader, [])]
        missing = [name for name in columns if name.lower() not in header]
        if missing:
            raise BadFile(f"{path.name}: column {', '.join(missing)} is missing")
        places = {name: header.index(name.lower()) for name in columns}
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(header):
                counted = f"{len(cells)} cells instead of {len(header)}"
                raise BadFile(f"{path.name}, line {reader.line_num}: {counted}")
            told = {name: tidy(cells[place]) for name, place in places.items()}
            yield Row(table, reader.line_num, told)
    except csv.Error as error:
        raise BadFile(f"{path.name}, line {reader.line_num}: not a table: {error}") from error


def _path(folder: Path, table: str) -> Path:
    """The file of a table, however its user writes its name."""
    with kindly(folder):
        there = sorted(folder.iterdir())
    for path in there:
        name = path.name.lower().removesuffix(".gz")
        plain = re.sub(r"[ _-]", "", name)
        if plain == f"{table.replace('_', '').lower()}.csv":
            return path
    raise BadFile(f"there is no {table}.csv in {folder}")


def _decoded(source: bytes) -> str:
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError:
        return source.decode("cp1252", "replace")


class Tidy:
    """Tidies texts, and counts those that it had to mend."""

    def __init__(self) -> None:
        self.mended: set[str] = set()

    def __call__(self, cell: str) -> str:
        mended = _mended(cell)
        if mended != cell:
            self.mended.add(cell)
        return _CONTROL.sub(" ", mended).strip()[:LONGEST]


@lru_cache(maxsize=4096)
def _mended(cell: str) -> str:
    """The text whose UTF-8 was read as Windows-1252, or the same text when it was not."""
    if cell.isascii():
        return cell
    try:
        return b"".join(_byte(one) for one in cell).decode("utf-8")
    except UnicodeError:
        return cell


def _byte(letter: str) -> bytes:
    """What Windows-1252 showed as this letter; five bytes stand for nothing there."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")
