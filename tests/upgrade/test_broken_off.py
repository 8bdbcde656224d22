"""A start that is killed while it brings the database up to date is gone on with by the next."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from psycopg import sql

from tests.support import databases

KILLED = 9
STOP_AT_NOTE = """
import os
import django

django.setup()

from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder

noted = MigrationRecorder.record_applied

def note(self, app, name):
    if app == "auth" and name == "0001_initial":
        os._exit(9)
    noted(self, app, name)

MigrationRecorder.record_applied = note
call_command("migrate", "auth", database="owner", verbosity=0, skip_checks=True)
"""
AGAIN = ("-m", "django", "migrate", "auth", "--database", "owner", "-v0", "--skip-checks")


@pytest.fixture
def empty():
    name = f"{databases.RUN}{os.getpid()}_broken_off"
    with databases.owner() as connection:
        databases.drop(connection, name)
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield name
    databases.discard(name)


def python(name: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], env=databases.environment(name), capture_output=True, text=True
    )


def test_what_a_migration_makes_and_that_it_was_made_are_kept_together(empty: str) -> None:
    assert python(empty, "-c", STOP_AT_NOTE).returncode == KILLED

    again = python(empty, *AGAIN)

    assert again.returncode == 0, again.stderr[-2000:]
