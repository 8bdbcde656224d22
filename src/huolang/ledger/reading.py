"""Reading the books: what is there, what it cost, and the entries behind every figure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL
from huolang.ledger import batch_state, lying, past, reservations
from huolang.ledger.past_batches import Then

AVAILABILITY = """
SELECT k.product, sum(k.usable), sum(k.blocked), sum(k.reserved), sum(k.waiting)
FROM ({offered} AND a.company_id = %s::bigint AND a.product = ANY(%s::uuid[])
      UNION ALL
      {blocked} AND b.company_id = %s::bigint AND b.product = ANY(%s::uuid[])) k
WHERE (%s::uuid IS NULL OR k.warehouse = %s::uuid)
GROUP BY k.product
""".replace("{offered}", lying.OFFERED).replace(
    "{blocked}", batch_state.BLOCKED.replace("{today}", batch_state.TODAY)
)
HELD = """
SELECT r.product, r.line, r.reserved FROM ledger_reservation r
WHERE r.company_id = %s::bigint AND r.record = ANY(%s::uuid[]) AND r.product = ANY(%s::uuid[])
  AND (%s::uuid IS NULL OR r.warehouse = %s::uuid) AND r.owner = %s::uuid
  AND r.state = 'pending' AND r.reserved > 0
ORDER BY r.line
"""
PROMISES = """
SELECT r.id, r.form, r.record, r.line, r.warehouse, r.wanted, r.reserved, r.consumed, r.created_at,
    r.priority, r.needed_on
FROM ledger_reservation r
WHERE r.company_id = %s::bigint AND r.product = %s::uuid
  AND (%s::uuid IS NULL OR r.warehouse = %s::uuid) AND r.owner = %s::uuid AND r.state = 'pending'
  AND (%s::timestamptz IS NULL OR (r.created_at, r.id) > (%s::timestamptz, %s::uuid))
ORDER BY r.created_at, r.id LIMIT %s::int
"""
OF_RECORD = """
SELECT r.id, r.form, r.record, r.line, r.warehouse, r.wanted, r.reserved, r.consumed, r.created_at,
    r.priority, r.needed_on
FROM ledger_reservation r
WHERE r.company_id = %s::bigint AND r.record = %s::uuid AND r.state = 'pending'
"""
QUEUED = """
SELECT q.line, q.through FROM (
    SELECT r.record, r.line, sum(r.wanted - r.reserved - r.consumed) OVER (
        PARTITION BY r.product, r.warehouse
        ORDER BY {queue}) AS through
    FROM ledger_reservation r
    WHERE r.company_id = %s::bigint AND r.product = ANY(%s::uuid[]) AND r.owner = %s::uuid
      AND r.state = 'pending' AND r.wanted > r.reserved + r.consumed) q
WHERE q.record = %s::uuid
""".replace("{queue}", reservations.QUEUE)
ENTRIES = """
SELECT e.id, e.no, e.seq, e.occurred_at, e.recorded_at, e.form, e.record, h.number, h.kind,
       e.product, e.warehouse, e.quantity, e.cost, coalesce(a.amount, 0), e.counter, e.line,
       e.location
FROM ledger_stockentry e
JOIN ledger_postinghead h ON h.company_id = e.company_id AND h.no = e.no
LEFT JOIN LATERAL (SELECT sum(a.amount) AS amount FROM ledger_costadjustment a
    WHERE a.company_id = e.company_id AND a.entry = e.id {corrected}) a ON true
WHERE e.company_id = %s::bigint AND e.product = %s::uuid
  AND (%s::uuid IS NULL OR e.warehouse = %s::uuid) {happened}
  AND (%s::timestamptz IS NULL
       OR (e.occurred_at, e.no, e.seq) < (%s::timestamptz, %s::bigint, %s::int))
