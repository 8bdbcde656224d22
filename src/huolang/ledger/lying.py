"""现存量、可用量: what of our own lies in each warehouse, and what of it is offered; the one
definition of both, which the stock page and the reports complete with their conditions."""

from __future__ import annotations

from huolang.kernel.keys import NIL

LYING = """
SELECT b.product, b.warehouse, b.quantity AS on_hand, 0 AS usable, 0 AS reserved, 0 AS waiting
FROM ledger_stockbalance b WHERE b.owner = '{owner}'::uuid AND b.quantity <> 0
""".replace("{owner}", str(NIL))
"""On hand, also where it cannot be sold from. Whoever asks adds the company of `b`."""
OFFERED = """
SELECT a.product, a.warehouse, 0 AS on_hand, a.usable, a.reserved, a.waiting
FROM ledger_availability a WHERE a.owner = '{owner}'::uuid
""".replace("{owner}", str(NIL))
"""On the shelves, promised, and waited for by orders. Likewise, the company of `a`."""
