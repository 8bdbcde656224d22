"""让位: what is gone is gone. Where a count or a loss leaves less than was promised to orders, the
promises are given up that would be served last, in the same transaction, and who lost what is
remembered. So it is where goods are held back or past their day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL, new_id
from huolang.ledger import batch_state, facts, reservations
from huolang.ledger.facts import Offer, Offered
from huolang.ledger.quantities import Quantities

ZERO = Decimal(0)

LAST_SERVED = """
SELECT r.id, r.form, r.record, r.line, r.product, r.warehouse, r.owner, r.reserved
FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[]) AS k(product, warehouse, owner)
JOIN ledger_reservation r ON r.company_id = %s::bigint AND r.product = k.product
    AND r.warehouse = k.warehouse AND r.owner = k.owner AND r.state = 'pending'
WHERE r.reserved > 0
ORDER BY {last_first} FOR UPDATE OF r
""".replace("{last_first}", reservations.LAST_FIRST)
REMEMBER = """
INSERT INTO ledger_givenup (company_id, no, id, form, record, line, product, warehouse, quantity)
VALUES {rows}
"""
PROMISED_BAD = """
SELECT a.product, a.warehouse, a.owner FROM ledger_availability a
JOIN (SELECT k.product, k.warehouse, sum(k.blocked) AS blocked
      FROM ({blocked} AND b.company_id = %s::bigint) k GROUP BY k.product, k.warehouse) k
    ON k.product = a.product AND k.warehouse = a.warehouse
WHERE a.company_id = %s::bigint AND a.owner = %s::uuid AND a.reserved > 0
  AND a.reserved > a.usable - k.blocked
""".replace("{blocked}", batch_state.BLOCKED.replace("{today}", batch_state.TODAY))
OF_PRODUCTS = """
SELECT product, warehouse, owner FROM ledger_availability
WHERE company_id = %s::bigint AND product = ANY(%s::uuid[])
"""
OF_POSTING = """
SELECT g.form, g.record, g.line, g.product, g.warehouse, g.quantity
FROM ledger_postinghead h
JOIN ledger_givenup g ON g.company_id = h.company_id AND g.no = h.no
WHERE h.company_id = %s::bigint AND h.form = %s AND h.record = %s::uuid
  AND h.revision = %s::int AND h.kind = 'post'
ORDER BY g.id
"""
OF_ORDER = """
SELECT h.form, h.record, h.number, g.product, sum(g.quantity)
FROM ledger_givenup g
LEFT JOIN ledger_postinghead h ON h.company_id = g.company_id AND h.no = g.no
JOIN ledger_reservation r ON r.company_id = g.company_id AND r.line = g.line
    AND r.state = 'pending' AND r.wanted > r.reserved + r.consumed
WHERE g.company_id = %s::bigint AND g.record = %s::uuid
GROUP BY h.no, h.form, h.record, h.number, g.product ORDER BY h.no, g.product
"""


@dataclass(frozen=True, slots=True)
class GivenUp:
    """`quantity` (base unit) that a line of the order (form, record) held and holds no more."""

    form: str
    record: UUID
    line: UUID
    product: UUID
    warehouse: UUID
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Lost:
    """`quantity` of a product that an order lost to the document (form, record, number), or, where
    there is none, because the goods were not good any more."""

    form: str | None
    record: UUID | None
    number: str | None
    product: UUID
    quantity: Decimal


def give_way(quantities: Quantities) -> list[GivenUp]:
    """Take from those that are served last what the posting leaves too little for. Their rows of
    availability are locked; what they lose waits for goods again."""
    return _take({offer.key: offer for offer in quantities.offers if _gives(offer)})


def of_bad_goods() -> list[GivenUp]:
    """What orders were promised of goods that are not good any more: the day has passed, nothing
    has moved."""
    sql.run(facts.PASS_GATE, [current_id()])
    found = sql.run(PROMISED_BAD, [*batch_state.now(), current_id(), current_id(), NIL]).fetchall()
    return _settle((row[0], row[1], row[2]) for row in found)


def of_changed(products: Iterable[UUID]) -> list[GivenUp]:
    """Batches of these products were held back, released, or have other days: promises of what is
    not good any more are given up, and what is good again goes to the orders that wait."""
    sql.run(facts.PASS_GATE, [current_id()])
    found = sql.run(OF_PRODUCTS, [current_id(), sql.array(products)]).fetchall()
    keys = {(row[0], row[1], row[2]) for row in found}
    given = _settle(keys)
    if keys:
        reservations.allocate(keys)
    return given


def _settle(keys: Iterable[Offer]) -> list[GivenUp]:
    offers = {key: Offered(key) for key in sorted(set(keys))}
    if not offers:
        return []
    facts.lock_availability(list(offers.values()), sql.columns(offers, 3))
    batch_state.know(list(offers.values()))
    short = {key: one for key, one in offers.items() if not one.allow_negative and one.free < 0}
    given = _take(short)
    moved = {key: (one.more_reserved, one.more_waiting) for key, one in short.items()}
    if given:
        reservations.promise(moved)
        remember(given)
    return given


def _take(short: dict[Offer, Offered]) -> list[GivenUp]:
    """From the last promises of each; the rows of availability are the caller's to change."""
    if not short:
        return []
    given: list[GivenUp] = []
    changes: list[tuple[UUID, Decimal, Decimal]] = []
    found = sql.run(LAST_SERVED, [*sql.columns(sorted(short), 3), current_id()]).fetchall()
    for key, form, record, line, product, warehouse, owner, reserved in found:
        offer = short[(product, warehouse, owner)]
        part = min(-offer.free, reserved)
        if part <= ZERO:
            continue
        offer.more_reserved -= part
        offer.more_waiting += part
        changes.append((key, -part, ZERO))
        given.append(GivenUp(form, record, line, product, warehouse, part))
    if changes:
        reservations.change(changes)
    return given


def remember(given: Sequence[GivenUp], *, no: int | None = None) -> None:
    """Keep what posting `no` took from whom."""
    company = current_id()
    rows = [
        (company, no, new_id(), g.form, g.record, g.line, g.product, g.warehouse, g.quantity)
        for g in given
    ]
    sql.run_rows(REMEMBER, "(%s, %s, %s, %s, %s, %s, %s, %s, %s)", rows)


def of_posting(form: str, record: UUID, revision: int) -> list[GivenUp]:
    """What orders lost to a document."""
    found = sql.run(OF_POSTING, [current_id(), form, record, revision]).fetchall()
    return [GivenUp(*row) for row in found]


def of_order(record: UUID) -> list[Lost]:
    """What an order lost, of lines that still wait for goods."""
    return [Lost(*row) for row in sql.run(OF_ORDER, [current_id(), record]).fetchall()]


def _gives(offer: Offered) -> bool:
    return not offer.allow_negative and offer.more_usable < 0 and offer.free < 0
