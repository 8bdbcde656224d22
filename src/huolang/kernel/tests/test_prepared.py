"""Statements executed by name: the same answers as through psycopg's own cursor."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import psycopg
import pytest
from django.db import Error, OperationalError, connection, transaction

from huolang.kernel import prepared, sql
from huolang.kernel.company import acting as acting_for

KEY = UUID("0192f0c5-7b1e-7cc3-98c4-dc0c0c07398f")


def test_values_come_back_as_what_they_are_each_time(acting):
    statement = "SELECT %s::int, %s::uuid, %s::numeric, %s::timestamptz, %s::text, NULL::text"
    at = datetime(2026, 1, 2, 3, tzinfo=UTC)

    answers = [sql.run(statement, [7, KEY, "1.50", at, "货郎"]).fetchone() for _ in range(4)]

    assert answers == [(7, KEY, Decimal("1.50"), at, "货郎", None)] * 4


def test_named_parameters_keep_their_plan_and_their_values(acting):
    statement = "SELECT %(b)s::text, %(a)s::int, %(b)s::text, 7 % 4"
    planned = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s"

    answers = [sql.run_often(statement, {"a": n, "b": "%s" * n}).fetchone() for n in range(3)]

    assert answers == [("%s" * n, n, "%s" * n, 3) for n in range(3)]
    assert sql.run(planned, ["%7 \\% 4"]).fetchone() == (1,)
    with pytest.raises(KeyError):
        sql.run_often(statement, {"a": 1})


def test_an_answer_knows_whether_it_has_rows(acting):
    assert sql.run("SELECT 1 WHERE false").has_rows
    assert sql.run("SELECT 1 WHERE false").fetchone() is None
    assert not sql.run("SET LOCAL app.nothing = 'x'").has_rows


def test_an_error_is_djangos_and_the_savepoint_survives_it(acting):
    for _ in range(3):
        with pytest.raises(Error), transaction.atomic():
            sql.run("SELECT 1 / %s::int", [0])
    assert sql.run("SELECT 1").fetchone() == (1,)


def test_text_with_a_nul_is_refused_and_not_cut_short(acting):
    with pytest.raises(Error), transaction.atomic():
        sql.run("SELECT %s::text", ["a\0b"])


def test_a_connection_keeps_only_so_many_prepared_statements(acting, monkeypatch):
    monkeypatch.setattr(prepared, "MOST", 5)

    for n in range(20):
        for _ in range(3):
            assert sql.run(f"SELECT {n}, %s::int", [n]).fetchone() == (n, n)

    raw: psycopg.Connection = connection.connection
    assert len(raw.__dict__["_huolang_prepared"].names) == 5
    kept = sql.run("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE '\\_hl\\_%'")
    assert kept.fetchone()[0] <= 6


def test_a_connection_that_breaks_is_the_database_away_and_no_bug(live_company):
    """libpq then answers without a SQLSTATE, which psycopg takes for an error of no kind."""
    for known in (False, True):  # executed by name the second time
        with pytest.raises(OperationalError), acting_for(live_company.id):
            for _ in range(3 if known else 0):
                sql.run("SELECT 'broken', %s::int", [1])
            break_line(connection.connection)
            sql.run("SELECT 'broken', %s::int", [1])

    with acting_for(live_company.id):
        assert sql.run("SELECT 'mended', %s::int", [1]).fetchone() == ("mended", 1)


def break_line(raw: psycopg.Connection) -> None:
    """What a killed server does to the line, at once."""
    with socket.socket(fileno=os.dup(raw.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)


def test_statements_outlive_the_rollback_of_a_whole_transaction(live_company):
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), acting_for(live_company.id):
            sql.run("SELECT 'kept', %s::int", [1])
            raise ZeroDivisionError
    with acting_for(live_company.id):
        assert sql.run("SELECT 'kept', %s::int", [2]).fetchone() == ("kept", 2)


def test_a_statement_prepared_before_a_rollback_still_works_after_it(acting):
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            sql.run("SELECT 'once', %s::int", [1])
            sql.run("SELECT 'once', %s::int", [1])
            raise ZeroDivisionError
    assert sql.run("SELECT 'once', %s::int", [2]).fetchone() == ("once", 2)
