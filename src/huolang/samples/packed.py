"""Files of a data set as their user has them: plain, or packed by gzip."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast


class BadFile(Exception):
    """The file cannot be used. Says at which line (1 = the header) and why."""

    def __init__(self, why: str, line: int | None = None) -> None:
        self.why, self.line = why, line
        super().__init__(why if line is None else f"line {line}: {why}")


@contextmanager
def kindly(path: Path) -> Generator[None]:
    """Say in a sentence what the machine says in numbers."""
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BadFile(f"{path} is packed, and damaged: {error}") from error
    except FileNotFoundError as error:
        raise BadFile(f"there is no file {path}") from error
    except OSError as error:
        raise BadFile(f"{path} cannot be read: {error.strerror or error}") from error


def unpacked(path: Path) -> IO[bytes]:
    """The bytes of the file, for whoever closes it."""
    with path.open("rb") as start:
        is_packed = start.read(2) == b"\x1f\x8b"
    return cast("IO[bytes]", gzip.open(path)) if is_packed else path.open("rb")
