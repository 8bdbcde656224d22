"""核销: open items that a posting settles, invoices, or takes back. All of them are locked in key
order after the cost pools and before what every posting of the company shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import new_id
from huolang.kernel.listing import listed
from huolang.kernel.refusals import BusinessError, Several
from huolang.ledger.posting import RECEIVED_NOT_INVOICED, Posting, Settle
from huolang.ledger.refusals import (
    ItemOfAnother,
    NoSuchItem,
    NothingToInvoice,
    NotSoMuchLeft,
    SettledAlready,
)

ZERO = Decimal(0)
OPENED, SETTLED, INVOICED, MIRRORED = "open", "settle", "invoice", "mirror"

LOCK = """
SELECT i.id, i.kind, i.partner, i.role, i.currency, i.rate, i."left", i.number, i.form, i.record
FROM ledger_openitem i
WHERE i.company_id = %s::bigint AND i.id IN (
    SELECT unnest(%s::uuid[])
    UNION
    SELECT o.id FROM unnest(%s::text[], %s::uuid[]) AS k(form, record)
    JOIN ledger_openitem o ON o.company_id = %s::bigint AND o.form = k.form
        AND o.record = k.record AND o.kind = 'payable' AND o.role = %s
    WHERE NOT EXISTS (
        SELECT FROM ledger_postinghead m WHERE m.company_id = o.company_id AND m.form = o.form
        AND m.record = o.record AND m.revision = o.revision AND m.kind = 'mirror'))
ORDER BY i.id FOR NO KEY UPDATE OF i
"""
"""Items by id, and the standing items of goods received and not yet invoiced by their document."""
CHANGE = """
WITH given AS (SELECT v.* FROM (VALUES {rows}) AS v(id, item, kind, role, amount, on_account)),
items AS (
    UPDATE ledger_openitem i SET "left" = i."left" + g.amount,
        on_account = i.on_account + g.on_account
    FROM (SELECT item, sum(amount) AS amount, sum(on_account) AS on_account FROM given
          GROUP BY item) g
    WHERE i.company_id = %s::bigint AND i.id = g.item)
INSERT INTO ledger_openitementry (company_id, id, item, kind, role, amount, on_account, no,
    occurred_on, recorded_at)
SELECT %s::bigint, g.*, %s::bigint, %s::date, %s::timestamptz FROM given g
"""
ROW = "(%s::uuid, %s::uuid, %s::text, %s::text, %s::numeric, %s::numeric)"
LOCK_TOUCHED = """
SELECT i.id, i.number, i."left", i.total FROM ledger_openitem i
WHERE i.company_id = %s::bigint AND i.id IN (
    SELECT e.item FROM ledger_openitementry e
    WHERE e.company_id = %s::bigint AND e.no = %s::bigint)
ORDER BY i.id FOR NO KEY UPDATE OF i
"""
WROTE = """
SELECT e.item, e.kind, e.role, e.amount, e.on_account FROM ledger_openitementry e
WHERE e.company_id = %s::bigint AND e.no = %s::bigint ORDER BY e.item, e.id
"""
SETTLED_BY = """
SELECT DISTINCT h.number FROM ledger_openitementry e
JOIN ledger_postinghead h ON h.company_id = e.company_id AND h.no = e.no
WHERE e.company_id = %s::bigint AND e.item = ANY(%s::uuid[]) AND e.kind = 'settle'
  AND NOT EXISTS (SELECT FROM ledger_postinghead m
                  WHERE m.company_id = h.company_id AND m.reverses = h.no)
ORDER BY h.number LIMIT 20
"""


@dataclass(frozen=True, slots=True)
class Item:
    """A locked open item."""

    id: UUID
    kind: str
    partner: UUID
    role: str
    currency: str
    rate: Decimal
    left: Decimal
    number: str
    form: str
    record: UUID


@dataclass(frozen=True, slots=True)
class Change:
    """What a posting adds to one item, on one account; `kind` says why."""

    item: UUID
    kind: str
    role: str
    amount: Decimal
    on_account: Decimal


def lock(posting: Posting) -> list[Change]:
    """Lock the items that `posting` settles or invoices; refuse what does not fit them."""
    if not (posting.settles or posting.invoiced):
        return []
    company = current_id()
    parameters = [
        company,
        sql.array({one.item for one in posting.settles}),
        sql.array(one.form for one in posting.invoiced),
        sql.array(one.record for one in posting.invoiced),
        company,
        RECEIVED_NOT_INVOICED,
    ]
    items = [Item(*row) for row in sql.run(LOCK, parameters).fetchall()]
    by_id = {item.id: item for item in items}
    changes: list[Change] = []
    errors: list[BusinessError] = []
    taken: dict[UUID, Decimal] = {}
    for one in posting.settles:
        item = by_id.get(one.item)
        wrong = _wrong(one, item, posting, taken)
        if wrong is not None or item is None:
            errors.append(wrong or NoSuchItem(field=one.field))
            continue
        role = "" if one.account == item.role else one.account
        changes.append(Change(item.id, SETTLED, role, -one.amount, one.on_account))
    Several.raise_any(errors)
    by_record = {(i.form, i.record): i for i in items if i.role == RECEIVED_NOT_INVOICED}
    for one in posting.invoiced:
        item = by_record.get((one.form, one.record))
        if item is None:
            if one.net or one.gross:
                raise NothingToInvoice(field="lines")
            continue
        changes.append(Change(item.id, INVOICED, "", ZERO, one.net))
        changes.append(Change(item.id, INVOICED, "payable", ZERO, -one.gross))
    return changes


def _wrong(
    one: Settle, item: Item | None, posting: Posting, taken: dict[UUID, Decimal]
) -> BusinessError | None:
    """Why `item` cannot be settled like this; `taken` sums up what the posting settles of each."""
    if item is None:
        return NoSuchItem(field=one.field)
    mine = (one.kind, one.partner, posting.currency)
    if (item.kind, item.partner, item.currency) != mine:
        return ItemOfAnother(field=one.field, number=item.number)
    before = taken.get(item.id, ZERO)
    taken[item.id] = before + one.amount
    left = item.left - before
    if not one.amount or (one.amount < 0) != (left < 0) or abs(one.amount) > abs(left):
        return NotSoMuchLeft(field=one.field, number=item.number, left=left, amount=one.amount)
    return None


def lock_mirror(no: int) -> list[Change]:
    """Lock the items that posting `no` opened or changed, and answer its changes turned round.

    Refuses when something else has settled what it opened: that goes first.
    """
    company = current_id()
    wrote = [Change(*row) for row in sql.run(WROTE, [company, no]).fetchall()]
    if not wrote:
        return []
    found = {row[0]: row for row in sql.run(LOCK_TOUCHED, [company, company, no]).fetchall()}
    opened = {change.item for change in wrote if change.kind == OPENED}
    settled = [item for item in opened if found[item][2] != found[item][3]]
    if settled:
        rows = sql.run(SETTLED_BY, [company, sql.array(settled)]).fetchall()
        raise SettledAlready(numbers=listed(row[0] for row in rows))
    return [Change(c.item, MIRRORED, c.role, -c.amount, -c.on_account) for c in wrote]


def write(changes: Sequence[Change], *, no: int, occurred_on: date, recorded_at: datetime) -> None:
    """Append what became of the items, and move what is left of them."""
    company = current_id()
    rows: list[tuple[Any, ...]] = [
        (new_id(), c.item, c.kind, c.role, c.amount, c.on_account) for c in changes
    ]
    after = [company, company, no, occurred_on, recorded_at]
    sql.run_rows(CHANGE, ROW, rows, after=after)
