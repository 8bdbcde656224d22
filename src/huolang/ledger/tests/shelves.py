"""What the books' machine stands on: a company, its goods, and how it posts and expects refusals."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from hypothesis.stateful import RuleBasedStateMachine

from huolang.kernel import clock, sql
from huolang.kernel.company import Company, acting
from huolang.kernel.keys import new_id
from huolang.kernel.outbox import BookHead
from huolang.kernel.refusals import BusinessError
from huolang.ledger import accounts, books, items
from huolang.ledger.items import ItemFacts, Policy
from huolang.ledger.models import Account, AccountRole
from huolang.ledger.posting import RECEIVED_NOT_INVOICED, Consume, Move, Posting, Revalue, Source
from huolang.ledger.tests.oracle import Document, Oracle

ZERO = Decimal(0)
ZONE = "Asia/Shanghai"
DAYS = [date(2026, 1, 29) + timedelta(days=n) for n in range(6)]
"""Three in January, three in February."""
NOW = datetime(2026, 5, 1, tzinfo=UTC)
MORNING, EVENING = 1, 14
NAME = "螺栓"
COSTS_TODAY = """
SELECT e.line, e.reverses IS NOT NULL, e.cost + coalesce(sum(a.amount), 0) FROM ledger_stockentry e
LEFT JOIN ledger_costadjustment a ON a.company_id = e.company_id AND a.entry = e.id
WHERE e.company_id = %s::bigint AND e.form <> 'costing_change' AND NOT EXISTS (
    SELECT FROM ledger_stockentry m WHERE m.company_id = e.company_id
    AND m.occurred_at = e.occurred_at AND (m.reverses = e.id OR m.id = e.reverses))
GROUP BY e.id, e.line, e.reverses, e.cost
"""
ACCOUNTS = """
SELECT r.account_set, r.role, sum(l.base_amount) FROM ledger_journalline l
JOIN ledger_accountrole r ON r.company_id = l.company_id AND r.account_id = l.account_id
WHERE l.company_id = %s::bigint AND r.account_set <> 'default'
  AND r.role <> 'received_not_invoiced'
