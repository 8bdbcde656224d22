"""What explains the cost of an entry, read from the books as they were known after a posting.

Entries that count as never having been are left out, and corrections that came later.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.ledger.reading import Entry
from huolang.ledger.rows import QUANTITY_DIGITS, units

MENTION = """e.id, e.no, e.seq, e.occurred_at, e.recorded_at, e.form, e.record, h.number, h.kind,
       e.product, e.warehouse, e.quantity, e.cost, coalesce(a.amount, 0), e.counter, e.line"""
BEHIND = """
JOIN ledger_postinghead h ON h.company_id = e.company_id AND h.no = e.no
LEFT JOIN LATERAL (SELECT sum(a.amount) AS amount FROM ledger_costadjustment a
    WHERE a.company_id = e.company_id AND a.entry = e.id AND a.no <= %s::bigint) a ON true
"""
STANDS = """
NOT EXISTS (SELECT FROM ledger_stockentry m WHERE m.company_id = e.company_id
            AND m.reverses = e.id AND m.valuation = 'mirror' AND m.no <= %s::bigint)
AND e.valuation <> 'mirror'
"""
"""What was taken back, and what took it back, count as never having been."""


def _whole(statement: str) -> str:
    """A statement with what several of them say alike."""
    parts = {"mention": MENTION, "behind": BEHIND, "stands": STANDS}
    for name, part in parts.items():
        statement = statement.replace(f"{{{name}}}", part)
    return statement


ENTRY = _whole("""
SELECT {mention}, e.pool, e.valuation, e.follows, e.flow, e.reverses, e.occurred_on, {stands},
       p.method, p.standard, p.warehouse, p.batch, p.shipment, p.generation, k.digits,
       e.variance, (SELECT m.id FROM ledger_stockentry m WHERE m.company_id = e.company_id
        AND m.reverses = e.id AND m.no <= %s::bigint)
FROM ledger_stockentry e {behind}
JOIN kernel_company k ON k.id = e.company_id
LEFT JOIN ledger_costpool p ON p.company_id = e.company_id AND p.id = e.pool
WHERE e.company_id = %s::bigint AND e.id = %s::uuid AND e.no <= %s::bigint
""")
NOW = _whole("""
SELECT p.quantity - coalesce(sum(e.quantity), 0),
       p.value - coalesce(sum(e.cost + coalesce(a.amount, 0)), 0)
FROM ledger_costpool p
LEFT JOIN (ledger_stockentry e LEFT JOIN LATERAL (
        SELECT sum(a.amount) AS amount FROM ledger_costadjustment a
        WHERE a.company_id = e.company_id AND a.entry = e.id) a ON true)
    ON e.company_id = p.company_id AND e.pool = p.id
    AND (e.occurred_at, e.no, e.seq) >= (%s::timestamptz, %s::bigint, %s::int) AND {stands}
WHERE p.company_id = %s::bigint AND p.id = %s::uuid GROUP BY p.quantity, p.value
""")
"""What is there today without what came from the entry on: most questions are about new ones."""
THEN = _whole("""
SELECT coalesce(sum(e.quantity), 0), coalesce(sum(e.cost + coalesce(a.amount, 0)), 0)
FROM ledger_stockentry e
LEFT JOIN LATERAL (SELECT sum(a.amount) AS amount FROM ledger_costadjustment a
    WHERE a.company_id = e.company_id AND a.entry = e.id AND a.no <= %s::bigint) a ON true
WHERE e.company_id = %s::bigint AND e.pool = %s::uuid AND e.no <= %s::bigint
  AND (e.occurred_at, e.no, e.seq) < (%s::timestamptz, %s::bigint, %s::int) AND {stands}
""")
IN_POOL = _whole("""
SELECT {mention} FROM ledger_stockentry e {behind}
WHERE e.company_id = %s::bigint AND e.pool = %s::uuid AND e.quantity > 0 AND e.no <= %s::bigint
  AND (e.occurred_at, e.no, e.seq) {compared} (%s::timestamptz, %s::bigint, %s::int)
  AND e.valuation <> 'none' AND {stands}
ORDER BY e.occurred_at {way}, e.no {way}, e.seq {way} LIMIT %s::int
""")
EARLIER = IN_POOL.replace("{compared}", "<").replace("{way}", "DESC")
LATER = IN_POOL.replace("{compared}", ">").replace("{way}", "ASC")
NAMED = _whole("""
SELECT {mention} FROM ledger_stockentry e {behind}
WHERE e.company_id = %s::bigint AND e.id = ANY(%s::uuid[]) AND e.no <= %s::bigint
""")
LEFT_IN_FLOW = _whole("""
SELECT {mention} FROM ledger_stockentry e {behind}
WHERE e.company_id = %s::bigint AND e.no = %s::bigint AND e.flow = %s::smallint AND e.quantity < 0
ORDER BY e.seq
""")
ADDED = """
SELECT coalesce(sum(added), 0) FROM ledger_stockentry
WHERE company_id = %s::bigint AND no = %s::bigint AND flow = %s::smallint
"""
CAME_BACK = _whole("""
SELECT coalesce(sum(e.quantity), 0) FROM ledger_stockentry e
WHERE e.company_id = %s::bigint AND e.follows = %s::uuid AND e.no <= %s::bigint
  AND (e.occurred_at, e.no, e.seq) < (%s::timestamptz, %s::bigint, %s::int) AND {stands}