ORDER BY e.occurred_at DESC, e.no DESC, e.seq DESC LIMIT %s::int
"""
CORRECTED = "AND a.recognised_on <= %s::date AND a.no <= %s::bigint"
HAPPENED = """
  AND e.occurred_at < (%s::date + 2)::timestamp AT TIME ZONE 'UTC' AND e.occurred_on <= %s::date
  AND (e.occurred_on < %s::date OR e.occurred_at <= %s::timestamptz) AND e.no <= %s::bigint"""
"""Days of all zones are over two days later: by that the index leaves out what came after."""
NOW = """
SELECT coalesce((SELECT sum(b.quantity) FROM ledger_stockbalance b WHERE b.company_id = %s::bigint
                 AND b.product = %s::uuid AND b.warehouse = %s::uuid), 0),
       (SELECT sum(p.value) FROM ledger_costpool p WHERE p.company_id = %s::bigint
        AND p.product = %s::uuid AND p.warehouse = %s::uuid)
"""
NOW_EVERYWHERE = """
SELECT coalesce((SELECT sum(b.quantity) FROM ledger_stockbalance b
                 WHERE b.company_id = %s::bigint AND b.product = %s::uuid), 0),
       coalesce((SELECT sum(p.value) FROM ledger_costpool p
                 WHERE p.company_id = %s::bigint AND p.product = %s::uuid), 0)
"""
OF_DOCUMENT = """
SELECT e.id, e.no, e.seq, e.occurred_at, e.recorded_at, e.form, e.record, h.number, h.kind,
       e.product, e.warehouse, e.quantity, e.cost, coalesce(a.amount, 0), e.counter, e.line,
       e.location
FROM ledger_postinghead h
JOIN ledger_stockentry e ON e.company_id = h.company_id AND e.no = h.no
LEFT JOIN LATERAL (SELECT sum(a.amount) AS amount FROM ledger_costadjustment a
    WHERE a.company_id = e.company_id AND a.entry = e.id) a ON true
WHERE h.company_id = %s::bigint AND h.form = %s AND h.record = %s::uuid
ORDER BY e.no, e.seq
"""
JOURNAL = """
SELECT e.no, e.kind, l.occurred_on, e.number, a.id, a.code, a.name, l.partner, l.currency,
       l.base_amount
FROM ledger_postinghead h
JOIN ledger_journalentry e ON e.company_id = h.company_id AND e.no = h.no
JOIN ledger_journalline l ON l.company_id = e.company_id AND l.entry = e.id
JOIN ledger_account a ON a.company_id = l.company_id AND a.id = l.account_id
WHERE h.company_id = %s::bigint AND h.form = %s AND h.record = %s::uuid
ORDER BY e.no, e.seq, l.occurred_on, l.seq
"""
OWED = """
SELECT kind, sum("left") FROM ledger_openitem
WHERE company_id = %s::bigint AND partner = %s::uuid AND "left" <> 0 GROUP BY kind
"""

MOVED_BEFORE = """
SELECT k.product, k.warehouse, f.occurred_on
FROM unnest(%s::uuid[], %s::uuid[]) AS k(product, warehouse)
CROSS JOIN LATERAL (
    SELECT e.occurred_on FROM ledger_stockentry e
    WHERE e.company_id = %s::bigint AND e.product = k.product AND e.warehouse = k.warehouse
      AND e.occurred_at < %s::timestamptz AND e.reverses IS NULL
      AND NOT EXISTS (SELECT FROM ledger_stockentry m
                      WHERE m.company_id = e.company_id AND m.reverses = e.id)
    ORDER BY e.occurred_at LIMIT 1) f
"""

BEGUN_AFTER = """
SELECT b.day FROM (
    SELECT min(h.occurred_on) AS day FROM ledger_postinghead h
    WHERE h.company_id = %s::bigint AND h.form = ANY(%s::text[]) AND {stands}) b
WHERE b.day > %s::date AND NOT EXISTS (
    SELECT FROM ledger_postinghead h
    WHERE h.company_id = %s::bigint AND h.occurred_on < b.day AND {stands})
