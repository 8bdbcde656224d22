"""借出在外: of every loan, how much is still out, what it is worth, when it is due, how late it is;
what customers have of ours to sell for us among it.

Quantities are in the unit of the line, by product in its base unit. What is out is worth what its
pool costs today.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from huolang.inventory.lent import Purpose
from huolang.ledger.posting import AT_CUSTOMER, LENT
from huolang.masters import merged
from huolang.reports import grouping, narrowing
from huolang.reports.batch_stock import batch_column
from huolang.reports.execution import figure, reference
from huolang.reports.report import Column, Drill, Filter, Label, Report, View

STATES = {"open": _("在外"), "late": _("已逾期"), "done": _("已了结")}
PURPOSES = {one.value: one.label for one in Purpose}
BODY = """
SELECT 'loan' AS form, d.id AS record, d.number, d.date AS day, {who} AS partner, d.purpose,
       l.id AS line, l.product_id AS product, l.specification, d.warehouse_id AS warehouse,
       l.unit_id::text AS unit_low, l.unit_id::text AS unit_high, l.batch_record_id AS batch,
       l.batch AS called, l.quantity, l.open_quantity AS open, o.base AS open_base,
       round((l.done_base - t.sold) * l.denominator / l.numerator, 6) AS back,
       round(t.sold * l.denominator / l.numerator, 6) AS sold, d.due_on, s.state,
       round(o.base * w.value / nullif(w.quantity, 0), k.digits) AS value,
       CASE WHEN s.state = 'late' THEN %(today)s::date - d.due_on END AS days
FROM inventory_loan d {partners}
JOIN kernel_company k ON k.id = d.company_id
JOIN inventory_loanline l ON l.company_id = d.company_id AND l.document_id = d.id
JOIN ledger_item i ON i.company_id = l.company_id AND i.id = l.product_id
CROSS JOIN LATERAL (SELECT l.base_quantity - l.done_base AS base) o
CROSS JOIN LATERAL (SELECT CASE WHEN o.base > 0 AND d.due_on < %(today)s::date THEN 'late'
    WHEN o.base > 0 THEN 'open' ELSE 'done' END AS state) s
CROSS JOIN LATERAL (SELECT coalesce(sum(n.quantity), 0) AS sold FROM documents_link n
    WHERE l.done_base > 0 AND n.company_id = d.company_id AND n.from_line = l.id
      AND n.to_form = 'sales_delivery') t
LEFT JOIN LATERAL (SELECT sum(c.value) AS value, sum(c.quantity) AS quantity
    FROM ledger_costpool c
    WHERE o.base > 0 AND c.company_id = l.company_id AND c.product = l.product_id
      AND c.quantity > 0 AND c.shipment = {nil}
      AND c.warehouse = CASE WHEN i.pool_scope IN ('warehouse', 'warehouse_batch')
                             THEN d.warehouse_id ELSE {nil} END
      AND (c.batch = CASE WHEN i.pool_scope NOT IN ('batch', 'warehouse_batch') THEN {nil}
                          ELSE l.batch_record_id END
           OR i.pool_scope IN ('batch', 'warehouse_batch') AND l.serialized AND c.batch IN (
              SELECT b.batch FROM ledger_stockbalance b
              WHERE b.company_id = l.company_id AND b.product = l.product_id
                AND b.warehouse = d.warehouse_id AND b.location IN ({out}) AND b.quantity > 0
                AND b.batch = ANY(l.serial_records)))) w ON true
WHERE d.company_id = %(company)s::bigint AND d.state = 'confirmed' {conditions}
""".replace("{nil}", grouping.NIL).replace("{out}", f"'{LENT}'::uuid, '{AT_CUSTOMER}'::uuid")
BODY = BODY.replace("{who}", merged.kept("d.partner_id")).replace(
    "{partners}", merged.join("d.partner_id")
)
BY_PARTNER = """
SELECT x.partner, count(DISTINCT x.record) FILTER (WHERE x.open > 0) AS loans,
       sum(x.value) AS value, min(x.due_on) FILTER (WHERE x.open > 0) AS due_on,
       count(DISTINCT x.record) FILTER (WHERE x.state = 'late') AS late, max(x.days) AS days
FROM ({lines}) x GROUP BY x.partner
""".replace("{lines}", BODY)
BY_PRODUCT = """
SELECT x.product, p.specification, p.unit_id::text AS unit_low, p.unit_id::text AS unit_high,
       sum(x.open_base) AS open, sum(x.value) AS value,
       count(DISTINCT x.record) FILTER (WHERE x.open > 0) AS loans,
       min(x.due_on) FILTER (WHERE x.open > 0) AS due_on, max(x.days) AS days
