"""毛利分析 and 单据利润: what sales brought over what their goods cost.

毛利分析 is of a time, and agrees with its accounts: a cost counts on the day on which the books
have it, so that a closed month stays as it is, and what is corrected later stands where it was
recognised. 单据利润 is of documents: what their goods cost today, with every correction since.
Services have no cost here: what they cost is an expense of its own.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huolang.reports import comparing, grouping, narrowing, trade
from huolang.reports.grouping import Facts, Measure, reckoned
from huolang.reports.pivot import Pivot
from huolang.reports.report import Column, Label, Report

COST = "cost"
MARGIN = reckoned(
    Column(
        name="margin",
        label=_("毛利"),
        kind="money",
        sql="g.net - g.cost",
        total="coalesce(sum(g.net - g.cost), 0)",
        hidden_by=COST,
    )
)
RATE = reckoned(
    Column(
        name="margin_rate",
        label=_("毛利率"),
        kind="percent",
        sql="CASE WHEN g.net > 0 THEN round((g.net - g.cost) * 100 / g.net, 2) END",
        total="CASE WHEN sum(g.net) > 0 THEN round(sum(g.net - g.cost) * 100 / sum(g.net), 2) END",
        hidden_by=COST,
    )
)
"""Of what was sold: where more came back, a share would turn gain into loss."""


def measures(cost: Label) -> tuple[Measure, ...]:
    """Revenue and what is left of it over the `cost`, as that is called."""
    return (
        grouping.quantity(),
        grouping.money("net", _("不含税收入")),
        grouping.money("cost", cost, hidden_by=COST),
        MARGIN,
        RATE,
    )


FILTERS = (
    *narrowing.period(),
    narrowing.product(),
    narrowing.category(),
    narrowing.of_category(),
    narrowing.style(),
    narrowing.partner(_("客户"), "is_customer", "f.told"),
    narrowing.salesperson(),
    narrowing.warehouse(),
    narrowing.record(),
)
BY_GOODS = Facts(
    report="gross_margin",
    source=trade.facts(trade.SALES, cost="booked"),
    partner=grouping.partners(_("客户"), _("按客户")),
    measures=measures(_("销售成本")),
    drawn="margin",
)
BY_DOCUMENT = Facts(
    report="document_profit",
    source=trade.facts(trade.SALES, cost="today"),
    partner=grouping.partners(_("客户"), _("按客户")),
    measures=measures(_("现成本")),
    drawn="margin",
)
PIVOT = Pivot(facts=BY_GOODS, narrowed=FILTERS)
GROSS_MARGIN = Report(
    name="gross_margin",
    label=_("毛利分析"),
    question=_(
        "一段时间里赚了多少：收入减去账上当期的销售成本，退货冲减；"
        "已结账月份的成本更正，计入账上确认它的那个月"
    ),
    module="sales",
    reads=("sales_delivery", "sales_return"),
    about=(COST,),
    filters=(
        *PIVOT.filters(),
        *FILTERS[:2],
        comparing.choice(*comparing.GROUPS),
        *FILTERS[2:],
    ),
    views=(
        BY_GOODS.by(grouping.PRODUCTS, "-margin"),
        BY_GOODS.by(BY_GOODS.partner, "-margin"),
        BY_GOODS.by(grouping.SALESPEOPLE, "-margin"),
        BY_GOODS.by(grouping.DAYS, "-day"),
        BY_GOODS.by(grouping.MONTHS, "-month"),
        BY_GOODS.by(grouping.CATEGORIES, "-margin"),
        BY_GOODS.by(grouping.STYLES, "-margin"),
        BY_GOODS.by(grouping.WAREHOUSES, "-margin"),
        BY_GOODS.by_document(),
        BY_GOODS.by_line(),
        PIVOT.view(),
    ),
)
DOCUMENT_PROFIT = Report(
    name="document_profit",
    label=_("单据利润"),
    question=_(
        "每张出库单和退货单赚了多少：成本是今天知道的（含结账以后的更正），"
        "各月合计可能与账上不同，对账用毛利分析"
    ),
    module="sales",
    reads=("sales_delivery", "sales_return"),
    about=(COST,),
    filters=FILTERS,
    views=(BY_DOCUMENT.by_document(), BY_DOCUMENT.by_line()),
)