""".replace(
    "{stands}",
    """h.kind = 'post' AND NOT EXISTS (
    SELECT FROM ledger_postinghead m WHERE m.company_id = h.company_id AND m.form = h.form
      AND m.record = h.record AND m.revision = h.revision AND m.kind = 'mirror')""",
)


@dataclass(frozen=True, slots=True)
class Offer:
    """Of one product: on hand and usable, what of it is held back or past its day, promised to
    orders, and waited for by them."""

    on_hand: Decimal
    blocked: Decimal
    reserved: Decimal
    waiting: Decimal

    @property
    def available(self) -> Decimal:
        return self.on_hand - self.blocked - self.reserved


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry with the stock and value right after it. `cost` is as posted, `adjustment` what
    corrects it today; both have the sign of `quantity`. In one warehouse of a pool that others
    share there is no value after it: what its entries add up to is not what its stock is worth.
    `location` is told where entries are read as such."""

    id: UUID
    no: int
    seq: int
    occurred_at: datetime
    recorded_at: datetime
    form: str
    record: UUID
    number: str
    kind: str
    product: UUID
    warehouse: UUID
    quantity: Decimal
    cost: Decimal
    adjustment: Decimal
    counter: str
    line: UUID
    location: UUID = NIL
    on_hand_after: Decimal | None = None
    value_after: Decimal | None = None

    @property
    def unit_cost(self) -> Decimal:
        """Cost today of one base unit, to six digits."""
        return round((self.cost + self.adjustment) / self.quantity, 6)


@dataclass(frozen=True, slots=True)
class Promise:
    """What a line of an order or a hold asked for, holds now and has used, in base units."""

    id: UUID
    form: str
    record: UUID
    line: UUID
    warehouse: UUID
    wanted: Decimal
    reserved: Decimal
    consumed: Decimal
    created_at: datetime
    priority: int
    needed_on: date | None

    @property
    def waiting(self) -> Decimal:
        return max(self.wanted - self.consumed, Decimal(0)) - self.reserved


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page of entries ended, and what was on hand and worth before its last entry."""

    occurred_at: datetime
    no: int
    seq: int
    on_hand: Decimal
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One debit (+) or credit (−) in the company's currency, on the day on which it counts: a
    correction may have lines of several days of its month."""

    no: int
    kind: str
    occurred_on: Any
    number: str
    account: UUID
    code: str
    name: str
    partner: UUID | None
    currency: str
    amount: Decimal


def availability(products: Sequence[UUID], warehouse: UUID | None = None) -> dict[UUID, Offer]:
    """What can be promised of each product, in base units; all warehouses when none is given."""
    of = [current_id(), sql.array(products)]
    parameters = [*of, *batch_state.now(), *of, warehouse, warehouse]
    offers = {row[0]: Offer(*row[1:]) for row in sql.run(AVAILABILITY, parameters).fetchall()}
    nothing = Offer(*[Decimal(0)] * 4)
    return {product: offers.get(product, nothing) for product in products}


def held(
    orders: Sequence[UUID], products: Sequence[UUID], warehouse: UUID | None = None
) -> dict[UUID, dict[UUID, Decimal]]:
    """By product, what each line of these orders holds: theirs to use, and nobody else's."""
    if not orders:
        return {}
    parameters = [current_id(), sql.array(orders), sql.array(products), warehouse, warehouse, NIL]
    lines: dict[UUID, dict[UUID, Decimal]] = {}
    for product, line, quantity in sql.run(HELD, parameters).fetchall():
        lines.setdefault(product, {})[line] = quantity
    return lines


def promises(
    product: UUID,
    *,
    warehouse: UUID | None = None,
    limit: int = 50,
    after: tuple[datetime, UUID] | None = None,
) -> tuple[list[Promise], bool]:
    """The lines of orders and holds behind what is reserved of a product, oldest first; whether
    more follow."""
    since = [after[0], *after] if after else [None] * 3
    parameters = [current_id(), product, warehouse, warehouse, NIL, *since, limit + 1]
    found = [Promise(*row) for row in sql.run(PROMISES, parameters).fetchall()]
    return found[:limit], len(found) > limit


def of_record(record: UUID) -> dict[UUID, Promise]:
    """What each line of an order or a hold holds now, and waits for."""
    found = sql.run(OF_RECORD, [current_id(), record]).fetchall()
    return {one.line: one for one in (Promise(*row) for row in found)}


