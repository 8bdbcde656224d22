"""The last statements of a posting: partner balances, its number in the books, its rows.

What every posting of a company shares (partner balances, `BookHead`) is touched here and not
before, so that it stays locked for a moment only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL, new_id
from huolang.ledger.journal import Leg
from huolang.ledger.posting import Due, Posting, Source
from huolang.ledger.rows import Row
from huolang.ledger.values import Correction

BALANCES = """
INSERT INTO ledger_accountbalance AS b
    (company_id, account_id, partner, currency, amount, base_amount)
SELECT %s::bigint, coalesce(v.account, r.account_id), v.partner, v.currency, sum(v.amount),
       sum(v.base)
FROM (VALUES {rows}) AS v(role, account_set, account, partner, currency, amount, base)
LEFT JOIN ledger_accountrole r
    ON r.company_id = %s::bigint AND r.role = v.role AND r.account_set = v.account_set
JOIN ledger_account a ON a.company_id = %s::bigint AND a.id = coalesce(v.account, r.account_id)
WHERE a.with_partner
GROUP BY 2, 3, 4 ORDER BY 2, 3, 4
ON CONFLICT (company_id, account_id, partner, currency) DO UPDATE
SET amount = b.amount + excluded.amount, base_amount = b.base_amount + excluded.base_amount
"""
NO_BALANCES = "WITH balances AS (SELECT), "
WITH_BALANCES = "WITH balances AS (" + BALANCES + "RETURNING 1), "
"""Reading `balances` first makes sure that they are locked before the head of the books."""
BALANCE = "(%s::text, %s::text, %s::uuid, %s::uuid, %s::text, %s::numeric, %s::numeric)"
HEAD = """
head AS (
    UPDATE kernel_bookhead SET last_no = last_no + 1
    WHERE company_id = %s::bigint AND (SELECT count(*) FROM balances) >= 0
    RETURNING last_no AS no, clock_timestamp() AS at),
posting AS (
    INSERT INTO ledger_postinghead (company_id, id, no, form, record, revision, kind, number,
        occurred_on, occurred_at, recorded_at, by, reverses)
    SELECT %s::bigint, %s::uuid, head.no, %s, %s::uuid, %s::int, %s, %s, %s::date,
           %s::timestamptz, head.at, %s::uuid, %s::bigint FROM head)
SELECT no, at FROM head
"""
ENTRIES = """
INSERT INTO ledger_stockentry (company_id, no, recorded_at, form, record, occurred_on,
    occurred_at, id, seq, line, product, warehouse, location, batch, owner, serial_id, partner,
    quantity, second_quantity, cost, pool, valuation, counter, follows, flow, weight, reverses)
SELECT %s::bigint, %s::bigint, %s::timestamptz, %s, %s::uuid, %s::date, %s::timestamptz, v.*
FROM (VALUES {rows}) AS v
"""
ENTRY = (
    "(%s::uuid, %s::int, %s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::uuid,"
    " %s::uuid, %s::numeric, %s::numeric, %s::numeric, %s::uuid, %s, %s, %s::uuid,"
    " %s::smallint, %s::numeric, %s::uuid)"
)
JOURNAL = """
WITH heads AS (
    INSERT INTO ledger_journalentry (company_id, no, recorded_at, form, record, number, id, seq,
        kind, occurred_on)
    SELECT %s::bigint, %s::bigint, %s::timestamptz, %s, %s::uuid, %s, k.*
    FROM unnest(%s::uuid[], %s::smallint[], %s::text[], %s::date[]) AS k)
"""
LINES = """
INSERT INTO ledger_journalline (company_id, no, id, entry, seq, account_id, partner, occurred_on,
    currency, rate, amount, base_amount)
SELECT %s::bigint, %s::bigint, v.id, v.entry, v.seq, coalesce(v.account, r.account_id),
       CASE WHEN a.with_partner THEN v.partner END, v.day, v.currency, v.rate, v.amount, v.base
FROM (VALUES {rows})
    AS v(id, entry, seq, role, account_set, account, partner, day, currency, rate, amount, base)
LEFT JOIN ledger_accountrole r
    ON r.company_id = %s::bigint AND r.role = v.role AND r.account_set = v.account_set
JOIN ledger_account a ON a.company_id = %s::bigint AND a.id = coalesce(v.account, r.account_id)
RETURNING 1
"""
LINE = (
    "(%s::uuid, %s::uuid, %s::int, %s::text, %s::text, %s::uuid, %s::uuid, %s::date,"
    " %s::text, %s::numeric, %s::numeric, %s::numeric)"
)
OPEN = """
WITH opened AS (
    INSERT INTO ledger_openitem (company_id, id, kind, partner, role, form, record, revision,
        line, number, occurred_on, due_on, currency, rate, net, tax, total, "left", on_account)
    SELECT %s::bigint, v.* FROM (VALUES {rows}) AS v
    RETURNING id, "left", on_account)
INSERT INTO ledger_openitementry (company_id, id, item, no, kind, role, amount, on_account,
    occurred_on, recorded_at)
SELECT %s::bigint, gen_random_uuid(), id, %s::bigint, 'open', '', "left", on_account, %s::date,
       %s::timestamptz FROM opened
"""
OPEN_ROW = (
    "(%s::uuid, %s, %s::uuid, %s, %s, %s::uuid, %s::int, %s::uuid, %s, %s::date, %s::date, %s,"
    " %s::numeric, %s::numeric, %s::numeric, %s::numeric, %s::numeric, %s::numeric)"
)
ADJUST = """
INSERT INTO ledger_costadjustment (company_id, no, recorded_at, form, record, reason, id, entry,
    pool, product, amount, recognised_on)
