"""结算价: what goods were charged at in the end, which is what they are credited at when they come
back: net and tax of their line, and what its invoices and allowances say more or less, without what
earlier returns took of it. So all returns of a line together credit what was charged."""

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
from huolang.masters.amounts import Amounts
from huolang.masters.goods import BASE_DIGITS

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
RETURNS = "returned_base"
"""What the lines count that went out or came in, and may be returned."""
PAPERS = """
SELECT {of}, o.confirmed_at, o.id, {net}, {tax}, o.number, o.date
FROM {lines} l JOIN {header} o ON o.company_id = l.company_id AND o.id = l.document_id{returns}
WHERE l.company_id = %s::bigint AND {of} = ANY(%s::uuid[]) AND o.state = 'confirmed'
    AND ({net} <> 0 OR {tax} <> 0)
"""
OF_RETURNS = """
    JOIN {lines} r ON r.company_id = l.company_id AND r.id = l.{column}"""
"""Papers about what was returned of a line."""
RETURNED = """
SELECT l.{column}, o.confirmed_at, o.id, l.base_quantity, l.amount, l.tax,
    coalesce(l.charged_amount, l.amount), coalesce(l.charged_tax, l.tax)
FROM {lines} l JOIN {header} o ON o.company_id = l.company_id AND o.id = l.document_id
WHERE l.company_id = %s::bigint AND l.{column} = ANY(%s::uuid[]) AND o.state = 'confirmed'
"""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a confirmed invoice or allowance says more (or less) of a line."""

    at: datetime
    record: UUID
    more: Amounts
    number: str
    day: date
    form: str


@dataclass(frozen=True, slots=True)
class Back:
    """What a confirmed return took back of a line: base units, what it credited, and what its part
    of what was charged was then. Where both are one, nobody agreed on anything else."""

    at: datetime
    record: UUID
    base: Decimal
    credited: Amounts
    part: Amounts
    form: str = ""

    @property
    def takes(self) -> Amounts:
        """What of the line is no longer to be credited."""
        return takes(self.credited, self.part)


def takes(credited: Amounts, part: Amounts) -> Amounts:
    """What was credited, or the part of it where that was more: what people agreed to leave out is
    not made up for by later returns."""
    return Amounts(_further(credited.amount, part.amount), _further(credited.tax, part.tax))


def _further(one: Decimal, other: Decimal) -> Decimal:
    return other if abs(other) > abs(one) else one


@dataclass(slots=True)
class Left:
    """What of a line is still to be credited, for so many base units."""

    base: Decimal
    of: Amounts
    whole: Amounts
    """What its line came to: nothing is left beyond zero."""

    def exactly(self, base: Decimal) -> Amounts:
        """The part of `base` units of it, not rounded."""
        if not self.base:
            return Amounts()
        share = EXACT.divide(base, self.base)
        return Amounts(
            EXACT.multiply(_within(self.of.amount, self.whole.amount), share),
            EXACT.multiply(_within(self.of.tax, self.whole.amount), share),
        )

    def part(self, base: Decimal, digits: int) -> Amounts:
        """The same to the cent."""
        exact = self.exactly(base)
        return Amounts(round_half_up(exact.amount, digits), round_half_up(exact.tax, digits))

    def take(self, base: Decimal, taken: Amounts) -> None:
        self.base -= base
        self.of = Amounts(self.of.amount - taken.amount, self.of.tax - taken.tax)


def _within(left: Decimal, sign: Decimal) -> Decimal:
    return left if left * sign >= ZERO else ZERO


@dataclass(slots=True)
class History:
    """What became of a line since it was confirmed."""

    papers: list[Paper] = field(default_factory=list[Paper])
    returns: list[Back] = field(default_factory=list[Back])

    @property
    def last(self) -> Paper | None:
        """The paper by which its price is explained."""
        return max(self.papers, key=lambda one: (one.day, one.record), default=None)

    def left(self, whole: Amounts, base: Decimal) -> Left:
        """What of a line that came to `whole` for `base` units is still to be credited. Sums only:
        in whatever order papers and returns came, all returns together credit what was charged."""
        charged = sum((one.more for one in self.papers), whole)
        taken = sum((one.takes for one in self.returns), Amounts())
        back = sum((one.base for one in self.returns), ZERO)
        left = Amounts(charged.amount - taken.amount, charged.tax - taken.tax)
        return Left(base - back, left, whole)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of which goods come back, as it was written, and what it came to."""

    quantity: Decimal
    unit_price: Decimal
    discount: Decimal
    base: Decimal
    tax_included: bool
    amount: Decimal
    tax: Decimal

    @property
    def whole(self) -> Amounts:
        return Amounts(self.amount, self.tax)

    def typed(self, digits: int) -> Decimal:
        """What it came to after its own discount, before that of its document."""
        each = EXACT.multiply(self.unit_price, ONE - self.discount / HUNDRED)
        return round_half_up(EXACT.multiply(each, self.quantity), digits)

    def given(self, digits: int) -> Decimal:
        """What of its document's discount it carried."""
        return self.typed(digits) - self.in_terms(self.whole)

    def in_terms(self, of: Amounts) -> Decimal:
        """With tax where its prices are."""
        return of.total if self.tax_included else of.amount

    def price(self, history: History | None, digits: int) -> Decimal:
        """For one of its unit, before its discount: at that price, what is left of it comes to what
        is left to be credited."""
        off = ONE - self.discount / HUNDRED
        if history is None or not off:
            return self.unit_price
        left = history.left(self.whole, self.base)
        if left.base <= ZERO:
            return self.unit_price
        given = EXACT.divide(EXACT.multiply(self.given(digits), left.base), self.base)
        whole = self.in_terms(left.exactly(left.base)) + given
        quantity = EXACT.divide(EXACT.multiply(self.quantity, left.base), self.base)
        each = EXACT.multiply(self.unit_price, off)
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
            at, record, more_net, more_tax, number, day = told
            more = Amounts(more_net, more_tax)
            found.setdefault(line, History()).papers.append(
                Paper(at, record, more, number, day, paper.name)
            )


