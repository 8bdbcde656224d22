"""A company that has traded for two years: a million deliveries of five lines.

The first document is made through the API; the others are copies of its rows, made by PostgreSQL:
header, lines, head of the posting and entries of stock. What is on hand, what it is worth and the
sums of months are then worked out from the entries; where goods are costed first in first out, what
is left of them is left of the one receipt that brought them. Nothing here writes journals or audit,
which the readings that are measured do not look at.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Mapping

import psycopg
from django.test import Client

from bench import _shop, _shop_bodies
from huolang.forms import day_sums, registry
from huolang.kernel.company import acting
from huolang.ledger import months

DAYS = 730
CHUNK = 100_000
FORM = "sales_delivery"

ID = """
CREATE FUNCTION pg_temp.key(n bigint, k int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex(1700000000000 + n * 60), 12, '0') || '7' || lpad(to_hex(k), 3, '0')
            || '8' || lpad(to_hex(n), 15, '0'))::uuid
$$
"""
"""A key that rises with `n`, as keys that are made one after the other do."""
GOODS = """
CREATE TEMP TABLE goods AS
SELECT row_number() OVER (ORDER BY p.product) - 1 AS i, p.product, p.id AS pool, b.warehouse
FROM ledger_costpool p JOIN ledger_stockbalance b ON b.product = p.product AND b.quantity > 0
WHERE p.quantity > 0;
CREATE UNIQUE INDEX ON goods (i);
CREATE TEMP TABLE clients AS
SELECT row_number() OVER (ORDER BY code) - 1 AS i, id FROM masters_partner WHERE is_customer;
ANALYZE goods; ANALYZE clients
"""
MOMENT = f"(now() - interval '{DAYS} days' + n.n * interval '{DAYS} days' / %(documents)s)"
DAY = f"{MOMENT}::date"
PARTNER = "(SELECT id FROM clients WHERE i = n.n %% (SELECT count(*) FROM clients))"
"""Each product lies in one warehouse. Tables to be copied: rows of the first document, and what is
different in each copy."""
HEADER: Mapping[str, str] = {
    "id": "pg_temp.key(n.n, 0)",
    "number": "'BENCH' || n.n",
    "date": DAY,
    "occurred_at": MOMENT,
    "created_at": MOMENT,
    "updated_at": MOMENT,
    "confirmed_at": MOMENT,
    "partner_id": PARTNER,
}
LINE: Mapping[str, str] = {
    "id": "pg_temp.key(n.n, t.position + 1)",
    "document_id": "pg_temp.key(n.n, 0)",
    "product_id": "g.product",
    "partner": PARTNER,
}
HEAD: Mapping[str, str] = {
    "id": "pg_temp.key(n.n, 9)",
    "no": "t.no + n.n",
    "record": "pg_temp.key(n.n, 0)",
    "number": "'BENCH' || n.n",
    "occurred_on": DAY,
    "occurred_at": MOMENT,
    "recorded_at": MOMENT,
}
ENTRY: Mapping[str, str] = {
    "id": "pg_temp.key(n.n, t.seq + 20)",
    "no": "t.no + n.n",
    "record": "pg_temp.key(n.n, 0)",
    "line": "pg_temp.key(n.n, t.seq)",
    "product": "g.product",
    "pool": "g.pool",
    "warehouse": "g.warehouse",
    "partner": PARTNER,
    "quantity": "-1",
    "cost": "-10",
    "occurred_on": DAY,
    "occurred_at": MOMENT,
    "recorded_at": MOMENT,
}
EACH_ITS_GOODS = (
    " JOIN goods g ON g.i = ((n.n * 5 + {place}) * 7919) %% (SELECT count(*) FROM goods)"
)
SETTLE = """
WITH sums AS (
    SELECT product, warehouse, sum(quantity) AS quantity, sum(cost) AS cost, max(occurred_at) AS at
    FROM ledger_stockentry GROUP BY product, warehouse),
