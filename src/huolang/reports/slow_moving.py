"""呆滞商品: what is there and has not been sold or used for a long time, and what it is worth.

A product is used when it leaves for somebody else, is used up or becomes other goods; going to
another warehouse is no use. What never was is idle since it came first. What was cancelled counts
neither way.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huolang.ledger import past
from huolang.reports import grouping, narrowing
from huolang.reports.report import Chart, Column, Drill, Filter, Label, Report, View
from huolang.reports.stock_movement import (
    product,
    quantity,
    share,
    specification,
    value,
    warehouse,
)

NIL = grouping.NIL
OURS = f"""e.company_id = %(company)s::bigint AND e.owner = {NIL} AND e.counter <> 'within'
  AND e.reverses IS NULL AND e.form NOT IN ('revaluation', 'costing_change')
  AND NOT EXISTS (SELECT FROM ledger_stockentry m
                  WHERE m.company_id = e.company_id AND m.reverses = e.id)"""
USED = "e.quantity < 0 AND (e.counter <> 'inventory' OR e.form IN ('assembly', 'disassembly'))"
IDLE = f"""
SELECT t.* FROM ({{there}}) t
LEFT JOIN (SELECT DISTINCT e.product, {{place}} AS warehouse FROM ledger_stockentry e
           WHERE e.occurred_on > %(today)s::date - %(idle)s::int AND {USED} AND {OURS}) u
    ON u.product = t.product AND u.warehouse IS NOT DISTINCT FROM t.warehouse
WHERE t.quantity > 0 AND u.product IS NULL
OFFSET 0
"""  # noqa: S608
"""What is there and was not used of late: of the entries only those of these days are read, and
then all of what is left, each over its index."""
MOVED = f"""
SELECT max(e.occurred_on) FILTER (WHERE {USED}) AS used_on,
       min(e.occurred_on) FILTER (WHERE e.quantity > 0) AS came_on,
       max(e.occurred_on) FILTER (WHERE e.quantity > 0 AND e.counter <> 'inventory') AS newest_on
FROM ledger_stockentry e WHERE {OURS} AND e.product = t.product {{same}}
"""  # noqa: S608


def body(*, by_place: bool) -> str:
    there = past.written(company="%(company)s", day="%(today)s", by_place=by_place)
    same = "AND e.warehouse = t.warehouse" if by_place else ""
    idle = IDLE.replace("{there}", there)
    idle = idle.replace("{place}", "e.warehouse" if by_place else "NULL::uuid")
    moved = MOVED.replace("{same}", same)
    place = " AND (%(warehouse)s::uuid IS NULL OR t.warehouse = %(warehouse)s::uuid)"
    return (
        "SELECT p.id AS product, upper(p.code) AS code, p.specification, t.warehouse,"  # noqa: S608
        " p.unit_id::text AS unit_low, p.unit_id::text AS unit_high, t.quantity, t.value,"
        " m.used_on, m.newest_on, %(today)s::date - coalesce(m.used_on, m.came_on) AS idle"
        f" FROM ({idle}) t CROSS JOIN LATERAL ({moved}) m"
        " JOIN masters_product p ON p.company_id = %(company)s::bigint AND p.id = t.product"
        " WHERE %(today)s::date - coalesce(m.used_on, m.came_on) >= %(idle)s::int"
        f" {{conditions}}{place if by_place else ''}"
    )


def view(name: str, label: Label, *, by_place: bool) -> View:
    filters = {"product": "product", "since": "since"} | (
        {"warehouse": "warehouse"} if by_place else {}
    )
    return View(
        name=name,
        label=label,
        body=body(by_place=by_place),
        joins=grouping.WAREHOUSE if by_place else "",
        key=(("g.product", "uuid"), *((("g.warehouse", "uuid"),) if by_place else ())),
        columns=(
            product(),
            specification(),
            *((warehouse(),) if by_place else ()),
            grouping.unit_column(),
            quantity("quantity", _("结存数量")),
            (share if by_place else value)("value", _("结存金额")),
            Column(name="used_on", label=_("最近出库"), kind="date", sql="g.used_on"),
            Column(name="newest_on", label=_("最近入库"), kind="date", sql="g.newest_on"),
            Column(
                name="idle",
                label=_("未动天数"),
                kind="number",
                sql="g.idle",
                help=_("距最近一次销售、领用或组装的天数；从未出库的从首次入库算起，调拨不算"),
            ),
            narrowing.since(),
        ),
        sort="-idle",
        chart=None if by_place else Chart(kind="ranked", by="product", figure="value"),
        drill=Drill(report="stock_entries", view="entry", filters=filters),
    )


SLOW_MOVING = Report(
    name="slow_moving",
    label=_("呆滞商品"),
    question=_("哪些库存很久没有卖出或用掉、有多少、值多少"),
    module="inventory",
    reads=("stock",),
    filters=(
        Filter(
            name="idle",
            label=_("未动天数"),
            kind="choice",
            options={
                "30": _("30 天以上"),
                "60": _("60 天以上"),
                "90": _("90 天以上"),
                "180": _("180 天以上"),
                "365": _("365 天以上"),
            },
            default="90",
        ),
        narrowing.product("p.id"),
        narrowing.category("p.id"),
        narrowing.style("p.id"),
        narrowing.place(),
    ),
    views=(
        view("product", _("按商品"), by_place=False),
        view("warehouse", _("按商品和仓库"), by_place=True),
    ),
)
