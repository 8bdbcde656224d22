"""Everything in one locked file, and books made of it again: whole, proved, or not at all."""

import argparse
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from huolang.cli import archive, backing_up, nightly_backup, postgres, restore, vault
from huolang.cli.postgres import Own, private_folder
from huolang.cli.settings import Settings
from huolang.cli.stop import Stop
from tests.faults import prepared
from tests.faults.launching import PATIENCE, environment, eventually

pytestmark = pytest.mark.fault

WORDS = "correct horse battery"
ATTACHMENT = "files/ab/abcdef"
NAMES = "SELECT string_agg(name, ',' ORDER BY id) FROM kernel_company"


@dataclass
class Books:
    """Books at work, a key, and a backup that was made meanwhile."""

    settings: Settings
    own: Own
    key: Path
    backup: Path

    def run(self, *statements: str) -> None:
        assert self.own.database
        with psycopg.connect(self.own.database.owner, autocommit=True) as owner:
            for statement in statements:
                owner.execute(statement)

    def renamed(self, name: str) -> None:
        self.run(f"UPDATE kernel_company SET name = '{name}'")


@pytest.fixture(scope="module")
def books(module_path: Path) -> Iterator[Books]:
    settings = Settings(data=module_path / "货郎 data")
    prepared.put(settings.data)
    with postgres.own(settings.data, durable=False) as own:
        place = settings.data / ATTACHMENT
        private_folder(place.parent)
        place.write_bytes(b"scan" * 1000)
        made = Books(settings, own, module_path / "a.key", module_path / "one.backup")
        vault.make_key(made.key)
        made.renamed("备份那天")
        backing_up.made(settings, made.backup, vault.for_key_file(made.key))
        made.renamed("后来")
        yield made


def given(file: Path, key: Path | None, *, replacing: bool = False) -> argparse.Namespace:
    return argparse.Namespace(file=file, key=key, replace=replacing, despite_differences=False)


def started(*words: object, **streams: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "huolang.cli", *map(str, words)]
    return subprocess.Popen(command, env=environment(), text=True, **streams)  # type: ignore[call-overload,no-any-return]


def names(settings: Settings) -> str:
    with postgres.own(settings.data, durable=False) as own:
        assert own.database
        with psycopg.connect(own.database.owner) as owner:
            (found,) = owner.execute(NAMES).fetchone() or ("",)
    return str(found)


def contents(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"locks"} if folder.exists() else set()


def test_a_backup_by_passphrase_becomes_the_same_books_elsewhere(
    books: Books, tmp_path: Path
) -> None:
    file, elsewhere = tmp_path / "shop.backup", Settings(data=tmp_path / "elsewhere")
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    making = started("backup", file, "--data", books.settings.data, **streams)
    said, _ = making.communicate(WORDS + "\n", timeout=PATIENCE)
    assert making.returncode == 0, said
    assert WORDS.encode() not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0

    wrong = started("restore", file, "--data", elsewhere.data, **streams)
    said, _ = wrong.communicate("correct horse battle\n", timeout=PATIENCE)
    assert (wrong.returncode, "The passphrase is wrong" in said) == (1, True)
    assert contents(elsewhere.data) == set()

    restoring = started("restore", file, "--data", elsewhere.data, **streams)
    said, _ = restoring.communicate(WORDS + "\n", timeout=PATIENCE)

    assert restoring.returncode == 0, said
    assert "The books agree" in said
    assert names(elsewhere) == "后来"
    assert (elsewhere.data / ATTACHMENT).read_bytes() == b"scan" * 1000
    for folder in (books.settings.data, elsewhere.data):
        key = (folder / "secret_key").read_text()
        assert key == (books.settings.data / "secret_key").read_text()
    assert contents(elsewhere.data) >= {"pg", "passwords.json", "files", "secret_key"}
    assert ".restoring" not in contents(elsewhere.data)
    _killed_while_replacing(books, elsewhere)


def _killed_while_replacing(books: Books, settings: Settings) -> None:
    """Until it is done, the old books are the books; then they lie aside."""
    words = ["restore", books.backup, "--key", books.key, "--data", settings.data]
    refused = started(*words, stderr=subprocess.PIPE)
    assert "There are books in" in refused.communicate(timeout=PATIENCE)[1]
    killed = started(*words, "--replace", stdout=subprocess.DEVNULL)
    staged = settings.data / ".restoring" / "data" / "pg" / "PG_VERSION"
    eventually(staged.exists, "nothing is being restored")
    killed.kill()
    killed.wait()
    assert names(settings) == "后来"

    done = started(*words, "--replace", stdout=subprocess.PIPE)
    said, _ = done.communicate(timeout=PATIENCE)

    assert done.returncode == 0, said
    assert names(settings) == "备份那天"
    (aside,) = settings.data.glob("before-restore-*")
    assert contents(aside) == {"pg", "passwords.json", "files", "secret_key"}
    assert ".restoring" not in contents(settings.data)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.98])
def test_a_backup_that_was_cut_off_or_changed_is_refused(
    books: Books, tmp_path: Path, share: float
) -> None:
    whole = books.backup.read_bytes()
    at = int(len(whole) * share)
    bad = {
        "cut": whole[:at],
        "changed": whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :],
        "longer": whole + b"x",
        "something else": b"PK" + whole[2:],
    }
    for what, content in bad.items():
        (tmp_path / what).write_bytes(content)
        target = Settings(data=tmp_path / "target")
        with pytest.raises(Stop, match=r"damaged|no backup of Huolang's") as refused:
            restore.run(target, given(tmp_path / what, books.key))
        assert "\n" not in str(refused.value), what
        assert contents(target.data) == set(), what


