"""Inspected goods for tests: screws that wait for their inspection, and what becomes of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from huolang.kernel import sql
from huolang.kernel.company import current_id
from tests.support import trading
from tests.support.trading import line

PLACES = """
SELECT coalesce(sum(b.quantity) FILTER (WHERE b.location = k.waiting), 0),
       coalesce(sum(b.quantity) FILTER (WHERE b.location = k.rejects), 0),
       coalesce(sum(b.quantity) FILTER (WHERE b.location NOT IN (k.waiting, k.rejects)), 0)
FROM ledger_stockbalance b
JOIN masters_product p ON p.company_id = b.company_id AND p.id = b.product
CROSS JOIN (SELECT '00000000-0000-0000-0000-000000000002'::uuid AS waiting,
                   '00000000-0000-0000-0000-000000000003'::uuid AS rejects) k
WHERE b.company_id = %s::bigint AND p.code = %s
"""
USABLE = """
SELECT coalesce(sum(a.usable), 0) FROM ledger_availability a
JOIN masters_product p ON p.company_id = a.company_id AND p.id = a.product
WHERE a.company_id = %s::bigint AND p.code = %s
"""


def flagged(code: str = "LS8") -> None:
    """What comes of the product is inspected from now on."""
    trading.change_master(trading.stored_product(code), inspection="yes")


def receive(quantity: Any, price: Any = "0.50", *, product: str = "LS8", **more: Any) -> Any:
    return trading.confirmed("purchase_receipt", line(product, quantity, price, **more))


def drafted(receipt: Any, *lines: dict[str, Any]) -> Any:
    """An inspection of what waits, its lines changed as told."""
    draft = trading.convert(receipt, "inspection")
    if lines:
        rows = draft.tables["lines"]
        told = [{"id": str(row.id), **one} for row, one in zip(rows, lines, strict=True)]
        trading.change(draft, lines=told)
    return draft


def inspected(receipt: Any, *lines: dict[str, Any]) -> Any:
    return trading.act(drafted(receipt, *lines), "confirm")


def places(code: str = "LS8") -> tuple[Decimal, Decimal, Decimal]:
    """How many wait, are rejected, and lie on the shelves."""
    return sql.run(PLACES, [current_id(), code]).fetchone()


def usable(code: str = "LS8") -> Decimal:
    return sql.run(USABLE, [current_id(), code]).fetchone()[0]
