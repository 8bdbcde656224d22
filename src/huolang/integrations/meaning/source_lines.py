"""源单行: how a table file names the line of an earlier document, `CGRK-0001#2`, and what is owed
for a document, by its number.

By the number that a file gave to a document, `#2` is the second row which it had there, whatever
became of it here; by the number that it has here, the second line as it stands here. The number of
the line may be left out where the document has the product once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.finance import open_item
from huolang.forms import registry
from huolang.forms.form import Field, Table
from huolang.forms.references import Found, Known
from huolang.forms.render import Shape
from huolang.integrations.before import given_numbers
from huolang.integrations.flat import DAY, KIND
from huolang.integrations.meaning import beside_number, meant_numbers, source_items
from huolang.integrations.meaning.beside_number import Cell
from huolang.integrations.meaning.meant_numbers import Document, Whose
from huolang.integrations.rows.groups import Group, Plan
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.listing import listed
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.masters import merged

ITEMS = "ledger.openitem"
FIND = """
SELECT w.record, w.place, w.product, l.id, l.position, {batch}, {part}
FROM unnest(%s::uuid[], %s::int[], %s::uuid[]) AS w(record, place, product)
JOIN {lines} l ON l.company_id = %s::bigint AND l.document_id = w.record
    AND (l.position = w.place OR w.place IS NULL AND l.product_id = w.product)
ORDER BY l.position
"""
BECAME = """
SELECT w.line, l.id, l.position, {batch}, {part}
FROM unnest(%s::uuid[]) AS w(line)
JOIN {lines} f ON f.company_id = %s::bigint AND f.id = w.line
LEFT JOIN LATERAL (
    SELECT min(o.position) AS position FROM {lines} o
    WHERE o.company_id = f.company_id AND o.document_id = f.document_id
      AND o.position > f.position AND o.id = ANY(%s::uuid[])
) n ON TRUE
JOIN {lines} l ON l.company_id = f.company_id AND l.document_id = f.document_id
    AND l.product_id = f.product_id AND ({part}) = ({part_of_first})
    AND l.position >= f.position AND (n.position IS NULL OR l.position < n.position)
ORDER BY l.position
"""
"""The line of a row, and those below it, up to that of another row, into which it was split."""
UNITS = """
SELECT l.id, l.unit_id FROM {lines} l WHERE l.company_id = %s::bigint AND l.id = ANY(%s::uuid[])
"""
CALLED = """
SELECT l.id, d.number, d.id, l.position FROM {lines} l
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


class RowGone(Invalid):
    code = "import.row_gone"
    message = _(
        "{number} 在文件里的第 {line} 行，在这里的单据 {own} 上已经没有了；"
        "请用本系统的编号和行号，并选择编号是本系统的"
    )


class RowSplit(Invalid):
    code = "import.row_split"
    message = _(
        "{number} 在文件里的第 {line} 行，在这里分成了 {count} 行：{lines}；"
        "请写明批号，或用本系统的编号和行号，并选择编号是本系统的"
    )