def test_the_wrong_key_or_kind_of_key_is_said(books: Books, tmp_path: Path) -> None:
    other, target = tmp_path / "other.key", Settings(data=tmp_path / "target")
    public = vault.make_key(other)
    (tmp_path / "public").write_text(public)
    for key, sentence in (
        (other, "made for another one"),
        (None, "name it with --key"),
        (tmp_path / "public", "open nothing"),
        (books.backup, "no key file"),
        (tmp_path / "nowhere", "There is no key file"),
    ):
        with pytest.raises(Stop, match=sentence):
            restore.run(target, given(books.backup, key))
        assert contents(target.data) == set()


@pytest.mark.parametrize(
    ("head", "name", "sentence"),
    [
        ({"migrations": [["kernel", "9999_later"]]}, "secret_key", "a newer version"),
        ({"format": 2}, "secret_key", "a newer version"),
        ({}, "files/../../evil", "damaged"),
        ({}, "pg/PG_VERSION", "damaged"),
        ({"bytes": 10**18}, "secret_key", "The disk is full"),
    ],
)
def test_what_this_version_cannot_take_is_refused_before_anything_is_made(
    books: Books, tmp_path: Path, head: dict[str, object], name: str, sentence: str
) -> None:
    lock, out = vault.for_key_file(books.key), io.BytesIO()
    told = {"huolang": "9.0", "migrations": [], "bytes": 0, "format": 1} | head
    parts = [
        *archive._small(archive.HEAD, json.dumps(told).encode()),
        *archive._small(name, b"x"),
        *archive._small(archive.LAST, b'{"pieces": 0, "files": 0}'),
        bytes(1024),
    ]
    archive.write(out, lock, iter(parts), lambda size: None)
    (tmp_path / "made").write_bytes(out.getvalue())

    with pytest.raises(Stop, match=sentence):
        restore.run(Settings(data=tmp_path / "target"), given(tmp_path / "made", books.key))

    assert contents(tmp_path / "target") == set()
    assert not (tmp_path / "evil").exists()


def test_a_full_disk_leaves_no_half_backup(books: Books, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)]
    if os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small file system cannot be mounted here")
    try:
        with pytest.raises(Stop, match=rf"disk is full.*{small}"):
            lock = vault.for_key_file(books.key)
            backing_up.made(books.settings, small / "one.backup", lock)
        assert list(small.iterdir()) == []
    finally:
        subprocess.run(["umount", "-l", small], check=True)


def test_every_night_one_more_and_the_oldest_goes(books: Books, tmp_path: Path) -> None:
    told = {"backup_to": str(tmp_path), "backup_key": str(books.key), "backup_keep": 2}
    settings = Settings(data=books.settings.data, **told)  # type: ignore[arg-type]
    old = ["huolang-20200101-023000.backup", "huolang-20200102-023000.backup", "mine.backup"]
    for name in old:
        (tmp_path / name).write_bytes(b"")

    made = nightly_backup.made(settings)

    assert contents(tmp_path) == {old[1], old[2], made.name}
    assert books.own.database
    with psycopg.connect(books.own.database.owner) as owner:
        told = owner.execute("SELECT told FROM kernel_upkeep ORDER BY at DESC LIMIT 1").fetchone()
    assert told == ({"file": made.name, "bytes": made.stat().st_size},)


def test_another_postgresql_takes_the_books_in_one_transaction(
    books: Books, tmp_path: Path
) -> None:
    assert books.own.database and books.own.database.administrator
    with psycopg.connect(books.own.database.administrator, autocommit=True) as administrator:
        administrator.execute("CREATE ROLE alice LOGIN CREATEROLE PASSWORD 'a'")
        administrator.execute("CREATE DATABASE theirs OWNER alice TEMPLATE template1")
    url = books.own.database.owner.replace("/huolang?", "/theirs?")
    url = "postgresql://alice:a@" + url.partition("@")[2]
    theirs = Settings(data=tmp_path / "theirs", database_url=url)

    restore.run(theirs, given(books.backup, books.key))

    assert _names(url) == "备份那天"
    with pytest.raises(Stop, match="There are books in DATABASE_URL"):
        restore.run(theirs, given(books.backup, books.key))
    bad = _of_books_that_differ(books, tmp_path)
    with pytest.raises(Stop, match="do not prove"):
        restore.run(theirs, given(bad, books.key, replacing=True))
    assert _names(url) == "备份那天"
    assert (theirs.data / ATTACHMENT).exists()
    assert json.loads((theirs.data / "foreign.json").read_text())
    (kept,) = theirs.data.glob("before-restore-*/database.dump")
    assert kept.stat().st_size > 10_000


def _of_books_that_differ(books: Books, folder: Path) -> Path:
    nil = "'00000000-0000-0000-0000-000000000000'"
    books.run(
        "INSERT INTO ledger_stockbalance"
        " (company_id, product, warehouse, location, batch, owner, quantity, second_quantity,"
        f" allow_negative) VALUES (1, {nil}, {nil}, {nil}, {nil}, {nil}, 5, 0, false)"
    )
    try:
        lock = vault.for_key_file(books.key)
        return backing_up.made(books.settings, folder / "bad.backup", lock)
    finally:
        books.run("DELETE FROM ledger_stockbalance")


def _names(url: str) -> str:
    with psycopg.connect(url) as owner:
        (found,) = owner.execute(NAMES).fetchone() or ("",)
    return str(found)


def test_nothing_is_overwritten(books: Books) -> None:
    with pytest.raises(Stop, match="not overwritten"):
        backing_up.checked(books.backup)
    with pytest.raises(Stop, match="not overwritten"):
        vault.make_key(books.key)
