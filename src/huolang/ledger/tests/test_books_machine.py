"""Any sequence of receipts, issues, returns, transfers, promises and cancellations, at any dates,
leaves the books as a slow and obvious calculation says, and every refusal leaves them untouched."""

from __future__ import annotations

import contextlib
import os
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from huolang.kernel import sql
from huolang.kernel.company import Company, acting
from huolang.kernel.keys import new_id
from huolang.kernel.outbox import BookHead
from huolang.kernel.refusals import BusinessError
from huolang.ledger import accounts, books, items, proof
from huolang.ledger.items import ItemFacts, Policy
from huolang.ledger.posting import INVENTORY, Consume, Due, Entry, Move, Posting, Reserve, Source
from huolang.ledger.tests.oracle import Document, Oracle

DAYS = st.integers(1, 6)
QUANTITIES = st.integers(1, 12).map(Decimal)
VALUES = st.integers(0, 100_000).map(lambda cents: Decimal(cents) / 100)
WHICH = st.integers(0, 1)
POLICIES = [
    Policy(),
    Policy(scope="warehouse"),
    Policy(scope="warehouse"),
    Policy(method="fifo"),
    Policy(method="fifo", scope="warehouse"),
    Policy(method="fifo", scope="warehouse"),
    Policy(method="standard", standard=Decimal("2.345678"), scope="warehouse"),
]
NEGATIVE = (2, 5)
"""How each product is costed; which may be sold before they are there."""
GOODS = st.integers(0, len(POLICIES) - 1)
PLAIN = GOODS.filter(lambda p: p not in NEGATIVE)
PRICE = Decimal("10.00")
NAME = "螺栓"
COSTS_TODAY = """
SELECT e.line, e.cost + coalesce(sum(a.amount), 0) FROM ledger_stockentry e
LEFT JOIN ledger_costadjustment a ON a.company_id = e.company_id AND a.entry = e.id
WHERE e.company_id = %s::bigint AND e.reverses IS NULL AND NOT EXISTS (
    SELECT FROM ledger_stockentry m WHERE m.company_id = e.company_id AND m.reverses = e.id)
GROUP BY e.id, e.line, e.cost
"""
WAITING = """
SELECT count(*) FROM ledger_availability
WHERE company_id = %s::bigint AND waiting > 0 AND usable > reserved
"""
HELD = """
SELECT coalesce(sum(reserved), 0) FROM ledger_reservation
WHERE company_id = %s::bigint AND line = %s::uuid
"""


def told(products: list[UUID]) -> Oracle:
    """Tell the books how each product is costed, and the oracle."""
    both = list(zip(products, POLICIES, strict=True))
    negative = {products[p] for p in NEGATIVE}
    items.write(
        [
            ItemFacts(product=p, digits=0, policy=policy, allow_negative=p in negative)
            for p, policy in both
        ]
    )
    return Oracle(
        by_warehouse={p for p, policy in both if policy.scope == "warehouse"},
        negative=negative,
        fifo={p for p, policy in both if policy.method == "fifo"},
        standard={p: policy.standard for p, policy in both if policy.standard},
    )


class Rollback(Exception):
    pass


