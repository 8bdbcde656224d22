"""库存余额表: how much of everything there was at the end of a day, and what it was worth.

Read from the month before and the entries since (`ledger.past`); a warehouse has its share of a
product's value by quantity.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from huolang.ledger import past
from huolang.reports import grouping, narrowing
from huolang.reports.grouping import NIL
from huolang.reports.report import Chart, Column, Drill, Filter, Report, View
from huolang.reports.stock_movement import (
    product,
    quantity,
    share,
    specification,
    value,
    warehouse,
)


def body(*, by_place: bool) -> str:
    """What there was at the end of the day, and what it was worth."""
    then = past.written(
        company="%(company)s", day="%(until)s", by_place=by_place, known="%(known_at)s"
    )
    place = " AND (%(warehouse)s::uuid IS NULL OR s.warehouse = %(warehouse)s::uuid)"
    return (
        "SELECT p.id AS product, upper(p.code) AS code, p.specification,"  # noqa: S608
        " p.category_id AS category, p.style_id AS style, s.warehouse, p.unit_id::text AS unit_low,"
        f" p.unit_id::text AS unit_high, s.quantity, s.value FROM ({then}) s"
        " JOIN masters_product p ON p.company_id = %(company)s::bigint AND p.id = s.product"
        f" WHERE true {{conditions}}{place if by_place else ''}"
    )


def of_departments() -> str:
    """The same, with the department that answers for the warehouse today."""
    return (
        f"SELECT b.*, w.department_id AS department FROM ({body(by_place=True)}) b"  # noqa: S608
        " JOIN masters_warehouse w ON w.company_id = %(company)s::bigint AND w.id = b.warehouse"
    )


def grouped(column: str, *, by_place: bool) -> str:
    """The same, added up."""
    inner = of_departments() if column == "department" else body(by_place=by_place)
    return (
        f"SELECT coalesce(r.{column}, {NIL}) AS {column},"  # noqa: S608
        " min(r.unit_low) AS unit_low, max(r.unit_high) AS unit_high,"
        " count(DISTINCT r.product) AS products, sum(r.quantity) AS quantity, sum(r.value) AS value"
        f" FROM ({inner}) r GROUP BY 1"
    )


def one_unit() -> Column:
    """Quantities of different units are not added up."""
    same = "CASE WHEN g.unit_low = g.unit_high THEN g.quantity END"
    return replace(quantity("quantity", _("结存数量")), sql=same)


def products() -> Column:
    return Column(
        name="products",
        label=_("商品数"),
        kind="number",
        sql="g.products",
    )


def unit_cost() -> Column:
    """Of one base unit, to six digits."""
    return Column(
        name="unit_cost",
        label=_("单位成本"),
        kind="price",
        sql="CASE WHEN g.quantity <> 0 THEN round(g.value / g.quantity, 6) END",
        hidden_by="cost",
    )


def category() -> Column:
    return Column(
        name="category",
        label=_("商品分类"),
        kind="reference",
        to="product_category",
        sql="g.category",
    )


SINCE = narrowing.since("%(until)s::date")

STOCK_BALANCE = Report(
    name="stock_balance",
    label=_("库存余额表"),
    question=_("某一天结束时每种商品有多少、值多少"),
    module="inventory",
    reads=("stock",),
    filters=(
        Filter(name="until", label=_("结存日期"), kind="day", default="today"),
        Filter(name="known_at", label=_("截至记账日"), kind="day"),
        narrowing.product("p.id"),
        narrowing.category("p.id"),
        narrowing.of_category("p.id"),
        narrowing.style("p.id"),
        narrowing.place(),
    ),
    views=(
        View(
            name="product",
            label=_("按商品"),
            body=body(by_place=False),
            key=(("g.product", "uuid"),),
            columns=(
                product(),
                specification(),
                category(),
                grouping.unit_column(),
                quantity("quantity", _("结存数量")),
                grouping.in_units("g.quantity"),
                unit_cost(),
                value("value", _("结存金额")),
                SINCE,
            ),
            sort="product",
            drill=Drill(
                report="stock_entries",
                view="booked",
                filters={"product": "product", "since": "since"},
            ),
        ),
        View(
            name="warehouse",
            label=_("按商品和仓库"),
            body=body(by_place=True),
            joins=grouping.WAREHOUSE,
            key=(("g.product", "uuid"), ("g.warehouse", "uuid")),
            columns=(
                product(),
                specification(),
                category(),
                warehouse(),
                grouping.unit_column(),
                quantity("quantity", _("结存数量")),
                grouping.in_units("g.quantity"),
                unit_cost(),
                share("value", _("结存金额")),
                SINCE,
            ),
            sort="product",
            drill=Drill(
                report="stock_entries",
                view="booked",
                filters={"product": "product", "warehouse": "warehouse", "since": "since"},
            ),
        ),
        View(
            name="category",
            label=_("按分类"),
            body=grouped("category", by_place=False),
            joins="LEFT JOIN masters_productcategory c"
            " ON c.company_id = %(company)s::bigint AND c.id = g.category",
            key=(("g.category", "uuid"),),
            columns=(
                replace(
                    category(),
                    sql=f"nullif(g.category, {NIL})",
                    sort="upper(c.code)",
                    sort_cast="text",
                ),
                products(),
                grouping.unit_column(),
                one_unit(),
                value("value", _("结存金额")),
            ),
            sort="category",
            chart=Chart(kind="ranked", by="category", figure="value"),
            drill=Drill(
                report="stock_balance", view="product", filters={"of_category": "category"}
            ),
        ),
        View(
            name="style",
            label=_("按款式"),
            body=grouped("style", by_place=False),
            joins=grouping.STYLE,
            key=(("g.style", "uuid"),),
            columns=(
                grouping.style_column(),
                products(),
                grouping.unit_column(),
                one_unit(),
                value("value", _("结存金额")),
            ),
            sort="style",
            chart=Chart(kind="ranked", by="style", figure="value"),
            drill=Drill(report="stock_balance", view="product", filters={"style": "style"}),
        ),
        View(
            name="place",
            label=_("按仓库"),
            body=grouped("warehouse", by_place=True),
            joins=grouping.WAREHOUSE,
            key=(("g.warehouse", "uuid"),),
            columns=(
                warehouse(),
                products(),
                grouping.unit_column(),
                one_unit(),
                share("value", _("结存金额")),
            ),
            sort="warehouse",
            chart=Chart(kind="ranked", by="warehouse", figure="value"),
            drill=Drill(
                report="stock_balance", view="warehouse", filters={"warehouse": "warehouse"}
            ),
        ),
        View(
            name="department",
            label=_("按部门"),
            body=grouped("department", by_place=True),
            joins="LEFT JOIN masters_department d"
            " ON d.company_id = %(company)s::bigint AND d.id = g.department",
            key=(("g.department", "uuid"),),
            columns=(
                Column(
                    name="department",
                    label=_("部门"),
                    kind="reference",
                    to="department",
                    sql=f"nullif(g.department, {NIL})",
                    sort="upper(d.code)",
                    sort_cast="text",
                    help=_("仓库现在的所属部门"),
                ),
                products(),
                grouping.unit_column(),
                one_unit(),
                share("value", _("结存金额")),
            ),
            sort="department",
            chart=Chart(kind="ranked", by="department", figure="value"),
        ),
    ),
)
