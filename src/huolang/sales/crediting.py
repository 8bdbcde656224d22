"""退货价: what comes back of a sale is credited at no more than it was sold for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.forms import registry
from huolang.forms.numbers import plain
from huolang.kernel.money import round_half_up
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Several
from huolang.sales import agreed

CREDIT_MORE = "credit_more"


class CreditsMore(BusinessError):
    code = "price.credits_more"
    message = _("{product} 不含税退货金额 {given}，超过原销售的 {sold}")


def refuse(document: Any, access: Access, lines: Sequence[tuple[int, Any]]) -> None:
    """Refuse each of `lines` (with their places) that credits more than its part of the sale,
    unless this person may. Lines that name no sale are free."""
    if access.allows(registry.of(type(document)).name, CREDIT_MORE):
        return
    digits = document.own_company.digits
    sold = agreed.parts(document.follows, [row for _index, row in lines])
    errors: list[BusinessError] = []
    for index, row in lines:
        part = sold.get(row.id)
        if part is not None and row.amount > part + agreed.leeway(digits):
            told = {"product": row.product_name, "given": plain(row.amount)}
            most = plain(round_half_up(part, digits))
            errors.append(CreditsMore(field=f"lines.{index}.unit_price", sold=most, **told))
    Several.raise_any(errors)
