"""现存量、可用量: what of our own lies in each warehouse, and what of it is offered; the one
definition of both, which the stock page and the reports complete with their conditions.

`parts` are rows of product, warehouse, on_hand, usable, blocked, reserved, waiting, to be added up.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL
from huolang.ledger.posting import IN_TRANSIT

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
ON_THEIR_WAY = """
SELECT b.product, b.warehouse, sum(b.quantity) FROM ledger_stockbalance b
WHERE b.company_id = %s::bigint AND b.product = ANY(%s::uuid[]) AND b.location = %s::uuid
  AND b.owner = %s::uuid AND b.quantity <> 0
GROUP BY b.product, b.warehouse
"""


def on_their_way(products: Iterable[UUID]) -> dict[tuple[UUID, UUID], Decimal]:
    """在途: what of `products` is on its way to which warehouse, as part of what is on hand."""
    parameters = [current_id(), sql.array(products), IN_TRANSIT, NIL]
    rows = sql.run(ON_THEIR_WAY, parameters).fetchall()
    return {(product, warehouse): quantity for product, warehouse, quantity in rows}
