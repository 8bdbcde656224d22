"""The press: a process of its own that makes a PDF of a template and data, within limits.

It holds nothing of ours: no database, no settings. What people wrote comes to it as data and is put
on the page as text. It ends with its work, so that its memory does as well.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO, Any

import orjson
from django.utils.translation import gettext_lazy as _

from huolang.kernel.refusals import BusinessError, Invalid
from huolang.typesetting import fonts

PROGRAM = Path(__file__).with_name("pressing.py")
SECONDS = 30
"""For a PDF; the largest that is allowed takes some 6 where nothing else is done."""
PATIENCE = 3.0
"""Seconds for which a request waits for the one before it."""
CONTENT_TYPE = "application/pdf"

_slot = threading.Semaphore(1)
"""One PDF at a time in each process of the server: its other threads answer everybody else."""


class FontsMissing(BusinessError):
    code = "pdf.fonts_missing"
    message = _("打印 PDF 所用的字体不在：请管理员在服务器上运行 ./huolang setup")
    status = 503


class PressBusy(BusinessError):
    code = "pdf.busy"
    message = _("正在生成别的 PDF，请稍候再试")
    status = 503


class TookTooLong(Invalid):
    code = "pdf.too_long"
    message = _("PDF 在 {seconds} 秒内没有生成完：请少选一些")


class PressFailed(Exception):
    """The press ended without a PDF: a fault of ours, with what it said."""


def press(template: str, data: dict[str, Any]) -> IO[bytes]:
    """The PDF, in a file that is gone when it is closed."""
    if not fonts.are_there():
        raise FontsMissing()
    if not _slot.acquire(timeout=PATIENCE):
        raise PressBusy()
    try:
        return _press(template, orjson.dumps(data))
    finally:
        _slot.release()


def _press(template: str, data: bytes) -> IO[bytes]:
    into = tempfile.NamedTemporaryFile(prefix="huolang-", suffix=".pdf")  # noqa: SIM115
    try:
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(
                [sys.executable, "-I", str(PROGRAM), template, *map(str, fonts.folders())],
                input=data,
                stdout=into,
                stderr=said,
                env={"PATH": os.defpath, "RAYON_NUM_THREADS": "1"},
                timeout=SECONDS,
            )
            said.seek(0)
            words = said.read(2_000).decode(errors="replace")
        if done.returncode:
            raise PressFailed(f"{template}: {done.returncode}: {words}")
        into.seek(0)
    except subprocess.TimeoutExpired:
        into.close()
        raise TookTooLong(seconds=SECONDS) from None
    except BaseException:
        into.close()
        raise
    return into
