"""占用: promises of stock to lines of orders and holds, always within what is usable.

A reservation is changed only by a transaction that has locked its row of availability.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from huolang.kernel import clock, sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL, new_id
from huolang.kernel.refusals import Several
from huolang.ledger import batch_state, facts
from huolang.ledger.facts import Held, Offer, Offered
from huolang.ledger.posting import Consume, Reserve, Source
from huolang.ledger.quantities import MOST, Quantities
from huolang.ledger.refusals import TooMuch, UnknownItem

ZERO = Decimal(0)
QUEUE = "r.priority DESC, r.needed_on, r.created_at, r.id"
"""Who waits is served in this order: by priority, by the day on which the goods are needed (of who
names none, the day of the document), by age."""
LAST_FIRST = "r.priority, r.needed_on DESC, r.created_at DESC, r.id DESC"
"""The same from its end: who gives way."""

MAKE = """
INSERT INTO ledger_reservation (company_id, id, form, record, line, product, warehouse, owner,
    wanted, reserved, consumed, state, priority, needed_on, expires_at, created_at)
VALUES {rows}
"""
PROMISE = """
UPDATE ledger_availability a SET reserved = a.reserved + k.reserved, waiting = a.waiting + k.waiting
FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::numeric[], %s::numeric[])
     AS k(product, warehouse, owner, reserved, waiting)
WHERE a.company_id = %s::bigint AND a.product = k.product AND a.warehouse = k.warehouse
  AND a.owner = k.owner
"""
OF_LINES = """
SELECT r.id, r.line, r.product, r.warehouse, r.owner, r.wanted, r.reserved, r.consumed,
    r.created_at
FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[]) AS k(product, warehouse, owner)
JOIN ledger_reservation r ON r.company_id = %s::bigint AND r.product = k.product
    AND r.warehouse = k.warehouse AND r.owner = k.owner
WHERE r.line = ANY(%s::uuid[]) AND r.state IN ('pending', 'consumed')
ORDER BY r.id FOR UPDATE OF r
"""
WAITING = """
SELECT r.id, r.product, r.warehouse, r.owner, r.wanted - r.reserved - r.consumed
FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[]) AS k(product, warehouse, owner)
JOIN ledger_reservation r ON r.company_id = %s::bigint AND r.product = k.product
    AND r.warehouse = k.warehouse AND r.owner = k.owner AND r.state = 'pending'
WHERE r.wanted > r.reserved + r.consumed
ORDER BY {queue} FOR UPDATE OF r
""".replace("{queue}", QUEUE)
CHANGE = """
UPDATE ledger_reservation r SET reserved = r.reserved + k.reserved,
    consumed = r.consumed + k.consumed,
    state = CASE WHEN r.wanted <= r.consumed + k.consumed THEN 'consumed' ELSE 'pending' END
FROM unnest(%s::uuid[], %s::numeric[], %s::numeric[]) AS k(id, reserved, consumed)
WHERE r.company_id = %s::bigint AND r.id = k.id
"""
OF_RECORDS = """
SELECT DISTINCT product, warehouse, owner FROM ledger_reservation
WHERE company_id = %s::bigint AND record = ANY(%s::uuid[]) AND state IN ('pending', 'consumed')
"""
PLACES_OF_LINES = """
SELECT DISTINCT product, warehouse, owner FROM ledger_reservation
WHERE company_id = %s::bigint AND line = ANY(%s::uuid[]) AND state IN ('pending', 'consumed')
"""
RELEASE = """
WITH ended AS (
    UPDATE ledger_reservation SET state = 'released', reserved = 0
    FROM (SELECT id AS ended, reserved AS was,
                 greatest(wanted - consumed, 0) - reserved AS waited
          FROM ledger_reservation
          WHERE company_id = %s::bigint AND record = ANY(%s::uuid[])
            AND state IN ('pending', 'consumed')) o
    WHERE company_id = %s::bigint AND id = o.ended
    RETURNING product, warehouse, owner, o.was, o.waited)
SELECT product, warehouse, owner, sum(was), sum(waited) FROM ended GROUP BY 1, 2, 3
"""
EXPIRING = """
SELECT DISTINCT product, warehouse, owner FROM ledger_reservation
WHERE company_id = %s::bigint AND state = 'pending' AND expires_at <= %s::timestamptz
"""
EXPIRE = """
UPDATE ledger_reservation SET state = 'expired', reserved = 0
FROM (SELECT id AS ended, reserved AS was, greatest(wanted - consumed, 0) - reserved AS waited
      FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[]) AS k(product, warehouse, owner)
      JOIN ledger_reservation r USING (product, warehouse, owner)
      WHERE r.company_id = %s::bigint AND r.state = 'pending' AND r.expires_at <= %s::timestamptz) o
