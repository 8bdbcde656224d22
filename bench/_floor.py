"""The floor: the rows of one document, written straight through psycopg with one commit.

The rows are those that the application wrote for a document of the same form, copied column by
column with new keys, other products, another partner and the next numbers; so they stay the same
rows when the schema grows. Nothing is checked, valued or answered: what an application could save
at most is the distance to this.

Reads one JSON line (what to do), answers "ready", waits for a line, works, answers one JSON line.
"""

from __future__ import annotations

import json
import os
import random
import sys
import threading
import time
from typing import Any

import psycopg

from bench import _original
from bench import _shop_bodies as bodies
from bench._original import OF_NUMBER, OF_RECORD, TOLD, Document, Original
from huolang.kernel.keys import new_id

LOCK = """
SELECT 1 FROM ledger_availability WHERE company_id = $1::bigint AND product = ANY($2::uuid[])
  AND warehouse = $3::uuid ORDER BY product, warehouse FOR UPDATE
"""
MOVE = """
WITH moved AS (SELECT * FROM unnest($1::uuid[], $2::numeric[], $3::numeric[])
               AS m(product, quantity, value)),
balances AS (
    UPDATE ledger_stockbalance b SET quantity = b.quantity + m.quantity, last_at = now()
    FROM moved m WHERE b.company_id = $4::bigint AND b.product = m.product
      AND b.warehouse = $5::uuid),
offers AS (
    UPDATE ledger_availability a SET usable = a.usable + m.quantity
    FROM moved m WHERE a.company_id = $4::bigint AND a.product = m.product
      AND a.warehouse = $5::uuid)
UPDATE ledger_costpool p SET quantity = p.quantity + m.quantity, value = p.value + m.value,
    known_quantity = p.quantity + m.quantity, known_value = p.value + m.value, last_at = now()
FROM moved m WHERE p.company_id = $4::bigint AND p.product = m.product
"""
NUMBER = """
UPDATE documents_series SET last = last + 1
WHERE company_id = $1::bigint AND form = $2 AND prefix = $3 RETURNING last
"""
OWE = """
INSERT INTO ledger_accountbalance AS b (company_id, account_id, partner, currency, amount,
    base_amount) VALUES ($1::bigint, $2::uuid, $3::uuid, $4, $5::numeric, $5::numeric)
ON CONFLICT (company_id, account_id, partner, currency)
DO UPDATE SET amount = b.amount + excluded.amount, base_amount = b.base_amount + excluded.amount
"""
DAY = """
INSERT INTO kernel_daychange (company_id, form, id, day, state, count, sum_1, sum_2, sum_3, sum_4,
    sum_5, sum_6)
SELECT company_id, $1, gen_random_uuid(), date, state, 1, {sums} FROM {header}
WHERE company_id = $2::bigint AND id = $3::uuid
"""
HEAD = """
UPDATE kernel_bookhead SET last_no = last_no + 1 WHERE company_id = $1::bigint
RETURNING last_no, clock_timestamp()
"""


def main() -> None:
    task = json.loads(sys.stdin.readline())
    with _connected(task) as connection:
        original = _original.read(connection, task)
        pools = _original.pools(connection, task)
    counts, start, deadline = [0] * task["clients"], threading.Event(), [0.0]
    threads = [
        threading.Thread(target=_work, args=(task, original, pools, n, counts, start, deadline))
        for n in range(task["clients"])
    ]
    for thread in threads:
        thread.start()
    print("ready", flush=True)
    sys.stdin.readline()
    began, used = time.monotonic(), time.process_time()
    deadline[0] = began + task["seconds"]
    start.set()
    for thread in threads:
        thread.join()
    told = {
        "seconds": time.monotonic() - began,
        "documents": sum(counts),
        "cpu_seconds": time.process_time() - used,
        "statements": len(original.inserts) + 7,
    }
    print(json.dumps(told), flush=True)


def _connected(task: dict[str, Any]) -> psycopg.Connection[Any]:
    connection = psycopg.connect(os.environ["HUOLANG_DATABASE_URL"], prepare_threshold=0)
    connection.execute(f"SET app.company = '{int(task['company'])}'")
    connection.commit()
    return connection


def _work(
    task: dict[str, Any],
    original: Original,
    pools: dict[str, str],
    number: int,
    counts: list[int],
    start: threading.Event,
    deadline: list[float],
) -> None:
    chance = random.Random(number)
    with _connected(task) as connection:
        _write(connection, task, original, pools, chance)
        start.wait()
        while time.monotonic() < deadline[0]:
            _write(connection, task, original, pools, chance)
            counts[number] += 1


def _write(
    connection: psycopg.Connection[Any],
    task: dict[str, Any],
    original: Original,
    pools: dict[str, str],
    chance: random.Random,
) -> None:
    """One document, one commit, in the order in which the application takes its locks."""
    products, partner = bodies.chosen(task, chance)
    copy = Document(
        [new_id() for _ in range(original.own)], products, [pools[p] for p in products], partner
    )
    cursor, company = psycopg.RawCursor(connection), task["company"]
    cursor.execute(f"SET LOCAL app.company = '{int(company)}'")
    for table in (original.header, original.lines):
        _insert(cursor, original, table, copy)
    sums = ", ".join([*task["sums"], *["0"] * (6 - len(task["sums"]))])
    day = DAY.format(sums=sums, header=original.header)
    cursor.execute(day, [original.form, str(company), str(copy.own[0])])
    cursor.execute(LOCK, [str(company), _array(sorted(products)), task["warehouse"]])
    quantities, values = (_array(moved[n] for moved in original.moved) for n in (1, 2))
    cursor.execute(MOVE, [_array(products), quantities, values, str(company), task["warehouse"]])
    cursor.execute(NUMBER, [str(company), original.form, original.prefix])
    copy.number = f"{original.prefix}-{cursor.fetchone()[0]:04}"
    for account, currency, amount in original.owed:
        cursor.execute(OWE, [str(company), account, partner, currency, amount])
    cursor.execute(HEAD, [str(company)])
    copy.no, copy.at = cursor.fetchone()
    for table in (*OF_RECORD, *OF_NUMBER, *TOLD):
        _insert(cursor, original, table, copy)
    cursor.execute(
        f"UPDATE {original.header} SET number = $1 WHERE company_id = $2::bigint AND id = $3::uuid",
        [copy.number, str(company), str(copy.own[0])],
    )
    connection.commit()


def _insert(cursor: psycopg.RawCursor[Any], original: Original, table: str, copy: Document) -> None:
    statement, makers = original.inserts[table]
    cursor.execute(statement, [make(copy) for make in makers])


def _array(values: Any) -> str:
    return "{" + ",".join(values) + "}"


if __name__ == "__main__":
    main()
