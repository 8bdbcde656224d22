"""From a surplus to a draft: goods that are too many, slow or near their end are brought to a
warehouse that lacks them, or get a clearance price.

The clearance price is a price list for everybody that is not in use until somebody ticks it so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.forms import registry, validate, writer
from huolang.kernel import settings_registry, sql
from huolang.kernel.company import current_id
from huolang.kernel.money import round_half_up
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Invalid, NotFound, Several
from huolang.masters.price_proposal import OWN_WITH_TAX
from huolang.planning import ordering, proposal, replenishing, stock_alert
from huolang.planning.ordering import Made
from huolang.planning.proposal import Proposal, State
from huolang.planning.stock_alert import Kind, StockAlert

TOO_MUCH = (Kind.ABOVE.value, Kind.SLOW.value, Kind.NEAR.value)
PRICE_LIST = "price_list"
HUNDRED = Decimal(100)
PRICES = """
SELECT p.id, p.name, p.sales_price, p.unit_id FROM masters_product p
WHERE p.company_id = %s::bigint AND p.id = ANY(%s::uuid[]) ORDER BY p.code
"""


class NotTooMuch(Invalid):
    code = "stock_alert.not_too_much"
    message = gettext_lazy("只有高于上限、呆滞和临期的预警可以这样处理")


class NobodyLacksIt(BusinessError):
    code = "stock_alert.nobody_lacks_it"
    message = gettext_lazy("没有别的仓库缺这些商品")


class BadPercent(Invalid):
    code = "stock_alert.bad_percent"
    message = gettext_lazy("折扣必须在 1 到 99 之间")


class NoPrice(BusinessError):
    code = "stock_alert.no_price"
    message = gettext_lazy("{product} 没有销售价，无法算清仓价")
    status = 422


def bring(alerts: Sequence[UUID], *, by: Access, at: datetime) -> list[Made]:
    """Drafts of transfers to the warehouses that lack what is too much here, as proposed now."""
    by.require(proposal.FORM, "edit")
    found = _found(alerts, by)
    replenishing.work_out(at=at, products={one.product for one in found})
    places = {(one.product, one.warehouse) for one in found}
    proposed = Proposal.objects.select_for_update().filter(
        state=State.OPEN.value, product__in={product for product, _place in places}
    )
    meant = [one for one in proposed.order_by("id") if (one.product, one.source) in places]
    if not meant:
        raise NobodyLacksIt()
    return ordering.make(meant, by, at)


def clear(alerts: Sequence[UUID], percent: int, *, by: Access, at: datetime) -> Made:
    """A price list, not yet in use, with `percent` taken off the sales price of these goods."""
    by.require(PRICE_LIST, "add")
    if not 1 <= percent <= 99:
        raise BadPercent(field="percent")
    found = _found(alerts, by)
    products = {one.product for one in found}
    rows = sql.run(PRICES, [current_id(), sql.array(products)]).fetchall()
    Several.raise_any(
        [NoPrice(field="ids", product=name) for _key, name, price, _unit in rows if not price]
    )
    lines = [
        {"product": key, "unit": unit, "price": round_half_up(price * (100 - percent) / HUNDRED, 2)}
        for key, _name, price, unit in rows
    ]
    today = stock_alert.today(at)
    told = {
        "name": _("清仓 {day}").format(day=today),
        "active": False,
        "valid_from": today,
        "tax_included": settings_registry.load()[OWN_WITH_TAX],
        "remark": _("预警商品的销售价减 {percent}%；勾选启用后生效").format(percent=percent),
        "lines": lines,
    }
    form = registry.get(PRICE_LIST)
    made = writer.save(form, validate.read(form, told), by=by.user, at=at)
    return Made(PRICE_LIST, made.id, len(lines))


def _found(alerts: Sequence[UUID], by: Access) -> list[StockAlert]:
    by.require(stock_alert.FORM, "edit")
    found = list(StockAlert.objects.filter(id__in=alerts))
    if len(found) < len(set(alerts)):
        raise NotFound()
    if any(one.kind not in TOO_MUCH for one in found):
        raise NotTooMuch(field="ids")
    if any(one.closed_at is not None for one in found):
        raise stock_alert.AlertOver()
    return found
