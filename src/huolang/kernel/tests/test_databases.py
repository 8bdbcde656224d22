"""Tests that commit do so in a database of their own, in every thread, also among others."""

from __future__ import annotations

from typing import Any

from django.db import connection

from tests.support.live import LiveCompany


def where(_index: int = 0) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        return str(cursor.fetchone()[0])


def test_before_it_there_was_another_database(company: Any) -> None:
    assert not where().endswith("_live")


def test_real_commits_are_made_beside_those_of_other_tests(live_company: LiveCompany) -> None:
    assert where().endswith("_live")
    assert live_company.together(2, where) == [where()] * 2


def test_after_it_the_other_one_is_there_again(company: Any) -> None:
    assert not where().endswith("_live")
