"""谁核销了谁: which documents settled what others opened. Read from the books, taken back ones left
out."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id

Key = tuple[str, UUID]
"""A document: its form and its id."""

STANDS = """
NOT EXISTS (SELECT FROM ledger_postinghead m
            WHERE m.company_id = h.company_id AND m.form = h.form AND m.record = h.record
              AND m.revision = h.revision AND m.kind = 'mirror')
"""
BY = f"""
SELECT DISTINCT h.form, h.record FROM unnest(%s::text[], %s::uuid[]) AS k(form, record)
JOIN ledger_openitem i ON i.company_id = %s::bigint AND i.form = k.form AND i.record = k.record
JOIN ledger_openitementry e ON e.company_id = i.company_id AND e.item = i.id AND e.kind = 'settle'
JOIN ledger_postinghead h ON h.company_id = e.company_id AND h.no = e.no
WHERE (h.form, h.record) <> (k.form, k.record) AND {STANDS} LIMIT %s
"""  # noqa: S608 - no text of anybody's in it
OF = f"""
SELECT DISTINCT i.form, i.record FROM ledger_postinghead h
JOIN ledger_openitementry e ON e.company_id = h.company_id AND e.no = h.no AND e.kind = 'settle'
JOIN ledger_openitem i ON i.company_id = e.company_id AND i.id = e.item
WHERE h.company_id = %s::bigint AND h.form = %s AND h.record = %s::uuid AND h.kind = 'post'
  AND (i.form, i.record) <> (h.form, h.record) AND {STANDS} LIMIT %s
"""  # noqa: S608
OPENED = """
SELECT i.id FROM ledger_openitem i
WHERE i.company_id = %s::bigint AND i.form = %s AND i.record = %s::uuid
"""
OPENED_BY = """
SELECT DISTINCT i.form, i.record FROM ledger_openitem i
WHERE i.company_id = %s::bigint AND i.id = ANY(%s::uuid[]) LIMIT %s
"""


def by(documents: Collection[Key], *, most: int) -> list[Key]:
    """Documents that settled something of what `documents` opened."""
    if not documents:
        return []
    forms, records = (sql.array(one[n] for one in documents) for n in (0, 1))
    return [(row[0], row[1]) for row in sql.run(BY, [forms, records, current_id(), most])]


def of(document: Key, *, most: int) -> list[Key]:
    """Documents of which `document` settled something."""
    return [(row[0], row[1]) for row in sql.run(OF, [current_id(), *document, most])]


def opened(document: Key) -> list[UUID]:
    """The open items of a document, settled ones too."""
    return [row[0] for row in sql.run(OPENED, [current_id(), *document])]


def opened_by(items: Collection[UUID], *, most: int) -> list[Key]:
    """The documents that opened these items."""
    parameters = [current_id(), sql.array(items), most]
    return [(row[0], row[1]) for row in sql.run(OPENED_BY, parameters)]
