"""最低售价: below it only who has the permission may sell. Gifts have none (`giving`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms import registry
from huolang.kernel.money import EXACT, round_half_up
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Several
from huolang.kernel.settings_registry import Setting, declare
from huolang.masters import bundling
from huolang.masters.goods import Good
from huolang.masters.price_proposal import OWN_WITH_TAX
from huolang.sales import ordered

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)

FLOOR_PERCENT = declare(
    Setting(
        key="price.floor_percent",
        kind="decimal",
        default=ZERO,
        label=_("最低售价（销售价的%）"),
        help=_("没有填最低售价的商品，折后不得低于其销售价的百分之几；0 表示不限"),
        minimum=0,
        maximum=100,
    )
)


class BelowFloor(BusinessError):
    code = "price.below_floor"
    message = _("{product} 折后 {price}，低于最低售价 {floor}")


def refuse(document: Any, access: Access, lines: Iterable[tuple[int, Any]] | None = None) -> None:
    """Refuse each line below its floor, unless this person may undercut or it was agreed before:
    who confirmed the order has answered for its price.

    `lines` are those that sell, with their places; all of them when none are given.
    """
    form = registry.of(type(document))
    if access.allows(form.name, "undercut"):
        return
    settings = document.settings
    percent, with_tax = settings[FLOOR_PERCENT], settings[OWN_WITH_TAX]
    floors = {key: _floor(good, percent) for key, good in document.goods.items()}
    rates = {key: good.tax_rate if with_tax else ZERO for key, good in document.goods.items()}
    below = [
        (index, row)
        for index, row in (enumerate(document.rows) if lines is None else lines)
        if not (row.is_gift or bundling.is_part(row))
        and _worth(document, row, rates) < _least(document, row, floors)
    ]
    agreed_to = ordered.as_ordered(document, [row for _index, row in below])
    Several.raise_any(
        [
            _refusal(document, index, row, floors[row.product_id], rates)
            for index, row in below
            if row.id not in agreed_to
        ]
    )


def _floor(good: Good, percent: Decimal) -> Decimal:
    """For one base unit."""
    if good.floor_price is not None:
        return good.floor_price
    return good.sales_price * percent / HUNDRED


def _worth(document: Any, row: Any, rates: Mapping[UUID, Decimal]) -> Decimal:
    """The line after every discount; where the prices of products are with tax, with that of the
    product, whatever document and line say: nobody undercuts a floor by a tick or a rate."""
    rate = rates[row.product_id]
    if not rate:
        return row.amount
    if rate == row.tax_rate:
        return row.total
    exact = EXACT.multiply(row.amount, ONE + EXACT.divide(rate, HUNDRED))
    return round_half_up(exact, document.own_company.digits)


def _least(document: Any, row: Any, floors: Mapping[UUID, Decimal]) -> Decimal:
    exact = EXACT.multiply(floors[row.product_id], row.base_quantity)
    return round_half_up(exact, document.own_company.digits)


def _refusal(
    document: Any, index: int, row: Any, floor: Decimal, rates: Mapping[UUID, Decimal]
) -> BelowFloor:
    """Both prices for one of the line's unit, as the prices of products are."""
    price = EXACT.divide(_worth(document, row, rates), row.quantity)
    least = EXACT.divide(EXACT.multiply(floor, row.base_quantity), row.quantity)
    return BelowFloor(
        field=f"lines.{index}.unit_price",
        product=row.product_name,
        price=round_half_up(price, 4),
        floor=round_half_up(least, 4),
    )
