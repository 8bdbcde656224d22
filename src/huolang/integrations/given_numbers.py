"""文件里的单据编号: a document of a file gets a number of ours; the file's says which rows are of
it, whether it was entered before, and which document other files mean by it.

What a number means is asked where it may be two: files of another program count like we do, and
what was refused or left out there shifts every number after it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.forms import registry
from huolang.forms.form import Form
from huolang.forms.references import text_array
from huolang.integrations.groups import Group, Plan, at_row, sent, text_of
from huolang.integrations.import_run import ImportRun, Numbers
from huolang.kernel import sql
from huolang.kernel.company import CompanyRow, current_id
from huolang.kernel.refusals import BusinessError, Invalid

LONGEST = 40
SERIOUS = 6
"""Letters of a number that is no mere 1, 2, 3 of the rows of one file."""
DATE = "date"
DIGITS = re.compile(r"(\d+)")
FIGURES = str.maketrans("", "", "0123456789")
STRANGE = """
NOT EXISTS (SELECT FROM integrations_givennumber g WHERE g.company_id = {record}.company_id
    AND g.form = %s::text AND g.record = {record}.{key} AND g.number = upper({record}.number))
AND EXISTS (SELECT FROM integrations_givennumber g WHERE g.company_id = {record}.company_id
    AND g.form = %s::text AND g.shape = translate(upper({record}.number), '0123456789', ''))
"""
"""Whether no file called a document by the number that it has here, while files have numbers of
that kind: then the number may be another's."""
SAME = """
EXISTS (SELECT FROM integrations_givennumber g WHERE g.company_id = {record}.company_id
    AND g.form = %s::text AND g.record = {record}.{key} AND g.number = upper({record}.number))
"""
MEANT = f"""
SELECT w.asked, d.id, d.number, TRUE, ({STRANGE.format(record="d", key="id")}),
    ({SAME.format(record="d", key="id")})
FROM unnest(%s::text[], %s::text[]) AS w(asked, number)
JOIN {{table}} d ON d.company_id = %s::bigint AND d.number = w.number
UNION
SELECT g.number, d.id, d.number, FALSE, FALSE, FALSE FROM integrations_givennumber g
JOIN {{table}} d ON d.company_id = g.company_id AND d.id = g.record
WHERE g.company_id = %s::bigint AND g.form = %s::text AND g.number = ANY(%s::text[])
  AND g.number <> upper(d.number)
"""  # noqa: S608 - names of forms
KNOWN = f"""
SELECT w.asked, d.number, FALSE, ({STRANGE.format(record="d", key="id")})
FROM unnest(%s::text[], %s::text[]) AS w(asked, number)
JOIN {{table}} d ON d.company_id = %s::bigint AND d.number = w.number AND d.state <> 'cancelled'
WHERE NOT EXISTS (SELECT FROM integrations_givennumber m WHERE m.company_id = d.company_id
    AND m.form = %s::text AND m.record = d.id AND m.run = %s::uuid)
UNION ALL
SELECT g.number, d.number, TRUE, FALSE FROM integrations_givennumber g
JOIN {{table}} d ON d.company_id = g.company_id AND d.id = g.record
WHERE g.company_id = %s::bigint AND g.form = %s::text AND g.number = ANY(%s::text[])
  AND g.serious AND g.run IS DISTINCT FROM %s::uuid
"""  # noqa: S608 - names of forms
FORGET = """
DELETE FROM integrations_givennumber g
WHERE g.company_id = %s::bigint AND g.form = %s::text AND g.number = ANY(%s::text[])
  AND NOT EXISTS (SELECT FROM {table} d WHERE d.company_id = g.company_id AND d.id = g.record
                  AND d.state <> 'cancelled')
"""
KEEP = """
INSERT INTO integrations_givennumber (company_id, form, number, record, run, serious, shape)
VALUES {rows}
ON CONFLICT DO NOTHING RETURNING record
"""
ROW = "(%s::bigint, %s::text, %s::text, %s::uuid, %s::uuid, %s::boolean, %s::text)"
OWED = """
SELECT DISTINCT g.number, i.number, coalesce(m.merged_into_id, i.partner)
FROM integrations_givennumber g
JOIN ledger_openitem i ON i.company_id = g.company_id AND i.form = g.form AND i.record = g.record
    AND i.kind = %s::text AND upper(i.number) <> g.number
LEFT JOIN masters_partner m ON m.company_id = i.company_id AND m.id = i.partner
WHERE g.company_id = %s::bigint AND g.form = ANY(%s::text[]) AND g.number = ANY(%s::text[])
"""
CALLED = f"""
SELECT i.number, bool_or({STRANGE.format(record="i", key="record").replace("%s::text", "i.form")}),
    bool_or({SAME.format(record="i", key="record").replace("%s::text", "i.form")})
FROM ledger_openitem i WHERE i.company_id = %s::bigint AND i.id = ANY(%s::uuid[]) GROUP BY 1
"""  # noqa: S608


