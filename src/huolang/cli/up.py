"""`huolang up`: everything starts, the address is printed, Ctrl+C ends all of it."""

import argparse
import contextlib
import errno
import fcntl
import http.client
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from typing import IO

from huolang.cli import (
    children,
    database,
    live_socket,
    logs,
    metrics_folder,
    nightly_backup,
    processes,
    screen,
    space,
)
from huolang.cli.children import Child, Ending
from huolang.cli.postgres import Own, private_folder, write_private
from huolang.cli.preparation import demo_is_due, prepare, shown
from huolang.cli.progress import say, step
from huolang.cli.settings import ROOT, Settings
from huolang.cli.stop import Stop, reason

THREADS = 2
SPARE_CONNECTIONS = 40  # of PostgreSQL, for the worker, other commands and whoever looks inside
SERVER_PATIENCE = 90  # seconds until the server must answer
FOR_OWNERS = {"HUOLANG_OWNER_DATABASE_URL", "DATABASE_URL"}
DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never by a proxy
WORKER = ("django", "procrastinate", "--skip-checks", "worker")
"""The checks of Django are for who changes the program; they load the whole API, which took 42 MB
(docs/measurements/posting.md)."""
LIVE, LIVE_SOCKET = "huolang.cli.live_server", "HUOLANG_LIVE"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="8000")
    parser.add_argument("--host", help="127.0.0.1")
    parser.add_argument("--workers", type=int, help="processes of the web server: one a core")
    parser.add_argument("--empty", action="store_true", help="without the demo company")


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Start everything and stay until asked to end."""
    with alone(settings) as note:
        settings = _with_free_port(settings)
        space.demand(settings)
        screen.build()
        with _database(settings) as (environment, own):
            login = prepare(environment, settings.data, demo=not given.empty)
            if login:
                say(shown(login))  # now: whatever happens next, nobody can tell it a second time
            if not given.empty and demo_is_due(environment["HUOLANG_OWNER_DATABASE_URL"]):
                _load_demo(environment)
            with (
                live_socket.place(settings.data) as place,
                metrics_folder.place(settings.data) as counted,
            ):
                told = {LIVE_SOCKET: place, metrics_folder.VARIABLE: counted}
                running = _children(settings, environment | told)
                ending = Ending()  # until here Ctrl+C simply breaks off
                try:
                    if not ending.asked:
                        _start(running, settings, ending)
                        _tell(note, settings, login)
                        children.watch(running, _looking_after(own, settings), ending)
                finally:
                    say("正在停止 Stopping …")
                    # Streams end first: the server waits for those that are open.
                    children.stop([running[-1], *running[:-1]])
    say("已停止 Stopped")
    return 0


def _load_demo(environment: dict[str, str]) -> None:
    """A company to look at, once. Without it Huolang works as well, and the next `up` goes on."""
    with step("装入示例公司 Loading the demo company"):
        done = subprocess.run(
            [sys.executable, "-m", "huolang.cli.inside.sample", "demo"],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            preexec_fn=processes.tied(),
        )
    if done.returncode:
        last = ((done.stderr or done.stdout).strip().splitlines() or ["?"])[-1]
        say(f"  示例公司没有装完，下次启动时继续 / The demo company is not all there: {last}")


@contextlib.contextmanager
def alone(settings: Settings) -> Iterator[IO[str]]:
    """One `up` per data folder; the second is told where the first one answers."""
    try:
        locks = private_folder(private_folder(settings.data) / "locks")
        note = (locks / "up.lock").open("a+")
    except OSError as error:
        raise reason(error, str(settings.data)) or error from error
    with note:
        try:
            fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note.seek(0)
            where = note.read().strip() or "…"
            raise Stop(
                f"已在运行：{where} / Huolang already runs on this data folder: {where}"
            ) from None
        note.truncate(0)
        yield note
        note.truncate(0)


def _with_free_port(settings: Settings) -> Settings:
    """Refuse a port that is taken; port 0 means any free one. Names become numeric addresses,
    which are all that the server takes."""
    family, host = _numeric(settings)
    with socket.socket(family, socket.SOCK_STREAM) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, settings.port))
        except OSError as error:
            raise _port_refusal(error, settings) from error
        port = attempt.getsockname()[1]
    return Settings(**{**vars(settings), "host": host, "port": port})


def _numeric(settings: Settings) -> tuple[socket.AddressFamily, str]:
    """The address that `host` means, of the older kind where it has both."""
    try:
        if not settings.host:
            raise OSError("--host")
        found = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _port_refusal(OSError(str(error)), settings) from error
    family, *_, where = min(found, key=lambda one: one[0] != socket.AF_INET)
    return family, str(where[0])


def _port_refusal(error: OSError, settings: Settings) -> Stop:
    if error.errno == errno.EADDRINUSE:
        return Stop(
            f"端口 {settings.port} 已被占用 / Port {settings.port} is in use: choose another one "
            "with --port."
        )
    if error.errno == errno.EACCES:
        return Stop(
            f"没有权限使用端口 {settings.port} / You may not use port {settings.port}: choose one "
            "above 1023 with --port."
        )
    return Stop(
        f"地址 {settings.host} 不可用 / The address {settings.host} cannot be used: {error}"
    )


@contextlib.contextmanager
def _database(settings: Settings) -> Iterator[tuple[dict[str, str], Own | None]]:
    """The environment in which Django finds the database, while PostgreSQL runs."""
    with contextlib.ExitStack() as stack:
        with step("启动数据库 Starting the database"):
            needed = settings.workers * THREADS + SPARE_CONNECTIONS
            found, own = stack.enter_context(database.opened(settings, connections=needed))
        yield environment(settings) | found.environment(), own


def environment(settings: Settings) -> dict[str, str]:
    """What every process of ours gets; also makes the key that signs sessions, once."""
    key = private_folder(settings.data) / "secret_key"
    if not key.exists():
        write_private(key, secrets.token_urlsafe(48))
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUTF8": "1",
        **settings.environment(),
    }


def _children(settings: Settings, environment: dict[str, str]) -> list[Child]:
    """In the order in which they start: the server first, so that it answers soon."""
    folder = private_folder(settings.data / "log")
    application = {key: value for key, value in environment.items() if key not in FOR_OWNERS}
    server = (
        "huolang.cli.web_server",
        settings.host,
        str(settings.port),
        str(settings.workers),
        str(THREADS),
    )
    return [
        Child("服务 server", server, application, folder / "server.log"),
        Child("任务 worker", WORKER, application, folder / "worker.log"),
        Child("实时 live", (LIVE, application[LIVE_SOCKET]), application, folder / "live.log"),
    ]


def _start(running: list[Child], settings: Settings, ending: Ending) -> None:
    """Start the server and wait until it answers; then the rest, which nobody waits for."""
    server, *others = running
    with step("启动服务 Starting the server"):
        server.start()
        deadline = time.monotonic() + SERVER_PATIENCE
        while not _answers(settings) and not ending.asked:
            if not server.is_running() or time.monotonic() > deadline:
                raise Stop(
                    f"{server.last_words()}\n"
                    f"服务无法启动 / The server did not start: its log is {server.log}"
                )
            time.sleep(0.05)
    for child in others:
        child.start()


def _answers(settings: Settings) -> bool:
    try:
        with DIRECTLY.open(f"{address(settings)}/api/v1/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (OSError, http.client.HTTPException):
        return False


def address(settings: Settings) -> str:
    """Where a browser on this machine finds the server."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.host, settings.host)
    host = f"[{host}]" if ":" in host and not host.startswith("[") else host
    return f"http://{host}:{settings.port}"


