"""结算价: what goods were charged at in the end, which is what they are credited at when they come
back: the price of their line, and what its invoices and allowances say more or less, spread over
what no earlier return has credited. So all returns of a line together credit what was charged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.documents import links
from huolang.documents.follow import Follow
from huolang.forms import registry
from huolang.forms.form import Form
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.money import EXACT, round_half_up
from huolang.masters.goods import BASE_DIGITS

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
RETURNS = "returned_base"
"""What the lines count that went out or came in, and may be returned."""
ROUNDED = 3
"""Cents by which a return may fall short of its part and still be meant to credit all of it."""
PAPERS = """
SELECT {of}, o.confirmed_at, o.id, {net}, {net} + {tax}, o.number, o.date
FROM {lines} l JOIN {header} o ON o.company_id = l.company_id AND o.id = l.document_id{returns}
WHERE l.company_id = %s::bigint AND {of} = ANY(%s::uuid[]) AND o.state = 'confirmed'
    AND ({net} <> 0 OR {tax} <> 0)
"""
OF_RETURNS = """
    JOIN {lines} r ON r.company_id = l.company_id AND r.id = l.{column}"""
"""Papers about what was returned of a line."""
RETURNED = """
SELECT l.{column}, o.confirmed_at, o.id, l.base_quantity,
    l.quantity * l.unit_price * (100 - l.discount) / 100, l.amount, l.tax, l.tax_rate,
    o.tax_included
FROM {lines} l JOIN {header} o ON o.company_id = l.company_id AND o.id = l.document_id
WHERE l.company_id = %s::bigint AND l.{column} = ANY(%s::uuid[]) AND o.state = 'confirmed'
"""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a confirmed invoice or allowance says more (or less) of a line, net and gross."""

    at: datetime
    record: UUID
    net: Decimal
    gross: Decimal
    number: str
    day: date
    form: str


@dataclass(frozen=True, slots=True)
class Back:
    """What a confirmed return took back of a line: base units, what they come to as typed before
    the return's own discount, and net and tax after it."""

    at: datetime
    record: UUID
    base: Decimal
    typed: Decimal
    net: Decimal
    tax: Decimal
    tax_rate: Decimal
    tax_included: bool
    form: str = ""

    def worth(self, *, tax_included: bool, digits: int) -> Decimal:
        """As typed, in the terms of the line that it takes from."""
        typed = round_half_up(self.typed, digits)
        if tax_included == self.tax_included:
            return typed
        whole = ONE + self.tax_rate / HUNDRED
        return EXACT.multiply(typed, whole) if tax_included else EXACT.divide(typed, whole)


@dataclass(frozen=True, slots=True)
class Credit:
    """What a return credited of a line, and what its part of the line was, in the line's terms."""

    form: str
    record: UUID
    credited: Decimal
    part: Decimal

    def off(self, digits: int) -> Decimal:
        """By how much it credited more than its part."""
        return round_half_up(self.credited, digits) - round_half_up(self.part, digits)


@dataclass(slots=True)
class History:
    """What became of a line since it was confirmed."""

    papers: list[Paper] = field(default_factory=list[Paper])
    returns: list[Back] = field(default_factory=list[Back])

    @property
    def last(self) -> Paper | None:
        """The paper by which its price is explained."""
        return max(self.papers, key=lambda one: (one.day, one.record), default=None)

    def left_net(self, net: Decimal, base: Decimal) -> tuple[Decimal, Decimal]:
        """What of a line of `net` for `base` units no return has credited, however little earlier
        ones did, and of how many units."""
        net += sum((one.net for one in self.papers), ZERO)
        credited = sum((one.net for one in self.returns), ZERO)
        return net - credited, base - sum((one.base for one in self.returns), ZERO)

    def left_tax(self, tax: Decimal) -> Decimal:
        """What of the `tax` of a line no return has credited."""
        tax += sum((one.gross - one.net for one in self.papers), ZERO)
        return tax - sum((one.tax for one in self.returns), ZERO)

    def left(
        self, whole: Decimal, base: Decimal, *, tax_included: bool, digits: int
    ) -> tuple[Decimal, Decimal]:
        """What a line that came to `whole` for `base` units, in its own terms of tax, is still to
        be credited with, and for how many units.

        In the order in which people confirmed. What a return credited less than its part was
        agreed with it: those after it do not make up for that.
        """
        whole, base, _told = self._walk(whole, base, tax_included=tax_included, digits=digits)
        return whole, base

    def credits(
        self, whole: Decimal, base: Decimal, *, tax_included: bool, digits: int
    ) -> list[Credit]:
        """Of the same line: what each of its returns credited, and what its part was then."""
        return self._walk(whole, base, tax_included=tax_included, digits=digits)[2]

    def _walk(
        self, whole: Decimal, base: Decimal, *, tax_included: bool, digits: int
    ) -> tuple[Decimal, Decimal, list[Credit]]:
        least = ROUNDED * ONE.scaleb(-digits)
        told: list[Credit] = []
        for one in sorted([*self.papers, *self.returns], key=lambda one: (one.at, one.record)):
            if isinstance(one, Paper):
                whole += one.gross if tax_included else one.net
                continue
            part = EXACT.divide(EXACT.multiply(whole, one.base), base) if base else ZERO
            credited = one.worth(tax_included=tax_included, digits=digits)
            told.append(Credit(one.form, one.record, credited, part))
            whole -= credited if credited > part - least else part
            base -= one.base
        return whole, base, told


