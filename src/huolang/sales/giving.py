"""赠品: goods are given away by who has the permission, for nothing else says where that ends: they
have no floor price, and nobody owes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Several
from huolang.masters import bundling

GIVE = "give"
"""The operation of who may."""
AGREED = """
SELECT id FROM sales_salesorderline
WHERE company_id = %s::bigint AND id = ANY(%s::uuid[]) AND (is_gift OR total = 0)
"""


class SoldForNothing(BusinessError):
    code = "price.sold_for_nothing"
    message = _("{product} 折后金额为 0，等于赠送；请找有“赠送商品”权限的人审核")


class GiftNotAllowed(BusinessError):
    code = "price.gift_not_allowed"
    message = _("{product} 是赠品；请找有“赠送商品”权限的人审核")


def refuse(document: Any, access: Access, lines: Iterable[tuple[int, Any]] | None = None) -> None:
    """Refuse each gift, and what costs nothing after its discounts, unless this person may give or
    it was agreed before: who confirmed the order has answered for it. `lines` are those that sell,
    with their places; all by default."""
    if access.allows(registry.of(type(document)).name, GIVE):
        return
    every = enumerate(document.rows) if lines is None else lines
    given = [
        one
        for one in every
        if (one[1].is_gift or not one[1].total) and not bundling.is_part(one[1])
    ]
    known = _agreed(row for _index, row in given)
    Several.raise_any(
        [
            GiftNotAllowed(field=f"lines.{index}.is_gift", product=row.product_name)
            if row.is_gift
            else SoldForNothing(field=f"lines.{index}.unit_price", product=row.product_name)
            for index, row in given
            if getattr(row, "order_line_id", None) not in known
        ]
    )


def _agreed(rows: Iterable[Any]) -> set[UUID]:
    """Lines of orders that cost nothing themselves, of those that `rows` go on from."""
    lines = {key for row in rows if (key := getattr(row, "order_line_id", None)) is not None}
    if not lines:
        return set()
    found = sql.run(AGREED, [current_id(), sql.array(lines)]).fetchall()
    return {row[0] for row in found}
