"""现存量、可用量: what of our own lies in each warehouse, and what of it is offered; the one
definition of both, which the stock page and the reports complete with their conditions.

`parts` are rows of product, warehouse, on_hand, usable, blocked, reserved, waiting, to be added up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL
from huolang.ledger.facts import Place
from huolang.ledger.posting import AT_CUSTOMER, IN_TRANSIT, LENT, QUARANTINE, REJECTS, shelves

LYING = """
SELECT b.product, b.warehouse, b.quantity AS on_hand, 0 AS usable, 0 AS blocked,
       0 AS reserved, 0 AS waiting
FROM ledger_stockbalance b WHERE b.owner = '{owner}'::uuid AND b.quantity <> 0
""".replace("{owner}", str(NIL))
"""On hand, also where it cannot be sold from. Whoever asks adds the company of `b`."""
OFFERED = """
SELECT a.product, a.warehouse, 0 AS on_hand, a.usable, 0 AS blocked, a.reserved, a.waiting
FROM ledger_availability a WHERE a.owner = '{owner}'::uuid
""".replace("{owner}", str(NIL))
"""On the shelves, promised, and waited for by orders. Likewise, the company of `a`."""
PLACES = (IN_TRANSIT, QUARANTINE, REJECTS, LENT, AT_CUSTOMER)
"""In the order of the fields of `OffShelf`."""
PART = "coalesce(sum(b.quantity) FILTER (WHERE b.location = %s::uuid), 0)"
OFF_SHELF = """
SELECT b.product, b.warehouse, {parts}
FROM ledger_stockbalance b
WHERE b.company_id = %s::bigint AND b.product = ANY(%s::uuid[]) AND NOT {shelves}
  AND b.owner = %s::uuid AND b.quantity <> 0
GROUP BY b.product, b.warehouse
""".replace("{parts}", ", ".join([PART] * len(PLACES))).replace("{shelves}", shelves("b"))
THERE = """
SELECT b.product, b.warehouse, b.location, b.batch, b.owner, b.quantity
FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[])
    AS k(product, warehouse, location, batch, owner)
JOIN ledger_stockbalance b ON b.company_id = %s::bigint AND b.product = k.product
    AND b.warehouse = k.warehouse AND b.location = k.location AND b.batch = k.batch
    AND b.owner = k.owner
"""


@dataclass(frozen=True, slots=True)
class OffShelf:
    """What of the goods on hand is on its way (在途), waits for its inspection (待检), did not pass
    it (不合格), is lent (借出), or at customers who sell it for us (代销在外)."""

    in_transit: Decimal = Decimal(0)
    inspecting: Decimal = Decimal(0)
    rejected: Decimal = Decimal(0)
    lent: Decimal = Decimal(0)
    consigned: Decimal = Decimal(0)

    def __add__(self, other: OffShelf) -> OffShelf:
        return OffShelf(*(getattr(self, n) + getattr(other, n) for n in self.__slots__))


STATES = dict(zip(PLACES, OffShelf.__slots__, strict=True))
"""What goods there are called, by location."""


def off_shelf(products: Iterable[UUID]) -> dict[tuple[UUID, UUID], OffShelf]:
    """By product and warehouse, where anything is on no shelf."""
    rows = sql.run(OFF_SHELF, [*PLACES, current_id(), sql.array(products), NIL]).fetchall()
    return {(row[0], row[1]): OffShelf(*row[2:]) for row in rows}


def there(places: Iterable[Place]) -> dict[Place, Decimal]:
    """What lies in each of these places."""
    keys = sql.columns(list(dict.fromkeys(places)), 5)
    rows = sql.run(THERE, [*keys, current_id()]).fetchall()
    return {(row[0], row[1], row[2], row[3], row[4]): row[5] for row in rows}
