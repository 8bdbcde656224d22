"""A PostgreSQL that was restarted is noticed before the next request, at no extra round trip."""

import os

import psycopg
from django.db import connection

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
