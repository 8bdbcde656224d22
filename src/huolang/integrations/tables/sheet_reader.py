"""Reads a table file in a process of its own (`main`: FILE SHEET), rows as JSON lines.

A file from outside may be a bomb: a few kilobytes that unfold to gigabytes, a single cell in the
last corner of a sheet. Whatever happens to this process, the server goes on; it has limits of
memory and time and needs nothing of the program but this file and `sheet_looks`. Its exit code says
what is wrong.
"""

import csv
import datetime
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

import python_calamine as calamine

from huolang.integrations.tables import sheet_looks

MEMORY, SECONDS = 700 * 2**20, 60
MOST_ROWS, MOST_COLUMNS = 200_000, 300
MOST_UNFOLDED = 400 * 2**20
MOST_LOOKED_INTO, TOP = 8 * 2**20, 40
"""Of the sheets of a workbook: bytes of one that is counted, rows of it that are told."""
UNREADABLE, TOO_LARGE, LOCKED, EMPTY, OLD, PAGE = 3, 4, 5, 6, 7, 8
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of old programs begin, and those that hold a workbook with a password."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MARKUP = re.compile(rb"\s*<(?:!doctype|html|head|body|table|meta|style|\?xml)\b", re.IGNORECASE)
SEPARATORS = ",;\t"
LETTERS = 4_000
"""Of one cell; what is longer is cut, and refused later where it is too long."""
UNTOUCHED = re.compile(r'="(.*)"', re.DOTALL)
"""How other programs write a text into a .csv that no spreadsheet shall take for a number."""


class Large(Exception):
    """More than is read."""


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        with open(sys.argv[1], "rb") as file:
            content = file.read()
        known(content)
        wanted = sys.argv[2] if len(sys.argv) > 2 else ""
        rows = workbook(content, wanted) if content[:4] == b"PK\x03\x04" else plain(content)
        if not write(rows):
            sys.exit(EMPTY)
    except (Large, MemoryError):
        sys.exit(TOO_LARGE)
    except (ValueError, OSError, KeyError, csv.Error, expat.ExpatError, zipfile.BadZipFile):
        sys.exit(UNREADABLE)


def known(content: bytes) -> None:
    """End with what a file is that is no table of ours, where its beginning says so."""
    if content.startswith(COMPOUND):
        sys.exit(LOCKED if ENCRYPTED in content else OLD)
    if MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")[:1024]):
        sys.exit(PAGE)


def write(rows: Iterator[list[Any]]) -> bool:
    """Every row that has anything in it, with its number in the file; whether there was one."""
    some = False
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS + 1:
            raise Large
        cells = [cell(one) for one in row]
        while cells and cells[-1] is None:
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise Large
        if cells:
            some = True
            sys.stdout.write(json.dumps([number, cells], ensure_ascii=False) + "\n")
    return some


def cell(value: Any) -> Any:
    """A cell as JSON: a day or moment as {"d": …}; nothing, or only spaces, as null."""
    if isinstance(value, str):
        text = value[:LETTERS].replace("\x00", "").strip()
        return text.encode("utf-8", "replace").decode() or None
    if isinstance(value, datetime.datetime):
        return {"d": value.replace(microsecond=0).isoformat()}
    if isinstance(value, datetime.date):
        return {"d": value.isoformat()}
    if isinstance(value, datetime.time | datetime.timedelta):
        return str(value)
    return value


