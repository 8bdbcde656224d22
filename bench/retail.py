"""What loading a year of a retailer costs: lines per CPU-second, through the usual writer.

    ./huolang bench retail [LINES | FILE]

FILE is "Online Retail" as `./huolang sample online-retail` takes it; without it a made-up file of
as many LINES (100,000) in the same format. Beside it the floor: every row that was written,
whatever the table, by COPY into tables of the same columns, indexes and checks, with nothing read,
reckoned, locked or referred to.
"""

from __future__ import annotations

import csv
import os
import random
import resource
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huolang.site.settings")
django.setup()

from django.db import connection, connections  # noqa: E402

from bench._watch import Watch  # noqa: E402
from huolang.kernel.company import acting  # noqa: E402
from huolang.samples import online_retail, sample_company  # noqa: E402
from huolang.samples.retail_file import COLUMNS  # noqa: E402

LINES = 100_000
PRODUCTS, CUSTOMERS, LINES_EACH = 4_000, 4_000, 21
"""About as the real file has them."""
BATCH = 500
TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'company_id'
WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY 1
"""
COLUMNS_OF = """
SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""


def main() -> None:
    given = sys.argv[1] if len(sys.argv) > 1 else str(LINES)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "retail.csv" if given.isdigit() else Path(given)
        if given.isdigit():
            write(path, int(given))
        watches = [Watch()]
        stages: list[str] = []

        def show(what: str, done: int, _whole: int) -> None:
            if done == 0 and what not in stages:
                stages.append(what)
                if what == "summing up the months":
                    watches.append(Watch())

        report = online_retail.load(path, month=None, show=show)
    ended = Watch()
    lines = report.read
    print(f"{lines:,} lines; differences of the proof: {len(report.differences)}")
    rate = watches[0].say("read, entered and posted", lines, "lines", until=watches[1])
    watches[1].say("months summed up, books proved", lines, "lines", until=ended)
    company = sample_company.find(online_retail.DATA_SET, sample_company.administrator())
    assert company is not None
    rows, floor = copied(company.id, lines)
    print(f"the floor wrote {rows:,} rows; ratio {floor / rate:.1f}")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def write(path: Path, lines: int) -> None:
    """Invoices of a year, one in twenty of them a credit note of one that was before."""
    chance = random.Random("retail")
    prices = [f"{chance.uniform(0.4, 20):.2f}" for _ in range(PRODUCTS)]
    with path.open("w", newline="", encoding="utf-8") as file:
        into = csv.writer(file)
        into.writerow(COLUMNS)
        into.writerows(_invoices(lines, prices, chance))


def _invoices(lines: int, prices: list[str], chance: random.Random) -> Iterator[list[object]]:
    left, number, at = lines, 536_365, datetime(2010, 12, 1, 8)  # noqa: DTZ001 (as the file says it)
    step = timedelta(days=370) / max(lines // LINES_EACH, 1)
    last: list[tuple[int, int, str]] = []
    while left > 0:
        number += 1
        at += step
        back = bool(last) and chance.random() < 0.05
        goods = last[:3] if back else _basket(min(left, chance.randint(1, 2 * LINES_EACH)), chance)
        customer = goods[0][2]
        for product, quantity, _customer in goods[:left]:
            code, what = f"{20_000 + product}", f"ARTICLE {product}"
            invoice, count = (f"C{number}", -1) if back else (str(number), quantity)
            moment = f"{at:%Y-%m-%d %H:%M}"
            yield [invoice, code, what, count, moment, prices[product], customer, "United Kingdom"]
        left -= len(goods[:left])
        last = [] if back else goods


def _basket(lines: int, chance: random.Random) -> list[tuple[int, int, str]]:
    customer = str(12_346 + chance.randrange(CUSTOMERS))
    products = chance.sample(range(PRODUCTS), lines)
    return [(product, chance.randint(1, 48), customer) for product in products]


def copied(company: int, lines: int) -> tuple[int, float]:
    """Write the company's rows again; how many, and lines of the file per CPU-second."""
    owner = connections["owner"]
    owner.ensure_connection()
    content: dict[str, tuple[str, list[bytes]]] = {}
    with acting(company), connection.cursor() as cursor:
        cursor.execute(TABLES)
        for (table,) in cursor.fetchall():
            cursor.execute(COLUMNS_OF, [table])
            (columns,) = cursor.fetchone()
            mine = f"SELECT {columns} FROM {table} WHERE company_id = {company:d}"
            with cursor.copy(f"COPY ({mine}) TO STDOUT") as copy:
                content[table] = columns, [bytes(row) for row in copy]
    with owner.cursor() as cursor:
        cursor.execute("CREATE SCHEMA floor")
        for table, (_columns, rows) in content.items():
            if rows:
                cursor.execute(f"CREATE TABLE floor.{table} (LIKE {table} INCLUDING ALL)")
    watch = Watch(owner)
    count = 0
    with owner.cursor() as cursor:
        for table, (columns, rows) in content.items():
            for start in range(0, len(rows), BATCH):
                with cursor.copy(f"COPY floor.{table} ({columns}) FROM STDIN") as copy:
                    copy.write(b"".join(rows[start : start + BATCH]))
            count += len(rows)
    return count, watch.say("floor: COPY alone", lines, "lines")


if __name__ == "__main__":
    main()
