"""采购统计: what was bought, from whom, when; what went back is taken off."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huolang.reports import comparing, grouping, narrowing, trade
from huolang.reports.grouping import Facts, reckoned
from huolang.reports.pivot import Pivot
from huolang.reports.report import Column, Report

GROUP = "purchase_price"
AVERAGE = reckoned(
    Column(
        name="average_price",
        label=_("平均单价"),
        kind="price",
        sql="CASE WHEN g.unit_low = g.unit_high AND g.quantity <> 0"
        " THEN round(g.net / g.quantity, 4) END",
        hidden_by=GROUP,
    )
)
FACTS = Facts(
    report="purchases",
    source=trade.facts(trade.PURCHASES),
    partner=grouping.partners(_("供应商"), _("按供应商")),
    measures=(
        grouping.quantity(),
        AVERAGE,
        grouping.money("net", _("不含税金额"), hidden_by=GROUP),
        grouping.money("tax", _("税额"), hidden_by=GROUP),
        grouping.money("gross", _("价税合计"), hidden_by=GROUP),
    ),
)
NARROWED = (
    *narrowing.period(),
    narrowing.product(),
    narrowing.category(),
    narrowing.of_category(),
    narrowing.style(),
    narrowing.partner(_("供应商"), "is_supplier", "f.told"),
    narrowing.warehouse(),
    narrowing.record(),
)
PIVOT = Pivot(facts=FACTS, narrowed=NARROWED)
PURCHASES = Report(
    name="purchases",
    label=_("采购统计"),
    question=_("一段时间里买了多少：按商品、供应商、日、月、分类、仓库、单据；退货和折让计为负数"),
    module="purchasing",
    reads=("purchase_receipt", "purchase_return"),
    filters=(
        *PIVOT.filters(),
        *NARROWED[:2],
        comparing.choice(*(one for one in comparing.GROUPS if one != "salesperson")),
        *NARROWED[2:],
    ),
    views=(
        FACTS.by(grouping.PRODUCTS, "-net"),
        FACTS.by(FACTS.partner, "-net"),
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
