"""Goods that come back: from which issue, at what part of its cost, and which other parts change.

The parts of an issue come back in time order and add up to its cost. A part that is put before
others, or taken away, changes the shares of those.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import Several
from huolang.ledger import costing
from huolang.ledger.quantities import LAST, NEVER
from huolang.ledger.refusals import ReturnBeforeIssue, ReturnsTooMuch
from huolang.ledger.rows import QUANTITY_DIGITS, Row, units

if TYPE_CHECKING:
    from huolang.ledger.later_entries import Later

ISSUES = """
SELECT e.line, e.batch, e.id, e.quantity, e.cost + coalesce(a.amount, 0), e.occurred_at,
       coalesce(r.standing, 0), coalesce(r.costed, 0), r.newest, e.pool, e.no
FROM ledger_stockentry e
LEFT JOIN LATERAL (SELECT sum(a.amount) AS amount FROM ledger_costadjustment a
    WHERE a.company_id = e.company_id AND a.entry = e.id) a ON true
LEFT JOIN LATERAL (
    SELECT sum(f.quantity) FILTER (WHERE m.id IS NULL) AS standing,
           sum(f.quantity) FILTER (WHERE m.id IS NULL OR m.valuation <> 'mirror') AS costed,
           max(f.occurred_at) AS newest
    FROM ledger_stockentry f
    LEFT JOIN ledger_stockentry m ON m.company_id = f.company_id AND m.reverses = f.id
    WHERE f.company_id = e.company_id AND f.follows = e.id AND f.reverses IS NULL) r ON true
WHERE e.company_id = %s::bigint AND e.line = ANY(%s::uuid[]) AND e.quantity < 0
  AND e.reverses IS NULL
  AND NOT EXISTS (SELECT FROM ledger_stockentry m
                  WHERE m.company_id = e.company_id AND m.reverses = e.id)
"""
"""What was taken back as something new no longer counts as returned, but has had its part of the
cost."""
SIBLINGS = """
SELECT f.pool, f.occurred_at, f.no FROM ledger_stockentry f
WHERE f.company_id = %s::bigint AND f.follows = ANY(%s::uuid[])
  AND (f.occurred_at, f.no) > (%s::timestamptz, %s::bigint)
"""
PARTS = """
SELECT f.follows, f.id, f.pool, f.occurred_at, f.no FROM ledger_stockentry f
WHERE f.company_id = %s::bigint AND f.follows = ANY(%s::uuid[])
  AND (f.occurred_at, f.no) <= (%s::timestamptz, %s::bigint)
"""
RETURNED_BEFORE = """
SELECT t.id, t.quantity, t.cost + coalesce(a.amount, 0), coalesce(r.quantity, 0), t.pool,
       t.occurred_at, t.no, i.allow_negative
FROM ledger_stockentry t
JOIN ledger_item i ON i.company_id = t.company_id AND i.id = t.product
LEFT JOIN LATERAL (SELECT sum(a.amount) AS amount FROM ledger_costadjustment a
    WHERE a.company_id = t.company_id AND a.entry = t.id) a ON true
LEFT JOIN LATERAL (SELECT sum(f.quantity) AS quantity FROM ledger_stockentry f
    WHERE f.company_id = t.company_id AND f.follows = t.id AND f.reverses IS NULL
      AND f.id <> ALL(%s::uuid[]) AND (f.occurred_at, f.no) <= (%s::timestamptz, %s::bigint)
      AND NOT EXISTS (SELECT FROM ledger_stockentry m WHERE m.company_id = f.company_id
                      AND m.reverses = f.id AND m.valuation = 'mirror')) r ON true
