"""What only the kernel's own tests need."""

from __future__ import annotations

import os
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection


@pytest.fixture
def owner_connection(db: None) -> Iterator[psycopg.Connection]:
    """The owner of the tables, in this worker's database. What it does is rolled back."""
    url, name = os.environ["HUOLANG_OWNER_DATABASE_URL"], connection.settings_dict["NAME"]
    with psycopg.connect(url, dbname=name) as owner:
        yield owner
        owner.rollback()
