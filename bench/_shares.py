"""Where the application's CPU of one request goes: posting, storing, transaction, all the rest.

Measured inside one process, without HTTP server and network, by the CPU clock of its thread: what
is spent in `books.post`; in storing (rows of the document, its audit and events, and every other
statement outside posting: who asks, what the references mean); in BEGIN and COMMIT; and what is
left (middleware, checking what was typed, amounts, the answer).
"""

from __future__ import annotations

import functools
import io
import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction

from bench import _shop, _shop_bodies
from huolang.forms import store
from huolang.kernel import audit, outbox, prepared
from huolang.ledger import books

POSTING, STORING, TRANSACTION = "posting", "storing", "transaction"
WATCHED: tuple[tuple[Any, str, str], ...] = (
    (books, "post", POSTING),
    (store, "insert", STORING),
    (store, "update", STORING),
    (audit, "write", STORING),
    (outbox, "write", STORING),
    (prepared, "execute", STORING),
    (transaction.Atomic, "__enter__", TRANSACTION),
    (transaction.Atomic, "__exit__", TRANSACTION),
)
WARM = 30
REQUESTS = 300


def shares(shop: _shop.Shop, form: str) -> dict[str, Any]:
    """Milliseconds of CPU per request, by what they were spent on; `all` is their sum."""
    chance, token = random.Random(form), shop.token
    bodies = [
        _shop_bodies.document(
            form,
            shop.warehouse,
            chance.sample(shop.products, _shop_bodies.LINES),
            chance.choice(shop.partners),
            chance,
        )
        for _ in range(WARM + REQUESTS)
    ]
    site = WSGIHandler()
    spent = dict.fromkeys((POSTING, STORING, TRANSACTION), 0.0)
    for body in bodies[:WARM]:
        _post(site, token, form, body)
    with _watched(spent):
        began = time.thread_time()
        for body in bodies[WARM:]:
            _post(site, token, form, body)
        whole = time.thread_time() - began
    spent["rest"] = whole - sum(spent.values())
    spent["all"] = whole
    each = {name: round(1000 * seconds / REQUESTS, 2) for name, seconds in spent.items()}
    return {"form": form, **each}


def _post(site: WSGIHandler, token: str, form: str, body: dict[str, Any]) -> None:
    text = json.dumps(body).encode()
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": f"/api/v1/records/{form}",
        "QUERY_STRING": "then=confirm",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(text)),
        "HTTP_AUTHORIZATION": f"Bearer {token}",
        "HTTP_HOST": "localhost",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.input": io.BytesIO(text),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
    }
    status: list[str] = []
    answer = site(environ, lambda said, _headers, _info=None: status.append(said))
    for _part in answer:
        pass
    close: Callable[[], None] | None = getattr(answer, "close", None)
    if close is not None:
        close()
    if not status[0].startswith("201"):
        raise RuntimeError(status[0])


@contextmanager
def _watched(spent: dict[str, float]) -> Iterator[None]:
    """Count the CPU inside the watched functions, each moment for the outermost one."""
    inside = [False]

    def timed(work: Callable[..., Any], name: str) -> Callable[..., Any]:
        @functools.wraps(work)
        def watched(*given: Any, **named: Any) -> Any:
            if inside[0]:
                return work(*given, **named)
            inside[0], began = True, time.thread_time()
            try:
                return work(*given, **named)
            finally:
                spent[name] += time.thread_time() - began
                inside[0] = False

        return watched

    found = [(place, name, getattr(place, name), kind) for place, name, kind in WATCHED]
    for place, name, work, kind in found:
        setattr(place, name, timed(work, kind))
    try:
        yield
    finally:
        for place, name, work, _kind in found:
            setattr(place, name, work)
