"""What went wrong with the database is told apart: away, or its disk full."""

import psycopg
import pytest
from django.db.utils import OperationalError
from django.test import RequestFactory

from huolang.api import problem


@pytest.mark.parametrize(
    ("cause", "status", "code"),
    [
        (psycopg.errors.DiskFull("could not extend file"), 507, "database.disk_full"),
        (psycopg.OperationalError("server closed the connection"), 503, "database.unavailable"),
    ],
)
def test_a_full_disk_is_not_taken_for_a_database_that_is_away(
    cause: Exception, status: int, code: str
) -> None:
    error = OperationalError(str(cause))
    error.__cause__ = cause

    answer = problem.answer_to(RequestFactory().post("/api/v1/records/product"), error)

    assert answer.status_code == status
    assert f'"code":"{code}"' in answer.content.decode()
    assert "Idempotency" not in answer.content.decode()  # a clerk reads it
