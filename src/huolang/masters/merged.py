"""并入的往来单位: what was told of a duplicate counts for the partner into which it was merged.

The books keep the name that they were told (docs/decisions); whoever adds up, or asks for what a
partner did, takes both as one. Parts of statements with the parameter `company`.
"""

from __future__ import annotations

ALIKE = """ARRAY(SELECT {partner} UNION ALL SELECT m.id FROM masters_partner m
        WHERE m.company_id = {company} AND m.merged_into_id = {partner})"""
"""A partner, and the duplicates for which it goes on: read once, so a column that is any of them is
found by its index."""
JOIN = """LEFT JOIN masters_partner {alias} ON {alias}.company_id = %(company)s::bigint
    AND {alias}.id = {column}"""
KEPT = "coalesce({alias}.merged_into_id, {column})"


def alike(partner: str, company: str = "%(company)s::bigint") -> str:
    """The ids under which what `partner` did is told, for `column = ANY(…)`."""
    return ALIKE.replace("{partner}", partner).replace("{company}", company)


def join(column: str, alias: str = "merged") -> str:
    """Beside each row the partner of `column`, for `kept`."""
    return JOIN.replace("{alias}", alias).replace("{column}", column)


def kept(column: str, alias: str = "merged") -> str:
    """Who stands for the partner of `column`, where `join` stands beside it."""
    return KEPT.replace("{alias}", alias).replace("{column}", column)
