"""Quantities of a posting: enough of them, promised to nobody else, now and later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL
from huolang.kernel.refusals import BusinessError, Several
from huolang.ledger import batch_state, facts, methods
from huolang.ledger.facts import Held, Offer, Offered, Place
from huolang.ledger.posting import MAX_QUANTITY, WITHIN
from huolang.ledger.refusals import (
    NoStandardCost,
    NotEnoughStock,
    NotYetThere,
    RetiredGone,
    RetiredItem,
    ShortLater,
    TooMuch,
    UnknownItem,
    WarehouseClosed,
)
from huolang.ledger.rows import Row

ZERO = Decimal(0)
MOST = MAX_QUANTITY / 10
"""Of one product in a warehouse; below what a column holds, so that sums fit as well."""

OF = """
SELECT k.n, min(least(after, before)),
       (array_agg(occurred_on ORDER BY least(after, before), occurred_on))[1],
       (array_agg(before ORDER BY occurred_at, no))[1]
FROM {keys}
CROSS JOIN LATERAL (
    SELECT p.occurred_on, p.occurred_at, p.no, k.now - sum(p.quantity) OVER newer AS before,
           k.now - sum(p.quantity) OVER newer + p.quantity AS after
    FROM (SELECT e.occurred_on, e.occurred_at, e.no, sum(e.quantity) AS quantity
          FROM ledger_stockentry e
          WHERE e.company_id = %s::bigint AND {same}
            AND (e.occurred_at, e.no) > (%s::timestamptz, %s::bigint)
            AND {stands}
          GROUP BY 1, 2, 3) p
    WINDOW newer AS (ORDER BY p.occurred_at DESC, p.no DESC)
) later
GROUP BY k.n
"""
"""Lowest balance of each place, or pool, around the postings after a moment, its day, and the
balance at the moment itself. What one posting takes and brings happens at once; what was taken back
counts as never having been: of places where that was done at its own time, of costs always."""
THERE = """NOT EXISTS (SELECT FROM ledger_stockentry m WHERE m.company_id = e.company_id
                            AND m.reverses = e.id AND m.occurred_at = e.occurred_at)
            AND NOT EXISTS (SELECT FROM ledger_stockentry o WHERE o.company_id = e.company_id
                            AND o.id = e.reverses AND o.occurred_at = e.occurred_at)"""
COSTED = """e.valuation <> 'mirror' AND NOT EXISTS (
                SELECT FROM ledger_stockentry m WHERE m.company_id = e.company_id
                AND m.reverses = e.id AND m.valuation = 'mirror')"""


def later(keys: str, same: str, stands: str = THERE) -> str:
    """That statement of `keys` (with `now`, what is there in the end, and their number `n`) and the
    entries that are the `same`, as SQL."""
    statement = OF.replace("{keys}", keys).replace("{same}", same)
    return statement.replace("{stands}", stands)


LATER = later(
    """unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[], %s::numeric[])
     WITH ORDINALITY AS k(product, warehouse, location, batch, owner, now, n)""",
    """e.product = k.product AND e.warehouse = k.warehouse AND e.location = k.location
            AND e.batch = k.batch AND e.owner = k.owner""",
)
LATER_OF_PIECES = LATER.replace(
    "AND e.batch = k.batch", "AND e.batch = k.batch AND e.serial_id = k.batch"
)
"""The same of single pieces, by their own index: each has few entries, its product very many."""
LAST = 2**62
NEVER = datetime(9999, 12, 31, tzinfo=UTC)


class Quantities:
    """Locked balances and availability of one posting, with what it is going to add to them."""

    def __init__(self, rows: Sequence[Row], lines: Sequence[UUID] = ()) -> None:
        """`lines` are order lines whose promises the posting changes, wherever these are."""
        self.rows = rows
        offers: dict[Offer, Offered] = {}
        places: dict[Place, Held] = {}
        for row in rows:
            held = places.get(row.place)
            if held is None:
                key = (row.place[0], row.place[1], row.place[4])
                offer = offers.setdefault(key, Offered(key))
                held = places[row.place] = Held(row.place, offer)
            row.held = held
            held.more += row.quantity
            held.more_second += row.second_quantity or ZERO
            if row.on_shelf:
                held.offer.more_usable += row.quantity
        self.places, self.offers = list(places.values()), list(offers.values())
        self.place_arrays = sql.columns(places, 5)
        self.offer_arrays = sql.columns(offers, 3)
        if rows:
            facts.know(self.places, self.place_arrays)
            _refuse_unknown(rows)
            _refuse_closed(rows)
            _refuse_worthless(rows)
        if lines:
            self.offers = facts.lock_promised(self.offers, self.offer_arrays, lines)
            self.offer_arrays = sql.columns([one.key for one in self.offers], 3)
        elif rows:
            facts.lock_availability(self.offers, self.offer_arrays)
        if rows:
            facts.lock_balances(self.places, self.place_arrays)
            _refuse_retired(rows)
        batched = [p for p in self.places if p.place[3] != NIL and p.known and p.known.batched]
        if batched:
            batch_state.know(
                list({place.offer.key: place.offer for place in batched}.values()), batched
            )

    def check(self, day: date, occurred_at: datetime, no: int = LAST) -> None:
        """Refuse, line by line, what is not there or is promised to others.

        `day` is that of `occurred_at`. `no` is that of the posting taken back, whose place in time
        a mirror has; a new posting comes after all others of its moment.
        """
        errors: list[BusinessError] = [
            TooMuch(field=row.field, product=row.name)
            for row in self.rows
            if row.quantity > 0 and _there(row) >= MOST
        ]
        refused: list[Offered | Held] = []
        for row in self.rows:
            held, offer = row.spot, row.spot.offer
            left, lacking = held.quantity + held.more, _lacking(held)
            of_batch = left < 0 and held.place[3] != NIL
            of_place = not row.on_shelf or -left > lacking or of_batch
            whole = held if of_place else offer
            lenient = offer.allow_negative and row.counter != WITHIN
            if row.quantity > 0 or lenient or whole in refused:
                continue
            short = -left if of_place else lacking - self._short_of_batches(offer)
            if short > 0:
                short = short if of_place else lacking
                refused.append(whole)
                errors.append(_not_enough(row, short, self.rows, of_place=of_place))
        Several.raise_any(errors)
        self._check_later(day, occurred_at, no)

    def _short_of_batches(self, offer: Offered) -> Decimal:
        """What of batches is missing there, which is said of these."""
        there = [one for one in self.places if one.offer is offer and one.place[3] != NIL]
        return -sum((min(one.quantity + one.more, ZERO) for one in there), ZERO)

    def _check_later(self, on: date, occurred_at: datetime, no: int) -> None:
        """A back-dated issue must not make a later balance negative."""
        late = [p for p in self.places if p.more < 0 and _has_later(p, occurred_at)]
        pieces = {row.serial for row in self.rows if row.serial is not None}
        self._refuse_short(
            [p for p in late if p.place[3] not in pieces], LATER, on, occurred_at, no
        )
        self._refuse_short(
            [p for p in late if p.place[3] in pieces], LATER_OF_PIECES, on, occurred_at, no
        )

    def _refuse_short(
        self, late: Sequence[Held], statement: str, on: date, occurred_at: datetime, no: int
    ) -> None:
        if not late:
            return
        now = sql.array(p.quantity + p.more for p in late)
        keys = sql.columns([p.place for p in late], 5)
        found = sql.run(statement, [*keys, now, current_id(), occurred_at, no])
        errors: list[BusinessError] = []
        for n, lowest, day, then in found.fetchall():
            if lowest >= 0:
                continue
            held = late[int(n) - 1]
            row = next(r for r in self.rows if r.held is held and r.quantity < 0)
            where = {"field": row.field, **row.where()}
            if then >= 0:
                errors.append(ShortLater(**where, day=day, shortage=-lowest))
            else:
                more = held.more
                errors.append(NotYetThere(**where, day=on, available=then - more, needed=-more))
        Several.raise_any(errors)


def plain(quantity: Decimal) -> str:
    """A quantity as people write it: no exponent, no needless zeros."""
    text = f"{quantity:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _lacking(held: Held) -> Decimal:
    """By how much the posting leaves less on the shelves than is promised. Goods that are good are
    promised no further than there are of them; where that many more are promised already, because
    others are not good any more, the posting adds nothing to it. Of those that are not good
    themselves only what all promises together leave may be taken."""
    offer = held.offer
    if held.blocked:
        return offer.reserved + offer.more_reserved - offer.usable - offer.more_usable
    before = offer.usable - offer.blocked - offer.reserved
    return min(before, ZERO) - offer.free


def _has_later(held: Held, occurred_at: datetime) -> bool:
    return not held.allow_negative and held.last_at is not None and held.last_at >= occurred_at


def _refuse_unknown(rows: Sequence[Row]) -> None:
    Several.raise_any(
        [UnknownItem(field=r.field, product=r.name) for r in rows if r.spot.known is None]
    )


def _refuse_retired(rows: Sequence[Row]) -> None:
    """Also for who takes an issue or a receipt back: the goods go on as another product, and there
    are none. What is below zero all the same may come back to it."""
    errors: list[BusinessError] = []
    for row in rows:
        held, left = row.spot, row.spot.quantity + row.spot.more
        if row.quantity == 0 or not row.policy.retired:
            continue
        if row.quantity < 0 and left < 0:
            errors.append(RetiredGone(field=row.field, product=row.name))
        elif row.quantity > 0 and (held.quantity >= 0 or left > 0):
            errors.append(RetiredItem(field=row.field, product=row.name))
    Several.raise_any(errors)


def _refuse_closed(rows: Sequence[Row]) -> None:
    """Also for who takes an issue back: goods would lie where no document finds them."""
    coming = [row for row in rows if row.quantity > 0 and row.spot.closed]
    Several.raise_any([WarehouseClosed(field=row.field, product=row.name) for row in coming])


def _refuse_worthless(rows: Sequence[Row]) -> None:
    """Goods without a standard would come in for nothing, and all that they cost be variance."""
    coming = [
        row
        for row in rows
        if row.policy.method == methods.STANDARD
        and not row.policy.standard
        and row.quantity > 0
        and row.reverses is None
        and row.follows is None
    ]
    Several.raise_any([NoStandardCost(field=row.field, product=row.name) for row in coming])


def _there(row: Row) -> Decimal:
    """The most that the posting leaves in the place, or on the shelves of its warehouse."""
    held, offer = row.spot, row.spot.offer
    return max(held.quantity + held.more, offer.usable + offer.more_usable)


def _not_enough(row: Row, short: Decimal, rows: Sequence[Row], *, of_place: bool) -> NotEnoughStock:
    """All that the posting takes of the product there, against what may be taken: from the shelves
    of the warehouse, or from that one batch or place off the shelves. What of a batch lies in no
    location is what is lacking of it in all of them."""
    together = [r for r in rows if r.spot.offer is row.spot.offer and r.on_shelf]
    if of_place and row.place[2] == NIL:
        together = [r for r in together if r.place[3] == row.place[3]]
    elif of_place:
        together = [r for r in rows if r.spot is row.spot]
    taking = (r.quantity for r in together if r.quantity < 0)
    needed = -sum(taking, ZERO)
    return NotEnoughStock(
        field=row.field,
        product_id=str(row.place[0]),
        available=needed - short,
        needed=needed,
        **row.where(of_place=of_place),
    )
