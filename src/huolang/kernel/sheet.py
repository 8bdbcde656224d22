"""Excel files: rows of typed columns, written as they come, in memory that does not grow with them.

Text is only ever written as text: what begins with `=` stays what somebody typed and is never a
formula, what looks like an address is no link.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]
from django.utils.translation import gettext_lazy as _

from huolang.kernel.refusals import BusinessError
from huolang.kernel.sheet_page import LONGEST_TEXT, Cell, Page, exact

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_000_000
"""Excel itself holds 1,048,576."""
NAMELESS = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
"""Characters that the name of a sheet may not have."""

FORMATS = {
    "date": "yyyy-mm-dd",
    "datetime": "yyyy-mm-dd hh:mm:ss",
    "money": "#,##0.00",
    "price": "#,##0.00####",
    "quantity": "#,##0.######",
    "number": "0.######",
    "percent": '0.00"%"',
}
"""How numbers and days look; every other kind is text."""
TONES = {"": "#F2F4F7", "needed": "#FBE3C8", "wrong": "#F8D0CC"}
RIGHT = frozenset({"money", "price", "quantity", "number", "percent", "rate"})


class TooManyRows(BusinessError):
    code = "sheet.too_many_rows"
    message = _("超过 {most} 行，一个工作表放不下，请缩小范围")
    status = 422


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its heading, what kind of values stand in it, and its width in characters.
    The kind "any" takes every cell for what it is."""

    label: str
    kind: str = "text"
    width: float = 14
    tone: str = ""
    """needed: must be filled in; wrong: says what is wrong."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a file holds. `facts` are lines above the table (what was asked, and when); `totals`
    stand below it, under the columns."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    facts: Sequence[tuple[str, str]] = ()
    totals: Sequence[Any] | None = None
    to_fill: bool = False
    """People go on writing in it: what they type into columns of text stays text."""


def write(path: Path, sheet: Sheet, *more: Sheet) -> int:
    """Write `sheet`, and more sheets behind it, to the file `path`; the number of its rows."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        count = _Writer(book, sheet).write()
        for one in more:
            _Writer(book, one).write()
        return count


class _Writer:
    """Fills one worksheet from top to bottom, as constant memory wants it."""

    def __init__(self, book: Any, sheet: Sheet) -> None:
        self.sheet = sheet
        name = sheet.title.translate(NAMELESS).strip()[:31].strip()
        self.page: Any = book.add_worksheet(name or None, worksheet_class=Page)
        self.bold: Any = book.add_format({"bold": True})
        self.heads: dict[tuple[bool, str], Any] = {
            (right, tone): book.add_format(
                {"bold": True, "bottom": 1, "bg_color": color}
                | ({"align": "right"} if right else {})
            )
            for right in (True, False)
            for tone, color in TONES.items()
        }
        self.text: Any = book.add_format({"num_format": "@"}) if sheet.to_fill else None
        self.looks: dict[str, Any] = {
            kind: book.add_format({"num_format": FORMATS[kind]}) for kind in ("date", "datetime")
        }
        self.plain: list[Any] = [self._format(book, one, {}) for one in sheet.columns]
        total = {"bold": True, "top": 1}
        self.total: list[Any] = [self._format(book, one, total) for one in sheet.columns]

    @staticmethod
    def _format(book: Any, column: Column, more: dict[str, Any]) -> Any:
        told = dict(more)
        if column.kind in FORMATS:
            told["num_format"] = FORMATS[column.kind]
        return book.add_format(told) if told else None

    def write(self) -> int:
        sheet, page = self.sheet, self.page
        for index, column in enumerate(sheet.columns):
            page.set_column(index, index, column.width, self.plain[index] or self.text)
        top = 0
        for name, value in sheet.facts:
            page.write_string(top, 0, name, self.bold)
            page.write_string(top, 1, value)
            top += 1
        top += 1 if sheet.facts else 0
        page.freeze_panes(top + 1, 0)
        for index, column in enumerate(sheet.columns):
            page.write_string(top, index, column.label, self._head(column))
        count = page.put(top + 1, self._not_too_many(), self._cells())
        if sheet.totals is not None:
            self._totals(top + count + 1, sheet.totals)
        return count

    def _not_too_many(self) -> Iterator[Sequence[Any]]:
        for count, row in enumerate(self.sheet.rows):
            if count == MOST_ROWS:
                raise TooManyRows(most=MOST_ROWS)
            yield row

    def _cells(self) -> list[Cell]:
        """How the values of each column are written."""
        cells: list[Cell] = []
        for index, column in enumerate(self.sheet.columns):
            look = self.plain[index] or self.text
            if column.kind == "any":
                cells.append(self.page.any_cell(index, look, self.looks))
            elif column.kind in RIGHT:
                cells.append(self.page.number_cell(index, look))
            elif column.kind in FORMATS:
                cells.append(self.page.day_cell(index, look))
            else:
                cells.append(self.page.text_cell(index, look))
        return cells

    def _head(self, column: Column) -> Any:
        return self.heads[column.kind in RIGHT, column.tone]

    def _totals(self, at: int, totals: Sequence[Any]) -> None:
        for index, value in enumerate(totals):
            look = self.total[index]
            number = exact(value) if self.sheet.columns[index].kind in RIGHT else None
            if value is None or value == "":
                self.page.write_blank(at, index, None, look)
            elif number is not None:
                self.page.write_number(at, index, number, look)
            else:
                self.page.write_string(at, index, str(value)[:LONGEST_TEXT], look)
