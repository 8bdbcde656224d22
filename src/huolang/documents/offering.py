"""选源单: the open lines of earlier documents that a document's lines can go on from.

What is offered is what a conversion (下推) of all these documents would make, line by line, so
whoever fills in a new document from them gets the same as from their buttons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.documents import joined
from huolang.documents.convert import Payload
from huolang.documents.follow import Follow
from huolang.forms import registry, search, store
from huolang.forms.form import Form
from huolang.forms.refusals import Required
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError

MOST_DOCUMENTS = 100
MOST_LINES = 2_000
"""The oldest so many are offered; whoever looks for a later one says its number or its day."""
PART = "part_of"
"""The column of lines that follow from another one: they go on with that."""
OPEN = """
SELECT o.id, (SELECT count(*) FROM {lines} l WHERE l.company_id = o.company_id
              AND l.document_id = o.id AND l.{done} < l.{most}{only}) AS open
FROM {header} o
WHERE o.company_id = %s::bigint AND o.state = ANY(%s::text[]){same}{asked}
  AND EXISTS (SELECT FROM {lines} l WHERE l.company_id = o.company_id AND l.document_id = o.id
              AND l.{done} < l.{most}{only})
ORDER BY o.date, o.number, o.id LIMIT %s::int
"""
ANY_NAME = """
SELECT id FROM {table} WHERE company_id = %s::bigint AND coalesce(merged_into_id, id) = (
    SELECT coalesce(m.merged_into_id, m.id) FROM {table} m
    WHERE m.company_id = %s::bigint AND m.id = %s::uuid)
"""
SAYS = """
 AND (position(upper(%s::text) IN upper(o.number)) > 0 OR EXISTS (
    SELECT FROM {lines} l JOIN {products} p ON p.company_id = l.company_id AND p.id = l.product_id
    WHERE l.company_id = o.company_id AND l.document_id = o.id AND {fits}))"""
FITTING = """
SELECT p.id FROM {products} p
WHERE p.company_id = %s::bigint AND p.id = ANY(%s::uuid[]) AND {fits}
"""
FROM = """
SELECT l.id, o.id, o.number, o.date FROM {lines} l
JOIN {header} o ON o.company_id = l.company_id AND o.id = l.document_id
WHERE l.company_id = %s::bigint AND l.id = ANY(%s::uuid[])
"""


class NeedsNoSource(BusinessError):
    code = "sources.not_needed"
    message = _("{form} 的明细直接填写，不从源单选取")
    status = 404


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Whose lines are looked for: of this header (field: record), from day to day, and what the
    number of their document or their product says."""

    header: Mapping[str, UUID]
    text: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class From:
    """The document of an offered line."""

    form: str
    id: UUID
    number: str
    date: date | None


@dataclass(kw_only=True)
class Offer:
    """A draft of the target that nobody saved, with a row for each open line, and what they come
    from; `more` where not all are told."""

    document: Any
    sources: list[From] = field(default_factory=list[From])
    more: bool = False


def header_of(form: Form) -> list[str]:
    """The fields of a new document that say whose lines are offered."""
    if not form.is_document or not form.model.needs_source:
        raise NeedsNoSource(form=str(form.label))
    names = {one.column: one.name for one in form.fields}
    return [names[column] for column in form.model.follows[0].header]


def offer(form: Form, asked: Asked, access: Access) -> Offer:
    """What can be filled into a new document of `form`, the oldest first."""
    for name in header_of(form):
        if name not in asked.header:
            raise Required(field=name)
    found: dict[UUID, tuple[From, Payload]] = {}
    more = False
    for follow in form.model.follows:
        source = registry.get(follow.form)
        model = source.model
        conversion = next((one for one in model.conversions if one.target == form.name), None)
        if conversion is None or not access.allows(source.name, "view"):
            continue
        keys, cut = _open(form, follow, conversion.states, asked)
        more = more or cut
        if keys:
            documents = joined.in_order(store.load_many(source, keys, lock=False).values())
            _add(form, joined.open_lines(documents, conversion), found)
    kept = _asked_for(list(found.values()), asked.text)
    kept.sort(key=lambda one: (one[0].date is None, one[0].date, one[0].number))
    document = _draft(form, asked, [line for _from, line in kept])
    return Offer(document=document, sources=[one for one, _line in kept], more=more)


