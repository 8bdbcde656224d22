"""Goods that come from suppliers and go back to them, in the books' machine, or are sent to another
warehouse in two steps, where they arrive partly, or never."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from huolang.ledger.posting import (
    IN_TRANSIT,
    INVENTORY,
    RECEIVED_NOT_INVOICED,
    VARIANCE,
    Due,
    Entry,
    Posting,
    Source,
)
from huolang.ledger.tests.corrections import (
    DAY,
    FOREIGN,
    QUANTITIES,
    VALUES,
    WHICH,
    B,
    P,
    one_of,
)
from huolang.ledger.tests.oracle import Document, Place, cents
from huolang.ledger.tests.replaced import Replaced
from huolang.ledger.tests.shelves import DAYS, EVENING, MORNING, ZERO, Act

SENT = ("purchase_return", "transfer_sent", "transfer_receipt")


class Sent(Replaced):
    @rule(p=P, w=WHICH, b=B, quantity=QUANTITIES, value=VALUES, rate=FOREIGN, day=DAY)
    def receive(
        self, p: int, w: int, b: int, quantity: Decimal, value: Decimal, rate: Decimal, day: int
    ) -> None:
        self.receive_goods(p, w, b, quantity, value, rate, day)

    def receive_goods(
        self, p: int, w: int, b: int, quantity: Decimal, value: Decimal, rate: Decimal, day: int
    ) -> None:
        told = {"counter": RECEIVED_NOT_INVOICED, "value": cents(value * rate), "b": b}
        document = self.document(p, w, quantity, day, MORNING, **told)
        posting = self.received(document, value, rate)
        refused = self.out_of_time(document.at, [document.product])
        self.post("purchase_receipt", [document], posting, refused=refused)

    @rule(p=P, w=WHICH, b=B, quantity=QUANTITIES, credit=VALUES, day=DAY)
    def give_back(
        self, p: int, w: int, b: int, quantity: Decimal, credit: Decimal, day: int
    ) -> None:
        """To the supplier, whoever that was, for what was agreed."""
        p, w, b, quantity, day = self.within(p, w, b, quantity, day)
        document = self.document(p, w, -quantity, day, EVENING, counter=VARIANCE, b=b)
        self.post_return(document, credit)

    @precondition(lambda self: self.receipts())
    @rule(data=st.data(), quantity=QUANTITIES, day=DAY)
    def give_back_of_a_receipt(self, data: st.DataObject, quantity: Decimal, day: int) -> None:
        """No more than came, from where it came to, for what it came for."""
        receipt = one_of(data, self.receipts())
        most = receipt.quantity
        if quantity % 4:
            day, there = self.there(receipt.place, day)
            most = min(most, there)
        if most <= 0:
            return
        quantity = min(self.fit(receipt.product, quantity), most)
        told = {"counter": VARIANCE, "b": self.batches[receipt.product].index(receipt.batch)}
        p, w = self.products.index(receipt.product), self.warehouses.index(receipt.warehouse)
        document = self.document(p, w, -quantity, day, EVENING, **told)
        self.post_return(document, cents((receipt.value or ZERO) * quantity / receipt.quantity))

    def post_return(
        self, document: Document, credit: Decimal, source: Source | None = None
    ) -> None:
        entries = (
            Entry(account=RECEIVED_NOT_INVOICED, amount=credit, partner=self.partner),
            Entry(account=VARIANCE, amount=-credit),
        )
        due = Due(kind="payable", partner=self.partner, net=-credit, tax=ZERO)
        goods = {"moves": (self.move(document, partner=self.partner),)}
        posting = Posting(**goods, entries=entries, dues=(due,) if credit else ())
        refused = self.out_of_time(document.at, [document.product]) or self.short([document])
        act = self.post("purchase_return", [document], posting, refused=refused, source=source)
        if act:
            act.credit = credit

    def elsewhere(self, w: int, to: int) -> UUID:
        """Another warehouse: the next, or the one after that."""
        return self.warehouse(w + 1 + (to - 1) % (len(self.warehouses) - 1))

    @precondition(lambda self: len(self.warehouses) > 1 and self.flowing())
    @rule(
        p=P,
        w=WHICH,
        to=st.integers(1, 2),
        b=B,
        quantity=QUANTITIES,
        day=DAY,
        first=st.none() | QUANTITIES,
    )
    def send(
        self, p: int, w: int, to: int, b: int, quantity: Decimal, day: int, first: Decimal | None
    ) -> None:
        """They are on their way, and belong to the warehouse that waits for them; a part may come
        the same day."""
        p, w, b, quantity, day = self.within(p, w, b, quantity, day, flows=True)
        leaves = self.document(p, w, -quantity, day, EVENING, counter=INVENTORY, b=b)
        place = Place(leaves.product, self.elsewhere(w, to), leaves.batch, IN_TRANSIT)
        self.post_sending(leaves, place)
        if first is not None and self.under_way():
            self.take_in(self.under_way()[-1], first, first, 1, day)

    def post_sending(
        self,
        leaves: Document,
        place: Place,
        line: UUID | None = None,
        source: Source | None = None,
    ) -> None:
        arrives = self.line(place, -leaves.quantity, leaves.at, INVENTORY, line=line)
        arrives.made = ([leaves], [1], 0)
        arrives.way, arrives.opens = arrives.entry_line, True
        both = [leaves, arrives]
        moves = tuple(self.move(one, flow=1) for one in both)
        refused = self.out_of_time(leaves.at, [leaves.product]) or self.short(both)
        refused = refused or self.flows_short(leaves, arrives)
        self.post("transfer_sent", both, Posting(moves=moves), refused=refused, source=source)

    def flows_short(self, leaves: Document, arrives: Document) -> bool:
        """Would goods that may be less than nothing leave their pool?"""
        if leaves.product not in self.oracle.negative:
            return False
        return self.oracle.key(leaves) != self.oracle.key(arrives)

    @precondition(lambda self: self.under_way())
    @rule(data=st.data(), came=QUANTITIES, lost=QUANTITIES, share=st.integers(0, 3), day=DAY)
    def arrive(
        self, data: st.DataObject, came: Decimal, lost: Decimal, share: int, day: int
    ) -> None:
        """What came goes onto the shelves; the rest may be lost. Mostly no more than there is."""
        self.take_in(one_of(data, self.under_way()), came, lost, share, day)

    def take_in(self, sent: Document, came: Decimal, lost: Decimal, share: int, day: int) -> None:
        left = self.left_of(sent)
        if share:
            day, there = self.there(sent.place, day)
            if sent.at.date() > DAYS[day]:
                day = len(DAYS) - 1
                there = self.oracle.lowest(sent.place, datetime(2026, 12, 31, tzinfo=UTC))
            if min(there, left) > 0:
                came, lost = self.parts(sent.place, min(there, left), came, lost, share)
        self.post_arrival(sent, came, lost, day)

    def left_of(self, sent: Document) -> Decimal:
        """What of it is still on its way."""
        ways = [d for d in self.oracle.standing() if d.way == sent.way and d.place == sent.place]
        return sum((d.quantity for d in ways), ZERO)

    def there(self, place: Place, day: int) -> tuple[int, Decimal]:
        """How much may leave that place on that day, or, if nothing may, on the last."""
        for on in (day, len(DAYS) - 1):
            at = datetime(*DAYS[on].timetuple()[:3], EVENING, tzinfo=UTC)
            most = self.oracle.lowest(place, at)
            if most > 0 and not self.out_of_time(at, [place.product]):
                return on, most
        return day, self.oracle.on_hand(place)

    def parts(
        self, place: Place, there: Decimal, came: Decimal, lost: Decimal, share: int
    ) -> tuple[Decimal, Decimal]:
        """Of what is there; one time in three the rest, or part of it, is lost."""
        unit = self.oracle.smallest[place.product]
        came = (self.fit(place.product, came) - unit) % there + unit
        return came, min(self.fit(place.product, lost), there - came) if share == 1 else ZERO

    def under_way(self) -> list[Document]:
        """What was sent and has not come yet, all of it."""
        sent = [act.documents[1] for act in self.acts_of("transfer_sent")]
        return [one for one in sent if self.left_of(one) > 0]

    def post_arrival(
        self,
        sent: Document,
        came: Decimal,
        lost: Decimal,
        day: int,
        lines: Sequence[UUID | None] = (None, None, None),
        source: Source | None = None,
    ) -> None:
        place, first = sent.place, self.document(0, 0, ZERO, day, EVENING, counter="")
        told = (first.at, INVENTORY)
        left = self.line(place, -came, *told, line=lines[0])
        entered = self.line(place._replace(location=first.location), came, *told, line=lines[1])
        entered.made = ([left], [1], 0)
        documents = [left, entered]
        left.way = sent.way
        moves = [self.move(one, flow=1) for one in documents]
        if lost:
            documents.append(self.line(place, -lost, first.at, "stock_difference", line=lines[2]))
            documents[-1].way = sent.way
            moves.append(self.move(documents[-1]))
        refused = self.out_of_time(first.at, [place.product]) or self.short(documents)
        posting = Posting(moves=tuple(moves))
        self.post("transfer_receipt", documents, posting, refused=refused, source=source)

    @precondition(lambda self: any(self.acts_of(form) for form in SENT))
    @rule(data=st.data(), quantity=QUANTITIES, credit=VALUES, day=DAY)
    def send_otherwise(
        self, data: st.DataObject, quantity: Decimal, credit: Decimal, day: int
    ) -> None:
        """Open again, change the figures or the day, and confirm."""
        acts = [a for form in SENT for a in self.acts_of(form) if self.may_be_cancelled(a)]
        if not acts:
            return
        act: Act = one_of(data, acts)
        if not self.take_back(act, only_open=True):
            return
        was = act.documents
        source = Source(
            form=act.source.form, record=act.source.record, revision=act.source.revision + 1
        )
        if source.form == "transfer_receipt":
            lines = [*(one.entry_line for one in was), None]
            sent = next(d for d in self.oracle.documents if d.opens and d.way == was[0].way)
            self.post_arrival(sent, quantity, ZERO, day, lines, source)
            return
        one = was[0]
        document = self.document(
            self.products.index(one.product),
            self.warehouses.index(one.warehouse),
            -quantity,
            day,
            EVENING,
            counter=one.counter,
            line=one.entry_line,
            b=self.batches[one.product].index(one.batch),
        )
        if source.form == "purchase_return":
            self.post_return(document, credit, source)
        else:
            self.post_sending(document, was[1].place, was[1].entry_line, source)
