"""最低售价: below it only who has the permission may sell. Gifts are meant to be given away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms import registry
from huolang.forms.numbers import plain
from huolang.kernel import settings_registry
from huolang.kernel.money import EXACT, round_half_up
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Several
from huolang.kernel.settings_registry import Setting, declare
from huolang.masters.goods import Good
from huolang.masters.price_proposal import OWN_WITH_TAX
from huolang.sales import agreed

ZERO, HUNDRED = Decimal(0), Decimal(100)

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
    settings = settings_registry.load()
    percent, with_tax = settings[FLOOR_PERCENT], settings[OWN_WITH_TAX]
    floors = {key: _floor(good, percent) for key, good in document.goods.items()}
    below = [
        (index, row)
        for index, row in (enumerate(document.rows) if lines is None else lines)
        if not row.is_gift and _worth(row, with_tax=with_tax) < _least(document, row, floors)
    ]
    orders = [one for one in document.follows if one.field == "order_line"]
    known = agreed.parts(orders, [row for _index, row in below])
    leeway = agreed.leeway(document.own_company.digits)
    Several.raise_any(
        [
            _refusal(index, row, floors[row.product_id], with_tax=with_tax)
            for index, row in below
            if row.id not in known or row.amount < known[row.id] - leeway
        ]
    )


def _floor(good: Good, percent: Decimal) -> Decimal:
    """For one base unit."""
    if good.floor_price is not None:
        return good.floor_price
    return good.sales_price * percent / HUNDRED


def _worth(row: Any, *, with_tax: bool) -> Decimal:
    """The line after every discount, with tax where the prices of products are with it, whatever
    the document says: nobody undercuts a floor by a tick."""
    return row.total if with_tax else row.amount


def _least(document: Any, row: Any, floors: Mapping[UUID, Decimal]) -> Decimal:
    exact = EXACT.multiply(floors[row.product_id], row.base_quantity)
    return round_half_up(exact, document.own_company.digits)


def _refusal(index: int, row: Any, floor: Decimal, *, with_tax: bool) -> BelowFloor:
    """Both prices for one of the line's unit, as the prices of products are."""
    price = EXACT.divide(_worth(row, with_tax=with_tax), row.quantity)
    least = EXACT.divide(EXACT.multiply(floor, row.base_quantity), row.quantity)
    return BelowFloor(
        field=f"lines.{index}.unit_price",
        product=row.product_name,
        price=plain(round_half_up(price, 4)),
        floor=plain(round_half_up(least, 4)),
    )
