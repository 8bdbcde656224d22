"""What the books know of a product; `masters` tells them when it saves one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id

WRITE = """
INSERT INTO ledger_item (company_id, id, digits, method, pool_scope, allow_negative, account_set,
    retired)
VALUES {rows}
ON CONFLICT (company_id, id) DO UPDATE SET digits = excluded.digits
"""
RETIRE = "UPDATE ledger_item SET retired = true WHERE company_id = %s::bigint AND id = %s::uuid"


@dataclass(frozen=True, kw_only=True)
class ItemFacts:
    """A stocked product and the digits of its base unit's quantities (0–6)."""

    product: UUID
    digits: int
    kind: str = "stock"


def write(items: Sequence[ItemFacts]) -> None:
    """Tell the books of new or changed products; services never enter them."""
    company = current_id()
    rows = [
        (company, item.product, item.digits, "moving_average", "company", False, "default")
        for item in items
        if item.kind == "stock"
    ]
    sql.run_rows(WRITE, "(%s, %s, %s, %s, %s, %s, %s, false)", rows)


def retire(product: UUID) -> None:
    """Nothing enters stock under `product` any more; what left can still be corrected.

    Whoever calls lets nobody post meanwhile (`books.alone`), and has seen that nothing is there.
    """
    sql.run(RETIRE, [current_id(), product])
