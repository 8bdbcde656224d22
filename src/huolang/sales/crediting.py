"""退货价: what comes back of a sale is credited at no more than it was sold for; what names no
sale, at no more than this customer paid last, or would be asked for it now.

How much comes back is bounded where a sale is named; `masters.returning.NEEDS_SOURCE` lets a
company ask for one always.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms import registry
from huolang.kernel.money import EXACT, round_half_up
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Several
from huolang.masters.amounts import Amounts
from huolang.masters.price_proposal import Asked, Question, highest
from huolang.sales import agreed
from huolang.sales.agreed import Part

ZERO = Decimal(0)
CREDIT_MORE = "credit_more"


class CreditsMore(BusinessError):
    code = "price.credits_more"
    message = _("{product} 不含税退货金额 {given}，超过原销售的 {sold}")


class CreditsMoreTax(BusinessError):
    code = "price.credits_more_tax"
    message = _("{product} 退货税额 {given}，超过原销售的 {sold}")


class CreditsMoreThanPrice(BusinessError):
    code = "price.credits_more_than_price"
    message = _("{product} 退货单价 {given}，高于上次售价、价目表和销售价中最高的 {most}")


def refuse(document: Any, access: Access, lines: Sequence[tuple[int, Any]]) -> None:
    """Refuse each of `lines` (with their places) that credits more than its part of the sale, or,
    where it names none, more than the goods' price, unless this person may."""
    if access.allows(registry.of(type(document)).name, CREDIT_MORE):
        return
    digits = document.own_company.digits
    sold = agreed.parts(document.follows, [row for _index, row in lines])
    above = _above_parts([row for _index, row in lines], sold, digits)
    errors: list[BusinessError] = [
        _credits_more(index, row, sold[row.id].worth, digits)
        for index, row in lines
        if row.id in above
    ]
    errors += _above_price(document, [one for one in lines if one[1].id not in sold])
    Several.raise_any(errors)


def _credits_more(index: int, row: Any, sold: Amounts, digits: int) -> BusinessError:
    """In its net where that is more, and otherwise in its tax."""
    net, tax = (round_half_up(max(one, ZERO), digits) for one in (sold.amount, sold.tax))
    if row.amount > net or row.tax <= tax:
        told = {"product": row.product_name, "given": row.amount, "sold": net}
        return CreditsMore(field=f"lines.{index}.unit_price", **told)
    told = {"product": row.product_name, "given": row.tax, "sold": tax}
    return CreditsMoreTax(field=f"lines.{index}.tax_rate", **told)


def _above_parts(rows: Sequence[Any], sold: Mapping[UUID, Part], digits: int) -> set[UUID]:
    """Those that credit more than their part, in net or in tax. Cents by which prices miss their
    parts are let pass while all of a line stays within what is left of it."""
    found: set[UUID] = set()
    going_on = [row for row in rows if row.id in sold]
    least = agreed.leeway(digits)
    for name in ("amount", "tax"):
        whole: dict[UUID, Decimal] = {}
        for row in going_on:
            line = sold[row.id].line
            whole[line] = whole.get(line, ZERO) + getattr(row, name)
        for row in going_on:
            part = sold[row.id]
            more = getattr(row, name) - getattr(part.worth, name)
            left = round_half_up(getattr(part.left, name), digits)
            if more > least or (more > ZERO and whole[part.line] > left):
                found.add(row.id)
    return found


def _above_price(document: Any, lines: Sequence[tuple[int, Any]]) -> list[BusinessError]:
    """One statement for all lines. Prices are with tax where those of the document are; at that
    price the line comes to this amount, and to no cent more."""
    question = Question(
        type(document), document.partner_id, document.date, tax_included=document.tax_included
    )
    known = document.goods
    asked = [
        Asked(row.product_id, row.unit_id, row.quantity, held=row.held(known[row.product_id]))
        for _index, row in lines
    ]
    errors: list[BusinessError] = []
    for (index, row), most in zip(lines, highest(question, asked), strict=True):
        worth = row.total if document.tax_included else row.amount
        whole = EXACT.multiply(most, row.quantity)
        if worth > round_half_up(whole, document.own_company.digits):
            given = round_half_up(EXACT.divide(worth, row.quantity), 4)
            told = {"product": row.product_name, "given": given}
            most = round_half_up(most, 4)
            errors.append(
                CreditsMoreThanPrice(field=f"lines.{index}.unit_price", most=most, **told)
            )
    return errors
