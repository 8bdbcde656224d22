"""What it costs to evaluate alerts beside the postings that touch them, to look at every limit, to
work out what should be ordered, to promise a hundred lines, and to answer the reports of stock.

`./huolang bench inventory [--products 5000] [--warehouses 10] [--postings 120] [--documents 0]`
runs it on a PostgreSQL of its own. CPU is that of this process and of its connection's server
process, in milliseconds (no parallel workers); deliveries of five lines are made in-process, each
in a transaction of its own. `--documents` are deliveries of five lines in the two years before;
then there are also batches, pieces with numbers, locations, goods under way and lent, counts and
orders.
Beside each figure stands the floor: plain SQL that reads the same rows and adds them up.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import random
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import django
from django.test import Client

django.setup()

from django.db import connection  # noqa: E402

from bench import _goods, _million, _processes, _shop, _shop_bodies, _stock_reports  # noqa: E402
from bench._million import administrator_of_books  # noqa: E402
from huolang.documents import lifecycle  # noqa: E402
from huolang.forms import registry  # noqa: E402
from huolang.kernel import clock, sql  # noqa: E402
from huolang.kernel.company import acting  # noqa: E402
from huolang.kernel.permissions import Access  # noqa: E402
from huolang.ledger import months  # noqa: E402
from huolang.planning import evaluating, replenishing  # noqa: E402

STOCKED = 5_000
SOME = 50_000
"""Products for which is worked out what should be ordered."""
FORM = "sales_delivery"
LIMITS = """
INSERT INTO masters_stocklimit (company_id, id, product_id, position, warehouse_id, min_stock,
    max_stock, safety_stock, extra)
SELECT p.company_id, gen_random_uuid(), p.id, 0, w.id, CASE WHEN w.code = 'CK01' THEN 999950 ELSE
    (CASE WHEN hashtext(p.id::text || w.code) %% 20 = 0 THEN 5 ELSE 0 END) END, NULL, 0, '{}'
FROM masters_product p CROSS JOIN masters_warehouse w
"""
"""One in twenty of the empty places is short; in the full one a few deliveries make it so."""
ORDERS = 100
OFFERED = """
SELECT product, usable - reserved FROM ledger_availability
WHERE product = ANY(%s::uuid[]) AND warehouse = %s::uuid
UNION ALL
SELECT l.product_id, l.base_quantity - l.done_base FROM purchasing_purchaseorderline l
JOIN purchasing_purchaseorder d ON d.company_id = l.company_id AND d.id = l.document_id
WHERE l.product_id = ANY(%s::uuid[]) AND d.warehouse_id = %s::uuid AND d.state = 'confirmed'
"""
DEMANDED = """
SELECT count(*), sum(least), sum(free), sum(gone) FROM (
    SELECT t.product_id, t.warehouse_id, sum(t.min_stock) AS least,
        sum(a.usable - a.reserved) AS free, sum(e.gone) AS gone
    FROM masters_stocklimit t
    LEFT JOIN ledger_availability a ON a.product = t.product_id AND a.warehouse = t.warehouse_id
    LEFT JOIN (SELECT product, warehouse, -sum(quantity) AS gone FROM ledger_stockentry
               WHERE occurred_on > current_date - 90 AND form = 'sales_delivery'
               GROUP BY 1, 2) e ON e.product = t.product_id AND e.warehouse = t.warehouse_id
    {which} GROUP BY 1, 2) t
"""
"""Limits, what is free, and demand: what daily alerts and proposals read at the least."""
ROWS = """
SELECT (SELECT count(*) FROM masters_stocklimit), (SELECT count(*) FROM planning_stockalert),
    (SELECT count(*) FROM planning_proposal), pg_backend_pid()
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="huolang bench inventory", description=__doc__)
    parser.add_argument("--products", type=int, default=5_000)
    parser.add_argument("--warehouses", type=int, default=10)
    parser.add_argument("--postings", type=int, default=120)
    parser.add_argument("--documents", type=int, default=0)
    given = parser.parse_args()
    logging.getLogger("huolang.requests").setLevel(logging.WARNING)
    shop = _loaded(given.products, given.warehouses, given.documents)
    measured(shop, given.postings)
    return 0


def _loaded(products: int, warehouses: int, documents: int) -> _shop.Shop:
    stocked = products if documents else min(products, STOCKED)
    opened_on = clock.now().date() - timedelta(days=_goods.OPENED) if documents else None
    shop = _shop.opened(
        products=products, stocked=stocked, warehouses=warehouses, opened_on=opened_on
    )
    with acting(shop.company):
        sql.run(LIMITS.replace("%%", "%"))
    if documents:
        goods = _goods.Goods(shop)
        goods.spread()
        _million.traded(shop, documents)
        goods.all_the_rest()
        with acting(shop.company):
            months.sum_up()
    _analyze()
    return shop


def measured(shop: _shop.Shop, postings: int) -> None:
    connection.cursor().execute("SET max_parallel_workers_per_gather = 0")
    print(f"limits: {_rows(shop)[0]:,}")
    _daily(shop, "every limit, the first time")
    _daily(shop, "every limit again")
    _postings(shop, postings)
    _proposed(shop)
    _promised(shop)
    _stock_reports.answer(shop, _cpu_of)


def _analyze() -> None:
    with administrator_of_books() as administrator:
        administrator.execute("ANALYZE")


def _daily(shop: _shop.Shop, called: str) -> None:
    with acting(shop.company):
        sql.run("UPDATE planning_alerthead SET day = NULL")
    _stock_reports.reset_peaks()
    spent = _cpu(shop, lambda: evaluating.everything(at=clock.now()))
    _beside(shop, f"{called}: {_rows(shop)[1]:,} alerts", spent, "")


