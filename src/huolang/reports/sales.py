"""销售统计: what was sold, to whom, when; what came back is taken off."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huolang.reports import comparing, grouping, narrowing, trade
from huolang.reports.grouping import Facts, reckoned
from huolang.reports.pivot import Pivot
from huolang.reports.report import Column, Report

AVERAGE = reckoned(
    Column(
        name="average_price",
        label=_("平均单价"),
        kind="price",
        sql="CASE WHEN g.unit_low = g.unit_high AND g.quantity <> 0"
        " THEN round(g.net / g.quantity, 4) END",
    )
)
FACTS = Facts(
    report="sales",
    source=trade.facts(trade.SALES),
    partner=grouping.partners(_("客户"), _("按客户")),
    measures=(
        grouping.quantity(),
        AVERAGE,
        grouping.money("net", _("不含税金额")),
        grouping.money("tax", _("税额")),
        grouping.money("gross", _("价税合计")),
    ),
)
NARROWED = (
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
PIVOT = Pivot(facts=FACTS, narrowed=NARROWED)
SALES = Report(
    name="sales",
    label=_("销售统计"),
    question=_("一段时间里卖了多少：按商品、客户、业务员、日、月、分类、仓库、单据；退货计为负数"),
    module="sales",
    reads=("sales_delivery", "sales_return"),
    filters=(
        *PIVOT.filters(),
        *NARROWED[:2],
        comparing.choice(*comparing.GROUPS),
        *NARROWED[2:],
    ),
    views=(
        FACTS.by(grouping.PRODUCTS, "-net"),
        FACTS.by(FACTS.partner, "-net"),
        FACTS.by(grouping.SALESPEOPLE, "-net"),
        FACTS.by(grouping.DAYS, "-day"),
        FACTS.by(grouping.MONTHS, "-month"),
        FACTS.by(grouping.CATEGORIES, "-net"),
        FACTS.by(grouping.STYLES, "-net"),
        FACTS.by(grouping.WAREHOUSES, "-net"),
        FACTS.by_document(),
        FACTS.by_line(),
        PIVOT.view(),
    ),
)
