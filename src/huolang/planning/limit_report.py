"""上下限建议: how much of what sold of late should lie in each warehouse, and how that follows."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from huolang.planning.limit_proposals import BODY, SERVICE
from huolang.planning.proposal import FORM
from huolang.planning.proposal_report import told
from huolang.reports import grouping, narrowing, registry
from huolang.reports.execution import reference
from huolang.reports.report import Column, Filter, Report, View

STATES = {"none": _("还没有上下限"), "differs": _("与现在不同"), "same": _("与现在相同")}
DAYS_TOLD = {
    "30": _("30 天"),
    "60": _("60 天"),
    "90": _("90 天"),
    "180": _("180 天"),
    "365": _("365 天"),
}
LIMIT_PROPOSALS = Report(
    name="limit_proposals",
    label=_("上下限建议"),
    question=_(
        "按最近的需求、交货天数和服务水平，每个仓库的下限、安全库存、上限该是多少，怎么算的"
    ),
    module="inventory",
    reads=(FORM,),
    filters=(
        Filter(
            name="days",
            label=_("按最近几天的需求"),
            kind="choice",
            options=DAYS_TOLD,
            default="90",
        ),
        Filter(
            name="service",
            label=_("服务水平"),
            kind="choice",
            options={one: f"{one}%" for one in SERVICE},
            default="95",
        ),
        Filter(
            name="state",
            label=_("建议"),
            kind="choice",
            options={"change": _("要改的"), **STATES, "all": _("全部")},
            default="change",
            where="(%(state)s::text IN ('all', c.state)"
            " OR %(state)s::text = 'change' AND c.state <> 'same')",
        ),
        narrowing.warehouse("d.warehouse"),
        narrowing.product("d.product"),
        narrowing.category("d.product"),
        narrowing.style("d.product"),
    ),
    views=(
        View(
            name="limit",
            label=_("上下限建议"),
            body=BODY,
            joins=f"{grouping.PRODUCT} {grouping.WAREHOUSE} LEFT {grouping.PARTNER}",
            key=(("g.product", "uuid"), ("g.warehouse", "uuid")),
            columns=(
                grouping.product_columns()[0],
                reference("warehouse", _("仓库"), "warehouse", "w"),
                told("daily", _("日均需求"), help=_("这些天的销售和领用（减退货）除以天数")),
                told("spread", _("日波动"), help=_("每天需求的标准差；没有出库的天按 0 算")),
                Column(
                    name="lead_days",
                    label=_("交货天数"),
                    kind="number",
                    sql="g.lead_days",
                    help=_("补货时会选的供应商的交货天数；没有填的按 1 天"),
                ),
                told("total", _("需求合计"), help=_("这些天一共"), aside=True),
                Column(
                    name="sold_on",
                    label=_("有需求的天数"),
                    kind="number",
                    sql="g.sold_on",
                    aside=True,
                ),
                Column(
                    name="z",
                    label=_("服务水平系数"),
                    kind="quantity",
                    sql="g.z",
                    help=_("正态分布中覆盖服务水平的倍数：95% 为 1.6449"),
                    aside=True,
                ),
                Column(
                    name="cover",
                    label=_("备货天数"),
                    kind="number",
                    sql="g.cover",
                    help=_("设置里的“补货：没有上限时备几天的货”"),
                    aside=True,
                ),
                told("safety_stock", _("现安全库存"), aside=True),
                told("min_stock", _("现下限"), aside=True),
                told("max_stock", _("现上限"), aside=True),
                told(
                    "safe",
                    _("建议安全库存"),
                    help=_("服务水平系数 × 日波动 × 交货天数的平方根，进到单位的整数"),
                ),
                told("least", _("建议下限"), help=_("日均需求 × 交货天数 + 安全库存")),
                told(
                    "most",
                    _("建议上限"),
                    help=_("下限 + 备货天数内的需求，不小于供应商的起订量和包装数量"),
                ),
                Column(
                    name="now",
                    label=_("现在"),
                    kind="text",
                    sql="g.now",
                    help=_("现在的安全库存 / 下限 / 上限"),
                ),
                replace(grouping.partner_column(_("供应商")), aside=True),
                replace(grouping.unit_column(), aside=True),
                Column(
                    name="state",
                    label=_("建议"),
                    kind="choice",
                    sql="g.state",
                    options=STATES,
                    aside=True,
                ),
                Column(name="id", label="", kind="text", sql="g.id", shown=False),
            ),
            sort="product",
        ),
    ),
)


def offer() -> None:
    """Register it; called when Django starts."""
    registry.register(LIMIT_PROPOSALS)
