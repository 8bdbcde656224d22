"""红冲: what a posting wrote, read back as its mirror image."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.ledger import costing, journal
from huolang.ledger.journal import DEFAULT_SET, ONE, Leg
from huolang.ledger.posting import (
    INVENTORY,
    RECEIVED_NOT_INVOICED,
    VARIANCE,
    WITHIN,
    Revalue,
    Source,
)
from huolang.ledger.refusals import NotPosted
from huolang.ledger.rows import QUANTITY_DIGITS, Row, units

ZERO = Decimal(0)
Label = tuple[str, str, str]
"""Where a refusal is shown, and what it calls the product and the location."""
FIND = """
SELECT h.no, h.occurred_on, h.occurred_at, h.number,
       (SELECT max(i.since) FROM ledger_stockentry e
        JOIN ledger_item i ON i.company_id = e.company_id AND i.id = e.product
        WHERE e.company_id = h.company_id AND e.no = h.no)
FROM ledger_postinghead h
WHERE h.company_id = %s::bigint AND h.form = %s AND h.record = %s::uuid
  AND h.revision = %s::int AND h.kind = 'post'
  AND NOT EXISTS (SELECT FROM ledger_postinghead m WHERE m.company_id = h.company_id
      AND m.form = h.form AND m.record = h.record AND m.revision = h.revision
      AND m.kind = 'mirror')
"""
ENTRIES = """
SELECT e.id, e.line, e.product, e.warehouse, e.location, e.batch, e.owner, e.serial_id, e.partner,
       e.quantity, e.second_quantity, e.cost, e.counter, e.flow, e.follows,
       e.valuation <> 'given' AND e.counter <> 'inventory',
       e.valuation = 'none', nullif(p.shipment, '00000000-0000-0000-0000-000000000000'), e.variance,
       sum(e.added) OVER (PARTITION BY e.flow)
