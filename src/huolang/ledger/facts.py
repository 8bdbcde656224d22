"""What a posting reads and locks before it writes, in the order in which everybody locks.

Rows that are missing are made first of all, before any lock, in key order; then availability,
balances and cost pools are locked, each in key order by a statement of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL, new_id
from huolang.ledger.costpools import Pool, PoolKey, make_pools
from huolang.ledger.refusals import ClosedPeriod

Place = tuple[UUID, UUID, UUID, UUID, UUID]
"""product, warehouse, location, batch, owner"""
Offer = tuple[UUID, UUID, UUID]
"""product, warehouse, owner"""
ZERO = Decimal(0)

GATE = 725_001
"""Postings pass it together; who posts many documents in one transaction passes it alone. It keeps
them from waiting for each other in a ring; books would stay right without it."""
MONTH = """
SELECT p.closed OR EXISTS (SELECT FROM ledger_period q WHERE q.company_id = p.company_id
                           AND q.closed AND q.starts_on > p.starts_on), c.digits, c.currency,
       c.time_zone, pg_advisory_xact_lock_shared({gate}, p.company_id::int)
FROM ledger_period p
JOIN kernel_company c ON c.id = p.company_id
WHERE p.company_id = %s::bigint AND p.starts_on = %s::date FOR SHARE OF p
""".replace("{gate}", str(GATE))
PASS_GATE = f"SELECT pg_advisory_xact_lock_shared({GATE}, %s::int)"
CLOSE_GATE = f"SELECT pg_advisory_xact_lock({GATE}, %s::int)"
MAKE_MONTH = """
INSERT INTO ledger_period (company_id, id, starts_on, ends_on, closed)
VALUES (%s::bigint, %s::uuid, %s::date,
        (%s::date + interval '1 month' - interval '1 day')::date, false)
ON CONFLICT DO NOTHING
"""
CLOSED = """
SELECT EXISTS (SELECT FROM ledger_period
               WHERE company_id = %s::bigint AND starts_on >= %s::date AND closed)
"""
ONE_AT_A_TIME = "SELECT id FROM kernel_company WHERE id = %s::bigint FOR UPDATE"
"""A month is not made while another is being closed."""
KEYS = """
SELECT k.n, i.digits, i.account_set, i.method, i.allow_negative, s.warehouse, s.batch,
       b.product IS NOT NULL AND a.product IS NOT NULL AND p.id IS NOT NULL, p.last_at,
       p.quantity < 0, EXISTS (SELECT FROM ledger_closedwarehouse w
                               WHERE w.company_id = i.company_id AND w.id = k.warehouse),
       i.retired, i.standard, i.since, i.batched
FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[])
     WITH ORDINALITY AS k(product, warehouse, location, batch, owner, n)
JOIN ledger_item i ON i.company_id = %s::bigint AND i.id = k.product
CROSS JOIN LATERAL (SELECT
    CASE WHEN i.pool_scope IN ('warehouse', 'warehouse_batch') THEN k.warehouse
         ELSE '00000000-0000-0000-0000-000000000000'::uuid END AS warehouse,
    CASE WHEN i.pool_scope IN ('batch', 'warehouse_batch') THEN k.batch
         ELSE '00000000-0000-0000-0000-000000000000'::uuid END AS batch) s
LEFT JOIN ledger_stockbalance b ON b.company_id = i.company_id AND b.product = k.product
    AND b.warehouse = k.warehouse AND b.location = k.location AND b.batch = k.batch
    AND b.owner = k.owner
LEFT JOIN ledger_availability a ON a.company_id = i.company_id AND a.product = k.product
    AND a.warehouse = k.warehouse AND a.owner = k.owner
LEFT JOIN ledger_costpool p ON p.company_id = i.company_id AND p.product = k.product
    AND p.warehouse = s.warehouse AND p.batch = s.batch AND p.shipment = '{nil}'::uuid
    AND p.generation = 0
""".replace("{nil}", str(NIL))
MAKE_AVAILABILITY = """
INSERT INTO ledger_availability
    (company_id, product, warehouse, owner, usable, reserved, waiting, allow_negative)
VALUES {rows} ON CONFLICT DO NOTHING
"""
MAKE_BALANCES = """
INSERT INTO ledger_stockbalance (company_id, product, warehouse, location, batch, owner,
    quantity, second_quantity, allow_negative)
