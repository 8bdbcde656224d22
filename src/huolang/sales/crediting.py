"""退货价: what comes back of a sale is credited at no more than it was sold for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.documents import follow
from huolang.forms import registry
from huolang.forms.numbers import plain
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.money import EXACT, round_half_up
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Several

CREDIT_MORE = "credit_more"
ROUNDED = 3
"""Cents by which a line and its part of the sale may differ, for each was rounded."""
SOLD = """
SELECT id, amount, base_quantity FROM {lines}
WHERE company_id = %s::bigint AND id = ANY(%s::uuid[])
"""


class CreditsMore(BusinessError):
    code = "price.credits_more"
    message = _("{product} 不含税退货金额 {given}，超过原销售的 {sold}")


def refuse(document: Any, access: Access, lines: Sequence[tuple[int, Any]]) -> None:
    """Refuse each of `lines` (with their places) that credits more than its part of the sale."""
    if access.allows(registry.of(type(document)).name, CREDIT_MORE):
        return
    sources: dict[str, dict[UUID, tuple[int, Any]]] = {}
    for index, row in lines:
        one = follow.of(document, row)
        if one is not None:
            sources.setdefault(one.form, {})[row.id] = (index, row)
    errors: list[BusinessError] = []
    cents = ROUNDED * Decimal(1).scaleb(-document.own_company.digits)
    for form, asking in sources.items():
        table = registry.get(form).tables_by_name["lines"].table
        keys = {key: _source(document, row) for key, (_index, row) in asking.items()}
        statement = SOLD.format(lines=table)
        found = sql.run(statement, [current_id(), sql.array(set(keys.values()))]).fetchall()
        sold = {key: (amount, quantity) for key, amount, quantity in found}
        for key, (index, row) in asking.items():
            amount, quantity = sold[keys[key]]
            part = EXACT.divide(EXACT.multiply(amount, row.base_quantity), quantity)
            if row.amount > part + cents:
                most = round_half_up(part, document.own_company.digits)
                told = {"product": row.product_name, "given": plain(row.amount)}
                place = f"lines.{index}.unit_price"
                errors.append(CreditsMore(field=place, sold=plain(most), **told))
    Several.raise_any(errors)


def _source(document: Any, row: Any) -> UUID:
    one = follow.of(document, row)
    assert one is not None
    return getattr(row, one.column)
