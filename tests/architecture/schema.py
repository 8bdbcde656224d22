"""The live schema, as the tests of `scale.md` read it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, LiteralString

import psycopg
import pytest
from django.apps import apps
from django.db import connection

from huolang.kernel.postgresql.base import company_field

SYSTEM = {
    "kernel_company": "the companies themselves",
    "kernel_user": "a person may work in several companies",
    "kernel_membership": "read to find out which company it is",
    "kernel_token": "read to find out who is asking, before the company is known",
    "kernel_upkeep": "backups and proofs are of the whole installation",
    "kernel_cache": "limits on log-in, before anybody is known",
    "django_content_type": "Django's list of models",
    "django_migrations": "Django's list of migrations",
    "django_session": "read to find out who is asking",
    "auth_group": "Django's; unused, roles are ours",
    "auth_group_permissions": "Django's; unused",
    "auth_permission": "Django's; unused",
    "account_emailaddress": "of a person, not of a company",
    "account_emailconfirmation": "of a person",
    "mfa_authenticator": "of a person",
    "usersessions_usersession": "where a person is logged in",
    "axes_accessattempt": "failed log-ins, before anybody is known",
    "axes_accessattemptexpiration": "as above",
    "axes_accessfailurelog": "as above",
    "axes_accesslog": "log-ins of a person",
    "procrastinate_jobs": "the queue; what a job may see is decided when it acts for a company",
    "procrastinate_events": "the queue",
    "procrastinate_periodic_defers": "the queue",
    "procrastinate_workers": "the queue",
}
"""Tables that belong to no company, and why."""

APPEND_ONLY = {
    "kernel_auditentry",
    "kernel_event",
    "ledger_costadjustment",
    "ledger_journalentry",
    "ledger_journalline",
    "ledger_postinghead",
    "ledger_stockentry",
}
"""What the design promises never changes; more may be so."""


def rows(statement: LiteralString, *parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def all_tables() -> set[str]:
    """Every table of the schema, from PostgreSQL itself."""
    found = rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relkind IN ('r', 'p')"
    )
    return {name for (name,) in found}


def business_tables() -> list[str]:
    return sorted(all_tables() - SYSTEM.keys())


def append_only_tables() -> set[str]:
    """Those whose model says so."""
    found: set[str] = set()
    for model in apps.get_models():
        field = company_field(model)
        if field is not None and field.append_only:
            found.add(model._meta.db_table)
    return found


@pytest.fixture
def owner(db: None) -> Iterator[psycopg.Connection]:
    """The owner of the tables, in this worker's database; everything is rolled back."""
    url, name = os.environ["HUOLANG_OWNER_DATABASE_URL"], connection.settings_dict["NAME"]
    with psycopg.connect(url, dbname=name) as told:
        yield told
        told.rollback()
