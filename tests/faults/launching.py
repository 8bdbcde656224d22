"""Starts what the fault tests kill, and looks at it from outside."""

import contextlib
import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from huolang.cli.postgres import Own

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534
PATIENCE = 120


def rows(own: Own) -> int:
    assert own.database
    with psycopg.connect(own.database.owner) as connection:
        found = connection.execute("SELECT count(*) FROM kept").fetchone()
    assert found
    return int(found[0])


def keep_rows(own: Own, count: int) -> None:
    assert own.database
    with psycopg.connect(own.database.owner) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
        connection.execute("INSERT INTO kept SELECT generate_series(1, %s)", [count])


def postmaster(data: Path) -> int:
    return int((data / "pg" / "postmaster.pid").read_text().split()[0])


def keeper(data: Path) -> int:
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (entry / "cmdline").read_bytes().split(b"\0")
            if b"huolang.cli.keeper" in words and os.fsencode(data) in words:
                return int(entry.name)
    raise AssertionError("no keeper runs")


def eventually(holds: object, what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def answers(own: Own) -> bool:
    try:
        return rows(own) >= 0
    except psycopg.OperationalError:
        return False


def environment() -> dict[str, str]:
    told = {k: v for k, v in os.environ.items() if not k.startswith(("HUOLANG_", "DATABASE_URL"))}
    return told | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}


def packages() -> list[str]:
    return [path for path in sys.path if path.endswith("site-packages")]


def python_for_everybody() -> str:
    """An interpreter like ours that any user may run: ours may lie in a closed home."""
    if os.geteuid():
        pytest.skip("only root can become another user")
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for path in (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        with contextlib.suppress(OSError):
            tried = subprocess.run(
                [path, "-c", f"open({str(ROOT / 'huolang')!r})"],
                user=NOBODY,
                group=NOBODY,
                extra_groups=[],
                cwd="/",
                env={},
                capture_output=True,
            )
            if tried.returncode == 0:
                return path
    pytest.skip("no Python here can be run by everybody")


def huolang(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "huolang.cli", *words],
        env=environment() | more,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


@contextlib.contextmanager
def up(data: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`huolang up` on a free port, without the demo company unless `words` are given, until the
    test ends it or we do."""
    told = words or ("--empty",)
    running = subprocess.Popen(
        [sys.executable, "-m", "huolang.cli", "up", "--data", str(data), "--port", "0", *told],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert running.stdout
    said = ""
    try:
        for line in running.stdout:
            said += line
            if found := re.search(r"ready: (http://\S+)", line):
                yield running, found[1]
                return
        raise AssertionError(said)
    finally:
        if running.poll() is None:
            running.terminate()
            running.wait(PATIENCE)


def is_healthy(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/api/v1/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def family(pid: int) -> list[int]:
    """A process and everything it started, PostgreSQL's keeper too."""
    found = [pid]
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError):
            stat = (entry / "stat").read_text()
            if int(stat.rsplit(")", 1)[1].split()[1]) == pid:
                found += family(int(entry.name))
    return found


def words_of(pid: int) -> str:
    try:
        return (Path("/proc") / str(pid) / "cmdline").read_text()
    except OSError:
        return ""
