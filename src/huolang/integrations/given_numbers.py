"""文件里的单据编号: a document of a file gets a number of ours; the file's says which rows are of
it, whether it was entered before, and which document other files mean by it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Form
from huolang.forms.references import text_array
from huolang.integrations.groups import Group, Plan, at_row, text_of
from huolang.integrations.import_run import ImportRun
from huolang.kernel import sql
from huolang.kernel.company import CompanyRow, current_id
from huolang.kernel.refusals import Invalid

LONGEST = 40
SERIOUS = 6
"""Letters of a number that is no mere 1, 2, 3 of the rows of one file."""
DIGITS = re.compile(r"(\d+)")
KNOWN = """
SELECT number, number FROM {table}
WHERE company_id = %s::bigint AND number = ANY(%s::text[]) AND created_at < %s::timestamptz
UNION
SELECT g.number, d.number FROM integrations_givennumber g
JOIN {table} d ON d.company_id = g.company_id AND d.id = g.record
WHERE g.company_id = %s::bigint AND g.form = %s::text AND g.number = ANY(%s::text[])
  AND length(g.number) >= %s::int AND d.created_at < %s::timestamptz
"""
KEEP = """
INSERT INTO integrations_givennumber (company_id, form, number, record) VALUES {rows}
ON CONFLICT DO NOTHING
"""
MEANT = """
SELECT g.number, d.id, d.number FROM integrations_givennumber g
JOIN {table} d ON d.company_id = g.company_id AND d.id = g.record AND d.number <> g.number
WHERE g.company_id = %s::bigint AND g.form = %s::text AND g.number = ANY(%s::text[])
"""
MEANT_OWED = """
SELECT DISTINCT g.number, i.number FROM integrations_givennumber g
JOIN ledger_openitem i ON i.company_id = g.company_id AND i.form = g.form AND i.record = g.record
    AND i.kind = %s::text AND i."left" <> 0 AND i.number <> g.number
WHERE g.company_id = %s::bigint AND g.number = ANY(%s::text[])
"""


class GivenNumber(CompanyRow):
    """A document that a file called by a number of its own."""

    pk = models.CompositePrimaryKey("company_id", "form", "number", "record")
    form = models.CharField(max_length=64)
    number = models.CharField(max_length=LONGEST)
    record = models.UUIDField()

    class Meta(CompanyRow.Meta):
        verbose_name = _("文件里的单据编号")


class EnteredBefore(Invalid):
    code = "import.entered_before"
    message = _("{number} 已在系统里（{own}）；确实是另一张，请改掉或清空这一格")


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()[:LONGEST]


def of(plan: Plan, cells: Sequence[Any]) -> str:
    """The number that a row of a document gives, if any."""
    if not (plan.form.is_document and plan.group):
        return ""
    return plain(text_of(cells, plan.group[0]))


def in_order(
    plan: Plan, lines: Iterable[tuple[int, Sequence[Any]]], first: Collection[int]
) -> list[int]:
    """The first rows of numbered documents by their numbers, so that these get ours in the same
    order; empty where the file has them so already."""
    numbers: dict[int, str] = {}
    for row, cells in lines:
        if row not in first and (number := of(plan, cells)):
            numbers[row] = number
    ordered = sorted(numbers, key=lambda row: (_natural(numbers[row]), row))
    return [] if ordered == list(numbers) else ordered


def _natural(number: str) -> list[tuple[int, str]]:
    return [
        (int(part), "") if part.isdecimal() else (-1, part) for part in DIGITS.split(number.upper())
    ]


def refuse_known(plan: Plan, run: ImportRun, groups: Sequence[Group]) -> None:
    """Note which documents were there before the file was sent."""
    named = dict(_named(plan, groups))
    if not named:
        return
    company, numbers = current_id(), text_array(set(named.values()))
    parameters = [company, numbers, run.created_at]
    parameters += [company, plan.form.name, numbers, SERIOUS, run.created_at]
    found = dict(sql.run(KNOWN.format(table=plan.form.table), parameters).fetchall())
    place = str(plan.headers[plan.group[0]])
    for group in groups:
        number = named.get(group.key, "")
        if number in found:
            error = EnteredBefore(number=number, own=found[number] or "—")
            group.errors.append(at_row(error, group.lines[0][0], place))


def keep(plan: Plan, made: Iterable[tuple[Group, Any]]) -> None:
    """Remember what the file calls the documents that were made of it."""
    rows: list[tuple[Any, ...]] = []
    for group, document in made:
        number = of(plan, group.lines[0][1])
        if number and number != document.number:
            rows.append((current_id(), plan.form.name, number, document.id))
    sql.run_rows(KEEP, "(%s::bigint, %s::text, %s::text, %s::uuid)", rows)


def meant(form: Form, numbers: Iterable[str]) -> Mapping[str, list[tuple[UUID, str]]]:
    """The documents that files called so and that have other numbers: record and own number."""
    found: dict[str, list[tuple[UUID, str]]] = {}
    parameters = [current_id(), form.name, text_array(numbers)]
    for number, record, own in sql.run(MEANT.format(table=form.table), parameters):
        found.setdefault(number, []).append((record, own))
    return found


def meant_owed(kind: str, numbers: Iterable[str]) -> Mapping[str, list[str]]:
    """The own numbers of documents that files called so, of any form, with something open."""
    found: dict[str, list[str]] = {}
    parameters = [kind, current_id(), text_array(numbers)]
    for number, own in sql.run(MEANT_OWED, parameters):
        found.setdefault(number, []).append(own)
    return found


def _named(plan: Plan, groups: Iterable[Group]) -> Iterator[tuple[int, str]]:
    for group in groups:
        number = of(plan, group.lines[0][1])
        if number:
            yield group.key, number
