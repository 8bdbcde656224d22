"""Removes a sample company with all its rows, as the owner of the tables.

Rows of the books are never deleted, except here: a made-up company's books prove nothing to
anybody. Only a company that was made by `huolang sample` can be removed.
"""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import Any

import psycopg
from psycopg import sql

from huolang.samples import loaded

TABLES = """
SELECT c.relname, EXISTS (SELECT FROM pg_trigger t
                          WHERE t.tgrelid = c.oid AND t.tgname = 'append_only')
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'company_id'
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT a.attisdropped
ORDER BY c.relname
"""
REFERENCES = """
SELECT DISTINCT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
WHERE contype = 'f' AND conrelid <> confrelid AND connamespace = 'public'::regnamespace
"""
PEOPLE = """
SELECT u.id FROM kernel_user u WHERE u.username = ANY(%s)
  AND NOT EXISTS (SELECT FROM kernel_membership m WHERE m.user_id = u.id)
"""
OF_PEOPLE = """
SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
WHERE c.contype = 'f' AND c.confrelid = 'kernel_user'::regclass
"""


class NotASample(Exception):
    """The company was not made by a data set, so it is nobody's to remove."""


def remove(owner: psycopg.Connection[Any], company: int, *, people: list[str]) -> int:
    """Delete `company` and, of `people` (user names), those who work nowhere else then.

    All of it in one transaction; answers how many rows went. Others can read meanwhile; who posts
    in any company waits until it is done.
    """
    removed = 0
    with owner.transaction():
        _must_be_a_sample(owner, company)
        append_only = dict(owner.execute(TABLES).fetchall())
        for table in _children_first(owner, list(append_only)):
            name = sql.Identifier(table)
            switch = sql.SQL("ALTER TABLE {} {} TRIGGER append_only")
            if append_only[table]:
                owner.execute(switch.format(name, sql.SQL("DISABLE")))
            gone = owner.execute(
                sql.SQL("DELETE FROM {} WHERE company_id = %s").format(name), [company]
            )
            removed += gone.rowcount
            if append_only[table]:
                owner.execute(switch.format(name, sql.SQL("ENABLE")))
        owner.execute("DELETE FROM kernel_token WHERE company_id = %s", [company])
        owner.execute("DELETE FROM kernel_company WHERE id = %s", [company])
        _remove_people(owner, people)
    return removed


def _remove_people(owner: psycopg.Connection[Any], names: list[str]) -> None:
    """Those of them who work nowhere, with whatever is theirs: tokens, second factors."""
    gone = [row[0] for row in owner.execute(PEOPLE, [names]).fetchall()]
    for table, column in owner.execute(OF_PEOPLE).fetchall():
        statement = sql.SQL("DELETE FROM {} WHERE {} = ANY(%s)")
        owner.execute(statement.format(sql.Identifier(table), sql.Identifier(column)), [gone])
    owner.execute("DELETE FROM kernel_user WHERE id = ANY(%s)", [gone])


def _must_be_a_sample(owner: psycopg.Connection[Any], company: int) -> None:
    found = owner.execute(
        "SELECT EXISTS (SELECT FROM samples_loaded WHERE company_id = %s AND key = %s)",
        [company, loaded.WANTED],
    ).fetchone()
    if not found or not found[0]:
        raise NotASample(str(company))


def _children_first(owner: psycopg.Connection[Any], tables: list[str]) -> list[str]:
    """Each table before those that it refers to."""
    order: TopologicalSorter[str] = TopologicalSorter({table: set() for table in tables})
    for child, parent in owner.execute(REFERENCES).fetchall():
        if child in tables and parent in tables:
            order.add(parent, child)
    return list(order.static_order())
