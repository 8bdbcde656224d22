"""What serves requests gives up in time, and only that."""

from __future__ import annotations

from typing import Any

from django.db import connections

from huolang.kernel import patience

NAMES = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")


def told() -> list[str]:
    made = connections.create_connection("default")
    try:
        with made.cursor() as cursor:
            return [cursor.execute(f"SHOW {name}").fetchone()[0] for name in NAMES]
    finally:
        made.close()


def test_requests_wait_less_long_than_jobs(live_company: Any, monkeypatch: Any) -> None:
    settings = connections.settings["default"]
    monkeypatch.setitem(settings, "OPTIONS", dict(settings["OPTIONS"]))
    assert told() == ["0", "0", "10min"]

    patience.serve_requests()

    assert told() == ["20s", "2min", "1min"]
