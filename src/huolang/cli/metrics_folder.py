"""Where the processes of one installation count: files that are mapped into memory.

On a disk that is full, whoever writes to a page of such a file that has no room yet is killed by
the system (SIGBUS). So they lie in memory where there is a file system for that, counted anew with
each start; elsewhere in the data folder.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from huolang.cli.postgres import private_folder

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
IN_MEMORY = Path("/dev/shm")
ROOM = 16 * 2**20
"""Bytes that must be free there; the files of ten processes take less."""
PREFIX = "huolang-metrics-"
NOTE = "metrics.path"
"""In the folder of locks: where they count, for the start after one that was killed."""


@contextlib.contextmanager
def place(data: Path) -> Iterator[str]:
    """The folder, empty and closed to others, while it is used."""
    note = private_folder(data / "locks") / NOTE
    _forget(note)
    with contextlib.ExitStack() as stack:
        folder = _in_memory()
        if folder is None:
            shutil.rmtree(data / "metrics", ignore_errors=True)
            folder = private_folder(data / "metrics")
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        note.write_text(str(folder))
        yield str(folder)


def _in_memory() -> Path | None:
    """A new folder there; None where there is no such file system, or no room."""
    try:
        if shutil.disk_usage(IN_MEMORY).free < ROOM:
            return None
        return Path(tempfile.mkdtemp(prefix=PREFIX, dir=IN_MEMORY))
    except OSError:
        return None


def _forget(note: Path) -> None:
    """Remove what a start that was killed left in memory. Only what is ours and called so."""
    with contextlib.suppress(OSError):
        left = Path(note.read_text())
        ours = left.parent == IN_MEMORY and left.name.startswith(PREFIX)
        if ours and not left.is_symlink() and left.stat().st_uid == os.getuid():
            shutil.rmtree(left, ignore_errors=True)
