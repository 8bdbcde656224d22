"""未结算往来: what a payment can settle, read from the books."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import models

from huolang.forms.references import text_array
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.masters import merged

COLUMNS = """
SELECT i.id, i.kind, i.partner, i.role, i.currency, i.form, i.record, i.number, i.occurred_on,
       i.due_on, i.total, i."left"
FROM ledger_openitem i WHERE i.company_id = %s::bigint
"""
BY_ID = COLUMNS + "AND i.id = ANY(%s::uuid[])"
OF_RECORD = (
    COLUMNS
    + """AND i.form = %s AND i.record = %s::uuid AND i.kind = %s AND i."left" <> 0 ORDER BY i.id"""
)
OF_RECORDS = (
    COLUMNS
    + """AND i.partner = ANY(%s::uuid[]) AND i.kind = %s AND i."left" <> 0
    AND i.record = ANY(%s::uuid[]) ORDER BY i.occurred_on, i.id"""
)
WHO, PARTNERS = merged.kept("i.partner"), merged.join("i.partner", company="i.company_id")
"""Of partners who are one by now, the items of a document are counted through."""
NEWEST = """i.revision = (SELECT max(r.revision) FROM ledger_openitem r
    WHERE r.company_id = i.company_id AND r.form = i.form AND r.record = i.record)"""
NAMED = """
WITH asked AS (
    SELECT w.number, w.partner AS said, coalesce(m.merged_into_id, w.partner) AS partner
    FROM unnest(%s::uuid[], %s::text[]) AS w(partner, number)
    LEFT JOIN masters_partner m ON m.company_id = %s::bigint AND m.id = w.partner),
alike AS (
    SELECT a.number, a.partner FROM asked a
    UNION
    SELECT a.number, d.id FROM asked a
    JOIN masters_partner d ON d.company_id = %s::bigint AND d.merged_into_id = a.partner),
named AS (
    SELECT DISTINCT i.form, i.record FROM alike w
    JOIN ledger_openitem i ON i.company_id = %s::bigint AND i.partner = w.partner
        AND i.kind = %s AND i."left" <> 0 AND i.number = w.number)
SELECT a.said, i.number, i.id, i."left" <> 0,
    row_number() OVER (PARTITION BY a.said, i.form, i.record, i.kind, {who} ORDER BY i.id),
    i.form, i.occurred_on
FROM named n
JOIN ledger_openitem i ON i.company_id = %s::bigint AND i.form = n.form AND i.record = n.record
{partners}
JOIN asked a ON a.partner = {who} AND a.number = i.number
WHERE {newest} AND i.kind = %s
"""
CALLED = """
WITH mine AS (
    SELECT DISTINCT i.form, i.record FROM ledger_openitem i
    WHERE i.company_id = %s::bigint AND i.id = ANY(%s::uuid[]))
SELECT i.id, i.number,
    row_number() OVER (PARTITION BY i.form, i.record, i.kind, {who} ORDER BY i.id),
    count(*) OVER (PARTITION BY i.form, i.record, i.kind, {who}), i.form, i.occurred_on
FROM mine n
JOIN ledger_openitem i ON i.company_id = %s::bigint AND i.form = n.form AND i.record = n.record
{partners}
WHERE {newest}
"""
NOW = """
WITH mine AS (
    SELECT DISTINCT i.form, i.record FROM ledger_openitem i
    WHERE i.company_id = %s::bigint AND i.id = ANY(%s::uuid[])),
placed AS (
    SELECT i.id, i.form, i.record, i.kind, {who} AS partner, i.revision,
        max(i.revision) OVER (PARTITION BY i.form, i.record) AS newest,
        row_number() OVER (PARTITION BY i.form, i.record, i.kind, {who}, i.revision
                           ORDER BY i.id) AS place
    FROM mine n
    JOIN ledger_openitem i ON i.company_id = %s::bigint AND i.form = n.form AND i.record = n.record
    {partners})
SELECT a.id, b.id FROM placed a
JOIN placed b ON b.form = a.form AND b.record = a.record AND b.kind = a.kind
    AND b.partner = a.partner AND b.place = a.place AND b.revision = b.newest
WHERE a.id = ANY(%s::uuid[]) AND a.revision < a.newest
"""
NAMED, CALLED, NOW = (
    one.replace("{newest}", NEWEST).replace("{who}", WHO)
    .replace("{partners}", PARTNERS)
    for one in (NAMED, CALLED, NOW)
)  # fmt: skip


class ItemField(models.UUIDField):
    """The column by which a line of a payment says which open item it settles."""

    kind = "line"


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One document that is owed for; `left` is what is not settled, gross."""

    id: UUID
    kind: str
    partner: UUID
    role: str
    currency: str
    form: str
    record: UUID
    number: str
    occurred_on: date
    due_on: date | None
    total: Decimal
    left: Decimal


def by_id(items: Iterable[UUID]) -> dict[UUID, OpenItem]:
    """The items of the acting company among `items`, in one statement."""
    found = sql.run(BY_ID, [current_id(), sql.array(items)]).fetchall()
    return {row[0]: OpenItem(*row) for row in found}


def now(items: Collection[UUID]) -> dict[UUID, UUID]:
    """What goes on for items of documents that were opened again and confirmed since; those that
    are what they were are not among them."""
    if not items:
        return {}
    company, asked = current_id(), sql.array(items)
    return dict(sql.run(NOW, [company, asked, company, asked]).fetchall())


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that a number may mean; `place` counts those of one document and partner from 1."""

    item: UUID
    is_open: bool
    place: int
    form: str
    day: date


def named(
    kind: str, wanted: Collection[tuple[UUID, str]]
) -> dict[tuple[UUID, str], list[Candidate]]:
    """By partner and number of a document: its items, where any of them is open."""
    found: dict[tuple[UUID, str], list[Candidate]] = {}
    if not wanted:
        return found
    partners = sql.array(partner for partner, _ in wanted)
    numbers = text_array(number for _, number in wanted)
    company = current_id()
    given = [partners, numbers, company, company, company, kind, company, kind]
    rows = sql.run(NAMED, given).fetchall()
    for partner, number, *told in rows:
        found.setdefault((partner, number), []).append(Candidate(*told))
    return found


def called(items: Collection[UUID]) -> dict[UUID, tuple[str, str, date]]:
    """How a table file names items: `XSCK-1`, and `QCWL-1#2` where the document has several of one
    partner; and the form and day of the document."""
    if not items:
        return {}
    company = current_id()
    rows = sql.run(CALLED, [company, sql.array(items), company]).fetchall()
    return {
        item: (f"{number}#{place}" if count > 1 else number, form, day)
        for item, number, place, count, form, day in rows
    }


def of_record(form: str, record: UUID, kind: str) -> list[OpenItem]:
    """What is still to be settled of one document."""
    found = sql.run(OF_RECORD, [current_id(), form, record, kind]).fetchall()
    return [OpenItem(*row) for row in found]


def of_records(partner: UUID, kind: str, records: Iterable[UUID]) -> list[OpenItem]:
    """What a partner, and who was merged into them, still owes or is owed for these documents, the
    oldest first."""
    given = [current_id(), sql.array(merged.whole(partner)), kind, sql.array(records)]
    found = sql.run(OF_RECORDS, given).fetchall()
    return [OpenItem(*row) for row in found]
