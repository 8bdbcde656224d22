"""From a surplus to a draft: goods that are too many, slow or near their end are brought to a
warehouse that lacks them, or get a clearance price; `giving_back` returns them to their supplier.

The clearance price is a price list for everybody that is not in use until somebody ticks it so.
There is one for a product while its alert lasts: who asks again is told which.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.forms import registry, validate, writer
from huolang.kernel import audit, settings_registry, sql
from huolang.kernel.company import current_id
from huolang.kernel.money import round_half_up
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Invalid, NotFound, Several
from huolang.masters.price_proposal import OWN_WITH_TAX
from huolang.planning import ordering, proposal, replenishing, stock_alert
from huolang.planning.evaluating import lock_head
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
CLEARED = """
SELECT DISTINCT ON (l.product_id) l.product_id, x.id, x.name, a.percent,
    (SELECT count(*) FROM masters_pricelistline n
     WHERE n.company_id = x.company_id AND n.document_id = x.id) AS lines
FROM planning_stockalert a
JOIN masters_pricelist x ON x.company_id = a.company_id AND x.id = a.price_list
    AND (x.valid_until IS NULL OR x.valid_until >= %s::date)
JOIN masters_pricelistline l ON l.company_id = x.company_id AND l.document_id = x.id
    AND l.product_id = a.product
WHERE a.company_id = %s::bigint AND a.product = ANY(%s::uuid[]) AND a.closed_at IS NULL
ORDER BY l.product_id, x.id
"""
"""The clearance prices that products have, as long as an alert of which they were made lasts."""


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


class ClearedOtherwise(BusinessError):
    code = "stock_alert.cleared_otherwise"
    message = gettext_lazy("{product} 已有清仓价（减 {percent}%），在价目表“{name}”里，请在那里改")


def bring(alerts: Sequence[UUID], *, by: Access, at: datetime) -> list[Made]:
    """Drafts of transfers to the warehouses that lack what is too much here, as proposed now."""
    by.require(proposal.FORM, "edit")
    found = too_much(alerts, by)
    replenishing.work_out(at=at, products={one.product for one in found})
    places = {(one.product, one.warehouse) for one in found}
    proposed = Proposal.objects.select_for_update().filter(
        state=State.OPEN.value, product__in={product for product, _place in places}
    )
    meant = [one for one in proposed.order_by("id") if (one.product, one.source) in places]
    if not meant:
        raise NobodyLacksIt()
    return ordering.make(meant, by, at)


def clear(alerts: Sequence[UUID], percent: int, *, by: Access, at: datetime) -> list[Made]:
    """A price list, not yet in use, with `percent` taken off the sales price of these goods; and
    those that such prices of theirs are in already."""
    by.require(PRICE_LIST, "add")
    if not 1 <= percent <= 99:
        raise BadPercent(field="percent")
    lock_head()
    found = too_much(alerts, by)
    today = stock_alert.today(at)
    known = _cleared({one.product for one in found}, today)
    Several.raise_any(
        [
            ClearedOtherwise(field=f"ids.{index}", product=name, percent=other, name=called)
            for index, one in enumerate(_in_order(found, alerts))
            if one.product in known
            for name, called, other in [known[one.product][1:]]
            if other != percent
        ]
    )
    made = {record.record: record for record, *_told in known.values()}
    if products := {one.product for one in found} - known.keys():
        prices = _price_list(products, percent, today, by, at)
        made[prices.record] = prices
        _note([one for one in found if one.product in products], prices, percent, by, at)
    return list(made.values())


def too_much(alerts: Sequence[UUID], by: Access) -> list[StockAlert]:
    """These alerts; all last, and are of what is too much."""
    by.require(stock_alert.FORM, "edit")
    found = list(StockAlert.objects.filter(id__in=alerts))
    if len(found) < len(set(alerts)):
        raise NotFound()
    if any(one.kind not in TOO_MUCH for one in found):
        raise NotTooMuch(field="ids")
    if any(one.closed_at is not None for one in found):
        raise stock_alert.AlertOver()
    return found


def _in_order(found: Collection[StockAlert], alerts: Sequence[UUID]) -> list[StockAlert]:
    known = {one.id: one for one in found}
    return [known[key] for key in alerts]


def _cleared(products: Collection[UUID], today: date) -> dict[UUID, tuple[Made, str, str, int]]:
    """By product: the price list that was made of its alerts, the names of both, the percentage."""
    rows = sql.run(CLEARED, [today, current_id(), sql.array(products)]).fetchall()
    asked = sql.run(PRICES, [current_id(), sql.array(products)]).fetchall()
    names = {row[0]: row[1] for row in asked}
    return {
        product: (Made(PRICE_LIST, record, lines, already=True), names[product], called, percent)
        for product, record, called, percent, lines in rows
    }


def _price_list(
    products: Collection[UUID], percent: int, today: date, by: Access, at: datetime
) -> Made:
    rows = sql.run(PRICES, [current_id(), sql.array(products)]).fetchall()
    Several.raise_any(
        [NoPrice(field="ids", product=name) for _key, name, price, _unit in rows if not price]
    )
    lines = [
        {"product": key, "unit": unit, "price": round_half_up(price * (100 - percent) / HUNDRED, 2)}
        for key, _name, price, unit in rows
    ]
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


def _note(
    found: Sequence[StockAlert], prices: Made, percent: int, by: Access, at: datetime
) -> None:
    for one in found:
        one.price_list, one.percent = prices.record, percent
    StockAlert.objects.bulk_update(found, ["price_list", "percent"])
    audit.write([trace(one, "clear", [prices], by) for one in found], at=at)


def trace(alert: StockAlert, action: str, made: Sequence[Made], by: Access) -> audit.Trace:
    """That drafts were made of an alert."""
    told = ", ".join(f"{one.form} {one.record}" for one in made)
    changes = {"record": [None, told]}
    return audit.Trace(
        form=stock_alert.FORM, record=alert.id, action=action, by=by.user, changes=changes
    )
