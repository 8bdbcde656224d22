"""并入的往来单位: what was told of a duplicate counts for the partner into which it was merged.

The books keep the name that they were told (docs/decisions); whoever adds up, settles, or asks for
what a partner did, takes both as one. A duplicate's own duplicates were pointed on when it was
merged, so one step leads to whoever stands for it. Parts of statements with the parameter
`company`, and what they say.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id

ALIKE = """ARRAY(SELECT {partner} UNION ALL SELECT m.id FROM masters_partner m
        WHERE m.company_id = {company} AND m.merged_into_id = {partner})"""
"""A partner, and the duplicates for which it goes on: read once, so a column that is any of them is
found by its index."""
JOIN = """LEFT JOIN masters_partner {alias} ON {alias}.company_id = {company}
    AND {alias}.id = {column}"""
KEPT = "coalesce({alias}.merged_into_id, {column})"
STANDING = """
SELECT id, merged_into_id FROM masters_partner
WHERE company_id = %s::bigint AND id = ANY(%s::uuid[]) AND merged_into_id IS NOT NULL
"""
WHOLE = """
WITH stands AS (SELECT coalesce(merged_into_id, id) AS id FROM masters_partner
                WHERE company_id = %s::bigint AND id = %s::uuid)
SELECT id FROM stands
UNION ALL
SELECT m.id FROM stands s
JOIN masters_partner m ON m.company_id = %s::bigint AND m.merged_into_id = s.id
"""


def alike(partner: str, company: str = "%(company)s::bigint") -> str:
    """The ids under which what `partner` did is told, for `column = ANY(…)`."""
    return ALIKE.replace("{partner}", partner).replace("{company}", company)


def join(column: str, alias: str = "merged", company: str = "%(company)s::bigint") -> str:
    """Beside each row the partner of `column`, for `kept`."""
    return JOIN.replace("{alias}", alias).replace("{column}", column).replace("{company}", company)


def kept(column: str, alias: str = "merged") -> str:
    """Who stands for the partner of `column`, where `join` stands beside it."""
    return KEPT.replace("{alias}", alias).replace("{column}", column)


def standing(partners: Collection[UUID]) -> dict[UUID, UUID]:
    """By each of these that was merged: who stands for it."""
    if not partners:
        return {}
    found = sql.run(STANDING, [current_id(), sql.array(partners)]).fetchall()
    return {row[0]: row[1] for row in found}


def whole(partner: UUID) -> list[UUID]:
    """Whoever stands for `partner` first, then all that were merged into it."""
    company = current_id()
    return [row[0] for row in sql.run(WHOLE, [company, partner, company]).fetchall()]
