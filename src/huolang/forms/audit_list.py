"""操作日志: what was done in the company, by whom, newest first, in pages that stay fast."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import current_id

ACTIONS = (
    "create",
    "change",
    "delete",
    "confirm",
    "reopen",
    "cancel",
    "close",
    "password",
    "merge",
    "gave_way",
    "reallocate",
    "hold_expired",
    "recount",
    "explain",
    "prove",
    "import",
    "export",
    "print",
    "attach",
    "detach",
)
"""What can be asked for; a list may hold others."""

Mark = tuple[datetime, UUID]
"""Where a page ended."""

SELECT = """
SELECT a.id, a.at, a.by, u.name, u.username, a.form, a.record, a.action, a.changes, a.request
FROM kernel_auditentry a LEFT JOIN kernel_user u ON u.id = a.by
WHERE a.company_id = %s::bigint{conditions}
ORDER BY a.at DESC, a.id DESC LIMIT {limit}
"""


NAMED = "SELECT id FROM {table} WHERE company_id = %s::bigint AND {column} = %s"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which entries are wanted; what is None does not matter. `since` is in, `until` is out."""

    forms: Collection[str] | None = None
    action: str | None = None
    by: UUID | None = None
    records: Collection[UUID] | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the audit. `changes` is as it was written, JSON."""

    id: UUID
    at: datetime
    by: UUID | None
    name: str
    form: str
    record: UUID
    action: str
    changes: Any
    request: str


def page(asked: Asked, *, limit: int, after: Mark | None = None) -> tuple[list[Entry], Mark | None]:
    """The newest entries after the mark, and the mark to go on from."""
    conditions, parameters = _conditions(asked)
    if after is not None:
        conditions.append("(a.at, a.id) < (%s::timestamptz, %s::uuid)")
        parameters += after
    told = "".join(f" AND {one}" for one in conditions)
    statement = SELECT.format(conditions=told, limit=limit + 1)
    rows = sql.run(statement, [current_id(), *parameters]).fetchall()
    found = [_entry(row) for row in rows[:limit]]
    return found, (found[-1].at, found[-1].id) if len(rows) > limit else None


def _conditions(asked: Asked) -> tuple[list[str], list[Any]]:
    conditions: list[str] = []
    parameters: list[Any] = []

    def add(condition: str, *values: Any) -> None:
        conditions.append(condition)
        parameters.extend(values)

    if asked.forms is not None and len(asked.forms) == 1:
        add("a.form = %s", *asked.forms)
    elif asked.forms is not None:
        add("a.form = ANY(%s::text[])", sql.array(sorted(asked.forms)))
    if asked.action in ACTIONS:  # as it stands, for an index that holds the rare ones only
        add(f"a.action = '{asked.action}'")
    if asked.by is not None:
        add("a.by = %s::uuid", asked.by)
    if asked.records is not None:
        add("a.record = ANY(%s::uuid[])", sql.array(asked.records))
    if asked.since is not None:
        add("a.at >= %s::timestamptz", asked.since)
    if asked.until is not None:
        add("a.at < %s::timestamptz", asked.until)
    return conditions, parameters


def _entry(row: Sequence[Any]) -> Entry:
    key, at, by, name, username, form, record, action, changes, request = row
    return Entry(
        id=key,
        at=at,
        by=by,
        name=name or username or "",
        form=form,
        record=record,
        action=action,
        changes=changes,
        request=request,
    )


def called(text: str, forms: Collection[str]) -> list[UUID]:
    """The records of these forms whose number or code is `text`, in one statement."""
    parts: list[str] = []
    parameters: list[Any] = []
    for form in (registry.get(name) for name in sorted(forms) if registry.known(name)):
        for name in ("number", "code"):
            field = form.by_name.get(name)
            if field is None or field.cast not in ("text", "varchar"):
                continue
            column = f"upper({field.column})" if field.unique == "upper" else field.column
            parts.append(NAMED.format(table=form.table, column=column))
            parameters += [current_id(), text.upper() if field.unique == "upper" else text]
    if not parts:
        return []
    return [key for (key,) in sql.run(" UNION ALL ".join(parts), parameters).fetchall()]