""")
ADJUSTMENTS = """
SELECT a.no, a.recorded_at, a.form, a.record, h.number, h.kind, h.occurred_on, a.reason, a.amount,
       a.recognised_on, a.variance
FROM ledger_costadjustment a
JOIN ledger_postinghead h ON h.company_id = a.company_id AND h.no = a.no
WHERE a.company_id = %s::bigint AND a.entry = %s::uuid AND a.no <= %s::bigint ORDER BY a.no
"""
NEWEST = 2**62
AT_ONCE = 50
Place = tuple[datetime, int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as it was known after the posting `until`, and its pool."""

    entry: Entry
    pool: UUID
    valuation: str
    follows: UUID | None
    flow: int | None
    reverses: UUID | None
    occurred_on: date
    stands: bool
    method: str | None
    standard: Decimal | None
    pool_warehouse: UUID
    pool_batch: UUID
    shipment: UUID | None
    generation: int | None
    digits: int
    variance: Decimal
    """What it brought beyond its cost when it was posted."""
    reversed_by: UUID | None
    until: int

    @property
    def place(self) -> Place:
        return place_of(self.entry)

    @property
    def quantity(self) -> int:
        """In millionths, without its sign."""
        return abs(units(self.entry.quantity, QUANTITY_DIGITS))


def place_of(entry: Entry) -> Place:
    return entry.occurred_at, entry.no, entry.seq


def find(entry: UUID, until: int) -> Told | None:
    parameters = [until, until, until, current_id(), entry, until]
    row = sql.run(ENTRY, parameters).fetchone()
    return None if row is None else Told(Entry(*row[:16]), *row[16:], until=until)


def pool_before(told: Told) -> tuple[Decimal, Decimal]:
    """Quantity and value of its pool just before the entry."""
    company, until = current_id(), told.until
    if until == NEWEST:
        found = sql.run(NOW, [*told.place, until, company, told.pool])
    else:
        found = sql.run(THEN, [until, company, told.pool, until, *told.place, until])
    quantity, value = found.fetchall()[0]
    return quantity, value


def came_earlier(told: Told, place: Place) -> list[Entry]:
    """The next goods that came into its pool before a place in time, the newest first."""
    return _in_pool(EARLIER, told, place)


def came_later(told: Told, place: Place) -> list[Entry]:
    """The next goods that came into its pool after a place in time."""
    return _in_pool(LATER, told, place)


def _in_pool(statement: str, told: Told, place: Place) -> list[Entry]:
    until = told.until
    parameters = [until, current_id(), told.pool, until, *place, until, AT_ONCE]
    return [Entry(*row) for row in sql.run(statement, parameters).fetchall()]


def left_in_flow(told: Told) -> list[Entry]:
    """What left in the flow in which the entry came."""
    parameters = [told.until, current_id(), told.entry.no, told.flow]
    return [Entry(*row) for row in sql.run(LEFT_IN_FLOW, parameters).fetchall()]


def added_in_flow(told: Told) -> Decimal:
    """What the goods of that flow are worth beyond what left: the work on them."""
    found: Decimal = sql.run(ADDED, [current_id(), told.entry.no, told.flow]).fetchall()[0][0]
    return found


def came_back_before(told: Told) -> Decimal:
    """What of the issue that the entry returns had come back already."""
    parameters = [current_id(), told.follows, told.until, *told.place, told.until]
    found: Decimal = sql.run(CAME_BACK, parameters).fetchall()[0][0]
    return found


def named(told: Told, entries: Iterable[UUID | None]) -> dict[UUID | None, Entry]:
    """Other entries by their keys."""
    wanted = [entry for entry in entries if entry is not None]
    if not wanted:
        return {}
    parameters = [told.until, current_id(), sql.array(wanted), told.until]
    return {row[0]: Entry(*row) for row in sql.run(NAMED, parameters).fetchall()}


def adjustments(told: Told) -> list[tuple[Any, ...]]:
    """What corrected its cost, in the order in which it was recorded."""
    return sql.run(ADJUSTMENTS, [current_id(), told.entry.id, told.until]).fetchall()
