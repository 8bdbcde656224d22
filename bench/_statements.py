"""How many statements a document takes: in `books.post`, in the request, at PostgreSQL."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import psycopg
from django.db import connection
from django.test import Client
from psycopg import sql

from huolang.kernel import sql as statements
from huolang.ledger import books

REPEATS = 5
CALLS = """
SELECT coalesce(sum(s.calls), 0) FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
WHERE d.datname = %s
"""


def counted(token: str, form: str, document: dict[str, Any]) -> dict[str, int]:
    """Statements of a warm request that creates and confirms `document`."""
    client = Client(SERVER_NAME="localhost", headers={"authorization": f"Bearer {token}"})

    def post(times: int) -> None:
        for _ in range(times):
            _post(client, form, document)

    post(2)
    with _watched() as seen:
        post(1)
    with _at_postgresql(warm=partial(post, 3)) as calls:
        post(REPEATS)
    return {**seen, "at_postgresql": round(calls[0] / REPEATS)}


def _post(client: Client, form: str, document: dict[str, Any]) -> None:
    answer = client.post(
        f"/api/v1/records/{form}?then=confirm", json.dumps(document), "application/json"
    )
    if answer.status_code != 201:
        raise RuntimeError(answer.content.decode())


@contextmanager
def _watched() -> Iterator[dict[str, int]]:
    """Count what goes through Django's cursor and through ours, and what of it is posting (its
    document's number included)."""
    seen, others, post = {"in_post": 0, "in_request": 0}, [0], books.post

    def note(execute: Any, *arguments: Any) -> Any:
        others[0] += 1
        return execute(*arguments)

    with statements.counting() as ours, connection.execute_wrapper(note):

        def watched(*given: Any, **named: Any) -> Any:
            before = len(ours) + others[0]
            try:
                return post(*given, **named)
            finally:
                seen["in_post"] += len(ours) + others[0] - before

        books.post = watched
        try:
            yield seen
        finally:
            books.post = post
    seen["in_request"] = len(ours) + others[0]


@contextmanager
def _at_postgresql(warm: Callable[[], None]) -> Iterator[list[int]]:
    """All statements that PostgreSQL executed meanwhile, BEGIN and COMMIT too."""
    calls = [0]
    name = connection.settings_dict["NAME"]
    url = os.environ["HUOLANG_ADMINISTRATOR_DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as administrator, _tracked(administrator):
        warm()
        administrator.execute("SELECT pg_stat_statements_reset()")
        yield calls
        found = administrator.execute(CALLS, [name]).fetchone()
    calls[0] = int(found[0]) if found else 0


@contextmanager
def _tracked(administrator: psycopg.Connection[Any]) -> Iterator[None]:
    """Let PostgreSQL count the statements of new connections for a while; ours is made anew."""
    role = sql.Identifier(connection.settings_dict["USER"])
    track = sql.SQL("ALTER ROLE {} {} pg_stat_statements.track")
    administrator.execute(track.format(role, sql.SQL("SET")) + sql.SQL(" = 'top'"))
    connection.close()
    try:
        yield
    finally:
        administrator.execute(track.format(role, sql.SQL("RESET")))
        connection.close()
