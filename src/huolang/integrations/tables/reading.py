"""What stands in a table file that somebody sent, row by row, read where it can do no harm."""

from __future__ import annotations

import logging
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, Any

import orjson
from django.utils.translation import gettext_lazy as _

from huolang.integrations.files import unguarded
from huolang.integrations.tables import sheet_reader
from huolang.kernel.refusals import BusinessError

log = logging.getLogger(__name__)

PATIENCE = 90
"""Seconds until a file is given up."""
LIMITS = frozenset({-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGABRT})
"""How a reader ends that comes to a limit of time or memory."""
KNOWN = frozenset(
    {
        0,
        sheet_reader.UNREADABLE,
        sheet_reader.TOO_LARGE,
        sheet_reader.LOCKED,
        sheet_reader.EMPTY,
        sheet_reader.OLD,
        sheet_reader.PAGE,
        *LIMITS,
    }
)
NAME, LONGEST = re.compile(r"^([\w.]{0,60}(?:Error|Exception))(?::.*)?\Z", re.MULTILINE), 2_000
"""What kind of error a traceback ends with; of what it says, which may stand in the file, nothing
is logged."""
SOURCE = str(Path(sheet_reader.__file__).parents[3])
READER = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from huolang.integrations.tables.sheet_reader import main
main()
"""


class Unreadable(BusinessError):
    code = "import.unreadable"
    message = _("无法读取这个文件；请用 .xlsx 或 .csv（UTF-8 或 GB18030）")
    status = 422


class TooMuch(BusinessError):
    code = "import.too_large"
    message = _("文件太大：最多 {rows} 行、{columns} 列，请分成几个文件")
    status = 422


class BrokeOff(BusinessError):
    code = "import.broke_off"
    message = _("读取这个文件时中断了：请再试一次，还是这样就另存为 .xlsx 或 .csv 再上传")
    status = 422


class Protected(BusinessError):
    code = "import.protected"
    message = _("文件有密码保护，请去掉密码后再上传")
    status = 422


class OldWorkbook(BusinessError):
    code = "import.old_workbook"
    message = _("这是旧格式的 .xls（或者别的程序的文件）：请在 Excel 里另存为 .xlsx 再上传")
    status = 422


class WebPage(BusinessError):
    code = "import.web_page"
    message = _(
        "这个文件其实是网页（HTML 或 XML），只是名字像表格：请用 Excel 打开，另存为 .xlsx 再上传"
    )
    status = 422


class NothingInside(BusinessError):
    code = "import.empty"
    message = _("文件里没有内容；第一行应为列名，下面是数据")
    status = 422


Line = tuple[int, list[Any]]
"""The number of a row in the file, and its cells: text, number, yes or no, {"d": day}, None."""


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: how many rows it has (None: very many), and what it begins with."""

    name: str
    rows: int | None
    top: Sequence[Line]


def rows(content: bytes) -> Iterator[Line]:
    """Every row of the first sheet that is not empty."""
    return table(content, lambda _top: True)[0]


def table(
    content: bytes, is_table: Callable[[Sequence[Line]], bool]
) -> tuple[Iterator[Line], list[Sheet], Collection[int]]:
    """The rows of the first sheet that `is_table`, by its first rows, or else that has several;
    the other sheets that have several; and the numbers of its rows that are not shown."""
    hidden = set[int]()
    with tempfile.NamedTemporaryFile(prefix="huolang-import-") as file:
        file.write(content)
        file.flush()
        found = _read(file.name, hidden)
        first: Any = next(found)
        if isinstance(first, tuple):
            return chain([first], found), [], hidden
        sheets = [Sheet(name, count, [_line(*one) for one in top]) for name, count, top in first]
        several = [one for one in sheets if one.rows is None or one.rows > 1]
        fit = [one for one in sheets if is_table(one.top)]
        chosen = [*fit, *several, *sheets][0]
        if chosen is not sheets[0]:
            hidden.clear()
            found = _read(file.name, hidden, chosen.name)
        left = [one for one in several if one is not chosen]
        return chain([next(found)], found), left, hidden  # the file is read by then


def _read(path: str, hidden: set[int], sheet: str = "") -> Iterator[Any]:
    """Rows; before them, of a workbook of several sheets, what these begin with."""
    program = [sys.executable, "-I", "-c", READER, SOURCE, path, sheet]
    with tempfile.TemporaryFile() as found:
        code = _run(program, found)
        if code not in KNOWN:  # what ended it may not do so again
            code = _run(program, found)
        found.seek(0)
        for line in found if code in (0, sheet_reader.EMPTY) else ():
            read = orjson.loads(line)
            if isinstance(read, dict) and "hidden" in read:
                hidden.update(read["hidden"])
                continue
            yield read["sheets"] if isinstance(read, dict) else _line(*read)
        if code:
            raise _refusal(code)


def _run(program: Sequence[str], found: IO[bytes]) -> int:
    """The exit code of the reader, whose rows are in `found`; one that nobody knows is logged."""
    found.seek(0)
    found.truncate()
    try:
        done = subprocess.run(
            program, stdout=found, stderr=subprocess.PIPE, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return sheet_reader.TOO_LARGE
    if done.returncode not in KNOWN:
        kind = NAME.search(done.stderr[-LONGEST:].decode(errors="replace").strip())
        log.error("reader of a file ended with %s %s", done.returncode, kind and kind[1])
    return done.returncode


def _line(number: int, cells: list[Any]) -> Line:
    return number, [unguarded(one) if type(one) is str else one for one in cells]


def _refusal(code: int) -> BusinessError:
    if code == sheet_reader.LOCKED:
        return Protected()
    if code == sheet_reader.OLD:
        return OldWorkbook()
    if code == sheet_reader.PAGE:
        return WebPage()
    if code == sheet_reader.EMPTY:
        return NothingInside()
    if code == sheet_reader.UNREADABLE:
        return Unreadable()
    if code not in KNOWN:
        return BrokeOff()
    return TooMuch(rows=sheet_reader.MOST_ROWS, columns=sheet_reader.MOST_COLUMNS)
