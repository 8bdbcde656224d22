"""A start that was broken off at any moment does not keep the next one from going on."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from huolang.cli import postgres, processes
from huolang.cli.stop import Stop
from tests.faults.launching import (
    PATIENCE,
    answers,
    environment,
    eventually,
    family,
    is_healthy,
    keep_rows,
    keeper,
    postmaster,
    rows,
    up,
    words_of,
)

pytestmark = pytest.mark.fault
LONG = "HUOLANG_LONG" in os.environ


@contextlib.contextmanager
def user(data: Path) -> Iterator[subprocess.Popen[str]]:
    """A command that wants the database, as a process of its own."""
    running = subprocess.Popen(
        [sys.executable, "-m", "huolang.cli.postgres", "--data", str(data)],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield running
    finally:
        running.kill()
        running.wait()
        assert running.stdout
        running.stdout.close()


def has_keeper(data: Path) -> bool:
    with contextlib.suppress(AssertionError):
        return keeper(data) > 0
    return False


MOMENTS: dict[str, Callable[[Path], bool]] = {
    "its keeper was started": has_keeper,
    "the database is being made": lambda data: (data / "pg.making").exists(),
    "the server is starting": lambda data: (data / "pg" / "postmaster.pid").exists(),
}


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_command_broken_off_while_postgresql_starts_does_not_stop_the_next_one(
    data: Path, moment: str, sign: signal.Signals
) -> None:
    with user(data) as first:
        deadline = time.monotonic() + PATIENCE
        while not MOMENTS[moment](data) and first.poll() is None and time.monotonic() < deadline:
            time.sleep(0.001)
        first.send_signal(sign)
        first.wait(PATIENCE)

        with postgres.own(data) as own:
            keep_rows(own, 3)
            assert rows(own) == 3

    assert "Traceback" not in (data / "log" / "keeper.log").read_text()


def test_a_command_waits_while_the_keeper_of_another_brings_postgresql_back(data: Path) -> None:
    with postgres.own(data) as own:
        keep_rows(own, 1000)
        os.kill(keeper(data), signal.SIGSTOP)  # it cannot start the server again yet
        os.kill(postmaster(data), signal.SIGKILL)
        eventually(lambda: not answers(own), "PostgreSQL did not die")

        with user(data) as second:
            time.sleep(1)
            assert second.poll() is None
            os.kill(keeper(data), signal.SIGCONT)

            assert second.stdout
            assert second.stdout.readline().startswith("HUOLANG_DATABASE_URL=")

        assert rows(own) == 1000


def test_why_the_server_cannot_be_brought_back_is_said_to_whoever_waits(data: Path) -> None:
    with postgres.own(data) as own:
        keep_rows(own, 1)
        settings = data / "pg" / "postgresql.conf"
        settings.write_text(settings.read_text() + "\nnonsense = 1\n")
        killed = postmaster(data)
        os.kill(killed, signal.SIGKILL)
        eventually(lambda: processes.state(killed) in ("dead", "zombie"), "it did not die")

        with pytest.raises(Stop, match="contains errors"), postgres.own(data):
            pass

        assert not answers(own)


def test_an_initialisation_whose_keeper_was_killed_does_not_write_into_the_next_one(
    data: Path,
) -> None:
    with user(data):
        eventually(lambda: (data / "pg.making" / "base").exists(), "no database was being made")
        os.kill(keeper(data), signal.SIGKILL)

        with postgres.own(data) as own:
            keep_rows(own, 3)
            assert rows(own) == 3


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT] if LONG else [signal.SIGKILL])
def test_up_broken_off_while_it_prepares_the_data_ends_the_preparation_and_starts_again(
    data: Path, sign: signal.Signals
) -> None:
    command = [
        sys.executable,
        "-m",
        "huolang.cli",
        "up",
        "--data",
        str(data),
        "--port",
        "0",
        "--empty",
    ]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL) as first:
        preparing: list[int] = []
        while not preparing and first.poll() is None:
            preparing = [pid for pid in family(first.pid) if "inside.prepare" in words_of(pid)]
        time.sleep(2)
        os.kill(preparing[0], signal.SIGSTOP)  # it will not end by itself

        first.send_signal(sign)
        first.wait(PATIENCE)

    eventually(lambda: processes.state(preparing[0]) in ("dead", "zombie"), "it still prepares")
    with up(data) as (_, address):
        assert is_healthy(address)


@pytest.mark.skipif(not LONG, reason="half a minute; run with --long")
def test_a_second_preparation_waits_for_the_first(data: Path) -> None:
    with postgres.own(data) as own:
        assert own.database
        told = (
            environment() | own.environment() | {"DJANGO_SETTINGS_MODULE": "huolang.site.settings"}
        )
        with psycopg.connect(own.database.owner) as first:
            first.execute("SELECT pg_advisory_lock(hashtext('huolang: prepare'))")
            second = subprocess.Popen(
                [sys.executable, "-m", "huolang.cli.inside.prepare"],
                env=told,
                stdout=subprocess.DEVNULL,
            )
            eventually(
                lambda: first.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchone(),
                "it did not wait",
            )
            assert first.execute("SELECT to_regclass('kernel_company')").fetchone() == (None,)
        assert second.wait(PATIENCE) == 0
