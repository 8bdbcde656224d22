"""销售统计: what was sold, to whom, when; what came back is taken off."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huolang.reports import comparing, grouping, narrowing, trade
from huolang.reports.grouping import Facts, reckoned
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
    partner=_("客户"),
    by=_("按客户"),
    measures=(
        grouping.quantity(),
        AVERAGE,
        grouping.money("net", _("不含税金额")),
        grouping.money("tax", _("税额")),
        grouping.money("gross", _("价税合计")),
    ),
)
SALES = Report(
    name="sales",
    label=_("销售统计"),
    question=_("一段时间里卖了多少：按商品、客户、业务员、日、月、分类、仓库、单据；退货计为负数"),
    module="sales",
    reads=("sales_delivery", "sales_return"),
    filters=(
        *narrowing.period(),
        comparing.choice(*comparing.GROUPS),
        narrowing.product(),
        narrowing.category(),
        narrowing.of_category(),
        narrowing.style(),
        narrowing.partner(_("客户"), "is_customer", "f.told"),
        narrowing.salesperson(),
        narrowing.warehouse(),
        narrowing.record(),
    ),
    views=(
        FACTS.by_product("-net"),
        FACTS.by_partner("-net"),
        FACTS.by_salesperson("-net"),
        FACTS.by_day(),
        FACTS.by_month(),
        FACTS.by_category("-net"),
        FACTS.by_style("-net"),
        FACTS.by_warehouse("-net"),
        FACTS.by_document(),
        FACTS.by_line(),
    ),
)