class GivenNumber(CompanyRow):
    """A document that a file called by a number of its own, in capitals; nothing where it had
    none. A serious number is that of one document."""

    pk = models.CompositePrimaryKey("company_id", "form", "number", "record")
    form = models.CharField(max_length=64)
    number = models.CharField(max_length=LONGEST)
    record = models.UUIDField()
    run = models.UUIDField(null=True)
    serious = models.BooleanField(default=False)
    shape = models.CharField(max_length=LONGEST, default="")
    """The number without its figures."""

    class Meta(CompanyRow.Meta):
        verbose_name = _("文件里的单据编号")
        indexes = [
            models.Index(fields=["company", "form", "record"], name="integrations_given_record"),
            models.Index(fields=["company", "form", "shape"], name="integrations_given_shape"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "form", "number"],
                condition=models.Q(serious=True),
                name="integrations_given_once",
            )
        ]


class EnteredBefore(Invalid):
    code = "import.entered_before"
    message = _("{number} 已在系统里（{own}）；确实是另一张，请改掉或清空这一格")


class NumberOfAnother(Invalid):
    code = "import.number_of_another"
    message = _(
        "系统里已有 {number}，以前导入的文件也用这样的编号：不是同一张就请选择编号是原来系统的，"
        "是同一张就不要再导入"
    )


class NumberTooLong(Invalid):
    code = "import.number_too_long"
    message = _("编号最长 {most} 个字")


class WhichDocument(Invalid):
    code = "import.which_document"
    message = _("{number} 可能指 {own}；请选择源单编号是本系统的，还是原来系统的")


@dataclass(slots=True)
class Meant:
    """The documents that a number may mean: the one that has it here, and those that files called
    so. `strange`: no file called the first one so, while files have such numbers; `same`: one did.
    """

    own: tuple[UUID, str] | None = None
    strange: bool = False
    same: bool = False
    given: list[tuple[UUID, str]] = field(default_factory=list[tuple[UUID, str]])

    def __bool__(self) -> bool:
        return self.own is not None or bool(self.given)

    def choose(self, number: str, numbers: str) -> UUID | BusinessError | None:
        """The one that it means where numbers are those of `numbers`; None: there is none."""
        mine = [self.own] if self.own else []
        if numbers == Numbers.OURS:
            found = mine
        elif numbers == Numbers.THEIRS:
            found = [*self.given, *(mine if self.same else [])]
        else:
            found = [*self.given, *mine]
            if self.strange and not self.given:
                return WhichDocument(number=number, own=number)
        if len(found) > 1:
            own = "、".join(sorted(own or "—" for _, own in found))
            return WhichDocument(number=number, own=own)
        return found[0][0] if found else None


def plain(text: str) -> str:
    """As it is looked for; what is too long is nobody's."""
    return unicodedata.normalize("NFKC", text).strip()


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


def refuse_known(plan: Plan, run: ImportRun, groups: Sequence[Group]) -> None:
    """Note which documents are here already, by their number here or in an earlier file. What was
    cancelled or deleted may come again."""
    named = dict(_named(plan, groups))
    if not named:
        return
    form, table, company = plan.form.name, plan.form.table, current_id()
    asked, numbers = _variants(named.values())
    keys = text_array({one.upper() for one in named.values()})
    sql.run(FORGET.format(table=table), [company, form, keys])
    parameters = [form, form, asked, numbers, company, form, run.id]
    parameters += [company, form, keys, run.id]
    place = str(plan.headers[plan.group[0]])
    here: dict[str, tuple[str, bool]] = {}
    before: dict[str, str] = {}
    for number, own, is_given, strange in sql.run(KNOWN.format(table=table), parameters):
        if is_given:
            before[number] = own
        else:
            here[number] = own, strange
    for group in groups:
        number = named.get(group.key, "")
        error = _known(run.numbers, number, here.get(number.upper()), before.get(number.upper()))
        if error is not None:
            group.errors.append(at_row(error, group.lines[0][0], place))


