"""Warehouses that goods do not enter any more; `masters` tells the books of them."""

from __future__ import annotations

from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.ledger import facts

CLOSE = """
INSERT INTO ledger_closedwarehouse (company_id, id) VALUES (%s::bigint, %s::uuid)
ON CONFLICT DO NOTHING
"""
OPEN = "DELETE FROM ledger_closedwarehouse WHERE company_id = %s::bigint AND id = %s::uuid"


def close(warehouse: UUID) -> None:
    """Let nothing enter `warehouse` from now on.

    Waits until postings under way have ended, and lets no other begin before this transaction
    ends: what the caller sees in the warehouse after it is all that can be there.
    """
    company = current_id()
    sql.run(facts.CLOSE_GATE, [company])
    sql.run(CLOSE, [company, warehouse])


def open_again(warehouse: UUID) -> None:
    """Goods may enter it; nothing happens when they may already."""
    sql.run(OPEN, [current_id(), warehouse])
