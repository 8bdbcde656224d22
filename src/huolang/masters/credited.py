"""退回金额: what comes back credits its part of what was charged, net and tax, and not its price
once more: three returns of a third would else leave a cent owed for ever.

Who types another price, discount or rate agrees on something else; then the tax is that part of the
tax which the net is of the net, unless the rate was typed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.documents.follow import Follow
from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.money import EXACT, round_half_up
from huolang.masters import amounts, charged
from huolang.masters.amounts import Amounts, Typed
from huolang.masters.charged import Left, Line
from huolang.masters.taken_price import TakenPrice

ZERO = Decimal(0)
LINES = """
SELECT l.id, l.quantity, l.unit_price, l.discount, l.base_quantity, o.tax_included, l.amount, l.tax,
    l.tax_rate, l.returned_base > 0
FROM {lines} l JOIN {header} o ON o.company_id = l.company_id AND o.id = l.document_id
WHERE l.company_id = %s::bigint AND l.id = ANY(%s::uuid[])
"""


@dataclass(frozen=True, slots=True)
class _Source:
    """A line of which goods come back."""

    left: Left
    rate: Decimal
    """That it names."""
    given: Decimal
    """What of its document's discount it carried."""


def of_lines(
    document: Any,
    rows: Sequence[Any],
    typed: Sequence[Typed],
    *,
    discount: Decimal,
    carried: bool,
) -> list[Amounts]:
    """The amounts of `rows` of a document after `discount` (`carried`: it went with its goods).
    Raises `TooMuchDiscount`. A few statements for each kind of document that goods come back of.
    """
    digits: int = document.own_company.digits
    terms = {"tax_included": document.tax_included, "digits": digits}
    sources = _sources(document, rows, digits)
    follows = {
        n: one
        for n, one in sources.items()
        if _follows(rows[n], one, as_given=carried or not (discount or one.given))
    }
    if carried and sources:  # reckoned by earlier prices, it may be more than the lines by now
        most = sum((max(amounts.typed_amount(one, digits), ZERO) for one in typed), ZERO)
        discount = min(discount, most)
    found = amounts.of_lines(typed, discount=discount, **terms)
    if follows:
        found = _with_parts(document, rows, typed, found, follows, discount)
    for n, row in enumerate(rows):
        if n in sources and n not in follows:
            found[n] = _agreed(row, found[n], sources[n], **terms)
    return found


def discount(
    document: Any, rows: Sequence[Any], typed: Sequence[Typed], whole: Amounts, carried: Decimal
) -> Decimal:
    """What of a `carried` discount the parts of lines that come back leave: the lines come to
    `whole` after it."""
    if all(getattr(row, "charged_amount", None) is None for row in rows):
        return carried
    digits = document.own_company.digits
    shown = sum((amounts.typed_amount(one, digits) for one in typed), ZERO)
    return max(shown - (whole.total if document.tax_included else whole.amount), ZERO)


def _follows(row: Any, source: _Source, *, as_given: bool) -> bool:
    """Whether nobody agreed on anything else than what was charged."""
    is_priced = row.taken_price is not None and not row.is_gift
    return is_priced and as_given and row.tax_rate == source.rate


def _with_parts(
    document: Any,
    rows: Sequence[Any],
    typed: Sequence[Typed],
    found: Sequence[Amounts],
    follows: Mapping[int, _Source],
    discount: Decimal,
) -> list[Amounts]:
    """Lines that follow get their parts; the others carry what is left of the discount."""
    digits, rest, outcome = document.own_company.digits, discount, list(found)
    for n, source in follows.items():
        outcome[n] = _part(rows[n], source, digits)
        shown = outcome[n].total if document.tax_included else outcome[n].amount
        rest -= amounts.typed_amount(typed[n], digits) - shown
    others = [n for n in range(len(rows)) if n not in follows]
    if discount and others:
        some = [typed[n] for n in others]
        most = sum((max(amounts.typed_amount(one, digits), ZERO) for one in some), ZERO)
        again = amounts.of_lines(
            some,
            tax_included=document.tax_included,
            discount=min(max(rest, ZERO), most),
            digits=digits,
        )
        for n, one in zip(others, again, strict=True):
            outcome[n] = one
    return outcome


def _part(row: Any, source: _Source, digits: int) -> Amounts:
    part = source.left.part(row.base_quantity, digits)
    source.left.take(row.base_quantity, part)
    row.charged_amount, row.charged_tax = part.amount, part.tax
    return part


def _agreed(row: Any, one: Amounts, source: _Source, *, tax_included: bool, digits: int) -> Amounts:
    """What was typed stays, net or with tax."""
    part = source.left.part(row.base_quantity, digits)
    if row.tax_rate == source.rate and part.amount and part.total:
        if tax_included:
            net = EXACT.divide(EXACT.multiply(one.total, part.amount), part.total)
            net = round_half_up(net, digits)
            one = Amounts(net, one.total - net)
        else:
            tax = EXACT.divide(EXACT.multiply(one.amount, part.tax), part.amount)
            one = Amounts(one.amount, round_half_up(tax, digits))
    source.left.take(row.base_quantity, charged.takes(one, part))
    row.charged_amount, row.charged_tax = part.amount, part.tax
    return one


def _sources(document: Any, rows: Sequence[Any], digits: int) -> dict[int, _Source]:
    """By place of a row that comes back: the line that it is of. Rows of one share what is left."""
    for row in rows:
        if isinstance(row, TakenPrice):
            row.charged_amount = row.charged_tax = None
    found: dict[int, _Source] = {}
    for by in document.follows:
        if by.counts != charged.RETURNS or by.beside:
            continue
        keys = {n: key for n, row in enumerate(rows) if (key := getattr(row, by.column))}
        lines = _read(by, set(keys.values()), digits) if keys else {}
        taken = dict.fromkeys(lines, ZERO)
        for n, key in keys.items():
            of, row = lines.get(key), rows[n]
            if of is None:
                continue
            taken[key] += row.base_quantity
            if taken[key] <= of.left.base:  # else it is refused for its quantity
                found[n] = of
    return found


def _read(by: Follow, keys: set[UUID], digits: int) -> Mapping[UUID, _Source]:
    form = registry.get(by.form)
    statement = LINES.format(lines=form.tables_by_name["lines"].table, header=form.table)
    read = sql.run(statement, [current_id(), sql.array(keys)]).fetchall()
    told = charged.histories(by.form, keys, {row[0] for row in read if row[-1]})
    none = charged.History()
    found: dict[UUID, _Source] = {}
    for key, *written, rate, _returned in read:
        line = Line(*written)
        left = told.get(key, none).left(line.whole, line.base)
        found[key] = _Source(left, rate, line.given(digits))
    return found
