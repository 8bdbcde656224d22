"""Tells the people who see to stock of alerts that are new: one word for each kind, in the app.

Who may see alerts is told, of the warehouses that they look after (all, unless they chose some),
and of the kinds that they want to hear of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.forms.numbers import plain
from huolang.kernel import access, notifications, preferences, sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL
from huolang.kernel.listing import listed
from huolang.kernel.refusals import Invalid
from huolang.planning.evaluating import Opened
from huolang.planning.stock_alert import FORM, Kind

LOOKED_AFTER = "alerts.warehouses"
"""The preference that holds the warehouses somebody looks after."""
TOLD = 3
CALLED = """
SELECT p.id, {product} FROM masters_product p
WHERE p.company_id = %s::bigint AND p.id = ANY(%s::uuid[])
UNION ALL SELECT w.id, w.name FROM masters_warehouse w
WHERE w.company_id = %s::bigint AND w.id = ANY(%s::uuid[])
UNION ALL SELECT b.id, b.number FROM masters_batch b
WHERE b.company_id = %s::bigint AND b.id = ANY(%s::uuid[])
UNION ALL SELECT d.id, d.number FROM purchasing_purchaseorder d
WHERE d.company_id = %s::bigint AND d.id = ANY(%s::uuid[])
UNION ALL SELECT d.id, d.number FROM sales_salesorder d
WHERE d.company_id = %s::bigint AND d.id = ANY(%s::uuid[])
UNION ALL SELECT d.id, d.number FROM inventory_loan d
WHERE d.company_id = %s::bigint AND d.id = ANY(%s::uuid[])
UNION ALL SELECT d.id, d.number FROM inventory_borrowing d
WHERE d.company_id = %s::bigint AND d.id = ANY(%s::uuid[])
UNION ALL SELECT d.id, d.number FROM inventory_transferrequest d
WHERE d.company_id = %s::bigint AND d.id = ANY(%s::uuid[])
"""
WAREHOUSES = """
SELECT w.id, w.code, w.name FROM masters_warehouse w
WHERE w.company_id = %s::bigint AND w.id = ANY(%s::uuid[]) ORDER BY w.code
"""
SAYS: Mapping[str, str | Promise] = {
    "below": gettext_lazy("可用 {quantity}，下限 {bound}"),
    "safety": gettext_lazy("可用 {quantity}，安全库存 {bound}"),
    "above": gettext_lazy("现存 {quantity}，上限 {bound}"),
    "negative": gettext_lazy("现存 {quantity}"),
    "near": gettext_lazy("有效期至 {day}，现存 {quantity}"),
    "expired": gettext_lazy("有效期至 {day}，现存 {quantity}"),
    "slow": gettext_lazy("久未出库 {quantity}"),
    "uncosted": gettext_lazy("没有成本的存量 {quantity}"),
    "late_purchase": gettext_lazy("应于 {day} 到货，{quantity} 行未完成"),
    "late_sale": gettext_lazy("应于 {day} 交货，{quantity} 行未完成"),
    "late_loan": gettext_lazy("应于 {day} 归还，{quantity} 行未还"),
    "late_borrowing": gettext_lazy("应于 {day} 还给对方，{quantity} 行未还"),
    "late_request": gettext_lazy("应于 {day} 调到，{quantity} 行未调"),
}
"""What is so, of one alert of each kind."""


def register() -> None:
    """Make the kinds of news known; called when Django starts."""
    for kind in Kind:
        notifications.KINDS[name(kind.value)] = notifications.Kind(
            label=kind.label, says=partial(_says, kind)
        )


class UnknownWarehouse(Invalid):
    code = "stock_alert.unknown_warehouse"
    message = gettext_lazy("没有这个仓库")


def looked_after(person: UUID) -> list[dict[str, str]]:
    """The warehouses that somebody looks after; none: all of them."""
    keys = preferences.get(person, LOOKED_AFTER) or []
    found = sql.run(WAREHOUSES, [current_id(), sql.array(keys)]).fetchall()
    return [{"id": str(key), "code": code, "name": called} for key, code, called in found]


def look_after(person: UUID, warehouses: Collection[UUID]) -> None:
    """From now on hear of these warehouses only; of all, when none is named."""
    wanted = {str(one) for one in warehouses}
    known = sql.run(WAREHOUSES, [current_id(), sql.array(wanted)]).fetchall()
    if len(known) < len(wanted):
        raise UnknownWarehouse(field="warehouses")
    preferences.put(person, LOOKED_AFTER, sorted(wanted) or None)


def tell(opened: Sequence[Opened]) -> None:
    """Tell of what was just opened, in the transaction that opened it."""
    if not opened:
        return
    rights = access.of_everybody(current_id())
    people = [one for one, may in rights.items() if may.allows(FORM, "view")]
    chosen = preferences.of_all(LOOKED_AFTER, people)
    called = names(opened)
    circles: dict[tuple[str, ...], list[UUID]] = {}
    for person in people:
        circles.setdefault(tuple(sorted(chosen.get(person) or ())), []).append(person)
    for places, circle in circles.items():
        theirs = [one for one in opened if not places or str(one.warehouse) in places]
        for kind, found in groupby(theirs, key=lambda one: one.kind):
            _tell(kind, list(found), circle, called)


def names(opened: Iterable[Opened], *, coded: bool = False) -> dict[UUID, str]:
    """What the products (`coded`: after their codes), warehouses, batches and orders of alerts are
    called."""
    keys = {key for one in opened for key in (one.product, one.warehouse, one.batch, one.record)}
    parameters = [current_id(), sql.array(keys - {NIL})] * 8
    product = "p.code || ' ' || p.name" if coded else "p.name"
    return dict(sql.run(CALLED.format(product=product), parameters).fetchall())


def title(one: Opened, called: Mapping[UUID, str]) -> str:
    """What an alert is about: 可乐 · 总仓."""
    keys = (one.record, one.product, one.batch, one.warehouse)
    return " · ".join(called[key] for key in keys if key in called)


def detail(kind: str, quantity: str | None, bound: str | None, day: str | None) -> str:
    """What is so, in the language of the reader."""
    return str(SAYS[kind]).format(quantity=quantity, bound=bound, day=day)


def shown(figure: Decimal | None) -> str | None:
    return None if figure is None else plain(figure)


def told(one: Opened, called: Mapping[UUID, str]) -> str:
    """One alert of a list of its kind: what it is about, and what is so."""
    day = one.day.isoformat() if one.day else None
    about = detail(one.kind, shown(one.quantity), shown(one.bound), day)
    return _("{title}，{detail}").format(title=title(one, called), detail=about)


def said(kind: str, found: Sequence[Opened], called: Mapping[UUID, str]) -> str:
    """One line of a letter: what there is new of a kind."""
    return _says(Kind(kind), _data(found, called))


def _tell(
    kind: str, found: Sequence[Opened], people: Sequence[UUID], called: Mapping[UUID, str]
) -> None:
    first = found[0]
    notifications.tell(
        people,
        name(kind),
        key=f"{FORM}:{first.id}:{first.again or ''}",
        form=FORM,
        path=f"/reports/alerts?kind={kind}",
        data=_data(found, called),
    )


def _data(found: Sequence[Opened], called: Mapping[UUID, str]) -> dict[str, Any]:
    by_place = {one.warehouse: one.times for one in found}
    first = found[0]
    return {
        "times": sum(by_place.values()),
        "titles": [title(one, called) for one in found[:TOLD]],
        "quantity": shown(first.quantity),
        "bound": shown(first.bound),
        "day": first.day.isoformat() if first.day else None,
    }


def name(kind: str) -> str:
    """What notifications call the kind."""
    return f"{FORM}.{kind}"


def _says(kind: Kind, data: Mapping[str, Any]) -> str:
    if data["times"] == 1:
        told = detail(kind.value, data["quantity"], data["bound"], data["day"])
        return _("{kind}：{title}，{detail}").format(
            kind=kind.label, title=data["titles"][0], detail=told
        )
    told = {"kind": kind.label, "times": data["times"], "titles": listed(data["titles"])}
    if data["times"] == len(data["titles"]):
        return _("{kind} {times} 项：{titles}").format(**told)
    return _("{kind} {times} 项：{titles} 等").format(**told)
