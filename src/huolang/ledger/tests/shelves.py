"""What the books' machine stands on: a company, its goods, how it posts and what it expects."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_UP, Decimal
from uuid import UUID

from django.db import transaction
from hypothesis.stateful import RuleBasedStateMachine

from huolang.kernel import sql
from huolang.kernel.company import Company, acting
from huolang.kernel.keys import NIL, new_id
from huolang.kernel.outbox import BookHead
from huolang.ledger import accounts, batch_state, items
from huolang.ledger.batch_state import BatchFacts
from huolang.ledger.items import ItemFacts, Policy
from huolang.ledger.models import Account, AccountRole
from huolang.ledger.posting import (
    IN_TRANSIT,
    RECEIVED_NOT_INVOICED,
    VARIANCE,
    Consume,
    Move,
    Source,
)
from huolang.ledger.tests.oracle import Document, Oracle, Place

ZERO = Decimal(0)
ZONE = "Asia/Shanghai"
DAYS = [date(2026, 1, 29) + timedelta(days=n) for n in range(6)]
"""Three in January, three in February."""
NOW = datetime(2026, 5, 1, tzinfo=UTC)
MORNING, EVENING = 1, 14
NAME = "螺栓"
OWN_ACCOUNTS = (
    "inventory",
    "cost_of_sales",
    "stock_difference",
    "stock_revaluation",
)
"""Of each product, so that the books of one can be told from those of another."""


@dataclass(eq=False)
class Act:
    """One posting: its lines of goods, what it added to the worth of a receipt, what a supplier
    credits for goods that went back."""

    source: Source
    documents: list[Document]
    consume: Consume | None = None
    charge: tuple[Document, Decimal] | None = None
    credit: Decimal = ZERO
    live: bool = True


@dataclass(frozen=True)
class Goods:
    policy: Policy
    negative: bool = False
    changing: bool = False
    batched: bool = False
    digits: int = 0
    serialized: bool = False
    """The books count pieces like batches, and find their entries by another index. That each is
    there once is not their law (`masters.serial`), so here it is not kept."""


class Shelves(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.company = Company.objects.create(name="甲")
        self.acting = acting(self.company.pk)
        self.acting.__enter__()
        BookHead.objects.create()
        accounts.seed()
        self.warehouses, self.partner = sorted(new_id() for _ in range(3)), new_id()
        self.acts: list[Act] = []
        self.orders: dict[UUID, dict[str, object]] = {}
        self.closed: date | None = None
        self.frozen: dict[str, Decimal] = {}
        self.since: dict[UUID, datetime] = {}
        self.newest: dict[UUID, datetime] = {}
        self.bad: set[UUID] = set()
        """Batches that are held back, or past their day."""
        self.last_no = self.last_posting = self.steps = 0

    def teardown(self) -> None:
        with contextlib.suppress(Rollback):
            self.acting.__exit__(Rollback, Rollback(), None)
        self.outer.__exit__(Rollback, Rollback(), None)

    def stock(self, goods: Sequence[Goods], warehouses: int) -> None:
        """Tell the books how each product is costed, and the oracle."""
        del self.warehouses[warehouses:]
        self.goods, self.products = list(goods), [new_id() for _ in goods]
        self.batches = {
            p: sorted([new_id(), new_id()]) if one.batched or one.serialized else [NIL]
            for p, one in zip(self.products, goods, strict=True)
        }
        both = list(zip(self.products, goods, strict=True))
        self.serialized = {p for p, one in both if one.serialized}
        batch_state.write([BatchFacts(b, p, None) for p in self.products for b in self.named(p)])
        items.write(
            [
                ItemFacts(
                    product=p,
                    digits=one.digits,
                    policy=one.policy,
                    allow_negative=one.negative,
                    batched=one.batched,
                )
                for p, one in both
            ]
        )
        shared = {
            role: Account.objects.get(code=accounts.ROLES[role])
            for role in (RECEIVED_NOT_INVOICED, VARIANCE)
        }
        for n, product in enumerate(self.products):
            sql.run(
                "UPDATE ledger_item SET account_set = %s WHERE company_id = %s::bigint"
                " AND id = %s::uuid",
                [str(n), self.company.pk, product],
            )
            for digit, role in enumerate(OWN_ACCOUNTS):
                account = Account.objects.create(code=f"9{n}{digit}", name=role, kind="asset")
                AccountRole.objects.create(role=role, account=account, account_set=str(n))
            for role, account in shared.items():
                AccountRole.objects.create(role=role, account=account, account_set=str(n))
        self.oracle = Oracle(
            policies={p: [one.policy] for p, one in both},
            negative={p for p, one in both if one.negative},
            smallest={p: Decimal(1).scaleb(-one.digits) for p, one in both},
        )

    # documents

    def document(
        self,
        p: int,
        w: int,
        quantity: Decimal,
        day: int,
        hour: int,
        *,
        counter: str,
        value: Decimal | None = None,
        line: UUID | None = None,
        b: int = 0,
    ) -> Document:
        """The first line of a new posting."""
        self.last_posting += 1
        at = datetime(*DAYS[day].timetuple()[:3], hour, tzinfo=UTC)
        return self.line(self.place(p, w, b), quantity, at, counter, value, line)

    def place(self, p: int, w: int, b: int) -> Place:
        """Goods that are kept in batches are of one of two."""
        product = self.products[p % len(self.products)]
        return Place(product, self.warehouse(w), self.batch(product, b))

    def warehouse(self, w: int) -> UUID:
        return self.warehouses[w % len(self.warehouses)]

    def fit(self, product: UUID, quantity: Decimal) -> Decimal:
        """The next quantity, away from zero, with no more digits than it may have."""
        return quantity.quantize(self.oracle.smallest[product], rounding=ROUND_UP)

    def named(self, product: UUID) -> list[UUID]:
        """Its batches, if it has any."""
        if product in self.serialized:
            return []
        return [one for one in self.batches[product] if one != NIL]

    def batch(self, product: UUID, b: int) -> UUID:
        return self.batches[product][b % len(self.batches[product])]

    def places(self, product: UUID) -> list[Place]:
        """On the shelves."""
        return [Place(product, w, b) for w in self.warehouses for b in self.batches[product]]

    def everywhere(self, product: UUID) -> list[Place]:
        """Also on their way, in the order in which the books go through them."""
        both = [
            Place(p, w, b, on) for p, w, b, _ in self.places(product) for on in (NIL, IN_TRANSIT)
        ]
        return sorted(both, key=lambda one: (one.warehouse, one.location, one.batch))

    def line(
        self,
        place: Place,
        quantity: Decimal,
        at: datetime,
        counter: str,
        value: Decimal | None = None,
        line: UUID | None = None,
    ) -> Document:
        """One more line of the same posting."""
        self.last_no += 1
        product, warehouse, batch, location = place
        return Document(
            no=self.last_no,
            at=at,
            product=product,
            warehouse=warehouse,
            batch=batch,
            location=location,
            quantity=self.fit(product, quantity),
            value=value,
            entry_line=line or new_id(),
            posting=self.last_posting,
            counter=counter,
            era=len(self.oracle.policies[product]) - 1,
        )

    def move(self, document: Document, **more: object) -> Move:
        return Move(
            line=document.entry_line,
            product=document.product,
            warehouse=document.warehouse,
            batch=document.batch,
            location=document.location,
            serial=document.batch if document.product in self.serialized else None,
            shipment=document.way,
            quantity=document.quantity,
            value=document.value,
            counter=document.counter,
            field="lines.0.quantity",
            name=NAME,
            **more,
        )

    def acts_of(self, kind: str) -> list[Act]:
        return [a for a in self.acts if a.live and a.source.form == kind]


class Rollback(Exception):
    pass