class RowOrLine(Invalid):
    code = "import.row_or_line"
    message = _(
        "{number} 在文件里的第 {line} 行，在这里是第 {place} 行；"
        "请选择源单编号是本系统的（按这里的行号），还是原来系统的（按文件的行号）"
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A line that may be meant, as it stands here."""

    id: UUID
    position: int
    batch: str
    is_part: bool


@dataclass(slots=True)
class Lines:
    """What was found of the lines of some documents."""

    placed: dict[tuple[UUID, int | None, UUID | None], list[Line]]
    became: dict[UUID, list[Line]] = field(default_factory=dict[UUID, list[Line]])


def resolve(plan: Plan, groups: Sequence[Group], whose: Whose) -> None:
    """Put ids of lines where the payloads name them, or note that there is no such line.

    Products and partners are ids already. Two statements for each kind of earlier document, and two
    for their lines.
    """
    by_form: dict[str | None, list[Cell]] = {}
    for group in groups:
        for one in beside_number.cells(plan, group):
            by_form.setdefault(one.field.lines_of, []).append(one)
    for form, given in by_form.items():
        if form is None:
            source_items.resolve(plan.form.model.kind, given, whose)
        else:
            _lines(form, given, whose)
            if "unit" in plan.form.tables_by_name["lines"].by_name:
                _count_alike(form, given)


def _lines(form: str, given: Sequence[Cell], whose: Whose) -> None:
    source = registry.get(form)
    meant = meant_numbers.meant(source, {one.number for one in given}, whose.source)
    fits = _fitting(given, [one for some in meant.values() for one in some.given])
    chosen = [meant[one.number.upper()].choose(one.number, whose, fits(one)) for one in given]
    pairs = list(zip(given, chosen, strict=True))
    found = _found(form, [(one, doc) for one, doc in pairs if isinstance(doc, Document)])
    for one, document in pairs:
        if document is None:
            one.means(NoSuchDocument(number=one.number, form=source.label))
        elif isinstance(document, BusinessError):
            one.means(document)
        else:
            one.means(_line(one, document, found))


def _count_alike(form: str, given: Sequence[Cell]) -> None:
    """Rows that say no unit count in that of the line they go on from: 3 of what was ordered in
    cases are 3 cases."""
    silent = [one for one in given if one.into.get("unit") in (None, "")]
    silent = [one for one in silent if isinstance(one.into.get(one.field.name), UUID)]
    table = registry.get(form).tables_by_name["lines"]
    if not silent or "unit" not in table.by_name:
        return
    lines = sql.array({one.into[one.field.name] for one in silent})
    units: dict[UUID, UUID | None] = dict(
        sql.run(UNITS.format(**_tables(form)), [current_id(), lines])
    )
    for one in silent:
        if unit := units.get(one.into[one.field.name]):
            one.into["unit"] = unit


def _fitting(
    given: Iterable[Cell], documents: Iterable[Document]
) -> Callable[[Cell], Callable[[Document], bool]]:
    """Which of several documents may be meant: one of the same partner."""
    names = {one.partner for one in (*given, *documents)} - {None}
    stands = merged.standing([one for one in names if one is not None])

    def fits(one: Cell) -> Callable[[Document], bool]:
        mine = one.partner
        return lambda document: (
            mine is None or document.partner is None
            or stands.get(document.partner, document.partner) == stands.get(mine, mine)
        )  # fmt: skip

    return fits


def _found(form: str, pairs: Sequence[tuple[Cell, Document]]) -> Lines:
    """Where the cells point to, by line numbers as they are here and by rows of files."""
    names = _tables(form)
    wanted = {
        (document.id, one.place, one.product)
        for one, document in pairs
        if one.place is None or not document.rows or document.both
    }
    parameters = [
        sql.array(record for record, _place, _product in wanted),
        sql.array(place or "NULL" for _record, place, _product in wanted),
        sql.array(product or "NULL" for _record, _place, product in wanted),
        current_id(),
    ]
    found = Lines({one: [] for one in wanted})
    for record, place, product, *line in sql.run(FIND.format(**names), parameters):
        found.placed[record, place, product].append(Line(*line))
    rows: dict[UUID, tuple[UUID, ...]] = {}
    for one, document in pairs:
        told, place = document.rows or (), one.place or 0
        if 0 < place <= len(told):
            rows[told[place - 1]] = told
    if rows:
        others = {one for told in rows.values() for one in told}
        parameters = [sql.array(rows), current_id(), sql.array(others)]
        for first, *line in sql.run(BECAME.format(**names), parameters):
            if line[0] == first or line[0] not in rows[first]:
                found.became.setdefault(first, []).append(Line(*line))
    return found


def _line(one: Cell, document: Document, found: Lines) -> UUID | BusinessError:
    """The line of `document` that is meant."""
    if one.place is None:
        return _of_product(one, document, found)
    if not document.rows:
        return _placed(one, document, found)
    meant = _row(one, document, document.rows, found)
    if document.both:
        here = _placed(one, document, found)
        if isinstance(here, UUID) and here != meant:
            row = document.rows[one.place - 1] if one.place <= len(document.rows) else None
            first = next(iter(found.became.get(row, ())), None) if row is not None else None
            place = first.position if first is not None else "—"
            return RowOrLine(number=one.number, line=one.place, place=place)
    return meant


def _placed(one: Cell, document: Document, found: Lines) -> UUID | BusinessError:
    lines = found.placed[document.id, one.place, one.product]
    return lines[0].id if lines else NoSuchLine(number=one.number, line=one.place)


def _row(one: Cell, document: Document, rows: Sequence[UUID], found: Lines) -> UUID | BusinessError:
    """What became of a row of the file in which the document came."""
    place = one.place or 0
    if place > len(rows):
        return NoSuchLine(number=one.number, line=place)
    lines = found.became.get(rows[place - 1], [])
    if not lines:
        return RowGone(number=one.number, line=place, own=given_numbers.called(document.own))
    lines = _of_batch(one, lines)
    if len(lines) == 1:
        return lines[0].id
    own = given_numbers.called(document.own)
    told = listed(f"{own}#{each.position} {each.batch}".strip() for each in lines)
    return RowSplit(number=one.number, line=place, count=len(lines), lines=told)


def _of_product(one: Cell, document: Document, found: Lines) -> UUID | BusinessError:
    """The only line of the product. By the number of a file the parts of bundles are none, where a
    row of that file had the product."""
    lines = found.placed[document.id, None, one.product]
    if document.rows is not None:
        lines = [each for each in lines if not each.is_part] or lines
    lines = _of_batch(one, lines)
    if not lines:
        return NotOnSource(number=one.number)
    if len(lines) > 1:
        return WhichLine(number=one.number, count=len(lines))
    return lines[0].id


def _of_batch(one: Cell, lines: list[Line]) -> list[Line]:
    """Of several lines those of the batch that the row names."""
    batch = str(one.into.get("batch") or "").strip().upper()
    if len(lines) < 2 or not batch:
        return lines
    return [each for each in lines if each.batch.upper() == batch] or lines


def _tables(form: str) -> dict[str, str]:
    found = registry.get(form)
    lines = found.tables_by_name["lines"]
    kept = {one.name for one in lines.storage}
    part = "part_of IS NOT NULL" if "part_of" in kept else ""
    return {
        "header": found.table,
        "lines": lines.table,
        "batch": "l.batch" if "batch" in kept else "''",
        "part": f"l.{part}" if part else "FALSE",
        "part_of_first": f"f.{part}" if part else "FALSE",
    }


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
        for line, named in _called(field, wanted).items():
            kept[line] = Found(line, {"id": str(line), **named}, {})


def _called(field: Field, wanted: set[UUID]) -> dict[UUID, dict[str, Any]]:
    if not wanted:
        return {}
    if field.lines_of is None:
        return {
            item: {"number": number, KIND: str(registry.get(form).label), DAY: day}
            for item, (number, form, day) in open_item.called(wanted).items()
        }
    statement = CALLED.format(**_tables(field.lines_of))
    found = sql.run(statement, [current_id(), sql.array(wanted)])
    return {
        line: {"number": f"{number or given_numbers.draft(record)}#{place}"}
        for line, number, record, place in found
    }
