"""A document that the application wrote, read column by column so that it can be copied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg

OF_RECORD = ("ledger_postinghead", "ledger_stockentry", "ledger_journalentry", "ledger_openitem")
OF_NUMBER = ("ledger_journalline", "ledger_openitementry")
TOLD = ("kernel_auditentry", "kernel_event")
COLUMNS = """
SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
ORDER BY attnum
"""

Make = Callable[["Document"], Any]


@dataclass
class Document:
    """One copy: what differs from the original."""

    own: list[UUID]
    products: list[str]
    pools: list[str]
    partner: str
    number: str = ""
    no: int = 0
    at: Any = None


@dataclass
class Original:
    """A document that the application wrote, ready to be copied."""

    form: str
    header: str
    lines: str
    record: UUID
    inserts: dict[str, tuple[bytes, list[Make]]] = field(default_factory=dict)
    own: int = 0
    moved: list[tuple[str, str, str]] = field(default_factory=list)
    owed: list[tuple[str, str, str]] = field(default_factory=list)
    prefix: str = ""


def read(connection: psycopg.Connection[Any], task: dict[str, Any]) -> Original:
    original = Original(task["form"], task["header"], task["lines"], UUID(task["record"]))
    cursor = connection.cursor()
    number, no = cursor.execute(
        "SELECT number, no FROM ledger_postinghead WHERE record = %s", [original.record]
    ).fetchone()
    original.prefix = number.rsplit("-", 1)[0]
    own: dict[str, int] = {str(original.record): 0}
    found: dict[str, tuple[list[tuple[str, str]], list[dict[str, Any]]]] = {}
    for table in (original.header, original.lines, *OF_RECORD, *OF_NUMBER, *TOLD):
        columns = cursor.execute(COLUMNS, [table]).fetchall()
        rows = _rows(cursor, table, columns, _where(original, table), original.record, no)
        for row in rows:
            own.setdefault(row["id"], len(own))
        found[table] = columns, rows
    entries = found["ledger_stockentry"][1]
    original.moved = [(row["product"], row["quantity"], row["cost"]) for row in entries]
    original.owed = _owed(cursor, no)
    changing: dict[str, Make] = {}
    for key, index in own.items():
        changing[key] = lambda copy, index=index: str(copy.own[index])
    for index, row in enumerate(entries):
        changing[row["product"]] = lambda copy, index=index: copy.products[index]
        changing[row["pool"]] = lambda copy, index=index: copy.pools[index]
    changing[found[original.header][1][0]["partner_id"]] = lambda copy: copy.partner
    for table, (columns, rows) in found.items():
        original.inserts[table] = _copier(table, columns, rows, changing, number, no)
    original.own = len(own)
    return original


def _where(original: Original, table: str) -> str:
    if table == original.header:
        return "id = %(record)s"
    if table == original.lines:
        return "document_id = %(record)s"
    return "no = %(no)s" if table in OF_NUMBER else "record = %(record)s"


def _rows(
    cursor: psycopg.Cursor[Any],
    table: str,
    columns: list[tuple[str, str]],
    where: str,
    record: UUID,
    no: int,
) -> list[dict[str, Any]]:
    names = ", ".join(f'"{name}"::text' for name, _ in columns)
    rows = cursor.execute(
        f"SELECT {names} FROM {table} WHERE {where} ORDER BY id", {"record": record, "no": no}
    ).fetchall()
    if not rows:
        raise RuntimeError(f"the original has no row in {table}")
    return [dict(zip((name for name, _ in columns), row, strict=True)) for row in rows]


def _owed(cursor: psycopg.Cursor[Any], no: int) -> list[tuple[str, str, str]]:
    return cursor.execute(
        "SELECT account_id::text, currency, sum(amount)::text FROM ledger_journalline"
        " WHERE no = %s AND partner IS NOT NULL GROUP BY 1, 2",
        [no],
    ).fetchall()


def _copier(
    table: str,
    columns: list[tuple[str, str]],
    rows: list[dict[str, Any]],
    changing: dict[str, Make],
    number: str,
    no: int,
) -> tuple[bytes, list[Make]]:
    """The INSERT of all rows, and what is bound to each of its parameters."""
    makers: list[Make] = []
    shaped: list[str] = []
    for row in rows:
        places: list[str] = []
        for name, kind in columns:
            makers.append(_maker(table, name, row[name], changing, number, no))
            places.append(f"${len(makers)}::{kind}")
        shaped.append("(" + ", ".join(places) + ")")
    names = ", ".join(f'"{name}"' for name, _ in columns)
    return f"INSERT INTO {table} ({names}) VALUES {', '.join(shaped)}".encode(), makers


def _maker(
    table: str, name: str, value: str | None, changing: dict[str, Make], number: str, no: int
) -> Make:
    if value in changing:
        return changing[value]
    if value == number:
        return lambda copy: copy.number
    if name == "no" and value == str(no):
        return lambda copy: str(copy.no)
    if name == "recorded_at":
        return lambda copy: str(copy.at)
    return lambda copy: value


def pools(connection: psycopg.Connection[Any], task: dict[str, Any]) -> dict[str, str]:
    return dict(
        connection.execute(
            "SELECT product::text, id::text FROM ledger_costpool WHERE company_id = %s",
            [task["company"]],
        ).fetchall()
    )
