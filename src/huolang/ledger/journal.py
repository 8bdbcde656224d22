"""凭证: the debits and credits of a posting, and what its partner owes from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from huolang.kernel.money import round_half_up
from huolang.ledger import costing, facts
from huolang.ledger.changes import Correction
from huolang.ledger.facts import Month
from huolang.ledger.posting import INVENTORY, MAX_AMOUNT, PROCESSING, VARIANCE, Posting
from huolang.ledger.refusals import CorrectsTooMuch
from huolang.ledger.rows import Row

ZERO = Decimal(0)
ONE = Decimal(1)
DEFAULT_SET = "default"


@dataclass(frozen=True, slots=True)
class Leg:
    """One side: debit (+) or credit (−) the account that plays `role` for `account_set`."""

    role: str
    account_set: str
    partner: UUID | None
    currency: str
    rate: Decimal
    amount: Decimal
    base: Decimal
    day: date
    account: UUID | None = None
    """Set when an account is named itself, as a mirror does."""


def of_posting(posting: Posting, rows: Sequence[Row], month: Month, day: date) -> list[Leg]:
    """Both legs of every move, then the entries that move money only."""
    legs: list[Leg] = []
    for row in rows:
        if row.cost or row.brought or row.added:
            legs.extend(_of_row(row, posting, month, day))
    legs.extend(_of_entries(posting, month, day))
    return legs


def _of_row(row: Row, posting: Posting, month: Month, day: date) -> list[Leg]:
    """Stock is kept in the company's currency; what it was got for, in that of the document.

    Within a flow from stock to stock each move is one leg, and what arrives is the other, together
    with the work that made it. Where the
    costing method says what goods cost, the rest of what they brought is variance.
    """
    account_set = row.policy.account_set
    brought = row.cost if row.brought is None else row.brought
    currency, rate, amount = month.currency, ONE, -brought
    legs = [Leg(INVENTORY, account_set, None, currency, rate, row.cost, row.cost, day)]
    if row.added:
        legs.append(Leg(PROCESSING, DEFAULT_SET, None, currency, rate, -row.added, -row.added, day))
    if more := brought - row.cost:
        legs.append(Leg(VARIANCE, account_set, None, currency, rate, more, more, day))
    if row.counter != INVENTORY:
        if row.valuation == costing.GIVEN:
            currency, rate, amount = posting.currency, posting.rate, -row.given
        partner = row.partner
        legs.append(Leg(row.counter, account_set, partner, currency, rate, amount, -brought, day))
    return legs


def _of_entries(posting: Posting, month: Month, day: date) -> Iterable[Leg]:
    legs: list[Leg] = []
    for entry in posting.entries:
        if not entry.amount:
            continue
        base = in_base(entry.amount, posting.rate, month.digits)
        legs.append(
            Leg(
                entry.account,
                DEFAULT_SET,
                entry.partner,
                posting.currency,
                posting.rate,
                entry.amount,
                base,
                day,
            )
        )
    residue = sum((leg.base for leg in legs), ZERO)
    if residue:
        legs[-1] = replace(legs[-1], base=legs[-1].base - residue)
    return legs


def of_corrections(
    corrections: Sequence[Correction],
    currency: str,
    by_partner: set[tuple[str, str]],
) -> list[Leg]:
    """What changed costs do to the inventory account and to where the goods went; what these bring
    beyond what they cost is variance.

    Only accounts kept `by_partner` (role, account set) name one: the rest of the corrected issues
    are one line, whoever got the goods.
    """
    sums: dict[tuple[str, str, UUID | None, date, bool, bool], list[Decimal]] = {}
    for one in corrections:
        kept = one.partner is not None and (one.counter, one.account_set) in by_partner
        partner = one.partner if kept else None
        to = (one.counter, one.account_set, partner, one.counts_on)
        together = sums.setdefault((*to, one.amount > 0, one.variance > 0), [ZERO, ZERO])
        together[0] += one.amount
        together[1] += one.variance
    legs: list[Leg] = []
    for (counter, account_set, partner, day, *_signs), (amount, more) in sums.items():
        sides: list[tuple[str, UUID | None, Decimal]]
        sides = [(INVENTORY, None, amount), (VARIANCE, None, more)]
        if counter != INVENTORY:
            sides.append((counter, partner, -(amount + more)))
        legs.extend(
            Leg(role, account_set, whose, currency, ONE, told, told, day)
            for role, whose, told in sides
            if told
        )
    return [*legs, *variance_of(legs)]


def variance_of(legs: Iterable[Leg]) -> list[Leg]:
    """What lacks for `legs` to balance on each day.

    Only under standard cost: what leaves one stock and enters another there differs by a cent, as
    each is worth its quantity × standard.
    """
    missing: dict[tuple[str, date, str], Decimal] = {}
    for leg in legs:
        key = (leg.account_set, leg.day, leg.currency)
        missing[key] = missing.get(key, ZERO) - leg.base
    return [
        Leg(VARIANCE, account_set, None, currency, ONE, amount, amount, day)
        for (account_set, day, currency), amount in missing.items()
        if amount
    ]


def summed(legs: Iterable[Leg]) -> list[Leg]:
    """Legs of the same account, partner, currency and day as one; what cancels out is left out.

    Debits and credits to one key stay apart, so that an entry shows both its sides.
    """
    totals: dict[tuple[object, ...], tuple[Leg, Decimal, Decimal]] = {}
    for leg in legs:
        key = (
            leg.role,
            leg.account_set,
            leg.account,
            leg.partner,
            leg.currency,
            leg.rate,
            leg.day,
            leg.base > 0,
        )
        first, amount, base = totals.get(key, (leg, ZERO, ZERO))
        totals[key] = (first, amount + leg.amount, base + leg.base)
    return [
        first if first.base == base else replace(first, amount=amount, base=base)
        for first, amount, base in totals.values()
        if amount or base
    ]


def in_base(amount: Decimal, rate: Decimal, digits: int) -> Decimal:
    """`amount` of the document in the company's currency."""
    return round_half_up(amount * rate, digits)


def by_month(corrections: Sequence[Correction], currency: str) -> list[tuple[str, date, list[Leg]]]:
    """What corrections do to the accounts, as one journal entry a month that recognises them."""
    if not corrections:
        return []
    summed_up = summed(of_corrections(corrections, currency, facts.kept_by_partner()))
    if any(abs(leg.base) >= MAX_AMOUNT for leg in summed_up):
        raise CorrectsTooMuch(field="date")
    groups: list[tuple[str, date, list[Leg]]] = []
    for first in sorted({leg.day.replace(day=1) for leg in summed_up}):
        in_month = [leg for leg in summed_up if leg.day.replace(day=1) == first]
        groups.append(("correction", max(leg.day for leg in in_month), in_month))
    return groups
