"""预警清单: what is not as it should be, since when, how much is there, and who has taken note.

What lies there, is on its way and should be ordered is told as it is now.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from huolang.planning.conditions import NONE
from huolang.planning.stock_alert import FORM, Kind
from huolang.reports import grouping, narrowing, registry
from huolang.reports.batch_stock import batch_column
from huolang.reports.execution import figure, reference
from huolang.reports.report import Column, Filter, Report, View

STATES = {"open": _("待处理"), "noted": _("已知悉"), "snoozed": _("已暂缓"), "over": _("已解除")}
BODY = """
SELECT a.id, a.kind, s.state, nullif(a.product, {none}) AS product, p.specification,
    p.unit_id::text AS unit_low, p.unit_id::text AS unit_high,
    nullif(a.warehouse, {none}) AS warehouse, nullif(a.batch, {none}) AS batch, m.number AS called,
    nullif(a.form, '') AS form, d.id AS record, d.number, a.quantity, a.bound, a.day,
    (a.opened_at AT TIME ZONE c.time_zone)::date AS since,
    (a.closed_at AT TIME ZONE c.time_zone)::date AS until, a.snoozed_until, u.name AS noted_by
FROM planning_stockalert a
JOIN kernel_company c ON c.id = a.company_id
LEFT JOIN masters_product p ON p.company_id = a.company_id AND p.id = a.product
LEFT JOIN masters_batch m ON m.company_id = a.company_id AND m.id = a.batch
LEFT JOIN kernel_user u ON u.id = a.acknowledged_by
LEFT JOIN LATERAL (
    SELECT o.id, o.number FROM purchasing_purchaseorder o
    WHERE o.company_id = a.company_id AND o.id = a.record
    UNION ALL
    SELECT o.id, o.number FROM sales_salesorder o
    WHERE o.company_id = a.company_id AND o.id = a.record
    UNION ALL
    SELECT o.id, o.number FROM inventory_loan o
    WHERE o.company_id = a.company_id AND o.id = a.record
    UNION ALL
    SELECT o.id, o.number FROM inventory_borrowing o
    WHERE o.company_id = a.company_id AND o.id = a.record
    UNION ALL
    SELECT o.id, o.number FROM inventory_transferrequest o
    WHERE o.company_id = a.company_id AND o.id = a.record) d ON a.form <> ''
CROSS JOIN LATERAL (SELECT CASE WHEN a.closed_at IS NOT NULL THEN 'over'
    WHEN a.snoozed_until > %(today)s::date THEN 'snoozed'
    WHEN a.acknowledged_at IS NOT NULL THEN 'noted' ELSE 'open' END AS state) s
WHERE a.company_id = %(company)s::bigint {conditions}
""".replace("{none}", NONE)
IN_STATE = """(%(state)s::text IN ('all', s.state)
    OR %(state)s::text = 'lasting' AND a.closed_at IS NULL)"""
ALERTS = Report(
    name="alerts",
    label=_("预警清单"),
    question=_(
        "哪些商品、订单和借出需要处理：低于下限、高于上限、负库存、临期、呆滞、逾期，从哪天开始"
    ),
    module="inventory",
    reads=(FORM,),
    filters=(
        Filter(
            name="state",
            label=_("处理情况"),
            kind="choice",
            options={**STATES, "lasting": _("未解除"), "all": _("全部")},
            default="open",
            where=IN_STATE,
        ),
        Filter(
            name="kind",
            label=_("预警"),
            kind="choice",
            options={one.value: one.label for one in Kind},
            where="a.kind = %(kind)s::text",
        ),
        narrowing.warehouse("a.warehouse"),
        narrowing.product("a.product"),
        narrowing.category("a.product"),
        narrowing.style("a.product"),
    ),
    views=(
        View(
            name="alert",
            label=_("预警"),
            body=BODY,
            joins=f"LEFT {grouping.PRODUCT} LEFT {grouping.WAREHOUSE}",
            key=(("g.id", "uuid"),),
            columns=(
                Column(
                    name="kind",
                    label=_("预警"),
                    kind="choice",
                    sql="g.kind",
                    options={one.value: one.label for one in Kind},
                ),
                grouping.product_columns()[0],
                reference("warehouse", _("仓库"), "warehouse", "w"),
                grouping.document_column(),
                batch_column(),
                replace(figure("quantity", _("现在")), total=""),
                replace(figure("bound", _("界限")), total=""),
                Column(
                    name="day",
                    label=_("到期日"),
                    kind="date",
                    sql="g.day",
                    help=_("批次的有效期、订单应交货的日期，或借出应还的日期"),
                ),
                Column(name="since", label=_("发生日期"), kind="date", sql="g.since"),
                Column(
                    name="state",
                    label=_("处理情况"),
                    kind="choice",
                    sql="g.state",
                    options=STATES,
                    aside=True,
                ),
                replace(grouping.unit_column(), aside=True),
                Column(
                    name="noted_by", label=_("知悉人"), kind="text", sql="g.noted_by", aside=True
                ),
                Column(
                    name="snoozed_until",
                    label=_("暂缓到"),
                    kind="date",
                    sql="g.snoozed_until",
                    aside=True,
                ),
                Column(name="until", label=_("解除日期"), kind="date", sql="g.until", aside=True),
                replace(grouping.product_columns()[1], aside=True),
                Column(name="id", label="", kind="text", sql="g.id::text", shown=False),
            ),
            sort="-since",
        ),
    ),
)


def offer() -> None:
    """Register it; called when Django starts."""
    registry.register(ALERTS)
