"""补货建议: what should be ordered, or brought from another warehouse, and every figure of it."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from huolang.planning.conditions import NONE
from huolang.planning.proposal import FORM, State
from huolang.planning.sourcing import Chosen
from huolang.reports import grouping, narrowing, registry
from huolang.reports.execution import figure, reference
from huolang.reports.report import Column, Filter, Label, Report, View

WAYS = {"buy": _("外购"), "bring": _("内部调拨")}
BODY = """
SELECT a.id, a.state, CASE WHEN a.source = {none} THEN 'buy' ELSE 'bring' END AS way, a.product,
    p.specification, p.unit_id::text AS unit_low, p.unit_id::text AS unit_high, a.warehouse,
    nullif(a.source, {none}) AS source, nullif(a.partner, {none}) AS partner,
    coalesce(a.wanted, a.quantity) AS quantity, a.quantity AS proposed, a.available, a.coming,
    a.daily, a.lead_days, a.point, a.target, a.minimum, a.pack, a.price,
    nullif(a.chosen, '') AS chosen, a.quality, nullif(a.form, '') AS form,
    d.id AS record, d.number, (a.made_at AT TIME ZONE c.time_zone)::date AS day
FROM planning_proposal a
JOIN kernel_company c ON c.id = a.company_id
JOIN masters_product p ON p.company_id = a.company_id AND p.id = a.product
LEFT JOIN LATERAL (
    SELECT o.id, o.number FROM purchasing_purchaseorder o
    WHERE o.company_id = a.company_id AND o.id = a.record
    UNION ALL
    SELECT o.id, o.number FROM inventory_stocktransfer o
    WHERE o.company_id = a.company_id AND o.id = a.record) d ON a.form <> ''
WHERE a.company_id = %(company)s::bigint {conditions}
""".replace("{none}", NONE)


def told(name: str, label: Label, *, help: Label = "", aside: bool = False) -> Column:
    """A figure that is not added up."""
    return replace(figure(name, label, help=help), total="", aside=aside)


PROPOSALS = Report(
    name="replenishment",
    label=_("补货建议"),
    question=_("哪些商品该补货：补多少、向谁订或从哪个仓库调，每个数是怎么来的"),
    module="inventory",
    reads=(FORM,),
    filters=(
        Filter(
            name="state",
            label=_("状态"),
            kind="choice",
            options={**{one.value: one.label for one in State}, "all": _("全部")},
            default="open",
            where="%(state)s::text IN ('all', a.state)",
        ),
        Filter(
            name="way",
            label=_("补货方式"),
            kind="choice",
            options=WAYS,
            where="(%(way)s::text = 'buy') = (a.source = " + NONE + ")",
        ),
        narrowing.partner(_("供应商"), "is_supplier", "a.partner"),
        narrowing.warehouse("a.warehouse"),
        narrowing.product("a.product"),
        narrowing.category("a.product"),
        narrowing.style("a.product"),
    ),
    views=(
        View(
            name="proposal",
            label=_("补货建议"),
            body=BODY,
            joins=f"{grouping.PRODUCT} {grouping.WAREHOUSE} LEFT {grouping.PARTNER}"
            " LEFT JOIN masters_warehouse y ON y.company_id = %(company)s::bigint"
            " AND y.id = g.source",
            key=(("g.id", "uuid"),),
            columns=(
                grouping.product_columns()[0],
                reference("warehouse", _("仓库"), "warehouse", "w"),
                Column(name="way", label=_("补货方式"), kind="choice", sql="g.way", options=WAYS),
                grouping.partner_column(_("供应商")),
                Column(
                    name="chosen",
                    label=_("选择依据"),
                    kind="choice",
                    sql="g.chosen",
                    options={one.value: one.label for one in Chosen},
                    help=_(
                        "有几家供应商时为什么选这一家；没有首选时按设置里的价格、交货天数或合格率"
                    ),
                ),
                reference("source", _("调出仓库"), "warehouse", "y"),
                replace(grouping.unit_column(), aside=True),
                figure(
                    "quantity",
                    _("补货数量"),
                    help=_("补到的数量减去可用量和在途，先从有富余的仓库调，其余按包装和起订量订"),
                ),
                told("available", _("可用量"), help=_("现存减去占用、欠货和不能用的批次")),
                told(
                    "coming",
                    _("在途"),
                    help=_("采购订单、在途调拨和它们的草稿，减去采购退货的草稿"),
                ),
                told(
                    "point",
                    _("订货点"),
                    help=_("下限，或安全库存加交货天数内的需求，取大的；可用量加在途低于它就补货"),
                ),
                told("target", _("补到"), help=_("上限；没有上限时为订货点加备货天数内的需求")),
                told("daily", _("日均需求"), help=_("最近几天的出库除以天数"), aside=True),
                Column(
                    name="lead_days",
                    label=_("交货天数"),
                    kind="number",
                    sql="g.lead_days",
                    aside=True,
                ),
                told("minimum", _("起订量"), aside=True),
                told("pack", _("包装数量"), aside=True),
                told("proposed", _("建议数量"), help=_("有人改过之前"), aside=True),
                Column(
                    name="price",
                    label=_("供货价"),
                    kind="price",
                    sql="g.price",
                    hidden_by="purchase_price",
                    aside=True,
                ),
                Column(
                    name="quality",
                    label=_("合格率"),
                    kind="percent",
                    sql="g.quality",
                    help=_("供应商最近一年的来料检验，每行检验的合格比例的平均"),
                    aside=True,
                ),
                Column(
                    name="state",
                    label=_("状态"),
                    kind="choice",
                    sql="g.state",
                    options={one.value: one.label for one in State},
                    aside=True,
                ),
                replace(grouping.document_column(), aside=True),
                Column(name="day", label=_("建议日期"), kind="date", sql="g.day", aside=True),
                replace(grouping.product_columns()[1], aside=True),
                Column(name="id", label="", kind="text", sql="g.id::text", shown=False),
            ),
            sort="product",
            main="quantity",
        ),
    ),
)


def offer() -> None:
    """Register it; called when Django starts."""
    registry.register(PROPOSALS)
