"""What a sheet says of its cells besides their values: how they are shown, what they show instead
of one, and which rows are not shown. It is read in the process of `sheet_reader`."""

import io
import posixpath
import re
import zipfile
from decimal import Decimal
from typing import Any
from xml.parsers import expat

BOOK = "xl/workbook.xml"
STANDARD_PERCENT = frozenset({"9", "10"})
"""Numbers of the formats `0%` and `0.00%`, which every workbook has without saying so."""
SAID = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What a number format writes as it stands; a `%` outside of it shows a hundred times the value."""
MAY_LACK = re.compile(
    rb"""\bt=["']e["']|<(?:\w+:)?f[\s/>]|<(?:\w+:)?row\b[^>]*\bhidden=["'](?:1|true)["']"""
)
"""What is written only in sheets that have errors, formulas or hidden rows."""
LONGEST_ERROR = 20
PADDED = re.compile(r"[0#]*0[0#]*0[0#]*")
LITERAL = re.compile(r'"[^"]*"|\\.|[- ()]')
MARK = re.compile(LITERAL.pattern + "|[0#]")
MOST_EXACT = 10**15
"""From here on a spreadsheet has lost figures."""
CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Looks:
    """What a sheet says of its cells besides their values, by row and column counted from 0."""

    def __init__(self) -> None:
        self.shown: dict[int, tuple[tuple[int, str], ...]] = {}
        """Columns whose numbers are shown as percentages (`%`) or with zeros before (`00000`)."""
        self.without: dict[int, dict[int, str]] = {}
        """What cells show instead of a value; nothing where a formula was never calculated."""
        self.hidden: list[int] = []
        """Rows that are not shown, filtered out or hidden, counted from 1."""


def looking_at(content: bytes, name: str) -> Looks:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        looks = telling_looks(book) if "xl/styles.xml" in book.namelist() else dict[str, str]()
        part = part_of(book, name)
        return looking(book, part, looks) if looks or calculated(book, part) else Looks()


def calculated(book: zipfile.ZipFile, part: str) -> bool:
    """Whether a sheet has formulas, errors or hidden rows at all."""
    before = b""
    with book.open(part) as written:
        while piece := written.read(2**20):
            if MAY_LACK.search(before + piece):
                return True
            before = piece[-200:]
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
            if given.get("hidden") in ("1", "true"):
                found.hidden.append(row + 1)
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
