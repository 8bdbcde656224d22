"""Any sequence of receipts (also in a foreign currency), issues, returns from customers and to
suppliers, transfers in one step or two, losses, assemblies, counts, revaluations, charges, changes
of costing, promises, cancellations, corrections and closings, at any dates, in one to three
warehouses, of whole goods and of fractions, leaves the books as a slow and obvious calculation
says, and every refusal leaves them untouched."""

from __future__ import annotations

import os
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from huolang.kernel.keys import NIL, new_id
from huolang.ledger import batch_state, books, giving_way, moment, reading
from huolang.ledger.batch_state import BatchFacts
from huolang.ledger.items import Policy
from huolang.ledger.posting import (
    INVENTORY,
    ONE,
    RECEIVED_NOT_INVOICED,
    Consume,
    Due,
    Move,
    Posting,
    Reserve,
    Source,
)
from huolang.ledger.tests.corrections import (
    BY_STANDARD,
    COUNTED,
    DAY,
    QUANTITIES,
    VALUES,
    WHICH,
    B,
    P,
    one_of,
)
from huolang.ledger.tests.oracle import Document, Place
from huolang.ledger.tests.sent import Sent
from huolang.ledger.tests.shelves import (
    DAYS,
    EVENING,
    ZERO,
    Goods,
)

GOODS = [
    Goods(Policy()),
    Goods(Policy(), digits=3),
    Goods(Policy(), changing=True, digits=2),
    Goods(Policy(scope="warehouse"), changing=True),
    Goods(Policy(scope="warehouse"), negative=True, digits=3),
    Goods(Policy(), negative=True, changing=True),
    Goods(Policy(method="fifo"), digits=2),
    Goods(Policy(method="fifo", scope="warehouse"), changing=True),
    Goods(Policy(method="fifo", scope="warehouse"), negative=True),
    Goods(BY_STANDARD, digits=3),
    Goods(BY_STANDARD, negative=True, changing=True),
    Goods(Policy(), batched=True, changing=True),
    Goods(Policy(scope="batch"), batched=True, digits=2),
    Goods(Policy(scope="batch"), batched=True, changing=True),
    Goods(Policy(scope="warehouse_batch"), batched=True, changing=True),
    Goods(Policy(method="fifo", scope="batch"), batched=True, changing=True),
    Goods(Policy(scope="batch"), serialized=True),
    Goods(Policy(method="fifo", scope="warehouse_batch"), serialized=True, changing=True),
]


