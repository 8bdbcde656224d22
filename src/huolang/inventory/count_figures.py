"""盘点差异: what was counted of each line of a task, held against the books at that moment.

The moment of a line is that of its last tally. What moved between the snapshot and then is in the
books and off the shelf, and what moves afterwards is neither: the difference is what was counted
less what the books have at that moment, by the days and hours of documents, whenever these were
entered. All of it in three statements, however many lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.ledger import moment
from huolang.masters import serial

ZERO, ONE = Decimal(0), Decimal(1)
NIL = "'00000000-0000-0000-0000-000000000000'::uuid"
OF_PLACE = """e.company_id = l.company_id AND e.product = l.product_id
        AND e.warehouse = %(warehouse)s::uuid AND e.location = l.place AND e.batch = l.lot
        AND e.owner = {nil}"""
SINCE = """coalesce((SELECT sum(e.quantity) FROM ledger_stockentry e
        WHERE {of_place} AND e.occurred_at > {at}), 0)"""
READ = (
    """
WITH lines AS MATERIALIZED (
    SELECT l.company_id, l.id, l.product_id, l.batch, l.location_id, l.book_quantity,
        l.unexpected, l.round, l.reason, l.remark, l.pieces, l.produced_on, l.expires_on,
        coalesce(l.location_id, {nil}) AS place, coalesce(m.id, {nil}) AS lot,
        coalesce(b.quantity, 0) AS now
    FROM inventory_countline l
    LEFT JOIN LATERAL (SELECT m.id FROM masters_batch m
        WHERE m.company_id = l.company_id AND m.product_id = l.product_id AND l.batch <> ''
          AND upper(m.number) = upper(l.batch) LIMIT 1) m ON true
    LEFT JOIN LATERAL (SELECT b.quantity FROM ledger_stockbalance b
        WHERE b.company_id = l.company_id AND b.product = l.product_id
          AND b.warehouse = %(warehouse)s::uuid AND b.location = coalesce(l.location_id, {nil})
          AND b.batch = coalesce(m.id, {nil}) AND b.owner = {nil} LIMIT 1) b ON true
    WHERE l.company_id = %(company)s::bigint AND l.plan_id = %(plan)s::uuid
)
SELECT l.id, l.product_id, g.code, g.name, g.specification, u.name, u.digits, g.batched,
    g.serialized, l.batch, l.location_id, o.code, l.book_quantity, l.unexpected, l.round,
    l.reason, l.remark, l.pieces, l.produced_on, l.expires_on, c.people,
    CASE WHEN %(two)s::boolean AND l.round = 1 THEN c.last_said ELSE c.quantity END,
    greatest(c.opinions, 1), c.first_at, c.last_at, c.who,
    CASE WHEN g.serialized THEN 0
         WHEN c.last_at IS NULL THEN l.now ELSE l.now - {since_at} END,
    c.last_at > c.first_at AND EXISTS (SELECT FROM ledger_stockentry e
        WHERE {of_place} AND e.occurred_at > c.first_at AND e.occurred_at <= c.last_at),
    w.cost
FROM lines l
JOIN masters_product g ON g.company_id = l.company_id AND g.id = l.product_id
JOIN masters_unit u ON u.company_id = g.company_id AND u.id = g.unit_id
LEFT JOIN masters_location o ON o.company_id = l.company_id AND o.id = l.location_id
CROSS JOIN LATERAL (
    SELECT count(*) AS people, sum(p.quantity) AS quantity, min(p.first_at) AS first_at,
        max(p.last_at) AS last_at, array_agg(p.by ORDER BY p.by) AS who,
        (array_agg(p.quantity ORDER BY p.last_at DESC))[1] AS last_said,
        count(DISTINCT CASE WHEN %(two)s::boolean AND l.round = 1
            THEN p.quantity - l.now + {since_last} END) AS opinions
    FROM (SELECT t.by, sum(t.quantity) AS quantity, min(t.counted_at) AS first_at,
              max(t.counted_at) AS last_at
          FROM inventory_counttally t
          WHERE t.company_id = l.company_id AND t.line_id = l.id AND t.round = l.round
          GROUP BY t.by) p) c
LEFT JOIN LATERAL (
    SELECT sum(k.value) / nullif(sum(k.quantity), 0) AS cost FROM ledger_costpool k
    WHERE k.company_id = l.company_id AND k.product = l.product_id
      AND k.warehouse IN ({nil}, %(warehouse)s::uuid)
      AND (g.serialized OR k.batch IN ({nil}, l.lot)) AND k.shipment = {nil}
      AND k.generation = 0) w ON true
