"""部门间调拨: what went from one department's answer to another's with transfers, and what it cost.

A transfer counts on the day on which its goods left, at what they cost today; what was cancelled is
taken back on the day of its mirror. Goods that stay within a department, or whose transfer names
none, are told where all transfers are asked for, but do not go between departments.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from huolang.reports import grouping, narrowing
from huolang.reports.execution import figure, reference
from huolang.reports.report import Column, Drill, Filter, Label, Report, View

BETWEEN = "t.department_id IS DISTINCT FROM t.into_department_id"
MOVED = """
SELECT e.occurred_on AS day, e.record, t.number, t.department_id AS department,
       t.into_department_id AS into_department, t.warehouse_id AS warehouse, t.into_id AS into,
       e.product, p.unit_id::text AS unit_low, p.unit_id::text AS unit_high,
       -e.quantity AS quantity, -(e.cost + coalesce(a.amount, 0)) AS value
FROM ledger_stockentry e
JOIN inventory_stocktransfer t ON t.company_id = e.company_id AND t.id = e.record
JOIN masters_product p ON p.company_id = e.company_id AND p.id = e.product
LEFT JOIN LATERAL (SELECT sum(x.amount) AS amount FROM ledger_costadjustment x
    WHERE x.company_id = e.company_id AND x.entry = e.id) a ON true
WHERE e.company_id = %(company)s::bigint AND e.form = 'stock_transfer'
  AND (e.quantity < 0) = (e.reverses IS NULL)
  AND e.occurred_on BETWEEN %(since)s::date AND %(until)s::date {conditions}
"""
"""What left, and what of it was taken back; the other side of a transfer says it once more."""
FROM = (
    "LEFT JOIN masters_department a ON a.company_id = %(company)s::bigint AND a.id = g.department"
)
TO = """LEFT JOIN masters_department b ON b.company_id = %(company)s::bigint
    AND b.id = g.into_department"""
INTO = "JOIN masters_warehouse v ON v.company_id = %(company)s::bigint AND v.id = g.into"


def _department(name: str, label: Label, alias: str) -> Column:
    return reference(name, label, "department", alias)


ROUTE = (
    _department("department", _("调出部门"), "a"),
    _department("into_department", _("调入部门"), "b"),
)
QUANTITY = figure("quantity", _("调拨数量"))
VALUE = Column(
    name="value",
    label=_("成本金额"),
    kind="money",
    sql="g.value",
    total="coalesce(sum(g.value), 0)",
    hidden_by="cost",
)
TRANSFERS = Column(name="transfers", label=_("调拨单数"), kind="number", sql="g.transfers")
UNITS = ("unit_low", "unit_high")
WHOLE = """CASE WHEN min(f.unit_low) = max(f.unit_high) THEN sum(f.quantity) END AS quantity,
    min(f.unit_low) AS unit_low, max(f.unit_high) AS unit_high"""


def _grouped(by: Sequence[str], more: str = "") -> str:
    """What was taken back whole counts as no transfer."""
    named = ", ".join(f"f.{one}" for one in by)
    each = ", ".join(f"m.{one}" for one in dict.fromkeys((*by, "record", "product", *UNITS)))
    left = (
        f"SELECT {each}, sum(m.quantity) AS quantity, sum(m.value) AS value"  # noqa: S608
        f" FROM ({MOVED}) m GROUP BY {each} HAVING sum(m.quantity) <> 0 OR sum(m.value) <> 0"
    )
    return (
        f"SELECT {named}{more}, {WHOLE}, sum(f.value) AS value,"  # noqa: S608
        f" count(DISTINCT f.record) AS transfers FROM ({left}) f GROUP BY {named}"
    )


DEPARTMENT_TRANSFERS = Report(
    name="department_transfers",
    label=_("部门间调拨"),
    question=_("一段时间里哪个部门调给哪个部门多少货、成本多少：按部门、商品、调拨单"),
    module="inventory",
    reads=("stock_transfer", "department"),
    filters=(
        *narrowing.period(),
        Filter(
            name="department",
            label=_("调出部门"),
            kind="reference",
            to="department",
            where="t.department_id = %(department)s::uuid",
        ),
        Filter(
            name="into_department",
            label=_("调入部门"),
            kind="reference",
            to="department",
            where="t.into_department_id = %(into_department)s::uuid",
        ),
        Filter(
            name="which",
            label=_("范围"),
            kind="choice",
            options={"between": _("只看部门之间"), "all": _("全部调拨")},
            default="between",
            where=f"(%(which)s::text = 'all' OR {BETWEEN})",
        ),
        narrowing.product("e.product"),
        narrowing.category("e.product"),
    ),
    views=(
        View(
            name="route",
            label=_("按部门"),
            body=_grouped(("department", "into_department")),
            joins=f"{FROM} {TO}",
            key=(
                ("coalesce(g.department, '00000000-0000-0000-0000-000000000000')", "uuid"),
                ("coalesce(g.into_department, '00000000-0000-0000-0000-000000000000')", "uuid"),
            ),
            columns=(*ROUTE, QUANTITY, grouping.unit_column(), VALUE, TRANSFERS),
            sort="-transfers",
            drill=Drill(
                report="department_transfers",
                view="transfer",
                filters={"department": "department", "into_department": "into_department"},
            ),
        ),
        View(
            name="product",
            label=_("按商品"),
            body=_grouped(("department", "into_department", "product")),
            joins=f"{FROM} {TO} {grouping.PRODUCT}",
            key=(
                ("g.product", "uuid"),
                ("coalesce(g.department, '00000000-0000-0000-0000-000000000000')", "uuid"),
                ("coalesce(g.into_department, '00000000-0000-0000-0000-000000000000')", "uuid"),
            ),
            columns=(
                *ROUTE,
                grouping.product_columns()[0],
                QUANTITY,
                grouping.unit_column(),
                VALUE,
                replace(TRANSFERS, aside=True),
            ),
            sort="product",
        ),
        View(
            name="transfer",
            label=_("按调拨单"),
            body=_grouped(
                (
                    *("day", "record", "number", "department", "into_department"),
                    *("warehouse", "into"),
                ),
                ", 'stock_transfer' AS form",
            ),
            joins=f"{FROM} {TO} {grouping.WAREHOUSE} {INTO}",
            key=(("g.day", "date"), ("g.record", "uuid")),
            columns=(
                grouping.document_column(),
                grouping.day_column(),
                *ROUTE,
                reference("warehouse", _("调出仓库"), "warehouse", "w"),
                reference("into", _("调入仓库"), "warehouse", "v"),
                replace(QUANTITY, total="", aside=True),
                VALUE,
            ),
            sort="-day",
        ),
    ),
)
