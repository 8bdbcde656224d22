"""What stands in a table file that somebody sent, row by row, read where it can do no harm."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from django.utils.translation import gettext_lazy as _

from huolang.integrations import sheet_reader
from huolang.integrations.files import unguarded
from huolang.kernel.refusals import BusinessError

PATIENCE = 90
"""Seconds until a file is given up."""


class Unreadable(BusinessError):
    code = "import.unreadable"
    message = _("无法读取这个文件；请用 .xlsx 或 .csv（UTF-8 或 GB18030）")
    status = 422


class TooMuch(BusinessError):
    code = "import.too_large"
    message = _("文件太大：最多 {rows} 行、{columns} 列，请分成几个文件")
    status = 422


class Protected(BusinessError):
    code = "import.protected"
    message = _("文件有密码保护，请去掉密码后再上传")
    status = 422


class NothingInside(BusinessError):
    code = "import.empty"
    message = _("文件里没有内容；第一行应为列名，下面是数据")
    status = 422


Line = tuple[int, list[Any]]
"""The number of a row in the file, and its cells: text, number, yes or no, {"d": day}, None."""


def rows(content: bytes) -> Iterator[Line]:
    """Every row of the first sheet that is not empty."""
    with tempfile.NamedTemporaryFile(prefix="huolang-import-") as file:
        file.write(content)
        file.flush()
        yield from _read(file.name)


def _read(path: str) -> Iterator[Line]:
    program = [sys.executable, "-I", str(Path(sheet_reader.__file__)), path]
    with tempfile.TemporaryFile() as found:
        try:
            done = subprocess.run(
                program, stdout=found, stderr=subprocess.DEVNULL, timeout=PATIENCE, check=False
            )
        except subprocess.TimeoutExpired:
            raise _too_much() from None
        if done.returncode:
            raise _refusal(done.returncode)
        found.seek(0)
        for line in found:
            number, cells = orjson.loads(line)
            yield number, [unguarded(one) if type(one) is str else one for one in cells]


def _refusal(code: int) -> BusinessError:
    if code == sheet_reader.LOCKED:
        return Protected()
    if code == sheet_reader.EMPTY:
        return NothingInside()
    if code == sheet_reader.UNREADABLE:
        return Unreadable()
    return _too_much()  # also when it was ended by a limit


def _too_much() -> BusinessError:
    return TooMuch(rows=sheet_reader.MOST_ROWS, columns=sheet_reader.MOST_COLUMNS)
