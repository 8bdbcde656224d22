"""What a document leaves behind, kept (`audit`) and told (`outbox`) by one statement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from huolang.kernel import audit, outbox, sql
from huolang.kernel.audit import Trace
from huolang.kernel.outbox import Happened


def write(
    traces: Sequence[Trace], events: Sequence[Happened], *, at: datetime, no: int | None = None
) -> None:
    """Append `traces` and `events` as the last statement of a transaction, as `audit.write` and
    `outbox.write` would; there are few of them."""
    statement = _statement(len(traces), len(events), numbered=no is not None)
    kept = [value for row in audit.rows(traces, at=at) for value in row]
    told = [value for row in outbox.rows(events) for value in row]
    sql.run(statement, [*kept, *outbox.first(no), *told])


@lru_cache(maxsize=64)
def _statement(traces: int, events: int, *, numbered: bool) -> str:
    kept = sql.with_rows(audit.INSERT, audit.ROW, traces)
    told = sql.with_rows(outbox.statement(numbered=numbered), outbox.ROW, events)
    return f"WITH traced AS ({kept}), {told.removeprefix('WITH ')}"
