"""Returns of before that were agreed for less are told what their part was; the others are not."""

from __future__ import annotations

import os
from collections.abc import Callable
from decimal import Decimal
from importlib import import_module
from typing import Any

import psycopg
from django.db import connection

from huolang.kernel import sql
from huolang.kernel.company import acting
from tests.support.client import ApiClient
from tests.support.credit import invoiced, received, returned
from tests.support.live import LiveCompany
from tests.support.shop import Shop, line

KEPT = """
SELECT l.amount, l.charged_amount, l.charged_tax FROM {lines} l
WHERE l.company_id = %s::bigint ORDER BY l.id
"""


def test_what_was_left_out_is_found_out(
    live_company: LiveCompany, live_client: Callable[..., ApiClient]
) -> None:
    """Ten at 20, billed at 210: two come back at their part of 42.00, one for 10 of its 21.00; of
    ten that cost 10 and are worth 80 by now, one goes back for 5 of its 8.00, one for all of it."""
    shop = Shop(live_client("admin"), live_company.id)
    shop.partner("P1", "华联商贸")
    shop.product("LS8", "螺栓")
    got = received(shop)
    sold = shop.make("sales_delivery", line("LS8", 5, "20"), partner={"code": "P1"})
    invoiced(shop, "sales_delivery", sold, amount="105", tax=None)
    returned(shop, sold, 2)
    returned(shop, sold, 1, unit_price="10")
    draft = shop.convert("purchase_receipt", got, "purchase_allowance")
    draft = shop.change(
        "purchase_allowance", draft, lines=[{"id": draft["lines"][0]["id"], "amount": "20"}]
    )
    shop.do("purchase_allowance", draft, "confirm")
    returned(shop, got, 1, unit_price="5")
    returned(shop, got, 1)

    url, name = os.environ["HUOLANG_OWNER_DATABASE_URL"], connection.settings_dict["NAME"]
    tables = {"sales": "0021_charged_parts", "purchasing": "0024_charged_parts"}
    for app, number in tables.items():
        migration: Any = import_module(f"huolang.{app}.migrations.{number}")
        lines = f"{migration.RETURNS[0]}line"
        with acting(live_company.id):
            before = sql.run(KEPT.format(lines=lines), [live_company.id]).fetchall()
        with psycopg.connect(url, dbname=name) as owner:
            owner.execute(f"UPDATE {lines} SET charged_amount = NULL, charged_tax = NULL")
            for form in migration.RETURNS:
                owner.execute(migration._charged.keep(form, *migration.SOURCE, migration.PAPERS))
        with acting(live_company.id):
            found = sql.run(KEPT.format(lines=lines), [live_company.id]).fetchall()
        assert [row[:2] for row in before if row[0] != row[1]] == [
            row[:2] for row in found if row[1] is not None
        ]
        left_out = {"sales": (10, 21), "purchasing": (5, 8)}[app]
        assert [row[:2] for row in found if row[1] is not None] == [tuple(map(Decimal, left_out))]
