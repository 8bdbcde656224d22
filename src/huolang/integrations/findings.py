"""What a check says of a file besides what is wrong: how many records its rows are, and which rows
it put together though nothing in them says that they belong together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from huolang.integrations.import_run import ImportRun

SHOWN = 20
"""Documents of which the rows are told."""


def of_rows(lines: int, found: Sequence[tuple[int, int, bool]]) -> dict[str, Any]:
    """Of rows that are no record by themselves (`groups.grouped`): how many records there are, and
    the documents of rows that only say the same of it."""
    alike = {first for _row, first, only_alike in found if only_alike}
    rows: dict[int, list[int]] = {}
    for row, first, _alike in found:
        if first in alike and (first in rows or len(rows) < SHOWN):
            rows.setdefault(first, [first]).append(row)
    return {
        "records": lines - len(found),
        "joined": len(alike),
        "joined_rows": [
            {"first": first, "last": some[-1], "rows": len(some)} for first, some in rows.items()
        ],
    }


def shown(run: ImportRun) -> dict[str, Any]:
    """The findings of a run, also of one that was not checked yet."""
    return {"records": 0, "joined": 0, "joined_rows": []} | run.findings
