"""Receipts that turn out to be worth something else than was posted: an invoice that differs.

The receipt's entry gets an adjustment, and what was issued since is costed anew by the same replay
that a back-dated receipt takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError, Several
from huolang.ledger import bounds, facts, methods, returns
from huolang.ledger.changes import Correction
from huolang.ledger.facts import Pool
from huolang.ledger.posting import Revalue
from huolang.ledger.quantities import NEVER
from huolang.ledger.refusals import NothingToRevalue, WorthLessThanNothing
from huolang.ledger.returns import Start
from huolang.ledger.rows import units

ENTRIES = """
SELECT e.line, e.id, e.pool, e.occurred_at, e.no, e.product, e.occurred_on, e.counter, e.partner,
       i.account_set
FROM ledger_stockentry e JOIN ledger_item i ON i.company_id = e.company_id AND i.id = e.product
WHERE e.company_id = %s::bigint AND e.line = ANY(%s::uuid[]) AND e.quantity > 0
  AND e.valuation = 'given' AND e.reverses IS NULL
  AND NOT EXISTS (SELECT FROM ledger_stockentry m
                  WHERE m.company_id = e.company_id AND m.reverses = e.id)
"""
WORTH = """
SELECT e.id, e.cost + coalesce(sum(a.amount), 0) FROM ledger_stockentry e
LEFT JOIN ledger_costadjustment a ON a.company_id = e.company_id AND a.entry = e.id
WHERE e.company_id = %s::bigint AND e.id = ANY(%s::uuid[]) GROUP BY e.id, e.cost
"""
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Revalued:
    """What to add to which entries (in smallest units), where their pools are costed anew from,
    and those pools, which are locked."""

    amounts: dict[UUID, int] = field(default_factory=dict[UUID, int])
    starts: dict[UUID, Start] = field(default_factory=dict[UUID, Start])
    pools: dict[UUID, Pool] = field(default_factory=dict[UUID, Pool])
    variances: list[Correction] = field(default_factory=list[Correction])
    """Of receipts under standard cost: these keep what they cost."""
    corrections: list[Correction] = field(default_factory=list[Correction])
    """Of the others, by themselves."""
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
    entries = {row[0]: row for row in found}
    Several.raise_any(
        [
            NothingToRevalue(field=one.field, product=one.name)
            for one in revalues
            if one.line in amounts and one.line not in entries
        ]
    )
    since: datetime = min(row[3] for row in found)
    also = {row[2] for row in found}
    beyond = bounds.exceeded(lambda most: bounds.count_since((), since, most, also=also))
    pools = facts.lock_reached((), NEVER if beyond else since, also=also)
    by_standard = [row for row in found if pools[row[2]].method == methods.STANDARD]
    entries = {line: row for line, row in entries.items() if row not in by_standard}
    _refuse_less_than_nothing(revalues, amounts, {line: row[1] for line, row in entries.items()})
    starts: dict[UUID, Start] = {}
    returns.begin(starts, [(row[2], row[3], row[4]) for row in entries.values()])
    return Revalued(
        amounts={row[1]: units(amounts[row[0]], digits) for row in entries.values()},
        starts=starts,
        pools=pools,
        variances=[_correction(row, amounts) for row in by_standard],
        corrections=[_correction(row, amounts) for row in entries.values()],
        beyond=beyond,
    )


def _correction(row: tuple[Any, ...], amounts: dict[UUID, Decimal]) -> Correction:
    return Correction(row[1], row[2], row[5], amounts[row[0]], *row[6:])


def _refuse_less_than_nothing(
    revalues: Sequence[Revalue], amounts: dict[UUID, Decimal], entries: dict[UUID, UUID]
) -> None:
    """What came in is worth nothing at the least. Its pool is locked: nobody changes it now."""
    worth = dict(sql.run(WORTH, [current_id(), sql.array(entries.values())]).fetchall())
    errors: list[BusinessError] = [
        WorthLessThanNothing(field=one.field, product=one.name)
        for one in revalues
        if one.line in entries and worth[entries[one.line]] + amounts[one.line] < 0
    ]
    Several.raise_any(errors)
