"""盘点差异: what was counted of each line of a task, held against the books at that moment.

The moment of a line is that of its last tally; one that takes back is a correction and has none.
What moved between the snapshot and then is in the books and off the shelf, and what moves
afterwards is neither: the difference is what was counted less what the books have at that moment,
by the days and hours of documents, whenever these were entered. Single pieces are judged each by
its own scan (`count_pieces`). All of it in three statements, however many lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.inventory import count_pieces
from huolang.inventory.count_pieces import Lying, Pieces, Seen
from huolang.kernel import sql
from huolang.kernel.company import current_id

ZERO, ONE = Decimal(0), Decimal(1)
NIL = "'00000000-0000-0000-0000-000000000000'::uuid"
OF_PLACE = """e.company_id = l.company_id AND e.product = l.product_id
        AND e.warehouse = %(warehouse)s::uuid AND e.location = l.place AND e.batch = l.lot
        AND e.owner = {nil}"""
SINCE = """coalesce((SELECT sum(e.quantity) FROM ledger_stockentry e
        WHERE {of_place} AND e.occurred_at > {at}), 0)"""
MOVED = """({of}.last_at > {of}.first_at AND CASE WHEN g.serialized THEN EXISTS (
        SELECT FROM ledger_stockentry e WHERE e.company_id = l.company_id
          AND e.product = l.product_id AND e.warehouse = %(warehouse)s::uuid AND e.owner = {nil}
          AND e.occurred_at > {of}.first_at AND e.occurred_at <= {of}.last_at)
    ELSE EXISTS (SELECT FROM ledger_stockentry e WHERE {of_place}
          AND e.occurred_at > {of}.first_at AND e.occurred_at <= {of}.last_at) END)"""
"""Goods of a line came or went while somebody was counting it."""
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
    greatest(c.opinions, 1), c.first_at, c.last_at, c.who, c.began,
    CASE WHEN g.serialized THEN 0
         WHEN c.last_at IS NULL THEN l.now ELSE l.now - {since_at} END,
    coalesce(CASE WHEN %(two)s::boolean AND l.round = 1 THEN c.moved ELSE {moved} END, false),
    w.cost
FROM lines l
JOIN masters_product g ON g.company_id = l.company_id AND g.id = l.product_id
JOIN masters_unit u ON u.company_id = g.company_id AND u.id = g.unit_id
LEFT JOIN masters_location o ON o.company_id = l.company_id AND o.id = l.location_id
CROSS JOIN LATERAL (
    SELECT count(*) AS people, sum(p.quantity) AS quantity, min(p.first_at) AS first_at,
        max(p.last_at) AS last_at, array_agg(p.by ORDER BY p.by) AS who,
        array_agg(p.first_at ORDER BY p.by) AS began,
        (array_agg(p.quantity ORDER BY p.last_at DESC NULLS LAST))[1] AS last_said,
        bool_or(%(two)s::boolean AND l.round = 1 AND {moved_each}) AS moved,
        count(DISTINCT CASE WHEN %(two)s::boolean AND l.round = 1
            THEN p.quantity - l.now + {since_last} END) AS opinions
    FROM (SELECT t.by, sum(t.quantity) AS quantity,
              min(t.counted_at) FILTER (WHERE t.quantity >= 0) AS first_at,
              max(t.counted_at) FILTER (WHERE t.quantity >= 0) AS last_at
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
""".replace("{moved_each}", MOVED.replace("{of}", "p"))
    .replace("{moved}", MOVED.replace("{of}", "c"))
    .replace("{since_last}", SINCE.replace("{at}", "p.last_at"))
    .replace("{since_at}", SINCE.replace("{at}", "c.last_at"))
    .replace("{of_place}", OF_PLACE)
    .replace("{nil}", NIL)
)
"""`l.now` less what came after a moment is what there was then; two who counted at different times
agree when their differences do. Tallies and balances are looked up line by line: what was listed a
moment ago is not in the planner's statistics yet."""


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
    began: list[datetime | None] | None
    """When each of them counted first."""
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
    elsewhere: list[str] = field(default_factory=list[str])
    """Found here, and by the books a piece of ours in another place: number and place."""
    must_recount: bool = False
    must_accept: bool = False
    """It differs, and goods moved while it was being counted: nobody can tell those from these."""
    to_post: list[str] = field(default_factory=list[str])
    looked_at: list[UUID] = field(default_factory=list[UUID])
    """Of pieces: the numbers that are there by this count, and the pieces that it is about."""

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
        one.must_accept = _must_accept(one)
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


def _must_accept(one: Figure) -> bool:
    """Pieces are each judged by their own scan; quantities have no such mark."""
    if one.serialized or one.must_recount or one.counted is None:
        return False
    return one.moved and one.differs


def _count_pieces(plan: Any, found: Sequence[Figure]) -> None:
    """Of goods with serial numbers: which were found, which are missing, which are too many."""
    if not found:
        return
    pieces = Pieces(plan, [one.product for one in found])
    for one in found:
        if one.first_at is None:
            _take_for_missing(one, pieces.expected(one.product, one.pieces))
            continue
        numbers = pieces.together(one.id)
        judged = pieces.judge(one.product, numbers, one.first_at, one.pieces)
        each, opinions = pieces.by_each(one.id), set[Any]()
        for by, since in zip(one.who or (), one.began or (), strict=True):
            own = pieces.judge(one.product, each.get(by, {}), since or one.first_at, one.pieces)
            opinions.add(count_pieces.differences(own))
        one.opinions, one.serials = len(opinions), judged.serials
        _say(one, judged.found, judged.missing, judged.surplus)
        one.counted = ONE * len(judged.serials)
        one.book = one.counted + len(judged.missing) - len(judged.surplus)


def _take_for_missing(one: Figure, expected: Sequence[Lying]) -> None:
    """Nobody counted it: what there is by the books now, and all of it is missing, if whoever
    approves takes it for empty."""
    one.book = ONE * len(expected)
    one.looked_at = [each.key for each in expected]


def _say(
    one: Figure, here: Sequence[Lying], missing: Sequence[Lying], surplus: Sequence[Seen]
) -> None:
    one.missing = [each.number for each in missing]
    one.surplus = [each.called for each in surplus]
    one.elsewhere = [f"{each.called} {each.elsewhere}" for each in surplus if each.elsewhere]
    one.to_post = [*(each.number for each in here), *one.surplus]
    one.looked_at = [each.key for each in (*here, *missing)]
