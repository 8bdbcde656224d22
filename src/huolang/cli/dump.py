"""PostgreSQL's own programs that carry a database out of a server and into another.

`pg_dump` reads one snapshot while the shop goes on. What it wrote is loaded in one transaction:
all of it, or nothing.
"""

import contextlib
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import conninfo, sql

from huolang.cli import binaries, processes
from huolang.cli.archive import PIECE
from huolang.cli.foreign_roles import connect
from huolang.cli.stop import DISK_FULL, Stop

ELSEWHERE = re.compile(r"\d+; \d+ \d+ (EXTENSION|COMMENT - EXTENSION|SCHEMA - public|ACL - SCHEMA)")
GRANT = re.compile(r"\d+; \d+ \d+ (DEFAULT )?ACL ")
NEWER_SETTING = b"SET transaction_timeout = 0;"
"""Which PostgreSQL 16 does not know."""
EMPTY = """
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT c.oid::regclass AS name FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
      AND c.relowner = current_user::regrole
      AND NOT EXISTS (SELECT FROM pg_depend d
        WHERE d.objid = c.oid AND d.deptype IN ('e', 'i', 'a'))
    ORDER BY c.relkind IN ('r', 'p') DESC
  LOOP
    IF to_regclass(one.name::text) IS NULL THEN CONTINUE; END IF;
    EXECUTE (SELECT format('DROP %s %s CASCADE', CASE relkind WHEN 'v' THEN 'VIEW'
      WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, one.name)
      FROM pg_class WHERE oid = one.name);
  END LOOP;
  FOR one IN SELECT p.oid::regprocedure AS name FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.proowner = current_user::regrole
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP EXECUTE format('DROP ROUTINE %s CASCADE', one.name); END LOOP;
  FOR one IN SELECT t.oid::regtype AS name FROM pg_type t
    WHERE t.typnamespace = 'public'::regnamespace AND t.typowner = current_user::regrole
      AND t.typtype IN ('e', 'c', 'd') AND (t.typrelid = 0
        OR EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')
  LOOP EXECUTE format('DROP TYPE %s CASCADE', one.name); END LOOP;
END $$;
"""


def take(owner: str) -> Iterator[bytes]:
    """The database behind `owner`'s address as pg_dump's archive, in pieces."""
    command = ["--format=custom", "--compress=gzip:3", "--no-owner", "--no-password"]
    with _running("pg_dump", command, owner, stdout=subprocess.PIPE) as dumping:
        assert dumping.stdout
        while piece := dumping.stdout.read(PIECE):
            yield piece


@contextlib.contextmanager
def checking() -> Iterator[IO[bytes]]:
    """Take an archive in whole, and see that PostgreSQL can read all of it."""
    command = ["--file=/dev/null"]
    with _running("pg_restore", command, stdin=subprocess.PIPE) as reading:
        assert reading.stdin
        with contextlib.suppress(BrokenPipeError):  # it says itself why it ended
            yield reading.stdin
            reading.stdin.close()


def extensions(owner: str) -> list[str]:
    """Those that the database uses, besides PostgreSQL's own language."""
    with connect(owner) as connection:
        found = connection.execute("SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'")
        return sorted(name for (name,) in found.fetchall())


def load(
    owner: str, archive: Path, *, roles: Mapping[str, str], extensions: list[str], replace: bool
) -> None:
    """Load `archive` into the database of `owner` in one transaction.

    `roles` says what the roles of the archive are called here. With `replace` what is in the
    database goes in the same transaction.
    """
    _extend(owner, extensions)
    lines = _listed(archive)
    ours = [line for line in lines if not GRANT.match(line) and not ELSEWHERE.match(line)]
    grants = [line for line in lines if GRANT.match(line) and not ELSEWHERE.match(line)]
    options = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    with _running("psql", options, owner, stdin=subprocess.PIPE) as loading:
        assert loading.stdin
        with contextlib.suppress(BrokenPipeError):  # psql says itself why it ended
            loading.stdin.write(b"BEGIN;\n" + (EMPTY.encode() if replace else b""))
            for piece in _script(archive, ours):
                loading.stdin.write(piece)
            whole = b"".join(_script(archive, grants))
            loading.stdin.write(_renamed(whole.decode(), roles).encode())
            loading.stdin.write(b"\nCOMMIT;\n")
            loading.stdin.close()
    with connect(owner) as connection:
        connection.execute("ANALYZE")


def _extend(owner: str, names: list[str]) -> None:
    with connect(owner) as connection:
        for name in names:
            command = "CREATE EXTENSION IF NOT EXISTS {}"
            try:
                connection.execute(sql.SQL(command).format(sql.Identifier(name)))
            except psycopg.Error as error:
                raise Stop(
                    f"数据库缺少扩展 {name} / The database lacks the extension {name}: "
                    f"{error.diag.message_primary}."
                ) from error


def _listed(archive: Path) -> list[str]:
    with _running("pg_restore", ["--list", str(archive)], stdout=subprocess.PIPE) as listing:
        assert listing.stdout
        return listing.stdout.read().decode().splitlines()


def _script(archive: Path, entries: list[str]) -> Iterator[bytes]:
    """The statements of these entries of the archive."""
    with tempfile.NamedTemporaryFile("w", dir=archive.parent) as wanted:
        wanted.write("\n".join(entries) + "\n")
        wanted.flush()
        options = ["--no-owner", f"--use-list={wanted.name}", "--file=-", str(archive)]
        with _running("pg_restore", options, stdout=subprocess.PIPE) as telling:
            assert telling.stdout
            first = telling.stdout.read(PIECE)
            yield first.replace(NEWER_SETTING, b"", 1)
            while piece := telling.stdout.read(PIECE):
                yield piece


def _renamed(script: str, roles: Mapping[str, str]) -> str:
    """The grants, with the roles as they are called here."""

    def here(found: re.Match[str]) -> str:
        name = (found[1] or found[2]).replace('""', '"')
        return '"' + roles[name].replace('"', '""') + '"' if name in roles else found[0]

    return re.sub(r'"((?:[^"]|"")+)"|\b([a-z_][a-z0-9_$]*)\b', here, script)


@contextlib.contextmanager
def _running(
    name: str, options: list[str], url: str | None = None, **streams: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """One of PostgreSQL's programs, which must end well; a password never stands in its words."""
    told = dict(os.environ)
    words = [str(binaries.client(name)), *options]
    if url is not None:
        parts = conninfo.conninfo_to_dict(url)
        if password := parts.pop("password", None):
            told["PGPASSWORD"] = str(password)
        words.append("--dbname=" + conninfo.make_conninfo("", **parts))
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(
            words,
            stderr=complaints,
            env=told,
            preexec_fn=processes.tied(),
            **{"stdin": subprocess.DEVNULL, **streams},
        ) as running,
    ):
        try:
            yield running
        except BaseException:
            running.kill()
            raise
        finally:
            for stream in (running.stdin, running.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()
        if running.wait():
            complaints.seek(0)
            raise _refusal(name, complaints.read().decode(errors="replace"))


def _refusal(name: str, said: str) -> Stop:
    if "No space left" in said:
        return Stop(DISK_FULL.format(place=name))
    lines = [line for line in said.splitlines() if "error" in line.lower() or "FATAL" in line]
    cause = (lines or said.splitlines() or ["?"])[0].strip()
    return Stop(f"{name} 失败，什么也没有改变 / {name} failed, nothing was changed: {cause}")
