"""What a part of a correction reads of its cause, and writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import new_id
from huolang.ledger import changes, journal, layers, writing
from huolang.ledger.changes import Correction
from huolang.ledger.methods import Stock
from huolang.ledger.posting import Source
from huolang.ledger.rows import QUANTITY_DIGITS, amount
from huolang.ledger.writing import Writing

REASON = "deferred"
CAUSE = """
SELECT h.form, h.record, h.number, h.occurred_on, h.occurred_at, h.by, c.digits, c.currency,
       1 + coalesce((SELECT max(r.revision) FROM ledger_postinghead r
                     WHERE r.company_id = h.company_id AND r.form = h.form
                       AND r.record = h.record AND r.kind = 'correction'), 0)
FROM ledger_deferral d
JOIN ledger_postinghead h ON h.company_id = d.company_id AND h.no = d.no
JOIN kernel_company c ON c.id = d.company_id
WHERE d.company_id = %s::bigint AND d.done_no IS NULL ORDER BY d.no LIMIT 1
"""
MOVE = """
UPDATE ledger_costpool p
SET value = p.value + k.more, provisional_from = k.mark,
    known_quantity = coalesce(k.known_quantity, p.known_quantity),
    known_value = coalesce(k.known_value, p.known_value)
FROM (VALUES {rows}) AS k(id, more, mark, known_quantity, known_value)
WHERE p.company_id = %s::bigint AND p.id = k.id
"""
MOVED = "(%s::uuid, %s::numeric, %s::timestamptz, %s::numeric, %s::numeric)"
FORGET = "DELETE FROM ledger_poolbefore WHERE company_id = %s::bigint AND pool = ANY(%s::uuid[])"
KEEP = """
INSERT INTO ledger_poolbefore (company_id, id, pool, at, quantity, value, known_quantity,
    known_value)
VALUES {rows}
"""
KEPT = (
    "(%s::bigint, %s::uuid, %s::uuid, %s::timestamptz, %s::numeric, %s::numeric, %s::numeric,"
    " %s::numeric)"
)
DONE = """
UPDATE ledger_deferral d SET done_no = b.last_no FROM kernel_bookhead b
WHERE d.company_id = %s::bigint AND d.done_no IS NULL AND b.company_id = d.company_id
  AND NOT EXISTS (SELECT FROM ledger_costpool p
                  WHERE p.company_id = d.company_id AND p.provisional_from IS NOT NULL)
"""
"""One statement: what others leave meanwhile is either seen with its marks, or not at all."""
LEFT = """
SELECT coalesce(sum(c.n), 0)::bigint, count(*) FROM ledger_costpool p
CROSS JOIN LATERAL (SELECT count(*) AS n FROM ledger_stockentry e
    WHERE e.company_id = p.company_id AND e.pool = p.id
      AND e.occurred_at >= p.provisional_from) c
WHERE p.company_id = %s::bigint AND p.provisional_from IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Cause:
    """The first document whose correction is not done: what is corrected is told as its doing."""

    form: str
    record: UUID
    number: str
    occurred_on: date
    occurred_at: datetime
    by: UUID | None
    digits: int
    currency: str
    revision: int
    """Of the next correction in its name."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a part came to."""

    corrections: list[Correction]
    worth: dict[UUID, Decimal]
    """What pools are worth more."""
    done: dict[UUID, Stock]
    """Pools that are right now."""
    marks: dict[UUID, datetime]
    """Pools that are provisional from then on."""
    before: dict[UUID, Stock]
    """Their states there, where the part came so far."""
    layers: layers.Kept
    digits: int


def cause() -> Cause | None:
    row = sql.run(CAUSE, [current_id()]).fetchone()
    return Cause(*row) if row else None


def left() -> tuple[int, bool]:
    """How many entries are still to be costed, and whether any pool is provisional."""
    entries, pools = sql.run(LEFT, [current_id()]).fetchall()[0]
    return entries, pools > 0


def write(cause: Cause, part: Corrected) -> None:
    """Move the pools and their marks, and append what corrects the entries."""
    _move(part)
    changes.recognise(part.corrections)
    if part.corrections:
        source = Source(form=cause.form, record=cause.record, revision=cause.revision, by=cause.by)
        told = cause.number, cause.occurred_on, cause.occurred_at
        own = (("correction", cause.occurred_on, ()),)  # it moves no goods itself
        months = journal.by_month(part.corrections, cause.currency)
        written = writing.record(Writing(source, "correction", *told), (), [*own, *months], None)
        writing.adjustments(written, part.corrections, REASON)
    no = 0  # layers are those of entries that are there
    layers.write(part.layers, (), no=no, occurred_at=cause.occurred_at, digits=part.digits)
    sql.run(DONE, [current_id()])


def _move(part: Corrected) -> None:
    company = current_id()
    rows: list[tuple[Any, ...]] = []
    for pool in sorted({*part.worth, *part.done, *part.marks}):
        state = part.done.get(pool)
        known = (None, None) if state is None else _figures(state, part.digits)[2:]
        rows.append((pool, part.worth.get(pool, Decimal(0)), part.marks.get(pool), *known))
    sql.run_rows(MOVE, MOVED, rows, after=[company])
    sql.run(FORGET, [company, sql.array([*part.done, *part.before])])
    kept = [
        (company, new_id(), pool, part.marks[pool], *_figures(state, part.digits))
        for pool, state in part.before.items()
    ]
    sql.run_rows(KEEP, KEPT, kept)


def _figures(state: Stock, digits: int) -> tuple[Decimal, ...]:
    return (
        amount(state.quantity, QUANTITY_DIGITS),
        amount(state.value, digits),
        amount(state.known_quantity, QUANTITY_DIGITS),
        amount(state.known_value, digits),
    )
