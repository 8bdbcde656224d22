"""Databases for tests: one migrated template, made once and cloned for each worker.

Tests run as the application role, never as the owner: what row-level security and grants refuse
in life, they refuse here.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.metadata
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

SOURCE = Path(__file__).resolve().parents[2] / "src"
MIGRATING = ("Django", "django-allauth", "django-axes", "procrastinate", "psycopg")
TEMPLATE, RUN = "huolang_template_", "huolang_run_"
UNSET = "tests of the database need a PostgreSQL of their own: run ./huolang test [ARGS]"


def is_configured() -> bool:
    """Whether `./huolang test` (or a developer's environment) has named a server."""
    return "HUOLANG_DATABASE_URL" in os.environ and "HUOLANG_OWNER_DATABASE_URL" in os.environ


def fingerprint() -> str:
    """Changes whenever a migration, or what turns one into SQL, changes."""
    told = hashlib.sha256()
    kernel = SOURCE / "huolang" / "kernel"
    files = [*SOURCE.glob("huolang/*/migrations/*.py"), *kernel.glob("postgresql/*.py")]
    for file in sorted([*files, kernel / "keys.py", kernel / "company.py"]):
        told.update(str(file.relative_to(SOURCE)).encode() + file.read_bytes())
    for name in MIGRATING:
        told.update(f"{name} {importlib.metadata.version(name)}".encode())
    return told.hexdigest()[:12]


@contextmanager
def owner() -> Iterator[psycopg.Connection]:
    """The owner's connection to a database that is neither template nor clone."""
    url = os.environ["HUOLANG_OWNER_DATABASE_URL"]
    with psycopg.connect(url, dbname="postgres", autocommit=True) as connection:
        yield connection


def template() -> str:
    """The migrated template, made by whichever worker comes first."""
    return made_once(TEMPLATE, migrate)


def made_once(prefix: str, make: Callable[[str], None]) -> str:
    """A database to be cloned, named after its `prefix` and the migrations; `make` fills it."""
    name = prefix + fingerprint()
    lock = Path(tempfile.gettempdir()) / f"{name}.{os.getuid()}.lock"
    with lock.open("w") as held, owner() as connection:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not _exists(connection, name):
            building = f"{name}_building"
            drop(connection, building)
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template1").format(sql.Identifier(building))
            )
            make(building)
            connection.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(building), sql.Identifier(name)
                )
            )
            _discard_older(connection, prefix, name)
    return name


def _discard_older(connection: psycopg.Connection, prefix: str, newest: str) -> None:
    """Templates of migrations that are gone; one that is just being cloned stays."""
    found = connection.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s) AND datname <> %s",
        [prefix, newest],
    )
    for (name,) in found.fetchall():
        with suppress(psycopg.errors.ObjectInUse):
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def _exists(connection: psycopg.Connection, name: str) -> bool:
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return found.fetchone() is not None


def migrate(name: str) -> None:
    """In a process of its own, so that this one never holds the owner's rights."""
    told = environment(name)
    command = [sys.executable, "-m", "django", "migrate", "--database", "owner", "-v0"]
    done = subprocess.run(
        [*command, "--skip-checks"], env=told, stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"the migrations do not run:\n{done.stderr[-4000:]}")


def environment(name: str) -> dict[str, str]:
    """In which a process works in the database `name`, also with the owner's rights."""
    told = dict(os.environ)
    for variable in ("HUOLANG_DATABASE_URL", "HUOLANG_OWNER_DATABASE_URL"):
        told[variable] = at(os.environ[variable], name)
    told["PYTHONPATH"] = os.pathsep.join([str(SOURCE), told.get("PYTHONPATH", "")])
    told["DJANGO_SETTINGS_MODULE"] = "huolang.site.settings"
    return told


def at(url: str, name: str) -> str:
    """The same address, with another database."""
    head, mark, query = url.partition("?")
    return f"{head.rpartition('/')[0]}/{name}{mark}{query}"


def clone(purpose: str, source: str | None = None) -> str:
    """A new database like `source`, the template unless another is named; `purpose` tells the
    ones of a process apart."""
    name, source = f"{RUN}{os.getpid()}_{purpose}", source or template()
    with owner() as connection:
        drop(connection, name)
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(  # half the time
                sql.Identifier(name), sql.Identifier(source)
            )
        )
    return name


def discard(name: str) -> None:
    with owner() as connection:
        drop(connection, name)


def drop(connection: psycopg.Connection, name: str) -> None:
    """Drop a database. Autovacuum, which only an administrator may stop, is waited for; what is
    still there after that goes with the next run."""
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    for _ in range(40):
        with suppress(psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
            connection.execute(statement)
            return
        time.sleep(0.25)


def discard_left_over() -> None:
    """Drop what runs that were killed have left."""
    with owner() as connection:
        found = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [RUN]
        )
        for (name,) in found.fetchall():
            process = name.removeprefix(RUN).partition("_")[0]
            if not Path(f"/proc/{process}").exists():
                drop(connection, name)


@contextmanager
def using(name: str, *, again: bool = False) -> Iterator[None]:
    """Meanwhile every connection of Django, in every thread, goes to the database `name`.

    A new connection learns each statement anew: the one of before waits, and that of a database
    which is used `again` is kept for the next time.
    """
    waiting, settings = connections["default"], connections.settings["default"]
    before = settings["NAME"]
    kept = _kept if again else {}
    settings["NAME"] = name  # other threads connect by this
    used = kept.get(name) or waiting.copy()
    used.settings_dict["NAME"] = name
    connections["default"] = used
    try:
        yield
    finally:
        if again and not used.in_atomic_block:
            kept[name] = used
        else:
            used.close()
        settings["NAME"] = before
        connections["default"] = waiting


_kept: dict[str, BaseDatabaseWrapper] = {}
