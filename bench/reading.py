"""What reading costs among a million documents and five million entries of stock.

`./huolang bench reading [--documents 1000000] [--products 300000] [--times 20]` fills a PostgreSQL
of its own (some minutes, about 8 GB) and asks, as the application role and through the API of one
process, what a screen asks. For each question: the median of its time, CPU of the application and
of PostgreSQL, rows that PostgreSQL read, and the floor: an answer of the same API that reads one
row. Ends with 1 when a question takes longer than its aim.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import statistics
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django
from django.test import Client

django.setup()

from django.db import connection  # noqa: E402

from bench import _million, _processes, _shop  # noqa: E402
from huolang.kernel import clock  # noqa: E402

DATA = Path(os.environ["HUOLANG_DATA"])
STOCKED = 20_000
READ = """
SELECT (SELECT coalesce(sum(seq_tup_read), 0) FROM pg_stat_user_tables)
     + (SELECT coalesce(sum(idx_tup_read), 0) FROM pg_stat_user_indexes)
"""


@dataclass(frozen=True)
class Question:
    """What is asked, and in how many milliseconds it should be answered."""

    what: str
    path: str
    aim: int


def main() -> int:
    parser = argparse.ArgumentParser(prog="huolang bench reading", description=__doc__)
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--products", type=int, default=300_000)
    parser.add_argument("--times", type=int, default=20, help="how often each question is asked")
    given = parser.parse_args()
    logging.getLogger("huolang.requests").setLevel(logging.WARNING)
    started = time.monotonic()
    stocked = min(STOCKED, given.products)
    shop = _shop.opened(products=given.products, stocked=stocked)
    print(f"{given.products:,} products, {stocked:,} in stock: {time.monotonic() - started:.0f} s")
    _million.traded(shop, given.documents)
    asking = Asking(shop)
    print(
        f"{given.documents:,} documents, {given.documents * 5:,} entries; medians of {given.times}"
    )
    print(f"{'':<44}{'ms':>8}{'app ms':>8}{'pg ms':>8}{'rows read':>11}{'aim':>6}")
    late = [one.what for one in asking.questions() if asking.shown(one, given.times) > one.aim]
    print(f"memory of this process: {_processes.memory_bytes(os.getpid()) / 1e6:.0f} MB")
    print(f"later than their aim: {', '.join(late) or 'none'}")
    return 1 if late else 0


def asked(path: str, **given: Any) -> str:
    return f"{path}?{urlencode(given)}"


class Asking:
    """Asks the API as somebody at a screen does."""

    def __init__(self, shop: _shop.Shop) -> None:
        self.shop = shop
        bearer = {"authorization": f"Bearer {shop.token}"}
        self.client = Client(SERVER_NAME="localhost", headers=bearer)

    def get(self, path: str) -> Any:
        answer = self.client.get(f"/api/v1/{path}")
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.content.decode()}")
        return answer.json()

    def questions(self) -> list[Question]:
        today = clock.now().date()
        listed, product_list = "records/sales_delivery", "records/product"
        half = today - timedelta(days=_million.DAYS // 2)
        until = ["date", "<=", str(half)]
        month = [["date", ">", str(half - timedelta(days=30))], until]
        partner = self.get("records/partner?limit=1")["items"][0]["id"]
        near_half = self.get(asked(listed, filter=json.dumps([until]), limit=50))
        deep = near_half["next"]  # belongs to the form and its order, whatever was asked for
        record, product = near_half["items"][0]["id"], self.shop.products[7]
        last_year = {"as_of": today - timedelta(days=400), "limit": 50}
        of_one, in_month = json.dumps([["partner", "=", partner], *month]), json.dumps(month)

        return [
            Question("floor: one row of units", asked("records/unit", limit=1), 100),
            Question("first page of the list", asked(listed, limit=50), 100),
            Question("one customer in one month", asked(listed, filter=of_one, limit=50), 100),
            Question("page half way down", asked(listed, cursor=deep, limit=50), 100),
            Question("by the end of a number", asked(listed, q="0001", limit=50), 100),
            Question("one document", f"{listed}/{record}", 100),
            Question("summary of all", f"{listed}/summary", 200),
            Question("summary of one month", asked(f"{listed}/summary", filter=in_month), 200),
            Question("products by two characters", asked(product_list, q="轴承"), 100),
            Question("products by two words", asked(product_list, q="铜 阀门"), 100),
            Question("stock, first page", asked("stock", limit=50), 100),
            Question("stock of one product", asked("stock", product=product), 100),
            Question("entries of one product", asked("stock/entries", product=product), 100),
            Question("stock of 20,000 on a day last year", asked("stock", **last_year), 300),
        ]

    def shown(self, question: Question, times: int) -> float:
        """Ask and tell; answers the median in milliseconds."""
        for _ in range(3):
            self.get(question.path)
        took: list[float] = []
        rows, app, postgres = _rows(), time.process_time(), _postgres()
        for _ in range(times):
            started = time.perf_counter()
            self.get(question.path)
            took.append(1000 * (time.perf_counter() - started))
        app, postgres = time.process_time() - app, _postgres() - postgres
        read = (_rows() - rows) / times
        median = statistics.median(took)
        print(
            f"{question.what:<44}{median:>8.1f}{1000 * app / times:>8.1f}"
            f"{1000 * postgres / times:>8.1f}{read:>11,.0f}{question.aim:>6}",
            flush=True,
        )
        return median


def _rows() -> int:
    """Rows that were read from tables and indexes so far."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT 1")
    with _million.administrator_of_books() as administrator:
        found = administrator.execute(READ).fetchone()
    return int(found[0]) if found else 0


def _postgres() -> float:
    return _processes.cpu_seconds(int((DATA / "pg" / "postmaster.pid").read_text().split()[0]))


if __name__ == "__main__":
    sys.exit(main())
