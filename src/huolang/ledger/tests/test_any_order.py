"""Documents of distinct times cost the same in whatever order they are confirmed, and no cent of
what goods brought is lost: it is in stock, or on the account to which they went."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huolang.kernel import sql
from huolang.kernel.keys import new_id
from huolang.kernel.refusals import BusinessError
from huolang.ledger import books, items, proof
from huolang.ledger.items import ItemFacts, Policy
from huolang.ledger.posting import (
    INVENTORY,
    VARIANCE,
    Entry,
    Move,
    Posting,
    Revalue,
    Source,
)

LONG = os.environ.get("HUOLANG_LONG") == "1"
EXAMPLES = int(os.environ.get("HUOLANG_EXAMPLES", "400" if LONG else "20"))
BY_STANDARD = Policy(method="standard", standard=Decimal("2.345678"), scope="warehouse")
GOODS = [
    (Policy(), False),
    (Policy(scope="warehouse"), False),
    (Policy(scope="warehouse"), True),
    (Policy(method="fifo"), False),
    (Policy(method="fifo", scope="warehouse"), False),
    (Policy(method="fifo", scope="warehouse"), True),
    (BY_STANDARD, False),
    (BY_STANDARD, True),
]
COSTS = """
SELECT e.line, e.quantity > 0, e.cost + coalesce(sum(a.amount), 0) FROM ledger_stockentry e
LEFT JOIN ledger_costadjustment a ON a.company_id = e.company_id AND a.entry = e.id
WHERE e.company_id = %s::bigint AND e.product = %s::uuid GROUP BY e.id, e.line, e.quantity, e.cost
"""
POOLS = """
SELECT warehouse, quantity, value FROM ledger_costpool
WHERE company_id = %s::bigint AND product = %s::uuid AND last_at IS NOT NULL ORDER BY warehouse
"""
BALANCES = """
SELECT r.role, sum(l.base_amount) FROM ledger_journalline l
JOIN ledger_accountrole r ON r.company_id = l.company_id AND r.account_id = l.account_id
WHERE l.company_id = %s::bigint AND r.account_set = 'default' GROUP BY 1
"""


@dataclass(frozen=True)
class Doc:
    """`of` counts back to the document that it returns, or makes dearer."""

    kind: str
    warehouse: int
    quantity: Decimal
    cents: int
    of: int


DOCS = st.lists(
    st.builds(
        Doc,
        kind=st.sampled_from(["receive", "receive", "sell", "sell", "return", "move", "charge"]),
        warehouse=st.integers(0, 1),
        quantity=st.integers(1, 12).map(Decimal),
        cents=st.integers(1, 100_000),
        of=st.integers(1, 3),
    ),
    min_size=3,
    max_size=9,
)


@dataclass
class Trader:
    """One product, and which documents of it stand."""

    product: UUID = field(default_factory=new_id)
    apart: timedelta = timedelta()
    """How much more than a minute lies between two documents."""
    lines: dict[int, UUID] = field(default_factory=dict)

    def post(self, n: int, docs: list[Doc], warehouses: list[UUID]) -> bool:
        """Confirm document `n` of its own time; is it accepted?"""
        posting = self.posting(n, docs, warehouses)
        if posting is None:
            return False
        at = datetime(2026, 1, 5, 1, n, tzinfo=UTC) + n * self.apart
        try:
            with transaction.atomic():
                books.post(
                    posting,
                    source=Source(form="stock_receipt", record=new_id()),
                    occurred_on=at.date(),
                    occurred_at=at,
                    number=lambda: str(n),
                )
        except BusinessError:
            del self.lines[n]
            return False
        return True

    def posting(self, n: int, docs: list[Doc], warehouses: list[UUID]) -> Posting | None:
        doc, line, amount = docs[n], new_id(), Decimal(docs[n].cents) / 100
        here, there = warehouses[doc.warehouse], warehouses[1 - doc.warehouse]
        of = n - doc.of
        if doc.kind in ("return", "charge"):
            wanted = "sell" if doc.kind == "return" else "receive"
            if of not in self.lines or docs[of].kind != wanted:
                return None
        self.lines[n] = line
        told = {"line": line, "product": self.product}
        if doc.kind == "receive":
            brought = {"value": amount, "counter": "opening"}
            return Posting(moves=(Move(warehouse=here, quantity=doc.quantity, **told, **brought),))
        if doc.kind == "sell":
            sold = {"counter": "cost_of_sales"}
            return Posting(moves=(Move(warehouse=here, quantity=-doc.quantity, **told, **sold),))
        if doc.kind == "return":
            back = {"counter": "cost_of_sales", "follows": self.lines[of]}
            return Posting(moves=(Move(warehouse=here, quantity=doc.quantity, **told, **back),))
        if doc.kind == "move":
            flow = {"counter": INVENTORY, "flow": 1, **told}
            out = Move(warehouse=here, quantity=-doc.quantity, **flow)
            return Posting(moves=(out, Move(warehouse=there, quantity=doc.quantity, **flow)))
        entries = (
            Entry(account="opening", amount=amount),
            Entry(account="cash", amount=-amount),
        )
        revalue = Revalue(line=self.lines[of], amount=amount)
        return Posting(entries=entries, revalues=(revalue,))

    def pools(self, company: int) -> list[tuple[object, ...]]:
        return sql.run(POOLS, [company, self.product]).fetchall()

    def costs(self, company: int) -> dict[tuple[int, bool], Decimal]:
        numbers = {line: n for n, line in self.lines.items()}
        found = sql.run(COSTS, [company, self.product]).fetchall()
        return {(numbers[line], entered): cost for line, entered, cost in found}


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(goods=st.sampled_from(GOODS), docs=DOCS, data=st.data())
def test_the_order_of_confirming_does_not_matter(
    acting: int, goods: tuple[Policy, bool], docs: list[Doc], data: st.DataObject
) -> None:
    with transaction.atomic():
        in_time, shuffled, warehouses = Trader(), Trader(), [new_id(), new_id()]
        policy, negative = goods
        items.write(
            [
                ItemFacts(product=one.product, digits=0, policy=policy, allow_negative=negative)
                for one in (in_time, shuffled)
            ]
        )
        accepted = [n for n in range(len(docs)) if in_time.post(n, docs, warehouses)]
        waiting = list(data.draw(st.permutations(accepted)))
        while waiting:
            left = [n for n in waiting if not shuffled.post(n, docs, warehouses)]
            if left == waiting:
                break  # each of two transfers needs the other one first
            waiting = left
        if not waiting:
            assert shuffled.costs(acting) == in_time.costs(acting)
            pools = [
                sql.run(POOLS, [acting, one.product]).fetchall() for one in (in_time, shuffled)
            ]
            assert pools[0] == pools[1]
        keeps_every_cent(acting, docs, [*in_time.lines, *shuffled.lines])
        transaction.set_rollback(True)


def keeps_every_cent(company: int, docs: list[Doc], posted: list[int]) -> None:
    """What was brought is in stock, sold, or variance."""
    balances = dict(sql.run(BALANCES, [company]).fetchall())
    brought = sum(Decimal(docs[n].cents) for n in posted if docs[n].kind in ("receive", "charge"))
    went = (INVENTORY, "cost_of_sales", VARIANCE)
    assert sum(balances.get(role, 0) for role in went) == brought / 100
    worth = "SELECT coalesce(sum(value), 0) FROM ledger_costpool WHERE company_id = %s::bigint"
    assert sql.run(worth, [company]).fetchone()[0] == balances.get(INVENTORY, 0)
    assert list(proof.differences(company)) == []
