"""The reports of stock, answered as a first page and as an Excel file, beside plain SQL that reads
the same rows and adds them up."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from bench import _processes, _shop
from huolang.kernel import clock, sql
from huolang.kernel.company import Company, acting
from huolang.kernel.permissions import Access
from huolang.kernel.sheet import TooManyRows
from huolang.reports import asking, excel, reading, registry
from huolang.reports.report import Asked

PERIOD = """
SELECT count(*), sum(q), sum(v) FROM (SELECT {keys}, sum(quantity) AS q, sum(value) AS v FROM (
    SELECT product, warehouse, quantity, value FROM ledger_monthstock
    WHERE month = (date_trunc('month', '{since}'::date) - interval '1 month')::date
    UNION ALL
    SELECT product, warehouse, quantity, cost FROM ledger_stockentry
    WHERE occurred_on >= date_trunc('month', '{since}'::date)
      AND occurred_on <= '{until}'::date) r GROUP BY {keys}) k
"""
"""What was there a whole month before `since`, and what moved until `until`."""
ENTRIES = """
SELECT count(*), sum(quantity), sum(cost) FROM ledger_stockentry
WHERE occurred_on BETWEEN '{since}'::date AND '{until}'::date
"""
EVER = """
SELECT count(*), sum(q), sum(c), max(d) FROM (
    SELECT {keys}, sum(quantity) AS q, sum(cost) AS c, max(occurred_on) AS d
    FROM ledger_stockentry GROUP BY {keys}) e
"""
LIMITS = """
SELECT count(*), sum(m), sum(q) FROM (
    SELECT t.product_id, t.warehouse_id, min(t.min_stock) AS m, sum(b.quantity) AS q
    FROM masters_stocklimit t
    LEFT JOIN ledger_stockbalance b ON b.product = t.product_id AND b.warehouse = t.warehouse_id
    GROUP BY 1, 2) t
"""
LYING = """
SELECT count(*), sum(q) FROM (SELECT product, warehouse, location, batch, sum(quantity) AS q
    FROM ledger_stockbalance WHERE quantity <> 0 {which} GROUP BY 1, 2, 3, 4) b