def workbook(content: bytes, wanted: str) -> Iterator[list[Any]]:
    """The sheet of a name, or the first shown (then with what all begin with before it, where there
    are several); where cells were joined their value in each of them."""
    unfold(content)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = [one for one in book.sheets_metadata if "Visible" in str(one.visible)[-7:]]
        names = [one.name for one in shown or book.sheets_metadata]
        name = wanted or names[0]
        if len(names) > 1 and not wanted:
            write_sheets(book, content, names)
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height > MOST_ROWS + 1:
            raise Large
        looks = sheet_looks.looking_at(content, name)
        if looks.hidden:
            sys.stdout.write(json.dumps({"hidden": looks.hidden}) + "\n")
        joined = downward(sheet.merged_cell_ranges or [])
        above = sheet.start[0] if sheet.start else 0
        left = sheet.start[1] if sheet.start else 0
        last = above - 1
        yield from ([] for _ in range(above))
        for number, row in enumerate(sheet.iter_rows(), start=above):
            last = number
            cells = [None] * left + list(row)
            for column, how in looks.shown.get(number, ()):
                if column < len(cells):
                    cells[column] = sheet_looks.as_shown(cells[column], how)
            mark(cells, looks.without.pop(number, {}))
            join(cells, joined.get(number, {}), number)
            yield cells
        for number in range(last + 1, max(looks.without, default=last) + 1):
            cells = mark([], looks.without.get(number, {}))
            join(cells, joined.get(number, {}), number)
            yield cells
    except calamine.PasswordError:
        sys.exit(LOCKED)
    except (calamine.CalamineError, IndexError) as error:
        raise ValueError from error


def write_sheets(book: Any, content: bytes, names: list[str]) -> None:
    """Of each sheet its name, how many rows it has, and the first of them; of a very long one only
    the name."""
    told = list[Any]()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in names:
            long = parts.getinfo(sheet_looks.part_of(parts, name)).file_size > MOST_LOOKED_INTO
            rows: list[Any] = [] if long else book.get_sheet_by_name(name).to_python()
            cells = enumerate(([cell(one) for one in row[:MOST_COLUMNS]] for row in rows), start=1)
            some = [(no, row) for no, row in cells if row.count(None) < len(row)]
            told.append((name, None if long else len(some), some[:TOP]))
    sys.stdout.write(json.dumps({"sheets": told}, ensure_ascii=False) + "\n")


def mark(cells: list[Any], without: dict[int, str]) -> list[Any]:
    """Say of cells what they show instead of a value."""
    cells += [None] * (max(without, default=-1) + 1 - len(cells))
    for column, shown in without.items():
        cells[column] = {"e": shown}
    return cells


def join(cells: list[Any], joined: dict[int, list[Any]], number: int) -> None:
    """Put into joined cells what stands in the first of them; a number says that it is repeated."""
    for column, value in joined.items():
        if column >= len(cells):
            continue
        if number == value[1]:
            value[0] = cells[column]
        elif value[0] is not None:
            counts = isinstance(value[0], int | float) and not isinstance(value[0], bool)
            cells[column] = {"m": value[0]} if counts else value[0]


def downward(ranges: list[Any]) -> dict[int, dict[int, list[Any]]]:
    """Rows and columns of cells joined downward; those of one range share [value, first row]."""
    found: dict[int, dict[int, list[Any]]] = {}
    for (top, left), (bottom, _right) in ranges[:50_000]:
        if bottom == top or bottom - top > MOST_ROWS:
            continue
        shared: list[Any] = [None, top]
        for row in range(top, bottom + 1):
            found.setdefault(row, {})[left] = shared
    return found


def unfold(content: bytes) -> None:
    """Refuse what unfolds to more than is read, whatever it says of itself."""
    left = MOST_UNFOLDED
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        if len(book.infolist()) > 2_000:
            raise Large
        for one in book.infolist():
            with book.open(one) as part:
                while piece := part.read(2**20):
                    left -= len(piece)
                    if left < 0:
                        raise Large
        if sheet_looks.BOOK not in book.namelist():
            raise ValueError("the workbook of another program")


def plain(content: bytes) -> Iterator[list[Any]]:
    """Text with separators: commas, semicolons or tabs, in UTF-8, UTF-16 or GB18030."""
    text = decoded(content)
    if "\x00" in text[:4096]:
        raise ValueError("not a text")
    lines = text[:8192].splitlines() or [""]
    head = next((one for one in lines if any(sign in one for sign in SEPARATORS)), lines[0])
    separator = max(SEPARATORS, key=head.count)
    csv.field_size_limit(1_000_000)
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        yield [found[1] if (found := UNTOUCHED.fullmatch(one.strip())) else one for one in row]


def decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    if b"\x00" in content[:4096]:  # commas and ends of lines of a text in two bytes each
        after = content[1:4096:2].count(0) > content[0:4096:2].count(0)
        return content.decode("utf-16-le" if after else "utf-16-be")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")
