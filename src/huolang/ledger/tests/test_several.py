"""Several postings in one go are what the same postings are one after the other."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huolang.kernel import sql
from huolang.kernel.company import Company, acting
from huolang.kernel.keys import new_id
from huolang.kernel.outbox import BookHead
from huolang.kernel.refusals import BusinessError
from huolang.ledger import accounts, books, items, proof, several
from huolang.ledger.posting import Due, Entry, Move, Posting, Reserve, Source
from huolang.ledger.several import Asking, NotTogether
from huolang.ledger.tests.conftest import Shop, day

Wish = tuple[int, int, int, int, int]
"""product, warehouse, quantity, value in cents, hours since the beginning"""

HISTORY = {
    "entries": "SELECT e.no, e.seq, p.n, w.n, e.quantity, e.cost, e.valuation, e.counter,"
    " e.occurred_at FROM ledger_stockentry e JOIN names p ON p.key = e.product"
    " JOIN names w ON w.key = e.warehouse ORDER BY 1, 2",
    "heads": "SELECT no, form, kind, number, occurred_on, occurred_at, reverses"
    " FROM ledger_postinghead ORDER BY 1",
    "journal": "SELECT l.no, j.seq, l.seq, a.code, l.partner IS NULL, l.occurred_on, l.currency,"
    " l.rate, l.amount, l.base_amount FROM ledger_journalline l"
    " JOIN ledger_journalentry j ON j.company_id = l.company_id AND j.id = l.entry"
    " JOIN ledger_account a ON a.company_id = l.company_id AND a.id = l.account_id"
    " ORDER BY 1, 2, 3",
    "journals": "SELECT no, seq, kind, form, number, occurred_on FROM ledger_journalentry"
    " ORDER BY 1, 2",
    "items": 'SELECT kind, role, form, number, occurred_on, net, tax, total, "left", on_account'
    " FROM ledger_openitem ORDER BY number",
    "item_entries": "SELECT no, kind, amount, on_account, occurred_on FROM ledger_openitementry"
    " ORDER BY 1",
    "owed": "SELECT a.code, b.amount, b.base_amount FROM ledger_accountbalance b"
    " JOIN ledger_account a ON a.company_id = b.company_id AND a.id = b.account_id ORDER BY 1",
    "balances": "SELECT p.n, w.n, b.quantity, b.last_at FROM ledger_stockbalance b"
    " JOIN names p ON p.key = b.product JOIN names w ON w.key = b.warehouse ORDER BY 1, 2",
    "available": "SELECT p.n, w.n, b.usable, b.reserved, b.waiting FROM ledger_availability b"
    " JOIN names p ON p.key = b.product JOIN names w ON w.key = b.warehouse ORDER BY 1, 2",
    "pools": "SELECT p.n, c.quantity, c.value, c.known_quantity, c.known_value, c.last_at"
    " FROM ledger_costpool c JOIN names p ON p.key = c.product ORDER BY 1",
    "head": "SELECT last_no FROM kernel_bookhead",
}


@dataclass
class World:
    """A company of its own, with two products and two warehouses."""

    company: int
    products: list[UUID] = field(default_factory=lambda: [new_id(), new_id()])
    warehouses: list[UUID] = field(default_factory=lambda: [new_id(), new_id()])
    partner: UUID = field(default_factory=new_id)

    def asking(self, wish: Wish, number: int) -> Asking:
        p, w, quantity, cents, hours = wish
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
        net = Decimal(cents) / 100
        move = Move(
            line=new_id(),
            product=self.products[p],
            warehouse=self.warehouses[w],
            quantity=Decimal(quantity),
            value=net if quantity > 0 else None,
            counter="received_not_invoiced" if quantity > 0 else "cost_of_sales",
            partner=self.partner,
        )
        kind = "payable" if quantity > 0 else "receivable"
        entries = () if quantity > 0 else sale(net, self.partner)
        dues = (Due(kind=kind, partner=self.partner, net=net, tax=Decimal(0)),)
        source = Source(form="receipt" if quantity > 0 else "delivery", record=new_id())
        return Asking(
            posting=Posting(moves=(move,), entries=entries, dues=dues),
            source=source,
            occurred_on=at.date(),
            occurred_at=at,
        )

    def one_by_one(self, askings: list[Asking], numbers: list[str]) -> None:
        """Those that are refused leave nothing behind."""
        for one, number in zip(askings, numbers, strict=True):
            try:
                with transaction.atomic():
                    post_alone(one, number)
            except BusinessError:
                pass

    def history(self) -> dict[str, list[Any]]:
        names = [*self.products, *self.warehouses]
        told = ", ".join(f"('{key}'::uuid, {n})" for n, key in enumerate(names))
        return {
            what: sql.run(f"WITH names(key, n) AS (VALUES {told}) {statement}").fetchall()
            for what, statement in HISTORY.items()
        }


def sale(net: Decimal, partner: UUID) -> tuple[Entry, ...]:
    return (
        Entry(account="receivable", amount=net, partner=partner),
        Entry(account="revenue", amount=-net),
    )


def post_alone(one: Asking, number: str) -> None:
    books.post(
        one.posting,
        source=one.source,
        occurred_on=one.occurred_on,
        occurred_at=one.occurred_at,
        number=lambda: number,
    )


def world() -> World:
    company = Company.objects.create(name="甲")
    made = World(company.pk)
    with acting(company.pk):
        BookHead.objects.create()
        accounts.seed()
        items.write([items.ItemFacts(product=p, digits=0) for p in made.products])
    return made


LONG = os.environ.get("HUOLANG_LONG") == "1"


class Rollback(Exception):
    pass


WISHES = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.integers(0, 1),
        st.integers(-6, 9).filter(bool),
        st.integers(0, 5000),
        st.integers(0, 1500),
    ),
    min_size=1,
    max_size=16,
)


@pytest.mark.django_db
@settings(max_examples=300 if LONG else 12, deadline=None, suppress_health_check=list(HealthCheck))
@given(wishes=WISHES, ordered=st.booleans(), parts=st.integers(1, 4))
def test_any_postings_together_are_what_they_are_one_by_one(
    wishes: list[Wish], ordered: bool, parts: int
) -> None:
    if ordered:
        wishes = sorted(wishes, key=lambda wish: wish[4])
    numbers = [f"单{n}" for n in range(len(wishes))]
    with pytest.raises(Rollback), transaction.atomic():
        alone, together = world(), world()
        with acting(alone.company):
            asked = [alone.asking(wish, n) for n, wish in enumerate(wishes)]
            alone.one_by_one(asked, numbers)
            expected = alone.history()
        with acting(together.company):
            asked = [together.asking(wish, n) for n, wish in enumerate(wishes)]
            for start in range(0, len(asked), parts):
                some, theirs = asked[start : start + parts], numbers[start : start + parts]
                try:
                    with transaction.atomic():
                        several.post(some, numbers=lambda theirs=theirs: theirs)
                except (NotTogether, BusinessError):
                    together.one_by_one(some, theirs)
            assert together.history() == expected
            assert list(proof.differences(together.company)) == []
        raise Rollback


def receipts(shop: Shop, count: int, on: int) -> list[Asking]:
    made = World(shop.company, [shop.bolts, shop.nuts], [shop.main, shop.branch], shop.partner)
    return [made.asking((n % 2, 0, 5, 100, 24 * on), n) for n in range(count)]


def test_as_many_statements_for_fifty_postings_as_for_five(shop: Shop) -> None:
    counts: list[int] = []
    for count, on in ((5, 1), (5, 2), (50, 3)):
        with sql.counting() as statements:
            several.post(
                receipts(shop, count, on),
                numbers=lambda count=count: [f"单{n}" for n in range(count)],
            )
        counts.append(len(statements))

    assert counts[1] == counts[2] <= 16
    assert shop.proves()


def test_what_orders_wait_for_is_not_for_many_together(shop: Shop) -> None:
    wish = Reserve(line=new_id(), product=shop.bolts, warehouse=shop.main, quantity=Decimal(3))
    books.reserve([wish], source=Source(form="sales_order", record=new_id()))

    with pytest.raises(NotTogether):
        several.post(receipts(shop, 2, 1), numbers=lambda: ["1", "2"])


def test_nothing_is_together_after_something_later(shop: Shop) -> None:
    shop.receive("10", "10.00", on=9)

    with pytest.raises(NotTogether):
        several.post(receipts(shop, 2, 1), numbers=lambda: ["1", "2"])
    assert day(9) > receipts(shop, 1, 1)[0].occurred_at
