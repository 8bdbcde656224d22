"""Tables as .xlsx and .csv files, line by line, however long, in little memory.

A text that a spreadsheet would take for a formula stays a text: in .xlsx by the type of its cell
(`kernel.sheet`), in .csv by an apostrophe before it.
"""

from __future__ import annotations

import codecs
import csv
import re
import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from huolang.forms.numbers import plain
from huolang.kernel import sheet
from huolang.kernel.sheet import Column, Sheet

XLSX, CSV = "xlsx", "csv"
MEDIA_TYPES = {XLSX: sheet.CONTENT_TYPE, CSV: "text/csv; charset=utf-8"}

FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""How a text begins that some spreadsheet would calculate, or that looks like a guarded one."""


def temporary() -> IO[bytes]:
    """A file that is gone when it is closed."""
    return tempfile.NamedTemporaryFile(prefix="huolang-")


def write(
    kind: str, into: IO[bytes], title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]
) -> int:
    """Write a table into a temporary file, to be read from its beginning; how many lines it has."""
    if kind == XLSX:
        return sheet.write(Path(into.name), Sheet(title=title, columns=columns, rows=rows))
    return _csv(Path(into.name), columns, rows)


def _csv(path: Path, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> int:
    """UTF-8 with a mark at its beginning, by which spreadsheets know it."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as text:
        text.write(codecs.BOM_UTF8.decode())
        writer = csv.writer(text)
        writer.writerow([guarded(one.label) for one in columns])
        for row in rows:
            writer.writerow([_as_text(cell) for cell in row])
            count += 1
    return count


def guarded(text: str) -> str:
    """`text` as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if text[:1] == "'" and FORMULA.match(text) else text


def _as_text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    if isinstance(cell, Decimal):
        return plain(cell)
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    return str(cell)
