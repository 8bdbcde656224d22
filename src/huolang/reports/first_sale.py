"""第一笔销售: what a new company has, and what of it could be sold first, to whom, from where."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access

COUNTED = {
    "warehouse": "masters_warehouse",
    "people": "kernel_membership",
    "product": "masters_product",
    "partner": "masters_partner",
}
"""Steps of which it is told how many there are."""
COUNT = "(SELECT count(*) FROM {table} d WHERE d.company_id = %(company)s::bigint)"
DRAFT = """(
    SELECT d.id FROM {table} d
    WHERE d.company_id = %(company)s::bigint AND d.state = 'draft' ORDER BY d.id DESC LIMIT 1
)"""
DRAFTS = {
    "opening_stock": "inventory_openingstock",
    "sales_delivery": "sales_salesdelivery",
}
OFFER = """
SELECT p.id, p.code, p.name, w.id, w.code, w.name, c.id, c.code, c.name
FROM ledger_availability a
JOIN masters_product p ON p.company_id = a.company_id AND p.id = a.product AND p.active
JOIN masters_warehouse w ON w.company_id = a.company_id AND w.id = a.warehouse AND w.active
LEFT JOIN LATERAL (
    SELECT c.id, c.code, c.name FROM masters_partner c
    WHERE c.company_id = a.company_id AND c.is_customer AND c.active ORDER BY c.code LIMIT 1
) c ON true
WHERE a.company_id = %(company)s::bigint AND a.usable - a.reserved >= 1
  AND a.owner = '00000000-0000-0000-0000-000000000000'
ORDER BY p.serialized, p.batched, p.sales_price = 0, p.code, w.code LIMIT 1
"""
"""Plain goods that have a price first: what somebody would sell on their first day."""
NEEDED = ("product", "warehouse", "stock", "partner")


@dataclass(frozen=True, slots=True)
class Label:
    id: UUID
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A delivery that could be written now; no `customer` while there is none."""

    product: Label
    warehouse: Label
    customer: Label | None


@dataclass(frozen=True, slots=True)
class Found:
    """`counts` by step; `drafts`: the newest of a form that waits to be confirmed."""

    counts: dict[str, int]
    drafts: dict[str, UUID]
    offer: Offer | None


def read(access: Access) -> Found:
    """What of it this person may see, in two statements."""
    bound = {"company": str(current_id())}
    counts = [COUNT.format(table=table) for table in COUNTED.values()]
    drafts = [DRAFT.format(table=table) for table in DRAFTS.values()]
    [row] = sql.run_named(f"SELECT {', '.join([*counts, *drafts])}", bound).fetchall()
    seen = {
        form: key
        for form, key in zip(DRAFTS, row[len(COUNTED) :], strict=True)
        if key is not None and access.allows(form, "view")
    }
    return Found(
        counts=dict(zip(COUNTED, row, strict=False)),
        drafts=seen,
        offer=_offer(access, bound),
    )


def _offer(access: Access, bound: dict[str, str]) -> Offer | None:
    may = access.allows("sales_delivery", "add")
    if not may or not all(access.allows(form, "view") for form in NEEDED):
        return None
    for row in sql.run_named(OFFER, bound):
        goods, place, customer = (Label(*row[at : at + 3]) for at in (0, 3, 6))
        return Offer(goods, place, customer if customer.id else None)
    return None
