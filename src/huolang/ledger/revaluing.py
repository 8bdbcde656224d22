"""Receipts that turn out to be worth something else than was posted: an invoice that differs.

The receipt's entry gets an adjustment, and what was issued since is costed anew by the same replay
that a back-dated receipt takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.money import spread
from huolang.kernel.refusals import BusinessError, Several
from huolang.ledger import bounds, costpools, methods, returns
from huolang.ledger.changes import Correction
from huolang.ledger.costpools import Pool
from huolang.ledger.posting import Revalue
from huolang.ledger.quantities import NEVER
from huolang.ledger.refusals import NothingToRevalue, WorthLessThanNothing
from huolang.ledger.returns import Start
from huolang.ledger.rows import units

ENTRIES = """
SELECT e.line, e.id, e.pool, e.occurred_at, e.no, e.product, e.occurred_on, e.counter, e.partner,
       i.account_set, e.quantity
FROM ledger_stockentry e JOIN ledger_item i ON i.company_id = e.company_id AND i.id = e.product
WHERE e.company_id = %s::bigint AND e.line = ANY(%s::uuid[]) AND e.quantity > 0
  AND e.valuation = 'given' AND e.reverses IS NULL
  AND NOT EXISTS (SELECT FROM ledger_stockentry m
                  WHERE m.company_id = e.company_id AND m.reverses = e.id)
ORDER BY e.no, e.seq
"""
"""Of goods that are kept piece by piece a line has an entry for each."""
WORTH = """
SELECT e.id, e.cost + coalesce(sum(a.amount), 0) FROM ledger_stockentry e
LEFT JOIN ledger_costadjustment a ON a.company_id = e.company_id AND a.entry = e.id
WHERE e.company_id = %s::bigint AND e.id = ANY(%s::uuid[]) GROUP BY e.id, e.cost
"""
ZERO = Decimal(0)
Entry = tuple[Any, ...]
"""A row of ENTRIES."""


@dataclass(frozen=True, slots=True)
class Revalued:
    """What to add to which entries (in smallest units), where their pools are costed anew from,
    and those pools, which are locked."""

    amounts: dict[UUID, int] = field(default_factory=dict[UUID, int])
    starts: dict[UUID, Start] = field(default_factory=dict[UUID, Start])
    pools: dict[UUID, Pool] = field(default_factory=dict[UUID, Pool])
    variances: list[Correction] = field(default_factory=list[Correction])
    """Of receipts under standard cost: these keep what they cost, and bring more."""
    corrections: list[Correction] = field(default_factory=list[Correction])
    """Of the others, by themselves."""
    partners: dict[UUID, UUID] = field(default_factory=dict[UUID, UUID])
    """Against whose account that stands, where it is not that of the entry's partner."""
    beyond: bool = False
    """Does more come after them than may be costed anew at once?"""


def lock(revalues: Sequence[Revalue], *, digits: int, sign: int = 1) -> Revalued:
    """Find the entries of the lines that are revalued, and lock every pool that they reach.

    `sign` −1 takes back what was added.
    """
    amounts: dict[UUID, Decimal] = {}
    for one in revalues:
        amounts[one.line] = amounts.get(one.line, ZERO) + sign * one.amount
    amounts = {line: amount for line, amount in amounts.items() if amount}
    if not amounts:
        return Revalued()
    found = sql.run(ENTRIES, [current_id(), sql.array(amounts)]).fetchall()
    lines: dict[UUID, list[Entry]] = {}
    for row in found:
        lines.setdefault(row[0], []).append(row)
    Several.raise_any(
        [
            NothingToRevalue(field=one.field, product=one.name)
            for one in revalues
            if one.line in amounts and one.line not in lines
        ]
    )
    since: datetime = min(row[3] for row in found)
    also = {row[2] for row in found}
    beyond = bounds.exceeded(lambda most: bounds.count_since((), since, most, also=also))
    pools = costpools.lock_reached((), NEVER if beyond else since, also=also)
    standard = {row[1] for row in found if pools[row[2]].method == methods.STANDARD}
    others = {line: some for line, some in lines.items() if some[0][1] not in standard}
    worth = _worth(row[1] for some in others.values() for row in some)
    _refuse_less_than_nothing(revalues, amounts, others, worth)
    parts: dict[UUID, Decimal] = {}
    for line, some in lines.items():
        was = [worth.get(row[1], ZERO) for row in some]
        shares = _shares(amounts[line], some, was, digits)
        parts |= zip((row[1] for row in some), shares, strict=True)
    starts: dict[UUID, Start] = {}
    returns.begin(starts, [(r[2], r[3], r[4]) for some in others.values() for r in some])
    changed = [row for row in found if parts[row[1]]]
    others_pay = {one.line: one.partner for one in revalues if one.partner is not None}
    partners = {row[1]: others_pay[row[0]] for row in changed if row[0] in others_pay}
    told = [_correction(row, parts, partners, row[1] in standard) for row in changed]
    return Revalued(
        amounts={row[1]: units(parts[row[1]], digits) for some in others.values() for row in some},
        starts=starts,
        pools=pools,
        variances=[one for one in told if one.variance],
        corrections=[one for one in told if one.amount],
        partners=partners,
        beyond=beyond,
    )


def _correction(
    row: Entry, parts: Mapping[UUID, Decimal], partners: Mapping[UUID, UUID], by_standard: bool
) -> Correction:
    day, counter, partner, account_set = row[6:10]
    told = partners.get(row[1], partner), account_set
    more = (ZERO, parts[row[1]]) if by_standard else (parts[row[1]], ZERO)
    return Correction(row[1], row[2], row[5], *more, day, counter, *told)


def _shares(
    amount: Decimal, some: Sequence[Entry], worth: Sequence[Decimal], digits: int
) -> list[Decimal]:
    """What of `amount` each entry of a line gets: together they are shared out as a line is that
    is worth so much, so none of them is worth less than nothing, and taking it back leaves what
    was."""
    if len(some) == 1:
        return [amount]
    whole = spread(sum(worth, amount), [row[10] for row in some], digits)
    return [now - was for now, was in zip(whole, worth, strict=True)]


def _worth(entries: Iterable[UUID]) -> dict[UUID, Decimal]:
    """What came in, as it costs today. Its pools are locked: nobody changes it now."""
    return dict(sql.run(WORTH, [current_id(), sql.array(entries)]).fetchall())


def _refuse_less_than_nothing(
    revalues: Sequence[Revalue],
    amounts: dict[UUID, Decimal],
    lines: Mapping[UUID, Sequence[Entry]],
    worth: Mapping[UUID, Decimal],
) -> None:
    """What came in is worth nothing at the least."""
    errors: list[BusinessError] = [
        WorthLessThanNothing(field=one.field, product=one.name)
        for one in revalues
        if one.line in lines
        and sum((worth[row[1]] for row in lines[one.line]), amounts[one.line]) < 0
    ]
    Several.raise_any(errors)
