"""A PostgreSQL that was restarted is noticed before the next request, at no extra round trip."""

import os
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import DataError, connection

from huolang.kernel import sql
from huolang.kernel.company import acting
from tests.support import databases


def between_requests() -> None:
    """What Django does when one request ends and the next begins."""
    connection.close_if_unusable_or_obsolete()


def backend() -> int:
    return sql.run_first("SELECT pg_backend_pid()").fetchone()[0]


def end(process: int) -> None:
    url = databases.at(os.environ["HUOLANG_DATABASE_URL"], connection.settings_dict["NAME"])
    with psycopg.connect(url) as other:
        other.execute("SELECT pg_terminate_backend(%s, 10000)", [process])


def test_a_connection_that_ended_is_replaced(live_company):
    before = backend()
    between_requests()
    end(before)

    assert backend() != before


def test_business_goes_on_over_a_new_connection(live_company):
    before = backend()
    between_requests()
    end(before)

    with acting(live_company.id):
        assert sql.run("SELECT count(*) FROM kernel_role").fetchone() == (6,)


def test_a_healthy_connection_is_kept_without_asking(live_company, statements):
    before = backend()
    between_requests()

    with statements() as seen:
        assert backend() == before
    assert len(seen) == 1


@pytest.mark.parametrize(
    "text", ["2026-03-01 08:00:00.5", "2026-03-01 08:00:00.123456", "0001-01-01"]
)
def test_a_moment_comes_in_utc_with_all_its_digits(live_company, text):
    moment = sql.run_first("SELECT %s::timestamptz", [f"{text}+00"]).fetchone()[0]

    assert moment == datetime.fromisoformat(text).replace(tzinfo=UTC)
    assert moment.tzinfo is UTC


def test_what_is_no_moment_is_refused(live_company):
    with pytest.raises(DataError):
        sql.run_first("SELECT 'infinity'::timestamptz")
