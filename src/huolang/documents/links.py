"""单据链: which line of which document became which line of which other, and how much of it.

Rows are written when the later document is confirmed and removed when it is opened again or
cancelled; the audit of that document tells of both.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents import originals
from huolang.documents.follow import Counted, Follow
from huolang.forms import registry
from huolang.forms.form import Form
from huolang.kernel import sql
from huolang.kernel.columns import Quantity
from huolang.kernel.company import CompanyModel, current_id
from huolang.kernel.keys import new_id
from huolang.kernel.listing import listed
from huolang.kernel.refusals import BusinessError
from huolang.ledger.settled import Key

MOST_STEPS = 200
"""A chain is shown up to here."""

WRITE = """
INSERT INTO documents_link (company_id, from_form, to_form, to_record, id, from_record, from_line,
    to_line, quantity)
SELECT %s::bigint, %s::text, %s::text, %s::uuid, v.* FROM (VALUES {rows}) AS v
"""
ROW = "(%s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::numeric)"
REMOVE = """
DELETE FROM documents_link WHERE company_id = %s::bigint AND to_record = %s::uuid
RETURNING from_form, from_record
"""
NEXT = """
SELECT DISTINCT to_form, to_record FROM documents_link
WHERE company_id = %s::bigint AND from_record = ANY(%s::uuid[])
"""
LAST = """
SELECT DISTINCT from_form, from_record FROM documents_link
WHERE company_id = %s::bigint AND to_record = %s::uuid
"""
BEFORE = """
WITH RECURSIVE step AS (
    SELECT from_form, from_record FROM documents_link
    WHERE company_id = %s::bigint AND to_record = ANY(%s::uuid[])
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
SELECT d.id, d.{column} FROM {table} d
WHERE d.company_id = %s::bigint AND d.{column} <> 0 AND d.id IN (
    SELECT l.to_record FROM documents_link l
    WHERE l.company_id = %s::bigint AND l.from_record = %s::uuid)
ORDER BY d.id
"""
TAKEN = """
SELECT from_form, from_record, from_line, quantity FROM documents_link
WHERE company_id = %s::bigint AND to_record = %s::uuid ORDER BY from_record, id
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


def remove(to_record: UUID) -> list[Key]:
    """Forget the links of a document that no longer stands; what it had gone on from."""
    return sorted(set(_keys(REMOVE, [current_id(), to_record])))


def refuse_successors(key: Key) -> None:
    """Refuse when confirmed documents came of this one, or name it, and tell which."""
    form, record = key
    found = [*next_of([record]), *originals.naming(form, [record], most=MOST_STEPS)]
    if found:
        raise HasSuccessors(**told(found))


def told(found: Sequence[Key]) -> dict[str, Any]:
    """What a refusal for the sake of these documents says of them."""
    later = steps(found)
    shown = [{"form": s.form, "id": str(s.id), "number": s.number} for s in later]
    return {"numbers": listed(s.number for s in later), "documents": shown}


def next_of(records: Collection[UUID]) -> list[Key]:
    """Confirmed documents that came of these at once."""
    return _keys(NEXT, [current_id(), sql.array(records)])


def last_of(record: UUID) -> list[Key]:
    """Confirmed documents of which this one came at once."""
    return _keys(LAST, [current_id(), record])


def before(records: Collection[UUID]) -> list[Key]:
    """Confirmed documents that led to these."""
    company = current_id()
    return _keys(BEFORE, [company, sql.array(records), company])


def after(record: UUID) -> list[Key]:
    """Confirmed documents that came of this one."""
    company = current_id()
    return _keys(AFTER, [company, record, company])


def sources(form: Form, record: UUID) -> list[Key]:
    """Documents that the lines of a draft refer to."""
    found: list[Key] = []
    company = current_id()
    for follow in follow_list(form):
        earlier = registry.get(follow.form)
        statement = SOURCES.format(
            lines=form.tables_by_name["lines"].table,
            sources=earlier.tables_by_name["lines"].table,
            column=follow.column,
        )
        rows = sql.run(statement, [company, record, company]).fetchall()
        found += [(earlier.name, row[0]) for row in rows]
    return found


def follow_list(form: Form) -> Sequence[Follow]:
    """What the lines of a form refer to; nothing where it is no document."""
    return getattr(form.model, "follows", ())


def following(form: str) -> list[tuple[Form, Follow]]:
    """The forms whose lines refer to lines of `form`, and how."""
    return [
        (later, follow)
        for later in registry.all()
        for follow in follow_list(later)
        if follow.form == form
    ]


def drafts(form: str, record: UUID) -> list[Key]:
    """Documents that refer to this one and are not confirmed yet."""
    found: list[Key] = []
    company = current_id()
    for later, follow in following(form):
        statement = DRAFTS.format(
            later=later.table,
            later_lines=later.tables_by_name["lines"].table,
            lines=registry.get(form).tables_by_name["lines"].table,
            column=follow.column,
        )
        rows = sql.run(statement, [company, record, company]).fetchall()
        found += [(later.name, row[0]) for row in rows]
    return found


def discounts(record: UUID, form: str, column: str) -> list[tuple[UUID, Decimal]]:
    """What each confirmed document of `form` that came of this one gave off its whole; they keep it
    in `column`."""
    statement = DISCOUNTS.format(table=registry.get(form).table, column=column)
    company = current_id()
    return sql.run(statement, [company, company, record]).fetchall()


def taken(record: UUID) -> list[tuple[str, UUID, UUID, Decimal]]:
    """What a confirmed document took of earlier ones: form, record, line, base quantity."""
    return sql.run(TAKEN, [current_id(), record]).fetchall()


def steps(found: Sequence[Key]) -> list[Step]:
    """These documents as they are shown, oldest first: one statement per form."""
    by_form: dict[str, list[UUID]] = {}
    for name, record in found[:MOST_STEPS]:
        by_form.setdefault(name, []).append(record)
    shown = [step for name, ids in by_form.items() for step in _of_form(registry.get(name), ids)]
    return sorted(shown, key=lambda step: (step.date is None, step.date, str(step.id)))


def _keys(statement: str, parameters: Sequence[Any]) -> list[Key]:
    return [(row[0], row[1]) for row in sql.run(statement, parameters).fetchall()]


def _of_form(form: Form, ids: Sequence[UUID]) -> list[Step]:
    statement = SHOWN.format(table=form.table)
    rows = sql.run(statement, [current_id(), sql.array(ids)]).fetchall()
    label = str(form.label)
    return [
        Step(form=form.name, id=key, number=number, state=state, date=day, label=label)
        for key, number, state, day in rows
    ]
