"""Logs keep within bounds while they are written: a large one is put aside and begins again."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

LARGEST = 10_000_000  # bytes of a log; as much again of the one before it is kept
BETWEEN = 10.0  # seconds between two looks
FOLDERS = ("log", "pg/log")
OLD = ".old.log"


def watch(data: Path) -> Callable[[], None]:
    """Called often: looks at all logs now and then."""
    due = 0.0

    def look() -> None:
        nonlocal due
        if time.monotonic() >= due:
            due = time.monotonic() + BETWEEN
            trim(data)

    return look


def trim(data: Path) -> None:
    """Every writer appends, so what is emptied goes on at its beginning. What is written between
    the copy and the cut, some milliseconds, is lost."""
    for folder in FOLDERS:
        for log in (data / folder).glob("*.log"):
            if log.name.endswith(OLD) or log.stat().st_size <= LARGEST:
                continue
            shutil.copyfile(log, log.with_suffix(OLD))
            with log.open("r+b") as emptied:
                emptied.truncate(0)
