"""Set-based statements on Django's connection: prepared, bound by the server, counted by tests.

Django's own cursor binds on the client, so PostgreSQL would plan each statement anew. Here every
parameter goes as text of unknown type: the same statement then has one prepared plan whatever
values (or NULLs) it carries, and the casts written in the statement say the type.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson
import psycopg
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.utils import DataError, IntegrityError

from huolang.kernel import prepared
from huolang.kernel.prepared import Answer

__all__ = [
    "CHUNK",
    "DataError",
    "IntegrityError",
    "array",
    "counting",
    "is_overflow",
    "rows",
    "run",
    "run_first",
    "run_in_parts",
    "run_named",
    "run_often",
    "run_rows",
    "run_spelled",
    "stream",
    "stream_bound",
    "with_rows",
]

CHUNK = 500
"""Rows of one multi-row statement at most."""

_counter: ContextVar[list[str] | None] = ContextVar("statements", default=None)


def run(statement: str, parameters: Iterable[Any] = ()) -> Answer:
    """Execute one statement inside the running transaction and return its rows."""
    counted = _counter.get()
    if counted is not None:
        counted.append(statement)
    server: Any = connections[DEFAULT_DB_ALIAS]  # `connection` is looked up whenever it is touched
    with server.wrap_database_errors:
        bound = _bound(parameters)
        return prepared.execute(server.connection, _numbered(statement), bound)


def run_in_parts(statement: str, parameters: Iterable[Any] = ()) -> Iterator[list[Any]]:
    """`run` inside a transaction for very many rows, which come a few thousand at a time: all of
    them as the server sent them take a fraction of what they take as objects."""
    counted = _counter.get()
    if counted is not None:
        counted.append(statement)
    bound = _bound(parameters)
    with connection.wrap_database_errors:
        yield from prepared.in_parts(connection.connection, _numbered(statement), bound)


def _bound(parameters: Iterable[object]) -> list[bytes | None]:
    """Parameters as PostgreSQL reads them; many are keys, whose `str` is slow, or nothing."""
    return [_WRITTEN.get(type(value), _as_text)(value) for value in parameters]


def _as_text(value: Any) -> bytes:
    return str(value).encode()


_WRITTEN: Mapping[type, Callable[[Any], bytes | None]] = {
    str: str.encode,
    UUID: lambda key: b"%032x" % key.int,
    type(None): lambda _nothing: None,
}


def is_overflow(error: DataError) -> bool:
    """Was a number more than its column holds?"""
    return getattr(error.__cause__, "sqlstate", None) == "22003"


def run_first(statement: str, parameters: Iterable[Any] = ()) -> Answer:
    """`run` for the first statement of a request, outside a transaction: connects if need be."""
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    return run(statement, parameters)


@lru_cache(maxsize=4096)
def _numbered(statement: str) -> bytes:
    """`%s` as PostgreSQL's own `$1`, `$2`, …; psycopg would parse long statements every time."""
    parts = statement.split("%s")
    numbered = (f"${index}{part}" for index, part in enumerate(parts[1:], 1))
    return (parts[0] + "".join(numbered)).encode()


def run_named(statement: str, parameters: dict[str, Any]) -> psycopg.Cursor[Any]:
    """`run` with named parameters, for long statements that say one thing often."""
    counted = _counter.get()
    if counted is not None:
        counted.append(statement)
    bound = {name: None if value is None else str(value) for name, value in parameters.items()}
    with connection.wrap_database_errors:
        return psycopg.Cursor(connection.connection).execute(statement.encode(), bound)


def run_spelled(statement: str, parameters: dict[str, Any]) -> psycopg.Cursor[Any]:
    """`run_named` with the values quoted into the statement (by psycopg): the planner sees how many
    an array has, where with `run_named` it takes them for a handful and goes through everything
    once for each of thousands."""
    counted = _counter.get()
    if counted is not None:
        counted.append(statement)
    bound = {name: None if value is None else str(value) for name, value in parameters.items()}
    with connection.wrap_database_errors:
        return psycopg.ClientCursor(connection.connection).execute(statement.encode(), bound)


def run_often(statement: str, parameters: dict[str, Any]) -> Answer:
    """`run_named` for statements that come again on a connection: their plans are kept, which for
    a dozen joined tables take longer to make than to carry out."""
    text, names = _positions(statement)
    return run(text, [parameters[name] for name in names])


@lru_cache(maxsize=256)
def _positions(statement: str) -> tuple[str, tuple[str, ...]]:
    """Named parameters by position, one each time a name is said."""
    return NAMED.sub("%s", statement), tuple(NAMED.findall(statement))


NAMED = re.compile(r"%\((\w+)\)s")
STREAMED = 2_000
"""Rows that `stream` holds in memory."""


def stream(statement: str, parameters: dict[str, Any]) -> Generator[Any]:
    """`run_named` for very many rows, which stay with the server until they are wanted."""
    bound = {name: None if value is None else str(value) for name, value in parameters.items()}
    with (
        connection.wrap_database_errors,
        psycopg.ServerCursor(connection.connection, "huolang_stream") as cursor,
    ):
        cursor.itersize = STREAMED
        yield from cursor.execute(statement.encode(), bound)


def stream_bound(statement: str, parameters: Iterable[Any] = ()) -> Iterator[Any]:
    """`run` for very many rows, which stay with the server until they are wanted."""
    bound = [None if value is None else str(value) for value in parameters]
    with (
        connection.wrap_database_errors,
        psycopg.RawServerCursor(connection.connection, "huolang_stream_bound") as cursor,
    ):
        cursor.itersize = STREAMED
        yield from cursor.execute(_numbered(statement), bound)


@lru_cache(maxsize=2048)
def with_rows(template: str, row: str, count: int) -> str:
    """`template` with `{rows}` replaced by `count` times `row`, e.g. "(%s::uuid, %s)"."""
    return template.replace("{rows}", ", ".join([row] * count))


def run_rows(
    template: str,
    row: str,
    rows: Sequence[Sequence[Any]],
    *,
    before: Sequence[Any] = (),
    after: Sequence[Any] = (),
) -> list[Any]:
    """Execute `template` over `rows` in chunks; `before`/`after` are bound around `{rows}`.

    Returns what a RETURNING or SELECT gave, in order of the chunks.
    """
    answers: list[Any] = []
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        values = [value for one in chunk for value in one]
        answer = run(with_rows(template, row, len(chunk)), [*before, *values, *after])
        if answer.has_rows:
            answers.extend(answer.fetchall())
    return answers


def rows(values: Iterable[Mapping[str, Any]]) -> str:
    """Rows for `json_to_recordset`, which takes any number of them under one plan."""
    return orjson.dumps(list(values), default=str).decode()


def array(values: Iterable[Any]) -> str:
    """A PostgreSQL array literal of keys (uuids, numbers, codes without quotes or commas)."""
    return (
        "{"
        + ",".join([value.hex if isinstance(value, UUID) else str(value) for value in values])
        + "}"
    )


def columns(keys: Iterable[Sequence[Any]], width: int) -> list[str]:
    """Array parameters for `unnest`, one per column."""
    parts = list(zip(*keys, strict=True)) or [()] * width
    return [array(one) for one in parts]


@contextmanager
def counting() -> Generator[list[str]]:
    """The statements that `run` executes meanwhile, for tests and benchmarks."""
    statements: list[str] = []
    token = _counter.set(statements)
    try:
        yield statements
    finally:
        _counter.reset(token)
