"""The last statements of a posting: partner balances, its number in the books, its rows.

What every posting of a company shares (partner balances, `BookHead`) is touched here and not
before, so that it stays locked for a moment only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL, new_id
from huolang.ledger.changes import Correction
from huolang.ledger.journal import Leg
from huolang.ledger.posting import Due, Posting, Source
from huolang.ledger.rows import Row

RECORD = """
WITH legs AS MATERIALIZED (
    SELECT v.*, coalesce(v.account, r.account_id) AS account_id, a.with_partner
    FROM json_to_recordset(%(legs)s::json) AS v(id uuid, entry uuid, seq int, role text,
        account_set text, account uuid, partner uuid, day date, currency text, rate numeric,
        amount numeric, base numeric)
    LEFT JOIN ledger_accountrole r ON r.company_id = %(company)s::bigint AND r.role = v.role
        AND r.account_set = v.account_set
    JOIN ledger_account a ON a.company_id = %(company)s::bigint
        AND a.id = coalesce(v.account, r.account_id)),
balances AS (
    INSERT INTO ledger_accountbalance AS b
        (company_id, account_id, partner, currency, amount, base_amount)
    SELECT %(company)s::bigint, account_id, partner, currency, sum(amount), sum(base)
    FROM legs WHERE with_partner AND partner IS NOT NULL
    GROUP BY 2, 3, 4 ORDER BY 2, 3, 4
    ON CONFLICT (company_id, account_id, partner, currency) DO UPDATE
    SET amount = b.amount + excluded.amount, base_amount = b.base_amount + excluded.base_amount
    RETURNING 1),
head AS (
    UPDATE kernel_bookhead SET last_no = last_no + 1
    WHERE company_id = %(company)s::bigint AND (SELECT count(*) FROM balances) >= 0
    RETURNING company_id, last_no AS no, clock_timestamp() AS at, %(form)s::text AS form,
        %(record)s::uuid AS record, %(number)s::text AS number, %(on)s::date AS occurred_on),
posting AS (
    INSERT INTO ledger_postinghead (company_id, id, no, form, record, revision, kind, number,
        occurred_on, occurred_at, recorded_at, by, reverses)
    SELECT company_id, %(id)s::uuid, no, form, record, %(revision)s::int, %(kind)s, number,
           occurred_on, %(at)s::timestamptz, at, %(by)s::uuid, %(reverses)s::bigint FROM head),
entries AS (
    INSERT INTO ledger_stockentry (company_id, no, recorded_at, form, record, occurred_on,
        occurred_at, id, seq, line, product, warehouse, location, batch, owner, serial_id, partner,
        quantity, second_quantity, cost, variance, pool, valuation, counter, follows, flow, weight,
        added, reverses)
    SELECT h.company_id, h.no, h.at, h.form, h.record, h.occurred_on, %(at)s::timestamptz, v.*
    FROM head h, json_to_recordset(%(entries)s::json) AS v(id uuid, seq int, line uuid,
        product uuid, warehouse uuid, location uuid, batch uuid, owner uuid, serial uuid,
        partner uuid, quantity numeric, second_quantity numeric, cost numeric,
        variance numeric, pool uuid,
        valuation text, counter text, follows uuid, flow smallint, weight numeric, added numeric,
        reverses uuid)),
journal AS (
    INSERT INTO ledger_journalentry (company_id, no, recorded_at, form, record, number, id, seq,
        kind, occurred_on)
    SELECT h.company_id, h.no, h.at, h.form, h.record, h.number, v.*
    FROM head h, json_to_recordset(%(journal)s::json)
        AS v(id uuid, seq smallint, kind text, day date)),
lines AS (
    INSERT INTO ledger_journalline (company_id, no, id, entry, seq, account_id, partner,
        occurred_on, currency, rate, amount, base_amount)
    SELECT h.company_id, h.no, l.id, l.entry, l.seq, l.account_id,
           CASE WHEN l.with_partner THEN l.partner END, l.day, l.currency, l.rate, l.amount, l.base
    FROM head h, legs l),
items AS (
    INSERT INTO ledger_openitem (company_id, id, kind, partner, role, form, record, revision,
        line, number, occurred_on, due_on, currency, rate, net, tax, total, "left", on_account)
    SELECT h.company_id, v.id, v.kind, v.partner, v.role, h.form, h.record, %(revision)s::int,
           v.line, v.number, v.day, v.due_on, v.currency, v.rate, v.net, v.tax, v.total, v.total,
           v.on_account
    FROM head h, json_to_recordset(%(items)s::json) AS v(id uuid, kind text, partner uuid,
        role text, line uuid, number text, day date, due_on date, currency text, rate numeric,
        net numeric, tax numeric, total numeric, on_account numeric)
    RETURNING id, "left", on_account),
opened AS (
    INSERT INTO ledger_openitementry (company_id, id, item, no, kind, role, amount, on_account,
        occurred_on, recorded_at)
    SELECT h.company_id, gen_random_uuid(), i.id, h.no, 'open', '', i."left", i.on_account,
           h.occurred_on, h.at
    FROM head h, items i)
SELECT no, at, (SELECT count(*) FROM legs) FROM head
"""
"""All that a posting appends, in one statement and as JSON: the same plan however many rows.
Reading `balances` first makes sure that they are locked before the head of the books."""
ADJUST = """
INSERT INTO ledger_costadjustment (company_id, no, recorded_at, form, record, reason, id, entry,
    pool, product, amount, variance, recognised_on)
