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
from huolang.forms.query import NotSortable
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.masters import merged

KINDS = ("receivable", "payable")
BY_CODE = "partner"
Place = tuple[Decimal, str, UUID]
"""Where a page ends: the figure by which it is sorted, the code, the partner."""

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
    kinds: Sequence[str],
    *,
    text: str = "",
    sort: str = BY_CODE,
    limit: int,
    after: Place | None = None,
) -> tuple[list[Owed], Place | None]:
    """Partners with something open, and where the next page begins. `sort`: by code, or by one of
    `kinds`, a minus before it for the most first; those that are alike by their codes."""
    name, backwards = sort.removeprefix("-"), sort.startswith("-")
    if name not in (BY_CODE, *kinds):
        raise NotSortable(field="sort", name=name[:64])
    by_code = name == BY_CODE
    figure = "" if by_code else f"{'-' if backwards else ''}o.{name}, "
    keys = f"{figure}upper(p.code), p.id"
    way, over = ("DESC", "<") if by_code and backwards else ("ASC", ">")
    statement = BY_PARTNER
    parameters: list[Any] = [sql.array(kinds), current_id()]
    if text:
        found, words = search.condition(registry.get("partner"), text, alias="p")
        statement += f" AND {found}"
        parameters += words
    if after is not None:
        place = "%s::text, %s::uuid" if by_code else "%s::numeric, %s::text, %s::uuid"
        statement += f" AND ({keys}) {over} ({place})"
        parameters += after[1:] if by_code else after
    order = keys.replace(", ", f" {way}, ")
    statement += f" ORDER BY {order} {way} LIMIT {int(limit) + 1}"
    rows = [Owed(*row) for row in sql.run(statement, parameters).fetchall()]
    if len(rows) <= limit:
        return rows, None
    last = rows[limit - 1]
    value = Decimal(0) if by_code else getattr(last, name) * (-1 if backwards else 1)
    return rows[:limit], (value, last.key, last.partner)


def sums(kinds: Sequence[str]) -> dict[str, Decimal]:
    """All that is open, by kind."""
    found: dict[str, Any] = dict(sql.run(SUMS, [current_id(), sql.array(kinds)]).fetchall())
    return {kind: found.get(kind, Decimal(0)) for kind in kinds}


def items(partner: UUID, kinds: Sequence[str], *, limit: int = 500) -> list[Item]:
    """The documents behind what one partner owes or is owed, oldest first."""
    parameters = [current_id(), sql.array(merged.whole(partner)), sql.array(kinds), limit]
    return [Item(*row) for row in sql.run(ITEMS, parameters).fetchall()]
