"""The rows of several postings, written together: many rows a statement, each with its own number.

In the order in which every posting takes its locks: balances and pools, partner balances, the head
of the books, and then what is only ever added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import new_id
from huolang.ledger import methods, writing
from huolang.ledger.facts import Month, Offer, Place
from huolang.ledger.journal import Leg
from huolang.ledger.posting import Due, Posting, Source
from huolang.ledger.quantities import Quantities
from huolang.ledger.rows import QUANTITY_DIGITS, Row, amount

MOVE = """
WITH balances AS (
    UPDATE ledger_stockbalance b
    SET quantity = b.quantity + k.quantity, second_quantity = b.second_quantity + k.second,
        last_at = greatest(b.last_at, k.at)
    FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[], %s::numeric[],
                %s::numeric[], %s::timestamptz[])
         AS k(product, warehouse, location, batch, owner, quantity, second, at)
    WHERE b.company_id = %s::bigint AND b.product = k.product AND b.warehouse = k.warehouse
      AND b.location = k.location AND b.batch = k.batch AND b.owner = k.owner),
offers AS (
    UPDATE ledger_availability a SET usable = a.usable + k.usable
    FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::numeric[])
         AS k(product, warehouse, owner, usable)
    WHERE a.company_id = %s::bigint AND a.product = k.product AND a.warehouse = k.warehouse
      AND a.owner = k.owner AND k.usable <> 0)
UPDATE ledger_costpool p
SET quantity = k.quantity, value = k.value, known_quantity = k.known_quantity,
    known_value = k.known_value, last_at = greatest(p.last_at, k.at)
FROM unnest(%s::uuid[], %s::numeric[], %s::numeric[], %s::numeric[], %s::numeric[],
            %s::timestamptz[]) AS k(id, quantity, value, known_quantity, known_value, at)
WHERE p.company_id = %s::bigint AND p.id = k.id
"""
ACCOUNTS = """
SELECT r.role, r.account_set, a.id, a.with_partner FROM ledger_accountrole r
JOIN ledger_account a ON a.company_id = r.company_id AND a.id = r.account_id
WHERE r.company_id = %s::bigint
"""
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
BALANCE = "(%s::text, %s::text, %s::uuid, %s::uuid, %s::text, %s::numeric, %s::numeric)"
NUMBERS = """
UPDATE kernel_bookhead SET last_no = last_no + %s::bigint WHERE company_id = %s::bigint
RETURNING last_no, clock_timestamp()
"""
HEADS = """
INSERT INTO ledger_postinghead (company_id, recorded_at, kind, id, no, form, record, revision,
    number, occurred_on, occurred_at, by)
SELECT %s::bigint, %s::timestamptz, 'post', v.* FROM (VALUES {rows}) AS v
"""
HEAD = "(%s::uuid, %s::bigint, %s, %s::uuid, %s::int, %s, %s::date, %s::timestamptz, %s::uuid)"
ENTRIES = """
INSERT INTO ledger_stockentry (company_id, recorded_at, no, form, record, occurred_on, occurred_at,
    id, seq, line, product, warehouse, location, batch, owner, serial_id, partner, quantity,
    second_quantity, cost, pool, valuation, counter, weight)
SELECT %s::bigint, %s::timestamptz, v.* FROM (VALUES {rows}) AS v
"""
ENTRY = (
    "(%s::bigint, %s, %s::uuid, %s::date, %s::timestamptz, %s::uuid, %s::int, %s::uuid, %s::uuid,"
    " %s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::numeric, %s::numeric,"
    " %s::numeric, %s::uuid, %s, %s, %s::numeric)"
)
JOURNAL = """
INSERT INTO ledger_journalentry (company_id, recorded_at, seq, kind, id, no, form, record, number,
    occurred_on)
SELECT %s::bigint, %s::timestamptz, 0, 'post', v.* FROM (VALUES {rows}) AS v
"""
JOURNAL_ROW = "(%s::uuid, %s::bigint, %s, %s::uuid, %s, %s::date)"
LINES = """
INSERT INTO ledger_journalline (company_id, id, entry, no, seq, account_id, partner, occurred_on,
    currency, rate, amount, base_amount)