class Books(Sent):
    @initialize(
        goods=st.lists(st.sampled_from(GOODS), min_size=1, max_size=3),
        warehouses=st.sampled_from([2, 3, 2, 1]),
        opening=st.lists(st.tuples(P, WHICH, B, QUANTITIES, VALUES, DAY), min_size=2, max_size=6),
    )
    def begin(
        self,
        goods: list[Goods],
        warehouses: int,
        opening: list[tuple[int, int, int, Decimal, Decimal, int]],
    ) -> None:
        """Something is there: of what only comes, nothing is learnt."""
        self.stock(goods, warehouses)
        for p, w, b, quantity, value, day in opening:
            self.receive_goods(p, w, b, quantity, value, ONE, day)

    # what people do

    @rule(p=P, w=WHICH, b=B, quantity=QUANTITIES, day=DAY)
    def issue(self, p: int, w: int, b: int, quantity: Decimal, day: int) -> None:
        p, w, b, quantity, day = self.within(p, w, b, quantity, day)
        self.sell(self.document(p, w, -quantity, day, EVENING, counter="cost_of_sales", b=b))

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), quantity=QUANTITIES, b=B, day=DAY)
    def deliver_order(self, data: st.DataObject, quantity: Decimal, b: int, day: int) -> None:
        line = one_of(data, sorted(self.orders))
        order = self.orders[line]
        told = {"counter": "cost_of_sales", "b": b}
        document = self.document(order["p"], order["w"], -quantity, day, EVENING, **told)
        self.sell(document, Consume(line=line, quantity=-document.quantity))

    @precondition(lambda self: self.issues())
    @rule(data=st.data(), quantity=QUANTITIES, day=DAY, w=WHICH, linked=st.booleans())
    def bring_back(
        self, data: st.DataObject, quantity: Decimal, day: int, w: int, linked: bool
    ) -> None:
        issue = one_of(data, self.issues())
        p = self.products.index(issue.product)
        b = self.batches[issue.product].index(issue.batch)
        back = sum((d.quantity for d in self.returns_of(issue)), ZERO)
        if quantity % 4:
            left = -issue.quantity - back
            quantity = min(self.fit(issue.product, quantity), left) or quantity
            day = max(day, *(n for n, one in enumerate(DAYS) if one <= issue.at.date()))
        document = self.document(p, w, quantity, day, EVENING, counter="cost_of_sales", b=b)
        document.issue = issue if linked else None
        move = self.move(document, follows=issue.entry_line if linked else None)
        refused = linked and (back + document.quantity > -issue.quantity or document.at < issue.at)
        refused = refused or self.out_of_time(document.at, [document.product])
        self.post("sales_return", [document], Posting(moves=(move,)), refused=refused)

    @precondition(lambda self: len(self.warehouses) > 1 and self.flowing())
    @rule(p=P, w=WHICH, to=st.integers(1, 2), b=B, quantity=QUANTITIES, day=DAY)
    def transfer(self, p: int, w: int, to: int, b: int, quantity: Decimal, day: int) -> None:
        p, w, b, quantity, day = self.within(p, w, b, quantity, day, flows=True)
        into = self.elsewhere(w, to)
        leaves = self.document(p, w, -quantity, day, EVENING, counter=INVENTORY, b=b)
        place = Place(leaves.product, into, leaves.batch)
        arrives = self.line(place, quantity, leaves.at, INVENTORY)
        arrives.made = ([leaves], [1], 0)
        both = [leaves, arrives]
        moves = tuple(self.move(one, flow=1) for one in both)
        refused = self.out_of_time(leaves.at, [leaves.product]) or self.short(both)
        refused = refused or self.flows_short(leaves, arrives)
        self.post("stock_transfer", both, Posting(moves=moves), refused=refused)

    @precondition(lambda self: len(self.products) > 1 and self.flowing())
    @rule(
        p=P,
        other=P,
        w=WHICH,
        quantities=st.lists(QUANTITIES, min_size=2, max_size=2),
        made=st.lists(st.tuples(QUANTITIES, st.integers(1, 5)), min_size=1, max_size=2),
        day=DAY,
    )
    def assemble(
        self,
        p: int,
        other: int,
        w: int,
        quantities: list[Decimal],
        made: list[tuple[Decimal, int]],
        day: int,
    ) -> None:
        """Goods become other goods, here and in the other warehouse: up to two, of up to two."""
        told = p, w, other % 2, quantities[0], day
        p, w, b, most, day = self.within(*told, flows=True)
        first = self.document(p, w, -most, day, EVENING, counter=INVENTORY, b=b)
        others = [one for one in self.products if one != first.product]
        if not others:
            return
        into, told = others[other % len(others)], (first.at, INVENTORY)
        out = [first]
        if other and len(others) > 1:
            third = next(one for one in others if one != into)
            place = Place(third, first.warehouse, self.batch(third, b))
            quantity = quantities[1]
            if quantity % 4 and third not in self.oracle.negative:
                quantity = min(quantity, self.oracle.lowest(place, first.at))
            if quantity > 0:
                out.append(self.line(place, -quantity, *told))
        arrive: list[Document] = []
        weights = [weight for _quantity, weight in made]
        for n, (quantity, _weight) in enumerate(made):
            place = Place(into, self.warehouse(w + n), self.batch(into, n))
            one = self.line(place, quantity, *told)
            one.made = (out, weights, n)
            arrive.append(one)
        moves = [self.move(one, flow=1) for one in out]
        moves += [
            self.move(one, flow=1, weight=Decimal(weight))
            for one, weight in zip(arrive, weights, strict=True)
        ]
        both = [*out, *arrive]
        refused = self.out_of_time(first.at, [d.product for d in both]) or self.short(both)
        refused = refused or any(d.product in self.oracle.negative for d in out)
        self.post("assembly", both, Posting(moves=tuple(moves)), refused=refused)

    @rule(p=P, w=WHICH, b=B, counted=COUNTED, day=DAY)
    def count(self, p: int, w: int, b: int, counted: Decimal, day: int) -> None:
        """Whoever was promised what is not there goes without."""
        document = self.document(p, w, ZERO, day, EVENING, counter="stock_difference", b=b)
        there = self.oracle.on_hand(document.place, document.at)
        document.quantity = self.fit(document.product, counted) - there
        if document.quantity:
            posting = Posting(moves=(self.move(document),), wins=True)
            refused = self.out_of_time(document.at, [document.product])
            refused = refused or self.short([document], promised=ZERO)
            self.post("stock_count", [document], posting, refused=refused)

    @rule(
        lines=st.lists(
            st.tuples(st.sampled_from(["in", "out", "back"]), P, WHICH, QUANTITIES, VALUES),
            min_size=2,
            max_size=4,
        ),
        day=DAY,
    )
    def trade(self, lines: list[tuple[str, int, int, Decimal, Decimal]], day: int) -> None:
        """Several lines at once, each way: an exchange, or one product in several lines."""
        first = self.document(0, 0, ZERO, day, EVENING, counter="")
        documents: list[Document] = []
        moves: list[Move] = []
        issues = self.issues(first.at)
        returned: dict[Document, Decimal] = {}
        too_much = False
        for kind, p, w, quantity, value in lines:
            place = self.place(p, w, int(quantity))
            told = (first.at, RECEIVED_NOT_INVOICED if kind == "in" else "cost_of_sales")
            if kind == "in":
                one = self.line(place, quantity, *told, value)
            elif kind == "back" and issues:
                issue = issues[int(quantity) % len(issues)]
                place = Place(issue.product, place.warehouse, issue.batch)
                one = self.line(place, quantity, *told)
                one.issue = issue
                before = returned.get(issue) or sum(
                    (d.quantity for d in self.returns_of(issue)), ZERO
                )
                returned[issue] = before + one.quantity
                too_much = too_much or returned[issue] > -issue.quantity
            else:
                one = self.line(place, -quantity, *told)
            documents.append(one)
            follows = one.issue.entry_line if one.issue else None
            more = {"partner": self.partner} if kind == "in" else {}
            moves.append(self.move(one, follows=follows, **more))
        net = sum((d.value or ZERO for d in documents), ZERO)
        due = Due(kind="payable", partner=self.partner, net=net, tax=ZERO)
        dues = (due,) if net else ()
        refused = too_much or self.out_of_time(first.at, [d.product for d in documents])
        refused = refused or self.short(documents)
        self.post("exchange", documents, Posting(moves=tuple(moves), dues=dues), refused=refused)

    @rule(p=P, w=WHICH, quantity=QUANTITIES)
    def order(self, p: int, w: int, quantity: Decimal) -> None:
        line, record = new_id(), new_id()
        product = self.products[p % len(self.products)]
        warehouse, quantity = self.warehouse(w), self.fit(product, quantity)
        wish = Reserve(line=line, product=product, warehouse=warehouse, quantity=quantity)
        books.reserve([wish], source=Source(form="sales_order", record=record))
        self.orders[line] = {"p": p, "w": w, "record": record, "wanted": quantity}

    @precondition(lambda self: any(one.batched for one in self.goods))
    @rule(p=P, w=WHICH, quantity=QUANTITIES, day=DAY)
    def issue_first_expiring(self, p: int, w: int, quantity: Decimal, day: int) -> None:
        """What nobody names is taken from batch after batch, no more of each than lay there at that
        moment and ever after: it is never refused for what is there later."""
        first = self.document(p, w, ZERO, day, EVENING, counter="cost_of_sales")
        here = [one for one in self.places(first.product) if one[1] == first.warehouse]
        if not self.named(first.product):
            return
        now = [((*one[:2], NIL, one[2], NIL), self.oracle.on_hand(one)) for one in here]
        lowest = moment.lowest_since(now, first.at)
        documents: list[Document] = []
        for one, (place, there) in zip(here, now, strict=True):
            free = min(there, lowest.get(place, there))
            assert free == self.oracle.lowest(one, first.at)
            taken = min(free, quantity - sum((-d.quantity for d in documents), ZERO))
            if taken > 0 and one[2] not in self.bad:
                documents.append(self.line(one, -taken, first.at, first.counter))
        if documents:
            moves = tuple(self.move(one) for one in documents)
            refused = self.out_of_time(first.at, [first.product]) or self.short(documents)
            assert not self.oracle.dips(extra=documents)
            self.post("stock_issue", documents, Posting(moves=moves), refused=refused)

    @precondition(lambda self: any(one.batched for one in self.goods))
    @rule(p=P, b=B, bad=st.booleans(), told=st.booleans())
    def judge(self, p: int, b: int, bad: bool, told: bool) -> None:
        """A batch is held back or released; or a night has passed, and nobody told the books."""
        product = self.products[p % len(self.products)]
        batch = self.batch(product, b)
        if batch not in self.named(product):
            return
        day = None if told or not bad else DAYS[-1]
        batch_state.write([BatchFacts(batch, product, day, held=bad and told)])
        (self.bad.add if bad else self.bad.discard)(batch)
        if told or not bad:
            giving_way.of_changed([product])

    @precondition(lambda self: self.bad)
    @rule()
    def give_up_bad_goods(self) -> None:
        """Once it is done, nothing is promised that is not good."""
        giving_way.of_bad_goods()
        for product in self.products:
            for offer in [reading.availability([product], w)[product] for w in self.warehouses]:
                assert product in self.oracle.negative or offer.available >= 0

    @precondition(lambda self: self.orders)
    @rule(data=st.data())
    def close_order(self, data: st.DataObject) -> None:
        line = one_of(data, sorted(self.orders))
        books.release([self.orders.pop(line)["record"]])


LONG = os.environ.get("HUOLANG_LONG") == "1"
Books.TestCase.settings = settings(
    max_examples=int(os.environ.get("HUOLANG_EXAMPLES", "2000" if LONG else "30")),
    stateful_step_count=60 if LONG else 25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.django_db
@pytest.mark.timeout(6 * 3600 if LONG or "HUOLANG_EXAMPLES" in os.environ else 600)
class TestBooks(Books.TestCase):
    pass
