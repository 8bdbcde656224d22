"""应收应付: what each partner owes us and we owe them, and the documents it comes from. What was
told of a duplicate counts for the partner into which it was merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.forms import registry, search
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.masters import merged

KINDS = ("receivable", "payable")

BY_PARTNER = """
SELECT p.id, p.code, p.name, upper(p.code), o.receivable, o.payable
FROM masters_partner p
JOIN LATERAL (
    SELECT coalesce(sum(i."left") FILTER (WHERE i.kind = 'receivable'), 0) AS receivable,
           coalesce(sum(i."left") FILTER (WHERE i.kind = 'payable'), 0) AS payable,
           count(*) AS items
    FROM ledger_openitem i
    WHERE i.company_id = p.company_id AND i.partner = ANY({alike}) AND i."left" <> 0
      AND i.kind = ANY(%s::text[])) o ON o.items > 0
WHERE p.company_id = %s::bigint AND p.merged_into_id IS NULL
""".replace("{alike}", merged.alike("p.id", "p.company_id"))
SUMS = """
SELECT kind, sum("left") FROM ledger_openitem
WHERE company_id = %s::bigint AND "left" <> 0 AND kind = ANY(%s::text[]) GROUP BY kind
"""
ITEMS = """
SELECT i.id, i.kind, i.form, i.record, i.number, i.occurred_on, i.due_on, i.currency, i.net, i.tax,
       i.total, i."left"
FROM ledger_openitem i
WHERE i.company_id = %s::bigint AND i.partner = ANY(%s::uuid[]) AND i."left" <> 0
  AND i.kind = ANY(%s::text[])
ORDER BY i.occurred_on, i.number LIMIT %s::int
"""


@dataclass(frozen=True, slots=True)
class Owed:
    """Open amounts of one partner, gross; negative when it is to their credit."""

    partner: UUID
    code: str
    name: str
    key: str
    receivable: Decimal
    payable: Decimal


@dataclass(frozen=True, slots=True)
class Item:
    """One document that is not settled, gross."""

    id: UUID
    kind: str
    form: str
    record: UUID
    number: str
    occurred_on: date
    due_on: date | None
    currency: str
    net: Decimal
    tax: Decimal
    total: Decimal
    left: Decimal


def page(
    kinds: Sequence[str], *, text: str = "", limit: int, after: tuple[str, UUID] | None = None
) -> tuple[list[Owed], tuple[str, UUID] | None]:
    """Partners with something open, in the order of their codes, and where the next page begins."""
    statement, parameters = BY_PARTNER, [sql.array(kinds), current_id()]
    if text:
        found, words = search.condition(registry.get("partner"), text, alias="p")
        statement += f" AND {found}"
        parameters += words
    if after is not None:
        statement += " AND (upper(p.code), p.id) > (%s::text, %s::uuid)"
        parameters += after
    statement += f" ORDER BY upper(p.code), p.id LIMIT {int(limit) + 1}"
    rows = [Owed(*row) for row in sql.run(statement, parameters).fetchall()]
    more, rows = len(rows) > limit, rows[:limit]
    return rows, (rows[-1].key, rows[-1].partner) if more else None


def sums(kinds: Sequence[str]) -> dict[str, Decimal]:
    """All that is open, by kind."""
    found: dict[str, Any] = dict(sql.run(SUMS, [current_id(), sql.array(kinds)]).fetchall())
    return {kind: found.get(kind, Decimal(0)) for kind in kinds}


def items(partner: UUID, kinds: Sequence[str], *, limit: int = 500) -> list[Item]:
    """The documents behind what one partner owes or is owed, oldest first."""
    parameters = [current_id(), sql.array(merged.whole(partner)), sql.array(kinds), limit]
    return [Item(*row) for row in sql.run(ITEMS, parameters).fetchall()]