def _open(
    form: Form, follow: Follow, states: Sequence[str], asked: Asked
) -> tuple[list[UUID], bool]:
    """Documents of which something is open, and whether there are more of them."""
    source = registry.get(follow.form)
    table = source.tables_by_name["lines"]
    lines, only = table.table, f" AND {follow.only}" if follow.only else ""
    if any(one.name == PART for one in table.storage):
        only += f" AND l.{PART} IS NULL"
    same, parameters = "", list[Any]([current_id(), sql.array(states)])
    names = {one.column: one.name for one in form.fields}
    for column in follow.header:
        same += f" AND o.{column} = ANY(%s::uuid[])"
        parameters.append(sql.array(_any_name(form, names[column], asked.header[names[column]])))
    for day, sign in ((asked.since, ">="), (asked.until, "<=")):
        if day is not None:
            same += f" AND o.date {sign} %s::date"
            parameters.append(day)
    said = ""
    if asked.text:
        fits, bound = search.condition(registry.get("product"), asked.text, "p")
        said = SAYS.format(lines=lines, products=registry.get("product").table, fits=fits)
        parameters += [asked.text, *bound]
    statement = OPEN.format(
        header=source.table,
        lines=lines,
        done=follow.counts,
        most=follow.allowed,
        only=only,
        same=same,
        asked=said,
    )
    rows = sql.run(statement, [*parameters, MOST_DOCUMENTS + 1]).fetchall()
    keys: list[UUID] = []
    count = 0
    for key, own in rows[:MOST_DOCUMENTS]:
        count += own
        if keys and count > MOST_LINES:
            break
        keys.append(key)
    return keys, len(keys) < len(rows)


def _any_name(form: Form, name: str, record: UUID) -> list[UUID]:
    """The record and all that are one with it."""
    to = form.by_name[name].to
    if to is None or not registry.get(to).mergeable:
        return [record]
    statement = ANY_NAME.format(table=registry.get(to).table)
    rows = sql.run(statement, [current_id(), current_id(), record]).fetchall()
    return [row[0] for row in rows]


def _add(form: Form, lines: Iterable[Payload], found: dict[UUID, tuple[From, Payload]]) -> None:
    """Note each line once, with the document that it is of."""
    wanted: dict[str, dict[UUID, Payload]] = {}
    for line in lines:
        follow = next(one for one in form.model.follows if line.get(one.field) is not None)
        wanted.setdefault(follow.form, {}).setdefault(line[follow.field], line)
    for name, mine in wanted.items():
        source = registry.get(name)
        statement = FROM.format(header=source.table, lines=source.tables_by_name["lines"].table)
        keys = [key for key in mine if key not in found]
        told = sql.run(statement, [current_id(), sql.array(keys)]).fetchall()
        known = {row[0]: From(form=name, id=row[1], number=row[2], date=row[3]) for row in told}
        found |= {key: (known[key], mine[key]) for key in keys}


def _asked_for(found: list[tuple[From, Payload]], text: str) -> list[tuple[From, Payload]]:
    """Those lines of the documents whose number or product is asked for."""
    if not text or not found:
        return found
    fits, bound = search.condition(registry.get("product"), text, "p")
    statement = FITTING.format(products=registry.get("product").table, fits=fits)
    products = sql.array({line["product"] for _from, line in found})
    rows = sql.run(statement, [current_id(), products, *bound]).fetchall()
    fitting = {row[0] for row in rows}
    wanted = text.upper()
    return [
        (one, line)
        for one, line in found
        if wanted in one.number.upper() or line["product"] in fitting
    ]


def _draft(form: Form, asked: Asked, lines: Sequence[Payload]) -> Any:
    """The document that these lines would make, as it would be shown."""
    document = store.blank(form)
    table = form.tables_by_name["lines"]
    for name, record in asked.header.items():
        setattr(document, form.by_name[name].attribute, record)
    rows: list[Any] = []
    document.tables = {**{one.name: [] for one in form.tables}, "lines": rows}
    for index, line in enumerate(lines):
        row = store.blank(table)
        row.position = index
        for name, value in line.items():
            setattr(row, table.by_name[name].attribute, value)
        rows.append(row)
    if lines:
        document.offered()
    return document
