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
from huolang.masters import amounts, carrying, charged
from huolang.masters.amounts import Amounts, Typed
from huolang.masters.carrying import Share
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
    base: Decimal


def of_lines(
    document: Any,
    rows: Sequence[Any],
    typed: Sequence[Typed],
    *,
    discount: Decimal,
    shares: Sequence[Share] | None,
) -> list[Amounts]:
    """The amounts of `rows` of a document after `discount` (`shares`: it went with its goods).
    Raises `TooMuchDiscount`. A few statements for each kind of document that goods come back of.
    """
    carried = shares is not None
    digits: int = document.own_company.digits
    terms = {"tax_included": document.tax_included, "digits": digits}
    sources = _sources(document, rows, digits)
    follows = {
        n: one
        for n, one in sources.items()
        if _follows(rows[n], one, as_given=carried or not (discount or one.given))
    }
    if carried and sources:
        found = [
            amounts.of_lines([one], discount=_given(rows[n], one, sources.get(n), digits), **terms)[
                0
            ]
            for n, one in enumerate(typed)
        ]
    elif shares is not None:
        found = carrying.of_lines(shares, rows, typed, **terms)
    else:
        found = amounts.of_lines(typed, discount=discount, **terms)
    for n, source in follows.items():
        found[n] = _part(rows[n], source, digits)
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


def _given(row: Any, typed: Typed, source: _Source | None, digits: int) -> Decimal:
    """What of a carried discount lies on a row: that of its own line, whatever else comes back."""
    if source is None:
        return ZERO
    part = EXACT.divide(EXACT.multiply(source.given, row.base_quantity), source.base)
    most = max(amounts.typed_amount(typed, digits), ZERO)
    return min(max(round_half_up(part, digits), ZERO), most)


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
        found[key] = _Source(left, rate, line.given(digits), line.base)
    return found