FROM ledger_stockentry e
LEFT JOIN ledger_costpool p ON p.company_id = e.company_id AND p.id = e.pool
WHERE e.company_id = %s::bigint AND e.no = %s::bigint ORDER BY e.seq
"""
ADJUSTED = """
SELECT entry, sum(amount), sum(variance) FROM ledger_costadjustment
WHERE company_id = %s::bigint AND entry = ANY(%s::uuid[]) GROUP BY entry
"""
STOOD_AGAINST = """
SELECT DISTINCT l.partner FROM ledger_journalline l
JOIN ledger_journalentry e ON e.company_id = l.company_id AND e.id = l.entry
JOIN ledger_accountrole r ON r.company_id = l.company_id AND r.account_id = l.account_id
WHERE l.company_id = %s::bigint AND l.no = %s::bigint AND e.seq = 0 AND r.role = %s
"""
LINES = """
SELECT l.account_id, l.partner, l.currency, l.rate, l.amount, l.base_amount
FROM ledger_journalline l
JOIN ledger_journalentry e ON e.company_id = l.company_id AND e.id = l.entry
WHERE l.company_id = %s::bigint AND l.no = %s::bigint AND e.seq = 0 ORDER BY l.seq
"""


@dataclass(frozen=True, slots=True)
class Original:
    """The posting to be taken back."""

    no: int
    occurred_on: date
    occurred_at: datetime
    number: str
    since: datetime | None
    """From when on its goods are costed as they are now: a mirror is not put before that."""

    @property
    def costed_since(self) -> bool:
        """Are its goods costed as they were then? It is in the pools of today."""
        return self.since is None or self.since <= self.occurred_at


def find(source: Source) -> Original:
    """The standing posting of (form, record, revision); refuses when there is none."""
    parameters = [current_id(), source.form, source.record, source.revision]
    row = sql.run(FIND, parameters).fetchone()
    if row is None:
        raise NotPosted()
    return Original(*row)


def rows(
    original: Original, labels: Mapping[tuple[UUID, UUID], Label], *, annul: bool
) -> list[Row]:
    """The mirror of every entry, at the cost at which the original was posted; `value_today`
    follows once the pools are locked.

    `annul`: both count as never having been, whenever the mirror is. Otherwise, what came in leaves
    like a return to the supplier at the pool's cost, and what went out comes back at its own cost.
    What went from stock to stock goes back as another such flow would, what leaves it before what
    arrives; several arrivals share that, without the work that is taken back, as their originals
    cost. `labels` tells by document line
    and batch where a refusal is shown, and what it calls the product and its location.
    """
    mirrors = [
        _mirror(row, labels.get((row[1], row[5]), ("lines", "", "")), annul=annul)
        for row in sql.run(ENTRIES, [current_id(), original.no]).fetchall()
    ]
    arrivals = Counter(row.flow for row in mirrors if row.valuation == costing.FLOW)
    told = set[int | None]()
    for row in mirrors:
        if row.valuation == costing.FLOW and arrivals[row.flow] > 1:
            row.follows = row.reverses
        if row.valuation != costing.FLOW or row.flow in told:
            row.added = ZERO
        told |= {row.flow} if row.valuation == costing.FLOW else set()
    return sorted(mirrors, key=lambda row: (row.flow or 0, row.valuation == costing.FLOW))


def as_new(
    known: Sequence[Row], original: Original, labels: Mapping[tuple[UUID, UUID], Label]
) -> list[Row]:
    """Mirrors that do not count as never having been, instead of those that are `known`."""
    found = {row.reverses: row for row in known}
    made = rows(original, labels, annul=False)
    for row in made:
        row.held, row.apart = found[row.reverses].held, found[row.reverses].apart
    return made


def _mirror(row: Sequence[Any], label: Label, *, annul: bool) -> Row:
    quantity, counter = row[9], row[12]
    stood_on = counter if quantity > 0 and not annul and row[15] else ""
    if counter == WITHIN or (row[16] and annul):
        valuation, follows = costing.NOTHING, None
    elif annul:
        valuation, follows = costing.MIRROR, None
    elif counter == INVENTORY:
        valuation, follows = costing.POOL if quantity > 0 else costing.FLOW, None
    elif quantity > 0:
        valuation, follows, counter = costing.POOL, None, VARIANCE
    else:
        valuation, follows = costing.FOLLOW, row[0]
    return Row(
        line=row[1],
        place=(row[2], row[3], row[4], row[5], row[6]),
        quantity=-quantity,
        counter=counter,
        valuation=valuation,
        cost=-row[11],
        serial=row[7],
        shipment=row[17],
        partner=row[8],
        second_quantity=None if row[10] is None else -row[10],
        flow=row[13],
        follows=follows,
        reverses=row[0],
        annulled=annul,
        added=-row[19],
        posted_cost=row[11],
        posted_variance=row[18],
        stood_on=stood_on,
        followed=row[14] if annul else None,
        field=label[0],
        name=label[1],
        at=label[2],
    )


def as_booked(original: Original, revalues: Sequence[Revalue]) -> list[Revalue]:
    """What a document had added to the worth of receipts, against whom it was booked then: at first
    that was their suppliers, whoever made the charges."""
    others = {one.partner for one in revalues if one.partner is not None}
    if not others:
        return list(revalues)
    told = [current_id(), original.no, RECEIVED_NOT_INVOICED]
    booked = {row[0] for row in sql.run(STOOD_AGAINST, told).fetchall()}
    return [one if one.partner in booked else replace(one, partner=None) for one in revalues]


def value_today(rows: Sequence[Row]) -> None:
    """Take back what the originals cost today, and what they brought. Their pools are locked:
    nobody corrects them now."""
    if not rows:
        return
    found = sql.run(ADJUSTED, [current_id(), sql.array(row.reverses for row in rows)]).fetchall()
    adjusted = {entry: (amount, variance) for entry, amount, variance in found}
    for row in rows:
        amount, variance = adjusted.get(row.reverses, (ZERO, ZERO))
        row.corrected = amount + variance
        moved = row.valuation != costing.NOTHING
        row.cost = -(row.posted_cost + amount) if moved else ZERO
        if row.annulled and moved and (variance := variance + row.posted_variance):
            row.brought = row.cost - variance


def undone(rows: Sequence[Row], digits: int) -> list[costing.Line]:
    """The originals as costing sees them, to be left out of the state before."""
    return [
        costing.Line(
            id=row.reverses,
            pool=row.cost_pool.id,
            quantity=-units(row.quantity, QUANTITY_DIGITS),
            valuation=costing.MIRROR,
            cost=-units(row.cost, digits),
            follows=row.followed,
        )
        for row in rows
        if row.ours and row.reverses is not None
    ]


def followed(rows: Sequence[Row], digits: int) -> dict[UUID, costing.Followed]:
    """Issues that come back in a later period, each at its own cost or as its part of a flow."""
    return {
        row.follows: costing.Followed(
            -units(row.quantity, QUANTITY_DIGITS), -units(row.cost, digits)
        )
        for row in rows
        if row.follows is not None
    }


def legs(original: Original, rows: Sequence[Row], currency: str, day: date) -> list[Leg]:
    """The original's journal lines with the sign turned, and what its goods cost differently."""
    found = sql.run(LINES, [current_id(), original.no]).fetchall()
    turned = [
        Leg("", DEFAULT_SET, partner, unit, rate, -amount, -base, day, account)
        for account, partner, unit, rate, amount, base in found
    ]
    different: list[Leg] = []
    for row in rows:
        if row.counter != WITHIN:
            different.extend(_difference(row, currency, day))
    return [*turned, *different, *journal.variance_of(different)]


def _difference(row: Row, currency: str, day: date) -> tuple[Leg, ...]:
    """What the goods cost and bring otherwise by now, on the accounts on which that was corrected.

    Where something that came in is taken back at a later moment, nothing of it is left on the
    account that it stood against; what it leaves at otherwise is variance.
    """
    account_set = row.policy.account_set
    brought = row.cost if row.brought is None else row.brought
    moved, owed = row.cost + row.posted_cost, brought + row.posted_cost + row.posted_variance
    parts: list[tuple[str, UUID | None, Decimal]] = [(INVENTORY, None, moved)]
    if row.counter != INVENTORY:
        parts += [(row.counter, row.partner, -owed), (VARIANCE, None, owed - moved)]
    if row.stood_on:
        parts += [(row.stood_on, row.partner, row.corrected), (VARIANCE, None, -row.corrected)]
    return tuple(
        Leg(role, account_set, partner, currency, ONE, amount, amount, day)
        for role, partner, amount in parts
        if amount
    )
