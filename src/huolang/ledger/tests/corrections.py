"""What is known only later, in the books' machine: charges, revaluations, changes of costing,
cancellations, corrections, closed months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from huolang.kernel import sql
from huolang.kernel.money import spread
from huolang.ledger import periods
from huolang.ledger.items import Policy
from huolang.ledger.posting import (
    ONE,
    RECEIVED_NOT_INVOICED,
    Consume,
    Due,
    Entry,
    Posting,
    Source,
)
from huolang.ledger.tests.holding import Held
from huolang.ledger.tests.oracle import BY_BATCH as POOLS_BY_BATCH
from huolang.ledger.tests.oracle import BY_WAREHOUSE, Document, Place, cents
from huolang.ledger.tests.shelves import DAYS, EVENING, MORNING, ZERO

DAY = st.integers(0, len(DAYS) - 1)
QUANTITIES = st.integers(1, 12).map(Decimal) | st.integers(1, 12_000).map(
    lambda n: Decimal(n) / 1000
)
"""Where fewer digits are allowed, the next that has no more."""
COUNTED = st.integers(0, 15).map(Decimal) | st.integers(0, 15_000).map(lambda n: Decimal(n) / 1000)
FOREIGN = st.sampled_from([ONE, ONE, Decimal("7.125")])
"""Of the company's currency for one of the document's."""
VALUES = st.integers(0, 100_000).map(lambda cents: Decimal(cents) / 100)
AMOUNTS = st.integers(-30_000, 50_000).filter(bool).map(lambda cents: Decimal(cents) / 100)
WHICH = st.integers(0, 2)
"""Which warehouse; a company may have fewer."""
B = st.integers(0, 1)
"""Which batch, of goods that have them."""
P = st.integers(0, 2)
"""Which product; a company may have fewer."""
BY_STANDARD = Policy(method="standard", standard=Decimal("2.345678"), scope="warehouse")
POLICIES = [
    Policy(),
    Policy(scope="warehouse"),
    Policy(method="fifo"),
    Policy(method="fifo", scope="warehouse"),
    Policy(method="standard", standard=Decimal("1.5")),
    BY_STANDARD,
]
BY_BATCH = [
    Policy(scope="batch"),
    Policy(scope="warehouse_batch"),
    Policy(method="fifo", scope="batch"),
    Policy(method="standard", standard=Decimal("1.5"), scope="warehouse_batch"),
]
"""Goods without batches have one pool, or one a warehouse, in these."""
PRICE = Decimal("10.00")
HELD = """
SELECT coalesce(sum(reserved), 0) FROM ledger_reservation
WHERE company_id = %s::bigint AND line = %s::uuid
"""


def one_of(data: st.DataObject, choices: Sequence[Any]) -> Any:
    """Drawn by its place, so that a failing history can be read."""
    return choices[data.draw(st.integers(0, len(choices) - 1))]


class Corrections(Held):
    def within(
        self, p: int, w: int, b: int, quantity: Decimal, day: int, *, flows: bool = False
    ) -> tuple[int, int, int, Decimal, int]:
        """Three times in four goods that are there to leave, on a day that is open, and no more of
        them than may: what is only refused moves no costs. Otherwise whatever was drawn. `flows`:
        they become other goods, or lie elsewhere."""
        drawn = p, w, b, quantity, day
        if not quantity % 4:
            return drawn
        free: dict[tuple[int, int, int, int], Decimal] = {}
        for n, product in enumerate(self.products):
            if flows and not self.flows(product):
                continue
            for on in (day, len(DAYS) - 1):
                at = datetime(*DAYS[on].timetuple()[:3], EVENING, tzinfo=UTC)
                if not self.out_of_time(at, [product]):
                    free |= self._free(n, product, on, at)
        if not free:
            return drawn
        *chosen, on = key = sorted(free)[(p + w + b + int(quantity)) % len(free)]
        product = self.products[key[0]]
        unit = self.oracle.smallest[product]
        quantity = (self.fit(product, quantity) - unit) % free[key] + unit
        return chosen[0], chosen[1], chosen[2], quantity, on

    def flowing(self) -> bool:
        """Are there goods that may become others, or lie elsewhere?"""
        able = filter(self.flows, self.products)
        return any(self.oracle.on_hand(one) > 0 for p in able for one in self.places(p))

    def flows(self, product: UUID) -> bool:
        """What may be less than nothing does so within its pool only."""
        scope = self.oracle.policies[product][-1].scope
        return product not in self.oracle.negative or scope not in BY_WAREHOUSE

    def on_its_way(self, place: Place, until: datetime) -> Decimal:
        """What is there in shipments that have a pool each."""
        return sum(self.oracle.shipments(place, until).values(), ZERO)

    def _free(
        self, n: int, product: UUID, day: int, at: datetime
    ) -> dict[tuple[int, int, int, int], Decimal]:
        """What of a product may leave each place at that moment."""
        free: dict[tuple[int, int, int, int], Decimal] = {}
        for m, warehouse in enumerate(self.warehouses):
            here = [Place(product, warehouse, batch) for batch in self.batches[product]]
            left = sum((self.oracle.on_hand(one) for one in here), ZERO)
            left -= self.reserved((product, warehouse))
            for k, one in enumerate(here):
                if (most := min(left, self.oracle.lowest(one, at))) > 0:
                    free[n, m, k, day] = most
        return free

    @rule(p=P, w=WHICH, b=B, value=VALUES, day=DAY)
    def revalue_by_hand(self, p: int, w: int, b: int, value: Decimal, day: int) -> None:
        """Everything out of the pool at its cost, and in again at its new value."""
        first = self.document(p, w, ZERO, day, EVENING, counter="stock_revaluation", b=b)
        policy = self.oracle.policy(first)
        places = [
            one
            for one in self.everywhere(first.product)
            if (policy.scope not in BY_WAREHOUSE or one[1] == first.warehouse)
            and (policy.scope not in POOLS_BY_BATCH or one[2] == first.batch)
        ]
        there = [
            (at, self.oracle.on_hand(at, first.at) - self.on_its_way(at, first.at)) for at in places
        ]
        if policy.standard is not None or any(q < 0 for _at, q in there):
            return
        there = [(at, quantity) for at, quantity in there if quantity]
        if there:
            told = (first.at, first.counter)
            out = [self.line(at, -q, *told) for at, q in there]
            parts = spread(value, [q for _at, q in there], 2)
            back = [
                self.line(at, q, *told, part) for (at, q), part in zip(there, parts, strict=True)
            ]
            moves = tuple(self.move(one) for one in (*out, *back))
            refused = self.out_of_time(first.at, [first.product])
            self.post("revaluation", [*out, *back], Posting(moves=moves), refused=refused)

    @precondition(lambda self: self.receipts())
    @rule(data=st.data(), amount=AMOUNTS, day=DAY)
    def charge(self, data: st.DataObject, amount: Decimal, day: int) -> None:
        """Freight, an allowance, an invoice that differs: a receipt was worth something else."""
        receipt = one_of(data, self.receipts())
        at = self.document(0, 0, ZERO, day, EVENING, counter="").at
        entries = (
            Entry(account=RECEIVED_NOT_INVOICED, amount=amount, partner=self.partner),
            Entry(account="cash", amount=-amount),
        )
        posting = Posting(entries=entries, revalues=(self.revalue(receipt, amount),))
        refused = self.out_of_time(at, []) or self.worth_less_than_nothing(receipt, amount)
        act = self.post("landed_cost", [], posting, refused=refused, at=at)
        if act is not None:
            act.charge = (receipt, amount)
            receipt.charges.append(amount)

    @precondition(lambda self: any(one.changing for one in self.goods))
    @rule(data=st.data(), policy=st.sampled_from([*POLICIES, *BY_BATCH]), day=DAY)
    def change_costing(self, data: st.DataObject, policy: Policy, day: int) -> None:
        able = [p for p, one in enumerate(self.goods) if one.changing]
        p = one_of(data, able)
        if day % 3:  # not before the last coming or going
            day = len(DAYS) - 1
        at = self.document(p, 0, ZERO, day, EVENING, counter="").at
        self.recost(self.products[p], policy, at)

    @precondition(lambda self: any(a.live for a in self.acts))
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        acts = [a for a in self.acts if self.may_be_cancelled(a)]
        if acts:
            self.take_back(one_of(data, acts))

    @precondition(lambda self: self.acts_of("purchase_receipt") or self.acts_of("sales_delivery"))
    @rule(data=st.data(), quantity=QUANTITIES, value=VALUES, rate=FOREIGN, day=DAY)
    def correct(
        self, data: st.DataObject, quantity: Decimal, value: Decimal, rate: Decimal, day: int
    ) -> None:
        """Open again, change the figures or the day, and confirm."""
        acts = [*self.acts_of("purchase_receipt"), *self.acts_of("sales_delivery")]
        acts = [a for a in acts if self.may_be_cancelled(a) and not a.consume]
        if not acts:
            return
        act = one_of(data, acts)
        if not self.take_back(act, only_open=True):
            return
        was = act.documents[0]
        incoming = was.quantity > 0
        document = self.document(
            self.products.index(was.product),
            self.warehouses.index(was.warehouse),
            quantity if incoming else -quantity,
            day,
            MORNING if incoming else EVENING,
            counter=was.counter,
            value=cents(value * rate) if incoming else None,
            line=was.entry_line,
            b=self.batches[was.product].index(was.batch),
        )
        source = Source(
            form=act.source.form, record=act.source.record, revision=act.source.revision + 1
        )
        if incoming:
            refused = self.out_of_time(document.at, [document.product])
            posting = self.received(document, value, rate)
            self.post(source.form, [document], posting, refused=refused, source=source)
        else:
            self.sell(document, source=source)

    @rule(month=st.integers(1, 2), closing=st.booleans())
    def turn_month(self, month: int, closing: bool) -> None:
        first, end = date(2026, month, 1), date(2026, month, 31 if month == 1 else 28)
        if closing and (self.closed is None or self.closed < end) and (month == 1 or self.closed):
            periods.close(first, by=None)
            self.closed = end
            self.frozen = self.figures(end)
        elif not closing and self.closed == end:
            periods.reopen(first, by=None)
            self.closed = date(2026, 1, 31) if month == 2 else None
            self.frozen = self.figures(self.closed) if self.closed else {}

    def promised(self, document: Document, consume: Consume | None) -> Decimal:
        """To others than the order line whose goods are delivered."""
        promised = self.reserved((document.product, document.warehouse))
        if consume:
            held = sql.run(HELD, [self.company.pk, consume.line]).fetchone()[0]
            promised -= min(held, consume.quantity)
        return promised

    def sell(
        self, document: Document, consume: Consume | None = None, source: Source | None = None
    ) -> None:
        move = self.move(document)
        entries = (
            Entry(account="receivable", amount=PRICE, partner=self.partner),
            Entry(account="revenue", amount=-PRICE),
        )
        due = Due(kind="receivable", partner=self.partner, net=PRICE, tax=ZERO)
        consumes = (consume,) if consume else ()
        posting = Posting(moves=(move,), entries=entries, dues=(due,), consumes=consumes)
        refused = self.out_of_time(document.at, [document.product])
        refused = refused or self.short([document], promised=self.promised(document, consume))
        act = self.post("sales_delivery", [document], posting, refused=refused, source=source)
        if act:
            act.consume = consume