SELECT %s::bigint, %s::bigint, %s::timestamptz, %s, %s::uuid, %s, v.* FROM (VALUES {rows}) AS v
"""
ADJUST_ROW = "(%s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::numeric, %s::date)"


class MissingAccount(RuntimeError):
    """A role has no account in this company's chart: the chart was not seeded, a bug."""


@dataclass(frozen=True, slots=True)
class Writing:
    """One posting being written: who, when, and its number in the books once it is taken."""

    source: Source
    kind: str
    number: str
    occurred_on: date
    occurred_at: datetime
    reverses: int | None = None
    no: int = 0
    recorded_at: datetime | None = None


def head(writing: Writing, legs: Sequence[Leg]) -> tuple[int, datetime]:
    """Move the balances of partner accounts, in key order, and take the next number of the books.

    Every other posting of the company waits from here on until the transaction ends.
    """
    company, source = current_id(), writing.source
    balances = [
        (leg.role, leg.account_set, leg.account, leg.partner, leg.currency, leg.amount, leg.base)
        for leg in legs
        if leg.partner is not None
    ]
    rest, last = balances[: -sql.CHUNK], balances[-sql.CHUNK :]
    if rest:
        sql.run_rows(BALANCES, BALANCE, rest, before=[company], after=[company, company])
    parameters = [
        company,
        company,
        new_id(),
        source.form,
        source.record,
        source.revision,
        writing.kind,
        writing.number,
        writing.occurred_on,
        writing.occurred_at,
        source.by,
        writing.reverses,
    ]
    if last:
        statement, both = WITH_BALANCES + HEAD, [company, company, *parameters]
        found = sql.run_rows(statement, BALANCE, last, before=[company], after=both)
    else:
        found = sql.run(NO_BALANCES + HEAD, parameters).fetchall()
    if not found:
        raise RuntimeError(f"company {company} has no book head")
    return found[0][0], found[0][1]


def entries(writing: Writing, rows: Sequence[Row]) -> None:
    """Append the stock entries."""
    values = [
        (
            row.id,
            seq,
            row.line,
            *row.place,
            row.serial,
            row.partner,
            row.quantity,
            row.second_quantity,
            row.cost,
            row.pool.id if row.pool else NIL,
            row.valuation,
            row.counter,
            row.follows,
            row.flow,
            row.weight,
            row.reverses,
        )
        for seq, row in enumerate(rows, 1)
    ]
    before = [
        *_stamp(writing),
        writing.source.form,
        writing.source.record,
        writing.occurred_on,
        writing.occurred_at,
    ]
    sql.run_rows(ENTRIES, ENTRY, values, before=before)


def journal(writing: Writing, groups: Sequence[tuple[str, date, Sequence[Leg]]]) -> None:
    """Append one journal entry per group (kind, day, legs), and all their lines."""
    heads: list[tuple[Any, ...]] = []
    lines: list[tuple[Any, ...]] = []
    for seq, (kind, day, legs) in enumerate(groups):
        if not legs:
            continue  # goods without value; `seq` 0 stays the posting's own entry
        key = new_id()
        heads.append((key, seq, kind, day))
        lines.extend(_lines(key, legs))
    if not lines:
        return
    company, source = current_id(), writing.source
    stamp = [*_stamp(writing), source.form, source.record, writing.number]
    arrays = [sql.array(head[i] for head in heads) for i in range(4)]
    own, after = [company, writing.no], [company, company]
    first, rest = lines[: sql.CHUNK], lines[sql.CHUNK :]
    before = [*stamp, *arrays, *own]
    written = sql.run_rows(JOURNAL + LINES, LINE, first, before=before, after=after)
    written += sql.run_rows(LINES, LINE, rest, before=own, after=after)
    if len(written) != len(lines):
        raise MissingAccount(sorted({line[3] for line in lines}))


def open_items(writing: Writing, posting: Posting) -> None:
    """Open what the partner owes or is owed."""
    if not posting.dues:
        return
    company = current_id()
    rows = [open_row(writing, posting, due) for due in posting.dues]
    after = [company, writing.no, writing.occurred_on, writing.recorded_at]
    sql.run_rows(OPEN, OPEN_ROW, rows, before=[company], after=after)


def adjustments(
    writing: Writing, corrections: Sequence[Correction], days: dict[UUID, date], reason: str
) -> None:
    """Append what corrects the cost of earlier entries."""
    rows = [(new_id(), c.entry, c.pool, c.product, c.amount, days[c.entry]) for c in corrections]
    before = [*_stamp(writing), writing.source.form, writing.source.record, reason]
    sql.run_rows(ADJUST, ADJUST_ROW, rows, before=before)


def _stamp(writing: Writing) -> tuple[Any, ...]:
    return current_id(), writing.no, writing.recorded_at


def _lines(entry: UUID, legs: Sequence[Leg]) -> list[tuple[Any, ...]]:
    return [
        (
            new_id(),
            entry,
            seq,
            leg.role,
            leg.account_set,
            leg.account,
            leg.partner,
            leg.day,
            leg.currency,
            leg.rate,
            leg.amount,
            leg.base,
        )
        for seq, leg in enumerate(legs, 1)
    ]


def open_row(writing: Writing, posting: Posting, due: Due) -> tuple[Any, ...]:
    source = writing.source
    return (
        new_id(),
        due.kind,
        due.partner,
        due.account,
        source.form,
        source.record,
        source.revision,
        due.line,
        due.number or writing.number,
        due.dated or writing.occurred_on,
        due.due_on,
        posting.currency,
        posting.rate,
        due.net,
        due.tax,
        due.total,
        due.total,
        due.on_account,
    )