def _tell(note: IO[str], settings: Settings, login: dict[str, str] | None) -> None:
    where = address(settings)
    note.write(where)
    note.flush()
    say(f"\n货郎已就绪 Huolang is ready: {where}")
    if login:
        say(shown(login))
    say("  按 Ctrl+C 停止 Press Ctrl+C to stop\n")


def _looking_after(own: Own | None, settings: Settings) -> Callable[[], None]:
    """What `up` looks at twice a second: the disk, the nightly backup, our own database."""
    looks = [logs.watch(settings.data), space.watch(settings.data), nightly_backup.watch(settings)]
    if own is not None:
        looks.append(_looking_after_own(own))

    def look_after() -> None:
        for look in looks:
            look()

    return look_after


def _looking_after_own(own: Own) -> Callable[[], None]:
    """PostgreSQL is restarted by its keeper, and a keeper that was killed is replaced here.

    What the keeper writes meanwhile (a full disk, say) is passed on to the terminal.
    """
    log = own.keepers_log()
    read = log.stat().st_size

    def look_after() -> None:
        nonlocal read
        if log.stat().st_size > read:
            say(f"! {log.read_bytes()[read:].decode(errors='replace').strip()}")
            read = log.stat().st_size
        if not own.is_kept():
            say("! 数据库意外结束，正在重启 / The database ended and is started again")
            with contextlib.suppress(Stop, OSError):
                own.revive()

    return look_after
