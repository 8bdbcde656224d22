"""库龄分析: for how long what is there has been there, at the end of a day.

What left is taken to have been the oldest, whatever the costing method: what is left came with the
newest arrivals. For a product those are what came into the company, from outside or out of other
goods; in a warehouse also what another one sent. What was cancelled by that day never came, nor
left. Values are shared out by quantity; the parts add up to the value of the stock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from huolang.ledger import past
from huolang.reports import grouping, narrowing
from huolang.reports.report import Chart, Column, Drill, Filter, Label, Report, View
from huolang.reports.stock_movement import product, quantity, specification, value, warehouse

NIL = grouping.NIL
UNTIL: Sequence[tuple[int | None, Label, Label]] = (
    (30, _("30 天以内"), _("30 天以内金额")),
    (60, _("31–60 天"), _("31–60 天金额")),
    (90, _("61–90 天"), _("61–90 天金额")),
    (180, _("91–180 天"), _("91–180 天金额")),
    (365, _("181–365 天"), _("181–365 天金额")),
    (None, _("365 天以上"), _("365 天以上金额")),
)
"""The last day of each age, and what its columns are called."""
ARRIVALS = f"""
SELECT e.product, {{place}} AS warehouse, e.occurred_on AS day, e.no, e.form, e.record,
       sum(e.quantity) AS quantity
FROM ledger_stockentry e
WHERE e.company_id = %(company)s::bigint AND e.owner = {NIL}
  AND e.occurred_on <= %(until)s::date AND e.counter <> 'within' AND e.reverses IS NULL
  AND (e.quantity > 0 OR e.counter = 'inventory')
  AND e.form NOT IN ('revaluation', 'costing_change')
  AND NOT EXISTS (SELECT FROM ledger_stockentry m WHERE m.company_id = e.company_id
                  AND m.reverses = e.id AND m.occurred_on <= %(until)s::date)
GROUP BY e.product, {{place}}, e.occurred_on, e.no, e.form, e.record HAVING sum(e.quantity) > 0
"""  # noqa: S608
LEFT = """
SELECT t.product, t.warehouse, t.quantity AS whole, t.value, c.day, c.no, c.form, c.record, c.newer,
       %(until)s::date - c.day AS days,
       least(c.quantity, t.quantity - c.newer) AS quantity
FROM ({then}) t
JOIN (SELECT a.*, coalesce(sum(a.quantity) OVER newest_first, 0) AS newer
      FROM ({arrivals}) a
      WINDOW newest_first AS (PARTITION BY a.product, a.warehouse ORDER BY a.day DESC, a.no DESC
                              ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) c
    ON c.product = t.product AND c.warehouse IS NOT DISTINCT FROM t.warehouse
WHERE t.quantity > c.newer
"""
"""What is left of each arrival; `newer` came after it, and is there."""
OF_PRODUCT = (
    " JOIN masters_product p ON p.company_id = %(company)s::bigint AND p.id = r.product"
    " JOIN kernel_company k ON k.id = p.company_id"
)
FACTS = """p.id AS product, upper(p.code) AS code, p.specification, p.unit_id::text AS unit_low,
    p.unit_id::text AS unit_high"""
PART = "round(r.value * (r.newer + r.quantity) / r.whole, k.digits)" + (
    " - round(r.value * r.newer / r.whole, k.digits)"
)
"""The value of what is left of one arrival: the parts come to the whole exactly."""


def left(*, by_place: bool) -> str:
    then = past.written(company="%(company)s", day="%(until)s", by_place=by_place)
    place = "e.warehouse" if by_place else "NULL::uuid"
    return LEFT.replace("{then}", then).replace("{arrivals}", ARRIVALS.replace("{place}", place))


def ages() -> str:
    """SQL of the quantity and value of each age, of rows `x`; none stays empty."""
    since, parts = -1, list[str]()
    for number, (until, _count, _worth) in enumerate(UNTIL):
        inside = f"x.days > {since}" + (f" AND x.days <= {until}" if until is not None else "")
        for name in ("quantity", "value"):
            parts.append(f"nullif(sum(x.{name}) FILTER (WHERE {inside}), 0) AS {name}_{number}")
        since = until or since
    return ", ".join(parts)


def body(*, by_place: bool) -> str:
    """One row of a product, or of a product in a warehouse."""
    place = " AND (%(warehouse)s::uuid IS NULL OR r.warehouse = %(warehouse)s::uuid)"
    return (
        f"SELECT x.product, x.code, x.specification, x.unit_low, x.unit_high, x.warehouse,"  # noqa: S608
        f" sum(x.quantity) AS quantity, sum(x.value) AS value, {ages()}, min(x.day) AS first_day,"
        " max(x.days) AS oldest, round(sum(x.quantity * x.days) / sum(x.quantity))::bigint AS days"
        f" FROM (SELECT {FACTS}, r.warehouse, r.day, r.days, r.quantity, {PART} AS value"
        f" FROM ({left(by_place=by_place)}) r {OF_PRODUCT}"
        f" WHERE true {{conditions}}{place if by_place else ''}) x GROUP BY 1, 2, 3, 4, 5, 6"
    )


BY_ARRIVAL = (
    f"SELECT {FACTS}, r.day, r.no, r.form, r.record, h.number, r.days, r.quantity, {PART} AS value"  # noqa: S608
    f" FROM ({left(by_place=False)}) r {OF_PRODUCT}"
    " JOIN ledger_postinghead h ON h.company_id = p.company_id AND h.no = r.no"
    " WHERE true {conditions}"
)
DAYS = Column(name="days", label=_("平均库龄（天）"), kind="number", sql="g.days")
OLDEST = Column(name="oldest", label=_("最久（天）"), kind="number", sql="g.oldest")


def of_ages() -> tuple[Column, ...]:
    return tuple(
        column
        for number, (_until, count, worth) in enumerate(UNTIL)
        for column in (
            replace(quantity(f"quantity_{number}", count), bar=True),
            replace(value(f"value_{number}", worth), bar=True, aside=True),
        )
    )


def view(name: str, label: Label, *, by_place: bool) -> View:
    filters = {"product": "product"}
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
            value("value", _("结存金额")),
            DAYS,
            *of_ages(),
            OLDEST,
        ),
        sort="product",
        chart=Chart(kind="sums"),
        drill=None if by_place else Drill(report="stock_ageing", view="arrival", filters=filters),
    )


STOCK_AGEING = Report(
    name="stock_ageing",
    label=_("库龄分析"),
    question=_("某一天的库存放了多久：按 30、60、90、180、365 天分段；出库视为先进先出"),
    module="inventory",
    reads=("stock",),
    filters=(
        Filter(name="until", label=_("结存日期"), kind="day", default="today"),
        narrowing.product("p.id"),
        narrowing.category("p.id"),
        narrowing.style("p.id"),
        narrowing.place(),
    ),
    views=(
        view("product", _("按商品"), by_place=False),
        view("warehouse", _("按商品和仓库"), by_place=True),
        View(
            name="arrival",
            label=_("按入库"),
            body=BY_ARRIVAL,
            key=(("g.product", "uuid"), ("g.day", "date"), ("g.no", "bigint")),
            columns=(
                product(),
                specification(),
                Column(name="day", label=_("入库日期"), kind="date", sql="g.day"),
                grouping.document_column(),
                Column(name="days", label=_("库龄（天）"), kind="number", sql="g.days"),
                grouping.unit_column(),
                quantity("quantity", _("还剩数量")),
                value("value", _("还剩金额")),
            ),
            sort="product",
        ),
    ),
)
