"""文件里的单据编号: a document of a file gets a number of ours; the file's says which rows are of
it, whether it was entered before, and which document other files mean by it.

What a number means is asked where it may be two: files of another program count like we do, and
what was refused or left out there shifts every number after it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.forms.references import text_array
from huolang.integrations.import_run import ImportRun
from huolang.integrations.rows.groups import Group, Plan, at_row, sent, text_of
from huolang.kernel import sql
from huolang.kernel.company import CompanyRow, current_id
from huolang.kernel.refusals import Invalid

LONGEST = 40
SERIOUS, MIXED = 6, 4
"""Signs of a number that is that of one document: of any, and of letters with figures."""
DATE = "date"
LINES = "lines"
DRAFTS = ("草稿", "DRAFT")
"""How exports call documents that have no number yet."""
DIGITS = re.compile(r"(\d+)")
FIGURES = str.maketrans("", "", "0123456789")
KEEP = """
INSERT INTO integrations_givennumber
    (company_id, form, number, source, record, run, serious, shape, lines, alike, beside, about,
     said)
VALUES {rows}
ON CONFLICT DO NOTHING RETURNING record
"""
ROW = (
    "(%s::bigint, %s::text, %s::text, %s::text, %s::uuid, %s::uuid, %s::boolean, %s::text,"
    " %s::uuid[], %s::text, %s::text, %s::text, %s::text[])"
)


class GivenNumber(CompanyRow):
    """A document that a file called by a number of its own, in capitals; nothing where it had
    none. A serious number is that of one document of its `source`."""

    pk = models.CompositePrimaryKey("company_id", "form", "number", "record")
    form = models.CharField(max_length=64)
    number = models.CharField(max_length=LONGEST)
    record = models.UUIDField()
    run = models.UUIDField(null=True)
    serious = models.BooleanField(default=False)
    shape = models.CharField(max_length=LONGEST, default="")
    """The number without its figures."""
    source = models.CharField(max_length=LONGEST, default="")
    """Whose numbers these are, where several shops count alike: what the importer called them, as
    `shop` writes it."""
    lines = ArrayField(models.UUIDField(), default=list)
    """The lines that the rows of the file became, in their order."""
    alike = models.CharField(max_length=32, default="")
    """What an equal document of another file has, too, as `same_again` makes it; nothing where it
    says no figure, or came before this was kept."""
    beside = models.CharField(max_length=32, default="")
    """What those of the same day and partner have, too, where its rows say what they are about."""
    about = models.CharField(max_length=32, default="")
    """What another one about the same goods has, too."""
    said = ArrayField(models.CharField(max_length=16), default=list)
    """Its rows, each as an equal one of another document is."""

    class Meta(CompanyRow.Meta):
        verbose_name = _("文件里的单据编号")
        indexes = [
            models.Index(fields=["company", "form", "record"], name="integrations_given_record"),
            models.Index(fields=["company", "form", "shape"], name="integrations_given_shape"),
            models.Index(fields=["company", "form", "alike"], name="integrations_given_alike"),
            models.Index(
                fields=["company", "form", "beside"],
                name="integrations_given_beside",
                condition=~models.Q(beside=""),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "form", "source", "number"],
                condition=models.Q(serious=True),
                name="integrations_given_once",
            )
        ]


class EnteredBefore(Invalid):
    code = "import.entered_before"
    message = _("{number} 已在系统里（{own}）；确实是另一张，请改掉或清空这一格")


def plain(text: str) -> str:
    """As it is looked for; what is too long is nobody's."""
    return unicodedata.normalize("NFKC", text).strip()


def shop(name: str) -> str:
    """A shop as it is compared: capitals, widths and spaces make no other one of it."""
    return "".join(plain(name).split()).upper()[:LONGEST]


def called(own: str | None) -> str:
    """A document by the number that it has here; a draft has none."""
    return own or str(_("草稿"))


def draft(record: UUID) -> str:
    """How every export calls a draft: where others go on from it, they name it so."""
    return str(_("草稿{number}").format(number=record.hex[-8:].upper()))


def of(plan: Plan, cells: Sequence[Any]) -> str:
    """The number that a row of a document gives, if any."""
    if not (plan.form.is_document and plan.group):
        return ""
    return plain(text_of(cells, plan.group[0]))


def in_order(
    plan: Plan, lines: Iterable[tuple[int, Sequence[Any]]], first: Collection[int]
) -> list[int]:
    """The first rows of numbered documents by their days and numbers, so that these get ours in the
    same order; empty where the file has them so already."""
    numbers: dict[int, tuple[str, str]] = {}
    day = next((one for one in plan.header if one.path == DATE), None)
    for row, cells in lines:
        if row not in first and (number := of(plan, cells)):
            cell = cells[day.number] if day and day.number < len(cells) else None
            told = str(sent(day, cell)) if day and cell is not None else ""
            numbers[row] = told[: len("2026-01-05")], number
    ordered = sorted(numbers, key=lambda row: (numbers[row][0], _natural(numbers[row][1]), row))
    return [] if ordered == list(numbers) else ordered


def _natural(number: str) -> list[tuple[int, str]]:
    return [
        (int(part), "") if part.isdecimal() else (-1, part) for part in DIGITS.split(number.upper())
    ]


def keep(plan: Plan, run: ImportRun, made: Iterable[tuple[Group, Any]]) -> None:
    """Remember what the file calls the documents that were made of it, and which lines its rows
    became. Raises EnteredBefore for what somebody else entered a moment ago."""
    kept: dict[UUID, tuple[Any, ...]] = {}
    of_group: dict[UUID, Group] = {}
    for group, document in made:
        number = of(plan, group.lines[0][1]).upper()
        lines = sql.array(document.sent_rows.get(LINES, ()) if number else ())
        which = current_id(), plan.form.name, number, shop(run.source), document.id, run.id
        told = is_serious(number), number.translate(FIGURES), lines
        rows = text_array(group.said)
        kept[document.id] = *which, *told, group.alike, group.beside, group.about, rows
        of_group[document.id] = group
    there = {row[0] for row in sql.run_rows(KEEP, ROW, sorted(kept.values(), key=lambda r: r[2]))}
    for record, row in kept.items():
        if record not in there:
            group = of_group[record]
            place = str(plan.headers[plan.group[0]])
            raise at_row(EnteredBefore(number=row[2], own=_("刚导入")), group.lines[0][0], place)


def is_serious(number: str) -> bool:
    """Whether it is no mere 1, 2, 3 or A1 of the rows of one file: no other document is called
    INV-1 as well."""
    if number.upper().startswith(DRAFTS):
        return False
    plain = [one for one in number if one.isascii()]
    mixed = any(one.isdigit() for one in plain) and any(one.isalpha() for one in plain)
    return len(number) >= (MIXED if mixed else SERIOUS)


def variants(numbers: Iterable[str]) -> tuple[str, str]:
    """Numbers in capitals, and beside each how it may be written here."""
    both = sorted({(one.upper(), way) for one in numbers for way in (one, one.upper())})
    return text_array(asked for asked, _ in both), text_array(way for _, way in both)