VALUES {rows} ON CONFLICT DO NOTHING
"""
LOCK_AVAILABILITY = """
SELECT k.n, a.usable, a.reserved, a.waiting, a.allow_negative
FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[]) WITH ORDINALITY AS k(product, warehouse, owner, n)
JOIN ledger_availability a ON a.company_id = %s::bigint AND a.product = k.product
    AND a.warehouse = k.warehouse AND a.owner = k.owner
ORDER BY a.product, a.warehouse, a.owner FOR UPDATE OF a
"""
LOCK_PROMISED = """
SELECT a.product, a.warehouse, a.owner, a.usable, a.reserved, a.waiting, a.allow_negative
FROM (SELECT product, warehouse, owner
      FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[]) AS k(product, warehouse, owner)
      UNION
      SELECT r.product, r.warehouse, r.owner FROM ledger_reservation r
      WHERE r.company_id = %s::bigint AND r.line = ANY(%s::uuid[])
        AND r.state IN ('pending', 'consumed')) k
JOIN ledger_availability a ON a.company_id = %s::bigint AND a.product = k.product
    AND a.warehouse = k.warehouse AND a.owner = k.owner
ORDER BY a.product, a.warehouse, a.owner FOR UPDATE OF a
"""
"""Also where stock is held for order lines, whatever warehouse it leaves from. Their order is
locked, so that does not change meanwhile."""
LOCK_BALANCES = """
SELECT k.n, b.quantity, b.allow_negative, b.last_at
FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[])
     WITH ORDINALITY AS k(product, warehouse, location, batch, owner, n)
JOIN ledger_stockbalance b ON b.company_id = %s::bigint AND b.product = k.product
    AND b.warehouse = k.warehouse AND b.location = k.location AND b.batch = k.batch
    AND b.owner = k.owner