balances AS (
    UPDATE ledger_stockbalance b SET quantity = s.quantity, last_at = s.at FROM sums s
    WHERE b.product = s.product AND b.warehouse = s.warehouse),
offers AS (
    UPDATE ledger_availability a SET usable = s.quantity FROM sums s
    WHERE a.product = s.product AND a.warehouse = s.warehouse)
UPDATE ledger_costpool p SET quantity = s.quantity, value = s.cost, last_at = s.at FROM sums s
WHERE p.product = s.product;
UPDATE ledger_costlayer l SET left_quantity = p.quantity, left_value = p.value
FROM ledger_costpool p WHERE l.pool = p.id;
UPDATE kernel_bookhead SET last_no = (SELECT max(no) FROM ledger_postinghead)
"""


def traded(shop: _shop.Shop, documents: int) -> None:
    """Fill the books of `shop` with `documents` deliveries, spread over two years."""
    record = _first(shop)
    form = registry.get(FORM)
    own = f"t.id = '{record}'"
    copies = [
        (form.table, HEADER, own, None),
        (form.tables_by_name["lines"].table, LINE, f"t.document_id = '{record}'", "t.position"),
        ("ledger_postinghead", HEAD, f"t.record = '{record}'", None),
        ("ledger_stockentry", ENTRY, f"t.record = '{record}'", "t.seq"),
    ]
    with administrator_of_books() as administrator:
        administrator.execute("SET session_replication_role = replica")  # keys are right as made
        administrator.execute(ID)
        administrator.execute(GOODS)
        for table, changes, which, place in copies:
            started = time.monotonic()
            statement = _copying(administrator, table, changes, which, place)
            for first in range(1, documents + 1, CHUNK):
                last = min(first + CHUNK - 1, documents)
                told = {"documents": documents, "first": first, "last": last}
                administrator.execute(statement, told)
            print(f"  {table}: {time.monotonic() - started:.0f} s", flush=True)
        administrator.execute(SETTLE)
        started = time.monotonic()
        administrator.execute("VACUUM ANALYZE")
        print(f"  vacuum and analyze: {time.monotonic() - started:.0f} s", flush=True)
    started = time.monotonic()
    with acting(shop.company):
        months.sum_up()
        day_sums.fold()
    print(f"  sums of months and days: {time.monotonic() - started:.0f} s", flush=True)


def _first(shop: _shop.Shop) -> str:
    """A delivery of five lines like anybody makes it."""
    chance = random.Random(1)
    products = chance.sample(shop.products[: _shop.AT_ONCE], 5)
    told = _shop_bodies.document(FORM, shop.warehouse, products, shop.partners[0], chance)
    client = Client(SERVER_NAME="localhost", headers={"authorization": f"Bearer {shop.token}"})
    answer = client.post(
        f"/api/v1/records/{FORM}?then=confirm", json.dumps(told), "application/json"
    )
    if answer.status_code != 201:
        raise RuntimeError(answer.content.decode())
    return str(answer.json()["id"])


def _copying(
    there: psycopg.Connection, table: str, changes: Mapping[str, str], which: str, place: str | None
) -> str:
    """INSERT … SELECT of the first document's rows, `first` to `last` times."""
    found = there.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table]
    ).fetchall()
    columns = [str(name) for (name,) in found]
    values = [changes.get(name, f't."{name}"') for name in columns]
    goods = EACH_ITS_GOODS.format(place=place) if place else ""
    names = ", ".join(f'"{name}"' for name in columns)
    return (
        f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {table} t"
        f" CROSS JOIN generate_series(%(first)s::bigint, %(last)s::bigint) AS n(n){goods}"
        f" WHERE {which} ORDER BY n.n"
    )


def administrator_of_books() -> psycopg.Connection:
    """PostgreSQL's administrator in the database of the books."""
    books = psycopg.conninfo.conninfo_to_dict(os.environ["HUOLANG_OWNER_DATABASE_URL"])["dbname"]
    url = os.environ["HUOLANG_ADMINISTRATOR_DATABASE_URL"]
    return psycopg.connect(url, dbname=str(books), autocommit=True)