"""
OFFERED = """
SELECT count(*), sum(usable - reserved) FROM ledger_availability
"""
BATCHED = "AND batch <> '00000000-0000-0000-0000-000000000000'"
LINES = """
SELECT count(*), sum({figure}) FROM {table}line l JOIN {table} d ON d.id = l.{key}
"""
SERIALS = "SELECT count(*), max(received_on) FROM masters_serialnumber"
LIVES = "SELECT count(*), sum(cost) FROM ledger_stockentry WHERE serial_id IS NOT NULL"
Spent = Callable[[Callable[[], Any]], float]
"""CPU milliseconds of something that is done."""


@dataclass(frozen=True)
class Question:
    called: str
    report: str
    view: str
    floor: str
    given: dict[str, str] = field(default_factory=dict[str, str])
    file: bool = True


PLACES = (("product", "product"), ("warehouse", "product, warehouse"))


def questions(today: date) -> Iterator[Question]:
    """Each report of stock; of those that have a period, a month and a year."""
    month, year = today - timedelta(days=30), today - timedelta(days=365)
    yield from _of_a_period("month", month, today)
    yield from _of_a_period("year", year, today)
    for day in (today, year):
        until, said = {"until": f"{day}"}, "" if day == today else ", a year ago"
        for view, keys in PLACES:
            lay = PERIOD.format(keys=keys, since=day, until=day)
            yield Question(f"stock_balance by {view}{said}", "stock_balance", view, lay, until)
            yield Question(f"stock_ageing by {view}{said}", "stock_ageing", view,
                           EVER.format(keys=keys), until)  # fmt: skip
        yield Question(f"batch_stock{said}", "batch_stock", "batch",
                       LYING.format(which=BATCHED), until)  # fmt: skip
    known = {"until": f"{month}", "known_at": f"{month}"}
    yield Question("stock_balance, as known a month ago", "stock_balance", "product",
                   PERIOD.format(keys="product", since=month, until=month), known)  # fmt: skip
    yield Question("stock_balance by place (matrix)", "stock_balance", "place",
                   PERIOD.format(keys="warehouse", since=today, until=today))  # fmt: skip
    yield Question("stock_by_warehouse by product", "stock_by_warehouse", "product",
                   PERIOD.format(keys="product, warehouse", since=today, until=today))  # fmt: skip
    for view, keys in PLACES:
        yield Question(f"slow_moving by {view}", "slow_moving", view, EVER.format(keys=keys))
    yield Question("stock_alerts, limits", "stock_alerts", "limit", LIMITS)
    yield Question("stock_alerts, near expiry", "stock_alerts", "batch",
                   LYING.format(which=BATCHED))  # fmt: skip
    for view in ("product", "day"):
        yield Question(f"promisable by {view}", "promisable", view, OFFERED)
    yield Question("location_stock", "location_stock", "location", LYING.format(which=""))
    yield Question("serial_stock", "serial_stock", "serial", SERIALS)
    yield Question("serial_life", "serial_life", "entry", LIVES)
    yield Question("batch_trace", "batch_trace", "entry",
                   LIVES.replace("serial_id IS NOT NULL", BATCHED[4:]))  # fmt: skip
    moved = {"table": "inventory_stocktransfer", "key": "document_id"}
    yield Question("stock_in_transit", "stock_in_transit", "line",
                   LINES.format(figure="allowed_base - done_base", **moved))  # fmt: skip
    lent = {"table": "inventory_loan", "key": "document_id"}
    for view in ("line", "partner", "product"):
        yield Question(f"loans_out by {view}", "loans_out", view,
                       LINES.format(figure="base_quantity - done_base", **lent))  # fmt: skip


def _of_a_period(name: str, since: date, today: date) -> Iterator[Question]:
    given, days = {"since": f"{since}"}, {"since": f"{since}", "until": f"{today}"}
    for view, keys in PLACES:
        for report in ("stock_movement", "in_out_summary"):
            yield Question(f"{report} by {view}, a {name}", report, view,
                           PERIOD.format(keys=keys, **days), given)  # fmt: skip
    yield Question(f"stock_entries, a {name}", "stock_entries", "entry",
                   ENTRIES.format(**days), given)  # fmt: skip
    counted = LINES.format(figure="counted", table="inventory_count", key="plan_id")
    counted = counted.replace("inventory_count d", "inventory_countplan d")
    for view in ("plan", "line"):
        yield Question(f"count_results by {view}, a {name}", "count_results", view, counted,
                       given)  # fmt: skip


def answer(shop: _shop.Shop, spent: Spent) -> None:
    """Print CPU of page, floor and Excel file, and what memory the file took at most."""
    heads = ("page ms", "floor ms", "ratio", "Excel ms", "rows", "MB", "MB in PostgreSQL")
    print(f"{'':<40}" + "".join(f"{one:>10}" for one in heads))
    zone = Company.objects.get(id=shop.company).time_zone
    today = clock.business_day(clock.now(), zone)
    for one in questions(today):
        _one(shop, spent, one, today)


def _one(shop: _shop.Shop, spent: Spent, asked: Question, today: date) -> None:
    access = Access(company=shop.company, user=UUID(shop.user), granted={"*": frozenset({"*"})})
    report = registry.get(asked.report, access)
    view = asked.view if asked.view in report.by_view else report.views[0].name
    inside = _acting(shop.company, spent)
    with acting(shop.company):
        wanted = asking.read(report, {**asked.given, "view": view}, access, today=today)
    inside(lambda: sql.run(asked.floor).fetchall())  # so that both find the same in memory
    least = inside(lambda: sql.run(asked.floor).fetchall())
    reset_peaks()
    page = inside(lambda: reading.page(wanted, limit=50))
    _here, there = peaks()
    told = f"{asked.called:<40}{page:>10,.0f}{least:>10,.0f}{page / max(least, 0.1):>10.1f}"
    rows = list[int]()
    before = _peak(os.getpid())
    try:
        took = inside(lambda: rows.append(_written(wanted)))
        told += f"{took:>10,.0f}{rows[0]:>10,}"
    except TooManyRows:
        told += f"{'refused':>10}{'':>10}"
    print(f"{told}{_peak(os.getpid()) - before:>10,.0f}{max(there, peaks()[1]):>10,.0f}",
          flush=True)  # fmt: skip


def _acting(company: int, spent: Spent) -> Spent:
    def inside(work: Callable[[], Any]) -> float:
        with acting(company), transaction.atomic():
            reading.begin()
            return spent(work)

    return inside


def _written(wanted: Asked) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.xlsx"
        return excel.write(path, wanted, company="bench", at=clock.now())


def server() -> int:
    """The process of PostgreSQL that serves us."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def reset_peaks() -> None:
    """Let the peak of memory begin anew, here and there."""
    for pid in (os.getpid(), server()):
        (_processes.PROC / str(pid) / "clear_refs").write_text("5")


def peaks() -> tuple[float, float]:
    """MB that this process, and our process of PostgreSQL without what all of them share, had at
    most."""
    pid = server()
    return _peak(os.getpid()), _peak(pid) - _memory(pid, "RssShmem")


def _peak(pid: int) -> float:
    """MB that a process had at most."""
    return _memory(pid, "VmHWM")


def _memory(pid: int, which: str) -> float:
    lines = (_processes.PROC / str(pid) / "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(which)) / 1024