def _known(
    numbers: str, number: str, here: tuple[str, bool] | None, before: str | None
) -> BusinessError | None:
    """What is wrong with a number that one document has `here`, or that another one was called
    `before`."""
    if len(number.upper()) > LONGEST:
        return NumberTooLong(most=LONGEST)
    if before is not None:
        return EnteredBefore(number=number, own=before or "—")
    if here is None or numbers == Numbers.THEIRS:
        return None
    own, strange = here
    if strange and numbers == Numbers.EITHER:
        return NumberOfAnother(number=number)
    return EnteredBefore(number=number, own=own)


def keep(plan: Plan, run: ImportRun, made: Iterable[tuple[Group, Any]]) -> None:
    """Remember what the file calls the documents that were made of it. Raises EnteredBefore for
    what somebody else entered a moment ago."""
    rows: dict[UUID, tuple[Any, ...]] = {}
    of_group: dict[UUID, Group] = {}
    for group, document in made:
        number = of(plan, group.lines[0][1]).upper()
        serious = len(number) >= SERIOUS
        shape = number.translate(FIGURES)
        kept = current_id(), plan.form.name, number, document.id, run.id, serious, shape
        rows[document.id], of_group[document.id] = kept, group
    there = {row[0] for row in sql.run_rows(KEEP, ROW, sorted(rows.values(), key=lambda r: r[2]))}
    for record, row in rows.items():
        if record not in there:
            group = of_group[record]
            place = str(plan.headers[plan.group[0]])
            raise at_row(EnteredBefore(number=row[2], own="—"), group.lines[0][0], place)


def meant(form: Form, numbers: Iterable[str]) -> Mapping[str, Meant]:
    """By number, in capitals: the documents of `form` that it may mean. One statement."""
    given = {plain(one) for one in numbers}
    asked, variants = _variants(given)
    company, keys = current_id(), text_array({one.upper() for one in given})
    found: dict[str, Meant] = {one.upper(): Meant() for one in given}
    parameters = [form.name] * 3 + [asked, variants, company, company, form.name, keys]
    rows = sql.run(MEANT.format(table=form.table), parameters)
    for number, record, own, is_own, strange, same in rows:
        one = found[number]
        if is_own:
            one.own, one.strange, one.same = (record, own), strange, same
        else:
            one.given.append((record, own))
    return found


def owed(kind: str, numbers: Iterable[str]) -> Mapping[str, list[tuple[str, UUID]]]:
    """By the number, in capitals, that files gave documents which were owed for: their own numbers,
    and whose they are, also where nothing is open any more."""
    given: dict[str, list[tuple[str, UUID]]] = {}
    forms = text_array(one.name for one in registry.all() if one.is_document)
    keys = text_array({one.upper() for one in numbers})
    for number, own, partner in sql.run(OWED, [kind, current_id(), forms, keys]):
        given.setdefault(number, []).append((own, partner))
    return given


def called(items: Iterable[UUID]) -> tuple[set[str], set[str]]:
    """Own numbers of documents that are owed for: those that may be another's, and those that files
    gave them."""
    rows = sql.run(CALLED, [current_id(), sql.array(items)]).fetchall()
    return {own for own, strange, _ in rows if strange}, {own for own, _, same in rows if same}


def _variants(numbers: Iterable[str]) -> tuple[str, str]:
    """Numbers in capitals, and beside each how it may be written here."""
    both = sorted({(one.upper(), way) for one in numbers for way in (one, one.upper())})
    return text_array(asked for asked, _ in both), text_array(way for _, way in both)


def _named(plan: Plan, groups: Iterable[Group]) -> Iterator[tuple[int, str]]:
    for group in groups:
        number = of(plan, group.lines[0][1])
        if number:
            yield group.key, number
