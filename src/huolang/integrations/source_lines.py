"""源单行: how a table file names the line of an earlier document, `CGRK-0001#2`, and what is owed
for a document, by its number.

The number of the line may be left out where the document has the product once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.finance import open_item
from huolang.forms import registry
from huolang.forms.form import Field, Table
from huolang.forms.references import Found, Known
from huolang.forms.render import Shape
from huolang.integrations import given_numbers
from huolang.integrations.given_numbers import WhichDocument
from huolang.integrations.groups import Group, Plan
from huolang.integrations.import_run import Numbers
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError, Invalid

ITEMS = "ledger.openitem"
WRITTEN = re.compile(r"(.+?)\s*#\s*([1-9][0-9]{0,5})")
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FIND = """
SELECT w.record, w.place, w.product, count(l.id), (array_agg(l.id ORDER BY l.position))[1]
FROM unnest(%s::uuid[], %s::int[], %s::uuid[]) AS w(record, place, product)
LEFT JOIN {lines} l ON l.company_id = %s::bigint AND l.document_id = w.record
    AND (l.position = w.place OR w.place IS NULL AND l.product_id = w.product)
GROUP BY 1, 2, 3
"""
CALLED = """
SELECT l.id, d.number, l.position FROM {lines} l
JOIN {header} d ON d.company_id = l.company_id AND d.id = l.document_id
WHERE l.company_id = %s::bigint AND l.id = ANY(%s::uuid[])
"""


class NoSuchDocument(Invalid):
    code = "import.no_source"
    message = _("没有编号为 {number} 的{form}")


class NoSuchLine(Invalid):
    code = "import.no_source_line"
    message = _("{number} 没有第 {line} 行")


class NotOnSource(Invalid):
    code = "import.not_on_source"
    message = _("{number} 没有这个商品")


class WhichLine(Invalid):
    code = "import.which_line"
    message = _("{number} 有 {count} 行是这个商品，请写明行号，如 {number}#2")


class NoOpenItem(Invalid):
    code = "import.no_open_item"
    message = _("{number} 没有与这个往来单位未结的款项")


class WhichItem(Invalid):
    code = "import.which_item"
    message = _("{number} 有 {count} 笔款项，请写明是第几笔，如 {number}#2")


@dataclass(frozen=True, slots=True)
class _Given:
    """A cell that names a line: where it stands, and the number and place it was understood as."""

    group: Group
    path: str
    into: dict[str, Any]
    field: Field
    number: str
    place: int | None

    @property
    def product(self) -> UUID | None:
        found = self.into.get("product")
        return found if isinstance(found, UUID) else None

    @property
    def partner(self) -> UUID | None:
        found = self.group.payload.get("partner")
        return found if isinstance(found, UUID) else None

    def means(self, line: UUID | BusinessError) -> None:
        """Put the id there, or note what is wrong."""
        if isinstance(line, UUID):
            self.into[self.field.name] = line
            return
        line.field = self.path
        self.group.errors.append(line)
        del self.into[self.field.name]


def resolve(plan: Plan, groups: Iterable[Group], numbers: str) -> None:
    """Put ids of lines where the payloads name them, or note that there is no such line.

    Products and partners are ids already; `numbers` says whose the numbers of documents are. One
    statement for each kind of earlier document, and one for their lines.
    """
    by_form: dict[str | None, list[_Given]] = {}
    for group in groups:
        for one in _given(plan, group):
            by_form.setdefault(one.field.lines_of, []).append(one)
    for form, given in by_form.items():
        if form is None:
            _items(plan.form.model.kind, given, numbers)
        else:
            _lines(form, given, numbers)


def _given(plan: Plan, group: Group) -> Iterable[_Given]:
    for table, entries in plan.tables.items():
        fields = [one.column.field for one in entries if one.column.field.kind == "line"]
        for index, row in enumerate(group.payload.get(table.name, ())):
            for field in fields:
                text = row.get(field.name)
                if isinstance(text, str) and ID.fullmatch(text.lower()) is None:
                    path = f"{table.name}.{index}.{field.name}"
                    yield _Given(group, path, row, field, *_understood(text))


def _understood(text: str) -> tuple[str, int | None]:
    """The number of the document, and of the line where it is told."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = WRITTEN.fullmatch(plain)
    return (found[1], int(found[2])) if found else (plain, None)