WHERE company_id = %s::bigint AND id = o.ended
RETURNING form, record, product, warehouse, owner, o.was, o.waited
"""


def reserve(orders: Sequence[tuple[Source, Sequence[Reserve]]]) -> dict[UUID, Decimal]:
    """Promise to each line of the orders, in their order, what is available now; the rest waits for
    goods to arrive. What a line takes over of another one is its own first of all.

    Returns what was reserved, by line, in base units.
    """
    wishes = [wish for _source, some in orders for wish in some]
    if not wishes:
        return {}
    taken = [Consume(line=w.takes, quantity=w.quantity) for w in wishes if w.takes is not None]
    before = _places_of([one.line for one in taken])
    offered = _offered({*before, *((w.product, w.warehouse, w.owner) for w in wishes)})
    _know(offered, wishes)
    _refuse_too_much(offered, wishes)
    since = _use(taken, offered, sql.columns(offered, 3))
    rows: list[tuple[object, ...]] = []
    given: dict[UUID, Decimal] = {}
    now = clock.now()
    for source, wish in ((source, wish) for source, some in orders for wish in some):
        key = (wish.product, wish.warehouse, wish.owner)
        offer, still = offered[key], max(wish.quantity - wish.consumed, ZERO)
        part = given[wish.line] = min(still, max(offer.free, ZERO))
        offer.more_reserved += part
        offer.more_waiting += still - part
        what = (source.form, source.record, wish.line, *key, wish.quantity, part, wish.consumed)
        when = (wish.needed_on, wish.expires_at, since.get(wish.takes, now))
        state = "pending" if still else "consumed"
        rows.append((current_id(), new_id(), *what, state, wish.priority, *when))
    sql.run_rows(MAKE, "(" + ", ".join(["%s"] * 13) + ", %s::date, %s::timestamptz, %s)", rows)
    promise({key: (row.more_reserved, row.more_waiting) for key, row in offered.items()})
    if taken:
        allocate(set(offered))
    return given


def _places_of(lines: Collection[UUID]) -> set[Offer]:
    """Where these lines hold goods, or wait for them."""
    if not lines:
        return set()
    found = sql.run(PLACES_OF_LINES, [current_id(), sql.array(lines)]).fetchall()
    return {(row[0], row[1], row[2]) for row in found}


def _know(offered: dict[Offer, Offered], wishes: Sequence[Reserve]) -> None:
    """Read the goods, lock what there is of them, and refuse what the books do not know."""
    held = [Held((o.key[0], o.key[1], NIL, NIL, o.key[2]), o) for o in offered.values()]
    facts.know(held, sql.columns([h.place for h in held], 5))
    unknown = {h.place[0] for h in held if h.known is None}
    Several.raise_any(
        [UnknownItem(field=w.field, product=w.name) for w in wishes if w.product in unknown]
    )
    _lock(offered)
    batch_state.know([h.offer for h in held if h.known is not None and h.known.batched])


def _refuse_too_much(offered: Mapping[Offer, Offered], wishes: Sequence[Reserve]) -> None:
    asked: dict[Offer, Decimal] = {}
    for wish in wishes:
        offer = (wish.product, wish.warehouse, wish.owner)
        asked[offer] = asked.get(offer, ZERO) + wish.quantity
        if asked[offer] + offered[offer].waiting + offered[offer].reserved >= MOST:
            raise TooMuch(field=wish.field or "lines", product=wish.name)


def release(records: Collection[UUID], back: Sequence[Consume] = ()) -> None:
    """End what the lines of orders hold, wait for or have used: nothing comes back to them. `back`
    is what they had taken over from other lines, which hold it again, or wait for it."""
    company = current_id()
    places = sql.run(OF_RECORDS, [company, sql.array(records)]).fetchall()
    offered = _offered({*((row[0], row[1], row[2]) for row in places), *_places_of_all(back)})
    if not offered:
        return
    _lock(offered)
    for *key, was, waited in sql.run(RELEASE, [company, sql.array(records), company]).fetchall():
        offer = offered[key[0], key[1], key[2]]
        offer.more_reserved -= was
        offer.more_waiting -= waited
    _use(back, offered, sql.columns(offered, 3), back=True)
    promise({key: (row.more_reserved, row.more_waiting) for key, row in offered.items()})
    allocate(set(offered))


def _places_of_all(consumes: Sequence[Consume]) -> set[Offer]:
    return _places_of([one.line for one in consumes])


def expire(at: datetime) -> list[tuple[str, UUID]]:
    """End what orders hold, or wait for, longer than was said; answers the orders. The goods go to
    those that wait."""
    company = current_id()
    offers = sql.run(EXPIRING, [company, at]).fetchall()
    if not offers:
        return []
    offered = _offered(tuple(offer) for offer in offers)
    _lock(offered)
    keys = sql.columns(sorted(offered), 3)
    ended = sql.run(EXPIRE, [*keys, company, at, company]).fetchall()
    moved: dict[Offer, tuple[Decimal, Decimal]] = {}
    for _form, _record, product, warehouse, owner, was, waited in ended:
        offer = (product, warehouse, owner)
        reserved, waiting = moved.get(offer, (ZERO, ZERO))
        moved[offer] = (reserved - was, waiting - waited)
    promise(moved)
    allocate(set(moved))
    return sorted({row[:2] for row in ended})


def use(consumes: Sequence[Consume], quantities: Quantities, *, back: bool = False) -> None:
    """A delivery uses what its order lines hold (`back`: a cancelled one gives it back to them).

    Adds to `quantities`, whose rows of availability are locked, also where its order holds them.
    """
    offers = {offer.key: offer for offer in quantities.offers}
    _use(consumes, offers, quantities.offer_arrays, back=back)


def _use(
    consumes: Sequence[Consume],
    offers: Mapping[Offer, Offered],
    arrays: Sequence[str],
    *,
    back: bool = False,
) -> dict[UUID | None, datetime]:
    """Change what these lines hold and have used, and add to `offers`, which are locked; answers
    since when each of the lines has waited."""
    if not consumes:
        return {}
    wanted: dict[UUID, Decimal] = {}
    for consume in consumes:
        wanted[consume.line] = wanted.get(consume.line, ZERO) + consume.quantity
    found = sql.run(OF_LINES, [*arrays, current_id(), sql.array(wanted)]).fetchall()
    changes: list[tuple[UUID, Decimal, Decimal]] = []
    since: dict[UUID | None, datetime] = {}
    for key, line, product, warehouse, owner, asked, reserved, consumed, created_at in found:
        offer = offers.get((product, warehouse, owner))
        if offer is None:
            continue
        used = -min(wanted[line], consumed) if back else wanted[line]
        # More than was asked for may be used: nothing is open of the order then, nor before as
        # much has come back.
        closed = max(asked - consumed, ZERO) - max(asked - consumed - used, ZERO)
        held = ZERO if back else -min(closed, reserved)
        changes.append((key, held, used))
        since[line] = created_at
        offer.more_reserved += held
        offer.more_waiting -= closed + held
    if changes:
        change(changes)
    return since


def allocate(offers: set[Offer], plain: Collection[Offer] = ()) -> None:
    """Give what is free of locked rows of availability to the orders that wait, oldest first.
    `plain` are known to be goods without batches."""
    offered = _offered(offers)
    _lock(offered)
    batch_state.know(
        [
            row
            for key, row in offered.items()
            if row.waiting > 0 and row.free > 0 and key not in plain
        ]
    )
    hungry = {key: row.free for key, row in offered.items() if row.waiting > 0 and row.free > 0}
    if not hungry:
        return
    company = current_id()
    changes: list[tuple[UUID, Decimal, Decimal]] = []
    moved: dict[Offer, tuple[Decimal, Decimal]] = {}
    for key, *offer_key, open_quantity in sql.run(
        WAITING, [*sql.columns(sorted(hungry), 3), company]
    ).fetchall():
        offer = (offer_key[0], offer_key[1], offer_key[2])
        part = min(open_quantity, hungry[offer])
        if part <= 0:
            continue
        hungry[offer] -= part
        changes.append((key, part, ZERO))
        reserved, waiting = moved.get(offer, (ZERO, ZERO))
        moved[offer] = (reserved + part, waiting - part)
    if changes:
        change(changes)
        promise(moved)


def _offered(keys: Iterable[Offer]) -> dict[Offer, Offered]:
    return {key: Offered(key) for key in keys}


def _lock(offered: dict[Offer, Offered]) -> None:
    facts.lock_availability(list(offered.values()), sql.columns(offered, 3))


def change(changes: Sequence[tuple[UUID, Decimal, Decimal]]) -> None:
    """Add to what reservations hold and have used: (reservation, held, used)."""
    sql.run(CHANGE, [*(sql.array(c[i] for c in changes) for i in range(3)), current_id()])


def promise(moved: Mapping[Offer, tuple[Decimal, Decimal]]) -> None:
    """Add to what locked rows of availability have promised, and what waits: (held, waiting)."""
    offers = sorted(moved)
    sql.run(
        PROMISE,
        [
            *sql.columns(offers, 3),
            sql.array(moved[offer][0] for offer in offers),
            sql.array(moved[offer][1] for offer in offers),
            current_id(),
        ],
    )