GROUP BY 1, 2 HAVING sum(l.base_amount) <> 0
"""
NOT_INVOICED = """
SELECT coalesce(sum(l.base_amount), 0) FROM ledger_journalline l
JOIN ledger_account a ON a.company_id = l.company_id AND a.id = l.account_id
WHERE l.company_id = %s::bigint AND a.code = '220202'
"""
CLOSED_FIGURES = """
SELECT account_id::text, sum(base_amount) FROM ledger_journalline
WHERE company_id = %s::bigint AND occurred_on <= %s::date GROUP BY 1
"""
OWN_ACCOUNTS = (
    "inventory",
    "cost_of_sales",
    "purchase_price_variance",
    "stock_difference",
    "stock_revaluation",
)
"""Of each product, so that the books of one can be told from those of another."""


@dataclass(eq=False)
class Act:
    """One posting: its lines of goods, or what it added to the worth of a receipt."""

    source: Source
    documents: list[Document]
    consume: Consume | None = None
    charge: tuple[Document, Decimal] | None = None
    live: bool = True


@dataclass(frozen=True)
class Goods:
    policy: Policy
    negative: bool = False
    changing: bool = False


@dataclass
class Taken:
    """What taking an act back comes to: at its own moment, or what is posted at a later one."""

    same_time: bool
    mirrors: list[Document] = field(default_factory=list)


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
        self.warehouses, self.partner = sorted([new_id(), new_id()]), new_id()
        self.acts: list[Act] = []
        self.orders: dict[UUID, dict[str, object]] = {}
        self.closed: date | None = None
        self.frozen: dict[str, Decimal] = {}
        self.since: dict[UUID, datetime] = {}
        self.newest: dict[UUID, datetime] = {}
        self.last_no = self.last_posting = self.steps = 0

    def teardown(self) -> None:
        with contextlib.suppress(Rollback):
            self.acting.__exit__(Rollback, Rollback(), None)
        self.outer.__exit__(Rollback, Rollback(), None)

    def stock(self, goods: Sequence[Goods]) -> None:
        """Tell the books how each product is costed, and the oracle."""
        self.goods, self.products = list(goods), [new_id() for _ in goods]
        both = list(zip(self.products, goods, strict=True))
        items.write(
            [
                ItemFacts(product=p, digits=0, policy=one.policy, allow_negative=one.negative)
                for p, one in both
            ]
        )
        owed = Account.objects.get(code=accounts.ROLES[RECEIVED_NOT_INVOICED])
        for n, product in enumerate(self.products):
            sql.run(
                "UPDATE ledger_item SET account_set = %s WHERE company_id = %s::bigint"
                " AND id = %s::uuid",
                [str(n), self.company.pk, product],
            )
            for digit, role in enumerate(OWN_ACCOUNTS):
                account = Account.objects.create(code=f"9{n}{digit}", name=role, kind="asset")
                AccountRole.objects.create(role=role, account=account, account_set=str(n))
            AccountRole.objects.create(
                role=RECEIVED_NOT_INVOICED, account=owed, account_set=str(n)
            )
        self.oracle = Oracle(
            policies={p: [one.policy] for p, one in both},
            negative={p for p, one in both if one.negative},
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
    ) -> Document:
        """The first line of a new posting."""
        self.last_posting += 1
        product = self.products[p % len(self.products)]
        at = datetime(*DAYS[day].timetuple()[:3], hour, tzinfo=UTC)
        return self.line(product, self.warehouses[w], quantity, at, counter, value, line)

    def line(
        self,
        product: UUID,
        warehouse: UUID,
        quantity: Decimal,
        at: datetime,
        counter: str,
        value: Decimal | None = None,
        line: UUID | None = None,
    ) -> Document:
        """One more line of the same posting."""
        self.last_no += 1
        return Document(
            no=self.last_no,
            at=at,
            product=product,
            warehouse=warehouse,
            quantity=quantity,
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
            quantity=document.quantity,
            value=document.value,
            counter=document.counter,
            field="lines.0.quantity",
            name=NAME,
            **more,
        )

    def acts_of(self, kind: str) -> list[Act]:
        return [a for a in self.acts if a.live and a.source.form == kind]

    # what is expected

    def out_of_time(self, at: datetime, products: Sequence[UUID]) -> bool:
        """In a closed month, or before its goods were costed as they are now?"""
        if self.closed and clock.business_day(at, ZONE) <= self.closed:
            return True
        return any(self.since.get(product, at) > at for product in products)

    def short(self, documents: Sequence[Document], *, promised: Decimal | None = None) -> bool:
        """Is too little there for the posting, now or later? `promised` to others; None: what is
        reserved."""
        places: dict[tuple[UUID, UUID], Decimal] = {}
        for d in documents:
            if d.product not in self.oracle.negative:
                place = (d.product, d.warehouse)
                places[place] = places.get(place, ZERO) + d.quantity
        leaving = {place: -q for place, q in places.items() if q < 0}
        if not leaving:
            return False
        for place, quantity in leaving.items():
            kept = self.reserved(place) if promised is None else promised
            if quantity > self.oracle.on_hand(*place) - kept:
                return True
        return self.oracle.dips(extra=[d for d in documents if (d.product, d.warehouse) in leaving])

    def taken_back(self, act: Act) -> tuple[Taken, bool]:
        """What cancelling `act` comes to, and whether it must be refused."""
        documents = act.documents
        if not documents:
            return Taken(same_time=True), False
        own, at = documents[0].at, documents[0].at
        since = max((self.since[d.product] for d in documents if d.product in self.since), default=own)
        if self.closed and clock.business_day(own, ZONE) <= self.closed:
            at = clock.beginning(self.closed + timedelta(days=1), ZONE)
        if since > at:
            at = since
        if at == own:
            return Taken(same_time=True), self._gone(documents)
        self.last_posting += 1
        mirrors = [
            self.line(d.product, d.warehouse, -d.quantity, at, d.counter) for d in documents
        ]
        for mirror, document in zip(mirrors, documents, strict=True):
            mirror.mirrors, mirror.entry_line = document, document.entry_line
            mirror.issue = document if document.quantity < 0 else None
        return Taken(same_time=False, mirrors=mirrors), self.short(mirrors)

    def _gone(self, documents: Sequence[Document]) -> bool:
        """Have the goods that these brought left since?"""
        places: dict[tuple[UUID, UUID], Decimal] = {}
        for d in documents:
            places[d.product, d.warehouse] = places.get((d.product, d.warehouse), ZERO) + d.quantity
        coming = {p: q for p, q in places.items() if q > 0 and p[0] not in self.oracle.negative}
        if any(q > self.oracle.on_hand(*p) - self.reserved(p) for p, q in coming.items()):
            return True
        gone = [d for d in documents if (d.product, d.warehouse) in coming]
        return bool(gone) and self.oracle.dips(without=gone)

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


class Rollback(Exception):
    pass


class Refusing:
    """Run something in a savepoint; it must be refused exactly when expected, tracelessly."""

    def __init__(self, machine: Shelves, expected: bool) -> None:
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
