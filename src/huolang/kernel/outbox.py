"""What happened, for whoever reacts after commit: mail, webhooks, automation, live screens.

Every event carries the company's next `no`, taken from `BookHead`, the last row that a
transaction locks. So `no` rises in the order of commits and a reader that has seen no 7 never
later finds a 6. `kernel.reactions` is such a reader.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel import reactions, sql
from huolang.kernel.company import AppendOnlyModel, CompanyRow, current_id
from huolang.kernel.keys import CompanyField, new_id


class BookHead(CompanyRow):
    """The last number given in a company's books and events. Locked last, held until commit."""

    company = CompanyField(primary_key=True, default=current_id)
    last_no = models.BigIntegerField(default=0)

    class Meta(CompanyRow.Meta):
        pass


class Event(AppendOnlyModel):
    no = models.BigIntegerField()
    name = models.CharField(_("事件"), max_length=64)
    form = models.CharField(_("单据类型"), max_length=64)
    record = models.UUIDField(_("记录"))
    revision = models.IntegerField(default=0)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()
    data: Any = models.JSONField(default=dict)  # pyright: ignore[reportUnknownVariableType]

    class Meta(AppendOnlyModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["company", "no", "id"], name="kernel_event_no")
        ]


NEXT_NO = (
    "WITH head AS (UPDATE kernel_bookhead SET last_no = last_no + 1 WHERE company_id = %s"
    " RETURNING last_no AS no, clock_timestamp() AS at)"
)
GIVEN_NO = "WITH head AS (SELECT %s::bigint AS no, clock_timestamp() AS at)"
INSERT = (
    " INSERT INTO kernel_event"
    " (company_id, no, at, id, name, form, record, revision, by, data)"
    " SELECT %s::bigint, head.no, head.at, v.* FROM head, (VALUES {rows}) AS v"
)
NUMBERED = (
    "INSERT INTO kernel_event (company_id, at, id, name, form, record, revision, by, data, no)"
    " SELECT %s::bigint, clock_timestamp(), v.* FROM (VALUES {rows}) AS v"
)
ROW = "(%s::uuid, %s::text, %s::text, %s::uuid, %s::int, %s::uuid, %s::jsonb)"


@dataclass(frozen=True, kw_only=True)
class Happened:
    """One event: `name` is "form.verb", e.g. "purchase_receipt.confirmed"."""

    name: str
    form: str
    record: UUID
    by: UUID | None
    revision: int = 0
    data: Mapping[str, Any] = field(default_factory=dict[str, Any])


def write(events: Sequence[Happened], *, no: int | None = None) -> None:
    """Append `events` as the last statement of a transaction.

    With `no` (a posting's own number) they share it; without, the company's next one is taken.
    """
    if events:
        sql.run_rows(statement(numbered=no is not None), ROW, rows(events), before=first(no))


def statement(*, numbered: bool) -> str:
    """Appends `{rows}`; with or without a number of their own."""
    return (GIVEN_NO if numbered else NEXT_NO) + INSERT


def first(no: int | None) -> list[int]:
    """What is bound before its rows."""
    company = current_id()
    return [company if no is None else no, company]


def rows(events: Sequence[Happened]) -> list[tuple[Any, ...]]:
    """Their values, in the order of `ROW`; whoever reacts to them is woken after the commit."""
    reactions.wake(e.name for e in events)
    return [(new_id(), e.name, e.form, e.record, e.revision, e.by, _json(e.data)) for e in events]


def write_numbered(events: Sequence[tuple[int, Happened]]) -> None:
    """Append the events of several postings, each under the number of its own."""
    told = [
        (*row, no) for row, (no, _event) in zip(rows([e for _no, e in events]), events, strict=True)
    ]
    sql.run_rows(NUMBERED, ROW[:-1] + ", %s::bigint)", told, before=[current_id()])


def last_no() -> int:
    """The number of the newest posting or event of the company."""
    return BookHead.objects.get().last_no


def _json(value: Mapping[str, Any]) -> str:
    return orjson.dumps(value, default=str).decode()
