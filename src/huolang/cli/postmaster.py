"""Our own PostgreSQL server: made in the data folder, started, watched and stopped."""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from huolang.cli import binaries, processes, system_user
from huolang.cli.stop import DISK_FULL, Stop
from huolang.cli.system_user import Account

PATIENCE = 600  # seconds: recovery after a crash may take minutes, and giving up loses nothing
READY = "ready"
LONGEST_SOCKET = 107  # bytes that a unix socket's address can hold, less the closing zero
SOCKET = ".s.PGSQL.5432"
STILL_IN_USE = "is still in use"
NO_SPACE = "No space left on device"
A_PAGE = 8192
"""Bytes of a page of PostgreSQL."""

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "192MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "random_page_cost": "1.1",
    "max_parallel_workers_per_gather": "1",
    "wal_compression": "on",
    "max_wal_size": "1GB",
    "checkpoint_timeout": "10min",
    "autovacuum_vacuum_scale_factor": "0.05",
    # Prepared plans made on empty tables are remade as soon as a young company has rows; a table
    # that is a fifth larger is not another one, and looking at it costs a tenth of a second.
    "autovacuum_analyze_scale_factor": "0.2",
    "autovacuum_naptime": "5s",
    "max_locks_per_transaction": "128",
    # There for who looks for a slow statement, and switched on by them (ALTER ROLE … SET): counting
    # takes a twentieth of what short statements cost.
    "shared_preload_libraries": "pg_stat_statements",
    "pg_stat_statements.track": "none",
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "postgresql-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_line_prefix": "%m [%p] %u@%d ",
    "password_encryption": "scram-sha-256",
}
SURVIVES_CRASHES = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
FOR_TESTS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postmaster:
    """The server over `data/pg`; only its keeper (keeper.py) starts and stops it."""

    def __init__(
        self, data: Path, password: str, *, durable: bool, extra: Mapping[str, str]
    ) -> None:
        self.data = data
        self.cluster = data / "pg"
        self.password = password
        self.durable = durable
        self.settings = {**SETTINGS, **(SURVIVES_CRASHES if durable else FOR_TESTS), **extra}
        self.account = system_user.account_for(self.cluster)
        self.programs = binaries.folder(data, self.account)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Make the cluster if there is none, then run it until it answers."""
        self._initialise()
        if self.account:
            system_user.let_through(self.cluster, self.account)
        sockets = socket_folder(self.data, self.account)
        self._clear_the_way(sockets)
        deadline = time.monotonic() + PATIENCE
        while True:
            said = self._run_until_ready(sockets, deadline)
            if said is None:
                return
            if STILL_IN_USE not in said or time.monotonic() > deadline:
                raise self._refusal(said)
            self._end_orphans()
            time.sleep(0.2)

    def stop(self) -> None:
        """Let transactions under way be rolled back, write a checkpoint, and end."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)

    def _program(self, name: str, *arguments: str) -> list[str]:
        return [str(self.programs / name), *arguments]

    def _as_account(self) -> dict[str, object]:
        settings: dict[str, object] = {
            "cwd": "/",
            "stdin": subprocess.DEVNULL,
            "env": {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
        }
        return settings | (self.account.as_process() if self.account else {})

    def _initialise(self) -> None:
        """Make the cluster beside its place and move it there whole, so a kill leaves no half."""
        if (self.cluster / "PG_VERSION").exists():
            return
        making = self.data / "pg.making"
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o700)
        with tempfile.TemporaryDirectory(prefix="huolang-") as private:
            word = Path(private) / "password"
            word.write_text(self.password)
            for path in (Path(private), word, making) if self.account else ():
                os.chown(path, self.account.uid, self.account.gid)  # type: ignore[union-attr]
            if self.account:
                system_user.let_through(making, self.account)
            failed = self._initdb(making, word, "C.UTF-8")
            if "invalid locale name" in failed:
                failed = self._initdb(making, word, "C")
        if failed:
            raise self._refusal(failed)
        try:
            making.rename(self.cluster)
        except OSError as error:
            raise Stop(
                f"{self.cluster} 不是数据库目录 / {self.cluster} exists and is no database: "
                "move it away, or choose another folder with --data."
            ) from error
        parent = os.open(self.data, os.O_RDONLY)
        os.fsync(parent)
        os.close(parent)

    def _initdb(self, place: Path, word: Path, locale: str) -> str:
        """Why it failed, or nothing. Plain C collation would blind pg_trgm to Chinese."""
        command = self._program(
            "initdb",
            f"--pgdata={place}",
            "--username=postgres",
            f"--pwfile={word}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            f"--locale={locale}",
            "--data-checksums",
            "--no-instructions",
            *([] if self.durable else ["--no-sync"]),
        )
        made = processes.run_whole(command, **self._as_account())
        return "" if made.returncode == 0 else made.stderr or made.stdout

    def _run_until_ready(self, sockets: Path, deadline: float) -> str | None:
        """Run the server; None once it answers, else what it said before it ended."""
        settings = {**self.settings, "unix_socket_directories": f'"{sockets}"'}
        options = [f"--{name}={value}" for name, value in settings.items()]
        spoken = private_log(self.data) / "postgresql-start.log"
        written = {log: log.stat().st_size for log in self._logs()}
        with spoken.open("wb") as log:
            self.process = subprocess.Popen(
                self._program("postgres", "-D", str(self.cluster), *options),
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=processes.tied(signal.SIGINT),
                **self._as_account(),  # type: ignore[arg-type]
            )
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                return self._last_words(spoken, written)
            if self._says_ready():
                return None
            time.sleep(0.03)
        self.process.send_signal(signal.SIGINT)
        return f"PostgreSQL was not ready within {PATIENCE} s"

    def _says_ready(self) -> bool:
        lines = _lines(self.cluster / "postmaster.pid")
        mine = (
            bool(lines) and self.process is not None and lines[0].strip() == str(self.process.pid)
        )
        return mine and len(lines) > 7 and lines[7].strip() == READY

    def _logs(self) -> list[Path]:
        return list((self.cluster / "log").glob("*.log"))

    def _last_words(self, spoken: Path, written: Mapping[Path, int]) -> str:
        """What the server wrote since its start: first to us, then to its own log."""
        words = spoken.read_text(errors="replace")
        for log in self._logs():
            words += log.read_bytes()[written.get(log, 0) :].decode(errors="replace")
        return words

    def _refusal(self, said: str) -> Stop:
        speechless = not said.strip() and shutil.disk_usage(self.data).free < A_PAGE
        if NO_SPACE in said or speechless:  # on a full disk its own words have no room either
            return Stop(DISK_FULL.format(place=self.data))
        with (private_log(self.data) / "postgresql-refusal.log").open("w") as log:
            log.write(said)
        loud = [line for line in said.splitlines() if "FATAL" in line or "error" in line.lower()]
        first = (loud or said.splitlines() or ["?"])[0].strip()
        return Stop(f"PostgreSQL 无法启动 / PostgreSQL did not start in {self.data}: {first}")

    def _clear_the_way(self, sockets: Path) -> None:
        """End a server of ours that lost its keeper, and forget process ids that lie.

        A killed server can stay a zombie where process 1 does not reap, and after a restart of
        the machine its id can belong to another program; PostgreSQL then refuses to start. A
        file whose process is plainly dead is left to PostgreSQL, which checks more than we can.
        """
        for file in (self.cluster / "postmaster.pid", sockets / f"{SOCKET}.lock"):
            lines = _lines(file)
            if not lines or not lines[0].strip().lstrip("-").isdigit():
                file.unlink(missing_ok=True)
                continue
            pid = abs(int(lines[0]))
            if processes.state(pid) == "postgres" and self._is_ours(pid):
                self._end(pid)
            elif processes.state(pid) != "dead":
                self._end_orphans()
                file.unlink(missing_ok=True)

    def _is_ours(self, pid: int) -> bool:
        if not processes.PROC.exists():
            return True
        return pid in processes.working_in(self.cluster, "postgres")

    def _end(self, pid: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + PATIENCE
        while processes.state(pid) == "postgres" and time.monotonic() < deadline:
            time.sleep(0.05)

    def _end_orphans(self) -> None:
        """Servers of single connections whose postmaster was killed: they are doomed anyway."""
        deadline = time.monotonic() + PATIENCE
        while left := processes.working_in(self.cluster, "postgres"):
            for pid in left:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGQUIT)
            if time.monotonic() > deadline:
                raise Stop(f"PostgreSQL 进程无法结束 / Processes {left} of PostgreSQL do not end.")
            time.sleep(0.05)


