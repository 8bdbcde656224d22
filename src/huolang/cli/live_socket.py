"""Where the process of the streams answers: a socket in a closed folder, with a short path."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from huolang.cli.postgres import private_folder

NOTE = "live.path"
"""In the folder of locks: where the socket is."""
LONGEST = 100
"""Bytes of a path that a socket may have everywhere."""


@contextlib.contextmanager
def place(data: Path) -> Iterator[str]:
    """The path of the socket of a data folder, while it is used."""
    locks = private_folder(data / "locks")
    own = str(locks / "live.sock")
    with contextlib.ExitStack() as stack:
        if len(os.fsencode(own)) > LONGEST:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="huolang-live-"))
            own = f"{folder}/live.sock"
        (locks / NOTE).write_text(own)
        yield own