WHERE t.company_id = %s::bigint AND t.id = ANY(%s::uuid[])
"""
Start = tuple[datetime, int]
Issue = tuple[UUID, Decimal, Decimal, datetime, Decimal, Decimal, datetime | None, UUID, int]
"""entry, quantity, cost today, occurred at, quantity returned so far, how much of it was costed,
when the newest return was, its pool and its number in the books"""


def link(
    rows: Sequence[Row], occurred_at: datetime, digits: int
) -> tuple[dict[UUID, costing.Followed], dict[UUID, Start]]:
    """Find the issues that returns follow; refuse to bring back more than went out.

    Answers the issues, and the pools in which other parts of them came back later, or in which an
    issue that may have left without stock has to be costed up to the moment of the return.
    """
    lines = {row.follows_line for row in rows if row.follows_line is not None}
    if not lines:
        return {}, {}
    found = sql.run(ISSUES, [current_id(), sql.array(lines)]).fetchall()
    issues: dict[tuple[UUID | None, UUID], Issue] = {(row[0], row[1]): row[2:] for row in found}
    followed: dict[UUID, costing.Followed] = {}
    taken: dict[UUID, Decimal] = {}
    shared: set[UUID] = set()
    short: dict[UUID, Start] = {}
    errors: list[Any] = []
    for row in rows:
        issue = issues.get((row.follows_line, row.place[3]))
        if issue is None:
            row.valuation = costing.POOL if row.follows_line else row.valuation
            continue
        entry, quantity, cost, at, returned, costed, newest, pool, no = issue
        taken[entry] = taken.get(entry, returned) + row.quantity
        if at > occurred_at:
            errors.append(ReturnBeforeIssue(field="date"))
        elif taken[entry] > -quantity:
            before = taken[entry] - row.quantity
            facts_of = {"issued": -quantity, "returned": before}
            errors.append(
                ReturnsTooMuch(field=row.field, product=row.name, quantity=row.quantity, **facts_of)
            )
        row.follows = entry
        followed[entry] = _followed((quantity, cost, costed), digits)
        if newest is not None and newest > occurred_at:
            shared.add(entry)
        if row.policy.allow_negative:
            begin(short, [(pool, at, no)])
    Several.raise_any(errors)
    return followed, earliest(siblings(shared, occurred_at), short)


def siblings(issues: Iterable[UUID], at: datetime, no: int = LAST) -> dict[UUID, Start]:
    """Where other parts of `issues` came back after a moment: their shares change with the part
    that is now put before them, or taken away."""
    starts: dict[UUID, Start] = {}
    issues = list(issues)
    if issues:
        found = sql.run(SIBLINGS, [current_id(), sql.array(issues), at, no]).fetchall()
        begin(starts, found)
    return starts


def _followed(row: Sequence[Any], digits: int) -> costing.Followed:
    """From quantity, cost today and quantity returned so far."""
    quantity, cost, returned = row
    return costing.Followed(
        units(quantity, QUANTITY_DIGITS), units(cost, digits), units(returned, QUANTITY_DIGITS)
    )


def origins(
    later: Sequence[Later],
    undone: Sequence[costing.Line],
    followed: dict[UUID, costing.Followed],
    digits: int,
    end: Start = (NEVER, LAST),
) -> tuple[dict[UUID, costing.Followed], list[tuple[UUID, datetime, int]]]:
    """Issues before the replayed entries that some of those, or new ones, return.

    Their parts among the replayed entries, and those that are undone, are still to come back.
    Answers also what has to be costed anew with them, up to `end`: the other parts of replayed
    issues, those that come back after a replayed part, and issues that may have left without stock
    (what these cost when their goods came back is known only then).
    """
    first: dict[UUID, datetime] = {}
    for entry in later:
        if entry.follows is not None:
            first.setdefault(entry.follows, entry.occurred_at)
    wanted = first.keys() | set(followed)
    if not wanted:
        return {}, []
    loaded = {line.id for line in later}
    costed = loaded | {line.id for line in undone}
    inside = wanted & loaded
    parts = sql.array(first.keys() | inside)
    found = sql.run(PARTS, [current_id(), parts, *end]).fetchall() if first or inside else []
    more = [
        (pool, at, no)
        for issue, part, pool, at, no in found
        if part not in loaded and (issue in inside or at >= first[issue])
    ]
    wanted -= inside
    if not wanted:
        return {}, more
    parameters = [sql.array(costed), *end, current_id(), sql.array(wanted)]
    found = sql.run(RETURNED_BEFORE, parameters).fetchall()
    more += [(row[4], row[5], row[6]) for row in found if row[7]]
    return {row[0]: _followed(row[1:4], digits) for row in found}, more


def begin(starts: dict[UUID, Start], entries: Iterable[tuple[UUID, datetime, int]]) -> bool:
    """Let the replay of each pool begin with these entries, if it begins later; did any?"""
    earlier = False
    for pool, at, no in entries:
        start = (at, no - 1)
        if pool not in starts or start < starts[pool]:
            starts[pool] = start
            earlier = True
    return earlier


def earliest(*known: Mapping[UUID, Start]) -> dict[UUID, Start]:
    """Where each pool is costed anew from, when several reasons ask for it."""
    starts: dict[UUID, Start] = {}
    for one in known:
        begin(starts, [(pool, at, no + 1) for pool, (at, no) in one.items()])
    return starts
