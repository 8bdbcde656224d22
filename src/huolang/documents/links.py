"""单据链: which line of which document became which line of which other, and how much of it.

Rows are written when the later document is confirmed and removed when it is opened again or
cancelled; the audit of that document tells of both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.follow import Counted
from huolang.forms import registry
from huolang.forms.form import Form
from huolang.kernel import sql
from huolang.kernel.columns import Quantity
from huolang.kernel.company import CompanyModel, current_id
from huolang.kernel.keys import new_id
from huolang.kernel.refusals import BusinessError

MOST_STEPS = 200
"""A chain is shown up to here."""

WRITE = """
INSERT INTO documents_link (company_id, from_form, to_form, to_record, id, from_record, from_line,
    to_line, quantity)
SELECT %s::bigint, %s::text, %s::text, %s::uuid, v.* FROM (VALUES {rows}) AS v
"""
ROW = "(%s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::numeric)"
REMOVE = "DELETE FROM documents_link WHERE company_id = %s::bigint AND to_record = %s::uuid"
NEXT = """
SELECT DISTINCT to_form, to_record FROM documents_link
WHERE company_id = %s::bigint AND from_record = %s::uuid
"""
BEFORE = """
WITH RECURSIVE step AS (
    SELECT from_form, from_record FROM documents_link
    WHERE company_id = %s::bigint AND to_record = %s::uuid
    UNION
    SELECT l.from_form, l.from_record FROM step
    JOIN documents_link l ON l.company_id = %s::bigint AND l.to_record = step.from_record)
SELECT from_form, from_record FROM step
"""
AFTER = """
WITH RECURSIVE step AS (
    SELECT to_form, to_record FROM documents_link
    WHERE company_id = %s::bigint AND from_record = %s::uuid
    UNION
    SELECT l.to_form, l.to_record FROM step
    JOIN documents_link l ON l.company_id = %s::bigint AND l.from_record = step.to_record)
SELECT to_form, to_record FROM step
"""
DISCOUNTS = """
SELECT coalesce(sum(d.{column}), 0) FROM {table} d
WHERE d.company_id = %s::bigint AND d.id IN (
    SELECT l.to_record FROM documents_link l
    WHERE l.company_id = %s::bigint AND l.from_record = %s::uuid)
"""
DRAFTS = """
SELECT DISTINCT d.id FROM {later} d
JOIN {later_lines} l ON l.company_id = d.company_id AND l.document_id = d.id
JOIN {lines} s ON s.company_id = l.company_id AND s.id = l.{column}
WHERE d.company_id = %s::bigint AND s.document_id = %s::uuid AND s.company_id = %s::bigint
  AND d.state = 'draft'
"""
SOURCES = """
SELECT DISTINCT s.document_id FROM {lines} l
JOIN {sources} s ON s.company_id = l.company_id AND s.id = l.{column}
WHERE l.company_id = %s::bigint AND l.document_id = %s::uuid AND s.company_id = %s::bigint
LIMIT 20
"""
"""What the lines of one document refer to."""
SHOWN = """
SELECT id, number, state, date FROM {table} WHERE company_id = %s::bigint AND id = ANY(%s::uuid[])
"""


class HasSuccessors(BusinessError):
    """`documents` lists them: [{"form", "id", "number"}]."""

    code = "document.has_successors"
    message = _("已有后续单据 {numbers}，请先处理它们")


class Link(CompanyModel):
    """`quantity` (base unit) of line `from_line` went into line `to_line`."""

    from_form = models.CharField(max_length=64)
    from_record = models.UUIDField()
    from_line = models.UUIDField()
    to_form = models.CharField(max_length=64)
    to_record = models.UUIDField()
    to_line = models.UUIDField()
    quantity = Quantity()

    class Meta(CompanyModel.Meta):
        verbose_name = _("单据关联")
        indexes = [
            models.Index(fields=["company", "from_record"], name="documents_link_from"),
            models.Index(fields=["company", "to_record"], name="documents_link_to"),
            models.Index(fields=["company", "from_line"], name="documents_link_line"),
        ]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One document of a chain, as it is shown."""

    form: str
    id: UUID
    number: str
    state: str
    date: date | None
    label: str