SELECT %s::bigint, %s::bigint, %s::timestamptz, %s, %s::uuid, %s, uuidv7(), v.entry,
       (%s::uuid[])[v.side], (%s::uuid[])[v.side], v.amount, v.variance,
       (%s::date[])[v.side]
FROM unnest(%s::uuid[], %s::numeric[], %s::numeric[], %s::int[])
    AS v(entry, amount, variance, side)
"""
"""`side` says which of the (pool, product, day) an amount has; many have the same."""
AT_ONCE = 20_000
"""Adjustments of one statement."""


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


Groups = Sequence[tuple[str, date, Sequence[Leg]]]
"""Journal entries to be: kind, day, legs. The first one is the posting's own."""


def record(
    writing: Writing, rows: Sequence[Row], groups: Groups, posting: Posting | None
) -> Writing:
    """Move the balances of partner accounts, in key order, take the next number of the books, and
    append the stock entries, the journal, and what `posting` opens.

    Every other posting of the company waits from here on until the transaction ends.
    """
    heads: list[dict[str, Any]] = []
    legs: list[dict[str, Any]] = []
    for seq, (kind, day, own) in enumerate(groups):
        if not own:
            continue  # goods without value; `seq` 0 stays the posting's own entry
        heads.append({"id": new_id(), "seq": seq, "kind": kind, "day": day})
        legs += _legs(heads[-1]["id"], own)
    source = writing.source
    found = sql.run_often(
        RECORD,
        {
            "company": current_id(),
            "id": new_id(),
            "form": source.form,
            "record": source.record,
            "revision": source.revision,
            "kind": writing.kind,
            "number": writing.number,
            "on": writing.occurred_on,
            "at": writing.occurred_at,
            "by": source.by,
            "reverses": writing.reverses,
            "entries": sql.rows(_entry(row, seq) for seq, row in enumerate(rows, 1)),
            "journal": sql.rows(heads),
            "legs": sql.rows(legs),
            "items": sql.rows(_item(writing, posting, due) for due in posting.dues)
            if posting
            else "[]",
        },
    ).fetchall()
    if not found:
        raise RuntimeError(f"company {current_id()} has no book head")
    no, recorded_at, written = found[0]
    if written != len(legs):
        raise MissingAccount(sorted({leg["role"] for leg in legs}))
    return replace(writing, no=no, recorded_at=recorded_at)


def _entry(row: Row, seq: int) -> dict[str, Any]:
    product, warehouse, location, batch, owner = row.place
    return {
        "id": row.id,
        "seq": seq,
        "line": row.line,
        "product": product,
        "warehouse": warehouse,
        "location": location,
        "batch": batch,
        "owner": owner,
        "serial": row.serial,
        "partner": row.partner,
        "quantity": row.quantity,
        "second_quantity": row.second_quantity,
        "cost": row.cost,
        "variance": row.variance,
        "pool": row.pool.id if row.pool else NIL,
        "valuation": row.valuation,
        "counter": row.counter,
        "follows": row.follows,
        "flow": row.flow,
        "weight": row.weight,
        "added": row.added,
        "reverses": row.reverses,
    }


def _legs(entry: UUID, legs: Sequence[Leg]) -> list[dict[str, Any]]:
    return [
        {
            "id": new_id(),
            "entry": entry,
            "seq": seq,
            "role": leg.role,
            "account_set": leg.account_set,
            "account": leg.account,
            "partner": leg.partner,
            "day": leg.day,
            "currency": leg.currency,
            "rate": leg.rate,
            "amount": leg.amount,
            "base": leg.base,
        }
        for seq, leg in enumerate(legs, 1)
    ]


def _item(writing: Writing, posting: Posting, due: Due) -> dict[str, Any]:
    """What the partner owes or is owed."""
    return {
        "id": new_id(),
        "kind": due.kind,
        "partner": due.partner,
        "role": due.account,
        "line": due.line,
        "number": due.number or writing.number,
        "day": due.dated or writing.occurred_on,
        "due_on": due.due_on,
        "currency": posting.currency,
        "rate": posting.rate,
        "net": due.net,
        "tax": due.tax,
        "total": due.total,
        "on_account": due.on_account,
    }


def adjustments(writing: Writing, corrections: Sequence[Correction], reason: str) -> None:
    """Append what corrects the cost of earlier entries, and what they brought."""
    before = [*_stamp(writing), writing.source.form, writing.source.record, reason]
    for start in range(0, len(corrections), AT_ONCE):
        part = corrections[start : start + AT_ONCE]
        places: dict[tuple[UUID, UUID, date], int] = {}
        sides = [places.setdefault((c.pool, c.product, c.counts_on), len(places) + 1) for c in part]
        told = [sql.array(place[i] for place in places) for i in range(3)]
        amounts = [sql.array(c.amount for c in part), sql.array(c.variance for c in part)]
        entries = sql.array(c.entry for c in part)
        sql.run(ADJUST, [*before, *told, entries, *amounts, sql.array(sides)])


def _stamp(writing: Writing) -> tuple[Any, ...]:
    return current_id(), writing.no, writing.recorded_at
