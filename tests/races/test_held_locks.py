"""Somebody holds a lock and does not let go: the others are told so, and nothing is half done."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.support.live import LiveCompany
from tests.support.shop import Shop, line

pytestmark = pytest.mark.race


@contextmanager
def held(statement: str, parameters: list[Any]) -> Iterator[None]:
    """Meanwhile another session keeps what `statement` locks."""
    owner, name = os.environ["HUOLANG_OWNER_DATABASE_URL"], connection.settings_dict["NAME"]
    with psycopg.connect(owner, dbname=name) as other:
        other.execute("SELECT set_config('app.company', %s, true)", [str(parameters[0])])
        other.execute(statement, parameters)
        yield
        other.rollback()


@pytest.mark.parametrize(
    ("limit", "code"),
    [("lock_timeout", "database.busy"), ("statement_timeout", "database.too_slow")],
)
def test_a_lock_that_is_held_is_a_clean_refusal_and_works_once_it_is_free(
    live_company: LiveCompany, shop: Shop, limit: str, code: str
) -> None:
    shop.product("A1")
    shop.make("purchase_receipt", line("A1", 5, 10))
    before, told = shop.everything(), {"key": f"XSCK/{limit}"}
    stock = "SELECT 1 FROM ledger_availability WHERE company_id = %s FOR UPDATE"

    with held(stock, [live_company.id]), connection.cursor() as cursor:
        cursor.execute(f"SET {limit} = '200ms'")
        waited = shop.send("sales_delivery", line("A1", 2, 15), **told)
        cursor.execute(f"RESET {limit}")
    after = shop.everything()
    again = shop.send("sales_delivery", line("A1", 2, 15), **told)

    assert (waited.status_code, waited.json()["code"]) == (503, code)
    assert waited.headers["Retry-After"] == "5"
    assert after == before
    assert again.status_code == 201
    assert shop.stock("A1")["on_hand"] == "3"
    assert shop.differences() == []
