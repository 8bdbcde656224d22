"""结算价: what goods were charged at in the end, which is what they are credited at when they come
back: the price of their line, and what its invoices say more or less."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.documents import links
from huolang.documents.follow import Follow
from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.money import EXACT, round_half_up
from huolang.masters.goods import BASE_DIGITS
from huolang.masters.price_proposal import INVOICE, Asked, Proposal, Question, Terms

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
MORE = """
SELECT l.{column}, sum(l.amount - l.source_amount),
    sum(l.amount + l.tax - l.source_amount - l.source_tax),
    (array_agg(o.number ORDER BY o.date DESC, o.id DESC))[1], max(o.date),
    (array_agg(o.id ORDER BY o.date DESC, o.id DESC))[1]
FROM {lines} l JOIN {header} o ON o.company_id = l.company_id AND o.id = l.document_id
WHERE l.company_id = %s::bigint AND l.{column} = ANY(%s::uuid[]) AND o.state = 'confirmed'
GROUP BY l.{column}
HAVING sum(l.amount - l.source_amount) <> 0 OR sum(l.tax - l.source_tax) <> 0
"""
LINES = """
SELECT k.n, l.id, l.unit_price * (100 - l.discount) / 100, l.quantity, l.tax_rate, o.tax_included,
    CASE WHEN k.unit = l.unit_id THEN 1
         ELSE coalesce(u.numerator / u.denominator, 1) * l.denominator / l.numerator END
FROM unnest(%s::integer[], %s::uuid[], %s::uuid[]) AS k(n, line, unit)
JOIN {lines} l ON l.company_id = %s::bigint AND l.id = k.line AND NOT l.is_gift
JOIN {header} o ON o.company_id = l.company_id AND o.id = l.document_id
LEFT JOIN masters_productunit u ON u.company_id = l.company_id AND u.product_id = l.product_id
    AND u.unit_id = k.unit
"""
"""Of lines that are gone on from: what one of their unit cost after its discount, and how many of
it one of the unit asked about holds."""


@dataclass(frozen=True, slots=True)
class More:
    """What the confirmed invoices of a line say beyond it, net and gross, and the last of them."""

    net: Decimal
    gross: Decimal
    number: str
    day: date
    record: UUID
    form: str

    def of(self, *, tax_included: bool) -> Decimal:
        return self.gross if tax_included else self.net


def beyond(form: str, lines: Iterable[UUID]) -> dict[UUID, More]:
    """By line of the form `form`: what its invoices say more or less than it; one statement for
    each kind of invoice that such lines have."""
    keys, found = sql.array(set(lines)), dict[UUID, More]()
    for invoice, one in links.following(form):
        if not getattr(invoice.model, "bills", False):
            continue
        names = {"lines": invoice.tables_by_name["lines"].table, "header": invoice.table}
        statement = MORE.format(column=one.column, **names)
        for line, *told in sql.run(statement, [current_id(), keys]).fetchall():
            found[line] = More(*told, invoice.name)
    return found


def price_of(row: Any, document: Any, more: More | None) -> Decimal:
    """The price of a loaded line for one of its unit, before its discount, at which it comes to
    what was charged for it in the end."""
    off = ONE - row.discount / HUNDRED
    if more is None or row.is_gift or not off:
        return row.unit_price
    change = more.of(tax_included=document.tax_included)
    price = row.unit_price + EXACT.divide(change, EXACT.multiply(row.quantity, off))
    return max(round_half_up(price, BASE_DIGITS), ZERO)


def propose(question: Question, asked: Sequence[Asked]) -> dict[int, Proposal]:
    """For those of `asked` that bring goods back of a line whose invoice differs: its price."""
    found: dict[int, Proposal] = {}
    wanted = {n: one for n, one in enumerate(asked) if one.source is not None}
    for follow in question.document.follows if wanted else ():
        more = beyond(follow.form, (one.source for one in wanted.values() if one.source))
        going_on = {n: one for n, one in wanted.items() if one.source in more}
        found |= _priced(follow, question, going_on, more) if going_on else {}
    return found


def _priced(
    follow: Follow, question: Question, asked: Mapping[int, Asked], more: Mapping[UUID, More]
) -> dict[int, Proposal]:
    form = registry.get(follow.form)
    statement = LINES.format(lines=form.tables_by_name["lines"].table, header=form.table)
    told = asked.values()
    units = sql.array("NULL" if one.unit is None else one.unit for one in told)
    keys = [sql.array(asked), sql.array(one.source for one in told), units, current_id()]
    found: dict[int, Proposal] = {}
    for n, line, price, quantity, rate, with_tax, factor in sql.run(statement, keys).fetchall():
        last, off = more[line], ONE - asked[n].discount / HUNDRED
        if not off:
            continue
        each = price + EXACT.divide(last.of(tax_included=with_tax), quantity)
        proposal = Proposal(
            source=INVOICE,
            price=EXACT.divide(EXACT.multiply(max(each, ZERO), factor), off),
            number=last.number,
            day=last.day,
            form=last.form,
            record=last.record,
            tax_included=with_tax,
            tax_rate=rate,
        )
        found[n] = Terms(question.tax_included, products=False).given(proposal)
    return found
