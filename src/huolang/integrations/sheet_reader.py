"""Reads a table file in a process of its own: `sheet_reader.py FILE SHEET`, rows as JSON lines.

A file from outside may be a bomb: a few kilobytes that unfold to gigabytes, a single cell in the
last corner of a sheet. Whatever happens to this process, the server goes on; it has limits of
memory and time and needs nothing of the program but this file. Its exit code says what is wrong.
"""

import csv
import datetime
import io
import json
import posixpath
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from xml.parsers import expat

import python_calamine as calamine

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
BOOK = "xl/workbook.xml"
STANDARD_PERCENT = frozenset({"9", "10"})
"""Numbers of the formats `0%` and `0.00%`, which every workbook has without saying so."""
SAID = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What a number format writes as it stands; a `%` outside of it shows a hundred times the value."""
MAY_LACK = re.compile(rb"""\bt=["']e["']|<(?:\w+:)?f[\s/>]""")
"""What is written only in sheets that have errors or formulas."""
LONGEST_ERROR = 20
UNTOUCHED = re.compile(r'="(.*)"', re.DOTALL)
"""How other programs write a text into a .csv that no spreadsheet shall take for a number."""
PADDED = re.compile(r"[0#]*0[0#]*0[0#]*")
LITERAL = re.compile(r'"[^"]*"|\\.|[- ()]')
MARK = re.compile(LITERAL.pattern + "|[0#]")
MOST_EXACT = 10**15
"""From here on a spreadsheet has lost figures."""
CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


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
        looks = looking_at(content, name)
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
                    cells[column] = as_shown(cells[column], how)
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
            long = parts.getinfo(part_of(parts, name)).file_size > MOST_LOOKED_INTO
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


class Looks:
    """What a sheet says of its cells besides their values, by row and column counted from 0."""

    def __init__(self) -> None:
        self.shown: dict[int, tuple[tuple[int, str], ...]] = {}
        """Columns whose numbers are shown as percentages (`%`) or with zeros before (`00000`)."""
        self.without: dict[int, dict[int, str]] = {}
        """What cells show instead of a value; nothing where a formula was never calculated."""


def looking_at(content: bytes, name: str) -> Looks:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        looks = telling_looks(book) if "xl/styles.xml" in book.namelist() else dict[str, str]()
        part = part_of(book, name)
        return looking(book, part, looks) if looks or calculated(book, part) else Looks()


def calculated(book: zipfile.ZipFile, part: str) -> bool:
    """Whether a sheet has formulas or errors at all."""
    before = b""
    with book.open(part) as written:
        while piece := written.read(2**20):
            if MAY_LACK.search(before + piece):
                return True
            before = piece[-16:]
    return False


def telling_looks(book: zipfile.ZipFile) -> dict[str, str]:
    """By the number of a look: how cells of it are shown, where that is not their value."""
    formats = dict.fromkeys(STANDARD_PERCENT, "%")
    looks = list[str]()
    inside: list[str] = []

    def begin(tag: str, given: dict[str, str]) -> None:
        tag = local(tag)
        if tag == "numFmt":
            formats[given.get("numFmtId", "")] = telling(given.get("formatCode", ""))
        elif tag == "xf" and inside[-1:] == ["cellXfs"]:
            looks.append(formats.get(given.get("numFmtId", "0"), ""))
        inside.append(tag)

    parse(book, "xl/styles.xml", begin, lambda _tag: inside.pop())
    return {str(number): one for number, one in enumerate(looks) if one}


def telling(code: str) -> str:
    """Of a format that shows percentages `%`, of one that shows zeros before a number itself."""
    if "%" in SAID.sub("", code):
        return "%"
    first = code.partition(";")[0]
    return first if PADDED.fullmatch(LITERAL.sub("", first)) else ""


def part_of(book: zipfile.ZipFile, name: str) -> str:
    """Where in the workbook the sheet `name` is written."""
    ids, targets = dict[str, str](), dict[str, str]()

    def sheet(tag: str, given: dict[str, str]) -> None:
        if local(tag) == "sheet":
            ids[given.get("name", "")] = next(
                (value for key, value in given.items() if local(key) == "id"), ""
            )

    def relation(_tag: str, given: dict[str, str]) -> None:
        targets[given.get("Id", "")] = given.get("Target", "")

    parse(book, BOOK, sheet)
    parse(book, "xl/_rels/workbook.xml.rels", relation)
    return posixpath.normpath(posixpath.join("/xl", targets[ids[name]])).lstrip("/")


def looking(book: zipfile.ZipFile, part: str, looks: dict[str, str]) -> Looks:
    """Which cells of a sheet have one of these looks or no value. Where a writer leaves out where a
    cell stands, it stands beside or below the one before."""
    found = Looks()
    same: dict[tuple[tuple[int, str], ...], tuple[tuple[int, str], ...]] = {}
    row, column = -1, -1
    here: list[tuple[int, str]] = []
    kind, formula, said = "", False, list[str]()
    reader = expat.ParserCreate()

    def begin(tag: str, given: dict[str, str]) -> None:
        nonlocal row, column, kind, formula
        tag = local(tag)
        if tag == "row":
            row, column = int(given["r"]) - 1 if "r" in given else row + 1, -1
        elif tag == "c":
            place = CELL.fullmatch(given.get("r", ""))
            column = letters(place[1]) if place else column + 1
            kind, formula = given.get("t", ""), False
            if how := looks.get(given.get("s", "")):
                here.append((column, how))
        elif tag == "f":
            formula = True
        elif tag == "v" and (formula or kind == "e"):
            reader.CharacterDataHandler = said.append

    def end(tag: str) -> None:
        tag = local(tag)
        if tag == "v":
            reader.CharacterDataHandler = None
        elif tag == "c" and (formula or kind == "e"):
            text = "".join(said).strip()[:LONGEST_ERROR]
            said.clear()
            if kind == "e" or not (text or kind == "str"):
                found.without.setdefault(row, {})[column] = text
        elif tag == "row" and here:
            columns = tuple(here)
            found.shown[row] = same.setdefault(columns, columns)
            here.clear()

    run(reader, book, part, begin, end)
    return found


def parse(book: zipfile.ZipFile, part: str, begin: Any, end: Any = None) -> None:
    run(expat.ParserCreate(), book, part, begin, end)


def run(reader: Any, book: zipfile.ZipFile, part: str, begin: Any, end: Any) -> None:
    reader.StartElementHandler, reader.EndElementHandler = begin, end
    with book.open(part) as written:
        reader.ParseFile(written)


def local(tag: str) -> str:
    """A name without the prefix of its namespace."""
    return tag.rpartition(":")[2]


def letters(column: str) -> int:
    """The number of the column `AB`, counted from 0."""
    number = 0
    for one in column:
        number = number * 26 + ord(one) - 64
    return number - 1


def as_shown(value: Any, how: str) -> Any:
    """0.13 as `13%`, with every digit that a spreadsheet keeps, not only those it shows; a whole
    number 1 as `00001`."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if how == "%":
        text = format(Decimal(f"{value:.15g}") * 100, "f")
        return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"
    if value != int(value) or not 0 <= value < MOST_EXACT:
        return value
    marks, figures, text = MARK.findall(how), str(int(value)), ""
    for at, mark in reversed(list(enumerate(marks))):
        if mark not in "0#":
            text = (mark.strip('"') if mark[0] == '"' else mark[-1]) + text
        else:  # the first one has all that is left
            rest = not any(one in "0#" for one in marks[:at])
            text = ((figures if rest else figures[-1:]) or mark.strip("#")) + text
            figures = figures[:-1]
    return text


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
        if BOOK not in book.namelist():
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
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


if __name__ == "__main__":
    main()
