"""Moments as PostgreSQL writes them, read by what the standard library has for it."""

from datetime import UTC, datetime
from typing import Any

from psycopg.types.datetime import TimestamptzLoader


class Moments(TimestamptzLoader):
    """Of a session in UTC, as Django's are: `2026-03-01 08:00:00.5+00`. What is no such moment
    (infinity, years before Christ) goes the long way, by psycopg's reader, which refuses it."""

    timezone = UTC
    """Django asks, and reads by itself where a session is in another one."""

    def load(self, data: Any) -> datetime:
        try:
            return datetime.fromisoformat(bytes(data).decode())
        except ValueError:
            return super().load(data)
