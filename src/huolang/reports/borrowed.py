"""借入未还: what others lent us and is still here: from whom, since when, due when, how late.

Quantities are in the unit of the line. It is not ours, so it is worth nothing here.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from huolang.masters import merged
from huolang.reports import grouping, narrowing
from huolang.reports.execution import figure, reference
from huolang.reports.loans import DAYS, DUE, choice
from huolang.reports.report import Filter, Report, View

STATES = {"open": _("未归还"), "late": _("已逾期"), "done": _("已了结")}
BODY = """
SELECT 'borrowing' AS form, d.id AS record, d.number, d.date AS day, {who} AS partner,
       l.id AS line, l.product_id AS product, l.specification, d.warehouse_id AS warehouse,
       l.unit_id::text AS unit_low, l.unit_id::text AS unit_high, l.quantity,
       l.open_quantity AS open, d.due_on, s.state,
       round((l.done_base - t.bought) * l.denominator / l.numerator, 6) AS back,
       round(t.bought * l.denominator / l.numerator, 6) AS bought,
       CASE WHEN s.state = 'late' THEN %(today)s::date - d.due_on END AS days
FROM inventory_borrowing d {partners}
JOIN inventory_borrowingline l ON l.company_id = d.company_id AND l.document_id = d.id
CROSS JOIN LATERAL (SELECT CASE WHEN l.open_quantity > 0 AND d.due_on < %(today)s::date THEN 'late'
    WHEN l.open_quantity > 0 THEN 'open' ELSE 'done' END AS state) s
CROSS JOIN LATERAL (SELECT coalesce(sum(n.quantity), 0) AS bought FROM documents_link n
    WHERE l.done_base > 0 AND n.company_id = d.company_id AND n.from_line = l.id
      AND n.to_form = 'purchase_receipt') t
WHERE d.company_id = %(company)s::bigint AND d.state = 'confirmed' {conditions}
""".replace("{who}", merged.kept("d.partner_id")).replace("{partners}", merged.join("d.partner_id"))
IN_STATE = """(%(state)s::text IN ('all', s.state)
     OR %(state)s::text = 'open' AND s.state = 'late')"""
LENDER = _("出借单位")
PRODUCT, SPECIFICATION = grouping.product_columns()

BORROWED = Report(
    name="borrowed_goods",
    label=_("借入未还"),
    question=_("向谁借了什么，还有多少没还、该哪天还、逾期几天"),
    module="inventory",
    reads=("borrowing",),
    filters=(
        Filter(
            name="state",
            label=_("归还情况"),
            kind="choice",
            options={**STATES, "all": _("全部")},
            default="open",
            where=IN_STATE,
        ),
        narrowing.partner(LENDER, "active", "d.partner_id"),
        narrowing.warehouse("d.warehouse_id"),
        narrowing.product("l.product_id"),
        narrowing.category("l.product_id"),
        narrowing.style("l.product_id"),
    ),
    views=(
        View(
            name="line",
            label=_("明细"),
            body=BODY,
            joins=f"{grouping.PARTNER} {grouping.PRODUCT} {grouping.WAREHOUSE}",
            key=(("g.day", "date"), ("g.record", "uuid"), ("g.line", "uuid")),
            columns=(
                grouping.document_column(),
                replace(grouping.day_column(), aside=True),
                grouping.partner_column(LENDER),
                PRODUCT,
                replace(SPECIFICATION, aside=True),
                replace(reference("warehouse", _("仓库"), "warehouse", "w"), aside=True),
                replace(grouping.unit_column(), aside=True),
                figure("quantity", _("借入数量")),
                replace(figure("back", _("归还数量")), aside=True),
                replace(figure("bought", _("转采购数量")), aside=True),
                figure("open", _("未还数量")),
                replace(choice("state", _("归还情况"), STATES), aside=True),
                DUE,
                DAYS,
            ),
            sort="-days",
            converts="borrowing_return",
        ),
    ),
)
