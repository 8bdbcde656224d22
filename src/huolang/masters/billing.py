"""开票来源: the lines that invoices are written of, and what of them is still to be invoiced.

What came or went is invoiced in black, what was returned in red. A return of goods that are not
invoiced yet is written on the same paper as they are; one of goods that are, on a red one of its
own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from huolang.documents import follow, links
from huolang.documents.convert import Payload
from huolang.documents.follow import Follow
from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.money import EXACT, round_half_up
from huolang.masters import bundling, goods, merge, remaining
from huolang.masters.goods import Good

ZERO = Decimal(0)
RETURNS = "returned_base"
"""What the lines count that went out or came in, and may be returned."""
LOCK = """
SELECT o.id FROM {header} o
WHERE o.company_id = %s::bigint AND o.id IN (
    SELECT document_id FROM {lines} WHERE company_id = %s::bigint AND id = ANY(%s::uuid[]))
ORDER BY o.id FOR NO KEY UPDATE OF o
"""
SOURCE = """l.document_id, {sign} * l.amount, {sign} * l.tax, l.tax_rate, l.base_quantity,
       l.invoiced_base, {sign}, {deducts}, o.partner_id, {billed}, {billed_tax}"""
"""The columns of a `Source`."""
BILLED = """CASE WHEN l.invoiced_base = 0 THEN 0 ELSE (
       SELECT coalesce(sum(i.{column}), 0) FROM {lines} i
       JOIN {header} p ON p.company_id = i.company_id AND p.id = i.document_id
       WHERE i.company_id = l.company_id AND i.{by} = l.id AND p.state = 'confirmed') END"""
"""What confirmed invoices took of it, whatever they say themselves."""
INVOICED = "invoiced_base"
READ = """
SELECT l.id, {source}
FROM {lines} l JOIN {header} o ON o.company_id = l.company_id AND o.id = l.document_id
WHERE l.company_id = %s::bigint AND l.id = ANY(%s::uuid[])
"""
RETURNED = """
SELECT l.id, l.{column}, l.product_id, l.unit_id, l.numerator, l.denominator, {source}
FROM {lines} l JOIN {header} o ON o.company_id = l.company_id AND o.id = l.document_id
WHERE l.company_id = %s::bigint AND l.{column} = ANY(%s::uuid[]) AND o.state = 'confirmed'
  AND l.base_quantity > l.invoiced_base