def _proposed(shop: _shop.Shop) -> None:
    """For 50,000 products, for all limits, and again."""
    some = [UUID(one) for one in shop.products[:SOME]]
    told = sql.array(some)
    _stock_reports.reset_peaks()
    spent = _cpu(shop, lambda: replenishing.work_out(at=clock.now(), products=some))
    which = "WHERE t.product_id = ANY(%s::uuid[])"
    _beside(shop, f"proposals for {len(some):,} products: {_rows(shop)[2]:,}", spent, which, told)
    for called in ("proposals for every limit", "worked out again"):
        _stock_reports.reset_peaks()
        spent = _cpu(shop, lambda: replenishing.work_out(at=clock.now()))
        _beside(shop, f"{called}: {_rows(shop)[2]:,}", spent, "")


def _beside(shop: _shop.Shop, called: str, spent: float, which: str, *told: str) -> None:
    here, there = _stock_reports.peaks()
    statement = DEMANDED.replace("{which}", which)
    floor = _cpu(shop, lambda: sql.run(statement, told).fetchall())
    print(f"{called}, {spent:,.0f} ms, {spent / floor:.1f} times the floor of {floor:,.0f} ms;"
          f" {here:,.0f} MB here, {there:,.0f} in PostgreSQL", flush=True)  # fmt: skip


def _postings(shop: _shop.Shop, count: int) -> None:
    """Deliveries alone; then what was touched, at once for all of them, and after each."""
    chance = random.Random(1)
    deliver = _deliveries(shop, chance)
    for _ in range(20):
        deliver()
    _cpu(shop, lambda: evaluating.touched(at=clock.now()))
    alone = _cpu_of(lambda: [deliver() for _ in range(count)]) / count
    together = _cpu(shop, lambda: evaluating.touched(at=clock.now())) / count
    each = 0.0
    for _ in range(30):
        deliver()
        each += _cpu(shop, lambda: evaluating.touched(at=clock.now())) / 30
    idle = _cpu_of(lambda: [_touch(shop) for _ in range(50)]) / 50
    print(f"a delivery of five lines: {alone:.2f} ms")
    print(f"evaluated {count} at once: {together:.2f} ms each, {together / alone:.1%} of it")
    print(f"evaluated one by one: {each:.2f} ms each, {each / alone:.1%} of it")
    print(f"evaluated while nothing moved: {idle:.2f} ms")


def _promised(shop: _shop.Shop) -> None:
    """When the products of an order can be had, some of which are ordered; and the floor."""
    chance = random.Random(2)
    products = shop.products[: min(len(shop.products), 10_000)]
    client = Client(SERVER_NAME="localhost", headers={"authorization": f"Bearer {shop.token}"})
    for _ in range(0 if _ordered(shop) else ORDERS):
        lines = [
            {"product": p, "quantity": "5", "unit_price": "10"}
            for p in chance.sample(products, 100)
        ]
        told = {"partner": shop.partners[0], "warehouse": shop.warehouse, "lines": lines}
        _sent(client, "records/purchase_order?then=confirm", told, 201)
    _analyze()
    asked = {"products": chance.sample(products, 100), "warehouse": shop.warehouse, "coming": True}
    _sent(client, "stock/availability", asked, 200)
    took = (
        _cpu_of(lambda: [_sent(client, "stock/availability", asked, 200) for _ in range(20)]) / 20
    )
    told = [sql.array(UUID(one) for one in asked["products"]), UUID(shop.warehouse)]
    floor = _cpu(shop, lambda: [sql.run(OFFERED, told * 2).fetchall() for _ in range(20)]) / 20
    print(f"when 100 lines can be promised: {took:.1f} ms, {took / floor:.1f} times the floor")


def _ordered(shop: _shop.Shop) -> bool:
    with acting(shop.company):
        return bool(sql.run("SELECT 1 FROM purchasing_purchaseorder LIMIT 1").fetchone())


def _sent(client: Client, path: str, told: dict[str, Any], status: int) -> None:
    answer = client.post(f"/api/v1/{path}", json.dumps(told), "application/json")
    if answer.status_code != status:
        raise RuntimeError(answer.content.decode())


def _touch(shop: _shop.Shop) -> None:
    with acting(shop.company):
        evaluating.touched(at=clock.now())


def _deliveries(shop: _shop.Shop, chance: random.Random) -> Callable[[], None]:
    form = registry.get(FORM)
    access = Access(company=shop.company, user=UUID(shop.user), granted={"*": frozenset({"*"})})

    def deliver() -> None:
        goods = chance.sample(shop.products[: _shop.AT_ONCE], _shop_bodies.LINES)
        partner = chance.choice(shop.partners)
        told = _shop_bodies.document(FORM, shop.warehouse, goods, partner, chance)
        with acting(shop.company):
            lifecycle.create(form, told, access=access, then="confirm")

    return deliver


def _cpu(shop: _shop.Shop, work: Callable[[], Any]) -> float:
    def acted() -> None:
        with acting(shop.company):
            work()

    return _cpu_of(acted)


def _cpu_of(work: Callable[[], Any]) -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (server,) = cursor.fetchone()
    before = _spent(os.getpid()) + _spent(server)
    work()
    return (_spent(os.getpid()) + _spent(server) - before) * 1000


def _spent(pid: int) -> float:
    """Seconds that a process ran, to the nanosecond, as the scheduler counts them."""
    fields = (_processes.PROC / str(pid) / "schedstat").read_text().split()
    return int(fields[0]) / 1e9


def _rows(shop: _shop.Shop) -> Any:
    with acting(shop.company):
        return sql.run(ROWS).fetchone()


if __name__ == "__main__":
    sys.exit(main())
