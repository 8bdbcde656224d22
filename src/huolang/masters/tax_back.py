"""退货税额: the tax of what comes back is its part of the tax that was charged, not its net at the
rate once more: three returns of a third would else leave a cent owed for ever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.documents.follow import Follow
from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.money import EXACT, round_half_up
from huolang.masters import charged
from huolang.masters.amounts import Amounts

LINES = """
SELECT l.id, l.base_quantity, l.amount, l.tax, l.tax_rate, l.returned_base > 0 FROM {lines} l
WHERE l.company_id = %s::bigint AND l.id = ANY(%s::uuid[])
"""


@dataclass(slots=True)
class _Left:
    """What of a line no return has credited: base units, net and tax."""

    base: Decimal
    net: Decimal
    tax: Decimal
    rate: Decimal
    """The rate that its line names."""

    def part(self, base: Decimal) -> Amounts:
        """Of `base` units of it, not rounded."""
        share = EXACT.divide(base, self.base)
        return Amounts(EXACT.multiply(self.net, share), EXACT.multiply(self.tax, share))


def share(
    document: Any, rows: Sequence[Any], found: Sequence[Amounts], digits: int
) -> list[Amounts]:
    """The amounts of `rows` of a document, those that come back with their part of the tax: what
    was typed stays, net or with tax. Who credits another price than was charged does so at the
    rate. One statement for each kind of document they came with, beside those of their history."""
    outcome = list(found)
    for by in document.follows:
        back = {
            n: key for n, row in enumerate(rows) if (key := getattr(row, by.column)) is not None
        }
        if not back or by.counts != charged.RETURNS or by.beside:
            continue
        left = _left(by, set(back.values()))
        for n, key in back.items():
            of = left.get(key)
            if of is not None and rows[n].base_quantity <= of.base:
                outcome[n] = _shared(outcome[n], rows[n], of, document, digits)
    return outcome


def _left(by: Follow, keys: set[UUID]) -> Mapping[UUID, _Left]:
    form = registry.get(by.form)
    statement = LINES.format(lines=form.tables_by_name["lines"].table)
    read = sql.run(statement, [current_id(), sql.array(keys)]).fetchall()
    told = charged.histories(by.form, keys, {row[0] for row in read if row[5]})
    none = charged.History()
    found: dict[UUID, _Left] = {}
    for key, base, net, tax, rate, _returned in read:
        history = told.get(key, none)
        left, units = history.left_net(net, base)
        found[key] = _Left(units, left, history.left_tax(tax), rate)
    return found


def _shared(one: Amounts, row: Any, of: _Left, document: Any, digits: int) -> Amounts:
    """`one` with its part of the tax that is left, where it credits what was charged but for
    rounding: an invoice may have charged tax at another rate. What it takes is off what is left."""
    if of.base <= 0:
        return one
    part, least = of.part(row.base_quantity), charged.ROUNDED * Decimal(1).scaleb(-digits)
    typed, charges = one.amount, part.amount
    if document.tax_included:
        typed, charges = one.total, part.total
    if abs(typed - charges) < least and row.tax_rate == of.rate:
        tax = round_half_up(part.tax, digits)
        net = one.total - tax if document.tax_included else one.amount
        one = replace(one, amount=net, tax=tax)
    of.base, of.net, of.tax = of.base - row.base_quantity, of.net - one.amount, of.tax - one.tax
    return one