def answers(cluster: Path) -> bool:
    """Whether a server over this cluster takes connections just now."""
    lines = _lines(cluster / "postmaster.pid")
    if len(lines) < 8 or lines[7].strip() != READY:
        return False
    return PGconn.ping(make_conninfo(host=lines[4]).encode()) == Ping.OK


def private_log(data: Path) -> Path:
    """Where our own logs are, the server's first words among them."""
    folder = data / "log"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def socket_folder(data: Path, account: Account | None) -> Path:
    """A closed folder for the socket: in the data folder, or a short one where that is too long."""
    own = data / "run"
    if _short_enough(own):
        return _closed(own, account)
    kept = data / "run.path"
    if kept.exists() and _is_safe(Path(kept.read_text()), account):
        return Path(kept.read_text())
    base = os.environ.get("XDG_RUNTIME_DIR") if account is None else None
    parents = [base, None] if base and Path(base).is_dir() else [None]
    for parent in parents:
        made = Path(tempfile.mkdtemp(prefix="huolang-", dir=parent)).resolve()
        if _short_enough(made):
            _closed(made, account)
            temporary = data / f"run.path.{secrets.token_hex(4)}"
            temporary.write_text(str(made))
            temporary.rename(kept)
            return made
        made.rmdir()
    raise Stop(
        f"数据目录路径过长：{data} / The path {data} is too long for PostgreSQL's socket and so is "
        "the temporary folder: set TMPDIR to a short one."
    )


def _short_enough(folder: Path) -> bool:
    path = str(folder / SOCKET)
    return len(os.fsencode(path)) <= LONGEST_SOCKET and not set(path) & set('",\\')


def _closed(folder: Path, account: Account | None) -> Path:
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    if account:
        os.chown(folder, account.uid, account.gid)
    return folder


def _is_safe(folder: Path, account: Account | None) -> bool:
    """Whether a folder remembered from an earlier start is still there and still only ours."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    owner = account.uid if account else os.geteuid()
    is_folder = found.st_mode & 0o170000 == 0o040000
    return is_folder and found.st_uid == owner and found.st_mode & 0o077 == 0


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text().splitlines()
    except OSError:
        return []
