"""盘点结果: what counts found: how many lines agreed, what was missing or over, its worth.

A count is a task that was approved, or a stock count that was entered without one; what a task
posted is told with the task alone. The worth is what the books posted for the difference, at
today's cost; of a stock count that was cancelled or opened again nothing is left of it, and
`booked` says so.
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
SELECT f.*, p.specification, p.unit_id::text AS unit_low, p.unit_id::text AS unit_high,
    coalesce(v.value, 0) AS value
FROM (
    SELECT d.id AS plan, 'count_plan' AS form, d.id AS record, d.number, d.date AS day,
        d.warehouse_id AS warehouse, l.id AS line, l.product_id AS product, m.id AS batch,
        l.batch AS called, l.location_id AS location, l.book_quantity, l.book_then, l.counted,
        l.difference, l.reason, l.round, l.remark, l.posted,
        (l.posted IS NOT NULL)::int AS differs, (l.counted IS NOT NULL)::int AS done,
        CASE (SELECT c.state FROM inventory_stockcount c
              WHERE c.company_id = d.company_id AND c.plan_id = d.id)
            WHEN 'confirmed' THEN 'yes' WHEN 'cancelled' THEN 'cancelled'
            WHEN 'draft' THEN 'draft' END AS booked
    FROM inventory_countplan d
    JOIN inventory_countline l ON l.company_id = d.company_id AND l.plan_id = d.id
    LEFT JOIN masters_batch m ON m.company_id = l.company_id AND m.product_id = l.product_id
        AND l.batch <> '' AND upper(m.number) = upper(l.batch)
    WHERE d.company_id = %(company)s::bigint AND d.state = 'closed'
    UNION ALL
    SELECT NULL, 'stock_count', d.id, d.number, d.date, d.warehouse_id, l.id, l.product_id,
        l.batch_record_id, l.batch, l.location_id, l.book_quantity, l.book_quantity,
        l.base_quantity, l.difference, l.reason, NULL, l.remark, l.id,
        (l.difference <> 0 OR l.missing_records <> '{}' OR l.surplus_records <> '{}')::int, 1,
        'yes'
    FROM inventory_stockcount d
    JOIN inventory_stockcountline l ON l.company_id = d.company_id AND l.document_id = d.id
    WHERE d.company_id = %(company)s::bigint AND d.state = 'confirmed' AND d.plan_id IS NULL
) f
JOIN masters_product p ON p.company_id = %(company)s::bigint AND p.id = f.product
LEFT JOIN LATERAL (
    SELECT sum(e.cost + coalesce((SELECT sum(a.amount) FROM ledger_costadjustment a
        WHERE a.company_id = e.company_id AND a.entry = e.id), 0)) AS value
    FROM ledger_stockentry e WHERE e.company_id = %(company)s::bigint AND e.line = f.posted) v
    ON f.differs = 1
WHERE (%(since)s::date IS NULL OR f.day >= %(since)s::date)
  AND (%(until)s::date IS NULL OR f.day <= %(until)s::date) {conditions}
"""
PLANS = """
SELECT f.form, f.record, f.number, f.day, f.warehouse, f.booked, count(*) AS lines,
    sum(f.done) AS done, sum(f.differs) AS differs,
    sum(CASE WHEN f.value > 0 THEN f.value ELSE 0 END) AS gain,
    sum(CASE WHEN f.value < 0 THEN f.value ELSE 0 END) AS loss, sum(f.value) AS value
FROM ({lines}) f
GROUP BY f.form, f.record, f.number, f.day, f.warehouse, f.booked
""".replace("{lines}", LINES)
BOOKED = {
    "yes": _("已记账"),
    "cancelled": _("盘点单已作废"),
    "draft": _("盘点单未审核"),
    "nothing": _("没有差异"),
}
SHOWN = {"different": _("有差异"), "open": _("没有盘"), "all": _("全部")}
WHICH = """(%(which)s::text = 'all' OR %(which)s::text = 'different' AND f.differs = 1
    OR %(which)s::text = 'open' AND f.done = 0)"""
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


BOOKED_COLUMN = Column(
    name="booked",
    label=_("差异记账"),
    kind="choice",
    sql="CASE WHEN g.differs = 1 THEN g.booked END",
    options=BOOKED,
    help=_("盘点任务的盘点单作废或反审核以后，差异还看得到，账上没有"),
)


BY_PLAN = View(
    name="plan",
    label=_("按盘点"),
    body=PLANS,
    joins=grouping.WAREHOUSE,
    key=(("g.record", "uuid"),),
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
        replace(BOOKED_COLUMN, sql="CASE WHEN g.differs = 0 THEN 'nothing' ELSE g.booked END"),
    ),
    sort="-day",
    drill=Drill(report="count_results", view="line", filters={"record": "document"}),
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
        replace(BOOKED_COLUMN, aside=True),
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
    reads=("count_plan", "stock_count"),
    filters=(
        *narrowing.period("year"),
        narrowing.warehouse(),
        narrowing.product(),
        narrowing.category(),
        Filter(
            name="plan",
            label=_("盘点任务"),
            kind="reference",
            to="count_plan",
            where="f.plan = %(plan)s::uuid",
        ),
        narrowing.record(),
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