SELECT %s::bigint, v.* FROM (VALUES {rows}) AS v
"""
LINE = (
    "(%s::uuid, %s::uuid, %s::bigint, %s::int, %s::uuid, %s::uuid, %s::date, %s, %s::numeric,"
    " %s::numeric, %s::numeric)"
)
ITEMS = """
INSERT INTO ledger_openitem (company_id, id, kind, partner, role, form, record, revision, line,
    number, occurred_on, due_on, currency, rate, net, tax, total, "left", on_account)
SELECT %s::bigint, v.* FROM (VALUES {rows}) AS v
"""
OPEN_ROW = (
    "(%s::uuid, %s, %s::uuid, %s, %s, %s::uuid, %s::int, %s::uuid, %s, %s::date, %s::date, %s,"
    " %s::numeric, %s::numeric, %s::numeric, %s::numeric, %s::numeric, %s::numeric)"
)
OPENED = """
INSERT INTO ledger_openitementry (company_id, recorded_at, kind, role, id, item, no, amount,
    on_account, occurred_on)
SELECT %s::bigint, %s::timestamptz, 'open', '', v.* FROM (VALUES {rows}) AS v
"""
OPENED_ROW = "(%s::uuid, %s::uuid, %s::bigint, %s::numeric, %s::numeric, %s::date)"


ZERO = Decimal(0)
Accounts = Mapping[tuple[Any, ...], tuple[Any, ...]]
"""(role, account set) → the account's id, and whether it is kept by partner."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """One posting and what it is of."""

    posting: Posting
    source: Source
    occurred_on: date
    occurred_at: datetime
    of_day: bool = False
    """As `books.post` takes it."""


@dataclass(slots=True)
class Draft:
    """A posting on its way into the books."""

    asking: Asking
    month: Month
    rows: list[Row]
    legs: list[Leg] = field(default_factory=list[Leg])
    number: str = ""
    no: int = 0
    recorded_at: datetime | None = None


@dataclass(slots=True)
class Kept:
    """The locked figures as posting after posting moves them."""

    held: dict[Place, Decimal]
    usable: dict[Offer, Decimal]
    reserved: dict[Offer, Decimal]
    pools: dict[UUID, methods.Stock]
    place_at: dict[Place, datetime]
    """Business time of the newest entry, as `pool_at`."""
    pool_at: dict[UUID, datetime]


def move(quantities: Quantities, kept: Kept, digits: int) -> None:
    """Move balances, availability and pools, all of which are locked, in one statement."""
    places, offers, pools = quantities.places, quantities.offers, list(kept.pools.items())
    if not places:
        return
    company = current_id()
    stock = [
        *quantities.place_arrays,
        sql.array(place.more for place in places),
        sql.array(place.more_second for place in places),
        _moments(kept.place_at[place.place] for place in places),
        company,
        *quantities.offer_arrays,
        sql.array(offer.more_usable for offer in offers),
        company,
    ]
    cost = [
        sql.array(key for key, _ in pools),
        sql.array(amount(state.quantity, QUANTITY_DIGITS) for _, state in pools),
        sql.array(amount(state.value, digits) for _, state in pools),
        sql.array(amount(state.known_quantity, QUANTITY_DIGITS) for _, state in pools),
        sql.array(amount(state.known_value, digits) for _, state in pools),
        _moments(kept.pool_at[key] for key, _ in pools),
        company,
    ]
    sql.run(MOVE, [*stock, *cost])


def write(drafts: Sequence[Draft]) -> None:
    """Move partner balances, take the numbers, and append all rows."""
    company = current_id()
    accounts = _accounts(drafts)
    _owe(drafts)
    last, at = sql.run(NUMBERS, [len(drafts), company]).fetchall()[0]
    for place, draft in enumerate(drafts, 1):
        draft.no, draft.recorded_at = last - len(drafts) + place, at
    stamp = [company, at]
    sql.run_rows(HEADS, HEAD, [_head(one) for one in drafts], before=stamp)
    entries = [_entry(one, row, seq) for one in drafts for seq, row in enumerate(one.rows, 1)]
    sql.run_rows(ENTRIES, ENTRY, entries, before=stamp)
    _journal([one for one in drafts if one.legs], accounts, stamp)
    _open_items(drafts, stamp)


