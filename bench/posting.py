"""What posting costs: five-line purchase receipts and sales deliveries, created and confirmed in
one HTTP request each, beside a floor that only writes their rows.

`./huolang bench posting [--seconds 2.5] [--clients 1,4,16] [--method moving_average] [--behind 0]
[--json FILE]` runs it on a PostgreSQL and a server of its own. `--behind` is how many deliveries of
five lines the books hold before; those are copies of rows, so the books are not proved then. CPU is
what /proc says of the server's and of PostgreSQL's processes; the clients are a process of their
own and are not counted.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
import psycopg

django.setup()

from bench import _million, _processes, _shares, _shop, _shop_bodies, _statements  # noqa: E402
from bench._serving import HOST, Serving  # noqa: E402
from huolang.forms import day_sums, registry  # noqa: E402
from huolang.kernel.company import acting  # noqa: E402
from huolang.ledger import methods, proof  # noqa: E402

FORMS = ("purchase_receipt", "sales_delivery")
METHODS = (methods.AVERAGE, methods.FIFO, methods.STANDARD)
CHILD = [sys.executable, "-m"]
DATA = Path(os.environ["HUOLANG_DATA"])
Figures = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(prog="huolang bench posting", description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.5, help="of each measurement")
    parser.add_argument("--clients", default="1,4,16", help="how many at once")
    parser.add_argument("--method", choices=METHODS, default=METHODS[0], help="of costing")
    parser.add_argument("--behind", type=int, default=0, help="deliveries of the two years before")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    given = parser.parse_args()
    clients = [int(one) for one in given.clients.split(",")]
    shop = _shop.opened(method=given.method)
    if given.behind:
        _million.traded(shop, given.behind)
    _analyze()
    figures: Figures = {"machine": _machine(), "at": datetime.now(UTC).isoformat(), "cells": []}
    figures["statements"] = [_count(shop, form, lines) for form in FORMS for lines in (5, 500)]
    with Serving() as server:
        for form in FORMS:
            _clients(server, shop, form, 4, shop.products, 1.0)
        print(f"{figures['machine']}\n{HEADINGS}", flush=True)
        for form in FORMS:
            for pool in (shop.products, shop.products[: _shop.HOT]):
                for count in clients:
                    figures["cells"].append(_cell(server, shop, form, pool, count, given.seconds))
                    _show(figures["cells"][-1])
        figures["memory_mb"] = server.memory()
    figures["shares"] = [_shares.shares(shop, form) for form in FORMS]
    provable = not given.behind and given.method != methods.FIFO  # the floor writes no layers
    different = list(proof.prove(shop.company)) if provable else []
    figures["differences"] = len(different) if provable else None
    _close(figures)
    for one in different[:10]:
        print(f"  {one}")
    if given.json:
        given.json.write_text(json.dumps(figures, indent=2))
    return 1 if figures["differences"] else 0


def _cell(
    server: Serving,
    shop: _shop.Shop,
    form: str,
    pool: list[str],
    count: int,
    seconds: float,
) -> Figures:
    """The application and the floor, side by side."""
    app = _clients(server, shop, form, count, pool, seconds)
    floor = _floor(shop, form, count, pool, seconds)
    return {
        "form": form,
        "products": len(pool),
        "clients": count,
        "app": app,
        "floor": floor,
        "ratio": round(app["cpu_ms"] / floor["cpu_ms"], 2),
    }


def _clients(
    server: Serving,
    shop: _shop.Shop,
    form: str,
    count: int,
    pool: list[str],
    seconds: float,
) -> Figures:
    task = {**shop.told(), "form": form, "clients": count, "products": pool, "seconds": seconds}
    task |= {"host": HOST, "port": server.port}
    before: list[float] = []
    told, postgres = _run("bench._clients", task, lambda: before.append(_cpu(server.pid)))
    used = _cpu(server.pid) - before[0]
    if set(told["statuses"]) != {"201"}:
        raise RuntimeError(f"{told['statuses']}: {told['said']}")
    return _figures(told, used, postgres) | {
        "median_ms": round(told["median_ms"], 1),
        "p99_ms": round(told["p99_ms"], 1),
    }


def _floor(shop: _shop.Shop, form: str, count: int, pool: list[str], seconds: float) -> Figures:
    """The floor copies the newest document of the form."""
    found = registry.get(form)
    with acting(shop.company):
        record = found.model.objects.order_by("-created_at").values_list("id", flat=True)[0]
    task = {**shop.told(), "form": form, "clients": count, "products": pool, "seconds": seconds}
    task["sums"] = day_sums.columns(found) or ()
    task |= {
        "record": str(record),
        "header": found.table,
        "lines": found.tables_by_name["lines"].table,
    }
    told, postgres = _run("bench._floor", task, lambda: None)
    return _figures(told, told["cpu_seconds"], postgres) | {"statements": told["statements"]}


def _run(module: str, task: Figures, started: Any) -> tuple[Figures, float]:
    """Run a process of the benchmark; what it says, and the CPU of PostgreSQL meanwhile."""
    process = subprocess.Popen(
        [*CHILD, module], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin and process.stdout
    with process:
        process.stdin.write(json.dumps(task) + "\n")
        process.stdin.flush()
        if process.stdout.readline().strip() != "ready":
            raise RuntimeError(f"{module} did not begin")
        before = _cpu(_postmaster())
        started()
        process.stdin.write("go\n")
        process.stdin.flush()
        told = json.loads(process.stdout.readline())
        return told, _cpu(_postmaster()) - before


_cpu = _processes.cpu_seconds


def _postmaster() -> int:
    return int((DATA / "pg" / "postmaster.pid").read_text().split()[0])


def _figures(told: Figures, app: float, postgres: float) -> Figures:
    documents = max(told["documents"], 1)
    return {
        "documents": told["documents"],
        "per_second": round(told["documents"] / told["seconds"], 1),
        "app_ms": round(1000 * app / documents, 2),
        "postgres_ms": round(1000 * postgres / documents, 2),
        "cpu_ms": round(1000 * (app + postgres) / documents, 2),
    }


def _count(shop: _shop.Shop, form: str, lines: int) -> Figures:
    chance = random.Random(lines)
    products = chance.sample(shop.products, lines)
    partner = shop.partners[0]
    document = _shop_bodies.document(form, shop.warehouse, products, partner, chance)
    return {"form": form, "lines": lines, **_statements.counted(shop.token, form, document)}


def _analyze() -> None:
    with psycopg.connect(os.environ["HUOLANG_OWNER_DATABASE_URL"], autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")


def _machine() -> str:
    info = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":")[1].strip() for line in info if "model name" in line), "?")
    return f"{os.cpu_count()} × {model}, {platform.system()} {platform.release()}"


HEADINGS = (
    f"{'form':<17}{'products':>9}{'clients':>8} │{'docs/s':>8}{'app ms':>8}{'pg ms':>8}"
    f"{'CPU ms':>8}{'median':>8}{'p99':>8} │{'floor/s':>8}{'app ms':>8}{'pg ms':>8}"
    f"{'CPU ms':>8} │{'ratio':>6}"
)


def _show(cell: Figures) -> None:
    app, floor = cell["app"], cell["floor"]
    print(
        f"{cell['form']:<17}{cell['products']:>9}{cell['clients']:>8} │"
        f"{app['per_second']:>8}{app['app_ms']:>8}{app['postgres_ms']:>8}{app['cpu_ms']:>8}"
        f"{app['median_ms']:>8}{app['p99_ms']:>8} │"
        f"{floor['per_second']:>8}{floor['app_ms']:>8}{floor['postgres_ms']:>8}"
        f"{floor['cpu_ms']:>8} │{cell['ratio']:>6}",
        flush=True,
    )


def _close(figures: Figures) -> None:
    print("\nstatements of one document (in books.post · in the request · at PostgreSQL)")
    for one in figures["statements"]:
        print(
            f"  {one['form']:<17}{one['lines']:>4} lines: {one['in_post']:>3} ·"
            f"{one['in_request']:>4} ·{one['at_postgresql']:>4}"
        )
    print("\nCPU of the application for one request, in one process without a server, ms")
    for one in figures["shares"]:
        print(
            f"  {one['form']:<17} posting {one['posting']} · storing {one['storing']} ·"
            f" BEGIN and COMMIT {one['transaction']} · rest {one['rest']} · all {one['all']}"
        )
    memory = figures["memory_mb"]
    told = ", ".join(f"{name} {size:.0f} MB" for name, size in memory.items())
    print(f"memory: {told}, together {sum(memory.values()):.0f} MB")
    if figures["differences"] is not None:
        print(f"prove: {figures['differences'] or 'no'} differences")


if __name__ == "__main__":
    sys.exit(main())
