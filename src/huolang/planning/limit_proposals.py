"""上下限建议: limits and safety stock that follow from the demand of the last days, how long goods
take to come, and how often nobody shall wait; and taking them over.

The safety stock is z × the deviation of a day's demand × √ of the lead time (z: how many deviations
of a normal distribution the service level covers); the minimum is the demand until goods come, and
the safety stock; the maximum is the minimum and the demand of the days to cover, but no less than
what a supplier sells at least. Days without demand count as such. No lead time counts as one day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from statistics import NormalDist
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms import registry, store, traces
from huolang.forms.form import Table
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.listing import listed
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.masters import goods
from huolang.masters.product_rules import LimitsCrossed, LimitTwice
from huolang.planning import proposal, sourcing, stock_alert
from huolang.planning.conditions import NONE
from huolang.planning.replenishing import COVER_DAYS, DEMAND_FORMS

PRODUCT = "product"
DAYS = ("30", "60", "90", "180", "365")
SERVICE = ("90", "95", "97.5", "99", "99.5")
Z = {level: round(NormalDist().inv_cdf(float(level) / 100), 4) for level in SERVICE}
LIMITS = ("min_stock", "safety_stock", "max_stock")
SETTING = """coalesce((SELECT v.value #>> '{}' FROM kernel_settingvalue v
    WHERE v.company_id = %(company)s::bigint AND v.key = '{key}'), '{default}')"""
_BODY = """
WITH {suppliers},
demand AS MATERIALIZED (
    SELECT d.product, d.warehouse, sum(d.quantity) AS total,
        sum(d.quantity * d.quantity) AS squares, count(*) FILTER (WHERE d.quantity > 0) AS sold_on
    FROM (SELECT e.product, e.warehouse, e.occurred_on, -sum(e.quantity) AS quantity
          FROM ledger_stockentry e
          WHERE e.company_id = %(company)s::bigint AND e.owner = {none}
            AND e.occurred_on > %(today)s::date - %(days)s::int
            AND e.occurred_on <= %(today)s::date AND e.form IN {forms}
          GROUP BY e.product, e.warehouse, e.occurred_on) d
    GROUP BY d.product, d.warehouse HAVING sum(d.quantity) > 0
)
SELECT d.product::text || ':' || d.warehouse::text AS id, d.product, d.warehouse,
    p.specification, p.unit_id::text AS unit_low, p.unit_id::text AS unit_high,
    d.total, d.sold_on, round(n.daily, 3) AS daily, round(n.spread, 3) AS spread,
    n.lead_days, f.partner, z.z, v.days AS cover, t.min_stock, t.safety_stock, t.max_stock,
    CASE WHEN t.id IS NOT NULL THEN concat_ws(' / ', trim_scale(t.safety_stock),
        trim_scale(t.min_stock), coalesce(trim_scale(t.max_stock)::text, '—')) END AS now,
    s.safe, l.least, m.most, c.state, p.name, u.name AS unit_name, u.digits
FROM demand d
JOIN masters_product p ON p.company_id = %(company)s::bigint AND p.id = d.product
    AND p.active AND p.kind = 'stock'
JOIN masters_warehouse w ON w.company_id = %(company)s::bigint AND w.id = d.warehouse AND w.active
JOIN masters_unit u ON u.company_id = %(company)s::bigint AND u.id = p.unit_id
LEFT JOIN masters_stocklimit t ON t.company_id = %(company)s::bigint
    AND t.product_id = d.product AND t.warehouse_id = d.warehouse
LEFT JOIN suppliers f ON f.product = d.product
CROSS JOIN (SELECT {z}::numeric AS z) z
CROSS JOIN (SELECT {cover}::int AS days) v
CROSS JOIN LATERAL (SELECT d.total / %(days)s::int AS daily, power(10::numeric, u.digits) AS one,
    sqrt(greatest(d.squares / %(days)s::int - power(d.total / %(days)s::int, 2), 0)) AS spread,
    greatest(coalesce(f.lead_days, 0), 1) AS lead_days) n
CROSS JOIN LATERAL (SELECT
    ceil(round(z.z * n.spread * sqrt(n.lead_days::numeric) * n.one, 6)) / n.one AS safe) s
CROSS JOIN LATERAL (SELECT
    ceil(round((n.daily * n.lead_days + s.safe) * n.one, 6)) / n.one AS least) l
CROSS JOIN LATERAL (SELECT l.least + ceil(round(greatest(n.daily * v.days,
    coalesce(f.minimum, 0), coalesce(f.pack, 0)) * n.one, 6)) / n.one AS most) m
CROSS JOIN LATERAL (SELECT CASE WHEN t.id IS NULL THEN 'none'
    WHEN (t.min_stock, t.safety_stock, t.max_stock) IS NOT DISTINCT FROM (l.least, s.safe, m.most)
        THEN 'same' ELSE 'differs' END AS state) c