ORDER BY o.pick_order NULLS LAST, upper(o.code) NULLS LAST, upper(g.code), upper(l.batch), l.id
""".replace("{since_last}", SINCE.replace("{at}", "p.last_at"))
    .replace("{since_at}", SINCE.replace("{at}", "c.last_at"))
    .replace("{of_place}", OF_PLACE)
    .replace("{nil}", NIL)
)
"""`l.now` less what came after a moment is what there was then; two who counted at different times
agree when their differences do. Tallies and balances are looked up line by line: what was listed a
moment ago is not in the planner's statistics yet."""
SCANNED = """
SELECT l.id, t.by, t.number, t.called
FROM inventory_countline l
CROSS JOIN LATERAL (
    SELECT t.by, upper(t.serial) AS number, max(t.serial) AS called
    FROM inventory_counttally t
    WHERE t.company_id = l.company_id AND t.line_id = l.id AND t.round = l.round
      AND t.serial <> ''
    GROUP BY t.by, upper(t.serial) HAVING sum(t.quantity) > 0) t
WHERE l.company_id = %s::bigint AND l.plan_id = %s::uuid
ORDER BY t.number
"""


@dataclass(slots=True)
class Figure:
    """One line of a task with what follows. `counted` is None until it is counted as the task
    wants it; `book` is what the books have at `at`, or now."""

    id: UUID
    product: UUID
    code: str
    name: str
    specification: str
    unit: str
    digits: int
    batched: bool
    serialized: bool
    batch: str
    location: UUID | None
    location_code: str | None
    snapshot: Decimal
    unexpected: bool
    round: int
    reason: str
    remark: str
    pieces: list[UUID] | None
    produced_on: date | None
    expires_on: date | None
    people: int
    counted: Decimal | None
    opinions: int
    first_at: datetime | None
    at: datetime | None
    who: list[UUID | None] | None
    book: Decimal
    moved: bool
    """Goods of it came or went between its first and its last tally."""
    cost: Decimal | None
    status: str = "open"
    """open: nobody counted it; recount: asked for again; second: a second person is missing;
    disagree: two persons say different things; counted."""
    serials: list[str] = field(default_factory=list[str])
    missing: list[str] = field(default_factory=list[str])
    surplus: list[str] = field(default_factory=list[str])
    must_recount: bool = False

    @property
    def difference(self) -> Decimal | None:
        return None if self.counted is None else self.counted - self.book

    @property
    def differs(self) -> bool:
        """Also when as many pieces were found as there should be, but others."""
        return bool(self.difference or self.missing or self.surplus)

    @property
    def value(self) -> Decimal | None:
        """What the difference is worth at the cost of now."""
        if self.difference is None:
            return None
        return ZERO if not self.difference else self.difference * (self.cost or ZERO)


def of(plan: Any) -> list[Figure]:
    """All lines of `plan`, as one walks past them."""
    bound = {
        "company": current_id(),
        "plan": plan.id,
        "warehouse": plan.warehouse_id,
        "two": str(plan.two_counters).lower(),
    }
    found = [Figure(*row) for row in sql.run_named(READ, bound).fetchall()]
    _count_pieces(plan, [one for one in found if one.serialized])
    for one in found:
        one.status = _status(plan, one)
        if one.status != "counted":
            one.counted = None
        one.must_recount = _must_recount(plan, one)
    return found


def _status(plan: Any, one: Figure) -> str:
    if not one.people:
        return "open" if one.round == 1 else "recount"
    if plan.two_counters and one.round == 1:
        if one.people < 2:
            return "second"
        return "counted" if one.opinions == 1 else "disagree"
    return "counted"


def _must_recount(plan: Any, one: Figure) -> bool:
    """A difference beyond what the task lets pass is counted again; two have looked otherwise."""
    if not one.differs or one.round > 1 or plan.two_counters or one.counted is None:
        return False
    off = max(abs(one.difference or ZERO), ONE * (len(one.missing) + len(one.surplus)))
    percent, amount = plan.recount_percent, plan.recount_amount
    if percent is not None and off * 100 > percent * abs(one.book):
        return True
    return amount is not None and off * (one.cost or ZERO) > amount


def _count_pieces(plan: Any, found: Sequence[Figure]) -> None:
    """Of goods with serial numbers: which were found, which are missing, which are too many."""
    if not found:
        return
    scanned: dict[UUID, dict[UUID | None, dict[str, str]]] = {}
    for line, by, number, called in sql.run(SCANNED, [current_id(), plan.id]).fetchall():
        scanned.setdefault(line, {}).setdefault(by, {})[number] = called
    when = {one.product: one.at or moment.NOW for one in found}
    there: dict[UUID, list[tuple[UUID, str]]] = {}
    for key, product, number in serial.named(moment.pieces(when, plan.warehouse_id)):
        there.setdefault(product, []).append((key, number))
    for one in found:
        said = scanned.get(one.id, {})
        numbers = {number: called for its in said.values() for number, called in its.items()}
        sets = {frozenset(said.get(by, {})) for by in one.who or ()}
        one.opinions, one.serials = len(sets), list(numbers.values())
        here = there.get(one.product, [])
        wanted = set(one.pieces) if one.pieces is not None else {key for key, _number in here}
        its = [(k, n) for k, n in here if k in wanted or n.upper() in numbers]
        one.book = ONE * len(its)
        if not one.people:
            continue
        one.counted = ONE * len(numbers)
        known = {number.upper() for _key, number in here}
        one.missing = [number for _key, number in its if number.upper() not in numbers]
        one.surplus = [called for number, called in numbers.items() if number not in known]
