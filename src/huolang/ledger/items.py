"""What the books know of a product; `masters` tells them when it saves one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.ledger import methods

WRITE = """
INSERT INTO ledger_item (company_id, id, digits, method, pool_scope, standard, allow_negative,
    account_set, retired, batched)
VALUES {rows}
ON CONFLICT (company_id, id) DO UPDATE SET digits = excluded.digits, batched = excluded.batched,
    allow_negative = excluded.allow_negative
"""
COST_ANEW = """
UPDATE ledger_item SET pool_scope = %s, method = %s, standard = %s::numeric
WHERE company_id = %s::bigint AND id = %s::uuid
"""
COST_POOLS_ANEW = """
UPDATE ledger_costpool SET method = %s, standard = %s::numeric
WHERE company_id = %s::bigint AND product = %s::uuid AND last_at IS NULL
"""
"""Those that an order has made."""
KNOWN = """
SELECT method, pool_scope, standard FROM ledger_item
WHERE company_id = %s::bigint AND id = %s::uuid
"""
COUNT = """
UPDATE ledger_item SET digits = %s WHERE company_id = %s::bigint AND id = ANY(%s::uuid[])
"""
RETIRE = "UPDATE ledger_item SET retired = true WHERE company_id = %s::bigint AND id = %s::uuid"


METHODS = (methods.AVERAGE, methods.FIFO, methods.STANDARD)
SCOPES = ("company", "warehouse", "batch", "warehouse_batch")


@dataclass(frozen=True, kw_only=True)
class Policy:
    """How goods are costed: one of METHODS, in a pool of one of SCOPES, at the standard cost of a
    base unit where that is the method."""

    method: str = methods.AVERAGE
    scope: str = "company"
    standard: Decimal | None = None

    def __post_init__(self) -> None:
        if self.method not in METHODS or self.scope not in SCOPES:
            raise ValueError(f"no such costing: {self.method} by {self.scope}")
        if (self.standard is not None) != (self.method == methods.STANDARD):
            raise ValueError("a standard cost goes with that method, and with no other")


@dataclass(frozen=True, kw_only=True)
class ItemFacts:
    """A stocked product, the digits of its base unit's quantities (0–6), and how it is costed
    if the books do not know it yet; after that, `costing_change` changes it."""

    product: UUID
    digits: int
    kind: str = "stock"
    policy: Policy = Policy()
    allow_negative: bool = False
    batched: bool = False


def write(items: Sequence[ItemFacts]) -> None:
    """Tell the books of new or changed products; services never enter them."""
    company = current_id()
    rows = [
        (
            company,
            item.product,
            item.digits,
            item.policy.method,
            item.policy.scope,
            item.policy.standard,
            item.allow_negative,
            "default",
            item.batched,
        )
        for item in items
        if item.kind == "stock"
    ]
    sql.run_rows(WRITE, "(%s, %s, %s, %s, %s, %s::numeric, %s, %s, false, %s)", rows)


def count(products: Iterable[UUID], digits: int) -> None:
    """Quantities of these products have so many digits now; all else that is known stays."""
    sql.run(COUNT, [digits, current_id(), sql.array(products)])


def cost_anew(items: Sequence[ItemFacts]) -> None:
    """Another policy for products that were never in the books; nobody posts them meanwhile."""
    for item in items:
        told = [item.policy.method, item.policy.standard, current_id(), item.product]
        sql.run(COST_ANEW, [item.policy.scope, *told])
        sql.run(COST_POOLS_ANEW, told)


def known(product: UUID) -> Policy | None:
    """How the books cost it, once they know it."""
    row = sql.run(KNOWN, [current_id(), product]).fetchone()
    return row and Policy(method=row[0], scope=row[1], standard=row[2])


def retire(product: UUID) -> None:
    """Nothing enters stock under `product` any more; what left can still be corrected.

    Whoever calls lets nobody post meanwhile (`books.alone`), and has seen that nothing is there.
    """
    sql.run(RETIRE, [current_id(), product])