FROM ({lines}) x
JOIN masters_product p ON p.company_id = %(company)s::bigint AND p.id = x.product
GROUP BY p.company_id, p.id, x.product
""".replace("{lines}", BODY)
IN_STATE = """(%(state)s::text IN ('all', s.state)
     OR %(state)s::text = 'open' AND s.state = 'late')"""
DUE = Column(name="due_on", label=_("应还日期"), kind="date", sql="g.due_on")
EARLIEST = replace(DUE, label=_("最早应还日期"))
DAYS = Column(name="days", label=_("逾期天数"), kind="number", sql="g.days")
LOANS = Column(name="loans", label=_("借出单数"), kind="number", sql="g.loans")
LATE = Column(name="late", label=_("逾期单数"), kind="number", sql="g.late")
VALUE = Column(
    name="value",
    label=_("在外成本"),
    kind="money",
    sql="g.value",
    total="coalesce(sum(g.value), 0)",
    hidden_by="cost",
)
PARTNER = grouping.partner_column(_("借用单位"))
PRODUCT, SPECIFICATION = grouping.product_columns()


def choice(name: str, label: Label, options: dict[str, Label]) -> Column:
    return Column(name=name, label=label, kind="choice", sql=f"g.{name}", options=options)


def by_line() -> View:
    """What matters first; what a screen has no room for can be chosen."""
    more = (
        choice("purpose", _("借出用途"), PURPOSES),
        Column(name="unit", label=_("单位"), kind="reference", to="unit", sql=grouping.UNIT),
        figure("quantity", _("借出数量")),
        figure("back", _("归还与损耗数量")),
        figure("sold", _("售出数量")),
        choice("state", _("归还情况"), STATES),
        grouping.day_column(),
        reference("warehouse", _("仓库"), "warehouse", "w"),
        batch_column(),
        SPECIFICATION,
    )
    columns = (
        grouping.document_column(),
        PARTNER,
        PRODUCT,
        *(replace(one, aside=True) for one in more),
        figure("open", _("未还数量")),
        VALUE,
        DUE,
        DAYS,
    )
    return View(
        name="line",
        label=_("明细"),
        body=BODY,
        joins=f"{grouping.PARTNER} {grouping.PRODUCT} {grouping.WAREHOUSE}",
        key=(("g.day", "date"), ("g.record", "uuid"), ("g.line", "uuid")),
        columns=columns,
        sort="due_on",
        converts="loan_return",
    )


def by(name: str, label: Label, body: str, joins: str, columns: tuple[Column, ...]) -> View:
    return View(
        name=name,
        label=label,
        body=body,
        joins=joins,
        key=((f"g.{name}", "uuid"),),
        columns=columns,
        sort=name,
        drill=Drill(report="loans_out", view="line", filters={name: name}),
    )


LOANS_OUT = Report(
    name="loans_out",
    label=_("借出未还"),
    question=_("谁借了什么、代销了什么，还有多少在外、值多少、该哪天还、逾期几天"),
    module="inventory",
    reads=("loan",),
    filters=(
        Filter(
            name="state",
            label=_("归还情况"),
            kind="choice",
            options={**STATES, "all": _("全部")},
            default="open",
            where=IN_STATE,
        ),
        Filter(
            name="purpose",
            label=_("借出用途"),
            kind="choice",
            options={"all": _("全部"), **PURPOSES},
            default="all",
            where="%(purpose)s::text IN ('all', d.purpose)",
        ),
        narrowing.partner(_("借用单位"), "active", "d.partner_id"),
        narrowing.warehouse("d.warehouse_id"),
        narrowing.product("l.product_id"),
        narrowing.category("l.product_id"),
        narrowing.style("l.product_id"),
    ),
    views=(
        by_line(),
        by(
            "partner",
            _("按借用单位"),
            BY_PARTNER,
            grouping.PARTNER,
            (PARTNER, LOANS, VALUE, EARLIEST, LATE, DAYS),
        ),
        by(
            "product",
            _("按商品"),
            BY_PRODUCT,
            grouping.PRODUCT,
            (
                PRODUCT,
                SPECIFICATION,
                grouping.unit_column(),
                figure("open", _("未还数量")),
                VALUE,
                LOANS,
                EARLIEST,
                DAYS,
            ),
        ),
    ),
)