WHERE d.total > 0 {conditions}
"""


def _setting(key: str, default: Any) -> str:
    return SETTING.replace("{key}", key).replace("{default}", str(default))


def _z() -> str:
    cases = " ".join(f"WHEN '{level}' THEN {z}" for level, z in Z.items())
    return f"CASE %(service)s::text {cases} END"


SUPPLIERS = (
    sourcing.SUPPLIERS.replace("{of_s}", "")
    .replace("%(by)s::text", _setting(sourcing.SUPPLIER.key, sourcing.SUPPLIER.default))
    .replace("%(rated_since)s::date", f"%(today)s::date - {sourcing.RATED_DAYS}")
)
BODY = (
    _BODY.replace("{suppliers}", SUPPLIERS)
    .replace("{forms}", DEMAND_FORMS)
    .replace("{none}", NONE)
    .replace("{z}", _z())
    .replace("{cover}", _setting(COVER_DAYS.key, COVER_DAYS.default))
)
"""One row for each product and warehouse with demand; parameters: today, days, service."""
_NAMED = """
SELECT g.product, g.warehouse, g.least, g.safe, g.most, g.unit_name, g.digits FROM ({body}) g
"""
OF_PRODUCTS = " AND d.product = ANY(%(products)s::uuid[])"
NAMED = _NAMED.replace("{body}", BODY.replace("{conditions}", OF_PRODUCTS))


class NotProposed(BusinessError):
    code = "limits.not_proposed"
    message = _("这个商品在这个仓库最近没有需求，没有建议")


class BadBasis(Invalid):
    code = "limits.bad_basis"
    message = _("请选：{options}")


class Negative(Invalid):
    code = "limits.negative"
    message = _("不能小于 0")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """A proposal that is taken over; what somebody typed stands for what was proposed."""

    product: UUID
    warehouse: UUID
    typed: Mapping[str, Decimal]


def take(wanted: Sequence[Wanted], *, days: str, service: str, by: Access, at: datetime) -> int:
    """Make these the limits of the products, all or none; how many were others before."""
    by.require(proposal.FORM, "view")
    by.require(PRODUCT, "edit")
    for name, value, options in (("days", days, DAYS), ("service", service, SERVICE)):
        if value not in options:
            raise BadBasis(field=name, options=listed(options))
    bound = {"company": current_id(), "today": stock_alert.today(at).isoformat()}
    bound |= {"days": days, "service": service}
    bound["products"] = sql.array({one.product for one in wanted})
    proposed = {(row[0], row[1]): row[2:] for row in sql.run_named(NAMED, bound).fetchall()}
    limits: dict[UUID, dict[UUID, dict[str, Decimal]]] = {}
    errors: list[BusinessError] = []
    for index, one in enumerate(wanted):
        found, place = proposed.get((one.product, one.warehouse)), f"items.{index}"
        if found is None:
            errors.append(NotProposed(field=place))
        elif one.warehouse in (mine := limits.setdefault(one.product, {})):
            errors.append(LimitTwice(field=f"{place}.warehouse"))
        else:
            least, safe, most, unit, digits = found
            values = {"min_stock": least, "safety_stock": safe, "max_stock": most, **one.typed}
            errors += _wrong(values, place, unit, digits)
            mine[one.warehouse] = values
    Several.raise_any(errors)
    return _write(limits, by, at)


def _wrong(
    values: Mapping[str, Decimal], place: str, unit: str, digits: int
) -> list[BusinessError]:
    errors: list[BusinessError] = []
    for name in LIMITS:
        if values[name] < 0:
            errors.append(Negative(field=f"{place}.{name}"))
        elif values[name] >= proposal.MOST:
            errors.append(goods.QuantityTooLarge(field=f"{place}.{name}"))
        elif not goods.fits(values[name], digits):
            told = {"unit": unit, "digits": digits}
            errors.append(goods.QuantityDigits(field=f"{place}.{name}", **told))
    if values["max_stock"] < values["min_stock"]:
        errors.append(LimitsCrossed(field=f"{place}.max_stock"))
    return errors


def _write(
    limits: Mapping[UUID, Mapping[UUID, Mapping[str, Decimal]]], by: Access, at: datetime
) -> int:
    """As few statements for many products as for one; audit and event as of any change of these."""
    form = registry.get(PRODUCT)
    table = form.tables_by_name["limits"]
    products = store.load_many(form, sorted(limits))
    added: list[Any] = []
    changed: dict[Any, set[str]] = {}
    told: dict[Any, dict[str, Any]] = {}
    for key, product in products.items():
        rows = {row.warehouse_id: row for row in product.tables["limits"]}
        for warehouse, values in limits[key].items():
            row = rows.get(warehouse)
            if row is None:
                added.append(_new(table, product, warehouse, values, len(rows) + 1))
                rows[warehouse] = added[-1]
                kept = traces.told(table, store.attributes(table)(added[-1]))
                told.setdefault(product, {})[f"limits.{added[-1].id}"] = [None, kept]
            elif differs := {name for name in LIMITS if getattr(row, name) != values[name]}:
                for name in differs:
                    was = getattr(row, name)
                    told.setdefault(product, {})[f"limits.{row.id}.{name}"] = [was, values[name]]
                    setattr(row, name, values[name])
                changed[row] = differs
    store.update(table, changed)
    if added:
        store.insert(table, added)
    for product in told:
        product.updated_at, product.updated_by = at, by.user
    store.update(form, {one: {"updated_at", "updated_by"} for one in told})
    traces.trace_all(form, list(told), "change", list(told.values()), by=by.user, at=at)
    return len(added) + len(changed)


def _new(
    table: Table, product: Any, warehouse: UUID, values: Mapping[str, Decimal], position: int
) -> Any:
    row = store.blank(table)
    row.product_id, row.warehouse_id, row.position = product.id, warehouse, position
    for name in LIMITS:
        setattr(row, name, values[name])
    return row