ORDER BY b.product, b.warehouse, b.location, b.batch, b.owner FOR UPDATE OF b
"""


@dataclass(slots=True)
class Month:
    closed: bool
    digits: int
    currency: str
    zone: str


@dataclass(slots=True)
class Known:
    """The policy of a product, as one of its places needs it."""

    digits: int
    account_set: str
    method: str
    allow_negative: bool
    retired: bool
    standard: Decimal | None = None
    since: datetime | None = None
    """From when on its goods are costed like this; before, they may have been by another policy."""
    batched: bool = False


@dataclass(slots=True)
class Offered:
    """A locked row of availability, and what the posting adds to it."""

    key: Offer
    usable: Decimal = ZERO
    reserved: Decimal = ZERO
    waiting: Decimal = ZERO
    allow_negative: bool = False
    more_usable: Decimal = ZERO
    more_reserved: Decimal = ZERO
    more_waiting: Decimal = ZERO
    blocked: Decimal = ZERO
    """What of it is not good; `ledger.batch_state` knows."""
    more_blocked: Decimal = ZERO

    @property
    def free(self) -> Decimal:
        """What is good and promised to nobody once the posting is done."""
        good = self.usable + self.more_usable - self.blocked - self.more_blocked
        return good - self.reserved - self.more_reserved


@dataclass(slots=True)
class Held:
    """A locked balance, and what the posting adds to it."""

    place: Place
    offer: Offered
    known: Known | None = None
    pool_key: PoolKey = (NIL, NIL, NIL, NIL)
    pool: Pool | None = None
    newest: datetime | None = None
    """Business time of the newest entry in the pool, as read before any lock."""
    short: bool = False
    """Was less than nothing in the pool, as read before any lock?"""
    closed: bool = False
    """Goods do not enter its warehouse any more."""
    quantity: Decimal = ZERO
    allow_negative: bool = False
    last_at: datetime | None = None
    more: Decimal = ZERO
    more_second: Decimal = ZERO
    blocked: bool = False


def open_month(day: date) -> Month:
    """Share-lock the month of `day` so that it cannot be closed meanwhile; refuse a closed one."""
    company, first = current_id(), day.replace(day=1)
    row = sql.run(MONTH, [company, first]).fetchone()
    if row is None:
        if is_closed(first):
            raise ClosedPeriod(field="date", month=f"{first:%Y-%m}")
        sql.run(ONE_AT_A_TIME, [company])
        sql.run(MAKE_MONTH, [company, new_id(), first, first])
        row = sql.run(MONTH, [company, first]).fetchone()
    if row is None:
        raise RuntimeError(f"no company {company}")
    month = Month(*row[:4])
    if month.closed:
        raise ClosedPeriod(field="date", month=f"{first:%Y-%m}")
    return month


def is_closed(day: date) -> bool:
    """Is the month of `day` closed, or a later one?"""
    row = sql.run(CLOSED, [current_id(), day.replace(day=1)]).fetchone()
    return bool(row and row[0])


def first_open_day(day: date) -> date:
    """`day` itself when no closed month reaches it, else the first day after the closed ones."""
    ends = "SELECT max(ends_on) + 1 FROM ledger_period WHERE company_id = %s::bigint AND closed"
    row = sql.run(ends, [current_id()]).fetchone()
    return max(day, row[0]) if row and row[0] else day


def kept_by_partner() -> set[tuple[str, str]]:
    """The roles (with their set) whose account is kept by partner."""
    statement = (
        "SELECT r.role, r.account_set FROM ledger_accountrole r JOIN ledger_account a"
        " ON a.company_id = r.company_id AND a.id = r.account_id"
        " WHERE r.company_id = %s::bigint AND a.with_partner"
    )
    return set(sql.run(statement, [current_id()]).fetchall())


def know(places: Sequence[Held], arrays: Sequence[str]) -> None:
    """Read the policy of each place's product; make the rows that are missing.

    `arrays` are the columns of the places. An unknown product leaves `known` empty.
    """
    missing: list[Held] = []
    for row in sql.run(KEYS, [*arrays, current_id()]):
        place = places[int(row[0]) - 1]
        place.closed = bool(row[10])
        place.known = Known(row[1], row[2], row[3], row[4], *row[11:15])
        place.pool_key = (place.place[0], row[5], row[6], NIL)
        place.newest, place.short = row[8], bool(row[9])
        if not row[7]:
            missing.append(place)
    if missing:
        _make(missing)


def _make(missing: Sequence[Held]) -> None:
    """Rows at zero, in key order and before any lock is taken, so that nobody waits in a ring."""
    company = current_id()
    negative = {p.place: bool(p.known and p.known.allow_negative) for p in missing}
    offers = {p.offer.key: negative[p.place] for p in missing}
    rows = [(company, *offer, 0, 0, 0, allowed) for offer, allowed in sorted(offers.items())]
    sql.run_rows(MAKE_AVAILABILITY, "(%s, %s, %s, %s, %s, %s, %s, %s)", rows)
    made = [(company, *place, 0, 0, allowed) for place, allowed in sorted(negative.items())]
    sql.run_rows(MAKE_BALANCES, "(%s, %s, %s, %s, %s, %s, %s, %s, %s)", made)
    known = {p.pool_key: p.known for p in missing if p.known and p.place[4] == NIL}
    make_pools({key: (one.method, one.standard) for key, one in known.items()})


def lock_availability(offers: Sequence[Offered], arrays: Sequence[str]) -> None:
    """Lock the rows of `offers` in key order and read them."""
    for n, *figures in sql.run(LOCK_AVAILABILITY, [*arrays, current_id()]):
        offer = offers[int(n) - 1]
        offer.usable, offer.reserved, offer.waiting, offer.allow_negative = figures


def lock_promised(
    offers: Sequence[Offered], arrays: Sequence[str], lines: Iterable[UUID]
) -> list[Offered]:
    """The same, and the rows of whatever is held for the order `lines`; answers all of them."""
    found = {offer.key: offer for offer in offers}
    company = current_id()
    for *key, usable, reserved, waiting, allowed in sql.run(
        LOCK_PROMISED, [*arrays, company, sql.array(lines), company]
    ):
        offer = found.setdefault((key[0], key[1], key[2]), Offered((key[0], key[1], key[2])))
        offer.usable, offer.reserved, offer.waiting = usable, reserved, waiting
        offer.allow_negative = allowed
    return list(found.values())


def lock_balances(places: Sequence[Held], arrays: Sequence[str]) -> None:
    """Lock the balances of `places` in key order and read them."""
    for n, *figures in sql.run(LOCK_BALANCES, [*arrays, current_id()]):
        place = places[int(n) - 1]
        place.quantity, place.allow_negative, place.last_at = figures
