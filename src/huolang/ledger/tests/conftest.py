"""A company with nothing but its books: three products, two warehouses, one partner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from huolang.kernel import sql
from huolang.kernel.company import Company, acting
from huolang.kernel.keys import new_id
from huolang.kernel.outbox import BookHead
from huolang.ledger import accounts, books, items, proof
from huolang.ledger.books import Posted
from huolang.ledger.posting import Consume, Due, Entry, Move, Posting, Source

for name in ("desk", "holding", "corrections", "replaced", "sent", "examples", "example_books"):
    pytest.register_assert_rewrite(f"huolang.ledger.tests.{name}")


def day(n: int) -> datetime:
    return datetime(2026, 1, n, 12, tzinfo=UTC)


@dataclass
class Shop:
    company: int
    bolts: UUID = field(default_factory=new_id)
    nuts: UUID = field(default_factory=new_id)
    main: UUID = field(default_factory=new_id)
    branch: UUID = field(default_factory=new_id)
    partner: UUID = field(default_factory=new_id)
    posted: dict[UUID, Source] = field(default_factory=dict)

    def receive(
        self, quantity: str, value: str, *, on: int = 1, product: UUID | None = None
    ) -> Source:
        """Goods in at a net value; returns the source."""
        net = Decimal(value)
        move = self.move(quantity, product, value=net, counter="received_not_invoiced")
        due = Due(kind="payable", partner=self.partner, net=net, tax=Decimal(0))
        return self.post("purchase_receipt", Posting(moves=(move,), dues=(due,)), on)

    def deliver(
        self,
        quantity: str,
        *,
        on: int = 2,
        product: UUID | None = None,
        order_line: UUID | None = None,
    ) -> Source:
        """Goods out for 10.00 net and 1.30 tax."""
        move = self.move("-" + quantity, product, counter="cost_of_sales")
        entries = (
            Entry(account="receivable", amount=Decimal("11.30"), partner=self.partner),
            Entry(account="revenue", amount=Decimal("-10.00")),
            Entry(account="output_tax_pending", amount=Decimal("-1.30")),
        )
        due = Due(
            kind="receivable", partner=self.partner, net=Decimal("10.00"), tax=Decimal("1.30")
        )
        consumes = (Consume(line=order_line, quantity=Decimal(quantity)),) if order_line else ()
        posting = Posting(moves=(move,), entries=entries, dues=(due,), consumes=consumes)
        return self.post("sales_delivery", posting, on)

    def move(self, quantity: str, product: UUID | None = None, **more: object) -> Move:
        more.setdefault("partner", self.partner)
        return Move(
            line=new_id(),
            product=product or self.bolts,
            warehouse=self.main,
            quantity=Decimal(quantity),
            field="lines.0.quantity",
            name="螺栓",
            **more,
        )

    def post(self, form: str, posting: Posting, on: int) -> Source:
        source = Source(form=form, record=new_id())
        books.post(
            posting,
            source=source,
            occurred_on=day(on).date(),
            occurred_at=day(on),
            number=lambda: "单-1",
        )
        return source

    def cancel(self, source: Source, **more: object) -> Posted:
        return books.reverse(source=source, number=lambda: "单-1", at=MARCH, **more)

    def on_hand(self, product: UUID | None = None) -> Decimal:
        return self.one("SELECT sum(quantity) FROM ledger_stockbalance WHERE product = %s", product)

    def value(self, product: UUID | None = None) -> Decimal:
        return self.one("SELECT sum(value) FROM ledger_costpool WHERE product = %s", product)

    def one(self, statement: str, product: UUID | None) -> Decimal:
        row = sql.run(statement.replace("%s", "%s::uuid"), [product or self.bolts]).fetchone()
        return row[0] or Decimal(0)

    def account(self, code: str) -> Decimal:
        """Debits less credits."""
        statement = (
            "SELECT coalesce(sum(l.base_amount), 0) FROM ledger_journalline l"
            " JOIN ledger_account a ON a.id = l.account_id WHERE a.code = %s"
        )
        return sql.run(statement, [code]).fetchone()[0]

    def count(self, table: str) -> int:
        return sql.run(f"SELECT count(*) FROM {table}").fetchone()[0]

    def proves(self) -> bool:
        return list(proof.differences(self.company)) == []


MARCH = datetime(2026, 3, 15, 12, tzinfo=UTC)


@pytest.fixture
def shop(db: None) -> Iterator[Shop]:
    company = Company.objects.create(name="宏达五金")
    with acting(company.pk):
        BookHead.objects.create()
        accounts.seed()
        made = Shop(company.pk)
        facts = [items.ItemFacts(product=p, digits=0) for p in (made.bolts, made.nuts)]
        items.write(facts)
        yield made
