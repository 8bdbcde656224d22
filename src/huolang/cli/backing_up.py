"""Writing a backup: locked while it is read off the snapshot, read again, then given its name."""

import contextlib
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import psycopg

from huolang import __version__
from huolang.cli import archive, database, dump
from huolang.cli.foreign_roles import connect
from huolang.cli.postgres import Database
from huolang.cli.progress import growing, say
from huolang.cli.settings import Settings
from huolang.cli.stop import Stop, reason
from huolang.cli.vault import Lock

NOTED = """
INSERT INTO kernel_upkeep (id, kind, at, ok, seconds, told)
VALUES (gen_random_uuid(), 'backup', now(), true, %s, %s)
"""


def checked(file: Path) -> Path:
    """Where the backup goes, if it can."""
    place = file.expanduser().absolute()
    if place.exists():
        raise Stop(f"{place} 已存在 / {place} is there already: it is not overwritten.")
    if not place.parent.is_dir():
        raise Stop(f"没有目录 {place.parent} / There is no folder {place.parent}.")
    return place


def made(settings: Settings, place: Path, lock: Lock) -> Path:
    """Write a backup to `place`, read it again, and note it in the books' own list."""
    started = time.monotonic()
    making = place.with_name(f".{place.name}.part")
    with database.with_books(settings) as (found, _own):
        try:
            _write(making, lock, found, settings)
            _verify(making, lock)
            making.rename(place)
        except BaseException as error:
            with contextlib.suppress(OSError):
                making.unlink()
            if isinstance(error, OSError) and (told := reason(error, str(place.parent))):
                raise told from error
            raise
        _synced(place.parent)
        seconds = time.monotonic() - started
        _note(found, place, seconds)
    say(f"✓ {place} · {place.stat().st_size / 1e6:.1f} MB · {seconds:.1f} s")
    return place


def _write(making: Path, lock: Lock, found: Database, settings: Settings) -> None:
    head = _head(found)
    parts = archive.members(
        head, dump.take(found.owner), settings.data, settings.data / archive.FILES
    )
    made = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with growing("备份 Backing up") as count, os.fdopen(made, "wb") as out:
        archive.write(out, lock, parts, count)
        out.flush()
        os.fsync(out.fileno())


def _verify(making: Path, lock: Lock) -> None:
    """Read all of it again, PostgreSQL its part; for public keys alone nobody here can open it."""
    if not lock.identities:
        say("! 只有公钥，无法回读 / Only public keys are known here: it was not read again")
        return
    with growing("校验 Verifying") as count, making.open("rb") as backup:
        backup.seek(len(lock.head))
        with archive.opened(backup, lock.identities) as tar, dump.checking() as postgres:
            contents = archive.Contents(tar)
            for name, content in contents.parts(count):
                if name.startswith(f"{archive.DATABASE}/"):
                    postgres.write(content.read())


def _head(found: Database) -> dict[str, Any]:
    with connect(found.owner) as connection:
        migrations = connection.execute("SELECT app, name FROM django_migrations ORDER BY id")
        size = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        return {
            "huolang": __version__,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "postgresql": connection.info.server_version,
            "owner": connection.info.user,
            "application": found.application_role,
            "report": found.report_role,
            "migrations": [list(row) for row in migrations.fetchall()],
            "extensions": dump.extensions(found.owner),
            "bytes": size[0] if size else 0,
        }


def _note(found: Database, place: Path, seconds: float) -> None:
    """So that `doctor` and the settings page can say when the last one was. Books of an earlier
    version may have no such list yet."""
    told = orjson.dumps({"file": place.name, "bytes": place.stat().st_size}).decode()
    with connect(found.owner) as connection, contextlib.suppress(psycopg.errors.UndefinedTable):
        connection.execute(NOTED, [seconds, told])


def _synced(folder: Path) -> None:
    with contextlib.suppress(OSError):  # some network file systems know no such thing
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
