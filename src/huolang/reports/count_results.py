"""盘点结果: what approved counts found: how many lines agreed, what was missing or over, its worth.

The worth is what the books posted for the difference, at today's cost; of a stock count that was
cancelled afterwards nothing is left of it.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from huolang.inventory.count_reasons import Reason
from huolang.reports import grouping, narrowing
from huolang.reports.batch_stock import batch_column
from huolang.reports.execution import figure, reference
from huolang.reports.location_stock import location_column
from huolang.reports.report import Column, Drill, Filter, Report, View

PRODUCT, SPECIFICATION = grouping.product_columns()
LINES = """
SELECT d.id AS plan, 'count_plan' AS form, d.id AS record, d.number, d.date AS day, d.warehouse_id
    AS warehouse, l.id AS line, l.product_id AS product, p.specification, m.id AS batch,
    l.batch AS called, l.location_id AS location, p.unit_id::text AS unit_low,
    p.unit_id::text AS unit_high, l.book_quantity, l.book_then, l.counted, l.difference, l.reason,
    l.round, l.remark, coalesce(v.value, 0) AS value,
    (l.posted IS NOT NULL)::int AS differs, (l.counted IS NOT NULL)::int AS done
FROM inventory_countplan d
JOIN inventory_countline l ON l.company_id = d.company_id AND l.plan_id = d.id
JOIN masters_product p ON p.company_id = l.company_id AND p.id = l.product_id
LEFT JOIN masters_batch m ON m.company_id = l.company_id AND m.product_id = l.product_id
    AND l.batch <> '' AND upper(m.number) = upper(l.batch)
LEFT JOIN LATERAL (
    SELECT sum(e.cost + coalesce((SELECT sum(a.amount) FROM ledger_costadjustment a
        WHERE a.company_id = e.company_id AND a.entry = e.id), 0)) AS value
    FROM ledger_stockentry e WHERE e.company_id = l.company_id AND e.line = l.posted) v
    ON l.posted IS NOT NULL
WHERE d.company_id = %(company)s::bigint AND d.state = 'closed'
  AND (%(since)s::date IS NULL OR d.date >= %(since)s::date)
  AND (%(until)s::date IS NULL OR d.date <= %(until)s::date) {conditions}
"""
PLANS = """
SELECT f.plan, f.form, f.record, f.number, f.day, f.warehouse, count(*) AS lines,
    sum(f.done) AS done, sum(f.differs) AS differs,
    sum(CASE WHEN f.value > 0 THEN f.value ELSE 0 END) AS gain,
    sum(CASE WHEN f.value < 0 THEN f.value ELSE 0 END) AS loss, sum(f.value) AS value
FROM ({lines}) f
GROUP BY f.plan, f.form, f.record, f.number, f.day, f.warehouse
""".replace("{lines}", LINES)
SHOWN = {"different": _("有差异"), "open": _("没有盘"), "all": _("全部")}
WHICH = """(%(which)s::text = 'all' OR %(which)s::text = 'different' AND l.posted IS NOT NULL
    OR %(which)s::text = 'open' AND l.counted IS NULL)"""
ACCURACY = "CASE WHEN {done} <> 0 THEN round(({done} - {differs}) * 100.0 / {done}, 2) END"


def _value(name: str, label: object) -> Column:
    return Column(
        name=name,
        label=label,  # pyright: ignore[reportArgumentType]
        kind="money",
        sql=f"g.{name}",
        total=f"sum(g.{name})",
        hidden_by="cost",
    )


def _number(name: str, label: object) -> Column:
    total = f"sum(g.{name})::bigint"
    return Column(name=name, label=label, kind="number", sql=f"g.{name}", total=total)  # pyright: ignore


BY_PLAN = View(
    name="plan",
    label=_("按任务"),
    body=PLANS,
    joins=grouping.WAREHOUSE,
    key=(("g.plan", "uuid"),),
    columns=(
        grouping.document_column(),
        grouping.day_column(),
        reference("warehouse", _("仓库"), "warehouse", "w"),
        replace(_number("lines", _("行数")), aside=True),
        _number("done", _("已盘行")),
        _number("differs", _("差异行")),
        Column(
            name="accuracy",
            label=_("准确率"),
            kind="percent",
            sql=ACCURACY.format(done="g.done", differs="g.differs"),
            total=ACCURACY.format(done="sum(g.done)", differs="sum(g.differs)"),
            help=_("盘过的行里没有差异的占百分之几"),
        ),
        _value("gain", _("盘盈金额")),
        _value("loss", _("盘亏金额")),
        _value("value", _("盈亏净额")),
        Column(name="plan", label="", kind="text", sql="g.plan::text", shown=False),
    ),
    sort="-day",
    drill=Drill(report="count_results", view="line", filters={"plan": "plan"}),
)
BY_LINE = View(
    name="line",
    label=_("明细"),
    body=LINES,
    joins=f"{grouping.PRODUCT} {grouping.WAREHOUSE} LEFT JOIN masters_location l"
    " ON l.company_id = %(company)s::bigint AND l.id = g.location",
    key=(("g.line", "uuid"),),
    columns=(
        grouping.document_column(),
        PRODUCT,
        SPECIFICATION,
        replace(location_column(), aside=True),
        replace(batch_column(), aside=True),
        grouping.unit_column(),
        replace(figure("book_quantity", _("快照账面")), total="", aside=True),
        replace(figure("book_then", _("盘点时账面")), total=""),
        replace(figure("counted", _("实盘数量")), total=""),
        replace(figure("difference", _("盈亏数量")), total=""),
        _value("value", _("盈亏金额")),
        Column(
            name="reason",
            label=_("盈亏原因"),
            kind="choice",
            sql="g.reason",
            options={one.value: one.label for one in Reason},
        ),
        Column(name="round", label=_("第几盘"), kind="number", sql="g.round", aside=True),
        Column(name="remark", label=_("备注"), kind="text", sql="g.remark", aside=True),
        replace(grouping.day_column(), aside=True),
        replace(reference("warehouse", _("仓库"), "warehouse", "w"), aside=True),
    ),
    sort="product",
    drill=Drill(
        report="stock_entries",
        view="entry",
        filters={"product": "product", "warehouse": "warehouse"},
    ),
)
COUNT_RESULTS = Report(
    name="count_results",
    label=_("盘点结果"),
    question=_("盘了多少、准不准、盈亏多少、为什么"),
    module="inventory",
    reads=("count_plan",),
    filters=(
        *narrowing.period("year"),
        narrowing.warehouse("d.warehouse_id"),
        narrowing.product("l.product_id"),
        narrowing.category("l.product_id"),
        Filter(
            name="plan",
            label=_("盘点任务"),
            kind="reference",
            to="count_plan",
            where="d.id = %(plan)s::uuid",
        ),
        Filter(
            name="which",
            label=_("哪些行"),
            kind="choice",
            options=SHOWN,
            default="different",
            where=WHICH,
            views=("line",),
        ),
    ),
    views=(BY_PLAN, BY_LINE),
)
