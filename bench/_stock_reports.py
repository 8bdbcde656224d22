"""The reports of stock, answered as a first page and as an Excel file, beside plain SQL."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from bench import _processes, _shop
from huolang.kernel import clock, sql
from huolang.kernel.company import acting
from huolang.kernel.permissions import Access
from huolang.reports import asking, excel, reading, registry
from huolang.reports.report import Asked

ENTRIES = """
SELECT count(*) FROM (
    SELECT product, warehouse, sum(quantity), sum(cost), max(occurred_on) FROM ledger_stockentry
    WHERE occurred_on BETWEEN %s::date AND %s::date GROUP BY product, warehouse) e
"""
LYING = """
SELECT count(*) FROM (
    SELECT product, sum(quantity) FROM ledger_stockbalance WHERE quantity <> 0 GROUP BY product) b
"""
LIMITS = """
SELECT count(*) FROM (
    SELECT t.product_id, t.warehouse_id, min(t.min_stock), sum(b.quantity) FROM masters_stocklimit t
    LEFT JOIN ledger_stockbalance b ON b.product = t.product_id AND b.warehouse = t.warehouse_id
    GROUP BY 1, 2) t
"""
EVER = date(1900, 1, 1)
Spent = Callable[[Callable[[], Any]], float]
"""CPU milliseconds of something that is done."""


def answer(shop: _shop.Shop, spent: Spent) -> None:
    """Print CPU of page, Excel file and floor, and what memory the file took at most."""
    today = clock.now().date()
    month, year = today - timedelta(days=30), today - timedelta(days=365)
    during = [("month", {"since": f"{month}"}, (month, today)),
              ("year", {"since": f"{year}"}, (year, today))]  # fmt: skip
    print(f"{'':<40}{'page ms':>9}{'floor ms':>9}{'ratio':>7}{'Excel ms':>10}{'rows':>9}{'MB':>6}")
    for name, view in (("stock_movement", "product"), ("stock_movement", "warehouse")):
        for called, given, days in during:
            _one(shop, spent, f"{name} by {view}, a {called}", name, view, given, (ENTRIES, days))
    for called, given, days in during:
        one = {**given, "product": shop.products[0]}
        _one(shop, spent, f"stock_entries of all, a {called}", "stock_entries", "entry", given,
             (ENTRIES, days), file=called == "month")  # fmt: skip
        _one(shop, spent, f"stock_entries of a product, a {called}", "stock_entries", "entry", one,
             None)  # fmt: skip
    for view in ("product", "warehouse"):
        _one(shop, spent, f"stock_balance by {view}", "stock_balance", view, {}, (LYING, ()))
        past = {"until": f"{year}"}
        _one(shop, spent, f"stock_balance by {view}, a year ago", "stock_balance", view, past,
             (LYING, ()))  # fmt: skip
        _one(shop, spent, f"stock_ageing by {view}", "stock_ageing", view, {},
             (ENTRIES, (EVER, today)))  # fmt: skip
        _one(shop, spent, f"slow_moving by {view}", "slow_moving", view, {},
             (ENTRIES, (EVER, today)))  # fmt: skip
    _one(shop, spent, "stock_alerts, limits", "stock_alerts", "limit", {}, (LIMITS, ()))
    _one(shop, spent, "promisable by product", "promisable", "product", {}, (LYING, ()))


def _one(
    shop: _shop.Shop,
    spent: Spent,
    called: str,
    name: str,
    view: str,
    given: dict[str, str],
    floor: tuple[str, tuple[Any, ...]] | None,
    *,
    file: bool = True,
) -> None:
    access = Access(company=shop.company, user=UUID(shop.user), granted={"*": frozenset({"*"})})
    report = registry.get(name, access)
    wanted = asking.read(report, {**given, "view": view}, access, today=clock.now().date())
    inside = _acting(shop.company, spent)
    page = inside(lambda: reading.page(wanted, limit=50))
    told = f"{called:<40}{page:>9,.0f}"
    if floor is None:
        print(told, flush=True)
        return
    least = inside(lambda: sql.run(floor[0], list(floor[1])).fetchall())
    told += f"{least:>9,.0f}{page / max(least, 0.1):>7.1f}"
    if file:
        _reset_peak()
        before, rows = _peak(), list[int]()
        took = inside(lambda: rows.append(_written(wanted)))
        told += f"{took:>10,.0f}{rows[0]:>9,}{_peak() - before:>6,.0f}"
    print(told, flush=True)


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


def _reset_peak() -> None:
    """Let the peak of this process's memory begin anew."""
    (_processes.PROC / str(os.getpid()) / "clear_refs").write_text("5")


def _peak() -> float:
    """MB that this process had at most."""
    lines = (_processes.PROC / str(os.getpid()) / "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
