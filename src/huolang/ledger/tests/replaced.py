"""What a receipt says gives way to something else, in the books' machine, and was never away."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from huolang.kernel import clock
from huolang.ledger import books, replacing
from huolang.ledger.posting import Posting
from huolang.ledger.tests.corrections import (
    DAY,
    FOREIGN,
    QUANTITIES,
    VALUES,
    WHICH,
    B,
    Corrections,
    one_of,
)
from huolang.ledger.tests.oracle import Document, cents
from huolang.ledger.tests.shelves import DAYS, MORNING, NOW, ZONE, Act


class Replaced(Corrections):
    @precondition(lambda self: self.acts_of("purchase_receipt"))
    @rule(data=st.data(), quantity=QUANTITIES, value=VALUES, rate=FOREIGN, day=DAY, w=WHICH, b=B)
    def correct_what_is_partly_gone(
        self,
        data: st.DataObject,
        quantity: Decimal,
        value: Decimal,
        rate: Decimal,
        day: int,
        w: int,
        b: int,
    ) -> None:
        """A receipt says something else, and was never away. Mostly on its own shelf and day."""
        acts = [a for a in self.acts_of("purchase_receipt") if self.may_be_cancelled(a)]
        if not acts:
            return
        act = one_of(data, acts)
        was = act.documents[0]
        if quantity % 4:
            w, b = self.warehouses.index(was.warehouse), self.batches[was.product].index(was.batch)
            day = next(n for n, one in enumerate(DAYS) if one == was.at.date())
        document = self.document(
            self.products.index(was.product),
            w,
            quantity,
            day,
            MORNING,
            counter=was.counter,
            value=cents(value * rate),
            line=was.entry_line,
            b=b,
        )
        self.stand_for(act, document, self.received(document, value, rate))

    def stand_for(self, act: Act, document: Document, posting: Posting) -> None:
        """Let `document` be what `act` brought. It is there before the other one is taken away."""
        taken, _alone = self.taken_back(act)
        self.oracle.documents.append(document)
        refused = not taken.same_time or self._gone(act.documents)
        self.oracle.documents.pop()
        refused = refused or self.out_of_time(document.at, [document.product])
        source = replace(act.source, revision=act.source.revision + 1)
        with self.refusing(refused) as outcome:
            books.alone()
            replacing.post_instead(
                posting,
                source=source,
                instead=act.source,
                occurred_on=clock.business_day(document.at, ZONE),
                occurred_at=document.at,
                number=lambda: "更",
                at=NOW,
                labels={},
            )
        if outcome.refused:
            return
        act.live = False
        for one in act.documents:
            one.live = one.standing = False
        self.acts.append(Act(source, [document]))
        self.keep([document])
