"""How the books' machine posts, takes back, and knows what must be refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from huolang.kernel import clock, sql
from huolang.kernel.keys import NIL, new_id
from huolang.kernel.refusals import BusinessError
from huolang.ledger import books
from huolang.ledger.items import Policy
from huolang.ledger.posting import (
    INVENTORY,
    ONE,
    RECEIVED_NOT_INVOICED,
    Due,
    Posting,
    Recost,
    Revalue,
    Source,
)
from huolang.ledger.tests.mirrors import Mirrors
from huolang.ledger.tests.oracle import Document, Place
from huolang.ledger.tests.shelves import NAME, NOW, ZERO, ZONE, Act

INSTANT, SECOND = timedelta(microseconds=1), timedelta(seconds=1)
COSTS_TODAY = """
SELECT e.line, e.reverses IS NOT NULL, e.cost + coalesce(sum(a.amount), 0) FROM ledger_stockentry e
LEFT JOIN ledger_costadjustment a ON a.company_id = e.company_id AND a.entry = e.id
WHERE e.company_id = %s::bigint AND e.form <> 'costing_change' AND NOT EXISTS (
    SELECT FROM ledger_stockentry m WHERE m.company_id = e.company_id
    AND m.reverses = e.id AND (m.valuation = 'mirror' OR m.occurred_at = e.occurred_at))
    AND NOT EXISTS (SELECT FROM ledger_stockentry o WHERE o.company_id = e.company_id
    AND o.id = e.reverses AND (e.valuation = 'mirror' OR o.occurred_at = e.occurred_at))
