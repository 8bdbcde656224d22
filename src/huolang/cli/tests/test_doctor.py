"""Each check of `doctor` finds what it is for, and says what to do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from huolang.cli import doctor, doctor_database, exchange, screen
from huolang.cli.doctor_database import Warned
from huolang.cli.settings import Settings
from huolang.cli.stop import Stop

NOTE = "INSERT INTO kernel_upkeep VALUES (gen_random_uuid(), %s, now() - %s::interval, %s, 1, %s)"
JOB = (
    "INSERT INTO procrastinate_jobs (task_name, queue_name, status, scheduled_at)"
    " VALUES ('x', 'default', %s, %s)"
)
WORKER = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())"


@pytest.fixture
def owner(db: None) -> Iterator[psycopg.Connection[Any]]:
    """The owner of the tables; everything is rolled back."""
    url, name = os.environ["HUOLANG_OWNER_DATABASE_URL"], connection.settings_dict["NAME"]
    with psycopg.connect(url, dbname=name) as told:
        yield told
        told.rollback()


Look = Callable[[str], str]


@pytest.fixture
def look(owner: psycopg.Connection[Any], tmp_path: Path) -> Look:
    """`look("backup")`: what the check of this name says."""

    def run(name: str) -> str:
        found: Any = None  # the application's address, which only the first check needs
        checks = dict(doctor_database.checks(Settings(tmp_path), found, owner))
        return next(check for called, check in checks.items() if called.endswith(name))()

    return run


def test_a_backup_is_missed_when_there_is_none_or_an_old_one(
    look: Look, owner: psycopg.Connection[Any]
) -> None:
    with pytest.raises(Warned, match=r"no backup yet: \./huolang backup FILE"):
        look("backup")
    told = '{"file": "a.backup", "bytes": 2000000}'
    owner.execute(NOTE, ["backup", "3 days", True, told])
    with pytest.raises(Warned, match="The last backup is of"):
        look("backup")
    owner.execute(NOTE, ["backup", "1 hour", True, told])
    assert look("backup").endswith("a.backup, 2.0 MB")


def test_books_that_differed_must_be_looked_at(look: Look, owner: psycopg.Connection[Any]) -> None:
    owner.execute(NOTE, ["prove", "3 days", True, '{"differences": 0}'])
    with pytest.raises(Warned, match="The last proof is of"):
        look("proof")
    owner.execute(NOTE, ["prove", "1 hour", False, '{"differences": 3}'])
    with pytest.raises(Stop, match="differed in 3 places") as refused:
        look("proof")
    assert not isinstance(refused.value, Warned)


def test_a_database_behind_or_ahead_of_the_program_is_told_apart(
    look: Look, owner: psycopg.Connection[Any]
) -> None:
    assert look("migrations").endswith("all there")
    owner.execute("DELETE FROM django_migrations WHERE app = 'kernel' AND name = '0002_upkeep'")
    with pytest.raises(Warned, match="1 changes are to be made"):
        look("migrations")
    later = (
        "INSERT INTO django_migrations (app, name, applied) VALUES ('kernel', '9999_later', now())"
    )
    owner.execute(later)
    with pytest.raises(Stop, match="newer than this program"):
        look("migrations")


def test_jobs_that_failed_or_wait_are_told(look: Look, owner: psycopg.Connection[Any]) -> None:
    assert "not running" in look("worker")
    owner.execute(WORKER)
    assert look("worker") == "1 at work"
    owner.execute(JOB, ["failed", None])
    with pytest.raises(Warned, match="1 jobs have failed"):
        look("worker")
    owner.execute(JOB, ["todo", "2020-01-01"])
    with pytest.raises(Warned, match="waited for over 15 minutes"):
        look("worker")


def test_a_worker_that_is_silent_while_up_runs_is_wrong(
    look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_database, "_is_up", lambda settings: True)

    with pytest.raises(Stop, match="The worker has not been heard of"):
        look("worker")


def test_a_clock_that_went_back_is_noticed(look: Look, owner: psycopg.Connection[Any]) -> None:
    assert "from the database's" in look("clock")
    owner.execute(
        "INSERT INTO kernel_auditentry (company_id, id, at, form, record, action, changes, request)"
        " SELECT min(id), gen_random_uuid(), now() + interval '1 day', 'x', gen_random_uuid(), 'x',"
        " '{}', '' FROM kernel_company"
    )
    with pytest.raises(Stop, match="The clock went back"):
        look("clock")


def test_files_that_others_can_read_and_what_a_restore_left_are_told(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    assert doctor._folder(settings) == str(tmp_path)
    assert doctor._restore(settings) == "nothing left over"

    (tmp_path / "secret_key").touch(0o644)
    (tmp_path / "before-restore-20260101-020202").mkdir()
    with pytest.raises(Stop, match="chmod 600"):
        doctor._folder(settings)
    with pytest.raises(Warned, match="delete"):
        doctor._restore(settings)
    (tmp_path / exchange.STAGING).mkdir()
    with pytest.raises(Warned, match="was broken off"):
        doctor._restore(settings)


def test_letters_that_are_missing_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = [tmp_path / weight / f"{weight}.ttf" for weight in ("regular", "bold")]
    monkeypatch.setattr(screen, "FONTS", letters)
    with pytest.raises(Warned, match="is missing"):
        doctor._fonts()
    for one in letters:
        one.parent.mkdir()
        one.touch()
    assert doctor._fonts() == str(tmp_path)