def write(counted: Sequence[Counted], *, from_form: str, to_form: str, to_record: UUID) -> None:
    """Remember what each line of a confirmed document came from, in one statement."""
    rows = [
        (new_id(), one.record, one.use.source, one.use.line, one.use.quantity) for one in counted
    ]
    sql.run_rows(WRITE, ROW, rows, before=[current_id(), from_form, to_form, to_record])


def remove(to_record: UUID) -> None:
    """Forget the links of a document that no longer stands."""
    sql.run(REMOVE, [current_id(), to_record])


def refuse_successors(record: UUID) -> None:
    """Refuse when confirmed documents rest on this one, and name them."""
    found = sql.run(NEXT, [current_id(), record]).fetchall()
    if found:
        steps = _steps(found)
        shown = [{"form": s.form, "id": str(s.id), "number": s.number} for s in steps]
        raise HasSuccessors(numbers="、".join(s.number for s in steps), documents=shown)


def has_successors(record: UUID) -> bool:
    """Whether confirmed documents rest on this one."""
    return sql.run(NEXT + " LIMIT 1", [current_id(), record]).fetchone() is not None


def before(record: UUID) -> list[Step]:
    """Confirmed documents that led to this one, oldest first."""
    return _steps(_before(record))


def before_draft(form: Form, record: UUID) -> list[Step]:
    """Documents that a draft goes on from, and those that led to them, oldest first."""
    follow = getattr(form.model, "follows", None)
    if follow is None:
        return []
    earlier = registry.get(follow.form)
    statement = SOURCES.format(
        lines=form.tables_by_name["lines"].table,
        sources=earlier.tables_by_name["lines"].table,
        column=follow.column,
    )
    company = current_id()
    sources = [row[0] for row in sql.run(statement, [company, record, company]).fetchall()]
    found = {(earlier.name, source): None for source in sources}
    for source in sources:
        found.update(dict.fromkeys((name, key) for name, key in _before(source)))
    return _steps(list(found))


def _before(record: UUID) -> list[Sequence[Any]]:
    company = current_id()
    return sql.run(BEFORE, [company, record, company]).fetchall()


def after(record: UUID) -> list[Step]:
    """Confirmed documents that came of this one, oldest first."""
    company = current_id()
    return _steps(sql.run(AFTER, [company, record, company]).fetchall())


def drafts(form: str, record: UUID) -> list[Step]:
    """Documents that refer to this one and are not confirmed yet."""
    steps: list[Step] = []
    company = current_id()
    for later in registry.all():
        follow = getattr(later.model, "follows", None)
        if follow is None or follow.form != form:
            continue
        statement = DRAFTS.format(
            later=later.table,
            later_lines=later.tables_by_name["lines"].table,
            lines=registry.get(form).tables_by_name["lines"].table,
            column=follow.column,
        )
        found = sql.run(statement, [company, record, company]).fetchall()
        steps += _steps([(later.name, row[0]) for row in found])
    return steps


def discounts(record: UUID, form: str, column: str) -> Decimal:
    """What the confirmed documents of `form` that came of this one gave off their whole, in all;
    they keep it in `column`."""
    statement = DISCOUNTS.format(table=registry.get(form).table, column=column)
    company = current_id()
    row = sql.run(statement, [company, company, record]).fetchone()
    return row[0] if row else Decimal(0)


def _steps(found: Sequence[Sequence[Any]]) -> list[Step]:
    """Read the documents of a chain: one statement per form."""
    by_form: dict[str, list[UUID]] = {}
    for name, record in found[:MOST_STEPS]:
        by_form.setdefault(name, []).append(record)
    steps = [step for name, ids in by_form.items() for step in _of_form(registry.get(name), ids)]
    return sorted(steps, key=lambda step: (step.date is None, step.date, str(step.id)))


def _of_form(form: Form, ids: Sequence[UUID]) -> list[Step]:
    statement = SHOWN.format(table=form.table)
    rows = sql.run(statement, [current_id(), sql.array(ids)]).fetchall()
    label = str(form.label)
    return [
        Step(form=form.name, id=key, number=number, state=state, date=day, label=label)
        for key, number, state, day in rows
    ]