def queued(order: UUID, products: Collection[UUID]) -> dict[UUID, Decimal]:
    """By line of an order that waits: how much has to arrive until it has all that it asked for,
    itself and those before it."""
    parameters = [current_id(), sql.array(products), NIL, order]
    return dict(sql.run(QUEUED, parameters).fetchall())


def entries(
    product: UUID,
    *,
    warehouse: UUID | None = None,
    limit: int = 50,
    after: Mark | None = None,
    then: Then | None = None,
) -> tuple[list[Entry], Mark | None]:
    """Entries of a product, newest first, and the mark from which the next page goes on; of a past
    moment those that were there `then`, with the corrections of then."""
    found = _entries(product, warehouse, limit + 1, after, then)
    if after:
        on_hand, value = after.on_hand, after.value
    elif then:
        until = then.day, then.at, then.known
        on_hand, value = past.of_one(product, warehouse, *until)
    else:
        on_hand, value = _now(product, warehouse)
    page: list[Entry] = []
    for row in found[:limit]:
        entry = Entry(*row, on_hand_after=on_hand, value_after=value)
        page.append(entry)
        on_hand -= entry.quantity
        if value is not None:
            value -= entry.cost + entry.adjustment
    if len(found) <= limit:
        return page, None
    last = page[-1]
    return page, Mark(last.occurred_at, last.no, last.seq, on_hand, value)


def _entries(
    product: UUID, warehouse: UUID | None, limit: int, after: Mark | None, then: Then | None
) -> list[Any]:
    statement = ENTRIES.replace("{corrected}", CORRECTED if then else "")
    statement = statement.replace("{happened}", HAPPENED if then else "")
    parameters: list[Any] = [then.day, then.known] if then else []
    parameters += [current_id(), product, warehouse, warehouse]
    if then:
        parameters += [then.day, then.day, then.day, then.at or "infinity", then.known]
    parameters += [after.occurred_at] * 2 + [after.no, after.seq] if after else [None] * 4
    return sql.run(statement, [*parameters, limit]).fetchall()


def of_document(form: str, record: UUID) -> tuple[list[Entry], list[JournalRow]]:
    """All that the books hold of a document: its postings and their mirrors."""
    parameters = [current_id(), form, record]
    stock = [Entry(*row) for row in sql.run(OF_DOCUMENT, parameters).fetchall()]
    money = [JournalRow(*row) for row in sql.run(JOURNAL, parameters).fetchall()]
    return stock, money


def moved_before(
    places: Collection[tuple[UUID, UUID]], moment: datetime
) -> dict[tuple[UUID, UUID], date]:
    """Of these products and warehouses, those of which anything entered or left before `moment`,
    and the day of the first entry that still stands."""
    if not places:
        return {}
    products, warehouses = zip(*sorted(places), strict=True)
    parameters = [sql.array(products), sql.array(warehouses), current_id(), moment]
    rows = sql.run(MOVED_BEFORE, parameters).fetchall()
    return {(product, warehouse): day for product, warehouse, day in rows}


def begun_after(day: date, openings: Collection[str]) -> date | None:
    """The day on which a document of the forms `openings` began the books, if it is after `day`
    and nothing that stands in them is before it."""
    company = current_id()
    parameters = [company, sql.array(openings), day, company]
    row = sql.run(BEGUN_AFTER, parameters).fetchone()
    return None if row is None else row[0]


def owed(partner: UUID) -> dict[str, Decimal]:
    """Open receivable and payable of a partner, gross."""
    found = dict(sql.run(OWED, [current_id(), partner]).fetchall())
    return {kind: found.get(kind, Decimal(0)) for kind in ("receivable", "payable")}


def _now(product: UUID, warehouse: UUID | None) -> tuple[Decimal, Decimal | None]:
    company = current_id()
    if warehouse is None:
        row = sql.run(NOW_EVERYWHERE, [company, product] * 2).fetchone()
    else:
        row = sql.run(NOW, [company, product, warehouse] * 2).fetchone()
    return (row[0], row[1]) if row else (Decimal(0), Decimal(0))