def _accounts(drafts: Sequence[Draft]) -> Accounts:
    accounts = {row[:2]: row[2:] for row in sql.run(ACCOUNTS, [current_id()])}
    roles = {(leg.role, leg.account_set) for draft in drafts for leg in draft.legs}
    if missing := sorted(role for role, kind in roles if (role, kind) not in accounts):
        raise writing.MissingAccount(missing)
    return accounts


def _owe(drafts: Sequence[Draft]) -> None:
    """Balances of accounts kept by partner; others take no notice of theirs."""
    sums: dict[tuple[Any, ...], list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    for draft in drafts:
        for leg in draft.legs:
            if leg.partner is not None:
                both = sums[leg.partner, leg.role, leg.account_set, leg.currency]
                both[0] += leg.amount
                both[1] += leg.base
    rows = [
        (role, kind, None, partner, currency, *both)
        for (partner, role, kind, currency), both in sorted(sums.items())
    ]
    company = current_id()
    after = [company, company]
    sql.run_rows(BALANCES, BALANCE, rows, before=[company], after=after)


def _head(draft: Draft) -> tuple[Any, ...]:
    asking = draft.asking
    source = asking.source
    what = (source.form, source.record, source.revision, draft.number)
    return (new_id(), draft.no, *what, asking.occurred_on, asking.occurred_at, source.by)


def _entry(draft: Draft, row: Row, seq: int) -> tuple[Any, ...]:
    asking = draft.asking
    return (
        draft.no,
        asking.source.form,
        asking.source.record,
        asking.occurred_on,
        asking.occurred_at,
        row.id,
        seq,
        row.line,
        *row.place,
        row.serial,
        row.partner,
        row.quantity,
        row.second_quantity,
        row.cost,
        row.cost_pool.id,
        row.valuation,
        row.counter,
        row.weight,
    )


def _journal(drafts: Sequence[Draft], accounts: Accounts, stamp: Sequence[Any]) -> None:
    """One journal entry a posting that has any value, and its lines."""
    heads: list[tuple[Any, ...]] = []
    lines: list[tuple[Any, ...]] = []
    for draft in drafts:
        key, source, on = new_id(), draft.asking.source, draft.asking.occurred_on
        heads.append((key, draft.no, source.form, source.record, draft.number, on))
        for seq, leg in enumerate(draft.legs, 1):
            account, with_partner = accounts[leg.role, leg.account_set]
            partner = leg.partner if with_partner else None
            sums = (leg.currency, leg.rate, leg.amount, leg.base)
            lines.append((new_id(), key, draft.no, seq, account, partner, leg.day, *sums))
    sql.run_rows(JOURNAL, JOURNAL_ROW, heads, before=stamp)
    sql.run_rows(LINES, LINE, lines, before=stamp[:1])


def _open_items(drafts: Sequence[Draft], stamp: Sequence[Any]) -> None:
    """What the partners owe or are owed."""
    items: list[tuple[Any, ...]] = []
    opened: list[tuple[Any, ...]] = []
    for draft in drafts:
        posting = draft.asking.posting
        for due in posting.dues:
            item = _item(draft, due)
            items.append(item)
            sums = (due.total, due.on_account, draft.asking.occurred_on)
            opened.append((new_id(), item[0], draft.no, *sums))
    sql.run_rows(ITEMS, OPEN_ROW, items, before=stamp[:1])
    sql.run_rows(OPENED, OPENED_ROW, opened, before=stamp)


def _item(draft: Draft, due: Due) -> tuple[Any, ...]:
    asking, posting = draft.asking, draft.asking.posting
    return (
        new_id(),
        due.kind,
        due.partner,
        due.account,
        asking.source.form,
        asking.source.record,
        asking.source.revision,
        due.line,
        due.number or draft.number,
        due.dated or asking.occurred_on,
        due.due_on,
        posting.currency,
        posting.rate,
        due.net,
        due.tax,
        due.total,
        due.total,
        due.on_account,
    )


def _moments(values: Iterable[Any]) -> str:
    return "{" + ",".join(f'"{one}"' for one in values) + "}"
