"""源单价: what a line takes over of the line that it goes on from: price, discount, tax rate, and
whether it is a gift. 下推 fills in the same, so that every way leads to the same document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.documents import follow, own_company
from huolang.documents.follow import Follow
from huolang.forms import registry
from huolang.forms.form import Form
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.money import EXACT
from huolang.masters import charged
from huolang.masters.charged import History, Line
from huolang.masters.price_proposal import INVOICE, SOURCE, Asked, Proposal, Question, Terms

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
LINES = """
SELECT k.n, l.id, l.quantity, l.unit_price, l.discount, l.base_quantity, o.tax_included,
    l.amount, l.tax, l.tax_rate, l.is_gift, {returned}, o.number, o.date, o.id,
    CASE WHEN k.unit = l.unit_id THEN 1
         ELSE coalesce(u.numerator, 1) * l.denominator
             / (coalesce(u.denominator, 1) * l.numerator) END
FROM unnest(%s::integer[], %s::uuid[], %s::uuid[], %s::uuid[]) AS k(n, line, product, unit)
JOIN {lines} l ON l.company_id = %s::bigint AND l.id = k.line AND (l.product_id = k.product
    OR k.product = (SELECT m.merged_into_id FROM masters_product m
                    WHERE m.company_id = l.company_id AND m.id = l.product_id))
JOIN {header} o ON o.company_id = l.company_id AND o.id = l.document_id
LEFT JOIN masters_productunit u ON u.company_id = l.company_id AND u.product_id = k.product
    AND u.unit_id = k.unit
"""
"""Last, how many of the line's unit one of the unit asked about holds."""


@dataclass(frozen=True, slots=True)
class TakenOver:
    """`proposal` is for one of the unit asked about, before `discount`."""

    proposal: Proposal
    discount: Decimal
    tax_rate: Decimal
    is_gift: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """A line that is gone on from."""

    key: UUID
    line: Line
    tax_rate: Decimal
    is_gift: bool
    returned: bool
    number: str
    day: Any
    record: UUID
    factor: Decimal


def take_over(document: Any, question: Question) -> None:
    """Let lines of `document` that go on from another one take over what they do not say
    themselves: its tax rate, and where they name no price, price, discount and gift mark."""
    rows = [
        (row, getattr(row, by.column))
        for row in document.rows
        if (row.unit_price is None or row.tax_rate is None)
        and (by := follow.of(document, row)) is not None
    ]
    asked = [
        Asked(
            *(row.product_id, row.unit_id, row.quantity, source),
            discount=row.discount if row.says("discount") else None,
        )
        for row, source in rows
    ]
    for n, taken in read(question, asked).items():
        row, _source = rows[n]
        if row.tax_rate is None:
            row.tax_rate = taken.tax_rate
        if row.unit_price is not None or (taken.is_gift and row.says("is_gift")):
            continue  # what is no gift any more costs what it costs anybody
        row.is_gift = taken.is_gift
        row.unit_price, row.discount = taken.proposal.price, taken.discount


def read(question: Question, asked: Sequence[Asked]) -> dict[int, TakenOver]:
    """What those of `asked` take over that go on from a line with a price, by their place.

    One statement for each kind of earlier document that they name, and a few more for goods that
    come back (`charged.histories`).
    """
    found: dict[int, TakenOver] = {}
    wanted = {n: one for n, one in enumerate(asked) if one.source is not None}
    for by in question.document.follows:
        form = registry.get(by.form)
        if not wanted or by.beside or not _is_priced(form):
            continue
        lines = _read(form, by, wanted)
        wanted = {n: one for n, one in wanted.items() if n not in lines}
        told = _histories(form, lines) if by.counts == charged.RETURNS else {}
        digits = own_company.read().digits if told else 0
        for n, one in lines.items():
            history = told.get(one.key)
            if one.is_gift and charged.is_charged(history):
                one = replace(one, is_gift=False)
            price = one.line.price(None if one.is_gift else history, digits)
            found[n] = _taken(question, asked[n], form, one, history, price)
    return found


def _is_priced(form: Form) -> bool:
    """Lent goods, for one, have no price yet."""
    return "unit_price" in form.tables_by_name["lines"].by_name


def _read(form: Form, by: Follow, wanted: Mapping[int, Asked]) -> dict[int, _Read]:
    returned = "l.returned_base > 0" if by.counts == charged.RETURNS else "false"
    lines = form.tables_by_name["lines"].table
    statement = LINES.format(lines=lines, header=form.table, returned=returned)
    told = wanted.values()
    units = sql.array("NULL" if one.unit is None else one.unit for one in told)
    keys = (sql.array(wanted), sql.array(one.source for one in told))
    parameters = [*keys, sql.array(one.product for one in told), units, current_id()]
    return {
        row[0]: _Read(row[1], Line(*row[2:9]), *row[9:])
        for row in sql.run(statement, parameters).fetchall()
    }


def _histories(form: Form, lines: Mapping[int, _Read]) -> dict[UUID, History]:
    keys = {one.key for one in lines.values()}
    returned = {one.key for one in lines.values() if one.returned}
    return charged.histories(form.name, keys, returned) if keys else {}


def _taken(
    question: Question,
    asked: Asked,
    form: Form,
    one: _Read,
    history: History | None,
    price: Decimal,
) -> TakenOver:
    """At another discount than its line's, what comes back is credited all the same; what is sold
    on costs the same price less that discount."""
    discount, line = one.line.discount, one.line
    if asked.discount is not None:
        other, discount = ONE - asked.discount / HUNDRED, asked.discount
        if history is not None and other:
            price = EXACT.divide(EXACT.multiply(price, ONE - line.discount / HUNDRED), other)
    last = history.last if history is not None else None
    proposal = Proposal(
        source=SOURCE if last is None else INVOICE,
        price=ZERO if one.is_gift else EXACT.multiply(price, one.factor),
        number=one.number if last is None else last.number,
        day=one.day if last is None else last.day,
        form=form.name if last is None else last.form,
        record=one.record if last is None else last.record,
        tax_included=line.tax_included,
        tax_rate=one.tax_rate,
    )
    terms = Terms(question.tax_included, products=False)
    return TakenOver(terms.given(proposal), discount, one.tax_rate, one.is_gift)
