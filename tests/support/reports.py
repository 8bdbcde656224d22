"""A shop whose reports are asked, and what they answer in short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from tests.support.client import ApiClient


def report(client: ApiClient, name: str, **asked: Any) -> dict[str, Any]:
    """The first page of a report, which must be answered."""
    answer = client.get(f"/reports/{name}?{urlencode(asked)}")
    assert answer.status_code == 200, answer.content.decode()
    found: dict[str, Any] = answer.json()
    return found


def figures(page: dict[str, Any], *names: str) -> list[tuple[Any, ...]]:
    """These columns of every row; records by their code, number or name."""
    return [tuple(_short(row[name]) for name in names) for row in page["items"]]


def totals(page: dict[str, Any], *names: str) -> tuple[Any, ...]:
    return tuple(page["totals"][name] for name in names)


def _short(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return next(value[part] for part in ("number", "code", "name") if value.get(part))


def all_pages(client: ApiClient, name: str, *, limit: int, **asked: Any) -> list[dict[str, Any]]:
    """Every row of a report, page after page."""
    rows: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        more = {"cursor": cursor} if cursor else {}
        page = report(client, name, limit=limit, **asked, **more)
        rows += page["items"]
        cursor = page["next"]
    return rows


def codes(rows: Sequence[dict[str, Any]], name: str) -> list[str]:
    return [str(_short(row[name])) for row in rows]