class Books(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.company = Company.objects.create(name="甲")
        self.acting = acting(self.company.pk)
        self.acting.__enter__()
        BookHead.objects.create()
        accounts.seed()
        self.products, self.warehouses = [new_id() for _ in POLICIES], [new_id(), new_id()]
        self.partner = new_id()
        self.oracle = told(self.products)
        self.sources: dict[int, Source] = {}
        self.consumed: dict[int, Consume] = {}
        self.orders: dict[UUID, dict[str, object]] = {}

    def teardown(self) -> None:
        with contextlib.suppress(Rollback):
            self.acting.__exit__(Rollback, Rollback(), None)
        self.outer.__exit__(Rollback, Rollback(), None)

    # what people do

    @rule(p=GOODS, w=WHICH, quantity=QUANTITIES, value=VALUES, day=DAYS)
    def receive(self, p: int, w: int, quantity: Decimal, value: Decimal, day: int) -> None:
        document = self.document(p, w, quantity, value, day, 0)
        move = self.move(document, counter="received_not_invoiced", partner=self.partner)
        due = Due(kind="payable", partner=self.partner, net=value, tax=Decimal(0))
        self.post("purchase_receipt", document, Posting(moves=(move,), dues=(due,)))

    @rule(p=GOODS, w=WHICH, quantity=QUANTITIES, day=DAYS)
    def issue(self, p: int, w: int, quantity: Decimal, day: int) -> None:
        self.sell(self.document(p, w, -quantity, None, day, 23))

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), quantity=QUANTITIES, day=DAYS)
    def deliver_order(self, data: st.DataObject, quantity: Decimal, day: int) -> None:
        line = data.draw(st.sampled_from(sorted(self.orders)))
        order = self.orders[line]
        document = self.document(order["p"], order["w"], -quantity, None, day, 23)
        self.sell(document, Consume(line=line, quantity=quantity))

    @precondition(lambda self: self.issues())
    @rule(data=st.data(), quantity=QUANTITIES, day=DAYS, linked=st.booleans())
    def bring_back(self, data: st.DataObject, quantity: Decimal, day: int, linked: bool) -> None:
        issue = data.draw(st.sampled_from(self.issues()))
        p = self.products.index(issue.product)
        w = data.draw(WHICH)
        document = self.document(p, w, quantity, None, day, 23)
        back = sum(
            (d.quantity for d in self.oracle.documents if d.standing and d.issue is issue),
            Decimal(0),
        )
        document.issue = issue if linked else None
        follows = issue.entry_line if linked else None
        move = self.move(document, counter="cost_of_sales", follows=follows)
        too_much = linked and (back + quantity > -issue.quantity or document.at < issue.at)
        self.post("sales_return", document, Posting(moves=(move,)), refused=too_much)

    @rule(p=PLAIN, w=WHICH, quantity=QUANTITIES, day=DAYS)
    def transfer(self, p: int, w: int, quantity: Decimal, day: int) -> None:
        leaves = self.document(p, w, -quantity, None, day, 23)
        arrives = self.document(p, 1 - w, quantity, None, day, 23)
        arrives.no, arrives.twin, leaves.twin = leaves.no + 1, leaves, arrives
        moves = tuple(self.move(one, counter=INVENTORY, flow=1) for one in (leaves, arrives))
        short = quantity > self.free(leaves) or self.oracle.dips(extra=leaves)
        if self.post("stock_transfer", leaves, Posting(moves=moves), refused=short):
            self.sources[arrives.no] = self.sources[leaves.no]
            self.oracle.documents.append(arrives)

    @precondition(lambda self: any(d.standing for d in self.oracle.documents))
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        standing = [d for d in self.oracle.documents if d.standing]
        returned = [d.issue for d in standing if d.issue]
        document = data.draw(st.sampled_from([d for d in standing if d not in returned]))
        if document.twin is not None and document.quantity < 0:
            document = document.twin  # what arrived must be there to go back
        consumes = (self.consumed[document.no],) if document.no in self.consumed else ()
        short = document.quantity > self.free(document) or self.oracle.dips(without=document)
        short = short and document.product not in self.oracle.negative
        with self.refusing(document.quantity > 0 and short):
            books.reverse(
                source=self.sources[document.no],
                number=lambda: "冲",
                at=datetime(2026, 2, 1, tzinfo=UTC),
                consumes=consumes,
            )
            document.standing = False
            if document.twin is not None:
                document.twin.standing = False

    @rule(p=GOODS, w=WHICH, quantity=QUANTITIES)
    def order(self, p: int, w: int, quantity: Decimal) -> None:
        line, record = new_id(), new_id()
        source = Source(form="sales_order", record=record)
        wish = Reserve(
            line=line,
            product=self.products[p],
            warehouse=self.warehouses[w],
            quantity=quantity,
        )
        books.reserve([wish], source=source)
        self.orders[line] = {"p": p, "w": w, "record": record, "wanted": quantity}

    @precondition(lambda self: self.orders)
    @rule(data=st.data())
    def close_order(self, data: st.DataObject) -> None:
        line = data.draw(st.sampled_from(sorted(self.orders)))
        books.release(self.orders.pop(line)["record"])

    # what must hold

    @invariant()
    def proves(self) -> None:
        assert list(proof.differences(self.company.pk)) == []

    @invariant()
    def agrees_with_the_oracle(self) -> None:
        pools = self.oracle.recost()
        statement = (
            "SELECT product, nullif(warehouse, '00000000-0000-0000-0000-000000000000'::uuid),"
            " quantity, value FROM ledger_costpool WHERE company_id = %s::bigint"
        )
        kept = {(r[0], r[1]): (r[2], r[3]) for r in sql.run(statement, [self.company.pk])}
        empty = (Decimal(0), Decimal(0))
        for key in {*pools, *kept}:
            assert kept.get(key, empty) == pools.get(key, empty)
        assert self.costs_today() == {
            d.entry_line: d.cost for d in self.oracle.documents if d.standing
        }

    @invariant()
    def no_order_waits_while_goods_are_free(self) -> None:
        assert sql.run(WAITING, [self.company.pk]).fetchone() == (0,)

    @invariant()
    def an_order_still_asks_for_what_was_not_delivered_of_it(self) -> None:
        """Also after more than it asked for was delivered, and some of that taken back."""
        delivered = dict.fromkeys(self.orders, Decimal(0))
        for document in self.oracle.documents:
            consume = self.consumed.get(document.no)
            if document.standing and consume and consume.line in delivered:
                delivered[consume.line] += consume.quantity
        statement = (
            "SELECT line, consumed, reserved FROM ledger_reservation"
            " WHERE company_id = %s::bigint AND state <> 'released'"
        )
        kept = {row[0]: row[1:] for row in sql.run(statement, [self.company.pk]).fetchall()}
        assert {line: row[0] for line, row in kept.items()} == delivered
        for line, order in self.orders.items():
            left = max(order["wanted"] - delivered[line], Decimal(0))
            assert kept[line][1] <= left

    # helpers

    def issues(self) -> list[Document]:
        """What went to a customer."""
        standing = [d for d in self.oracle.documents if d.standing and d.twin is None]
        return [d for d in standing if d.quantity < 0]

    def document(
        self, p: int, w: int, quantity: Decimal, value: Decimal | None, day: int, hour: int
    ) -> Document:
        return Document(
            no=len(self.oracle.documents) + 1,
            at=datetime(2026, 1, day, hour, tzinfo=UTC),
            product=self.products[p],
            warehouse=self.warehouses[w],
            quantity=quantity,
            value=value,
            entry_line=new_id(),
        )

    def move(self, document: Document, *, counter: str, **more: object) -> Move:
        return Move(
            line=document.entry_line,
            product=document.product,
            warehouse=document.warehouse,
            quantity=document.quantity,
            value=document.value,
            counter=counter,
            field="lines.0.quantity",
            name=NAME,
            **more,
        )

    def sell(self, document: Document, consume: Consume | None = None) -> None:
        move = self.move(document, counter="cost_of_sales")
        entries = (
            Entry(account="receivable", amount=PRICE, partner=self.partner),
            Entry(account="revenue", amount=-PRICE),
        )
        due = Due(kind="receivable", partner=self.partner, net=PRICE, tax=Decimal(0))
        consumes = (consume,) if consume else ()
        posting = Posting(moves=(move,), entries=entries, dues=(due,), consumes=consumes)
        held = self.held(consume.line) if consume else Decimal(0)
        free = self.free(document) + min(held, -document.quantity)
        short = -document.quantity > free or self.oracle.dips(extra=document)
        short = short and document.product not in self.oracle.negative
        if self.post("sales_delivery", document, posting, refused=short) and consume:
            self.consumed[document.no] = consume

    def held(self, line: UUID) -> Decimal:
        return sql.run(HELD, [self.company.pk, line]).fetchone()[0]

    def free(self, document: Document) -> Decimal:
        statement = (
            "SELECT coalesce(sum(reserved), 0) FROM ledger_availability"
            " WHERE company_id = %s::bigint AND product = %s::uuid AND warehouse = %s::uuid"
        )
        place = [self.company.pk, document.product, document.warehouse]
        reserved = sql.run(statement, place).fetchone()[0]
        return self.oracle.on_hand(document.product, document.warehouse) - reserved

    def costs_today(self) -> dict[UUID, Decimal]:
        return dict(sql.run(COSTS_TODAY, [self.company.pk]).fetchall())

    def post(
        self, form: str, document: Document, posting: Posting, *, refused: bool | None = None
    ) -> bool:
        source = Source(form=form, record=new_id())
        with self.refusing(bool(refused)) as outcome:
            books.post(
                posting,
                source=source,
                occurred_on=document.at.date(),
                occurred_at=document.at,
                number=lambda: f"单{document.no}",
            )
        if outcome.refused:
            return False
        self.sources[document.no] = source
        self.oracle.documents.append(document)
        return True

    def refusing(self, expected: bool) -> Refusing:
        return Refusing(self, expected)

    def trace(self) -> list[object]:
        tables = ("ledger_stockentry", "ledger_costadjustment", "ledger_journalline")
        counts = "SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)
        return [sql.run(counts).fetchone(), self.costs_today()]


class Refusing:
    """Run something in a savepoint; it must be refused exactly when expected, tracelessly."""

    def __init__(self, machine: Books, expected: bool) -> None:
        self.machine, self.expected, self.refused = machine, expected, False

    def __enter__(self) -> Refusing:
        self.before = self.machine.trace()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: object) -> bool:
        self.savepoint.__exit__(kind, error, trace)
        if kind is not None and not isinstance(error, BusinessError):
            return False
        self.refused = kind is not None
        assert self.refused == self.expected, error
        if self.refused:
            assert self.machine.trace() == self.before
        return True


LONG = os.environ.get("HUOLANG_LONG") == "1"
Books.TestCase.settings = settings(
    max_examples=int(os.environ.get("HUOLANG_EXAMPLES", "400" if LONG else "20")),
    stateful_step_count=40 if LONG else 25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.django_db
class TestBooks(Books.TestCase):
    pass
