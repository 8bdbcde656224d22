"""The database a command works on: our own PostgreSQL, started when needed, or a foreign one."""

import argparse
import contextlib
import fcntl
import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

from huolang.cli import postmaster, roles, system_user
from huolang.cli.keeper import KEPT_ALREADY, READY
from huolang.cli.stop import Stop, reason

SOURCE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Database:
    """How the roles reach one database; `administrator` only exists on our own server."""

    owner: str
    application: str
    report: str
    administrator: str | None = None
    application_role: str = roles.APPLICATION
    report_role: str = roles.REPORT

    def environment(self) -> dict[str, str]:
        """What Django's settings read."""
        return {
            "HUOLANG_DATABASE_URL": self.application,
            "HUOLANG_OWNER_DATABASE_URL": self.owner,
            "HUOLANG_REPORT_DATABASE_URL": self.report,
            "HUOLANG_APP_ROLE": self.application_role,
            "HUOLANG_REPORT_ROLE": self.report_role,
        }


def exists(data: Path) -> bool:
    """Whether there is a database of ours in `data`, running or not."""
    return (data / "pg" / "PG_VERSION").exists()


@contextlib.contextmanager
def own(
    data: Path,
    *,
    durable: bool = True,
    may_create_databases: bool = False,
    extra: Mapping[str, str] | None = None,
) -> Iterator["Own"]:
    """Our PostgreSQL over `data/pg`, running for as long as anybody is inside."""
    server = Own(data, durable, may_create_databases, extra or {})
    try:
        server.enter()
        yield server
    finally:
        server.leave()


class Own:
    """A user's hold on our PostgreSQL; the last one to let go ends it (see keeper.py)."""

    def __init__(
        self, data: Path, durable: bool, may_create_databases: bool, extra: Mapping[str, str]
    ) -> None:
        self.data = data.resolve()
        self.durable = durable
        self.may_create_databases = may_create_databases
        self.extra = dict(extra)
        self.users: IO[str] | None = None
        self.database: Database | None = None

    def enter(self) -> None:
        try:
            private_folder(self.data)
            private_folder(self.data / "log")
            locks = private_folder(self.data / "locks")
            self.users = (locks / "users.lock").open("a")
            fcntl.flock(self.users, fcntl.LOCK_SH)
            self.revive()
        except OSError as error:
            raise reason(error, str(self.data)) or error from error

    def revive(self) -> None:
        """Start the keeper if it is not there, and see to the roles; safe to call again."""
        with (self.data / "locks" / "start.lock").open("a") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            words = _passwords(self.data / "passwords.json")
            self._wait_until_ready(words["postgres"])
            account = system_user.account_for(self.data / "pg")
            sockets = postmaster.socket_folder(self.data, account)
            if self.database is None:
                self.database = self._prepare(sockets, words)

    def environment(self) -> dict[str, str]:
        """The database's environment, and the way in as its administrator (tests, bench)."""
        assert self.database and self.database.administrator
        administrator = {"HUOLANG_ADMINISTRATOR_DATABASE_URL": self.database.administrator}
        return self.database.environment() | administrator

    def keepers_log(self) -> Path:
        """Where the keeper writes why it cannot start the server again."""
        return self.data / "log" / "keeper.log"

    def is_kept(self) -> bool:
        """Whether a keeper watches over the server just now."""
        with (self.data / "locks" / "keeper.lock").open("a") as lock:
            return _is_held(lock)

    def leave(self) -> None:
        """Let go, and if we were the last, wait until PostgreSQL has stopped."""
        if self.users is None:
            return
        fcntl.flock(self.users, fcntl.LOCK_UN)
        deadline = time.monotonic() + postmaster.PATIENCE
        time.sleep(0.1)
        while _is_held(self.users, fcntl.LOCK_SH) and time.monotonic() < deadline:
            time.sleep(0.05)
        self.users.close()
        self.users = None

    def _wait_until_ready(self, password: str) -> None:
        """Start a keeper where there is none; wait for one that is still starting the server.

        That one may be left from a command that was broken off, or be about to end.
        """
        log = self.keepers_log()
        known = log.stat().st_size if log.exists() else 0
        deadline = time.monotonic() + postmaster.PATIENCE
        while time.monotonic() < deadline:
            if not self.is_kept():
                self._start_keeper(password)
            elif postmaster.answers(self.data / "pg"):
                return
            elif news := log.read_bytes()[known:].rpartition(b"\n")[0]:  # whole lines only
                raise Stop(news.decode(errors="replace").splitlines()[-1])
            else:
                time.sleep(0.05)
        raise Stop(f"PostgreSQL 无法启动 / PostgreSQL did not start: see {log}")

    def _start_keeper(self, password: str) -> None:
        settings = json.dumps({"durable": self.durable, "extra": self.extra})
        command = [sys.executable, "-m", "huolang.cli.keeper", str(self.data), settings]
        with self.keepers_log().open("ab") as log:
            keeper = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
                cwd="/",
                env={**os.environ, "PYTHONPATH": os.pathsep.join([str(SOURCE), *sys.path[1:]])},
            )
        assert keeper.stdin and keeper.stdout
        with contextlib.suppress(BrokenPipeError):  # it has ended already, and says why
            keeper.stdin.write(password + "\n")
            keeper.stdin.close()
        said = keeper.stdout.readline().strip()
        if said == KEPT_ALREADY:
            keeper.wait()
            return
        if said != READY:
            keeper.wait()
            raise Stop(said or f"PostgreSQL did not start: see {self.keepers_log()}")
        keeper.returncode = 0  # it outlives us; Python need not warn about that

    def _prepare(self, sockets: Path, words: Mapping[str, str]) -> Database:
        def url(role: str, database: str = roles.DATABASE) -> str:
            return f"postgresql://{role}:{words[role]}@/{database}?host={quote(str(sockets), '')}"

        administrator = url("postgres", "postgres")
        roles.prepare_own(administrator, words, may_create_databases=self.may_create_databases)
        return Database(
            owner=url(roles.OWNER),
            application=url(roles.APPLICATION),
            report=url(roles.REPORT),
            administrator=administrator,
        )


def private_folder(path: Path) -> Path:
    """The folder, made if need be so that only its owner can look into it."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def _is_held(lock: IO[str], kind: int = fcntl.LOCK_EX) -> bool:
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(lock, fcntl.LOCK_UN)
    return False


def _passwords(file: Path) -> dict[str, str]:
    """A random password for each role, made once, readable only by the owner of the folder."""
    if file.exists():
        return dict(json.loads(file.read_text()))
    if exists(file.parent):
        raise Stop(
            f"缺少 {file}，无法打开数据库 / {file} is missing, so the database beside it cannot be "
            "opened: put it back from a backup."
        )
    words = {role: secrets.token_urlsafe(24) for role in ("postgres", *roles.ALL)}
    write_private(file, json.dumps(words))
    return words


def write_private(file: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    making = file.with_name(f".{file.name}.{os.getpid()}")
    with os.fdopen(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    making.rename(file)


def main() -> int:
    """`python -m huolang.cli.postgres --data DIR`: run it, print how to reach it, until Ctrl+C."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--create-databases", action="store_true", help="the owner may create some")
    parser.add_argument("--fast", action="store_true", help="for tests: do not survive a crash")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with own(
            given.data,
            durable=not given.fast,
            may_create_databases=given.create_databases,
        ) as server:
            django = {"DJANGO_SETTINGS_MODULE": "huolang.site.settings"}
            for name, value in (server.environment() | django).items():
                print(f"{name}={value}", flush=True)
            while True:
                signal.pause()
    except Stop as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