ORDER BY o.date, o.number, l.position
"""
REST = """
SELECT l.id, l.base_quantity - l.invoiced_base FROM {lines} l
WHERE l.company_id = %s::bigint AND l.id = ANY(%s::uuid[])
"""


@dataclass(slots=True)
class Source:
    """A line that is invoiced; its amounts are negative when its goods were returned (`sign` −1).
    `invoiced`, `billed` and `billed_tax` count up while its parts are reckoned."""

    record: UUID
    amount: Decimal
    tax: Decimal
    tax_rate: Decimal
    base: Decimal
    invoiced: Decimal
    sign: int
    deducts_tax: bool
    """Whether its document took the tax for one that comes back."""
    partner: UUID
    """Of its document."""
    billed: Decimal
    billed_tax: Decimal
    """What of its amounts is on invoices already."""

    @property
    def rest(self) -> Decimal:
        """What of it is on no invoice, in base units."""
        return self.base - self.invoiced

    def worth(self, digits: int) -> tuple[Decimal, Decimal, Decimal]:
        """The rest's net amount, its tax, and what of both stands in the books without an
        invoice."""
        net, tax = replace(self).take(self.rest, digits)
        return net, tax, net if self.deducts_tax else net + tax

    def take(self, quantity: Decimal, digits: int) -> tuple[Decimal, Decimal]:
        """Net amount and tax of the next `quantity` (base units) of the line: that part of what is
        on no invoice, so that invoices add up to the line in whatever order they come and go."""
        rest = self.rest
        net = _part(self.amount - self.billed, quantity, rest, digits)
        tax = _part(self.tax - self.billed_tax, quantity, rest, digits)
        self.invoiced += quantity
        self.billed, self.billed_tax = self.billed + net, self.billed_tax + tax
        return net, tax


def _part(left: Decimal, quantity: Decimal, rest: Decimal, digits: int) -> Decimal:
    if not rest:
        return ZERO
    return round_half_up(EXACT.divide(EXACT.multiply(left, quantity), rest), digits)


class Returned(NamedTuple):
    """A line that returns goods of the line `of`, and is not invoiced as a whole."""

    form: str
    line: UUID
    of: UUID
    product_id: UUID
    unit_id: UUID
    numerator: Decimal
    denominator: Decimal
    source: Source

    @property
    def rest(self) -> Decimal:
        return self.source.rest

    def in_line_unit(self, base: Decimal) -> Decimal:
        """A quantity of base units in the unit in which the goods were returned."""
        return base * self.denominator / self.numerator


def sources(document: Any) -> dict[UUID, Source]:
    """The lines that those of `document` invoice, by id; their documents stay locked, so that parts
    add up."""
    found: dict[UUID, Source] = {}
    for one in document.follows:
        keys = {key for row in document.rows if (key := getattr(row, one.column)) is not None}
        if not keys:
            continue
        hold(one.form, keys)
        found |= read(one.form, keys)
    return found


def read(form: str, keys: Iterable[UUID]) -> dict[UUID, Source]:
    """Lines of `form` by id, as somebody looks at them: nothing is locked."""
    statement = READ.format(**_names(form))
    rows = sql.run(statement, [current_id(), sql.array(keys)]).fetchall()
    return {row[0]: Source(*row[1:]) for row in rows}


def hold(form: str, lines: Iterable[UUID]) -> None:
    """Lock the documents of these lines of `form` until the transaction ends."""
    company = current_id()
    sql.run(LOCK.format(**_names(form)), [company, company, sql.array(lines)])


def open_header(document: Any) -> Payload:
    """The header of an invoice for what is not invoiced yet of `document`."""
    return {"partner": merge.kept("partner", document.partner_id)}


def open_lines(document: Any, *, target: str) -> list[Payload]:
    """Lines of the invoice `target` for all of `document` that is not invoiced, and for what of it
    was returned."""
    known = goods.read(document)
    fields = {one.form: one.field for one in registry.get(target).model.follows}
    own = fields[registry.of(type(document)).name]
    made: list[Payload] = []
    for row, rest, returned in _open(document):
        good = known[row.product_id]
        if rest > ZERO:
            made.append({**_of(row, rest, good), "remark": row.remark, own: row.id})
        made += [{**_of(one, one.rest, good), fields[one.form]: one.line} for one in returned]
    return made


def _of(line: Any, base: Decimal, good: Good) -> Payload:
    """So much of a line that is invoiced, in its own unit where that goes."""
    unit, quantity = remaining.open_quantity(line, good, base)
    return {"product": line.product_id, "unit": unit, "quantity": quantity}


def is_open(document: Any) -> bool:
    """Whether there is anything to be invoiced."""
    return bool(_open(document))


def not_invoiced(row: Any) -> Decimal:
    """What of a line could be on an invoice, whatever was returned, in base units. Of a bundle that
    is its own line."""
    if bundling.is_part(row):
        return ZERO
    return row.base_quantity - row.invoiced_base + getattr(row, RETURNS, ZERO)


def _open(document: Any) -> list[tuple[Any, Decimal, list[Returned]]]:
    """Rows with something to be invoiced: how much of them, and what returns of them."""
    rows = [row for row in document.rows if not bundling.is_part(row)]
    going = [row for row in rows if row.billed > 0]
    back = [row for row in rows if row.billed < 0]
    found = [*_open_gone(document, going), *_open_back(document, back)]
    return sorted(found, key=lambda one: one[0].position)


def _open_gone(document: Any, rows: Sequence[Any]) -> Iterable[tuple[Any, Decimal, list[Returned]]]:
    """What came or went. What was all returned before it was invoiced needs no paper, unless it
    was returned at another price."""
    form = registry.of(type(document)).name
    returned = _returned(form, [row.id for row in rows if row.returned_base])
    own, digits = read(form, returned) if returned else {}, document.own_company.digits
    for row in rows:
        rest = row.base_quantity - row.invoiced_base
        mine = returned.get(row.id, [])
        parts = [own[row.id], *(one.source for one in mine)] if mine else []
        if rest != sum((one.rest for one in mine), ZERO) or _leaves_money(parts, digits):
            yield row, rest, mine


def _leaves_money(parts: Sequence[Source], digits: int) -> bool:
    """Whether what is not invoiced of a line, and of what it was returned by, does not come to
    nothing in net amount, in tax, and in what stands in the books for it."""
    return any(sum(each) for each in zip(*(one.worth(digits) for one in parts), strict=True))


def _open_back(document: Any, rows: Sequence[Any]) -> Iterable[tuple[Any, Decimal, list[Returned]]]:
    """What was returned, as far as it is on an invoice already."""
    limits: dict[UUID, Decimal] = {}
    for one in document.follows:
        if one.beside:
            continue
        keys = [key for row in rows if (key := getattr(row, one.column)) is not None]
        limits |= _invoiced_and_returned(one, keys)
    for row in rows:
        rest = row.base_quantity - row.invoiced_base
        by = follow.of(document, row)
        if by is not None:
            key = getattr(row, by.column)
            rest = min(rest, limits[key])
            limits[key] -= rest
        if rest > ZERO:
            yield row, rest, []


def _invoiced_and_returned(one: Follow, keys: Sequence[UUID]) -> dict[UUID, Decimal]:
    """By line, how much of it was returned after it had been invoiced, and is not credited."""
    if not keys:
        return {}
    statement = REST.format(**_names(one.form))
    returned = _returned(one.form, keys)
    rests: Mapping[UUID, Decimal] = dict(
        sql.run(statement, [current_id(), sql.array(keys)]).fetchall()
    )
    return {
        key: max(sum((each.rest for each in returned.get(key, [])), ZERO) - rest, ZERO)
        for key, rest in rests.items()
    }


def _returned(form: str, keys: Sequence[UUID]) -> dict[UUID, list[Returned]]:
    """What of these lines of `form` was returned and is not invoiced, by line."""
    found: dict[UUID, list[Returned]] = {}
    if not keys:
        return found
    for later, one in links.following(form):
        if one.counts != RETURNS:
            continue
        statement = RETURNED.format(column=one.column, **_names(later.name))
        for row in sql.run(statement, [current_id(), sql.array(keys)]).fetchall():
            own, source = row[:6], Source(*row[6:])
            found.setdefault(own[1], []).append(Returned(later.name, *own, source))
    return found


def _names(form: str) -> dict[str, str]:
    """Tables of a form whose lines are invoiced, and what it says of them in SQL."""
    found = registry.get(form)
    lines = found.tables_by_name["lines"]
    columns = {one.name for one in found.storage}
    deducts = "o.deducts_tax" if "deducts_tax" in columns else "true"
    return {
        "header": found.table,
        "lines": lines.table,
        "source": SOURCE.format(
            sign=lines.model.BILLED,
            deducts=deducts,
            billed=_on_invoices(form, "source_amount"),
            billed_tax=_on_invoices(form, "source_tax"),
        ),
    }


def _on_invoices(form: str, column: str) -> str:
    """SQL for what invoices took of a line `l` of the form."""
    for later, by in links.following(form):
        if by.counts == INVOICED:
            lines = later.tables_by_name["lines"].table
            return BILLED.format(column=column, lines=lines, header=later.table, by=by.column)
    return "0"
