"""合并往来单位: what the one that is kept takes over of its duplicate.

It becomes customer or supplier where the duplicate was, on the terms that were agreed with that one
where nothing is agreed with itself; contacts and delivery addresses that it lacks stand below it as
well. What both have stays as the kept one has it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from huolang.forms import registry, writer
from huolang.forms.validate import Row, Values

ROLES = ("is_supplier", "is_customer")
CREDIT = ("credit_limit", "credit_days")
"""What holds for who becomes a customer."""
BELOW: dict[str, tuple[Callable[[Any], Any], str]] = {
    "contacts": (lambda row: (row.name, row.phone), "is_main"),
    "addresses": (lambda row: row.whole(), "is_default"),
}
"""By which rows are the same, and the mark that only one of them has."""


def hand_over(old: Any, kept: Any, *, by: UUID | None, at: datetime) -> None:
    """Write it like any other change, audit and all; the duplicate keeps its own."""
    form = registry.of(type(kept))
    fields = _fields(old, kept)
    tables = {name: rows for name in BELOW if (rows := _rows(form, name, old, kept))}
    if fields or tables:
        writer.save(form, Values(form, fields, tables), existing=kept, by=by, at=at)


def _fields(old: Any, kept: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        role: True for role in ROLES if getattr(old, role) and not getattr(kept, role)
    }
    if found and not kept.term_kind and old.term_kind:
        found |= {"term_kind": old.term_kind, "term_days": old.term_days}
    if "is_customer" in found:
        agreed = {name: getattr(old, name) for name in CREDIT if getattr(kept, name) is None}
        found |= {name: value for name, value in agreed.items() if value is not None}
        if kept.price_level_id is None and old.price_level_id is not None:
            found["price_level"] = old.price_level_id
    return found


def _rows(form: Any, name: str, old: Any, kept: Any) -> list[Row]:
    """All that the kept one has then; nothing where it lacks none."""
    same, mark = BELOW[name]
    ours, theirs = kept.tables[name], old.tables[name]
    has = {same(row) for row in ours}
    lacking = [row for row in theirs if same(row) not in has]
    if not lacking:
        return []
    attributes = {one.name: one.attribute for one in form.tables_by_name[name].fields}
    added = [
        Row(None, {field: getattr(row, attribute) for field, attribute in attributes.items()})
        for row in lacking
    ]
    for row in added if ours else ():
        row.fields[mark] = False
    return [*(Row(row.id, {}) for row in ours), *added]