def _read_returns(
    form: Form, one: Follow, lines: Collection[UUID], found: dict[UUID, History]
) -> None:
    statement = RETURNED.format(column=one.column, **_tables(form))
    for line, *told in sql.run(statement, [current_id(), sql.array(lines)]).fetchall():
        at, record, base, net, tax, part_net, part_tax = told
        back = Back(at, record, base, Amounts(net, tax), Amounts(part_net, part_tax), form.name)
        found.setdefault(line, History()).returns.append(back)


def _tables(form: Form) -> dict[str, str]:
    return {"lines": form.tables_by_name["lines"].table, "header": form.table}


def comes_back(rows: Sequence[Any]) -> set[UUID]:
    """Those of loaded lines of which something came back already."""
    return {row.id for row in rows if getattr(row, RETURNS, ZERO)}


def is_charged(history: History | None) -> bool:
    """Whether papers say anything else of a line than it does: a gift was billed."""
    return history is not None and bool(history.papers)


def prices(document: Any) -> dict[UUID, Decimal]:
    """For the lines of a loaded document: the price for one of their unit, before their discount,
    at which what can still come back of them comes to what is still to be credited."""
    form = registry.of(type(document)).name
    rows = document.rows
    told = histories(form, [row.id for row in rows], comes_back(rows))
    digits = document.own_company.digits
    return {
        row.id: row.unit_price
        if row.is_gift and not is_charged(told.get(row.id))
        else Line(
            *(row.quantity, row.unit_price, row.discount, row.base_quantity),
            tax_included=document.tax_included,
            amount=row.amount,
            tax=row.tax,
        ).price(told.get(row.id), digits)
        for row in rows
    }