@dataclass(frozen=True, slots=True)
class Line:
    """A line of which goods come back, as it was written."""

    quantity: Decimal
    unit_price: Decimal
    discount: Decimal
    base: Decimal
    tax_included: bool

    def whole(self, digits: int) -> Decimal:
        """What it came to, after its discount."""
        each = EXACT.multiply(self.unit_price, ONE - self.discount / HUNDRED)
        return round_half_up(EXACT.multiply(each, self.quantity), digits)

    def price(self, history: History | None, digits: int) -> Decimal:
        """For one of its unit, before its discount: at that price, what is left of it comes to what
        is left to be credited."""
        off = ONE - self.discount / HUNDRED
        if history is None or not off:
            return self.unit_price
        each = EXACT.multiply(self.unit_price, off)
        whole = self.whole(digits)
        terms = {"tax_included": self.tax_included, "digits": digits}
        whole, base = history.left(whole, self.base, **terms)
        if base <= ZERO:
            return self.unit_price
        quantity = EXACT.divide(EXACT.multiply(self.quantity, base), self.base)
        if round_half_up(EXACT.multiply(each, quantity), digits) == round_half_up(whole, digits):
            return self.unit_price
        price = EXACT.divide(whole, EXACT.multiply(quantity, off))
        return max(round_half_up(price, BASE_DIGITS), ZERO)


def histories(form: str, lines: Iterable[UUID], returned: Collection[UUID]) -> dict[UUID, History]:
    """By line of the form `form` of which there is anything to be told. `returned` are those of
    `lines` of which something came back. One statement for each kind of paper that such lines have
    and, where anything did, for each kind of return and of its paper."""
    found: dict[UUID, History] = {}
    _read_papers(form, set(lines), found)
    if returned:
        for later, one in links.following(form):
            if one.counts == RETURNS:
                _read_returns(later, one, returned, found)
                _read_papers(later.name, returned, found, of=(later, one))
    return found


def _read_papers(
    form: str,
    lines: Collection[UUID],
    found: dict[UUID, History],
    of: tuple[Form, Follow] | None = None,
) -> None:
    """Papers about `lines` of `form`; or, `of` a kind of return, about what it returned of them."""
    for paper, one in links.following(form) if lines else ():
        said = getattr(paper.model, "says_more", None)
        if said is None:
            continue
        net, tax = said
        returns, key = "", f"l.{one.column}"
        if of is not None:
            table = of[0].tables_by_name["lines"].table
            returns = OF_RETURNS.format(lines=table, column=one.column)
            key = f"r.{of[1].column}"
        statement = PAPERS.format(of=key, net=net, tax=tax, returns=returns, **_tables(paper))
        for line, *told in sql.run(statement, [current_id(), sql.array(lines)]).fetchall():
            found.setdefault(line, History()).papers.append(Paper(*told, paper.name))


def _read_returns(
    form: Form, one: Follow, lines: Collection[UUID], found: dict[UUID, History]
) -> None:
    statement = RETURNED.format(column=one.column, **_tables(form))
    for line, *told in sql.run(statement, [current_id(), sql.array(lines)]).fetchall():
        found.setdefault(line, History()).returns.append(Back(*told, form.name))


def _tables(form: Form) -> dict[str, str]:
    return {"lines": form.tables_by_name["lines"].table, "header": form.table}


def comes_back(rows: Sequence[Any]) -> set[UUID]:
    """Those of loaded lines of which something came back already."""
    return {row.id for row in rows if getattr(row, RETURNS, ZERO)}


def prices(document: Any) -> dict[UUID, Decimal]:
    """For the lines of a loaded document: the price for one of their unit, before their discount,
    at which what can still come back of them comes to what is still to be credited."""
    form = registry.of(type(document)).name
    rows = document.rows
    told = histories(form, [row.id for row in rows], comes_back(rows))
    digits = document.own_company.digits
    return {
        row.id: row.unit_price
        if row.is_gift
        else Line(
            *(row.quantity, row.unit_price, row.discount, row.base_quantity),
            tax_included=document.tax_included,
        ).price(told.get(row.id), digits)
        for row in rows
    }
