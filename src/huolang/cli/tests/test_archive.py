"""A backup of any size passes through in pieces, and its writer hears of what went wrong."""

import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from huolang.cli import archive, vault
from huolang.cli.stop import Stop
from huolang.cli.vault import Lock


@pytest.fixture
def lock(tmp_path: Path) -> Lock:
    vault.make_key(tmp_path / "key")
    return vault.for_key_file(tmp_path / "key")


def written(lock: Lock, data: Path, pieces: Iterator[bytes]) -> io.BytesIO:
    out = io.BytesIO()
    parts = archive.members({"huolang": "1"}, pieces, data, data / "files")
    archive.write(out, lock, parts, lambda size: None)
    out.seek(0)
    return out


def read(lock: Lock, backup: io.BytesIO) -> dict[str, bytes]:
    with archive.opened(backup, lock.identities) as tar:
        parts = archive.Contents(tar).parts(lambda size: None)
        return {name: content.read() for name, content in parts}


def test_what_went_in_comes_out(lock: Lock, tmp_path: Path) -> None:
    long = "资料" * 40 + ".pdf"
    (tmp_path / "files" / "ab").mkdir(parents=True)
    (tmp_path / "files" / "ab" / long).write_bytes(b"x" * 1000)
    (tmp_path / "files" / "empty").write_bytes(b"")
    (tmp_path / "secret_key").write_text("signs")
    (tmp_path / "passwords.json").write_text("stays here")

    found = read(lock, written(lock, tmp_path, iter([b"one", b"two" * 512])))

    assert found == {
        "database/00000001": b"one",
        "database/00000002": b"two" * 512,
        f"files/ab/{long}": b"x" * 1000,
        "files/empty": b"",
        "secret_key": b"signs",
    }


def test_a_large_database_is_never_whole_in_memory(lock: Lock, tmp_path: Path) -> None:
    class Nowhere(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            return len(data)

    pieces = (bytes(archive.PIECE) for _ in range(25))
    tracemalloc.start()
    parts = archive.members({}, pieces, tmp_path, tmp_path / "files")
    archive.write(Nowhere(), lock, parts, lambda size: None)  # type: ignore[arg-type]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert most < 5 * archive.PIECE


def test_what_stops_the_dump_stops_the_backup_with_its_own_reason(
    lock: Lock, tmp_path: Path
) -> None:
    def failing() -> Iterator[bytes]:
        yield b"one"
        raise Stop("pg_dump failed")

    with pytest.raises(Stop, match="pg_dump failed"):
        written(lock, tmp_path, failing())


def test_a_backup_whose_end_never_came_is_damaged(lock: Lock, tmp_path: Path) -> None:
    parts = [*archive._small(archive.HEAD, b"{}"), *archive._small("secret_key", b"x"), bytes(1024)]
    out = io.BytesIO()
    archive.write(out, lock, iter(parts), lambda size: None)
    out.seek(0)

    with pytest.raises(archive.Damaged):
        read(lock, out)


def test_a_short_passphrase_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("too short\n"))

    with pytest.raises(Stop, match="at least 10"):
        vault.for_passphrase()
