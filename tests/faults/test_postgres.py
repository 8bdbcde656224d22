"""What our PostgreSQL survives: killed servers, lying process ids, odd folders."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from huolang.cli import database, postgres, processes
from huolang.cli.settings import Settings
from huolang.cli.stop import Stop
from tests.faults.launching import (
    PATIENCE,
    answers,
    environment,
    eventually,
    keep_rows,
    keeper,
    postmaster,
    rows,
)

pytestmark = pytest.mark.fault


def test_it_stops_when_the_last_user_goes_and_keeps_what_was_written(data: Path) -> None:
    with postgres.own(data, durable=False) as first:
        keep_rows(first, 3)
        with postgres.own(data, durable=False) as second:
            assert rows(second) == 3
        pid = postmaster(data)
        assert rows(first) == 3
    assert processes.state(pid) == "dead"

    with postgres.own(data, durable=False) as again:
        assert rows(again) == 3


def test_a_killed_server_is_started_again_and_has_lost_nothing(data: Path) -> None:
    with postgres.own(data) as own:
        keep_rows(own, 1000)
        killed = postmaster(data)

        os.kill(killed, signal.SIGKILL)

        eventually(lambda: answers(own), "PostgreSQL did not come back")
        assert postmaster(data) != killed
        assert rows(own) == 1000


def test_server_and_keeper_killed_together_lose_nothing(data: Path) -> None:
    with postgres.own(data) as own:
        keep_rows(own, 1000)
        for pid in (keeper(data), postmaster(data)):
            os.kill(pid, signal.SIGKILL)
        eventually(lambda: not own.is_kept(), "the keeper is still there")

        own.revive()

        assert rows(own) == 1000


def test_a_user_that_is_killed_leaves_nothing_running(data: Path) -> None:
    command = [sys.executable, "-m", "huolang.cli.postgres", "--data", str(data)]
    user = subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True)
    assert user.stdout and user.stdout.readline().startswith("HUOLANG_DATABASE_URL")
    pid = postmaster(data)

    user.kill()
    user.wait()

    eventually(lambda: processes.state(pid) == "dead", "PostgreSQL outlived its user")


@pytest.mark.parametrize("kind", ["zombie", "another program"])
def test_a_process_id_that_lies_does_not_keep_it_from_starting(data: Path, kind: str) -> None:
    with postgres.own(data, durable=False) as own:
        keep_rows(own, 5)
        pid_file = (data / "pg" / "postmaster.pid").read_text()
        lock_file = (data / "run" / ".s.PGSQL.5432.lock").read_text()
    other = subprocess.Popen(["sleep", "0" if kind == "zombie" else "60"])
    if kind == "zombie":
        eventually(lambda: processes.state(other.pid) == "zombie", "no zombie")
    for file, text in (
        (data / "pg" / "postmaster.pid", pid_file),
        (data / "run" / ".s.PGSQL.5432.lock", lock_file),
    ):
        file.write_text(re.sub(r"^\d+", str(other.pid), text))

    with postgres.own(data, durable=False) as own:
        assert rows(own) == 5

    other.kill()
    other.wait()


def test_an_initialisation_that_was_killed_begins_again(data: Path) -> None:
    half = data / "pg.making"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")

    with postgres.own(data, durable=False) as own:
        keep_rows(own, 1)
        assert rows(own) == 1


def test_a_path_too_long_for_a_socket_gets_a_short_closed_folder(tmp_path: Path) -> None:
    data = tmp_path / ("很长的路径" * 8)

    with postgres.own(data, durable=False) as own:
        keep_rows(own, 2)

    short = Path((data / "run.path").read_text())
    assert short.stat().st_mode & 0o077 == 0
    with postgres.own(data, durable=False) as own:
        assert rows(own) == 2
    short.rmdir()


def test_two_started_at_once_share_one_server(data: Path) -> None:
    command = [sys.executable, "-m", "huolang.cli.postgres", "--data", str(data)]
    both = [
        subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]

    told = [user.stdout.readline() for user in both if user.stdout]

    assert told[0] == told[1]
    assert told[0].startswith("HUOLANG_DATABASE_URL=postgresql://huolang_app")
    for user in both:
        user.terminate()
        user.wait(PATIENCE)


def test_the_application_owns_nothing_and_cannot_look_past_the_policies(data: Path) -> None:
    with postgres.own(data, durable=False) as own:
        assert own.database
        with psycopg.connect(own.database.application) as application:
            about = application.execute(
                "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles "
                "WHERE rolname = current_user"
            ).fetchone()
            assert about == (False, False, False, False)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute("CREATE TABLE mine (n int)")
        with (
            psycopg.connect(own.database.report) as report,
            pytest.raises(psycopg.errors.ReadOnlySqlTransaction),
        ):
            report.execute("CREATE TEMPORARY TABLE mine (n int)")
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(re.sub(r"app:[^@]*@", "app:wrong@", own.database.application))


def test_the_database_takes_a_connection_of_every_thread_of_every_worker(data: Path) -> None:
    with database.opened(Settings(data), connections=150) as (found, _own):
        with psycopg.connect(found.owner) as connection:
            assert connection.execute("SHOW max_connections").fetchone() == ("150",)
        with (
            pytest.raises(Stop, match="fewer than the 200 connections"),
            database.opened(Settings(data), connections=200),
        ):
            pass
        with database.opened(Settings(data), connections=20) as (same, _own):
            assert same == found
