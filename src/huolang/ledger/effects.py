"""更正影响: what a document changed, or would change, in the cost of entries that are not its own.

The same figures and rows come from what is foreseen and from what was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.ledger.foreseeing import Foreseen
from huolang.ledger.reading import Entry

FORESEEN = """
SELECT k.entry, k.amount, k.variance, k.recognised_on, 0::bigint AS no, NULL::text AS form,
       NULL::uuid AS record
FROM unnest(%s::uuid[], %s::numeric[], %s::numeric[], %s::date[])
    AS k(entry, amount, variance, recognised_on)
"""
CHANGED = """
SELECT a.entry, a.amount, a.variance, a.recognised_on, a.no, a.form, a.record
FROM (SELECT no FROM ledger_postinghead
      WHERE company_id = %s::bigint AND form = %s AND record = %s::uuid
      UNION
      SELECT c.no FROM ledger_postinghead h
      JOIN ledger_deferral d ON d.company_id = h.company_id AND d.no = h.no
      JOIN ledger_postinghead c ON c.company_id = d.company_id AND c.kind = 'correction'
          AND c.no > d.no AND c.no <= coalesce(d.done_no, c.no)
      WHERE h.company_id = %s::bigint AND h.form = %s AND h.record = %s::uuid) h
JOIN ledger_costadjustment a ON a.company_id = %s::bigint AND a.no = h.no
"""
"""Also what a job corrected for it, and for whatever came together with it."""
DEFERRED = """
SELECT EXISTS (SELECT FROM ledger_postinghead h
    JOIN ledger_deferral d ON d.company_id = h.company_id AND d.no = h.no AND d.done_no IS NULL
    WHERE h.company_id = %s::bigint AND h.form = %s AND h.record = %s::uuid)
"""
CHANGED_BY = """
SELECT a.entry, a.amount, a.variance, a.recognised_on, a.no, a.form, a.record
FROM ledger_postinghead h
JOIN ledger_stockentry s ON s.company_id = h.company_id AND s.no = h.no
JOIN ledger_costadjustment a ON a.company_id = h.company_id AND a.entry = s.id
WHERE h.company_id = %s::bigint AND h.form = %s AND h.record = %s::uuid
"""
SUMMARY = """
SELECT count(DISTINCT c.entry), count(DISTINCT c.entry) FILTER (WHERE b.bought),
       count(DISTINCT (e.form, e.record)),
       count(DISTINCT e.product),
       coalesce(-sum(c.amount + c.variance) FILTER (WHERE NOT b.bought), 0),
       coalesce(sum(c.amount + c.variance) FILTER (WHERE b.bought), 0),
       coalesce(sum(c.amount), 0), coalesce(sum(c.variance), 0),
       count(DISTINCT c.entry) FILTER (WHERE f.forward),
       coalesce(-sum(c.amount + c.variance) FILTER (WHERE f.forward AND NOT b.bought), 0),
       coalesce(sum(c.amount + c.variance) FILTER (WHERE f.forward AND b.bought), 0),
       min(c.recognised_on) FILTER (WHERE f.forward)
FROM ({source}) c
JOIN ledger_stockentry e ON e.company_id = %s::bigint AND e.id = c.entry
CROSS JOIN LATERAL (SELECT e.quantity > 0 AND e.valuation = 'given' AS bought) b
CROSS JOIN LATERAL (SELECT c.recognised_on <> e.occurred_on AS forward) f
"""
ROWS = """
SELECT e.id, e.no, e.seq, e.occurred_at, e.recorded_at, e.form, e.record, h.number, h.kind,
       e.product, e.warehouse, e.quantity, e.cost, coalesce(a.amount, 0), e.counter, e.line,
       c.amount, c.variance, c.recognised_on, c.recognised_on <> e.occurred_on,
       c.no, c.form, c.record, p.number, p.kind
FROM ({source}) c
JOIN ledger_stockentry e ON e.company_id = %s::bigint AND e.id = c.entry
JOIN ledger_postinghead h ON h.company_id = e.company_id AND h.no = e.no
LEFT JOIN ledger_postinghead p ON p.company_id = e.company_id AND p.no = c.no
LEFT JOIN LATERAL (SELECT sum(a.amount) AS amount FROM ledger_costadjustment a
    WHERE a.company_id = e.company_id AND a.entry = e.id) a ON true
WHERE %s::bigint IS NULL
   OR (c.no, e.occurred_at, e.no, e.seq) > (%s::bigint, %s::timestamptz, %s::bigint, %s::int)
ORDER BY c.no, e.occurred_at, e.no, e.seq LIMIT %s::int
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """`receipts` of the `entries` came in at a value of their own. `issued`: what went out, less
    what came back, costs so much more. `received`: what came in cost so much more. `stock`: what
    lies in stock is worth so much more; what a standard leaves of it is `variance`. `later_*` of it
    belongs to closed months, and counts from `later_on` on.
    """

    entries: int
    receipts: int
    documents: int
    products: int
    issued: Decimal
    received: Decimal
    stock: Decimal
    variance: Decimal
    later_entries: int
    later_issued: Decimal
    later_received: Decimal
    later_on: date | None


@dataclass(frozen=True, slots=True)
class Effect:
    """`amount` is added to the cost of `entry` by posting `no` of a document, and with `variance`
    to what it brought; 0 is not made yet."""

    entry: Entry
    amount: Decimal
    variance: Decimal
    recognised_on: date
    forward: bool
    no: int
    form: str | None
    record: UUID | None
    number: str | None
    kind: str | None


Mark = tuple[int, datetime, int, int]
"""Posting, and the place in time of the entry."""


@dataclass(frozen=True, slots=True)
class Source:
    """Corrections: those that a document made, those made to its entries, or foreseen ones."""

    statement: str
    parameters: tuple[Any, ...]


def changed_by_document(form: str, record: UUID) -> Source:
    document = (current_id(), form, record)
    return Source(CHANGED, (*document, *document, current_id()))


def is_deferred(form: str, record: UUID) -> bool:
    """Does a job still correct what the document changed?"""
    row = sql.run(DEFERRED, [current_id(), form, record]).fetchone()
    return bool(row and row[0])


def changed_in_document(form: str, record: UUID) -> Source:
    return Source(CHANGED_BY, (current_id(), form, record))


def foreseen(corrections: Sequence[Foreseen]) -> Source:
    columns = (
        sql.array(one.entry for one in corrections),
        sql.array(one.amount for one in corrections),
        sql.array(one.variance for one in corrections),
        sql.array(one.recognised_on for one in corrections),
    )
    return Source(FORESEEN, columns)


def summary(source: Source) -> Summary:
    statement = SUMMARY.replace("{source}", source.statement)
    return Summary(*sql.run(statement, [*source.parameters, current_id()]).fetchall()[0])


def page(
    source: Source, *, limit: int, after: Mark | None = None
) -> tuple[list[Effect], Mark | None]:
    """Corrections in the order in which they were made and, of one posting, in time order."""
    statement = ROWS.replace("{source}", source.statement)
    mark = after or (None, None, None, None)
    parameters = [*source.parameters, current_id(), mark[0], *mark, limit + 1]
    found = sql.run(statement, parameters).fetchall()
    effects = [_effect(row) for row in found[:limit]]
    if len(found) <= limit:
        return effects, None
    last = effects[-1]
    return effects, (last.no, last.entry.occurred_at, last.entry.no, last.entry.seq)


def _effect(row: Sequence[Any]) -> Effect:
    return Effect(Entry(*row[:16]), *row[16:])
