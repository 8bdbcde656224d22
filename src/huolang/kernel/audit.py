"""审计: who changed what, when, from what to what, in which request. Rows are append-only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel import sql
from huolang.kernel.clock import now
from huolang.kernel.company import AppendOnlyModel, current_id
from huolang.kernel.keys import new_id
from huolang.kernel.request import request_id

OFTEN = ("change", "confirm", "create")
"""Actions that most entries tell of; the others have an index of their own."""


class AuditEntry(AppendOnlyModel):
    at = models.DateTimeField(_("时间"))
    by = models.UUIDField(_("操作人"), null=True)
    form = models.CharField(_("单据类型"), max_length=64)
    record = models.UUIDField(_("记录"))
    action = models.CharField(_("操作"), max_length=32)
    changes: Any = models.JSONField(_("改动"), default=dict)  # pyright: ignore[reportUnknownVariableType]
    request = models.CharField(_("请求"), max_length=64, blank=True)

    class Meta(AppendOnlyModel.Meta):
        verbose_name = _("审计记录")
        indexes = [
            models.Index(fields=["company", "form", "record", "at"], name="kernel_audit_record"),
            models.Index(fields=["company", "at", "id"], name="kernel_audit_newest"),
            models.Index(fields=["company", "form", "at", "id"], name="kernel_audit_form"),
            models.Index(fields=["company", "by", "at", "id"], name="kernel_audit_by"),
            models.Index(
                fields=["company", "action", "at", "id"],
                name="kernel_audit_rare",
                condition=~models.Q(action__in=OFTEN),
            ),
        ]


INSERT = (
    "INSERT INTO kernel_auditentry"
    " (company_id, id, at, by, form, record, action, changes, request) VALUES {rows}"
)
ROW = "(%s, %s, %s, %s, %s, %s, %s, %s, %s)"


@dataclass(frozen=True, kw_only=True)
class Trace:
    """One line of the audit. `changes` maps a field's path to [before, after]."""

    form: str
    record: UUID
    action: str
    by: UUID | None
    changes: Mapping[str, Any] = field(default_factory=dict[str, Any])


def write(traces: Sequence[Trace], *, at: datetime | None = None) -> None:
    """Append `traces` in one statement, in the transaction of what they tell of."""
    if traces:
        sql.run_rows(INSERT, ROW, rows(traces, at=at))


def rows(traces: Sequence[Trace], *, at: datetime | None = None) -> list[tuple[Any, ...]]:
    """Their values, in the order of `INSERT`."""
    moment, company, request = at or now(), current_id(), request_id.get()
    return [
        (company, new_id(), moment, t.by, t.form, t.record, t.action, _json(t.changes), request)
        for t in traces
    ]


def _json(value: Mapping[str, Any]) -> str:
    return orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS).decode()