def _lines(form: str, given: Sequence[_Given], numbers: str) -> None:
    meant = given_numbers.meant(registry.get(form), {one.number for one in given})
    chosen = [meant[one.number.upper()].choose(one.number, numbers) for one in given]
    wanted = {
        (record, one.place, one.product)
        for one, record in zip(given, chosen, strict=True)
        if isinstance(record, UUID)
    }
    parameters = [
        sql.array(record for record, _place, _product in wanted),
        sql.array(place or "NULL" for _record, place, _product in wanted),
        sql.array(product or "NULL" for _record, _place, product in wanted),
        current_id(),
    ]
    found = {tuple(row[:3]): row[3:] for row in sql.run(FIND.format(**_tables(form)), parameters)}
    for one, record in zip(given, chosen, strict=True):
        if record is None:
            one.means(NoSuchDocument(number=one.number, form=registry.get(form).label))
        elif isinstance(record, BusinessError):
            one.means(record)
        else:
            count, line = found[record, one.place, one.product]
            one.means(line if count == 1 else _refusal(one, count))


def _refusal(one: _Given, count: int) -> BusinessError:
    if count:
        return WhichLine(number=one.number, count=count)
    if one.place is not None:
        return NoSuchLine(number=one.number, line=one.place)
    return NotOnSource(number=one.number)


def _items(kind: str, given: Sequence[_Given], numbers: str) -> None:
    renamed = given_numbers.owed(kind, {one.number for one in given})
    others = {number: {own for own, _partner in some} for number, some in renamed.items()}
    wanted = {
        (one.partner, number)
        for one in given
        for number in {*_ways(one.number), *others.get(one.number.upper(), ())}
        if one.partner is not None
    }
    found = open_item.named(kind, wanted)
    strange, same = given_numbers.called(each.item for some in found.values() for each in some)
    for one in given:
        theirs = {
            own for own, partner in renamed.get(one.number.upper(), ())
            if partner == one.partner or (one.partner, own) in found
        }  # fmt: skip
        mine = {own for own in _ways(one.number) if (one.partner, own) in found}
        if numbers == Numbers.OURS:
            meant = mine
        elif numbers == Numbers.THEIRS:
            meant = theirs | (mine & same)
        else:
            meant = theirs | mine
        if len(meant) > 1 or (numbers == Numbers.EITHER and not theirs and mine & strange):
            one.means(WhichDocument(number=one.number, own="、".join(sorted(meant))))
        else:
            candidates = (
                [each for own in meant for each in found.get((one.partner, own), [])]
                if one.partner
                else []
            )
            one.means(_item(one, candidates))


def _ways(number: str) -> set[str]:
    """How a number of a file may be written here."""
    return {number, number.upper()}


def _item(one: _Given, candidates: Sequence[open_item.Candidate]) -> UUID | BusinessError:
    meant = [
        each
        for each in candidates
        if (each.is_open if one.place is None else each.place == one.place)
    ]
    if len(meant) == 1:
        return meant[0].item
    if meant:
        return WhichItem(number=one.number, count=len(candidates))
    return NoOpenItem(number=one.number)


def _tables(form: str) -> dict[str, str]:
    found = registry.get(form)
    return {"header": found.table, "lines": found.tables_by_name["lines"].table}


def key(field: Field) -> str:
    """Under what the names of such lines are kept among those of records."""
    return ITEMS if field.lines_of is None else f"{field.lines_of}.lines"


def read_labels(table: Table, own: Shape, rows: Sequence[Sequence[Any]], known: Known) -> None:
    """Read how a file names the lines that `rows` point to, those that are not `known` yet."""
    for shown in own.fields:
        field = table.by_name[shown.name]
        if field.kind != "line":
            continue
        kept = known.setdefault(key(field), {})
        wanted = {row[shown.index] for row in rows} - {None} - kept.keys()
        for line, name in _called(field, wanted).items():
            kept[line] = Found(line, {"id": str(line), "number": name}, {})


def _called(field: Field, wanted: set[UUID]) -> dict[UUID, str]:
    if not wanted:
        return {}
    if field.lines_of is None:
        return open_item.called(wanted)
    statement = CALLED.format(**_tables(field.lines_of))
    found = sql.run(statement, [current_id(), sql.array(wanted)])
    return {line: f"{number}#{place}" for line, number, place in found}
