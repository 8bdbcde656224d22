"""What is in a backup: a tar file, written and read as a stream, never whole in memory.

`huolang.json` says what made it; `database/…` are the pieces of pg_dump's archive; `files/…` the
attachments; then what the installation needs to run; `complete.json` comes last of all.
"""

import contextlib
import json
import os
import tarfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import pyrage
from pyrage.x25519 import Identity

from huolang.cli.stop import Stop
from huolang.cli.vault import Lock

FORMAT = 1
PIECE = 4 * 1024 * 1024
HEAD, LAST, DATABASE, FILES = "huolang.json", "complete.json", "database", "files"
KEPT = ("secret_key", "huolang.toml", "foreign.json")
"""Small files of the data folder that go with it."""

Count = Callable[[int], None]


class Damaged(Stop):
    def __init__(self) -> None:
        super().__init__(
            "备份不完整或已被改动 / The backup is damaged: it was cut off, or something in it was "
            "changed."
        )


class WrongKey(Stop):
    def __init__(self) -> None:
        super().__init__(
            "密钥文件不对 / This key file does not open the backup: it was made for another one."
        )


def write(out: IO[bytes], lock: Lock, members: Iterable[bytes], count: Count) -> None:
    """Lock the tar stream `members` into `out`; what goes wrong while it is read is raised."""
    source = _Source(members, count)
    out.write(lock.head)
    try:
        pyrage.encrypt_io(source, out, list(lock.recipients))
    except (pyrage.EncryptError, OSError):
        if source.failed is not None:
            raise source.failed from None
        raise


def members(
    head: dict[str, Any], database: Iterator[bytes], data: Path, folder: Path
) -> Iterator[bytes]:
    """The tar stream of a backup: the dump first, so that every file it speaks of is there."""
    number = 0
    yield from _small(HEAD, json.dumps({**head, "format": FORMAT}, ensure_ascii=False).encode())
    for number, piece in enumerate(database, 1):
        yield from _small(f"{DATABASE}/{number:08}", piece)
    files = 0
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        yield from _file(f"{FILES}/{file.relative_to(folder).as_posix()}", file)
        files += 1
    for name in KEPT:
        if (data / name).is_file():
            yield from _small(name, (data / name).read_bytes())
    yield from _small(LAST, json.dumps({"pieces": number, "files": files}).encode())
    yield bytes(2 * tarfile.BLOCKSIZE)


def _small(name: str, content: bytes) -> Iterator[bytes]:
    yield _header(name, len(content))
    yield content
    yield bytes(-len(content) % tarfile.BLOCKSIZE)


def _file(name: str, file: Path) -> Iterator[bytes]:
    with file.open("rb") as source:
        size = os.fstat(source.fileno()).st_size
        yield _header(name, size)
        left = size
        while left and (piece := source.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
        if left:
            raise Stop(f"{file} 在备份时变短了 / {file} became shorter meanwhile: try again.")
        yield bytes(-size % tarfile.BLOCKSIZE)


def _header(name: str, size: int) -> bytes:
    told = tarfile.TarInfo(name)
    told.size, told.mtime, told.mode = size, int(time.time()), 0o600
    return told.tobuf(tarfile.PAX_FORMAT)


class _Source:
    """An iterator of bytes as age reads them."""

    def __init__(self, pieces: Iterable[bytes], count: Count) -> None:
        self.pieces, self.count = iter(pieces), count
        self.held = memoryview(b"")
        self.failed: BaseException | None = None

    def read(self, most: int) -> bytes:
        try:
            while not self.held:
                self.held = memoryview(next(self.pieces))
        except StopIteration:
            return b""
        except BaseException as error:
            self.failed = error
            raise
        given, self.held = self.held[:most], self.held[most:]
        self.count(len(given))
        return bytes(given)


@contextlib.contextmanager
def opened(backup: IO[bytes], identities: Sequence[Identity]) -> Iterator[tarfile.TarFile]:
    """The tar stream in an age file. Whatever is not as it was written is `Damaged`."""
    ours, theirs = os.pipe()
    decrypting = _Decrypting(backup, theirs, identities)
    decrypting.start()
    try:
        with os.fdopen(ours, "rb") as stream, tarfile.open(fileobj=stream, mode="r|") as tar:
            yield tar
            while stream.read(PIECE):
                pass
    except (tarfile.TarError, EOFError):
        decrypting.join()
        raise decrypting.refusal() or Damaged() from None
    finally:
        decrypting.join()
    if refusal := decrypting.refusal():
        raise refusal


class _Decrypting(threading.Thread):
    def __init__(self, backup: IO[bytes], out: int, identities: Sequence[Identity]) -> None:
        super().__init__(daemon=True)
        self.backup, self.out, self.identities = backup, out, identities
        self.failed: BaseException | None = None

    def run(self) -> None:
        try:
            with os.fdopen(self.out, "wb") as out:
                pyrage.decrypt_io(self.backup, out, list(self.identities))
        except BrokenPipeError:
            pass  # whoever read has had enough
        except BaseException as error:
            self.failed = error

    def refusal(self) -> Stop | None:
        if self.failed is None:
            return None
        unopened = isinstance(self.failed, pyrage.DecryptError) and "key" in str(self.failed)
        return WrongKey() if unopened else Damaged()


class Contents:
    """A backup as it is read: each part in turn, and whether all of them came."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.head = self._json(self._next(), HEAD)
        self.pieces = self.files = 0
        self.complete = False

    def parts(self, count: Count) -> Iterator[tuple[str, IO[bytes]]]:
        """Name and content of each part but the first and the last."""
        while (member := self.tar.next()) is not None:
            self.tar.members.clear()  # it would remember all of them
            content = self.tar.extractfile(member)
            if content is None or self.complete:
                raise Damaged()
            if member.name == LAST:
                told = json.loads(content.read())
                self.complete = told == {"pieces": self.pieces, "files": self.files}
                continue
            self.pieces += member.name.startswith(f"{DATABASE}/")
            self.files += member.name.startswith(f"{FILES}/")
            yield member.name, content
            count(member.size)
        if not self.complete:
            raise Damaged()

    def _next(self) -> tarfile.TarInfo:
        member = self.tar.next()
        if member is None:
            raise Damaged()
        return member

    def _json(self, member: tarfile.TarInfo, name: str) -> dict[str, Any]:
        content = self.tar.extractfile(member)
        if member.name != name or content is None:
            raise Damaged()
        return dict(json.loads(content.read()))
