"""One statement on a psycopg connection as directly as libpq allows.

A posting is some twenty small statements, and for each of them psycopg's cursor costs more than
PostgreSQL does. Here a statement that comes again is prepared once per connection and executed by
name; rows are read by psycopg's own loaders. Where psycopg has a transaction still to begin, its
ordinary cursor is used. psycopg's own preparing is off (`prepare_threshold` in the settings): on
every ROLLBACK it would deallocate ours with its own.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any, cast

import psycopg
from psycopg.adapt import Transformer
from psycopg.errors import error_from_result
from psycopg.pq import DiagnosticField, ExecStatus, TransactionStatus

MOST = 200
"""Prepared statements that one connection keeps; the one unused for longest goes first."""
MOST_SEEN = 2_000

_GOOD = (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK)


class Answer:
    """The rows of one statement, all read; `has_rows` is False for one that returns none."""

    __slots__ = ("_rows", "has_rows")

    def __init__(self, rows: list[Any], *, has_rows: bool) -> None:
        self._rows, self.has_rows = rows, has_rows

    def fetchall(self) -> list[Any]:
        """All rows that were not fetched yet."""
        rows, self._rows = self._rows, []
        return rows

    def fetchone(self) -> Any:
        """The next row, or None."""
        return self._rows.pop(0) if self._rows else None

    def __iter__(self) -> Iterator[Any]:
        return iter(self.fetchall())


class _Prepared:
    """What one connection remembers."""

    __slots__ = ("names", "numbers", "reader", "seen")

    def __init__(self, raw: psycopg.Connection[Any]) -> None:
        self.names: OrderedDict[bytes, bytes] = OrderedDict()
        self.seen: set[bytes] = set()
        self.numbers = count()
        self.reader = Transformer(raw)


def execute(
    raw: psycopg.Connection[Any], statement: bytes, values: Sequence[bytes | None]
) -> Answer:
    """Execute `statement` (placeholders `$1`, …) with text values of unknown type.

    Raises psycopg's errors; `OperationalError` when the connection broke. A NUL character is
    refused: text in PostgreSQL cannot hold it.
    """
    server = raw.pgconn
    status = server.transaction_status
    if status != TransactionStatus.INTRANS and not (
        status == TransactionStatus.IDLE and raw.autocommit
    ):
        texts = [None if value is None else value.decode() for value in values]
        cursor = psycopg.RawCursor(raw).execute(statement, texts)
        has_rows = cursor.description is not None
        return Answer(cursor.fetchall() if has_rows else [], has_rows=has_rows)
    kept = _kept(raw)
    result = _asked(raw, kept, statement, values)
    if result.status == ExecStatus.COMMAND_OK:
        return Answer([], has_rows=False)
    reader = kept.reader
    reader.set_pgresult(result)
    rows = reader.load_rows(0, result.ntuples, tuple)
    reader.set_pgresult(None)
    return Answer(rows, has_rows=True)


def begin(raw: psycopg.Connection[Any], setting: bytes) -> None:
    """Begin a transaction with `setting` (a SET LOCAL) by one message, unless it has begun."""
    server = raw.pgconn
    if server.transaction_status == TransactionStatus.IDLE:
        setting = b"BEGIN; " + setting
    _must(server.exec_(setting))


PART = 2_000


def in_parts(
    raw: psycopg.Connection[Any], statement: bytes, values: Sequence[bytes | None]
) -> Iterator[list[Any]]:
    """`execute` for very many rows, inside a transaction: only a part of them is ever made into
    objects at once."""
    result = _asked(raw, _kept(raw), statement, values)
    reader = Transformer(raw)
    reader.set_pgresult(result)
    for first in range(0, result.ntuples, PART):
        yield reader.load_rows(first, min(first + PART, result.ntuples), tuple)


def _asked(
    raw: psycopg.Connection[Any], kept: _Prepared, statement: bytes, values: Sequence[bytes | None]
) -> Any:
    if b"\0" in b"".join(filter(None, values)):
        raise psycopg.DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")
    server, name = raw.pgconn, _name(raw.pgconn, kept, statement)
    bound = cast("Sequence[Any]", values)
    result = (
        server.exec_params(statement, bound) if name is None else server.exec_prepared(name, bound)
    )
    _must(result)
    return result


def _kept(raw: psycopg.Connection[Any]) -> _Prepared:
    kept: _Prepared | None = raw.__dict__.get("_huolang_prepared")
    if kept is None:
        kept = raw.__dict__["_huolang_prepared"] = _Prepared(raw)
    return kept


def _name(server: Any, kept: _Prepared, statement: bytes) -> bytes | None:
    """Its name once it comes for the second time; None the first time."""
    name = kept.names.get(statement)
    if name is not None:
        kept.names.move_to_end(statement)
        return name
    if statement not in kept.seen:
        if len(kept.seen) >= MOST_SEEN:
            kept.seen.clear()
        kept.seen.add(statement)
        return None
    while len(kept.names) >= MOST:
        _unused, old = kept.names.popitem(last=False)
        _must(server.exec_(b"DEALLOCATE " + old))
    name = b"_hl_%d" % next(kept.numbers)
    _must(server.prepare(name, statement))
    kept.names[statement] = name
    return name


def _must(result: Any) -> None:
    """Raise what went wrong; without a SQLSTATE it was not the server that spoke but libpq."""
    if result.status in _GOOD:
        return
    if not result.error_field(DiagnosticField.SQLSTATE):
        raise psycopg.OperationalError(result.get_error_message("utf-8"))
    raise error_from_result(result, encoding="utf-8")
