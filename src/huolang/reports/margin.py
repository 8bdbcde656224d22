"""毛利分析 and 单据利润: what sales brought over what their goods cost today.

The cost is that of the stock entries with every correction since, so that a back-dated receipt is
in the figures at once. Services have no cost here: what they cost is an expense of its own.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huolang.reports import grouping, narrowing, trade
from huolang.reports.grouping import Facts, Measure, reckoned
from huolang.reports.report import Column, Report

COST = "cost"
SOURCE = trade.facts(trade.SALES, cost=True)
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
        sql="CASE WHEN g.net <> 0 THEN round((g.net - g.cost) * 100 / g.net, 2) END",
        total="CASE WHEN sum(g.net) <> 0 THEN round(sum(g.net - g.cost) * 100 / sum(g.net), 2) END",
        hidden_by=COST,
    )
)
MEASURES: tuple[Measure, ...] = (
    grouping.quantity(),
    grouping.money("net", _("不含税收入")),
    grouping.money("cost", _("销售成本"), hidden_by=COST),
    MARGIN,
    RATE,
)
FILTERS = (
    *narrowing.period(),
    narrowing.product(),
    narrowing.category(),
    narrowing.style(),
    narrowing.partner(_("客户"), "is_customer", "f.told"),
    narrowing.salesperson(),
    narrowing.warehouse(),
    narrowing.record(),
)
BY_GOODS = Facts(
    report="gross_margin", source=SOURCE, partner=_("客户"), by=_("按客户"), measures=MEASURES
)
BY_DOCUMENT = Facts(
    report="document_profit", source=SOURCE, partner=_("客户"), by=_("按客户"), measures=MEASURES
)
GROSS_MARGIN = Report(
    name="gross_margin",
    label=_("毛利分析"),
    question=_("一段时间里赚了多少：收入减去商品的现成本，补录的入库立即反映；退货冲减"),
    module="sales",
    reads=("sales_delivery", "sales_return"),
    about=(COST,),
    filters=FILTERS,
    views=(
        BY_GOODS.by_product("-margin"),
        BY_GOODS.by_partner("-margin"),
        BY_GOODS.by_salesperson("-margin"),
        BY_GOODS.by_day(),
        BY_GOODS.by_month(),
        BY_GOODS.by_category("-margin"),
        BY_GOODS.by_style("-margin"),
        BY_GOODS.by_warehouse("-margin"),
        BY_GOODS.by_document(),
        BY_GOODS.by_line(),
    ),
)
DOCUMENT_PROFIT = Report(
    name="document_profit",
    label=_("单据利润"),
    question=_("每张出库单和退货单赚了多少，以及背后的明细"),
    module="sales",
    reads=("sales_delivery", "sales_return"),
    about=(COST,),
    filters=FILTERS,
    views=(BY_DOCUMENT.by_document(), BY_DOCUMENT.by_line()),
)