GROUP BY e.id, e.line, e.reverses, e.cost
"""


@dataclass
class Taken:
    """What taking an act back comes to: at its own moment, or what is posted at a later one."""

    same_time: bool
    mirrors: list[Document] = field(default_factory=list)


class Desk(Mirrors):
    # what is expected

    def out_of_time(self, at: datetime, products: Sequence[UUID]) -> bool:
        """In a closed month, or before its goods were costed as they are now?"""
        if self.closed and clock.business_day(at, ZONE) <= self.closed:
            return True
        return any(self.since.get(product, at) > at for product in products)

    def short(self, documents: Sequence[Document], *, promised: Decimal | None = None) -> bool:
        """Is too little there for the posting, now or later? `promised` to others; None: what is
        reserved."""
        places = self._together(documents)
        leaving = {place for place, quantity in places.items() if quantity < 0}
        if not leaving:
            return False
        if self._lacking(places, promised) or self.oracle.shipment_dips(extra=documents):
            return True
        if self.costs_dip((), documents):
            return True
        return self.oracle.dips(extra=[d for d in documents if d.place in leaving])

    def _together(self, documents: Sequence[Document]) -> dict[Place, Decimal]:
        """What comes to each place (+) and leaves it (−)."""
        places: dict[Place, Decimal] = {}
        for d in documents:
            if d.product not in self.oracle.negative:
                places[d.place] = places.get(d.place, ZERO) + d.quantity
        return places

    def _lacking(self, places: dict[Place, Decimal], promised: Decimal | None) -> bool:
        """Does something leave that is not there, or that is promised to others? What is good is
        promised; of the bad only what the promises leave of all together may go."""
        away = [place for place in places if place.location != NIL]
        if any(self.oracle.on_hand(p) + places[p] < 0 for p in away if places[p] < 0):
            return True
        for product, warehouse in {place[:2] for place in places}:
            here = [p for p in self.places(product) if p[1] == warehouse]
            leaving = [p for p in here if places.get(p, ZERO) < 0]
            before = {p: self.oracle.on_hand(p) for p in here}
            after = {p: before[p] + places.get(p, ZERO) for p in here}
            if any(after[p] < 0 for p in leaving):
                return True
            reserved = self.reserved((product, warehouse))
            kept = reserved if promised is None else promised
            good = [p for p in here if p[2] not in self.bad]
            free = sum((after[p] for p in good), ZERO) - kept
            was_free = sum((before[p] for p in good), ZERO) - reserved
            if any(p in good for p in leaving) and free < min(was_free, ZERO):
                return True
            if any(p not in good for p in leaving) and sum(after.values()) < kept:
                return True
        return False

    def taken_back(self, act: Act) -> tuple[Taken, bool]:
        """What cancelling `act` comes to, and whether it must be refused."""
        documents = act.documents
        if not documents:
            return Taken(same_time=True), False
        own, at = documents[0].at, documents[0].at
        since = max(
            (self.since[d.product] for d in documents if d.product in self.since), default=own
        )
        if self.closed and clock.business_day(own, ZONE) <= self.closed:
            at = clock.beginning(self.closed + timedelta(days=1), ZONE)
        if since > at:
            at = since
        if at == own:
            return Taken(same_time=True), self._gone(documents)
        costed = since > own or self.costs_dip(documents, ())
        mirrors = self.mirrors(documents, at, costed=costed)
        if self.short(mirrors):  # perhaps they are there by now
            mirrors = self.mirrors(documents, NOW, costed=costed)
        return Taken(same_time=False, mirrors=mirrors), self.short(mirrors)

    def _gone(self, documents: Sequence[Document]) -> bool:
        """Have the goods that these brought left since?"""
        places = {place: -quantity for place, quantity in self._together(documents).items()}
        coming = {place for place, quantity in places.items() if quantity < 0}
        if self._lacking(places, None):
            return True
        gone = [d for d in documents if d.place in coming]
        if not gone:
            return False
        if self.oracle.dips(without=gone) or self.oracle.shipment_dips(without=documents):
            return True
        return self.costs_dip(documents, ())

    def costs_dip(self, without: Sequence[Document], extra: Sequence[Document]) -> bool:
        """Would goods be taken that count as never having been, and were taken back later?"""
        goods = [d for d in [*without, *extra] if d.product not in self.oracle.negative]
        extra = [d for d in extra if d.costed]
        return self.oracle.pool_dips(without, extra, {self.oracle.key(d) for d in goods})

    def reserved(self, place: tuple[UUID, UUID]) -> Decimal:
        statement = (
            "SELECT coalesce(sum(reserved), 0) FROM ledger_availability"
            " WHERE company_id = %s::bigint AND product = %s::uuid AND warehouse = %s::uuid"
        )
        return sql.run(statement, [self.company.pk, *place]).fetchone()[0]

    # what is done

    def post(
        self,
        form: str,
        documents: list[Document],
        posting: Posting,
        *,
        refused: bool,
        at: datetime | None = None,
        source: Source | None = None,
        now: bool = False,
    ) -> Act | None:
        at = at or documents[0].at
        source = source or Source(form=form, record=new_id())
        with self.refusing(refused) as outcome:
            books.post(
                posting,
                source=source,
                occurred_on=clock.business_day(at, ZONE),
                occurred_at=at,
                number=lambda: f"单{self.last_posting}",
            )
        if outcome.refused:
            return None
        act = Act(source, documents)
        self.acts.append(act)
        self.keep(documents)
        return act

    def keep(self, documents: Sequence[Document]) -> None:
        self.oracle.documents += documents
        for d in documents:
            self.newest[d.product] = max(self.newest.get(d.product, d.at), d.at)

    def take_back(self, act: Act, *, only_open: bool = False) -> bool:
        """Cancel, or open again; was it done?"""
        taken, refused = self.taken_back(act)
        if only_open and not taken.same_time:
            refused = True
        revalues = ()
        if act.charge is not None:
            receipt, amount = act.charge
            refused = self.worth_less_than_nothing(receipt, -amount)
            revalues = (self.revalue(receipt, amount),)
        with self.refusing(refused):
            books.reverse(
                source=act.source,
                number=lambda: "冲",
                at=NOW,
                consumes=(act.consume,) if act.consume else (),
                revalues=revalues,
                only_open=only_open,
            )
            act.live = False
            if act.charge is not None:
                act.charge[0].charges.remove(act.charge[1])
            for document in act.documents:
                document.live, document.standing = False, not taken.same_time
                document.costed = all(mirror.costed for mirror in taken.mirrors)
            for mirror in taken.mirrors:
                mirror.live = False
            self.keep(taken.mirrors)
        return not act.live

    def refusing(self, expected: bool) -> Refusing:
        return Refusing(self, expected)

    def trace(self) -> list[object]:
        tables = ("ledger_stockentry", "ledger_costadjustment", "ledger_journalline")
        counts = "SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)
        return [sql.run(counts).fetchone(), self.costs_today()]

    def costs_today(self) -> dict[tuple[UUID, bool], Decimal]:
        """By document line, and whether the entry takes something back."""
        found = sql.run(COSTS_TODAY, [self.company.pk]).fetchall()
        return {(line, mirror): cost for line, mirror, cost in found}

    def revalue(self, receipt: Document, amount: Decimal) -> Revalue:
        return Revalue(line=receipt.entry_line, amount=amount, field="lines.0.amount", name=NAME)

    def worth_less_than_nothing(self, receipt: Document, amount: Decimal) -> bool:
        by_standard = self.oracle.policy(receipt).standard is not None
        return not by_standard and (receipt.worth or ZERO) + amount < 0

    def received(self, document: Document, value: Decimal, rate: Decimal) -> Posting:
        """For `value` in a currency of that `rate`."""
        move = replace(self.move(document, partner=self.partner), value=value)
        due = Due(kind="payable", partner=self.partner, net=value, tax=ZERO)
        currency = "CNY" if rate == ONE else "USD"
        return Posting(moves=(move,), dues=(due,), currency=currency, rate=rate)

    def issues(self, until: datetime | None = None) -> list[Document]:
        """What went to customers."""
        found = [d for d in self.oracle.documents if d.live and d.counter == "cost_of_sales"]
        return [d for d in found if d.quantity < 0 and (until is None or d.at <= until)]

    def receipts(self) -> list[Document]:
        found = [d for d in self.oracle.documents if d.live and d.value is not None]
        return [d for d in found if d.counter == RECEIVED_NOT_INVOICED]

    def returns_of(self, issue: Document) -> list[Document]:
        return [d for d in self.oracle.documents if d.live and d.issue is issue]

    def may_be_cancelled(self, act: Act) -> bool:
        """Documents that rest on it go first; a revaluation is taken back in its month only."""
        if not act.live or act.source.form == "costing_change":
            return False
        if act.source.form == "revaluation":
            return self.taken_back(act)[0].same_time
        return not any(d.charges or self.returns_of(d) for d in act.documents)

    def recost(self, product: UUID, policy: Policy, at: datetime) -> None:
        """Costed by `policy` from now on; what lies there goes over, place by place."""
        known = self.oracle.policies[product]
        seen = [self.newest[product]] if product in self.newest else []
        seen += [self.since[product]] if product in self.since else []
        newest = max(seen, default=datetime(2000, 1, 1, tzinfo=UTC))
        moment = at
        if at <= newest < at + SECOND:
            moment = newest + INSTANT
        there = [(place, self.oracle.on_hand(place)) for place in self.everywhere(product)]
        refused = newest >= moment or policy == known[-1] or any(q < 0 for _place, q in there)
        refused = refused or self.out_of_time(at, [])
        told = Recost(
            product=product,
            method=policy.method,
            scope=policy.scope,
            standard=policy.standard,
            name=NAME,
        )
        posting = Posting(recosts=(told,))
        carried: list[Document] = []
        if not refused:
            self.last_posting += 1
            for place, quantity in there:
                shipments = self.oracle.shipments(place)
                rest = quantity - sum(shipments.values())
                for way, part in [(None, rest), *shipments.items()]:
                    if part:
                        leaves = self.line(place, -part, moment, INVENTORY)
                        enters = self.line(place, part, moment, INVENTORY)
                        enters.issue, enters.era = leaves, leaves.era + 1
                        leaves.way = enters.way = way
                        enters.opens = way is not None
                        carried += [leaves, enters]
        if self.post("costing_change", carried, posting, refused=refused, at=at):
            known.append(policy)
            self.since[product] = moment


class Refusing:
    """Run something in a savepoint; it must be refused exactly when expected, tracelessly."""

    def __init__(self, machine: Desk, expected: bool) -> None:
        self.machine, self.expected, self.refused = machine, expected, False

    def __enter__(self) -> Refusing:
        self.before = self.machine.trace() if self.expected else []
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
