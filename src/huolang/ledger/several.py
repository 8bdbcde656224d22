"""Several postings in one go, as `books.post` would record them one after the other.

What each of them locks and reads is locked and read for all at once; then they are checked and
valued in their order, on the figures that those before left, and written by as few statements as
one posting takes. That works while goods are there and time goes forward. Whatever is less plain (a
past day, stock that orders wait for, goods that come back from an issue, anything that may be
refused) is `NotTogether`: then the caller undoes all of it and calls `books.post` for each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from huolang.kernel import clock
from huolang.ledger import costing, costpools, facts, journal, methods, several_rows
from huolang.ledger.books import Posted
from huolang.ledger.costpools import Pool
from huolang.ledger.posting import MAX_AMOUNT, Posting
from huolang.ledger.quantities import MOST, Quantities
from huolang.ledger.rows import QUANTITY_DIGITS, Row, amount, of_moves, units
from huolang.ledger.several_rows import Asking, Draft, Kept

PLAIN = (costing.GIVEN, costing.POOL)


class NotTogether(Exception):
    """These postings must be recorded one by one; nothing is wrong with them."""


def post(askings: Sequence[Asking], *, numbers: Callable[[], Sequence[str]]) -> list[Posted]:
    """Record `askings` in their order; nobody else of the company posts meanwhile (`books.alone`).

    `numbers` is called late and answers the number of each document. Raises `NotTogether`, or a
    refusal that all of them share (a closed month, a product that the books do not know).
    """
    months = {
        first: facts.open_month(first)
        for first in sorted({one.occurred_on.replace(day=1) for one in askings})
    }
    drafts = [
        Draft(one, months[one.occurred_on.replace(day=1)], of_moves(one.posting.moves))
        for one in askings
    ]
    if not all(_is_plain(draft) for draft in drafts):
        raise NotTogether
    rows = [row for draft in drafts for row in draft.rows]
    quantities = Quantities(rows)
    kept = _begin(quantities, _lock_pools(rows), drafts)
    for draft in drafts:
        _move(draft, kept)
        _value(draft, kept)
        asking = draft.asking
        draft.legs = journal.summed(
            journal.of_posting(asking.posting, draft.rows, draft.month, asking.occurred_on)
        )
    several_rows.move(quantities, kept, drafts[0].month.digits)
    for draft, number in zip(drafts, numbers(), strict=True):
        draft.number = number
    several_rows.write(drafts)
    return [
        Posted(d.no, d.number, d.recorded_at, 0, d.asking.occurred_at)
        for d in drafts
        if d.recorded_at is not None
    ]


def _is_plain(draft: Draft) -> bool:
    """Goods, money and what is owed, in our own currency, and nothing else."""
    given = draft.asking.posting
    known = Posting(moves=given.moves, entries=given.entries, dues=given.dues)
    if given != replace(known, currency=given.currency):
        return False
    plain = (row.valuation in PLAIN and row.ours and row.flow is None for row in draft.rows)
    return all(plain) and not any(row.shipment for row in draft.rows)


def _lock_pools(rows: Sequence[Row]) -> list[Pool]:
    keys = list(dict.fromkeys(row.spot.pool_key for row in rows))
    pools = costpools.lock_pools(keys) if keys else {}
    for row in rows:
        row.spot.pool = pools[row.spot.pool_key]
    return list(pools.values())


def _begin(quantities: Quantities, pools: Sequence[Pool], drafts: Sequence[Draft]) -> Kept:
    """The figures before the first posting; refuses those that need more than arithmetic."""
    places, offers = quantities.places, quantities.offers
    policies = [p.known for p in places]
    special = any(p is None or p.allow_negative or p.method != methods.AVERAGE for p in policies)
    special = special or any(o.waiting or o.blocked or o.more_blocked for o in offers)
    if special or any(p.quantity < 0 or p.provisional_from for p in pools):
        raise NotTogether
    digits = drafts[0].month.digits if drafts else 0
    return Kept(
        held={p.place: p.quantity for p in places},
        usable={o.key: o.usable for o in offers},
        reserved={o.key: o.reserved for o in offers},
        pools={p.id: _stock(p, digits) for p in pools},
        place_at={p.place: p.last_at for p in places if p.last_at is not None},
        pool_at={p.id: p.last_at for p in pools if p.last_at is not None},
    )


def _stock(pool: Pool, digits: int) -> methods.Stock:
    quantity, value = units(pool.quantity, QUANTITY_DIGITS), units(pool.value, digits)
    known = units(pool.known_quantity, QUANTITY_DIGITS), units(pool.known_value, digits)
    return methods.Stock(quantity, value, *((quantity, value) if quantity > 0 else known))


def _move(draft: Draft, kept: Kept) -> None:
    """Add the quantities of one posting; everything that `books.post` would refuse or look into
    (too little, too much, something later) is not for here."""
    _place(draft, kept)
    at = draft.asking.occurred_at
    for row in draft.rows:
        kept.held[row.place] += row.quantity
        if row.on_shelf:
            kept.usable[row.spot.offer.key] += row.quantity
        if (row.policy.since or at) > at or kept.place_at.get(row.place, at) > at:
            raise NotTogether
        if kept.pool_at.get(row.cost_pool.id, at) > at:
            raise NotTogether
    for row in draft.rows:
        offer = row.spot.offer.key
        left, usable = kept.held[row.place], kept.usable[offer]
        if left < 0 or (row.quantity < 0 and usable < kept.reserved[offer]):
            raise NotTogether
        if max(left, usable) >= MOST:
            raise NotTogether
        kept.place_at[row.place] = kept.pool_at[row.cost_pool.id] = at


def _place(draft: Draft, kept: Kept) -> None:
    """Right after the others in the second of its day (`placing.in_its_second`)."""
    end = draft.asking.occurred_at
    if not draft.asking.of_day:
        return
    seen = [kept.place_at.get(row.place) for row in draft.rows]
    seen += [kept.pool_at.get(row.cost_pool.id) for row in draft.rows]
    seen += [row.policy.since for row in draft.rows]
    there = [at for at in seen if at is not None and end - clock.SECOND <= at <= end]
    at = min(max(there, default=end - clock.SECOND) + clock.INSTANT, end)
    draft.asking = replace(draft.asking, occurred_at=at)


def _value(draft: Draft, kept: Kept) -> None:
    """Cost the entries of one posting from the pools as those before left them."""
    digits = draft.month.digits
    touched = {row.cost_pool.id: kept.pools[row.cost_pool.id] for row in draft.rows}
    outcome = costing.replay([_line(row, digits) for row in draft.rows], touched)
    most = units(MAX_AMOUNT, digits)
    if any(abs(state.value) >= most for state in outcome.pools.values()):
        raise NotTogether
    kept.pools |= outcome.pools
    for row in draft.rows:
        row.cost = amount(outcome.costs[row.id], digits)


def _line(row: Row, digits: int) -> costing.Line:
    return costing.Line(
        id=row.id,
        pool=row.cost_pool.id,
        quantity=units(row.quantity, QUANTITY_DIGITS),
        valuation=row.valuation,
        cost=units(row.cost, digits),
    )
