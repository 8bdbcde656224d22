"""A correction that is left to the job, for a fault test to break into. Runs in processes of its
own against the database that the environment names.

    python -m tests.faults.correcting post        two products with the same history: A and B
    python -m tests.faults.correcting work        does the job of A, in small parts, to its end
    python -m tests.faults.correcting compare     is everything of A as it is of B?
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import django

django.setup()

from huolang.kernel import background, sql  # noqa: E402
from huolang.kernel.background import BackgroundJob  # noqa: E402
from huolang.kernel.company import Company, acting  # noqa: E402
from huolang.kernel.keys import new_id  # noqa: E402
from huolang.ledger import books, bounds, correcting, deferring, items  # noqa: E402
from huolang.ledger.items import ItemFacts, Policy  # noqa: E402
from huolang.ledger.posting import INVENTORY, Move, Posting, Source  # noqa: E402

ISSUES = 400
PART = 20
PRODUCTS = """
SELECT DISTINCT product FROM ledger_stockentry
WHERE company_id = %s::bigint AND form = 'broken_into' ORDER BY product
"""
FIGURES = """
SELECT row_number() OVER (ORDER BY e.no, e.seq), e.quantity, e.cost + coalesce(sum(a.amount), 0)
FROM ledger_stockentry e
LEFT JOIN ledger_costadjustment a ON a.company_id = e.company_id AND a.entry = e.id
WHERE e.company_id = %s::bigint AND e.product = %s::uuid
GROUP BY e.id, e.no, e.seq, e.quantity, e.cost
UNION ALL
SELECT -1, sum(p.quantity), sum(p.value) FROM ledger_costpool p
WHERE p.company_id = %s::bigint AND p.product = %s::uuid
UNION ALL
SELECT -2, sum(l.left_quantity), sum(l.left_value) FROM ledger_costlayer l
JOIN ledger_costpool p ON p.company_id = l.company_id AND p.id = l.pool
WHERE p.company_id = %s::bigint AND p.product = %s::uuid
ORDER BY 1
"""


def post(company: int) -> None:
    """Goods come, go, and move to another warehouse, whose pool they feed; then earlier ones turn
    up, at another price: for the first product that is too much for its transaction."""
    warehouses = new_id(), new_id()
    for deferred in (True, False):
        product = new_id()
        policy = Policy(method="fifo", scope="warehouse")
        with acting(company):
            items.write([ItemFacts(product=product, digits=0, policy=policy)])
        _one(company, product, 1, [(warehouses[0], "2000", "7000.00")])
        for n in range(ISSUES):
            there = [(warehouses[1], "1", None)] if n % 4 == 0 else []
            _one(company, product, 2 + n, [(warehouses[0], "-1", None), *there])
        if deferred:
            bounds.FEWEST, bounds.most = 0, lambda: 3
        _one(company, product, 0, [(warehouses[0], "300", "3333.33")])
        bounds.most = lambda: 10_000


def _one(company: int, product: Any, minute: int, lines: list[tuple[Any, str, str | None]]) -> None:
    flow = {"flow": 1} if len(lines) > 1 else {}
    moves = [
        Move(
            line=new_id(),
            product=product,
            warehouse=warehouse,
            quantity=Decimal(quantity),
            value=None if value is None else Decimal(value),
            counter="opening" if value else INVENTORY if flow else "cost_of_sales",
            **flow,
        )
        for warehouse, quantity, value in lines
    ]
    at = datetime(2026, 1, 5, 1, tzinfo=UTC) + timedelta(minutes=minute)
    with acting(company):
        books.post(
            Posting(moves=tuple(moves)),
            source=Source(form="broken_into", record=new_id()),
            occurred_on=at.date(),
            occurred_at=at,
            number=lambda: f"Z{minute}",
        )


def work(company: int) -> None:
    correcting.PART = PART
    while True:
        with acting(company):
            job = deferring.newest()
        if job is None or job.state not in background.OPEN:
            return
        background.work(company=company, job=str(job.id))


def compare(company: int) -> None:
    with acting(company):
        (a,), (b,) = sql.run(PRODUCTS, [company]).fetchall()
        figures = [sql.run(FIGURES, [company, one] * 3).fetchall() for one in (a, b)]
        job = BackgroundJob.objects.get(kind=deferring.KIND)
        assert (job.state, deferring.since()) == ("done", None)
        assert job.done > ISSUES
        assert len(figures[0]) > ISSUES
        assert figures[0] == figures[1]
    print("the same")


if __name__ == "__main__":
    {"post": post, "work": work, "compare": compare}[sys.argv[1]](Company.objects.get().id)
